"""Why a pronoun means this person and not another, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp

from quoteattr.types import Gender, Speaker

_MOST = 3  # reasons told
_LEAST = 0.1  # log odds that are worth a word
_WORDS = {
    "same sentence": "named in this sentence",
    "one sentence back": "named in the sentence before",
    "two sentences back": "named two sentences back",
    "further back": "named further back",
    "same paragraph": "named in this paragraph",
    "one paragraph back": "named a paragraph back",
    "further paragraph": "named some paragraphs back",
    "most recent": "named last",
    "second most recent": "named last but one",
    "was possessive": "named only as an owner",
    "was in a phrase": "named inside a phrase",
    "was asked": "was asked just before",
    "asked": "asked somebody",
    "was in a clause in front": "named in a clause in front",
    "was in a list": "named with several others",
    "was told as kin": "told as somebody's kin",
    "was a pronoun": "meant by the pronoun before",
    "first of its sentence": "first in that sentence",
    "parallel subject": "subject of the same sentence",
    "named as the subject just before": "subject of the sentence just before",
    "named just before": "named just before",
    "introduced just before": "new in the text",
    "subject in the paragraph": "in the same paragraph",
    "spoke last": "spoke last",
    "spoke in this paragraph": "spoke in this paragraph",
    "spoke in the paragraph before": "spoke in the paragraph before",
    "times mentioned": "named more often",
    "in the content": "named in what was said",
    "unnamed": "nobody with a name",
}
_GENDERS: dict[Gender, str] = {"female": "a woman", "male": "a man", "other": "neither a woman nor a man"}

Features = Mapping[str, float]


def told(
    pronoun: str, best: Speaker, other: Speaker | None, rows: Sequence[Features], weights: Features
) -> str:
    """Why ``pronoun`` means ``best`` and not ``other``: “she” refers to Ana Ruiz: spoke last, a woman (title
    or role ms); not Ida Holm: named further back.

    ``rows`` are the named figures of the one and, where there is one, of the other.
    """
    against = rows[1] if other is not None else {}
    reasons = list(_stronger(rows[0], against, weights))
    if best.gender is not None and best.gender_evidence and rows[0].get("gender known"):
        reasons.append(f"{_GENDERS[best.gender]} ({best.gender_evidence[0]})")
    message = f"“{pronoun}” refers to {best.name}"
    if reasons:
        message += ": " + ", ".join(reasons)
    weaker = list(_weaker(rows[0], against, weights))
    if other is not None and weaker:
        message += f"; not {other.name}: {', '.join(weaker)}"
    return message


def _stronger(row: Features, other: Features, weights: Features) -> Iterator[str]:
    """What speaks for the one and not, or less, for the other; the strongest first."""
    gained = {n: weights.get(n, 0.0) * (row[n] - other.get(n, 0.0)) for n in row if n in _WORDS}
    for name in sorted(gained, key=lambda n: (-gained[n], n))[:_MOST]:
        if gained[name] >= _LEAST:
            yield _WORDS[name]


def _weaker(row: Features, other: Features, weights: Features) -> Iterator[str]:
    """What speaks against the other and not against the one; the strongest."""
    lost = {n: weights.get(n, 0.0) * (other[n] - row.get(n, 0.0)) for n in other if n in _WORDS}
    for name in sorted(lost, key=lambda n: (lost[n], n))[:1]:
        if lost[name] <= -_LEAST:
            yield _WORDS[name]


def shares(scores: Sequence[float], of: float) -> list[float]:
    """Log odds as parts of the probability ``of`` that it is one of them."""
    most = max(scores, default=0.0)
    parts = [exp(score - most) for score in scores]
    whole = sum(parts)
    return [of * part / whole for part in parts]
