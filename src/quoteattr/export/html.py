"""The text with its quotations and speakers coloured, to check them by eye: one file, nothing fetched.

Without its script (many viewers take scripts out) the page reads the same: the script adds what can be
pressed, and shows in a box of its own what the elements carry as titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

from attrs import frozen

from quoteattr.export import csv
from quoteattr.export.cast import NOBODY, Member, cast, speaker_id
from quoteattr.export.html_text import Mark, chapter_headings, escaped, marked, whole_page
from quoteattr.export.summary import summary
from quoteattr.types import Attribution, Outcome

_COLOURS = 8
_UNDERLINES = 5
_SURE = 0.5  # below, it is more likely wrong than right
_BREAK = re.compile(r"[\r\n]+[ \t]*")
_DOC_ID = "doc1"  # what a row of corrections calls a text without a title
_NOTE = (
    "Underlined and tinted: a quotation (deeper tint: in quotation marks; lighter: indirect), with the "
    "number of its speaker; colour and kind of line are those under the name in the list. Dashed frame: "
    "less than half sure. Bold: who is named as the source. Italic, dotted line: the cue. Point at a number "
    "to see why, and the row that corrects it: put the right name behind its last comma (nothing: nobody "
    "said it). The first line of a file of corrections is doc_id,action,start,end,from,to."
)
_UNTITLED = f" In place of {_DOC_ID} write the name of the text's file."


def page(documents: Iterable[tuple[str, str, Outcome]]) -> str:
    """A whole page of (title, text, outcome); the title is also the doc_id in rows of corrections."""
    documents = list(documents)
    single = documents[0][0] if len(documents) == 1 else ""
    title = single or "Who said what"
    sections = "\n".join(
        fragment(name, text, outcome, heading=not single) for name, text, outcome in documents
    )
    styles = (
        f"{style()}\n"
        "<style>body { margin: 0; padding: 1rem; background: Canvas; color-scheme: light dark; } "
        "h1 { box-sizing: border-box; max-width: 52rem; margin: .5rem auto 0; "
        "padding: 0 clamp(.25rem, 3vw, 1.5rem); font: 600 1.6rem/1.3 Georgia, serif; "
        "overflow-wrap: anywhere; color: CanvasText; }</style>"
    )
    body = f"<main>\n<h1>{escaped(title)}</h1>\n{sections}\n</main>\n{script()}\n"
    return whole_page(title, styles, body, _file("html.js"))


def cell(text: str, outcome: Outcome) -> str:
    """What a notebook shows. Any number may stand on a page: all bring the same style and script, and the
    script only looks at elements of its own."""
    return f"{style()}{fragment('', text, outcome, cell=True)}{script()}"


def style() -> str:
    """The style sheet as an element; it touches nothing outside of a fragment."""
    return f"<style>\n{_file('html.css')}</style>"


def script() -> str:
    """The script as an element, to stand behind the fragments; without it they still read."""
    return f"<script>{_file('html.js')}</script>"


def fragment(title: str, text: str, outcome: Outcome, *, heading: bool = True, cell: bool = False) -> str:
    """One text as a part of a page that has ``style()``. It has no ids: any number may stand on a page.

    ``heading``: the title stands above it. ``cell``: a long text scrolls by itself.
    """
    cast = _cast(outcome)
    heading = heading and bool(title)
    # chapters are a matter of stories; elsewhere a number alone is a list or a figure
    chapters = chapter_headings(text) if outcome.genre == "fiction" else ()
    quotes, details = _marks(outcome, cast, title or _DOC_ID)
    shown = "".join(marked(text, quotes, details, chapters, 3 if heading else 2))
    names = Counter(s.name for s in outcome.speakers)
    lines = "".join(_cast_line(entry, title or _DOC_ID, names[entry.name] > 1) for entry in cast.values())
    said = summary(outcome) if lines else f"{outcome.genre} · no quotations"
    return (
        f'<div class="quoteattr{" qa-cell" if cell else ""}">\n'
        + (f"<h2>{escaped(title)}</h2>\n" if heading else "")
        + f'<details class="qa-cast" open><summary>{said}</summary><ul>{lines}</ul></details>\n'
        f'<div class="qa-text" dir="auto">{shown}</div>\n'
        + (f'<p class="qa-note">{_NOTE}{"" if title else _UNTITLED}</p>\n' if lines else "")
        + "</div>"
    )


@cache
def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


# ----------------------------------------------------------------------------------------- the cast


@frozen
class _Entry(Member):
    """A member of the cast and the number shown."""

    number: int

    @property
    def label(self) -> str:
        return str(self.number) if self.speaker else "?"

    @property
    def colour(self) -> str:
        return f"qa-c{(self.number - 1) % _COLOURS}" if self.speaker else "qa-none"

    @property
    def classes(self) -> str:
        # past the last colour the next style of underline begins
        return f"{self.colour} qa-u{(self.number - 1) // _COLOURS % _UNDERLINES}"


def _cast(outcome: Outcome) -> dict[str, _Entry]:
    """Who says something, the most often quoted first; by id ("" for nobody)."""
    entries = [_Entry(one.speaker, one.said, n) for n, one in enumerate(cast(outcome), 1)]
    return {speaker_id(entry.said[0]): entry for entry in entries}


def _cast_line(entry: _Entry, doc_id: str, shared: bool) -> str:
    """A line of the cast; ``shared``: another speaker has the same name."""
    speaker = entry.speaker
    kinds = Counter(attribution.quotation.kind for attribution in entry.said)
    facts = [str(len(entry.said))]
    lines = [entry.name, ", ".join(f"{n} {kind}" for kind, n in kinds.items())]
    if speaker:
        facts = [speaker.kind, *facts] if speaker.kind != "person" else facts
        lines += [f"also: {', '.join(speaker.aliases)}"] if speaker.aliases else []
        lines += [f"role: {', '.join(speaker.roles)}"] if speaker.roles else []
        lines += [f"{speaker.gender} ({', '.join(speaker.gender_evidence)})"] if speaker.gender else []
        lines += [f"known as {speaker.known_id}"] if speaker.known_id else []
        first = entry.said[0].quotation
        place = (first.start, first.end) if shared else ("", "")
        lines += [_correction(doc_id, action, *place, speaker.name) for action in ("merge", "remove")]
    return (
        f'<li data-s="{entry.label}" title="{_title(lines)}">'
        f'<i class="qa-no {entry.colour}">{entry.label}</i> '
        f'<span class="qa-name {entry.classes}" dir="auto">{escaped(entry.name)}</span> '
        f'<span class="qa-facts">{" · ".join(facts)}</span></li>'
    )


# ----------------------------------------------------------------------------------------- the text


def _marks(outcome: Outcome, cast: dict[str, _Entry], doc_id: str) -> tuple[list[Mark], list[Mark]]:
    """(marks of quotations, marks of sources and cues)."""
    quotes: list[Mark] = []
    details: list[Mark] = []
    for number, attribution in enumerate(outcome.attributions):
        entry = cast[speaker_id(attribution)]
        quotation = attribution.quotation
        badge = (
            f'<sup class="qa-no {entry.colour}" data-a="{number}" '
            f'title="{_title(_why(attribution, doc_id))}">{entry.label}</sup>'
        )
        unsure = attribution.confidence is not None and attribution.confidence < _SURE
        look = f"qa-q qa-{quotation.kind} {entry.classes}{' qa-unsure' * unsure}"
        *spans, last = quotation.spans
        quotes += [Mark(span, "mark", look, number) for span in spans]
        quotes.append(Mark(last, "mark", look, number, badge))
        if attribution.mention:
            details.append(Mark(attribution.mention.span, "b", f"qa-who {entry.colour}", number))
        if attribution.cue:
            details.append(Mark(attribution.cue.span, "i", "qa-cue", number))
    return quotes, details


def _why(attribution: Attribution, doc_id: str) -> list[str]:
    speaker, cue, quotation = attribution.speaker, attribution.cue, attribution.quotation
    name = speaker.name if speaker else ""
    lines = [name or NOBODY]
    if cue:
        lines.append(f"cue: {cue.shown}")
    lines.append(f"{quotation.kind}; rule: {attribution.rule}")
    if attribution.addressees:
        lines.append(f"to: {', '.join(s.name for s in attribution.addressees)}")
    if attribution.found_in:
        lines.append(f"found in: {attribution.found_in.text}")
    if attribution.confidence is not None:
        lines.append(f"confidence: {attribution.confidence:.2f}")
    lines += [f"{'−' if e.share < 0 else '+'} {e.message}" for e in attribution.evidence]
    return [*lines, _correction(doc_id, "reassign", quotation.start, quotation.end, name)]


def _correction(*cells: object) -> str:
    """The row of a file of corrections; its last column, "to", is left to the reader."""
    return f"correct: {csv.line(map(csv.cell, (*cells, '')))}".rstrip("\n")


def _title(lines: Iterable[str]) -> str:
    return escaped("\n".join(_BREAK.sub(" ", line) for line in lines))
