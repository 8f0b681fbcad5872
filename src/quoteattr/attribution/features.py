"""What the learned parts look at, as small integers and words; training and use share these functions.

Finder: is this possible cue a cue? Decoder: which units around a cue are its source, its content?
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, repeat
from operator import add, sub

from quoteattr.attribution.drafts import Draft
from quoteattr.attribution.view import View
from quoteattr.attribution.window import LONGEST, Units
from quoteattr.attribution.wordtags import TAG
from quoteattr.model import Remembered, Value
from quoteattr.types import CueUse

NEITHER, SOURCE, CONTENT = 0, 1, 2
BEFORE, CUE, BEHIND = 0, 1, 2
_SOURCE, _CONTENT = bytes([SOURCE]), bytes([CONTENT])
_DISTANCES = (0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6)
_FAR = 7
NONE = TAG["NONE"]
_VERBS = frozenset(TAG[t] for t in ("MODAL", "BE", "AUXILIARY", "SAID", "SAYS", "SAY", "SAYING", "ED"))


def hints(units: Units, draft: Draft | None) -> bytes:
    """What the rules say of each unit and its neighbours, a byte a unit (see ``hint_values``); nothing where
    they say nothing."""
    if draft is None:
        return b""
    labels = bytearray(len(units.firsts) + 2)  # NEITHER, and one at each end
    ranges = [(first, last, _CONTENT) for first, last in draft.content]
    if draft.source is not None:
        ranges.append((*draft.source, _SOURCE))
    for first, last, label in ranges:
        start, end = bisect_left(units.firsts, first), bisect_left(units.firsts, last)
        labels[start + 1 : end + 1] = label * (end - start)
    row = int.from_bytes(labels, "little")  # all units at once: what a byte holds never runs into the next
    return ((row >> 8 << 4) + (row << 2) + (row >> 16)).to_bytes(len(labels) + 1, "little")


def decoder_globals(
    view: View, units: Units, use: CueUse, draft: Draft | None, place: tuple[int, int]
) -> list[str]:
    """Facts of the cue as a whole; each weighs on all units of a side."""
    start, end = place
    tags = units.tags
    behind = tags[end] if end < len(tags) else NONE
    before = tags[start - 1] if start else NONE
    rule = f"{draft.rule} {draft.frame}" if draft is not None else "none"
    further = tags[end + 1] if end + 1 < len(tags) else NONE
    return [
        f"lemma {use.lemma}",
        f"form {use.form} {int(use.passive)}{int(use.infinitive)}",
        f"around {before} {behind}",
        f"behind {behind} {further}",
        f"rule {rule}",
        f"lemma behind {use.lemma} {behind}",
        f"form around {use.form} {before} {behind}",
    ]


def place_keys(units: Units, place: tuple[int, int]) -> list[int]:
    """For every unit one integer that holds where it stands to the cue; see ``place_values``.

    ``place`` is the cue's first and last (exclusive) unit. The fields, from the highest: side, nearness;
    verbs, commas and quotations between; the unit's tag.
    """
    start, end = place
    if not units.between:
        units.between.extend(accumulate(map(_STEPS.__getitem__, units.tags), initial=0))
    between, count = units.between, len(units.tags)
    steps = [
        *map(sub, repeat(between[start]), between[1 : start + 1]),
        *map(sub, between[start:end], repeat(between[start])),
        *map(sub, between[end:count], repeat(between[end])),
    ]
    near = [*_NEAR_BEFORE[LONGEST - start :], *repeat(_NEAR_CUE, end - start), *_NEAR_BEHIND[: count - end]]
    return list(map(add, map(add, near, map(_state, steps)), units.tags))


def place_values(key: int) -> tuple[int, ...]:
    """The templates' values of a place key."""
    tag, quote, comma, verb = key & 63, key >> 6 & 3, key >> 8 & 3, key >> 10 & 3
    near, side = key >> 12 & 7, key >> 15
    st = side << 6 | tag
    return (
        st << 3 | near,
        st << 2 | comma,
        st << 2 | verb,
        ((side << 3 | near) << 1 | (tag == _QUOTE)) << 2 | quote,
    )


def hint_keys(units: Units, hint: bytes) -> list[int]:
    """For every unit one integer: what it is by itself (its sentence's place, tag, whether the sentence ends
    here), and the rules' word on it and its neighbours. ``hint_head`` goes in front, see ``hint_values``."""
    fixed, tags = units.fixed, units.tags
    if not fixed:
        fixed.extend(map(_OF_TAG.__getitem__, tags))
        if any(units.places):
            fixed[:] = [key + (place << 13) for key, place in zip(fixed, units.places, strict=True)]
        stop = 0
        for _ in range(tags.count(_STOP) - (tags[0] == _STOP)):
            stop = tags.index(_STOP, stop + 1)
            fixed[stop - 1] += _ENDS
        fixed[-1] += _ENDS
    return list(map(add, fixed, hint)) if hint else fixed


def hint_head(form: str, side: int) -> int:
    """What stands in front of the hint keys on a side of a cue of a form."""
    return (_FORM.get(form, 0) << 2 | side) << 15


