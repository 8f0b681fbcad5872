"""quoteattr corpus --corrections: every row is done or reported, on the first run and when it is resumed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_corpus_command import command, contents, documents, text

HEADER = "doc_id,action,start,end,from,to\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    rows = [json.dumps({"text": text(n), "id": f"n{n}"}) for n in range(20)]
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def corrections(folder: Path, *rows: str) -> Path:
    path = folder / "rows.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


ON_NEWS = ("news.jsonl", "--id-field", "id", "--part", 6, "--workers", 2, "--output", "out")


def speakers(folder: Path) -> dict[str, list[str]]:
    return {one["id"]: [speaker["name"] for speaker in one["speakers"]] for one in documents(folder / "out")}


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_rows_are_done_in_their_texts_alone(form: str, news: Path) -> None:
    rows = corrections(news, "n3,merge,,,Liam Brandt,Elias Brandt", "n17,remove,,,Tom Aldous,")
    arguments = (*ON_NEWS, "--format", form)
    assert command(news, *arguments)[0] == 0
    before = contents(news / "out")
    code, said = command(news, *arguments, "--corrections", rows, "--force")
    assert (code, len(said.splitlines())) == (1, 3), said  # Elias Brandt is in no text: the row is reported
    rows = corrections(news, "n17,remove,,,Tom Aldous,")
    assert command(news, *arguments, "--corrections", rows, "--force")[0] == 0
    after = contents(news / "out")
    changed = {name for name in before if before[name] != after[name]}
    tables = {"jsonl": {"part-00002.jsonl"}, "csv": {"attributions-00002.csv", "documents-00002.csv"}}
    assert changed - {"corpus.json"} <= tables[form]
    assert changed & tables[form]


def test_what_does_not_fit_is_told_again_when_it_is_resumed(news: Path) -> None:
    rows = corrections(
        news,
        "n1,remove,,,Tom Aldous,",
        "n1,reassign,5,9,Tom Aldous,Ada Okafor",
        "n19,remove,,,Nobody,",
        "n99,remove,,,Tom Aldous,",
    )
    arguments = (*ON_NEWS, "--corrections", rows)
    first = command(news, *arguments)
    assert first[0] == 1
    assert [
        one for one in ("row 3:", "row 4:", "row 5: no text has the doc_id 'n99'") if one in first[1]
    ] == [
        "row 3:",
        "row 4:",
        "row 5: no text has the doc_id 'n99'",
    ]
    assert "3 of 4 rows not applied" in first[1]
    whole = contents(news / "out")
    assert command(news, *arguments, "--resume") == first
    manifest = json.loads(whole["corpus.json"])
    manifest["written"] = {"parts": 1, "texts": 6, "attributions": 0, "failed": 0, "error_bytes": 0}
    (news / "out" / "corpus.json").write_text(json.dumps(manifest), encoding="utf-8")
    code, said = command(news, *arguments, "--resume")
    assert (code, said.splitlines()[:-1]) == (1, first[1].splitlines()[:-1])
    parts = {name: content for name, content in contents(news / "out").items() if name.startswith("part")}
    assert parts.items() <= whole.items()
    assert "Tom Aldous" not in speakers(news)["n1"]


def test_other_corrections_are_another_run(news: Path) -> None:
    assert command(news, *ON_NEWS, "--corrections", corrections(news, "n1,remove,,,Tom Aldous,"))[0] == 0
    rows = corrections(news, "n2,remove,,,Martha Quill,")
    code, said = command(news, *ON_NEWS, "--corrections", rows, "--resume")
    assert code == 2
    assert "cannot be resumed, the run before had other corrections" in said


@pytest.mark.parametrize("option", ["--corrections", "--known"])
def test_a_file_in_the_folder_of_the_output_is_refused(option: str, news: Path) -> None:
    """With --force it would be removed where it has the name of a part."""
    assert command(news, *ON_NEWS, "--format", "csv")[0] == 0
    mine = news / "out" / "documents-00009.csv"
    mine.write_text(HEADER, encoding="utf-8")
    code, said = command(news, *ON_NEWS, "--format", "csv", "--force", option, mine)
    assert (code, said) == (2, f"quoteattr: {mine}: lies in out, where the output goes\n")
    assert mine.read_text(encoding="utf-8") == HEADER
