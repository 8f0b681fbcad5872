"""No test measures time: on a busy machine it would fail, and no code would be at fault.

What speed needs is counted (test_growth.py) or measured as a ratio in tools/bench. A wait that only ends a
hang stands in hangs.py, and its length is HANG. The tests are parsed, and each program inside a string, too.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from pathlib import Path

import hangs
import pytest
from hangs import HANG
from places import TESTS

FILES = sorted(set(TESTS.rglob("*.py")) - {Path(hangs.__file__), Path(__file__)})

CLOCKS = {"time", "timeit", "sched", "profile", "cProfile"}
"""Modules."""
READINGS = {
    *("os.times", "resource.ru_utime", "resource.ru_stime", "signal.alarm", "signal.setitimer"),
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "threading.Timer"),
}
"""Attributes; of a value of getrusage whatever its name is."""
WAITS = {"wait", "join", "communicate", "poll", "result", "select", "wait_for_timeout", "set_default_timeout"}
"""Methods that may be given a number of seconds without saying so."""
IN_BROWSERS = ("performance.now", "performance.getEntries", "Date.now", "new Date(")


def clocks(program: str) -> list[str]:
    """Every look at a clock in a program, as it is written, each once."""
    return list(dict.fromkeys(_clocks(ast.parse(program))))


def _clocks(program: ast.AST) -> Iterator[str]:
    for node in ast.walk(program):
        match node:
            case ast.Import(names=names) if CLOCKS & {name.name for name in names}:
                yield ast.unparse(node)
            case ast.ImportFrom(module=module) if module in CLOCKS:
                yield ast.unparse(node)
            case ast.Attribute(attr=name, value=value):
                owner = ast.unparse(value).rpartition(".")[2]
                if f"{owner}.{name}" in READINGS or f"resource.{name}" in READINGS:
                    yield ast.unparse(node)
            case ast.Call(func=called, args=given, keywords=named):
                name = getattr(called, "attr", "")
                if name in WAITS and any(map(_is_number, given)):
                    yield ast.unparse(node)
                yield from (ast.unparse(one) for one in named if _is_limit(one))
            case ast.Constant(value=str(text)):
                yield from _in_string(text)
            case ast.JoinedStr(values=parts):  # what is put in is not known: 0 is a program
                texts = (part.value if isinstance(part, ast.Constant) else 0 for part in parts)
                yield from _in_string("".join(map(str, texts)))


def _is_number(given: ast.expr) -> bool:
    return isinstance(given, ast.Constant) and type(given.value) in (int, float)


def _is_limit(named: ast.keyword) -> bool:
    """A deadline or timeout that is neither HANG nor none."""
    limits = named.arg is not None and named.arg.endswith(("timeout", "deadline", "max_time"))
    return limits and "HANG" not in ast.unparse(named.value) and ast.unparse(named.value) != "None"


def _in_string(text: str) -> Iterator[str]:
    """Of a string that is itself a program, of Python or of a browser."""
    yield from (name for name in IN_BROWSERS if name in text)
    if any(name in text for name in ("import", "timeout")):
        try:
            yield from clocks(textwrap.dedent(text))
        except (SyntaxError, ValueError):
            return


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TESTS)))
def test_no_test_looks_at_a_clock(path: Path) -> None:
    assert clocks(path.read_text(encoding="utf-8")) == []


def test_a_hang_is_long() -> None:
    assert HANG >= 60


# § stands for "time", so that these lines are no programs themselves
@pytest.mark.parametrize(
    ("program", "finds", "why"),
    [
        ("import §", 1, "a clock"),
        ("import sys, § as t", 1, "by another name"),
        ("from § import perf_counter as now", 1, "a part of it"),
        ("def f():\n    import §it", 1, "inside a function"),
        ("import os\nos.§s()", 1, "the processor's clock"),
        ("resource.getrusage(0).ru_u§", 1, "another of its clocks"),
        ("datetime.datetime.now()", 1, "the time of day"),
        ("settings(deadline=200)", 1, "hypothesis has a clock, too"),
        ("settings(deadline=None)", 0, "and none"),
        ("run(command, §out=5)", 1, "short"),
        ("run(command, §out=HANG)", 0, "long"),
        ("process.wait(5)", 1, "a number of seconds"),
        ("process.wait(HANG)", 0, "long"),
        ("process.wait()", 0, "without end"),
        ("', '.join(names)", 0, "another join"),
        ("run('import §; print(§.process_§())')", 1, "in a program of its own"),
        ("run(f'import §; {code}')", 1, "partly written elsewhere"),
        ("'the § module: import it'", 0, "words"),
        ("'to import § is to look at a clock'", 0, "words"),
        ("row.§s, book.§", 0, "other things of that name"),
        ("datetime.date(2024, 5, 1)", 0, "a date"),
    ],
)
def test_what_is_a_look_at_a_clock(program: str, finds: int, why: str) -> None:
    assert len(clocks(program.replace("§", "time"))) == finds, why
