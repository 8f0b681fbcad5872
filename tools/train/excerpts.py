"""Scenes cut out of novels, to learn from as people send them: a chapter or less, nothing known from before.

In a scene nobody has spoken a hundred times, and few are named at all: what helps in a novel says little.
"""

from __future__ import annotations

from typing import Any

LENGTHS = (16, 24, 36, 50, 70)  # quotations of a scene, in turn
OF_A_NOVEL = 8
_IN_FRONT = 400  # characters of narration before the first quotation at least
_LONGEST = 25_000


def excerpts(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Scenes of a novel at even distances, each a document of its own: its quotations, and of the people
    those whom it names or who speak."""
    quotes = sorted(document["quotes"], key=lambda quote: quote["spans"][0][0])
    found = []
    for n in range(OF_A_NOVEL):
        first = n * len(quotes) // OF_A_NOVEL
        last = min(len(quotes), first + LENGTHS[n % len(LENGTHS)]) - 1
        start, end = _paragraphs(document["text"], quotes[first]["spans"][0][0], quotes[last]["spans"][-1][1])
        if last > first and end - start <= _LONGEST:
            found.append(_excerpt(document, quotes, start, end, n))
    return found


def _paragraphs(text: str, first: int, last: int) -> tuple[int, int]:
    """The borders of the paragraphs around two places, with some of the narration in front."""
    start, end = text.rfind("\n\n", 0, max(0, first - _IN_FRONT)), text.find("\n\n", last)
    return start + 2 if start >= 0 else 0, end if end >= 0 else len(text)


def _excerpt(
    document: dict[str, Any], quotes: list[dict[str, Any]], start: int, end: int, n: int
) -> dict[str, Any]:
    inside = [q for q in quotes if start <= q["spans"][0][0] and q["spans"][-1][1] <= end]
    text = document["text"][start:end]
    speaking = {q["speaker"] for q in inside}
    people = [
        one
        for one in document["people"]
        if one["id"] in speaking or any(name in text for name in (one["name"], *(one.get("aliases") or ())))
    ]
    moved = [{**q, "spans": [[a - start, b - start] for a, b in q["spans"]]} for q in inside]
    return {**document, "id": f"{document['id']}#{n}", "text": text, "quotes": moved, "people": people}
