"""The people of a list and where their names stand in the text."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.fiction.places.forms import find_forms, forms_of
from quoteattr.fiction.places.joining import Named
from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.names.gender import FICTION, GenderEvidence, of_name
from quoteattr.stage_values import Segmented
from quoteattr.types import KnownSpeaker

_NO_NAME = c.DETERMINER | c.PRONOUN | c.PREPOSITION

Place = tuple[int, int, tuple[int, ...]]
"""First token of a name, last (exclusive), and the numbers of those whom it may name."""


def find_listed(
    segmented: Segmented, speakers: Sequence[KnownSpeaker], pack: Pack
) -> tuple[list[Named], list[Place]]:
    """The people of the list, each with all forms of the name, and the places that may name them."""
    shorter = _shorter_forms(speakers, pack)
    people = []
    for k, one in enumerate(speakers):
        forms = tuple(dict.fromkeys((one.name, *one.aliases, *shorter.get(k, ()))))
        evidence = (GenderEvidence("list"),) if one.gender else ()
        people.append(Named(one.name, forms, one.gender, evidence, known=one))
    forms_found = find_forms(
        forms_of([(k, form) for k, one in enumerate(people) for form in one.forms], pack), segmented.tokens
    )
    genders = [one.gender or of_name(one.name, pack, {}, FICTION)[0] for one in people]
    fitting: dict[tuple[int, str | None], tuple[int, ...]] = {}  # thousands may share a form
    places: list[Place] = []
    for first, last, owners in forms_found:
        key = (id(owners), _title_gender(segmented, first, pack))
        if key not in fitting:
            fitting[key] = tuple([k for k in owners if key[1] is None or genders[k] in (None, key[1])])
        if fitting[key]:
            places.append((first, last, fitting[key]))
    return people, places


def unlisted(
    listed: Sequence[Named], places: Sequence[Place], named: Sequence[Named], pack: Pack
) -> list[Named]:
    """Those of ``named`` whom the list leaves out: a cue names them, with no word of the list."""
    nicknames = pack.nicknames
    taken = {token for first, last, _ in places for token in range(first, last)}
    words_listed = {word for one in listed for form in one.forms for word in plain_words(form, pack)}
    words_listed |= {other for word in words_listed for other in nicknames.get(word, ())}
    found = []
    for one in named:
        words = {word for form in one.forms for word in plain_words(form, pack)}
        if not one.says or words & words_listed - pack.titles.keys():
            continue
        if any(words_listed.intersection(nicknames.get(word, ())) for word in words):
            continue
        if any(first in taken or last - 1 in taken for first, last in one.places):
            continue
        found.append(one)
    return found


def _title_gender(segmented: Segmented, first: int, pack: Pack) -> str | None:
    """The gender that the title in front of a form shows, if one does."""
    words = segmented.tokens.words
    k = first - 2 if first > 1 and words[first - 1] == "." else first - 1
    facts = pack.titles.get(words[k].lower()) if k >= 0 and capital(words[k]) else None
    return (facts["gender"] or None) if facts is not None else None


def _shorter_forms(speakers: Sequence[KnownSpeaker], pack: Pack) -> dict[int, tuple[str, ...]]:
    """Forms that the list leaves out: without the title, first names, surnames, Mr. and Miss with those."""
    titles = pack.titles
    by_gender: dict[str, list[str]] = {}
    for word, gender in pack.story["prefix"].items():
        by_gender.setdefault(gender, []).append(word.capitalize())
    given: dict[tuple[str, ...], set[int]] = {}
    proposed: dict[str, dict[int, None]] = {}
    for k, one in enumerate(speakers):
        for name in (one.name, *one.aliases):
            given.setdefault(plain_words(name, pack), set()).add(k)
            words = name.split()
            if not all(map(capital, words)) or words[0].lower() in pack.story["any-article"]:
                continue
            title = titles.get(words[0].lower()) if len(words) > 1 else None
            bare = words[1:] if title is not None else words
            if title is None or title["gender"] != "female" or len(bare) > 1:
                forms = [" ".join(bare), bare[0], bare[-1]]
            else:
                forms = []
            prefixes = by_gender.get(one.gender or "", ()) if title is None or len(bare) > 1 else ()
            forms += [f"{prefix} {bare[n]}" for prefix in prefixes for n in (0, -1)]
            for form in forms:
                proposed.setdefault(form, {})[k] = None
    result: dict[int, list[str]] = {}
    for form, owners in proposed.items():
        if len(form) < 3 or form.casefold() in titles or pack.classes[form.split()[0]] & _NO_NAME:
            continue
        known = given.get(plain_words(form, pack), set())
        # who is listed by that form has it alone, unless it is all that the list knows of him
        if known and (" " in form or any(speakers[k].aliases for k in known)):
            continue
        for k in owners:
            if k not in known:
                result.setdefault(k, []).append(form)
    return {k: tuple(forms) for k, forms in result.items()}
