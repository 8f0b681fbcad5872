"""A verification to read: the draft left, its sources right, the worst quotation first. One file, nothing
fetched; without its script the page reads the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from attrs import frozen

from quoteattr.export.html_text import escaped, whole_page
from quoteattr.glance import counted
from quoteattr.types import Span
from quoteattr.verification.tables import difference_text, label, named, worst_first
from quoteattr.verification.values import Check, Verification

_CONTEXT = 400  # characters of a source around the words
_GOOD = 6  # severity from which nothing is wrong
_TITLE = "Did they say that?"


def page(documents: Iterable[tuple[str, Verification]]) -> str:
    """A whole page of drafts, each with its title."""
    sections = "\n".join(fragment(title or "A draft", one) for title, one in documents)
    script = _file("view.js")
    return styled(_TITLE, f"{sections}\n</main>\n<script>{script}</script>\n", script)


def styled(title: str, below: str, script: str = "") -> str:
    """A page in the style of a verification: ``below`` is all that stands under the title."""
    own = "body { margin: 0; background: Canvas; color-scheme: light dark; }"
    body = f'<main>\n<h1 class="quoteattr-verify">{title}</h1>\n{below}'
    return whole_page(title, style(own), body, script)


def cell(verification: Verification) -> str:
    """What a notebook shows. Any number may stand on a page."""
    return f"{style()}{fragment('', verification)}<script>{_file('view.js')}</script>"


def style(more: str = "") -> str:
    """The style sheet as an element, with ``more`` behind it."""
    return f"<style>\n{_file('view.css')}{more}</style>"


def fragment(title: str, verification: Verification) -> str:
    """One draft as a part of a page; it has no ids."""
    heading = f"<h2>{escaped(title)}</h2>\n" if title else ""
    problems = counted(len(verification.problems), "problem")
    told = f"{counted(len(verification), 'quotation')}, {problems}"
    sources = dict(verification.sources)
    cards = "\n".join(
        _card(number, check, verification.draft, sources, place == 0 and check.severity < _GOOD)
        for place, (number, check) in enumerate(worst_first(verification))
    )
    reports = "".join(f"<li>{_report}</li>" for _report in _reports(verification))
    return (
        f'<div class="quoteattr-verify">\n{heading}<p class="qv-sum">{told}</p>\n<div class="qv-sides">\n'
        f'<section class="qv-draft" aria-label="Draft"><h3>Draft</h3>\n'
        f'<div class="qv-text" dir="auto">{_draft(verification)}</div></section>\n'
        f'<section class="qv-cards" aria-label="Quotations and their sources, worst first">'
        f"<h3>Sources, worst first</h3>\n{cards or '<p>No quotations.</p>'}\n"
        + (f'<h3>Reports</h3>\n<ul class="qv-reports">{reports}</ul>\n' if reports else "")
        + "</section>\n</div>\n</div>"
    )


# ------------------------------------------------------------------------------------ marked text


@frozen
class _Layer:
    """A stretch of a text, what it looks like, and the number of its check."""

    span: Span
    tag: str
    classes: str
    number: int = -1


def _marked(text: str, within: Span, layers: Iterable[_Layer]) -> str:
    """The text of a stretch, escaped, each of the ``layers`` an element; later ones lie inside."""
    shown = [layer for layer in layers if within.start < layer.span.end and layer.span.start < within.end]
    edges = {within.start, within.end}
    for layer in shown:
        edges |= {max(within.start, layer.span.start), min(within.end, layer.span.end)}
    return "".join(_stretch(text, start, end, shown) for start, end in pairwise(sorted(edges)))


def _stretch(text: str, start: int, end: int, layers: Iterable[_Layer]) -> str:
    piece = escaped(text[start:end])
    for layer in reversed([one for one in layers if one.span.start <= start and end <= one.span.end]):
        number = f' data-n="{layer.number}"' if layer.number >= 0 else ""
        piece = f'<{layer.tag} class="{layer.classes}"{number}>{piece}</{layer.tag}>'
    return piece


def _draft(verification: Verification) -> str:
    layers = []
    for number, check in enumerate(verification):
        look = f"qv-q qv-{'bad' if check.is_problem else 'good'}"
        layers += [_Layer(span, "span", look, number) for span in check.quotation.spans]
    layers.sort(key=lambda layer: (layer.span.start, -layer.span.end))
    changes = [one.draft for check in verification for one in check.differences if one.words]
    layers += [_Layer(span, "mark", "qv-d") for span in changes]
    # of quotations inside of each other the inner one can be chosen
    return _marked(verification.draft, Span(0, len(verification.draft)), layers)


# --------------------------------------------------------------------------------------- the cards


def _card(number: int, check: Check, draft: str, sources: dict[str, str], opened: bool) -> str:
    look = "bad" if check.is_problem else "good"
    who = escaped(check.attribution.speaker_name or "nobody named")
    whole = Span(check.quotation.start, check.quotation.end)
    changes = [_Layer(one.draft, "mark", "qv-d") for one in check.differences if one.words]
    return (
        f'<details class="qv-card" data-n="{number}"{" open" if opened else ""}>'
        f'<summary><span class="qv-verdict qv-{look}">{label(check)}</span> '
        f'<span class="qv-first" dir="auto">{escaped(_short(check.quotation.text))}</span></summary>\n'
        f'<h4>The draft, {who}</h4><blockquote dir="auto">{_marked(draft, whole, changes)}</blockquote>\n'
        f"{_source(check, sources)}{_differences(check)}{_others(check)}</details>"
    )


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _source(check: Check, sources: dict[str, str]) -> str:
    if check.place is None:
        return "<p>No source has these words.</p>\n" if check.verdict == "absent" else ""
    text = sources[check.place.source]
    spans = check.spans
    around = Span(max(0, spans[0].start - _CONTEXT), min(len(text), spans[-1].end + _CONTEXT))
    layers = [_Layer(span, "b", "qv-found") for span in spans]
    layers += [_Layer(one.source, "mark", "qv-d") for one in check.differences if one.source is not None]
    before, behind = "… " if around.start else "", " …" if around.end < len(text) else ""
    there = escaped(named(check.evidence) or "nobody found")
    speaker = f'<p class="qv-who">Speaker: {check.speaker}</p>\n' if check.speaker is not None else ""
    return (
        f"<h4>The source {escaped(check.place.source)}, {there}</h4>"
        f'<blockquote dir="auto">{before}{_marked(text, around, layers)}{behind}</blockquote>\n{speaker}'
    )


def _differences(check: Check) -> str:
    if not check.differences:
        return ""
    lines = "".join(
        f"<li>{'<strong>turns the sense around</strong>, ' if one.reversed else ''}"
        f"{escaped(difference_text(one))}</li>"
        for one in check.differences
    )
    return f'<ul class="qv-differences">{lines}</ul>\n'


def _others(check: Check) -> str:
    if not check.runners_up:
        return ""
    lines = "".join(
        f"<li>{escaped(one.source)}, {escaped(named(one.attribution) or 'nobody found')}: "
        f'<span dir="auto">{escaped(_short(one.found))}</span></li>'
        for one in check.runners_up
    )
    return f"<p>Other places:</p><ul>{lines}</ul>\n"


def _reports(verification: Verification) -> Iterator[str]:
    for one in verification.reports:
        found = "found" if one.found else "not found"
        where = f" ({escaped(one.place.source)}: {escaped(_short(one.place.found))})" if one.place else ""
        yield f'{found}: <span dir="auto">{escaped(one.quotation.text)}</span>{where}'


@cache
def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
