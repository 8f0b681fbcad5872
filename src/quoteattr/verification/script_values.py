"""What the verification of a script gives to people: frozen values. Offsets are code points of the novel as
given, and of the lines as given where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from quoteattr import arguments
from quoteattr.glance import counted
from quoteattr.types import Attribution, Span
from quoteattr.verification.values import Difference, SpeakerVerdict

if TYPE_CHECKING:
    import pandas as pd

LineVerdict = Literal["verbatim", "altered", "moved", "repeated", "absent"]


@frozen
class LineCheck:
    """One line of a script, held against its novel.

    ``number``       of the line in the script, from 0.
    ``given``        the speaker as the script has it, or None.
    ``text``         the line.
    ``verdict``      "verbatim" (also a line without words), "altered", "moved" (the words of another place),
                     "repeated" (words that a line before this one has already) or "absent".
    ``differences``  those that turn the sense around first; ``draft`` in them are offsets in the line.
    ``speaker``      "same" or "different" where a tag beside the words says whose they are, "unclear" where
                     the names do not tell, None where no tag stands there.
    ``attribution``  the one of the novel with that tag, or None.
    ``spans``        where in the novel the words stand, in order; ``found``: the words there.
    ``score``        the share of the line's words that stand there: from 0 to 1.
    """

    number: int
    given: str | None
    text: str
    verdict: LineVerdict
    differences: tuple[Difference, ...] = ()
    speaker: SpeakerVerdict | None = None
    attribution: Attribution | None = None
    spans: tuple[Span, ...] = ()
    found: str = ""
    score: float = 0.0

    @property
    def reversed(self) -> bool:
        """Whether a difference turns the sense around."""
        return any(one.reversed for one in self.differences)

    @property
    def is_problem(self) -> bool:
        """Whether a person should look at it: the line is not verbatim, or it is another's."""
        return self.verdict != _GOOD or self.speaker == _DIFFERENT


@frozen
class LeftOut:
    """What no line of a script has: the ``text`` of the novel at ``span``, the number of the line ``behind``
    which it is missing (-1: before the first), and the attribution of the novel where it is speech."""

    span: Span
    text: str
    behind: int
    attribution: Attribution | None = None


_GOOD: LineVerdict = "verbatim"
_DIFFERENT: SpeakerVerdict = "different"


@frozen(repr=False)
class ScriptVerification:
    """The lines of a script, held against its novel. Iterates over its checks.

    ``novel``     the text as given.
    ``checks``    one for each line, in order.
    ``left_out``  what is missing, in text order: speech, and where the script is ``narrated`` all else too.
    ``narrated``  whether lines of the script have most of the narration.
    """

    novel: str
    checks: tuple[LineCheck, ...]
    left_out: tuple[LeftOut, ...]
    narrated: bool

    def __iter__(self) -> Iterator[LineCheck]:
        return iter(self.checks)

    def __len__(self) -> int:
        return len(self.checks)

    def __repr__(self) -> str:
        problems = counted(len(self.problems), "problem")
        return f"<ScriptVerification: {counted(len(self), 'line')}, {problems}>"

    @property
    def problems(self) -> tuple[LineCheck | LeftOut, ...]:
        """What a person should look at, in the order of the script."""
        found: list[tuple[int, int, LineCheck | LeftOut]] = []
        found += [(check.number, 0, check) for check in self.checks if check.is_problem]
        found += [(one.behind, 1, one) for one in self.left_out]
        return tuple([one for _, _, one in sorted(found, key=lambda row: row[:2])])

    def to_records(self, doc_id: str | None = None) -> list[dict[str, Any]]:
        """One flat dict a line and a gap, in order, for a table: the columns are those of
        ``quoteattr.verification.script_tables.COLUMNS``. ``doc_id`` goes to the column of that name."""
        from quoteattr.verification.script_tables import records

        return records(self, arguments.optional_string("doc_id", doc_id))

    def to_frame(self, doc_id: str | None = None) -> pd.DataFrame:
        """``to_records`` as a pandas DataFrame, with the same dtypes whether there are any rows or not.
        Raises MissingExtraError without pandas (extra ``[pandas]``)."""
        from quoteattr.export.frame import frame
        from quoteattr.verification.script_tables import LINES

        return frame(self.to_records(doc_id), LINES)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values. The keys are described by ``verification/schema/script-1.json``."""
        from quoteattr.verification.script_document import encode

        return encode(self)

    def to_html(self, title: str = "") -> str:
        """A whole page: what a person should look at, in the order of the script; nothing is fetched."""
        from quoteattr.verification.script_view import page

        return page([(arguments.string("title", title), self)])

    def _repr_html_(self) -> str:
        """What a notebook shows: the same as ``to_html``, as a part of a page."""
        from quoteattr.verification.script_view import cell

        return cell(self)
