"""Host sentences: a closed quotation never breaks the sentence in which it stands.

Also says for every token in which outermost quotation it lies. Inside a quotation nothing ends a
sentence; after its closing mark the mark inside it may (``"I left." Then he sat down.``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from quoteattr.lang import classes as c
from quoteattr.lang.words.ground import ReadingWords
from quoteattr.stage_values import Profile, Quotes, Segmented, Sentence, Sentences, Tokens
from quoteattr.text.tokens import where

_STARTER = c.DETERMINER | c.PRONOUN | c.PREPOSITION | c.CONJUNCTION | c.SUBORDINATOR | c.WH | c.COMMON
_PLAIN_STARTER = _STARTER & ~c.COMMON
_CLOSING = frozenset(")]}\"”’'»›")
_CLOSES_SPEECH = frozenset(".,!?…")
_CLOSES_ASIDE = {"(": (")",), "—": ("—",), "–": ("–",)}
_DASHES = frozenset(("-", "–", "—", "--"))
_DATELINE_REACH = 20  # tokens of "BERGEN, Norway, May 4, 2023 /PRNewswire/ --"
_OPENS_NO_TAG = c.PREPOSITION | c.CONJUNCTION | c.SUBORDINATOR
_ASIDE_REACH = 25  # tokens on either side of a quotation in which parentheses may enclose it
_TAG_REACH = 6  # tokens after a closing mark in which "Lavrov said" may end
_INSERTION_REACH = 16  # tokens between the name and the verb of a tag, in commas or brackets
_CLOSES_INSERTION = {",": ",", "(": ")"}
_CONTENT_REACH = 6  # tokens after a verb in which its own content may begin


def split(segmented: Segmented, quotes: Quotes, profile: Profile) -> Sentences:
    """The host sentences of every paragraph, in text order."""
    tokens = segmented.tokens
    inside = outermost_quotes(tokens, quotes)
    breaks = _breaks(segmented, quotes, inside, profile.pack.words.reading)
    sentences = []
    position = 0
    for number, paragraph in enumerate(segmented.paragraphs):
        first = bisect_left(tokens.starts, paragraph.start)
        end = bisect_left(tokens.starts, paragraph.end)
        while position < len(breaks) and breaks[position] <= first:
            position += 1
        start = first
        while position < len(breaks) and breaks[position] < end:
            sentences.append(_sentence(tokens, start, breaks[position], number))
            start = breaks[position]
            position += 1
        if start < end:
            sentences.append(_sentence(tokens, start, end, number))
    return Sentences(tuple(sentences), inside)


def outermost_quotes(tokens: Tokens, quotes: Quotes) -> tuple[int, ...]:
    """For every token the index in ``quotes.spans`` of the outermost quotation that holds it, or -1."""
    inside = [-1] * len(tokens.starts)
    for index, span in enumerate(quotes.spans):
        if span.parent is None:
            first = bisect_left(tokens.starts, span.start)
            end = bisect_left(tokens.starts, span.end)
            inside[first:end] = [index] * (end - first)
    return tuple(inside)


def _sentence(tokens: Tokens, first: int, end: int, paragraph: int) -> Sentence:
    return Sentence(tokens.starts[first], tokens.ends[end - 1], first, end, paragraph)


def _breaks(segmented: Segmented, quotes: Quotes, inside: tuple[int, ...], words: ReadingWords) -> list[int]:
    """Indices of tokens that start a sentence, ascending (paragraph starts not among them)."""
    tokens = segmented.tokens
    classes = tokens.classes
    found: set[int] = set()
    after = 0
    for i in where(tokens, c.SENTENCE_END):
        if inside[i] < 0:
            # the marks of a row all have the same token behind them: the row is read once
            after = _behind_marks(tokens, inside, max(i + 1, after))
            if _is_break(segmented, i, after, inside, words) or _opens_speech(
                segmented, i, after, inside, quotes
            ):
                found.add(after)
    for span in quotes.spans:
        if span.parent is None:
            after = bisect_left(tokens.starts, span.end)
            found.update(_in_parentheses(tokens, inside, bisect_left(tokens.starts, span.start), after))
            if 0 < after < len(classes) and _ends_after_quotation(
                tokens, inside, span.inner.start, after, words
            ):
                found.add(after)
    return sorted(found.union(_behind_datelines(segmented)))


def _behind_datelines(segmented: Segmented) -> Iterator[int]:
    """Where the text of each paragraph with a dateline starts: "KABUL, Afghanistan (AP) — | Police said"."""
    tokens = segmented.tokens
    for paragraph in segmented.paragraphs:
        if paragraph.kind == "dateline":
            first = bisect_left(tokens.starts, paragraph.start)
            near = range(first, min(len(tokens.words), first + _DATELINE_REACH))
            dash = next((i for i in near if tokens.words[i] in _DASHES and _stands_apart(tokens, i)), -1)
            if 0 <= dash + 1 < len(tokens.words) and tokens.ends[dash + 1] <= paragraph.end and dash >= first:
                yield dash + 1


def _stands_apart(tokens: Tokens, i: int) -> bool:
    """Whether white space stands behind token ``i``."""
    return i + 1 < len(tokens.words) and tokens.starts[i + 1] > tokens.ends[i]


def _behind_marks(tokens: Tokens, inside: tuple[int, ...], i: int) -> int:
    """The first token from ``i`` on that neither ends a sentence nor closes what such a mark stands in."""
    words, classes = tokens.words, tokens.classes
    while i < len(words) and inside[i] < 0 and (words[i] in _CLOSING or classes[i] & c.TERMINATOR):
        i += 1
    return i


def _is_break(segmented: Segmented, i: int, after: int, inside: tuple[int, ...], words: ReadingWords) -> bool:
    """Whether a sentence ends at token ``i``, the next one with ``after``, the token behind its marks."""
    tokens, text = segmented.tokens, segmented.text
    word = tokens.words[i]
    if not (tokens.classes[i] & c.TERMINATOR or word.endswith(".")) or not _may_start(tokens, after, inside):
        return False
    plainly = _is_plain_start(tokens, after)
    shortened = _shortened(tokens, i, words)
    if shortened:
        if shortened & c.TITLE_ABBREVIATION or _middle_initial(tokens, i, after):
            return False
        bits = tokens.classes[after]
        whole = "." in word[:-1] and (tokens.classes[i] & c.PLACE or not tokens.classes[i] & c.CAPITAL)
        timed = i > 0 and tokens.classes[i - 1] & c.NUMBER and bits & c.ROLE_OR_TITLE  # "at 7 p.m. | Mayor"
        # "left the U.S. | Susan": "J.R. Hollis" is one name
        return bool(plainly or (whole and (timed or (bits & c.FIRST_NAME and not bits & _STARTER))))
    if word[0] == "…" or word.startswith(".."):
        return plainly
    return text[tokens.starts[after] - 1].isspace() or inside[after] >= 0 or plainly


def _is_plain_start(tokens: Tokens, i: int) -> bool:
    """Whether no name starts with token ``i``: "Mr. The", but "Mr. Doe"."""
    return bool(tokens.classes[i] & c.CAPITAL and tokens.classes[i] & _STARTER)


def _middle_initial(tokens: Tokens, i: int, after: int) -> bool:
    """Whether the period at token ``i`` stands inside a name whose end is a word, too: "Brian M. Good"."""
    classes = tokens.classes
    if i < 2 or not classes[i - 1] & c.INITIAL or classes[after] & _PLAIN_STARTER:
        return False
    return bool(classes[i - 2] & c.FIRST_NAME and classes[i - 2] & c.CAPITAL)


def _opens_speech(segmented: Segmented, i: int, after: int, inside: tuple[int, ...], quotes: Quotes) -> bool:
    """Whether a shortened word ends its sentence at token ``i``, and somebody's words follow: "left the U.S.
    | “I was eight,” she said"."""
    tokens, text = segmented.tokens, segmented.text
    if after + 1 >= len(tokens.words) or inside[after] < 0 or inside[after - 1] >= 0:
        return False
    titled = tokens.classes[i - 1] & c.TITLE_ABBREVIATION if i else 0
    span = quotes.spans[inside[after]]
    whole = text[span.inner.end - 1] in _CLOSES_SPEECH and tokens.classes[after + 1] & c.CAPITAL
    return bool(whole and not titled and text[tokens.starts[after] - 1].isspace())


