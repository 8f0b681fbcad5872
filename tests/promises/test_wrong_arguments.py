"""Every argument of every public function, class and method gets every wrong value: it is taken, or one of
our errors says why not. Nothing else may come out but what the caller's own code raises.

A new argument without a row here fails ``test_every_public_argument_has_a_row``."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from wrong_values import WRONG, taken

import quoteattr
import quoteattr.evaluation as evaluation
import quoteattr.people as people
from quoteattr import Analysis, Attributor, KnownSpeaker, Span, Speaker
from quoteattr.errors import QuoteattrError
from quoteattr.evaluation import MarkedPerson, MarkedQuotation, MarkedText
from quoteattr.people import Document, Registry, Said

TEXT = "“The pier is shut,” Ada Okafor said. Tom Aldous asked why."
ANALYSIS = quoteattr.attribute(TEXT)
ADA = Speaker("s1", "Ada Okafor")
MARKED = MarkedQuotation((Span(0, 19),), "direct", speaker="Ada Okafor")
GOLD = MarkedText("a", TEXT, (MARKED,))
FOUND = evaluation.evaluate((GOLD,), (GOLD,))
VERIFICATION = quoteattr.verify(TEXT, [TEXT])
SCRIPT = quoteattr.verify_script([("Ada Okafor", "The pier is shut,")], TEXT)
DOCUMENT = Document("a", (Said(ADA, "direct"),))


def registry() -> Registry:
    made = Registry()
    mayor, tom = Speaker("s1", "Ada Okafor", roles=("the mayor",)), Speaker("s2", "Tom Aldous")
    made.extend([Document("a", tuple(Said(one, "direct") for one in (mayor, tom, ADA)))])
    return made


def piped(**given: Any) -> None:
    """No process is started: what iterating does is the same with one worker."""
    results = Attributor().pipe(**given)
    if type(given["workers"]) is int and given["workers"] == 1:
        list(results)


def copied(change: Callable[..., Any]) -> Callable[..., Any]:
    """The method on a registry of its own each time, since it changes in place."""
    return lambda **given: getattr(registry(), change.__name__)(**given)


def read(**given: Any) -> None:
    paths = given.pop("paths")
    list(people.read_documents(paths, **given))


# ------------------------------------------------------------------------- what each kind of argument takes

LISTS = {name for name in WRONG if name.startswith("list")}
SEVERAL = {"list", "dict", "set"}  # none of something: a dict is its keys
STRINGS = {"str", "empty", "blank", "surrogate", "nul", "long", "words"}
PEOPLE = {"list", "list of str", "set"}  # a dict is no list of people, and its keys none either
NAMES = STRINGS - {"empty", "blank"}
OPTIONAL = {*STRINGS, "none"}
OPTIONAL_NAMES = {*NAMES, "none"}
LISTS_OF_STRINGS = {*SEVERAL, "list of str", "dict of str"}
TEXTS = {"list", "set", "list of str"}  # a dict is none: its keys would be taken
PROBABILITY = {"none", "zero", "float"}
FLAG = {"true"}
NOTHING: set[str] = set()  # a choice of words, a path, a value of one class

Row = tuple[Callable[..., Any], dict[str, tuple[Any, set[str]]]]

# the options of an Attributor, which attribute takes, too
OPTIONS: dict[str, tuple[Any, set[str]]] = {
    "language": ("en", NOTHING),
    "genre": ("auto", NOTHING),
    "known": ((), PEOPLE),
    "narrator": (None, OPTIONAL_NAMES),
    "mode": ("full", NOTHING),
    "model": ("default", {"none"}),
    "min_confidence": (None, PROBABILITY),
    "min_report": (0.5, PROBABILITY - {"none"}),
    "not_speakers": ((), LISTS_OF_STRINGS),
    "second_opinion": (None, {"none", "function"}),
    "second_opinion_below": (0.5, PROBABILITY - {"none"}),
}

# the call, and of each argument a right value and which of WRONG it takes
ROWS: dict[str, Row] = {
    "attribute": (
        quoteattr.attribute,
        {
            "text": (TEXT, STRINGS),
            **OPTIONS,
        },
    ),
    "find_quotes": (quoteattr.find_quotes, {"text": (TEXT, STRINGS), "language": ("en", NOTHING)}),
    "tokenize": (quoteattr.tokenize, {"text": (TEXT, STRINGS), "language": ("en", NOTHING)}),
    "read_known": (quoteattr.read_known, {"path": ("known.csv", NOTHING), "encoding": ("utf-8", NOTHING)}),
    "read_text": (quoteattr.read_text, {"path": ("known.csv", NOTHING), "encoding": ("utf-8", NOTHING)}),
    "KnownSpeaker": (
        KnownSpeaker,
        {
            "name": ("Ada", NAMES),
            "kind": ("person", NOTHING),
            "aliases": ((), LISTS_OF_STRINGS),
            "gender": (None, {"none"}),
            "known_id": (None, OPTIONAL),
        },
    ),
    "Opinion": (
        quoteattr.Opinion,
        {"speaker": (None, {"none", "speaker of nothing"}), "confidence": (None, PROBABILITY)},
    ),
    "Attributor": (
        Attributor,
        {
            **OPTIONS,
        },
    ),
    "Attributor.attribute": (
        Attributor().attribute,
        {
            "text": (TEXT, STRINGS),
            "known": ((), PEOPLE),
            "narrator": (None, OPTIONAL_NAMES),
            "on_progress": (None, {"none"}),
        },
    ),
    "Attributor.pipe": (
        piped,
        {
            # what is no text becomes a Failure in its place
            "texts": (
                (TEXT,),
                {*LISTS, *SEVERAL, "deep list", "dict of str", "dict of int", "generator"},
            ),
            "as_tuples": (False, FLAG),
            "workers": (1, {"int", "huge", "huger"}),
            "on_error": ("return", NOTHING),
            "time_limit": (None, {"none", "int", "float"}),
            "progress": (False, FLAG if find_spec("tqdm") else NOTHING),
        },
    ),
    "Analysis.mentions_of": (ANALYSIS.mentions_of, {"speaker": ("s1", NOTHING)}),
    "Analysis.merge": (
        ANALYSIS.merge,
        {"a": ("s1", NOTHING), "b": ("s2", NOTHING), "name": (None, OPTIONAL_NAMES)},
    ),
    "Analysis.reassign": (
        ANALYSIS.reassign,
        {"attribution": (ANALYSIS.attributions[0], NOTHING), "speaker": (None, OPTIONAL_NAMES)},
    ),
    "Analysis.remove": (ANALYSIS.remove, {"speaker": ("s1", NOTHING)}),
    "Analysis.to_dict": (ANALYSIS.to_dict, {"offsets": ("utf16", NOTHING)}),
    "Analysis.from_dict": (Analysis.from_dict, {"document": (ANALYSIS.to_dict(), NOTHING)}),
    "Analysis.to_records": (ANALYSIS.to_records, {"doc_id": (None, OPTIONAL)}),
    "Analysis.to_frame": (ANALYSIS.to_frame, {"doc_id": (None, OPTIONAL)}),
    "Analysis.to_html": (ANALYSIS.to_html, {"title": ("", STRINGS)}),
    "Analysis.to_tei": (ANALYSIS.to_tei, {"title": ("", STRINGS)}),
    "Analysis.questions": (ANALYSIS.questions, {"count": (3, {"int", "huge", "huger"})}),
    "Analysis.to_web_annotation": (
        ANALYSIS.to_web_annotation,
        {"label": ("", STRINGS), "source": (None, {"none"})},
    ),
    # ----------------------------------------------------------------------------------- verification
    "verify": (
        quoteattr.verify,
        {
            "draft": (TEXT, STRINGS),
            "sources": ((TEXT,), TEXTS),
            "known": ((), PEOPLE),
            "language": ("en", NOTHING),
            "reports": (False, FLAG),
        },
    ),
    "Sources": (
        quoteattr.Sources,
        {"texts": ((TEXT,), TEXTS), "known": ((), PEOPLE), "language": ("en", NOTHING)},
    ),
    "Verification.to_records": (VERIFICATION.to_records, {"doc_id": (None, OPTIONAL)}),
    "Verification.to_frame": (VERIFICATION.to_frame, {"doc_id": (None, OPTIONAL)}),
    "Verification.to_html": (VERIFICATION.to_html, {"title": ("", STRINGS)}),
    "verify_script": (
        quoteattr.verify_script,
        {
            "lines": ((("Ada Okafor", "The pier is shut,"),), SEVERAL),
            "novel": (TEXT, STRINGS),
            "known": ((), PEOPLE),
            "language": ("en", NOTHING),
        },
    ),
    "ScriptVerification.to_records": (SCRIPT.to_records, {"doc_id": (None, OPTIONAL)}),
    "ScriptVerification.to_frame": (SCRIPT.to_frame, {"doc_id": (None, OPTIONAL)}),
    "ScriptVerification.to_html": (SCRIPT.to_html, {"title": ("", STRINGS)}),
    # ------------------------------------------------------------------------------------- evaluation
    "evaluation.evaluate": (
        evaluation.evaluate,
        {"gold": ((GOLD,), SEVERAL), "predictions": ((GOLD,), SEVERAL)},
    ),
    "evaluation.Evaluation.row": (FOUND.row, {"kind": ("all", NOTHING)}),
    "evaluation.MarkedPerson": (
        MarkedPerson,
        {"id": ("a", STRINGS), "name": ("Ada", STRINGS), "aliases": ((), LISTS_OF_STRINGS)},
    ),
    "evaluation.MarkedQuotation": (
        MarkedQuotation,
        {
            "spans": ((Span(0, 1),), SEVERAL),
            "kind": (None, {"none"}),
            "cue": ((), SEVERAL),
            "source": ((), SEVERAL),
            "speaker": (None, OPTIONAL),
            "confidence": (None, PROBABILITY),
        },
    ),
    "evaluation.MarkedText": (
        MarkedText,
        {
            "id": ("a", STRINGS),
            "text": (TEXT, OPTIONAL),
            "quotations": ((MARKED,), SEVERAL),
            "people": ((), SEVERAL),
            "genre": ("news", NOTHING),
            "language": ("en", STRINGS),  # of a language without a pack, the English one is taken
            "quoted_only": (False, FLAG),
            "ignored": ((), SEVERAL),
            "file": ("", STRINGS),
        },
    ),
    "evaluation.MarkedText.of": (
        MarkedText.of,
        {"doc_id": ("a", STRINGS), "analysis": (ANALYSIS, NOTHING), "file": ("", STRINGS)},
    ),
    "evaluation.MarkedText.speaker_name": (GOLD.speaker_name, {"quotation": (MARKED, NOTHING)}),
    "evaluation.read_brat": (
        evaluation.read_brat,
        {"path": ("a.ann", NOTHING), "types": (None, {"none", "dict"}), "encoding": ("utf-8", NOTHING)},
    ),
    "evaluation.read_jsonl": (evaluation.read_jsonl, {"path": ("a.jsonl", NOTHING)}),
    "evaluation.read_parc": (
        evaluation.read_parc,
        {"path": ("a.xml", NOTHING), "encoding": ("utf-8", NOTHING)},
    ),
    **{
        f"evaluation.{name}": (
            getattr(evaluation, name),
            {
                "path": ("a.jsonl", NOTHING),
                "format": (None, {"none"}),
                "types": (None, {"none", "dict"}),
                "encoding": ("utf-8", NOTHING),
            },
        )
        for name in ("read_gold", "read_predictions")
    },
    # ----------------------------------------------------------------------------------------- people
    "people.Document": (
        Document,
        {"id": ("a", STRINGS), "said": ((), SEVERAL), "source": ("", STRINGS), "genre": (None, {"none"})},
    ),
    "people.Document.of": (Document.of, {"doc_id": ("a", STRINGS), "analysis": (ANALYSIS, NOTHING)}),
    "people.Said": (
        Said,
        {
            "speaker": (None, {"none"}),
            "kind": ("direct", NOTHING),
            "negated": (False, FLAG),
            "modal": (False, FLAG),
            "thought": (False, FLAG),
            "confidence": (None, PROBABILITY),
        },
    ),
    "people.read_documents": (read, {"paths": ("a.jsonl", NOTHING), "correction": (lambda _: None, NOTHING)}),
    "people.read_people": (people.read_people, {"path": ("known.csv", NOTHING), "language": ("en", STRINGS)}),
    "people.audit": (
        lambda **given: people.audit(**{"registry": registry(), **given}),
        {
            "documents": ((DOCUMENT,), SEVERAL),
            "registry": (registry(), NOTHING),
            "negated": (False, FLAG),
            "modal": (False, FLAG),
            "thoughts": (False, FLAG),
            "gender_from": ("any", NOTHING),
            "min_confidence": (None, PROBABILITY),
        },
    ),
    "people.timeline": (
        lambda **given: people.timeline(**{"registry": registry(), **given}),
        {
            "documents": ((DOCUMENT,), SEVERAL),
            "dates": ({}, {"dict"}),
            "registry": (registry(), NOTHING),
            "by": ("person", NOTHING),
            "period": ("month", NOTHING),
            "most": (5, {"int", "huge", "huger"}),
        },
    ),
    "people.Registry": (Registry, {"known": ((), PEOPLE), "language": ("en", NOTHING)}),
    "people.Registry.resolve": (registry().resolve, {"id": ("P1", NOTHING)}),
    "people.Registry.person": (registry().person, {"id": ("P1", NOTHING), "gender_from": ("any", NOTHING)}),
    "people.Registry.identify": (registry().identify, {"speaker": (ADA, NOTHING)}),
    "people.Registry.appearance": (registry().appearance, {"speaker": (ADA, NOTHING)}),
    "people.Registry.home": (
        registry().home,
        {"appearance": (registry().person("P1").appearances[0], NOTHING)},
    ),
    "people.Registry.explain": (registry().explain, {"id": ("P1", NOTHING)}),
    "people.Registry.know": (copied(Registry.know), {"known": ((), PEOPLE)}),
    "people.Registry.extend": (copied(Registry.extend), {"documents": ((DOCUMENT,), SEVERAL)}),
    "people.Registry.merge": (
        copied(Registry.merge),
        {"id": ("P1", NOTHING), "other": ("P2", NOTHING), "reason": ("so", STRINGS)},
    ),
    "people.Registry.keep_apart": (
        copied(Registry.keep_apart),
        {"id": ("P1", NOTHING), "other": ("P2", NOTHING), "reason": ("so", STRINGS)},
    ),
    "people.Registry.split": (
        copied(Registry.split),
        {
            "id": ("P1", NOTHING),
            "appearances": (registry().person("P1").appearances[:1], NOTHING),
            "reason": ("so", STRINGS),
        },
    ),
    "people.Registry.save": (registry().save, {"path": ("people.json", {"str", "blank", "words"})}),
    "people.Registry.load": (Registry.load, {"path": ("registry.json", NOTHING)}),
}

# of other packages: what needs them is looked for where they are
if find_spec("pandas"):
    import pandas as pd

    from quoteattr.integrations import pandas

    def framed(**given: Any) -> None:
        """No process is started."""
        if not (type(given["workers"]) is int and given["workers"] > 1):
            pandas.attribute_frame(**given)

    ROWS["integrations.pandas.attribute_frame"] = (
        framed,
        {
            "df": (pd.DataFrame({"id": ["a"], "body": [TEXT]}), NOTHING),
            "text": ("body", NOTHING),
            "id": ("id", {"none"}),
            "keep": ((), SEVERAL),
            "attributor": (None, {"none"}),
            "workers": (1, {"int", "huge", "huger"}),
            "progress": (False, FLAG),
            "time_limit": (None, {"none", "int", "float"}),
        },
    )

if find_spec("spacy"):
    import spacy as spacy_itself

    from quoteattr.integrations import spacy

    ROWS["integrations.spacy.register_extensions"] = (spacy.register_extensions, {})
    ROWS["integrations.spacy.Quoteattr"] = (
        spacy.Quoteattr,
        {
            "attributor": (Attributor(), NOTHING),
            "entity_labels": (frozenset(), LISTS_OF_STRINGS),
            "spans_key": ("quotations", NAMES),
        },
    )
    ROWS["integrations.spacy.make"] = (
        spacy.make,
        {
            "nlp": (spacy_itself.blank("en"), NOTHING),
            "name": ("quoteattr", set(WRONG)),  # spaCy's own; not looked at
            "language": ("en", {"none"}),
            "genre": ("auto", NOTHING),
            "known": ((), {"list", "list of str"}),
            "narrator": (None, OPTIONAL_NAMES),
            "mode": ("full", NOTHING),
            "model": ("default", {"none"}),
            "min_confidence": (None, PROBABILITY),
            "min_report": (0.5, PROBABILITY - {"none"}),
            "not_speakers": ((), {"list", "list of str"}),
            "entities_as_known": (False, FLAG),
            "entity_labels": (["PERSON"], {"list", "list of str"}),
            "spans_key": ("quotations", NAMES),
        },
    )

# What only the library makes. A check of each would cost as much as the analysis; what takes one as an
# argument looks at it.
MADE_BY_US = {
    *("Analysis", "Attribution", "Cue", "Doubt", "Evidence", "Failure", "Failure.of", "Mention"),
    *("Check", "Difference", "Place", "ReportCheck", "Verification"),
    *("LeftOut", "LineCheck", "ScriptVerification"),
    *("Option", "Provenance", "Question", "Quotation", "SecondOpinion"),
    *("QuoteSpan", "QuoteattrError", "RunnerUp", "ScriptLine", "Span", "Speaker", "Token"),
    *("evaluation.Answer", "evaluation.Calibration", "evaluation.Evaluation", "evaluation.Mistake"),
    *("evaluation.Problem", "evaluation.Row", "evaluation.Score"),
    *(
        "people.Appearance",
        "people.Audit",
        "people.Decision",
        "people.Person",
        "people.Question",
        "people.Line",
        "people.Share",
        "people.Share.of",
        "people.Timeline",
    ),
}
NEEDS_PANDAS = {"Analysis.to_frame", "ScriptVerification.to_frame", "Verification.to_frame"}
ELSEWHERE = {"integrations.spark.attribute_frame"}  # test_spark.py has a session


def public() -> Iterator[tuple[str, Any]]:
    """Every public function, class and method, by its name."""
    modules = {"": quoteattr, "evaluation.": evaluation, "people.": people}
    for package in ("pandas", "spacy", "spark"):
        if find_spec("pyspark" if package == "spark" else package):
            name = f"integrations.{package}"
            modules[f"{name}."] = importlib.import_module(f"quoteattr.{name}")
    for prefix, module in modules.items():
        for label in getattr(module, "__all__", ("attribute_frame",)):
            value = getattr(module, label)
            if not callable(value) or label == "Frames":
                continue
            yield prefix + label, value
            if inspect.isclass(value):
                for method, plain in vars(value).items():
                    function = plain.__func__ if isinstance(plain, classmethod) else plain
                    if inspect.isfunction(function) and not method.startswith("_"):
                        yield f"{prefix}{label}.{method}", function


PUBLIC = dict(public())


@pytest.mark.parametrize(("name", "value"), list(PUBLIC.items()), ids=list(PUBLIC))
def test_every_public_argument_has_a_row(name: str, value: Any) -> None:
    if name in MADE_BY_US or name in ELSEWHERE:
        assert name not in ROWS
        return
    arguments = [one for one in inspect.signature(value).parameters if one not in ("self", "cls")]
    if arguments:
        assert list(ROWS[name][1]) == arguments


# ---------------------------------------------------------------------------------------------- the values


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the files that the rows name."""
    monkeypatch.chdir(tmp_path)
    Path("known.csv").write_text("name\nAda Okafor\n", encoding="utf-8")
    Path("a.jsonl").write_text('{"id": "a", "text": "x", "quotes": []}\n', encoding="utf-8")
    Path("a.txt").write_text("Wet.", encoding="utf-8")
    Path("a.ann").write_text("T1\tQuotation 0 3\tWet\n", encoding="utf-8")
    Path("a.xml").write_text('<r><WORD text="Wet"/><WORD text="."/></r>', encoding="utf-8")
    registry().save("registry.json")


CASES = [(name, argument) for name, (_, arguments) in ROWS.items() for argument in arguments]


@pytest.mark.parametrize(("name", "argument"), CASES, ids=[f"{name}-{argument}" for name, argument in CASES])
def test_every_wrong_value(name: str, argument: str) -> None:
    if name in NEEDS_PANDAS:
        pytest.importorskip("pandas")
    call, arguments = ROWS[name]
    others = {other: right for other, (right, _) in arguments.items() if other != argument}
    found = {wrong for wrong in WRONG if taken(call, argument, wrong, others)}
    assert found == arguments[argument][1]


def test_right_values_are_taken() -> None:
    for name, (call, arguments) in ROWS.items():
        # the first reads a file of another format
        if name != "people.read_documents" and (name not in NEEDS_PANDAS or find_spec("pandas")):
            call(**{argument: right for argument, (right, _) in arguments.items()})


def test_errors_are_ours() -> None:
    for error in vars(quoteattr.errors).values():
        if inspect.isclass(error) and issubclass(error, Exception):
            assert issubclass(error, QuoteattrError)
