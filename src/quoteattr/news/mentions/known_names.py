"""Names of people whom the caller knows, where capitals do not show them: other scripts, lower case."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.presented import speaks as says_as_subject
from quoteattr.news.mentions.presented import stands_as_name
from quoteattr.stage_values import Reference, Segmented
from quoteattr.text.tokens import where
from quoteattr.types import Mention, MentionKind, Span

if TYPE_CHECKING:
    from quoteattr.names.known import KnownIndex

_DASHES = ("—", "–", "-", "―")
_KINDS: dict[str, MentionKind] = {"person": "name", "organization": "organization", "group": "organization"}


def with_known(
    segmented: Segmented, found: tuple[Reference, ...], known: KnownIndex, pack: Pack
) -> tuple[Reference, ...]:
    """``found`` with every known full name or alias that it does not hold yet, in text order.

    A single capitalised word alone may be anybody. It is the known person where it stands as somebody who
    speaks ("Hunt said", "according to Hunt", "Hunt: …"); elsewhere the rules for bare surnames decide.
    """
    tokens = segmented.tokens
    spoken = _Spoken(segmented, known, pack)
    found = tuple([_as_known(spoken, one) for one in found])
    covered = {token for one in found for token in range(one.first, one.last)}
    added = []
    for start, end, who in known.occurrences(segmented.text, tokens.starts, tokens.ends, tokens.words):
        first, last = bisect_right(tokens.starts, start) - 1, bisect_left(tokens.starts, end)
        text = segmented.text[start:end]
        bare = last - first == 1 and capital(text)
        if (bare and not spoken.speaks(first)) or not covered.isdisjoint(range(first, last)):
            continue
        covered.update(range(first, last))
        mention = Mention(Span(start, end), text, Span(start, end), _KINDS[who.kind])
        added.append(Reference(mention, first, last, tuple(text.split()), gender=who.gender))
    added += _bare_names(spoken, covered)
    return tuple(sorted((*found, *added), key=lambda one: one.first)) if added else found


@frozen(eq=False)
class _Spoken:
    """Tells which words of a text stand for people whom the caller knows: those that speak."""

    segmented: Segmented
    known: KnownIndex
    pack: Pack

    def names_somebody(self, i: int) -> bool:
        """Whether the word at token ``i`` is a known surname that speaks, or a known first name that does
        so beside a verb of saying."""
        word = self.segmented.tokens.words[i]
        if self.known.has_surname(word):
            return self.speaks(i)
        return self.known.has_first_name(word) and says_as_subject(self.segmented, i, self.pack)

    def speaks(self, i: int) -> bool:
        """Whether the word at token ``i`` stands as somebody who speaks: "Hunt said", "according to Hunt",
        "Hunt: …", "— Hunt"."""
        return stands_as_name(self.segmented, i, self.pack) or self._is_source(i) or self._is_label(i)

    def _is_source(self, i: int) -> bool:
        words = self.segmented.tokens.words
        behind = self.segmented.tokens.classes[i + 1] if i + 1 < len(words) else 0
        named = i > 1 and words[i - 2].lower() in self.pack.words.contents.source_openers
        return named and not behind & (c.CAPITAL | c.NUMBER)

    def _is_label(self, i: int) -> bool:
        words, classes = self.segmented.tokens.words, self.segmented.tokens.classes
        if i + 1 < len(words) and words[i + 1] == ":":
            return i == 0 or not classes[i - 1] & c.WORDLIKE
        ends = i + 1 == len(words) or "\n" in self._between(i, i + 1)
        return ends and i > 0 and words[i - 1] in _DASHES

    def _between(self, left: int, right: int) -> str:
        tokens = self.segmented.tokens
        return self.segmented.text[tokens.ends[left] : tokens.starts[right]]


def _as_known(spoken: _Spoken, one: Reference) -> Reference:
    """A name of one word that was read as no person's, a person's where it is a known one that speaks."""
    alone = len(one.name) == 1 and one.mention.kind != "name"
    if alone and spoken.names_somebody(one.first):
        return evolve(one, mention=evolve(one.mention, kind="name"))
    return one


def _bare_names(spoken: _Spoken, covered: set[int]) -> list[Reference]:
    """The surnames and first names of known people, in no name yet, that stand as somebody who speaks."""
    tokens, added = spoken.segmented.tokens, []
    for i in where(tokens, c.CAPITAL):
        if i not in covered and spoken.names_somebody(i):
            span = Span(tokens.starts[i], tokens.ends[i])
            mention = Mention(span, tokens.words[i], span, "name")
            added.append(Reference(mention, i, i + 1, (tokens.words[i],)))
    return added
