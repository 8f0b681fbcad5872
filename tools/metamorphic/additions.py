"""The same page with more around it: furniture of a site, longer tags, asides, tags of other forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tools.metamorphic.layout import closing_mark, tag_of
from tools.metamorphic.names import PACK, WORDS
from tools.metamorphic.page import Page, Piece, rebuilt, replaced

_PARAGRAPHS = re.compile(r"(?<=[.!?”\"’])\n\n(?=[A-Z“\"‘])")
_SENTENCES = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z][a-z]+ [a-z])")
_FREE = 3  # one in so many places gets something


def furniture(page: Page, random: Random) -> Page | None:
    """Lines of a site between paragraphs: teasers, credits, advertisements."""
    return _between(page, WORDS["furniture"], random)


def subheadings(page: Page, random: Random) -> Page | None:
    """Subheadings between paragraphs."""
    return _between(page, WORDS["subheadings"], random)


def _between(page: Page, lines: list[str], random: Random) -> Page | None:
    inside = [(q["spans"][0][0], q["spans"][-1][1]) for q in page.quotes]
    changes: list[Piece] = []
    for match in _PARAGRAPHS.finditer(page.text):
        at = match.start()
        if not random.randrange(_FREE) and not any(start < at < end - 1 for start, end in inside):
            changes.append((at, at, "\n\n" + random.choice(lines)))
    return replaced(page, changes) if changes else None


def head_of_page(page: Page, random: Random) -> Page | None:
    """The lines of a site in front of a page."""
    title = page.text.split("\n", 1)[0]
    head = f"{title}\n\n" + "\n\n".join(WORDS["head"]) + "\n\n"
    return rebuilt(page, [(0, 0, head), (0, len(page.text), None)])


def longer_tags(page: Page, random: Random) -> Page | None:
    """“…,” X said in a statement."""
    changes: list[Piece] = []
    for _, tag, cue, _ in _tags(page):
        if page.text[tag[1] : tag[1] + 1] in (".", ",", ":") and cue in (
            "said",
            "says",
            "added",
            "explained",
        ):
            changes.append((tag[1], tag[1], random.choice(WORDS["when"])))
    return replaced(page, changes) if changes else None


def asides(page: Page, random: Random) -> Page | None:
    """X, 43, said for X said, where X is a name."""
    changes: list[Piece] = []
    for quote, _, _, source in _tags(page):
        end = quote["source"][0][1]
        named = source.split()[-1][0].isupper() and source.lower() not in PACK.pronouns
        if named and end <= quote["cue"][0][0]:
            changes.append((end, end, random.choice(WORDS["asides"])))
    return replaced(page, changes) if changes else None


def other_tags(page: Page, random: Random) -> Page | None:
    """Tags of other forms: X told the Gazette, according to X, X was quoted as saying."""
    changes: list[Piece] = []
    for quote, tag, cue, source in _tags(page):
        front = tag[1] <= quote["spans"][0][0]
        ends = page.text[tag[1] : tag[1] + 2]
        if cue not in ("said", "says", "added", "explained") or quote["kind"] != "direct":
            continue
        if front and ends[:1] in (":", ","):
            new, sign = random.choice(WORDS["tags"]["front"]), ":"
        elif not front and ends in (".", ".\n", ". ") and page.text[tag[0] - 2] in '”"’':
            new, sign = random.choice(WORDS["tags"]["behind"]), "."
        else:
            continue
        pronoun = source.lower() in PACK.pronouns
        if pronoun and "{X}" not in new[:3]:
            continue
        if not source[0].isupper() and front:
            continue
        told = source if new.startswith("{X}") or not pronoun else source.lower()
        changes.append((tag[0], tag[1] + 1, new.replace("{X}", told) + sign))
    return replaced(page, changes) if changes else None


def names_for_pronouns(page: Page, random: Random) -> Page | None:
    """The surname of who is marked, for each "she said"."""
    changes: list[Piece] = []
    for quote in page.quotes:
        mark = page.who.get(quote["id"])
        if not mark or mark["type"] != "person" or not quote["source"]:
            continue
        last = mark["canonical"].split()[-1]
        source = page.text[slice(*quote["source"][0])]
        if source.lower() in ("he", "she") and re.search(rf"\b{re.escape(last)}\b", page.text):
            changes.append((*quote["source"][0], last))  # type: ignore[arg-type]
    return replaced(page, changes) if changes else None


def tags_inside(page: Page, random: Random) -> Page | None:
    """“A,” X said. “B.” for “A. B,” X said."""
    pieces: list[Piece] = []
    done = 0
    for quote, tag, _, _ in sorted(_tags(page), key=lambda one: one[1]):
        first, last = quote["spans"][0]
        closing = closing_mark(page.text, last)
        whole = len(quote["spans"]) == 1 and first >= done and closing is not None and tag[0] == closing + 2
        if not whole or page.text[tag[1] : tag[1] + 1] != "." or "\n" in page.text[first:last]:
            continue
        split = _SENTENCES.search(page.text, first, last - 20)
        left, right = page.text[first], page.text[closing]
        if split is None or left not in '“"' or page.text[closing - 1] not in ",?!":
            continue
        if page.text[tag[1] + 1 : tag[1] + 2] not in ("\n", ""):
            continue
        stop = "." if page.text[closing - 1] == "," else page.text[closing - 1]
        pieces += [(done, split.start() - 1, None), (split.start(), split.start(), f",{right}")]
        pieces += [(closing + 1, tag[1] + 1, None), (tag[1] + 1, tag[1] + 1, f" {left}")]
        pieces += [(split.end(), closing - 1, None), (closing, closing, stop), (closing, closing + 1, None)]
        done = tag[1] + 1
    return rebuilt(page, [*pieces, (done, len(page.text), None)]) if pieces else None


def broken_paragraphs(page: Page, random: Random) -> Page | None:
    """A quotation of sentences broken into paragraphs, each with an opening mark."""
    changes: list[Piece] = []
    for quote in page.quotes:
        first, last = quote["spans"][-1]
        if "\n" in page.text[first:last] or page.text[first] not in '“"' or quote["kind"] != "direct":
            continue
        if quote["cue"] and quote["cue"][0][0] > first:
            continue  # it would stand paragraphs behind
        split = _SENTENCES.search(page.text, first, last - 20)
        if split and "”" not in page.text[first : split.end()]:
            changes.append((split.start(), split.end(), "\n\n" + page.text[first]))
    return replaced(page, changes) if changes else None


def _tags(page: Page) -> Iterator[tuple[Mapping[str, Any], tuple[int, int], str, str]]:
    """(quotation, span, cue, source) of each tag that is a source and a cue alone."""
    for quote in page.quotes:
        tag = tag_of(page, quote)
        if tag is not None:
            cue, source = (page.text[slice(*quote[name][0])] for name in ("cue", "source"))
            yield quote, tag, cue, source
