"""The stage: everybody who can speak in a story, and where the text names each.

First those whom a list or the text names, then the names in front of lines of a play, then whoever speaks
under a role alone, last the narrator. Gender comes from titles, then pronouns nearby, then the first name,
each with its evidence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from attrs import evolve

from quoteattr.fiction.cast.addressed import called, titled
from quoteattr.fiction.cast.aliases import aliases_in
from quoteattr.fiction.cast.called import joined, other_name
from quoteattr.fiction.cast.labelled import with_labels
from quoteattr.fiction.cast.narrator import find_narrator
from quoteattr.fiction.cast.order import with_answered
from quoteattr.fiction.cast.spoken import spoken_in
from quoteattr.fiction.cast.tellers import named_tellers
from quoteattr.fiction.cast.unnamed import speaking_roles
from quoteattr.fiction.cast.values import Cast, Character, Mentions, Narrator, mentions_of
from quoteattr.fiction.places import Places
from quoteattr.fiction.places.called_by import Named
from quoteattr.fiction.places.listed import Place
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.names.gender import FICTION, decide, of_name
from quoteattr.stage_values import Profile, Segmented, Sentences
from quoteattr.text.tokens import paragraph_starts
from quoteattr.types import Gender

_PRONOUN_REACH = 25  # tokens behind a name in which "he" or "she" may be that name's
_STOPS = frozenset(".,;:!?…—–")
_ENDS = frozenset(".!?…")
_LATELY = 39  # names back to which somebody was named lately
_TIMES_LATELY = 3  # as much as being named at all
_SPELLED = 3  # times somebody is named in full before it says anything
_AGAIN = 0.3  # of them in a row


def gather(
    segmented: Segmented, sentences: Sentences, places: Places, turns: tuple[Turn, ...], profile: Profile
) -> Cast:
    """Everybody whom the list or the text names, or a cue alone."""
    pack = profile.pack
    people, named = _named(segmented, sentences, places, profile)
    phrases = _phrases(people, pack)
    if places.labels:
        named = with_labels(people, named, segmented, places.labels, pack, bool(profile.known))
    roles = speaking_roles(people, mentions_of(named), phrases, turns, segmented, sentences.inside, pack)
    mentions = mentions_of(named, roles)
    _show_genders(people, mentions, segmented, sentences, pack)
    spoken = spoken_in(turns, segmented, sentences.inside, people, mentions, pack)
    narrator = find_narrator(segmented, sentences, turns, people, mentions, spoken, places.labels, profile)
    teller = narrator.character
    other = other_name(people, mentions, sentences.inside, turns, spoken, teller, pack)
    if other >= 0:
        people, mentions, teller = joined(people, mentions, teller, other, pack)
        narrator = evolve(narrator, character=teller)
        spoken = spoken_in(turns, segmented, sentences.inside, people, mentions, pack)
    by_chapter = (
        named_tellers(segmented, people, turns, mentions, pack)
        if narrator.first_person and not narrator.name
        else ()
    )
    if teller < 0 and _says_i(narrator, turns):
        # nobody of the others: with the given name, what others say, or none
        teller = len(people)
        own = _is_unknown(narrator, by_chapter)
        calls = called(segmented, sentences.inside, turns, mentions.who_at, pack) if own else []
        people.append(_teller(segmented, narrator, calls, pack))
        if calls:
            narrator = evolve(narrator, character=teller)
            mentions = mentions_of([*named, *[(k, k + 1, teller) for k in calls]], roles)
            spoken = spoken_in(turns, segmented, sentences.inside, people, mentions, pack)
    cast = Cast(tuple(people), mentions, spoken, narrator, teller, by_chapter)
    aliases = aliases_in(segmented, sentences.inside, turns, cast, pack)
    told_by_i = {segmented.tokens.starts[turn.first] for turn in turns if turn.is_told_by_i}
    return with_answered(evolve(cast, aliases=aliases), profile.answers, told_by_i)


def _says_i(narrator: Narrator, turns: Sequence[Turn]) -> bool:
    return narrator.first_person or any(turn.is_told_by_i for turn in turns)


def _is_unknown(narrator: Narrator, by_chapter: Sequence[tuple[int, int]]) -> bool:
    """Whether an unknown "I" tells the whole story."""
    return narrator.first_person and not narrator.name and not narrator.rivals and not by_chapter


def _teller(segmented: Segmented, narrator: Narrator, calls: Sequence[int], pack: Pack) -> Character:
    """Whoever says "I", by the name that is given, or by that at the tokens where others call it so."""
    words = segmented.tokens.words
    if not calls:
        return Character(narrator.name, (narrator.name,) if narrator.name else ())
    first = next((k - 1 for k in calls if titled(words, k, pack) is not None), calls[0])
    name = words[calls[0]] if first == calls[0] else f"{words[first]} {words[first + 1]}"
    gender, evidence = of_name(name, pack, Counter(), FICTION)
    return Character(name, (name,), gender, evidence)


def _named(
    segmented: Segmented, sentences: Sentences, places: Places, profile: Profile
) -> tuple[list[Character], list[tuple[int, int, int]]]:
    """The characters who have a name, and (first token, last exclusive, character) of each place."""
    same = _bare_titles(places.people, sentences.inside, profile.pack)
    number = _numbers(places.people, same, profile.not_speakers)
    each = _one_each(places.found, segmented.tokens.words)
    chosen = [(first, last, number[who]) for first, last, who in each]
    votes = _pronoun_votes(segmented, sentences, chosen, profile.pack)
    people = [
        _character(places.people[k], votes.get(n, Counter()), profile.pack)
        for k, n in number.items()
        if k not in same
    ]
    return people, chosen


def _numbers(people: Sequence[Named], same: Mapping[int, int], barred: Container[str]) -> dict[int, int]:
    """Those of the people who are not ``barred`` -> their character; of whoever is the ``same`` as another,
    that one's."""
    kept = [k for k, one in enumerate(people) if one.name.casefold() not in barred]
    number = {k: n for n, k in enumerate([k for k in kept if k not in same])}
    return number | {k: number[who] for k, who in same.items() if k in kept and who in number}


