"""Somebody else is asked about the least sure answers: a person in a newsroom, a language model.

Asked is a function of the caller's. What it says is taken, and stands in the answer under its name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable
from functools import partial
from operator import attrgetter
from typing import Protocol

from attrs import evolve, field, frozen

from quoteattr import arguments, corrections
from quoteattr.arguments import checked
from quoteattr.errors import ArgumentError, ArgumentTypeError
from quoteattr.types import Attribution, Doubt, Evidence, Outcome, Quotation, RunnerUp, Span, Speaker

RULE = "second-opinion"
"""The rule of an attribution that somebody else decided, and of its only evidence."""

MOST_CANDIDATES = 12
"""Beyond a dozen names nobody is helped by a list."""

_AROUND = 1_200  # characters on either side of a quotation: some two hundred words
_FAR = 1 << 60  # of somebody whom the text names nowhere


@frozen
class Option:
    """A speaker who may have said it. ``score`` is how probable the analysis takes that to be; None for
    somebody whom it has not weighed, who is named nearby."""

    speaker: Speaker
    score: float | None = None


@frozen
class Question:
    """What a second opinion is asked: who said this?

    ``text``         the whole text.
    ``attribution``  the answer of the analysis, with its confidence and its evidence.
    ``candidates``   who may have said it, at most 12: the speaker found, the runners-up, and then whoever
                     else the text names, the nearest first.
    ``around``       the paragraphs of ``text`` to read: those of the quotation and some on either side.
    """

    text: str = field(repr=False)
    attribution: Attribution
    candidates: tuple[Option, ...]
    around: Span

    @property
    def quotation(self) -> Quotation:
        """What was said."""
        return self.attribution.quotation

    @property
    def passage(self) -> str:
        """The text ``around`` the quotation, as it stands."""
        return self.text[self.around.start : self.around.end]


def _speaker(argument: str, speaker: Speaker | None) -> Speaker | None:
    if speaker is None:
        return None
    return arguments.instance(argument, speaker, Speaker, "the speaker of one of the candidates, or None")


@frozen
class Opinion:
    """A second opinion: one of the candidates' speakers, or None for nobody of them; and how probably that is
    right, where the asked knows. Raises ArgumentError for a ``confidence`` that is none."""

    speaker: Speaker | None = field(validator=checked(_speaker))
    confidence: float | None = field(default=None, validator=checked(arguments.probability))


class SecondOpinion(Protocol):
    """What is asked: any function of a Question. It gives one of the candidates' speakers (or an Opinion,
    which may be about nobody), or None where it has no opinion: the answer stays as it was."""

    def __call__(self, question: Question, /) -> Opinion | Speaker | None:
        """Who said it."""


def name_of(second_opinion: SecondOpinion) -> str:
    """What it is called in the provenance: its ``name`` where it has one, else those of its module and
    of the function or the class."""
    given = getattr(second_opinion, "name", None)
    if isinstance(given, str) and given.strip():
        return given
    asked: object = second_opinion
    while isinstance(asked, partial):
        asked = asked.func
    named = asked if hasattr(asked, "__qualname__") else type(asked)
    return f"{getattr(named, '__module__', None) or '?'}.{getattr(named, '__qualname__', '?')}"


def with_second_opinion(
    text: str,
    outcome: Outcome,
    second_opinion: SecondOpinion,
    below: float,
    not_speakers: Container[str] = (),
) -> Outcome:
    """The outcome with the second opinion on each answer whose confidence is under ``below``, in text order.
    ``not_speakers`` are names, case-folded, of no candidates. Answers without a confidence are not asked
    about: a doubt says so.

    Raises ArgumentError (ArgumentTypeError) for an opinion that is none, and what ``second_opinion`` raises.
    """
    name = name_of(second_opinion)
    places = _places(one for one in outcome.speakers if one.name.casefold() not in not_speakers)
    attributions = list(outcome.attributions)
    settled: set[Span] = set()
    doubts: list[Doubt] = []
    for index, one in enumerate(attributions):
        if one.confidence is None or one.confidence >= below:
            continue
        question = Question(text, one, _candidates(one, places), _around(text, one.quotation))
        opinion = _opinion(second_opinion(question), question)
        if opinion is None:
            continue
        attributions[index] = _answered(one, opinion, name)
        first = one.quotation.spans[0]
        settled.add(first)
        if opinion.speaker is None:
            doubts.append(Doubt("no-speaker", first, f"{name} says that none of those named said this"))
    if any(one.confidence is None for one in outcome.attributions):
        message = "The confidence is not calibrated here, so no second opinion was asked."
        doubts.append(Doubt("no-confidence", Span(0, len(text)), message))
    kept = [one for one in outcome.doubts if one.kind != "no-speaker" or one.span not in settled]
    return evolve(outcome, attributions=tuple(attributions), doubts=(*kept, *doubts))


# --------------------------------------------------------------------------------------- the question

_Places = tuple[tuple[Speaker, tuple[int, ...]], ...]  # everybody, and where each is named


def _places(speakers: Iterable[Speaker]) -> _Places:
    return tuple([(one, tuple([mention.span.start for mention in one.mentions])) for one in speakers])


def _candidates(one: Attribution, places: _Places) -> tuple[Option, ...]:
    found = [] if one.speaker is None else [Option(one.speaker, one.confidence)]
    found += [Option(other.speaker, other.score) for other in one.runners_up]
    there = {option.speaker.id for option in found}
    said = one.quotation
    others = [(_distance(starts, said), who) for who, starts in places if who.id not in there]
    others.sort(key=lambda pair: pair[0])
    return tuple([*found, *[Option(who) for _, who in others]][:MOST_CANDIDATES])


def _distance(starts: tuple[int, ...], said: Quotation) -> int:
    """Characters between a quotation and the nearest place at which somebody is named; whom it names itself
    seldom says it."""
    before, behind = bisect_left(starts, said.start), bisect_left(starts, said.end)
    found = [said.start - starts[before - 1]] if before else []
    found += [starts[behind] - said.end] if behind < len(starts) else []
    found += [said.end - said.start] if before < behind else []
    return min(found, default=_FAR)


def _around(text: str, said: Quotation) -> Span:
    """From the begin of a paragraph to the end of one, where they are not too long."""
    before, behind = max(0, said.start - _AROUND), min(len(text), said.end + _AROUND)
    start = text.find("\n", before, said.start) + 1 if before else 0
    end = text.rfind("\n", said.end, behind) if behind < len(text) else behind
    return Span(start or before, end if end >= 0 else behind)


# ----------------------------------------------------------------------------------------- the answer


def _opinion(given: object, question: Question) -> Opinion | None:
    if given is None:
        return None
    opinion = Opinion(given) if isinstance(given, Speaker) else given
    if not isinstance(opinion, Opinion):
        wanted = f"must give a Speaker, an Opinion or None, not {type(given).__name__}"
        raise ArgumentTypeError("second_opinion", given, wanted)
    who = opinion.speaker
    if who is None:
        return opinion
    chosen = next((option.speaker for option in question.candidates if option.speaker.id == who.id), None)
    if chosen is None or chosen.name != who.name:
        message = f"must give one of the candidates, not {arguments.shown(who.name)} ({who.id})"
        raise ArgumentError("second_opinion", given, message)
    return evolve(opinion, speaker=chosen)


def _answered(one: Attribution, opinion: Opinion, name: str) -> Attribution:
    who, before = opinion.speaker, one.speaker
    told = who.name if who is not None else "nobody of those named"
    if (who and who.id) == (before and before.id):
        message = f"{name} was asked and confirmed {told}"
    else:
        was = before.name if before is not None else "nobody"
        message = f"{name} was asked and said {told}; the analysis had {was} ({one.confidence:.2f})"
    # whom the analysis had may still be right
    over = () if before is None or one.confidence is None else (RunnerUp(before, one.confidence),)
    others = [other for other in (*over, *one.runners_up) if who is None or other.speaker.id != who.id]
    if opinion.confidence is not None:
        others = _within(others, 1 - opinion.confidence)
    return corrections.settled(
        evolve(one, runners_up=tuple(others)),
        who,
        Evidence(RULE, (one.quotation.spans[0],), message, 1.0),
        opinion.confidence,
    )


def _within(others: list[RunnerUp], left: float) -> list[RunnerUp]:
    """Runners-up whose scores are together no more than what the confidence leaves."""
    whole = sum(map(attrgetter("score"), others))
    if whole <= left:
        return others
    return [evolve(other, score=round(other.score * left / whole, 4)) for other in others]
