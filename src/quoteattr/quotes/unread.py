"""What no answer holds although it looks like somebody's words: each gives a Doubt, so that nothing is lost
silently."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.lang import classes as c
from quoteattr.stage_values import Quotes, Segmented, Sentence, Sentences
from quoteattr.text.tokens import words_outside
from quoteattr.types import Doubt, QuoteSpan, Span

_LAYOUT = "No row holds this line of a chat, of subtitles or of a mail: this layout is not read."
_MARKS = "No row holds these words in marks: nobody near them is said to have said them."
_SHORTEST = 3  # words; inside a sentence, fewer are a name, a term or scare quotes
_ENDS = frozenset(".!?")
_LEAST = 2  # words of a title
_MOST_ENDS = 2  # sentence ends in a title: "Mamma Mia! Where Next?"
_SMALL = c.PREPOSITION | c.DETERMINER | c.CONJUNCTION


def of_layout(segmented: Segmented, said: Iterable[Span]) -> Iterator[Doubt]:
    """One doubt where a line of a layout that shows who speaks is in none of the spans ``said``."""
    places = sorted([span.start for span in said])
    borders = [line.start for line in segmented.lines[1:]] + [len(segmented.text)]
    for line, end in zip(segmented.lines, borders, strict=False):
        if bisect_left(places, line.start) == bisect_left(places, end):
            yield Doubt("unread-layout", line, _LAYOUT)
            return


def of_marks(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    said: Iterable[Span],
    small_words: frozenset[str],
) -> Iterator[Doubt]:
    """A doubt for every pair of marks of which no word is in the spans ``said``, which do not overlap; none
    for the title of a work, or for a few words inside a sentence. ``small_words`` are small in titles."""
    unheld = list(_unheld(quotes, sorted(said, key=_start)))
    if not unheld:
        return
    outside = words_outside(segmented.tokens, quotes.spans)
    for quote in unheld:
        if _may_be_said(segmented, sentences, outside, quote, small_words):
            yield Doubt("unattributed", Span(quote.start, quote.end), _MARKS)


def _unheld(quotes: Quotes, places: Sequence[Span]) -> Iterator[QuoteSpan]:
    """The outermost quotations that none of ``places`` reaches into; these are in order and apart."""
    starts = [span.start for span in places]
    for quote in quotes.spans:
        if quote.parent is None:
            k = bisect_right(starts, quote.start)
            before = k > 0 and places[k - 1].end > quote.start
            if not before and (k == len(starts) or starts[k] >= quote.end):
                yield quote


def _may_be_said(
    segmented: Segmented,
    sentences: Sentences,
    outside: Sequence[int],
    quote: QuoteSpan,
    small_words: frozenset[str],
) -> bool:
    tokens = segmented.tokens
    first, last = bisect_left(tokens.starts, quote.start), bisect_left(tokens.starts, quote.end)
    words = [i for i in range(first, last) if tokens.classes[i] & c.WORD_OR_NUMBER]
    if not words:
        return False
    if _is_alone(sentences, outside, first, last):
        return True
    return len(words) >= _SHORTEST and not _looks_like_title(segmented, first, last, small_words)


def _is_alone(sentences: Sentences, words: Sequence[int], first: int, last: int) -> bool:
    """Whether the sentences in which the tokens stand hold none of ``words``, those outside marks."""
    spans = sentences.spans
    low = bisect_right(spans, first, key=_first) - 1
    high = bisect_left(spans, last, key=_first)
    k = bisect_left(words, spans[max(low, 0)].first)
    return k == len(words) or words[k] >= spans[high - 1].last


def is_titled(segmented: Segmented, first: int, last: int, small_words: frozenset[str], least: int) -> bool:
    """Whether all words of tokens ``first`` to ``last`` but small ones are capitalised, ``least`` of them."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    large = [i for i in range(first, last) if classes[i] & c.WORD and not classes[i] & _SMALL]
    large = [i for i in large if words[i].lower() not in small_words]
    return len(large) >= least and all(classes[i] & c.CAPITAL for i in large)


def _looks_like_title(segmented: Segmented, first: int, last: int, small_words: frozenset[str]) -> bool:
    """Whether the tokens look like the title of a work: all words but the small ones are capitalised, in one
    sentence or two."""
    ends = sum(word in _ENDS for word in segmented.tokens.words[first:last])
    return ends <= _MOST_ENDS and is_titled(segmented, first, last, small_words, _LEAST)


def _first(sentence: Sentence) -> int:
    return sentence.first


def _start(span: Span) -> int:
    return span.start
