"""Places where a quotation may stand: found by runs of its words, then laid along each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from quoteattr.verification.alignment import Alignment, Block, Change, Wild, align, grown
from quoteattr.verification.comparable import Wording
from quoteattr.verification.ngrams import LONGEST, Index
from quoteattr.verification.passages import Passage, said_in
from quoteattr.verification.sources import Sources

_COMMON = 24  # a run of words that stands in more places is passed over, unless all do
_MOST_PLACES = 40  # of one run
_MOST_TEXTS = 6  # analysed for one quotation
_MOST_PASSAGES = 12  # of a text, compared word by word
_WORTH = 0.5  # share of the best text's words that another text must hold to be looked at
_APART = 40  # words of a text between two seeds of one place
_NOWHERE = Passage(-1, ())

Seeds = Sequence[tuple[int, int]]


@frozen(eq=False)
class Query:
    """A quotation of a draft as the index knows it: its ``wording``, the ``numbers`` of its words, and a
    number from which on none is a word of a source (``beyond``)."""

    wording: Wording
    numbers: list[int]
    beyond: int

    @property
    def counted(self) -> int:
        """Words that are not in brackets."""
        return self.counted_beside(self.wording.wild)

    def counted_beside(self, wild: Sequence[Wild]) -> int:
        """Words that are not in some brackets."""
        return len(self.numbers) - sum(last - first for first, last, _ in wild)

    def opened(self, wild: Sequence[Wild]) -> list[int]:
        """The numbers with each word in brackets a stranger."""
        inside = {n for first, last, _ in wild for n in range(first, last)}
        strange = self.beyond + len(self.numbers)
        return [strange + n if n in inside else number for n, number in enumerate(self.numbers)]


@frozen(eq=False)
class Match:
    """A quotation along a passage: the numbers of the ``alignment`` count in the passage's places."""

    passage: Passage
    alignment: Alignment
    score: float

    @property
    def exact(self) -> bool:
        """Whether all differences are marked as such."""
        return self.score > 0 and all(change.marked for change in self.alignment.changes)

    @property
    def rank(self) -> tuple[bool, float, int]:
        """What is better is higher."""
        return self.exact, self.score, -len(self.alignment.changes)


def make_query(wording: Wording, index: Index) -> Query:
    """A word that no source has gets a number that none has."""
    beyond = len(index.vocabulary) + 1
    numbers = [
        number if (number := index.number(key)) >= 0 else beyond + n for n, key in enumerate(wording.keys)
    ]
    return Query(wording, numbers, beyond)


# ----------------------------------------------------------------------------------------- seeds


def seeds(query: Query, index: Index) -> dict[int, list[tuple[int, int]]]:
    """By text: (word of the quotation, place) where runs of its words stand, rare ones first of all."""
    for length in range(min(LONGEST, len(query.numbers)), 0, -1):
        runs = [
            (stretch, at)
            for at in range(len(query.numbers) - length + 1)
            if (stretch := index.found(query.numbers[at : at + length]))
        ]
        if runs:
            break
    else:
        return {}
    rare = [run for run in runs if len(run[0]) <= _COMMON] or [min(runs, key=lambda run: len(run[0]))]
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for stretch, at in rare:
        for place in index.order[stretch.start : min(stretch.stop, stretch.start + _MOST_PLACES)]:
            found[index.text_of(place)].append((at, place))
    return found


def nearest_texts(found: dict[int, list[tuple[int, int]]], likely: Iterable[int]) -> list[int]:
    """The texts that hold most of a quotation's words, those ``likely`` (they name its speaker) first among
    equals."""
    named = set(likely)
    cover = {
        text: len({n for at, _ in pairs for n in range(at, at + LONGEST)}) for text, pairs in found.items()
    }
    best = max(cover.values(), default=0)
    texts = [text for text, share in cover.items() if share >= _WORTH * best]
    return sorted(texts, key=lambda text: (-cover[text], text not in named, text))[:_MOST_TEXTS]


# --------------------------------------------------------------------------------------- matches


def match(query: Query, sources: Sources, passage: Passage, pairs: Seeds) -> Match:
    """The quotation along the words of a passage, around those seeds that lie there."""
    places = passage.places
    words = [sources.index.numbers[place] for place in places]
    local = [(at, there) for at, place in pairs if (there := _within(places, place)) is not None]
    found = plain = _aligned(query, sources.index, query.numbers, words, local, ())
    wild = _own(query.wording.wild, plain.alignment)
    while wild and found.alignment.changes:
        opened = _aligned(query, sources.index, query.opened(wild), words, local, wild)
        found = max(found, opened, key=lambda one: one.rank)
        own = {change.first for change in opened.alignment.changes if _has_bracket(sources, passage, change)}
        kept = tuple([one for one in wild if one[0] not in own])
        if len(kept) == len(wild):
            break
        wild, found = kept, plain  # a bracket that the source has is its own, and is compared
    return Match(passage, found.alignment, found.score)


def _own(wild: Sequence[Wild], plain: Alignment) -> tuple[Wild, ...]:
    """Without the brackets whose words the source has."""
    same = {n for block in plain.blocks for n in range(block.at, block.at + block.length)}
    return tuple([one for one in wild if one[0] == one[1] or not same.issuperset(range(one[0], one[1]))])


