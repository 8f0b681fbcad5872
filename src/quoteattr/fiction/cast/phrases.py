"""How the noun phrase of a cue is read: under which words the same somebody is known again.

"The porter", "a porter" and "his porter" are one; "her mother" and "Clara's mother" are one where Clara is a
woman; "a voice" is nobody whom the text names; "they" are several, whoever they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import frozen

from quoteattr.fiction.turns.beside import Voice
from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented
from quoteattr.text.tokens import where
from quoteattr.types import Gender

NARRATOR = "I"  # whose "my mother" is
_BEHIND = (3, 4)  # words of "in the cloak", "in the grey cloak"

Kind = Literal["role", "relative", "anybody", "they"]


@frozen
class Phrase:
    """A noun phrase of a cue.

    ``key``      the words under which the same somebody is known again.
    ``name``     what to call somebody of whom the text says no more: "the porter", "her mother".
    ``kind``     "role": by a post or what one is; "relative": by a tie to somebody else; "anybody":
                 "someone", "a voice", "one of the girls"; "they".
    ``head``     the noun, in small letters; ``tie`` of a relative: "mother" for "mum", too.
    ``owner``    the gender of the other person of the tie, a name, NARRATOR, or "".
    ``new``      whether the text brings somebody in: "a porter".
    ``bare``     the key without what tells him from others: "man" of "the man in the cloak", or "".
    """

    key: str
    name: str
    kind: Kind
    head: str
    tie: str = ""
    owner: str = ""
    new: bool = False
    bare: str = ""


@frozen(eq=False)
class Wording:
    """What phrases are read with; ``owners``: token -> gender of the character whose name starts there."""

    segmented: Segmented
    owners: Mapping[int, Gender | None]
    pack: Pack

    def said(self, first: int, last: int) -> str:
        """Tokens as the text writes them, on one line."""
        tokens = self.segmented.tokens
        return " ".join(self.segmented.text[tokens.starts[first] : tokens.ends[last - 1]].split())


def phrase_of(wording: Wording, voice: Voice) -> Phrase | None:
    """The phrase of a cue's ``voice``; None where it is no noun, or may be anybody at all."""
    pack, words = wording.pack, wording.segmented.tokens.words
    head = words[voice.last - 1].lower()
    if voice.kind not in ("noun", "group") or head in pack.words.places.own_groups:
        return None
    first = words[voice.first].lower()
    if voice.last - voice.first == 1:
        return _word(head, voice, pack)
    if wording.segmented.tokens.classes[voice.last - 1] & c.REPORTING_NOUN and head not in pack.roles:
        return None  # "another of his remarks", "a question"
    if words[voice.first + 1] in pack.words.turns.partitives:
        said = wording.said(voice.first, voice.last).lower()
        return Phrase(said, said, "anybody", head, new=True)
    if head in pack.story.voice:
        return _voice(wording, voice)
    if first in pack.story.any_article or voice.kind == "group":
        return _role(wording, voice)
    return _owned(wording, voice)


def _word(head: str, voice: Voice, pack: Pack) -> Phrase | None:
    """A word alone: "someone", "they"."""
    if head in pack.story.indefinite:
        return Phrase(head, head, "anybody", head, new=True)
    return Phrase("", "", "they", head) if voice.kind == "group" else None


def _voice(wording: Wording, voice: Voice) -> Phrase | None:
    """The phrase "a voice" or "the voice", whoever it is."""
    words, pack = wording.segmented.tokens.words, wording.pack
    first, head = words[voice.first].lower(), words[voice.last - 1].lower()
    if first not in pack.story.any_article:
        return None
    new = first in pack.story.new_article
    said = wording.said(voice.first, voice.last)
    return Phrase(head, said[0].lower() + said[1:], "anybody", head, new=new)


def _role(wording: Wording, voice: Voice) -> Phrase | None:
    """Somebody, or several, by what they are: "the porter", "all the boys"."""
    words, pack = wording.segmented.tokens.words, wording.pack
    head = words[voice.last - 1]
    first = words[voice.first].lower()
    start = voice.first + 1
    start += words[start].lower() in pack.story.any_article and start + 1 < voice.last
    if head.lower() in pack.story.no_role:
        return None
    said = wording.said(start, voice.last)
    key = " ".join(words[start : voice.last]).lower()
    shown = said if capital(head) or voice.kind == "group" else key  # "said the Toad": written as a name
    if first in pack.story.other_article and voice.kind != "group":  # "another guard" is not "the guard"
        key = f"{first} {key}"
        return Phrase(key, key, "role", head.lower(), new=True)
    behind = _behind(wording, voice) if head in pack.story.anybody else ""
    if behind:
        return Phrase(f"{key} {behind}", f"the {shown} {behind}", "role", head, bare=key)
    return Phrase(key, f"the {shown}", "role", head.lower(), new=first in pack.story.new_article)


