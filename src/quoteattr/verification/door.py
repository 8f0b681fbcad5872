"""The door: the quotations of a draft, held against its sources."""

from __future__ import annotations

from collections.abc import Iterable

from quoteattr import arguments
from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor
from quoteattr.errors import ArgumentTypeError
from quoteattr.types import KnownSpeaker
from quoteattr.verification.script_values import ScriptVerification
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


def verify_script(
    lines: Iterable[tuple[str | None, str]],
    novel: str | Analysis,
    *,
    known: Iterable[str | KnownSpeaker] = (),
    language: str = "en",
) -> ScriptVerification:
    """Whether a script made of ``novel`` has its words, all of them and in order, and gives nobody the words
    that a tag beside them gives somebody else.

    ``lines`` are (speaker, text) pairs in the order in which they are read; a speaker that is None or empty,
    or is called narrator, or mostly reads narration, is the narrator. ``novel`` is a text (its HTML or
    Markdown is passed over) or an Analysis; ``known`` and ``language`` are as for ``attribute``. What no line
    has is left out: speech, and narration too where the lines have most of it. Case, marks and spaces do not
    count.
    Raises ArgumentError (ArgumentTypeError, UnknownLanguageError) for a wrong argument.
    """
    from quoteattr.verification.script_checks import script_verification

    if not isinstance(novel, (str, Analysis)):
        raise arguments.wrong_type("novel", novel, "a str or an Analysis")
    attributor = Attributor(language=language, genre="fiction", known=known)
    pairs = [_line(one) for one in arguments.several("lines", lines, "(speaker, text) pairs")]
    return script_verification(pairs, novel, attributor)


def _line(one: object) -> tuple[str | None, str]:
    if not isinstance(one, (tuple, list)) or len(one) != 2:
        raise ArgumentTypeError("lines", one, f"must hold (speaker, text) pairs, not {type(one).__name__}")
    speaker, text = one
    return arguments.optional_string("lines", speaker) or None, arguments.string("lines", text)
