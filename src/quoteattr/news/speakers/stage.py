"""Canonical speakers out of the name mentions of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.news import RosterWords
from quoteattr.names.folding import fold
from quoteattr.names.gender import Shown
from quoteattr.news.mentions.presented import says
from quoteattr.news.speakers.cluster import cluster
from quoteattr.news.speakers.identity import Identity, link_short_forms
from quoteattr.news.speakers.namesakes import with_own_gender
from quoteattr.news.speakers.prominence import Cluster
from quoteattr.news.speakers.pronoun_votes import decide_gender
from quoteattr.stage_values import UTTERING, Profile, Reference, Roster, Segmented, Sentences, Tokens
from quoteattr.text.escapes import plain
from quoteattr.types import Doubt, KnownKind, Mention, Speaker

_LONGEST_APPOSITION = 24  # tokens between a name and its verb
_LONGEST_TOLD = 4  # words of "murdered student" in front of a name
_LONGEST_ROLE = 10  # tokens of an apposition kept as a role
_OPENS_ROLE = c.DETERMINER | c.ROLE | c.POSSESSIVE_PRONOUN | c.TITLE | c.DEMONYM
_CLAUSE = c.RELATIVE | c.SUBORDINATOR
_ENDS_ROLE = c.RELATIVE | c.HELPING_VERB | c.SUBORDINATOR  # "a fisherman | since he was 14"


def make_roster(
    segmented: Segmented, sentences: Sentences, names: tuple[Reference, ...], profile: Profile
) -> Roster:
    """Everybody the text names, in order of first mention; the caller's known speakers merged in."""
    identities = _identities(segmented, sentences, names, profile)
    same: dict[object, list[Identity]] = {}
    for one in identities:
        same.setdefault(one.known or one, []).append(one)  # one that is unknown is only equal to itself
    groups = list(same.values())
    return Roster(
        tuple([_speaker(segmented, number, alike, profile.pack) for number, alike in enumerate(groups)]),
        _speaker_of(len(names), groups),
        tuple([alike[0].gender[1] for alike in groups]),
        tuple([_doubt(names, one) for one in identities if len(one.matches) > 1]),
    )


def _speaker_of(count: int, groups: list[list[Identity]]) -> tuple[int | None, ...]:
    """For each of ``count`` names the number of the group whose identities have it, or None."""
    found: list[int | None] = [None] * count
    for number, alike in enumerate(groups):
        for n in (n for one in alike for n in one.cluster.members):
            found[n] = number
    return tuple(found)


def _identities(
    segmented: Segmented, sentences: Sentences, names: tuple[Reference, ...], profile: Profile
) -> list[Identity]:
    """What each cluster shows, but for those whose name is barred as a speaker's."""
    tokens, barred = segmented.tokens, profile.not_speakers
    names = with_own_gender(tokens, names, profile.pack)
    clusters = cluster(
        names, profile.pack, _short_forms(tokens, names), _speaking(tokens, names, profile.pack)
    )
    genders = decide_gender(segmented, sentences, names, clusters, profile.pack)
    rows = zip(clusters, genders, strict=True)
    found = [_identity(segmented, names, one, gender, profile) for one, gender in rows]
    if profile.known is not None:
        link_short_forms(found, profile.known, profile.pack)
    return [one for one in found if barred.isdisjoint([form.casefold() for form in (one.name, *one.forms)])]


def _speaking(tokens: Tokens, names: tuple[Reference, ...], pack: Pack) -> frozenset[int]:
    """The names beside a reporting verb, and those that open a sentence with an apposition behind them: "Ana
    Roe, mother of Bo Roe, said"."""
    classes, end = tokens.classes, len(tokens.classes)
    return frozenset(
        n
        for n, one in enumerate(names)
        if (one.first and says(tokens.words[one.first - 1], pack) and not _goes_on(classes, one.last))
        or (one.last < end and (_utters(tokens, one, pack) or _opens(tokens, one)))
        or _is_in_commas(tokens, one)
    )


def _utters(tokens: Tokens, one: Reference, pack: Pack) -> bool:
    """Whether a verb behind the name says or writes something (not "loved"), and the name speaks."""
    i = one.last
    forms = pack.verb_forms.get(tokens.words[i], ()) if tokens.classes[i] & c.REPORTING_VERB else ()
    says_so = any(pack.reporting["verbs"][lemma]["act"] in UTTERING for lemma, _ in forms)
    return says_so and not _is_told_of(tokens, one)


def _is_in_commas(tokens: Tokens, one: Reference) -> bool:
    """Whether the name stands between commas in front of a verb of saying: "his aunt, | Ana Roe |, said"."""
    if not one.first or one.last + 1 >= len(tokens.words):
        return False
    between = tokens.words[one.first - 1] == "," == tokens.words[one.last]
    return between and bool(tokens.classes[one.last + 1] & c.REPORTING_VERB)


