"""A novel as scripts to record: a file for each chapter, each line with the voice that reads it.

    python examples/chapter_scripts.py examples/clock.txt scripts

`quoteattr BOOK --chapters FOLDER` does this in one command; begin here to write what your studio wants.
"""

import argparse
import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import quoteattr


def voice(line: quoteattr.ScriptLine) -> str:
    """Who reads the line; (?) where the speaker is more likely wrong than right, or was not found."""
    if not line.spoken:
        return "NARRATOR"
    name = line.speaker.name.upper() if line.speaker else ""
    sure = line.confidence is None or line.confidence >= 0.5
    return name if sure else f"{name} (?)".strip()


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a script to record for each chapter of a novel.")
    parser.add_argument("book", type=Path, help="a text file")
    parser.add_argument("folder", type=Path, help="a new folder for the scripts")
    parser.add_argument("--known", type=Path, help="the cast as CSV, as --format cast writes it")
    chosen = parser.parse_args()
    if chosen.folder.exists():
        parser.error(f"{chosen.folder} is there already; name a new folder")

    known = quoteattr.read_known(chosen.known) if chosen.known else ()
    attributor = quoteattr.Attributor(genre="fiction", known=known)
    lines = attributor.attribute(chosen.book.read_text(encoding="utf-8")).to_script()

    chosen.folder.mkdir(parents=True)
    chapters = [(name, list(part)) for name, part in groupby(lines, key=lambda line: line.chapter)]
    for number, (name, part) in enumerate(chapters):
        slug = re.sub(r"\W+", "-", (name or "outside of chapters").casefold()).strip("-")
        script = "".join(f"{voice(line)}: {' '.join(line.text.split())}\n" for line in part)
        file = chosen.folder / f"{number:02}-{slug}.txt"
        file.write_text(script, encoding="utf-8")

        words: Counter[str] = Counter()
        for line in part:
            words[voice(line)] += len(line.text.split())
        print(f"{file.name}: {', '.join(f'{who} {count}' for who, count in words.most_common())}")


if __name__ == "__main__":
    main()
