"""The list of reporting expressions: edited tables joined with the counts from the training articles."""

from __future__ import annotations

from typing import Any

from tools.lexicons import tables
from tools.lexicons.inflect import plural, verb_forms

# A frame is listed from this share of the counted cases; below so many cases, our own knowledge comes first.
FRAME_SHARE, FRAME_CASES = 0.15, 8
# A precision is given from so many occurrences.
LEAST = 5
# A verb that seldom reports, and then nearly always with a clause or a quotation, needs one beside it.
COMPLEMENT_PRECISION, COMPLEMENT_SHARE, COMPLEMENT_COUNT = 0.3, 0.7, 20
# A form has a precision of its own where it is seen so often and differs so much from its verb.
FORM_COUNT, FORM_DIFFERENCE = 10, 0.1
PREPOSITIONS = frozenset(tables.words("about against as at by for from in into of on over to upon with"))
BY_KNOWLEDGE = ("complement", "addressee")


def counts() -> dict[tuple[str, str], dict[str, str]]:
    return {(r["kind"], r["lemma"]): r for r in tables.read("cue_counts")}


def figures(row: dict[str, str] | None) -> dict[str, Any]:
    """Precision (two decimals, None below LEAST occurrences) and count."""
    count = int(row["count"]) if row else 0
    precision = round(int(row["cues"]) / count, 2) if row and count >= LEAST else None
    return {"precision": precision, "count": count}


def form_precisions(row: dict[str, str] | None) -> dict[str, float]:
    """The forms that report clearly more or less often than the verb as a whole ("tweeted", "tweet")."""
    if not row or int(row["count"]) < FORM_COUNT:
        return {}
    whole = int(row["cues"]) / int(row["count"])
    cells = [item.split(":") for item in row["forms"].split()]
    shares = {form: int(cues) / int(count) for form, count, cues in cells if int(count) >= FORM_COUNT}
    return {form: round(share, 2) for form, share in shares.items() if abs(share - whole) >= FORM_DIFFERENCE}


def frames(own: str, row: dict[str, str] | None) -> list[str]:
    """The frames, most frequent first: counted ones where enough were counted, else our own first."""
    counted = [
        (f, int(n)) for f, n in (item.rsplit(":", 1) for item in (row["frames"] if row else "").split())
    ]
    total = sum(n for f, n in counted if f != "addressee")
    listed = [f for f, n in counted if n >= FRAME_SHARE * total and n > 1]
    known = own.split()
    if total >= FRAME_CASES:
        found = [*listed, *(f for f in known if f in BY_KNOWLEDGE)]
    else:
        found = [*known, *(f for f in listed if known == [])]
    precision = figures(row)["precision"]
    clauses = dict(counted).get("clause", 0)
    if (
        precision is not None
        and figures(row)["count"] >= COMPLEMENT_COUNT
        and precision < COMPLEMENT_PRECISION
        and clauses >= COMPLEMENT_SHARE * max(total, 1)
    ):
        found.append("complement")
    return list(dict.fromkeys(found)) or ["clause"]


def phrase_frames(phrase: str, row: dict[str, str] | None) -> list[str]:
    """What stands after the phrase; its last preposition is part of it, so its content is an object then."""
    last = phrase.rsplit(" ", 1)[-1]
    found = frames("object" if last in PREPOSITIONS else "clause", row)
    return list(dict.fromkeys("object" if f in PREPOSITIONS and f == last else f for f in found))


def reporting() -> dict[str, Any]:
    """verbs, nouns, adjectives (lemma -> facts) and phrases (lemma -> facts with all forms)."""
    irregular, doubling = tables.verb_tables()
    counted = counts()
    verbs, nouns, phrases, adjectives = {}, {}, {}, {}
    for row in tables.read("reporting_verbs"):
        lemma, figure = row["lemma"], counted.get(("verb", row["lemma"]))
        verbs[lemma] = {
            "act": row["act"],
            "frames": frames(row["frames"], figure),
            "forms": verb_forms(lemma, irregular, doubling),
            "precision": figures(figure)["precision"],
            "by_form": form_precisions(figure),
        }
    for row in tables.read("reporting_nouns"):
        lemma, figure = row["lemma"], counted.get(("noun", row["lemma"]))
        nouns[lemma] = {
            "act": row["act"],
            "frames": frames(row["frames"], figure),
            "plural": plural(lemma),
            "precision": figures(figure)["precision"],
        }
    for row in tables.read("reporting_adjectives"):
        figure = counted.get(("adjective", row["lemma"]))
        adjectives[row["lemma"]] = {"act": row["act"], "precision": figures(figure)["precision"]}
    for row in tables.read("reporting_phrases"):
        phrase, words = row["phrase"], row["phrase"].split()
        forms = [phrase]
        if row["verb"]:
            at = words.index(row["verb"])
            inflected = verb_forms(row["verb"], irregular, doubling)
            forms = sorted(" ".join([*words[:at], form, *words[at + 1 :]]) for form in inflected)
        figure = counted.get(("phrase", phrase))
        phrases[phrase] = {
            "act": row["act"],
            "frames": phrase_frames(phrase, figure),
            "forms": forms,
            "precision": figures(figure)["precision"],
        }
    return {"verbs": verbs, "nouns": nouns, "adjectives": adjectives, "phrases": phrases}
