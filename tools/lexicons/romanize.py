"""Names in Cyrillic, Greek, Georgian and Armenian letters as the English-language press writes them."""

from __future__ import annotations

import re
import unicodedata

from tools.lexicons.tables import words

_CYRILLIC = dict(
    zip("абвгдезиклмнопрстуфцъьы", words("a b v g d e z i k l m n o p r s t u f ts _ _ y"), strict=True)
) | {
    "ж": "zh",
    "й": "y",
    "х": "kh",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
    "ѓ": "gj",
    "ќ": "kj",
    "ѕ": "dz",
}
_UKRAINIAN = _CYRILLIC | {"г": "h", "и": "y", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "’": "", "'": ""}
_BULGARIAN = _CYRILLIC | {"щ": "sht", "ъ": "a", "х": "h"}
_MACEDONIAN = _CYRILLIC | {"х": "h", "ц": "c"}
_ACCENTS = "\u0301\u0308"
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        words("a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
        strict=True,
    )
)
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        words("a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"),
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        words("a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts u p k o f"),
        strict=True,
    )
)
TABLES = {
    "ru": _CYRILLIC,
    "uk": _UKRAINIAN,
    "bg": _BULGARIAN,
    "mk": _MACEDONIAN,
    "el": _GREEK,
    "ka": _GEORGIAN,
    "hy": _ARMENIAN,
}


def romanized(name: str, language: str) -> list[str]:
    """The usual spellings of ``name`` (lower case), the commonest first; empty when a letter has none."""
    plain = (
        "".join(c for c in unicodedata.normalize("NFD", name.lower()) if c not in _ACCENTS)
        if language == "el"
        else name.lower()
    )
    plain = unicodedata.normalize("NFC", plain)
    if language == "el":
        plain = (
            plain.replace("ου", "oυ")
            .replace("μπ", "b")
            .replace("γγ", "ng")
            .replace("ει", "i")
            .replace("αυ", "av")
        )
        plain = plain.replace("oυ", "ou")
    if language == "hy":
        plain = re.sub("^ե", "ye", plain.replace("ու", "u").replace("և", "ev"))
    out = []
    for letter in plain:
        if letter.isascii() and letter.isalpha():
            out.append(letter)
        elif letter in TABLES[language]:
            out.append(TABLES[language][letter].replace("_", ""))
        else:
            return []
    word = "".join(out)
    return list(dict.fromkeys(_slavic(word))) if language in ("ru", "uk") else [word]


def _slavic(word: str) -> list[str]:
    """Sergey, Sergei; Dmitry, Dmitri, Dmitriy; Yevgeny, Evgeny; Yulia, Yuliya."""
    forms = [word]
    if word.endswith("iy"):
        forms = [word[:-2] + "y", word[:-1], word]
    elif word.endswith("yy"):
        forms = [word[:-1]]
    elif word.endswith("iya"):
        forms = [word[:-3] + "ia", word]
    elif word.endswith("ey"):
        forms = [word, word[:-2] + "ei"]
    elif word.endswith(("ay", "oy")):
        forms = [word, word[:-1] + "i"]
    if word.startswith("e") and word[1:2] in "vlkgf":
        forms += ["y" + form for form in forms]
    return [
        form.replace("ks", "x") if re.match("(ale|ma)ks", form) and f == 1 else form
        for form in forms
        for f in (0, 1)
    ]
