"""The spaCy component: the same answers on a Doc, wherever the Doc and the pipeline go. Real spaCy, blank
pipelines, nothing downloaded."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from places import EXAMPLES as FOLDER

from quoteattr import Analysis, Attribution, Attributor, KnownSpeaker, attribute
from quoteattr.errors import ArgumentError, UnknownLanguageError

spacy = pytest.importorskip("spacy", reason="needs the extra [spacy]")

from spacy.tokens import Doc, DocBin, Span  # noqa: E402 - needs spaCy

from quoteattr.integrations.spacy import register_extensions  # noqa: E402 - needs spaCy

EXAMPLES = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.txt"))]
FERRY = "“We sail at six,” Captain Ines Moreau said. Engineer Paul Achterberg said that the ramp was safe."
SPLIT = "“The pumps are old,” Ingrid Solberg said, “and they leak.”"
RAIN = "It rained over the valley all night."
DEFAULTS = {
    "language": None,
    "genre": "auto",
    "known": [],
    "narrator": None,
    "mode": "full",
    "model": "default",
    "min_confidence": None,
    "min_report": 0.3,
    "not_speakers": [],
    "entities_as_known": False,
    "entity_labels": ["PERSON"],
    "spans_key": "quotations",
}


def pipeline(**config: object) -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr", config=config)
    return nlp


def rows(doc: Doc, key: str = "quotations") -> list[tuple]:
    """What a user sees of the spans."""
    return [(s.text, s.label_, s.id_, s.kb_id_, s._.speaker, s._.attribution) for s in doc.spans[key]]


def agrees(doc: Doc, analysis: Analysis) -> bool:
    """Whether the Doc says what the analysis says, span by span."""
    parts = [(n, one, part) for n, one in enumerate(analysis) for part in one.quotation.spans]
    said = [
        (f"q{n}", one.quotation.kind, one, one.speaker.name if one.speaker else None) for n, one, _ in parts
    ]
    spans = list(doc.spans["quotations"])
    shown = [(s.id_, s.label_, s._.attribution, s._.speaker) for s in spans]
    covered = all(
        s.start_char <= part.start and part.end <= s.end_char
        for s, (*_, part) in zip(spans, parts, strict=True)
    )
    return doc._.quoteattr == analysis and shown == said and covered


# --------------------------------------------------------------------------------- the same answers


def test_a_doc_says_what_attribute_says() -> None:
    docs = list(pipeline().pipe(EXAMPLES))
    assert all(agrees(doc, attribute(text)) for doc, text in zip(docs, EXAMPLES, strict=True))
    assert sum(len(doc.spans["quotations"]) for doc in docs) > 40  # there was something to compare


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # spaCy's own way to start processes
def test_two_processes_give_the_same() -> None:
    texts = [FERRY, "", SPLIT, RAIN]
    nlp = pipeline(known=[{"name": "Ines Moreau", "known_id": "Q1"}], entities_as_known=True)
    ruler = nlp.add_pipe("entity_ruler", before="quoteattr")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ingrid Solberg", "id": "Q2"}])
    docs = list(nlp.pipe(texts, n_process=2))
    known = [KnownSpeaker("Ines Moreau", known_id="Q1")]
    ruled = [*known, KnownSpeaker("Ingrid Solberg", known_id="Q2")]
    people = [known, known, ruled, known]
    assert all(agrees(d, attribute(t, known=k)) for d, t, k in zip(docs, texts, people, strict=True))
    assert rows(docs[0])[0][:5] == ("“We sail at six,”", "direct", "q0", "Q1", "Ines Moreau")


@pytest.mark.parametrize("text", ["", " \n\n ", RAIN], ids=["empty", "white space", "no quotation"])
def test_a_doc_without_quotations_has_an_empty_group(text: str) -> None:
    doc = pipeline()(text)
    assert rows(doc) == []
    assert doc._.quoteattr == attribute(text)


# ------------------------------------------------------------------------------------ spans on tokens


def test_a_quotation_in_parts_has_a_span_each_with_one_id() -> None:
    parts = [row[:5] for row in rows(pipeline()(SPLIT))]
    assert parts == [
        ("“The pumps are old,”", "direct", "q0", "", "Ingrid Solberg"),
        ("“and they leak.”", "direct", "q0", "", "Ingrid Solberg"),
    ]


def test_offsets_inside_a_token_widen_the_span_and_stay_on_the_attribution() -> None:
    nlp = pipeline()
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split(" "))  # "six,”--she" is one token
    text = "“We sail at six,”--Captain Ines Moreau said."
    doc = nlp(text)
    (span,) = doc.spans["quotations"]
    (exact,) = span._.attribution.quotation.spans
    assert text[exact.start : exact.end] == "“We sail at six,”"
    assert span.text == "“We sail at six,”--Captain"
    assert span._.speaker == "Ines Moreau"


def test_names_merged_into_one_token_before_change_no_answer() -> None:
    nlp = pipeline()
    ruler = nlp.add_pipe("entity_ruler", before="quoteattr")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ines Moreau"}])
    nlp.add_pipe("merge_entities", before="quoteattr")
    doc = nlp(FERRY)
    assert "Ines Moreau" in [token.text for token in doc]
    assert agrees(doc, attribute(FERRY))


def test_nobody_is_none_and_other_spans_are_none_of_ours() -> None:
    doc = pipeline(min_confidence=1.0)("“We wait,” Ines Moreau said.")
    (span,) = doc.spans["quotations"]
    assert (span.start, span.end, span.label_, span.id_) == (0, 5, "direct", "q0")
    assert (span._.attribution.speaker, span._.speaker, span.kb_id_) == (None, None, "")
    others = [
        doc[0:5],
        Span(doc, 0, 5, label="direct", span_id="q1"),
        Span(doc, 0, 5, label="direct", span_id="0"),
        Span(doc, 0, 5, label="direct", span_id="q"),
        Span(doc, 0, 5, label="indirect", span_id="q0"),
        Span(doc, 1, 5, label="direct", span_id="q0"),
    ]
    assert [s._.attribution for s in others] == [None] * len(others)
    assert spacy.blank("en")("“We wait.”")._.quoteattr is None


def test_spans_of_others_are_not_overwritten_and_ours_are_written_anew() -> None:
    nlp = pipeline()
    doc = nlp(FERRY)
    before = rows(doc)
    assert rows(nlp(doc)) == before
    theirs = nlp.make_doc(FERRY)
    theirs.spans["quotations"] = [theirs[0:2]]
    with pytest.raises(ArgumentError, match=r"doc.spans\['quotations'\] holds spans already"):
        nlp(theirs)
    assert [span.text for span in theirs.spans["quotations"]] == ["“We"]
    assert rows(pipeline(spans_key="said")(theirs), "said") == before


def test_a_corrected_analysis_may_be_set_and_the_spans_follow() -> None:
    doc = pipeline(spans_key="said")(FERRY)
    doc.spans["theirs"] = [doc[0:2]]
    corrected = doc._.quoteattr.reassign(doc._.quoteattr.attributions[1], "Ada Quist")
    doc._.quoteattr = corrected
    back = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    for one in (doc, back):
        assert one._.quoteattr == corrected
        assert [span._.speaker for span in one.spans["said"]] == ["Ines Moreau", "Ada Quist"]
        assert [span.text for span in one.spans["theirs"]] == ["“We"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "quoteattr: must be an Analysis, not NoneType"),
        (attribute(SPLIT), "quoteattr: must be an Analysis of doc.text, not of another text"),
    ],
)
def test_nothing_else_may_be_set(value: object, message: str) -> None:
    doc = pipeline()(FERRY)
    before = rows(doc)
    with pytest.raises(ArgumentError) as raised:
        doc._.quoteattr = value
    assert str(raised.value) == message
    for name in ("speaker", "attribution"):
        with pytest.raises(ArgumentError, match=r"span\._: speaker and attribution follow doc\._\.quoteattr"):
            setattr(doc.spans["quotations"][0]._, name, value)
    assert rows(doc) == before


# ------------------------------------------------------------------------------------ where a Doc goes


@pytest.mark.parametrize(
    "travelled",
    [
        lambda doc: Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes()),
        lambda doc: next(
            DocBin()
            .from_bytes(DocBin(store_user_data=True, docs=[doc]).to_bytes())
            .get_docs(spacy.blank("en").vocab)
        ),
        lambda doc: pickle.loads(pickle.dumps(doc)),
        copy.deepcopy,
    ],
    ids=["to_bytes", "DocBin", "pickle", "deepcopy"],
)
def test_all_of_it_travels_with_the_doc(travelled) -> None:
    nlp = pipeline(known=[{"name": "Ines Moreau", "known_id": "Q1"}])
    doc = nlp(FERRY)
    there = travelled(doc)
    assert rows(there) == rows(doc)
    assert there._.quoteattr == doc._.quoteattr
    assert there._.quoteattr is there._.quoteattr  # made of its bytes once
    assert there.to_bytes(exclude=["tensor"]) == doc.to_bytes(exclude=["tensor"])


def test_the_text_is_not_stored_a_second_time() -> None:
    doc = pipeline()(RAIN)
    assert RAIN not in repr(doc.user_data)


def test_a_part_of_a_doc_and_docs_put_together_have_no_analysis() -> None:
    nlp = pipeline()
    doc = nlp(FERRY)
    part = doc[0:8].as_doc(copy_user_data=True)
    assert (part._.quoteattr, "quotations" in part.spans) == (None, False)
    with pytest.warns(UserWarning, match="quoteattr"):
        both = Doc.from_docs([doc, doc])
    assert both._.quoteattr is None
    assert {(row[4], row[5]) for row in rows(both)} == {(None, None)}
    del both.spans["quotations"]
    assert agrees(nlp(both), attribute(both.text))


LOAD = """
import pickle, sys
from pathlib import Path
import spacy
def show(nlp):  # the pickled one first: nobody has made a component here yet
    for doc in nlp.pipe(sys.argv[3:]):
        print([(s.text, s.label_, s.id_, s.kb_id_, s._.speaker) for s in doc.spans["said"]])
