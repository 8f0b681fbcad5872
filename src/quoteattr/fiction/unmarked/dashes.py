"""Dialogue that dashes mark: "—Sit down, he said. You are early." and "—No —dijo ella—. Nunca."

A dash at the start of a paragraph opens speech. Narration inside is found by its form: behind a comma or a
full stop a subject with a verb of saying, or what stands between two further dashes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from quoteattr.lang import classes as c
from quoteattr.lang.letters import in_word, letter
from quoteattr.quotes.nesting import with_stretches
from quoteattr.stage_values import Paragraph, Quotes, Segmented, Tokens
from quoteattr.types import QuoteSpan, Span

DASHES = frozenset(("—", "–", "―", "--", "---", "-"))
_LEAST = 3  # paragraphs with a dash in front that make it the text's way to mark speech
_SUBJECTS = frozenset(("he", "she", "i", "they", "we", "it"))
_BORDERS = frozenset((",", ".", "!", "?", "…", "...", ";", ":"))
_ENDS = frozenset((".", "!", "?", "…", "..."))
_REACH = 5  # tokens from a subject to its verb


def with_dashes(segmented: Segmented, quotes: Quotes) -> Quotes:
    """``quotes`` and the speech that dashes mark, by start, where the text marks speech so at all.

    Each stretch of speech is a QuoteSpan; the first of a paragraph has the dash as its mark, the others none.
    A paragraph with a quotation by marks outside those stretches is left alone.
    """
    paragraphs = [p for p in segmented.paragraphs if _opens(segmented.text, p)]
    if len(paragraphs) < _LEAST:
        return quotes
    found = ((paragraph, list(_spans(segmented, paragraph))) for paragraph in paragraphs)
    return with_stretches(quotes, found, may_open=True)


def _opens(text: str, paragraph: Paragraph) -> bool:
    """Whether a dash opens the paragraph as speech: a list's hyphen has a space behind it."""
    start = paragraph.start
    if text[start] in "—–―":
        opening = text[start + 1 : paragraph.end].lstrip()[:1]
        return in_word(opening) and text[paragraph.end - 1] not in "—–―"
    return text.startswith("--", start) and letter(text[start + 2 : start + 3])


def _spans(segmented: Segmented, paragraph: Paragraph) -> Iterator[QuoteSpan]:
    tokens, text = segmented.tokens, segmented.text
    first = bisect_left(tokens.starts, paragraph.start)
    end = bisect_left(tokens.starts, paragraph.end)
    for a, b in spoken_ranges(tokens, first + 1, end):
        dash = Span(tokens.starts[first], tokens.ends[first])
        opening = a == first + 1
        start, stop = dash.start if opening else tokens.starts[a], tokens.ends[b - 1]
        inner = Span(tokens.starts[a], stop)
        yield QuoteSpan(start, stop, text[start:stop], inner, (dash,) if opening else ())


def spoken_ranges(tokens: Tokens, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The token ranges of a paragraph that are spoken, cues and other narration left out."""
    words = tokens.words
    start = k = first
    while k < end:
        if words[k] in _BORDERS and k + 1 < end and k > start and _is_inquit(tokens, k + 1, end):
            yield start, k + 1
            k = start = _narration_end(tokens, k + 1, end)
            continue
        if (
            words[k] in DASHES
            and k > start
            and k + 1 < end
            and _is_inquit(tokens, k + 1, end)
            and _spaced(tokens, k)
        ):
            yield start, k
            k = start = _closing_dash(tokens, k + 1, end)
            continue
        k += 1
    if start < end:
        yield start, end


def _spaced(tokens: Tokens, k: int) -> bool:
    """Whether a dash stands off the word before it: "No —dijo" and "No — said Helen", not "no—said"."""
    return tokens.starts[k] > tokens.ends[k - 1]


def _is_inquit(tokens: Tokens, i: int, end: int) -> bool:
    """Whether "he said", "said Helen" or "Helen said" starts at token ``i``."""
    words, classes = tokens.words, tokens.classes
    if words[i] in DASHES:
        return False
    if _says(tokens, i):
        after = classes[i + 1] if i + 1 < end else 0
        return (
            bool(after & (c.CAPITAL | c.DETERMINER | c.SUBJECT_PRONOUN | c.POSSESSIVE_PRONOUN))
            or i + 1 >= end
        )
    if (
        words[i] in _SUBJECTS
        or words[i] == "I"
        or (classes[i] & (c.CAPITAL | c.DETERMINER) and words[i].lower() not in _SUBJECTS)
    ):
        for k in range(i + 1, min(end, i + _REACH)):
            if _says(tokens, k):
                return True
            if words[k] in _BORDERS or not classes[k] & (c.WORD | c.CLITIC) or classes[k] & c.HELPING_VERB:
                return False
    return False


def _says(tokens: Tokens, k: int) -> bool:
    word, bits = tokens.words[k], tokens.classes[k]
    return (
        bool(bits & c.REPORTING_VERB)
        and not bits & c.CAPITAL
        and (word.endswith(("ed", "d", "t", "g")) or len(word) > 3)
        and not word.endswith(("ing", "s"))
    )


def _narration_end(tokens: Tokens, i: int, end: int) -> int:
    """Where speech goes on after narration from token ``i`` on: behind its sentence and others that tell."""
    words = tokens.words
    k = i
    while k < end:
        if words[k] in _ENDS:
            k += 1
            if k < end and _tells(tokens, k, end):
                k += 1
                continue
            return k
        if words[k] == "," and k + 1 < end and words[k + 1] in DASHES:
            return k + 2
        k += 1
    return end


def _tells(tokens: Tokens, i: int, end: int) -> bool:
    """Whether the sentence at token ``i`` tells what somebody did: "He turned away." """
    words, classes = tokens.words, tokens.classes
    if words[i] not in ("He", "She", "They") and not (
        classes[i] & c.CAPITAL and not classes[i] & (c.DETERMINER | c.PRONOUN)
    ):
        return False
    return i + 1 < end and words[i + 1].endswith("ed") and words[i + 1].islower()


def _closing_dash(tokens: Tokens, i: int, end: int) -> int:
    """Behind the dash that closes narration, and the punctuation that follows it."""
    for k in range(i, end):
        if tokens.words[k] in DASHES:
            return k + 2 if k + 1 < end and tokens.words[k + 1] in _BORDERS else k + 1
    return end
