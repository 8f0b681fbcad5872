"""The checks of one draft, each with its verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor
from quoteattr.lang.load import load_pack
from quoteattr.types import Attribution, QuotationKind, Span
from quoteattr.verification.comparable import quoted_words
from quoteattr.verification.differences import Quoted
from quoteattr.verification.markup import Plain, without_markup
from quoteattr.verification.passages import INDIRECT, outer_quotes, said
from quoteattr.verification.reported import report_check
from quoteattr.verification.sources import Sources
from quoteattr.verification.values import Check, ReportCheck, Verdict, Verification
from quoteattr.verification.verdicts import Asked, Judged, joined, judge

_VERBATIM: Verdict = "verbatim"
_MIXED: QuotationKind = "mixed"
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"\w.*[.!?]\W*\Z", re.DOTALL)  # of words of the reporter


def verification(
    draft: str | Analysis, sources: Sources, attributor: Attributor, reports: bool
) -> Verification:
    """Each quotation of ``draft`` (with ``reports`` each indirect report, too), held against ``sources``; a
    draft that is a text is analysed by ``attributor``."""
    if isinstance(draft, Analysis):
        plain, analysis, given = Plain(draft.text), draft, draft.text
    else:
        given = str.__str__(draft)
        plain = without_markup(given)
        analysis = attributor.attribute(plain.text)
    checks = tuple(_checks(plain, analysis, sources))
    told = tuple(_reports(plain, analysis, sources)) if reports else ()
    places = [place for check in checks for place in (check.place, *check.runners_up) if place is not None]
    named = {place.source for place in (*places, *[one.place for one in told if one.place is not None])}
    texts = tuple([(source.id, source.given) for source in sources.all if source.id in named])
    return Verification(given, checks, told, texts)


def _checks(plain: Plain, analysis: Analysis, sources: Sources) -> Iterator[Check]:
    pack = load_pack(analysis.language)
    for attribution, pieces in said(analysis, outer_quotes(analysis.text, analysis.language)):
        found = _judged(plain, analysis, attribution, pieces, partial(judge, sources=sources, pack=pack))
        moved = plain.moved(attribution)
        yield Check(
            moved.quotation,
            moved,
            found.verdict,
            found.differences,
            found.speaker,
            found.place,
            found.score,
            found.runners_up,
        )


def _judged(
    plain: Plain,
    analysis: Analysis,
    attribution: Attribution,
    pieces: Sequence[Span],
    ask: Callable[[Asked], Judged],
) -> Judged:
    """The verdict on the whole quotation; where that is not all right, on the parts that are sentences of
    their own, which may have been said at different times."""

    def asked(part: Sequence[Span]) -> Judged:
        return ask(Asked(Quoted(quoted_words(analysis.text, part), plain), attribution.speaker))

    whole = asked(pieces)
    parts = _parts(analysis.text, attribution, pieces)
    if whole.verdict == _VERBATIM or len(parts) < 2:
        return whole
    return joined([asked(part) for part in parts])


def _parts(text: str, attribution: Attribution, pieces: Sequence[Span]) -> list[list[Span]]:
    """The pieces of a quotation, those together between which the reporter only breaks in: “We will,” she
    said, “come back.” In a mixed quotation the reporter's own words join them, so each is a part."""
    parts: list[list[Span]] = []
    for piece in pieces:
        between = text[parts[-1][-1].end : piece.start] if parts else ""
        apart = attribution.quotation.kind == _MIXED and _WORD.search(between) is not None
        if not parts or apart or _SENTENCE_END.search(between):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    return parts


def _reports(plain: Plain, analysis: Analysis, sources: Sources) -> Iterator[ReportCheck]:
    pack = load_pack(analysis.language)
    for attribution in analysis.attributions:
        if attribution.quotation.kind == INDIRECT:
            yield report_check(analysis.text, attribution, plain, sources, pack)
