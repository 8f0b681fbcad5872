"""What the learned parts look at, as small integers and words; training and use share these functions.

Finder: is this possible cue a cue? Decoder: which units around a cue are its source, its content?
"""

from __future__ import annotations

from attrs import frozen

from quoteattr.attribution.drafts import Draft
from quoteattr.attribution.wordtags import TAG
from quoteattr.attribution.view import View
from quoteattr.attribution.window import Units
from quoteattr.types import CueUse

NEITHER, SOURCE, CONTENT = 0, 1, 2
BEFORE, CUE, BEHIND = 0, 1, 2
_DISTANCES = (0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6)
_FAR = 7
_NONE = TAG["NONE"]
_VERBS = frozenset(TAG[t] for t in ("MODAL", "BE", "AUXILIARY", "SAID", "SAYS", "SAY", "SAYING", "ED"))


@frozen(eq=False)
class Row:
    """One unit: its side of the cue, the words that matter, and integers for the templates."""

    side: int
    words: tuple[str, str, str]
    values: tuple[int, ...]


def hints(units: Units, draft: Draft | None) -> list[int]:
    """What the rules say of each unit: NEITHER, SOURCE or CONTENT."""
    found = [NEITHER] * len(units.firsts)
    if draft is None:
        return found
    ranges = [(first, last, CONTENT) for first, last in draft.content]
    if draft.source is not None:
        ranges.append((*draft.source, SOURCE))
    for first, last, label in ranges:
        for k, token in enumerate(units.firsts):
            if first <= token < last:
                found[k] = label
    return found


def decoder_globals(view: View, units: Units, use: CueUse, draft: Draft | None, place: tuple[int, int]) -> list[str]:
    """Facts of the cue as a whole; each weighs on all units of a side."""
    start, end = place
    tags = units.tags
    behind = tags[end] if end < len(tags) else _NONE
    before = tags[start - 1] if start else _NONE
    rule = f"{draft.rule} {draft.frame}" if draft is not None else "none"
    further = tags[end + 1] if end + 1 < len(tags) else _NONE
    return [
        f"lemma {use.cue.lemma}",
        f"form {use.form} {int(use.passive)}{int(use.infinitive)}",
        f"around {before} {behind}",
        f"behind {behind} {further}",
        f"rule {rule}",
        f"lemma behind {use.cue.lemma} {behind}",
        f"form around {use.form} {before} {behind}",
    ]


def decoder_rows(units: Units, use: CueUse, hint: list[int], place: tuple[int, int]) -> list[Row]:
    """The rows of a window, one a unit; ``place`` is the cue's first and last (exclusive) unit."""
    start, end = place
    tags, words, places = units.tags, units.words, units.places
    count = len(tags)
    commas, verbs, quotes = _between(tags, start, end)
    form = _FORM.get(use.form, 0)
    quote = TAG["QUOTE"]
    rows = []
    for k in range(count):
        if k < start:
            side, gap = BEFORE, start - k
        elif k < end:
            side, gap = CUE, 0
        else:
            side, gap = BEHIND, k - end + 1
        near = _DISTANCES[gap] if gap < 14 else _FAR
        tag = tags[k]
        left = tags[k - 1] if k else _NONE
        right = tags[k + 1] if k + 1 < count else _NONE
        h = hint[k]
        h_left = hint[k - 1] if k else 3
        h_right = hint[k + 1] if k + 1 < count else 3
        st = side << 6 | tag
        comma, verb = commas[k], verbs[k]
        last = right == _NONE or right == _STOP
        rows.append(
            Row(
                side,
                (words[k], words[k - 1] if k else "", words[k + 1] if k + 1 < count else ""),
                (
                    side * 3 + places[k],
                    st << 3 | near,
                    st << 6 | left,
                    st << 6 | right,
                    st << 2 | comma,
                    st << 2 | verb,
                    (side << 3 | near) << 4 | (tag == quote) << 3 | quotes[k] << 1,
                    st << 2 | h,
                    ((side << 2 | h_left) << 2 | h) << 2 | h_right,
                    ((side << 2 | comma) << 2 | verb) << 2 | h,
                    (st << 1 | last) << 2 | h,
                    (form << 2 | side) << 3 | near,
                    (form << 8 | st),
                    (h << 6 | left) << 6 | tag,
                    (h << 6 | tag) << 6 | right,
                    ((side << 6 | left) << 6 | tag) << 6 | right,
                ),
            )
        )
    return rows


