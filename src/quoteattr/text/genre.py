"""News or fiction: decided by how often a text has certain small words, never by what it is about.

Stories have "had", "must" and exclamation marks, news "has", "told", numbers and names in the middle of
sentences. A linear model over such shares, trained on articles and on stretches of novels, short ones too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise
from math import fsum, sqrt

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.letters import in_word
from quoteattr.lang.pack import Pack
from quoteattr.model import load_genre
from quoteattr.stage_values import Paragraph, Tokens
from quoteattr.text.chapters import is_heading
from quoteattr.text.tokens import count, where
from quoteattr.types import Genre

_MOST = 30_000  # tokens looked at
_LEAST = 60  # words below which a text is taken for news
_SHORT = 60  # characters of a paragraph of dialogue
_MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“"}
_ENDS = frozenset(",.!?…")
_YEARS = range(1950, 2050)
_DIGITS_OF_YEAR, _DIGITS_OF_AGE = 4, 2
_ASIDE = frozenset(",()")
_HEADINGS = "chapter headings"
_SMOOTH = 30  # added to the number of words: one "eyes" in a short text is no share to speak of


@frozen
class Decision:
    """The genre, and by how much, in log odds: a margin above 2 is as good as sure, one of 0 says nothing."""

    genre: Genre
    margin: float


def signs_of_news(tokens: Tokens, pack: Pack) -> int:
    """How many words only the press has: names of media, years of our time, ages ("Ana Ruiz, 41, said")."""
    words, ages = tokens.words[:_MOST], pack.words.resolution.age_ends
    media = sum(1 for bits in tokens.classes[:_MOST] if bits & c.MEDIA)
    numbers = where(tokens, c.NUMBER, _MOST)
    openers = pack.words.reading.age_openers | _ASIDE
    figures = sum(_is_year_or_age(words, i, openers) for i in numbers)
    return media + figures + sum(word.endswith(ages) for word in words)


def _is_year_or_age(words: Sequence[str], i: int, openers: frozenset[str]) -> bool:
    """Whether the number at token ``i`` is a year of our time, or two digits that stand as an age
    does ("Ruiz, 41,", "Now 41,"); ``openers``: what may stand in front of an age."""
    number = words[i]
    if not (number.isascii() and number.isdecimal()):
        return False
    if len(number) == _DIGITS_OF_YEAR:
        return int(number) in _YEARS
    enclosed = 0 < i < len(words) - 1 and words[i - 1] in openers and words[i + 1] in _ASIDE
    return len(number) == _DIGITS_OF_AGE and enclosed


def decide(text: str, paragraphs: Sequence[Paragraph], tokens: Tokens, pack: Pack) -> Decision:
    """Whether ``text`` is news or fiction; a short text is news, as is one in a language without weights."""
    linear = load_genre(pack.language)
    weights = linear.weights if linear is not None else {}
    shares = measure(text, paragraphs, tokens, pack, weights.keys())
    if shares is None or linear is None:
        return Decision("fiction" if _is_told(text, paragraphs, tokens, pack) else "news", 0.0)
    score = fsum([linear.bias, *[weights[name] * value for name, value in shares.items()]])
    return Decision("fiction" if score > 0 else "news", abs(score))


def _is_told(text: str, paragraphs: Sequence[Paragraph], tokens: Tokens, pack: Pack) -> bool:
    """Whether a few words are dialogue as only stories have it: two short paragraphs in a row that are speech
    alone, or a tag that no newspaper prints: "cried he", "goes Tom", "she's like"."""
    bare = [_is_bare(text[p.start : p.end]) for p in paragraphs]
    if any(one and other for one, other in pairwise(bare)):
        return True
    among = range(1, len(tokens.words) - 3)  # of a short text
    return any(_is_story_tag(tokens, i, pack) for i in among if tokens.classes[i] & c.QUOTE_MARK)


def _is_bare(paragraph: str) -> bool:
    """Whether a paragraph is one short quotation and nothing else."""
    inner = paragraph.strip()
    marks = _MARKS.get(inner[:1])
    if marks is None or len(inner) > _SHORT or not inner.endswith(marks):
        return False
    return not any(mark in inner[1:-1] for mark in (inner[0], marks))


def _is_story_tag(tokens: Tokens, mark: int, pack: Pack) -> bool:
    """Whether a tag of a story stands beside the quotation mark at token ``mark``."""
    words, classes, story = tokens.words, tokens.classes, pack.story
    verb, subject = words[mark + 1], words[mark + 2]
    if words[mark - 1] in _ENDS:
        if verb in story.tag_verb and classes[mark + 2] & c.CAPITAL:
            return words[mark - 1] == ","  # “Never,” goes Tom
        inverted = classes[mark + 1] & c.REPORTING_VERB and verb.islower() and subject in story.subject
        return bool(inverted) and not in_word(words[mark + 3][0])  # not: said he was tired
    like = mark > 2 and words[mark - 1] == "," and words[mark - 2] in story.quotative
    return like and words[mark - 3] in story.be


def measure(
    text: str, paragraphs: Sequence[Paragraph], tokens: Tokens, pack: Pack, names: Set[str] | None = None
) -> dict[str, float] | None:
    """Square roots of shares of the words, by name, of ``names`` alone where they are given; None for a text
    of too few words.

    A name with a blank ("all numbers") is of a kind of token, any other of that word in small letters.
    """
    words, total = tokens.words, count(tokens, c.WORD, _MOST)
    if total < _LEAST:
        return None
    counts = Counter(tokens.lower[:_MOST])
    classes, always = tokens.classes, pack.words.reading.always_capital
    capitals = where(tokens, c.CAPITAL, _MOST)
    counts["all names"] = len(
        [i for i in capitals if i and classes[i - 1] & c.WORD and words[i] not in always]
    )
    counts["all numbers"] = count(tokens, c.NUMBER, _MOST)
    counts["all paragraphs"] = len(paragraphs)
    headed = any(is_heading(text[p.start : p.end], numbered=False) for p in paragraphs)
    asked = counts.keys() if names is None else counts.keys() & names
    found = {name: 10 * sqrt(counts[name] / (total + _SMOOTH)) for name in asked}
    if names is None or _HEADINGS in names:
        found[_HEADINGS] = float(headed)
    return found
