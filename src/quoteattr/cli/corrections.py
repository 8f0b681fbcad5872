"""--corrections FILE.csv: each row is done or reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from attrs import define, field

from quoteattr.analysis import Analysis
from quoteattr.cli import in_and_out
from quoteattr.correction_file import Corrections, Unfit, read_corrections


@define
class Corrector:
    """Corrects one Analysis after the other, and reports the rows that did not fit."""

    corrections: Corrections
    met: set[str] = field(factory=set)
    unfit: set[int] = field(factory=set)

    def of(self, doc_id: str) -> Callable[[Analysis], Analysis] | None:
        """What corrects the Analysis of that text; None where no row is about it."""
        return partial(self.correct, doc_id) if self.corrections.about(doc_id) else None

    def correct(self, doc_id: str, analysis: Analysis) -> Analysis:
        """The Analysis with the rows of ``doc_id`` done in order; one line on standard error for each that
        does not fit."""
        analysis, unfit = self.corrections.corrected(doc_id, analysis)
        self.met |= self.corrections.about(doc_id)
        self.report(unfit)
        return analysis

    def finish(self) -> int:
        """Report the rows about texts that were not met, and how many did not fit; gives the exit status."""
        self.report(self.corrections.missing(self.met))
        return self.sum_up()

    def report(self, unfit: Iterable[Unfit]) -> None:
        """A line on standard error for each of these rows."""
        for one in unfit:
            self.unfit.add(one.row)
            in_and_out.complain(f"{self.corrections.path}, row {one.row}: {one.message}")

    def sum_up(self) -> int:
        """A line on standard error where any row did not fit; gives the exit status."""
        if not self.unfit:
            return 0
        total = len(self.corrections)
        in_and_out.complain(f"{self.corrections.path}: {len(self.unfit)} of {total} rows not applied")
        return in_and_out.UNFIT


def read(path: str | None) -> Corrector:
    """What does the rows of a CSV file; nothing where there is no file. Raises InputFileError."""
    return Corrector(Corrections() if path is None else read_corrections(path))
