"""The HTML view as its readers meet it: in a real browser, with mouse, keyboard, no scripts, in a notebook.

Needs the extra [browser] and a Chromium; skipped with the reason where one is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from browsers import broken_rules, pytestmark  # noqa: F401
from fiction import SCENE
from hangs import HANG
from made import ANALYSIS, TEXT
from places import ROOT

import quoteattr
from quoteattr.export import html
from quoteattr.export.html import fragment
from quoteattr.people import Document, Registry, audit
from quoteattr.people.page import page as audit_page
from quoteattr.types import Outcome

DATA = ROOT.parent / "shared" / "data"
BOOK = (
    SCENE
    + "\nCHAPTER II\n\n“Who rows?” asked Mrs. Orrin.\n\n“I do,” said Tobias Wren.\n"
    + "\nCHAPTER III\n\nIt rained.\n"
)


def analysed(text: str, genre: str = "fiction") -> quoteattr.Analysis:
    return quoteattr.attribute(text, genre=genre)


def outcome(analysis: quoteattr.Analysis) -> Outcome:
    return Outcome(analysis.genre, analysis.attributions, analysis.speakers, analysis.doubts)


def said(view) -> list[str]:
    """The speakers' numbers at the quotations that are shown, in sight or not."""
    return view.evaluate(
        "e => [...e.querySelectorAll('sup')].filter(s => getComputedStyle(s).display !== 'none')"
        ".map(s => s.textContent)"
    )


def tinted(page) -> list[str]:
    """The quotations with a coloured ground."""
    return page.evaluate(
        "[...document.querySelectorAll('.qa-q')].filter(e => getComputedStyle(e).backgroundColor"
        " !== 'rgba(0, 0, 0, 0)').map(e => e.textContent)"
    )


def shown_text(view) -> str:
    return view.evaluate(
        "e => { const t = e.querySelector('.qa-text').cloneNode(true);"
        " t.querySelectorAll('sup').forEach(s => s.remove()); return t.textContent; }"
    )


def settle(page) -> None:
    """Let the page do what it has put off. Timers run in the order in which they are due, and its own are due
    after 150 ms; then two frames are drawn."""
    page.evaluate(
        "new Promise((done) => setTimeout("
        "() => requestAnimationFrame(() => requestAnimationFrame(done)), 400))"
    )


def in_view(locator) -> bool:
    return locator.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
    )


# -------------------------------------------------------------------------------------------- mouse


def test_click_shows_one_speaker_only(visit) -> None:
    page = visit(ANALYSIS.to_html("ferry"))
    okafor = page.get_by_role("button", name="Ada Okafor")
    assert said(page.locator("html")) == ["1", "1", "2", "?"]
    okafor.click()
    assert okafor.get_attribute("aria-pressed") == "true"
    assert said(page.locator("html")) == ["1", "1"]
    assert tinted(page) == ["“We never signed it,”", "“Not once.”", "who had"]
    page.get_by_role("button", name="The board").click()
    assert okafor.get_attribute("aria-pressed") == "false"
    assert said(page.locator("html")) == ["2"]
    page.get_by_role("button", name="The board").click()
    assert said(page.locator("html")) == ["1", "1", "2", "?"]
    page.get_by_role("button", name="nobody found").click()
    assert tinted(page) == ["“=SUM(1)?”"]
    page.get_by_role("button", name="Show everyone").click()
    assert len(tinted(page)) == 5


def test_next_and_previous_of_a_speaker(visit) -> None:
    page = visit(analysed(BOOK * 12).to_html("book"))
    page.get_by_role("button", name="Tobias Wren").first.click()
    count = len(said(page.locator("html")))
    seen = []
    for press in ("Next ›", "Next ›", "‹ Previous", "‹ Previous"):
        page.get_by_role("button", name=press).click()
        page.wait_for_function("!document.querySelector('.qa-why').hidden")
        assert in_view(page.locator(".qa-now"))
        assert page.locator(".qa-why strong").inner_text() == "Tobias Wren"
        seen.append(page.get_by_role("status").inner_text())
    assert seen == [f"{n} of {count} quotations by Tobias Wren" for n in (1, 2, 1, count)]


