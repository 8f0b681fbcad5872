"""What README and docs show is what happens: every block of Python and of commands runs, and prints what
the page shows behind it (``python -m tools.docs.pages`` writes that anew); it passes a strict type check, and
survives texts for which it was not written. The site builds without a warning, and shows itself without
fetching anything."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from hangs import HANG
from places import ROOT

import quoteattr
from quoteattr.export import records
from quoteattr.people import views
from quoteattr.verification import tables
from quoteattr.verification.persons import LEAST_CONFIDENCE, RIVAL, SURE
from tools.docs import accuracy_page, names_page, pages
from tools.scoreboard import oracle

EXAMPLES = ROOT / "examples"
PAGES = pages.pages(ROOT)
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def marks(page: Path) -> list[pytest.MarkDecorator]:
    """A page that starts Java, or runs over whole corpora, is no fast test."""
    slow = page.name == "corpora.md" or any(block.extra == "spark" for block in pages.blocks(page))
    return [pytest.mark.integration] if slow else []


RUN = [pytest.param(page, id=named(page), marks=marks(page)) for page in PAGES if pages.blocks(page)]


@pytest.mark.parametrize("page", RUN)
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


# ------------------------------------------------------------------------------ other people's texts

# Nobody is found, and of two of three answers there is neither cue nor mention.
NOBODY = """\
“The rain took the road, and the wind took the roof.”

The shops were shut.

“Nothing is left of the old pier but its name.”

It was cold.

