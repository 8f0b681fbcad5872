"""Known speakers by the forms of their names: the tables, and the search in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from quoteattr.names.folding import (
    BY_CHARACTER,
    GLUED,
    KATAKANA,
    by_character,
    case_fits,
    exact,
    key,
    parts,
)
from quoteattr.names.likeness import same_or_initial
from quoteattr.types import KnownSpeaker

if TYPE_CHECKING:
    from quoteattr.lang.words.ground import NamingWords

_SHARING = 8  # people who share a form that are given for each place of it
_KATAKANA = re.compile(f"[{KATAKANA}]")
_GLUED = re.compile(f"[{GLUED}]")
Numbers = dict[str, tuple[int, ...]]


@frozen(eq=False, repr=False)
class Table:
    """Some known speakers by the forms of their names. Numbers are places in ``speakers``."""

    speakers: tuple[KnownSpeaker, ...]
    forms: Numbers
    # first part -> lengths of the forms that begin with it, longest first
    lengths: Numbers
    # first two characters -> lengths of the forms that begin with them, longest first
    prefixes: Numbers
    # parts that a form ends with a period: "mrs"
    abbreviated: frozenset[str]
    # the last part of a person's full name -> those who have it; the first part likewise
    surnames: Numbers
    first_names: Numbers
    # the forms with a part left out, by the words of a language that may be; filled as texts ask
    loose: dict[NamingWords, Numbers] = field(factory=dict, init=False)
    # single part that is a form -> those who have it, by their first names; filled as texts ask
    sharing: dict[str, Sharing] = field(factory=dict, init=False)


@frozen(eq=False, repr=False)
class Sharing:
    """Those who share a form: by first name, by each beginning of one, and who has none."""

    by_first: dict[str, list[int]] = field(factory=dict)
    by_letter: dict[str, list[int]] = field(factory=dict)
    without: list[int] = field(factory=list)


@define(eq=False)
class _Gathering:
    """The columns of a table while they are filled."""

    forms: dict[str, list[int]] = field(factory=dict)
    lengths: dict[str, set[int]] = field(factory=dict)
    prefixes: dict[str, set[int]] = field(factory=dict)
    abbreviated: set[str] = field(factory=set)

    def add(self, name: str, split: tuple[str, ...], number: int) -> None:
        """Take in a form of somebody's name."""
        if "." in name:
            ended = [word for word in name.split()[:-1] if word[-1] == "."]
            self.abbreviated.update([part for word in ended for part in parts(word)])
        if by_character(name):
            joined = "".join(split)
            _add(self.forms, joined, number)
            if len(joined) > 1:
                self.prefixes.setdefault(joined[:2], set()).add(len(joined))
            return
        for form in dict.fromkeys((key(split), " ".join(split))):
            _add(self.forms, form, number)
            self.lengths.setdefault(form.split(" ", 1)[0], set()).add(form.count(" ") + 1)


@lru_cache(maxsize=4)
def table_of(speakers: tuple[KnownSpeaker, ...]) -> Table:
    """The table of these people."""
    found = _Gathering()
    for number, speaker in enumerate(speakers):
        for name in (speaker.name, *speaker.aliases):
            split = parts(name)
            if split:
                found.add(name, split, number)
    return Table(
        speakers,
        _tuples(found.forms),
        {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.lengths.items()},
        {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.prefixes.items()},
        frozenset(found.abbreviated),
        _by_part(speakers, -1),
        _by_part(speakers, 0),
    )


def _by_part(speakers: Sequence[KnownSpeaker], place: int) -> Numbers:
    """Who has which word at this place of the full name: -1 is the last one."""
    found: dict[str, list[int]] = {}
    for number, speaker in enumerate(speakers):
        split = full_name(speaker)
        if split:
            _add(found, split[place], number)
    return _tuples(found)


def full_name(speaker: KnownSpeaker) -> tuple[str, ...]:
    """The parts of a person's name of several words; none for others."""
    split = parts(speaker.name) if speaker.kind == "person" else ()
    return split if len(split) > 1 else ()


def bearers(table: Table, name: str) -> set[int]:
    """The people of whose full name ``name`` is a part that may stand for it: "Doe" or "van Doe" of "Ann van
    Doe", "A. Doe", "Ann"."""
    split = parts(name)
    if not split:
        return set()
    found = {
        n for n in table.surnames.get(split[-1], ()) if _may_stand_for(split, full_name(table.speakers[n]))
    }
    return found | set(table.first_names.get(split[0], ()) if len(split) == 1 else ())


