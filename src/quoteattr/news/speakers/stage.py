"""Canonical speakers out of the name mentions of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.names.folding import fold
from quoteattr.names.gender import GenderEvidence
from quoteattr.news.speakers.cluster import Cluster, cluster
from quoteattr.news.speakers.pronoun_votes import decide_gender
from quoteattr.stage_values import Profile, Reference, Roster, Segmented, Sentences
from quoteattr.types import Doubt, KnownSpeaker, Mention, Speaker

_LONGEST_ROLE = 10  # tokens of an apposition kept as a role


def make_roster(
    segmented: Segmented, sentences: Sentences, names: tuple[Reference, ...], profile: Profile
) -> Roster:
    """Everybody the text names, in order of first mention; the caller's known speakers merged in."""
    pack = profile.pack
    speakers: list[Speaker] = []
    speaker_of = [-1] * len(names)
    doubts: list[Doubt] = []
    barred = profile.not_speakers
    place_of: dict[KnownSpeaker, int] = {}
    more: dict[int, tuple[list[str], list[Mention]]] = {}  # of a speaker out of further clusters
    clusters = cluster(names, pack)
    genders = decide_gender(segmented, sentences, names, clusters, pack)
    shown: list[tuple[GenderEvidence, ...]] = []
    for one, (gender, evidence) in zip(clusters, genders, strict=True):
        forms = _forms(segmented, names, one)
        name = _canonical(forms, one, pack.first_names, pack.particles)
        if barred and (name.casefold() in barred or any(f.casefold() in barred for f in forms)):
            continue
        known = _known(profile, tuple(dict.fromkeys(forms)))
        known_one = known[0] if len(known) == 1 else None
        if len(known) > 1:
            who = " or ".join(k.name for k in known[:3])
            doubts.append(
                Doubt("two-known-speakers", names[one.members[0]].mention.span, f"{name} may be {who}")
            )
        same = place_of.get(known_one) if known_one is not None else None
        for n in one.members:
            speaker_of[n] = len(speakers) if same is None else same
        if same is not None:
            more_forms, more_mentions = more.setdefault(same, ([], []))
            more_forms += forms
            more_mentions += [names[n].mention for n in sorted(one.members)]
            continue
        if known_one is not None:
            place_of[known_one] = len(speakers)
        if known_one is not None and known_one.gender:
            gender, evidence = known_one.gender, (GenderEvidence("known-speaker"),)
        shown.append(evidence)
        roles = _roles(segmented, names, one) if one.kind == "person" else ()
        speakers.append(
            Speaker(
                id=f"s{len(speakers) + 1}",
                name=known_one.name if known_one else name,
                kind=known_one.kind if known_one else "person" if one.kind == "person" else "organization",
                aliases=tuple(
                    f for f in dict.fromkeys(forms) if f != (known_one.name if known_one else name)
                ),
                gender=gender,
                gender_evidence=tuple(part.sentence for part in evidence),
                roles=roles,
                known_id=known_one.known_id if known_one else None,
                mentions=tuple(_as_name(names[n].mention, one) for n in sorted(one.members)),
            )
        )
    for same, (forms, mentions) in more.items():
        speakers[same] = _merged(speakers[same], forms, mentions)
    return Roster(tuple(speakers), tuple(speaker_of), tuple(shown), tuple(doubts))


def _merged(speaker: Speaker, forms: list[str], mentions: list[Mention]) -> Speaker:
    """The speaker with the forms and mentions of other clusters that are the same known person."""
    aliases = dict.fromkeys([*speaker.aliases, *(form for form in forms if form != speaker.name)])
    everywhere = sorted([*speaker.mentions, *mentions], key=lambda mention: mention.span.start)
    return evolve(speaker, aliases=tuple(aliases), mentions=tuple(everywhere))


def _as_name(mention: Mention, one: Cluster) -> Mention:
    """The mention, a person's name whatever it looked like alone."""
    return evolve(mention, kind="name") if one.kind == "person" and mention.kind != "name" else mention


def _known(profile: Profile, forms: tuple[str, ...]) -> Sequence[KnownSpeaker]:
    return profile.known.match(forms, profile.pack) if profile.known is not None else ()


