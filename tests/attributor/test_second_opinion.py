"""Whom somebody else names where the analysis is least sure: taken, and nothing else changed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
import pytest

import quoteattr
from quoteattr import Analysis, Attributor, Failure, Opinion, Question, Speaker
from quoteattr.errors import ArgumentError, ArgumentTypeError
from quoteattr.second_opinion import MOST_CANDIDATES, name_of

# "she" may be either woman: the one unsure answer; "said Clara Holm" is a sure one
TEXT = (
    "Anna Berg met Clara Holm at the station on Monday.\n\n"
    "“The line will open in May,” she said. “In spring.”\n\n"
    "“It will not,” said Clara Holm."
)
PLAIN = quoteattr.attribute(TEXT)
UNSURE, SURE = PLAIN.attributions
BELOW = 0.9


def with_opinion(ask: Callable[[Question], Any], **options: Any) -> Analysis:
    return quoteattr.attribute(TEXT, second_opinion=ask, second_opinion_below=BELOW, **options)


def last(question: Question) -> Speaker:
    return question.candidates[-1].speaker


def first(question: Question) -> Speaker:
    return question.candidates[0].speaker


class Desk:
    """A newsroom's desk, with a name of its own."""

    name = "the desk"

    def __call__(self, question: Question) -> Opinion:
        return Opinion(last(question), 0.75)


def test_the_text_is_what_the_tests_below_say() -> None:
    assert UNSURE.confidence is not None and SURE.confidence is not None
    assert UNSURE.confidence < BELOW <= SURE.confidence
    assert [one.speaker_name for one in PLAIN] == ["Anna Berg", "Clara Holm"]


def test_what_is_asked() -> None:
    asked: list[Question] = []
    analysis = with_opinion(asked.append)
    (question,) = asked
    assert question.attribution == UNSURE and question.quotation == UNSURE.quotation
    assert question.text == TEXT and question.passage in TEXT
    assert UNSURE.quotation.parts[0] in question.passage
    anna, clara = question.candidates
    assert (anna.speaker, anna.score) == (UNSURE.speaker, UNSURE.confidence)
    assert (clara.speaker, clara.score) == (UNSURE.runners_up[0].speaker, UNSURE.runners_up[0].score)
    # no opinion: the answer stays, and the provenance says that somebody was asked
    assert analysis.attributions == PLAIN.attributions and analysis.doubts == PLAIN.doubts
    assert analysis.provenance == attrs.evolve(PLAIN.provenance, second_opinion=name_of(asked.append))


CLARA, ANNA = SURE.speaker, UNSURE.speaker

# what is said, the speaker then, the confidence then, what the evidence says, why
OPINIONS: tuple[tuple[Callable[[Question], Any], str | None, float | None, str, str], ...] = (
    (last, "Clara Holm", None, "said Clara Holm; the analysis had Anna Berg (0.8", "a speaker is taken"),
    (first, "Anna Berg", None, "confirmed Anna Berg", "the same, with no confidence of its own"),
    (lambda q: Opinion(last(q)), "Clara Holm", None, "said Clara Holm", "an opinion without a confidence"),
    (lambda q: Opinion(last(q), 0.95), "Clara Holm", 0.95, "said Clara Holm", "and with one"),
    (lambda q: Opinion(None), None, None, "said nobody of those named", "nobody, on purpose"),
    (lambda q: CLARA, "Clara Holm", None, "said Clara Holm", "an equal speaker of another run"),
)


@pytest.mark.parametrize(
    ("ask", "name", "confidence", "told", "why"), OPINIONS, ids=[o[-1] for o in OPINIONS]
)
def test_an_opinion(
    ask: Callable[[Question], Any], name: str | None, confidence: float | None, told: str, why: str
) -> None:
    analysis = with_opinion(ask)
    one, other = analysis
    assert other == SURE, "a sure answer is nobody's question"
    assert (one.speaker_name, one.confidence, one.rule) == (name, confidence, "second-opinion")
    (evidence,) = one.evidence
    assert evidence.rule == "second-opinion" and told in evidence.message
    assert name_of(ask) in evidence.message and analysis.provenance.second_opinion == name_of(ask)
    assert (one.quotation, one.cue) == (UNSURE.quotation, UNSURE.cue)
    assert one.mention == (UNSURE.mention if name else None)
    assert all(other.speaker.name != name for other in one.runners_up)
    assert sum(other.score for other in one.runners_up) <= 1 - (confidence or 0) + 1e-6
    assert any(d.kind == "no-speaker" for d in analysis.doubts) == (name is None)
    assert Analysis.from_dict(analysis.to_dict()) == analysis


def test_somebody_named_settles_that_nobody_was_found() -> None:
    text = "“It is open at last.” The ferry left. Mayor Ida Solberg came."
    nobody = [one for one in quoteattr.attribute(text) if one.speaker is None]
    assert nobody, "the text has words of nobody"
    asked: list[Question] = []

    def ida(question: Question) -> Speaker | None:
        asked.append(question)
        return next(o.speaker for o in question.candidates if o.speaker.name == "Ida Solberg")

    analysis = quoteattr.attribute(text, second_opinion=ida, second_opinion_below=1)
    assert all(one.speaker_name == "Ida Solberg" for one in analysis)
    assert not [doubt for doubt in analysis.doubts if doubt.kind == "no-speaker"]
    assert any(option.score is None for question in asked for option in question.candidates)


