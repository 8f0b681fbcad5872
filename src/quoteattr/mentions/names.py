"""Names of people and organisations out of runs of capitalised words."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.mentions.runs import capital_runs
from quoteattr.types import Gender, Mention, MentionKind, Reference, Segmented, Sentences, Span

_LONGEST_NAME = 5  # words of a personal name, particles included
_NOT_IN_PERSON = c.ORGANIZATION | c.COMPANY_SUFFIX | c.CALENDAR
_PARTIES = frozenset(("republican", "democrat", "independent", "libertarian"))
_ADJECTIVE_ENDS = frozenset(("based", "born", "made", "backed", "led", "area", "style", "elect", "designate"))
# endings of English nouns for people; "Gran" and "Skipper" are surnames elsewhere
_PERSON_ENDS = ("er", "or", "ist", "ian", "man", "woman", "ant", "gran", "Gran", "eer")
_SURE_PERSON_ENDS = ("ologist", "ographer", "woman", "keeper")
_LEAD = c.DEMONYM | c.PLACE | c.ORGANIZATION | c.GROUP | c.ROLE | c.MEDIA
GENDERS: dict[str, Gender] = {"f": "female", "m": "male", "female": "female", "male": "male"}


def find_names(segmented: Segmented, sentences: Sentences, pack: Pack) -> tuple[Reference, ...]:
    """Every mention by a proper name: personal names with their titles and roles, organisations.

    Kind "name" is a person's, "organization" anything else that can speak. Text order.
    """
    found: list[Reference] = []
    unread: list[tuple[int, list[int]]] = []
    surnames: set[str] = set()
    for run, paragraph in capital_runs(segmented, sentences):
        caption = segmented.paragraphs[paragraph].kind == "caption"
        for piece in _people_apart(segmented, run, caption):
            reference = _parse(segmented, piece, pack)
            if reference is not None:
                found.append(reference)
                if reference.mention.kind == "name" and len(reference.name) > 1:
                    surnames.add(reference.name[-1])
            if reference is None or reference.mention.kind != "name":
                unread.append((len(found), piece))
    return _with_known_surnames(segmented, found, unread, surnames)


def _with_known_surnames(
    segmented: Segmented, found: list[Reference], unread: list[tuple[int, list[int]]], surnames: set[str]
) -> tuple[Reference, ...]:
    """``found``, and the single words (a role, a place, a paper) that are somebody's surname here.

    "Guardian said" is a person where the text has a Don Guardian.
    """
    words = segmented.tokens.words
    again = [(at, piece) for at, piece in unread if len(piece) == 1 and words[piece[0]] in surnames]
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
    whole = " ".join(words[i].lower() for i in run)
    kind_of_whole = pack.lists["organizations"].get(whole)
    if kind_of_whole in ("media", "organization"):
        return _reference(segmented, run, run, "organization")
    if whole in pack.lists["places"] or whole in pack.lists["demonyms"]:
        return None
    if len(run) == 2 and classes[run[0]] & (c.PLACE | c.DEMONYM) and words[run[1]].lower() in _PARTIES:
        return None  # "the Wisconsin Republican" is a role
    prefix, core = _split_title(run, words, classes, pack)
    if not core or len(core) == 1 and _no_name(words[core[0]], classes[core[0]]):
        return None
    if _is_person(core, bool(prefix), classes, pack, words):
        title, gender = _title(prefix, words, pack)
        roles = _roles(segmented, prefix, run[0], title)
        if not prefix and not roles:
            roles, gender = _relation(segmented, run[0], pack)
        return _reference(segmented, run, core, "name", title, roles, gender)
    if len(run) == 1 and classes[run[0]] & (c.PLACE | c.DEMONYM | c.CALENDAR | c.ROLE | c.TITLE | c.GROUP):
        return None
    if len(run) == 1 and _introduced(segmented, run[0]):
        return _reference(segmented, run, run, "name")
    return _reference(segmented, run, run, "organization")


def _no_name(word: str, bits: int) -> bool:
    """Whether a capitalised word alone names nobody: "I", "A" before a colon, "Texas-based"."""
    if bits & c.PRONOUN or len(word) == 1:
        return True
    _, hyphen, end = word.rpartition("-")
    return bool(hyphen) and end.islower() and end in _ADJECTIVE_ENDS


def _introduced(segmented: Segmented, i: int) -> bool:
    """Whether the text presents an unknown word as a person: "Karjono, a fisherman", "HOLLOWAY:"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    bits = classes[i]
    if i + 3 >= len(words) or bits & (_NOT_IN_PERSON | c.COMMON | c.PLACE | c.DEMONYM | c.GROUP | c.MEDIA):
        return False
    if bits & c.UPPER:
        label = words[i + 1] == ":" and (i == 0 or not classes[i - 1] & (c.WORD | c.NUMBER))
        return label and bool(bits & c.SURNAME)
    if words[i + 1] != ",":
        return False
    if classes[i + 2] & c.NUMBER:
        return words[i + 2].isdecimal() and len(words[i + 2]) == 2 and words[i + 3] == ","
    if not classes[i + 2] & c.DETERMINER:
        return False
    for k in range(i + 3, min(i + 7, len(words))):
        if classes[k] & (c.ORGANIZATION | c.MEDIA | c.NOMINAL_STOP) or not classes[k] & c.WORD:
            return False
        if classes[k] & c.ROLE:
            return True
    return False


