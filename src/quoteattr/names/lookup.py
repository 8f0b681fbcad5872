"""Known speakers by the forms of their names: the tables, and the search in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from attrs import field, frozen

from quoteattr.names.folding import BY_CHARACTER, by_character, case_fits, exact, key, parts
from quoteattr.types import KnownSpeaker

_SHARING = 8  # people who share a form that are given for each place of it
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md"))
_ARTICLES = frozenset(("the",))
_KATAKANA = re.compile("[\u30a0-\u30ff\uff66-\uff9f]")
_SPACED = re.compile("[\u0900-\u0dff\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


@frozen(eq=False, repr=False)
class Table:
    """Some known speakers by the forms of their names. Numbers are places in ``speakers``."""

    speakers: tuple[KnownSpeaker, ...]
    forms: dict[str, tuple[int, ...]]
    loose: dict[str, tuple[int, ...]]
    # first part -> lengths of the forms that begin with it, longest first
    lengths: dict[str, tuple[int, ...]]
    # first two characters -> lengths of the forms that begin with them, longest first
    prefixes: dict[str, tuple[int, ...]]
    # parts that a form ends with a period: "mrs"
    abbreviated: frozenset[str]
    # single part that is a form -> those who have it, by their first names; filled as texts ask
    sharing: dict[str, Sharing] = field(factory=dict, init=False)


@frozen(eq=False, repr=False)
class Sharing:
    """Those who share a form: by first name, by each beginning of one, and who has none."""

    by_first: dict[str, list[int]] = field(factory=dict)
    by_letter: dict[str, list[int]] = field(factory=dict)
    without: list[int] = field(factory=list)


@lru_cache(maxsize=4)
def table_of(speakers: tuple[KnownSpeaker, ...]) -> Table:
    forms: dict[str, list[int]] = {}
    loose: dict[str, list[int]] = {}
    lengths: dict[str, set[int]] = {}
    prefixes: dict[str, set[int]] = {}
    abbreviated: set[str] = set()
    for number, speaker in enumerate(speakers):
        for name in (speaker.name, *speaker.aliases):
            split = parts(name)
            if not split:
                continue
            if "." in name:
                abbreviated.update(
                    [part for word in name.split()[:-1] if word[-1] == "." for part in parts(word)]
                )
            if by_character(name):
                joined = "".join(split)
                _add(forms, joined, number)
                if len(joined) > 1:
                    prefixes.setdefault(joined[:2], set()).add(len(joined))
                continue
            spaced, form = " ".join(split), key(split)
            _add(forms, form, number)
            lengths.setdefault(split[0], set()).add(len(split))
            if spaced != form:
                _add(forms, spaced, number)
                lengths.setdefault(form.split(" ", 1)[0], set()).add(form.count(" ") + 1)
            for looser in _loosened(split):
                _add(loose, looser, number)
    return Table(
        speakers,
        # the garbage collector has no work with tuples of numbers, but with as many lists
        {form: tuple(numbers) for form, numbers in forms.items()},
        {form: tuple(numbers) for form, numbers in loose.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in prefixes.items()},
        frozenset(abbreviated),
    )


def _add(table: dict[str, list[int]], form: str, number: int) -> None:
    numbers = table.setdefault(form, [])
    if not numbers or numbers[-1] != number:
        numbers.append(number)


def _loosened(split: tuple[str, ...]) -> tuple[str, ...]:
    """The form without middle initials, suffix and article, where it has any."""
    kept = split[1:] if len(split) > 1 and split[0] in _ARTICLES else split
    while len(kept) > 2 and kept[-1] in _SUFFIXES:
        kept = kept[:-1]
    if len(kept) > 2 and len(kept[0]) > 1:
        kept = (kept[0], *(part for part in kept[1:-1] if len(part) > 1), kept[-1])
    return () if kept == split else (key(kept),)


def candidates(
    table: Table, name: str, split: tuple[str, ...], full_names: Sequence[tuple[str, ...]]
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
    for number in table.loose.get(form, ()):
        if len(split) > 1 or not _other_first_name(table.speakers[number], full_names):
            yield number, 2
    for looser in _loosened(split):
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
    return bool(own) and any(not any(_same_first(split[0], first) for first in own) for split in full_names)


def _same_first(a: str, b: str) -> bool:
    return a == b or (a[0] == b[0] and 1 in (len(a), len(b)))


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
            length = next(
                (
                    n
                    for n in table.prefixes.get(letters[at : at + 2], ())
                    if _stands(table, letters, at, n, places)
                ),
                0,
            )
            if length:
                start, end = places[at], places[at + length - 1] + 1
                for number in table.forms[letters[at : at + length]][:_SHARING]:
                    yield start, end, table.speakers[number]
            at += length or 1


def _stands(table: Table, letters: str, at: int, length: int, places: list[int]) -> bool:
    """Whether a form stands here and is not a part of a longer word."""
    form = letters[at : at + length]
    if form not in table.forms:
        return False
    before = at > 0 and places[at - 1] + 1 == places[at] and letters[at - 1]
    after = (
        at + length < len(letters)
        and places[at + length - 1] + 1 == places[at + length]
        and letters[at + length]
    )
    if before and _SPACED.match(form) and _SPACED.match(before):
        return False
    return not any(
        mark and _KATAKANA.match(edge) and _KATAKANA.match(mark)
        for edge, mark in ((form[0], before), (form[-1], after))
    )
