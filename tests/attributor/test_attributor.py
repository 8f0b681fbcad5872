"""Attributor, attribute, tokenize, find_quotes: values in, values out, and clear errors."""

from __future__ import annotations

import gc
import pickle
import re
import tomllib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from inspect import signature
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

import quoteattr
from quoteattr import Analysis, Attributor, KnownSpeaker, QuoteattrError, attribute, find_quotes, tokenize
from quoteattr.errors import ArgumentError, ArgumentTypeError, UnknownLanguageError

TEXT = (
    "Ferry plan sinks\n\n"
    "“We never signed it,” harbour master Ada Okafor told reporters on Friday. “Not once.”\n\n"
    "Councillor Liam Brandt said that the quay was unsafe. He called the plan “a joke”.\n\n"
    "“Who pays?” asked 阿达."
)
ADA = KnownSpeaker("Ada Okafor", known_id="Q1")


def speakers(analysis: Analysis) -> dict[str, str | None]:
    return {a.quotation.text: a.speaker.name if a.speaker else None for a in analysis}


# ------------------------------------------------------------------------------------------ results


def test_attribute_takes_every_option_of_an_attributor() -> None:
    """The same names, kinds and defaults; ``known`` is any iterable in both."""
    options = {name: one.default for name, one in signature(Attributor).parameters.items()}
    taken = {name: one.default for name, one in signature(attribute).parameters.items()}
    assert taken.keys() - {"text"} == options.keys()
    assert {name for name in options if tuple_of(taken[name]) != tuple_of(options[name])} == set()


def tuple_of(default: object) -> object:
    several = isinstance(default, (Sequence, frozenset)) and not isinstance(default, str)
    return tuple(default) if several else default


def test_says_who_said_what() -> None:
    analysis = attribute(TEXT)
    assert (analysis.text, analysis.language, analysis.genre) == (TEXT, "en", "news")
    assert speakers(analysis)["We never signed it, Not once."] == "Ada Okafor"
    assert speakers(analysis)["that the quay was unsafe"] == "Liam Brandt"


def test_provenance() -> None:
    made = attribute(TEXT).provenance
    assert made.library == quoteattr.__version__
    assert made.pack.startswith("en ")
    assert (made.model, made.schema) == ("en-news 2026.11", 1)
    assert Attributor(model=None).attribute(TEXT).provenance.model is None
    story = Attributor(genre="fiction").attribute(TEXT).provenance
    assert story.model is not None and story.model.startswith("en-fiction-turns")
    assert Attributor(genre="fiction", model=None).attribute(TEXT).provenance.model is None