def hint_values(key: int) -> tuple[int, ...]:
    """The templates' values of a hint key with its head."""
    right, left, h = key & 3, key >> 2 & 3, key >> 4 & 3
    last, tag, place = key >> 6 & 1, key >> 7 & 63, key >> 13 & 3
    side, form = key >> 15 & 3, key >> 17
    st = side << 6 | tag
    return (
        (side << 2 | place) << 2 | h,
        st << 2 | h,
        ((side << 2 | left) << 2 | h) << 2 | right,
        (st << 1 | last) << 2 | h,
        form << 8 | st,
    )


def context_keys(units: Units) -> list[int]:
    """For every unit its own tag and its neighbours', as one integer; see ``context_values``."""
    tags = [NONE, *units.tags, NONE]
    return [
        (left << 6 | tag) << 6 | right for left, tag, right in zip(tags, tags[1:], tags[2:], strict=False)
    ]


def context_values(key: int) -> tuple[int, int, int]:
    """The templates' values of a context key; each weighs differently on each side of a cue."""
    return (key >> 6, key & 4095, key)


def neighbours(units: Units) -> list[tuple[str, str, str]]:
    """For every unit its word and the words before and behind it."""
    words = ["", *units.words, ""]
    return [(words[k], words[k - 1], words[k + 1]) for k in range(1, len(words) - 1)]


_STOP, _QUOTE = TAG["STOP"], TAG["QUOTE"]
# what a unit adds to the counts of quotations, commas and verbs between, eight bits each
_STEPS = tuple(
    1 if tag == _QUOTE else 1 << 8 if tag == TAG["COMMA"] else 1 << 16 if tag in _VERBS else 0
    for tag in range(len(TAG))
)


def _counts(steps: int) -> int:
    """The three counts, two bits each, above a tag: three are as many as more."""
    quotes, commas, verbs = (min(3, steps >> shift & 255) for shift in (0, 8, 16))
    return (verbs << 4 | commas << 2 | quotes) << 6


_state = Remembered(_counts).__getitem__
_NEAR = [_DISTANCES[gap] if gap < len(_DISTANCES) else _FAR for gap in range(LONGEST + 1)]
_NEAR_CUE = (CUE << 3) << 12
_NEAR_BEHIND = [(BEHIND << 3 | near) << 12 for near in _NEAR[1:]]
_NEAR_BEFORE = [(BEFORE << 3 | near) << 12 for near in reversed(_NEAR[1:])]
_OF_TAG = tuple([tag << 7 for tag in range(len(TAG))])
_ENDS = 1 << 6
_FORMS = [
    "past",
    "s",
    "base",
    "ing",
    "participle",
    "noun",
    "phrase",
    "mark",
    "adjective",
    "nominal-base",
    "nominal-s",
    "nominal-past",
    "nominal-ing",
]
_FORM = {name: number for number, name in enumerate(_FORMS, 1)}


FINDER_TEMPLATES = (
    "lemma", "form", "lf", "rule", "lr", "source", "n1", "n2", "p1", "p2", "pn", "ln", "lp", "w+1", "w-1",
    "w+2", "w-2", "lw+1", "wf", "lpass", "front", "headline", "covered", "lcov", "quoted", "act", "precision",
    "pr",
)  # fmt: skip


def cue_place(units: Units, use: CueUse) -> tuple[int, int] | None:
    """The cue's first and last (exclusive) unit in the window; None when it is not there."""
    start, end = bisect_left(units.firsts, use.first), bisect_left(units.firsts, use.last)
    return (start, end) if start < end else None


def finder_features(
    view: View, tags: list[int], number: int, use: CueUse, draft: Draft | None, covered: bool
) -> tuple[Value, ...]:
    """The features of a possible cue for the finder: a value for each of FINDER_TEMPLATES, in their order."""
    sentence = view.sentences.spans[number]
    first, last, inside = sentence.first, sentence.last, view.inside
    lemma, form = use.lemma, use.form
    at = use.last
    places = (at, at + 1, use.first - 1, use.first - 2, use.group - 1)
    seen = [(NONE if k < first or k >= last else _QUOTE if inside[k] >= 0 else tags[k]) for k in places]
    behind, further, before, earlier, front = seen
    word, word_further, word_before, word_earlier, word_front = [
        view.lower[k] if first <= k < last and inside[k] < 0 else "“”" for k in places
    ]
    if draft is None:
        rule, frame = "none", ""
        source: Value = ()
    else:
        rule, frame = draft.rule, draft.frame
        found = draft.source
        source = () if found is None else (tags[found[1] - 1], tags[found[0]])
    headline = view.segmented.paragraphs[sentence.paragraph].kind == "headline"
    quoted = inside[first] >= 0 or inside[last - 1] >= 0
    precision = int(use.precision * 10)
    return (
        lemma, form, (lemma, form), (rule, frame), (lemma, rule, frame), source, behind, (behind, further),
        before, (earlier, before), (before, form, behind), (lemma, behind), (lemma, before),
        word, word_before, word_further, word_earlier, (lemma, word), word_front,
        (lemma, use.passive, use.infinitive, use.negated, use.modal), (front, form), (headline, form),
        (covered, form), (lemma, covered), (quoted, form), (use.act, rule, frame), precision,
        (precision, rule, frame),
    )  # fmt: skip