The pier is said to be “a ruin.”
"""
OTHER_TEXTS = {
    "nobody found": NOBODY,
    "empty": "",
    "a story": (EXAMPLES / "clock.txt").read_text(encoding="utf-8"),
}
NOT_ABOUT = {
    ("evaluate.md", "nobody found"): "what it shows is gold: marks in one text",
    ("evaluate.md", "empty"): "likewise",
    ("evaluate.md", "a story"): "likewise",
    ("spark.md", "nobody found"): "slow; the story shows what a text of one's own changes",
    ("spark.md", "empty"): "slow, and a null and a text without a quotation stand in it already",
}
LONG = ("examples.md", "verify-prose.md")  # their code asks the most; README's command runs it as it stands
RETOLD = [
    pytest.param(
        page,
        text,
        id=f"{named(page)}-{name}",
        marks=[pytest.mark.integration] if page.name in LONG else marks(page),
    )
    for page in PAGES
    for name, text in OTHER_TEXTS.items()
    if pages.blocks(page) and (page.name, name) not in NOT_ABOUT
]


def test_the_other_texts_are_what_they_are_called() -> None:
    analyses = {name: quoteattr.attribute(text) for name, text in OTHER_TEXTS.items()}
    assert [(a.speaker, a.mention) for a in analyses["nobody found"]] == [(None, None)] * 3
    assert [a.cue is None for a in analyses["nobody found"]] == [True, True, False]
    assert len(analyses["empty"]) == 0
    assert (analyses["a story"].genre, len(analyses["a story"]) > 50) == ("fiction", True)


@pytest.mark.parametrize(("page", "text"), RETOLD)
def test_code_on_the_page_survives_other_texts(page: Path, text: str) -> None:
    """A reader's first change is to put in a text of their own."""
    if lacking := pages.missing(page):
        pytest.skip(f"needs {', '.join(lacking)}")
    if any(block.extra == "spark" for block in pages.blocks(page)):
        # Spark's Java goes on writing to the folder that it was started in: a process for each folder
        command = [sys.executable, "-m", "tools.docs.pages", "--about", text, str(page)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
    else:
        pages.survives(page, text)


OF_PYTHON = [p for p in PAGES if pages.module(p)]
PIPED = [p for p in OF_PYTHON if "Attributor" in pages.module(p) and ".pipe(" in pages.module(p)]


@pytest.mark.parametrize("page", PIPED, ids=named)
def test_code_on_the_page_survives_what_pipe_cannot_analyse(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lacking := pages.missing(page):
        pytest.skip(f"needs {', '.join(lacking)}")

    def fails(self: quoteattr.Attributor, text: str, **_: object) -> None:
        raise ValueError("no such text")

    names: dict[str, object] = {}
    printed = []
    with pages.own_folder():
        for block in pages.blocks(page):
            with monkeypatch.context() as patched:
                if ".pipe(" in block.program:
                    patched.setattr(quoteattr.Attributor, "attribute", fails)
                printed.append(pages.run(block, names, page))
    assert "no such text" in "".join(printed)


def test_what_a_page_brings_itself_is_what_reads_like_a_sentence(tmp_path: Path) -> None:
    """And nothing else is replaced by another text."""
    program = (
        'a = "It rained."\nb = ("It " "rained, “all night.”\\n")\nc = "no text"\nd = "x.csv"\n'
        'e = f"{a} It rained."\nprint([a, b, c, d, e])\n'
    )
    block = pages.Block(0, 0, "python", program, None, None)
    other = "Snow."
    assert (
        pages.run(block, {}, tmp_path, other) == f"{[other, other, 'no text', 'x.csv', 'Snow. It rained.']}\n"
    )


def notebook_module(path: Path) -> str:
    """Its cells of code. The functions of a notebook need not say what they take."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return "\n\n".join(["# mypy: allow-untyped-defs, allow-untyped-calls", *code, ""])


def test_code_on_the_pages_and_in_examples_passes_a_strict_type_check(tmp_path: Path) -> None:
    """With the project's own settings; a line of page_x.py is that line of the page. What pandas, Spark and
    spaCy give is of any type, as in the library itself."""
    if importlib.util.find_spec("mypy") is None:
        pytest.skip("mypy is not installed (extra [dev])")
    modules = {f"page_{page.stem.replace('-', '_')}": pages.module(page) for page in OF_PYTHON}
    modules |= {f"notebook_{path.stem}": notebook_module(path) for path in EXAMPLES.glob("*.ipynb")}
    for name, program in modules.items():
        (tmp_path / f"{name}.py").write_text(program, encoding="utf-8")
    written = [*sorted(tmp_path.iterdir()), *sorted(EXAMPLES.glob("*.py"))]
    assert len(written) == len(OF_PYTHON) + 3 + 3
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", *map(str, written)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_module_of_a_page_has_its_lines(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n\n```python\na = 1\n```\n\n```sh\nquoteattr a\n```\n\n```python\nb = 2\n```\n")
    assert pages.module(page) == "\n\n\na = 1\n\n\n\n\n\n\n\nb = 2\n"


# ------------------------------------------------------------------------------------ what does not run

# What is shown and does not run: why, by the page and the first words of the block.
NOT_RUN = {
    ("README.md", "python -m venv"): "installs; .ci/run and tools/checks/install.py do it",
    ("tutorial.md", "$ python -m venv"): "installs",
    ("verify-prose.md", "set -e"): "installs; for the CI of the reader",
    ("accuracy.md", "$ python -m venv"): "installs, and measures for minutes; needs the corpora",
    ("exports.md", "$ python -m tools.checks.exports"): "takes minutes; needs the corpora",
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
    """After tools/scoreboard/board.py: python -m tools.docs.accuracy_page."""
    scoreboard = json.loads(accuracy_page.SCOREBOARD.read_text(encoding="utf-8"))
    assert accuracy_page.PAGE.read_text(encoding="utf-8") == accuracy_page.page(scoreboard)
    rows = json.loads(oracle.FIGURES.read_text(encoding="utf-8"))
    assert oracle.PICTURE.read_text(encoding="utf-8") == oracle.picture(rows)


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


# What README says of real pages in prose, and the figure that it is, rounded as there.
IN_PROSE = [
    (
        r"(\d+) of 100\s+quotations of persons go to the right one",
        lambda pages: f"{pages['persons']['by_quotation']:.0f}",
    ),
    (r"where each person has one vote, (\d+)", lambda pages: f"{pages['persons']['by_person']:.0f}"),
    (r"The confidence is ([\d.]+) points off", lambda pages: f"{pages['calibration']['expected_error']}"),
    (
        r"of the surer half of the answers ([\d.]+) %",
        lambda pages: f"{pages['calibration']['precision_surer_half']}",
    ),
]


@pytest.mark.parametrize(("said", "figure"), IN_PROSE, ids=[said for said, _ in IN_PROSE])
def test_the_sentence_about_real_pages_has_the_figures_of_the_scoreboard(said: str, figure: Any) -> None:
    measured = json.loads(accuracy_page.SCOREBOARD.read_text(encoding="utf-8"))["accuracy"]["wild.dev"]
    found = re.findall(said, (ROOT / "README.md").read_text(encoding="utf-8"))
    assert found == [figure(measured)]


def gained(percent: int) -> str:
    """Points that an oracle wins where that many percent of all answers, the least sure, are asked about."""
    measured = json.loads(oracle.FIGURES.read_text(encoding="utf-8"))
    rows = {row["share"]: row["right person"] for row in measured}
    return f"{rows[percent] - rows[0]:.1f}"


def of_novels(kind: str, *path: str) -> str:
    value = json.loads(accuracy_page.SCOREBOARD.read_text(encoding="utf-8"))["accuracy"][kind]
    for key in path:
        value = value[key]
    return f"{value:.0f}"


# What other pages say in prose, and the figure that it is.
ELSEWHERE = [
    ("how-to/novels.md", r"(\d+) of 100 quotations get", lambda: of_novels("pdnc.dev", "speaker", "all")),
    ("how-to/novels.md", r"characters, (\d+)\.", lambda: of_novels("pdnc.dev list", "speaker", "all")),
    (
        "how-to/novels.md",
        r"surer half it is (\d+)",
        lambda: of_novels("pdnc.dev", "calibration", "precision_surer_half"),
    ),
    (
        "how-to/novels.md",
        r"and (\d+) with a list",
        lambda: of_novels("pdnc.dev list", "calibration", "precision_surer_half"),
    ),
    ("how-to/second-opinion.md", r"right by ([\d.]+) points", lambda: gained(10)),
    ("how-to/second-opinion.md", r"least sure fifth, by ([\d.]+):", lambda: gained(20)),
    ("explanation/verdicts.md", r"at least ([\d.]+)\nwhere a name", lambda: f"{LEAST_CONFIDENCE['name']}"),
    ("explanation/verdicts.md", r"at least ([\d.]+) elsewhere", lambda: f"{SURE}"),
    ("explanation/verdicts.md", r"probability of ([\d.]+) or more", lambda: f"{RIVAL}"),
]


@pytest.mark.parametrize(("page", "said", "figure"), ELSEWHERE, ids=[f"{p}:{s}" for p, s, _ in ELSEWHERE])
def test_figures_in_prose_are_those_of_today(page: str, said: str, figure: Any) -> None:
    assert re.findall(said, (ROOT / "docs" / page).read_text(encoding="utf-8")) == [figure()]


# ------------------------------------------------------------------------------------------ the site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site: a warning is an error."""
    for package in ("sphinx", "myst_parser", "furo"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed (extra [docs])")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "docs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=HANG)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.integration
def test_the_site_has_every_page(site: Path) -> None:
    for page in PAGES[1:]:
        built = site / page.relative_to(ROOT / "docs").with_suffix(".html")
        assert built.is_file(), page
        entry = f'href="{built.relative_to(site).as_posix()}"'
        assert page.name == "index.md" or entry in (site / "index.html").read_text(encoding="utf-8"), page


@pytest.mark.integration
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


@pytest.mark.integration
def test_the_reference_has_every_public_name(site: Path) -> None:
    inventory = (site / "objects.inv").read_bytes()
    names = zlib.decompress(inventory.split(b"zlib.\n", 1)[1]).decode("utf-8")
    described = {line.split(" ")[0] for line in names.splitlines()}
    assert [name for name in public_names() if name not in described] == []
    assert f"{quoteattr.Analysis.__name__}.to_tei" in names


def test_the_page_of_names_is_what_the_code_says_today() -> None:
    """After a change of columns or rules: python -m tools.docs.names_page."""
    page = names_page.PAGE.read_text(encoding="utf-8")
    assert page == names_page.page()
    cells = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert all(len(cell) > 1 and all(one.strip() for one in cell) for cell in cells), "each has a meaning"
    columns = [*records.COLUMNS, *records.DOCUMENT_COLUMNS, *tables.COLUMNS, *views.COLUMNS]
    assert {f"`{name}`" for name in columns} <= {cell[0] for cell in cells}


@pytest.mark.parametrize("model", ["default", None])
@pytest.mark.parametrize("genre", ["news", "fiction"])
def test_every_name_in_an_answer_is_on_the_page_of_names(genre: str, model: str | None) -> None:
    page = names_page.PAGE.read_text(encoding="utf-8")
    lines = (ROOT / "tests" / "corpus" / "news.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES.rglob("*.txt")]
    texts += [json.loads(line)["text"] for line in lines]
    attributor = quoteattr.Attributor(genre=genre, model=model, min_report=0)  # type: ignore[arg-type]
    unknown = set()
    for analysis in map(attributor, texts):
        names = [name for one in analysis for name in one.rule.split("/")]
        for one in (evidence.rule for attribution in analysis for evidence in attribution.evidence):
            first, _, value = one.partition(" ")
            names += [one] if f"| `{one}` |" in page else [f"{first} …", value]
        names += [doubt.kind for doubt in analysis.doubts]
        unknown |= {name for name in names if f"`{name}`" not in page}
    assert unknown == set()


def test_every_kind_of_doubt_is_told():
    page = (ROOT / "docs" / "reference" / "doubts.md").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    kinds = {kind for source in sources for kind in re.findall(r"Doubt\(\s*\"([a-z-]+)\"", source)}
    assert kinds == set(re.findall(r"^\| `([a-z-]+)`", page, re.M))
