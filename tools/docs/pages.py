"""Run the code on the pages of README.md and docs/, and write what it prints into them.

usage: python -m tools.docs.pages [PAGE.md ...]     (by default all pages; tests/docs compares)
       python -m tools.docs.pages --extra EXTRA PAGE.md    runs the blocks that need it, or none, and compares
       python -m tools.docs.pages --check PAGE.md     runs all blocks, compares, writes nothing
       python -m tools.docs.pages --about TEXT PAGE.md      runs all blocks about another text, writes nothing

A block of ``python`` runs in this process; the blocks of a page share their names. A block of ``sh`` runs
when each of its lines begins with ``quoteattr`` or ``python examples/``; others (installing, say) are for
people alone. The ``text`` block right behind a block shows what it prints: this program fills it. Each page
runs in a new folder with ``examples/``. A block belongs to the extra whose ``pip install 'quoteattr[extra]'``
stands last before it.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tools import corpora

_BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
_INSTALL = re.compile(r"pip install 'quoteattr\[(\w+)\]'")
MODULES = {
    "arrow": "pyarrow",
    "cli": "rich",
    "files": "trafilatura",
    "pandas": "pandas",
    "plot": "matplotlib",
    "progress": "tqdm",
    "spacy": "spacy",
    "spark": "pyspark",
}
"""What an extra that pages name brings."""
PROGRAMS = {"spark": "java"}
"""What else it needs on the path."""
_PROSE = re.compile(r"\s\S.*[.!?”]\s*\Z", re.DOTALL)
_SHELL = frozenset("|<>&;$*`")


class Block(NamedTuple):
    """A block that runs: where it stands with its output, its language, its lines, and the output shown."""

    start: int
    end: int
    language: str
    program: str
    shown: str | None
    extra: str | None


def pages(root: Path = corpora.ROOT) -> list[Path]:
    """README and every page of the docs."""
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def missing(page: Path) -> list[str]:
    """The extras that the page's blocks need and this environment does not have."""
    needs = {block.extra for block in blocks(page) if block.extra is not None}
    return sorted(extra for extra in needs if not _there(extra))


def _there(extra: str) -> bool:
    return importlib.util.find_spec(MODULES[extra]) is not None and runs_here(extra)


def runs_here(extra: str) -> bool:
    """Whether the machine has what the extra needs besides its packages."""
    program = PROGRAMS.get(extra)
    return program is None or shutil.which(program) is not None


def blocks(page: Path) -> list[Block]:
    """The blocks of a page that run, in order."""
    found = []
    text = page.read_text(encoding="utf-8")
    for block in _BLOCK.finditer(text):
        lines = block[2].splitlines()
        if block[1] == "python" or all(line.startswith(("quoteattr ", "python examples/")) for line in lines):
            extra = _INSTALL.findall(text, 0, block.start())[-1:] or [None]
            found.append(Block(block.start(), block.end(), block[1], block[2], block[3], extra[0]))
    return found


def module(page: Path) -> str:
    """The page's Python as one module, each line where it stands on the page; "" where it has none."""
    text = page.read_text(encoding="utf-8")
    lines: list[str] = []
    for block in blocks(page):
        if block.language == "python":
            first = text.count("\n", 0, block.start) + 1  # behind the fence
            lines += [""] * (first - len(lines)) + block.program.splitlines()
    return "".join(f"{line}\n" for line in lines)


def outputs(page: Path, chosen: Sequence[Block]) -> list[str]:
    """What each block prints, in the folder of today. Raises what a block raises."""
    names: dict[str, object] = {"__name__": "__main__"}
    return [run(block, names, page) for block in chosen]


def survives(page: Path, text: str) -> None:
    """Run the page's blocks about ``text``, in place of every text that they bring themselves (each string
    that reads like a sentence) and of every text of the examples. Raises what a block raises.

    A command may refuse: ``text`` has no chapters, say, or corrections do not fit it.
    """
    names: dict[str, object] = {"__name__": "__main__"}
    with own_folder(about=text):
        for block in blocks(page):
            run(block, names, page, text)


def wrong(page: Path, extra: str | None = None) -> list[str]:
    """The blocks (with an extra: those that need it, and those before that need none) that print something
    else than the page shows."""
    chosen = [block for block in blocks(page) if extra is None or block.extra in (None, extra)]
    with own_folder():
        printed = outputs(page, chosen)
    pairs = zip(chosen, printed, strict=True)
    return [block.program for block, output in pairs if block.shown not in (None, output)]


def run(block: Block, names: dict[str, object], page: Path, about: str | None = None) -> str:
    """What a block prints that finds, and leaves, these ``names``; ``about``: see ``survives``."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if block.language == "python":
            program = ast.parse(block.program, str(page))
            if about is not None:
                program = ast.fix_missing_locations(_Retold(about).visit(program))
            exec(compile(program, str(page), "exec"), names)
        else:
            for line in block.program.splitlines():
                _command(line, may_refuse=about is not None)
    return printed.getvalue()


class _Retold(ast.NodeTransformer):
    """A program about another text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        prose = isinstance(node.value, str) and _PROSE.search(node.value)
        return ast.copy_location(ast.Constant(self.text), node) if prose else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.JoinedStr:
        return node  # what is printed


def _command(line: str, may_refuse: bool) -> None:
    """A command in this process, which is quicker; what needs a shell, or is another program, in one."""
    from quoteattr.cli import main

    if line.startswith("quoteattr ") and _SHELL.isdisjoint(line):
        status = main(shlex.split(line)[1:])
        if status not in ((0, 1, 2) if may_refuse else (0,)):
            raise AssertionError(f"{line}: exit status {status}")
        return
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(corpora.SRC), "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-ec", line],
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    print(done.stdout, end="")


@contextlib.contextmanager
def own_folder(columns: int = 100, about: str | None = None) -> Iterator[None]:
    """A new folder that holds the examples, and a terminal of so many columns; what is set there is unset.
    ``about`` is then the text of every example (where it is empty, one that says nothing: the command line
    refuses an empty file)."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(corpora.ROOT / "examples", "examples")
        for example in Path("examples").rglob("*.txt") if about is not None else ():
            example.write_text(about or "It rained.", encoding="utf-8")
        os.environ["COLUMNS"] = str(columns)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def written(page: Path) -> str:
    """The text of the page with the outputs of today."""
    text = page.read_text(encoding="utf-8")
    with own_folder():
        printed = outputs(page, blocks(page))
    parts, at = [], 0
    for block, output in zip(blocks(page), printed, strict=True):
        shown = "" if block.shown is None else f"\n```text\n{output}```\n"
        parts += [text[at : block.start], f"```{block.language}\n{block.program}```\n", shown]
        at = block.end
    return "".join([*parts, text[at:]])


def main(arguments: Sequence[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("page", nargs="*", type=Path)
    parser.add_argument("--extra", choices=sorted(MODULES))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--about", metavar="TEXT")
    chosen = parser.parse_args(arguments)
    paths = [path.resolve() for path in chosen.page or pages()]
    if chosen.extra is not None or chosen.check:
        other = [program for path in paths for program in wrong(path, chosen.extra)]
        print(*(["these print something else:", *other] if other else ["all as the pages show"]), sep="\n")
        return int(bool(other))
    for page in paths if chosen.about is not None else ():
        survives(page, chosen.about)
    for page in paths if chosen.about is None else ():
        if lacking := missing(page):
            print(f"{page.name}: left alone, needs {', '.join(lacking)}")
        elif (new := written(page)) != page.read_text(encoding="utf-8"):
            page.write_text(new, encoding="utf-8")
            print(f"{page.name}: new outputs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
