"""What the learned parts look at, as small integers and words; training and use share these functions.

Finder: is this possible cue a cue? Decoder: which units around a cue are its source, its content?
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate, repeat
from typing import Literal, get_args

from quoteattr.model import Fact, Value
from quoteattr.news.learned.keys import (
    CONTEXT,
    CONTEXT_TEMPLATES,
    HINT,
    HINT_TEMPLATES,
    PLACE,
    PLACE_TEMPLATES,
    Key,
    whole_place,
)
from quoteattr.news.learned.window import LONGEST, Units
from quoteattr.news.learned.wordtags import TAG
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.rows import LEARNED_AS
from quoteattr.news.rules.view import View
from quoteattr.remembered import Remembered
from quoteattr.stage_values import CueUse

Values = tuple[int, ...]
NEITHER, SOURCE, CONTENT = 0, 1, 2
BEFORE, CUE, BEHIND = 0, 1, 2
_SOURCE, _CONTENT = bytes([SOURCE]), bytes([CONTENT])
_DISTANCES = (0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6)
_FAR = 7
NONE = TAG["NONE"]
_VERBS = frozenset(TAG[t] for t in ("MODAL", "BE", "AUXILIARY", "SAID", "SAYS", "SAY", "SAYING", "ED"))


def hints(units: Units, proposal: Proposal | None) -> bytes:
    """What the rules say of each unit and its neighbours: the lowest byte of its hint key."""
    if proposal is None:
        return bytes(len(units.firsts))
    labels = bytearray(len(units.firsts) + 2)  # NEITHER, and one at each end
    ranges = [(first, last, _CONTENT) for first, last in proposal.content]
    if proposal.source is not None:
        ranges.append((*proposal.source, _SOURCE))
    for first, last, label in ranges:
        start, end = bisect_left(units.firsts, first), bisect_left(units.firsts, last)
        labels[start + 1 : end + 1] = label * (end - start)
    # all units at once, a byte each: what a byte holds never runs into the next
    left = int.from_bytes(labels, "little")
    own, right = left >> 8, left >> 16
    row = own * _OWN + left * _LEFT + right * _RIGHT
    return row.to_bytes(len(labels), "little")[: len(units.firsts)]


_OWN, _LEFT, _RIGHT = HINT.of(own=1), HINT.of(left=1), HINT.of(right=1)


def decoder_globals(
    view: View, units: Units, use: CueUse, proposal: Proposal | None, place: tuple[int, int]
) -> list[Fact]:
    """Facts of the cue as a whole; each weighs on all units of a side."""
    start, end = place
    tags = units.tags
    behind = tags[end] if end < len(tags) else NONE
    before = tags[start - 1] if start else NONE
    further = tags[end + 1] if end + 1 < len(tags) else NONE
    lemma, form = use.lemma, use.form
    return [
        ("lemma", lemma),
        ("form", form, 2 * use.passive + use.infinitive),
        ("around", before, behind),
        ("behind", behind, further),
        ("rule", LEARNED_AS[proposal.rule], proposal.frame) if proposal is not None else ("rule", "none"),
        ("lemma behind", lemma, behind),
        ("form around", form, before, behind),
    ]


def fill_columns(units: Units, vocabulary: Mapping[str, int]) -> None:
    """Fill the window's rows and steps, which all its cues share: see Units."""
    tags = units.tags
    units.steps.extend(accumulate(map(_STEPS.__getitem__, tags), initial=0))
    # at the ends no word stands: what was learned for that is left out (docs/decisions/0002)
    numbers = (0, *map(vocabulary.get, units.words, repeat(0)), 0)
    padded = (NONE, *tags, NONE)
    fixed = _fixed(units)
    units.rows.extend(zip(tags, fixed, numbers, numbers[1:], numbers[2:], padded, padded[2:], strict=False))


def _fixed(units: Units) -> list[int]:
    """What a hint key says of each unit by itself: tag, its sentence's place, whether that ends with it."""
    tags = units.tags
    fixed = list(map(_OF_TAG.__getitem__, tags))
    if any(units.places):
        fixed = [key + _OF_PLACE[place] for key, place in zip(fixed, units.places, strict=True)]
    stop = 0  # a sentence ends with the unit before each stop, and with the last
    for _ in range(tags.count(_STOP) - (tags[0] == _STOP)):
        stop = tags.index(_STOP, stop + 1)
        fixed[stop - 1] += _ENDS
    fixed[-1] += _ENDS
    return fixed


Side = tuple[int, int, int, Iterable[int], list[int], int]


