"""The examples do what they say: every script is run, every notebook executed and compared as committed."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from places import ROOT

from quoteattr import attribute, read_known
from tools.checks import install as try_install

EXAMPLES = ROOT / "examples"
NEWSROOM = EXAMPLES / "newsroom"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
LARGEST = 150_000  # bytes of a notebook


def run(folder: Path, program: str | Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, program, *arguments]
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")


def printed(folder: Path, script: str, *arguments: str | Path) -> str:
    done = run(folder, EXAMPLES / script, *arguments)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return done.stdout


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_short_and_say_how_to_run_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    assert f"    python examples/{path.name} " in text.split('"""')[1]


# --------------------------------------------------------------------------------------- scripts


# Whose gender only a list of first names tells; of all others the reports say "she", "Mr." or "spokesman".
NOT_SHOWN = {"Jo Lindqvist"}
GENDERS = {"female": "women", "male": "men", "other": "other", None: "unknown"}


@pytest.mark.parametrize("gender_from", ["any", "text"])
def test_speakers_by_gender_counts_every_quotation_of_people(tmp_path: Path, gender_from: str) -> None:
    """Against a count of our own: what people say, not what they deny or think."""
    shown = printed(tmp_path, "speakers_by_gender.py", NEWSROOM, "--gender-from", gender_from)
    rows = {label: numbers.split() for label, numbers in re.findall(r"^(\w+)((?: +\d+){4})$", shown, re.M)}
    expected: Counter[tuple[str, str]] = Counter()
    for path in NEWSROOM.glob("*.txt"):
        for said in attribute(path.read_text(encoding="utf-8")):
            cue, who = said.cue, said.speaker
            counts = cue is None or not (cue.negated or cue.modal or cue.act == "thought")
            if counts and who is not None and who.kind in ("person", "unnamed"):
                known = gender_from == "any" or who.name not in NOT_SHOWN
                label = GENDERS[who.gender] if known else "unknown"
                expected[label, said.quotation.kind] += 1
                expected[label, "all"] += 1
    kinds = ("direct", "mixed", "indirect", "all")
    assert rows == {label: [str(expected[label, kind]) for kind in kinds] for label in GENDERS.values()}
    assert expected["unknown", "all"] > 0, "unknown is shown as unknown"
    assert shown.startswith("7 documents, 1 of them without a quotation that counts\n")


def test_chapter_scripts_lose_no_word_of_the_book(tmp_path: Path) -> None:
    shown = printed(tmp_path, "chapter_scripts.py", EXAMPLES / "clock.txt", "scripts")
    files = sorted((tmp_path / "scripts").iterdir())
    assert [file.name for file in files] == re.findall(r"^(\S+): ", shown, re.MULTILINE)
    assert [file.name[:12] for file in files[1:]] == [f"{n:02}-chapter-i"[:12] for n in (1, 2, 3, 4)]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    read = " ".join(line.partition(": ")[2] for line in lines)
    assert read.split() == (EXAMPLES / "clock.txt").read_text(encoding="utf-8").split()
    assert "PHILIPPA GARROW: “That was my father,”" in lines and "NARRATOR: said Philippa." in lines
    counted = sum(map(int, re.findall(r" (\d+)(?:,|$)", shown, re.MULTILINE)))
    assert counted == len(read.split())


def test_chapter_scripts_take_a_list_of_people(tmp_path: Path) -> None:
    people = "name,aliases,kind,gender,known_id\nTansy Oakes,Mrs. Oakes,person,female,\n"
    (tmp_path / "cast.csv").write_text(people, encoding="utf-8")
    assert len(read_known(tmp_path / "cast.csv")) == 1
    shown = printed(tmp_path, "chapter_scripts.py", EXAMPLES / "clock.txt", "new", "--known", "cast.csv")
    assert "TANSY OAKES" in shown and "MRS. OAKES" not in shown


SAID = """
SELECT said.document, start_offset, end_offset, said.kind, quotation, name FROM attributions AS said
LEFT JOIN speakers ON speakers.document = said.document AND speakers.id = said.speaker
ORDER BY said.document, number
"""


def test_to_sqlite_holds_what_the_library_finds(tmp_path: Path) -> None:
    shown = printed(tmp_path, "to_sqlite.py", NEWSROOM, "said.db")
    analyses = {p.name: attribute(p.read_text(encoding="utf-8")) for p in sorted(NEWSROOM.glob("*.txt"))}
    database = sqlite3.connect(tmp_path / "said.db")
    try:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        documents = database.execute("SELECT id, genre, text, error FROM documents").fetchall()
        assert documents == [(name, found.genre, found.text, None) for name, found in analyses.items()]
        rows = database.execute(SAID).fetchall()
    finally:
        database.close()
    assert rows == [
        (name, q.start, q.end, q.kind, q.text, said.speaker and said.speaker.name)
        for name, found in analyses.items()
        for said in found
        for q in [said.quotation]
    ]
    solberg = [row for row in rows if row[5] == "Ingrid Solberg"]
    answer = f"Ingrid Solberg {len(solberg):>16} {len({row[0] for row in solberg}):>10}"
    assert answer in shown.splitlines()


