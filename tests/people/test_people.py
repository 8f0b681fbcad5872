"""The same person across documents: who is whom, what stays open, what is counted, and what never changes."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import printed, run
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from quoteattr import Attributor, KnownSpeaker, Speaker, attribute
from quoteattr.corpus import Job
from quoteattr.corpus import run as run_corpus
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.evaluation import read_predictions
from quoteattr.export.jsonl import line
from quoteattr.people import Document, Registry, Said, audit, read_documents, read_people
from quoteattr.people.audit import Share
from quoteattr.people.page import page
from quoteattr.people.undecided import decide, rows
from quoteattr.people.views import csv_rows, notes, table, to_json
from tools.bench import people as people_bench
from tools.docs import recall_by_gender

NEWSROOM = sorted((ROOT / "examples" / "newsroom").glob("*.txt"))


def someone(
    text: str, gender: str | None = None, kind: str = "person", evidence: str = "title or role"
) -> Speaker:
    """ "Ann Doe, the mayor" as a document's speaker."""
    name, _, role = text.partition(", ")
    shown = (evidence,) if gender else ()
    return Speaker("s1", name, kind=kind, gender=gender, gender_evidence=shown, roles=(role,) * bool(role))


def document(*speakers: Speaker, **said: Any) -> Document:
    return Document("d", tuple(Said(one, "direct", **said) for one in speakers))


def registry(*speakers: Speaker, known: tuple[KnownSpeaker, ...] = ()) -> Registry:
    made = Registry(known)
    made.extend(document(one) for one in speakers)
    return made


F, M = "female", "male"
ANN = "Annika Holm"
ONE, TWO, OPEN = "one person", "two people", "undecided"
PAIRS = [
    (
        (f"{ANN}, the mayor", F),
        (f"{ANN}, mayor of Leeds", None),
        ONE,
        "a full name, one role, no other gender",
    ),
    ((ANN, None), (ANN, F), ONE, "a full name, and nothing against it"),
    ((ANN, None), ("ANNIKA HOLM", None), ONE, "capitals are no difference"),
    (("Zoë Müller", None), ("Zoe Muller", None), ONE, "nor are diacritics"),
    ((f"{ANN}, Sen.", None), (f"{ANN}, the senator", None), ONE, "an abbreviation of one role"),
    ((f"{ANN}, the mayor", None), (f"{ANN}, a friend", None), ONE, "a friend may be a mayor"),
    ((f"{ANN}, the mayor", None), (f"{ANN}, a surgeon", None), OPEN, "one name, but two offices"),
    ((ANN, F), (ANN, M), OPEN, "one name, but two genders"),
    (("William Reyes, a senator", M), ("Bill Reyes, Sen.", M), ONE, "a short form, and one role"),
    (("William Reyes", M), ("Bill Reyes", M), OPEN, "a short form alone"),
    (("William Reyes, a senator", M), ("Bill Reyes, a baker", M), TWO, "a short form, but two roles"),
    (
        ("Sergey Lavrenko, minister", M),
        ("Sergei Lavrenko, minister", M),
        ONE,
        "two transliterations, one role",
    ),
    (("Ann Abernathy, minister", F), ("Ann Abernatthy, minister", F), ONE, "a slip, and one role"),
    (("Ann Abernathy, minister", F), ("Ann Abernatthy, minister", M), TWO, "a slip, but two genders"),
    (("Ann Abernathy", F), ("Ann Abernatthy", F), OPEN, "a slip alone"),
    (("Ann Clinton, minister", F), ("Ann Clifton, minister", F), TWO, "surnames that both exist"),
    (("Ann B. Doe, editor", F), ("Ann Doe, editor", F), ONE, "a middle name left out, one role"),
    (("Ann B. Doe, editor", F), ("Ann C. Doe, editor", F), TWO, "two middle names"),
    (("Ann Doe Jr., editor", F), ("Ann Doe, editor", F), OPEN, "a suffix is a reason to ask"),
    (("Ann Doe", F), ("Bob Doe", M), TWO, "a surname alone makes nobody the same"),
]


