"""The short word lists of a language, typed: a class for each room that asks, a field for each list.

``pack.words.cues.linking`` is the list "linking" of ``lang/en/words/cues.json``. A list that a language does
not have is empty; a list that no class knows is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, fields, frozen

from quoteattr.lang.words.fiction import PlaceWords, TurnWords
from quoteattr.lang.words.ground import LexiconWords, NamingWords, ReadingWords, VerificationWords
from quoteattr.lang.words.news import (
    ContentWords,
    CueWords,
    LearnedWords,
    MentionWords,
    ProposalWords,
    ResolutionWords,
    RosterWords,
)


@frozen(eq=False)
class Words:
    """All of them, by room."""

    lexicon: LexiconWords = field(factory=LexiconWords)
    reading: ReadingWords = field(factory=ReadingWords)
    naming: NamingWords = field(factory=NamingWords)
    mentions: MentionWords = field(factory=MentionWords)
    cues: CueWords = field(factory=CueWords)
    rosters: RosterWords = field(factory=RosterWords)
    proposals: ProposalWords = field(factory=ProposalWords)
    contents: ContentWords = field(factory=ContentWords)
    learned: LearnedWords = field(factory=LearnedWords)
    resolution: ResolutionWords = field(factory=ResolutionWords)
    places: PlaceWords = field(factory=PlaceWords)
    turns: TurnWords = field(factory=TurnWords)
    verification: VerificationWords = field(factory=VerificationWords)


def make_words(files: Mapping[str, Any]) -> Words:
    """The lists of the files of a pack's folder ``words``, by the file's name.

    Raises KeyError and the like where a file or a list is not known, or of another form.
    """
    empty = Words()
    rooms: dict[str, Any] = {}
    for name, lists in files.items():
        if not hasattr(empty, name):
            raise KeyError(f"words: no room {name!r}; there are {_names(empty)}")
        rooms[name] = _room(getattr(empty, name), name, lists)
    return Words(**rooms)


def _room(empty: Any, room: str, lists: Mapping[str, Any]) -> Any:
    """The room's value with the lists in the place of its empty ones, which say what each must be."""
    found: dict[str, Any] = {}
    for name, row in lists.items():
        if not hasattr(empty, name):
            raise KeyError(f"words/{room}: no list {name!r}; there are {_names(empty)}")
        found[name] = _list(type(getattr(empty, name)), row, f"words/{room}: {name}")
    return type(empty)(**found)


def _list(kind: type, row: Any, where: str) -> Any:
    """A JSON list as frozenset or tuple; a JSON object as a dict, its lists as frozensets."""
    if kind is dict:
        if not isinstance(row, Mapping):
            raise TypeError(f"{where} must be an object of words")
        return {w: _list(frozenset, v, where) if isinstance(v, list) else v for w, v in row.items()}
    if not isinstance(row, list) or not all(isinstance(word, str) for word in row):
        raise TypeError(f"{where} must be a list of words")
    return kind(row)


def _names(value: Any) -> str:
    return ", ".join(one.name for one in fields(type(value)))
