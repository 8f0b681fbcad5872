"""Names of people and organisations out of runs of capitalised words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.adjectives import without_adjectives
from quoteattr.news.mentions.apposed import relation
from quoteattr.news.mentions.families import shared_surnames, with_surnames
from quoteattr.news.mentions.handles import with_handles
from quoteattr.news.mentions.institutions import Run
from quoteattr.news.mentions.kin import kin_surnames
from quoteattr.news.mentions.kinds import settle
from quoteattr.news.mentions.known_names import with_known
from quoteattr.news.mentions.persons import verdict
from quoteattr.news.mentions.presented import is_relative, opens_as_participle, stands_as_name
from quoteattr.news.mentions.references import reference_of
from quoteattr.news.mentions.runs import capital_runs
from quoteattr.news.mentions.single_words import introduced, is_two_syllables, names_nobody
from quoteattr.news.mentions.titles import has_role_before, split_title
from quoteattr.stage_values import Profile, Reference, Segmented, Sentences, Tokens
from quoteattr.types import Gender, MentionKind

_FAMILY_FIRST = 2  # words of "Lo Kin-hei"
_LONGEST_TITLE = 8  # words
_LISTED = ("media", "organization")  # of the kinds of listed organisations: those that have names
_PAIR = 2  # words of a first name and a surname
_NO_SURNAME = c.PLACE | c.DEMONYM | c.ORGANIZATION | c.ROLE_OR_TITLE | c.GROUP
_NOBODY = c.PLACE | c.DEMONYM | c.CALENDAR | c.ROLE_OR_TITLE | c.GROUP
_ENDS_ROLE = c.NOMINAL_STOP | c.DETERMINER | c.PRONOUN | c.REPORTING_VERB | c.ADVERB
_LONGEST_ROLE = 5  # words of a role in small letters in front of a name
Name = tuple[str, ...]
Unread = tuple[int, list[int], bool]
"""Where it stands among the mentions, its tokens, and whether its capital says anything."""


def find_names(segmented: Segmented, sentences: Sentences, profile: Profile) -> tuple[Reference, ...]:
    """Every mention by a proper name: personal names with their titles and roles, organisations.

    Kind "name" is a person's, "organization" anything else that can speak. Text order. Names of people
    whom the caller knows are found in any script and any case.
    """
    found = _capitalised_names(segmented, sentences, profile.pack)
    found = without_adjectives(segmented, sentences, found, profile.pack)
    found = with_handles(segmented, sentences, found, profile.pack)
    return with_known(segmented, found, profile.known, profile.pack) if profile.known is not None else found


def _capitalised_names(segmented: Segmented, sentences: Sentences, pack: Pack) -> tuple[Reference, ...]:
    found, unread = _read(segmented, capital_runs(segmented, sentences, pack), pack)
    alone = [piece[0] for _, piece, _ in unread if len(piece) == 1]
    settled = settle(segmented, found, alone, pack)
    people = _names_of_people(settled, pack)
    companies = set(_short_names(settled, pack)).difference(people)
    settled = [_as_company(one, companies) for one in settled]
    known: dict[Name, MentionKind] = dict.fromkeys(companies, "organization")
    known |= dict.fromkeys(people, "name")
    shared = shared_surnames(segmented, settled, pack)
    known |= dict.fromkeys([(segmented.tokens.words[i],) for i in shared], "name")
    names = _with_known_names(segmented, settled, unread, known, shared, pack)
    names = with_surnames(names, shared) if shared else names
    kin = kin_surnames(segmented, names, sentences.inside, pack)
    return with_surnames(names, kin, kin=True) if kin else names


def _names_of_people(settled: Sequence[Reference], pack: Pack) -> list[Name]:
    """The full names of people, and what of them may stand alone: surnames, first names that are words."""
    full = [one for one in settled if one.mention.kind == "name" and len(one.name) > 1]
    people: list[Name] = [name for one in full for name in (one.name, _surname(one, pack))]
    return people + [one.name[:1] for one in full if _is_word_too(one.name[0], pack)]


def _read(segmented: Segmented, runs: list[Run], pack: Pack) -> tuple[list[Reference], list[Unread]]:
    """What each run mentions; and the runs that are no person's name by their form alone."""
    found: list[Reference] = []
    unread: list[Unread] = []
    places = _datelines(segmented)
    for run in runs:
        if places and _folded(segmented.tokens, run.tokens) in places:
            continue
        if not run.sure:
            unread.append((len(found), run.tokens, False))
            continue
        caption = segmented.paragraphs[run.paragraph].kind == "caption"
        for piece in _people_apart(segmented, run.tokens, caption):
            reference = _parse(segmented, piece, pack)
            if reference is not None:
                found.append(reference)
            if reference is None or reference.mention.kind != "name":
                unread.append((len(found), piece, True))
    return found, unread


