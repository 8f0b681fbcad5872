"""How every command writes a file: whole or not at all, and never over or through what is not its own."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from quoteattr import files
from quoteattr.cli import main
from quoteattr.people.registry import Registry

TEXT = "“Four,” said Ada Okafor.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("a.jsonl").write_text("", encoding="utf-8")
    Path("book.txt").write_text(f"CHAPTER I\n\n{TEXT}\nCHAPTER II\n\n{TEXT}", encoding="utf-8")


def registry(name: str) -> int:
    Registry().save(name)
    return 0


# each writes the file, or the folder, of that name
WRITERS: list[Callable[[str], int]] = [
    lambda name: main(["a.txt", "--format", "csv", "--output", name, "--force"]),
    lambda name: main(["a.txt", "--format", "tei", "--output", name, "--force"]),
    lambda name: main(["book.txt", "--chapters", name]),
    lambda name: main(["people", "a.jsonl", "--output", name, "--force"]),
    lambda name: main(["people", "a.jsonl", "--registry", name]),
    registry,
]
IDS = ["csv", "tei", "chapters", "people", "registry", "saved"]


@pytest.mark.parametrize("write", WRITERS, ids=IDS)
@pytest.mark.parametrize("name", ["n" * 250, "n" * 255, "é" * 127])
def test_a_name_may_be_as_long_as_the_system_takes(name: str, write: Callable[[str], int]) -> None:
    assert write(name) == 0
    assert Path(name).exists()
    assert sorted(os.listdir()) == sorted(["a.jsonl", "a.txt", "book.txt", name])


@pytest.mark.parametrize("write", [one for one, name in zip(WRITERS, IDS, strict=True) if name != "chapters"])
def test_what_is_replaced_keeps_who_may_read_it(write: Callable[[str], int]) -> None:
    assert write("kept") == 0
    os.chmod("kept", 0o600)
    assert write("kept") == 0
    assert stat.S_IMODE(os.stat("kept").st_mode) == 0o600


@pytest.mark.parametrize("write", [one for one, name in zip(WRITERS, IDS, strict=True) if name != "chapters"])
def test_the_other_name_of_what_is_replaced_keeps_what_it_had(write: Callable[[str], int]) -> None:
    assert write("kept") == 0
    os.link("kept", "other")
    before = Path("other").read_bytes()
    os.chmod("other", 0o644)
    assert write("kept") == 0
    assert Path("other").read_bytes() == before
    assert not os.path.samefile("kept", "other")


# ------------------------------------------------------------------------------------ the functions


def plain(path: Path) -> None:
    path.write_bytes(b"mine")


def link(path: Path) -> None:
    Path("mine").write_bytes(b"mine")
    path.symlink_to("mine")


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def hard(path: Path) -> None:
    Path("mine").write_bytes(b"mine")
    os.link("mine", path)


def inside(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("pipes with a name")
    os.mkfifo(path)


KINDS = [plain, link, dangling, hard, inside, pipe]


@pytest.mark.parametrize(
    ("kind", "may_read", "may_add", "removed"),
    [
        (plain, True, True, True),
        (link, True, False, False),
        (dangling, False, False, False),
        (hard, True, False, True),  # the other name stays
        (inside, False, False, False),
        (pipe, False, False, False),
    ],
)
@pytest.mark.parametrize("system", ["as it is", "without flags"])
def test_what_has_the_name_of_a_file(
    kind: Callable[[Path], None],
    may_read: bool,
    may_add: bool,
    removed: bool,
    system: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if system == "without flags":  # as Windows is
        if kind is pipe:
            pytest.skip("there are no pipes with a name where there is no O_NONBLOCK")
        monkeypatch.setattr(files, "_NO_LINK", 0)
        monkeypatch.setattr(files, "_NO_WAIT", 0)
    path = Path("x")
    kind(path)
    for open_it, may in ((files.opened, may_read), (files.owned, may_add), (files.created, False)):
        if may:
            with open_it("x") as stream:
                assert stream.read() == b"mine"
        else:
            with pytest.raises(OSError, match=r".") as caught:
                open_it("x")
            assert caught.value.strerror
    assert not Path("nowhere").exists()
    files.remove_plain("x")
    assert os.path.lexists("x") is not removed
    assert not Path("mine").exists() or Path("mine").read_bytes() == b"mine"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("links", [True, False])
def test_nothing_is_replaced_without_force(
    kind: Callable[[Path], None], links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:  # a file system without hard links

        def no_links(*paths: str) -> None:
            raise PermissionError

        kind(Path("x"))
        monkeypatch.setattr(os, "link", no_links)
    else:
        kind(Path("x"))
    before = os.lstat("x")
    with pytest.raises(FileExistsError), files.replaced("x", force=False) as stream:
        stream.write(b"theirs")
    assert os.lstat("x").st_ino == before.st_ino
    assert not [name for name in os.listdir() if name.endswith(".tmp")]


@pytest.mark.parametrize("links", [True, False])
def test_a_draft_gets_the_name(links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(os, "link", lambda *paths: (_ for _ in ()).throw(OSError(38, "not here")))
    with files.replaced("x", force=False) as stream:
        stream.write(b"new")
    assert Path("x").read_bytes() == b"new"
    assert not [name for name in os.listdir() if name.endswith(".tmp")]


def test_what_fails_leaves_nothing() -> None:
    Path("x").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), files.replaced("x", force=True) as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert Path("x").read_bytes() == b"old"
    assert not [name for name in os.listdir() if name.endswith(".tmp")]


def test_what_is_added_stands_at_the_end() -> None:
    with files.owned("x") as stream:
        stream.write(b"a")
    with files.owned("x") as stream:
        assert stream.read() == b"a"
        stream.seek(0)
        stream.write(b"b")
        files.closed(stream)
    assert Path("x").read_bytes() == b"ab"