def _forms(segmented: Segmented, names: Sequence[Reference], one: Cluster) -> list[str]:
    """The name as it stands at each mention, titles and roles off."""
    return [segmented.text[h.start : h.end] for h in (names[n].mention.head for n in sorted(one.members))]


def _canonical(forms: list[str], one: Cluster, given: Container[str], particles: Mapping[str, str]) -> str:
    """The fullest form among those with the first name that is used most; then the most frequent."""
    counts = Counter(forms)
    if len(counts) == 1:
        return " ".join(forms[0].split())
    if one.kind == "organization":
        return " ".join(max(counts, key=lambda form: (form.count(" "), counts[form])).split())
    first_at = {form: n for n, form in reversed(list(enumerate(forms)))}
    firsts = Counter(form.split()[0] for form in forms if " " in form)

    # "Vander Plaats" is only the end of "Bob Vander Plaats"; "Jane Doe" is not the end of "Saint Jane Doe"
    tails = {end for end in (f.partition(" ")[2] for f in counts) if fold(end.partition(" ")[0]) not in given}

    def fullness(form: str) -> tuple[bool, bool, int, int, bool, int, int]:
        words = form.split()
        spelt = sum(1 for w in words if len(w.strip(".")) > 1)
        particle = fold(words[0]) not in given and particles.get(words[0].lower()) == "particle"
        whole = len(words) > 1 and form not in tails and not particle  # "De Blasio" of "Bill de Blasio"
        return (
            len(words) > 1,
            whole,
            firsts[words[0]],
            spelt,
            not form.isascii(),
            counts[form],
            -first_at[form],
        )

    return " ".join(max(counts, key=fullness).split())


def _roles(segmented: Segmented, names: Sequence[Reference], one: Cluster) -> tuple[str, ...]:
    """Role phrases in front of the name and in apposition behind it."""
    roles: dict[str, None] = {}
    for n in sorted(one.members):
        for role in names[n].roles:
            roles.setdefault(role)
        for behind in (_apposition(segmented, names[n].last), _constituency(segmented, names[n].last)):
            if behind:
                roles.setdefault(behind)
    return tuple(_without_repeats(roles))


def _without_repeats(roles: Iterable[str]) -> list[str]:
    """The roles, white space folded, each once whatever its capitals."""
    return list({" ".join(role.split()).casefold(): " ".join(role.split()) for role in roles}.values())


def _constituency(segmented: Segmented, i: int) -> str:
    """ "D-Vt." in "Sen. Doe (D-Vt.)", "Texas" in "Sen. Doe of Texas", token ``i`` being behind the name."""
    tokens = segmented.tokens
    words, classes = tokens.words, tokens.classes
    if i + 3 >= len(words):
        return ""
    if words[i] == "(" and "-" in words[i + 1] and capital(words[i + 1]):
        for k in (i + 2, i + 3):
            if words[k] == ")":
                return segmented.text[tokens.starts[i + 1] : tokens.ends[k - 1]]
    if words[i] == "of" and classes[i + 1] & c.PLACE and classes[i + 1] & c.CAPITAL:
        return words[i + 1]
    return ""


def _apposition(segmented: Segmented, i: int) -> str:
    """ "the mayor of Leeds" in "Doe, the mayor of Leeds, said", token ``i`` being the comma; else ""."""
    tokens = segmented.tokens
    words, classes = tokens.words, tokens.classes
    if i + 1 >= len(words) or words[i] != ",":
        return ""
    if not classes[i + 1] & (c.DETERMINER | c.ROLE | c.POSSESSIVE_PRONOUN | c.TITLE | c.DEMONYM):
        return ""
    last = i + 1
    while last < len(words) and last - i <= _LONGEST_ROLE and classes[last] & c.WORDLIKE:
        if classes[last] & (c.RELATIVE | c.HELPING_VERB):
            break
        last += 1
    if last >= len(words) or (words[last] not in (",", ".", "(", ";") and not classes[last] & c.RELATIVE):
        return ""
    if not any(classes[k] & c.ROLE_OR_TITLE for k in range(i + 1, last)):
        return ""
    return segmented.text[tokens.starts[i + 1] : tokens.ends[last - 1]]