def _bare_titles(people: Sequence[Named], inside: Sequence[int], pack: Pack) -> dict[int, int]:
    """A title used as a name -> the one named character who has it: "Miss" of “Yes, Miss” -> Miss Thorne. Not
    relatives' titles, nor one that the narration uses, "the General"."""
    bearers: dict[str, list[int]] = {}
    for k, one in enumerate(people):
        for title in {form.split()[0].lower().rstrip(".") for form in one.forms if " " in form}:
            bearers.setdefault(title, []).append(k)
    found = {
        k: bearers.get(one.name.lower(), []) for k, one in enumerate(people) if _is_bare(one, inside, pack)
    }
    return {k: owners[0] for k, owners in found.items() if len(owners) == 1}


def _is_bare(one: Named, inside: Sequence[int], pack: Pack) -> bool:
    """Whether somebody is addressed by a title, and has no other name."""
    title = one.name.lower()
    is_title = title in pack.titles and title not in pack.story.relative
    alone = one.known is None and len(one.forms) == 1
    return is_title and alone and all(inside[first] >= 0 for first, _ in one.places)


def _character(one: Named, votes: Counter[Gender], pack: Pack) -> Character:
    gender, evidence = one.gender, one.gender_evidence
    if gender is None:
        gender, evidence = of_name(one.name, pack, votes, FICTION)
    return Character(
        one.name, one.forms, gender, evidence, one.known, unnamed=one.extra, introduced=one.extra
    )