_STOP = TAG["STOP"]
_FORM = {name: n for n, name in enumerate(("", "past", "s", "base", "ing", "participle", "noun", "phrase", "mark", "adjective", "nominal-base", "nominal-s", "nominal-past", "nominal-ing"))}


def _between(tags: list[int], start: int, end: int) -> tuple[list[int], list[int], list[int]]:
    """For every unit how many commas, verbs and quotations stand between it and the cue (3 at most)."""
    count = len(tags)
    commas, verbs, quotes = [0] * count, [0] * count, [0] * count
    comma_tag, quote_tag = TAG["COMMA"], TAG["QUOTE"]
    for indices in (range(start - 1, -1, -1), range(end, count)):
        comma = verb = quote = 0
        for k in indices:
            commas[k], verbs[k], quotes[k] = comma, verb, quote
            tag = tags[k]
            if tag == comma_tag:
                comma = min(3, comma + 1)
            elif tag == quote_tag:
                quote = min(3, quote + 1)
            elif tag in _VERBS:
                verb = min(3, verb + 1)
    return commas, verbs, quotes


def cue_place(units: Units, use: CueUse) -> tuple[int, int] | None:
    """The cue's first and last (exclusive) unit in the window; None when it is not there."""
    start = end = -1
    for k, token in enumerate(units.firsts):
        if use.first <= token < use.last:
            if start < 0:
                start = k
            end = k + 1
    return (start, end) if start >= 0 else None


def finder_features(
    view: View, tags: list[int], number: int, use: CueUse, draft: Draft | None, others: int, covered: bool
) -> list[str]:
    """The features of a possible cue for the finder."""
    sentence = view.sentences.spans[number]
    lemma, form = use.cue.lemma, use.form
    word = view.lower[use.first]

    def tag(k: int) -> int:
        if k < sentence.first or k >= sentence.last:
            return _NONE
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
    found = [
        f"w {word}", f"lemma {lemma}", f"form {form}", f"lf {lemma} {form}", f"rule {rule}", f"lr {lemma} {rule}",
        f"source {source}", f"n1 {behind}", f"n2 {behind} {further}", f"p1 {before}", f"p2 {earlier} {before}",
        f"pn {before} {form} {behind}", f"ln {lemma} {behind}", f"lp {lemma} {before}", f"w+1 {lower(use.last)}",
        f"w-1 {lower(use.first - 1)}", f"w+2 {lower(use.last + 1)}", f"w-2 {lower(use.first - 2)}",
        f"lw+1 {lemma} {lower(use.last)}", f"wf {lower(use.group - 1)}", f"front {front} {form}",
        f"neg {int(use.cue.negated)} {int(use.cue.modal)}", f"pass {int(use.passive)}{int(use.infinitive)} {form}",
        f"lpass {lemma} {int(use.passive)}{int(use.infinitive)}{int(use.cue.negated)}{int(use.cue.modal)}",
        f"headline {int(headline)} {form}", f"others {min(others, 4)}", f"covered {int(covered)} {form}",
        f"lcov {lemma} {int(covered)}", f"quoted {int(quoted)} {form}", f"act {use.cue.act} {rule}",
        f"precision {int(use.precision * 10)}", f"pr {int(use.precision * 10)} {rule}",
        f"first {int(use.group == sentence.first)} {form}",
    ]  # fmt: skip
    return found
