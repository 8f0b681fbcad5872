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
            run = Run(i, i + 1, "", i)  # a title by itself: "the Inspector", "Captain", "Mother"
            is_name = story.named(i) or title in pack.story.kin
        else:
            run = Run(i, _end(story, core, title), title, core)
            is_name = run.last > core and not _is_shouted(story, run)
        end = max(run.last, i + 1)
        if is_name:
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
    """Whether a name may stand at token ``k``, behind a title."""
    if k >= len(story.words) or not story.classes[k] & c.CAPITAL:
        return False
    return story.named(k) or not story.classes[k] & NO_NAME


def _end(story: _Story, core: int, title: str) -> int:
    """The token behind the name that starts at token ``core``; behind a title any word is a name."""
    if not title and not story.named(core):
        return core
    k = _behind(story, core, title)
    while k < len(story.words) and _goes_on(story, k):
        k = _behind(story, k, title)
    return k


def _behind(story: _Story, k: int, title: str) -> int:
    """The token behind word ``k`` of a name, and behind what joins it to the next: "C." and "de" do."""
    k += 1
    if not story.named(k + 1):
        return k
    word = story.words[k]
    if word == ".":
        return k + 1 if story.classes[k - 1] & c.INITIAL else k
    if _begins_epithet(story, k):
        return k + 1
    links = story.pack.story.name_link
    return k + 1 if word in links and (title or word not in story.pack.words.places.title_links) else k


def _begins_epithet(story: _Story, k: int) -> bool:
    """Whether the article of an ordinary word as a name stands at token ``k``: "Odo the Grey"."""
    bits = story.classes[k + 1]
    ordinary = bits & c.COMMON and not bits & (c.ROLE_OR_TITLE | c.ORGANIZATION | c.PLACE | c.DEMONYM)
    return story.words[k] in story.pack.words.places.definite and bool(ordinary)


def _goes_on(story: _Story, k: int) -> bool:
    """Whether token ``k`` is a further word of the name in front of it."""
    if _begins_another(story, k) or not (story.named(k) or _is_surname(story, k) or _is_initial(story, k)):
        return False
    starts = story.segmented.tokens.starts
    return "\n\n" not in story.segmented.text[starts[k - 1] : starts[k]]


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
