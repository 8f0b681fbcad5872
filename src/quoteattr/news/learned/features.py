"""What the learned parts look at, as small integers and words; training and use share these functions.

Finder: is this possible cue a cue? Decoder: which units around a cue are its source, its content?
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate, repeat

from quoteattr.model import Fact, Remembered, Value
from quoteattr.news.learned.window import LONGEST, Units
from quoteattr.news.learned.wordtags import TAG
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.rows import LEARNED_AS
from quoteattr.news.rules.view import View
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
    """What the rules say of each unit and its neighbours, a byte a unit (see ``hint_values``)."""
    if proposal is None:
        return bytes(len(units.firsts))
    labels = bytearray(len(units.firsts) + 2)  # NEITHER, and one at each end
    ranges = [(first, last, _CONTENT) for first, last in proposal.content]
    if proposal.source is not None:
        ranges.append((*proposal.source, _SOURCE))
    for first, last, label in ranges:
        start, end = bisect_left(units.firsts, first), bisect_left(units.firsts, last)
        labels[start + 1 : end + 1] = label * (end - start)
    row = int.from_bytes(labels, "little")  # all units at once: what a byte holds never runs into the next
    return ((row >> 8 << 4) + (row << 2) + (row >> 16)).to_bytes(len(labels), "little")[: len(units.firsts)]


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
    """Fill the window's columns, which all its cues share: see Units."""
    tags, fixed = units.tags, units.fixed
    units.padded.extend((NONE, *tags, NONE))
    # at the ends no word stands: what was learned for that is left out (docs/decisions/0002)
    units.numbers.extend((0, *map(vocabulary.get, units.words, repeat(0)), 0))
    units.steps.extend(accumulate(map(_STEPS.__getitem__, tags), initial=0))
    fixed.extend(map(_OF_TAG.__getitem__, tags))
    if any(units.places):
        fixed[:] = [key + (place << 13) for key, place in zip(fixed, units.places, strict=True)]
    stop = 0  # a sentence ends with the unit before each stop, and with the last
    for _ in range(tags.count(_STOP) - (tags[0] == _STOP)):
        stop = tags.index(_STOP, stop + 1)
        fixed[stop - 1] += _ENDS
    fixed[-1] += _ENDS


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
            left, tag, right = units.padded[k : k + 3]
            place = place_values(near + STATE[step - origin] + tag)
            context = (left << 6 | tag, tag << 6 | right, (left << 6 | tag) << 6 | right)
            found.append((place, hint_values(head | units.fixed[k] | hint[k]), context))
    return found


def place_values(key: int) -> Values:
    """The templates' values of a place key, whose fields are, from the highest: side, nearness; verbs, commas
    and quotations between; the unit's tag."""
    tag, quote, comma, verb = key & 63, key >> 6 & 3, key >> 8 & 3, key >> 10 & 3
    near, side = key >> 12 & 7, key >> 15
    st = side << 6 | tag
    return (
        st << 3 | near,
        st << 2 | comma,
        st << 2 | verb,
        ((side << 3 | near) << 1 | (tag == _QUOTE)) << 2 | quote,
    )


def hint_head(form: str, side: int) -> int:
    """What stands in front of the hint keys on a side of a cue of a form."""
    return (_FORM.get(form, 0) << 2 | side) << 15


def hint_values(key: int) -> Values:
    """The templates' values of a hint key with its head: what the unit is by itself (its sentence's place,
    its tag, whether the sentence ends here), the rules' word on it and on its neighbours."""
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


def neighbours(units: Units) -> list[tuple[str, str, str]]:
    """For every unit its word and the words before and behind it, "" where none stands."""
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
    quotes, commas, verbs = (min(3, abs(steps) >> shift & 255) for shift in (0, 8, 16))
    return (verbs << 4 | commas << 2 | quotes) << 6


STATE = Remembered(_counts)  # before a cue the difference is negative
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
    if proposal is None:
        rule, frame = "none", ""
        source: Value = ()
    else:
        rule, frame = LEARNED_AS[proposal.rule], proposal.frame
        found = proposal.source
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
