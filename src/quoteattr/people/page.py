"""An audit as a page with bars: one file, nothing fetched, no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import resources

from quoteattr.export.html_text import escaped, whole_page
from quoteattr.people.audit import GENDERS, NO_ROLE, Audit, Row
from quoteattr.people.views import RANGES, notes, ranges, share

_TITLE = "Who is quoted"
_MOST = 100  # people and roles on the page; the CSV has all
_KINDS = ("direct", "mixed", "indirect")


def page(audit: Audit) -> str:
    """The whole page. Each bar stands beside the numbers it shows, so nothing is told by colour alone."""
    css = (resources.files(__package__) / "page.css").read_text(encoding="utf-8")
    told = "".join(f"<li>{escaped(note)}</li>" for note in notes(audit))
    keys = "".join(f'<span class="{kind}">{kind}</span>' for kind in _KINDS)
    tables = "\n".join(
        (
            "".join(_table("By gender", "Gender", audit.by_gender, ("People",), _people, RANGES)),
            "".join(_table("By kind of source", "Source", audit.by_source, ("Identified",), _people)),
            "".join(
                _table("By role and gender", "Role", audit.by_role, tuple(map(str.title, GENDERS)), _genders)
            ),
            "".join(_table("By person", "Person", audit.people, ("Who", "Documents"), _person)),
        )
    )
    return whole_page(
        _TITLE,
        f"<style>\n{css}</style>",
        f'<main>\n<h1>{_TITLE}</h1>\n<ul class="notes">{told}</ul>\n'
        f'<p class="key">{keys}{_FADED}</p>\n{tables}\n</main>',
    )


def _table(
    caption: str,
    head: str,
    rows: Sequence[Row],
    more: tuple[str, ...],
    cells: _Cells,
    last: tuple[str, ...] = (),
) -> Iterator[str]:
    # who has no role would make all other bars small: that bar alone is on a scale of its own, and fades
    longest_of_others = max((row.counts.total for row in rows if row.label != NO_ROLE), default=0)
    heads = (head, *more, *map(str.title, _KINDS), "All", "Share", *last)
    # a region that scrolls can be reached by keyboard
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}">'
    yield f"<table><caption>{caption}</caption>"
    first, *others = (f'<th scope="col"{_WHO if name == "Who" else ""}>{name}</th>' for name in heads)
    yield f'<thead><tr>{first}<td class="bar"></td>{"".join(others)}</tr></thead>\n<tbody>\n'
    for row in rows[:_MOST]:
        longest = max(longest_of_others, row.counts.total) if row.label == NO_ROLE else longest_of_others
        counts = [getattr(row.counts, kind) for kind in _KINDS]
        numbers = "".join(f"<td>{number}</td>" for number in (*counts, row.counts.total, share(row)))
        parts = "".join(
            f'<i class="{kind}" style="width:{100 * number / longest:.2f}%"></i>'
            for kind, number in zip(_KINDS, counts, strict=True)
            if number
        )
        label = f'<th scope="row" dir="auto">{escaped(row.label)}</th>'
        over = ' class="over"' if longest > longest_of_others else ""
        bar = f'<td class="bar"><div aria-hidden="true"{over}>{parts}</div></td>'
        how_sure = "".join(f"<td>{cell}</td>" for cell in ranges(row)) if last else ""
        yield f"<tr>{label}{bar}{cells(row)}{numbers}{how_sure}</tr>\n"
    yield "</tbody></table>"
    if len(rows) > _MOST:
        yield f'<p class="more">… and {len(rows) - _MOST} more; the CSV has all.</p>'
    yield "</div>"


_FADED = '<span class="faded">longer than drawn</span>'
_Cells = Callable[[Row], str]
_WHO = ' class="who"'


def _people(row: Row) -> str:
    return f"<td>{row.people}</td>"


def _genders(row: Row) -> str:
    return "".join(f"<td>{number}</td>" for number in row.genders)


def _person(row: Row) -> str:
    who = ", ".join(filter(None, (row.id, row.gender, row.role)))
    return f'<td class="who" dir="auto">{escaped(who)}</td><td>{row.documents}</td>'
