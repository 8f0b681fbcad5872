"""Values at a glance: short in a repr, a small table in a notebook."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_SHOWN = 40  # characters of a text that a repr shows
_FEW = 3  # values that a repr shows
_UNSAFE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CELL = "padding:.15em .8em .15em 0;text-align:start;vertical-align:top;white-space:pre-wrap"


def short(text: str) -> str:
    """A text in a repr, its end left out where it is long."""
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 2].rstrip() + " …")


def several(values: Collection[object]) -> str:
    """Values in a repr: only how many, where they are not few."""
    if len(values) <= _FEW:
        return repr(values)
    return f"<{len(values):,} of {type(next(iter(values))).__name__}>"


def counted(number: int, noun: str) -> str:
    """ "1 quotation", "1,200 quotations"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def card(rows: Iterable[tuple[str, str]]) -> str:
    """A table of names and what they stand for, as HTML, in the colours of the page that it stands on; a row
    without words is left out."""
    cells = "".join(
        f'<tr><th scope="row" style="{_CELL};font-weight:600">{_escaped(name)}</th>'
        f'<td dir="auto" style="{_CELL}">{_escaped(words)}</td></tr>'
        for name, words in rows
        if words
    )
    return f'<table style="border-collapse:collapse;text-align:start">{cells}</table>'


def _escaped(text: str) -> str:
    import html  # on use: a table of all the entities comes with it

    return html.escape(_UNSAFE.sub("\ufffd", text))
