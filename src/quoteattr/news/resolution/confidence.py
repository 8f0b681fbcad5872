"""How sure an attribution is: a linear score of named reasons, calibrated on held-out articles.

The probability is that the quotation's words are about right and that the speaker is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import fsum, log1p

from quoteattr.model import Model, figure, total
from quoteattr.model.calibration import calibrated
from quoteattr.news.resolution.links import Link
from quoteattr.news.resolution.sources import Source
from quoteattr.news.rules.rows import LEARNED_AS
from quoteattr.stage_values import Candidate
from quoteattr.types import Evidence, Speaker

_SHOWN = 4  # reasons told apart; the others are summed
_LARGE = 4.0  # figures beyond this say nothing more

# What each reason means, in words; "{}" is the mention, cue or rule it is about.
MESSAGES = {
    "cue": "how surely “{}” is a cue here",
    "margin": "how clearly content and source stand out around “{}”",
    "lead": "how far the next possible speaker is behind",
    "words": "the number of quoted or reported words",
    "no source decoded": "no source stood out around “{}”, so the sentence’s subject was taken",
    "alone": "nobody else was considered",
    "guessed": "the text gives this role to nobody",
    "spans": "the content stands in several parts",
}
KINDS = {
    "kind": "the quotation is {}",
    "rule": "the quotation was found by the rule “{}”",
    "source": "the source is a {}",
    "link": "the speaker was found by {}",
    "speaker": "the speaker is of kind {}",
    "act": "the cue reports {}",
    "form": "the cue is a {}",
}
_OF_CONTENT = ("kind", "rule")  # reasons that are about the content, others are about the cue


def reasons(
    candidate: Candidate, source: Source | None, link: Link | None, speaker: Speaker | None
) -> dict[str, float]:
    """The named figures on which the confidence of an attribution rests."""
    found = dict(candidate.features)
    found[f"kind {candidate.kind}"] = 1.0
    found[f"rule {LEARNED_AS[candidate.rule]}"] = 1.0
    length = sum(span.end - span.start for span in candidate.spans)
    found["words"] = log1p(length / 6)
    if len(candidate.spans) > 1:
        found["spans"] = 1.0
    if candidate.cue is not None:
        found[f"act {candidate.cue.act}"] = 1.0
        found[f"form {candidate.form}"] = 1.0
    found[f"source {source.mention.kind if source is not None else 'nobody'}"] = 1.0
    if link is None or speaker is None:
        found["speaker nobody"] = 1.0
        return found
    found[f"link {link.rule}"] = 1.0
    found[f"speaker {speaker.kind}"] = 1.0
    if link.guessed:
        found["guessed"] = 1.0
    if link.rule == "pronoun":
        if link.runners_up:
            found["lead"] = min(_LARGE, figure(link.score - link.runners_up[0][1]))
        else:
            found["alone"] = 1.0
    return found


def weigh(
    found: Mapping[str, float], candidate: Candidate, link: Link | None, model: Model
) -> tuple[float, tuple[Evidence, ...]]:
    """(confidence, evidence): the shares add up to the raw score, to four decimals; the largest first, and
    among them what links the speaker."""
    weights, bias = model.confidence.weights, model.confidence.bias
    shares = [(name, value * weights[name]) for name, value in found.items() if name in weights]
    raw = fsum([bias, *[share for _, share in shares]])
    shares.sort(key=_size, reverse=True)
    told = shares[:_SHOWN]
    if link is not None and link.message:  # why this person: always told
        told += [share for share in shares[_SHOWN:] if share[0] == f"link {link.rule}"]
    shown = [(name, figure(share)) for name, share in told]
    evidence = [_evidence(name, share, candidate, link) for name, share in shown if share or "link" in name]
    rest = total([raw, *[-share for _, share in shown]])
    evidence.append(Evidence("rest", (), "what holds for every attribution, and lesser reasons", rest))
    return calibrated(raw, model.calibration), tuple(evidence)


def _size(share: tuple[str, float]) -> float:
    return abs(share[1])


def _evidence(name: str, share: float, candidate: Candidate, link: Link | None) -> Evidence:
    """A reason as people read it, with the place that it is about."""
    cue, kind = candidate.cue, name.partition(" ")[0]
    content = (candidate.spans[0],)
    place = (cue.span,) if cue is not None else ()
    if name in MESSAGES:
        text = cue.text if cue is not None else "no cue"
        return Evidence(name, place or content, MESSAGES[name].format(text), share)
    if kind == "link" and link is not None and link.message:
        return Evidence(name, link.spans, link.message, share)
    return Evidence(name, content if kind in _OF_CONTENT else place, _message(name), share)


@lru_cache(maxsize=1024)
def _message(name: str) -> str:
    kind, _, value = name.partition(" ")
    return KINDS[kind].format(value)
