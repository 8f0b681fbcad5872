"""What the rules look at: one document's columns and the stages' results, indexed by token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.news import ContentWords, ProposalWords
from quoteattr.stage_values import CueUse, Profile, Quotes, Reference, Segmented, Sentences
from quoteattr.text.tokens import listed, words_outside

Range = tuple[int, int]
"""Tokens: first, last (exclusive)."""

DASHES = frozenset(("-", "–", "—", "--"))
FINITE = ("past", "s", "base")  # forms of a verb that has a subject
MOSTLY = 0.5  # how often a cue reports that mostly does
_COMMA = frozenset(",")
_MARKS_AT_ENDS = DASHES | {",", ";", "―"}


@frozen(eq=False)
class View:
    """The document as attribution sees it: columns by token, and what the language's words are.

    ``name_at`` and ``cue_at`` give an index for a token; ``without`` holds the names of rules that are
    switched off; ``at_ends`` every token at which some content may end.
    """

    segmented: Segmented
    quotes: Quotes
    sentences: Sentences
    names: tuple[Reference, ...]
    cues: tuple[CueUse, ...]
    pack: Pack
    content_words: ContentWords
    rule_words: ProposalWords
    at_ends: frozenset[str]
    without: frozenset[str]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    classes: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    inside: tuple[int, ...]
    name_at: dict[int, int]
    cue_at: dict[int, int]
    quote_starts: tuple[int, ...]
    quote_ends: tuple[int, ...]
    quote_opens: tuple[int, ...]
    paragraph_ends: tuple[int, ...]
    sentence_firsts: tuple[int, ...]
    subjects: dict[int, Range | None] = field(factory=dict)  # by verb group; asked by several rules
    # What the rules find out once a text, filled as they ask: the tokens of words and of commas outside
    # quotation marks; the subject of a cue or else of one before it, with the number of that cue.
    unquoted_words: list[int] = field(factory=list)
    unquoted_commas: list[int] = field(factory=list)
    cue_subjects: dict[int, tuple[int, Range | None]] = field(factory=dict)
    # (kind of content, whether its cue is fronted, and a participle) -> token -> where reading on halts
    halts: dict[tuple[str, bool, bool], dict[int, tuple[int, bool]]] = field(factory=dict)

    def is_adverb(self, i: int) -> bool:
        """Whether token ``i`` is an adverb that may stand between a subject and its verb."""
        bits = self.classes[i]
        if bits & c.ADVERB:
            return True
        return not bits & c.CAPITAL and self.lower[i].endswith(self.content_words.adverb_endings)

    def word_at(self, i: int, end: int) -> str:
        """The word at token ``i`` in small letters; "" from token ``end`` on."""
        return self.lower[i] if i < end else ""

    def bits_at(self, i: int, end: int) -> int:
        """The classes of token ``i``; none from token ``end`` on."""
        return self.classes[i] if i < end else 0

    def is_possessive(self, i: int) -> bool:
        """Whether token ``i`` is the "'s" of "Doe's" (or of "it's": it looks the same)."""
        return bool(self.classes[i] & c.CLITIC) and self.lower[i][1:] in self.content_words.possessive_letters

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` is a word or a number outside quotation marks."""
        return self.inside[i] < 0 and bool(self.classes[i] & c.WORD_OR_NUMBER)

    def has_words(self, first: int, last: int) -> bool:
        """Whether a word or a number is among tokens ``first`` to ``last`` (exclusive)."""
        return c.any_of(self.classes[first:last], c.WORD_OR_NUMBER)

    def next_word(self, i: int) -> int:
        """The first token from ``i`` on that is a word or a number outside quotation marks; the number of
        tokens where none is."""
        if not self.unquoted_words:
            self.unquoted_words.extend(words_outside(self.segmented.tokens, self.quotes.spans))
            self.unquoted_words.append(len(self.classes))
        return self.unquoted_words[bisect_left(self.unquoted_words, i)]

    def next_comma(self, i: int) -> int:
        """The first comma from token ``i`` on outside quotation marks; the number of tokens where none is."""
        if not self.unquoted_commas:
            commas = listed(self.segmented.tokens, _COMMA)
            self.unquoted_commas.extend([k for k in commas if self.inside[k] < 0])
            self.unquoted_commas.append(len(self.classes))
        return self.unquoted_commas[bisect_left(self.unquoted_commas, i)]

    def is_dash(self, i: int) -> bool:
        """Whether token ``i`` is a dash between words, not the hyphen of one."""
        word = self.lower[i]
        return word in ("—", "–", "--", "―") or (word == "-" and i > 0 and self.starts[i] > self.ends[i - 1])

    def starts_quote(self, i: int) -> bool:
        """Whether token ``i`` is the first of an outermost quotation; none starts behind the last token."""
        inside = self.inside
        return i < len(inside) and inside[i] >= 0 and (i == 0 or inside[i - 1] != inside[i])

    def ends_quote(self, i: int) -> bool:
        """Whether token ``i`` is the last of an outermost quotation."""
        return self.inside[i] >= 0 and (i + 1 == len(self.inside) or self.inside[i + 1] != self.inside[i])

    def is_quotation(self, first: int, last: int) -> bool:
        """Whether a quotation starts at token ``first`` and goes on to token ``last`` (exclusive)."""
        return self.starts_quote(first) and self.quote_end(first) >= last

    def pronoun_at(self, i: int) -> Mapping[str, Any]:
        """What the pack tells of the pronoun at token ``i``; nothing of another word."""
        return self.pack.pronouns.get(self.lower[i], {})

    def cue_on(self, i: int) -> CueUse | None:
        """The cue that holds token ``i``."""
        number = self.cue_at.get(i)
        return None if number is None else self.cues[number]

    def cue_before(self, token: int, lowest: int) -> int:
        """The index of the last cue that ends at or before ``token`` and not before ``lowest``; -1: none."""
        for i in range(token - 1, lowest - 1, -1):
            if i in self.cue_at:
                return self.cue_at[i]
        return -1

    def quote_start(self, i: int) -> int:
        """The first token of the quotation that holds token ``i``."""
        return self.quote_starts[self.inside[i]] if self.inside[i] >= 0 else i

    def quote_end(self, i: int) -> int:
        """The token after the quotation that holds token ``i``: behind ``i`` where that is in one, so that a
        loop which leaps over quotations advances."""
        return self.quote_ends[self.inside[i]] if self.inside[i] >= 0 else i

    def paragraph_of(self, i: int) -> int:
        """The number of the paragraph in which token ``i`` stands."""
        return bisect_right(self.paragraph_ends, self.starts[i])

    def sentence_at(self, i: int) -> int:
        """The number of the sentence in which token ``i`` stands."""
        return bisect_right(self.sentence_firsts, i) - 1

    def tokens_of(self, paragraph: int) -> Range:
        """The tokens of a paragraph: first, last (exclusive)."""
        start = self.paragraph_ends[paragraph - 1] if paragraph else 0
        return bisect_left(self.starts, start), bisect_left(self.starts, self.paragraph_ends[paragraph])

    def next_quote(self, i: int) -> int:
        """The first token from ``i`` on that lies in a quotation; the number of tokens where none does."""
        k = bisect_left(self.quote_opens, i)
        return self.quote_opens[k] if k < len(self.quote_opens) else len(self.starts)