def _behind(wording: Wording, voice: Voice) -> str:
    """What tells "the man | in the grey cloak" from others, up to a mark, an adverb or the cue's verb."""
    tokens, pack, start = wording.segmented.tokens, wording.pack, voice.last
    if pack.story.locating.keys().isdisjoint(tokens.words[start : start + 1]):
        return ""
    if pack.words.places.definite.isdisjoint(tokens.words[start + 1 : start + 2]):
        return ""
    last = start + 2
    while last < len(tokens.words) and last != voice.token and _is_noun(wording, last):
        last += 1
    is_said = tokens.classes[last - 1] & c.REPORTING_NOUN  # "said the man in the same voice"
    return wording.said(start, last).lower() if last - start in _BEHIND and not is_said else ""


def _is_noun(wording: Wording, k: int) -> bool:
    """Whether token ``k`` may be a noun, or an adjective in front of one."""
    bits = wording.segmented.tokens.classes[k]
    ends = wording.pack.words.turns.adverb_ends
    may_be = bits & c.WORD and not bits & (c.NOMINAL_STOP | c.ADVERB)
    return bool(may_be) and not wording.segmented.tokens.words[k].endswith(ends)


def _owned(wording: Wording, voice: Voice) -> Phrase | None:
    """Somebody by a tie to another: "her mother", "Clara's sister"; "his secretary" is the secretary."""
    tokens, pack = wording.segmented.tokens, wording.pack
    head, first = tokens.words[voice.last - 1].lower(), tokens.words[voice.first]
    tie = pack.story.relative.get(head)
    if tie is None:
        alone = voice.first + 2 == voice.last and is_post(wording, voice)
        return Phrase(head, f"the {tokens.words[voice.last - 1]}", "role", head) if alone else None
    said = wording.said(voice.first, voice.last)
    if voice.first in wording.owners:
        owner = wording.owners[voice.first] or first.lower()
    else:
        said = said[0].lower() + said[1:]
        owner = _owner(first.lower(), pack)
    return Phrase(f"{owner} {tie}", said, "relative", head, tie, owner)


def tie_of(wording: Wording, k: int) -> str:
    """The key of a tie to the narrator at tokens ``k`` and ``k + 1``, of "my brother", where one person has
    it; "" for other words."""
    words, story = wording.segmented.tokens.words, wording.pack.story
    if not 0 <= k < len(words) - 1 or _owner(words[k].lower(), wording.pack) != NARRATOR:
        return ""
    tie = story.relative.get(words[k + 1].lower())
    return f"{NARRATOR} {tie}" if tie and tie not in story.companion else ""


def ties_told(wording: Wording, inside: Sequence[int]) -> Iterator[tuple[int, str]]:
    """(token, key) where the narration has a tie to somebody by a possessive: "her mother"; of "her mother's
    hand", too."""
    words, relative = wording.segmented.tokens.words, wording.pack.story.relative
    for k in where(wording.segmented.tokens, c.WORD):
        tie = relative.get(words[k].lower()) if k and inside[k] < 0 else None
        owner = _owner(words[k - 1].lower(), wording.pack) if tie is not None else ""
        if owner and owner != words[k - 1].lower():
            yield k - 1, f"{owner} {tie}"


def is_post(wording: Wording, voice: Voice) -> bool:
    """Whether the noun says what somebody is, so that there is one in a scene: "the porter", "the fox"."""
    tokens, story = wording.segmented.tokens, wording.pack.story
    head = tokens.words[voice.last - 1].lower()
    if head in story.anybody:
        return False
    return bool(tokens.classes[voice.last - 1] & c.ROLE) or head in story.post or head in story.creature


def _owner(word: str, pack: Pack) -> str:
    """Whose something is by a possessive: the gender, the narrator ("my", "our"), or the number ("their")."""
    facts = pack.pronouns.get(word)
    if facts is None:
        return word
    return NARRATOR if facts["person"] == 1 else facts["gender"] or facts["number"]
