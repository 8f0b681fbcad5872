"""Known speakers: who a text's names are, where they stand, and the file they are read from."""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import Attributor, KnownSpeaker, read_known, tokenize
from quoteattr.errors import ArgumentError, ArgumentTypeError, InputFileError
from quoteattr.lang.load import load_pack
from quoteattr.names.known import known_index
from quoteattr.names.lookup import table_of
from tools.bench.counting import lines_of

PACK = load_pack("en")
ADA = KnownSpeaker("Ada Okafor", aliases=("The Harbour Cat",), gender="female", known_id="Q1")
IDA = KnownSpeaker("Ida Okafor", known_id="Q2")
JOSE = KnownSpeaker("José Muñoz", known_id="Q3")
JP = KnownSpeaker("Jean-Pierre d’Arcy", known_id="Q4")
JK = KnownSpeaker("J.K. Marlowe", aliases=("Joan Marlowe",), known_id="Q5")
KING = KnownSpeaker("Martin L. Keane Jr.", known_id="Q6")
LIN = KnownSpeaker(
    "Lin Weiming",
    aliases=("林伟明", "Линь Вэймин", "لين ويمينغ", "リン・ウェイミン"),
    known_id="Q7",
)
DUMA = KnownSpeaker("Donal Trumm", aliases=("Trumm",), known_id="Q8")
NATO = KnownSpeaker("The North Harbour Union", "organization", ("NHU", "Union"), known_id="Q9")
MAY = KnownSpeaker("May Winter", aliases=("May",), known_id="Q10")
PARK = KnownSpeaker("박지훈", known_id="Q11")
ALL = (ADA, IDA, JOSE, JP, JK, KING, LIN, DUMA, NATO, MAY, PARK)


# -------------------------------------------------------------------------------------------- match


@pytest.mark.parametrize(
    ("names", "who", "why"),
    [
        (["Ada Okafor"], [ADA], "the full name"),
        (["Okafor", "Ada Okafor"], [ADA], "the full name stands elsewhere"),
        (["Okafor"], [], "a surname alone never links"),
        (["Ada"], [], "nor does a first name"),
        (["Eve Okafor", "Okafor"], [], "another first name"),
        (["ADA OKAFOR"], [ADA], "case"),
        (["the harbour cat"], [ADA], "an alias"),
        (["Jose Munoz"], [JOSE], "diacritics folded"),
        (["Jose\u0301 Mun\u0303oz"], [JOSE], "diacritics as combining marks"),
        (["Jean Pierre D'Arcy"], [JP], "hyphen and apostrophe"),
        (["Jean‑Pierre d'Arcy"], [JP], "another hyphen"),
        (["J. K. Marlowe"], [JK], "initials with spaces"),
        (["JK Marlowe"], [JK], "initials without periods"),
        (["Joan Marlowe"], [JK], "a longer alias"),
        (["Joan K. Marlowe"], [JK], "a middle initial more"),
        (["Martin L. Keane, Jr."], [KING], "a comma before the suffix"),
        (["Martin Keane"], [KING], "without middle initial and suffix"),
        (["Martin B. Keane"], [], "another middle initial"),
        (["林伟明"], [LIN], "Han"),
        (["Линь Вэймин"], [LIN], "Cyrillic"),
        (["لين ويمينغ"], [LIN], "Arabic"),
        (["リン・ウェイミン"], [LIN], "Katakana"),
        (["リンウェイミン"], [LIN], "Katakana without the dot"),
        (["박지훈"], [PARK], "Hangul"),
        (["Trumm"], [DUMA], "a surname that is an alias"),
        (["Trumm", "Ivana Trumm"], [], "a different first name forbids it"),
        (["Trumm", "D. Trumm"], [DUMA], "an initial does not differ"),
        (["North Harbour Union"], [NATO], "an article less"),
        (["NHU"], [NATO], "an acronym"),
        (["N.H.U."], [NATO], "an acronym with periods"),
        (["Someone Else"], [], "a stranger"),
        ([""], [], "nothing"),
        ([], [], "no names"),
    ],
)
def test_match(names: list[str], who: list[KnownSpeaker], why: str) -> None:
    assert list(known_index(ALL).match(tuple(names), PACK)) == who, why