@pytest.mark.parametrize(("a", "b", "expected", "why"), PAIRS, ids=[row[3] for row in PAIRS])
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned round"])
def test_two_appearances(a, b, expected: str, why: str, turned: bool) -> None:
    one, other = someone(*a), someone(*b)
    made = registry(*((other, one) if turned else (one, other)))
    same = made.identify(one) is not None and made.resolve(made.identify(one)) == made.resolve(
        made.identify(other)
    )
    found = ONE if same else OPEN if made.undecided() else TWO
    assert found == expected, why


NAMELESS = [
    (someone("Holm"), "a surname alone"),
    (someone("Mr. Holm", M), "a title is no first name"),
    (someone("A. Holm"), "an initial may be anybody's"),
    (someone("de Vries"), "a surname of two words"),
    (someone("the spokesman", kind="unnamed"), "a role without a name"),
    (someone("Hartley", kind="organization"), "an organisation that may be a person's surname"),
]


@pytest.mark.parametrize(("speaker", "why"), NAMELESS, ids=[why for _, why in NAMELESS])
def test_nobody_is_identified_by_less_than_a_full_name(speaker: Speaker, why: str) -> None:
    made = registry(speaker, speaker)
    assert (made.identify(speaker), len(made)) == (None, 0)


def test_kinds_never_mix() -> None:
    names = [someone("Annika Holm", kind=kind) for kind in ("person", "organization", "group")]
    made = registry(*names, *names)
    assert [made.identify(one) for one in names] == ["P1", "O1", "G1"]
    with pytest.raises(ArgumentError, match="another kind"):
        made.merge("P1", "O1")


def test_a_stray_role_does_not_split_whom_everybody_writes_about() -> None:
    made = registry(*[someone(f"{ANN}, the mayor", F)] * 9, someone(f"{ANN}, a surgeon"), someone(ANN))
    assert [(p.id, p.documents) for p in made] == [("P1", 10), ("P2", 1)]
    assert [q.reason for q in made.undecided()] == ["same full name, but roles mayor and doctor, surgeon"]


KNOWN = (
    KnownSpeaker("Annika Holm", aliases=("Holm", "Anni Holm"), gender=F, known_id="Q1"),
    KnownSpeaker("Annika Holm", gender=M, known_id="Q2"),
    KnownSpeaker("Radio Nord", kind="organization", known_id="Q3"),
)


def test_known_people_come_first() -> None:
    cases = [
        (someone("Anni Holm"), "Q1", "an alias"),
        (someone("Holm"), "Q1", "a surname, where it is an alias"),
        (someone("Annika Holm", F), "Q1", "of two, the one whose gender fits"),
        (someone("Annika Holm", M), "Q2", "and the other"),
        (someone("Radio Nord", kind="organization"), "Q3", "an organisation"),
        (someone("Radio Nord"), None, "no person has an organisation's id"),
        (someone("Annika Holm"), None, "two fit: neither is taken"),
    ]
    made = registry(*(one for one, _, _ in cases), known=KNOWN)
    for one, expected, why in cases:
        assert made.person(made.identify(one)).known_id == expected, why
    assert made.undecided() != ()
    with pytest.raises(ArgumentError, match="two known people"):
        made.merge(made.identify(cases[2][0]), made.identify(cases[3][0]))


# ------------------------------------------------------------------------------------ properties

FIRSTS = ("Ann", "Anne", "William", "Bill", "Sergei", "Sergey", "Ann B.", "Ann C.", "A.")
LASTS = ("Doe", "Abernathy", "Abernatthy", "Abernaty", "Doe Jr.", "")
ROLES = ("", "the mayor", "mayor of Leeds", "a surgeon", "Sen.", "a friend")
people = st.builds(
    lambda first, last, role, gender: someone(
        f"{first} {last}".strip() + (f", {role}" if role else ""), gender
    ),
    *map(st.sampled_from, (FIRSTS, LASTS, ROLES, (None, F, M))),
)


def sameness(made: Registry, speakers: list[Speaker]) -> list[str | None]:
    return [None if (id := made.identify(one)) is None else made.resolve(id) for one in speakers]


