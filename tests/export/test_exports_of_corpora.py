"""Dev documents of ../shared in every format: valid to an independent reader, offsets read back equal.

Of each corpus the first MOST; of the novels, the first is read whole and of the others the opening:
tools/checks/exports.py reads all whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import readers

from quoteattr import attribute
from tools import corpora

FILES = sorted((corpora.SHARED / "data").glob("*.dev.jsonl"))
MOST, OPENING = 20, 60_000

pytestmark = [
    pytest.mark.skipif(not FILES, reason="needs the corpora in ../shared"),
    pytest.mark.integration,  # slow
]


def texts(path: Path) -> Iterator[tuple[str, str]]:
    for number, document in enumerate(corpora.read_jsonl(path, MOST)):
        yield document["id"], document["text"][: None if number == 0 else OPENING]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_documents_in_every_format(path: Path) -> None:
    for module in ("bratly.io", "jsonschema", "pandas", "pyld"):
        pytest.importorskip(module, reason="needs the extras [pandas], [readers] and [test]")
    readers.tei_schema()
    from tools.checks import exports  # asks for those extras itself

    found = {name: exports.faults(name, attribute(text)) for name, text in texts(path)}
    assert found and {name: faults for name, faults in found.items() if faults} == {}
