"""A novel cut into words, and these into what one voice reads: a piece of speech, or narration between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attrs import frozen

from quoteattr.analysis import Analysis
from quoteattr.text.layout import paragraphs
from quoteattr.types import Attribution, Span
from quoteattr.verification.comparable import Wording, words
from quoteattr.verification.markup import Plain

_DIRECT = "direct"


@frozen(eq=False)
class Unit:
    """The words ``first`` to ``last`` (exclusive) of a quotation, or of narration in one paragraph."""

    first: int
    last: int
    attribution: Attribution | None


@frozen(eq=False)
class Novel:
    """The words of a novel without its markup; ``unit_of`` gives each word's number in ``units``."""

    plain: Plain
    wording: Wording
    units: tuple[Unit, ...]
    unit_of: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """Where words stand in the novel as given."""
        return self.plain.span(self.wording.span(first, last))

    def text(self, first: int, last: int) -> str:
        """Words as the novel has them, with what stands between."""
        span = self.wording.span(first, last)
        return self.plain.text[span.start : span.end]

    def speech(self, word: int) -> Attribution | None:
        """The attribution of the quotation in which a word stands."""
        return self.units[self.unit_of[word]].attribution


def novel_of(plain: Plain, analysis: Analysis) -> Novel:
    """The novel of which ``analysis`` tells who says what; both are of the text without markup."""
    wording = words(plain.text)
    starts, owners = _borders(plain.text, analysis.attributions)
    units: list[Unit] = []
    unit_of: list[int] = []
    at = -1
    for n, start in enumerate(wording.starts):
        border = bisect_right(starts, start) - 1
        if border != at:
            if units:
                units[-1] = Unit(units[-1].first, n, units[-1].attribution)
            units.append(Unit(n, n, owners[border] if border >= 0 else None))
            at = border
        unit_of.append(len(units) - 1)
    if units:
        units[-1] = Unit(units[-1].first, len(wording), units[-1].attribution)
    return Novel(plain, wording, tuple(units), tuple(unit_of))


def _borders(text: str, attributions: Sequence[Attribution]) -> tuple[list[int], list[Attribution | None]]:
    """Where units begin, and whose each is: at spans of what is direct, behind them, and at paragraphs."""
    spans = sorted(
        [
            (span.start, span.end, n)
            for n, one in enumerate(attributions)
            if one.quotation.kind == _DIRECT
            for span in one.quotation.spans
        ],
        key=lambda row: (row[0], -row[1]),
    )
    found: dict[int, Attribution | None] = {}
    ends: list[tuple[int, int]] = []
    done = 0
    for start, end, n in spans:
        if start >= done:  # else inside of another
            found[start], done = attributions[n], end
            ends.append((start, end))
    for _, end in ends:
        found.setdefault(end, None)
    opened = [start for start, _ in ends]
    for paragraph in paragraphs(text):
        k = bisect_right(opened, paragraph.start) - 1
        if k < 0 or ends[k][1] <= paragraph.start:
            found.setdefault(paragraph.start, None)
    starts = sorted(found)
    return starts, [found[start] for start in starts]
