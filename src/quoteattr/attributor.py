"""The way in: a frozen configuration, and what it does with one text or with many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, overload

from attrs import evolve, field, frozen

from quoteattr import arguments, bars, many, second_opinion
from quoteattr.analysis import Analysis, analysis_of
from quoteattr.arguments import checked, one_of, string
from quoteattr.errors import ArgumentError
from quoteattr.failure import Failure
from quoteattr.many import OnError
from quoteattr.names.known import KnownIndex, known_index
from quoteattr.second_opinion import SecondOpinion
from quoteattr.types import (
    Doubt,
    Genre,
    KnownSpeaker,
    Mode,
    Outcome,
    Provenance,
    QuoteSpan,
    RunnerUp,
    Span,
    Token,
)
from quoteattr.version import SCHEMA, __version__

if TYPE_CHECKING:
    from quoteattr.lang.pack import Pack
    from quoteattr.model import Model
    from quoteattr.model.turns import TurnModels
    from quoteattr.stage_values import Answer, Profile

SECOND_OPINION_BELOW = 0.5
"""Below it an answer is more probably wrong than right."""

MIN_REPORT = 0.3
"""Where leaving out what is probably no report begins to cost reports (measured on pages of many outlets)."""

C = TypeVar("C")


def _pack(language: str) -> Pack:
    from quoteattr.lang.load import load_pack  # as all that only an analysis needs, imported on use

    return load_pack(language)


def _language(argument: str, language: object) -> None:
    _pack(string(argument, language))


def _narrator(argument: str, narrator: object) -> None:
    if narrator is not None and not string(argument, narrator).strip():
        raise ArgumentError(argument, narrator, "must be a name, or None")


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(arguments.strings("not_speakers", names, "names"))


@frozen(kw_only=True)
class Attributor:
    """How to analyse texts. Frozen, equal by value, hashable, picklable, safe across threads.

    ``language``        of the texts: an installed language pack.
    ``genre``           "news", "fiction", or "auto": decided for each text.
    ``known``           people whom you know already: names, KnownSpeaker values, ``read_known(path)``.
    ``narrator``        the name of the "I" of a first-person text.
    ``mode``            "full", or "quoted": only what stands in quotation marks.
    ``model``           "default": what was learned for the language and genre; None: rules alone.
    ``min_confidence``  attributions that are less probable lose their speaker, never their row; the one
                        they had is the first runner-up. Where the confidence is not calibrated all
                        keep it, and the doubt "no-confidence" says so.
    ``min_report``      indirect reports that are less probably a report at all are left out, and one
                        doubt "reports-left-out" tells how many; 0 keeps all. Words in marks always stay.
    ``not_speakers``    names that are never a speaker.
    ``second_opinion``  asked who said it, where the confidence is below ``second_opinion_below``: a function
                        of a Question that gives one of its candidates' speakers, an Opinion, or None. Where
                        several processes analyse, it must be one that can be pickled.

    Raises ArgumentError (UnknownLanguageError, ArgumentTypeError) for a wrong argument.
    """

    language: str = field(default="en", validator=checked(_language))
    genre: Genre | Literal["auto"] = field(default="auto", validator=one_of("auto", *get_args(Genre)))
    known: KnownIndex = field(default=known_index(()), converter=known_index)
    narrator: str | None = field(default=None, validator=checked(_narrator))
    mode: Mode = field(default="full", validator=one_of(*get_args(Mode)))
    model: Literal["default"] | None = field(default="default", validator=one_of("default", None))
    min_confidence: float | None = field(default=None, validator=checked(arguments.probability))
    min_report: float = field(default=MIN_REPORT, validator=checked(arguments.share))
    not_speakers: frozenset[str] = field(default=frozenset(), converter=_names)
    second_opinion: SecondOpinion | None = field(default=None, validator=checked(arguments.optional_function))
    second_opinion_below: float = field(default=SECOND_OPINION_BELOW, validator=checked(arguments.share))

    def __call__(self, text: str) -> Analysis:
        """As ``attribute``, so that an Attributor can be given where a function is asked for."""
        return self.attribute(text)

    def attribute(
        self,
        text: str,
        *,
        known: Iterable[str | KnownSpeaker] = (),
        narrator: str | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Analysis:
        """The quotations of ``text`` and who said them. Any ``str`` gives an Analysis.

        ``known`` is added to the Attributor's for this text, ``narrator`` stands in for the
        Attributor's; ``on_progress(done, all)`` is called now and then. Raises ArgumentTypeError
        when ``text`` is not a ``str``.
        """
        text = arguments.text("text", text)
        if on_progress is not None:
            arguments.function("on_progress", on_progress)
        if narrator is not None:
            return evolve(self, narrator=narrator).attribute(text, known=known, on_progress=on_progress)
        index = self.known.extended(known_index(known))
        outcome = self._outcome(text, (), index, on_progress)
        model = self._turn_models() if outcome.genre == "fiction" else self._model_for(outcome.genre)
        pack = _pack(self.language)
        pack_name, model_name = f"{pack.language} {pack.version}", model.name if model is not None else None
        whose = None if self.second_opinion is None else second_opinion.name_of(self.second_opinion)
        made_by = Provenance(__version__, pack_name, model_name, SCHEMA, whose)
        return self._with_again(analysis_of(text, self.language, outcome, made_by), index)

    def _outcome(
        self,
        text: str,
        answers: tuple[Answer, ...],
        index: KnownIndex,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Outcome:
        from quoteattr import pipeline  # the stages, with regex, cost more to import than all the rest

        profile = self._profile(answers, index)
        outcome = pipeline.run(text, profile, on_progress)
        if self.second_opinion is not None:
            barred = profile.not_speakers
            outcome = second_opinion.with_second_opinion(
                text, outcome, self.second_opinion, self.second_opinion_below, barred
            )
        return self._confident(text, outcome)

    def _profile(self, answers: tuple[Answer, ...], index: KnownIndex) -> Profile:
        from quoteattr.stage_values import Profile

        return Profile(
            pack=_pack(self.language),
            genre=self.genre,
            known=index if len(index) else None,
            narrator=self.narrator,
            mode=self.mode,
            model_for=self._model_for,
            turn_models=self._turn_models,
            min_report=self.min_report,
            not_speakers=frozenset(name.casefold() for name in self.not_speakers),
            answers=answers,
        )

    def _with_again(self, analysis: Analysis, index: KnownIndex) -> Analysis:
        """The analysis of a story with the way to decode it with a person's answers."""
        if analysis.genre != "fiction" or self.model is None:
            return analysis
        return evolve(analysis, again=_Story(self, index))

    def _model_for(self, genre: Genre) -> Model | None:
        from quoteattr.model import load_model

        return load_model(self.language, genre) if self.model is not None else None

    def _turn_models(self) -> TurnModels | None:
        from quoteattr.model.turns import load_turn_models

        return load_turn_models(self.language) if self.model is not None else None

    def _confident(self, text: str, outcome: Outcome) -> Outcome:
        least = self.min_confidence
        if least is None or not outcome.attributions:
            return outcome
        doubts = list(outcome.doubts)
        attributions = []
        for one in outcome.attributions:
            if one.confidence is not None and one.confidence < least and one.speaker is not None:
                message = f"{one.speaker.name} is less probable here than {least:g}"
                doubts.append(Doubt("low-confidence", one.quotation.spans[0], message))
                runners_up = (RunnerUp(one.speaker, one.confidence), *one.runners_up)
                one = evolve(one, speaker=None, runners_up=runners_up)
            attributions.append(one)
        if any(one.confidence is None and one.rule != second_opinion.RULE for one in attributions):
            message = "The confidence is not calibrated here, so min_confidence left every speaker in place."
            doubts.append(Doubt("no-confidence", Span(0, len(text)), message))
        return evolve(outcome, attributions=tuple(attributions), doubts=tuple(doubts))

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        as_tuples: Literal[False] = False,
        workers: int = 1,
        on_error: Literal["raise"],
        time_limit: float | None = None,
        progress: bars.Progress = False,
    ) -> Iterator[Analysis]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        as_tuples: Literal[False] = False,
        workers: int = 1,
        on_error: OnError = "return",
        time_limit: float | None = None,
        progress: bars.Progress = False,
    ) -> Iterator[Analysis | Failure]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, C]],
        *,
        as_tuples: Literal[True],
        workers: int = 1,
        on_error: Literal["raise"],
        time_limit: float | None = None,
        progress: bars.Progress = False,
    ) -> Iterator[tuple[Analysis, C]]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, C]],
        *,
        as_tuples: Literal[True],
        workers: int = 1,
        on_error: OnError = "return",
        time_limit: float | None = None,
        progress: bars.Progress = False,
    ) -> Iterator[tuple[Analysis | Failure, C]]: ...

    def pipe(
        self,
        texts: Iterable[Any],
        *,
        as_tuples: bool = False,
        workers: int = 1,
        on_error: OnError = "return",
        time_limit: float | None = None,
        progress: bars.Progress = False,
    ) -> Iterator[Any]:
        """Analyses of many texts, in order, read a bounded number ahead.

        With ``as_tuples`` ``texts`` gives (text, context) pairs and (result, context) pairs come
        out; the context stays in this process. ``workers`` > 1 analyses in that many processes
        (under ``if __name__ == "__main__":``, as everywhere with processes); leave early, and they
        end within a second. They start as ``multiprocessing`` is set, but are never forked beside
        threads. What fails on one text (it is not a ``str``, an exception, a process that died twice)
        becomes a Failure in its place, or with ``on_error="raise"`` a FailedTextError, whose cause is
        what was raised.

        A text that takes longer than ``time_limit`` seconds is a Failure, too. With ``workers`` > 1 its
        process is ended there and then; in this process nothing can be ended, and the time is looked at
        between the steps of the analysis. ``progress``: True for a bar of tqdm (extra ``[progress]``), a bar
        or class of bars like tqdm's, or a function of how many are done and how many there are (or None).

        While iterating: WorkerStartError when no process can be started, and what ``texts`` raises.
        """
        texts = arguments.several("texts", texts, "texts")
        way = many.Way(
            as_tuples=arguments.flag("as_tuples", as_tuples),
            workers=arguments.count("workers", workers),
            on_error=arguments.choice("on_error", on_error, get_args(OnError)),
            time_limit=arguments.seconds("time_limit", time_limit),
            progress=bars.checked("progress", progress),
        )
        if way.workers == 1:
            return many.piped(self.attribute, texts, way)
        return many.piped(self._sent_back, texts, way, self._taken_back)

    def _sent_back(self, text: str) -> Analysis:
        """In a process: without the list of known people, which is here already."""
        return evolve(self.attribute(text), again=None)

    def _taken_back(self, analysis: Analysis) -> Analysis:
        return self._with_again(analysis, self.known)


