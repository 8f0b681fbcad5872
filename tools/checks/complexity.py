"""How dense each package is: cyclomatic complexity of its functions, and its length.

usage: python -m tools.checks.complexity [--functions PACKAGE]

A function's complexity is 1, and 1 more for each branch (if, loop, exception, case, conditional expression, a
comprehension's for and if) and each further operand of "and" or "or" (McCabe 1976). The bars: a mean of at
most 5.5 in each package, and at most 8 % of its functions over 10. Exit status 1 where one does not hold.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools import corpora

PACKAGE = corpora.SRC / "quoteattr"
MEAN, OVER_TEN = 5.5, 0.08

Function = ast.FunctionDef | ast.AsyncFunctionDef
_BRANCHES = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.AsyncFor, ast.match_case)


def complexity(function: ast.AST) -> int:
    """Of one function; functions inside it count for themselves."""
    found = 1
    for node in _own_nodes(function):
        if isinstance(node, _BRANCHES):
            found += 1
        elif isinstance(node, ast.comprehension):
            found += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
    return found


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, Function):
            yield child
            yield from _own_nodes(child)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(name, complexity) of each function and method of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield f"{path.relative_to(PACKAGE)}:{node.name}", complexity(node)


def package_of(path: Path) -> str:
    """The dotted name of the folder that holds a module."""
    return ".".join(path.parent.relative_to(PACKAGE).parts) or "quoteattr"


@cache
def packages() -> dict[str, list[tuple[str, int]]]:
    """The functions of each folder that holds modules, by its dotted name."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        found.setdefault(package_of(path), []).extend(functions(path))
    return found


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--functions", metavar="PACKAGE", help="list its functions, the worst first")
    chosen = parser.parse_args(arguments)
    failed = 0
    for name, rows in packages().items():
        if not rows:
            continue
        sizes = [size for _, size in rows]
        mean, over = sum(sizes) / len(sizes), sum(size > 10 for size in sizes) / len(sizes)
        bad = mean > MEAN or over > OVER_TEN
        failed += bad
        star = "  *" if bad else ""
        print(f"{name:24} {len(sizes):4} functions  mean {mean:5.1f}  over ten {over:6.1%}{star}")
        if chosen.functions == name:
            for function, size in sorted(rows, key=lambda row: -row[1]):
                print(f"    {size:3} {function}")
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py"))
    print(f"{lines} lines; {failed} packages beyond a bar (*)")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
