"""What README and docs show is what happens: every block of Python and of commands runs, and prints what
the page shows behind it (``python tools/pages.py`` writes that anew). The site builds without a warning, and
shows itself without fetching anything."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import accuracy_page
import pages
import quoteattr

ROOT = Path(__file__).resolve().parent.parent
PAGES = pages.pages(ROOT)
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", [p for p in PAGES if pages.blocks(p)], ids=named)
def test_code_on_the_page_prints_what_the_page_shows(page: Path) -> None:
    if lacking := pages.missing(page):
        pytest.skip(f"needs {', '.join(lacking)}")
    with pages.own_folder():
        printed = pages.outputs(page, pages.blocks(page))
    for block, output in zip(pages.blocks(page), printed, strict=True):
        assert block.shown in (None, output), block.program


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_that_could_run_is_found(page: Path) -> None:
    """Python is always run; an output belongs to a block that runs."""
    text = page.read_text(encoding="utf-8")
    found = pages.blocks(page)
    assert len([b for b in found if b.language == "python"]) == len(
        re.findall(r"^```python$", text, re.MULTILINE)
    )
    shown = [b for b in found if b.shown is not None]
    assert len(shown) == len(re.findall(r"^```text$", text, re.MULTILINE)), (
        "an output behind no block that runs"
    )


# What is shown and does not run: why, by the page and the first words of the block.
NOT_RUN = {
    ("README.md", "python -m venv"): "installs; .ci/run and tools/try_install.py do it",
    ("tutorial.md", "$ python -m venv"): "installs",
    ("accuracy.md", "$ python -m venv"): "installs, and measures for minutes; needs the corpora",
    ("exports.md", "$ python tools/check_exports.py"): "takes minutes; needs the corpora",
    ("exports.md", "[entities]"): "a file of brat's",
    ("spark.md", "import pyarrow"): "needs Ray or Dask; the page says so",
    ("spark.md", "import ray"): "needs Ray; the page says so",
    ("spark.md", "import dask"): "needs Dask; the page says so",
}


def test_what_does_not_run_is_known() -> None:
    """Whatever its language, a block runs, is the output of one that does, is a directive, or is listed."""
    found, unknown = set(), []
    for page in PAGES:
        ran = {block.start for block in pages.blocks(page)}
        for block in FENCE.finditer(page.read_text(encoding="utf-8")):
            if block.start() in ran or block[1] == "text" or block[1].startswith("{"):
                continue
            known = {
                (name, start) for name, start in NOT_RUN if name == page.name and block[2].startswith(start)
            }
            found |= known
            unknown += [] if known else [f"{page.name}: {block[2]}"]
    assert unknown == []
    assert found == set(NOT_RUN), "listed, and not there"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_accuracy_page_is_what_the_scoreboard_says_today() -> None:
    """After tools/scoreboard.py: python tools/accuracy_page.py."""
    scoreboard = json.loads(accuracy_page.SCOREBOARD.read_text(encoding="utf-8"))
    assert accuracy_page.PAGE.read_text(encoding="utf-8") == accuracy_page.page(scoreboard)


def table_rows(page: Path) -> dict[str, list[str]]:
    """The first cell of each row of each table, and the others; of two alike the first. "…" stands for the
    beginning of the row above."""
    rows: dict[str, list[str]] = {}
    above = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            first, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            first = first.replace("…", f"{above}:")
            above = first.partition(":")[0]
            rows.setdefault(first, cells)
    return rows


# README's name of a figure, and that of the accuracy page
RENAMED = {"words found, soft F1": "soft F1", "words exactly, F1": "exact F1", "organisation": "organization"}


def test_the_figures_of_the_readme_are_those_of_the_accuracy_page() -> None:
    readme, accuracy = table_rows(ROOT / "README.md"), table_rows(accuracy_page.PAGE)
    costs = json.loads(accuracy_page.SCOREBOARD.read_text(encoding="utf-8"))["costs"]
    speeds = [f"{costs[key]:,.0f}" for key in ("words_per_second", "rules_words_per_second")]
    assert readme.pop("words a second, one core")[:2] == speeds
    women, men = (accuracy[f"right person: quoted {who}"][:2] for who in ("women", "men"))
    pairs = [" / ".join(pair) for pair in zip(women, men, strict=True)]
    assert readme.pop("right person: quoted women / men")[:2] == pairs
    assert len(readme) > 12
    for name, cells in readme.items():
        for old, new in RENAMED.items():
            name = name.replace(old, new)
        assert cells == accuracy[name], name


# ------------------------------------------------------------------------------------------ the site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site: a warning is an error."""
    for package in ("sphinx", "myst_parser", "furo"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed (extra [docs])")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "docs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_site_has_every_page(site: Path) -> None:
    for page in PAGES[1:]:
        built = site / page.relative_to(ROOT / "docs").with_suffix(".html")
        assert built.is_file(), page
        entry = f'href="{built.relative_to(site).as_posix()}"'
        assert page.name == "index.md" or entry in (site / "index.html").read_text(encoding="utf-8"), page


def test_viewing_the_site_fetches_nothing(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|link|iframe|source)\b[^>]*?(?:src|href)=\"([^\"]*)\"", text)
        assert [url for url in loaded if "//" in url] == [], page.name
    for sheet in site.rglob("*.css"):
        urls = re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", sheet.read_text(encoding="utf-8"))
        assert [url for pair in urls for url in pair if re.match(r"[\"']?(https?:)?//", url)] == [], (
            sheet.name
        )


def public_names() -> list[str]:
    rooms = ("quoteattr", "quoteattr.people", "quoteattr.evaluation")
    return [f"{room}.{name}" for room in rooms for name in importlib.import_module(room).__all__]


def test_the_reference_has_every_public_name(site: Path) -> None:
    inventory = (site / "objects.inv").read_bytes()
    names = zlib.decompress(inventory.split(b"zlib.\n", 1)[1]).decode("utf-8")
    described = {line.split(" ")[0] for line in names.splitlines()}
    assert [name for name in public_names() if name not in described] == []
    assert f"{quoteattr.Analysis.__name__}.to_tei" in names
