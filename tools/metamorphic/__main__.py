"""What the program loses when a page is written otherwise, but says the same of who said what.

usage: python -m tools.metamorphic [--corpus wild|polnear] [--only CHANGE ...] [--examples N] [--seed N]

Pages of wild.train (without the set-aside) and wild.dev, or of PolNeAR dev, are changed: people renamed,
verbs swapped, marks exchanged … Each quotation of a marked person is looked up again. Prints for each change
how many pages it touched, how many quotations were right before, how many are lost and won, and the loss in
points. With --examples the lost ones are shown, to be looked at, never to be copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from attrs import frozen

from quoteattr import Attributor
from tools import corpora
from tools.metamorphic import additions, layout, names, wording
from tools.metamorphic.page import Page
from tools.predict import prediction
from tools.scoreboard import wild

Change = Callable[[Page, Random], Page | None]
_FOUND = 0.3  # of a quotation's characters must be predicted


def _renamed(listed: bool) -> Change:
    return lambda page, random: names.renamed(page, names.pools(listed), random)


def _surnames_are_words(page: Page, random: Random) -> Page | None:
    return names.renamed(page, names.Pools({}, names.WORDS["word_surname"]), random, first=False)


def _other_sex(page: Page, random: Random) -> Page | None:
    return wording.other_sex(page, names.pools(listed=True), random)


CHANGES: Mapping[str, Change] = {
    "people: names of other cultures": _renamed(listed=True),
    "people: names of no list": _renamed(listed=False),
    "people: surnames that are words": _surnames_are_words,
    "people: women for men": _other_sex,
    "places and organisations": names.places_renamed,
    "reporting verbs": wording.other_cues,
    "roles": wording.other_roles,
    "titles dropped": wording.no_titles,
    "appositions dropped": wording.no_appositions,
    "spelling": wording.other_spelling,
    "marks: straight": layout.straight,
    "marks: curly": layout.curly,
    "marks: single": layout.single,
    "marks: guillemets": layout.guillemets,
    "lines: no blank ones": layout.no_blank_lines,
    "lines: blank ones": layout.blank_lines,
    "lines: one a sentence": layout.sentence_lines,
    "lines: hard-wrapped": layout.hard_wrapped,
    "tags: turned": layout.turned_tags,
    "tags: in front": layout.tags_in_front,
    "tags: behind": layout.tags_behind,
    "tags: inside": additions.tags_inside,
    "tags: longer": additions.longer_tags,
    "tags: asides": additions.asides,
    "tags: other forms": additions.other_tags,
    "sources: names for he and she": additions.names_for_pronouns,
    "paragraphs: quotations broken": additions.broken_paragraphs,
    "paragraphs: furniture between": additions.furniture,
    "paragraphs: subheadings between": additions.subheadings,
    "paragraphs: head of a page": additions.head_of_page,
}


@frozen
class Answer:
    """What was told of a marked quotation: the predicted row, if any, and whether its speaker is right."""

    row: Mapping[str, Any] | None
    right: bool


def answers(page: Page, attributor: Attributor, agree: Callable[[str, str], bool]) -> dict[str, Answer]:
    """The answer for each quotation of a marked person, by the quotation's id."""
    rows = [prediction(one) for one in attributor.attribute(page.text)]
    covered = [_characters(row["spans"]) for row in rows]
    found = {}
    for quote in page.quotes:
        mark = page.who.get(quote["id"])
        if not mark or mark["type"] != "person" or quote["kind"] == "indirect":
            continue
        mine = _characters(quote["spans"])
        best = max(range(len(rows)), key=lambda k: len(covered[k] & mine), default=None)
        if best is None or len(covered[best] & mine) < _FOUND * len(mine):
            found[quote["id"]] = Answer(None, False)
        else:
            name = rows[best]["speaker"]
            found[quote["id"]] = Answer(rows[best], bool(name and agree(mark["canonical"], name)))
    return found


def _characters(spans: Iterable[list[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def read(corpus: str, data: Path) -> list[Page]:
    """The pages of "wild" or "polnear" that may be looked at."""
    found = []
    for part in ("wild.train", "wild.dev") if corpus == "wild" else ("polnear.dev",):
        who = corpora.json.loads((data / f"{part}.speakers.json").read_text(encoding="utf-8"))
        for one in wild.pages(part, data):
            found.append(Page(one["id"], one["text"], one["quotes"], who.get(one["id"], {})))
    return found


def _lost(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Iterator[str]:
    return (quote for quote, answer in before.items() if answer.right and not after[quote].right)


def _shown(page: Page, quote: str, answer: Answer) -> str:
    marked = next(one for one in page.quotes if one["id"] == quote)
    spans = [*marked["spans"], *(marked["cue"] or ()), *(marked["source"] or ())]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    near = (
        page.text[max(0, start - 160) : start]
        + "[["
        + page.text[start:end]
        + "]]"
        + page.text[end : end + 100]
    )
    told = answer.row and (answer.row["speaker"], answer.row["rule"])
    return f"{page.id} {quote}: {page.who[quote]['canonical']!r}, told {told!r}\n      {near!r}"


def measured(
    pages: Iterable[tuple[Page, Mapping[str, Answer]]], change: Change, ask: Any, seed: str
) -> tuple[list[int], list[str]]:
    """([pages changed, right before, lost, won], what the lost ones look like)."""
    counts, shown = [0, 0, 0, 0], []
    for page, before in pages:
        made = change(page, Random(seed + page.id))
        if made is None:
            continue
        after = ask(made)
        lost = list(_lost(before, after))
        won = len(list(_lost(after, before)))
        right = sum(answer.right for answer in before.values())
        counts = [a + b for a, b in zip(counts, (1, right, len(lost), won), strict=True)]
        shown += [_shown(made, quote, after[quote]) for quote in lost]
    return counts, shown


def main() -> int:
    """Measure every change."""
    parser = corpora.parser(__doc__)
    parser.add_argument("--corpus", choices=["wild", "polnear"], default="wild")
    parser.add_argument("--only", nargs="*", default=list(CHANGES), help="the beginnings of changes' names")
    parser.add_argument("--examples", type=int, default=0)
    parser.add_argument("--seed", default="0")
    chosen = parser.parse_args()
    scorer: ModuleType = corpora.load_scorer()
    ask = partial(answers, attributor=Attributor(), agree=scorer.canon_agree)
    pages = [(page, ask(page)) for page in read(chosen.corpus, corpora.SHARED / "data")]
    print(f"{'change':34} pages  right   lost    won   loss, points")
    for name, change in CHANGES.items():
        if not name.startswith(tuple(chosen.only)):
            continue
        (changed, right, lost, won), shown = measured(pages, change, ask, chosen.seed)
        loss = 100 * (lost - won) / max(1, right)
        print(f"{name:34} {changed:5} {right:6} {lost:6} {won:6}   {loss:5.1f}", flush=True)
        for one in shown[: chosen.examples]:
            print("   ", one)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
