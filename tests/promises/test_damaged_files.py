"""Every reader of files gets every kind of damage: it gives what the file says, or one of our errors, in one
line on the command line. What it gives can be used and written again."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from encodings.aliases import aliases
from pathlib import Path
from typing import Any

import pytest
from invented import LISTS

import quoteattr
from quoteattr import Analysis
from quoteattr.cli import main
from quoteattr.cli.in_and_out import printable
from quoteattr.correction_file import read_corrections
from quoteattr.errors import ArgumentError, DocumentError, InputFileError, PackError
from quoteattr.evaluation import evaluate, mistakes, read_brat, read_gold, read_parc, read_predictions, views
from quoteattr.export.jsonl import line
from quoteattr.export.table import HIDDEN
from quoteattr.lang.load import load_pack, read_pack
from quoteattr.names.known import known_index
from quoteattr.people import Registry, audit, read_documents, read_people, undecided
from quoteattr.people import views as people_views
from quoteattr.people.page import page

TEXT = "“The pier is shut,” Ada Okafor, the mayor, said. “Why?” Tom Aldous asked."
ANALYSIS = quoteattr.attribute(TEXT, known=("Tom Aldous",))
DOCUMENT = {"id": "a", **ANALYSIS.to_dict()}
PLAIN = {
    "id": "a",
    "text": TEXT,
    "genre": "news",
    "lang": "en",
    "people": [{"id": "ada", "name": "Ada Okafor", "aliases": ["Okafor"]}],
    "quotes": [
        {"spans": [[0, 19]], "kind": "direct", "cue": [[43, 47]], "source": [[20, 30]], "speaker": "ada"},
        {"spans": [[49, 55]], "confidence": 0.5, "other": False},
    ],
    "ignore": [[0, 0]],
}
PERSON = {"name": "Ada Okafor", "aliases": ["Okafor"], "kind": "person", "gender": "female", "known_id": "Q1"}
WIKIDATA = {
    "id": "Q1",
    "labels": {"en": {"value": "Ada Okafor"}},
    "aliases": {"en": [{"value": "Okafor"}]},
    "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
        "P21": [{"mainsnak": {"datavalue": {"value": {"id": "Q6581072"}}}}],
    },
}


def saved() -> Any:
    """A registry with each kind of decision."""
    made = Registry([KNOWN])
    for roles in ("", "the mayor", "a surgeon"):
        made.extend([person("Ada Okafor", roles), person("Tom Aldous", roles), person("Tomas Aldous", roles)])
    made.merge("P1", "P2")
    made.keep_apart("P1", "P3")
    made.split("P1", made.person("P1").appearances[:1])
    return made


KNOWN = quoteattr.KnownSpeaker("Liam Brandt", aliases=("Brandt",), known_id="Q9")


def person(name: str, role: str) -> Any:
    from quoteattr.people import Document, Said

    one = quoteattr.Speaker("s1", name, roles=(role,) if role else ())
    return Document(name + role, (Said(one, "direct"),))


# ---------------------------------------------------------------------------------- what is read is used


def use_known(found: tuple[quoteattr.KnownSpeaker, ...]) -> None:
    quoteattr.attribute(TEXT, known=found)
    list(known_index(found).match(("Ada Okafor",), load_pack("en")))


def use_registry(path: Path) -> None:
    made = Registry.load(path)
    list(made), made.undecided(), [made.explain(one.id) for one in made]
    made.extend([person("Ada Okafor", "the mayor"), person("Eva Lund", "")])
    made.save(path.with_suffix(".again"))
    assert Registry.load(path.with_suffix(".again")) == made


def use_documents(path: Path) -> None:
    made = Registry()
    counted = audit(read_documents(path), made)
    "".join(people_views.csv_rows(counted)), page(counted)
    people_views.to_json(counted), "".join(undecided.rows(made))


def use_marked(path: Path) -> None:
    found = evaluate(read_gold(path), read_predictions(path))
    "".join(views.table(found)), views.to_json(found), "".join(mistakes.rows(found.mistakes))


def use_decisions(path: Path) -> None:
    made = Registry()
    made.extend([person("Ada Okafor", ""), person("Tom Aldous", "")])
    undecided.decide(made, path)


def use_corrections(path: Path) -> None:
    read_corrections(os.fspath(path)).corrected("a", ANALYSIS)


def use_analysis(analysis: Analysis) -> None:
    assert Analysis.from_dict(json.loads(json.dumps(analysis.to_dict()))) == analysis
    assert Analysis.from_dict(analysis.to_dict(offsets="utf16")) == analysis
    analysis.to_records("a"), analysis.to_html(), analysis.to_tei(), analysis.to_brat(), analysis.to_script()
    analysis.to_web_annotation()
    for one in analysis.speakers:
        analysis.mentions_of(one), analysis.remove(one)
    for said in analysis:
        analysis.reassign(said, "Eva Lund")


def use_pack(path: Path) -> None:
    read_pack(path.parent)


Reader = Callable[[Path], object]

# name: the file, what it holds when it is whole, and what reads and uses it
READERS: dict[str, tuple[str, str, Reader]] = {
    "known people": ("a.csv", "name,kind\nAda Okafor,person\n", lambda p: use_known(quoteattr.read_known(p))),
    "people as JSON": ("a.json", json.dumps([PERSON]), lambda p: use_known(read_people(p))),
    "people as JSON lines": ("a.jsonl", json.dumps(PERSON) + "\n", lambda p: use_known(read_people(p))),
    "people of Wikidata": (
        "a.json",
        json.dumps({"entities": {"Q1": WIKIDATA}}),
        lambda p: use_known(read_people(p)),
    ),
    "registry": ("people.json", "", use_registry),  # filled in below
    "documents": ("a.jsonl", json.dumps(DOCUMENT) + "\n", use_documents),
    "decisions": ("a.csv", "decision,id,other_id\nsame,P1,P2\n", use_decisions),
    "corrections": ("a.csv", "doc_id,action,start,end,from,to\na,remove,,,Ada Okafor,\n", use_corrections),
    "marked in JSON": ("a.jsonl", json.dumps(PLAIN) + "\n", use_marked),
    "marked by us": ("a.jsonl", json.dumps(DOCUMENT) + "\n", use_marked),
    "marks of brat": (
        "a.ann",
        "T1\tQuotation 0 19\tx\nE1\tQuotation:T1\n#1\tAnnotatorNotes T1\tAda\n",
        use_marked,
    ),
    "text of brat": ("a.txt", TEXT, lambda p: read_brat(p.with_suffix(".ann"))),
    "XML": (
        "a.xml",
        '<r><WORD text="“" ByteCount="0,1"><attribution id="a"><attributionRole roleValue="content"/>'
        '</attribution></WORD><WORD ByteCount="1,4">The</WORD></r>',
        use_marked,
    ),
    "text of XML": ("a.txt", "“The", lambda p: read_parc(p.with_suffix(".xml"))),
    "language pack": ("reporting.json", json.dumps(LISTS["reporting"]), use_pack),
}
JSON_LINES = ("people as JSON lines", "documents", "marked in JSON", "marked by us")
JSON_FILES = ("people as JSON", "people of Wikidata", "registry", "language pack")


def placed(folder: Path, name: str, content: bytes) -> Path:
    """The file, and what must stand beside it."""
    folder.mkdir(exist_ok=True)
    file = READERS[name][0]
    if name == "text of XML":
        (folder / "a.xml").write_text(READERS["XML"][1], encoding="utf-8")
    elif "brat" in name:
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
        (folder / "a.ann").write_text(READERS["marks of brat"][1], encoding="utf-8")
    elif name == "language pack":
        folder = folder / "qaa"
        folder.mkdir(exist_ok=True)
        for other, lists in LISTS.items():
            (folder / f"{other}.json").write_text(json.dumps(lists), encoding="utf-8")
    (folder / file).write_bytes(content)
    return folder / file


@pytest.fixture(scope="module", autouse=True)
def registry_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("registry") / "people.json"
    saved().save(file)
    READERS["registry"] = ("people.json", file.read_text(encoding="ascii"), use_registry)


def read(name: str, path: Path) -> bool:
    """Whether it is read; our errors name the file, but where two of its texts do not go together."""
    try:
        READERS[name][2](path)
    except ArgumentError as error:
        assert "two texts have the id" in str(error)
        return False
    except (InputFileError, PackError) as error:
        assert error.path.startswith(os.fspath(path.parent)), error
        assert len(error.message) < 500, "in a few words"
        return False
    return True


# ------------------------------------------------------------------------------------- damage to the whole

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"",
    "blank": lambda whole: b" \n\r\n\t",
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "cut before its end": lambda whole: whole.rstrip()[:-1],
    "binary": lambda whole: bytes(range(256)) * 20,
    "an image": lambda whole: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + whole,
    "NUL": lambda whole: whole[:9] + b"\0" + whole[9:],
    "all NUL": lambda whole: b"\0" * 5_000,
    "a mark of the byte order": lambda whole: b"\xef\xbb\xbf" + whole,
    "two marks of the byte order": lambda whole: b"\xef\xbb\xbf\xef\xbb\xbf" + whole,
    "UTF-16": lambda whole: whole.decode().encode("utf-16"),
    "UTF-32": lambda whole: whole.decode().encode("utf-32"),
    "Latin-1": lambda whole: whole + "é".encode("latin-1"),
    "a lone surrogate in UTF-8": lambda whole: whole + b"\xed\xa0\x80",
    "one long line": lambda whole: b"x," * 200_000,
    "one long word": lambda whole: b"x" * 300_000,
    "one long cell": lambda whole: whole + b'"' + b"x" * 300_000,
    "many short lines": lambda whole: b"x\n" * 20_000,
    "old line ends": lambda whole: whole.replace(b"\n", b"\r"),
    "twice": lambda whole: whole + whole,
    "deep lists": lambda whole: b"[" * 200_000,
    "deep lists, whole": lambda whole: b"[" * 200_000 + b"]" * 200_000,
    "deep objects": lambda whole: b'{"a":' * 200_000,
    "deep XML": lambda whole: b"<a>" * 20_000,
    "a number of 5,000 digits": lambda whole: b"1" * 5_000,
    "NaN": lambda whole: b"NaN",
    "a list of Infinity": lambda whole: b"[-Infinity]",
    "null": lambda whole: b"null",
    "a number": lambda whole: b"5",
    "a string": lambda whole: b'"x"',
    "true": lambda whole: b"true",
    "an empty list": lambda whole: b"[]",
    "an empty object": lambda whole: b"{}",
    "a list of lists": lambda whole: b"[[[]]]",
    "a key twice": lambda whole: b'{"id": "a", "id": "b"}',
    "an object of another kind": lambda whole: b'{"format": "quoteattr people", "schema": 1}',
}


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file(name: str, tmp_path: Path) -> None:
    whole = READERS[name][1].encode()
    assert read(name, placed(tmp_path / "whole", name, whole)), "the whole one is read"
    for number, change in enumerate(DAMAGE.values()):
        read(name, placed(tmp_path / str(number), name, change(whole)))


@pytest.mark.parametrize("name", READERS)
def test_what_is_no_file(name: str, tmp_path: Path) -> None:
    path = placed(tmp_path / "gone", name, b"")
    path.unlink()
    beside = ("text of XML", "language pack")  # may be missing: it is said in the XML, or another list
    assert not read(name, path) or name in beside
    path.mkdir()
    assert not read(name, path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read")
@pytest.mark.parametrize("name", READERS)
def test_what_may_not_be_read(name: str, tmp_path: Path) -> None:
    path = placed(tmp_path / "a", name, READERS[name][1].encode())
    path.chmod(0)
    assert not read(name, path)


# --------------------------------------------------------------------------------- damage at each key

VALUES = [
    *(None, True, 5, -1, 0.5, 1.5, 10**400, "", "x", "\ud800", "P1"),
    *([], [5], ["x"], [[0, 10**400]], {}, {"x": 5}),
]


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside."""
    if way:
        yield way
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*way, key))


