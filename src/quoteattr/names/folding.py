"""Names and words made comparable, each of these functions a step further:

``plain``   Łukasz D’Arcy → łukasz d'arcy     small letters, one apostrophe: words of one text
``exact``   J.-P. D’Arcy  → jp darcy          punctuation off: names as the caller writes them
``fold``    José          → jose              accents and periods off: likeness of two words
``parts``   J.-P. O’Łee   → j, p, olee        all that spelling may change: names of several texts
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoteattr.lang.pack import Pack


# Letters whose diacritic does not come apart in Unicode.
_FOLDS = str.maketrans("łøđħıðŧ", "lodhidt") | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}
_JOINERS = dict.fromkeys(map(ord, "-‐‑‒–—.,·・‧･•_/"), " ") | dict.fromkeys(map(ord, "'’‘ʼ`´"))
_FOLDING = _FOLDS | _JOINERS
# Accents, the points of Hebrew and Arabic, what lengthens an Arabic word, and joiners, which shape letters.
_LATIN, _HEBREW = "\u0300-\u036f", "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
_DIACRITICS = re.compile(f"[{_LATIN}{_HEBREW}\u0640\u064b-\u0652\u0670\u200c\u200d]")
# A form is looked for by characters where its script does without spaces, glues particles to names
# (Hangul) or writes vowels as combining marks (the scripts of India): there, words are no guide.
BY_CHARACTER = (
    "\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff"
    "\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
KATAKANA = "\u30a0-\u30ff\uff66-\uff9f"
GLUED = "\u0900-\u0dff\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"  # with spaces, but particles cling to names


def plain(word: str) -> str:
    """The word in small letters, with the apostrophe of typewriters."""
    return word.lower().replace("’", "'")


def plain_words(name: str, pack: Pack) -> tuple[str, ...]:
    """The plain words of a name, without a leading article and without periods: "the Rev. Gale"."""
    words = [plain(word.strip(".,")) for word in unicodedata.normalize("NFC", name).split()]
    articles = pack.story.article
    while len(words) > 1 and words[0] in articles:
        words = words[1:]
    return tuple([word for word in words if word])


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """The word for comparison: case, diacritics and periods off."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace(".", "").replace("’", "'"))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)) or word.casefold()


@lru_cache(maxsize=8192)
def parts(name: str) -> tuple[str, ...]:
    """The parts of a name or of a word, case and diacritics folded: "J.-P. O’Łee" is j, p, olee."""
    folded = name.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFKD", folded)))
    return tuple(folded.translate(_FOLDING).split())


def key(name_parts: tuple[str, ...]) -> str:
    """What two forms of the same name share: initials in a row are one part ("j k" is "jk")."""
    if 1 not in map(len, name_parts):
        return " ".join(name_parts)
    joined: list[str] = []
    initial = False
    for part in name_parts:
        if len(part) == 1 and initial:
            joined[-1] += part
        else:
            joined.append(part)
        initial = len(part) == 1
    return " ".join(joined)


def exact(name: str) -> str:
    """As ``key`` of ``parts``, but with the diacritics kept."""
    return key(tuple(unicodedata.normalize("NFC", name).casefold().translate(_JOINERS).split()))


def by_character(name: str) -> bool:
    """Whether the name is to be looked for by characters, not by words."""
    return not name.isascii() and _by_character().search(name) is not None


@cache
def _by_character() -> re.Pattern[str]:
    # wide classes take milliseconds to compile: only when a name needs them
    return re.compile(f"[{BY_CHARACTER}]")


def case_fits(form: str, found: str) -> bool:
    """Whether ``found`` can be the name ``form`` as far as capitals go: "us" is not "US", "may" not
    "May"; "LAVROV" is "Lavrov"."""
    if form == found:
        return True
    letters = [c for c in form if c.isalpha()]
    if 1 < len(letters) <= 5 and all(c.isupper() for c in letters):
        return not any(c.islower() for c in found)
    pairs = zip(form.split(), found.split(), strict=False)
    return not any(a[0].istitle() and b[0].islower() for a, b in pairs)  # one capital is title case
