"""Roles that a list gives as names: Tom Lacey has what "the boy" says, unless another boy is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.cast.values import Alias, Cast
from quoteattr.fiction.turns.beside import Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.letters import small
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain, plain_words
from quoteattr.stage_values import Segmented

_ABOUT = 600  # tokens back to which somebody is about
_PHRASE = 3  # tokens in front of a noun in which "another" may stand
_APPOSED = 4  # tokens behind a name in which "a boy" is its bearer

_Owners = Mapping[tuple[str, ...], tuple[int, ...]]


@frozen(eq=False)
class _Story:
    segmented: Segmented
    inside: Sequence[int]
    cast: Cast
    pack: Pack


def aliases_in(
    segmented: Segmented, inside: Sequence[int], turns: Sequence[Turn], cast: Cast, pack: Pack
) -> dict[int, Alias]:
    """First token of a cue -> whom its role means by the list, and who else it may be."""
    owners = _role_names(cast, pack)
    if not owners:
        return {}
    story = _Story(segmented, inside, cast, pack)
    rivals: dict[int, list[int]] = {}
    found = {}
    for voice in [turn.cue for turn in turns if turn.cue is not None]:
        words = _words(story, voice)
        if words in owners:
            who, *others = owners[words]
            if who not in rivals:
                rivals[who] = list(_rivals(story, who, words[-1]))
            found[voice.first] = Alias(who, tuple(others), _is_about(rivals[who], voice.first))
    return found


def _role_names(cast: Cast, pack: Pack) -> _Owners:
    """The words of each role that the list gives somebody beside a name, articles off -> whose it is.

    "The Lad" alone on a list is one of those who are called so: somebody with a name may be another.
    """
    found: dict[tuple[str, ...], dict[int, None]] = {}
    for k, one in enumerate(cast.characters):
        forms = (one.known.name, *one.known.aliases) if one.known is not None else ()
        roles = [form for form in forms if _is_role(form, pack)]
        if any(form not in roles and not _ends_in_role(form, pack) for form in forms):
            for words in filter(None, [plain_words(form, pack) for form in roles]):
                found.setdefault(words, {})[k] = None
    return {words: tuple(numbers) for words, numbers in found.items()}


def _is_role(form: str, pack: Pack) -> bool:
    return small(form[:1]) or form.split()[0].lower() in pack.story.article


def _ends_in_role(form: str, pack: Pack) -> bool:
    """Whether a name is what somebody is: "Hansom Driver"."""
    return bool(pack.classes[form.split()[-1].lower()] & c.ROLE)


def _words(story: _Story, voice: Voice) -> tuple[str, ...]:
    """The words of a role, "the" in front of it off; nothing for "a boy", "the other boy", another voice."""
    words, articles = story.segmented.tokens.words, story.pack.story
    start = voice.first
    first, before = words[start].lower(), words[start - 1].lower() if start else ""
    if voice.kind not in ("role", "noun") or first in articles.new_article:
        return ()
    if first in articles.article:
        start += 1
    elif before in articles.new_article or before in story.pack.words.turns.others:
        return ()
    return tuple([plain(word) for word in words[start : voice.last]])


def _is_about(rivals: Sequence[int], token: int) -> bool:
    """Whether a rival was named shortly before a token."""
    return bisect_left(rivals, token - _ABOUT) < bisect_right(rivals, token)


def _rivals(story: _Story, who: int, noun: str) -> Iterator[int]:
    """The tokens of the narration that name another of that sort: "another boy", "the boys"."""
    tokens, places = story.segmented.tokens, story.cast.mentions
    own = [first for first, one in zip(places.firsts, places.who, strict=True) if one == who]
    for k, word in enumerate(tokens.words):
        if story.inside[k] < 0 and word.lower().startswith(noun):
            is_group = bool(tokens.classes[k] & c.GROUP) and word.lower() != noun
            if is_group or (word.lower() == noun and _brings_in(story, own, k)):
                yield k


def _brings_in(story: _Story, own: Sequence[int], k: int) -> bool:
    """Whether "another" stands in front of the noun at token ``k``, or an "a" that cannot mean the one whose
    names stand at ``own``: he was named before, and not just there, as in "Tom Lacey, a boy"."""
    before = [word.lower() for word in story.segmented.tokens.words[max(0, k - _PHRASE) : k]]
    if any(word in story.pack.words.turns.others for word in before):
        return True
    n = bisect_left(own, k - _PHRASE)
    is_new = n > 0 and own[n - 1] < k - _PHRASE - _APPOSED
    return is_new and any(word in story.pack.story.new_article for word in before)