@pytest.mark.parametrize(
    ("names", "who", "why"),
    [
        (["Muñoz"], JOSE, "a surname"),
        (["Munoz"], JOSE, "... folded"),
        (["J. Muñoz"], JOSE, "an initial and the surname"),
        (["P. Muñoz"], None, "another initial"),
        (["d’Arcy"], JP, "a surname with its particle"),
        (["José"], JOSE, "a first name"),
        (["Muñoz", "José"], JOSE, "both, one at a time"),
        (["Muñoz", "Ada"], None, "of two people"),
        (["Okafor"], None, "two bear it"),
        (["Pedro Muñoz"], None, "another first name"),
        (["Harbour"], None, "an organisation has no surname"),
        ([], None, "nothing"),
    ],
)
def test_bearer(names: list[str], who: KnownSpeaker | None, why: str) -> None:
    assert known_index(ALL).bearer(names) == who, why


@pytest.mark.parametrize(
    ("text", "known", "who", "why"),
    [
        ("Tolland said it rained.", "Sergei Tolland", "Sergei Tolland", "a surname alone"),
        ("It had rained all night, Mr Tolland said.", "Sergei Tolland", "Sergei Tolland", "with a title"),
        ("“It rained,” said Hunt.", "Jules Hunt", "Jules Hunt", "an English word"),
        (
            "According to May, it rained.",
            "Jules May",
            "Jules May",
            "... that is a month, behind a source phrase",
        ),
        ("Price: “It rained all night.”", "Jules Price", "Jules Price", "... as a label"),
        ("Zawadi grew up here. “It rained,” Zawadi says.", "Zawadi Keller", "Zawadi Keller", "a first name"),
        (
            "Yuri Tolland came. It had rained, Tolland said.",
            "Sergei Tolland",
            "Yuri Tolland",
            "another bearer",
        ),
        ("Ms. Tolland said it rained.", KnownSpeaker("Sergei Tolland", gender="male"), "Tolland", "a woman"),
        ("The Tolland Fund said it rained.", "Sergei Tolland", "Tolland Fund", "a fund of that name"),
        (
            "The mayor said it rained.",
            KnownSpeaker("Ida Roe", aliases=("the mayor",)),
            "Ida Roe",
            "an office",
        ),
    ],
)
def test_short_forms(text: str, known: str | KnownSpeaker, who: str, why: str) -> None:
    (row,) = Attributor(genre="news").attribute(text, known=[known])
    assert row.speaker is not None, why
    assert row.speaker.name == who, why


@pytest.mark.parametrize(
    ("known", "names", "fitting", "why"),
    [
        ([ADA, KnownSpeaker("Ada Okafor", known_id="Q99")], ["Ada Okafor"], 2, "two people of one name"),
        (
            [ADA, KnownSpeaker("A. Okafor", aliases=("Ada Okafor",), known_id="Q1")],
            ["Ada Okafor"],
            1,
            "one id",
        ),
        ([ADA, ADA], ["Ada Okafor"], 1, "one person listed twice"),
        (
            [KnownSpeaker("Ana Muñoz"), KnownSpeaker("Ana Munoz")],
            ["Ana Munoz"],
            1,
            "as written before folded",
        ),
        ([KnownSpeaker("Rob A. Lee"), KnownSpeaker("Rob B. Lee")], ["Rob Lee"], 2, "both could be meant"),
        (
            [KnownSpeaker("Rob A. Lee"), KnownSpeaker("Rob Lee")],
            ["Rob Lee"],
            1,
            "the exact one before the loose",
        ),
        ([DUMA, KnownSpeaker("Ivana Trumm", aliases=("Trumm",))], ["Trumm"], 2, "an alias that two share"),
        (
            [DUMA, KnownSpeaker("Ivana Trumm", aliases=("Trumm",))],
            ["Trumm", "Ivana Trumm"],
            1,
            "the full name decides",
        ),
    ],
)
def test_two_that_fit(known: list[KnownSpeaker], names: list[str], fitting: int, why: str) -> None:
    assert len(known_index(known).match(names, PACK)) == fitting, why


# ------------------------------------------------------------------------------------------- places