def _goes_on(classes: Sequence[int], i: int) -> bool:
    """Whether what somebody does stands at token ``i``, of whom another spoke: "they said Ana Roe | was"."""
    behind = sum(classes[i : i + 1])
    return bool(behind & c.WORD) and not behind & (c.PREPOSITION | c.ADVERB | c.CAPITAL | c.CONJUNCTION)


def _is_told_of(tokens: Tokens, one: Reference) -> bool:
    """Whether a name, with what is told of it, ends a phrase whose head speaks: "the
    father of murdered student | Ana Roe | said"."""
    before = tokens.classes[max(0, one.first - _LONGEST_TOLD) : one.first]
    if before and before[-1] & c.PREPOSITION:
        return True
    told = before and before[-1] & c.ROLE and all(bits & c.WORD for bits in before)
    return bool(told) and any(bits & c.PREPOSITION for bits in before)


def _opens(tokens: Tokens, one: Reference) -> bool:
    """Whether a name opens a sentence, or does so behind one word and a comma, and what follows it between
    commas ends before a verb of saying."""
    if tokens.words[one.last] != "," or not _says_behind(tokens, one.last + 1):
        return False
    first = one.first - 2 if one.first > 1 and tokens.words[one.first - 1] == "," else one.first
    before = tokens.words[first - 1] if first > 0 else "."
    return before != "," and (first <= 0 or not tokens.classes[first - 1] & c.WORDLIKE)


def _says_behind(tokens: Tokens, i: int) -> bool:
    """Whether a verb of saying follows the first comma from token ``i`` on that one follows: "34, | said"."""
    end = min(len(tokens.words) - 1, i + _LONGEST_APPOSITION)
    while i < end and not tokens.classes[i] & c.TERMINATOR:
        if tokens.words[i] == "," and tokens.classes[i + 1] & c.REPORTING_VERB:
            return True
        i += 1
    return False


def _short_forms(tokens: Tokens, names: tuple[Reference, ...]) -> dict[int, int]:
    """Number of an organisation's letters in parentheses -> the name in front: "Doe Safety Office (DSO)"."""
    found = {}
    for n, (full, short) in enumerate(pairwise(names), start=1):
        beside = full.last + 1 == short.first and tokens.words[full.last] == "("
        letters = len(short.name) == 1 and tokens.classes[short.first] & c.UPPER
        if beside and letters and full.mention.kind == "organization" and len(full.name) > 1:
            found[n] = n - 1
    return found


def _identity(
    segmented: Segmented, names: tuple[Reference, ...], one: Cluster, shown: Shown, profile: Profile
) -> Identity:
    pack, known = profile.pack, profile.known
    mentions = [names[n] for n in sorted(one.members)]
    forms = [_form(segmented.text, reference) for reference in mentions]
    name = _canonical(forms, one, pack)
    matches = known.match(tuple(dict.fromkeys(forms)), pack) if known is not None else ()
    return Identity(one, mentions, forms, name, matches, shown)


def _form(text: str, reference: Reference) -> str:
    """The name, titles and roles off; with the surname that the next name has for both."""
    head = reference.mention.head
    form = " ".join(plain(text[head.start : head.end]).text.split())  # "Ann&nbsp;Roe"
    form = form if "(" in form else form.replace(")", "")  # "(Jane) Doe"
    return f"{form} {reference.surname}" if reference.surname else form


def _doubt(names: tuple[Reference, ...], one: Identity) -> Doubt:
    who = " or ".join(known.name for known in one.matches[:3])
    return Doubt("two-known-speakers", names[one.cluster.members[0]].mention.span, f"{one.name} may be {who}")


def _speaker(segmented: Segmented, number: int, alike: list[Identity], pack: Pack) -> Speaker:
    """The speaker out of one cluster, or out of all that are the same known speaker."""
    first, *others = alike
    known = first.known
    name = known.name if known else first.name
    kind = first.cluster.kind
    roles = _roles(segmented, first.mentions, pack.words.rosters) if kind == "person" else ()
    gender, evidence = first.gender
    mentions = [_as_name(reference.mention, kind) for reference in first.mentions]
    mentions += [reference.mention for other in others for reference in other.mentions]
    return Speaker(
        id=f"s{number + 1}",
        name=name,
        kind=known.kind if known else kind,
        aliases=tuple(dict.fromkeys(form for one in alike for form in one.forms if form != name)),
        gender=gender,
        gender_evidence=tuple([part.sentence for part in evidence]),
        roles=roles,
        known_id=known.known_id if known else None,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span.start)),
    )