def _datelines(segmented: Segmented) -> Container[str]:
    """The places from which the text reports, in small letters: "port alder" of "PORT ALDER, Brazil —"."""
    paragraphs = segmented.paragraphs
    return {_place(segmented.tokens, one.start) for one in paragraphs if one.kind == "dateline"}


def _place(tokens: Tokens, start: int) -> str:
    """The words that begin at character ``start``, up to the first mark."""
    first = bisect_left(tokens.starts, start)
    last = next((i for i in range(first, len(tokens.words)) if not tokens.classes[i] & c.WORD), first)
    return _folded(tokens, range(first, last))


def _short_names(found: Sequence[Reference], pack: Pack) -> Iterator[Name]:
    """The first words of companies by which alone they are called: "Amnesty" of "Amnesty International"."""
    for one in found:
        rest = one.name[1:] if one.mention.kind == "organization" else ()
        if rest and all(pack.classes[word] & c.COMPANY_SUFFIX for word in rest):
            yield one.name[:1]


def _is_word_too(word: str, pack: Pack) -> bool:
    """Whether a first name is an ordinary word, or a month: "Grace", "Mere", "June"."""
    return bool(pack.classes[word] & (c.COMMON | c.CALENDAR))


def _as_company(one: Reference, companies: Container[Name]) -> Reference:
    """The name; one that was read as a person's, a company's where the text has it with its suffix: "Volta
    said" beside "Volta Corp."."""
    bare = one.mention.kind == "name" and one.mention.span == one.mention.head and not one.roles
    if not bare or one.name not in companies:
        return one
    return evolve(one, mention=evolve(one.mention, kind="organization"), gender=None)


def _surname(reference: Reference, pack: Pack) -> tuple[str, ...]:
    """The last word of a name that is no "Jr.", but the first of "Lo Kin-hei"."""
    words = [word for word in reference.name if not pack.classes[word] & c.NAME_SUFFIX]
    if len(words) == _FAMILY_FIRST and is_two_syllables(words[-1], pack):
        return tuple(words[:1])
    return tuple(words[-1:])


def _with_known_names(
    segmented: Segmented,
    found: list[Reference],
    unread: list[Unread],
    known: Mapping[Name, MentionKind],
    shared: Container[int],
    pack: Pack,
) -> tuple[Reference, ...]:
    """The mentions, and the runs that were first read as a role, a place, a newspaper or the first word of a
    sentence but are a person's name elsewhere: "Guardian said" where the text has a Don Guardian."""
    words = segmented.tokens.words
    again = [
        (at, piece)
        for at, piece, sure in unread
        if tuple([words[i] for i in piece]) in known
        and (sure or piece[0] in shared or stands_as_name(segmented, piece[0], pack))
    ]
    if not again:
        return tuple(found)
    result: list[Reference] = []
    done = 0
    for at, piece in again:
        replaced = at > done and found[at - 1].first == piece[0]
        result.extend(found[done : at - 1 if replaced else at])
        kind = known[tuple([words[i] for i in piece])]
        result.append(reference_of(segmented, piece, piece, kind, pack))
        done = at
    return (*result, *found[done:])