def found(text: str, known: Sequence[KnownSpeaker | str] = ALL) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    columns = ([t.start for t in tokens], [t.end for t in tokens], [t.text for t in tokens])
    places = known_index(known).occurrences(text, *columns)
    return [(text[start:end], speaker.name) for start, end, speaker in places]


@pytest.mark.parametrize(
    ("text", "forms", "why"),
    [
        ("Then Ada Okafor and José Muñoz left.", ["Ada Okafor", "José Muñoz"], "full names"),
        ("Okafor left.", [], "a surname is no form"),
        ("Ada Okafor’s ship; Okafor's too", ["Ada Okafor"], "without the possessive"),
        ("ADA OKAFOR SPEAKS", ["ADA OKAFOR"], "in capitals"),
        ("ada okafor", [], "in small letters it is no name"),
        ("Jean-Pierre d’Arcy", ["Jean-Pierre d’Arcy"], "a hyphen"),
        ("Jean Pierre D'Arcy", ["Jean Pierre D'Arcy"], "a space"),
        ("Marie-Jean-Pierre d’Arcy", [], "never from inside a word"),
        (
            "J. K. Marlowe, J.K. Marlowe, JK Marlowe",
            ["J. K. Marlowe", "J.K. Marlowe", "JK Marlowe"],
            "initials",
        ),
        ("I saw Ada. Okafor was there.", [], "not across the end of a sentence"),
        ("Ada, Okafor", [], "not across a comma"),
        ("Ada\r\nOkafor", ["Ada\r\nOkafor"], "across a wrapped line"),
        ("The NHU. nhu Nhu", ["NHU"], "an acronym only in capitals"),
        ("In May she may.", ["May"], "an alias is the caller's word, its capital the text's"),
        ("May Winter said", ["May Winter"], "the longest form stands"),
        ("“林伟明主席说”", ["林伟明"], "a script without spaces"),
        ("林\n伟明", ["林\n伟明"], "wrapped"),
        ("リン・ウェイミン氏", ["リン・ウェイミン"], "with its dot"),
        ("リンウェイミング", [], "not a part of a longer word"),
        ("박지훈은 말했다", ["박지훈"], "before a particle"),
        ("김박지훈", [], "not from inside a word"),
        ("Сказал Линь Вэймин вчера", ["Линь Вэймин"], "Cyrillic"),
        ("وقال لين ويمينغ", ["لين ويمينغ"], "Arabic"),
        ("", [], "nothing"),
    ],
)
def test_occurrences(text: str, forms: list[str], why: str) -> None:
    assert [form for form, _ in found(text)] == forms, why


def test_a_form_that_two_share_is_given_for_each() -> None:
    assert found("Lee came", ["Lee", KnownSpeaker("Lee", known_id="2")]) == [("Lee", "Lee"), ("Lee", "Lee")]


def test_of_many_who_share_a_form_the_first_eight_are_given() -> None:
    many = [KnownSpeaker("Lee", known_id=str(n)) for n in range(20)]
    tokens = tokenize("Lee came")
    columns = ([t.start for t in tokens], [t.end for t in tokens], [t.text for t in tokens])
    places = known_index(many).occurrences("Lee came", *columns)
    assert [speaker for _, _, speaker in places] == many[:8]


@pytest.mark.parametrize(
    ("names", "fitting", "why"),
    [
        (["Lee"], 5, "all who are called so"),
        (["Lee", "Ann Lee"], 2, "an Ann, and a group, which has no first name"),
        (["Lee", "A. Lee"], 3, "an initial that two have, and the group"),
        (["Lee", "Ed Lee"], 2, "whose initial it is, and the group"),
        (["Lee", "Rob Lee"], 1, "nobody but the group"),
    ],
)
def test_a_shared_surname_is_for_those_with_the_text_s_first_names(
    names: list[str], fitting: int, why: str
) -> None:
    known = [
        *(KnownSpeaker(f"{first} Marlowe", aliases=("Lee",)) for first in ("Ann", "Ada", "E.", "Bo")),
        KnownSpeaker("Lee", "group"),
    ]
    assert len(known_index(known).match(names, PACK)) == fitting, why


def test_names_of_india() -> None:
    assert found("नरेश मोहन ने कहा", ["नरेश मोहन"]) == [("नरेश मोहन", "नरेश मोहन")]