@settings(max_examples=60)
@given(st.lists(people, max_size=14), st.randoms(use_true_random=False))
def test_order_of_documents_changes_nothing(speakers: list[Speaker], dice: random.Random) -> None:
    turned = list(speakers)
    dice.shuffle(turned)
    one, other = registry(*speakers), registry(*turned)
    assert sameness(one, speakers) == sameness(other, speakers)
    assert (one, one.undecided()) == (other, other.undecided())


@settings(max_examples=60)
@given(st.lists(st.lists(people, max_size=6), max_size=4))
def test_extending_changes_no_identifier(batches: list[list[Speaker]]) -> None:
    made = Registry()
    seen: dict[Speaker, str | None] = {}
    for batch in batches:
        made.extend(document(one) for one in batch)
        for one, id in seen.items():
            if id is not None:
                assert made.resolve(id) == made.resolve(made.identify(one) or ""), "who was one stays one"
        seen |= {one: made.identify(one) for one in batch}
    decided = made.decisions
    made.extend(document(one) for batch in batches for one in batch)
    assert made.decisions == decided, "what was seen before decides nothing anew"


@settings(max_examples=40)
@given(st.lists(people, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_save_load_and_replay(tmp_path_factory, speakers: list[Speaker], dice: random.Random) -> None:
    path = tmp_path_factory.getbasetemp() / "registry.json"
    made = registry(*speakers, known=KNOWN)
    ids = [person.id for person in made]
    given_ids = list(ids)
    for _ in range(3):
        if len(ids) > 1:
            a, b = dice.sample(ids, 2)
            if a[0] == b[0] and len({made.person(a).known_id, made.person(b).known_id} - {None}) < 2:
                made.merge(a, b)
                own = made.person(a).appearances
                if dice.random() < 0.5 and len(own) > 1:
                    given_ids.append(made.split(a, own[1:]))
        ids = [person.id for person in made]
    made.save(path)
    read = Registry.load(path)
    assert (read, read.decisions, read.undecided()) == (made, made.decisions, made.undecided())
    assert [read.person(id) for id in given_ids] == [made.person(id) for id in given_ids], "redirects resolve"
    read.save(path.with_suffix(".2"))
    assert path.with_suffix(".2").read_bytes() == path.read_bytes()


def test_a_batch_given_twice_is_counted_once() -> None:
    documents = [Document(str(n), (Said(someone(ANN, F), "direct"),)) for n in range(4)]
    made = Registry()
    for batch in (documents, documents[::-1], documents[:2]):
        made.extend(batch)
    assert made.person("P1").documents == 6


# ---------------------------------------------------------------------------- decisions of a person


def test_merge_leaves_a_redirect_and_a_reason() -> None:
    made = registry(someone("William Reyes", M), someone("Bill Reyes", M))
    (question,) = made.undecided()
    assert made.merge(question.id, question.other, "the same office") == question.id
    assert (made.resolve(question.other), made.undecided(), len(made)) == (question.id, (), 1)
    assert [(d.action, d.by, d.reason) for d in made.explain(question.other)][-1] == (
        "merge",
        "person",
        "the same office",
    )


def test_split_is_kept_when_texts_come_again() -> None:
    mayor, plain = someone(f"{ANN}, the mayor", F), someone(ANN)
    made = registry(mayor, plain)
    (person,) = made
    new = made.split(person.id, [made.appearance(plain)])
    made.extend([document(mayor), document(plain)])
    assert (made.identify(mayor), made.identify(plain)) == (person.id, new)
    assert made.undecided() == ()


def test_two_who_were_kept_apart_stay_apart() -> None:
    made = registry(someone("William Reyes", M), someone("Bill Reyes", M))
    made.keep_apart("P1", "P2")
    made.extend(
        [document(someone("William Reyes, a senator", M)), document(someone("Bill Reyes, a senator", M))]
    )
    assert (len(made), made.undecided()) == (2, ())


def test_a_merge_may_come_from_later_documents() -> None:
    """What links two earlier people makes one of them, and both identifiers go on to work."""
    made = registry(someone("William Reyes", M), someone("Bill Reyes", M))
    first = {name: made.identify(someone(name, M)) for name in ("William Reyes", "Bill Reyes")}
    made.extend([document(someone("William Reyes, a senator", M)), document(someone("Bill Reyes, Sen.", M))])
    assert {made.resolve(id) for id in first.values()} == {"P1"}


@pytest.mark.parametrize("call", ["resolve", "person", "explain"])
def test_unknown_identifiers_are_errors(call: str) -> None:
    with pytest.raises(ArgumentError, match="no identifier 'P7'"):
        getattr(registry(someone(ANN)), call)("P7")


def test_split_of_everything_or_of_others_is_an_error() -> None:
    made = registry(someone(ANN), someone(ANN, F), someone("Bob Doe"))
    own = made.person("P1").appearances
    for wrong in ([], list(own), list(made.person("P2").appearances)):
        with pytest.raises(ArgumentError):
            made.split("P1", wrong)


def test_undecided_and_back(tmp_path: Path) -> None:
    made = registry(someone("William Reyes", M), someone("Bill Reyes", M), someone(ANN, F), someone(ANN, M))
    cells = list(csv.DictReader(io.StringIO("".join(rows(made)))))
    assert [(row["name"], row["other_name"]) for row in cells] == [
        (ANN, ANN),
        ("Bill Reyes", "William Reyes"),
    ]
    path = tmp_path / "decided.csv"
    answers = ["different", "same"]
    lines = [f"{a},{row['id']},{row['other_id']}\n" for a, row in zip(answers, cells, strict=True)]
    path.write_text("decision,id,other_id\n" + "".join(lines), encoding="utf-8")
    assert (decide(made, path), made.undecided(), len(made)) == (2, (), 3)
    once = made.decisions
    decide(made, path)
    assert made.decisions[: len(once)] == once and len(made) == 3


BAD = [
    ("id,other_id\nP1,P2\n", "line 1: no column decision"),
    ("decision,id,other_id\nmaybe,P1,P2\n", "line 2: decision must be same or different"),
    ("decision,id,other_id\nsame,P1,P9\n", "line 2: the registry has no identifier 'P9'"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_wrong_decisions_name_the_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFileError, match=message):
        decide(registry(someone(ANN), someone("Bob Doe")), path)


def saved(tmp_path: Path) -> dict[str, Any]:
    """A registry as JSON: P1 with two appearances, P2."""
    registry(someone(ANN), someone(f"{ANN}, the mayor"), someone("Bob Doe")).save(tmp_path / "registry.json")
    loaded: dict[str, Any] = json.loads((tmp_path / "registry.json").read_text(encoding="ascii"))
    assert [row[:2] for row in loaded["decisions"]] == [["new", "P1"], ["join", "P1"], ["new", "P2"]]
    return loaded


MERGE, SPLIT = ["merge", "P1", "P2", None, "", "person"], ["split", "P3", "P2", 2, "", "person"]
CHANGED = [
    (
        [MERGE, ["merge", "P2", "P1", None, "", "person"]],
        "P2 was merged|there is no P2",
        "each into the other",
    ),
    ([["merge", "P1", "P1", None, "", "person"]], "'P1' is nobody else", "into itself"),
    ([["merge", "P1", "P9", None, "", "person"]], "'P9' is nobody else", "somebody who is not there"),
    ([["merge", "P1", "P2", 0, "", "person"]], "too much or too little", "an appearance too many"),
    ([["new", "P1", "", 2, "", "rule"]], "P1 is given already", "an identifier twice"),
    ([["new", "O1", "", 2, "", "rule"]], "'O1' is no identifier of its kind", "a person as an organisation"),
    ([["new", "P" + "1" * 5_000, "", 2, "", "rule"]], "no identifier of its kind", "5,000 digits"),
    ([["join", "P1", "", 2, "", "rule"]], "somebody else's", "an appearance twice"),
    ([["join", "P1", "", -1, "", "rule"]], "appearance: must be 0 or more", "a negative number"),
    ([["join", "P1", "", 9, "", "rule"]], "there is no appearance 9", "an appearance that is not there"),
    ([SPLIT], "nothing would be left of P2", "a split of everything"),
    ([["undo", "P1", "", None, "", "rule"]], "action: must be one of", "no action"),
]


@pytest.mark.parametrize(("decisions", "message", "why"), CHANGED, ids=[row[2] for row in CHANGED])
def test_decisions_that_cannot_have_been_made_are_refused(
    tmp_path: Path, decisions: list[Any], message: str, why: str
) -> None:
    """Replayed, some of them would lead in a circle for ever."""
    document = saved(tmp_path)
    document["decisions"] += decisions
    (tmp_path / "registry.json").write_text(json.dumps(document), encoding="ascii")
    with pytest.raises(InputFileError, match=f"is no registry of people: .*({message})"):
        Registry.load(tmp_path / "registry.json")


@pytest.mark.parametrize("text", ["[]", '{"format": "quoteattr people", "schema": 2}', '{"schema": 1}'])
def test_load_refuses_what_is_no_registry(tmp_path: Path, text: str) -> None:
    path = tmp_path / "registry.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFileError, match="no registry of people"):
        Registry.load(path)


# --------------------------------------------------------------------------------------- known files

WIKIDATA = {
    "id": "Q1",
    "labels": {"en": {"value": "Annika Holm"}, "sv": {"value": "Anni Holm"}},
    "aliases": {"en": [{"value": "A. K. Holm"}]},
    "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
        "P21": [{"mainsnak": {"datavalue": {"value": {"id": "Q6581072"}}}}],
    },
}
HOLM = KnownSpeaker("Annika Holm", aliases=("Anni Holm", "A. K. Holm"), gender=F, known_id="Q1")
FILES = [
    ("a.csv", "name,aliases,gender,known_id\nAnnika Holm,Anni Holm|A. K. Holm,female,Q1\n", "CSV"),
    ("a.json", json.dumps([WIKIDATA]), "Wikidata's items"),
    ("a.json", json.dumps({"entities": {"Q1": WIKIDATA}}), "what Wikidata's API gives"),
    ("a.jsonl", json.dumps(WIKIDATA) + "\n", "a line each"),
    (
        "a.json",
        json.dumps(
            [{"id": "Q1", "label": "Annika Holm", "aliases": ["Anni Holm", "A. K. Holm"], "gender": F}]
        ),
        "short",
    ),
    (
        "a.json",
        json.dumps(
            [{"known_id": "Q1", "name": "Annika Holm", "aliases": ["Anni Holm", "A. K. Holm"], "gender": F}]
        ),
        "the columns of the CSV",
    ),
]


@pytest.mark.parametrize(("name", "text", "why"), FILES, ids=[row[2] for row in FILES])
def test_known_people_from_files(tmp_path: Path, name: str, text: str, why: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_people(tmp_path / name) == (HOLM,)


@pytest.mark.parametrize(
    "text",
    ["{", '[{"id": "Q1"}]', '[{"name": "A B", "gender": "f"}]', '["Ann"]', '[{"id":"Q1","labels":{}}]'],
)
def test_wrong_files_of_known_people(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputFileError, match=r"a\.json"):
        read_people(tmp_path / "a.json")


# ------------------------------------------------------------------------------------------- the audit


def counted(*documents: Document, **options: object) -> dict[str, tuple[int, int]]:
    """Gender -> (people, quotations)."""
    made = audit(documents, Registry(), **options)
    return {row.label: (row.people, row.counts.total) for row in made.by_gender}


def test_what_was_not_said_is_left_out_unless_asked_for() -> None:
    ann = someone(ANN, F)
    documents = [
        document(ann),
        document(ann, negated=True),
        document(ann, modal=True),
        document(ann, thought=True),
    ]
    made = audit(documents, Registry())
    assert made.left_out == (("modal", 1), ("negated", 1), ("thoughts", 1))
    assert (made.documents, made.silent, made.people[0].counts.total) == (4, 3, 1)
    every = audit(documents, Registry(), negated=True, modal=True, thoughts=True)
    assert (every.left_out, every.silent, every.people[0].counts.total) == ((), 0, 4)


def test_unknown_gender_is_shown_and_first_names_may_be_ignored() -> None:
    by_list = someone("Maria Holm", F, evidence="first name Maria")
    by_text = someone("Ingrid Berg", F)
    assert counted(document(by_list, by_text)) == {
        "women": (2, 2),
        "men": (0, 0),
        "other": (0, 0),
        "unknown": (0, 0),
    }
    assert counted(document(by_list, by_text), gender_from="text")["unknown"] == (1, 1)
    with pytest.raises(ArgumentError, match="gender_from"):
        counted(document(by_list), gender_from="names")


# part, whole, the interval of Wilson as tables have it
WILSON = [
    (0, 10, 0.0, 0.2775),
    (5, 10, 0.2366, 0.7634),
    (10, 10, 0.7225, 1.0),
    (1, 1, 0.2065, 1.0),
    (81, 263, 0.2553, 0.3662),
]


@pytest.mark.parametrize(("part", "whole", "low", "high"), WILSON)
def test_an_interval(part: int, whole: int, low: float, high: float) -> None:
    found = Share.of(part, whole)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 10_000), st.data())
def test_a_share_lies_within_its_interval_and_its_bounds(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    unknown = data.draw(st.integers(0, whole - part))
    found = Share.of(part, whole, unknown)
    assert found.least is not None and found.most is not None
    assert 0 <= found.low <= found.value + 1e-12 and found.value - 1e-12 <= found.high <= 1
    assert found.least == found.value <= found.most <= 1


def test_women_and_men_have_bounds_by_those_of_unknown_gender() -> None:
    documents = [document(someone(ANN, F)), document(someone("Kim Tran")), document(someone("Bob Lund", M))]
    made = audit([*documents, document(someone(ANN, F))], Registry())
    women, men, other, unknown = made.by_gender
    assert women.share and men.share and other.share and unknown.share
    assert (women.share.least, women.share.value, women.share.most) == (0.5, 0.5, 0.75)
    assert (men.share.least, men.share.most) == (0.25, 0.5)
    assert (other.share.most, unknown.share.value, unknown.share.least) == (None, 0.25, None)
    shown = "".join(table(made, 80))
    assert re.search(r"^women +50\.0 % +15\.0 to 85\.0 % +50\.0 to 75\.0 %$", shown, re.MULTILINE)
    cells = {row["label"]: row for row in csv.DictReader(io.StringIO("".join(csv_rows(made))))}
    assert [cells["women"][f"share{name}"] for name in ("", "_least", "_most")] == ["0.5", "0.5", "0.75"]
    assert json.loads(to_json(made))["by_gender"][0]["share"]["most"] == 0.75
    assert "15.0 to 85.0 %" in page(made)
    nobody = audit([], Registry())
    assert nobody.by_gender[0].share is None and "–" in "".join(table(nobody, 80))


def test_words_of_somebody_unsure_count_where_nobody_was_found() -> None:
    ann = someone(ANN, F)
    documents = [document(ann, confidence=sure) for sure in (0.3, 0.6, 0.9, None)]
    made = audit(documents, Registry(), min_confidence=0.6)
    sources = {row.label: row.counts.total for row in made.by_source}
    assert (sources["people"], sources["nobody found"]) == (3, 1)
    assert (made.unsure, made.unweighed, made.by_gender[0].counts.total) == (1, 1, 3)
    assert "1 quotation of somebody who is less probable than 0.6; 1 without" in "".join(table(made, 200))
    plain = audit(documents, Registry())
    assert (plain.unsure, plain.by_gender[0].counts.total) == (0, 4)
    assert not any("probable" in note for note in notes(plain))


def test_who_has_no_role_does_not_look_like_nobody() -> None:
    """The longest bar by far, which would make the others small, is drawn, and fades."""
    many = [document(someone(f"Ann{'abc'[n % 3]} Holm{'abcdefgh'[n % 8]}", F)) for n in range(24)]
    shown = page(audit([*many, document(someone(f"{ANN}, the mayor", F))], Registry()))
    row = next(line for line in shown.splitlines() if "(no role given)" in line)
    assert 'class="over"' in row and 'style="width:100.00%"' in row
    few = page(audit([document(someone(f"{ANN}, the mayor", F)), *many[:1]], Registry()))
    assert 'class="over"' not in few


def test_what_the_text_shows_outweighs_first_names() -> None:
    by_list, by_text = someone("Robin Holm", M, evidence="first name Robin"), someone("Robin Holm", F)
    made = registry(by_list, by_list, by_text)
    assert [(p.gender, p.documents) for p in made] == [(F, 3)]


def test_everything_that_is_said_is_counted_once() -> None:
    speakers = [
        someone(ANN, F),
        someone("Holm"),
        someone("the spokesman", M, "unnamed"),
        someone("Radio Nord", None, "group"),
    ]
    made = audit(
        [document(*speakers), Document("e", (Said(None, "indirect"),)), Document("f", ())], Registry()
    )
    assert {row.label: row.counts.total for row in made.by_source} == {
        "people": 3,
        "organizations": 0,
        "groups": 1,
        "nobody found": 1,
    }
    assert (
        sum(row.counts.total for row in made.by_gender) == sum(row.counts.total for row in made.by_role) == 3
    )
    assert [row.label for row in made.by_role] == ["(no role given)", "spokesman"]
    assert (made.documents, made.silent) == (3, 1)


def test_recall_stands_beside_the_counts_and_is_the_scoreboards() -> None:
    assert recall_by_gender.main(["--check"]) == 0
    made = audit([document(someone(ANN, F))], Registry())
    figures = (f"{made.recall.women} %", f"{made.recall.men} %", "PolNeAR dev")
    for shown in ("".join(table(made, 300)), page(made), json.loads(to_json(made))["notes"][3]):
        assert all(figure in shown for figure in figures)


def test_page_is_escaped_and_fetches_nothing() -> None:
    made = audit([document(someone("<b>Ann & Doe</b>, the <i>mayor</i>", F))], Registry())
    shown = page(made)
    assert "<b>Ann" not in shown and "&lt;b&gt;Ann &amp; Doe&lt;/b&gt;" in shown
    assert "http://" not in shown and "https://" not in shown and "<script" not in shown


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    made = audit([document(someone("=Ann Doe", F))], Registry())
    (row,) = [row for row in csv.DictReader(io.StringIO("".join(csv_rows(made)))) if row["group"] == "person"]
    assert (row["label"], row["gender"], row["quotations"]) == ("'=Ann Doe", F, "1")


# ---------------------------------------------------------------------------------------- the command


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example newsroom as a folder that ``quoteattr corpus`` writes."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = [line(attribute(f.read_text("utf-8")).to_dict(), f.name) + "\n" for f in NEWSROOM]
    (folder / "part-00000.jsonl").write_text("".join(lines[:3]), encoding="utf-8")
    (folder / "part-00001.jsonl").write_text("".join(lines[3:]), encoding="utf-8")
    (folder / "errors.jsonl").write_text("not read", encoding="utf-8")
    return folder


def test_documents_are_what_analyses_are(corpus: Path) -> None:
    made = [Document.of(f.name, attribute(f.read_text("utf-8"))) for f in NEWSROOM]
    plain = [
        (d.id, [(s.speaker and s.speaker.name, s.kind, s.negated, s.modal, s.thought) for s in d.said])
        for d in made
    ]
    read = [
        (d.id, [(s.speaker and s.speaker.name, s.kind, s.negated, s.modal, s.thought) for s in d.said])
        for d in read_documents(corpus)
    ]
    assert read == plain


def test_only_parts_that_the_manifest_lists_are_read(tmp_path: Path) -> None:
    """Beside them may lie what a person put there, or what a run was stopped at."""
    out, stray = tmp_path / "out", tmp_path / "out" / "part-00007.jsonl"
    run_corpus(Job(inputs=[str(NEWSROOM[0])], output=str(out), attributor=Attributor()))
    stray.write_bytes((out / "part-00000.jsonl").read_bytes())
    assert [document.id for document in read_documents(out)] == [str(NEWSROOM[0])]
    assert [text.id for text in read_predictions(out)] == [str(NEWSROOM[0])]
    manifest = out / "corpus.json"
    manifest.write_text('{"plan": {}, "written": {"parts": 1}}', encoding="ascii")  # an early version's
    assert len(list(read_documents(out))) == 1
    manifest.write_text('{"plan": {}}', encoding="ascii")
    with pytest.raises(InputFileError, match=r"corpus.json: is no manifest of `quoteattr corpus`"):
        list(read_documents(out))
    manifest.unlink()  # a folder that a person put together
    with pytest.raises(InputFileError, match=r"part-00007.jsonl, line 1: another document has the id"):
        list(read_documents(out))
    stray.write_bytes(stray.read_bytes().replace(b'{"id":"', b'{"id":"other/', 1))
    assert len(list(read_documents(out))) == 2


@pytest.mark.parametrize("again", ["{out}/part-00000.jsonl", "{out}", "{out}/../out"])
def test_a_file_given_twice_is_refused(tmp_path: Path, again: str) -> None:
    out = tmp_path / "out"
    run_corpus(Job(inputs=[str(NEWSROOM[0])], output=str(out), attributor=Attributor()))
    done = run("people", out, again.format(out=out))
    assert done.returncode == 2
    assert b"part-00000.jsonl: is given twice, so all in it would be counted twice\n" in done.stderr


def test_a_role_as_another_name_is_told_of(tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text("name,aliases\nAda Okafor,the harbour master|Okafor\n", encoding="utf-8")
    run_corpus(Job(inputs=[str(NEWSROOM[0])], output=str(tmp_path / "out"), attributor=Attributor()))
    done = run("people", tmp_path / "out", "--known", known)
    assert done.returncode == 0
    message = "over many documents a role tells nobody apart, so it is not used"
    assert done.stderr.decode() == f"quoteattr: {known}: the harbour master (of Ada Okafor): {message}\n"


def test_command_over_two_runs(corpus: Path, tmp_path: Path) -> None:
    registry, questions, decided = (tmp_path / name for name in ("people.json", "open.csv", "decided.csv"))
    shown = printed("people", corpus, "--registry", registry, "--undecided", questions)
    assert "7 documents, 1 of them without" in shown and shown.count("Tomas Reyes") == 2
    decided.write_text(questions.read_text("utf-8").replace("\n,", "\nsame,"), encoding="utf-8")
    shown = printed("people", corpus, "--registry", registry, "--decisions", decided)
    assert shown.count("Tomas Reyes") == 1 and "Undecided: no pairs" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_formats_are_the_same_twice(corpus: Path, form: str) -> None:
    shown = printed("people", corpus, "--format", form)
    assert shown == printed("people", corpus, "--format", form) and "Ingrid Solberg" in shown


WRONG = [
    (["nowhere"], "No such file"),
    ([str(ROOT / "examples")], "has no part-*.jsonl"),
    ([str(NEWSROOM[0])], f"{NEWSROOM[0].name}: is a text: `quoteattr FILE… --format jsonl"),
    ([str(ROOT / "tools" / "scoreboard" / "scoreboard.json")], "line 1: is not JSON lines"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_wrong_input_is_said_in_one_line(arguments: list[str], message: str) -> None:
    done = run("people", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode() and done.stderr.count(b"\n") == 1


def test_the_command_counts_the_sure_alone(corpus: Path) -> None:
    runs = (printed("people", corpus, *more) for more in ((), ("--min-confidence", "0.9")))
    every, sure = (" ".join(shown.split()) for shown in runs)
    assert "less probable than 0.9" in sure and "less probable" not in every
    wrong = run("people", corpus, "--min-confidence", "2")
    assert wrong.returncode == 2 and b"min_confidence: must be from 0 to 1" in wrong.stderr


def test_nothing_is_overwritten(corpus: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text('{"mine": 1}', encoding="utf-8")
    for arguments in (["--output", mine], ["--undecided", mine], ["--registry", mine]):
        done = run("people", corpus, *arguments)
        assert done.returncode == 2 and mine.read_text("utf-8") == '{"mine": 1}'


def test_two_results_do_not_share_a_file(corpus: Path, tmp_path: Path) -> None:
    done = run("people", corpus, "--output", tmp_path / "a", "--registry", tmp_path / "a", "--force")
    assert done.returncode == 2 and b"--registry: is the file of --output too" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_small_benchmark_merges_no_known_people() -> None:
    made = people_bench.made(4000)
    lines, of_known = people_bench.judged(people_bench.registered(made), made)
    assert of_known == 0
    assert lines[1].endswith("ids that hold two people 0, two known people 0")
    assert lines[-1] == "precision of merges 1.0000"
