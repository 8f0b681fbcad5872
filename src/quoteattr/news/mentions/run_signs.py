"""What the rows of verdicts ask of a run of capitalised words: its words, and what stands around it."""

from __future__ import annotations

from attrs import define

from quoteattr.lang import classes as c
from quoteattr.lang.letters import initials
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.presented import is_presented
from quoteattr.news.mentions.single_words import LONGEST_SYLLABLE
from quoteattr.stage_values import Segmented

NO_SURNAME = c.COMMON | c.PLACE | c.DEMONYM | c.GROUP
_NO_NAME = c.COMMON | c.DEMONYM | c.PLACE
_NOT_IN_PERSON = c.ORGANIZATION | c.COMPANY_SUFFIX | c.CALENDAR
_LONGEST = 5  # words of a personal name that are no particles
_THREE = 3  # words of "the Anna Ruiz Show"
_FOUR = 4  # words at most in front of and with "Kin-hei": "Carrie Lam Cheng Yuet-ngor"
_AND = "&"
_NOBLE = "noble"
_LETTERS = c.UPPER | c.PARTICLE | c.NAME_SUFFIX


@define(eq=False)
class Run:
    """A run of capitalised words without its titles, and what is asked of it.

    ``at``             its tokens; ``words``, ``classes``: theirs.
    ``first``, ``last``  classes of the first and of the last word.
    ``titled``         whether a title stands in front: "Sen.".
    """

    segmented: Segmented
    pack: Pack
    at: list[int]
    titled: bool
    words: tuple[str, ...]
    classes: tuple[int, ...]
    first: int
    last: int


def too_long(run: Run) -> bool:
    return len(run.at) > _LONGEST and sum(not bits & c.PARTICLE for bits in run.classes) > _LONGEST


def surname_and_who(run: Run) -> bool:
    """Whether the last word is a surname, too, and a title or what stands beside the name is a person's."""
    if not run.last & c.SURNAME or run.last & c.COMPANY_SUFFIX or _AND in run.words:
        return False
    if run.words[0] in run.pack.words.mentions.no_person:
        return False
    if run.titled:
        if len(run.at) == 1 and run.last & c.ORGANIZATION and _is_owned(run):
            return False
        return len(run.at) == 1 or bool(run.first & (c.FIRST_NAME | c.INITIAL))
    if len(run.at) == 1:
        return False
    if not sure_first_name(run) or any(bits & _NOT_IN_PERSON for bits in run.classes[1:-1]):
        return False
    return is_presented(run.segmented, run.at[0], run.at[-1], run.pack)


def _is_owned(run: Run) -> bool:
    """Whether a possessive stands before the title: "Lund’s | Advisor Council" is no Mr. Council."""
    classes, i = run.segmented.tokens.classes, run.at[0] - 1
    while i > 0 and classes[i] & c.ROLE_OR_TITLE:
        i -= 1
    return bool(classes[i] & c.CLITIC)


def holds_institution(run: Run) -> bool:
    # a first name may be some society's letters, too: Asa, Ada
    given = len(run.at) == 2 and run.first & c.FIRST_NAME and not run.first & c.UPPER
    no_person = run.pack.words.mentions.no_person
    month = run.last & c.CALENDAR and run.last & c.GIVEN_OR_SURNAME  # Theresa May, Mr. Jan
    rest = slice(bool(given), len(run.at) - bool(month))
    if c.any_of(run.classes[rest], _NOT_IN_PERSON):
        return True
    return _AND in run.words[rest] or not no_person.isdisjoint(run.words[rest])


def names_place(run: Run) -> bool:
    whole = " ".join([run.segmented.tokens.lower[i] for i in run.at])
    return whole in run.pack.places or whole in run.pack.organizations


def articled(run: Run) -> object:
    word = run.words[0]
    return "-" in word and run.pack.classes[word[0].lower() + word[1:]] & c.ARTICLED


def behind_courtesy(run: Run) -> bool:
    """ "Mr. Pin", but not "Mr. Speaker", "Miss World"."""
    i = run.at[0] - 1
    before = run.segmented.tokens.words[i - (run.segmented.tokens.words[i] == ".")].lower()
    courteous = before in run.pack.words.mentions.courtesies and not run.first & c.ROLE_OR_TITLE
    return courteous and not (run.first & c.PLACE or run.words[0].lower() in run.pack.places)


def ordinary_word(run: Run) -> bool:
    return bool(run.first & _NO_NAME) and not (run.titled and run.first & c.GIVEN_OR_SURNAME)