def cues_in_sentences(view: View) -> Iterator[tuple[int, CueUse]]:
    """Each cue, in text order, with the number of its sentence."""
    for use in view.cues:
        yield view.sentence_at(use.first), use


def span(first: int, last: int) -> Range | None:
    """The tokens ``first`` to ``last``; None where there are none."""
    return (first, last) if last > first else None


def make_view(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    names: tuple[Reference, ...],
    cues: tuple[CueUse, ...],
    profile: Profile,
) -> View:
    """Index the stages' results by token."""
    tokens = segmented.tokens
    name_at = {t: n for n, name in enumerate(names) for t in range(name.first, name.last)}
    cue_at = {t: n for n, cue in enumerate(cues) for t in range(cue.first, cue.last)}
    words = profile.pack.words
    return View(
        segmented,
        quotes,
        sentences,
        names,
        cues,
        profile.pack,
        words.contents,
        words.proposals,
        words.contents.at_ends() | _MARKS_AT_ENDS,
        profile.without,
        tokens.words,
        tokens.lower,
        tokens.classes,
        tokens.starts,
        tokens.ends,
        sentences.inside,
        name_at,
        cue_at,
        tuple([bisect_left(tokens.starts, span.start) for span in quotes.spans]),
        tuple([bisect_left(tokens.starts, span.end) for span in quotes.spans]),
        tuple([bisect_left(tokens.starts, span.start) for span in quotes.spans if span.parent is None]),
        tuple([paragraph.end for paragraph in segmented.paragraphs]),
        tuple([sentence.first for sentence in sentences.spans]),
    )
