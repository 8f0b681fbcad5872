"""Other names for the people, places and organisations of a page, the same at each of their places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

from quoteattr.lang.load import load_pack
from quoteattr.names.folding import fold
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile
from tools.metamorphic.page import Page, Piece, Word, replaced, words

WORDS: Mapping[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
PACK = load_pack("en")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ARTICLE = re.compile(r"\b[Aa]n?\s+$")
_GENDERS = {"female": "F", "male": "M"}
_OTHER = {"M": "F", "F": "M"}


@frozen
class Pools:
    """The names to choose from: first names by gender, and surnames."""

    first: Mapping[str, Sequence[str]]
    last: Sequence[str]


def _listed(pool: Iterable[str], lists: Mapping[str, Any], listed: bool) -> list[str]:
    return [word for word in pool if (fold(word) in lists) == listed]


def pools(listed: bool) -> Pools:
    """Names of other cultures that stand in the lists of the language pack, or in none of them."""
    first = {
        "M": _listed(WORDS["male"], PACK.first_names, listed),
        "F": _listed(WORDS["female"], PACK.first_names, listed),
    }
    return Pools(first, _listed(WORDS["surname"], PACK.surnames, listed))


def people(page: Page) -> dict[str, str | None]:
    """Who is named on the page, by the fullest name: the marked persons, and those of two names and a listed
    first name whom the program finds."""
    found = page.persons()
    roster = run_until(page.text, Profile(pack=PACK, genre="news"), "roster")["roster"]
    for one in roster.speakers:
        parts = one.name.split()
        if one.kind == "person" and len(parts) > 1 and fold(parts[0]) in PACK.first_names:
            found.setdefault(one.name, _GENDERS.get(one.gender or ""))
    return found


def renamed(
    page: Page, chosen: Pools, random: Random, *, first: bool = True, swap: bool = False
) -> Page | None:
    """The page with all people named otherwise; with ``swap`` women have men's names and men women's. None:
    nobody can be renamed without doubt."""
    whole, text = people(page), words(page.text)
    lower = {word.text for word in text if word.text.islower()}
    seen = {word.text.casefold() for word in text}
    firsts, lasts = _parts(whole)
    table: dict[str, str] = {}
    free = {kind: _shuffled(names, seen, random) for kind, names in chosen.first.items()}
    surnames = _shuffled(chosen.last, seen, random)
    for word, genders in firsts.items():
        gender = genders.pop() if len(genders) == 1 else None
        if gender is None or word in lasts or not _plain(word, lower) or _of_place(word) or not first:
            continue
        names = free[_OTHER[gender] if swap else gender]
        if names and not _has_nickname(word, seen):
            table[word] = names.pop()
    for word in lasts:
        if surnames and word not in firsts and _plain(word, lower) and not _of_place(word):
            table[word] = surnames.pop()
    return with_words(page, table)


def with_words(page: Page, table: Mapping[str, str]) -> Page | None:
    """The page with capitalised words by a table, in its text and in the names of its speakers; None: none
    of them stands there."""
    changes = [change for word in words(page.text) for change in _changes(page.text, word, table)]
    if not changes:
        return None
    made = replaced(page, changes)
    who = {
        quote: {**one, "canonical": _in_name(one["canonical"], table)} if one and one["canonical"] else one
        for quote, one in page.who.items()
    }
    return Page(made.id, made.text, made.quotes, who)


def _changes(text: str, word: Word, table: Mapping[str, str]) -> Iterable[Piece]:
    new = table.get(word.text) or table.get(word.text.title())
    if new is None or text[word.start - 1 : word.start] in ("@", "#", "/"):
        return
    if word.text.isupper() and len(word.text) > 1 and not new.isupper():
        new = new.upper()
    behind = text[word.end : word.end + 2]
    if word.text[-1] == "s" and behind[:1] in ("'", "’") and behind[1:].isspace() and new[-1] != "s":
        yield word.end + 1, word.end + 1, "s"  # "Jones’ plan", "Mbatha’s plan"
    article = _ARTICLE.search(text, max(0, word.start - 4), word.start)
    if article:
        found = article.group().strip()
        right = found[0] + ("n" if new[0].lower() in "aeiou" else "")
        yield article.start(), article.start() + len(found), right
    yield word.start, word.end, new


def _in_name(name: str, table: Mapping[str, str]) -> str:
    new = name
    for word in reversed(words(name)):
        if word.text in table:
            new = new[: word.start] + table[word.text] + new[word.end :]
    return new


def _parts(whole: Mapping[str, str | None]) -> tuple[dict[str, set[str | None]], dict[str, None]]:
    """(the genders of those who have a first name, by first name; the surnames)."""
    firsts: dict[str, set[str | None]] = {}
    lasts: dict[str, None] = {}
    for name, gender in whole.items():
        parts = [w.text for w in words(name) if w.text[0].isupper() and len(w.text) > 1]
        parts = [part for part in parts if part.lower() not in _SUFFIXES]
        if len(parts) > 1:
            firsts.setdefault(parts[0], set()).add(gender)
            lasts.update(dict.fromkeys(parts[1:]))
        elif parts and fold(parts[0]) in PACK.first_names:
            firsts.setdefault(parts[0], set()).add(gender)
        else:
            lasts.update(dict.fromkeys(parts))
    return firsts, lasts


def _plain(word: str, lower: set[str]) -> bool:
    return len(word) > 2 and word.lower() not in lower and not word.isupper()


def _of_place(word: str) -> bool:
    return word.lower() in PACK.places or word.lower() in PACK.demonyms


def _has_nickname(word: str, seen: set[str]) -> bool:
    """Whether the page has another form of the first name, too."""
    short = {fold(word), *PACK.nicknames.get(fold(word), ())}
    forms = {form for form, full in PACK.nicknames.items() if short & {form, *full}}
    return bool((forms | short) - {fold(word)} & seen)


def _shuffled(pool: Sequence[str], seen: set[str], random: Random) -> list[str]:
    free = [word for word in pool if word.casefold() not in seen]
    random.shuffle(free)
    return free


def places_renamed(page: Page, random: Random) -> Page | None:
    """The page with other names, of no list, for cities and organisations."""
    text = words(page.text)
    lower = {word.text for word in text if word.text.islower()}
    seen = {word.text.casefold() for word in text}
    of_people = {part for name in people(page) for part in name.split()}
    places = _shuffled(WORDS["place"], seen, random)
    stems = _shuffled(WORDS["stem"], seen, random)
    table: dict[str, str] = {}
    for word in text:
        free = word.text not in of_people and word.text not in table and _plain(word.text, lower)
        if free and PACK.places.get(word.text.lower()) == "city" and places:
            table[word.text] = places.pop()
    for one in page.who.values():
        name = (one or {}).get("canonical") or ""
        first = next((w.text for w in words(name) if w.text not in ("The", "A")), "")
        free = one and one["type"] == "org" and first not in of_people | set(table) and stems
        if free and _plain(first, lower) and first.lower() not in PACK.common and not _of_place(first):
            table[first] = stems.pop()
    return with_words(page, table)
