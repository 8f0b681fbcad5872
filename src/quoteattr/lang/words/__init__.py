"""The short word lists of a language, typed: a class for each room that asks, a field for each list.

``pack.words.cues.linking`` is the list "linking" of ``lang/en/words/cues.json``. A list that a language does
not have is empty; a list that no class knows is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_origin, get_type_hints

from attrs import Attribute, field, fields, frozen

from quoteattr.lang.words.contents import ContentWords
from quoteattr.lang.words.cues import CueWords
from quoteattr.lang.words.mentions import MentionWords
from quoteattr.lang.words.naming import NamingWords
from quoteattr.lang.words.places import PlaceWords
from quoteattr.lang.words.proposals import ProposalWords
from quoteattr.lang.words.reading import ReadingWords
from quoteattr.lang.words.resolution import ResolutionWords
from quoteattr.lang.words.rosters import RosterWords
from quoteattr.lang.words.turns import TurnWords


@frozen(eq=False)
class Words:
    """All of them, by room."""

    reading: ReadingWords = field(factory=ReadingWords)
    naming: NamingWords = field(factory=NamingWords)
    mentions: MentionWords = field(factory=MentionWords)
    cues: CueWords = field(factory=CueWords)
    rosters: RosterWords = field(factory=RosterWords)
    proposals: ProposalWords = field(factory=ProposalWords)
    contents: ContentWords = field(factory=ContentWords)
    resolution: ResolutionWords = field(factory=ResolutionWords)
    places: PlaceWords = field(factory=PlaceWords)
    turns: TurnWords = field(factory=TurnWords)


def make_words(files: Mapping[str, Any]) -> Words:
    """The lists of the files of a pack's folder ``words``, by the file's name.

    Raises KeyError and the like where a file or a list is not known, or of another form.
    """
    rooms = {one.name: one for one in fields(Words)}
    for name in files:
        if name not in rooms:
            raise KeyError(f"words: no room {name!r}; there are {', '.join(rooms)}")
    hints = get_type_hints(Words)
    return Words(**{name: _room(hints[name], name, rows) for name, rows in files.items()})


def _room(cls: Any, room: str, rows: Mapping[str, Any]) -> Any:
    known: dict[str, Attribute[Any]] = {one.name: one for one in fields(cls)}
    hints = get_type_hints(cls)
    for name in rows:
        if name not in known:
            raise KeyError(f"words/{room}: no list {name!r}; there are {', '.join(known)}")
    return cls(**{name: _list(hints[name], f"words/{room}: {name}", row) for name, row in rows.items()})


def _list(hint: Any, where: str, row: Any) -> Any:
    """A JSON list as frozenset or tuple, a JSON object as a dict, whose words may have lists, too."""
    kind = get_origin(hint)
    if kind in (frozenset, tuple):
        if not isinstance(row, list) or not all(isinstance(word, str) for word in row):
            raise TypeError(f"{where} must be a list of words")
        return kind(row)
    if not isinstance(row, Mapping):
        raise TypeError(f"{where} must be an object of words")
    inner = hint.__args__[1]
    if get_origin(inner) is None:
        return dict(row)
    return {word: _list(inner, f"{where}: {word}", value) for word, value in row.items()}
