"""Texts made to hurt, each from a seed and a number alone: the same ones on every machine and Python.

Five kinds: pieces of everything in a row, a few pieces again and again, dialogues whose marks were damaged,
mutations of the texts of ``tests/corpus``, and characters of all of Unicode.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

CORPUS = Path(__file__).resolve().parent.parent.parent / "tests" / "corpus" / "news.jsonl"

MARKS = (
    *"\"\"\"“”“”“”‘’'’„‟‚‛«»‹›「」『』`´＂″❝❞〝〞｢｣\x93\x94", "''", "``", ",,", '\\"', "'''", '""',
    "“‘", "’”", "“”", '“"', '"”', "”“",
)  # fmt: skip
STYLES = ("“”", '""', "‘’", "''", "«»", "„“", "»«", "””", "「」", "‹›", "„”")
NAMES = (
    "Tom", "Ana Ruiz", "Bo Lind", "Dr. Ines Okoro", "Mrs. Pell", "Sen. J. Doe Jr.", "Quill", "Mom",
    "the mayor", "a spokeswoman", "the guards", "Said", "Oakhaven Council", "Ludwig van Horn", "O’Brien",
    "José Díaz", "Jose\u0301 Di\u0301az", "U.S. Army", "Ana and Bo", "his sister, Robin Doe,",
    "the guide", "The Hague", "Will May", "Mark", "NATO", "Prof. Lee", "the harbour board", "王小明",
    "Иван Петров", "सीता देवी", "Juan “Chico” Doe",
)  # fmt: skip
CUES = (
    "said", "says", "Said", "asked", "told", "replied", "added", "uttered", "thought", "wrote",
    "according to", "According to", "was told by", "has not said", "might say", "adding that",
    "claim that", "’s words", "’s claim", "as Ana said", "cried", "said that", "that", "and warned",
    "whispered", "went on to say", "in the words of", "’d say",
)  # fmt: skip
WORDS = (
    "he", "she", "I", "they", "who", "We", "you", "it", "her", "his", "the", "a", "of", "and", "but",
    "if", "both", "one of", "well", "was", "is", "dry", "road", "waited", "wait", "No", "Yes", "Monday",
    "on Monday", "May", "in Ohio", "today", "roof", "leaked", "never", "quietly", "ly", "ad", "there",
    "a", "A", "x", "utter", "can’t", "o’clock", "'tis", "rock 'n' roll", "runnin’", "dogs'", "1,200.50",
    "10:30", "5’ 9”", "9", "No. 5", "$3", "50%", "U.S.", "a.m.", "e.g.", "The", "So", "Go",
)  # fmt: skip
POINTS = (
    *",,,..!?;:…()[]-–—―/&*_~|#", "...", "....", "--", "---", ".”", ",”", "?!", " — ", ", ", ". ", "。",
    "，", "¿", "¡",
)  # fmt: skip
BREAKS = (
    "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\t", "\n \n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029",
    "\n\t", "\n  ",
)  # fmt: skip
ODD = (
    "\u200b", "\u200d", "\u2060", "\ufeff", "\xad", "\xa0", "\u202e", "\u200f", "\u2067", "\u2069",
    "\u0301", "\u0308", "\u0345", "\u20dd", "🙂", "👩‍👩‍👧", "🇳🇴", "e\u0301", "ﬁ", "ß", "İ", "ǆ", "\ud800",
    "\udfff", "\x00", "\x01", "\x1b[31m", "\x07", "\x1c", "\x1e", "\x1f", "\x7f", "\ufffe", "\uffff",
    "\U0010ffff", "مرحبا", "“שלום”", "好", "प्रधानमंत्री", "한국", "½", "²", "Ⅳ", "ª",
)  # fmt: skip
MARKUP = (
    "<p>", "</p>", "<br/>", "<b>“", "”</b>", "&quot;", "&#8220;", "&amp;", "<!--", "-->", "<script>",
    "]]>", "<a href=\"x\">", "**", "> ", "\n> ", "\n# ", "\n- ", "\n* ", "\n1. ", "`a`", "```", "[a](b)",
    "| a | b |", "\n---\n", "\n***\n", "_a_",
)  # fmt: skip
LABELS = (
    "\nTOM: ", "\nANN: ", "\nTOM. ", "\nANN (rising). ", "\nQ: ", "\nA. ", "\nWALLACE: ", "\n“DOE: ",
    "\nSPEAKER 1: ", "[10:30] Tom: ", "\n—", "\n— ", "\n--", "\n–", "CHAPTER I\n", "\nII\n\n",
    "\nPrologue\n", "OSLO (AP) — ", "BERLIN, May 5. /NTB/. ", "Photo: ", "(Reporting by Bo Lind)",
    "© Bo/AP", "— Jane Doe, Leeds", "\nTalks go on — Lind\n",
    "*** START OF THE PROJECT GUTENBERG EBOOK\n", "*** END OF THE PROJECT GUTENBERG EBOOK",
)  # fmt: skip
SPACES = (" ", " ", " ", " ", "  ")
ALL = (
    *(MARKS, MARKS, MARKS, SPACES, SPACES, SPACES, NAMES, CUES, WORDS, WORDS),
    *(POINTS, BREAKS, ODD, MARKUP, LABELS),
)
TURNS = (
    "{0}Yes,{1} said {n}.", "{0}We waited,{1} {c} {n}, {0}and nobody came.{1}",
    "{n} {c}: {0}The road is closed.{1}", "{0}No.{1}", "{0}It goes on and on and nobody stops it,",
    "{0}and then it ended,{1} she said. {0}At last.{1}",
    "{n} {c} that the well was {0}dry{1} and {0}deep{1}.", "—Sit down, {n} {c}. You are early.",
    "—No —{c} {n}—. Never.", "{N}: {0}Who is there?{1}", "{N}. Who left the gate open?", "He waited.",
    "According to {n}, {0}nothing{1} works.", "{0}They told me {2}never again{3} and left,{1} {n} {c}.",
    "{0}Stop!{1} He ran. {0}Stop, I said!{1}", "{n} turned away. {0}Go,{1} he {c}, {0}or stay.{1}",
    "{n} said the roof leaked and added that it was old.",
)  # fmt: skip


def text(seed: int, number: int) -> str:
    """Input ``number`` of the run with ``seed``: mostly short."""
    rng = Random(f"{seed} {number}")
    return rng.choices((_soup, _narrow, _dialogue, _mutated, _characters), (5, 2, 4, 3, 1))[0](rng)


def _soup(rng: Random) -> str:
    kinds = rng.sample(range(len(ALL)), rng.randint(2, len(ALL)))
    spaced = rng.random() < 0.5
    pieces = [rng.choice(ALL[rng.choice(kinds)]) for _ in range(_length(rng))]
    return (" " if spaced else "").join(pieces)


def _narrow(rng: Random) -> str:
    pieces = [rng.choice(rng.choice(ALL)) for _ in range(rng.randint(2, 6))]
    return "".join(rng.choices(pieces, k=_length(rng)))


def _dialogue(rng: Random) -> str:
    outer, inner = rng.sample(STYLES, 2)
    names, cues = rng.sample(NAMES, 3), rng.sample(CUES, 3)
    border = rng.choice(("\n\n", "\n", " ", "\r\n\r\n", "\n\n“"))
    turns = []
    for _ in range(rng.randint(1, 9)):
        name = rng.choice(names)
        turn = rng.choice(TURNS).format(*outer, *inner, n=name, N=name.upper(), c=rng.choice(cues))
        turns.append(turn)
    return _damaged(rng, border.join(turns), rng.choice((0, 1, 1, 2, 4)))


def _mutated(rng: Random) -> str:
    whole = rng.choice(_corpus())
    start = rng.randrange(len(whole))
    piece = whole[start : start + rng.choice((40, 100, 200, 400))]
    return _damaged(rng, piece, rng.randint(1, 6))


def _characters(rng: Random) -> str:
    widths = (0x80, 0x100, 0x2100, 0x10000, sys.maxunicode + 1)
    return "".join([chr(rng.randrange(rng.choice(widths))) for _ in range(_length(rng))])


def _length(rng: Random) -> int:
    return min(120, 2 + int(rng.expovariate(0.08)))


def _damaged(rng: Random, whole: str, times: int) -> str:
    """``whole`` with so many things left out, put in, said twice, swapped; half of them at a mark."""
    for _ in range(times):
        marks = [i for i, char in enumerate(whole) if not (char.isalnum() or char == " ")]
        at = rng.choice(marks) if marks and rng.random() < 0.5 else rng.randrange(len(whole) + 1)
        span = rng.choice((1, 1, 1, 5, 20))
        new = {
            0: "",
            1: rng.choice(rng.choice(ALL)) + whole[at : at + span],
            2: rng.choice(rng.choice(ALL)),
            3: whole[at : at + span] * 2,
            4: whole[at : at + span][::-1],
            5: rng.choice(MARKS),
        }[rng.randrange(6)]
        whole = whole[:at] + new + whole[at + span :]
    return whole


@cache
def _corpus() -> Sequence[str]:
    with CORPUS.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]
