"""The rules of the house, kept by machine: budgets, layers, one source of truth for the commands."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from places import ROOT

import quoteattr
from tools.checks import literals
from tools.checks.complexity import MEAN, OVER_TEN, package_of, packages

PACKAGE = ROOT / "src" / "quoteattr"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROGRAMS = sorted((ROOT / "tools").rglob("*.py"))
TEST_COMMAND = "python -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


# ------------------------------------------------------------------------------------- budgets


@pytest.mark.parametrize("path", MODULES + PROGRAMS, ids=name)
def test_module_and_function_budgets(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    sizes = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions(parsed(path))}
    assert {n: size for n, size in sizes.items() if size > 60} == {}


@pytest.mark.parametrize(("module", "lines"), [("__init__.py", 80), ("pipeline.py", 80)])
def test_front_doors_stay_small(module: str, lines: int) -> None:
    assert len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) < lines


FOLDERS = sorted({package_of(path) for path in MODULES})


@pytest.mark.parametrize("package", FOLDERS)
def test_functions_are_no_denser_than_the_bars(package: str) -> None:
    sizes = [size for _, size in packages()[package]] or [0]
    assert sum(sizes) / len(sizes) <= MEAN
    assert sum(size > 10 for size in sizes) / len(sizes) <= OVER_TEN


def test_no_word_of_a_natural_language_stands_in_a_stage() -> None:
    assert literals.found() == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('word in ("he", "she")', ["he", "she"]),
        ('word.endswith("ed")', ["ed"]),
        ('{"is": 1}', ["is"]),
        ('re.compile(r"\\bsaid\\b|\\p{Lu}")', [r"\bsaid\b|\p{Lu}"]),
        ('word in (",", "—")', []),
        ('raise ValueError("no such word")', []),
    ],
)
def test_words_in_code_are_found(code: str, words: list[str], tmp_path: Path) -> None:
    path = tmp_path / "stage.py"
    path.write_text(code, encoding="utf-8")
    assert [word for _, word in literals.literals(path, frozenset())] == words


# -------------------------------------------------------------------------------------- layers


def test_imports_go_down_only() -> None:
    """The contract stands in pyproject.toml; imports inside functions count too."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", code, "--config", "pyproject.toml", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_languages_differ_in_data_not_in_code(path: Path) -> None:
    """No comparison of a language with a string: what differs stands in the language pack."""

    def is_language(node: ast.expr) -> bool:
        label = getattr(node, "id", None) or getattr(node, "attr", None)
        return label in {"lang", "language"}

    def is_literal(node: ast.expr) -> bool:
        parts = node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else [node]
        return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)

    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            assert not (any(map(is_language, sides)) and any(map(is_literal, sides))), node.lineno
        if isinstance(node, ast.Match):
            assert not is_language(node.subject), node.lineno


def run_python(code: str, *flags: str, **environment: str) -> str:
    command = [sys.executable, *flags, "-c", code]
    variables = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT / "src", env=variables, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_is_quiet_and_loads_only_the_dependencies() -> None:
    loaded = run_python(
        "import sys, json; before = set(sys.modules); import quoteattr\n"
        "print(json.dumps(sorted({m.partition('.')[0] for m in set(sys.modules) - before})))",
        *("-W", "error"),
    )
    allowed = {"quoteattr", "attr", "attrs", "regex", "rapidfuzz"} | sys.stdlib_module_names
    assert set(json.loads(loaded)) - allowed == set()


# --------------------------------------------------------------------------------- public names

PUBLIC = [n for n in quoteattr.__all__ if not n.startswith("__")]


def public_methods(cls: type) -> Iterator[tuple[str, object]]:
    for label, value in vars(cls).items():
        if not label.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
            yield label, value


@pytest.mark.parametrize("label", PUBLIC)
def test_public_name_is_documented_and_typed(label: str) -> None:
    value = getattr(quoteattr, label)
    if not callable(value):
        pytest.fail(f"{label} is neither a class nor a function")
    assert (value.__doc__ or "").strip(), "no docstring"
    called: list[tuple[str, object]] = [(label, value)] if inspect.isfunction(value) else []
    if inspect.isclass(value) and value.__module__.startswith("quoteattr"):
        called = list(public_methods(value))
    for method, function in called:
        plain = function.fget if isinstance(function, property) else function
        assert plain is not None and inspect.isfunction(plain)
        assert (plain.__doc__ or "").strip(), f"{method}: no docstring"
        parameters = [p for p in inspect.signature(plain).parameters if p not in ("self", "cls")]
        hints = plain.__annotations__
        assert set(parameters) | {"return"} <= set(hints), f"{method}: annotations missing"


@pytest.mark.parametrize(
    "cls",
    [c for c in vars(quoteattr.types).values() if isinstance(c, type) and attrs.has(c)],
    ids=lambda c: c.__name__,
)
def test_values_are_frozen_with_slots_and_tuples(cls: type) -> None:
    assert "__dict__" not in dir(cls), "no slots"
    assert cls.__setattr__ is not object.__setattr__, "not frozen"
    for attribute in attrs.fields(cls):
        kind = attribute.type if isinstance(attribute.type, str) else str(attribute.type)
        assert not re.match(r"(list|dict|set)\b", kind), f"{attribute.name}: {kind} can change"


def test_contributing_says_what_each_file_of_rules_holds() -> None:
    page = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    files = {path.name for path in (PACKAGE / "news" / "rules").glob("*.py")} - {"__init__.py"}
    assert {name for name in files if f"`{name}`" not in page} == set()


def test_all_lists_what_is_there() -> None:
    assert sorted(quoteattr.__all__) == sorted(set(quoteattr.__all__))
    assert [n for n in quoteattr.__all__ if not hasattr(quoteattr, n)] == []


# ------------------------------------------------------------------------------ commands, contents


@pytest.mark.parametrize("path", ["README.md", ".ci/run"])
def test_readme_and_ci_run_the_same_tests(path: str) -> None:
    assert TEST_COMMAND in (ROOT / path).read_text(encoding="utf-8")


def tracked() -> list[Path]:
    """The project's own text files, as git sees them; without git, those beside this test."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    found = [ROOT / n for n in done.stdout.split("\0") if n] if done.returncode == 0 else MODULES
    return [path for path in found if path.is_file()]


def test_no_path_of_one_machine_is_named() -> None:
    """Folders of whoever wrote it; written here in parts, so that this file does not name one."""
    homes = "|".join(("work", "root", "home", "Users"))
    absolute = re.compile(rf"(?<![\w.~/])/(?:{homes})/\w")
    found = [
        f"{name(path)}: {match.group()}"
        for path in tracked()
        if path.suffix in {"", ".py", ".md", ".toml", ".json", ".tsv", ".yml", ".cfg"}
        if (match := absolute.search(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_type_hints_resolve() -> None:
    """What a user's own tools read (typing.get_type_hints) works for every public function."""
    for label in PUBLIC:
        value = getattr(quoteattr, label)
        if inspect.isfunction(value):
            assert typing.get_type_hints(value)
