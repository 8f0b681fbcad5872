"""The verdict on one quotation: the best place of each sort, and which of them it is.

Tried in this order: the words of one Quotation of a source, of several, then outside of marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from quoteattr.lang.pack import Pack
from quoteattr.types import Attribution, Span, Speaker
from quoteattr.verification.comparable import words
from quoteattr.verification.differences import Quoted, differences, unexplained, worst_first
from quoteattr.verification.matches import (
    Match,
    Query,
    Stitched,
    anywhere,
    in_passages,
    make_query,
    nearest_texts,
    seeds,
    stitch,
)
from quoteattr.verification.passages import Passage, said_in
from quoteattr.verification.persons import compare
from quoteattr.verification.sources import Sources, analysis_of, attributions_at
from quoteattr.verification.values import Difference, Place, SpeakerVerdict, Verdict, severity

_LEAST_SHARE = 0.5  # share of a quotation's words that a place must hold
_LEAST_WORDS = 3  # words of it that a place must hold
_MOST_OF = 0.6  # share of the words of a shorter quotation that is enough instead
_GAINED = 3  # words by which pieces of several Quotations must hold more than the best single one
_STITCHED = 0.7  # share of the words that these pieces must hold
_OUTSIDE = 0.2  # share of the words by which a place outside of marks must hold more than one inside
_SHORT = 4  # words: a quotation with fewer may be anybody's …
_OFTEN = 3  # … if it stands in so many places
_MOST_OTHERS = 5
_MOST_NAMED = 2_000
_ORDER: dict[SpeakerVerdict, int] = {"same": 2, "unclear": 1, "different": 0}


@frozen(eq=False)
class Asked:
    """A quotation of a draft, and who says it there."""

    quoted: Quoted
    speaker: Speaker | None


@frozen(eq=False)
class Judged:
    """What ``judge`` finds: the fields of a Check of the same names."""

    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    speaker: SpeakerVerdict | None = None
    place: Place | None = None
    score: float = 0.0
    runners_up: tuple[Place, ...] = ()


@frozen(eq=False)
class _Found:
    """The places of each sort, the best first."""

    one: Sequence[Match]
    several: Stitched
    outside: Sequence[Match]


def judge(asked: Asked, sources: Sources, pack: Pack) -> Judged:
    """The verdict on a quotation, and what it rests on."""
    query = make_query(asked.quoted.wording, sources.index)
    case = _Case(asked, sources, pack, query)
    found = _found(case)
    verdict, chosen = _verdict(case, found)
    if isinstance(chosen, Stitched):
        return _of_stitched(case, found)
    if chosen is None:
        score = max((one.score for one in (*found.one[:1], *found.outside[:1])), default=0.0)
        return Judged(verdict, score=round(score, 4), runners_up=_others(case, found, None))
    place = _place(case, chosen, reported=verdict == "report")
    speaker = case.compared(chosen.passage.text, place.attribution)
    told = differences(asked.quoted, chosen, sources, pack)
    return Judged(verdict, told, speaker, place, place.score, _others(case, found, place))


def joined(parts: Sequence[Judged]) -> Judged:
    """The verdict on a quotation of several parts: that on the worst; with the differences of all, and the
    places of all where they are of one source; a difference of another source has no place there."""
    worst = min(parts, key=lambda part: severity(part.verdict, part.speaker, part.differences))
    told = [
        one if _same_source(part, worst) else evolve(one, source=None)
        for part in parts
        for one in part.differences
    ]
    places = [part.place for part in parts if part.place is not None]
    place = worst.place
    if place is not None and {one.source for one in places} == {place.source}:
        spans = tuple(sorted({span for one in places for span in one.spans}, key=lambda span: span.start))
        place = evolve(place, spans=spans, found=" ".join([one.found for one in places]))
    return evolve(worst, differences=tuple(sorted(told, key=worst_first)), place=place)


def _same_source(part: Judged, other: Judged) -> bool:
    """Whether the places of two parts are of one text."""
    return part.place is not None and other.place is not None and part.place.source == other.place.source


@frozen(eq=False)
class _Case:
    """What is asked, and all that an answer looks at."""

    asked: Asked
    sources: Sources
    pack: Pack
    query: Query

    def speaker(self, passage: Passage) -> SpeakerVerdict:
        """Whether the draft's speaker has said a passage."""
        return self.compared(passage.text, passage.attribution)

    def compared(self, text: int, attribution: Attribution | None) -> SpeakerVerdict:
        """Whether the draft's speaker is that of an attribution of a source."""
        cast = analysis_of(self.sources, text).speakers
        return compare(self.asked.speaker, attribution, cast, self.pack)

    def is_same(self, passage: Passage) -> bool:
        """Whether the draft's speaker has said a passage, surely."""
        return self.speaker(passage) == _SAME


