"""The characters of a novel and where the text names them.

With a list of known people the list decides; without one ``naming`` makes characters of the names. Gender
comes from titles, then pronouns nearby, then the first name, each with its evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from quoteattr.fiction.cast.joining import Named, find_named
from quoteattr.fiction.places.forms import find_forms, form_words, forms_of
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.known import KnownIndex
from quoteattr.stage_values import Segmented, Sentences
from quoteattr.types import Gender, KnownSpeaker

_ENOUGH = 2  # pronouns that must agree
_NO_NAME = c.DETERMINER | c.PRONOUN | c.PREPOSITION
_LATELY = 39  # mentions back in which who alone has a form is meant by a form that he shares
_PRONOUN_REACH = 25  # tokens behind a name in which "he" or "she" may be that name's

Place = tuple[int, int, tuple[int, ...]]
"""First token of a mention, last (exclusive), and the numbers of those whom it may name."""


@frozen
class Character:
    """Somebody in the story.

    ``name``        as the list or the text gives it, or the role of the ``unnamed`` ("the landlord").
    ``forms``       all forms of it.
    ``introduced``  whether a cue with this name means nobody else: "a porter" beside a list, "the Toad".
    ``role``        whether the unnamed has a post or a trade ("the porter", not "the man").
    ``group``       several people ("the boys"); ``members``: numbers of the characters who form it.
    """

    name: str
    forms: tuple[str, ...] = ()
    gender: Gender | None = None
    gender_evidence: tuple[str, ...] = ()
    known: KnownSpeaker | None = None
    unnamed: bool = False
    introduced: bool = False
    role: bool = False
    group: bool = False
    members: tuple[int, ...] = ()


@frozen(eq=False)
class Cast:
    """The characters and the columns of their mentions, in text order.

    Mention ``m`` stands at tokens ``firsts[m]`` to ``lasts[m]`` (end exclusive) and names character
    ``who[m]``. ``at`` gives the mention that starts at a token. ``phrases`` are lower-case forms of
    characters that a role names ("the coroner"), articles off.
    """

    characters: tuple[Character, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    who: tuple[int, ...]
    at: Mapping[int, int]
    phrases: Mapping[str, int]


def make_cast(segmented: Segmented, sentences: Sentences, pack: Pack, known: KnownIndex | None) -> Cast:
    """Everybody whom the text, or the list, names."""
    if known is not None and len(known):
        people, places = _from_list(segmented, known, pack)
        _add_unlisted(people, places, find_named(segmented, sentences, pack), pack)
    else:
        people, places = _from_names(segmented, sentences, pack)
    named = _one_each(places)
    firsts = tuple([place[0] for place in named])
    lasts = tuple([place[1] for place in named])
    who = tuple([place[2] for place in named])
    votes = _pronoun_votes(segmented, sentences, firsts, lasts, who, pack)
    people = [_with_gender(one, votes.get(k), pack) for k, one in enumerate(people)]
    at = {first: m for m, first in enumerate(firsts)}
    return Cast(tuple(people), firsts, lasts, who, at, _phrases(people, pack))


def without(cast: Cast, barred: frozenset[str]) -> Cast:
    """The cast without the characters whose name, in small letters, is ``barred``, and their mentions."""
    kept = [k for k, one in enumerate(cast.characters) if one.name.casefold() not in barred]
    if len(kept) == len(cast.characters):
        return cast
    number = {k: n for n, k in enumerate(kept)}
    places = [
        (first, last, number[who])
        for first, last, who in zip(cast.firsts, cast.lasts, cast.who, strict=True)
        if who in number
    ]
    firsts, lasts, who = zip(*places, strict=True) if places else ((), (), ())
    return Cast(
        tuple([cast.characters[k] for k in kept]),
        firsts,
        lasts,
        who,
        {first: m for m, first in enumerate(firsts)},
        {phrase: number[k] for phrase, k in cast.phrases.items() if k in number},
    )


def _from_names(
    segmented: Segmented, sentences: Sentences, pack: Pack
) -> tuple[list[Character], list[Place]]:
    people: list[Character] = []
    places: list[Place] = []
    for one in find_named(segmented, sentences, pack):
        owner = (len(people),)
        places.extend([(first, last, owner) for first, last in one.places])
        people.append(Character(one.name, one.forms, one.gender, _evidence(one)))
    places.sort()
    return people, places


def _evidence(one: Named) -> tuple[str, ...]:
    return (f"title {one.title}",) if one.gender else ()


# ------------------------------------------------------------------------------------ with a list


def _from_list(segmented: Segmented, known: KnownIndex, pack: Pack) -> tuple[list[Character], list[Place]]:
    speakers = known.speakers
    shorter = _shorter_forms(speakers, pack)
    people = [
        Character(
            one.name,
            tuple(dict.fromkeys((one.name, *one.aliases, *shorter.get(k, ())))),
            one.gender,
            ("the list",) if one.gender else (),
            one,
        )
        for k, one in enumerate(speakers)
    ]
    forms = forms_of([(k, form) for k, one in enumerate(people) for form in one.forms], pack)
    genders = [_with_gender(one, None, pack).gender for one in people]
    fitting: dict[tuple[int, str | None], tuple[int, ...]] = {}  # thousands may share a form
    places: list[Place] = []
    for first, last, owners in find_forms(forms, segmented.tokens):
        key = (id(owners), _title_gender(segmented, first, pack))
        if key not in fitting:
            fitting[key] = tuple([k for k in owners if key[1] is None or genders[k] in (None, key[1])])
        if fitting[key]:
            places.append((first, last, fitting[key]))
    return people, places


def _add_unlisted(people: list[Character], places: list[Place], named: Sequence[Named], pack: Pack) -> None:
    """Add those whom the list leaves out: cues name them, and no word of theirs is of anybody listed."""
    nicknames = pack.lists["nicknames"]
    taken = {token for first, last, _ in places for token in range(first, last)}
    listed = {word for one in people for form in one.forms for word in form_words(form, pack)}
    listed |= {other for word in listed for other in nicknames.get(word, ())}
    for one in named:
        words = {word for form in one.forms for word in form_words(form, pack)}
        if not one.says or words & listed - pack.lists["titles"].keys():
            continue
        if any(listed.intersection(nicknames.get(word, ())) for word in words):
            continue
        if any(first in taken or last - 1 in taken for first, last in one.places):
            continue
        owner = (len(people),)
        places.extend([(first, last, owner) for first, last in one.places])
        people.append(
            Character(one.name, one.forms, one.gender, _evidence(one), unnamed=True, introduced=True)
        )
    places.sort()


def _title_gender(segmented: Segmented, first: int, pack: Pack) -> str | None:
    """The gender that the title in front of a form shows, if one does."""
    words = segmented.tokens.words
    k = first - 2 if first > 1 and words[first - 1] == "." else first - 1
    facts = pack.lists["titles"].get(words[k].lower()) if k >= 0 and words[k][:1].isupper() else None
    return (facts["gender"] or None) if facts is not None else None


def _shorter_forms(speakers: Sequence[KnownSpeaker], pack: Pack) -> dict[int, tuple[str, ...]]:
    """Forms that the list leaves out: without the title, first names, surnames, Mr. and Miss with those."""
    titles = pack.lists["titles"]
    by_gender: dict[str, list[str]] = {}
    for word, gender in pack.story["prefix"].items():
        by_gender.setdefault(gender, []).append(word.capitalize())
    given: dict[tuple[str, ...], set[int]] = {}
    proposed: dict[str, dict[int, None]] = {}
    for k, one in enumerate(speakers):
        for name in (one.name, *one.aliases):
            given.setdefault(form_words(name, pack), set()).add(k)
            words = name.split()
            if not all(word[:1].isupper() for word in words) or words[0].lower() in pack.story["any-article"]:
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
        known = given.get(form_words(form, pack), set())
        # who is listed by that form has it alone, unless it is all that the list knows of him
        if known and (" " in form or any(speakers[k].aliases for k in known)):
            continue
        for k in owners:
            if k not in known:
                result.setdefault(k, []).append(form)
    return {k: tuple(forms) for k, forms in result.items()}


def _one_each(places: Sequence[Place]) -> list[tuple[int, int, int]]:
    """One character a mention: of those that share a form the one who was named last."""
    groups: list[Place] = []
    for first, last, owners in places:
        if groups and groups[-1][0] == first:
            groups[-1] = (first, groups[-1][1], groups[-1][2] + owners)
        elif not groups or first >= groups[-1][1]:
            groups.append((first, last, owners))
    total = Counter(owners[0] for _, _, owners in groups if len(owners) == 1)
    sharing: dict[int, tuple[int, frozenset[int]]] = {}  # of owners: who is named most, and all of them

    def named_lately(n: int, owners: tuple[int, ...]) -> int:
        if id(owners) not in sharing:
            most = max(owners, key=lambda who: (total[who], -who))
            sharing[id(owners)] = (most, frozenset(owners))
        most, all_of_them = sharing[id(owners)]
        before = [several[0] for _, _, several in groups[max(0, n - _LATELY) : n] if len(several) == 1]
        lately = all_of_them.intersection(before)
        return max(lately | {most}, key=lambda who: (total[who] * (3 if who in lately else 1), -who))

    return [
        (first, last, owners[0] if len(owners) == 1 else named_lately(n, owners))
        for n, (first, last, owners) in enumerate(groups)
    ]


# ------------------------------------------------------------------------------------------ gender


def _pronoun_votes(
    segmented: Segmented,
    sentences: Sentences,
    firsts: Sequence[int],
    lasts: Sequence[int],
    who: Sequence[int],
    pack: Pack,
) -> dict[int, Counter[Gender]]:
    """How often he or she follows a character's name in the narration, nobody else named between."""
    words, classes, inside = segmented.tokens.words, segmented.tokens.classes, sentences.inside
    pronouns = pack.lists["pronouns"]
    votes: dict[int, Counter[Gender]] = {}
    count = len(firsts)
    for m in range(count):
        at = lasts[m]
        if inside[firsts[m]] >= 0:
            continue
        end = min(firsts[m + 1] if m + 1 < count else len(words), at + _PRONOUN_REACH)
        for i in range(at, end):
            bits = classes[i]
            if bits & c.PRONOUN and inside[i] < 0:
                facts = pronouns.get(words[i].lower())
                gender = facts["gender"] if facts is not None else None
                if gender in ("female", "male"):
                    votes.setdefault(who[m], Counter())[gender] += 1
                    break
    return votes


