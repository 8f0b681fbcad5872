"""The verification of a script to read: what a person should look at, in the order of the script. One file,
nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable

from quoteattr.export.html_text import escaped
from quoteattr.verification.script_tables import label, summary, tag_of
from quoteattr.verification.script_values import LeftOut, LineCheck, ScriptVerification
from quoteattr.verification.tables import difference_text
from quoteattr.verification.view import style, styled

_TITLE = "Is this the novel?"


def page(documents: Iterable[tuple[str, ScriptVerification]]) -> str:
    """A whole page of scripts, each with its title."""
    sections = "\n".join(_fragment(title or "A script", one) for title, one in documents)
    return styled(_TITLE, f"{sections}\n</main>")


def cell(verification: ScriptVerification) -> str:
    """What a notebook shows. Any number may stand on a page."""
    return f"{style()}{_fragment('', verification)}"


def _fragment(title: str, verification: ScriptVerification) -> str:
    heading = f"<h2>{escaped(title)}</h2>\n" if title else ""
    cards = "\n".join(_card(one) for one in verification.problems)
    return (
        f'<div class="quoteattr-verify">\n{heading}<p class="qv-sum">{summary(verification)}</p>\n'
        f'<section class="qv-cards" aria-label="Problems, in the order of the script">\n'
        f"{cards or '<p>Every line stands in the novel, in order, and nothing is left out.</p>'}\n"
        "</section>\n</div>"
    )


def _card(one: LineCheck | LeftOut) -> str:
    short = one.text.split()
    first = " ".join(short[:8]) + (" …" if len(short) > 8 else "")
    return (
        '<details class="qv-card" open>'
        f'<summary><span class="qv-verdict qv-bad">{label(one)}</span> '
        f'<span class="qv-first" dir="auto">{escaped(first)}</span></summary>\n{_sides(one)}</details>'
    )


def _sides(one: LineCheck | LeftOut) -> str:
    if isinstance(one, LeftOut):
        who = one.attribution.speaker_name if one.attribution is not None else None
        return _quoted(f"The novel, {who or ('nobody found' if one.attribution else 'narration')}", one.text)
    found = _quoted(f"The script, {one.given or 'narrator'}", one.text)
    if one.found:
        tag = tag_of(one)
        found += _quoted(f"The novel{f', with the tag {tag!r}' if tag else ''}", one.found)
    if one.differences:
        lines = "".join(f"<li>{escaped(difference_text(difference))}</li>" for difference in one.differences)
        found += f'<ul class="qv-differences">{lines}</ul>\n'
    return found


def _quoted(heading: str, text: str) -> str:
    return f'<h3>{escaped(heading)}</h3><blockquote dir="auto">{escaped(text)}</blockquote>\n'