REFUSED = [
    ("chapter_scripts.py", (EXAMPLES / "clock.txt", "there"), "there is there already"),
    ("to_sqlite.py", (NEWSROOM, "there"), "there is there already"),
    ("to_sqlite.py", (ROOT / "docs" / "_static", "new"), "has no .txt files"),
    ("speakers_by_gender.py", (ROOT / "docs" / "_static",), "has no .txt files"),
]


@pytest.mark.parametrize(("script", "arguments", "message"), REFUSED)
def test_scripts_refuse_and_overwrite_nothing(
    tmp_path: Path, script: str, arguments: tuple[str | Path, ...], message: str
) -> None:
    (tmp_path / "there").write_text("mine", encoding="utf-8")
    done = run(tmp_path, EXAMPLES / script, *arguments)
    assert done.returncode == 2 and message in done.stderr
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("there", "mine")]


# ------------------------------------------------------------------------------------- notebooks


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    return [
        cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind
    ]


@pytest.mark.integration
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_shows_today_what_is_committed(path: Path) -> None:
    """After a change of the answers: python -m tools.docs.notebooks, and read it again."""
    for module in ("nbclient", "nbformat", "ipykernel", "pandas", "matplotlib"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed (extras [notebook], [pandas] and [plot])")
    done = run(ROOT, "-m", "tools.docs.notebooks", "--check", path)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_executed_small_and_links_lead_somewhere(path: Path) -> None:
    assert path.stat().st_size < LARGEST
    code = cells(path, "code")
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    outputs = json.dumps([cell["outputs"] for cell in code])
    assert "qa-cast" in outputs or "image/png" in outputs, "the highlighted view is in it, or pictures"
    prose = "".join("".join(cell["source"]) for cell in cells(path, "markdown"))
    links = re.findall(r"\]\(([^)#:]+)", prose)
    assert links and [link for link in links if not (path.parent / link).exists()] == []


def test_rows_of_corrections_in_the_audit_apply(tmp_path: Path) -> None:
    """The file that the notebook shows is one that the command takes, every row of it."""
    texts = (
        "".join(o.get("text", ())) for c in cells(EXAMPLES / "news_audit.ipynb", "code") for o in c["outputs"]
    )
    (shown,) = [text for text in texts if text.startswith("doc_id,action")]
    rows = list(csv.DictReader(shown.splitlines()))
    (tmp_path / "corrected.csv").write_text(shown, encoding="utf-8")
    arguments = (
        "quoteattr",
        "newsroom/library.txt",
        "--corrections",
        tmp_path / "corrected.csv",
        "--format",
        "csv",
    )
    done = run(EXAMPLES, "-m", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    corrected = [row for row in csv.DictReader(done.stdout.splitlines()) if row["rule"] == "human"]
    given = {row["to"] for row in rows if row["action"] == "reassign"}
    assert {row["speaker_name"] for row in corrected} == given


# --------------------------------------------------------------------------------- the installation

FOUR = {"attrs": 500_000, "quoteattr": 4_000_000, "rapidfuzz": 12_000_000, "regex": 4_000_000}
FLOORS = [
    (19.9, FOUR, True, [], "all as promised"),
    (20.0, FOUR, True, ["seconds"], "20 s is not under 20 s"),
    (5.0, {**FOUR, "numpy": 1}, True, ["packages"], "one more"),
    (5.0, {"attrs": 1, "quoteattr": 1, "regex": 1, "numpy": 1}, True, ["packages"], "four, but others"),
    (5.0, {**FOUR, "regex": 14_000_000}, True, ["MB"], "30.5 MB together"),
    (5.0, FOUR, False, ["README's"], "the command fails"),
]


@pytest.mark.parametrize(("seconds", "sizes", "ran", "missed", "why"), FLOORS)
def test_try_install_misses_what_is_not_as_promised(
    seconds: float, sizes: dict[str, int], ran: bool, missed: list[str], why: str
) -> None:
    found = try_install.figures(seconds, sizes, ran)
    assert [figure.what.split()[0].rstrip(",") for figure in found if not figure.met] == missed


def test_try_install_runs_what_readme_tries_first() -> None:
    command = try_install.first_command((ROOT / "README.md").read_text(encoding="utf-8"))
    assert command[0] == "quoteattr" and all((ROOT / argument).is_file() for argument in command[1:])
    with pytest.raises(LookupError):
        try_install.first_command("nothing to run")
