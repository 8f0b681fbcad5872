"""Names of people and organisations out of runs of capitalised words."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.known_names import with_known
from quoteattr.news.mentions.persons import ADJECTIVE_ENDS, introduced, is_person, no_name
from quoteattr.news.mentions.runs import capital_runs
from quoteattr.stage_values import Profile, Reference, Segmented, Sentences
from quoteattr.types import Gender, Mention, MentionKind, Span

_PARTIES = frozenset(("republican", "democrat", "independent", "libertarian"))
# endings of English nouns for people; "Gran" and "Skipper" are surnames elsewhere
_PERSON_ENDS = ("er", "or", "ist", "ian", "man", "woman", "ant", "gran", "Gran", "eer")
_SURE_PERSON_ENDS = ("ologist", "ographer", "woman", "keeper")
_LONGEST_TITLE = 8  # words
_NOBODY = c.PLACE | c.DEMONYM | c.CALENDAR | c.ROLE_OR_TITLE | c.GROUP
_ENDS_ROLE = c.NOMINAL_STOP | c.DETERMINER | c.PRONOUN | c.REPORTING_VERB | c.ADVERB
_LEAD = c.DEMONYM | c.PLACE | c.ORGANIZATION | c.GROUP | c.ROLE | c.MEDIA
GENDERS: dict[str, Gender] = {"f": "female", "m": "male", "female": "female", "male": "male"}


def find_names(segmented: Segmented, sentences: Sentences, profile: Profile) -> tuple[Reference, ...]:
    """Every mention by a proper name: personal names with their titles and roles, organisations.

    Kind "name" is a person's, "organization" anything else that can speak. Text order. Names of people
    whom the caller knows are found in any script and any case.
    """
    found = _capitalised_names(segmented, sentences, profile.pack)
    return with_known(segmented, found, profile.known) if profile.known is not None else found


def _capitalised_names(segmented: Segmented, sentences: Sentences, pack: Pack) -> tuple[Reference, ...]:
    found: list[Reference] = []
    unread: list[tuple[int, list[int]]] = []
    known: set[tuple[str, ...]] = set()
    for run, paragraph in capital_runs(segmented, sentences):
        caption = segmented.paragraphs[paragraph].kind == "caption"
        for piece in _people_apart(segmented, run, caption):
            reference = _parse(segmented, piece, pack)
            if reference is not None:
                found.append(reference)
                if reference.mention.kind == "name" and len(reference.name) > 1:
                    known.update((reference.name, reference.name[-1:]))
            if reference is None or reference.mention.kind != "name":
                unread.append((len(found), piece))
    return _with_known_names(segmented, found, unread, known)


def _with_known_names(
    segmented: Segmented,
    found: list[Reference],
    unread: list[tuple[int, list[int]]],
    known: set[tuple[str, ...]],
) -> tuple[Reference, ...]:
    """``found``, and what alone looked like a role, a place or a paper but is somebody's name here.

    "Guardian said" is a person where the text has a Don Guardian.
    """
    words = segmented.tokens.words
    again = [(at, piece) for at, piece in unread if tuple([words[i] for i in piece]) in known]
    if not again:
        return tuple(found)
    result: list[Reference] = []
    done = 0
    for at, piece in again:
        replaced = at > done and found[at - 1].first == piece[0]
        result.extend(found[done : at - 1 if replaced else at])
        result.append(_reference(segmented, piece, piece, "name"))
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


def _parse(segmented: Segmented, run: list[int], pack: Pack) -> Reference | None:
    """The mention that a run of capitalised words makes, or None (a place, a date, a bare title)."""
    tokens = segmented.tokens
    words, classes = tokens.words, tokens.classes
    whole = " ".join([words[i].lower() for i in run])
    kind_of_whole = pack.organizations.get(whole)
    if kind_of_whole in ("media", "organization"):
        return _reference(segmented, run, run, "organization")
    if whole in pack.places or whole in pack.demonyms:
        return None
    if len(run) == 2 and classes[run[0]] & (c.PLACE | c.DEMONYM) and words[run[1]].lower() in _PARTIES:
        return None  # "the Wisconsin Republican" is a role
    prefix, core = _split_title(run, words, classes, pack) if len(run) > 1 else ([], _bare(run, classes))
    if not core or (len(core) == 1 and no_name(words[core[0]], classes[core[0]])):
        return None
    if is_person(segmented, core, bool(prefix), pack):
        title, gender = _title(prefix, words, pack)
        roles = _roles(segmented, prefix, run[0], title)
        if not prefix and not roles:
            roles, gender = _relation(segmented, run[0], pack)
        return _reference(segmented, run, core, "name", title, roles, gender)
    if len(run) == 1 and classes[run[0]] & _NOBODY:
        return None
    if len(run) == 1 and introduced(segmented, run[0]):
        return _reference(segmented, run, run, "name")
    return _reference(segmented, run, run, "organization")


def _bare(run: list[int], classes: tuple[int, ...]) -> list[int]:
    """A run of one word as a name; [] where it is a title or a date."""
    bits = classes[run[0]]
    title = bits & c.ROLE_OR_TITLE and not bits & c.SURNAME
    return [] if title or (bits & c.CALENDAR and not bits & c.FIRST_NAME) else run


def _split_title(
    run: list[int], words: tuple[str, ...], classes: tuple[int, ...], pack: Pack
) -> tuple[list[int], list[int]]:
    """(title and modifiers, name): "Russian Foreign Minister | Sergey Lavrov"."""
    last = -1
    for k, i in enumerate(run):
        bits = classes[i]
        if bits & c.ROLE_OR_TITLE and k < len(run) - 1:
            given = bits & c.FIRST_NAME and (k == 0 or last == k - 1) and k == len(run) - 2
            if not (given and not bits & c.TITLE_ABBREVIATION and _surname_like(classes[run[k + 1]], bits)):
                last = k
        elif k == len(run) - 1:
            if bits & c.ROLE_OR_TITLE and last == k - 1 and not bits & c.SURNAME:
                last = k
        elif "-" in words[i] and _compound_role(words[i], pack):
            last = k
    cut = last + 1
    if cut == 1 and len(run) > 2 and classes[run[0]] & c.INITIAL and classes[run[1]] & c.FIRST_NAME:
        cut = 0  # "M. Dane Waters"
    if 0 < cut < len(run) and words[run[cut]] in ("of", "for", "and", "on"):
        cut = _after_office(run, cut, words, classes, pack)
    if cut == 0:
        # "Texas Republican Ted Cruz", "Fox Business Maria Bartiromo"
        for k in range(1, len(run) - 1):
            bits = classes[run[k]]
            if k == 1 and len(run) == 3 and words[run[0]].endswith(_SURE_PERSON_ENDS):
                cut = 0 if classes[run[0]] & c.GIVEN_OR_SURNAME else 1
                break
            if not bits & c.FIRST_NAME or bits & (c.AMBIGUOUS_NAME | _LEAD):
                continue
            if classes[run[k - 1]] & _LEAD or (k == 1 and _mere_description(words[run[0]], classes[run[0]])):
                cut = k
                break
    while cut < len(run) and classes[run[cut]] & c.CALENDAR and not classes[run[cut]] & c.FIRST_NAME:
        cut += 1
    core = run[cut:]
    return run[:cut], core


def _surname_like(bits: int, given: int) -> bool:
    """Whether what follows a word that is a title and a first name makes it a first name: "Don Doe"."""
    if not given & c.TITLE:
        return bool(bits & c.SURNAME)
    return bool(bits & (c.SURNAME | c.ROLE)) and not bits & c.TITLE and not given & c.TITLE_ABBREVIATION


def _compound_role(word: str, pack: Pack) -> bool:
    """Whether the word is a role behind a hyphen ("Ex-minister") or an adjective ("Texas-based")."""
    end = word.rpartition("-")[2].lower()
    return end in pack.roles or end in pack.titles or end in ADJECTIVE_ENDS


def _mere_description(word: str, bits: int) -> bool:
    """Whether a word of no list in front of a first name ends as nouns for people do: "Hydrologist"."""
    known = bits & (c.FIRST_NAME | c.AMBIGUOUS_NAME | c.INITIAL | c.PARTICLE | c.UPPER)
    return not known and (bool(bits & c.COMMON) or word.endswith(_PERSON_ENDS))


def _after_office(
    run: list[int], cut: int, words: tuple[str, ...], classes: tuple[int, ...], pack: Pack
) -> int:
    """Where the name starts after "Secretary of State", "Director of National Intelligence"."""
    lower = tuple(words[i].lower() for i in run)
    for start in range(cut):
        for title in pack.multiword_titles.get(lower[start].rstrip("."), ()):
            if lower[start : start + len(title)] == title and start + len(title) > cut:
                return start + len(title)
    for k in range(cut + 1, len(run) - 1):
        if classes[run[k]] & c.FIRST_NAME and not classes[run[k]] & (
            c.PLACE | c.AMBIGUOUS_NAME | c.ORGANIZATION
        ):
            return k
    return len(run)


def _title(prefix: list[int], words: tuple[str, ...], pack: Pack) -> tuple[str, Gender | None]:
    """The title before a name, lower case, and the gender that title or role shows."""
    titles, roles = pack.titles, pack.roles
    lower = [words[i].lower() for i in prefix]
    gender: Gender | None = None
    title = ""
    for start in range(max(0, len(lower) - _LONGEST_TITLE), len(lower)):
        phrase = " ".join(lower[start:])
        facts = titles.get(phrase)
        if facts is not None:
            title = phrase
            gender = GENDERS.get(facts["gender"] or "")
            break
    if gender is None:
        for word in lower:
            gender = GENDERS.get(roles.get(word) or "") or gender
    return title, gender


def _roles(segmented: Segmented, prefix: list[int], first: int, title: str) -> tuple[str, ...]:
    """The role phrase in front of a name: capitalised titles and lower-case nouns before them."""
    tokens = segmented.tokens
    classes = tokens.classes
    start = prefix[0] if prefix else first
    k = first - 1
    while k >= 0 and classes[k] & c.WORD and tokens.starts[k + 1] - tokens.ends[k] == 1:
        bits = classes[k]
        if bits & _ENDS_ROLE:
            break
        if first - k > 5:
            break
        k -= 1
    lower_case = range(k + 1, first)
    if any(classes[i] & c.ROLE_OR_TITLE for i in lower_case):
        start = k + 1
    if start == first and not prefix:
        return ()
    last = prefix[-1] if prefix else first - 1
    if tokens.words[last + 1] == "." and tokens.starts[last + 1] == tokens.ends[last]:
        last += 1  # "Sen."
    end = tokens.ends[last]
    phrase = segmented.text[tokens.starts[start] : end]
    if title in ("mr", "mrs", "ms", "miss", "mx") and start == first:
        return ()
    return (phrase,)


def _relation(segmented: Segmented, first: int, pack: Pack) -> tuple[tuple[str, ...], Gender | None]:
    """The role that a name in apposition has: "his sister, Robin Doe", "the guide, Tess Doe"."""
    tokens = segmented.tokens
    words, classes = tokens.words, tokens.classes
    i = first - 2
    if i < 1 or words[first - 1] != "," or not classes[i] & c.ROLE or classes[i] & c.CAPITAL:
        return (), None
    k = i - 1
    stop = c.NOMINAL_STOP | c.DETERMINER | c.CLITIC
    while k >= 0 and i - k < 4 and classes[k] & c.WORD and not classes[k] & stop:
        if classes[k] & c.POSSESSIVE_PRONOUN:
            break
        k -= 1
    if k < 0 or not classes[k] & (c.DETERMINING | c.CLITIC):
        return (), None
    phrase = segmented.text[tokens.starts[k + 1] : tokens.ends[i]]
    return (phrase,), GENDERS.get(pack.roles.get(words[i].lower()) or "")


def _reference(
    segmented: Segmented,
    run: list[int],
    core: list[int],
    kind: MentionKind,
    title: str = "",
    roles: tuple[str, ...] = (),
    gender: Gender | None = None,
) -> Reference:
    tokens = segmented.tokens
    last = run[-1]
    bits = tokens.classes[last]
    if bits & c.NAME_SUFFIX and bits & c.ABBREVIATION and tokens.words[last + 1 : last + 2] == (".",):
        last += 1  # the period of "Jr."
    start, end = tokens.starts[run[0]], tokens.ends[last]
    span = Span(start, end)
    head = span if core[0] == run[0] else Span(tokens.starts[core[0]], end)
    mention = Mention(span, segmented.text[start:end], head, kind)
    name = tuple([tokens.words[i] for i in core])
    return Reference(mention, run[0], last + 1, name, title, roles, gender)
