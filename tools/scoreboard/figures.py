"""Figures of accuracy: what the scorer says of one corpus, as a small table of rounded percentages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from tools.corpora import Document

KINDS = ("all", "quoted", "direct", "mixed", "indirect")

Scored = Mapping[str, Any]
Predictions = Mapping[str, Mapping[str, Any]]


def percent(share: float | None) -> float | None:
    """A share as a percentage of one decimal."""
    return None if share is None else round(100 * share, 1)


def accuracy(scored: Scored) -> dict[str, Any]:
    """The scoreboard's figures from the scorer's report."""
    speaker = scored["speaker"]

    def rate(row: str, name: str = "acc") -> float | None:
        return percent(speaker[row][name]) if row in speaker else None

    table: dict[str, Any] = {}
    for kind in KINDS:
        found, source = scored["detection"].get(kind), scored["source"].get(kind)
        table[kind] = {
            "soft_f1": percent(found["soft"]["f1"]) if found else None,
            "exact_f1": percent(found["exact"]["f1"]) if found else None,
            "e2e_f1": percent(source["e2e"]["f1"]) if source else None,
            "source_agreement": percent(source["agree"]) if source else None,
            "speaker_accuracy": rate(kind),
        }
    for name in ("women", "men"):
        rows = {"speaker_accuracy": f"@{name}", "quoted_speaker_accuracy": f"@quoted {name}"}
        table[name] = {figure: rate(row) for figure, row in rows.items()}
    men, women = table["men"]["quoted_speaker_accuracy"], table["women"]["quoted_speaker_accuracy"]
    gap = None if men is None or women is None else round(abs(men - women), 1)
    table["quoted_gender_gap"] = gap
    table["organizations_and_groups"] = {"speaker_accuracy": rate("org/group")}
    table["full_name_rate_when_right"] = rate("all", "full_name_rate_when_right")
    table["quoted_characters_f1"] = percent(scored["coverage"]["f1"])
    return table


_GENDERS = {"F": "women", "M": "men"}


def by_gender(gold: Document) -> Document:
    """A novel whose people are women and men to the scorer, where the gold says so."""
    people = [{**p, "category": _GENDERS.get(p["gender"], p.get("category"))} for p in gold["people"]]
    return {**gold, "people": people}


def novels(scored: Scored) -> dict[str, Any]:
    """The figures of novels: ``speaker`` and ``lenient`` by how the text shows who speaks, addressees."""
    rows = {name: f"={name}" for name in ("explicit", "anaphoric", "implicit")}
    rows = {"all": "all", **rows, "women": "@women", "men": "@men", "named": "@named"}
    speaker = {name: scored["speaker"][row] for name, row in rows.items() if row in scored["speaker"]}
    table: dict[str, Any] = {
        "exact_f1": percent(scored["detection"]["all"]["exact"]["f1"]),
        "speaker": {name: percent(row["acc"]) for name, row in speaker.items()},
        "lenient": {name: percent(row["acc_lenient"]) for name, row in speaker.items()},
    }
    if "addressee" in scored:
        table["addressee"] = percent(scored["addressee"]["acc"])
    return table


# ------------------------------------------------------------------- one prediction at a time


class Matched(NamedTuple):
    """A document's gold and predicted units, matched one to one by the scorer, and who its people are."""

    scorer: ModuleType
    golds: list[Any]
    predicted: list[Any]
    people: Any
    canon: Mapping[str, Any] | None

    def right(self, quote: Mapping[str, Any], name: str | None) -> bool | None:
        """Whether ``name`` is the speaker of the gold ``quote``; None where the gold names nobody."""
        if self.canon is None:
            known = quote.get("speaker") in self.people.al
            return bool(self.people.agree(quote["speaker"], name)[0]) if known else None
        who = self.canon.get(quote["id"]) or {}
        if not who.get("canonical") or who.get("type") not in ("person", "org", "group"):
            return None
        agree = self.scorer.canon_agree if who["type"] == "person" else self.scorer.org_agree
        return bool(agree(who["canonical"], name))


def matched(
    scorer: ModuleType,
    gold: Document,
    predictions: Predictions,
    canon: Mapping[str, Any] | None = None,
    *,
    skip_nested: bool = False,
) -> Matched:
    """The units of one document, matched."""
    doc = scorer.Doc(gold)
    golds = scorer.gold_units(doc, skip_nested)
    predicted = scorer.pred_units(doc, predictions[gold["id"]]["quotes"], Counter())
    scorer.match(golds, predicted)
    names = None if canon is None else canon.get(gold["id"], {})
    return Matched(scorer, golds, predicted, scorer.People(gold.get("people") or []), names)


def judged(documents: Sequence[Matched]) -> list[tuple[float | None, bool]]:
    """(confidence, right) of each prediction: at least half of a gold quotation's words, and its speaker.

    A match whose gold speaker has no name is left out, as is a match with a nested quotation that is skipped.
    """
    out: list[tuple[float | None, bool]] = []
    for document in documents:
        for unit in document.predicted:
            confidence = unit.q.get("confidence")
            if unit.match is None or unit.ov * 2 < unit.match.n:
                out.append((confidence, False))
            elif not unit.match.skip:
                right = document.right(unit.match.q, unit.q.get("speaker"))
                if right is not None:
                    out.append((confidence, right))
    return out


def calibration(pairs: Sequence[tuple[float | None, bool]]) -> dict[str, float | None] | None:
    """Expected calibration error and the precision of the surer half, as ``quoteattr evaluate`` has them.

    None while no confidence is given."""
    from quoteattr.evaluation import score

    given = [(confidence, right) for confidence, right in pairs if confidence is not None]
    found = score.calibration(given, "words and speaker")
    if found is None:
        return None
    return {
        "expected_error": percent(found.expected_error),
        "precision_surer_half": percent(found.surer_half),
    }


def counts(documents: Sequence[Matched]) -> dict[str, int]:
    """Plain counts for a corpus of a document or two: found, right speaker, wrong speakers elsewhere.

    Elsewhere: a speaker is claimed for words that overlap no quotation of that speaker.
    """
    found = right = wrong = 0
    for document in documents:
        for unit in document.golds:
            if unit.match is not None and unit.ov * 2 >= unit.n:
                found += 1
                right += bool(document.right(unit.q, unit.match.q.get("speaker")))
        for unit in document.predicted:
            name = unit.q.get("speaker")
            touched = (g.q for g in document.golds if document.scorer.overlap(g.al, unit.al))
            if name and not any(document.right(q, name) for q in touched):
                wrong += 1
    return {"found": found, "right_speaker": right, "wrong_elsewhere": wrong}
