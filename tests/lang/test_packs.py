"""Language packs of one's own: found in the folders of QUOTEATTR_PACKS, checked when they are read."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from invented import LISTS, SAID

from quoteattr import Analysis, Attributor, Failure, worker
from quoteattr.errors import PackError, UnknownLanguageError
from quoteattr.lang.load import installed, load_pack, read_pack

TEXT = "»Dosa timi ne,« lara Vela Moran. Orin Tas ke suma. »Ba,« lara Orin Tas."


def written(folder: Path, lists: dict[str, Any]) -> Path:
    folder.mkdir(parents=True)
    for name, content in lists.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packs that quoteattr knows of."""
    load_pack.cache_clear()
    written(tmp_path / "qaa", LISTS)
    monkeypatch.setenv("QUOTEATTR_PACKS", str(tmp_path))
    return tmp_path


def speakers(analysis: Analysis | Failure) -> list[str | None]:
    assert isinstance(analysis, Analysis)
    return [a.speaker and a.speaker.name for a in analysis]


def test_a_pack_of_ones_own_reads_texts(packs: Path) -> None:
    analysis = Attributor(language="qaa").attribute(TEXT)
    assert speakers(analysis) == ["Vela Moran", "Orin Tas"]
    assert [a.confidence for a in analysis] == [None, None], "no weights, no calibrated confidence"
    assert analysis.provenance.pack == "qaa 1"


def test_worker_processes_find_it_too(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        worker, "context", lambda: multiprocessing.get_context("spawn")
    )  # with today's variables
    made = list(Attributor(language="qaa").pipe([TEXT] * 3, workers=2))
    assert [speakers(one) for one in made] == [["Vela Moran", "Orin Tas"]] * 3


@pytest.mark.parametrize("genre", ["news", "fiction", "auto"])
@pytest.mark.parametrize("mode", ["full", "quoted"])
def test_the_least_pack_is_enough_for_every_genre_and_mode(packs: Path, genre: Any, mode: Any) -> None:
    assert len(Attributor(language="qaa", genre=genre, mode=mode).attribute(TEXT)) == 2


def test_a_shipped_pack_is_not_replaced(packs: Path) -> None:
    written(packs / "en", {**LISTS, "pack": {"language": "en", "version": "mine"}})
    assert load_pack("en").version != "mine"


def test_without_the_folder_the_language_is_unknown(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "qaa" in installed()
    monkeypatch.delenv("QUOTEATTR_PACKS")
    with pytest.raises(UnknownLanguageError, match="no language pack 'qaa'"):
        Attributor(language="qaa")


BROKEN = [  # list, its content, what the error says
    ("pack", {"language": "zz", "version": "1"}, "language must be 'qab', like the folder"),
    ("pack", {"language": "qab"}, "version"),
    ("reporting", {"verbs": {}}, "nouns"),
    ("reporting", {**LISTS["reporting"], "verbs": {"lar": {"act": "speech"}}}, "'lar' has no 'forms'"),
    (
        "reporting",
        {**LISTS["reporting"], "verbs": {"lar": {**SAID, "forms": {"lara": "present"}}}},
        "'lara' of 'lar' is 'present', not past or s",
    ),
    ("pronouns", {"zi": {"person": 3}}, "'zi' has no 'number'"),
    ("function", {"ke": ["conjuncture"]}, "CONJUNCTURE"),
    ("titles", 3, "a list is missing or has another form"),
]


@pytest.mark.parametrize(("name", "content", "message"), BROKEN)
def test_a_damaged_pack_is_refused_when_it_is_read(
    name: str, content: Any, message: str, tmp_path: Path
) -> None:
    lists = {**LISTS, "pack": {"language": "qab", "version": "1"}, name: content}
    with pytest.raises(PackError, match=message):
        read_pack(written(tmp_path / "qab", lists))


@pytest.mark.parametrize("name", ["pack", "marks", "function", "pronouns", "reporting"])
def test_what_a_language_cannot_do_without(name: str, tmp_path: Path) -> None:
    lists = {other: content for other, content in LISTS.items() if other != name}
    with pytest.raises(PackError):
        read_pack(written(tmp_path / "qaa", lists))