def _in_parentheses(tokens: Tokens, inside: tuple[int, ...], first: int, last: int) -> tuple[int, ...]:
    """Where a report in parentheses around the quotation at tokens ``first`` to ``last`` starts and ends:
    "He was blunt (| “We are broke,” said Doe | )."; () where there is none."""
    start = _opening(tokens, inside, first)
    if start < 0:
        return ()
    closes = _CLOSES_ASIDE[tokens.words[start]]
    stop = min(len(tokens.words), last + _ASIDE_REACH)
    end = next(
        (i for i in range(last, stop) if tokens.words[i] in closes or _ends_before(tokens, i, closes)), stop
    )
    if end == stop or tokens.words[end] not in closes:
        return ()
    told = [*range(start + 1, first), *range(last, end)]
    reports = any(tokens.classes[k] & c.REPORTING_VERB and inside[k] < 0 for k in told)
    return (start + 1, end) if reports else ()


def _opening(tokens: Tokens, inside: tuple[int, ...], first: int) -> int:
    """The "(" before a quotation at token ``first``, or a dash right in front of it; -1: none."""
    if first and tokens.words[first - 1] in _CLOSES_ASIDE:
        return first - 1
    for i in range(first - 1, max(-1, first - 1 - _ASIDE_REACH), -1):
        if inside[i] >= 0 or tokens.words[i] == ")" or _ends(tokens, i):
            return -1
        if tokens.words[i] == "(":
            return i
    return -1


