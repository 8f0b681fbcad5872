"""Dialogue that dashes mark: "—Sit down, he said. You are early." and "—No —dijo ella—. Nunca."

A dash at the start of a paragraph opens speech. Narration inside is found by its form: behind a comma or a
full stop a subject with a verb of saying, or what stands between two further dashes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.letters import in_word, letter
from quoteattr.lang.words.fiction import TurnWords
from quoteattr.quotes.nesting import with_stretches
from quoteattr.stage_values import Paragraph, Quotes, Segmented, Tokens
from quoteattr.types import QuoteSpan, Span

_DASHES = frozenset(("—", "–", "―", "--", "---", "-"))
_LEAST = 3  # paragraphs with a dash in front that make it the text's way to mark speech
_ENDS = frozenset((".", "!", "?", "…", "..."))
_BORDERS = frozenset((*_ENDS, ",", ";", ":"))
_PARTING = _DASHES | _BORDERS  # marks behind which narration may begin
_REACH = 5  # tokens from a subject to its verb
_BEHIND_VERB = c.CAPITAL | c.DETERMINER | c.SUBJECT_PRONOUN | c.POSSESSIVE_PRONOUN  # begins a subject


@frozen(eq=False)
class Unmarked:
    """What is read where no marks part speech from narration: the tokens, and the words of the language."""

    tokens: Tokens
    subjects: Container[str]
    forms: TurnWords


def with_dashes(segmented: Segmented, quotes: Quotes, read: Unmarked) -> Quotes:
    """``quotes`` and the speech that dashes mark, by start, if the text marks speech so. Each stretch of
    speech is a QuoteSpan; only the first of a paragraph has a mark, the dash. Paragraphs with quotation marks
    outside of such stretches stay as they are."""
    if sum([_opens(segmented.text, paragraph) for paragraph in segmented.paragraphs]) < _LEAST:
        return quotes
    found = ((paragraph, list(_spans(read, segmented.text, paragraph))) for paragraph in segmented.paragraphs)
    return with_stretches(quotes, found, may_open=True)


def _opens(text: str, paragraph: Paragraph) -> bool:
    """Whether a dash opens the paragraph as speech: a list's hyphen has a space behind it."""
    start = paragraph.start
    if text[start] in "—–―":
        opening = text[start + 1 : paragraph.end].lstrip()[:1]
        return in_word(opening) and text[paragraph.end - 1] not in "—–―"
    return text.startswith("--", start) and letter(text[start + 2 : start + 3])


def _spans(read: Unmarked, text: str, paragraph: Paragraph) -> Iterator[QuoteSpan]:
    tokens = read.tokens
    first = bisect_left(tokens.starts, paragraph.start)
    end = bisect_left(tokens.starts, paragraph.end)
    if not _opens(text, paragraph):
        first = _behind_narration(tokens, first, end)
    if first == end:
        return
    dash = Span(tokens.starts[first], tokens.ends[first])
    for a, b in spoken_ranges(read, first + 1, end):
        marks = (dash,) if a == first + 1 else ()
        inner = Span(tokens.starts[a], tokens.ends[b - 1])
        start = dash.start if marks else inner.start
        yield QuoteSpan(start, inner.end, text[start : inner.end], inner, marks)


def _behind_narration(tokens: Tokens, first: int, end: int) -> int:
    """The dash that opens speech behind a sentence of narration, or ``end``: "He looked up. – Is it far?"."""
    words, classes = tokens.words, tokens.classes
    for k in range(first + 1, end - 1):
        if words[k] in "—–―" and classes[k - 1] & c.TERMINATOR and classes[k + 1] & c.CAPITAL:
            return k
    return end