def _people_apart(segmented: Segmented, run: list[int], caption: bool) -> list[list[int]]:
    """A caption's "Sergey Lavrov Stanislav Krasilnikov" is two people: subject and photographer."""
    classes = segmented.tokens.classes
    if caption:
        for k in range(2, len(run) - 1):
            named = classes[run[k]] & c.FIRST_NAME and classes[run[k - 2]] & c.FIRST_NAME
            if named and not classes[run[k - 1]] & (c.PARTICLE | c.INITIAL):
                return [run[:k], run[k:]]
    return [run]


def _folded(tokens: Tokens, run: Sequence[int]) -> str:
    return " ".join([tokens.lower[i] for i in run])


def _parse(segmented: Segmented, run: list[int], pack: Pack) -> Reference | None:
    """The mention that a run of capitalised words makes, or None (a place, a date, a bare title)."""
    tokens = segmented.tokens
    classes = tokens.classes
    folded = _folded(tokens, run)
    if pack.organizations.get(folded) in _LISTED or _has_clitic(classes, run):
        return reference_of(segmented, run, run, "organization", pack)
    if folded in pack.places or folded in pack.demonyms:
        return None
    prefix, core = split_title(segmented, run, pack) if len(run) > 1 else ([], _bare(segmented, run, pack))
    if not core or (len(core) == 1 and _is_nobody(segmented, core[0], pack)):
        return None
    return _judged(segmented, run, prefix, core, pack)


def _is_nobody(segmented: Segmented, i: int, pack: Pack) -> bool:
    word, bits = segmented.tokens.words[i], segmented.tokens.classes[i]
    return names_nobody(word, bits, pack) or opens_as_participle(segmented, i, pack)


def _judged(
    segmented: Segmented, run: list[int], prefix: list[int], core: list[int], pack: Pack
) -> Reference | None:
    """What a run means by its form, ``prefix`` being its titles: a person, or nobody's name."""
    titled = prefix or _is_introduced(segmented, core, pack)
    row = verdict(segmented, _before_honours(segmented, core, bool(prefix)), bool(titled), pack)
    if not row.person and not _is_addressed(segmented, prefix, core, pack):
        return None if row.nobody else _no_person(segmented, run, pack)
    person = _person(segmented, run, prefix, core, pack)
    return evolve(person, unsure=True) if row.unsure and not prefix else person


def _is_addressed(segmented: Segmented, prefix: list[int], core: list[int], pack: Pack) -> bool:
    """Whether a courtesy stands in front of two words that name no place or office: "Ms Prudence Early"."""
    tokens = segmented.tokens
    if not prefix:
        return False
    courteous = tokens.words[prefix[-1]].lower().rstrip(".") in pack.words.mentions.courtesies
    return courteous and len(core) == _PAIR and not c.any_of([tokens.classes[i] for i in core], _NO_SURNAME)


def _before_honours(segmented: Segmented, core: list[int], titled: bool) -> list[int]:
    """The words of a run in front of "MP" or "KC" behind a comma or a titled name, which would be read as an
    office: "Xyloq Quell |, MP"."""
    end = len(core)
    while end > _FAMILY_FIRST and segmented.tokens.classes[core[end - 1]] & c.NAME_SUFFIX:
        if not titled and core[end - 1] - core[end - 2] == 1:
            break
        end -= 1
    return core[:end]


def _is_introduced(segmented: Segmented, core: list[int], pack: Pack) -> bool:
    """Whether an age stands in front, or a role in front of a first name."""
    if len(core) == 1 or not has_role_before(segmented, core, pack):
        return False
    aged = segmented.tokens.words[core[0] - 1].endswith(pack.words.resolution.age_ends)
    first, last = segmented.tokens.classes[core[0]], segmented.tokens.classes[core[-1]]
    unknown = len(core) == _FAMILY_FIRST and not last & ~c.UNLISTED
    return aged or unknown or bool(first & c.FIRST_NAME)


def _has_clitic(classes: tuple[int, ...], run: list[int]) -> bool:
    return c.any_of([classes[i] for i in run], c.CLITIC)


