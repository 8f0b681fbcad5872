"""Whether a run of capitalised words is a personal name: rows of verdicts, the first that fits decides."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, frozen

from quoteattr.lang import classes as c
from quoteattr.lang.letters import bare
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.presented import is_presented, role_follows
from quoteattr.stage_values import Segmented

_LONGEST_NAME = 5  # words of a personal name that are no particles
_NO_SURNAME = c.COMMON | c.PLACE | c.DEMONYM | c.GROUP
_NO_NAME = c.COMMON | c.DEMONYM | c.PLACE
_AFTER_NAME = c.PARTICLE | c.NAME_SUFFIX
_NOT_IN_PERSON = c.ORGANIZATION | c.COMPANY_SUFFIX | c.CALENDAR
_AND = "&"
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


@frozen
class Verdict:
    """A row: whether a run that ``fits``, and no earlier row, is a ``person``; ``unsure``: unless the text
    shows another kind.

    ``example``: a text with such a run; ``boundary``: the nearest text in which another row decides.
    """

    name: str
    person: bool
    example: str
    boundary: str
    fits: Callable[[Run], object]
    unsure: bool = False


def verdict(segmented: Segmented, core: list[int], titled: bool, pack: Pack) -> Verdict:
    """What decides whether the words of a run, titles off, are a personal name."""
    tokens = segmented.tokens
    words = tuple([tokens.words[i] for i in core])
    classes = tuple([tokens.classes[i] for i in core])
    run = Run(segmented, pack, core, titled, words, classes, classes[0], classes[-1])
    for row in ANY_LENGTH:
        if row.fits(run):
            return row
    rows = ONE_WORD if len(core) == 1 else SEVERAL_WORDS
    return next(row for row in rows if row.fits(run))


# -------------------------------------------------------------------------------- what is asked


def _surname_and_who(run: Run) -> bool:
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
    if not _sure_first_name(run) or any(bits & _NOT_IN_PERSON for bits in run.classes[1:-1]):
        return False
    return is_presented(run.segmented, run.at[0], run.at[-1])


def _is_owned(run: Run) -> bool:
    """Whether a possessive stands before the title: "Lund’s | Advisor Council" is no Mr. Council."""
    classes, i = run.segmented.tokens.classes, run.at[0] - 1
    while i > 0 and classes[i] & c.ROLE_OR_TITLE:
        i -= 1
    return bool(classes[i] & c.CLITIC)


def _holds_institution(run: Run) -> bool:
    # a first name may be some society's letters, too: Asa, Ada
    given = len(run.at) == 2 and run.first & c.FIRST_NAME and not run.first & c.UPPER
    rest = slice(1 if given else 0, None)
    no_person = run.pack.words.mentions.no_person
    month = given and run.last & c.CALENDAR and run.last & c.SURNAME  # Theresa May
    return any(bits & _NOT_IN_PERSON and not month for bits in run.classes[rest]) or any(
        word == _AND or word in no_person for word in run.words[rest]
    )


def _names_place(run: Run) -> bool:
    whole = " ".join([word.lower() for word in run.words])
    return whole in run.pack.places or whole in run.pack.organizations


def _articled(run: Run) -> object:
    word = run.words[0]
    return "-" in word and run.pack.classes[word[0].lower() + word[1:]] & c.ARTICLED


def _behind_courtesy(run: Run) -> bool:
    """ "Mr. Pin", but not "Mr. Speaker", "Miss World"."""
    i = run.at[0] - 1
    before = run.segmented.tokens.words[i - (run.segmented.tokens.words[i] == ".")].lower()
    courteous = before in run.pack.words.mentions.courtesies and not run.first & c.ROLE_OR_TITLE
    return courteous and not (run.first & c.PLACE or run.words[0].lower() in run.pack.places)


def _ordinary_word(run: Run) -> bool:
    return bool(run.first & _NO_NAME) and not (run.titled and run.first & c.GIVEN_OR_SURNAME)


def _where_places_stand(run: Run) -> bool:
    i = run.at[0]
    return i > 0 and run.segmented.tokens.words[i - 1].lower() in run.pack.offices["locative"]


def _amid_words(run: Run) -> bool:
    """Whether only a name has a capital there: inside a sentence, or before a reporting verb."""
    classes, i = run.segmented.tokens.classes, run.at[0]
    inside = i > 0 and classes[i - 1] & c.WORD and not classes[i - 1] & c.CAPITAL
    return bool(inside or (i + 1 < len(classes) and classes[i + 1] & c.REPORTING_VERB))


def _goes_on_small(run: Run) -> bool:
    """Whether a sentence, no line in title case, goes on behind the run: "Susan Long | led the search"."""
    classes, k = run.segmented.tokens.classes, run.at[-1] + 1
    return k < len(classes) and bool(classes[k] & c.WORD) and not classes[k] & c.CAPITAL


def _letters(run: Run) -> bool:
    """Whether it begins with letters that stand for something, and goes on in small ones: "NBA Star"."""
    if not run.first & c.UPPER or len(run.words[0]) == 1 or initials(run.words[0]):
        return False
    return not all(bits & _LETTERS for bits in run.classes)


def _office(run: Run) -> bool:
    if not run.last & c.ROLE_OR_TITLE or run.first & c.FIRST_NAME:
        return False
    return not run.last & c.SURNAME or bool(run.first & (c.TITLE_PREFIX | c.COMMON))


def _sure_first_name(run: Run) -> bool:
    return bool(run.first & c.FIRST_NAME) and not run.first & c.AMBIGUOUS_NAME


def _thing(run: Run) -> bool:
    joined = _sure_first_name(run) and any(bits & c.PARTICLE for bits in run.classes[1:-1])
    return run.words[-1].lower() in run.pack.offices["thing"] and not joined  # "Ana de la Tour"


def _ends_ordinary(run: Run) -> bool:
    return bool(run.last & c.COMMON) and not run.last & c.SURNAME


def _initialled(run: Run) -> bool:
    return bool(run.first & c.INITIAL) or initials(run.words[0])


def _begins_ordinary(run: Run) -> bool:
    return bool(run.first & _NO_SURNAME) and not run.first & (c.FIRST_NAME | c.PARTICLE)


def _introduced_by_name_or_title(run: Run) -> bool:
    return bool(run.first & c.FIRST_NAME) or run.titled


def _may_be_surname(run: Run) -> bool:
    return bool(run.last & c.SURNAME) or not run.last & _NO_SURNAME


# -------------------------------------------------------------------------------- the rows
# The order matters: each row is asked of runs that no earlier one has decided.

ANY_LENGTH: tuple[Verdict, ...] = (
    Verdict(
        "too long",
        False,
        "Anna Bo Carla Dana Eva Finch spoke.",
        "Anna Bo Carla Finch spoke.",
        lambda run: sum(not bits & c.PARTICLE for bits in run.classes) > _LONGEST_NAME,
    ),
    Verdict(
        "a surname, and a person's surroundings",
        True,
        "Rebecca Church, 34, spoke.",
        "Rebecca Church rose.",
        _surname_and_who,
    ),
    Verdict("an institution's word", False, "Anna Holdings spoke.", "Anna Ruiz spoke.", _holds_institution),
    Verdict("a place or an organisation", False, "We left Costa Rica.", "We left Costa Ruiz.", _names_place),
    Verdict(
        "no word of a name",
        False,
        "We met Van.",
        "We met Van Ruiz.",
        lambda run: all(bits & _AFTER_NAME for bits in run.classes),
    ),
)
ONE_WORD: tuple[Verdict, ...] = (
    Verdict("an article", True, "We met Al-Rifai.", "We met Rifai.", _articled),
    Verdict(
        "a courtesy title",
        True,
        "We met Mr. Gentle.",
        "We met Gentle.",
        lambda run: run.titled and _behind_courtesy(run),
    ),
    Verdict("an ordinary word", False, "We met Gentle.", "We met Mr. Gentle.", _ordinary_word),
    Verdict(
        "a group behind a title",
        False,
        "We met Professional Accountants.",
        "We met Sen. Xyloq.",
        lambda run: run.titled and run.last & c.GROUP and not run.last & c.SURNAME,
    ),
    Verdict("a title", True, "We met Sen. Xyloq.", "We met Xyloq.", lambda run: run.titled),
    Verdict(
        "no known name",
        False,
        "We met Xyloq.",
        "We met Ruiz.",
        lambda run: not run.first & c.GIVEN_OR_SURNAME,
    ),
    Verdict("letters", False, "We met RUIZ.", "We met Ruiz.", lambda run: run.first & c.UPPER),
    Verdict("where places stand", False, "We met in Ruiz.", "We met Ruiz.", _where_places_stand),
    Verdict(
        "a known name",
        True,
        "We met Ruiz.",
        "We met Xyloq.",
        lambda run: not run.first & c.AMBIGUOUS_NAME,
    ),
    Verdict(
        "a first name inside a sentence",
        True,
        "We met Basil.",
        "It was late. Basil slept.",
        lambda run: run.first & c.FIRST_NAME and _amid_words(run),
    ),
    Verdict("an ambiguous name", False, "It was late. Basil slept.", "We met Ruiz.", lambda run: True),
)
SEVERAL_WORDS: tuple[Verdict, ...] = (
    Verdict(
        "letters behind a title",
        True,
        "We met Sen. JD Trask.",
        "We met JD Trask.",
        lambda run: run.titled and _letters(run),
    ),
    Verdict("letters in front", False, "We met NXQ Trask.", "We met Ana Trask.", _letters),
    Verdict("an office", False, "We met Xyloq Governor.", "We met Ana Governor.", _office),
    Verdict(
        "a first name and a thing",
        False,
        "We saw Anna Square.",
        "We saw Anna Ruiz.",
        lambda run: run.first & c.FIRST_NAME and _thing(run),
    ),
    Verdict(
        "a first name and a group",
        False,
        "We saw Anna Voters.",
        "We saw Anna Ruiz.",
        lambda run: run.last & c.GROUP and not run.last & c.SURNAME,
    ),
    Verdict(
        "a first name and an ordinary word inside a sentence",
        True,
        "We met Anna Gentle.",
        "We met. Anna Gentle",
        lambda run: (
            _sure_first_name(run) and _ends_ordinary(run) and (_amid_words(run) or _goes_on_small(run))
        ),
    ),
    Verdict(
        "a first name and an ordinary word",
        False,
        "We met. Anna Gentle",
        "We met Anna Gentle.",
        lambda run: _sure_first_name(run) and _ends_ordinary(run),
    ),
    Verdict("a first name", True, "We met Anna Ruiz.", "We met Xyloq Ruiz.", _sure_first_name),
    Verdict(
        "initials and a name",
        True,
        "We met J. Ruiz.",
        "We met J Gentle.",
        lambda run: _initialled(run) and (run.last & c.SURNAME or not run.last & c.COMMON),
    ),
    Verdict("initials", False, "We met J Gentle.", "We met J. Ruiz.", _initialled),
    Verdict(
        "an ordinary word behind a title",
        True,
        "We met Sen. Gentle Ruiz.",
        "We met Gentle Ruiz.",
        lambda run: _begins_ordinary(run) and run.titled and run.last & c.GIVEN_OR_SURNAME,
    ),
    Verdict(
        "an ordinary word in front",
        False,
        "We met Gentle Ruiz.",
        "We met Anna Ruiz.",
        _begins_ordinary,
    ),
    Verdict(
        "a title or an ambiguous first name",
        True,
        "We met Sen. Xyloq Ruiz.",
        "We met Xyloq Ruiz.",
        lambda run: _introduced_by_name_or_title(run) and _may_be_surname(run),
        unsure=True,
    ),
    Verdict(
        "a title or an ambiguous first name and an ordinary word",
        False,
        "We met Sen. Xyloq Gentle.",
        "We met Sen. Xyloq Ruiz.",
        _introduced_by_name_or_title,
    ),
    Verdict(
        "the first word of a title",
        False,
        "We met Vice Xyloq.",
        "We met Vice Ruiz.",
        lambda run: run.first & c.TITLE_PREFIX and not run.last & c.SURNAME,
    ),
    Verdict("a thing", False, "We saw Xyloq Square.", "We saw Xyloq Ruiz.", _thing),
    Verdict(
        "an ordinary word in it",
        False,
        "We saw Xyloq Gentle.",
        "We saw Xyloq Ruiz.",
        lambda run: any(bits & (_NO_SURNAME | c.MEDIA) and not bits & c.PARTICLE for bits in run.classes),
    ),
    Verdict(
        "nothing against it",
        True,
        "We saw Xyloq Ruiz.",
        "We saw Xyloq Gentle.",
        lambda run: True,
        unsure=True,
    ),
)


# -------------------------------------------------------------------------------- single words


def initials(word: str) -> bool:
    """Whether the word is initials written together: "J.R."."""
    letters = bare(word)
    return 3 <= len(letters) <= 6 and letters[1] == "." and letters.replace(".", "").isupper()


def names_nobody(word: str, bits: int, pack: Pack) -> bool:
    """Whether a capitalised word alone names nobody: "I", "A" before a colon, "Texas-based"."""
    if bits & c.PRONOUN or len(bare(word)) == 1 or word[1:2] == "-":
        return True  # also "(R-Ohio)"
    _, hyphen, end = word.rpartition("-")
    return bool(hyphen) and end.islower() and end in pack.words.mentions.adjective_ends


def introduced(segmented: Segmented, i: int) -> bool:
    """Whether the text presents an unknown word as a person: "Karjono, a fisherman", "HOLLOWAY:"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if i + 3 >= len(words) or classes[i] & (_NOT_IN_PERSON | _NO_SURNAME | c.MEDIA):
        return False
    if classes[i] & c.UPPER:
        return bool(classes[i] & c.SURNAME) and _is_label(segmented, i)
    if words[i + 1] != ",":
        return False
    if classes[i + 2] & c.NUMBER:  # an age: "Karjono, 52, …"
        return words[i + 2].isdecimal() and len(words[i + 2]) == 2 and words[i + 3] == ","
    return bool(classes[i + 2] & c.DETERMINER) and role_follows(segmented, i + 3)


def _is_label(segmented: Segmented, i: int) -> bool:
    words, classes = segmented.tokens.words, segmented.tokens.classes
    return words[i + 1] == ":" and (i == 0 or not classes[i - 1] & c.WORD_OR_NUMBER)
