"""Little news pages of many outlets, written for this test: every quotation in marks with who said it.

`tests/pages/README.md` says how a page is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import TESTS

from quoteattr import Attributor
from quoteattr.analysis import Analysis

PAGES = sorted((TESTS / "pages").glob("*.txt"))
TAG = re.compile(r"⟦([^⟧!]+)(!?)⟧")
MARKED = re.compile(
    r"“[^”]+”?|\"[^\"]+\"?|(?<!\w)‘[^’]+(?:’\w[^’]*)*’?|(?<!\w)'[^']+(?:'\w[^']*)*'?"
)  # the last that ends in front of a tag is what it is about
NOBODY = "-"
ATTRIBUTOR = Attributor()


def read(path: Path) -> tuple[str, list[tuple[int, int, str, bool]]]:
    """The text of a page, and (start, end, speaker, whether a known failure) of its quotations."""
    head, _, body = path.read_text(encoding="utf-8").partition("===\n")
    names = dict(line.split(": ", 1) for line in head.strip().splitlines())
    text, tags, behind = "", [], 0
    for tag in TAG.finditer(body):
        text += body[behind : tag.start()]
        behind = tag.end()
        tags.append((len(text), tag[1], bool(tag[2])))
    text += body[behind:]
    quotations, before = [], 0
    for end, key, fails in tags:
        start = max(text.rfind("\n\n", 0, end), before, 0)
        before = end
        if key != NOBODY:
            found = [m for m in MARKED.finditer(text, start, end) if len(m[0]) > 3][-1]
            quotations.append((found.start(), found.end(), names[key], fails))
    return text, quotations


def speaker_of(analysis: Analysis, start: int, end: int) -> str | None:
    """Who said most of the words between two places, by what was found."""
    shares = {}
    for one in analysis.attributions:
        shares[one] = sum(max(0, min(end, s.end) - max(start, s.start)) for s in one.quotation.spans)
    best = max(shares, key=lambda one: shares[one], default=None)
    if best is None or shares[best] * 2 < end - start or best.speaker is None:
        return None
    return best.speaker.name


def wrong(path: Path) -> Iterator[tuple[str, str, str | None, bool]]:
    """(words, who said them, who is told, whether that was known) of what is against the mark of a page."""
    text, quotations = read(path)
    analysis = ATTRIBUTOR.attribute(text)
    for start, end, name, fails in quotations:
        told = speaker_of(analysis, start, end)
        if (told != name) != fails:
            yield text[start:end], name, told, fails


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_quotation_has_its_speaker(path: Path) -> None:
    assert list(wrong(path)) == []


def test_most_of_the_pages_are_right() -> None:
    marks = [fails for path in PAGES for *_, fails in read(path)[1]]
    assert len(marks) > 300
    assert sum(marks) / len(marks) < 0.1