def where_places_stand(run: Run) -> bool:
    """Whether a place stands there: "in Doe", "the welder from Doe"."""
    i, tokens = run.at[0], run.segmented.tokens
    before = tokens.words[i - 1].lower() if i > 0 else ""
    if before in run.pack.words.resolution.origins:
        return i > 1 and bool(tokens.classes[i - 2] & c.ROLE)
    return before in run.pack.offices["locative"]


def amid_words(run: Run) -> bool:
    """Whether only a name has a capital there: inside a sentence, or before a reporting verb."""
    classes, i = run.segmented.tokens.classes, run.at[0]
    inside = i > 0 and classes[i - 1] & c.WORD and not classes[i - 1] & c.CAPITAL
    return bool(inside or (i + 1 < len(classes) and classes[i + 1] & c.REPORTING_VERB))


def letters(run: Run) -> bool:
    """Whether it begins with letters that stand for something, and goes on in small ones: "NBA Star"."""
    if not run.first & c.UPPER or len(run.words[0]) == 1 or initials(run.words[0]):
        return False
    return not all(bits & _LETTERS for bits in run.classes)


def ends_in_letters(run: Run) -> bool:
    """Whether letters of no list stand behind a word that is no first name: "Zanu PF"."""
    if not run.last & c.UPPER or run.titled or run.first & (c.UPPER | c.FIRST_NAME):
        return False
    return len(run.words[-1]) > 1 and not run.last & c.NAME_SUFFIX and not initials(run.words[-1])


def office(run: Run) -> bool:
    if not run.last & c.ROLE_OR_TITLE or run.first & c.FIRST_NAME:
        return False
    return not run.last & c.SURNAME or bool(run.first & (c.TITLE_PREFIX | c.COMMON))


def _office_of_place(run: Run) -> bool:
    """Whether a place that is a first name, too, stands before an office: "Ashanti Regional Minister"."""
    if not run.last & c.ROLE_OR_TITLE or run.last & c.SURNAME:
        return False
    middle = run.classes[1:-1]
    return bool(run.first & c.PLACE or middle) and not any(bits & c.GIVEN_OR_SURNAME for bits in middle)


def bare_office(run: Run) -> bool:
    """Whether what stands there names nobody: "the | Opposition Leader |", "the | Oscar-winner |"."""
    last = run.words[-1].lower()
    if len(run.at) == 1 and not run.titled:
        end = run.words[0].partition("-")[2]
        return end.islower() and end in run.pack.roles
    if len(run.at) == 1 or _AND in run.words or not (office(run) or _office_of_place(run)):
        return False
    noble = run.pack.titles.get(last, {}).get("kind") == _NOBLE  # "Burger King"
    return not noble and last not in run.pack.words.mentions.mastheads


def may_end_given(run: Run) -> bool:
    """Whether two to four words, no place nor institution, may end with a given name: "Lo Kin-hei"."""
    return len(run.at) <= _FOUR and not any(
        bits & (_NOT_IN_PERSON | c.PLACE | c.ROLE_OR_TITLE) for bits in run.classes[:-1]
    )


def short(run: Run) -> bool:
    return all(len(word) <= LONGEST_SYLLABLE and not bits & _NOT_IN_PERSON for word, bits in _rows(run))


def _rows(run: Run) -> zip[tuple[str, int]]:
    return zip(run.words, run.classes, strict=True)


def sure_first_name(run: Run) -> bool:
    return bool(run.first & c.FIRST_NAME) and not run.first & c.AMBIGUOUS_NAME


def thing(run: Run) -> bool:
    joined = sure_first_name(run) and any(bits & c.PARTICLE for bits in run.classes[1:-1])
    return run.words[-1].lower() in run.pack.offices["thing"] and not joined  # "Ana de la Tour"


def thing_behind_article(run: Run) -> bool:
    """ "the Anna Ruiz Show", "The Anna Ruiz Library": three words or more, the last an ordinary one."""
    named = run.last & (c.GIVEN_OR_SURNAME | c.NAME_SUFFIX | c.INITIAL) and not run.last & c.COMMON
    if run.titled or len(run.at) < _THREE or named or not run.at[0]:
        return False
    before = run.segmented.tokens.lower[run.at[0] - 1]
    return before in run.pack.words.resolution.articles


def ends_ordinary(run: Run) -> bool:
    return bool(run.last & c.COMMON) and not run.last & c.SURNAME


def initialled(run: Run) -> bool:
    return bool(run.first & c.INITIAL) or initials(run.words[0])


def begins_ordinary(run: Run) -> bool:
    return bool(run.first & NO_SURNAME) and not run.first & (c.FIRST_NAME | c.PARTICLE)


def introduced_by_name_or_title(run: Run) -> bool:
    return bool(run.first & c.FIRST_NAME) or run.titled


def may_be_surname(run: Run) -> bool:
    return bool(run.last & c.SURNAME) or not run.last & NO_SURNAME