def _with_gender(one: Character, votes: Counter[Gender] | None, pack: Pack) -> Character:
    if one.gender is not None:
        return one
    female, male = (votes["female"], votes["male"]) if votes else (0, 0)
    words = [word.lower() for word in one.name.split()]
    by_title = next((pack.lists["titles"][w]["gender"] for w in words[:1] if w in pack.lists["titles"]), None)
    if by_title:
        return evolve(one, gender=by_title, gender_evidence=(f"title {one.name.split()[0]}",))
    by_noun = pack.lists["roles"].get(words[-1]) if words else None
    if by_noun in ("female", "male"):
        return evolve(one, gender=by_noun, gender_evidence=(f"noun {words[-1]}",))
    if max(female, male) >= _ENOUGH and max(female, male) >= 2 * min(female, male):
        gender: Gender = "female" if female > male else "male"
        return evolve(one, gender=gender, gender_evidence=(f"{max(female, male)} pronouns nearby",))
    facts = pack.lists["first_names"].get(words[0]) if words else None
    if facts is not None and facts[0] in ("f", "m"):
        return evolve(
            one, gender="female" if facts[0] == "f" else "male", gender_evidence=(f"first name {words[0]}",)
        )
    return one


def _phrases(people: Sequence[Character], pack: Pack) -> dict[str, int]:
    """Small forms without articles, and titles ("doctor" of Dr. Pell) -> character, if only one has it."""
    offices = pack.story["office"]
    found: dict[str, list[int]] = {}
    for k, one in enumerate(people):
        for form in one.forms:
            title = form.split()[0].lower().rstrip(".")
            if title in offices and " " in form:
                found.setdefault(offices[title], []).append(k)
            found.setdefault(" ".join(form_words(form, pack)), []).append(k)
    return {form: owners[0] for form, owners in found.items() if len(set(owners)) == 1}
