"""Cost grows with the length of the text and no faster: every shape of ``shapes.py``, in every setting.

usage: python -m tools.bench.growth [--lines | --valgrind] [--every] [--shapes WORD] [--settings WORD] [--all]

Each shape is made with about 500, 2,000 and 8,000 characters (for ``verify`` with 8,000 and 32,000), and
``counting.py`` counts what the analysis of each executes: instructions where the processor's counter can
be read, else lines. Four times the text may cost at most five times as much (a square costs up to
sixteen times). Nothing is subtracted, and no clock is asked: the figures are the same on a busy machine.
Each text is analysed once before it is counted, so that what is loaded at first use and what is
remembered of words is there for all of them. The mode "quoted" is another way through news alone: a story
is analysed in the same steps in both modes, and a test sees that it is.

Lines do not show a square inside a C call (a slice, ``str.find``, a regular expression, ``x in tuple``).
Where the processor's counter cannot be read, ``--valgrind`` counts instructions too, some ten times as slowly
as lines. The processor counts every shape in both genres and modes; where lines are counted, which takes
longer, that is so with ``--every``, and else with WHOLE of the shapes (see ``work``).
The work is divided among the cores; ``--all`` prints each figure. Exit status 1 if anything grows faster.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen

import quoteattr
from tools.bench.counting import Counter, counter, under_valgrind
from tools.bench.shapes import EXPORTED, NAMED, SHAPES, VERIFIED, WHOLE, grown, made_up

FACTORS = (1, 4, 16)
LONG_FACTORS = (16, 64)  # for what compares with all places where words stand, up to so many
LIMIT = 5.0
Call = Callable[[], object]


@frozen
class Figure:
    """``costs``: what ``shape`` costs in ``setting``, ever longer."""

    setting: str
    shape: str
    costs: tuple[int, ...]

    @property
    def steps(self) -> tuple[float, ...]:
        """How many times as much each next size costs."""
        return tuple(b / max(a, 1) for a, b in zip(self.costs, self.costs[1:], strict=False))

    def __str__(self) -> str:
        steps = ", ".join(f"{step:.2f}" for step in self.steps)
        return f"{self.setting}: {self.shape}: {steps} times ({', '.join(map(str, self.costs))})"


def attributing(**setting: Any) -> Callable[[str], Call]:
    """Of a text: the call that attributes it."""
    attributor = quoteattr.Attributor(**setting)
    return lambda text: lambda: attributor.attribute(text)


def exporting(genre: Any, export: Callable[[quoteattr.Analysis], object]) -> Callable[[str], Call]:
    """Of a text: the call that exports its analysis, which is made before."""

    def prepared(text: str) -> Call:
        analysis = analysed(genre, text)
        return lambda: export(analysis)

    return prepared


@lru_cache(maxsize=2 * len(FACTORS))
def analysed(genre: Any, text: str) -> quoteattr.Analysis:
    """What several exports of a text are made from, once."""
    return quoteattr.attribute(text, genre=genre)


def knowing(genre: Any, name: str) -> Callable[[str], Call]:
    """Of a text: the call that attributes it, with somebody known by such a ``name`` for every thirty
    characters; ``{}`` in it is another made-up name each time."""
    attributor = quoteattr.Attributor(genre=genre)

    def prepared(text: str) -> Call:
        count = range(len(text) // 30)
        known = tuple(
            quoteattr.KnownSpeaker(name.replace("{}", made_up(i)), aliases=("Quill", "Tom"), known_id=str(i))
            for i in count
        )
        return lambda: attributor.attribute(text, known=known)

    return prepared


SETTINGS: dict[str, Callable[[str], Call]] = {
    "news": attributing(genre="news"),
    "news, quoted": attributing(genre="news", mode="quoted"),
    "fiction": attributing(genre="fiction"),
}
PLAIN: dict[str, Callable[[str], Call]] = {
    "find_quotes": lambda text: lambda: quoteattr.find_quotes(text),
    "tokenize": lambda text: lambda: quoteattr.tokenize(text),
}
RULES: dict[str, Callable[[str], Call]] = {
    "news, rules alone": attributing(genre="news", model=None),
    "fiction, rules alone": attributing(genre="fiction", model=None),
}
EXPORTS: dict[str, Callable[[str], Call]] = {
    "to_dict": exporting("news", lambda a: a.to_dict()),
    "to_dict, utf16": exporting("fiction", lambda a: a.to_dict(offsets="utf16")),
    "from_dict": exporting("news", lambda a: quoteattr.Analysis.from_dict(a.to_dict())),
    "to_records": exporting("news", lambda a: a.to_records()),
    "to_script": exporting("news", lambda a: a.to_script()),
    "to_script, fiction": exporting("fiction", lambda a: a.to_script()),
    "to_html": exporting("news", lambda a: a.to_html()),
    "to_html, fiction": exporting("fiction", lambda a: a.to_html()),
    "to_tei": exporting("news", lambda a: a.to_tei()),
    "to_tei, fiction": exporting("fiction", lambda a: a.to_tei()),
    "to_brat": exporting("news", lambda a: a.to_brat()),
    "to_web_annotation": exporting("fiction", lambda a: a.to_web_annotation()),
}
"""Measured on the shapes of EXPORTED."""

KNOWN: dict[str, Callable[[str], Call]] = {
    "known namesakes": knowing("news", "Martha Quill"),
    "known namesakes, fiction": knowing("fiction", "Martha Quill"),
    "known families": knowing("news", "{} Quill"),
    "known families, fiction": knowing("fiction", "{} Quill"),
    "known first names, fiction": knowing("fiction", "Martha {}"),
}
"""Measured on the shapes of NAMED."""

VERIFYING: dict[str, Callable[[str], Call]] = {
    "verify": exporting("news", lambda a: quoteattr.verify(a, [a.text]))
}
"""A text held against itself, measured on the shapes of VERIFIED."""

ALL = SETTINGS | PLAIN | RULES | EXPORTS | KNOWN | VERIFYING


def work(every: bool) -> list[tuple[str, str]]:
    """All that is measured: (setting, shape).

    ``every``: each shape in all of SETTINGS, PLAIN and RULES. Else WHOLE of the shapes are in SETTINGS, the
    others in one of them in turn; PLAIN and RULES have each sixth shape.
    """
    found: list[tuple[str, str]] = []
    for number, shape in enumerate(SHAPES):
        settings = [*SETTINGS] if every or shape in WHOLE else [[*SETTINGS][number % len(SETTINGS)]]
        settings += [*PLAIN, *RULES] if every or number % 6 == 0 else []
        settings += [*EXPORTS] if shape in EXPORTED else []
        settings += [*KNOWN] if shape in NAMED else []
        settings += [*VERIFYING] if shape in VERIFIED else []
        found += [(setting, shape) for setting in settings]
    return found


def measured(setting: str, shape: str, counter: Counter) -> Figure:
    """What ``shape`` costs in ``setting``, ever longer."""
    prepare = ALL[setting]
    costs = []
    for factor in LONG_FACTORS if setting in VERIFYING else FACTORS:
        call = prepare(grown(shape, factor))
        call()
        costs.append(counter.count(call))
    return Figure(setting, shape, tuple(costs))


def run_part(given: argparse.Namespace) -> int:
    """Measure one part of the work, and print each figure as a line of JSON."""
    number, of = map(int, given.part.split("/"))
    chosen_counter = counter(lines=given.lines)
    every = given.every or chosen_counter.unit == "instructions"
    wanted = [(a, b) for a, b in work(every) if given.settings in a and given.shapes in b]
    shapes = list(dict.fromkeys(shape for _, shape in wanted))
    random.Random(0).shuffle(shapes)  # so that each part has its share of what takes long
    mine = set(shapes[number::of])  # whole shapes: their analyses serve several exports
    for setting, shape in [one for one in wanted if one[1] in mine]:
        figure = measured(setting, shape, chosen_counter)
        print(json.dumps([chosen_counter.unit, setting, shape, figure.costs]), flush=True)
    return 0


def parts(arguments: list[str], valgrind: bool) -> Iterator[tuple[str, Figure]]:
    """(unit, figure) of all parts, which run side by side, one on each core."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        running = []
        for number in range(cores):
            command = [sys.executable, "-m", "tools.bench.growth", *arguments, "--part", f"{number}/{cores}"]
            environment = dict(os.environ)
            if valgrind:
                own = Path(folder) / str(number)
                own.mkdir()
                command, environment = under_valgrind(command, own)
            running.append(
                subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8")
            )
        for process in running:
            assert process.stdout is not None
            for line in process.stdout:
                unit, setting, shape, costs = json.loads(line)
                yield unit, Figure(setting, shape, tuple(costs))
            if process.wait():
                raise SystemExit("growth: a part failed; its message stands above")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--lines", action="store_true", help="count lines even where instructions can be counted"
    )
    parser.add_argument("--valgrind", action="store_true", help="count instructions with Cachegrind")
    parser.add_argument("--every", action="store_true", help="every shape in every genre and mode")
    parser.add_argument("--shapes", default="", metavar="WORD", help="only shapes whose name holds this")
    parser.add_argument("--settings", default="", metavar="WORD", help="only settings whose name holds this")
    parser.add_argument("--all", action="store_true", help="print every figure")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.part:
        return run_part(given)
    found = list(parts(arguments, given.valgrind))
    figures = sorted((figure for _, figure in found), key=lambda figure: -max(figure.steps))
    failed = [figure for figure in figures if max(figure.steps) > LIMIT]
    for figure in figures if given.all else failed or figures[:3]:
        print(f"  {figure}")
    unit = found[0][0] if found else "nothing"
    print(
        f"growth: {len(figures)} measured ({unit}), {len(failed)} cost over {LIMIT} times in a fourfold step"
    )
    return 1 if failed or not figures else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
