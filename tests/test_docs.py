"""Every Python block of README and docs runs, and what it prints is what the page shows."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def runnable(page: Path) -> list[tuple[str, str | None]]:
    """(program, output shown in the text block right behind it, or None) of a page's Python blocks."""
    blocks = list(_BLOCK.finditer(page.read_text(encoding="utf-8")))
    found: list[tuple[str, str | None]] = []
    for k, block in enumerate(blocks):
        if block[1] == "python":
            behind = blocks[k + 1] if k + 1 < len(blocks) and blocks[k + 1][1] == "text" else None
            found.append((block[2], behind[2] if behind else None))
    return found


@pytest.mark.parametrize("page", [p for p in PAGES if runnable(p)], ids=lambda p: str(p.relative_to(ROOT)))
def test_code_on_the_page_prints_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    for program, shown in runnable(page):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(program, str(page), "exec"), names)
        if shown is not None:
            assert printed.getvalue() == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