def test_the_version_stands_in_one_place() -> None:
    """The build reads it where the library does."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in settings["project"]["dynamic"] and "version" not in settings["project"]
    read = (ROOT / settings["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    assert f'\n__version__ = "{quoteattr.__version__}"\n' in read
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\d\S*) ", changes, re.MULTILINE)[0] == quoteattr.__version__


def test_every_value_refers_to_the_text_and_the_cast() -> None:
    analysis = attribute(TEXT)
    assert len({s.id for s in analysis.speakers}) == len(analysis.speakers)
    for a in analysis:
        assert a.quotation.parts == tuple(TEXT[s.start : s.end] for s in a.quotation.spans)
        assert a.cue is None or a.cue.text == TEXT[a.cue.span.start : a.cue.span.end]
        assert a.mention is None or a.mention.text == TEXT[a.mention.span.start : a.mention.span.end]
        assert {s for s in (a.speaker, *a.addressees) if s} <= set(analysis.speakers)
        assert a.speaker is None or a.mention is None or a.mention in analysis.mentions_of(a.speaker) or any(
            m.head == a.mention.head for m in analysis.mentions_of(a.speaker)
        )  # fmt: skip
    assert [(a.quotation.start, a.quotation.end) for a in analysis] == sorted(
        (a.quotation.start, a.quotation.end) for a in analysis
    )


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "'",
                "said",
                "told",
                "Ada",
                "Okafor",
                "He",
                "that",
                ",",
                ".",
                ":",
                "\n\n",
                "\r",
                "—",
                "\ud800",
            ]
        ),
        max_size=40,
    )
)
def test_any_text_gives_an_analysis_that_travels(words: list[str]) -> None:
    analysis = attribute(" ".join(words))
    assert Analysis.from_dict(analysis.to_dict()) == analysis
    assert pickle.loads(pickle.dumps(analysis)) == analysis
    assert len(analysis.to_records()) == len(analysis)
    analysis.to_html()


@pytest.mark.parametrize("text", ["", " ", "\n", "\0", "“", "\ud800", "”" * 50, "a" * 10_000, "\ufeff“x”"])
def test_odd_texts(text: str) -> None:
    assert attribute(text).text == text


# ---------------------------------------------------------------------------------------- arguments


def test_known_speakers_of_both_calls_count() -> None:
    ours = Attributor(known=[ADA])
    theirs = [KnownSpeaker("Liam Brandt", known_id="Q2")]
    ids = {s.name: s.known_id for s in ours.attribute(TEXT, known=theirs).speakers}
    assert (ids["Ada Okafor"], ids["Liam Brandt"]) == ("Q1", "Q2")
    assert {s.known_id for s in ours.attribute(TEXT).speakers} == {"Q1", None}
    assert "Q1" in {s.known_id for s in attribute(TEXT, known=(ADA,)).speakers}


def test_quoted_mode() -> None:
    kinds = {a.quotation.kind for a in Attributor(mode="quoted").attribute(TEXT)}
    assert "indirect" not in kinds
    assert "direct" in kinds


def test_not_speakers() -> None:
    barred = Attributor(not_speakers=["Liam Brandt", "Brandt"]).attribute(TEXT)
    assert "Liam Brandt" not in speakers(barred).values()


def test_genre_is_taken_as_given() -> None:
    assert Attributor(genre="fiction").attribute(TEXT).genre == "fiction"


def test_min_confidence_without_a_confidence_is_a_doubt() -> None:
    analysis = Attributor(min_confidence=0.9, model=None).attribute(TEXT)
    (doubt,) = (d for d in analysis.doubts if d.kind == "no-confidence")
    assert (doubt.span.start, doubt.span.end) == (0, len(TEXT))
    assert [a.speaker for a in analysis] == [a.speaker for a in Attributor(model=None).attribute(TEXT)]


def test_progress() -> None:
    seen: list[tuple[int, int]] = []
    Attributor().attribute(TEXT, on_progress=lambda done, of: seen.append((done, of)))
    assert seen[-1][0] == seen[-1][1] > 0
    assert all(a <= b for a, b in pairwise(seen))


def test_a_subclass_of_str_is_a_text() -> None:
    class Element(str):
        __slots__ = ()

    analysis = attribute(Element(TEXT))
    assert type(analysis.text) is str
    assert analysis == attribute(TEXT)


# -------------------------------------------------------------------------------------------- value


def test_is_a_value() -> None:
    one = Attributor(known=["Ada Okafor"], not_speakers=["A", "B"], narrator="Ida")
    same = Attributor(known=(KnownSpeaker("Ada Okafor"),), not_speakers=("B", "A"), narrator="Ida")
    assert one == same
    assert hash(one) == hash(same)
    assert pickle.loads(pickle.dumps(one)) == one
    assert attrs.evolve(one, narrator=None) != one
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.language = "de"  # type: ignore[misc]


def test_a_hundred_thousand_known_have_a_short_repr() -> None:
    many = [KnownSpeaker(f"Person {n}") for n in range(1000)]
    assert "<1000 known speakers>" in repr(Attributor(known=many))


def test_threads() -> None:
    attributor = Attributor(known=[ADA])
    expected = attributor.attribute(TEXT)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(attributor.attribute, [TEXT] * 40)) == {expected}


def test_the_same_text_gives_the_same_answer() -> None:
    attributor = Attributor()
    first = attributor.attribute(TEXT)
    attributor.attribute("“Other,” said Liam Okafor.")
    assert attributor.attribute(TEXT) == first


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"language": "xx"}, UnknownLanguageError, "no language pack 'xx'; installed: .*en"),
        ({"language": None}, ArgumentTypeError, "language: must be a str, not NoneType"),
        ({"language": ["en"]}, ArgumentTypeError, "language: must be a str, not list"),
        ({"genre": "poem"}, ArgumentError, "genre: must be one of 'auto', 'news', 'fiction', not 'poem'"),
        ({"genre": []}, ArgumentError, "genre: must be one of"),
        ({"known": "Ada"}, ArgumentTypeError, "known: must be several names"),
    ],
)
@pytest.mark.parametrize("function", [Attributor, lambda **given: attribute("x", **given)])
def test_wrong_arguments(
    function: Callable[..., Any], arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        function(**arguments)
    assert isinstance(caught.value, QuoteattrError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"mode": "fast"}, ArgumentError, "mode: must be one of 'full', 'quoted', not 'fast'"),
        ({"model": "best"}, ArgumentError, "model: must be one of 'default', None, not 'best'"),
        ({"narrator": ""}, ArgumentError, "narrator: must be a name, or None"),
        ({"narrator": 5}, ArgumentTypeError, "narrator: must be a str, not int"),
        ({"min_confidence": 2}, ArgumentError, "min_confidence: must be from 0 to 1, not 2"),
        (
            {"min_confidence": "x"},
            ArgumentTypeError,
            "min_confidence: must be a number from 0 to 1, or None, not str",
        ),
        ({"min_confidence": True}, ArgumentTypeError, "not bool"),
        ({"min_confidence": float("nan")}, ArgumentError, "from 0 to 1"),
        (
            {"not_speakers": "Izba"},
            ArgumentTypeError,
            r"not_speakers: must be several names, such as \('Izba',\)",
        ),
        ({"not_speakers": None}, ArgumentTypeError, "not_speakers: must be several names"),
        ({"not_speakers": [1]}, ArgumentTypeError, "not_speakers: must hold names, not int"),
    ],
)
def test_wrong_configuration(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        Attributor(**arguments)


@pytest.mark.parametrize("text", [None, b"bytes", 5, ["x"]])
@pytest.mark.parametrize("function", [attribute, tokenize, find_quotes, Attributor().attribute])
def test_a_text_is_a_str(function: Callable[[Any], Any], text: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=f"text: must be a str, not {type(text).__name__}"):
        function(text)


def test_wrong_arguments_of_one_call() -> None:
    with pytest.raises(ArgumentError, match="narrator"):
        Attributor().attribute("x", narrator=" ")
    with pytest.raises(ArgumentTypeError, match="known"):
        Attributor().attribute("x", known="Ada")  # a str is an Iterable[str] to a type checker


# -------------------------------------------------------------------------------- tokens and marks


def test_tokenize() -> None:
    tokens = tokenize("Mr. O’Neill can't pay $1,200.50 — ever.")
    assert all(t.text == "Mr. O’Neill can't pay $1,200.50 — ever."[t.start : t.end] for t in tokens)
    assert [t.text for t in tokens][-3:] == ["—", "ever", "."]
    assert tokenize("") == ()


def test_find_quotes() -> None:
    text = '“He said ‘no’ twice,” she wrote. "Why?"'
    outer, inner, last = find_quotes(text)
    assert (outer.text, inner.text, last.text) == ("“He said ‘no’ twice,”", "‘no’", '"Why?"')
    assert (outer.parent, inner.parent, last.parent) == (None, outer, None)
    assert text[outer.inner.start : outer.inner.end] == "He said ‘no’ twice,"
    assert find_quotes("") == ()


@pytest.mark.parametrize("function", [tokenize, find_quotes])
def test_of_an_unknown_language(function: Callable[..., Any]) -> None:
    with pytest.raises(UnknownLanguageError):
        function("x", language="xx")


def test_all_is_complete() -> None:
    public = {n for n in (*vars(quoteattr), *dir(quoteattr)) if not n.startswith("_")} | {"__version__"}
    modules = {n for n in public if type(getattr(quoteattr, n)).__name__ == "module"}
    assert set(quoteattr.__all__) == public - modules


@pytest.mark.parametrize("genre", ["news", "fiction"])
def test_nothing_is_left_for_the_garbage_collector(genre: Any) -> None:
    """What the stages made is freed when the answer is there: a collection costs time, waiting memory."""
    attributor = Attributor(genre=genre)
    text = "“We sail at nine,” Ada Quist said. “Not before?” asked Tom. She said that the tide was out.\n" * 9
    attributor.attribute(text)
    gc.collect()
    gc.disable()
    try:
        attributor.attribute(text)
        assert gc.collect() == 0
    finally:
        gc.enable()
