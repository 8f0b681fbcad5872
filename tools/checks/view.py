"""The HTML view of the longest article and the longest novel in a real browser: time, size, accessibility.

usage: python -m tools.checks.view [FILE.jsonl ...]    the longest text of each (polnear.dev and pdnc.dev)
       python -m tools.checks.view --picture FILE.png  the picture of the docs, of examples/harbour.txt

Needs the extra [browser] and a Chromium. Exit status 1 when a task of the page takes more than 200 ms
(the least of three rounds: other programs are not the page's fault), when anything is fetched, or when axe
finds a fault, which takes minutes in a novel.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

from quoteattr import attribute
from tools import corpora

STALL = 200  # milliseconds
ROUNDS = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
SIZES = {"desk": (1280, 800), "phone": (390, 844)}

_WATCH = """
window.tasks = [];
new PerformanceObserver((list) => { for (const task of list.getEntries()) tasks.push(task.duration); })
  .observe({ type: "longtask", buffered: true });
"""
_SCROLL = """async () => {
  for (let step = 0; step <= 100; step++) {
    scrollTo(0, document.body.scrollHeight * step / 100);
    await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
  }
}"""
_STEPS = {
    "filter": "document.querySelector('.qa-cast button').click()",
    "next": "document.querySelectorAll('.qa-bar button')[1].click()",
    "last": "for (let n = 0; n < 2; n++) document.querySelector('.qa-bar button').click()",
    "everyone": "document.querySelector('.qa-cast [aria-pressed=true]').click()",
    "scroll": _SCROLL,
}


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def _measured(page: Any, address: str) -> tuple[list[str], bool]:
    """Lines about the page, and whether nothing stalls and nothing else is fetched."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(_WATCH)
    rounds = [_tasks(page, address) for _ in range(ROUNDS)]
    longest = {name: min(tasks[name] for tasks in rounds) for name in rounds[0]}
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].duration")
    elements = page.evaluate("document.querySelectorAll('*').length")
    # the browser counts a task from 50 ms on
    shown = ", ".join(f"{name} {task:.0f} ms" if task else f"{name} -" for name, task in longest.items())
    other = len(asked) - asked.count(address)
    lines = [
        f"open after {loaded:.0f} ms, {elements:,} elements, {other} other requests",
        f"longest task: {shown}",
    ]
    return lines, max(longest.values()) <= STALL and not other


def _tasks(page: Any, address: str) -> dict[str, float]:
    """The longest task of opening and of each step, in milliseconds."""
    page.goto(address)
    page.wait_for_timeout(300)
    longest = {"open": max(page.evaluate("tasks.splice(0)"), default=0)}
    for name, step in _STEPS.items():
        page.evaluate(step)
        page.wait_for_timeout(300)
        longest[name] = max(page.evaluate("tasks.splice(0)"), default=0)
    return longest


def _faults(page: Any, address: str) -> list[str]:
    """What axe finds, as the page opens and with one speaker chosen."""
    import axe_playwright_python

    axe = (resources.files(axe_playwright_python) / "axe.min.js").read_text(encoding="utf-8")
    page.goto(address)
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    page.evaluate(_STEPS["filter"])
    found += page.evaluate("axe.run()")["violations"]
    return [f"{fault['id']}: {node['html'][:150]}" for fault in found for node in fault["nodes"]]


def _check(browser: Any, corpus: Path, folder: Path) -> bool:
    document = max(corpora.read_jsonl(corpus), key=lambda one: len(one["text"]))
    analysis = attribute(document["text"])
    file = folder / "view.html"
    file.write_text(analysis.to_html(document["id"]), encoding="utf-8", newline="")
    print(f"{document['id']}: {len(analysis.text):,} characters, {len(analysis):,} quotations")
    good = True
    for name, (width, height) in SIZES.items():
        context = browser.new_context(viewport={"width": width, "height": height})
        lines, smooth = _measured(context.new_page(), file.as_uri())
        print(*(f"  {name}: {line}" for line in lines), sep="\n")
        good = good and smooth
        context.close()
    page = browser.new_page()
    page.set_default_timeout(0)
    faults = _faults(page, file.as_uri())
    page.close()
    print(f"  axe: {len(faults)} faults", *faults[:10], sep="\n    ", flush=True)
    return good and not faults


def _picture(browser: Any, target: Path) -> None:
    text = (corpora.ROOT / "examples" / "harbour.txt").read_text(encoding="utf-8")
    page = browser.new_page(viewport={"width": 800, "height": 850})
    page.set_content(attribute(text).to_html("harbour.txt"))
    page.locator("sup.qa-no").nth(2).click()
    page.wait_for_timeout(300)
    page.screenshot(path=target)


def main() -> int:
    """Check, or take the picture; the exit status."""
    parser = corpora.parser(__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--picture", type=Path, metavar="FILE.png")
    arguments = parser.parse_args()
    data = corpora.SHARED / "data"
    files = arguments.files or [
        f for f in (data / "polnear.dev.jsonl", data / "pdnc.dev.jsonl") if f.is_file()
    ]
    program = _chromium()
    if program is None or not (files or arguments.picture):
        print(
            "nothing was checked: no Chromium on this machine"
            if program is None
            else "no corpora in ../shared"
        )
        return corpora.NO_DATA
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        if arguments.picture:
            _picture(browser, arguments.picture)
            return 0
        checked = [_check(browser, file, Path(folder)) for file in files]
        return int(not all(checked))


if __name__ == "__main__":
    sys.exit(main())
