"""A folder of texts as a SQLite database: documents, their speakers, and what each is quoted saying.

    python examples/to_sqlite.py examples/newsroom quotations.db

A text that fails is a row of documents with its error. Offsets count characters, ends are exclusive.
"""

import argparse
import sqlite3
from pathlib import Path

import quoteattr

TABLES = """
CREATE TABLE documents (id PRIMARY KEY, genre, text, error);
CREATE TABLE speakers (document REFERENCES documents, id, name, kind, gender, PRIMARY KEY (document, id));
CREATE TABLE attributions (document REFERENCES documents, number, start_offset, end_offset, kind, quotation,
    speaker, confidence, PRIMARY KEY (document, number), FOREIGN KEY (document, speaker) REFERENCES speakers);
"""
RECORD = ("doc_id", "quote_index", "start", "end", "kind", "text", "speaker_in_doc", "confidence")
QUESTION = """
SELECT name, count(*), count(DISTINCT said.document) FROM attributions AS said
JOIN speakers ON speakers.document = said.document AND speakers.id = said.speaker
WHERE speakers.kind = 'person' GROUP BY name ORDER BY count(*) DESC, name LIMIT 5
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Put who said what in a folder of .txt files into SQLite.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("database", type=Path, help="a new file")
    chosen = parser.parse_args()
    paths = sorted(chosen.folder.rglob("*.txt"))
    if chosen.database.exists() or not paths:
        parser.error(f"{chosen.database} is there already, or {chosen.folder} has no .txt files")
    database = sqlite3.connect(chosen.database)
    database.executescript(TABLES)
    texts = ((path.read_text(encoding="utf-8"), path) for path in paths)
    for found, path in quoteattr.Attributor().pipe(texts, as_tuples=True):
        name = path.relative_to(chosen.folder).as_posix()
        if isinstance(found, quoteattr.Failure):
            database.execute("INSERT INTO documents (id, error) VALUES (?, ?)", (name, found.message))
            continue
        people = dict.fromkeys(said.speaker for said in found if said.speaker)
        speakers = [(name, who.id, who.name, who.kind, who.gender) for who in people]
        rows = [tuple(record[column] for column in RECORD) for record in found.to_records(name)]
        database.execute("INSERT INTO documents VALUES (?, ?, ?, NULL)", (name, found.genre, found.text))
        database.executemany("INSERT INTO speakers VALUES (?, ?, ?, ?, ?)", speakers)
        database.executemany("INSERT INTO attributions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    database.commit()
    print(f"{'speaker':20} quotations  documents")
    for name, quotations, documents in database.execute(QUESTION):
        print(f"{name:20} {quotations:10} {documents:10}")
    database.close()


if __name__ == "__main__":
    main()
