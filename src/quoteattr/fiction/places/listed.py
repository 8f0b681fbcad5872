"""The people of a list and where their names stand in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quoteattr.fiction.places.called_by import Named
from quoteattr.fiction.places.forms import find_forms, forms_of
from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.names.gender import FICTION, GenderEvidence, of_name
from quoteattr.stage_values import Segmented
from quoteattr.types import Gender, KnownSpeaker

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
    return people, list(_places(segmented, people, pack))


def _places(segmented: Segmented, people: Sequence[Named], pack: Pack) -> Iterator[Place]:
    """The places of the forms, each with those whose gender no title in front of it excludes."""
    forms = forms_of([(k, form) for k, one in enumerate(people) for form in one.forms], pack)
    genders = [one.gender or of_name(one.name, pack, {}, FICTION)[0] for one in people]
    fitting: dict[tuple[int, Gender | None], tuple[int, ...]] = {}  # thousands may share a form
    for first, last, owners in find_forms(forms, segmented.tokens):
        shown = _title_gender(segmented, first, pack)
        key = (id(owners), shown)
        if key not in fitting:
            fitting[key] = tuple([k for k in owners if not shown or genders[k] in (None, shown)])
        if fitting[key]:
            yield first, last, fitting[key]


def unlisted(
    listed: Sequence[Named], places: Sequence[Place], named: Sequence[Named], pack: Pack
) -> list[Named]:
    """Those of ``named`` whom the list leaves out: a cue names them, with no word of the list."""
    taken = {token for first, last, _ in places for token in range(first, last)}
    words = _words(listed, pack)
    words |= {other for word in words for other in pack.nicknames.get(word, ())}

    def is_new(one: Named) -> bool:
        return not _shares_word(one, words, pack) and taken.isdisjoint(
            [token for first, last in one.places for token in (first, last - 1)]
        )

    return [one for one in named if one.says and is_new(one)]


def _shares_word(one: Named, words: set[str], pack: Pack) -> bool:
    """Whether a name has one of the ``words``, or one that may be short for it; titles do not count."""
    own = _words((one,), pack)
    if own & words - pack.titles.keys():
        return True
    return any(not words.isdisjoint(pack.nicknames.get(word, ())) for word in own)


def _words(people: Iterable[Named], pack: Pack) -> set[str]:
    return {word for one in people for form in one.forms for word in plain_words(form, pack)}


def _title_gender(segmented: Segmented, first: int, pack: Pack) -> Gender | None:
    """The gender that the title in front of a form shows, if one does."""
    words = segmented.tokens.words
    k = first - 2 if first > 1 and words[first - 1] == "." else first - 1
    facts = pack.titles.get(words[k].lower()) if k >= 0 and capital(words[k]) else None
    return facts["gender"] if facts is not None else None


def _shorter_forms(speakers: Sequence[KnownSpeaker], pack: Pack) -> dict[int, list[str]]:
    """Forms that the list leaves out: without the title, first names, surnames, Mr. and Miss with those."""
    given: dict[tuple[str, ...], set[int]] = {}
    proposed: dict[str, dict[int, None]] = {}
    prefixes = _prefixes(pack)
    for k, one in enumerate(speakers):
        for name in (one.name, *one.aliases):
            given.setdefault(plain_words(name, pack), set()).add(k)
            for form in _shortened(name, prefixes.get(one.gender or "", ()), pack):
                proposed.setdefault(form, {})[k] = None
    result: dict[int, list[str]] = {}
    for form, owners in proposed.items():
        known = given.get(plain_words(form, pack), set())
        # a form that the list itself gives belongs to that person only, unless the person has no other form
        taken = known and (" " in form or any(speakers[k].aliases for k in known))
        if not taken and _can_name(form, pack):
            for k in owners.keys() - known:
                result.setdefault(k, []).append(form)
    return result


def _can_name(form: str, pack: Pack) -> bool:
    if len(form) < 3 or form.casefold() in pack.titles:
        return False
    return not pack.classes[form.split()[0]] & _NO_NAME


def _prefixes(pack: Pack) -> dict[str, list[str]]:
    """Gender -> the titles that everybody of that gender may have."""
    found: dict[str, list[str]] = {}
    for word, gender in pack.story.prefix.items():
        found.setdefault(gender, []).append(word.capitalize())
    return found


def _shortened(name: str, prefixes: Sequence[str], pack: Pack) -> list[str]:
    """The shorter forms of one name; "Mrs. Dane" has none."""
    words = name.split()
    if not all(map(capital, words)) or words[0].lower() in pack.story.any_article:
        return []
    title = pack.titles.get(words[0].lower()) if len(words) > 1 else None
    if title is not None and len(words) == 2:
        return [words[1]] if title["gender"] != "female" else []
    bare = words if title is None else words[1:]
    forms = [" ".join(bare), bare[0], bare[-1]]
    return forms + [f"{prefix} {bare[n]}" for prefix in prefixes for n in (0, -1)]
