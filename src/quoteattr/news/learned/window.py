"""The window around a cue in which the learned decoder looks for content and source.

A window is the cue's host sentence, with the wholly quoted sentences beside it in the same paragraph.
Its units are words and marks, but a quotation is one unit: it is never cut.
"""

from __future__ import annotations

from bisect import bisect_left

from attrs import define, field

from quoteattr.news.learned.wordtags import TAG
from quoteattr.news.rules.view import View
from quoteattr.stage_values import CueUse

_BESIDE = 3  # quoted sentences taken along on either side
LONGEST = 160  # units; a longer sentence is cut around the cue,
_ENDLESS = 2 * LONGEST  # and closer around it where no sentence goes on so long: all its words may be cues
_CLOSE = 50  # units on either side then

UnitRow = tuple[int, int, int, int, int, int, int]
"""What a unit is by itself: its tag; what a hint key says of it; the decoder's numbers of the word before it,
its own and the one behind it; the tags before and behind it."""


@define(eq=False)
class Units:
    """One sentence's units: unit ``k`` is tokens ``firsts[k]`` to ``lasts[k]`` (exclusive)."""

    firsts: list[int]
    lasts: list[int]
    words: list[str]
    tags: list[int]
    places: list[int]  # 0: the host sentence, 1: a quoted sentence before it, 2: one behind it
    quoted: bool = False
    # what the decoder keeps for all cues of the window; filled by features.fill_columns
    steps: list[int] = field(factory=list)  # verbs, commas and quotations so far
    rows: list[UnitRow] = field(factory=list)


def sentence_units(view: View, tags: list[int], number: int) -> Units:
    """The units of sentence ``number`` and of the quoted sentences beside it."""
    spans = view.sentences.spans
    sentence = spans[number]
    units = Units([], [], [], [], [], view.next_quote(spans[number].first) < spans[number].last)
    low = number
    while low > 0 and number - low < _BESIDE and _is_quoted(view, low - 1, sentence.paragraph):
        low -= 1
    high = number
    while (
        high + 1 < len(spans) and high - number < _BESIDE and _is_quoted(view, high + 1, sentence.paragraph)
    ):
        high += 1
    for k in range(low, high + 1):
        _append(
            view, tags, units, spans[k].first, spans[k].last, 0 if k == number else 1 if k < number else 2
        )
    return units


def holds_marks(view: View, number: int) -> bool:
    """Whether words in marks stand in the window of sentence ``number``."""
    spans, sentence = view.sentences.spans, view.sentences.spans[number]
    if view.next_quote(sentence.first) < sentence.last:
        return True
    beside = (k for k in (number - 1, number + 1) if 0 <= k < len(spans))
    return any(_is_quoted(view, k, sentence.paragraph) for k in beside)


def around(units: Units, use: CueUse) -> Units:
    """The window, or of a very long sentence what stands near the cue."""
    if len(units.firsts) <= LONGEST:
        return units
    place = bisect_left(units.firsts, use.first)
    reach = LONGEST // 2 if len(units.firsts) <= _ENDLESS else _CLOSE
    near = slice(max(0, place - reach), place + reach)
    columns = (units.firsts, units.lasts, units.words, units.tags, units.places)
    return Units(*(column[near] for column in columns))  # type: ignore[arg-type]


def _is_quoted(view: View, number: int, paragraph: int) -> bool:
    """Whether the sentence is one quotation and nothing else."""
    sentence = view.sentences.spans[number]
    if sentence.paragraph != paragraph or view.inside[sentence.first] < 0:
        return False
    end = view.quote_end(sentence.first)
    return end >= sentence.last or not any(view.is_word(i) for i in range(end, sentence.last))


def _append(view: View, tags: list[int], units: Units, first: int, last: int, place: int) -> None:
    quote = TAG["QUOTE"]
    count = len(units.firsts)
    i = first
    while i < last:
        if view.inside[i] >= 0:
            end = min(view.quote_end(i), last)
            units.firsts.append(i)
            units.lasts.append(end)
            units.words.append("“”")
            units.tags.append(quote)
        else:
            end = min(view.next_quote(i), last)
            units.firsts.extend(range(i, end))
            units.lasts.extend(range(i + 1, end + 1))
            units.words.extend(view.lower[i:end])
            units.tags.extend(tags[i:end])
        i = end
    units.places.extend([place] * (len(units.firsts) - count))
