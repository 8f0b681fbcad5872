"""Reading and writing the TSV tables that people edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLES = HERE / "en"


def read(name: str, folder: Path = TABLES) -> list[dict[str, str]]:
    """The rows of ``name.tsv`` by column name; comment lines (#) and empty lines are left out.

    Raises ValueError where a row has another number of columns than the header.
    """
    lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    kept = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    header = kept[0][1].split("\t")
    rows = []
    for number, line in kept[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise ValueError(f"{name}.tsv, line {number}: {len(cells)} columns, {len(header)} expected")
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]], comment: str = "") -> int:
    """Write ``name.tsv``, sorted, and say how many rows it has."""
    body = sorted("\t".join(str(cell) for cell in row) for row in rows)
    head = [f"# {comment}"] if comment else []
    text = "\n".join([*head, "\t".join(header), *body]) + "\n"
    (TABLES / f"{name}.tsv").write_text(text, encoding="utf-8")
    return len(body)


def words(text: str) -> list[str]:
    """The words of ``text``: short lists are easier to read so."""
    return text.split()


def verb_tables() -> tuple[dict[str, tuple[list[str], list[str]]], dict[str, str]]:
    """The irregular verbs (past forms, participles) and the verbs that double a consonant."""
    irregular = {r["lemma"]: (r["past"].split(), r["participle"].split()) for r in read("irregular_verbs")}
    return irregular, {r["lemma"]: r["how"] for r in read("doubling_verbs")}
