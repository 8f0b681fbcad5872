"""What texts say of each appearance, counted in documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from attrs import define, field

from quoteattr.names.gender import GenderEvidence, by_first_name
from quoteattr.types import Gender, Speaker

GenderFrom = Literal["any", "text"]
What = Literal["name", "role", "text", "first name"]  # the last two: what shows the gender


@define
class Facts:
    """Of one appearance, or of several: ``documents``, and how many of them give a name, a role, a gender
    by the text or by the first name alone."""

    documents: int = 0
    counts: dict[tuple[What, str], int] = field(factory=dict)

    def add(self, speaker: Speaker) -> None:
        """Count a document in which the speaker says something."""
        self.documents += 1
        self._count("name", speaker.name)
        for role in speaker.roles:
            self._count("role", role)
        if speaker.gender:
            shown: What = (
                "first name" if by_first_name(map(GenderEvidence.of, speaker.gender_evidence)) else "text"
            )
            self._count(shown, speaker.gender)

    def _count(self, what: What, value: str, number: int = 1) -> None:
        self.counts[what, value] = self.counts.get((what, value), 0) + number

    def ranked(self, what: What) -> list[str]:
        """What most documents give first, then the longest, then by the alphabet."""
        found = {value: number for (of, value), number in self.counts.items() if of == what}
        return sorted(found, key=lambda value: (-found[value], -len(value), value))

    def gender(self, gender_from: GenderFrom) -> Gender | None:
        """What most documents show, the text before first names; None where they are even."""
        kinds: tuple[What, ...] = ("text", "first name") if gender_from == "any" else ("text",)
        for what in kinds:
            best: Any = self.ranked(what)
            if best:
                first, second = ([self.counts[what, one] for one in best] + [0])[:2]
                return best[0] if first > second else None
        return None

    @classmethod
    def sum(cls, several: Iterable[Facts]) -> Facts:
        """All of them in one."""
        total = cls()
        for one in several:
            total.documents += one.documents
            for (what, value), number in one.counts.items():
                total._count(what, value, number)
        return total
