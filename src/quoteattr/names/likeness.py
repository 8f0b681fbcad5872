"""Whether two spellings of a name, or of a part of one, may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoteattr.lang.pack import Pack

# Similarity (rapidfuzz ratio, 0 to 100) from which two spellings are one name. "Lavrov/Lavrow" has 83;
# "John/Joan" 75, "Clinton/Clifton" 86, but both of these are known names. A bare surname has no first
# name to vouch for it and must be closer: "Abernathy/Abernaty" has 94, "Sweeney/Sweeny" 92.
SAME_FIRST = 80.0
SAME_LAST = 83.0
SAME_BARE = 90.0
_LONGEST = 60  # letters of a name
SHORTEST_FUZZY = 5  # letters; shorter names differ too easily


def first_names_agree(a: tuple[str, ...], b: tuple[str, ...], pack: Pack) -> bool:
    """Whether two names, folded words each, may have the same first name."""
    if len(b) < 2:
        return False
    x, y = a[0], b[0]
    # "J. Edgar Hoover" and "Edgar Hoover"
    if same_or_initial(x, y) or are_nicknames(x, y, pack) or x in b[:-1] or y in a[:-1]:
        return True
    known = pack.first_names
    if x in known and y in known:
        return known[x][0] == known[y][0] and sound(x, pack) == sound(y, pack)
    return min(len(x), len(y)) >= SHORTEST_FUZZY and similar(x, y) >= SAME_FIRST


def same_or_initial(a: str, b: str) -> bool:
    """Whether two words of names are the same, or one is the other's initial."""
    return a == b or (a[0] == b[0] and 1 in (len(a), len(b)))


def are_nicknames(a: str, b: str, pack: Pack) -> bool:
    """Whether one first name is short for the other: "Bill" for "William"."""
    return b in pack.nicknames.get(a, ()) or a in pack.nicknames.get(b, ())


def sound(name: str, pack: Pack) -> str:
    """The name with the letters that transliterations exchange made one, doubled letters single."""
    words = pack.words.naming
    for letters, one in words.letter_groups.items():
        name = name.replace(letters, one)
    heard = name[0] if name[0] in words.heard_first else ""
    written = heard + "".join([words.letters.get(letter, letter) for letter in name[len(heard) :]])
    return "".join([a for a, b in zip(written, written[1:] + " ", strict=True) if a != b])


def but_for_a_slip(a: str, b: str) -> bool:
    """Whether two surnames are one but for a letter: "Sweeney/Sweeny", "Abernathy/Abernethy"."""
    if len(a) == len(b) > SHORTEST_FUZZY:
        return similar(a, b) >= SAME_LAST
    return abs(len(a) - len(b)) <= 1 and similar(a, b) >= SAME_BARE


def similar(a: str, b: str) -> float:
    """How alike two names are, from 0 to 100; what is too long for a name is only like itself, since the
    comparison takes the square of the length."""
    if max(len(a), len(b)) > _LONGEST:
        return 100.0 if a == b else 0.0
    from rapidfuzz.fuzz import ratio  # imported on first use: it costs as much as the rest of the import

    return ratio(a, b)