def test_pointing_at_a_quotation_tells_why(visit) -> None:
    page = visit(ANALYSIS.to_html("ferry"))
    box = page.locator(".qa-why")
    page.locator(".qa-q").first.hover()
    box.wait_for(state="visible")
    assert [line for line in box.inner_text().split("\n") if line][:7] == [
        "Ada Okafor",
        "cue: told (speech)",
        "direct; rule: cue-beside",
        "to: Liam Brandt",
        "confidence: 0.88",
        "“told” stands beside the quotation",
        "goes on in the same paragraph",
    ]
    box.hover()
    settle(page)
    assert box.is_visible()  # so that the row can be reached
    page.mouse.move(2, 2)
    box.wait_for(state="hidden")


def test_a_row_of_corrections_is_copied(visit) -> None:
    page = visit(ANALYSIS.to_html("ferry"), permissions=["clipboard-read", "clipboard-write"])
    page.locator("sup.qa-no").nth(1).click()
    page.get_by_role("button", name="Copy the row").click()
    page.get_by_text("Copied").wait_for()
    start = TEXT.index("who had")
    row = f"ferry,reassign,{start},{start + 7},Ada Okafor,"
    assert page.evaluate("getSelection().toString()") == row
    assert page.evaluate("navigator.clipboard.readText()") == row


def test_jumps_between_chapters(visit) -> None:
    page = visit(analysed(BOOK * 12).to_html("book"))
    jump = page.get_by_label("Go to a chapter")
    assert jump.locator("option").count() == 1 + 36
    jump.select_option(index=20)
    settle(page)
    chapter = page.locator(".qa-chapter").nth(19)
    assert chapter.inner_text() == "CHAPTER II"
    assert 0 < chapter.bounding_box()["y"] < 200
    page.get_by_role("button", name="Next ›").click()
    first = page.locator(".qa-now")
    assert in_view(first)
    assert first.bounding_box()["y"] > chapter.bounding_box()["y"]
    assert page.evaluate("document.querySelector('.qa-now').previousSibling.textContent") == "“Who rows?”"


def test_no_chapters_no_jumps(visit) -> None:
    page = visit(ANALYSIS.to_html())
    assert page.locator("select").count() == 0
    assert visit(analysed("It rained.", "news").to_html()).locator(".qa-bar").count() == 0


# ----------------------------------------------------------------------------------------- keyboard


