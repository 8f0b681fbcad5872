"""English inflection for the builders of the lists: verb forms, plurals. Irregular forms are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# The forms of an irregular verb: past forms, participles, both as tuples of spellings.
# Nouns in -man whose plural is in -mans.
PLAIN_MAN = frozenset(
    ("alabaman", "german", "human", "norman", "oklahoman", "ottoman", "roman", "shaman", "talisman")
)
IRREGULAR_PLURALS = (
    ("person", "people"),
    ("woman", "women"),
    ("man", "men"),
    ("child", "children"),
    ("wife", "wives"),
    ("thief", "thieves"),
    ("mother-in-law", "mothers-in-law"),
    ("father-in-law", "fathers-in-law"),
    ("sister-in-law", "sisters-in-law"),
    ("brother-in-law", "brothers-in-law"),
    ("alumnus", "alumni"),
    ("alumna", "alumnae"),
    ("sis", "ses"),
)
NOT_BRITISH = frozenset(("capsize", "downsize", "resize", "seize"))
Irregular = Mapping[str, tuple[Sequence[str], Sequence[str]]]


def _doubles(verb: str, doubling: frozenset[str]) -> bool:
    """Whether the last consonant doubles before -ed and -ing (``plan``, ``admit``)."""
    if verb in doubling:
        return True
    return bool(re.fullmatch(r"(qu|[^aeiou])*[aeiou][^aeiouwxy]", verb))


def _with_s(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh|[^aeiou]o)$", verb):
        return verb + "es"
    return verb + "s"


def _with_ing(verb: str, doubling: frozenset[str]) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not re.search(r"(ee|oe|ye)$", verb) and len(verb) > 2:
        return verb[:-1] + "ing"
    if verb.endswith("c"):
        return verb + "king"
    return verb + verb[-1] + "ing" if _doubles(verb, doubling) else verb + "ing"


def _with_ed(verb: str, doubling: frozenset[str]) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if verb.endswith("c"):
        return verb + "ked"
    return verb + verb[-1] + "ed" if _doubles(verb, doubling) else verb + "ed"


def verb_forms(lemma: str, irregular: Irregular, doubling: Mapping[str, str]) -> dict[str, str]:
    """Every form of ``lemma`` -> "base", "s", "past", "participle" or "ing".

    A form that is both past and participle ("said") is given as "past"; one that is also the base
    ("put") as "base". A prefixed irregular verb ("retell") needs a row of its own. ``doubling`` says
    which verbs of several syllables double their last consonant: "always" ("admitted") or "either"
    ("signaled", "signalled"). British spellings of -ize stand beside the American ones.
    """
    forms = _forms(lemma, irregular, frozenset(v for v, how in doubling.items() if how == "always"))
    if doubling.get(lemma) == "either":
        forms |= _forms(lemma, irregular, frozenset((lemma,)))
    if re.search(r"[a-z]{3}ize$", lemma) and lemma not in NOT_BRITISH:
        forms |= {re.sub(r"iz(e|es|ed|ing)$", r"is\1", form): kind for form, kind in forms.items()}
    return forms


def _forms(lemma: str, irregular: Irregular, doubling: frozenset[str]) -> dict[str, str]:
    if lemma == "be":
        rows = {"be": "base", "am": "s", "is": "s", "are": "s", "was": "past", "were": "past"}
        return {**rows, "been": "participle", "being": "ing"}
    special = {"have": "has", "do": "does", "go": "goes"}
    forms = {lemma: "base", special.get(lemma) or _with_s(lemma): "s"}
    past, participle = irregular.get(lemma, ((_with_ed(lemma, doubling),), ()))
    for form in past:
        forms.setdefault(form, "past")
    for form in participle:
        forms.setdefault(form, "participle")
    forms[_with_ing(lemma, doubling)] = "ing"
    return forms


def plural(noun: str) -> str:
    """The regular plural, and the few irregular ones that end nouns for people."""
    if noun not in PLAIN_MAN:
        for ending, changed in IRREGULAR_PLURALS:
            if noun.endswith(ending):
                return noun[: -len(ending)] + changed
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"(s|x|z|(?<!ar)ch|sh|hero|echo|veto)$", noun):
        return noun + "es"
    return noun + "s"