def damaged(whole: Any) -> Iterator[Any]:
    """The document with each value in turn left out, there twice, and replaced by each of VALUES; of places
    that differ in the index alone, the first."""
    kinds = {
        tuple("*" if isinstance(step, int) else step for step in way): way for way in [*places(whole)][::-1]
    }
    for *way, key in kinds.values():
        for change in ("left out", "twice", *VALUES):
            made = copy.deepcopy(whole)
            at = made
            for step in way:
                at = at[step]
            if change == "left out":
                del at[key]
            elif change != "twice":
                at[key] = change
            elif isinstance(at, list):
                at.insert(key, copy.deepcopy(at[key]))
            yield made


MANY = {"documents", "marked by us"}
"""What has more than a thousand places to damage."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.integration if name in MANY else ())
        for name in (*JSON_LINES, *JSON_FILES)
    ],
)
def test_damage_at_each_key(name: str, tmp_path: Path) -> None:
    for made in damaged(json.loads(READERS[name][1])):
        read(name, placed(tmp_path / "a", name, json.dumps(made).encode("ascii") + b"\n"))


def test_damage_at_each_key_of_a_document() -> None:
    """What is taken can be exported, corrected and read again."""
    for made in damaged(ANALYSIS.to_dict()):
        try:
            analysis = Analysis.from_dict(made)
        except DocumentError:
            continue
        use_analysis(analysis)


def deep(levels: int) -> Any:
    value: Any = 5
    for _ in range(levels):
        value = {"x": [value]}
    return value


@pytest.mark.parametrize("unit", ["codepoints", "utf16"])
def test_documents_that_no_file_can_hold(unit: Any) -> None:
    document = ANALYSIS.to_dict(offsets=unit)
    for value in (deep(50_000), 10**5_000, float("nan"), float("inf"), b"x", {5}, object()):
        for key in (*document, "of a later version"):
            try:
                use_analysis(Analysis.from_dict({**document, key: value}))
            except DocumentError as error:
                assert len(str(error)) < 500


# ------------------------------------------------------------------------------------- the command line

BAD_NAME = "a\x1b[31m\x07\x9b\x7f\u202e\u2028\ufeffz"


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """The exit status, and what is printed."""
    try:
        status = main(list(map(str, arguments)))
    except SystemExit as end:  # argparse: a wrong option
        status = int(str(end.code))
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def controls(shown: str) -> set[str]:
    return {c for c in shown if unicodedata.category(c) in {*HIDDEN, "Zl", "Zp"} and c != "\n"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with whole files, and one that is nested too deeply under each ending."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", BAD_NAME + ".txt"):
        Path(name).write_text(TEXT, encoding="utf-8")
    for name in ("a.jsonl", BAD_NAME + ".jsonl"):
        Path(name).write_text(line(ANALYSIS.to_dict(), BAD_NAME) + "\n", encoding="utf-8")
    for ending in ("json", "jsonl", "csv", "ann", "xml"):
        Path(f"deep.{ending}").write_bytes(b"[" * 200_000)
    Path("deep.txt").write_text("x", encoding="utf-8")
    return tmp_path


BAD_FILES = [
    (["a.txt", "--known", "deep.csv"], "line 1: is no CSV"),
    (["a.txt", "--corrections", "deep.csv"], "line 1: is no CSV"),
    (["people", "deep.jsonl"], "line 1: is not JSON lines: it is nested too deeply"),
    (["people", "a.jsonl", "--known", "deep.json"], "is not JSON: it is nested too deeply"),
    (["people", "a.jsonl", "--known", "deep.jsonl"], "line 1: is not JSON lines: it is nested too deeply"),
    (["people", "a.jsonl", "--registry", "deep.json"], "is not JSON: it is nested too deeply"),
    (["people", "a.jsonl", "--decisions", "deep.csv"], "name the --registry"),
    (["evaluate", "deep.jsonl"], "line 1: is not JSON lines: it is nested too deeply"),
    (["evaluate", "a.jsonl", "deep.jsonl"], "line 1: is not JSON lines: it is nested too deeply"),
    (["evaluate", "deep.ann"], "line 1: is not brat standoff"),
    (["evaluate", "deep.xml"], "line 1: is not XML"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD_FILES, ids=[" ".join(row[0]) for row in BAD_FILES])
def test_a_damaged_file_is_one_line(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = said(capsys, *arguments)
    assert (status, out, err.count("\n"), err[:11]) == (2, "", 1, "quoteattr: ")
    assert message in err


NO_TEXT = ("base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib")  # bytes or strings of the same kind
NO_FILES = ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape")
NO_NAMES = ("foo", "", "\x1b[31m", "../x", "utf-8\0", "x" * 10_000)


@pytest.mark.parametrize("encoding", [*NO_TEXT, *NO_FILES, *NO_NAMES], ids=lambda name: name[:20] or "none")
@pytest.mark.parametrize("command", ["", "corpus", "evaluate"])
def test_an_encoding_that_is_none_is_one_line(
    command: str, encoding: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = "a.jsonl" if command == "evaluate" else "a.txt"
    output = ("--output", "out") if command == "corpus" else ()
    status, out, err = said(capsys, *filter(None, [command]), file, *output, "--encoding", encoding)
    assert (status, out, err.count("\n"), controls(err)) == (2, "", 1, set())
    assert err.startswith("quoteattr: --encoding: no such text encoding")
    assert not Path("out").exists()


def test_every_encoding_of_python_reads_or_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for encoding in sorted({*aliases.values(), *NO_FILES}):
        status, _, err = said(capsys, "a.txt", "--encoding", encoding)
        assert status in (0, 2), encoding
        assert err.count("\n") == (status == 2), encoding


# ----------------------------------------------------------------------------- what reaches the terminal

PRINTED = [
    ("plain words", "plain words", "as they are"),
    ("naïve Zoë 東京 \U0001f600", "naïve Zoë 東京 \U0001f600", "letters of every script"),
    ("two\nlines\tand\r\nmore", "two lines and more", "on one line"),
    ("\x1b]0;t\x07", r"\x1b]0;t\x07", "what sets the window's title"),
    ("\x9b31m\x7f\b", r"\x9b31m\x7f\x08", "C1, DEL and backspace"),
    ("a\u202eb\u2066c\u200fd", r"a\u202eb\u2066c\u200fd", "what turns the line around"),
    ("a\u2028b\x85c", "a b c", "other line ends"),
    ("\udc9b", r"\udc9b", "a byte of a file's name that is no UTF-8"),
    ("\ufeff\U000e0041", r"\ufeff\U000e0041", "what cannot be seen"),
    ("x" * 2_000, "x" * 1_000 + "…", "a damaged file may be one line"),
]


@pytest.mark.parametrize(("message", "shown", "why"), PRINTED, ids=[row[2] for row in PRINTED])
def test_messages_move_no_cursor(message: str, shown: str, why: str) -> None:
    assert printable(message) == shown


GONE = f"{BAD_NAME}-gone"
LOUD = [
    [GONE],
    ["a.txt", "--known", GONE],
    ["a.txt", "--corrections", GONE],
    ["a.txt", "--language", GONE],
    ["a.txt", "--genre", GONE],
    ["a.txt", "--output", f"{GONE}/x"],
    ["a.txt", f"--{BAD_NAME}"],
    ["corpus", GONE, "--output", "out"],
    ["corpus", "a.txt", "--output", f"{BAD_NAME}.txt"],
    ["people", GONE],
    ["people", "a.jsonl", "--registry", f"{BAD_NAME}.jsonl"],
    ["evaluate", GONE],
    ["evaluate", f"{BAD_NAME}.txt"],
    ["evaluate", "a.jsonl", "--type", BAD_NAME],
    ["evaluate", "a.jsonl", "--type", f"x={BAD_NAME}"],
]


@pytest.mark.parametrize("arguments", LOUD, ids=lambda one: " ".join(one).encode("unicode_escape").decode())
def test_no_error_moves_the_cursor(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = said(capsys, *arguments)
    assert (status, out, controls(err)) == (2, "", set())
    assert "\\x1b[31m" in err or arguments[-1].startswith("--"), "the name is shown"


QUIET = [
    ["--format", "table"],
    ["--format", "script"],
    ["--review", "5"],
]


@pytest.mark.parametrize("options", QUIET, ids=" ".join)
def test_a_text_moves_no_cursor(options: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = TEXT.replace("Ada", "A\x1bda").replace("pier", "p\x07\x9b\u202eier") + "\x1b[2J"
    Path("hostile.txt").write_text(hostile, encoding="utf-8")
    status, out, err = said(capsys, "hostile.txt", f"{BAD_NAME}.txt", *options)
    assert (status, controls(out), err) == (0, set(), "")


def test_tables_of_corpora_move_no_cursor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(line(ANALYSIS.to_dict(), BAD_NAME))
    for speaker in document["speakers"]:
        speaker["name"] += BAD_NAME
        speaker["roles"] = [f"the {BAD_NAME} mayor"]
    Path("a.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    for arguments in (["people", "a.jsonl"], ["evaluate", "a.jsonl", f"{BAD_NAME}.jsonl"]):
        status, out, err = said(capsys, *arguments)
        assert (status, controls(out), controls(err)) == (0, set(), set())


def test_data_stays_exact(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what is for a terminal is changed."""
    name = f"{BAD_NAME}.txt"
    assert json.loads(said(capsys, name, "--format", "jsonl")[1])["id"] == name
    assert name in said(capsys, name, "--format", "csv")[1]


@pytest.mark.skipif(os.name != "posix", reason="descriptors of POSIX")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_traceback(closed: str, folder: Path) -> None:
    command = f'"{sys.executable}" -W error -m quoteattr - a.txt {closed}'
    env = {**os.environ, "PYTHONPATH": str(Path(quoteattr.__file__).parent.parent)}
    done = subprocess.run(["sh", "-c", command], env=env, stdin=subprocess.DEVNULL, capture_output=True)
    assert done.returncode == 2
    assert done.stderr in (b"quoteattr: -: is empty\n", b"")
