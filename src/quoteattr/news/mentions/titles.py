"""Where the titles and roles in front of a name end: "Russian Foreign Minister | Sergey Lavrov"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.letters import initials
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.single_words import describes, is_two_syllables
from quoteattr.stage_values import Segmented

_LEAD = c.DEMONYM | c.PLACE | c.ORGANIZATION | c.GROUP | c.ROLE | c.MEDIA
_NOT_A_PERSON = c.PLACE | c.AMBIGUOUS_NAME | c.ORGANIZATION
_OF_OFFICES = c.COMMON | c.PLACE | c.DEMONYM | c.ORGANIZATION | c.GROUP | c.ROLE_OR_TITLE | c.UPPER
_TWO = 2
_LONG = 6  # letters of a noun for somebody by its ending alone: "Grower"
_OFTEN = 6  # the weight of a first name that is commoner than its title: "Don Xyloq", but "King Xyloq"
_TO_ROLE = 3  # tokens of "of Lund ’s"
_OTHERS_TOO = _NOT_A_PERSON | c.COMMON
_OF_NAME = c.GIVEN_OR_SURNAME | c.PARTICLE | c.INITIAL | c.ROLE_OR_TITLE
_HONORIFIC = "honorific"
_LONGEST_LETTERS = 5  # of a rank: "DCI"
_LONGEST_UNKNOWN = 3  # words of a name none of which is known


def split_title(segmented: Segmented, run: list[int], pack: Pack) -> tuple[list[int], list[int]]:
    """(title and modifiers, name) of a run of capitalised words."""
    words = tuple([segmented.tokens.words[i] for i in run])
    classes = tuple([segmented.tokens.classes[i] for i in run])
    if len(run) == _TWO and classes[0] & c.FIRST_NAME and has_role_before(segmented, run, pack):
        return [], run  # "the commander | Earl Doe"
    if _opens_pair(segmented, run, classes, pack):
        return [], run[1:]
    cut = _behind_titles(words, classes, pack)
    if 0 < cut < len(run) and words[cut] in pack.words.mentions.institution_joins:
        cut = _behind_office(words, classes, cut, pack)
    if cut == 0:
        cut = _behind_no_title(segmented, run, classes, pack)
    elif cut < len(run) - _TWO and _ends_as_role(words[cut], classes[cut], pack):
        cut += bool(classes[cut + 1] & c.FIRST_NAME)  # "Executive Convenor | Jane Doe"
    if 0 < cut < len(run) - 1 and classes[cut] & c.UPPER and initials(words[cut + 1]):
        cut += 1  # "Deputy CM | D.K. Doe"
    cut = _over_dates(classes, cut)
    return run[:cut], run[cut:]


def _behind_no_title(segmented: Segmented, run: list[int], classes: tuple[int, ...], pack: Pack) -> int:
    """Behind a party, a description or an institution in front of a name without a title; or 0."""
    words = tuple([segmented.tokens.words[i] for i in run])
    described = _behind_party(words, classes) or _behind_description(words, classes, pack)
    return described or _behind_institution(segmented, run, classes)


def _behind_party(words: tuple[str, ...], classes: tuple[int, ...]) -> int:
    """Behind a place and the letters of a party, with two words of a name behind them: "Berea DA | Xyloq
    Doe"; or 0."""
    k = len(words) - _TWO - 1
    letters = k > 0 and classes[k] & c.UPPER and len(words[k]) <= _LONGEST_LETTERS
    if not letters or classes[0] & c.FIRST_NAME:
        return 0
    return k + 1 if _may_be_named(classes[k + 1]) and _may_be_named(classes[k + 2]) else 0


def _behind_institution(segmented: Segmented, run: list[int], classes: tuple[int, ...]) -> int:
    """Behind an institution of which a role in front tells, where a full name follows: "head of Lund Art
    Gallery | Jane Doe"; or 0."""
    k = len(run) - _TWO
    if k < 1 or not classes[k] & c.FIRST_NAME or classes[k] & _OTHERS_TOO:
        return 0
    named = classes[k - 1] & _OF_NAME and not classes[k - 1] & c.PLACE
    return k if not named and _may_be_named(classes[k + 1]) and _is_led(segmented, run[0] - 1) else 0


def _is_led(segmented: Segmented, i: int) -> bool:
    """Whether token ``i`` ends a role and its preposition: "head of", "head of the", "head of Lund’s"."""
    led = c.PREPOSITION | c.DETERMINER | c.CLITIC
    before = segmented.tokens.classes[max(0, i - _TO_ROLE) : i + 1]
    return bool(before[-1:] and before[-1] & led) and c.any_of(before[:-1], c.ROLE_OR_TITLE)


