"""Read an annotated corpus and lay its quotations beside what the library's stages see."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from quoteattr import pipeline
from quoteattr.lang.load import load_pack
from quoteattr.news.cues.possible import possible
from quoteattr.news.learned.stage import Possible, possible_cues
from quoteattr.news.learned.wordtags import tag_tokens
from quoteattr.news.rules.view import View, make_view
from quoteattr.stage_values import Profile

Quote = dict[str, Any]
Ignored = frozenset[tuple[str, str]]
_OFTEN, _RARELY = 15, 0.06


@frozen(eq=False)
class Document:
    """One article: the view of its stages, its possible cues, and which quotation each anchors."""

    id: str
    view: View
    tags: list[int]
    possible: list[Possible]
    anchors: dict[int, Quote]
    undecided: frozenset[int]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The documents of a corpus file, in order."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def stages(text: str, profile: Profile, last: str) -> dict[str, Any]:
    """The values of the pipeline's stages up to ``last``."""
    return pipeline.run_until(text, profile, last)


def read_document(article: dict[str, Any], ignored: Ignored = frozenset(), language: str = "en") -> Document:
    """What the stages up to the cues see of an article, with its gold quotations aligned."""
    profile = Profile(pack=load_pack(language), genre="news")
    found = stages(article["text"], profile, "cues")
    view = make_view(
        found["segmented"], found["quotes"], found["sentences"], found["names"], found["cues"], profile
    )
    uses = possible(found["segmented"], found["sentences"], found["cues"], profile.pack, ignored)
    candidates = possible_cues(view, uses)
    anchors: dict[int, Quote] = {}
    touched: set[int] = set()
    for quote in article["quotes"]:
        inside = _cues_in(view, candidates, quote)
        if inside:
            best = max(inside, key=lambda n: (_weight(candidates[n]), -candidates[n].use.first))
            anchors.setdefault(best, quote)
            touched.update(inside)
    return Document(
        article["id"], view, tag_tokens(view), candidates, anchors, frozenset(touched - set(anchors))
    )


def hardly_ever_cues(documents: Iterable[Document]) -> Ignored:
    """Lemmas with a form that occur often and report in fewer than one place of twenty."""
    seen: Counter[tuple[str, str]] = Counter()
    cues: Counter[tuple[str, str]] = Counter()
    for document in documents:
        for n, one in enumerate(document.possible):
            name = (one.use.lemma, one.use.form)
            seen[name] += 1
            cues[name] += n in document.anchors
    return frozenset(name for name, count in seen.items() if count >= _OFTEN and cues[name] < _RARELY * count)


def tokens_of(view: View, spans: list[list[int]] | None) -> set[int]:
    """The tokens that start inside the spans."""
    return {
        i
        for start, end in spans or ()
        for i in range(bisect_left(view.starts, start), bisect_left(view.starts, end))
    }


def _cues_in(view: View, candidates: list[Possible], quote: Quote) -> list[int]:
    """Which possible cues lie inside the quotation's annotated cue."""
    gold = tokens_of(view, quote["cue"])
    return [n for n, one in enumerate(candidates) if not gold.isdisjoint(range(one.use.first, one.use.last))]


def _weight(one: Possible) -> float:
    """Verbs before nouns and adjectives, precise lemmas before vague ones."""
    return one.use.precision * (0.7 if one.use.form in ("noun", "adjective") else 1.0)