def _has_bracket(sources: Sources, passage: Passage, change: Change) -> bool:
    """Whether the words that a bracket stands for stand in one."""
    if not (change.marked and change.first < change.last and change.start < change.end):
        return False
    index, text = sources.index, sources.all[passage.text].plain.text
    first, last = passage.places[change.start], passage.places[change.end - 1]
    start, end = index.starts[first], index.ends[last]
    before = text[index.ends[first - 1] if first in sources.index.words_of(passage.text)[1:] else 0 : start]
    return "[" in before or "[" in text[start:end]


def _within(places: Sequence[int], place: int) -> int | None:
    there = bisect_left(places, place)
    return there if there < len(places) and places[there] == place else None


def _aligned(
    query: Query,
    index: Index,
    numbers: list[int],
    words: list[int],
    local: Seeds,
    wild: Sequence[Wild],
) -> Match:
    found = align(numbers, words, grown(local, numbers, words), wild)
    changes, matched = [], found.matched
    for change in found.changes:
        if not change.marked and _same_letters(query, index, change, words):
            matched += change.last - change.first
        else:
            changes.append(change)
    counted = query.counted_beside(wild)
    score = min(1.0, matched / counted) if counted else 0.0
    return Match(_NOWHERE, Alignment(found.blocks, tuple(changes)), score)


def _same_letters(query: Query, index: Index, change: Change, words: Sequence[int]) -> bool:
    """Whether only the spaces between words differ: "health-care", "healthcare"."""
    if not (change.first < change.last and change.start < change.end):
        return False
    source = "".join([index.keys[number - 1] for number in words[change.start : change.end]])
    return source == "".join(query.wording.keys[change.first : change.last])


def in_passages(
    query: Query, sources: Sources, pairs: Seeds, text: int, likely: Callable[[Passage], bool]
) -> list[tuple[Match, Seeds]]:
    """The quotation along each Quotation of a text that holds seeds, each with these, the best first; of
    equals those that are ``likely``."""
    said = said_in(sources, text)
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        for number in said.owners.get(pair[1], ()):
            held[number].append(pair)
    cover = {number: -len({at for at, _ in found}) for number, found in held.items()}
    nearest = sorted(held, key=lambda n: (cover[n], n))[:_COMMON]
    nearest.sort(key=lambda n: (cover[n], not likely(said.passages[n]), n))
    found = []
    for number in nearest[:_MOST_PASSAGES]:
        passage = said.passages[number]
        found.append((match(query, sources, passage, held[number]), held[number]))
    return sorted(found, key=lambda one: one[0].rank, reverse=True)


def anywhere(query: Query, sources: Sources, pairs: Seeds, text: int) -> Match | None:
    """The quotation along the words of a text, whoever has them: around the seeds that lie together."""
    own = sources.index.words_of(text)
    best: Match | None = None
    for group in _groups(pairs, len(query.numbers)):
        first = max(own.start, group[0][1] - len(query.numbers) - _APART)
        last = min(own.stop, group[-1][1] + len(query.numbers) + _APART)
        found = match(query, sources, Passage(text, range(first, last)), group)
        if best is None or found.rank > best.rank:
            best = found
    return best


def _groups(pairs: Seeds, length: int) -> Iterator[list[tuple[int, int]]]:
    """Seeds that lie near to each other in the text; the largest groups."""
    groups: list[list[tuple[int, int]]] = []
    for pair in sorted(pairs, key=lambda one: one[1]):
        if groups and pair[1] - groups[-1][-1][1] <= length + _APART:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    yield from sorted(groups, key=lambda group: -len({at for at, _ in group}))[:4]


# -------------------------------------------------------------------------------------- stitches

_LEAST = 3  # words of a piece
_MOST_PIECES = 60


@frozen
class Piece:
    """Words of a quotation, the same as those of a Quotation of the source."""

    block: Block
    passage: Passage


@frozen(eq=False)
class Stitched:
    """Pieces of several Quotations that make up a quotation."""

    pieces: tuple[Piece, ...] = ()
    score: float = 0.0
    matched: int = 0


def stitch(query: Query, matches: Sequence[tuple[Passage, Seeds]], index: Index) -> Stitched:
    """The pieces, of at least three words each, that hold most words of the quotation; nothing where they
    are of one Quotation."""
    pieces = []
    opened = query.opened(query.wording.wild)
    for passage, pairs in matches:
        words = [index.numbers[place] for place in passage.places]
        local = [(at, there) for at, place in pairs if (there := _within(passage.places, place)) is not None]
        pieces += [Piece(block, passage) for block in grown(local, opened, words) if block.length >= _LEAST]
    longest = sorted(pieces, key=lambda one: -one.block.length)[:_MOST_PIECES]
    chosen = _cover(sorted(longest, key=lambda one: (one.block.at, one.block.length)))
    if len({id(piece.passage) for piece in chosen}) < 2 or not query.counted:
        return Stitched()
    matched = sum(piece.block.length for piece in chosen)
    return Stitched(tuple(chosen), min(1.0, matched / query.counted), matched)


def _cover(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that follow each other and hold most words; each costs one, so that few are best."""
    best: list[tuple[int, Piece, int]] = []
    for piece in pieces:
        found = (piece.block.length - 1, piece, -1)
        for number, (score, before, _) in enumerate(best):
            over = max(before.block.at + before.block.length - piece.block.at, 0)
            left = piece.block.length - over
            if left >= _LEAST and before.block.at < piece.block.at and score + left - 1 > found[0]:
                block = Block(piece.block.at + over, piece.block.there + over, left)
                found = (score + left - 1, Piece(block, piece.passage), number)
        best.append(found)
    number = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    chosen: list[Piece] = []
    while number >= 0:
        chosen.append(best[number][1])
        number = best[number][2]
    return chosen[::-1]
