"""Whether two spellings of a name, or of a part of one, may be the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from quoteattr.lang.pack import Pack

# Similarity (rapidfuzz ratio, 0 to 100) from which two spellings are one name. "Lavrov/Lavrow" has 83;
# "John/Joan" 75, "Clinton/Clifton" 86, but both of these are known names. A bare surname has no first
# name to vouch for it and must be closer: "Abernathy/Abernaty" has 94, "Sweeney/Sweeny" 92.
SAME_FIRST = 80.0
SAME_LAST = 83.0
SAME_BARE = 90.0
_LONGEST = 60  # letters of a name
SHORTEST_FUZZY = 5  # letters; shorter names differ too easily
# letters that transliterations of one name write in several ways: Sergey, Sergei; Yulia, Julia
_SOUNDS = str.maketrans({"y": "i", "j": "i", "c": "k", "w": "v", "x": "ks", "h": None, "'": None, "q": "k"})


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """The word for comparison: case, diacritics and periods off."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace(".", "").replace("’", "'"))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)) or word.casefold()


def first_names_agree(a: tuple[str, ...], b: tuple[str, ...], pack: Pack) -> bool:
    if len(b) < 2:
        return False
    x, y = a[0], b[0]
    if x == y or (len(x) == 1 and y.startswith(x)) or (len(y) == 1 and x.startswith(y)):
        return True
    nicknames = pack.nicknames
    if y in nicknames.get(x, ()) or x in nicknames.get(y, ()):
        return True
    if x in b[:-1] or y in a[:-1]:  # "J. Edgar Hoover" and "Edgar Hoover"
        return True
    known = pack.first_names
    if x in known and y in known:
        return known[x][0] == known[y][0] and sound(x) == sound(y)
    if min(len(x), len(y)) < SHORTEST_FUZZY:
        return False
    return similar(x, y) >= SAME_FIRST


def sound(name: str) -> str:
    """The name with the letters that transliterations exchange made one, doubled letters single."""
    plain = name.replace("ph", "f").replace("ck", "k").replace("ks", "x")
    plain = (plain[0] if plain[0] == "h" else plain[0].translate(_SOUNDS)) + plain[1:].translate(_SOUNDS)
    single = [a for a, b in zip(plain, plain[1:] + " ", strict=True) if a != b]
    return "".join(single)


def similar(a: str, b: str) -> float:
    """How alike two names are, from 0 to 100; what is too long for a name is only like itself, since the
    comparison takes the square of the length."""
    if max(len(a), len(b)) > _LONGEST:
        return 100.0 if a == b else 0.0
    from rapidfuzz.fuzz import ratio  # imported on first use: it costs as much as the rest of the import

    return ratio(a, b)