def _one_each(found: Sequence[Place], words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Each form with one of the people whom it fits: the one named most often by unshared forms, recent ones
    above all; not one whom the text always spells out."""
    total = Counter([owners[0] for _, _, owners in found if len(owners) == 1])
    shares = _spelled_out(found, words)
    sharing: dict[tuple[int, str], tuple[int, frozenset[int]]] = {}  # who is named most, and all whom it fits

    def named_lately(n: int, form: str, owners: tuple[int, ...]) -> int:
        key = (id(owners), form)
        if key not in sharing:
            left = _not_spelled_out(owners, form, shares)
            sharing[key] = (max(left, key=lambda who: (total[who], -who)), frozenset(left))
        most, all_of_them = sharing[key]
        before = [several[0] for _, _, several in found[max(0, n - _LATELY) : n] if len(several) == 1]
        lately = all_of_them.intersection(before)
        return max(
            lately | {most}, key=lambda who: (total[who] * (_TIMES_LATELY if who in lately else 1), -who)
        )

    return [
        (first, last, owners[0] if len(owners) == 1 else named_lately(n, "".join(words[first:last]), owners))
        for n, (first, last, owners) in enumerate(found)
    ]


def _spelled_out(found: Sequence[Place], words: Sequence[str]) -> dict[tuple[int, str], float]:
    """(character, first name) -> how often the full name follows the full name: near 1 for a Charles Hayter
    whom the text must tell from another Charles."""
    full: Counter[tuple[int, str]] = Counter()
    again: Counter[tuple[int, str]] = Counter()
    before: dict[int, tuple[str, int]] = {}  # the first name with which each was named last, and the place
    bare: dict[int, int] = {}  # the last place of those who share a form, by their tuple
    sharing: dict[int, list[int]] = {}  # those tuples of which each is a part
    for n, (first, last, owners) in enumerate(found):
        if len(owners) > 1:  # once for all of them: they may be thousands, and the form as frequent
            if id(owners) not in bare:
                _share(owners, sharing)
            bare[id(owners)] = n
            continue
        for who in owners:
            name = words[first] if last - first > 1 else ""
            told, place = before.get(who, ("", n))
            full[who, name] += 1
            again[who, name] += told == name and all(bare[k] < place for k in sharing.get(who, ()))
            before[who] = (name, n)
    return {one: again[one] / times for one, times in full.items() if times >= _SPELLED}


def _share(owners: tuple[int, ...], sharing: dict[int, list[int]]) -> None:
    for who in owners:
        sharing.setdefault(who, []).append(id(owners))


def _not_spelled_out(
    owners: tuple[int, ...], form: str, shares: Mapping[tuple[int, str], float]
) -> Sequence[int]:
    """The owners of a form without those whose whole names stand for it far more often than another's."""
    most = max(_AGAIN, 2 * min([shares.get((who, form), 1.0) for who in owners]))
    return [who for who in owners if shares.get((who, form), 0.0) <= most]


def _pronoun_votes(
    segmented: Segmented, sentences: Sentences, named: Sequence[tuple[int, int, int]], pack: Pack
) -> dict[int, Counter[Gender]]:
    """How often he or she follows a character's name in the narration, nobody else named between: by pronouns
    that can hardly be another's, or, where there are none, by others."""
    votes: tuple[dict[int, Counter[Gender]], dict[int, Counter[Gender]]] = {}, {}  # unsure, sure
    starts = paragraph_starts(segmented)
    ends = [first for first, _, _ in named[1:]] + [len(segmented.tokens.words)]
    for (first, last, who), following in zip(named, ends, strict=False):
        if sentences.inside[first] < 0:
            near = range(last, min(following, last + _PRONOUN_REACH, _paragraph_end(starts, last)))
            shown = _shown(segmented, sentences, near, pack)
            governed = segmented.tokens.classes[first - 1] & c.PREPOSITION  # "he said to Lou. He"
            if shown and not (shown[1] and governed):
                votes[shown[1]].setdefault(who, Counter())[shown[0]] += 1
    return votes[False] | votes[True]


def _show_genders(
    people: list[Character], mentions: Mentions, segmented: Segmented, sentences: Sentences, pack: Pack
) -> None:
    """Gives those without a name, whose role shows no gender, that of pronouns: "the owner ... she"."""
    asked = [
        k for k, one in enumerate(people) if one.unnamed and not (one.gender or one.group or one.passing)
    ]
    if not asked:
        return
    places = list(zip(mentions.firsts, mentions.lasts, mentions.who, strict=True))
    votes = _pronoun_votes(segmented, sentences, places, pack)
    for k in [k for k in asked if k in votes]:
        gender, evidence = decide((), votes[k], None, FICTION)
        people[k] = evolve(people[k], gender=gender, gender_evidence=evidence)


def _shown(segmented: Segmented, sentences: Sentences, near: range, pack: Pack) -> tuple[Gender, bool] | None:
    """What the first pronoun of the narration shows, if it is not somebody else's ("Helen told | him"), and
    whether it is surely the name's: "Helen raised her hand", "Helen came in. She"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    first = _first_pronoun(segmented, sentences, near, pack)
    if first < 0:
        return None
    facts, between = pack.pronouns[words[first].lower()], frozenset(words[near.start : first])
    gender: Gender = facts["gender"]
    owns = _has_noun(classes, first + 1)
    if facts["case"] == "object" and not owns and not between & _ENDS:
        return None
    if not between & (_STOPS | pack.story.clause_border.keys()):
        return gender, owns and not classes[first - 1] & c.PREPOSITION
    return gender, words[first].lower() in pack.story.subject and words[first - 1] in _ENDS


def _first_pronoun(segmented: Segmented, sentences: Sentences, near: range, pack: Pack) -> int:
    """The first pronoun of the narration that shows a gender, not in a shouted line; or -1."""
    tokens = segmented.tokens
    for i in near:
        if tokens.classes[i] & c.PRONOUN and sentences.inside[i] < 0 and not tokens.words[i].isupper():
            facts = pack.pronouns.get(tokens.words[i].lower())
            if facts is not None and facts["gender"]:
                return i
    return -1


def _has_noun(classes: Sequence[int], k: int) -> bool:
    """Whether a noun may stand at token ``k``: "her hand"."""
    return k < len(classes) and bool(classes[k] & c.WORD) and not classes[k] & (c.NOMINAL_STOP | c.ADVERB)


def _phrases(people: Sequence[Character], pack: Pack) -> dict[str, int]:
    """Small forms without articles, and titles ("doctor" of Dr. Pell) -> character, if only one has it; a
    title of several -> -1."""
    offices = pack.story.office
    posts = frozenset(offices.values())
    found: dict[str, list[int]] = {}
    for k, one in enumerate(people):
        for form in one.forms:
            title = form.split()[0].lower().rstrip(".")
            if title in offices and " " in form:
                found.setdefault(offices[title], []).append(k)
            found.setdefault(" ".join(plain_words(form, pack)), []).append(k)
    alone = {form: owners[0] for form, owners in found.items() if len(set(owners)) == 1}
    return {**dict.fromkeys(posts & found.keys(), -1), **alone}


def _paragraph_end(starts: Sequence[int], token: int) -> int:
    """The token behind the paragraph of a token."""
    return starts[bisect_right(starts, token - 1)]
