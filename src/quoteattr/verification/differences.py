"""What a quotation changes of its source's words, and what turns their sense around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from attrs import frozen
from rapidfuzz.distance import Levenshtein

from quoteattr.lang.letters import digit
from quoteattr.lang.pack import Pack
from quoteattr.types import Span
from quoteattr.verification.alignment import Change
from quoteattr.verification.comparable import MOST_BRACKETED, Wording
from quoteattr.verification.markup import Plain
from quoteattr.verification.matches import Match, Stitched
from quoteattr.verification.reversal import denials, turns
from quoteattr.verification.sources import Source, Sources
from quoteattr.verification.values import Difference, DifferenceKind

_BORDER = regex.compile(r"[^\s\p{L}\p{M}\p{N}'’\-‐\"“”«»]|[\r\n]")  # what parts clauses
_SLIP = 2  # letters
_LEAST_LETTERS = 4


@frozen(eq=False)
class Quoted:
    """A quotation of a draft: its words, and the draft in which they stand."""

    wording: Wording
    draft: Plain

    def span(self, first: int, last: int) -> Span:
        """Where words stand in the draft as given; no words are the empty span behind the word before."""
        return self.draft.span(_span(self.wording.starts, self.wording.ends, range(first, last), first))

    def text(self, first: int, last: int) -> str:
        """Words as the draft has them, without its markup."""
        span = _span(self.wording.starts, self.wording.ends, range(first, last), first)
        return self.draft.text[span.start : span.end]


@frozen(eq=False)
class Along:
    """The places of a source along which a quotation is laid."""

    source: Source
    sources: Sources
    places: Sequence[int]

    def plain(self, start: int, end: int) -> Span:
        """Where the places ``start`` to ``end`` stand in the plain text."""
        index = self.sources.index
        return _span(index.starts, index.ends, self.places[start:end], start, self.places)

    def keys(self, start: int, end: int) -> list[str]:
        """The words there, as they are compared."""
        index = self.sources.index
        return [index.keys[index.numbers[place] - 1] for place in self.places[start:end]]

    def is_border(self, number: int) -> bool:
        """Whether a clause begins at a place: something stands before it that parts clauses."""
        index = self.sources.index
        if not 0 < number < len(self.places):
            return True
        before, place = self.places[number - 1], self.places[number]
        between = self.source.plain.text[index.ends[before] : index.starts[place]]
        return before + 1 != place or _BORDER.search(between) is not None


def _span(
    starts: Sequence[int],
    ends: Sequence[int],
    words: Sequence[int],
    at: int,
    of: Sequence[int] | None = None,
) -> Span:
    if words:
        return Span(starts[words[0]], ends[words[-1]])
    place = ends[of[at - 1] if of is not None else at - 1] if at else starts[of[0] if of is not None else 0]
    return Span(place, place)


def differences(quoted: Quoted, match: Match, sources: Sources, pack: Pack) -> tuple[Difference, ...]:
    """Those of a quotation along a place, what turns the sense around first. What a mark of elision or a
    bracket stands for is one only where it turns the sense around."""
    along = Along(sources.all[match.passage.text], sources, match.passage.places)
    found = []
    for change in match.alignment.changes:
        if not change.marked:
            found.append(_difference(quoted, along, change, pack))
        elif (one := _marked(quoted, along, change, pack)) is not None:
            found.append(one)
    return tuple(sorted(found, key=worst_first))


def unexplained(quoted: Quoted, stitched: Stitched, pack: Pack) -> tuple[Difference, ...]:
    """The words of a stitched quotation that no piece holds."""
    found = []
    done = 0
    ends = [(piece.block.at, piece.block.at + piece.block.length) for piece in stitched.pieces]
    bracketed = {n for first, last, _ in quoted.wording.wild for n in range(first, last)}
    for at, end in (*ends, (len(quoted.wording),) * 2):
        if not bracketed.issuperset(range(done, at)):
            keys = quoted.wording.keys[done:at]
            turned = bool(turns(keys, pack.words.verification))
            found.append(Difference("added", quoted.span(done, at), quoted.text(done, at), None, "", turned))
        done = max(done, end)
    return tuple(sorted(found, key=worst_first))


def worst_first(one: Difference) -> tuple[bool, int, int]:
    """The order of differences: what turns the sense around first, then as the draft has them."""
    return not one.reversed, one.draft.start, one.draft.end


def _difference(quoted: Quoted, along: Along, change: Change, pack: Pack) -> Difference:
    draft = quoted.wording.keys[change.first : change.last]
    source = along.keys(change.start, change.end)
    kind: DifferenceKind = "changed" if draft and source else "added" if draft else "dropped"
    if len(draft) == len(source) == 1 and _is_slip(draft[0], source[0], along.sources, pack):
        kind = "spelling"
    words = pack.words.verification
    around = _around(quoted, along, change)
    turned = kind != "spelling" and turns(around[0], words) != turns(around[1], words)
    return _made(kind, quoted, along, change, turned)


def _around(quoted: Quoted, along: Along, change: Change) -> tuple[Sequence[str], Sequence[str]]:
    """The words of both sides with the one before and the one behind, where they share it: "thirty | one"."""
    keys = quoted.wording.keys
    first, last, start, end = change.first, change.last, change.start, change.end
    if first and start and keys[first - 1 : first] == tuple(along.keys(start - 1, start)):
        first, start = first - 1, start - 1
    if keys[last : last + 1] == tuple(along.keys(end, end + 1)):
        last, end = last + 1, end + 1
    return keys[first:last], along.keys(start, end)


def _made(
    kind: DifferenceKind, quoted: Quoted, along: Along, change: Change, turned: bool, marked: bool = False
) -> Difference:
    where = along.plain(change.start, change.end)
    return Difference(
        kind,
        quoted.span(change.first, change.last),
        quoted.text(change.first, change.last),
        along.source.plain.span(where),
        along.source.plain.text[where.start : where.end],
        turned,
        marked,
    )


def _is_slip(draft: str, source: str, sources: Sources, pack: Pack) -> bool:
    """Whether a word is none, and near to that of the source."""
    if len(draft) < _LEAST_LETTERS or any(map(digit, draft + source)):
        return False
    lists = (pack.common, pack.function, pack.surnames, pack.first_names, sources.index.vocabulary)
    return not any(draft in one for one in lists) and Levenshtein.distance(draft, source) <= _SLIP


# --------------------------------------------------------------------------- omissions and brackets


def _marked(quoted: Quoted, along: Along, change: Change, pack: Pack) -> Difference | None:
    """What is left out or exchanged with a mark, where that turns the sense around."""
    words = pack.words.verification
    if change.first == change.last:
        for start, end in _edges(along, change.start, change.end):
            if turns(along.keys(start, end), words):
                where = Change(change.first, change.last, start, end)
                return _made("dropped", quoted, along, where, turned=True, marked=True)
        return None
    if change.start == change.end and not change.first:
        change = _before(along, change)
    draft = quoted.wording.keys[change.first : change.last]
    source = along.keys(change.start, change.end)
    if turns(source, words) - turns(draft, words) or denials(draft, words) - denials(source, words):
        kind: DifferenceKind = "changed" if source else "added"
        return _made(kind, quoted, along, change, turned=True, marked=True)
    return None


def _edges(along: Along, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of an omission that belong to a clause of which something is kept: up to its first border,
    and from its last one on. A clause that is left out whole changes no other."""
    borders = [number for number in range(start, end + 1) if along.is_border(number)]
    if not borders:
        yield start, end
        return
    yield start, borders[0]
    yield borders[-1], end


def _before(along: Along, change: Change) -> Change:
    """A bracket that begins a quotation stands for the words before, from where their clause begins."""
    first = change.start
    while first > 0 and not along.is_border(first) and change.start - first <= MOST_BRACKETED:
        first -= 1
    if change.start - first > MOST_BRACKETED:
        return change
    return Change(change.first, change.last, first, change.end, marked=True)
