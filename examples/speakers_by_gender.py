"""How often women and men are quoted in a folder of news, in their own words and in others'.

    python examples/speakers_by_gender.py examples/newsroom

Whose gender neither the text nor a list of first names tells is counted as unknown. First names mislead: with
`--gender-from text` only titles, roles and repeated pronouns tell. For large corpora: `quoteattr people`.
"""

import argparse
from pathlib import Path

import quoteattr
from quoteattr.people import Document, Registry, audit


def main() -> None:
    parser = argparse.ArgumentParser(description="Count who is quoted in a folder of .txt files, by gender.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gender-from", choices=("any", "text"), default="any")
    chosen = parser.parse_args()

    paths = sorted(chosen.folder.rglob("*.txt"))
    if not paths:
        parser.error(f"{chosen.folder} has no .txt files")
    texts = ((path.read_text(encoding="utf-8"), str(path)) for path in paths)
    analyses = quoteattr.Attributor().pipe(texts, as_tuples=True, on_error="raise")
    documents = (Document.of(name, analysis) for analysis, name in analyses)
    found = audit(documents, Registry(), gender_from=chosen.gender_from)

    print(f"{found.documents} documents, {found.silent} of them without a quotation that counts\n")
    print(f"{'':8} {'direct':>7} {'mixed':>7} {'indirect':>9} {'all':>5}")
    for row in found.by_gender:
        counts = row.counts
        print(f"{row.label:8} {counts.direct:7} {counts.mixed:7} {counts.indirect:9} {counts.total:5}")


if __name__ == "__main__":
    main()
