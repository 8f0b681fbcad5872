"""TEI P5 (https://tei-c.org/guidelines/p5/): the text in paragraphs, its quotations as ``said``.

Read back, the text content of ``body`` is the text as given (U+FFFD for what XML cannot hold), so that
offsets hold: every carriage return is written ``&#13;``, white space is preserved, nothing is added.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from quoteattr.export.characters import for_xml
from quoteattr.text.layout import paragraphs
from quoteattr.types import Attribution, Outcome, Span, Speaker
from quoteattr.version import __version__

_XML_SPACE = " \t\n\r"
_SEX = {"female": "F", "male": "M", "other": "O"}
_KINDS = {
    "direct": "in quotation marks",
    "mixed": "reported, partly in quotation marks",
    "indirect": "reported",
}
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = {**_TEXT, **str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})}


def document(text: str, outcome: Outcome, title: str = "", language: str = "") -> str:
    """The whole file, in UTF-8 when encoded; well-formed whatever the text holds."""
    ids = {s.id: s.id if re.fullmatch(r"s\d+", s.id) else f"x{n}" for n, s in enumerate(outcome.speakers)}
    tag = re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", language)
    said = f' xml:lang="{language}"' if tag else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
        f"{_header(text, outcome.speakers, title, ids)}"
        f'<text{said}><body xml:space="preserve">{_body(text, _marks(outcome, ids))}</body></text>\n</TEI>\n'
    )


def _escaped(text: str) -> str:
    return for_xml(text).translate(_TEXT)


def _attribute(name: str, value: str | None) -> str:
    return f' {name}="{for_xml(value).translate(_VALUE)}"' if value else ""


# ------------------------------------------------------------------------------------------- header


def _header(text: str, speakers: Sequence[Speaker], title: str, ids: dict[str, str]) -> str:
    replaced = sum(a != b for a, b in zip(text, for_xml(text), strict=True))
    kinds = "".join(
        f'<category xml:id="{kind}"><catDesc>{meaning}</catDesc></category>'
        for kind, meaning in _KINDS.items()
    )
    people = "\n".join(_entry(s, ids) for s in speakers if s.kind != "organization")
    orgs = "\n".join(_entry(s, ids) for s in speakers if s.kind == "organization")
    cast = (f"<listPerson>\n{people}\n</listPerson>\n" if people else "") + (
        f"<listOrg>\n{orgs}\n</listOrg>\n" if orgs else ""
    )
    return (
        f"<teiHeader>\n<fileDesc>\n<titleStmt><title>{_escaped(title) or 'Untitled'}</title></titleStmt>\n"
        "<publicationStmt><p>Not published.</p></publicationStmt>\n"
        f"<sourceDesc><p>A plain text of {len(text)} characters.</p></sourceDesc>\n</fileDesc>\n"
        f"<encodingDesc>\n<p>Quotations and speakers found by quoteattr {__version__}. Characters that XML "
        f"cannot hold, each replaced by U+FFFD: {replaced}.</p>\n"
        f'<classDecl><taxonomy xml:id="kind">{kinds}</taxonomy></classDecl>\n</encodingDesc>\n'
        + (f"<profileDesc><particDesc>\n{cast}</particDesc></profileDesc>\n" if cast else "")
        + "</teiHeader>\n"
    )


def _entry(speaker: Speaker, ids: dict[str, str]) -> str:
    """A speaker as ``person``, ``personGrp`` or ``org``."""
    tag = {"organization": "org", "group": "personGrp"}.get(speaker.kind, "person")
    name, role = ("orgName", "desc") if tag == "org" else ("persName", "occupation")
    sex = None if tag == "org" or speaker.gender is None else _SEX[speaker.gender]
    members = " ".join(f"#{ids[m]}" for m in speaker.members if m in ids)
    unnamed = "unnamed" if speaker.kind == "unnamed" else None
    return (
        f'<{tag} xml:id="{ids[speaker.id]}"{_attribute("sex", sex)}{_attribute("role", unnamed)}'
        f"{_attribute('corresp', members)}><{name}>{_escaped(speaker.name)}</{name}>"
        + "".join(f'<{name} type="alias">{_escaped(alias)}</{name}>' for alias in speaker.aliases)
        + "".join(f"<{role}>{_escaped(r)}</{role}>" for r in speaker.roles)
        + (f'<idno type="known">{_escaped(speaker.known_id)}</idno>' if speaker.known_id else "")
        + f"</{tag}>"
    )


# --------------------------------------------------------------------------------- elements of the body


@frozen
class _Mark:
    """An element of the body: what it covers, and the quotations it belongs to (their numbers)."""

    tag: str
    id: str
    attributes: str
    spans: tuple[Span, ...]
    of: tuple[int, ...] = ()


def _marks(outcome: Outcome, ids: dict[str, str]) -> list[_Mark]:
    """The quotations, in order, and behind them cues and sources, each place once."""
    said = [_said(n, a, ids) for n, a in enumerate(outcome.attributions, 1)]
    belongs: dict[tuple[str, str, Span], list[int]] = {}
    for n, a in enumerate(outcome.attributions):
        if a.cue:
            belongs.setdefault(("seg", _attribute("type", "cue"), a.cue.span), []).append(n)
        if a.mention:
            who = _pointers(ids, (a.speaker,))
            facts = _attribute("type", a.mention.kind) + _attribute("ref", who)
            belongs.setdefault(("rs", facts, a.mention.span), []).append(n)
    return said + [
        _Mark(tag, f"{tag}{k}", facts, (span,), tuple(quotations))
        for k, ((tag, facts, span), quotations) in enumerate(belongs.items(), 1)
    ]


def _said(number: int, attribution: Attribution, ids: dict[str, str]) -> _Mark:
    quotation, confidence = attribution.quotation, attribution.confidence
    facts = (
        _attribute("who", _pointers(ids, (attribution.speaker,)))
        + _attribute("toWhom", _pointers(ids, attribution.addressees))
        + _attribute("direct", "true" if quotation.kind == "direct" else "false")
        + _attribute("aloud", "false" if quotation.medium == "thought" else None)
        + _attribute("ana", f"#{quotation.kind}")
        + _attribute("cert", None if confidence is None else f"{confidence:.4g}")
    )
    return _Mark("said", f"q{number}", facts, quotation.spans)


def _pointers(ids: dict[str, str], speakers: Iterable[Speaker | None]) -> str:
    return " ".join(f"#{ids[s.id]}" for s in speakers if s and s.id in ids)


# --------------------------------------------------------------------------------------------- body


@frozen
class _Piece:
    """A stretch of one paragraph that belongs to span ``span`` of mark ``mark``."""

    start: int
    end: int
    mark: int
    span: int


def _body(text: str, marks: Sequence[_Mark]) -> str:
    """Paragraphs with the marks as elements, cut into fragments where they would overlap."""
    blocks = _blocks(text)
    pieces = _pieces(blocks, marks)
    written: list[tuple[int, str]] = []  # (-1, what stands there) or (mark, "") where it opens
    fragments: list[list[int]] = [[] for _ in marks]  # of each mark, in order: the number of its span
    last = 0
    for (start, end), inside in zip(blocks, pieces, strict=True):
        written.append((-1, _escaped(text[last:start]) + "<p>"))
        last = end
        inside.sort(key=lambda p: (p.start, -p.end, p.mark))
        opened: list[_Piece] = []
        for a, b, open_now in _stretches(start, end, inside):
            same = sum(1 for _ in _alike(opened, open_now))
            written += [(-1, f"</{marks[p.mark].tag}>") for p in reversed(opened[same:])]
            for piece in open_now[same:]:
                fragments[piece.mark].append(piece.span)
                written.append((piece.mark, ""))
            written.append((-1, _escaped(text[a:b])))
            opened = open_now
        written += [(-1, f"</{marks[p.mark].tag}>") for p in reversed(opened)]
        written.append((-1, "</p>"))
    written.append((-1, _escaped(text[last:])))
    return "".join(_rendered(written, marks, fragments))


def _blocks(text: str) -> list[tuple[int, int]]:
    """The paragraphs, and white space beside them that XML takes for characters."""
    edges = [(p.start, p.end) for p in paragraphs(text)]
    if not edges:
        return [(0, len(text))]
    starts = [0 if text[: edges[0][0]].strip(_XML_SPACE) else edges[0][0], *(s for s, _ in edges[1:])]
    nexts = [*starts[1:], len(text)]
    ends = [n if text[e:n].strip(_XML_SPACE) else e for (_, e), n in zip(edges, nexts, strict=True)]
    return list(zip(starts, ends, strict=True))


def _pieces(blocks: Sequence[tuple[int, int]], marks: Sequence[_Mark]) -> list[list[_Piece]]:
    """For each block, what of the marks lies in it."""
    found: list[list[_Piece]] = [[] for _ in blocks]
    starts = [start for start, _ in blocks]
    for m, mark in enumerate(marks):
        for k, span in enumerate(mark.spans):
            for b in range(max(bisect_right(starts, span.start) - 1, 0), len(blocks)):
                if starts[b] >= span.end:
                    break
                start, end = max(span.start, starts[b]), min(span.end, blocks[b][1])
                if start < end:
                    found[b].append(_Piece(start, end, m, k))
    return found


def _stretches(start: int, end: int, pieces: Sequence[_Piece]) -> Iterator[tuple[int, int, list[_Piece]]]:
    """The block in stretches between which something opens or closes; the pieces, sorted, in each."""
    rank = {id(piece): n for n, piece in enumerate(pieces)}
    begins: dict[int, list[_Piece]] = {}
    for piece in pieces:
        begins.setdefault(piece.start, []).append(piece)
    cuts = sorted({start, end, *(p.start for p in pieces), *(p.end for p in pieces)})
    now: list[_Piece] = []
    for a, b in pairwise(cuts):
        now = [p for p in now if p.end > a] + begins.get(a, [])
        now.sort(key=lambda p: rank[id(p)])
        yield a, b, now


def _alike(one: Sequence[_Piece], other: Sequence[_Piece]) -> Iterator[_Piece]:
    for a, b in zip(one, other, strict=False):
        if a is not b:
            return
        yield a


def _rendered(
    written: Sequence[tuple[int, str]], marks: Sequence[_Mark], fragments: Sequence[Sequence[int]]
) -> Iterator[str]:
    """The body's strings; fragments of one element are linked by ``next`` and ``prev``, and ``n`` is the
    number of the span they belong to."""
    seen = [0] * len(marks)
    for m, string in written:
        if m < 0:
            yield string
            continue
        mark, k, count = marks[m], seen[m], len(fragments[m])
        seen[m] += 1
        names = [f"{mark.id}.{n + 1}" if n else mark.id for n in (k - 1, k, k + 1)]
        links = (
            _attribute("n", str(fragments[m][k] + 1))
            + _attribute("prev", f"#{names[0]}" if k else None)
            + _attribute("next", f"#{names[2]}" if k + 1 < count else None)
        )
        of = " ".join(f"#{marks[q].id}" for q in mark.of if fragments[q])
        known = _attribute("xml:id", names[1]) if mark.tag == "said" or count > 1 else ""
        yield f"<{mark.tag}{known}{links if count > 1 else ''}{mark.attributes}{_attribute('corresp', of)}>"
