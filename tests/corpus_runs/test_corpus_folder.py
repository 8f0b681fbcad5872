"""The folder that a corpus is written to: what is damaged is told, and nothing of anybody else is touched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_runs import RULES, contents, documents, in_this_process, text, write

from quoteattr.corpus import Job, Progress, run
from quoteattr.errors import InputFileError

OUT = Path("out")
ROWS = [text(n) if n not in (1, 4) else None for n in range(6)]  # two fail, so that errors.jsonl has lines


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six texts; ``whole`` is what an undisturbed run makes of them."""
    monkeypatch.setattr("quoteattr.parallel.in_processes", in_this_process)
    monkeypatch.chdir(tmp_path)
    write(Path("in.jsonl"), "\n".join(json.dumps({"text": row}) for row in ROWS))
    made(output="whole")


def made(on_progress: Callable[[Progress], None] | None = None, **changes: Any) -> Progress:
    job = {"inputs": ["in.jsonl"], "part": 2, "output": "out", "attributor": RULES, **changes}
    return run(Job(**job), on_progress)


class Stopped(Exception):
    """A run that ends in the middle."""


def stopped(texts: int = 4, **changes: Any) -> None:
    """A run that is stopped behind so many texts, as if killed: two parts are written, by default."""

    def tell(progress: Progress) -> None:
        if progress.texts == texts + 1:
            raise Stopped

    with pytest.raises(Stopped):
        made(tell, **changes)


def same() -> bool:
    return contents(OUT) == contents(Path("whole"))


# ------------------------------------------------------------------------------------ damage


def cut(name: str, by: int = 7) -> Callable[[], None]:
    def damage() -> None:
        raw = Path(OUT, name).read_bytes()
        Path(OUT, name).write_bytes(raw[:-by])

    return damage