def _may_be_named(bits: int) -> bool:
    """Whether a word is somebody's name, or of no list."""
    return bool(bits & c.GIVEN_OR_SURNAME) or bits == c.UNLISTED


def _opens_pair(segmented: Segmented, run: list[int], classes: tuple[int, ...], pack: Pack) -> bool:
    """Whether a word for several people and the first name of one of them stand there: "Owners | Ana and"."""
    if len(run) != _TWO or not classes[0] & c.GROUP or not classes[1] & c.FIRST_NAME:
        return False
    behind = segmented.tokens.words[run[-1] + 1 : run[-1] + 2]
    return not pack.words.mentions.listing.isdisjoint(behind)


def _over_dates(classes: tuple[int, ...], cut: int) -> int:
    while cut < len(classes) and classes[cut] & c.CALENDAR and not classes[cut] & c.FIRST_NAME:
        cut += 1
    return cut


def has_role_before(segmented: Segmented, run: list[int], pack: Pack) -> bool:
    """Whether a role in small letters or an age stands right in front of the run: "the 40-year-old | Doe"."""
    tokens, k = segmented.tokens, run[0] - 1
    if k < 0 or tokens.starts[k + 1] - tokens.ends[k] != 1 or tokens.classes[k] & c.CAPITAL:
        return False
    return bool(tokens.classes[k] & c.ROLE) or tokens.words[k].endswith(pack.words.resolution.age_ends)


def _behind_titles(words: tuple[str, ...], classes: tuple[int, ...], pack: Pack) -> int:
    """Behind the last title or role; 0 where there is none."""
    last = -1
    end = len(words)
    while end > 1 and classes[end - 1] & c.NAME_SUFFIX:
        end -= 1
    words, classes = words[:end], classes[:end]
    for k in range(end):
        if _is_title(words, classes, k, last, pack):
            last = k
        last = max(last, _several_words(words, k, pack) - 1)
    return last + 1


def _several_words(words: tuple[str, ...], k: int, pack: Pack) -> int:
    """Behind the title of several words that starts with word ``k`` and leaves something: "Tan Sri | Doe"; or
    0."""
    for title in pack.multiword_titles.get(words[k].lower().rstrip("."), ()):
        end = k + len(title)
        if end < len(words) and tuple([word.lower() for word in words[k:end]]) == title:
            return end
    return 0


def _is_title(words: tuple[str, ...], classes: tuple[int, ...], k: int, last: int, pack: Pack) -> bool:
    """Whether word ``k`` is a title or a role; ``last``: where the one before stands."""
    bits = classes[k]
    if bits & c.INITIAL:
        return False  # "M. Dane Waters" is no Monsieur
    if not bits & c.ROLE_OR_TITLE:
        return k < len(words) - 1 and "-" in words[k] and _is_compound_role(words[k], pack)
    if k == len(words) - 1:
        return last == k - 1 and not bits & c.SURNAME
    return not (
        _is_given_name(words, classes, k, last, pack) or _is_middle_name(words, classes, k, last, pack)
    )


def _is_middle_name(words: tuple[str, ...], classes: tuple[int, ...], k: int, last: int, pack: Pack) -> bool:
    """Whether an honorific, or a word that may begin a surname, too, stands behind a first name, as a part of
    the name: "Mehnaz Begum Doe", "Andrew Di Doe"."""
    if not k or last == k - 1:
        return False
    if classes[k] & c.TITLE_ABBREVIATION:  # "Mary-Kate | St. | John"
        first = classes[k - 1] | pack.classes[words[k - 1].partition("-")[0]]
        return bool(first & (c.FIRST_NAME | c.INITIAL) and classes[k] & c.PARTICLE)
    given = classes[k - 1] & c.FIRST_NAME and not classes[k - 1] & (c.PLACE | c.AMBIGUOUS_NAME)
    particle = classes[k] & c.PARTICLE and not classes[k] & c.UPPER
    return bool(given and (particle or pack.titles.get(words[k].lower(), {}).get("kind") == _HONORIFIC))


def _is_given_name(words: tuple[str, ...], classes: tuple[int, ...], k: int, last: int, pack: Pack) -> bool:
    """Whether a word that may be a title is the first name in front of the last word: "Don Doe"."""
    bits = classes[k]
    if not bits & c.FIRST_NAME or bits & c.TITLE_ABBREVIATION or k != len(classes) - 2:
        return False
    if k and last != k - 1:
        return False
    often = pack.first_names[words[k].lower()][1] >= _OFTEN and not classes[k + 1] & ~c.UNLISTED
    return often or _makes_first_name(classes[k + 1], bits)


def _makes_first_name(bits: int, given: int) -> bool:
    """Whether what follows a word that is a title and a first name makes it a first name."""
    if not given & c.TITLE:
        return bool(bits & c.SURNAME)
    return bool(bits & (c.SURNAME | c.ROLE)) and not bits & c.TITLE


