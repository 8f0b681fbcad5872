"""The command line, run as people run it."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from quoteattr import Analysis, __version__, attribute
from quoteattr.export.jsonl import schema
from quoteattr.export.records import COLUMNS

SRC = Path(__file__).parent.parent / "src"
TEXT = (
    "“We never signed it,” harbour master Zoë Okafor told reporters on Friday.\r\n\r\n"
    "Councillor Liam Brandt said that the quay was unsafe.\r\n"
)


def run(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONWARNINGS": "error", "COLUMNS": "80", **environment}
    command = [sys.executable, "-m", "quoteattr", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=env, timeout=60)


def printed(*arguments: object, stdin: bytes = b"", **environment: str) -> str:
    done = run(*arguments, stdin=stdin, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    return path


# ------------------------------------------------------------------------------------------ formats


def test_table(file: Path) -> None:
    lines = printed(file).splitlines()
    assert lines[0].endswith("ferry.txt")
    assert any(line.split()[:3] == ["Zoë", "Okafor", "direct"] for line in lines)
    assert any(line.startswith("Cast") for line in lines)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("columns", ["40", "60", "120"])
def test_table_fits_the_terminal(file: Path, columns: str) -> None:
    assert max(map(len, printed(file, COLUMNS=columns).splitlines())) <= int(columns)


def test_jsonl(file: Path) -> None:
    lines = printed("--format", "jsonl", file, "-", stdin=TEXT.encode()).splitlines()
    documents = [json.loads(line) for line in lines]
    assert [d["id"] for d in documents] == [str(file), "-"]
    for document in documents:
        jsonschema.validate(document, schema())
        assert Analysis.from_dict(document) == attribute(TEXT)


def test_csv(file: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(printed("--format", "csv", file, file), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["doc_id"] for row in rows} == {str(file)}
    assert len(rows) == 2 * len(attribute(TEXT))


def test_html(file: Path) -> None:
    page = printed("--format", "html", file, file)
    assert page.startswith("<!DOCTYPE html>")
    assert page.count('<div class="quoteattr">') == 2
    assert page.count("<style>\n") == 1


def test_offsets_are_of_the_file_as_it_is(file: Path) -> None:
    (document,) = map(json.loads, printed("--format", "jsonl", file).splitlines())
    assert document["text"] == TEXT


def test_the_same_whatever_the_hash_seed(file: Path) -> None:
    answers = {printed("--format", "jsonl", file, PYTHONHASHSEED=str(seed)) for seed in range(3)}
    assert len(answers) == 1


def test_a_byte_order_mark_is_no_text(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert json.loads(printed("--format", "jsonl", file))["text"] == TEXT


# ------------------------------------------------------------------------------------------ options


def test_quoted_mode(file: Path) -> None:
    assert "indirect" not in printed(file, "--mode", "quoted", "--format", "csv")


def test_genre(file: Path) -> None:
    assert json.loads(printed(file, "--genre", "fiction", "--format", "jsonl"))["genre"] == "fiction"


def test_known(file: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,known_id\nZoë Okafor,Q1\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(printed(file, "--known", people, "--format", "csv"))))
    assert [row["known_id"] for row in rows if row["speaker_name"] == "Zoë Okafor"] == ["Q1"]


def test_encoding(file: Path) -> None:
    file.write_bytes(TEXT.encode("utf-16"))
    assert json.loads(printed(file, "--encoding", "utf-16", "--format", "jsonl"))["text"] == TEXT


def test_standard_output_is_utf_8_everywhere(file: Path) -> None:
    assert "Zoë Okafor" in printed(file, PYTHONIOENCODING="ascii")
    assert "Zoë Okafor" in printed(file, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")


def test_version() -> None:
    assert printed("--version") == f"quoteattr {__version__}\n"


# ------------------------------------------------------------------------------------------- output


def test_output(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert printed(file, "--format", "jsonl", "--output", target) == ""
    assert json.loads(target.read_bytes())["id"] == str(file)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ferry.txt", "out.jsonl"]
    if os.name == "posix":
        umask = os.umask(0)
        os.umask(umask)
        assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask


def test_output_is_never_overwritten_without_force(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("precious", encoding="utf-8")
    done = run(file, "--format", "csv", "--output", target)
    assert done.returncode == 2
    assert done.stderr.decode() == f"quoteattr: {target}: exists already; --force replaces it\n"
    assert target.read_text(encoding="utf-8") == "precious"
    printed(file, "--format", "csv", "--output", target, "--force")
    assert target.read_text(encoding="utf-8").startswith("doc_id,")


def test_a_text_is_never_overwritten(file: Path) -> None:
    done = run(file, "--output", file, "--force")
    assert (done.returncode, file.read_bytes().decode()) == (2, TEXT)
    assert b"is one of the texts" in done.stderr


def test_no_output_from_half_a_run(file: Path, tmp_path: Path) -> None:
    assert run(file, tmp_path / "none", "--output", tmp_path / "out").returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["ferry.txt"]


@pytest.mark.skipif(os.name != "posix", reason="links and devices of POSIX")
def test_output_through_a_link_and_to_a_device(file: Path, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    printed(file, "--output", tmp_path / "link", "--force")
    assert (tmp_path / "link").is_symlink()
    assert "Okafor" in (tmp_path / "real").read_text(encoding="utf-8")
    assert printed(file, "--output", "/dev/null") == ""
    assert not Path("/dev/null").is_file()


# ------------------------------------------------------------------------------------------- errors


def test_errors_are_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b" \n\r\n")
    (tmp_path / "latin").write_bytes(b"one\ntwo \xeb\n")
    (tmp_path / "wide").write_bytes("“x”".encode("utf-16"))
    (tmp_path / "good").write_bytes(b"x")
    (tmp_path / "people.csv").write_bytes(b"name,kind\nAda,robot\n")
    good = tmp_path / "good"
    cases: list[tuple[list[object], str]] = [
        ([tmp_path / "none"], f"{tmp_path / 'none'}: No such file or directory"),
        ([tmp_path], f"{tmp_path}: Is a directory"),
        ([tmp_path / "empty"], f"{tmp_path / 'empty'}: is empty"),
        ([tmp_path / "latin"], f"{tmp_path / 'latin'}, line 2: is not utf-8 (see --encoding)"),
        ([tmp_path / "wide"],
         f"{tmp_path / 'wide'}, line 1: is not utf-8; it looks like utf-16 (see --encoding)"),
        ([good, "--encoding", "utf-99"], f"{good}: --encoding utf-99: no such text encoding"),
        ([good, "--encoding", "hex"], f"{good}: --encoding hex: no such text encoding"),
        ([good, "--language", "xx"], "language: no language pack 'xx'; installed: en"),
        ([good, "--known", tmp_path / "none"], f"{tmp_path / 'none'}: No such file or directory"),
        ([good, "--known", tmp_path / "people.csv"],
         f"{tmp_path / 'people.csv'}, line 2: kind must be one of person, organization, group, not 'robot'"),
        ([good, "--output", tmp_path], f"{tmp_path}: is a folder"),
        ([good, "--output", tmp_path / "no" / "where"],
         f"{tmp_path / 'no' / 'where'}: No such file or directory"),
        ([tmp_path / "a\nb"], f"{tmp_path / 'a'} b: No such file or directory"),
    ]  # fmt: skip
    for arguments, message in cases:
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, b""), arguments
        assert done.stderr.decode() == f"quoteattr: {message}\n"


def test_every_bad_file_is_named(file: Path) -> None:
    done = run("none", file, "neither")
    assert (done.returncode, done.stdout) == (2, b"")
    assert [line.split(":")[1] for line in done.stderr.decode().splitlines()] == [" none", " neither"]


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "xml", "x"], ["--genre", "poem", "x"], ["--nonsense"]]
)
def test_wrong_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"usage: quoteattr" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "html"])
def test_a_broken_pipe_is_quiet(file: Path, form: str) -> None:
    command = [sys.executable, "-m", "quoteattr", "--format", form, *[str(file)] * 300]
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(20)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