def flip(name: str) -> Callable[[], None]:
    """One bit of it."""

    def damage() -> None:
        raw = bytearray(Path(OUT, name).read_bytes())
        raw[len(raw) // 2] ^= 1
        Path(OUT, name).write_bytes(raw)

    return damage


def lose(name: str) -> Callable[[], None]:
    return lambda: Path(OUT, name).unlink()


def folder_instead(name: str) -> Callable[[], None]:
    def damage() -> None:
        Path(OUT, name).unlink()
        Path(OUT, name).mkdir()

    return damage


def more(name: str, what: bytes) -> Callable[[], None]:
    def damage() -> None:
        with open(Path(OUT, name), "ab") as stream:
            stream.write(what)

    return damage


DAMAGE: list[tuple[Callable[[], None], str]] = [
    (lose("part-00000.jsonl"), "part-00000.jsonl is gone"),
    (lose("part-00001.jsonl"), "part-00001.jsonl is gone"),
    (cut("part-00000.jsonl"), r"part-00000.jsonl has [\d,]+ bytes of [\d,]+"),
    (flip("part-00000.jsonl"), "part-00000.jsonl was changed"),
    (flip("part-00001.jsonl"), "part-00001.jsonl was changed"),
    (more("part-00001.jsonl", b"\n"), "part-00001.jsonl has"),
    (folder_instead("part-00000.jsonl"), "part-00000.jsonl "),
    (lose("errors.jsonl"), "errors.jsonl is gone"),
    (cut("errors.jsonl"), r"errors.jsonl has \d+ bytes of \d+"),
    (cut("errors.jsonl", 10**6), r"errors.jsonl has 0 bytes of \d+"),
    (flip("errors.jsonl"), "errors.jsonl was changed"),
]


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize(("damage", "message"), DAMAGE)
def test_what_is_damaged_is_told_and_stays(damage: Callable[[], None], message: str, complete: bool) -> None:
    made() if complete else stopped()
    damage()
    there = tree(OUT)
    with pytest.raises(InputFileError, match=message) as caught:
        made(resume=True)
    assert "cannot be resumed" in str(caught.value)
    assert "put back what was written, or write it anew with --force" in str(caught.value)
    assert tree(OUT) == there
    if not OUT.joinpath("part-00000.jsonl").is_dir():
        made(force=True)
        assert same()


def tree(folder: Path) -> dict[str, bytes | None]:
    return {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()}


def test_a_message_names_some_of_many() -> None:
    made(part=1)
    for path in OUT.glob("part-*"):
        path.unlink()
    with pytest.raises(InputFileError, match=r"part-00002.jsonl is gone and 3 more; put back"):
        made(part=1, resume=True)


def test_the_same_bytes_put_back_are_no_damage() -> None:
    stopped()
    part = Path(OUT, "part-00000.jsonl")
    raw = part.read_bytes()
    part.unlink()
    Path("elsewhere").write_bytes(raw)
    part.symlink_to(Path("elsewhere").resolve())  # on another disk, say: it is only read
    made(resume=True)
    assert same()


# ------------------------------------------------------------------------------------ manifests


def manifest(change: Callable[[dict[str, Any]], None]) -> None:
    found = json.loads(Path(OUT, "corpus.json").read_bytes())
    change(found)
    Path(OUT, "corpus.json").write_text(json.dumps(found), encoding="ascii")


def dated(found: dict[str, Any]) -> None:
    """As they were before there were digests."""
    del found["written"]["files"], found["written"]["error_digest"], found["plan"]["max text"]


def test_a_folder_without_digests_is_not_gone_on_with() -> None:
    stopped()
    manifest(dated)
    there = contents(OUT)
    with pytest.raises(InputFileError, match="an earlier version wrote it; write it anew with --force"):
        made(resume=True)
    assert contents(OUT) == there
    write(Path(OUT, "part-00002.jsonl"), "mine")  # two parts are written
    write(Path(OUT, "part-00017.jsonl"), "mine too")
    with pytest.raises(InputFileError, match=r"part-00002.jsonl: is in the way, and is of somebody else"):
        made(force=True)
    Path(OUT, "part-00002.jsonl").rename("moved")
    made(resume=True)
    assert Path(OUT, "part-00017.jsonl").read_bytes() == b"mine too"
    Path(OUT, "part-00017.jsonl").unlink()
    assert same()


def put(*where: Any) -> Callable[[dict[str, Any]], None]:
    *path, last, value = where

    def change(found: Any) -> None:
        for key in path:
            found = found[key]
        found[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        put("written", None),
        put("written", []),
        put("plan", 7),
        put("plan", "format", []),
        put("plan", "format", "xml"),
        put("written", "parts", 10**9),
        put("written", "parts", -1),
        put("written", "parts", "2"),
        put("written", "parts", 1),
        put("written", "texts", 1.5),
        put("written", "complete", 1),
        put("written", "error_bytes", None),
        put("written", "error_digest", 7),
        put("written", "unfit", [{"row": "1", "message": ""}]),
        put("written", "unfit", [7]),
        put("written", "more", 1),
        put("written", "files", {}),
        put("written", "files", [["part-00000.jsonl", 1, ""], ["../in.jsonl", 1, ""]]),
        put("written", "files", 0, ["part-00000.jsonl", "1", ""]),
        put("written", "files", 0, 0, "in.jsonl"),
        put("former", ["../in.jsonl"]),
        put("former", ["notes.txt"]),
        put("former", ["corpus.json"]),
        put("former", [7]),
        put("former", 7),
    ],
)
@pytest.mark.parametrize("how", ["resume", "force"])
def test_a_manifest_of_somebody_else_is_refused(change: Callable[[Any], None], how: str) -> None:
    stopped()
    write(Path(OUT, "notes.txt"), "mine")
    manifest(change)
    there = contents(OUT)
    with pytest.raises(InputFileError, match=r"corpus.json: is no manifest of this command"):
        made(**{how: True})
    assert contents(OUT) == there


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[" * 200_000, b"\xff", b"7", b"null", b'{"plan": {}}', b"9" * 5000, b"\0" * 100]
)
def test_what_is_no_manifest_is_refused(raw: bytes) -> None:
    stopped()
    Path(OUT, "corpus.json").write_bytes(raw)
    for how in ("resume", "force"):
        with pytest.raises(InputFileError, match="is no manifest of this command"):
            made(**{how: True})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
@pytest.mark.parametrize("name", ["corpus.json", "errors.jsonl", "part-00000.jsonl"])
def test_a_pipe_in_the_place_of_a_file_is_never_waited_for(name: str) -> None:
    stopped()
    Path(OUT, name).unlink()
    os.mkfifo(Path(OUT, name))
    with pytest.raises(InputFileError, match="is not a regular file"):
        made(resume=True)


# ------------------------------------------------------------------------------------ of somebody else

DRAFTS = (".part-00000.jsonl.draft", ".part-00002.jsonl.draft", ".corpus.json.draft")


