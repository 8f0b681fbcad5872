"""The door: the quotations of a draft, held against its sources."""

from __future__ import annotations

from collections.abc import Iterable

from quoteattr import arguments
from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor
from quoteattr.types import KnownSpeaker
from quoteattr.verification.sources import Given, Sources, as_sources
from quoteattr.verification.values import Verification


def verify(
    draft: str | Analysis,
    sources: Sources | Iterable[Given],
    *,
    known: Iterable[str | KnownSpeaker] = (),
    language: str = "en",
    reports: bool = False,
) -> Verification:
    """Whether the quotations of ``draft`` stand in the ``sources``, and whether the same people say them.

    ``draft`` is a text (its HTML or Markdown is passed over) or an Analysis; ``sources`` are texts, (id,
    text) pairs or Analyses, or ``Sources``, which are read once for many drafts. ``known`` and ``language``
    are as for ``attribute``; a draft or a source that is an Analysis, and Sources, keep their own.
    ``reports`` also checks the draft's indirect reports.

    The method: an index of runs of three words finds the places, edit operations on words compare them, and
    a word of the language pack's lists that comes or goes makes a difference ``reversed``.
    Raises ArgumentError (ArgumentTypeError, UnknownLanguageError) for a wrong argument.
    """
    from quoteattr.verification import checks  # with regex and rapidfuzz, which cost more than all the rest

    arguments.flag("reports", reports)
    if not isinstance(draft, (str, Analysis)):
        raise arguments.wrong_type("draft", draft, "a str or an Analysis")
    attributor = Attributor(language=language, known=known)
    return checks.verification(draft, as_sources(sources, known, language), attributor, reports)
