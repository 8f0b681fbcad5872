"""Runs of words that may name a character: "Mr. Silas Reed", "the Inspector", "Mother"."""

from __future__ import annotations

from collections.abc import Container, Iterator

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented
from quoteattr.text.tokens import where

NO_NAME = (
    c.DETERMINER
    | c.PRONOUN
    | c.PREPOSITION
    | c.CONJUNCTION
    | c.CALENDAR
    | c.WH
    | c.AUXILIARY
    | c.MODAL
    | c.SUBORDINATOR
)
_NO_SURNAME = c.UPPER | c.TITLE | c.INTERJECTION | NO_NAME


@frozen
class Run:
    """Tokens ``first`` to ``last`` (exclusive): the ``title`` in small letters, or "", and the name itself,
    which begins at token ``core``."""

    first: int
    last: int
    title: str
    core: int


@frozen(eq=False)
class _Story:
    """What is asked of the tokens of a story; ``names`` are the words that may be names."""

    segmented: Segmented
    words: tuple[str, ...]
    classes: tuple[int, ...]
    names: frozenset[str]
    pack: Pack

    def named(self, k: int) -> bool:
        """Whether token ``k``, if there is one, may be a name."""
        return k < len(self.words) and self.words[k] in self.names


def name_runs(segmented: Segmented, names: frozenset[str], pack: Pack) -> Iterator[Run]:
    """Every run that may name a character."""
    tokens = segmented.tokens
    story = _Story(segmented, tokens.words, tokens.classes, names, pack)
    end, core, title = 0, 0, ""
    for i in where(tokens, c.CAPITAL):
        if i < end:
            continue
        if i >= core:  # titles in a row are read once
            title, core = _titles(story, i)
        if core > i and not _begins_name(story, core):
            run = Run(i, _behind_land(story, i, core), "", i)  # a title by itself: "the Inspector", "Mother"
            is_name = story.named(i) or title in pack.story.kin
        else:
            first = i if title else _particles_before(story, i, end)
            run = Run(first, _end(story, core, title), title, core if title else first)
            is_name = run.last > core and not _is_shouted(story, run)
        if is_name:
            end = run.last
            yield run


def _titles(story: _Story, i: int) -> tuple[str, int]:
    """(the last of the titles in a row that start at token ``i``, or "", the token behind them)."""
    words, classes, title = story.words, story.classes, ""
    with_first_name = story.pack.story.first_name_title
    while i < len(words) and classes[i] & c.CAPITAL and _is_title(words[i], classes[i], with_first_name):
        title = words[i].lower()
        i += 2 if words[i + 1 : i + 2] == (".",) and classes[i] & c.TITLE_ABBREVIATION else 1
    return title, i


def _is_title(word: str, bits: int, with_first_name: Container[str]) -> bool:
    if not bits & c.TITLE:
        return False
    return not bits & c.FIRST_NAME or bool(bits & c.TITLE_ABBREVIATION) or word.lower() in with_first_name


def _begins_name(story: _Story, k: int) -> bool:
    """Whether a name may stand at token ``k``, behind a title: "Captain | Cruz", "Captain | de la Cruz"."""
    k = _behind_particles(story, k)
    if k >= len(story.words) or not story.classes[k] & c.CAPITAL:
        return False
    return story.named(k) or not story.classes[k] & NO_NAME


def _behind_land(story: _Story, i: int, of: int) -> int:
    """The token behind the title at token ``i``, with the land or the town behind it, which "of" at token
    ``of`` joins to it: "Duke | of Harrow"."""
    is_land = story.words[of : of + 1] and story.words[of] in story.pack.words.places.title_links
    if not is_land or not story.named(of + 1) or story.classes[of + 1] & c.FIRST_NAME:
        return i + 1
    return of + 2


def _is_particle(story: _Story, k: int) -> bool:
    """Whether token ``k`` is a small word of names: the "de" of "de Vries", not "of"."""
    word, words = story.words[k].lower(), story.pack.words.places
    may_be = story.classes[k] & c.PARTICLE or word in story.pack.story.name_link
    return bool(may_be) and word not in words.title_links