def _ends_before(tokens: Tokens, i: int, closes: tuple[str, ...]) -> bool:
    """Whether a sentence ends at token ``i``, and not what one of ``closes`` closes right behind it."""
    return _ends(tokens, i) and (i + 1 == len(tokens.words) or tokens.words[i + 1] not in closes)


def _ends(tokens: Tokens, i: int) -> bool:
    """Whether a mark that ends a sentence stands at token ``i``, not the one of a shortened word."""
    ends = tokens.classes[i] & c.TERMINATOR
    return bool(ends and not (i and tokens.classes[i - 1] & c.SHORTENED))


def _may_start(tokens: Tokens, i: int, inside: tuple[int, ...]) -> bool:
    """Whether a sentence may start with token ``i``: a capital, a number, a quotation, a bullet of a list."""
    if i >= len(tokens.words):
        return False
    if tokens.starts[i] == tokens.ends[i - 1]:  # the blank is missing: "She left.“I know,” he said."
        return inside[i] >= 0 > inside[i - 1] or _is_plain_start(tokens, i)
    if inside[i] >= 0 or tokens.classes[i] & (c.CAPITAL | c.NUMBER | c.QUOTE_MARK):
        return True
    return tokens.words[i] in "([-–—•*@"


def _shortened(tokens: Tokens, i: int, words: ReadingWords) -> int:
    """The classes of the shortened word that ends with token ``i`` ("Mr.", "J.", "U.S."); 0 where none does.
    The words that are always capital only look like one: "It was I."."""
    if not tokens.classes[i] & c.TERMINATOR:
        return c.ABBREVIATION
    if tokens.words[i] != "." or not i or tokens.ends[i - 1] != tokens.starts[i]:
        return 0
    before = tokens.classes[i - 1]
    return before if before & c.SHORTENED and tokens.words[i - 1] not in words.always_capital else 0


