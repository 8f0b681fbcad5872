"""The texts that quotations are looked for in: read once, asked often."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, frozen

from quoteattr import arguments
from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor
from quoteattr.errors import ArgumentError, ArgumentTypeError
from quoteattr.glance import counted
from quoteattr.types import Attribution, KnownSpeaker, Mode

if TYPE_CHECKING:
    from quoteattr.verification.markup import Plain
    from quoteattr.verification.ngrams import Index

Given: TypeAlias = str | Analysis | tuple[str, str] | tuple[str, Analysis] | tuple[str, str | Analysis]

_WANTED = "texts, (id, text) pairs or Analyses"


@frozen(eq=False)
class Source:
    """A text that was given: its ``id``, as ``plain`` text, and its analysis where that was given."""

    id: str
    plain: Plain
    given: str
    analysis: Analysis | None = None


@frozen(eq=False, repr=False, init=False)
class Sources:
    """Texts in which quotations are looked for, with an index of their words: made once, good for any number
    of drafts, picklable.

    ``texts`` are texts, (id, text) pairs, Analyses or (id, Analysis) pairs; an id is a string that no other
    has, by default the number of the text from 1. ``known`` and ``language`` are as for ``attribute``. Texts
    are analysed when the words of a draft are found in them, and stay so.

    Raises ArgumentError (ArgumentTypeError) for anything else.
    """

    all: tuple[Source, ...]
    index: Index
    attributor: Attributor
    analyses: dict[tuple[int, Mode], Analysis]  # what is kept between drafts
    kept: dict[int | tuple[int, Mode], Any]

    def __init__(
        self, texts: Iterable[Given], *, known: Iterable[str | KnownSpeaker] = (), language: str = "en"
    ) -> None:
        from quoteattr.verification.comparable import words
        from quoteattr.verification.ngrams import make_index

        # a draft's report is looked for in all that a source may report
        attributor = Attributor(language=language, known=known, min_report=0)
        if isinstance(texts, (Mapping, Analysis)):
            raise arguments.wrong_type("sources", texts, f"several {_WANTED} (.items() of a dict)")
        found = tuple(_sources(arguments.several("sources", texts, _WANTED)))
        index = make_index(words(source.plain.text) for source in found)
        self.__attrs_init__(found, index, attributor, {}, {})

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the texts, in order."""
        return tuple(source.id for source in self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __repr__(self) -> str:
        characters = sum(len(source.given) for source in self.all)
        return f"<Sources: {counted(len(self), 'text')}, {counted(characters, 'character')}>"


def analysis_of(sources: Sources, number: int, mode: Mode = "quoted") -> Analysis:
    """Who said what in a text, of its plain text; for mode "full" with what was said without marks. It is
    kept for the next draft."""
    if (given := sources.all[number].analysis) is not None:
        return given
    if (number, mode) not in sources.analyses:
        attributor = evolve(sources.attributor, mode=mode)
        sources.analyses[number, mode] = attributor.attribute(sources.all[number].plain.text)
    return sources.analyses[number, mode]


def attributions_at(
    sources: Sources, number: int, start: int, end: int, mode: Mode = "quoted"
) -> Iterator[Attribution]:
    """The attributions of a text whose quotations reach into its plain text from ``start`` to ``end``."""
    if (number, mode) not in sources.kept:
        ordered = sorted(analysis_of(sources, number, mode), key=_start)
        sources.kept[number, mode] = ordered, list(accumulate([one.quotation.end for one in ordered], max))
    said: list[Attribution]
    reach: list[int]  # of each the farthest end of those up to it, which never falls
    said, reach = sources.kept[number, mode]
    yield from said[bisect_right(reach, start) : bisect_left(said, end, key=_start)]


def _start(attribution: Attribution) -> int:
    return attribution.quotation.start


def as_sources(
    given: Sources | Iterable[Given], known: Iterable[str | KnownSpeaker], language: str
) -> Sources:
    """The sources that a caller gives. Raises ArgumentError."""
    return given if isinstance(given, Sources) else Sources(given, known=known, language=language)


def _sources(texts: Iterable[Any]) -> Iterator[Source]:
    from quoteattr.verification.markup import Plain, without_markup

    seen: set[str] = set()
    for number, one in enumerate(texts, 1):
        name: Any = str(number)
        if isinstance(one, (tuple, list)) and len(one) == 2:
            name, one = one
            arguments.string("sources", name)
        if not isinstance(one, (str, Analysis)):
            message = f"must hold {_WANTED}, not {type(one).__name__}"
            raise ArgumentTypeError("sources", one, message)
        if name in seen:
            raise ArgumentError("sources", name, f"two have the id {arguments.shown(name)}")
        seen.add(name)
        if isinstance(one, Analysis):
            yield Source(str.__str__(name), Plain(one.text), one.text, one)
        else:
            text = str.__str__(one)
            yield Source(str.__str__(name), without_markup(text), text)
