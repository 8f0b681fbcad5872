"""Who talks to whom: as pairs with their counts, and as GraphML for programs that draw networks."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from quoteattr.export.characters import for_xml
from quoteattr.types import Outcome, Speaker

_XML = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_NODE = ("name", "kind", "gender", "known_id")
_EDGE = ("quotations", "words")


@frozen
class Exchange:
    """What ``speaker`` says to ``addressee``: how many quotations and how many words (by white space)."""

    speaker: Speaker
    addressee: Speaker
    quotations: int
    words: int


def conversations(outcome: Outcome) -> tuple[Exchange, ...]:
    """Every (speaker, addressee) with their counts, the busiest first. A quotation to several people counts
    for each; one without a speaker or an addressee for nobody."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in outcome.attributions:
        for addressee in one.addressees if one.speaker is not None else ():
            assert one.speaker is not None
            counts = found.setdefault((one.speaker.id, addressee.id), [0, 0])
            counts[0] += 1
            counts[1] += len(one.quotation.text.split())
    cast = {speaker.id: speaker for speaker in outcome.speakers}
    pairs = [Exchange(cast[a], cast[b], *counts) for (a, b), counts in found.items()]
    return tuple(sorted(pairs, key=_busiest))


def _busiest(one: Exchange) -> tuple[int, int, str, str]:
    return -one.quotations, -one.words, one.speaker.name, one.addressee.name


def graphml(outcome: Outcome) -> str:
    """The same as a directed graph: everybody who speaks or is spoken to is a node (with name, kind, gender,
    known_id), every pair an edge (with quotations and words). U+FFFD stands for what XML cannot hold."""
    return "".join(_graphml(outcome))


def _graphml(outcome: Outcome) -> Iterator[str]:
    pairs = conversations(outcome)
    there = {one.speaker.id for one in outcome.attributions if one.speaker is not None}
    there |= {one.addressee.id for one in pairs}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name in _NODE:
        yield f'<key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    for name in _EDGE:
        yield f'<key id="{name}" for="edge" attr.name="{name}" attr.type="int"/>\n'
    yield '<graph edgedefault="directed">\n'
    numbers = {speaker.id: f"n{place}" for place, speaker in enumerate(outcome.speakers)}
    for speaker in outcome.speakers:
        if speaker.id in there:
            yield f'<node id="{numbers[speaker.id]}">{_data(speaker, _NODE)}</node>\n'
    for one in pairs:
        ends = f'source="{numbers[one.speaker.id]}" target="{numbers[one.addressee.id]}"'
        yield f"<edge {ends}>{_data(one, _EDGE)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(value: object, names: tuple[str, ...]) -> str:
    known = ((name, getattr(value, name)) for name in names)
    return "".join(
        f'<data key="{name}">{_escaped(found)}</data>' for name, found in known if found is not None
    )


def _escaped(found: object) -> str:
    return for_xml(str(found)).translate(_XML)