@pytest.fixture
def mine() -> Iterator[Path]:
    """A file elsewhere, which nothing may change."""
    path = Path("mine.txt")
    path.write_bytes(b"mine")
    yield path.resolve()
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("name", DRAFTS)
@pytest.mark.parametrize("how", [{}, {"resume": True}, {"force": True}])
def test_no_draft_is_written_through_a_link(name: str, how: dict[str, bool], mine: Path) -> None:
    """Where the draft is needed, it is refused; else the link stays as it is."""
    OUT.mkdir()
    if how:
        stopped()
    Path(OUT, name).symlink_to(mine)
    if how.get("resume") and name == DRAFTS[0]:
        made(**how)  # that part is written already
    else:
        with pytest.raises(InputFileError, match=rf"\{name}|not of this command"):
            made(**how)
    assert Path(OUT, name).is_symlink()
    Path(OUT, name).unlink()
    made(resume=True)
    assert same()


def test_a_draft_with_a_second_name_keeps_that() -> None:
    """As a copy of the folder by hard links has it."""
    stopped()
    write(Path("kept"), "half of a part")
    os.link("kept", Path(OUT, ".part-00002.jsonl.draft"))
    made(resume=True)
    assert same()
    assert Path("kept").read_bytes() == b"half of a part"


def to_link(mine: Path) -> None:
    path = Path(OUT, "errors.jsonl")
    mine.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(mine)


def to_hard_link(mine: Path) -> None:
    path = Path(OUT, "errors.jsonl")
    mine.unlink()
    os.link(path, mine)


