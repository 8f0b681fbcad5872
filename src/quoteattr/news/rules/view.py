"""What the rules look at: one document's columns and the stages' results, indexed by token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from attrs import field, frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import CueUse, Profile, Quotes, Reference, Segmented, Sentences


@frozen(eq=False)
class View:
    """The document as attribution sees it; ``name_at`` and ``cue_at`` give an index for a token, ``without``
    the names of rules that are switched off."""

    segmented: Segmented
    quotes: Quotes
    sentences: Sentences
    names: tuple[Reference, ...]
    cues: tuple[CueUse, ...]
    pack: Pack
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
    subjects: dict[int, tuple[int, int] | None] = field(factory=dict)  # by verb group; asked by several rules
    # what the rules find out once a text, filled as they ask: words and commas outside quotation marks; the
    # subject of a cue or else of one before it, with the number of that cue
    told: list[int] = field(factory=list)
    commas: list[int] = field(factory=list)
    cue_subjects: dict[int, tuple[int, tuple[int, int] | None]] = field(factory=dict)
    # kind of content, whether its cue is fronted and a participle -> where reading on from a token halts
    halts: dict[tuple[str, bool, bool], dict[int, tuple[int, bool]]] = field(factory=dict)

    def is_adverb(self, i: int) -> bool:
        """Whether token ``i`` is an adverb that may stand between a subject and its verb."""
        bits = self.classes[i]
        return bool(bits & c.ADVERB) or (self.lower[i].endswith("ly") and not bits & c.CAPITAL)

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` is a word or a number outside quotation marks."""
        return self.inside[i] < 0 and bool(self.classes[i] & c.WORD_OR_NUMBER)

    def has_words(self, first: int, last: int) -> bool:
        """Whether a word or a number is among tokens ``first`` to ``last`` (exclusive)."""
        classes = self.classes
        return any(classes[i] & c.WORD_OR_NUMBER for i in range(first, last))

    def next_word(self, i: int) -> int:
        """The first token from ``i`` on that is a word or a number outside quotation marks; the number of
        tokens where none is."""
        if not self.told:
            columns = zip(self.classes, self.inside, strict=True)
            self.told.extend([k for k, (b, q) in enumerate(columns) if q < 0 and b & c.WORD_OR_NUMBER])
            self.told.append(len(self.classes))
        return self.told[bisect_left(self.told, i)]

    def next_comma(self, i: int) -> int:
        """The first comma from token ``i`` on outside quotation marks; the number of tokens where none is."""
        if not self.commas:
            columns = zip(self.lower, self.inside, strict=True)
            self.commas.extend([k for k, (word, q) in enumerate(columns) if q < 0 and word == ","])
            self.commas.append(len(self.classes))
        return self.commas[bisect_left(self.commas, i)]

    def is_dash(self, i: int) -> bool:
        """Whether token ``i`` is a dash between words, not the hyphen of one."""
        word = self.lower[i]
        return word in ("—", "–", "--", "―") or (word == "-" and i > 0 and self.starts[i] > self.ends[i - 1])

    def starts_quote(self, i: int) -> bool:
        """Whether token ``i`` is the first of an outermost quotation."""
        return self.inside[i] >= 0 and (i == 0 or self.inside[i - 1] != self.inside[i])

    def ends_quote(self, i: int) -> bool:
        """Whether token ``i`` is the last of an outermost quotation."""
        return self.inside[i] >= 0 and (i + 1 == len(self.inside) or self.inside[i + 1] != self.inside[i])

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

    def next_quote(self, i: int) -> int:
        """The first token from ``i`` on that lies in a quotation; the number of tokens where none does."""
        k = bisect_left(self.quote_opens, i)
        return self.quote_opens[k] if k < len(self.quote_opens) else len(self.starts)


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
    lower = tuple(map(str.lower, tokens.words))
    return View(
        segmented,
        quotes,
        sentences,
        names,
        cues,
        profile.pack,
        profile.without,
        tokens.words,
        lower,
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
    )
