"""Judge attributions by the corpus: are the words about right, and the speaker?"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from quoteattr.lang.load import load_pack
from quoteattr.model import Model
from quoteattr.news.resolution.stage import attributed
from quoteattr.stage_values import Profile
from tools.scoreboard import figures
from tools.train.confidence import Judged
from tools.train.corpus import stages
from tools.train.resolver import Choice, choices


class Judge:
    """Compares with the shared scorer's rules; ``marks`` say who each source is."""

    def __init__(self, scorer: ModuleType, marks: dict[str, Any]) -> None:
        self.scorer = scorer
        self._marks = marks

    def choices(self, documents: Sequence[dict[str, Any]]) -> list[list[Choice]]:
        """Of each document where a pronoun stands, and whom it may mean."""
        agree = self.scorer.canon_agree
        return [list(choices(one, self._marks.get(one["id"], {}), agree)) for one in documents]

    def judged(self, article: dict[str, Any], model: Model) -> list[Judged]:
        """The article's attributions under ``model``, with their reasons and whether they are right."""
        profile = Profile(pack=load_pack("en"), genre="news", model_for=lambda genre: model)
        found = stages(article["text"], profile, "candidates")
        names = ("segmented", "sentences", "names", "roster", "candidates", "profile")
        linked = attributed(*(found.get(name, profile) for name in names))
        quotes = [
            {
                "spans": [[s.start, s.end] for s in one.candidate.spans],
                "kind": one.candidate.kind,
                "speaker": one.speaker.name if one.speaker is not None else None,
                "reasons": one.reasons,
            }
            for one in linked
        ]
        matched = figures.matched(
            self.scorer, article, {article["id"]: {"quotes": quotes}}, self._marks, skip_nested=True
        )
        rows = []
        for unit in matched.predicted:
            right: bool | None = False
            if unit.match is not None and unit.ov * 2 >= unit.match.n:
                right = None if unit.match.skip else matched.right(unit.match.q, unit.q["speaker"])
            if right is not None:
                rows.append(Judged(article["id"], unit.q["reasons"], right))
        return rows