@pytest.mark.parametrize(
    ("change", "message"), [(to_link, "is a link"), (to_hard_link, r"has a second name \(a hard link\)")]
)
def test_errors_are_never_added_to_another_file(
    change: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    stopped()
    mine = tmp_path / "mine"
    mine.write_bytes(b"")
    change(mine)
    before = mine.read_bytes()
    with pytest.raises(InputFileError, match=message):
        made(resume=True)
    made(force=True)
    assert mine.read_bytes() == before
    assert same()


@pytest.mark.parametrize("note", [b"my note", b"my note\n", b'{"doc_id":"x"}\n', b"[]\n", b"{\n", b"\xff\n"])
@pytest.mark.parametrize("texts", [0, 4])
def test_a_note_behind_the_errors_is_never_cut_off(note: bytes, texts: int) -> None:
    stopped(texts)
    errors = Path(OUT, "errors.jsonl")
    with open(errors, "ab") as stream:
        stream.write(note)
    there = errors.read_bytes()
    with pytest.raises(InputFileError, match=r"errors.jsonl: has lines of somebody else at its end"):
        made(resume=True)
    assert errors.read_bytes() == there
    if not texts:  # of no run: --force has no right to it either
        with pytest.raises(InputFileError, match=r"errors.jsonl: has lines of somebody else"):
            made(force=True)
        assert errors.read_bytes() == there


@pytest.mark.parametrize("size", [1, 9, 12, 40, 10**6])
@pytest.mark.parametrize("texts", [0, 2])
def test_lines_of_a_killed_run_behind_the_errors_are(size: int, texts: int) -> None:
    stopped(texts)
    line = b'{"doc_id":"in.jsonl:9","file":"in.jsonl","row":9,"error":"E","message":"m"}\n'
    with open(Path(OUT, "errors.jsonl"), "ab") as stream:
        stream.write((line * 2)[:size])
    made(resume=True)
    assert same()


def test_force_removes_what_the_manifest_names_and_nothing_else() -> None:
    made()
    theirs = ("part-00003.jsonl", "part-00099.jsonl", "attributions-00000.csv", "documents-00000.parquet")
    drafts = (".part-00099.jsonl.draft", ".attributions-00001.csv.draft", ".notes.draft")
    for name in (*theirs, *drafts):
        write(Path(OUT, name), "mine")
    made(force=True)
    found = contents(OUT)
    assert {name: found.pop(name) for name in (*theirs, *drafts)} == dict.fromkeys(
        (*theirs, *drafts), b"mine"
    )
    assert found == contents(Path("whole"))


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
@pytest.mark.parametrize("how", ["resume", "force"])
def test_a_part_never_takes_the_place_of_a_file(kind: str, how: str, mine: Path) -> None:
    stopped()
    path = Path(OUT, "part-00002.jsonl")
    if kind == "file":
        path.write_bytes(b"mine")
    elif kind == "link":
        path.symlink_to("nowhere")
    else:
        path.mkdir()
    with pytest.raises(InputFileError, match=r"part-00002.jsonl: is in the way, and is of somebody else"):
        made(**{how: True})
    assert kind != "file" or path.read_bytes() == b"mine"
    path.rename("moved")
    made(resume=True)
    assert same()


def test_what_is_in_the_way_is_told_before_the_work() -> None:
    stopped(0)
    Path(OUT, "part-00000.jsonl").write_bytes(b"mine")
    told: list[Progress] = []
    with pytest.raises(InputFileError, match="is in the way"):
        made(told.append, resume=True)
    assert told == []


def test_a_file_that_comes_meanwhile_is_not_replaced() -> None:
    path = Path(OUT, "part-00001.jsonl")

    def tell(progress: Progress) -> None:
        if progress.texts == 3:  # the part is begun
            path.write_bytes(b"mine")

    with pytest.raises(InputFileError, match="is in the way"):
        made(tell)
    assert path.read_bytes() == b"mine"
    assert len(list(OUT.glob("part-*"))) == 2
    path.unlink()
    made(resume=True)
    assert same()


def test_errors_that_are_changed_meanwhile_are_told() -> None:
    def tell(progress: Progress) -> None:
        if progress.texts == 3:
            Path(OUT, "errors.jsonl").write_bytes(b"")

    with pytest.raises(InputFileError, match=r"errors.jsonl: was changed while the corpus was written"):
        made(tell)
    assert Path(OUT, "errors.jsonl").read_bytes() == b""


@pytest.mark.parametrize("length", [250, 255])
def test_a_long_name_is_a_name(length: int) -> None:
    name = "o" * length
    made(output=name)
    assert contents(Path(name)) == contents(Path("whole"))


def test_former_files_are_removed_though_the_run_is_killed_before() -> None:
    """--force says what it will remove before it does."""
    stopped(format="csv")
    names = [*contents(OUT), ".documents-00002.csv.draft"]
    names.remove("corpus.json")
    write(Path(OUT, ".documents-00002.csv.draft"), "half")
    found = json.loads(Path("whole", "corpus.json").read_bytes())
    nothing = {"parts": 0, "texts": 0, "failed": 0, "attributions": 0, "error_bytes": 0, "complete": False}
    found["written"] |= nothing | {"files": [], "error_digest": EMPTY}
    found["former"] = names
    Path(OUT, "corpus.json").write_text(json.dumps(found), encoding="ascii")
    write(Path(OUT, "attributions-00077.csv"), "mine")
    made(resume=True)
    assert Path(OUT, "attributions-00077.csv").read_bytes() == b"mine"
    Path(OUT, "attributions-00077.csv").unlink()
    assert same()


EMPTY = "cae66941d9efbd404e4d88758ea67670"  # of no bytes


def test_a_part_whose_name_was_not_given_yet_gets_it() -> None:
    made()
    for name in ("part-00002.jsonl",):
        Path(OUT, name).rename(OUT / f".{name}.draft")
    assert made(resume=True).texts == 6
    assert same()
    Path(OUT, "part-00002.jsonl").rename(OUT / ".part-00002.jsonl.draft")
    flip(".part-00002.jsonl.draft")()
    with pytest.raises(InputFileError, match=r"part-00002.jsonl is gone"):
        made(resume=True)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_name_that_cannot_be_given_is_given_by_the_next_run(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest names the part by then, so its drafts are all there is of it."""
    made(output="another", format=form)
    replace = os.replace

    def failing(source: str, target: str) -> None:
        if "-00001." in target:
            raise OSError(5, "the disk has gone")
        replace(source, target)

    with monkeypatch.context() as patch, pytest.raises(InputFileError, match="out: the disk has gone"):
        patch.setattr(os, "replace", failing)
        made(format=form)
    assert made(format=form, resume=True).texts == 6
    assert contents(OUT) == contents(Path("another"))


@pytest.mark.parametrize("names", [["documents"], ["attributions", "documents"], ["attributions"]])
def test_of_two_tables_each_gets_its_name(names: list[str]) -> None:
    made(output="tables", format="csv")
    made(format="csv")
    for name in names:
        Path(OUT, f"{name}-00002.csv").rename(OUT / f".{name}-00002.csv.draft")
    made(format="csv", resume=True)
    assert contents(OUT) == contents(Path("tables"))


def test_documents_are_all_there() -> None:
    assert [one["id"] for one in documents(Path("whole"))] == [f"in.jsonl:{n}" for n in (1, 3, 4, 6)]
