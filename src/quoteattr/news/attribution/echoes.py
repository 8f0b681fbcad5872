"""Words in marks that stand once more in what somebody says: in a headline, a caption, a pull quotation.

"Town ‘broke’, says mayor" has its speaker where the article reports: "“We are broke,” Ana Ruiz said."
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from attrs import field, frozen

from quoteattr.lang import classes as c
from quoteattr.news.rules.proposals import Proposal, holds_quote
from quoteattr.news.rules.view import Range, View

_SMALL = c.DETERMINING | c.PREPOSITION | c.CONJUNCTION | c.PRONOUN | c.HELPING_VERB | c.COMPLEMENTIZER
_SHARE = 0.8  # of the words that must stand there again
_LONGEST = 15  # words of a heading
_SHORTEST_WORD = 5  # letters of a word that is enough by itself, in a heading
_MOST = 20  # reports looked at for one quotation


@frozen(eq=False)
class Echoes:
    """What the reports of a text say, by word; only those with a source."""

    view: View
    reports: dict[str, list[int]]
    words: list[frozenset[str]]
    proposals: list[Proposal] = field(factory=list)
    headings: dict[int, bool] = field(factory=dict)  # by paragraph: it may hold many quotations

    def in_heading(self, run: Range) -> bool:
        """Whether ``run`` stands in a headline, a caption, or a short paragraph that no full stop ends."""
        number = self.view.paragraph_of(run[0])
        if number not in self.headings:
            self.headings[number] = _is_heading(self.view, number)
        return self.headings[number]

    def source_of(self, run: Range) -> Range | None:
        """The source of the first report that says the words of ``run``, too; None where there is none."""
        words = frozenset(_words(self.view, (run,)))
        if not self._are_enough(run, words):
            return None
        numbers = min((self.reports.get(word, []) for word in words), key=len)
        for number in numbers[:_MOST] or self._rarest(words):
            if len(words & self.words[number]) >= _SHARE * len(words):
                return self.proposals[number].source
        return None

    def _are_enough(self, run: Range, words: frozenset[str]) -> bool:
        """Whether words that stand twice are the same speaker's: two of them, or a long one in a heading."""
        if len(words) != 1:
            return len(words) > 1
        return max(map(len, words)) >= _SHORTEST_WORD and self.in_heading(run)

    def _rarest(self, words: frozenset[str]) -> list[int]:
        """The reports that hold the rarest of ``words`` that stands in any."""
        known = [self.reports[word] for word in words if word in self.reports]
        return min(known, key=len, default=[])[:_MOST]


def echoes_of(view: View, proposals: Iterable[Proposal]) -> Echoes:
    """The index of the proposals that have a source and somebody's words in marks (so that the mode "quoted"
    sees the same)."""
    found = Echoes(view, {}, [], [one for one in proposals if one.source and holds_quote(view, one)])
    for number, proposal in enumerate(found.proposals):
        words = frozenset(_words(view, proposal.content))
        found.words.append(words)
        for word in words:
            found.reports.setdefault(word, []).append(number)
    return found


def _is_heading(view: View, number: int) -> bool:
    """Whether a paragraph is a headline, a caption, or short and ended by no full stop."""
    if view.segmented.paragraphs[number].kind in ("headline", "caption"):
        return True
    first, last = view.tokens_of(number)
    words = (i for i in range(first, last) if view.classes[i] & c.WORD)
    long = next(islice(words, _LONGEST, None), None) is not None
    return not long and not any(bits & c.TERMINATOR for bits in view.classes[max(first, last - 2) : last])


def _words(view: View, content: Iterable[Range]) -> Iterable[str]:
    """The words that mean something, in small letters."""
    for first, last in content:
        for i in range(first, last):
            bits = view.classes[i]
            if bits & c.WORD_OR_NUMBER and not bits & _SMALL:
                yield view.lower[i]
