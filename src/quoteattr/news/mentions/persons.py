"""Whether a run of capitalised words is a personal name: rows of verdicts, the first that fits decides."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions import run_signs as signs
from quoteattr.news.mentions.run_signs import Run
from quoteattr.news.mentions.single_words import is_two_syllables
from quoteattr.stage_values import Segmented

_ORDINARY = signs.NO_SURNAME | c.MEDIA
_AFTER_NAME = c.PARTICLE | c.NAME_SUFFIX
_SYLLABLES = 3  # of a Chinese name: "Tan Hong Pin"


@frozen
class Verdict:
    """A row: whether a run that ``fits``, and no earlier row, is a ``person``; ``unsure``: unless the text
    shows another kind; ``nobody``: nor the name of anything else.

    ``example``: a text with such a run; ``boundary``: the nearest text in which another row decides.
    """

    name: str
    person: bool
    example: str
    boundary: str
    fits: Callable[[Run], object]
    unsure: bool = False
    nobody: bool = False


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


# -------------------------------------------------------------------------------- the rows
# The order matters: each row is asked of runs that no earlier one has decided.

ANY_LENGTH: tuple[Verdict, ...] = (
    Verdict(
        "too long",
        False,
        "Anna Bo Carla Dana Eva Finch spoke.",
        "Anna Bo Carla Finch spoke.",
        signs.too_long,
    ),
    Verdict(
        "a surname, and a person's surroundings",
        True,
        "Rebecca Church, 34, spoke.",
        "Rebecca Church rose.",
        signs.surname_and_who,
    ),
    Verdict(
        "an office",
        False,
        "We met the Xyloq Governor.",
        "We met the Xyloq Reporter.",
        signs.bare_office,
        nobody=True,
    ),
    Verdict(
        "an institution's word", False, "Anna Holdings spoke.", "Anna Ruiz spoke.", signs.holds_institution
    ),
    Verdict(
        "a place or an organisation", False, "We left Costa Rica.", "We left Costa Ruiz.", signs.names_place
    ),
    Verdict(
        "no word of a name",
        False,
        "We met Van.",
        "We met Van Ruiz.",
        lambda run: all(bits & _AFTER_NAME for bits in run.classes),
    ),
)
ONE_WORD: tuple[Verdict, ...] = (
    Verdict("an article", True, "We met Al-Rifai.", "We met Rifai.", signs.articled),
    Verdict(
        "a courtesy title",
        True,
        "We met Mr. Gentle.",
        "We met Gentle.",
        lambda run: run.titled and signs.behind_courtesy(run),
    ),
    Verdict("an ordinary word", False, "We met Gentle.", "We met Mr. Gentle.", signs.ordinary_word),
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
    Verdict("where places stand", False, "We met in Ruiz.", "We met Ruiz.", signs.where_places_stand),
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
        lambda run: run.first & c.FIRST_NAME and signs.amid_words(run),
    ),
    Verdict("an ambiguous name", False, "It was late. Basil slept.", "We met Ruiz.", lambda run: True),
)
SEVERAL_WORDS: tuple[Verdict, ...] = (
    Verdict(
        "a given name of two syllables",
        True,
        "We met Lo Kin-hei.",
        "We met Lo Kin-educated.",
        lambda run: is_two_syllables(run.words[-1], run.pack) and signs.may_end_given(run),
    ),
    Verdict(
        "letters behind a title",
        True,
        "We met Sen. JD Trask.",
        "We met JD Trask.",
        lambda run: run.titled and signs.letters(run),
    ),
    Verdict("letters in front", False, "We met NXQ Trask.", "We met Ana Trask.", signs.letters),
    Verdict("letters behind", False, "We met Xyloq NX.", "We met Ana NX.", signs.ends_in_letters),
    Verdict(
        "an institution with a role in it",
        False,
        "We saw the Brave King.",
        "We met Ana Governor.",
        signs.office,
    ),
    Verdict(
        "a thing's word in front",
        False,
        "We saw Typhoon Ruiz.",
        "We saw Mr. Lake Ruiz.",
        lambda run: not run.titled and run.words[0].lower() in run.pack.words.mentions.leading_things,
    ),
    Verdict(
        "a first name and a thing",
        False,
        "We saw Anna Square.",
        "We saw Anna Ruiz.",
        lambda run: run.first & c.FIRST_NAME and signs.thing(run),
    ),
    Verdict(
        "a first name and a group",
        False,
        "We saw Anna Voters.",
        "We saw Anna Ruiz.",
        lambda run: run.last & c.GROUP and not run.last & c.SURNAME,
    ),
    Verdict(
        "several words and an ordinary one behind an article",
        False,
        "We saw the Anna Ruiz Gentle.",
        "We saw Anna Ruiz Gentle.",
        signs.thing_behind_article,
    ),
    Verdict(
        "a first name and an ordinary word inside a sentence",
        True,
        "We met Anna Gentle.",
        "We met. Anna Gentle",
        lambda run: (
            signs.sure_first_name(run) and signs.ends_ordinary(run) and (run.titled or signs.amid_words(run))
        ),
    ),
    Verdict(
        "a first name and an ordinary word",
        False,
        "We met. Anna Gentle",
        "We met Anna Gentle.",
        lambda run: signs.sure_first_name(run) and signs.ends_ordinary(run),
    ),
    Verdict("a first name", True, "We met Anna Ruiz.", "We met Xyloq Ruiz.", signs.sure_first_name),
    Verdict(
        "initials and a name",
        True,
        "We met J. Ruiz.",
        "We met J Gentle.",
        lambda run: signs.initialled(run) and (run.last & c.SURNAME or not run.last & c.COMMON),
    ),
    Verdict("initials", False, "We met J Gentle.", "We met J. Ruiz.", signs.initialled),
    Verdict(
        "an ordinary word behind a title",
        True,
        "We met Sen. Gentle Ruiz.",
        "We met Gentle Ruiz.",
        lambda run: signs.begins_ordinary(run) and run.titled and run.last & c.GIVEN_OR_SURNAME,
    ),
    Verdict(
        "a family name and two syllables behind a title",
        True,
        "We met Sen. Tan Bright Pin.",
        "We met Sen. Xyloq Bright Pin.",
        lambda run: run.titled and len(run.at) == _SYLLABLES and run.first & c.SURNAME and signs.short(run),
    ),
    Verdict(
        "an ordinary word in front",
        False,
        "We met Gentle Ruiz.",
        "We met Anna Ruiz.",
        signs.begins_ordinary,
    ),
    Verdict(
        "a title or an ambiguous first name",
        True,
        "We met Sen. Xyloq Ruiz.",
        "We met Xyloq Ruiz.",
        lambda run: signs.introduced_by_name_or_title(run) and signs.may_be_surname(run),
        unsure=True,
    ),
    Verdict(
        "a title or an ambiguous first name and an ordinary word",
        False,
        "We met Sen. Xyloq Gentle.",
        "We met Sen. Xyloq Ruiz.",
        signs.introduced_by_name_or_title,
    ),
    Verdict(
        "the first word of a title",
        False,
        "We met Vice Xyloq.",
        "We met Vice Ruiz.",
        lambda run: run.first & c.TITLE_PREFIX and not run.last & c.SURNAME,
    ),
    Verdict("a thing", False, "We saw Xyloq Square.", "We saw Xyloq Ruiz.", signs.thing),
    Verdict(
        "an ordinary word in it",
        False,
        "We saw Xyloq Gentle.",
        "We saw Xyloq Ruiz.",
        lambda run: any(bits & _ORDINARY and not bits & c.PARTICLE for bits in run.classes),
    ),
    Verdict(
        "where places and works stand",
        False,
        "We met in Xyloq Zorvan.",
        "We met in Xyloq Ruiz.",
        lambda run: (
            (run.last & (c.COMMON | c.AMBIGUOUS_NAME) or not run.last & c.SURNAME)
            and signs.where_places_stand(run)
        ),
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