def _split_title(
    run: list[int], words: tuple[str, ...], classes: tuple[int, ...], pack: Pack
) -> tuple[list[int], list[int]]:
    """(title and modifiers, name): "Russian Foreign Minister | Sergey Lavrov"."""
    last = -1
    for k, i in enumerate(run):
        bits = classes[i]
        if bits & (c.TITLE | c.ROLE) and k < len(run) - 1:
            given = bits & c.FIRST_NAME and (k == 0 or last == k - 1) and k == len(run) - 2
            if not (given and not bits & c.TITLE_ABBREVIATION and _surname_like(classes[run[k + 1]], bits)):
                last = k
        elif k == len(run) - 1 and bits & (c.TITLE | c.ROLE) and last == k - 1 and not bits & c.SURNAME:
            last = k
        elif k < len(run) - 1 and "-" in words[i] and _compound_role(words[i], pack):
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
                cut = 0 if classes[run[0]] & (c.FIRST_NAME | c.SURNAME) else 1
                break
            if not bits & c.FIRST_NAME or bits & (c.AMBIGUOUS_NAME | _LEAD):
                continue
            if classes[run[k - 1]] & _LEAD or k == 1 and _mere_description(words[run[0]], classes[run[0]]):
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
    return end in pack.lists["roles"] or end in pack.lists["titles"] or end in _ADJECTIVE_ENDS


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
        if classes[run[k]] & c.FIRST_NAME and not classes[run[k]] & (c.PLACE | c.AMBIGUOUS_NAME | c.ORGANIZATION):
            return k
    return len(run)


def _is_person(
    core: list[int], titled: bool, classes: tuple[int, ...], pack: Pack, words: tuple[str, ...]
) -> bool:
    size = len(core)
    first, last = classes[core[0]], classes[core[-1]]
    if size > _LONGEST_NAME or any(classes[i] & _NOT_IN_PERSON or words[i] in ("&", "of", "for") for i in core[:]):
        return False
    lower = " ".join(words[i].lower() for i in core)
    if lower in pack.lists["places"] or pack.lists["organizations"].get(lower) is not None:
        return False
    name_words = [i for i in core if not classes[i] & (c.PARTICLE | c.NAME_SUFFIX)]
    if not name_words:
        return False
    if size == 1:
        if first & (c.COMMON | c.DEMONYM | c.PLACE) and not (titled and first & (c.FIRST_NAME | c.SURNAME)):
            return False
        if titled:
            return True
        return bool(first & (c.FIRST_NAME | c.SURNAME) and not first & (c.UPPER | c.AMBIGUOUS_NAME))
    if first & c.UPPER and len(words[core[0]]) > 1 and not _initials(words[core[0]]):
        if not all(classes[i] & (c.UPPER | c.PARTICLE | c.NAME_SUFFIX) for i in core):
            return titled
    if last & (c.ROLE | c.TITLE) and not last & c.SURNAME and not first & c.FIRST_NAME:
        return False
    if first & c.FIRST_NAME and not first & c.AMBIGUOUS_NAME:
        return not (last & c.COMMON and not last & c.SURNAME)
    if first & c.INITIAL or _initials(words[core[0]]):
        return bool(last & c.SURNAME) or not last & c.COMMON
    if first & (c.COMMON | c.PLACE | c.DEMONYM | c.GROUP) and not first & c.FIRST_NAME:
        return titled and bool(last & c.SURNAME)
    if first & c.FIRST_NAME or titled:
        return bool(last & c.SURNAME) or not last & (c.COMMON | c.PLACE | c.GROUP | c.DEMONYM)
    return not any(classes[i] & (c.COMMON | c.PLACE | c.DEMONYM | c.GROUP | c.MEDIA) for i in core)


def _initials(word: str) -> bool:
    """Whether the word is initials written together: "J.R."."""
    return 3 <= len(word) <= 6 and word[1] == "." and word.replace(".", "").isupper()


def _title(prefix: list[int], words: tuple[str, ...], pack: Pack) -> tuple[str, Gender | None]:
    """The title before a name, lower case, and the gender that title or role shows."""
    titles, roles = pack.lists["titles"], pack.lists["roles"]
    lower = [words[i].lower() for i in prefix]
    gender: Gender | None = None
    title = ""
    for start in range(len(lower)):
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
        if bits & c.NOMINAL_STOP or bits & (c.DETERMINER | c.PRONOUN | c.REPORTING_VERB | c.ADVERB):
            break
        if first - k > 5:
            break
        k -= 1
    lower_case = range(k + 1, first)
    if any(classes[i] & (c.ROLE | c.TITLE) for i in lower_case):
        start = k + 1
    if start == first and not prefix:
        return ()
    end = tokens.ends[prefix[-1]] if prefix else tokens.ends[first - 1]
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
    while k >= 0 and i - k < 4 and classes[k] & c.WORD and not classes[k] & (c.NOMINAL_STOP | c.DETERMINER | c.CLITIC):
        if classes[k] & c.POSSESSIVE_PRONOUN:
            break
        k -= 1
    if k < 0 or not classes[k] & (c.DETERMINER | c.POSSESSIVE_PRONOUN | c.CLITIC):
        return (), None
    phrase = segmented.text[tokens.starts[k + 1] : tokens.ends[i]]
    return (phrase,), GENDERS.get(pack.lists["roles"].get(words[i].lower()) or "")


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
    if tokens.classes[last] & c.NAME_SUFFIX and tokens.classes[last] & c.ABBREVIATION and tokens.words[last + 1 : last + 2] == (".",):
        last += 1  # the period of "Jr."
    start, end = tokens.starts[run[0]], tokens.ends[last]
    head = Span(tokens.starts[core[0]], end)
    mention = Mention(Span(start, end), segmented.text[start:end], head, kind)
    name = tuple(tokens.words[i] for i in core)
    return Reference(mention, run[0], last + 1, name, title, roles, gender)
