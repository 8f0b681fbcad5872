"""brat standoff (https://brat.nlplab.org/standoff.html): a file of annotations beside the file of the text.

Quotation, Cue and Source are text-bound; HasCue and HasSource lead from a quotation to its cue and to the
mention of its source; Kind, Negated and Modal are attributes; the speaker's name is a note. Offsets are code
points, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quoteattr.export.characters import encodable
from quoteattr.types import Cue, Outcome, Span

# No annotation may hold a tab or a line break, as any reader may see one (str.splitlines)
_STRETCH = re.compile("[^\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")


def text_file(text: str) -> str:
    """What the .txt holds: the text, with U+FFFD for every lone surrogate."""
    return encodable(text)


def standoff(text: str, outcome: Outcome) -> str:
    """What the .ann holds, a line an annotation.

    Spans are split at line breaks and tabs, which belong to no annotation. A quotation of nothing else
    is left out.
    """
    lines = _Lines(text)
    for attribution in outcome.attributions:
        quotation, cue, mention = attribution.quotation, attribution.cue, attribution.mention
        said = lines.bound("Quotation", quotation.spans)
        if said is None:
            continue
        lines.add("A", f"Kind {said} {quotation.kind}")
        if cue and (told := lines.cue(cue)):
            lines.add("R", f"HasCue Arg1:{said} Arg2:{told}")
        if mention and (source := lines.bound("Source", (mention.span,))):
            lines.add("R", f"HasSource Arg1:{said} Arg2:{source}")
        if attribution.speaker:
            lines.add("#", f"AnnotatorNotes {said}\t{' '.join(attribution.speaker.name.split())}")
    return encodable("".join(lines.written))


class _Lines:
    """The lines so far; a cue or a source of several quotations is one annotation."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.written: list[str] = []
        self.numbers: dict[str, int] = {}
        self.shared: dict[tuple[str, tuple[Span, ...]], str] = {}

    def add(self, letter: str, rest: str) -> str:
        """A line with the next number of its letter; returns its id."""
        number = self.numbers[letter] = self.numbers.get(letter, 0) + 1
        self.written.append(f"{letter}{number}\t{rest}\n")
        return f"{letter}{number}"

    def bound(self, kind: str, spans: tuple[Span, ...]) -> str | None:
        """A text-bound annotation's id, or None where no character is left to hold it."""
        if kind != "Quotation" and (kind, spans) in self.shared:
            return self.shared[kind, spans]
        stretches = list(_stretches(self.text, spans))
        if not stretches:
            return None
        where = ";".join(f"{start} {end}" for start, end in stretches)
        shown = " ".join(self.text[start:end] for start, end in stretches)
        name = self.shared[kind, spans] = self.add("T", f"{kind} {where}\t{shown}")
        return name

    def cue(self, cue: Cue) -> str | None:
        """The id of a cue, its flags written with it."""
        new = ("Cue", (cue.span,)) not in self.shared
        name = self.bound("Cue", (cue.span,))
        for flag, holds in (("Negated", cue.negated), ("Modal", cue.modal)):
            if name and new and holds:
                self.add("A", f"{flag} {name}")
        return name


def _stretches(text: str, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    for span in spans:
        for match in _STRETCH.finditer(text, span.start, span.end):
            yield match.span()