@frozen
class _Story:
    """How a story was analysed, for the answers of a person."""

    attributor: Attributor
    known: KnownIndex

    def decoded(self, text: str, answers: tuple[Answer, ...]) -> Outcome:
        return self.attributor._outcome(text, answers, self.known)

    def followers(self, text: str, answers: tuple[Answer, ...]) -> Sequence[Sequence[int]]:
        from quoteattr import pipeline
        from quoteattr.fiction.speakers.followers import followers

        profile = self.attributor._profile(answers, self.known)
        found = pipeline.run_until(text, profile, "decisions")
        names = ("segmented", "quotes", "sentences", "turns", "cast", "decisions", "profile")
        return followers(*[found[name] for name in names])


def attribute(
    text: str,
    *,
    language: str = "en",
    genre: Genre | Literal["auto"] = "auto",
    known: Iterable[str | KnownSpeaker] = (),
    narrator: str | None = None,
    mode: Mode = "full",
    model: Literal["default"] | None = "default",
    min_confidence: float | None = None,
    min_report: float = MIN_REPORT,
    not_speakers: Iterable[str] = (),
    second_opinion: SecondOpinion | None = None,
    second_opinion_below: float = SECOND_OPINION_BELOW,
) -> Analysis:
    """The quotations of ``text`` and who said them; see Attributor for the arguments."""
    made = evolve(
        _attributor(language, genre, known_index(known)),
        narrator=narrator,
        mode=mode,
        model=model,
        min_confidence=min_confidence,
        min_report=min_report,
        not_speakers=not_speakers,
        second_opinion=second_opinion,
        second_opinion_below=second_opinion_below,
    )
    return made.attribute(text)


@lru_cache(maxsize=16)
def _cached(language: str, genre: Genre | Literal["auto"], known: KnownIndex) -> Attributor:
    return Attributor(language=language, genre=genre, known=known)


def _attributor(language: str, genre: Genre | Literal["auto"], known: KnownIndex) -> Attributor:
    given = (language, genre)
    if all(type(one) is str for one in given):
        return _cached(language, genre, known)
    return Attributor(language=language, genre=genre, known=known)  # its own checks say what is wrong


def tokenize(text: str, language: str = "en") -> tuple[Token, ...]:
    """The words, numbers and single marks of ``text``, in order; white space is no token."""
    from quoteattr.text.tokens import token_values, tokenize_columns

    pack = _pack(string("language", language))
    text = arguments.text("text", text)
    return token_values(text, tokenize_columns(text, pack))


def find_quotes(text: str, language: str = "en") -> tuple[QuoteSpan, ...]:
    """What quotation marks enclose in ``text``, by the marks alone (who said it is not asked), by
    start, parents before children."""
    from quoteattr.quotes import find_spans
    from quoteattr.text.layout import paragraphs

    text = arguments.text("text", text)
    marks = _pack(string("language", language)).marks
    return find_spans(text, paragraphs(text), marks).spans