def _is_compound_role(word: str, pack: Pack) -> bool:
    """Whether the word is a role behind a hyphen ("Ex-minister") or an adjective ("Texas-based")."""
    if word.endswith(pack.words.resolution.age_ends):
        return True  # "Fifteen-year-old"
    if describes(word, pack):
        return True
    end = word.rpartition("-")[2].lower()
    named = end in pack.roles or end in pack.titles or end in pack.words.mentions.adjective_ends
    return named or bool(pack.classes[end] & c.GROUP)


def _behind_office(words: tuple[str, ...], classes: tuple[int, ...], cut: int, pack: Pack) -> int:
    """Where the name starts after "Secretary of State", "Minister of State for European Affairs"."""
    joins = pack.words.mentions.institution_joins
    for start in range(cut):
        end = _several_words(words, start, pack)
        if end > cut and words[end] not in joins:
            return end
    last_join = max(k for k in range(len(words)) if words[k] in joins)
    return _name_behind(words, classes, last_join, pack)


def _name_behind(words: tuple[str, ...], classes: tuple[int, ...], last_join: int, pack: Pack) -> int:
    """Where the name begins behind the last "of" or "for" of an office; the end where there is none."""
    if len(words) - last_join > _TWO and is_two_syllables(words[-1], pack):
        return len(words) - _TWO  # "Secretary for Health | Lo Kin-hei"
    for k in range(last_join + 1, len(words) - 1):
        if classes[k] & c.FIRST_NAME and not classes[k] & _NOT_A_PERSON:
            return _over_initials(words, classes, k, last_join)
    return _unknown_end(words, classes, last_join)


def _over_initials(words: tuple[str, ...], classes: tuple[int, ...], k: int, after: int) -> int:
    """Where the initials in front of word ``k`` begin: "Superintendent of Police | K.V. Mohan Pai"."""
    while k - 1 > after and (classes[k - 1] & c.INITIAL or initials(words[k - 1])):
        k -= 1
    return k


def _unknown_end(words: tuple[str, ...], classes: tuple[int, ...], last_join: int) -> int:
    """Where two or three words of no list, the name behind an office, begin: "Minister of Finance | Tendai
    Biti"; the end where there are none."""
    k = len(words)
    while k - 1 > last_join + 1 and not classes[k - 1] & _OF_OFFICES:
        k -= 1
    k = next((i for i in range(k, len(words) - 1) if classes[i] & c.FIRST_NAME), k)
    k = _over_initials(words, classes, k, last_join)
    return k if 2 <= len(words) - k <= _LONGEST_UNKNOWN else len(words)


def _behind_description(words: tuple[str, ...], classes: tuple[int, ...], pack: Pack) -> int:
    """Behind what describes a person without a title: "Texas Republican | Ted Cruz"."""
    if len(words) >= 3 and words[0].endswith(pack.words.mentions.sure_person_ends):
        return 0 if classes[0] & c.GIVEN_OR_SURNAME else 1
    return next((k for k in range(1, len(words) - 1) if _begins_behind(words, classes, k, pack)), 0)


def _begins_behind(words: tuple[str, ...], classes: tuple[int, ...], k: int, pack: Pack) -> bool:
    """Whether a person's name begins with word ``k``, by the description that ends in front of it."""
    letters = classes[k - 1] & c.UPPER and 1 < len(words[k - 1]) <= _LONGEST_LETTERS
    if not classes[k] & c.FIRST_NAME:
        return False
    told = _ends_as_role(words[k - 1], classes[k - 1], pack)
    if classes[k] & (c.AMBIGUOUS_NAME | _LEAD) and not (told and classes[k + 1] & c.SURNAME):
        return False
    lead = classes[k - 1] & _LEAD
    return bool(told or lead or letters or (k == 1 and _is_description(words[0], classes[0], pack)))


def _ends_as_role(word: str, bits: int, pack: Pack) -> bool:
    """Whether a word that is nobody's name ends as nouns for people do: "Convenor", "Grower"."""
    free = not bits & (c.GIVEN_OR_SURNAME | c.PARTICLE | c.UPPER | c.PLACE | c.ORGANIZATION)
    return free and len(word) >= _LONG and word.endswith(pack.words.mentions.person_ends)


def _is_description(word: str, bits: int, pack: Pack) -> bool:
    """Whether a word of no list in front of a first name ends as nouns for people do: "Hydrologist"."""
    if bits & (c.FIRST_NAME | c.AMBIGUOUS_NAME | c.INITIAL | c.PARTICLE | c.UPPER):
        return False
    return bool(bits & c.COMMON) or word.endswith(pack.words.mentions.person_ends)