@given(st.text(st.sampled_from("Ad aOkf.o-’林伟明リン・J\n,"), max_size=40))
def test_occurrences_are_forms(text: str) -> None:
    for form, name in found(text):
        (speaker,) = (k for k in ALL if k.name == name)
        assert known_index([speaker]).match((form,), PACK) == (speaker,)


# -------------------------------------------------------------------------------------------- index


def test_is_a_value() -> None:
    index = known_index(ALL)
    assert index == known_index(list(ALL))
    assert hash(index) == hash(known_index(list(ALL)))
    assert index != known_index(ALL[1:])
    assert tuple(index) == ALL
    assert index[0] == ADA
    with pytest.raises(AttributeError):
        index.anything = 1


def test_pickled_it_is_not_built_again() -> None:
    index = known_index(list(ALL))
    copy = pickle.loads(pickle.dumps(index))
    assert copy == index
    assert copy._tables[0] is index._tables[0]


def test_extended() -> None:
    index = known_index([ADA])
    both = index.extended(known_index([JOSE]))
    assert tuple(both) == (ADA, JOSE)
    assert both == known_index([ADA, JOSE])
    assert hash(both) == hash(known_index([ADA, JOSE]))
    assert both.match(["José Muñoz"], PACK) == (JOSE,)
    assert both.match(["Ada Okafor"], PACK) == (ADA,)
    assert index.extended(known_index(())) is index


def test_names_become_known_speakers() -> None:
    assert tuple(known_index([" Ada Okafor ", JOSE])) == (KnownSpeaker("Ada Okafor"), JOSE)


@pytest.mark.parametrize(
    ("known", "error", "message"),
    [
        ("Ada Okafor", ArgumentTypeError, r"several names or KnownSpeakers, such as \('Ada Okafor',\)"),
        (ADA, ArgumentTypeError, "several names"),
        (5, ArgumentTypeError, "several names"),
        ([5], ArgumentTypeError, "names or KnownSpeakers, not int"),
        ([b"Ada"], ArgumentTypeError, "not bytes"),
        ([" "], ArgumentError, "must have a name"),
    ],
)
def test_what_are_no_known_speakers(known: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        known_index(known)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"kind": "robot"}, ArgumentError, "kind: must be one of 'person', 'organization', 'group', not"),
        ({"gender": "f"}, ArgumentError, "gender: must be one of 'female', 'male', 'other', None, not 'f'"),
        ({"aliases": (5,)}, ArgumentTypeError, "aliases: must hold names, not int"),
        ({"aliases": None}, ArgumentTypeError, "aliases: must be several names"),
        ({"known_id": 5}, ArgumentTypeError, "known_id: must be a str, not int"),
        ({"name": " "}, ArgumentError, "name: must not be empty"),
    ],
)
def test_what_is_no_known_speaker(given: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=re.escape(message)):
        KnownSpeaker(**{"name": "Ada Okafor", **given})


def test_one_string_is_no_list_of_aliases() -> None:
    with pytest.raises(ArgumentTypeError, match="aliases: must be several names"):
        KnownSpeaker("Ada Okafor", aliases="Okafor")


def made_up(number: int) -> tuple[KnownSpeaker, ...]:
    """So many people; the last names of some are alike, their full names are not."""
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    lasts = [a + b + c for a in syllables[:20] for b in syllables for c in syllables[:40]]
    return tuple(
        KnownSpeaker(
            f"{syllables[n % 60]}{syllables[n // 60 % 60]} {lasts[n * 7 % len(lasts)]}".title(),
            aliases=(f"{n} Club",),
            known_id=str(n),
        )
        for n in range(number)
    )


def columns(people: Sequence[KnownSpeaker]) -> tuple[str, list[int], list[int], list[str]]:
    """A text of ten characters a word that names each of them, and its words."""
    words = [word for person in people for word in (*person.name.split(), "said", "so")]
    starts = [10 * n for n in range(len(words))]
    ends = [at + len(word) for at, word in zip(starts, words, strict=True)]
    return "".join(word.ljust(10) for word in words), starts, ends, words


def test_each_of_many_is_found() -> None:
    many = made_up(20_000)
    index = known_index(many)
    assert index.match((many[777].name,), PACK)[0].name == many[777].name
    _, starts, ends, _ = text = columns(many)
    assert {place[:2] for place in index.occurrences(*text)} == set(zip(starts[::4], ends[1::4], strict=True))