def test_the_nearest_come_first_and_not_too_many() -> None:
    people = (
        "Ada",
        "Bea",
        "Cora",
        "Dora",
        "Emma",
        "Faye",
        "Gina",
        "Hilda",
        "Ines",
        "Jana",
        "Kaia",
        "Lena",
        "Mona",
    )
    text = "\n\n".join(f"{name} Lund{name.lower()} came to the harbour on Monday." for name in people)
    text += "\n\n“We are all here,” a plumber said."
    asked: list[Question] = []
    quoteattr.attribute(text, second_opinion=asked.append, second_opinion_below=1)
    weighed = {option.speaker.name for option in asked[-1].candidates if option.score is not None}
    names = [option.speaker.name for option in asked[-1].candidates if option.score is None]
    assert len(asked[-1].candidates) == MOST_CANDIDATES
    nearest = [name for one in reversed(people) if (name := f"{one} Lund{one.lower()}") not in weighed]
    assert names == nearest[: len(names)] and len(names) > MOST_CANDIDATES - 3


def test_the_passage_is_whole_paragraphs_unless_they_are_long() -> None:
    padding = "Nothing happened at the harbour that day. " * 200
    asked: list[Question] = []
    quoteattr.attribute(
        f"{padding}\n\n{TEXT}\n\n{padding}", second_opinion=asked.append, second_opinion_below=1
    )
    assert asked
    for question in asked:
        assert len(question.passage) < 3000
        assert all(part in question.passage for part in question.quotation.parts)


def test_whom_the_caller_bars_is_no_candidate() -> None:
    asked: list[Question] = []
    with_opinion(asked.append, not_speakers=["Clara Holm"])
    assert asked and all(o.speaker.name != "Clara Holm" for q in asked for o in q.candidates)


def test_min_confidence_looks_at_what_the_opinion_left() -> None:
    """Words that somebody else decided without a confidence keep their speaker, and are no doubt."""
    analysis = with_opinion(last, min_confidence=0.9)
    assert analysis[0].speaker_name == "Clara Holm"
    assert not [doubt for doubt in analysis.doubts if doubt.kind == "no-confidence"]
    weak = with_opinion(lambda q: Opinion(last(q), 0.2), min_confidence=0.9)
    assert weak[0].speaker is None and weak[0].runners_up[0].speaker.name == "Clara Holm"


def test_without_a_confidence_nobody_is_asked_and_a_doubt_says_so() -> None:
    asked: list[Question] = []
    analysis = with_opinion(asked.append, model=None)
    assert not asked
    assert [doubt.kind for doubt in analysis.doubts if "second opinion" in doubt.message] == ["no-confidence"]


def test_a_story() -> None:
    story = (
        "“Is it far?” asked Tom Lacey.\n\n“No,” said Mary Pell.\n\n“Then let us go.”\n\n“In the dark?”\n\n"
        "“Why not?” Tom laughed, and Mary took his arm.\n\n“Mind the step.”"
    )
    asked: list[Question] = []

    def ask(question: Question) -> Speaker:
        asked.append(question)
        return last(question)

    attributor = Attributor(genre="fiction", second_opinion=ask, second_opinion_below=0.999)
    analysis = attributor.attribute(story)
    assert asked
    assert sum(one.rule == "second-opinion" for one in analysis) == len(asked)
    assert Analysis.from_dict(analysis.to_dict()) == analysis


# ------------------------------------------------------------------------------------ names, mistakes


def test_names() -> None:
    assert name_of(last) == f"{__name__}.last"
    assert name_of(partial(partial(last))) == f"{__name__}.last"
    assert name_of(Desk()) == "the desk"
    assert name_of(Desk().__call__) == f"{__name__}.Desk.__call__"
    assert name_of(Attributor()) == "quoteattr.attributor.Attributor"  # type: ignore[arg-type]


STRANGER = Speaker("s99", "Nora Stranger")
# what is said, what is raised, what it says
MISTAKES: tuple[tuple[Callable[[Question], Any], type[Exception], str], ...] = (
    (
        lambda q: "Clara Holm",
        ArgumentTypeError,
        "second_opinion: must give a Speaker, an Opinion or None, not str",
    ),
    (lambda q: STRANGER, ArgumentError, r"must give one of the candidates, not 'Nora Stranger' \(s99\)"),
    (lambda q: attrs.evolve(first(q), name="Nobody"), ArgumentError, "must give one of the candidates"),
    (lambda q: Opinion(first(q), 2.0), ArgumentError, "confidence: must be from 0 to 1"),
    (lambda q: Opinion("Clara"), ArgumentTypeError, "speaker: must be the speaker of one of the candidates"),  # type: ignore[arg-type]
    (lambda q: 1 / 0, ZeroDivisionError, "division"),
)


@pytest.mark.parametrize(("ask", "error", "message"), MISTAKES, ids=[m[2][:30] for m in MISTAKES])
def test_mistakes(ask: Callable[[Question], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        with_opinion(ask)
    (failure,) = Attributor(second_opinion=ask, second_opinion_below=BELOW).pipe([TEXT])
    assert isinstance(failure, Failure) and failure.error == error.__name__


def test_it_travels_to_other_processes() -> None:
    attributor = Attributor(second_opinion=Desk(), second_opinion_below=BELOW)
    assert pickle.loads(pickle.dumps(Attributor(second_opinion=last))) == Attributor(second_opinion=last)
    here, there = (list(attributor.pipe([TEXT, TEXT], workers=workers)) for workers in (1, 2))
    assert here == there
    assert isinstance(here[0], Analysis) and here[0][0].confidence == 0.75
    assert here[0].provenance.second_opinion == "the desk"