# ---------------------------------------------------------------------------------------- places


def _found(case: _Case) -> _Found:
    """The places in the texts that hold most of the quotation's words."""
    query, sources = case.query, case.sources
    hits = seeds(query, sources.index)
    one: list[Match] = []
    outside: list[Match] = []
    several = Stitched()
    for text in nearest_texts(hits, _naming(case) if len(hits) > 1 else ()):
        inside = in_passages(query, sources, hits[text], text, case.is_same)
        one += [match for match, _ in inside]
        around = anywhere(query, sources, hits[text], text)
        outside += [around] if around is not None else []
        joined = stitch(query, [(match.passage, pairs) for match, pairs in inside], sources.index)
        several = max(several, joined, key=lambda pieces: pieces.matched)
        if any(match.exact and case.is_same(match.passage) for match, _ in inside):
            break  # the words, and who said them: no other text needs an analysis
    one.sort(key=lambda match: _preference(case, match), reverse=True)
    outside.sort(key=lambda match: match.rank, reverse=True)
    return _Found(one, several, outside)


def _preference(case: _Case, match: Match) -> tuple[bool, float, int, int]:
    """Of several places the one with the same speaker comes first."""
    exact, score, changes = match.rank
    return exact, round(score, 2), _ORDER[case.speaker(match.passage)], changes


def _naming(case: _Case) -> set[int]:
    """The texts that have the last word of the speaker's name."""
    speaker, index = case.asked.speaker, case.sources.index
    keys = words(speaker.name).keys if speaker is not None else ()
    found = index.found((index.number(keys[-1]),)) if keys else range(0)
    return {index.text_of(place) for place in index.order[found.start : found.stop][:_MOST_NAMED]}


# -------------------------------------------------------------------------------------- the verdict


def _verdict(case: _Case, found: _Found) -> tuple[Verdict, Match | Stitched | None]:
    one = found.one[0] if found.one else None
    outside = found.outside[0] if found.outside else None
    if _is_anybodys(case, one):
        return "unclear", None
    if one is not None and one.exact:
        return "verbatim", one
    if outside is not None and outside.exact and _in_marks(case, outside):
        return "verbatim", outside  # Quotations without a word between them
    in_a_row = outside is not None and outside.exact and not outside.alignment.changes
    if not in_a_row and _is_stitched(found.several, one):
        return "stitched", found.several
    if one is not None and _is_enough(case, one) and (not outside or one.score >= outside.score - _OUTSIDE):
        return "altered", one
    if outside is not None and _is_enough(case, outside):
        return "report", outside
    return "absent", None


def _is_anybodys(case: _Case, one: Match | None) -> bool:
    """Whether a quotation is so short, and stands so often, that its words tell nothing."""
    numbers = case.query.numbers
    if len(numbers) >= _SHORT or not numbers or len(case.sources.index.found(numbers)) < _OFTEN:
        return not numbers
    return one is None or not one.exact or not case.is_same(one.passage)


def _in_marks(case: _Case, match: Match) -> bool:
    """Whether all words of a place stand in quotation marks, those of one speaker."""
    said = said_in(case.sources, match.passage.text)
    owners = [said.owners.get(place, ()) for place in _places_of(match)]
    holding = [said.passages[numbers[0]].attribution for numbers in owners if numbers]
    speakers = {one.speaker.id for one in holding if one is not None and one.speaker is not None}
    return len(holding) == len(owners) and len(speakers) <= 1