def test_work_grows_with_the_list_and_the_text_and_no_faster() -> None:
    """Beside a plain loop, with a hundred thousand: tools/bench/speed.py."""
    few, many = made_up(250), made_up(2_000)
    made = table_of.__wrapped__  # which is kept, else
    made(many)
    assert lines_of(lambda: made(many)) < 8 * 1.5 * lines_of(lambda: made(few))
    index, short, long = known_index(many), columns(many[:250]), columns(many)
    index.occurrences(*short)
    assert lines_of(lambda: index.occurrences(*long)) < 8 * 1.5 * lines_of(lambda: index.occurrences(*short))


# --------------------------------------------------------------------------------------------- file


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_read_known(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "\ufeffName,note,aliases,kind,gender,known_id\r\n"
        "Ada Okafor,x,Okafor | 阿达 ||,person,Female,Q1\r\n"
        ",,,,,\r\n"
        '"Keane, Inc.",,,organization\r\n',
    )
    assert read_known(path) == (
        KnownSpeaker("Ada Okafor", aliases=("Okafor", "阿达"), gender="female", known_id="Q1"),
        KnownSpeaker("Keane, Inc.", "organization"),
    )
    assert read_known(str(path)) == read_known(path)


def test_read_known_in_another_encoding(tmp_path: Path) -> None:
    path = write(tmp_path, "name\nZoë\n".encode("latin-1"))
    assert read_known(path, encoding="latin-1") == (KnownSpeaker("Zoë"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "people.csv, line 1: no column 'name' (commas between columns); found: none"),
        (
            "nom;alias\nAda;A\n",
            "people.csv, line 1: no column 'name' (commas between columns); found: nom;alias",
        ),
        (
            "name,kind\nAda,\nBea,robot\n",
            "line 3: kind must be one of person, organization, group, not 'robot'",
        ),
        ("name,gender\nAda,f\n", "line 2: gender must be one of female, male, other, not 'f'"),
        ("name,gender\n ,male\n", "line 2: a known speaker must have a name"),
        (b"name\nAda\nZo\xeb\n", "people.csv, line 3: is not utf-8"),
        ("name,alias,id\nAda,A,Q1\n", "line 1: a column 'alias' says nothing here (is it 'aliases'?)"),
        ("name,id\nAda,Q1\n", "line 1: a column 'id' says nothing here (is it 'known_id'?)"),
        (
            "name,team\nAda,Reds\n",
            "'team' says nothing here; there are name, aliases, kind, gender, known_id, note",
        ),
        ("name,name\nAda,Bea\n", "line 1: two columns 'name'"),
        ("name,known_id\nAda,Q1,x\n", "line 2: more cells than columns; a name with a comma in it"),
        (
            "name,known_id\nAda,Q1\nAda,Q2\n",
            "line 3: 'Ada' has the known_id 'Q1' on line 2: which one is it?",
        ),
        ('name\n"' + "x" * 140_000, "people.csv, line 2: is no CSV: field larger than field limit"),
    ],
)
def test_bad_files(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(InputFileError) as caught:
        read_known(write(tmp_path, content))
    assert message in str(caught.value)


def test_one_name_on_several_lines(tmp_path: Path) -> None:
    """Without another id it is the same person."""
    path = write(tmp_path, "name,aliases,known_id\nAda,A,Q1\nAda,B,\nAda,C,Q1\n")
    assert [one.known_id for one in read_known(path)] == ["Q1", None, "Q1"]


@pytest.mark.parametrize(("known", "message"), [
    ({"name": "Ada"}, "known: must be several names or KnownSpeakers, not a mapping"),
    ([{"name": "Ada"}], r"not dict: KnownSpeaker\(\*\*…\) makes one of it"),
])  # fmt: skip
def test_a_dict_is_no_known_speaker(known: Any, message: str) -> None:
    with pytest.raises(ArgumentTypeError, match=message):
        known_index(known)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="No such file"):
        read_known(tmp_path / "none.csv")
    with pytest.raises(ArgumentError, match="no such text encoding"):
        read_known(write(tmp_path, "name\n"), encoding="utf-99")
