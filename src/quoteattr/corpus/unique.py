"""Identifiers that stand for one text each, over more texts than fit into memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from attrs import evolve

from quoteattr.corpus.texts import Item


def unique(items: Iterable[Item]) -> Iterator[Item]:
    """The items; those whose id another text had before fail. What was seen is in a file of its own that
    vanishes with the process."""
    seen = sqlite3.connect("")  # on disk, for the memory it takes is bounded
    try:
        seen.execute("CREATE TABLE ids (id BLOB PRIMARY KEY, place TEXT) WITHOUT ROWID")
        for item in items:
            if item.text is not None:
                key = item.doc_id.encode("utf-8", "surrogatepass")
                place = f"{item.file}, row {item.row}" if item.row else item.file
                place = place.encode("utf-8", "backslashreplace").decode()
                new = seen.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (key, place)).rowcount
                if not new:
                    ((first,),) = seen.execute("SELECT place FROM ids WHERE id = ?", (key,))
                    message = f"another text has the id {item.doc_id!r}: {first}"
                    item = evolve(item, text=None, error="DuplicateId", message=message)
            yield item
    finally:
        seen.close()
