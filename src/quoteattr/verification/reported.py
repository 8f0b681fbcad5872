"""Indirect reports of a draft: is there a passage by that speaker that holds most of its content words?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quoteattr.lang.pack import Pack
from quoteattr.types import Attribution, Span
from quoteattr.verification.comparable import words
from quoteattr.verification.markup import Plain
from quoteattr.verification.persons import compare
from quoteattr.verification.sources import Sources, analysis_of
from quoteattr.verification.values import Place, ReportCheck

_MOST = 0.5  # share of the content words that a passage must hold more than
_MOST_TEXTS = 6
_MOST_PLACES = 2_000  # of one word
_STEM = 5  # letters that forms of a word share: "closing", "closed"


def report_check(
    text: str, attribution: Attribution, plain: Plain, sources: Sources, pack: Pack
) -> ReportCheck:
    """The check of one indirect report of the plain text of a draft."""
    keys = [key for span in attribution.quotation.spans for key in words(text, span.start, span.end).keys]
    wanted = frozenset(_stems(keys, pack))
    best: Place | None = None
    for number in _texts(keys, sources, pack) if wanted else ():
        analysis = analysis_of(sources, number, "full")
        for other in analysis:
            if compare(attribution.speaker, other, analysis.speakers, pack) == "same":
                place = _held(wanted, number, other, sources, pack)
                best = place if best is None or place.score > best.score else best
    moved = plain.moved(attribution)
    found = best is not None and best.score > _MOST
    return ReportCheck(moved.quotation, moved, found, best, best.score if best is not None else 0.0)


def _stems(keys: list[str], pack: Pack) -> Iterator[str]:
    light = pack.words.verification.light
    return (key[:_STEM] for key in keys if key not in light)


def _texts(keys: list[str], sources: Sources, pack: Pack) -> list[int]:
    """The texts that hold most of the content words."""
    index = sources.index
    if len(sources) <= _MOST_TEXTS:
        return list(range(len(sources)))
    cover = Counter[int]()
    for key in {key for key in keys if key not in pack.words.verification.light}:
        found = index.found((index.number(key),))
        places = index.order[found.start : min(found.stop, found.start + _MOST_PLACES)]
        cover.update({index.text_of(place) for place in places})
    return [text for text, _ in cover.most_common(_MOST_TEXTS)]


def _held(wanted: frozenset[str], number: int, other: Attribution, sources: Sources, pack: Pack) -> Place:
    """How many of the words a passage of the source holds."""
    source = sources.all[number]
    plain = source.plain.text
    spans = [Span(span.start, span.end) for span in other.quotation.spans]
    there = {stem for span in spans for stem in _stems(list(words(plain, span.start, span.end).keys), pack)}
    found = " ".join([plain[span.start : span.end] for span in spans])
    moved = source.plain.moved(other)
    share = round(len(wanted & there) / len(wanted), 4)
    return Place(source.id, moved.quotation.spans, found, share, moved)