def _as_name(mention: Mention, kind: KnownKind) -> Mention:
    """The mention; a person's is a name, whatever it looked like alone."""
    return evolve(mention, kind="name") if kind == "person" and mention.kind != "name" else mention


def _canonical(forms: list[str], one: Cluster, pack: Pack) -> str:
    """The fullest form among those with the first name that is used most; then the most frequent."""
    given, particles = pack.first_names, pack.particles
    if len(set(forms)) == 1:
        return " ".join(forms[0].split())
    counts = Counter(forms)
    if one.kind == "organization":
        return " ".join(max(counts, key=lambda form: (form.count(" "), counts[form])).split())
    first_at = {form: n for n, form in reversed(list(enumerate(forms)))}
    firsts = Counter(form.split()[0] for form in forms if " " in form)

    parts = {part for form in counts for part in _parts_of(form.split(), given)}

    def fullness(form: str) -> tuple[bool, bool, bool, int, int, bool, int, int]:
        words = form.split()
        ordinary = fold(words[0]) in pack.common and fold(words[0]) not in pack.titles and "." not in words[0]
        named = fold(words[0]) in given or not ordinary  # no "Derelict Doe"
        spelt = sum(1 for w in words if len(w.strip(".")) > 1)
        particle = fold(words[0]) not in given and particles.get(words[0].lower()) == "particle"
        several = len(words) > 1
        whole = several and form not in parts and not particle  # "De Blasio" of "Bill de Blasio"
        foreign = not form.isascii()  # "José Díaz" before "Jose Diaz"
        return (
            named or fold(words[0]) in pack.titles,
            several,
            whole,
            firsts[words[0]],
            spelt,
            foreign,
            counts[form],
            -first_at[form],
        )

    return " ".join(max(counts, key=fullness).split())


def _parts_of(words: list[str], given: Container[str]) -> Iterator[str]:
    """The forms that are but a part of a longer name: "Vander Plaats", "Bob Vander" of "Bob Vander Plaats";
    but "Jane Doe" is not the end of "Saint Jane Doe"."""
    if len(words) > 2:
        yield " ".join(words[:-1])
        if fold(words[0]) in given or fold(words[1]) not in given:
            yield " ".join(words[1:])


def _roles(segmented: Segmented, mentions: list[Reference], lists: RosterWords) -> tuple[str, ...]:
    """Role phrases in front of the name and in apposition behind it, each once whatever its capitals."""
    roles: list[str] = []
    for reference in mentions:
        roles += reference.roles
        roles += (_apposition(segmented, reference.last), _constituency(segmented, reference.last, lists))
    once = [" ".join(role.split()) for role in dict.fromkeys(roles) if role]
    return tuple({role.casefold(): role for role in once}.values())


def _constituency(segmented: Segmented, i: int, lists: RosterWords) -> str:
    """ "D-Vt." in "Sen. Doe (D-Vt.)" or "Doe, D-Vt.,", "Texas" in "Sen. Doe of Texas", token ``i`` being
    behind the name."""
    tokens = segmented.tokens
    words = tokens.words
    if i + 3 >= len(words):
        return ""
    first, bits = words[i + 1], tokens.classes[i + 1]
    if words[i] in lists.of:
        return first if bits & c.PLACE and bits & c.CAPITAL else ""
    if words[i] == "(" and "-" in first and capital(first) and ")" in words[i + 2 : i + 4]:
        end = words.index(")", i + 2)
        return segmented.text[tokens.starts[i + 1] : tokens.ends[end - 1]]
    return first if words[i] == "," and _is_party(first) else ""


def _is_party(word: str) -> bool:
    """Whether a word is a party and a place: "D-Vt"."""
    return word[1:2] == "-" and capital(word)


def _apposition(segmented: Segmented, i: int) -> str:
    """ "the mayor of Leeds" in "Doe, the mayor of Leeds, said", token ``i`` being the comma; else ""."""
    tokens, first = segmented.tokens, i + 1
    if first >= len(tokens.words) or tokens.words[i] != "," or not tokens.classes[first] & _OPENS_ROLE:
        return ""
    last = _apposition_end(tokens, first)
    closed = tokens.words[last] in (",", ".", "(", ";") or tokens.classes[last] & _CLAUSE
    if not closed or not any(bits & c.ROLE_OR_TITLE for bits in tokens.classes[first:last]):
        return ""
    return segmented.text[tokens.starts[first] : tokens.ends[last - 1]]


def _apposition_end(tokens: Tokens, first: int) -> int:
    """The first token from ``first`` on that is no word of a role, or the last that is looked at."""
    near = range(first, min(len(tokens.words), first + _LONGEST_ROLE + 1))
    for k in near:
        if tokens.classes[k] & _ENDS_ROLE or not tokens.classes[k] & c.WORDLIKE:
            return k
    return near[-1]
