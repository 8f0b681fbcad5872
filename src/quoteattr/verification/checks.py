"""The checks of one draft, each with its verdict."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor
from quoteattr.lang.load import load_pack
from quoteattr.verification.comparable import quoted_words
from quoteattr.verification.differences import Quoted
from quoteattr.verification.markup import Plain, without_markup
from quoteattr.verification.passages import INDIRECT, outer_quotes, said
from quoteattr.verification.reported import report_check
from quoteattr.verification.sources import Sources
from quoteattr.verification.values import Check, ReportCheck, Verification
from quoteattr.verification.verdicts import Asked, judge


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
        quoted = Quoted(quoted_words(analysis.text, pieces), plain)
        found = judge(Asked(quoted, attribution.speaker), sources, pack)
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


def _reports(plain: Plain, analysis: Analysis, sources: Sources) -> Iterator[ReportCheck]:
    pack = load_pack(analysis.language)
    for attribution in analysis.attributions:
        if attribution.quotation.kind == INDIRECT:
            yield report_check(analysis.text, attribution, plain, sources, pack)
