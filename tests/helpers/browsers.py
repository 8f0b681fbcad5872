"""A real browser for the tests of pages: the Chromium of the machine, and what axe-core says of a page.

The fixtures ``browser`` and ``visit`` are there for every test (conftest.py); a module that asks for them
takes ``pytestmark``, too: without the extra [browser] or a Chromium its tests are skipped with the reason."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest
from hangs import HANG

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# no look-ups of its own; the sandbox of Chromium needs rights that containers lack
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update"]
FLAGS += ["--disable-background-networking", "--disable-sync"]

PROGRAM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra [browser]")
    with playwright.sync_playwright() as started:
        program = started.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield program
        program.close()


@pytest.fixture
def visit(browser, tmp_path: Path) -> Iterator[Callable[..., object]]:
    """Opens HTML from a file; at the end nothing but that file was asked for, and no script complained."""
    contexts, asked, complaints = [], [], []

    def opened(source: str, width: int = 900, network: bool = False, **options: object):
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(source, encoding="utf-8", newline="")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(HANG * 1000)
        contexts.append(context)
        page = context.new_page()
        if network:  # what a notebook's own template wants is refused, and not ours to judge
            page.route("http*://**", lambda route: route.abort())
        else:
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith("file:")] == []


def broken_rules(page) -> list[str]:
    """What axe-core finds against any rule it has."""
    rules = pytest.importorskip("axe_playwright_python", reason="needs the extra [browser]")
    axe = (resources.files(rules) / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(f"window.axe || (() => {{ {axe} }})()")
    found = page.evaluate("axe.run()")["violations"]
    return [f"{v['id']}: {node['html']} {node['failureSummary']}" for v in found for node in v["nodes"]]
