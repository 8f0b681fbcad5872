"""How often women and men are quoted in a folder of news, in their own words and in others'.

    python examples/speakers_by_gender.py examples/newsroom

Whose gender neither the text nor a list of first names tells is counted as unknown. First names mislead: with
`--gender-from text` only titles, roles and repeated pronouns tell. For large corpora: `quoteattr people`.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import quoteattr
from quoteattr.people import Document, Registry, audit


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    """The analysed texts; what cannot be analysed is named and left out."""
    texts = ((path.read_text(encoding="utf-8"), str(path)) for path in paths)
    for found, name in quoteattr.Attributor().pipe(texts, as_tuples=True):
        if isinstance(found, quoteattr.Failure):
            print(f"{name} left out: {found.message}")
        else:
            yield Document.of(name, found)


def main() -> None:
    parser = argparse.ArgumentParser(description="Count who is quoted in a folder of .txt files, by gender.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gender-from", choices=("any", "text"), default="any")
    chosen = parser.parse_args()

    paths = sorted(chosen.folder.rglob("*.txt"))
    if not paths:
        parser.error(f"{chosen.folder} has no .txt files")
    found = audit(documents(paths), Registry(), gender_from=chosen.gender_from)

    print(f"{found.documents} documents, {found.silent} of them without a quotation that counts\n")
    print(f"{'':8} {'direct':>7} {'mixed':>7} {'indirect':>9} {'all':>5}")
    for row in found.by_gender:
        counts = row.counts
        print(f"{row.label:8} {counts.direct:7} {counts.mixed:7} {counts.indirect:9} {counts.total:5}")


if __name__ == "__main__":
    main()
