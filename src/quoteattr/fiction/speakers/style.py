"""How each character talks, learned within the story from the turns that are surely theirs.

Counted are the words in small letters and the marks that show a tone, so no letters of a name: oaths, forms
of address, spellings of a dialect, how often somebody shouts or asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, log

from attrs import frozen

from quoteattr.lang.letters import small
from quoteattr.stage_values import Tokens

_TONES = frozenset(("!", "?", ";", "—", "–", "--", "…", "..."))
_EVERYBODY = 300.0  # words of everybody's that are counted beside a character's own
_NOTHING: Counter[str] = Counter()
_REPEATED = 3  # times at most that a word counts in one turn


def words_said(tokens: Tokens, inside: Sequence[int], first: int, last: int) -> Counter[str]:
    """What of the words between two tokens (end exclusive), in quotation marks, may show who talks."""
    words = tokens.words
    spoken = [words[k] for k in range(first, last) if inside[k] >= 0]
    return Counter([word for word in spoken if small(word[:1]) or word in _TONES])


@frozen(eq=False)
class Styles:
    """The words of the turns that are surely each character's, and of all turns."""

    own: Mapping[int, Counter[str]]
    totals: Mapping[int, int]
    everybody: Mapping[str, float]

    def likeness(self, words: Counter[str], who: Iterable[int], whose: int) -> dict[int, float]:
        """For each of ``who`` how much likelier these words are as that one's than as anybody's, in natural
        logarithms; ``whose``: among whose words they are counted, and must not speak for themselves."""
        everybody, spoken = self.everybody, words.total()
        rows = [
            (word, times, min(times, _REPEATED), _EVERYBODY * everybody[word])
            for word, times in words.items()
        ]
        counted = sum([capped for _, _, capped, _ in rows])
        found = {}
        for k in who:
            said, own = self.own.get(k, _NOTHING).get, k == whose
            signs = [
                capped * log(1 + theirs / usual)
                for word, times, capped, usual in rows
                if (theirs := said(word, 0) - (times if own else 0)) > 0
            ]
            total = self.totals.get(k, 0) - (spoken if own else 0)
            found[k] = fsum([*signs, counted * log(_EVERYBODY / (_EVERYBODY + total))])
        return found


def styles_of(said: Sequence[Counter[str]], sure: Sequence[int]) -> Styles:
    """The styles of a story: ``said``: the words of each turn; ``sure``: whose it surely is, or -1."""
    own: dict[int, Counter[str]] = {}
    everybody: Counter[str] = Counter()
    for words, who in zip(said, sure, strict=True):
        everybody.update(words)
        if who >= 0:
            own.setdefault(who, Counter()).update(words)
    count = everybody.total()
    shares = {word: times / count for word, times in everybody.items()}
    return Styles(own, {who: words.total() for who, words in own.items()}, shares)
