"""The text with its quotations and speakers coloured, to check them by eye: one file, no script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from attrs import frozen

from quoteattr.types import Attribution, Outcome, Span, Speaker

_COLOURS = 8
_UNDERLINES = 5
# What HTML cannot hold, and what would turn the page's own text around.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOTE = (
    "Underlined: a quotation (deeper tint: in quotation marks; lighter: indirect) with the number of "
    "its speaker. Bold: who is named as the source. Italic: the cue. Point at any of them to see why."
)


def page(documents: Iterable[tuple[str, str, Outcome]]) -> str:
    """A whole page of (title, text, outcome)."""
    documents = list(documents)
    title = documents[0][0] if len(documents) == 1 and documents[0][0] else "Who said what"
    sections = "\n".join(fragment(*document) for document in documents)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_escaped(title)}</title>\n{style()}\n"
        "<style>body { margin: 0; padding: 1rem; background: Canvas; color-scheme: light dark; }</style>"
        f"</head>\n<body>\n{sections}\n</body></html>\n"
    )


@cache
def style() -> str:
    """The style sheet as an element; it touches nothing outside of a fragment."""
    css = (resources.files(__package__) / "html.css").read_text(encoding="utf-8")
    return f"<style>\n{css}</style>"


def fragment(title: str, text: str, outcome: Outcome) -> str:
    """One text as a part of a page that has ``style()``. It has no ids: any number may stand on a page."""
    cast = _cast(outcome)
    heading = f"<h2>{_escaped(title)}</h2>\n" if title else ""
    lines = "".join(_cast_line(entry) for entry in cast.values())
    members = lines or '<li class="qa-facts">No quotations.</li>'
    return (
        f'<div class="quoteattr">\n{heading}<ul class="qa-cast">{members}</ul>\n'
        f'<div class="qa-text" dir="auto">{_marked(text, outcome, cast)}</div>\n'
        + (f'<p class="qa-note">{_NOTE}</p>\n</div>' if lines else "</div>")
    )


# ----------------------------------------------------------------------------------------- the cast


@frozen
class _Entry:
    """A speaker (None: nobody was found), the number shown, and what is said by kind."""

    speaker: Speaker | None
    number: int
    kinds: tuple[str, ...]

    @property
    def colour(self) -> str:
        return f"qa-c{(self.number - 1) % _COLOURS}" if self.speaker else "qa-none"

    @property
    def classes(self) -> str:
        # past the last colour the next style of underline begins
        return f"{self.colour} qa-u{(self.number - 1) // _COLOURS % _UNDERLINES}"

    @property
    def badge(self) -> str:
        # shown by the style sheet, so that it is not copied with the text
        label = "?" if self.speaker is None else str(self.number)
        return f'<i class="qa-no {self.colour}" data-n="{label}"></i>'


def _cast(outcome: Outcome) -> dict[str, _Entry]:
    """Who says something, the most often quoted first; by id ("" for nobody)."""
    kinds: dict[str, list[str]] = {}
    speakers: dict[str, Speaker | None] = {}
    for attribution in outcome.attributions:
        speaker_id = attribution.speaker.id if attribution.speaker else ""
        kinds.setdefault(speaker_id, []).append(attribution.quotation.kind)
        speakers[speaker_id] = attribution.speaker
    order = sorted(kinds, key=lambda s: (s == "", -len(kinds[s])))
    return {s: _Entry(speakers[s], n, tuple(kinds[s])) for n, s in enumerate(order, 1)}


def _cast_line(entry: _Entry) -> str:
    speaker = entry.speaker
    name = speaker.name if speaker else "nobody found"
    facts = [str(len(entry.kinds))]
    if speaker and speaker.kind != "person":
        facts.insert(0, speaker.kind)
    hover = [name]
    if speaker:
        hover += [f"also: {', '.join(speaker.aliases)}"] if speaker.aliases else []
        hover += [f"role: {', '.join(speaker.roles)}"] if speaker.roles else []
        hover += [f"{speaker.gender} ({', '.join(speaker.gender_evidence)})"] if speaker.gender else []
        hover += [f"known as {speaker.known_id}"] if speaker.known_id else []
    counted = [f"{entry.kinds.count(kind)} {kind}" for kind in dict.fromkeys(entry.kinds)]
    hover.append(", ".join(counted))
    return (
        f'<li title="{_escaped(chr(10).join(hover))}">'
        f"{entry.badge}"
        f'<span class="qa-q {entry.classes} qa-name" dir="auto">{_escaped(name)}</span>'
        f'<span class="qa-facts">{" · ".join(facts)}</span></li>'
    )


# ----------------------------------------------------------------------------------------- the text


@frozen
class _Mark:
    """What a span of the text is: its classes, its hover text, and the badge after it."""

    span: Span
    classes: str
    title: str
    badge: str = ""


def _marked(text: str, outcome: Outcome, cast: dict[str, _Entry]) -> str:
    """The text with each stretch in an element of its own: the innermost mark of each sort wins, so
    that quotations, sources and cues may overlap in any way."""
    quotes: list[_Mark] = []
    details: list[_Mark] = []
    for attribution in outcome.attributions:
        entry = cast[attribution.speaker.id if attribution.speaker else ""]
        why = _why(attribution)
        quotation = attribution.quotation
        for n, span in enumerate(quotation.spans, 1):
            badge = entry.badge if n == len(quotation.spans) else ""
            quotes.append(_Mark(span, f"qa-q qa-{quotation.kind} {entry.classes}", why, badge))
        if attribution.mention:
            details.append(_Mark(attribution.mention.span, f"qa-who {entry.colour}", why))
        if attribution.cue:
            details.append(_Mark(attribution.cue.span, "qa-cue", why))
    return "".join(_stretches(text, quotes, details))


def _stretches(text: str, quotes: list[_Mark], details: list[_Mark]) -> Iterator[str]:
    layers = (_Layer(details), _Layer(quotes))
    edges = {0, len(text)}
    for mark in (*quotes, *details):
        edges.update((mark.span.start, mark.span.end))
    borders = sorted(edges)
    badges: dict[int, list[str]] = {}
    for mark in quotes:
        if mark.badge:
            badges.setdefault(mark.span.end, []).append(mark.badge)
    for start, end in pairwise(borders):
        piece = _escaped(text[start:end])
        for layer in layers:
            if over := layer.at(start):
                piece = f'<span class="{over.classes}" title="{_escaped(over.title)}">{piece}</span>'
        yield piece
        yield from badges.get(end, ())


class _Layer:
    """Marks of one sort, asked for at rising places."""

    def __init__(self, marks: list[_Mark]) -> None:
        self._coming = sorted(marks, key=lambda m: (m.span.start, -m.span.end), reverse=True)
        self._open: list[_Mark] = []

    def at(self, place: int) -> _Mark | None:
        """The innermost mark over ``place``."""
        while self._coming and self._coming[-1].span.start <= place:
            self._open.append(self._coming.pop())
        self._open = [m for m in self._open if m.span.end > place]
        return min(self._open, key=lambda m: m.span.end - m.span.start, default=None)


def _why(attribution: Attribution) -> str:
    speaker, cue = attribution.speaker, attribution.cue
    lines = [speaker.name if speaker else "nobody found"]
    if cue:
        notes = [n for n, holds in (("negated", cue.negated), ("modal", cue.modal)) if holds]
        lines.append(f"cue: {cue.text} ({', '.join([cue.act, *notes])})")
    lines.append(f"{attribution.quotation.kind}; rule: {attribution.rule}")
    if attribution.addressees:
        lines.append(f"to: {', '.join(s.name for s in attribution.addressees)}")
    if attribution.confidence is not None:
        lines.append(f"confidence: {attribution.confidence:.2f}")
    return "\n".join([*lines, *(f"– {e.message}" for e in attribution.evidence)])


def _escaped(text: str) -> str:
    return html.escape(_UNSAFE.sub("\ufffd", text))