def test_by_keyboard_alone(visit) -> None:
    page = visit(ANALYSIS.to_html("ferry"))

    def focused() -> str:
        return page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
        )

    def press(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return " ".join(focused().split())

    assert press("Tab") == "news · 4 quotations · 2 speakers · 3 named"
    assert press("Tab") == "1 Ada Okafor 2"
    assert page.locator(".qa-why").is_visible()
    press("Enter")
    assert said(page.locator("html")) == ["1", "1"]
    assert press("Tab", "Tab", "Tab") == "‹ Previous"
    assert press("Tab", "Tab") == "About"
    assert press("Enter") == "Why"
    assert press("Tab") == "Copy the row ferry,merge,,,Ada Okafor,"
    assert press("Escape") == "About"
    assert press("Tab") == "Show everyone"
    assert press("Tab") == "Quotation 1, speaker 1"  # the text is one stop, arrows go on from there
    assert page.locator(".qa-why").is_visible()
    assert press("ArrowRight") == "Quotation 2, speaker 1"
    assert press("ArrowRight") == "Quotation 1, speaker 1"
    assert press("End") == "Quotation 2, speaker 1"
    assert press("Enter") == "Why"
    assert (
        press("Tab")
        == f"Copy the row ferry,reassign,{TEXT.index('who had')},{TEXT.index('who had') + 7},Ada Okafor,"
    )
    assert press("Escape") == "Quotation 2, speaker 1"
    assert page.locator(".qa-why").is_hidden()


def test_reading_aloud_has_the_reasons(visit) -> None:
    """Before a number is used its title is the description, then aria-description; one of them always."""
    page = visit(ANALYSIS.to_html("ferry"))
    badge = page.locator("sup.qa-no").first
    before = badge.get_attribute("title")
    badge.focus()
    assert badge.get_attribute("title") is None
    assert badge.get_attribute("aria-description") == before
    assert before.startswith("Ada Okafor\ncue: told")


@pytest.mark.parametrize(("scheme", "width"), [("light", 900), ("dark", 360)])
def test_accessibility_rules(visit, scheme: str, width: int) -> None:
    """axe-core, every rule it has, on the page as it opens, filtered, and with the box open."""
    # forty speakers and overlaps: every colour and every underline
    text = "\n\n".join(
        f"“The {n}th boat is late,” said Tom {chr(65 + n % 26)}{chr(97 + n % 25)}rin." for n in range(40)
    )
    news = quoteattr.attribute(
        text + "\n\nShe hoped that Anna Berg would say “the pumps are old”, Mia Lund said."
    )
    page = visit(news.to_html("harbour"), width, color_scheme=scheme)
    assert broken_rules(page) == []
    page.locator(".qa-cast button").nth(2).click()
    assert broken_rules(page) == []
    page.get_by_role("button", name="Next ›").click()
    settle(page)
    assert broken_rules(page) == []
    several = [
        ("book", BOOK, outcome(analysed(BOOK))),
        *[(f"ferry {n}", TEXT, outcome(ANALYSIS)) for n in range(20)],
    ]
    page = visit(html.page(several), width, color_scheme=scheme)
    assert broken_rules(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_less_than_half_sure_has_a_dashed_frame(visit, scheme: str) -> None:
    first, *others = ANALYSIS.attributions
    unsure = attrs.evolve(ANALYSIS, attributions=(attrs.evolve(first, confidence=0.3), *others))
    page = visit(unsure.to_html("ferry"), color_scheme=scheme)
    framed = (
        "[...document.querySelectorAll('.qa-q')].filter(e => getComputedStyle(e).outlineStyle === 'dashed')"
        ".map(e => e.textContent)"
    )
    assert page.evaluate(framed) == ["“We never signed it,”", "“Not once.”"]
    assert broken_rules(page) == []
    page.get_by_role("button", name="The board").click()  # whose quotations are sure: no frame stays
    assert page.evaluate(framed) == []
    assert "Dashed frame: less than half sure." in page.locator(".qa-note").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_of_a_notebook(visit, scheme: str) -> None:
    """A speaker and an attribution as a notebook shows them, in the colours of the page."""
    cards = ANALYSIS[0]._repr_html_() + ANALYSIS.speakers[0]._repr_html_()
    head = f"<head><title>cards</title><style>:root {{ color-scheme: {scheme}; }}</style></head>"
    page = visit(
        f"<!DOCTYPE html><html lang='en'>{head}<body><main><h1>Cards</h1>{cards}</main></body></html>"
    )
    assert broken_rules(page) == []
    assert "“told” stands beside the quotation" in page.inner_text("body")


# ---------------------------------------------------------------------------------- where it stands


def test_without_scripts_it_reads(visit) -> None:
    page = visit(ANALYSIS.to_html("ferry"), java_script_enabled=False)
    assert said(page.locator("html")) == ["1", "1", "2", "?"]
    assert page.locator("button, select, [role=button]").count() == 0
    assert page.get_by_title("rule: cue-beside").count() == 1
    assert page.locator(".qa-cast li").all_inner_texts()[0].split() == ["1", "Ada", "Okafor", "2"]


def test_without_scripts_and_styles_it_reads(visit) -> None:
    """What sanitizers leave: mark, sup, b and i still tell quotations, speakers, sources and cues."""
    page = visit(fragment("", TEXT, outcome(ANALYSIS)))
    assert "“Not once.”1" in page.locator("body").inner_text()
    assert (
        page.locator("mark").first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 0)"
    )


def test_twenty_on_a_page_keep_to_themselves(visit) -> None:
    """Put in one by one as notebooks do: the HTML first, then a copy of each script is run."""
    page = visit("<!DOCTYPE html><html><body></body></html>")
    put_in = """html => {
      const cell = document.createElement("div");
      cell.innerHTML = html;
      document.body.append(cell);
      for (const old of cell.querySelectorAll("script")) {
        const copy = document.createElement("script");
        copy.textContent = old.textContent;
        old.replaceWith(copy);
      }
    }"""
    for _ in range(20):
        page.evaluate(put_in, ANALYSIS._repr_html_())
    assert page.locator(".qa-bar").count() == page.locator(".qa-why").count() == 20
    views = page.locator(".quoteattr")
    views.nth(7).get_by_role("button", name="Ada Okafor").click()
    assert [len(said(views.nth(n))) for n in (6, 7, 8)] == [4, 2, 4]
    views.nth(7).get_by_role("button", name="Next ›").click()
    settle(page)
    assert page.locator(".qa-why:visible").count() == 1
    assert page.evaluate("Object.keys(window).filter(k => /^(qa|quoteattr)/.test(k))") == []


def test_a_page_saved_from_the_browser_still_works(visit) -> None:
    page = visit(ANALYSIS.to_html("ferry"))
    page.get_by_role("button", name="Ada Okafor").click()
    page.locator("sup.qa-no").first.click()
    again = visit(page.content())
    assert again.locator(".qa-bar").count() == again.locator(".qa-why").count() == 1
    assert said(again.locator("html")) == ["1", "1", "2", "?"]
    again.get_by_role("button", name="The board").click()
    assert said(again.locator("html")) == ["2"]
    again.locator("sup.qa-no:visible").click()
    assert again.locator(".qa-why strong").inner_text() == "The board"


@pytest.mark.parametrize(
    ("theme", "prefers", "dark"),
    [
        ("", "light", False),
        ("", "dark", True),
        ('data-jp-theme-light="true"', "dark", False),
        ('data-jp-theme-light="false"', "light", True),
        ('class="vscode-dark"', "light", True),
        ('class="vscode-light"', "dark", False),
    ],
)
def test_the_theme_of_the_notebook_wins(visit, theme: str, prefers: str, dark: bool) -> None:
    page = visit(f"<!DOCTYPE html><body {theme}>{ANALYSIS._repr_html_()}</body>", color_scheme=prefers)
    ground = page.locator(".quoteattr").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == ("rgb(22, 24, 28)" if dark else "rgb(255, 255, 255)")


@pytest.mark.parametrize("theme", ["", 'data-jp-theme-light="false"'])
def test_on_paper(visit, theme: str) -> None:
    """Dark ink on white in any theme, the colours kept, all of a long cell, and nothing to press."""
    long = quoteattr.attribute(TEXT * 40)
    page = visit(f"<!DOCTYPE html><body {theme}>{long._repr_html_()}</body>", color_scheme="dark")
    page.locator("sup.qa-no").first.click()
    page.emulate_media(media="print")
    view = page.locator(".quoteattr")
    look = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).printColorAdjust]"
    assert view.evaluate(look) == ["rgb(255, 255, 255)", "exact"]
    assert page.locator(".qa-bar:visible, .qa-why:visible").count() == 0
    text = page.locator(".qa-text")
    assert text.evaluate("e => e.scrollHeight <= e.clientHeight + 1")


