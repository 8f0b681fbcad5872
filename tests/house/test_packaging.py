"""What a package index gets: built without a fault, complete, small, and with links that lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hangs import HANG
from places import ROOT

import quoteattr
from tools.docs import pages

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
META: dict[str, Any] = PROJECT["project"]
REPOSITORY = "https://example.org/r"
MOST_BYTES = 1_048_576
"""Of the wheel: a megabyte as 1,024 times 1,024 bytes."""


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LINKS = [
    ("[a](docs/a.md)", f"[a]({REPOSITORY}/blob/v1/docs/a.md)", "a page"),
    ("[a](docs/a.md#b)", f"[a]({REPOSITORY}/blob/v1/docs/a.md#b)", "a place on it"),
    ("![a](docs/a.png)", f"![a]({REPOSITORY}/raw/v1/docs/a.png)", "a picture is the file itself"),
    ("![of “b”: c, d](docs/a.png)", f"![of “b”: c, d]({REPOSITORY}/raw/v1/docs/a.png)", "with much to say"),
    ("[a](https://b.org/c)", "[a](https://b.org/c)", "elsewhere"),
    ("[a](#b)", "[a](#b)", "on the same page"),
    ("[a](mailto:b@c.org)", "[a](mailto:b@c.org)", "a mail"),
    ("[a](b c)", "[a](b c)", "no link"),
]


@pytest.mark.parametrize(("given", "wanted", "why"), LINKS, ids=[row[-1] for row in LINKS])
def test_links_for_an_index(hook: ModuleType, given: str, wanted: str, why: str) -> None:
    assert hook.for_an_index(given, REPOSITORY, "1") == wanted


def test_every_link_of_the_readme_leads_to_a_file_of_the_checkout(hook: ModuleType) -> None:
    shown = hook.for_an_index((ROOT / "README.md").read_text(encoding="utf-8"), REPOSITORY, "1")
    targets = re.findall(r"\]\(([^)\s]+)\)", shown)
    assert targets and all(target.startswith(("https://", "#")) for target in targets)
    ours = [target for target in targets if target.startswith(REPOSITORY)]
    paths = [re.sub(rf"^{REPOSITORY}/(?:blob|raw)/v1/|#.*$", "", target) for target in ours]
    assert paths and [path for path in paths if not (ROOT / path).is_file()] == []
    assert "docs/html-view.png" in paths


def test_what_the_project_says_of_itself() -> None:
    assert (META["license"], META["license-files"]) == ("MIT", ["LICENSE"])
    assert not [one for one in META["classifiers"] if one.startswith("License ::")], "PEP 639 has no such"
    assert {"Documentation", "Repository", "Issues", "Changelog"} <= set(META["urls"])
    assert all(url.startswith("https://") for url in META["urls"].values())
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {quoteattr.__version__}\n" in citation and "\nlicense: MIT\n" in citation
    for name in ("CITATION.cff", "SECURITY.md", "CONTRIBUTING.md", ".readthedocs.yaml"):
        if "repository" in (text := (ROOT / name).read_text(encoding="utf-8")):
            assert META["urls"]["Repository"] in text or "github.com" not in text


def test_the_core_is_four_packages() -> None:
    names = {re.split(r"[<>=!~ ]", one)[0] for one in META["dependencies"]}
    assert names == {"attrs", "rapidfuzz", "regex"}


def test_nothing_says_that_an_index_has_it_before_it_does() -> None:
    """Its bare name on a command line stands behind words that say when."""
    for page in pages.pages():
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(r"pip install (?:-q )?quoteattr\b(?!\[)", text):
            before = text[max(0, found.start() - 200) : found.start()]
            assert re.search(r"once it is released|until quoteattr is released", before), page.name


# --------------------------------------------------------------------------------------------- as it is built


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an sdist, and of the wheel that is made of it."""
    for package in ("build", "hatchling"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed (extra [release])")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.integration
def test_the_wheel_is_small_and_holds_the_package_alone(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.stat().st_size < MOST_BYTES
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        read = message_from_string(archive.read(metadata).decode("utf-8"))
    assert {name.partition("/")[0] for name in names} == {"quoteattr", metadata.partition("/")[0]}
    assert {"quoteattr/py.typed", "quoteattr/people/page.css"} <= set(names)
    assert (read["License-Expression"], read["Version"]) == ("MIT", quoteattr.__version__)
    assert not re.search(r"\]\((?!https://|#)", str(read.get_payload()))


@pytest.mark.integration
def test_the_sdist_is_all_that_a_packager_tests_with(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    ours = {"tests/house/test_packaging.py", "docs/index.md", "examples/harbour.txt", "tools/docs/pages.py"}
    assert ours <= names
    assert {"CITATION.cff", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"} <= names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


@pytest.mark.integration
def test_an_index_takes_it(built: Path) -> None:
    if importlib.util.find_spec("twine") is None:
        pytest.skip("twine is not installed (extra [release])")
    files = [str(path) for path in built.iterdir()]
    command = [sys.executable, "-m", "twine", "check", "--strict", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG)
    assert done.returncode == 0, done.stdout + done.stderr