def _no_person(segmented: Segmented, run: list[int], pack: Pack) -> Reference | None:
    """The mention of an organisation; one word alone may be an unlisted person, and is None if it is a place
    or a role."""
    if len(run) > 1:
        return reference_of(segmented, run, run, "organization", pack)
    if segmented.tokens.classes[run[0]] & _NOBODY or _is_adjective(segmented, run[0]):
        return None
    person = introduced(segmented, run[0], pack) or is_relative(segmented, run[0], pack)
    kind: MentionKind = "name" if person else "organization"
    roles, gender = relation(segmented, run[0], run[-1] + 1, pack) if person else ((), None)
    return reference_of(segmented, run, run, kind, pack, roles=roles, gender=gender)


def _is_adjective(segmented: Segmented, i: int) -> bool:
    """Whether an ordinary word with a capital only says which people: "Black | people"."""
    classes = segmented.tokens.classes
    behind = sum(classes[i + 1 : i + 2])
    return bool(classes[i] & c.COMMON and behind & c.GROUP) and not behind & c.CAPITAL


def _person(
    segmented: Segmented, run: list[int], prefix: list[int], core: list[int], pack: Pack
) -> Reference:
    """The mention of a person: the name with its title and the roles beside it."""
    title, gender = _title(prefix, segmented.tokens.words, pack)
    roles = _roles(segmented, prefix, run[0], title, pack)
    told, shown = relation(segmented, run[0], run[-1] + 1, pack)
    roles, gender = (*roles, *told), gender or shown
    return reference_of(segmented, run, core, "name", pack, title, roles, gender)


def _is_small_role(bits: int) -> bool:
    return bool(bits & c.ROLE) and not bits & c.CAPITAL


def _bare(segmented: Segmented, run: list[int], pack: Pack) -> list[int]:
    """A run of one word as a name; [] for a title without a relative's name, a date, and an adjective such as
    "Marine | biologist"."""
    bits = segmented.tokens.classes[run[0]]
    named = bits & c.SURNAME and not _is_small_role(sum(segmented.tokens.classes[run[0] + 1 : run[0] + 2]))
    title = bits & c.ROLE_OR_TITLE and not named and not is_relative(segmented, run[0], pack)
    return [] if title or (bits & c.CALENDAR and not bits & c.FIRST_NAME) else run


def _title(prefix: list[int], words: tuple[str, ...], pack: Pack) -> tuple[str, Gender | None]:
    """The title before a name, lower case, and the gender that title or role shows."""
    titles = pack.titles
    lower = [words[i].lower() for i in prefix]
    gender: Gender | None = None
    title, before = "", len(lower)
    for start in range(max(0, len(lower) - _LONGEST_TITLE), len(lower)):
        phrase = " ".join(lower[start:])
        facts = titles.get(phrase)
        if facts is not None:
            title, before = phrase, start
            gender = facts["gender"]
            break
    if gender is None:
        for word in lower[:before]:
            gender = pack.gender_of_role(word) or gender
    return title, gender


def _roles(segmented: Segmented, prefix: list[int], first: int, title: str, pack: Pack) -> tuple[str, ...]:
    """The role phrase in front of a name: capitalised titles and lower-case nouns before them."""
    tokens = segmented.tokens
    start = _small_role_start(segmented, first)
    if start == first:
        if not prefix or title in pack.words.mentions.courtesies:
            return ()
        start = prefix[0]
    last = prefix[-1] if prefix else first - 1
    if tokens.words[last + 1] == "." and tokens.starts[last + 1] == tokens.ends[last]:
        last += 1  # "Sen."
    return (segmented.text[tokens.starts[start] : tokens.ends[last]],)


def _small_role_start(segmented: Segmented, first: int) -> int:
    """Where the role in small letters in front of a name begins: "the | retired guide Tess"."""
    tokens = segmented.tokens
    classes = tokens.classes
    k = first - 1
    while k >= max(0, first - _LONGEST_ROLE) and tokens.starts[k + 1] - tokens.ends[k] == 1:
        bits = classes[k]
        ends = bits & _ENDS_ROLE and not bits & c.ROLE  # a witness is nobody's verb
        if not bits & c.WORD or ends or (bits & c.CAPITAL and bits & c.FIRST_NAME):
            break  # "Coach Jane Doe met Tess"
        k -= 1
    return k + 1 if any(bits & c.ROLE_OR_TITLE for bits in classes[k + 1 : first]) else first
