"""quoteattr corpus --corrections: done in every format, every other row reported, after --resume too."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_runs import contents, documents, text, write

from quoteattr import Analysis, Attributor, attribute
from quoteattr.cli import main
from quoteattr.corpus import Job, Progress, read_corrections, run

HEADER = "doc_id,action,start,end,from,to\n"
ROWS = HEADER + (
    "in.jsonl:1,reassign,39,57,Ada Okafor,Rosa Lind\n"
    "in.jsonl:5,merge,,,Nobody,Ada Okafor\n"
    "in.jsonl:3,remove,,,Ada Okafor,\n"
    "in.jsonl:2,reassign,39,57,Tom Aldous,\n"
    "elsewhere,remove,,,Ada Okafor,\n"
    "in.jsonl:2,reassign,39,99,Tom Aldous,\n"
    "in.jsonl:6,remove,,,Tom Aldous,\n"
)
REPORT = [
    "quoteattr: in.jsonl:3: NotAString: 'text' is a number, not a string",
    "quoteattr: 6 texts, 10 quotations, 1 failed: see out/errors.jsonl",
    "quoteattr: fix.csv, row 3: no speaker 'Nobody' in this text; there are: Ada Okafor (s1)",
    "quoteattr: fix.csv, row 4: the text failed, see errors.jsonl",
    "quoteattr: fix.csv, row 6: no text has the doc_id 'elsewhere'",
    "quoteattr: fix.csv, row 7: no quotation goes from 39 to 99; was the text changed?",
    "quoteattr: fix.csv: 4 of 7 rows not applied",
]
COMMAND = ["corpus", "in.jsonl", "--output", "out", "--part", "1", "--workers", "1"]


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [json.dumps({"text": text(n) if n != 2 else 7}) for n in range(6)]
    write(Path("in.jsonl"), "\n".join(rows))
    write(Path("fix.csv"), ROWS)


def report(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """What the command says; its status is 1."""
    assert main([*COMMAND, "--corrections", "fix.csv", *options]) == 1
    return capsys.readouterr().err.splitlines()


def test_what_fits_is_done_and_the_rest_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys) == REPORT
    found = [Analysis.from_dict(one) for one in documents(Path("out"))]
    said = [[a.speaker and a.speaker.name for a in analysis] for analysis in found]
    assert said[:2] == [["Rosa Lind", "Ada Okafor"], [None, "Tom Aldous"]]
    assert said[-1] == [None, None]
    # texts that no row is about are as they always are
    assert found[2] == attribute(text(3))


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_format_is_of_the_corrected(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    assert report(capsys, "--format", form) == REPORT
    path = f"out/attributions-00000.{form}"
    if form == "csv":
        with open(path, encoding="utf-8", newline="") as stream:
            rows = [(row["speaker_name"], row["rule"]) for row in csv.DictReader(stream)]
    else:
        from quoteattr.export.arrow import read_parquet

        rows = [(row["speaker_name"], row["rule"]) for row in read_parquet(path, ["speaker_name", "rule"])]
    assert rows[0] == ("Rosa Lind", "human")
    assert rows[1][0] == "Ada Okafor" and rows[1][1] != "human"


@pytest.mark.integration
@pytest.mark.parametrize("texts", [1, 4, 6])  # before any part, behind the text that failed, the last
def test_the_report_is_whole_wherever_the_run_was_stopped(
    texts: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(progress: Progress) -> None:
        if progress.texts == texts:
            raise KeyboardInterrupt

    fix = read_corrections("fix.csv")
    job = Job(inputs=["in.jsonl"], output="out", attributor=Attributor(), corrections=fix, part=1)
    with pytest.raises(KeyboardInterrupt):
        run(job, stop)
    written = json.loads(Path("out/corpus.json").read_bytes())["written"]
    assert written["texts"] == texts - 1
    assert report(capsys, "--resume") == REPORT
    there = contents(Path("out"))
    assert report(capsys, "--resume") == REPORT  # it is kept with what is written
    assert contents(Path("out")) == there
    assert report(capsys, "--force") == REPORT
    assert contents(Path("out")) == there


def other_rows() -> None:
    write(Path("fix.csv"), ROWS.replace("Rosa Lind", "Eva Strand"))


def more_rows() -> None:
    write(Path("fix.csv"), ROWS + "in.jsonl:4,remove,,,Ada Okafor,\n")


def no_rows() -> None:
    write(Path("fix.csv"), HEADER)


@pytest.mark.parametrize("change", [other_rows, more_rows, no_rows])
def test_a_corpus_is_resumed_with_the_same_corrections_alone(
    change: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(capsys) == REPORT
    there = contents(Path("out"))
    change()
    assert main([*COMMAND, "--corrections", "fix.csv", "--resume"]) == 2
    assert "cannot be resumed, the run before had other corrections (was 7 (" in capsys.readouterr().err
    assert contents(Path("out")) == there


def test_the_same_rows_in_another_file_are_the_same_corrections(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys) == REPORT
    Path("fix.csv").rename("moved.csv")
    assert main([*COMMAND, "--corrections", "moved.csv", "--resume"]) == 1


def test_ids_are_those_of_the_field(capsys: pytest.CaptureFixture[str]) -> None:
    """As the HTML view writes them for a spreadsheet, too."""
    write(Path("in.jsonl"), json.dumps({"n": "=7", "text": text(0)}))
    write(Path("fix.csv"), HEADER + "'=7,remove,,,Ada Okafor,\n")
    assert main([*COMMAND, "--id-field", "n", "--corrections", "fix.csv"]) == 0
    (document,) = documents(Path("out"))
    assert [a.speaker for a in Analysis.from_dict(document)] == [None, None]
    assert capsys.readouterr().err == "quoteattr: 1 text, 2 quotations\n"


@pytest.mark.integration
@pytest.mark.parametrize(("option", "content"), [("--known", "name\nAda Okafor\n"), ("--corrections", ROWS)])
@pytest.mark.parametrize("how", ["--force", "--resume"])
def test_a_file_that_is_read_never_lies_where_the_output_goes(
    option: str, content: str, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMMAND]) == 1
    kept, real = Path("out/attributions-00000.csv"), Path("real.csv")  # --force removes other formats
    for path in (kept, real):
        path.write_text(content, encoding="utf-8")
        if path == real:
            kept.unlink()
            kept.symlink_to(real.resolve())
        capsys.readouterr()
        assert main([*COMMAND, option, str(kept), how]) == 2
        assert "lies in out, where the output goes" in capsys.readouterr().err
        assert kept.read_text(encoding="utf-8") == content
