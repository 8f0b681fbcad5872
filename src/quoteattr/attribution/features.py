"""What the learned parts look at, as small integers and words; training and use share these functions.

Finder: is this possible cue a cue? Decoder: which units around a cue are its source, its content?
"""

from __future__ import annotations

from bisect import bisect_left

from quoteattr.attribution.drafts import Draft
from quoteattr.attribution.view import View
from quoteattr.attribution.window import Units
from quoteattr.attribution.wordtags import TAG
from quoteattr.types import CueUse

NEITHER, SOURCE, CONTENT = 0, 1, 2
BEFORE, CUE, BEHIND = 0, 1, 2
_DISTANCES = (0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6)
_FAR = 7
NONE = TAG["NONE"]
_VERBS = frozenset(TAG[t] for t in ("MODAL", "BE", "AUXILIARY", "SAID", "SAYS", "SAY", "SAYING", "ED"))


def hints(units: Units, draft: Draft | None) -> list[int]:
    """What the rules say of each unit and its neighbours, in six bits (see ``hint_values``)."""
    count = len(units.firsts)
    if draft is None:
        return [0] * count
    found = [NEITHER] * (count + 2)
    ranges = [(first, last, CONTENT) for first, last in draft.content]
    if draft.source is not None:
        ranges.append((*draft.source, SOURCE))
    for first, last, label in ranges:
        start, end = bisect_left(units.firsts, first), bisect_left(units.firsts, last)
        found[start + 1 : end + 1] = [label] * (end - start)
    return [h << 4 | left << 2 | right for left, h, right in zip(found, found[1:], found[2:], strict=False)]


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
        f"lemma {use.cue.lemma}",
        f"form {use.form} {int(use.passive)}{int(use.infinitive)}",
        f"around {before} {behind}",
        f"behind {behind} {further}",
        f"rule {rule}",
        f"lemma behind {use.cue.lemma} {behind}",
        f"form around {use.form} {before} {behind}",
    ]


def place_keys(units: Units, place: tuple[int, int]) -> list[int]:
    """For every unit one integer that holds where it stands to the cue; see ``place_values``.

    ``place`` is the cue's first and last (exclusive) unit. The fields, from the highest: side, nearness;
    verbs, commas and quotations between; the unit's tag.
    """
    start, end = place
    tags = units.tags
    count = len(tags)
    keys = [0] * count
    for side, indices in (
        (BEFORE, range(start - 1, -1, -1)),
        (CUE, range(start, end)),
        (BEHIND, range(end, count)),
    ):
        head = side << 3
        state = gap = 0
        for k in indices:
            if side != CUE:
                gap += 1
            near = _DISTANCES[gap] if gap < 14 else _FAR
            tag = tags[k]
            keys[k] = ((head | near) << 6 | state) << 6 | tag
            step = _STEPS[tag]
            if step and state & 3 * step != 3 * step:  # three are as many as more
                state += step
    return keys


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


def hint_keys(units: Units, use: CueUse, hint: list[int], place: tuple[int, int]) -> list[int]:
    """For every unit one integer: the cue's form, the side, what the unit is by itself (its sentence's
    place, tag, whether the sentence ends here), and the rules' word on it and its neighbours."""
    start, end = place
    if not units.fixed:
        ends = [tag == _STOP for tag in units.tags[1:]] + [True]
        units.fixed.extend(
            [((p << 6 | t) << 1 | e) << 6 for p, t, e in zip(units.places, units.tags, ends, strict=True)]
        )
    form = _FORM.get(use.form, 0) << 2
    keys = []
    for side, first, last in ((BEFORE, 0, start), (CUE, start, end), (BEHIND, end, len(hint))):
        head = (form | side) << 15
        keys += [head | fixed | h for fixed, h in zip(units.fixed[first:last], hint[first:last], strict=True)]
    return keys


def hint_values(key: int) -> tuple[int, ...]:
    """The templates' values of a hint key."""
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
# what a unit adds to the count of quotations, commas (times 4) and verbs (times 16) between
_STEPS = tuple(
    1 if tag == _QUOTE else 4 if tag == TAG["COMMA"] else 16 if tag in _VERBS else 0
    for tag in range(len(TAG))
)
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


def cue_place(units: Units, use: CueUse) -> tuple[int, int] | None:
    """The cue's first and last (exclusive) unit in the window; None when it is not there."""
    start, end = bisect_left(units.firsts, use.first), bisect_left(units.firsts, use.last)
    return (start, end) if start < end else None


def finder_features(
    view: View, tags: list[int], number: int, use: CueUse, draft: Draft | None, covered: bool
) -> list[str]:
    """The features of a possible cue for the finder."""
    sentence = view.sentences.spans[number]
    lemma, form = use.cue.lemma, use.form

    def tag(k: int) -> int:
        if k < sentence.first or k >= sentence.last:
            return NONE
        return TAG["QUOTE"] if view.inside[k] >= 0 else tags[k]

    def lower(k: int) -> str:
        return view.lower[k] if sentence.first <= k < sentence.last and view.inside[k] < 0 else "“”"

    behind, further = tag(use.last), tag(use.last + 1)
    before, earlier = tag(use.first - 1), tag(use.first - 2)
    front = tag(use.group - 1)
    rule = f"{draft.rule} {draft.frame}" if draft is not None else "none"
    source = "none"
    if draft is not None and draft.source is not None:
        source = str(tags[draft.source[1] - 1]) + str(tags[draft.source[0]])
    headline = view.segmented.paragraphs[sentence.paragraph].kind == "headline"
    quoted = any(view.inside[k] >= 0 for k in (sentence.first, sentence.last - 1))
    return [
        f"lemma {lemma}", f"form {form}", f"lf {lemma} {form}", f"rule {rule}", f"lr {lemma} {rule}",
        f"source {source}", f"n1 {behind}", f"n2 {behind} {further}", f"p1 {before}",
        f"p2 {earlier} {before}", f"pn {before} {form} {behind}", f"ln {lemma} {behind}",
        f"lp {lemma} {before}",
        f"w+1 {lower(use.last)}", f"w-1 {lower(use.first - 1)}", f"w+2 {lower(use.last + 1)}",
        f"w-2 {lower(use.first - 2)}", f"lw+1 {lemma} {lower(use.last)}", f"wf {lower(use.group - 1)}",
        f"lpass {lemma} {int(use.passive)}{int(use.infinitive)}{int(use.cue.negated)}{int(use.cue.modal)}",
        f"front {front} {form}", f"headline {int(headline)} {form}", f"covered {int(covered)} {form}",
        f"lcov {lemma} {int(covered)}", f"quoted {int(quoted)} {form}", f"act {use.cue.act} {rule}",
        f"precision {int(use.precision * 10)}", f"pr {int(use.precision * 10)} {rule}",
    ]  # fmt: skip