def _ends_after_quotation(
    tokens: Tokens, inside: tuple[int, ...], inner_start: int, after: int, words: ReadingWords
) -> bool:
    """Whether the sentence ends with the quotation whose closing mark is token ``after - 1``."""
    last = _last_inside(tokens, inner_start, after)
    if last < 0 or not tokens.classes[last] & c.TERMINATOR:
        return False
    if inside[after] >= 0:
        return True
    if not tokens.classes[after] & (c.CAPITAL | c.NUMBER):
        return tokens.words[after] in "(["
    announced = tokens.words[max(0, bisect_left(tokens.starts, inner_start) - 2)] == ":"
    if announced or tokens.classes[after] & _OPENS_NO_TAG:
        return True  # Doe wrote: “It rains!” Roe added … “It rains.” With that, he left.
    verb = _verb_of_tag(tokens, after)
    if verb < 0 or tokens.words[verb].lower() in words.own_sentences:
        return True
    if tokens.words[last] in "?!":  # "Really?" Lavrov said.
        return _reports_on(tokens, inside, verb + 1, words)
    return not (
        verb + 1 == len(tokens.words) or tokens.words[verb + 1] in (".", ",")
    )  # "It rains." Lavrov said.


def _last_inside(tokens: Tokens, inner_start: int, after: int) -> int:
    """The last word or full stop inside the marks that close in front of token ``after``; -1: none."""
    last = after - 1
    while last >= 0 and tokens.starts[last] >= inner_start:
        if tokens.classes[last] & (c.TERMINATOR | c.WORD_OR_NUMBER):
            return last
        last -= 1
    return last


def _verb_of_tag(tokens: Tokens, after: int) -> int:
    """The verb of a tag that starts at token ``after``: "Lavrov | said"; -1 where nothing looks like one."""
    for i in range(after, min(after + _TAG_REACH, len(tokens.words))):
        if tokens.classes[i] & c.REPORTING_VERB:
            return i
        if not tokens.classes[i] & (c.WORD | c.CLITIC):
            return _verb_behind_insertion(tokens, i) if i > after else -1
    return -1


def _verb_behind_insertion(tokens: Tokens, i: int) -> int:
    """The verb right behind what token ``i`` inserts, or -1: "Lavrov, 75, | said", "Doe (right) | said"."""
    closing = _CLOSES_INSERTION.get(tokens.words[i])
    for k in range(i + 1, min(i + _INSERTION_REACH, len(tokens.words) - 1)):
        if closing is None or tokens.classes[k] & c.TERMINATOR:
            break
        if tokens.words[k] == closing and tokens.classes[k + 1] & c.REPORTING_VERB:
            return k + 1
    return -1


def _reports_on(tokens: Tokens, inside: tuple[int, ...], i: int, words: ReadingWords) -> bool:
    """Whether a verb in front of token ``i`` has a content of its own: "told us | that she was wrong", "says
    | it is"."""
    own = tokens.classes[i : i + 2]
    if len(own) > 1 and own[0] & c.SUBJECT_PRONOUN and own[1] & c.HELPING_VERB:
        return True
    for k in range(i, min(i + _CONTENT_REACH, len(tokens.words))):
        if inside[k] >= 0 or tokens.classes[k] & c.TERMINATOR or tokens.words[k] in ",;:":
            return False
        if tokens.words[k] in words.content_openers:
            return True
    return False


def in_sentences(sentences: Sentences, tokens: Iterable[int]) -> Iterator[tuple[Sentence, int]]:
    """(sentence, token) of each of the tokens, which come in text order, that stands in a sentence."""
    spans = iter(sentences.spans)
    sentence = next(spans, None)
    for i in tokens:
        while sentence is not None and sentence.last <= i:
            sentence = next(spans, None)
        if sentence is None:
            return
        if i >= sentence.first:
            yield sentence, i