def _behind_particles(story: _Story, k: int) -> int:
    """The token behind the particles that start at token ``k``."""
    while k < len(story.words) and _is_particle(story, k) and not story.classes[k] & c.CAPITAL:
        k += 1
    return k


def _particles_before(story: _Story, k: int, end: int) -> int:
    """Where the name at token ``k`` starts with its particles, behind token ``end``: "De Vries"; no
    ordinary word is one, but with a capital: "in the van Nora"."""
    while k > end and _is_particle(story, k - 1) and not story.classes[k] & c.TITLE:
        small = not story.classes[k - 1] & c.CAPITAL
        if (small and story.classes[k - 1] & c.COMMON) or not _is_beside(story, k - 1):
            break
        k -= 1
    return k


def _is_beside(story: _Story, k: int) -> bool:
    """Whether the token behind token ``k`` is in the same paragraph."""
    starts = story.segmented.tokens.starts
    return "\n\n" not in story.segmented.text[starts[k] : starts[k + 1]]


def _end(story: _Story, core: int, title: str) -> int:
    """The token behind the name that starts at token ``core``; behind a title any word is a name."""
    if not title and not story.named(core):
        return core
    k = _behind(story, _behind_particles(story, core), title)
    while k < len(story.words) and _goes_on(story, k):
        k = _behind(story, k, title)
    return k


def _behind(story: _Story, k: int, title: str) -> int:
    """The token behind word ``k`` of a name, and behind what joins it to the next: "C." and "de" do."""
    k += 1
    joined = _behind_particles(story, k)
    if joined > k and story.named(joined):
        return joined
    if not story.named(k + 1):
        return k
    word = story.words[k]
    if word == ".":
        return k + 1 if story.classes[k - 1] & (c.INITIAL | c.TITLE_ABBREVIATION) else k
    if _begins_epithet(story, k):
        return k + 1
    return k + 1 if title and word in story.pack.words.places.title_links else k


def _begins_epithet(story: _Story, k: int) -> bool:
    """Whether the article of an ordinary word as a name stands at token ``k``: "Odo the Grey"."""
    bits = story.classes[k + 1]
    ordinary = bits & c.COMMON and not bits & (c.ROLE_OR_TITLE | c.ORGANIZATION | c.PLACE | c.DEMONYM)
    return story.words[k] in story.pack.words.places.definite and bool(ordinary)


def _goes_on(story: _Story, k: int) -> bool:
    """Whether token ``k`` is a further word of the name in front of it."""
    if _begins_another(story, k) or not (story.named(k) or _is_surname(story, k) or _is_initial(story, k)):
        return False
    return _is_beside(story, k - 1)


def _begins_another(story: _Story, k: int) -> bool:
    """Whether token ``k`` is the title of somebody else: "Tom Mr. Dane"."""
    words = story.pack.words.places
    word = story.words[k].lower()
    return bool(story.classes[k] & c.TITLE) and (word in words.bearers or word in words.other_titles)


def _is_surname(story: _Story, k: int) -> bool:
    """Whether token ``k``, an ordinary word, is a surname behind a first name, as in "Silas Reed"."""
    bits = story.classes[k]
    if not bits & c.CAPITAL or not story.classes[k - 1] & c.FIRST_NAME or not story.named(k - 1):
        return False
    return not bits & _NO_SURNAME and story.words[k].lower() not in story.pack.story.exclamation


def _is_initial(story: _Story, k: int) -> bool:
    """Whether token ``k`` is the letter of "Randolph C. Miller"."""
    return bool(story.classes[k] & c.INITIAL) and story.words[k + 1 : k + 2] == (".",) and story.named(k + 2)


def _is_shouted(story: _Story, run: Run) -> bool:
    """Whether the run is an ordinary word in capitals alone: "STOP"."""
    if run.last - run.first > 1 or len(story.words[run.first]) == 1:
        return False
    return bool(story.classes[run.first] & c.UPPER and story.classes[run.first] & c.COMMON)
