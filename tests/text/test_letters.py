"""Words of every script: letters with their marks, capitals, and nothing that is tried again and again."""

from __future__ import annotations

import sys
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import Attributor, KnownSpeaker, tokenize
from quoteattr.lang import classes as c
from quoteattr.lang.letters import bare, bits_of, capital
from quoteattr.lang.load import load_pack
from quoteattr.text.layout import paragraphs
from quoteattr.text.tokens import tokenize_columns

PACK = load_pack("en")


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# ------------------------------------------------------------------------------------------- words

WORDS = [
    ("Devanagari: vowel signs, virama", "प्रधानमंत्री ने कहा", ["प्रधानमंत्री", "ने", "कहा"]),
    ("Devanagari with a joiner inside", "क्\u200dष", ["क्\u200dष"]),
    ("Malayalam with a joiner at the end", "ന്\u200d, ", ["ന്\u200d", ","]),
    ("Tamil", "தமிழ்நாடு", ["தமிழ்நாடு"]),
    ("Thai: tone marks; spaces part phrases", "น้ำ ไม้", ["น้ำ", "ไม้"]),
    ("Burmese and Khmer", "မြန်မာ ខ្មែរ", ["မြန်မာ", "ខ្មែរ"]),
    ("Arabic with harakat", "قَالَ الرَّئِيسُ", ["قَالَ", "الرَّئِيسُ"]),
    ("Persian with a non-joiner", "می\u200cخواهم", ["می\u200cخواهم"]),
    ("Hebrew with niqqud", "בְּרֵאשִׁית", ["בְּרֵאשִׁית"]),
    ("Vietnamese", "Nguyễn Văn Thiệu", ["Nguyễn", "Văn", "Thiệu"]),
    ("Vietnamese, decomposed", decomposed("Nguyễn Văn"), [decomposed("Nguyễn"), decomposed("Văn")]),
    ("initials, decomposed", decomposed("É.Ú. Díaz"), [decomposed("É.Ú."), decomposed("Díaz")]),
    ("an accent that nothing composes", "x\u0302. X\u0302.Y\u0302.", ["x\u0302", ".", "X\u0302.Y\u0302."]),
    ("two letters in one character", "ǅemal ﬁne", ["ǅemal", "ﬁne"]),
    ("Georgian, Cherokee, Ethiopic, Korean", "თბილისი ᏣᎳᎩ አማርኛ 한국어", ["თბილისი", "ᏣᎳᎩ", "አማርኛ", "한국어"]),
    ("beyond the first plane", "𐐔𐐯𐑅 𞤀𞤣𞤤", ["𐐔𐐯𐑅", "𞤀𞤣𞤤"]),
    ("a person of three characters, a skin", "👩\u200d🚀👍🏽", ["👩\u200d🚀", "👍🏽"]),
    ("two flags, a key, a heart", "🇳🇴🇩🇪 1\ufe0f\u20e3 ❤\ufe0f", ["🇳🇴", "🇩🇪", "1\ufe0f\u20e3", "❤\ufe0f"]),
    ("what separates records is white space", "one\x1ftwo \x1c", ["one", "two"]),
    ("a mark on nothing is no part of a word", "“\u0301a -\u0301", ["“", "\u0301", "a", "-", "\u0301"]),
    ("a joiner behind a word joins nothing", "said\u200c he", ["said", "\u200c", "he"]),
    ("hyphens, apostrophes", "well-known O’Neill don’t", ["well-known", "O’Neill", "don’t"]),
    ("a hyphen and a decomposed letter", decomposed("Le-Émile"), [decomposed("Le-Émile")]),
    ("a clitic behind a decomposed letter", decomposed("José’s"), [decomposed("José"), "’s"]),
    ("numbers", "1,200.50 10:30 3rd ½ x²", ["1,200.50", "10:30", "3rd", "½", "x²"]),
    ("abbreviations", "U.S. a.m. e.g. Mr. No.", ["U.S.", "a.m.", "e.g.", "Mr", ".", "No", "."]),
]


@pytest.mark.parametrize(("why", "text", "words"), WORDS, ids=[why for why, _, _ in WORDS])
def test_a_word_is_its_letters_with_their_marks(why: str, text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


PIECES = [
    "é",
    "e\u0301",
    "प्र",
    "\u0301",
    "\u200d",
    "-",
    "'",
    "’s",
    ".",
    "a",
    "B",
    "1",
    ",",
    " ",
    "\n",
    "👩",
    "🏽",
    "🇳",
    "“",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_tokens_are_all_ink_and_words_their_text_composed(text: str) -> None:
    tokens = tokenize_columns(text, PACK)
    end = 0
    for start, stop, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True):
        assert not text[end:start].strip() and not any(map(str.isspace, text[start:stop]))
        assert word == unicodedata.normalize("NFC", text[start:stop])
        end = stop
    assert not text[end:].strip()
    assert [t.text for t in tokenize(text)] == [
        text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)
    ]


# ---------------------------------------------------------------------------------------- capitals


@pytest.mark.parametrize(
    ("word", "is_capital"),
    [
        ("Anna", True),
        ("anna", False),
        ("Élan", True),
        (decomposed("Élan"), True),
        ("Ђура", True),
        ("ђура", False),
        ("ǅemal", True),  # one character: the first letter of two is a capital
        ("ǆemal", False),
        ("ᲗᲑᲘᲚᲘᲡᲘ", True),
        ("თბილისი", False),
        ("Ꮳ", True),
        ("ꮳ", False),
        ("𐐔𐐯𐑅", True),
        ("प्रधान", False),  # a script without capitals
        ("Ⅷ", False),  # a number
        ("1A", False),
        ("", False),
    ],
)
def test_capitals_of_every_script(word: str, is_capital: bool) -> None:
    assert capital(word) == is_capital