def spoken_ranges(read: Unmarked, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The token ranges of a paragraph that are spoken, cues and other narration left out."""
    words = read.tokens.words
    start = k = first
    while k < end:
        parts = words[k] in _PARTING and start < k < end - 1
        narration = _narration(read, k, end) if parts else None
        if narration is None:
            k += 1
        else:
            yield start, narration[0]
            k = start = narration[1]
    if start < end:
        yield start, end


def _narration(read: Unmarked, k: int, end: int) -> tuple[int, int] | None:
    """Where speech stops and goes on around the narration that the mark at token ``k`` opens, if it does."""
    word = read.tokens.words[k]
    if word in _BORDERS and _is_inquit(read, k + 1, end) and not _speaks_on(read, k + 1):
        return k + 1, _narration_end(read, k + 1, end)
    if word in _DASHES and _spaced(read.tokens, k) and _is_inquit(read, k + 1, end):
        return k, _closing_dash(read.tokens, k + 1, end)
    return None


def _speaks_on(read: Unmarked, i: int) -> bool:
    """Whether a sentence behind a full stop, at token ``i``, goes on speaking: "I told you", not "I said"."""
    words, classes = read.tokens.words, read.tokens.classes
    if words[i - 1] != "." or words[i] not in read.forms.always_capital:
        return False
    return bool(classes[min(i + 2, len(words) - 1)] & c.WORD)


def _spaced(tokens: Tokens, k: int) -> bool:
    """Whether a dash stands off the word before it: "No —dijo" and "No — said Helen", not "no—said"."""
    return tokens.starts[k] > tokens.ends[k - 1]


def _is_inquit(read: Unmarked, i: int, end: int) -> bool:
    """Whether "he said", "said Helen" or "Helen said" starts at token ``i``."""
    if _says(read, i):
        return i + 1 >= end or bool(read.tokens.classes[i + 1] & _BEHIND_VERB)
    return _may_say(read, i) and _verb_follows(read, i + 1, min(end, i + _REACH))


def _says(read: Unmarked, k: int) -> bool:
    """Whether the token is a reporting verb that may tell who speaks: "said", not "say" or "saying"."""
    word, bits = read.tokens.words[k], read.tokens.classes[k]
    if not bits & c.REPORTING_VERB or bits & c.CAPITAL or word.endswith(read.forms.no_telling_ends):
        return False
    return len(word) > 3 or word.endswith(read.forms.telling_ends)


def _may_say(read: Unmarked, i: int) -> bool:
    """Whether somebody is named: a pronoun inside a sentence ("he", "I"), "the", a name."""
    word, bits = read.tokens.words[i], read.tokens.classes[i]
    if word.lower() in read.subjects:
        return word.islower() or word in read.forms.always_capital
    return bool(bits & (c.CAPITAL | c.DETERMINER))


def _verb_follows(read: Unmarked, first: int, end: int) -> bool:
    """Whether a reporting verb comes before any mark, other verb or subject ("In May he | said")."""
    classes = read.tokens.classes
    for k in range(first, end):
        if _says(read, k):
            return True
        if not classes[k] & (c.WORD | c.CLITIC) or classes[k] & (c.HELPING_VERB | c.SUBJECT_PRONOUN):
            return False
    return False


def _narration_end(read: Unmarked, i: int, end: int) -> int:
    """Where speech goes on after narration from token ``i`` on: behind its sentence and others that tell."""
    words = read.tokens.words
    told = False  # whether a sentence has ended, and no other tells
    for k in range(i, end):
        if told and not _tells(read, k, end):
            return k
        told = words[k] in _ENDS
        if words[k] == "," and k + 1 < end and words[k + 1] in _DASHES:
            return k + 2
    return end


def _tells(read: Unmarked, i: int, end: int) -> bool:
    """Whether the sentence at token ``i`` tells what somebody did: "He turned away." """
    word, bits = read.tokens.words[i], read.tokens.classes[i]
    named = bool(bits & c.CAPITAL) and not bits & (c.DETERMINER | c.PRONOUN)
    if not named and not (word.istitle() and word.lower() in read.forms.tellers):
        return False
    following = read.tokens.words[i + 1] if i + 1 < end else ""
    return following.endswith(read.forms.past_ends) and following.islower()


def _closing_dash(tokens: Tokens, i: int, end: int) -> int:
    """Behind the dash that closes narration, and the punctuation that follows it."""
    for k in range(i, end):
        if tokens.words[k] in _DASHES:
            return k + 2 if k + 1 < end and tokens.words[k + 1] in _BORDERS else k + 1
    return end
