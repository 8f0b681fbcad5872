"""Who said what as a table for a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from quoteattr.export.cast import cast
from quoteattr.export.summary import summary
from quoteattr.types import Attribution, Cue, Outcome, QuotationKind

_LEAST_WIDTH = 40
_GAP = "  "


def table(title: str, outcome: Outcome, width: int) -> str:
    """The attributions of one text and its cast, no line wider than ``width`` columns (at least 40)."""
    width = max(width, _LEAST_WIDTH)
    lines = [fitted(title, width), fitted(summary(outcome), width), ""]
    if outcome.attributions:
        lines += [*_attributions(outcome, width), "", *_cast(outcome, width)]
    else:
        lines.append("No quotations.")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _attributions(outcome: Outcome, width: int) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [
        (a.speaker_name or "?", a.quotation.kind, _sure(a), _cue(a.cue) if a.cue else "", a.quotation.text)
        for a in outcome.attributions
    ]
    heads: tuple[str, ...] = ("Speaker", "Kind", "Sure", "Cue", "Quotation")
    shares: tuple[int, ...] = (width // 4, 8, 5, width // 6, width)
    if width < 64:  # too narrow for all: the cue goes first
        rows = [(speaker, kind, sure, quotation) for speaker, kind, sure, _, quotation in rows]
        heads, shares = ("Speaker", "Kind", "Sure", "Quotation"), (width // 4, 8, 5, width)
    yield from _lines(heads, rows, shares, width)


def _sure(one: Attribution) -> str:
    """How probable it is that this person said this; nothing where that is not known."""
    return "" if one.confidence is None or one.speaker is None else f"{100 * one.confidence:.0f} %"


def _cue(cue: Cue) -> str:
    return cue.text + (" (not)" if cue.negated else "") + (" (modal)" if cue.modal else "")


def _cast(outcome: Outcome, width: int) -> Iterator[str]:
    rows = []
    for member in cast(outcome):
        speaker = member.speaker
        about = (speaker.gender or "" if speaker.kind == "person" else speaker.kind) if speaker else ""
        counts = Counter(one.quotation.kind for one in member.said)
        cells = (str(counts[kind] or "·") for kind in get_args(QuotationKind))
        rows.append((member.name if speaker else f"? ({member.name})", *cells, about))
    yield from _lines(("Cast", "Direct", "Mixed", "Indirect", ""), rows, (width - 39, 6, 5, 8, 12), width)


def _lines(
    heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int
) -> Iterator[str]:
    """Columns as wide as they need and at most their share; the last takes what is left."""
    columns = list(zip(heads, *rows, strict=True))
    widths = [
        min(share, max(columns_of(cell) for cell in column))
        for share, column in zip(shares, columns, strict=True)
    ]
    widths[-1] = min(widths[-1], width - sum(widths[:-1]) - len(_GAP) * (len(widths) - 1))
    for row in (heads, tuple("─" * w for w in widths), *rows):
        yield _GAP.join(fitted(cell, w) for cell, w in zip(row, widths, strict=True))


def columns_of(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(map(_columns, plain(text)))


def fitted(text: str, width: int) -> str:
    """The text on one line of exactly ``width`` columns: cut with an ellipsis, or filled up."""
    line = plain(text)
    used = sum(map(_columns, line))
    if used > width:
        used, kept = 0, []
        for character in line:
            if used + _columns(character) > width - 1:
                break
            kept.append(character)
            used += _columns(character)
        line = "".join(kept).rstrip() + "…"
        used = sum(map(_columns, line))
    return line + " " * (width - used)


def wrapped(line: str, indent: str, width: int | None) -> str:
    """A ``plain`` line behind ``indent``, on as many rows of ``width`` columns (at least 40) as it needs;
    on one without ``width``. A word that is too long for a row stays whole."""
    if width is None:
        return f"{indent}{line}\n"
    room = max(width, _LEAST_WIDTH) - len(indent)
    rows: list[list[str]] = [[]]
    used = 0
    for word in line.split(" "):
        columns = sum(map(_columns, word))
        if rows[-1] and used + 1 + columns > room:
            rows.append([])
        used = columns if not rows[-1] else used + 1 + columns
        rows[-1].append(word)
    return "".join([f"{indent}{' '.join(row)}\n" for row in rows])


def plain(text: str) -> str:
    """The text on one line, without what would move the cursor or turn the line around."""
    kept = (" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in kept if unicodedata.category(c) not in HIDDEN).split())


HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co"))
"""Categories of characters that a terminal acts on instead of showing them, or that have no look."""


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
