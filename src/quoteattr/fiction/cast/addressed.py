"""What the others call a narrator whom the narration never names: “Who taught you, Kel?” in a story of "I".

Whoever else is in the scene is named by the narration sooner or later; a name that stands in turns of others
alone, by which they address somebody, is that of whoever says "I".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from quoteattr.fiction.cast.sides import sides, worth
from quoteattr.fiction.cast.spoken import VOCATIVE_AFTER
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented

_LEAST = 0.25
_LEAST_A_CUE = 0.05  # of the turns of "I said"
_SELDOM = 0.1  # of its places that the narration may have
_JOINS = frozenset((",", "-", "--", "—", "–", "…"))  # in front of a name behind other words
_OTHERS = (
    c.INTERJECTION
    | c.TITLE
    | c.ROLE_OR_TITLE
    | c.PLACE
    | c.CALENDAR
    | c.DEMONYM
    | c.ORGANIZATION
    | c.DETERMINER
    | c.PRONOUN
    | c.UPPER
)


def called(
    segmented: Segmented,
    inside: Sequence[int],
    turns: Sequence[Turn],
    taken: Mapping[int, int],
    pack: Pack,
) -> list[int]:
    """The tokens at which others address the narrator by one name, in text order; none where nobody does.
    ``taken``: tokens at which characters are named."""
    asked = [(t, k) for t, turn in enumerate(turns) for k in range(turn.first, turn.last) if inside[k] >= 0]
    words, side = segmented.tokens.words, sides(turns)
    scores: defaultdict[str, float] = defaultdict(float)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for t, k in asked:
        if k not in taken and _is_vocative(segmented, k, pack):
            scores[words[k]] += worth(side[t], True)
            places[words[k]].append(k)
    told = _told(segmented, inside, scores)
    able = [one for one in scores if _may_be(segmented, places[one], told[one], pack)]
    best = max(able, key=lambda one: (scores[one], -places[one][0]), default="")
    mine = len([turn for turn in turns if turn.is_told_by_i])
    return places[best] if best and scores[best] >= max(_LEAST, _LEAST_A_CUE * mine) else []


def _may_be(segmented: Segmented, places: Sequence[int], told: int, pack: Pack) -> bool:
    """Whether a word with which turns address somebody is a name that the narration hardly ever has."""
    return told <= _SELDOM * (told + len(places)) and _is_name(segmented, places, pack)


def _is_name(segmented: Segmented, places: Sequence[int], pack: Pack) -> bool:
    """Whether a word is a name: one of the lists, one behind a comma or a title, or one called twice."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if len(places) > 1 or classes[places[0]] & c.FIRST_NAME or words[places[0] - 1] in _JOINS:
        return True
    return titled(words, places[0], pack) is not None


def _is_vocative(segmented: Segmented, k: int, pack: Pack) -> bool:
    """Whether a name by which somebody is addressed stands at token ``k``: a word of its own between marks,
    and one that is no ordinary word where a sentence begins with it."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    may_be = classes[k] & c.CAPITAL and not classes[k] & _OTHERS and k + 1 < len(words)
    if not may_be or words[k + 1] not in VOCATIVE_AFTER or _is_address(words[k].lower(), pack):
        return False
    first = k - (titled(words, k, pack) is not None)  # "Yes, Miss | Lockett."
    if words[first - 1] in _JOINS:
        return bool(classes[first - 2] & c.WORD)
    begins = classes[first - 1] & (c.QUOTE_MARK | c.TERMINATOR)
    return bool(begins) and (first < k or not _is_ordinary(words[k].lower(), classes[k], pack))


def titled(words: Sequence[str], k: int, pack: Pack) -> Mapping[str, Any] | None:
    """What the pack says of the title in front of the name at token ``k``, or None."""
    return pack.titles.get(words[k - 1].lower().rstrip(".")) if k and words[k - 1][:1].isupper() else None


def _is_address(word: str, pack: Pack) -> bool:
    """Whether anybody may be addressed so, or nobody is: "Mum", "sir", "Heavens"."""
    story = pack.story
    listed = (
        story.relative,
        story.sir,
        story.exclamation,
        story.exclaimed,
        story.endearing,
        story.indefinite,
    )
    return any(word in words for words in listed)


def _is_ordinary(word: str, bits: int, pack: Pack) -> bool:
    """Whether it is a word of the language more than a name."""
    if bits & c.FIRST_NAME:
        return False
    lists = (pack.common, pack.function, pack.verb_forms, pack.noun_forms)
    return any(part in words for part in word.split("-") for words in lists)


def _told(segmented: Segmented, inside: Sequence[int], asked: Mapping[str, float]) -> Counter[str]:
    """How often each of the words stands in the narration."""
    both = zip(segmented.tokens.words, inside, strict=True)
    return Counter([word for word, quote in both if quote < 0 and word in asked])
