"""The view of a verification in a real browser: by mouse, by keyboard, narrow, dark, without its script.

Needs the extra [browser] and a Chromium; skipped with the reason where one is missing."""

from __future__ import annotations

import json

import pytest
from browsers import broken_rules, pytestmark  # noqa: F401
from places import CASES as FOLDER

from quoteattr import attribute, verify, verify_script

CASES = json.loads((FOLDER / "verification.json").read_text(encoding="utf-8"))
DRAFT = "\n\n".join(case["draft"] for case in CASES["drafts"][:6])
FOUND = verify(DRAFT, CASES["sources"].items(), reports=True)
PAGE = FOUND.to_html("draft.md")
OPEN = "[...document.querySelectorAll('.qv-card')].filter(card => card.open).map(card => card.dataset.n)"
FOCUS = "document.activeElement.closest('[data-n]')?.dataset.n"


@pytest.mark.parametrize("width", [1200, 420])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(visit, width: int, scheme: str) -> None:
    page = visit(PAGE, width, color_scheme=scheme)
    assert broken_rules(page) == []
    page.evaluate("document.querySelectorAll('details').forEach(card => card.open = true)")
    assert broken_rules(page) == []


NOVEL = (
    "CHAPTER ONE\n\nAnna Lorne shut the window. “It will rain,” said Anna.\n\n"
    "“It never rains here,” Ben Tully said. “Not in May.”\n"
)
SCRIPT = verify_script([("Ben Tully", "“It will snow,”"), ("Ben Tully", "“Not in June.”")], NOVEL)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken_by_a_script_or_in_a_notebook(visit, scheme: str) -> None:
    """Its own page; and what a notebook shows of both, and of an analysis, within a page of its own."""
    assert len(SCRIPT.problems) > 1
    for html in (SCRIPT.to_html("a script"), SCRIPT.to_html(), FOUND.to_html()):
        assert broken_rules(visit(html, color_scheme=scheme)) == []
    for shown in (SCRIPT, FOUND, attribute(NOVEL)):
        head = f"<head><title>notebook</title><style>:root {{ color-scheme: {scheme}; }}</style></head>"
        cell = f"<main><h1>Notebook</h1><h2>Cell</h2>{shown._repr_html_()}</main>"
        page = visit(f"<!DOCTYPE html><html lang='en'>{head}<body>{cell}</body></html>", color_scheme=scheme)
        assert broken_rules(page) == []


def test_a_quotation_opens_its_card(visit) -> None:
    page = visit(PAGE, 1200)
    page.click(".qv-draft .qv-q[data-n='1']")
    assert page.evaluate(OPEN) == ["1"]
    assert page.evaluate(FOCUS) == "1"
    assert page.locator(".qv-now").first.get_attribute("data-n") == "1"


def test_everything_can_be_reached_by_keyboard(visit) -> None:
    page = visit(PAGE, 1200)
    reached = set()
    for _ in range(3 * len(FOUND)):
        page.keyboard.press("Tab")
        reached.add((page.evaluate("document.activeElement.tagName"), page.evaluate(FOCUS)))
    numbers = set(map(str, range(len(FOUND))))
    assert {number for tag, number in reached if tag == "SPAN"} == numbers
    assert {number for tag, number in reached if tag == "SUMMARY"} == numbers
    page.locator(".qv-q[data-n='2']").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(OPEN) == ["2"]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("qv-q")


def test_the_worst_is_first_and_open(visit) -> None:
    page = visit(PAGE, 1200)
    verdicts = page.locator(".qv-verdict").all_text_contents()
    assert verdicts[0].endswith("sense turned around")
    assert verdicts[-1] == "verbatim"
    assert len(page.evaluate(OPEN)) == 1


def test_without_scripts_all_is_there(visit) -> None:
    page = visit(PAGE, 1200, java_script_enabled=False)
    assert page.locator(".qv-card").count() == len(FOUND)


def test_what_a_text_says_is_no_markup(visit) -> None:
    source = "“It is <script>alert(1)</script> late & cold,” said Ada Okafor."
    page = visit(verify(source, [("<b>x</b>", source)]).to_html("<i>t</i>"), 1200)
    assert page.locator("b b, i").count() == 0