def test_every_character_is_what_this_python_takes_it_for() -> None:
    """Where both know it; the tables of one may be newer."""
    unassigned = regex.compile(r"\p{Cn}").match

    def by_python(char: str) -> int:
        if char.isalpha():
            return c.WORD | (c.CAPITAL if char.isupper() or char.istitle() else 0)
        return c.NUMBER if char.isnumeric() else 0

    every = map(chr, range(sys.maxunicode + 1))
    known = [char for char in every if unicodedata.category(char) != "Cn" and not unassigned(char)]
    assert [char for char in known if bits_of(char) != by_python(char)] == []


@pytest.mark.parametrize(
    ("word", "bits"),
    [
        ("É", c.WORD | c.CAPITAL | c.UPPER | c.INITIAL),
        ("X\u0302", c.WORD | c.CAPITAL | c.UPPER | c.INITIAL),
        ("ǅ", c.WORD | c.CAPITAL),
        ("ǅemal", c.WORD | c.CAPITAL),
        ("al-Élan", c.WORD | c.ARTICLED),
        ("’é", c.CLITIC),
        ("٣", c.NUMBER),
        ("प्रधान", c.WORD),
        ("👩\u200d🚀", 0),
        ("\u0301", 0),
    ],
)
def test_the_shape_of_a_word(word: str, bits: int) -> None:
    assert (
        PACK.classes[word] & (c.WORD | c.CAPITAL | c.UPPER | c.INITIAL | c.ARTICLED | c.CLITIC | c.NUMBER)
        == bits
    )


def test_bare() -> None:
    assert [bare(word) for word in ("Jose", "Jose\u0301", "बि", "\u0301")] == ["Jose", "Jose", "ब", ""]


# ------------------------------------------------------------------------------- composed or not

STORY = """“Come in,” said Zoë.

“I cannot,” said André. “The boat is late.”

“It is always late,” she said.

“Not today, Zoë.”

“You said that yesterday, André,” said Zoë, and she laughed.

“And I was right,” he said."""
NEWS = """PRAGUE (AP) — Mayor José Dvořák said on Monday that the old tram would run again in May.

“We waited for eleven years,” Dvořák said. “Nobody should wait longer.”

Zoë Müller, who heads the union, told reporters that drivers “were never asked.” Müller said she would meet
Dvořák on Friday."""
LISTED = (KnownSpeaker("Zoë Brontë", aliases=("Zoë",), known_id="z"), KnownSpeaker("André"))


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (STORY, {"genre": "fiction"}),
        (STORY, {"genre": "fiction", "known": LISTED}),
        (STORY, {"genre": "fiction", "known": [KnownSpeaker(decomposed("Zoë"), known_id="z"), "André"]}),
        (NEWS, {}),
        (NEWS, {"known": ["José Dvořák"]}),
    ],
    ids=["story", "story with a list", "a decomposed list", "news", "news with a list"],
)
def test_a_decomposed_text_says_the_same(text: str, options: dict[str, object]) -> None:
    """The confidence aside, in which the number of characters counts."""

    def told(written: str) -> list[tuple[object, ...]]:
        found = Attributor(**options).attribute(written).attributions  # type: ignore[arg-type]
        return [
            (
                unicodedata.normalize("NFC", one.quotation.text),
                one.speaker and unicodedata.normalize("NFC", one.speaker.name),
                one.speaker and (one.speaker.gender, one.speaker.known_id, one.speaker.kind),
                one.rule,
            )
            for one in found
        ]

    composed = told(unicodedata.normalize("NFC", text))
    assert all(speaker for _, speaker, *_ in composed)
    assert told(decomposed(text)) == composed


def test_known_names_are_found_with_their_points_and_without() -> None:
    known = [KnownSpeaker("דוד לוי", known_id="l"), KnownSpeaker("علی\u200cرضا", known_id="a")]
    text = "Then דָּוִד לֵוִי left, and علیرضا too."
    index = Attributor(known=known).known
    columns = [[getattr(t, name) for t in tokenize(text)] for name in ("start", "end", "text")]
    assert [speaker.known_id for _, _, speaker in index.occurrences(text, *columns)] == ["l", "a"]


# ------------------------------------------------------------------------------------------ layout


@pytest.mark.parametrize(
    ("line", "kind", "why"),
    [
        ("МОСКВА (ТАСС) — The board met on Tuesday.", "dateline", "capitals of another script"),
        ("ZÜRICH (AP) — The board met on Tuesday.", "dateline", "an accent"),
        (decomposed("ZÜRICH (AP) — The board met on Tuesday."), "dateline", "an accent by itself"),
        ("SAINT-DENIS - The board met on Tuesday.", "dateline", "a hyphen inside, and one behind"),
        ("OSLO- The board met on Tuesday.", "dateline", "a hyphen right behind"),
        ("A-B-C-D-E-F-G-H-the board met on Tuesday.", "body", "hyphens that lead nowhere"),
        ("Émile Ørsted/AFP", "caption", "a credit"),
        (decomposed("Émile Ørsted/AFP"), "caption", "a credit, its accents by themselves"),
    ],
)
def test_capitals_in_datelines_and_credits(line: str, kind: str, why: str) -> None:
    before = "The Board Meets\n\nA first sentence stands here, and it ends."
    assert paragraphs(f"{before}\n\n{line}\n\nAnother one stands below.")[2].kind == kind, why