@pytest.mark.parametrize("width", [390, 900])
def test_the_bar_is_at_most_two_lines(visit, width: int) -> None:
    """With a speaker chosen and chapters, and nothing is wider than the page."""
    page = visit(analysed(BOOK * 12).to_html("book"), width)
    page.get_by_role("button", name="Tobias Wren").first.click()
    page.get_by_role("button", name="Next ›").click()
    press = page.get_by_role("button", name="Next ›").bounding_box()["height"]
    assert page.locator(".qa-bar").bounding_box()["height"] < 3 * press
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_box_does_not_hide_what_it_tells_about(visit) -> None:
    """Above a quotation near the lower edge, over all its lines."""
    text = "“The pumps are older than I am, and the quay is older than the pumps,” said Ann Lee.\n\n"
    page = visit(analysed(text * 20, "news").to_html(), 390)
    badge = page.locator("sup.qa-no").nth(9)
    badge.evaluate("e => e.scrollIntoView({ block: 'end' })")
    badge.click()
    box, said = page.locator(".qa-why"), page.locator(".qa-q").nth(9)
    assert box.bounding_box()["y"] + box.bounding_box()["height"] <= said.bounding_box()["y"]


def test_nothing_moves_by_itself(visit) -> None:
    """For those who prefer less motion, and for everybody else: nothing is animated."""
    page = visit(ANALYSIS.to_html("ferry"), reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].map(e => getComputedStyle(e)).filter(s =>
          s.animationName !== 'none' || s.transitionDuration !== '0s' || s.scrollBehavior !== 'auto')
          .length"""
    )
    assert moving == 0


def test_hostile_text_is_only_text(visit) -> None:
    nasty = (
        "“</script><script>document.title = 1</script><img src=http://example.org/a onerror=alert(1)>,” said"
        " Ann <b>Lee</b>.\n\n\u202e“Turn\u2066 round,” said Tom Orr.\n\n"
        "<!-- “&lt;\x00\ud800\x1b” ]]> said Ann Lee."
    )
    page = visit(analysed(nasty, "news").to_html("</title><script>document.title = 2</script>"))
    assert page.locator("img").count() == 0
    assert page.title() == "</title><script>document.title = 2</script>"
    assert shown_text(page.locator(".quoteattr")) == nasty.replace("\x00", "\ufffd").replace(
        "\ud800", "\ufffd"
    ).replace("\x1b", "\ufffd")
    page.locator(".qa-q").first.hover()
    page.locator(".qa-why").wait_for(state="visible")
    assert page.locator(".qa-why img, .qa-why b").count() == 0


def test_in_a_real_notebook(visit, tmp_path: Path) -> None:
    """Executed, exported to HTML by nbconvert, opened: twenty analyses, each with buttons of its own."""
    nbformat = pytest.importorskip("nbformat", reason="needs the extra [notebook]")
    for module in ("nbconvert", "nbclient", "ipykernel"):
        pytest.importorskip(module, reason="needs the extra [notebook]")
    v4 = nbformat.v4
    text = "“The pumps are old,” Mayor Ingrid Solberg said. “They leak.”\n\n“Badly,” said Tomas Reyes."
    cells = [v4.new_code_cell(f"import quoteattr\ntext = {text!r}")]
    cells += [v4.new_code_cell("quoteattr.attribute(text)") for _ in range(20)]
    file = tmp_path / "audit.ipynb"
    nbformat.write(v4.new_notebook(cells=cells), file)
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", str(file)]
    paths = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    env = {**os.environ, "PYTHONPATH": paths, "HOME": str(tmp_path), "IPYTHONDIR": str(tmp_path / "ipython")}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, env=env, timeout=HANG)
    assert done.returncode == 0, done.stderr
    page = visit((tmp_path / "audit.html").read_text(encoding="utf-8"), network=True)
    views = page.locator(".quoteattr")
    assert views.count() == page.locator(".qa-bar").count() == 20
    assert shown_text(views.nth(3)) == text  # the white space between marks too
    views.nth(11).get_by_role("button", name="Tomas Reyes").click()
    assert [len(said(views.nth(n))) for n in (10, 11, 12)] == [2, 1, 2]
    views.nth(11).locator("sup.qa-no:visible").click()
    assert views.nth(11).locator(".qa-why strong").inner_text() == "Tomas Reyes"


# ------------------------------------------------------------------------------------- whole novels


def check_long(page) -> None:
    """The page of a long text does what a short one does; tools/checks/view.py has the time."""
    first = page.locator(".qa-cast button").first
    before = len(tinted(page))
    first.click()
    assert 0 < len(tinted(page)) < before
    first.click()
    assert len(tinted(page)) == before
    page.evaluate("document.querySelector('.qa-bar button').click()")  # back from the first is the last
    settle(page)
    assert in_view(page.locator(".qa-now"))
    assert page.evaluate("document.querySelector('.qa-now') === [...document.querySelectorAll('sup')].pop()")


def test_a_long_story(visit) -> None:
    """A million characters of our own, 12,000 quotations: more than most novels have."""
    text = BOOK * (1_000_000 // len(BOOK))
    analysis = analysed(text)
    assert len(analysis) > 10_000
    check_long(visit(analysis.to_html("long")))


@pytest.mark.parametrize("corpus", ["polnear.dev.jsonl", "pdnc.dev.jsonl"])
def test_the_longest_real_text(visit, corpus: str) -> None:
    """axe takes minutes for a novel: tools/checks/view.py has the time."""
    file = DATA / corpus
    if not file.is_file():
        pytest.skip(f"no {corpus} beside this clone")
    with file.open(encoding="utf-8") as lines:
        text = max((json.loads(line)["text"] for line in lines), key=len)
    page = visit(quoteattr.attribute(text).to_html("longest"))
    check_long(page)
    if len(text) < 100_000:
        assert broken_rules(page) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 900), ("dark", 360)])
def test_accessibility_rules_of_an_audit(visit, scheme: str, width: int) -> None:
    """axe-core, every rule it has, on the page of who is quoted how often."""
    documents = [Document.of("news", quoteattr.attribute(TEXT)), Document.of("book", analysed(BOOK))]
    page = visit(audit_page(audit(documents, Registry())), width, color_scheme=scheme)
    assert broken_rules(page) == []
