"""Names of people and organisations out of runs of capitalised words."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.mentions.runs import capital_runs
from quoteattr.types import Gender, Mention, MentionKind, Reference, Segmented, Sentences, Span

_LONGEST_NAME = 5  # words of a personal name, particles included
_NOT_IN_PERSON = c.ORGANIZATION | c.COMPANY_SUFFIX | c.CALENDAR
_LEAD = c.DEMONYM | c.PLACE | c.ORGANIZATION | c.GROUP | c.ROLE | c.MEDIA
GENDERS: dict[str, Gender] = {"f": "female", "m": "male", "female": "female", "male": "male"}


def find_names(segmented: Segmented, sentences: Sentences, pack: Pack) -> tuple[Reference, ...]:
    """Every mention by a proper name: personal names with their titles and roles, organisations.

    Kind "name" is a person's, "organization" anything else that can speak. Text order.
    """
    found: list[Reference] = []
    for run, paragraph in capital_runs(segmented, sentences):
        caption = segmented.paragraphs[paragraph].kind == "caption"
        for piece in _people_apart(segmented, run, caption):
            reference = _parse(segmented, piece, pack)
            if reference is not None:
                found.append(reference)
    return tuple(found)


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
    prefix, core = _split_title(run, words, classes, pack)
    if not core:
        return None
    if _is_person(core, bool(prefix), classes, pack, words):
        title, gender = _title(prefix, words, pack)
        roles = _roles(segmented, prefix, run[0], title)
        return _reference(segmented, run, core, "name", title, roles, gender)
    if len(run) == 1 and classes[run[0]] & (c.PLACE | c.DEMONYM | c.CALENDAR | c.ROLE | c.TITLE | c.GROUP):
        return None
    return _reference(segmented, run, run, "organization")


def _split_title(
    run: list[int], words: tuple[str, ...], classes: tuple[int, ...], pack: Pack
) -> tuple[list[int], list[int]]:
    """(title and modifiers, name): "Russian Foreign Minister | Sergey Lavrov"."""
    last = -1
    for k, i in enumerate(run):
        bits = classes[i]
        if bits & (c.TITLE | c.ROLE) and k < len(run) - 1:
            given = bits & c.FIRST_NAME and classes[run[k + 1]] & c.SURNAME and k == 0
            if not (given and not bits & c.TITLE_ABBREVIATION and not bits & c.TITLE):
                last = k
        elif k == len(run) - 1 and bits & (c.TITLE | c.ROLE) and last == k - 1:
            last = k
    cut = last + 1
    if 0 < cut < len(run) and words[run[cut]] in ("of", "for", "and", "on"):
        cut = _after_office(run, cut, words, classes, pack)
    if cut == 0:
        # "Texas Republican Ted Cruz", "Fox Business Maria Bartiromo"
        for k in range(1, len(run) - 1):
            bits = classes[run[k]]
            if bits & c.FIRST_NAME and not bits & (c.AMBIGUOUS_NAME | _LEAD) and classes[run[k - 1]] & _LEAD:
                cut = k
                break
    while cut < len(run) and classes[run[cut]] & c.CALENDAR and not classes[run[cut]] & c.FIRST_NAME:
        cut += 1
    core = run[cut:]
    return run[:cut], core


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
    if any(classes[i] & c.UPPER and len(words[i]) > 1 for i in core[:1]) and not all(
        classes[i] & (c.UPPER | c.PARTICLE | c.NAME_SUFFIX) for i in core
    ):
        return titled
    if first & c.FIRST_NAME and not first & c.AMBIGUOUS_NAME:
        return not (last & c.COMMON and not last & c.SURNAME)
    if first & c.INITIAL:
        return bool(last & c.SURNAME) or not last & c.COMMON
    if first & (c.COMMON | c.PLACE | c.DEMONYM | c.GROUP) and not first & c.FIRST_NAME:
        return titled and bool(last & c.SURNAME)
    if first & c.FIRST_NAME or titled:
        return bool(last & c.SURNAME) or not last & (c.COMMON | c.PLACE | c.GROUP | c.DEMONYM)
    return not any(classes[i] & (c.COMMON | c.PLACE | c.DEMONYM | c.GROUP | c.MEDIA) for i in core)


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
    start, end = tokens.starts[run[0]], tokens.ends[run[-1]]
    head = Span(tokens.starts[core[0]], tokens.ends[core[-1]])
    mention = Mention(Span(start, end), segmented.text[start:end], head, kind)
    name = tuple(tokens.words[i] for i in core)
    return Reference(mention, run[0], run[-1] + 1, name, title, roles, gender)
