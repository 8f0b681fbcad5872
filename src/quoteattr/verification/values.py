"""What a verification gives to people: frozen values. Offsets are code points of the texts as given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from quoteattr import arguments
from quoteattr.glance import counted, several, short
from quoteattr.types import Attribution, Quotation, Span

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["verbatim", "altered", "stitched", "report", "absent", "unclear"]
DifferenceKind = Literal["changed", "added", "dropped", "spelling"]
SpeakerVerdict = Literal["same", "different", "unclear"]


@frozen
class Difference:
    """Words of a draft that are not those of its source.

    ``kind``      "changed", "added" (the source has nothing there), "dropped" (the draft has nothing
                  there), or "spelling": a changed word that is none.
    ``draft``     where in the draft: for "dropped", the empty span where the words are missing.
    ``words``     the draft's words there.
    ``source``    where in the source (for "added" an empty span, or None where no place is known).
    ``original``  the source's words there.
    ``reversed``  a negation, quantifier, number, comparison or modal came, went or was exchanged.
    ``marked``    a mark of elision or a bracket says that words were left out or exchanged here.
    """

    kind: DifferenceKind
    draft: Span
    words: str = field(repr=short)
    source: Span | None
    original: str = field(repr=short)
    reversed: bool = False
    marked: bool = False


@frozen
class Place:
    """Where words of a draft stand: the ``source``'s id, the ``spans`` in it in order, the words there
    (``found``, pieces of several spans joined by spaces), how near they are (``score``, as in Check), and
    the attribution of the source that holds them, or None."""

    source: str
    spans: tuple[Span, ...] = field(repr=several)
    found: str = field(repr=short)
    score: float
    attribution: Attribution | None = None


@frozen
class Check:
    """One quotation of a draft, held against the sources.

    ``quotation``, ``attribution``  as the draft has them.
    ``verdict``      "verbatim", "altered", "stitched", "report", "absent" or "unclear".
    ``differences``  those that turn the sense around first, then in text order.
    ``reversed``     whether one of them turns the sense around.
    ``speaker``      "same", "different" or "unclear"; None where the verdict is "absent" or "unclear".
    ``place``        where the words stand; None where the verdict is "absent" or "unclear".
    ``score``        the share of the draft's words that stand there in order: from 0 to 1.
    ``runners_up``   other places, the nearest first.
    """

    quotation: Quotation
    attribution: Attribution
    verdict: Verdict
    differences: tuple[Difference, ...] = field(default=(), repr=several)
    speaker: SpeakerVerdict | None = None
    place: Place | None = None
    score: float = 0.0
    runners_up: tuple[Place, ...] = field(default=(), repr=False)

    @property
    def reversed(self) -> bool:
        """Whether a difference turns the sense around."""
        return any(one.reversed for one in self.differences)

    @property
    def source(self) -> str | None:
        """The id of the source in which the words stand, or None."""
        return self.place.source if self.place is not None else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where in the source the words stand, in order."""
        return self.place.spans if self.place is not None else ()

    @property
    def found(self) -> str:
        """The words of the source there."""
        return self.place.found if self.place is not None else ""

    @property
    def evidence(self) -> Attribution | None:
        """The attribution of the source on which ``speaker`` rests, or None."""
        return self.place.attribution if self.place is not None else None

    @property
    def is_problem(self) -> bool:
        """Whether a person should look at it: the verdict is neither "verbatim" nor "unclear", or the sense
        is turned around, or somebody else said it."""
        bad = self.verdict not in _GOOD or self.reversed
        return bad or self.speaker == _DIFFERENT

    @property
    def severity(self) -> int:
        """How soon a person should look at it: what is worse is lower, from 0."""
        return severity(self.verdict, self.speaker, self.differences)


def severity(verdict: Verdict, speaker: SpeakerVerdict | None, differences: tuple[Difference, ...]) -> int:
    """How bad a verdict with these differences is: what is worse is lower, from 0."""
    if any(one.reversed for one in differences):
        return 0
    return 1 if speaker == _DIFFERENT else 2 + _BY_SEVERITY.index(verdict)


_BY_SEVERITY: tuple[Verdict, ...] = ("absent", "stitched", "altered", "report", "unclear", "verbatim")
_GOOD: tuple[Verdict, ...] = ("verbatim", "unclear")
_DIFFERENT: SpeakerVerdict = "different"


@frozen
class ReportCheck:
    """An indirect report of a draft: whether a passage by its speaker holds most of its content words. That
    says nothing about its meaning.

    ``found``  True where there is such a passage (``place``), whose ``score`` is the share of the words.
    """

    quotation: Quotation
    attribution: Attribution
    found: bool
    place: Place | None = None
    score: float = 0.0


@frozen(repr=False)
class Verification:
    """The quotations of one draft, held against its sources. Iterates over its checks.

    ``draft``    the text as given.
    ``checks``   one for each direct or mixed quotation, in text order.
    ``reports``  one for each indirect report, where they were asked for.
    ``sources``  (id, text) of each source in which something was found, in the order of the sources.
    """

    draft: str
    checks: tuple[Check, ...]
    reports: tuple[ReportCheck, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Check]:
        return iter(self.checks)

    def __len__(self) -> int:
        return len(self.checks)

    def __repr__(self) -> str:
        return (
            f"<Verification of {counted(len(self.draft), 'character')}: {counted(len(self), 'quotation')}, "
            f"{counted(len(self.problems), 'problem')}>"
        )

    @property
    def problems(self) -> tuple[Check, ...]:
        """The checks that a person should look at: see ``Check.is_problem``."""
        return tuple(check for check in self.checks if check.is_problem)

    def to_records(self, doc_id: str | None = None) -> list[dict[str, Any]]:
        """One flat dict a check, for a table: the columns are those of
        ``quoteattr.verification.tables.COLUMNS``. ``doc_id`` goes to the column of that name."""
        from quoteattr.verification.tables import records

        return records(self, arguments.optional_string("doc_id", doc_id))

    def to_frame(self, doc_id: str | None = None) -> pd.DataFrame:
        """``to_records`` as a pandas DataFrame, with the same dtypes whether there are any checks or not.
        Raises MissingExtraError without pandas (extra ``[pandas]``)."""
        from quoteattr.export.frame import frame
        from quoteattr.verification.tables import CHECKS

        return frame(self.to_records(doc_id), CHECKS)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values. The keys are described by ``verification/schema/verification-1.json``."""
        from quoteattr.verification.document import encode

        return encode(self)

    def to_html(self, title: str = "") -> str:
        """A whole page: the draft left, its sources right, the worst quotation first; nothing is fetched."""
        from quoteattr.verification.view import page

        return page([(arguments.string("title", title), self)])

    def _repr_html_(self) -> str:
        """What a notebook shows: the same as ``to_html``, as a part of a page."""
        from quoteattr.verification.view import cell

        return cell(self)
