"""Every dev document of ../shared in every format: valid to an independent reader, offsets read back equal.

Of the novels, the first is read whole and of the others the opening; QUOTEATTR_WHOLE=1 reads all whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import readers
from test_formats import BREAKS

import corpora
from quoteattr import Analysis, attribute
from quoteattr.export.characters import xml_holds

FILES = sorted((corpora.SHARED / "data").glob("*.dev.jsonl"))
OPENING = 60_000

pytestmark = pytest.mark.skipif(not FILES, reason="needs the corpora in ../shared")


def texts(path: Path) -> Iterator[tuple[str, str]]:
    whole = "QUOTEATTR_WHOLE" in os.environ
    for number, document in enumerate(corpora.read_jsonl(path)):
        yield document["id"], document["text"][: None if whole or number == 0 else OPENING]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_document_in_every_format(path: Path) -> None:
    schema = readers.tei_schema()
    checked = 0
    for name, text in texts(path):
        analysis = attribute(text)
        spans = [[(s.start, s.end) for s in a.quotation.spans] for a in analysis]
        root = readers.tei_root(analysis.to_tei(name))
        assert schema.validate(root), f"{name}: {schema.error_log}"
        assert readers.tei_quotations(root) == (xml_holds(text), spans), name
        shown, standoff = analysis.to_brat()
        # brat's stretches leave out line breaks and tabs
        inked = [[i for start, end in q for i in range(start, end) if text[i] not in BREAKS] for q in spans]
        read = readers.brat_quotations(shown, standoff)
        assert [[i for start, end in q for i in range(start, end)] for q in read] == inked, name
        assert readers.web_quotations(shown, analysis.to_web_annotation(name)) == spans, name
        line = json.dumps(analysis.to_dict(offsets="utf16"))
        assert Analysis.from_dict(json.loads(line)) == analysis, name
        checked += 1
    assert checked