def _is_stitched(several: Stitched, one: Match | None) -> bool:
    least = one.alignment.matched + _GAINED if one is not None else 0
    return several.score >= _STITCHED and several.matched >= least


def _is_enough(case: _Case, match: Match) -> bool:
    """Whether a place holds half of the words in order, and one that says something."""
    if match.score < _LEAST_SHARE:
        return False
    keys = case.asked.quoted.wording.keys
    same = [key for block in match.alignment.blocks for key in keys[block.at : block.at + block.length]]
    if len(same) < min(_LEAST_WORDS, _MOST_OF * case.query.counted):
        return False
    return match.exact or not case.pack.words.verification.light.issuperset(same)


# ---------------------------------------------------------------------------------------- values


def _places_of(match: Match) -> Sequence[int]:
    """The places from the first to the last that the quotation stands for."""
    blocks = [(block.there, block.there + block.length) for block in match.alignment.blocks]
    changes = [(one.start, one.end) for one in match.alignment.changes if one.start < one.end]
    stretches = [*blocks, *changes]
    first, last = min(start for start, _ in stretches), max(end for _, end in stretches)
    return match.passage.places[first:last]


def _place(case: _Case, match: Match, *, reported: bool) -> Place:
    text, places = match.passage.text, _places_of(match)
    attribution = match.passage.attribution
    if attribution is None:
        attribution = _attribution_at(case, text, places, reported=reported)
    return _made(case, text, [places], match.score, attribution)


def _made(
    case: _Case,
    text: int,
    pieces: Sequence[Sequence[int]],
    score: float,
    attribution: Attribution | None,
) -> Place:
    source, index = case.sources.all[text], case.sources.index
    runs = [run for piece in pieces for run in _runs(piece)]
    plain = [Span(index.starts[run[0]], index.ends[run[-1]]) for run in runs]
    found = " ".join([source.plain.text[span.start : span.end] for span in plain])
    spans = tuple([source.plain.span(span) for span in plain])
    moved = source.plain.moved(attribution) if attribution is not None else None
    return Place(source.id, spans, found, round(score, 4), moved)


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Places cut where one does not follow the other: where the reporter speaks."""
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        yield [place for _, place in run]


def _attribution_at(case: _Case, text: int, places: Sequence[int], *, reported: bool) -> Attribution | None:
    """Whose words hold those places: the smallest quotation or report that has most of them."""
    index = case.sources.index
    start, end = index.starts[places[0]], index.ends[places[-1]]
    holding = []
    for one in attributions_at(case.sources, text, start, end, "full" if reported else "quoted"):
        held = sum(max(0, min(span.end, end) - max(span.start, start)) for span in one.quotation.spans)
        if 2 * held >= end - start:
            holding.append(one)
    return min(holding, key=lambda one: one.quotation.end - one.quotation.start, default=None)


def _of_stitched(case: _Case, found: _Found) -> Judged:
    pieces = found.several.pieces
    spots = [
        piece.passage.places[piece.block.there : piece.block.there + piece.block.length] for piece in pieces
    ]
    worst = min((piece.passage for piece in pieces), key=lambda passage: _ORDER[case.speaker(passage)])
    place = _made(case, worst.text, spots, found.several.score, worst.attribution)
    told = unexplained(case.asked.quoted, found.several, case.pack)
    speaker = case.speaker(worst)
    return Judged("stitched", told, speaker, place, place.score, _others(case, found, place))


def _others(case: _Case, found: _Found, chosen: Place | None) -> tuple[Place, ...]:
    """Other places that hold half of the words, the nearest first."""
    ranked = sorted((*found.one, *found.outside), key=lambda match: match.rank, reverse=True)
    places: list[Place] = []
    taken = [(chosen.source, span) for span in chosen.spans] if chosen is not None else []
    for match in ranked:
        if match.score < _LEAST_SHARE or len(places) == _MOST_OTHERS:
            break
        place = _place(case, match, reported=False)
        if not any(place.source == name and _overlap(span, place.spans) for name, span in taken):
            places.append(place)
            taken += [(place.source, span) for span in place.spans]
    return tuple(places)


def _overlap(span: Span, spans: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in spans)


_SAME: SpeakerVerdict = "same"