def _may_stand_for(split: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if split == full[-len(split) :]:
        return True
    return len(split) > 1 and len(split[0]) == 1 and same_or_initial(split[0], full[0])


def _loose_forms(table: Table, naming: NamingWords) -> Numbers:
    """Who has which form without a part that may be left out."""
    if naming not in table.loose:
        found: dict[str, list[int]] = {}
        for number, speaker in enumerate(table.speakers):
            for name in (speaker.name, *speaker.aliases):
                for looser in () if by_character(name) else _loosened(parts(name), naming):
                    _add(found, looser, number)
        table.loose[naming] = _tuples(found)
    return table.loose[naming]


def _tuples(table: dict[str, list[int]]) -> Numbers:
    # the garbage collector has no work with tuples of numbers, but with as many lists
    return {form: tuple(numbers) for form, numbers in table.items()}


def _add(table: dict[str, list[int]], form: str, number: int) -> None:
    numbers = table.setdefault(form, [])
    if not numbers or numbers[-1] != number:
        numbers.append(number)


def _loosened(split: tuple[str, ...], naming: NamingWords) -> tuple[str, ...]:
    """The form without middle initials, suffix and article, where it has any."""
    kept = split[1:] if len(split) > 1 and split[0] in naming.articles else split
    while len(kept) > 2 and kept[-1] in naming.suffixes:
        kept = kept[:-1]
    if len(kept) > 2 and len(kept[0]) > 1:
        kept = (kept[0], *(part for part in kept[1:-1] if len(part) > 1), kept[-1])
    return () if kept == split else (key(kept),)


def candidates(
    table: Table,
    name: str,
    split: tuple[str, ...],
    full_names: Sequence[tuple[str, ...]],
    naming: NamingWords,
) -> Iterator[tuple[int, int]]:
    """(number, looseness): 0 as written, 1 diacritics folded, 2 a part left out on one side.

    A name of one part fits nobody whose first name is another than those of the text's ``full_names``.
    """
    if by_character(name):
        for number in _with_first_name(table, "".join(split), split, full_names):
            yield number, 0
        return
    form, written = key(split), exact(name)
    for number in _with_first_name(table, form, split, full_names):
        speaker = table.speakers[number]
        yield number, 0 if written in map(exact, (speaker.name, *speaker.aliases)) else 1
    for number in _loose_forms(table, naming).get(form, ()):
        if len(split) > 1 or not _other_first_name(table.speakers[number], full_names):
            yield number, 2
    for looser in _loosened(split, naming):
        for number in table.forms.get(looser, ()):
            yield number, 2


def _with_first_name(
    table: Table, form: str, split: tuple[str, ...], full_names: Sequence[tuple[str, ...]]
) -> Sequence[int]:
    """Who has ``form``; by a first name alone or a surname alone only those whom ``full_names`` allow."""
    numbers = table.forms.get(form, ())
    if len(split) > 1 or not numbers or not full_names:
        return numbers
    if form not in table.sharing:  # thousands may share a surname: nobody looks through them for each person
        table.sharing[form] = _sharing(table, numbers)
    shared, first = table.sharing[form], full_names[0][0]
    near = shared.by_letter.get(first, ()) if len(first) == 1 else shared.by_first.get(first[0], ())
    some = {*shared.without, *shared.by_first.get(first, ()), *near}
    return [n for n in sorted(some) if not _other_first_name(table.speakers[n], full_names)]


def _sharing(table: Table, numbers: Sequence[int]) -> Sharing:
    found = Sharing()
    for number in numbers:
        own = _first_names(table.speakers[number])
        for first in own:
            found.by_first.setdefault(first, []).append(number)
            found.by_letter.setdefault(first[0], []).append(number)
        if not own:
            found.without.append(number)
    return found


def _first_names(speaker: KnownSpeaker) -> list[str]:
    """The first names of a person that the caller gives; none for others."""
    if speaker.kind != "person":
        return []
    return [split[0] for split in map(parts, (speaker.name, *speaker.aliases)) if len(split) > 1]


def _other_first_name(speaker: KnownSpeaker, full_names: Sequence[tuple[str, ...]]) -> bool:
    """Whether the text's full names have a first name that this person does not."""
    own = _first_names(speaker)
    return bool(own) and any(
        not any(same_or_initial(split[0], first) for first in own) for split in full_names
    )


def by_words(
    table: Table, text: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[str]
) -> Iterator[tuple[int, int, KnownSpeaker]]:
    lengths = table.lengths
    fitting: dict[str, list[KnownSpeaker]] = {}  # of a stretch of the text
    for i, word in enumerate(words):
        split = parts(word)
        if not split or split[0] not in lengths:
            continue
        here, borders = _parts_from(i, lengths[split[0]][0], table.abbreviated, starts, ends, words)
        for length in lengths[split[0]]:
            end = borders.get(length)
            if end is None:
                continue
            found = text[starts[i] : end]
            place = fitting.get(found)
            if place is None:
                place = fitting[found] = _fitting(table, " ".join(here[:length]), found)
            yield from ((starts[i], end, speaker) for speaker in place)
            if place:
                break


def _parts_from(
    i: int,
    most: int,
    abbreviated: frozenset[str],
    starts: Sequence[int],
    ends: Sequence[int],
    words: Sequence[str],
) -> tuple[list[str], dict[int, int]]:
    """Up to ``most`` parts of words from token ``i`` on, and where a token ends after how many."""
    here: list[str] = []
    borders: dict[int, int] = {}
    while i < len(words) and len(here) < most:
        split = parts(words[i])
        if split:
            here.extend(split)
            borders[len(here)] = ends[i]
        elif words[i] == "." and starts[i] == ends[i - 1] and (len(here[-1]) <= 2 or here[-1] in abbreviated):
            pass  # the period of an initial or a title is a token of its own
        elif not (
            words[i] in "-‐‑'’·" and starts[i] == ends[i - 1] and starts[i + 1 : i + 2] == ends[i : i + 1]
        ):
            break
        i += 1
    return here, borders


def _fitting(table: Table, form: str, found: str) -> list[KnownSpeaker]:
    speakers = (table.speakers[number] for number in table.forms.get(form, ()))
    fitting = (
        s
        for s in speakers
        if any(
            case_fits(n, found) for n in (s.name, *s.aliases) if form in (" ".join(parts(n)), key(parts(n)))
        )
    )
    return list(islice(fitting, _SHARING))


@cache
def _runs() -> re.Pattern[str]:
    """A stretch of such a script; white space and middle dots may stand inside a name."""
    return re.compile(rf"[{BY_CHARACTER}](?:[ \t\r\n\u3000·・‧･•]?[{BY_CHARACTER}\u0300-\u036f])+")


def by_characters(table: Table, text: str) -> Iterator[tuple[int, int, KnownSpeaker]]:
    for run in _runs().finditer(text):
        places = [i for i in range(*run.span()) if not (text[i].isspace() or text[i] in "·・‧･•")]
        letters = "".join(text[i] for i in places)
        at = 0
        while at < len(letters) - 1:
            lengths = table.prefixes.get(letters[at : at + 2], ())
            length = next((n for n in lengths if _stands_alone(table, letters, at, n, places)), 0)
            if length:
                start, end = places[at], places[at + length - 1] + 1
                for number in table.forms[letters[at : at + length]][:_SHARING]:
                    yield start, end, table.speakers[number]
            at += length or 1


def _stands_alone(table: Table, letters: str, at: int, length: int, places: list[int]) -> bool:
    """Whether a form stands here and is not a part of a longer word."""
    form = letters[at : at + length]
    if form not in table.forms:
        return False
    before = _neighbour(letters, places, at, at - 1)
    after = _neighbour(letters, places, at + length - 1, at + length)
    if before and _GLUED.match(form) and _GLUED.match(before):
        return False
    return not any(
        mark and _KATAKANA.match(edge) and _KATAKANA.match(mark)
        for edge, mark in ((form[0], before), (form[-1], after))
    )


def _neighbour(letters: str, places: list[int], edge: int, beside: int) -> str:
    """The letter ``beside`` the one at ``edge`` if nothing stands between the two in the text, or ""."""
    touches = 0 <= beside < len(letters) and abs(places[edge] - places[beside]) == 1
    return letters[beside] if touches else ""