def sides(units: Units, cue: tuple[int, int]) -> tuple[Side, Side, Side]:
    """What stands before a cue (its first and last unit, exclusive), the cue, and what stands behind it.

    Each is (side, first unit, last unit, how near its units are, their steps, the steps at the cue). A
    unit's place key is how near it is + ``STATE[its steps - those at the cue]`` + its tag.
    """
    start, end = cue
    steps = units.steps
    return (
        (BEFORE, 0, start, _NEAR_BEFORE[LONGEST - start :], steps[1:], steps[start]),
        (CUE, start, end, repeat(_NEAR_CUE), steps[start:], steps[start]),
        (BEHIND, end, len(units.tags), _NEAR_BEHIND, steps[end:], steps[end]),
    )


def unit_values(units: Units, cue: tuple[int, int], form: str, hint: bytes) -> list[tuple[Values, ...]]:
    """For every unit the values of the place, hint and context templates."""
    found: list[tuple[Values, ...]] = []
    for side, first, last, nearness, steps, origin in sides(units, cue):
        head = hint_head(form, side)
        for k, near, step in zip(range(first, last), nearness, steps, strict=False):
            tag, fixed, *_, left, right = units.rows[k]
            keys = (
                (PLACE_TEMPLATES, whole_place(near + STATE[step - origin] + tag)),
                (HINT_TEMPLATES, head | fixed | hint[k]),
                (CONTEXT_TEMPLATES, CONTEXT.of(left=left, tag=tag, right=right)),
            )
            found.append(tuple([tuple([one.number(key) for one in templates]) for templates, key in keys]))
    return found


def hint_head(form: str, side: int) -> int:
    """What all hint keys have in common on a side of a cue of a form."""
    return HINT.of(form=_FORM.get(form, 0), side=side)


def neighbours(units: Units) -> list[tuple[str, str, str]]:
    """For every unit its word and the words before and behind it, "" where none stands."""
    words = ["", *units.words, ""]
    return [(words[k], words[k - 1], words[k + 1]) for k in range(1, len(words) - 1)]


_STOP, _QUOTE = TAG["STOP"], TAG["QUOTE"]
# what a unit adds to the counts of what stands between it and the cue
_STEP = Key(quotes=8, commas=8, verbs=8)
_STEP_OF = {
    _QUOTE: _STEP.of(quotes=1),
    TAG["COMMA"]: _STEP.of(commas=1),
    **dict.fromkeys(_VERBS, _STEP.of(verbs=1)),
}
_STEPS = tuple([_STEP_OF.get(tag, 0) for tag in range(len(TAG))])


def _counts(steps: int) -> int:
    """The counts as fields of a place key."""
    return PLACE.of(**{name: min(3, count) for name, count in _STEP.values(abs(steps)).items()})


STATE = Remembered(_counts)  # before a cue the difference is negative
_NEAR = [_DISTANCES[gap] if gap < len(_DISTANCES) else _FAR for gap in range(LONGEST + 1)]
_NEAR_CUE = PLACE.of(side=CUE)
_NEAR_BEHIND = [PLACE.of(side=BEHIND, near=near) for near in _NEAR[1:]]
_NEAR_BEFORE = [PLACE.of(side=BEFORE, near=near) for near in reversed(_NEAR[1:])]
_OF_TAG = tuple([HINT.of(tag=tag) for tag in range(len(TAG))])
_OF_PLACE = tuple([HINT.of(place=place) for place in range(3)])
_ENDS = HINT.of(ends=1)
_Form = Literal[
    "past", "s", "base", "ing", "participle", "noun", "phrase", "mark", "adjective",
    "nominal-base", "nominal-s", "nominal-past", "nominal-ing",
]  # fmt: skip
_FORM = {name: number for number, name in enumerate(get_args(_Form), 1)}


# Names of the weights, line by line as the values below: "lf" is lemma and form, "n1" the next tag, "p1" the
# one before, "w+1" the next word.
FINDER_TEMPLATES = (
    "lemma", "form", "lf", "rule", "lr", "source", "n1", "n2",
    "p1", "p2", "pn", "ln", "lp",
    "w+1", "w-1", "w+2", "w-2", "lw+1", "wf",
    "lpass", "front", "headline",
    "covered", "lcov", "quoted", "act", "precision",
    "pr",
)  # fmt: skip


def cue_place(units: Units, use: CueUse) -> tuple[int, int] | None:
    """The cue's first and last (exclusive) unit in the window; None when it is not there."""
    start, end = bisect_left(units.firsts, use.first), bisect_left(units.firsts, use.last)
    return (start, end) if start < end else None


def finder_features(
    view: View, tags: list[int], number: int, use: CueUse, proposal: Proposal | None, covered: bool
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
    rule, frame = (LEARNED_AS[proposal.rule], proposal.frame) if proposal is not None else ("none", "")
    found = proposal.source if proposal is not None else None
    source: Value = (tags[found[1] - 1], tags[found[0]]) if found is not None else ()
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