show(pickle.loads(Path(sys.argv[1]).read_bytes()))
show(spacy.load(sys.argv[2]))
"""


def test_a_pickled_and_a_saved_pipeline_say_the_same_in_a_new_process(tmp_path: Path) -> None:
    config = {
        "language": "en",
        "genre": "news",
        "known": ["Paul Achterberg", {"name": "Ines Moreau", "aliases": ["Moreau"], "known_id": "Q1"}],
        "narrator": "Ada Quist",
        "mode": "quoted",
        "model": None,
        "min_confidence": 0.25,
        "min_report": 0.5,
        "not_speakers": ["Paul Achterberg"],
        "entities_as_known": True,
        "entity_labels": ["PERSON", "PER"],
        "spans_key": "said",
    }
    assert set(config) == set(DEFAULTS)
    assert [key for key in DEFAULTS if key != "language" and config[key] == DEFAULTS[key]] == []
    nlp = pipeline(**config)
    ruler = nlp.add_pipe("entity_ruler", before="quoteattr")
    ruler.add_patterns([{"label": "PER", "pattern": "Ingrid Solberg", "id": "Q2"}])
    nlp.to_disk(tmp_path / "saved")
    loaded = spacy.load(tmp_path / "saved")
    assert loaded.config["components"]["quoteattr"] == {"factory": "quoteattr", **config}
    assert loaded.get_pipe("quoteattr").attributor == nlp.get_pipe("quoteattr").attributor

    texts = [FERRY, SPLIT, RAIN]
    (tmp_path / "pickled").write_bytes(pickle.dumps(nlp))
    command = [sys.executable, "-X", "utf8", "-c", LOAD, "pickled", "saved", *texts]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    expected = [[row[:5] for row in rows(doc, "said")] for doc in nlp.pipe(texts)]
    assert [row[3] for doc in expected for row in doc] == ["Q1", "Q2", "Q2"]
    assert done.stdout.splitlines() == [str(doc) for doc in expected] * 2


# ---------------------------------------------------------------------------------- configuration


def test_every_option_has_its_default_in_the_config() -> None:
    assert pipeline().config["components"]["quoteattr"] == {"factory": "quoteattr", **DEFAULTS}
    assert pipeline().get_pipe("quoteattr").attributor == Attributor()


def test_the_attributor_has_the_options_of_the_config() -> None:
    options = {
        "genre": "fiction",
        "narrator": "Ada Quist",
        "mode": "quoted",
        "model": None,
        "min_confidence": 0.5,
        "not_speakers": ["Friday"],
    }
    known = [{"name": "Ines Moreau", "kind": "person", "aliases": ["Moreau"], "gender": "female"}, "UNICEF"]
    made = pipeline(**options, known=known).get_pipe("quoteattr").attributor
    people = [KnownSpeaker("Ines Moreau", aliases=("Moreau",), gender="female"), "UNICEF"]
    assert made == Attributor(**options, known=people)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"language": "xx"}, "language: no language pack 'xx'; installed: en"),
        ({"genre": "poem"}, "genre: must be one of 'auto', 'news', 'fiction', not 'poem'"),
        ({"mode": 3}, "mode: must be one of 'full', 'quoted', not 3"),
        ({"model": "big"}, "model: must be one of 'default', None, not 'big'"),
        ({"narrator": " "}, "narrator: must be a name, or None"),
        ({"min_confidence": 3}, "min_confidence: must be from 0 to 1, not 3"),
        ({"min_confidence": "0.5"}, "min_confidence: must be a number from 0 to 1, or None, not str"),
        ({"not_speakers": "Friday"}, "not_speakers: must be a list, not str"),
        ({"not_speakers": [5]}, "not_speakers: must hold names, not int"),
        ({"known": "Ann Doe"}, "known: must be a list, not str"),
        (
            {"known": [5]},
            "known: must hold names, or dicts such as attrs.asdict(KnownSpeaker(...)), not 5",
        ),
        (
            {"known": [{"nom": 1}]},
            "known: must have a name, and nothing but name, kind, aliases, gender, known_id; not {'nom': 1}",
        ),
        (
            {"known": [{"name": "Ann", "kind": "dog"}]},
            "known: kind: must be one of 'person', 'organization', 'group', not 'dog'",
        ),
        ({"known": [{"name": "Ann", "aliases": "A."}]}, "known: aliases: must be a list, not str"),
        ({"entities_as_known": "yes"}, "entities_as_known: must be true or false, not str"),
        ({"entity_labels": "PER"}, "entity_labels: must be a list, not str"),
        ({"entity_labels": [5]}, "entity_labels: must hold labels, not int"),
        (
            {"entities_as_known": True, "entity_labels": []},
            "entity_labels: must hold one where entities_as_known is true",
        ),
        ({"spans_key": ""}, "spans_key: must not be empty"),
    ],
)
def test_wrong_options_are_errors_of_ours(config: dict, message: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        pipeline(**config)
    assert str(raised.value) == message


def test_the_language_is_that_of_the_pipeline_unless_given() -> None:
    nlp = spacy.blank("xx")
    with pytest.raises(UnknownLanguageError):
        nlp.add_pipe("quoteattr")
    nlp.add_pipe("quoteattr", config={"language": "en"})
    assert agrees(nlp(FERRY), attribute(FERRY))


# -------------------------------------------------------------------------------- entities, extensions

PATTERNS = [
    {"label": "PERSON", "pattern": "Ines Moreau", "id": "Q1"},
    {"label": "PERSON", "pattern": "Moreau", "id": "Q9"},  # the surname alone: the longer form decides
    {"label": "PER", "pattern": "Paul Achterberg", "id": "Q2"},
]


@pytest.mark.parametrize(
    ("config", "ids"),
    [
        ({}, [None, None]),
        ({"entities_as_known": True}, ["Q1", None]),
        ({"entities_as_known": True, "entity_labels": ["PER"]}, [None, "Q2"]),
        ({"entities_as_known": True, "entity_labels": ["PER", "PERSON"]}, ["Q1", "Q2"]),
        # who is known already has the facts of the list, and there are no two of them
        ({"entities_as_known": True, "known": [{"name": "Ines Moreau", "known_id": "mine"}]}, ["mine", None]),
    ],
)
def test_entities_are_handed_over_as_known(config: dict, ids: list[str | None]) -> None:
    nlp = pipeline(**config)
    nlp.add_pipe("entity_ruler", before="quoteattr").add_patterns(PATTERNS)
    doc = nlp(f"{FERRY} Moreau was glad.")
    assert len(doc.ents) == 3
    assert [one.speaker.known_id for one in doc._.quoteattr] == ids
    assert [span.kb_id_ for span in doc.spans["quotations"]] == [known_id or "" for known_id in ids]
    assert doc._.quoteattr.doubts == ()


@pytest.mark.parametrize(("kb_id", "known_id"), [("Q7", "Q7"), ("NIL", "Q1"), ("", "Q1")])
def test_an_entity_linked_to_a_knowledge_base_has_that_identifier(kb_id: str, known_id: str) -> None:
    nlp = pipeline(entities_as_known=True)
    doc = nlp.make_doc(FERRY)
    (start,) = [token.i for token in doc if token.text == "Ines"]
    doc.ents = [Span(doc, start, start + 2, label="PERSON", kb_id=kb_id, span_id="Q1")]
    assert nlp(doc)._.quoteattr.attributions[0].speaker.known_id == known_id


def test_an_extension_of_somebody_else_stays() -> None:
    register_extensions()
    *_, ours, setter = Span.get_extension("speaker")
    Span.set_extension("speaker", default="theirs", force=True)
    try:
        with pytest.raises(ArgumentError, match=r"another program has set Span\._\.speaker"):
            pipeline()
        assert spacy.blank("en")("A word.")[0:1]._.speaker == "theirs"
    finally:
        Span.set_extension("speaker", getter=ours, setter=setter, force=True)


FOUND = """
import spacy
from spacy.tokens import Doc, Span
nlp = spacy.blank("en")
print(Doc.has_extension("quoteattr"), Span.has_extension("speaker"))
nlp.add_pipe("quoteattr")
print(Doc.has_extension("quoteattr"), Span.has_extension("speaker"), nlp.analyze_pipes()["problems"])
"""


def test_found_by_name_and_without_effect_before_it_is_asked_for() -> None:
    """spaCy imports every entry point when it looks for any: who has a ``speaker`` of their own keeps it."""
    done = subprocess.run([sys.executable, "-c", FOUND], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("False False\nTrue True {'quoteattr': []}\n", "")


def test_without_spacy_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['spacy'] = None\n"
        "import quoteattr\n"
        "try: import quoteattr.integrations.spacy\n"
        "except quoteattr.QuoteattrError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "needs spacy, which is not here: pip install 'quoteattr[spacy]'\n"


def test_what_is_on_a_doc_is_typed() -> None:
    doc = pipeline()(FERRY)
    assert isinstance(doc._.quoteattr, Analysis)
    assert {type(span._.attribution) for span in doc.spans["quotations"]} == {Attribution}
