"""brat standoff (https://brat.nlplab.org/standoff.html) as we write it, and as people mark it.

Types of annotations have roles (``TYPES``, names compared without case, ``_`` and ``-``): content, of a kind
perhaps, source, or cue. A relation or an event whose ends are a content and a source (or a cue) joins them,
whatever its own name; a source joined to a cue alone belongs to what the cue introduces. All contents of one
event are one quotation. An attribute whose value is a kind gives the kind. The note on a ``Quotation`` is the
name of its speaker.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Literal, get_args

from attrs import define, field, frozen

from quoteattr import arguments, files
from quoteattr.arguments import shown
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.evaluation.values import MarkedQuotation, MarkedText
from quoteattr.types import QuotationKind, Span

Role = Literal["content", "direct", "mixed", "indirect", "source", "cue"]

TYPES: dict[str, Role] = {
    **dict.fromkeys(("quotation", "quote", "content", "statement", "utterance", "speech"), "content"),
    **dict.fromkeys(("direct", "directquotation", "directquote", "directspeech"), "direct"),
    **dict.fromkeys(("mixed", "mixedquotation", "mixedquote"), "mixed"),
    **dict.fromkeys(("indirect", "indirectquotation", "indirectquote", "indirectspeech"), "indirect"),
    **dict.fromkeys(("source", "speaker", "mention"), "source"),
    **dict.fromkeys(("cue", "attribution", "reportingverb", "verb"), "cue"),
}
"""Role of each name of a type, of an event's argument, or of a relation; folded (see ``read_brat``)."""

_SPEAKER_NOTES = "quotation"  # on this type a note is our own export's speaker
_BROKEN = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")  # what a fragment may not hold
_PLACE = re.compile(r"\d{1,15} \d{1,15}(?:;\d{1,15} \d{1,15})*", re.ASCII)


def read_brat(
    path: str | PathLike[str], types: Mapping[str, str] | None = None, encoding: str = "utf-8"
) -> tuple[MarkedText, ...]:
    """The texts of a folder of ``.txt`` and ``.ann`` (folders in it too), or of one ``.ann`` beside its
    ``.txt``, by name. A text's id is its path in the folder without the ending.

    ``types`` gives roles to more names of types than ``TYPES`` does, or other ones. Fragments that only line
    breaks and tabs part are one span. Raises InputFileError for what is not brat, for a file of a pair that
    is missing, and where no annotation at all has the role of content; ArgumentError for another role.
    """
    roles = {**TYPES, **checked_types({} if types is None else types)}
    root = arguments.path("path", path)
    arguments.encoding("encoding", encoding)
    stems = sorted(_stems(root)) if os.path.isdir(root) else [os.path.splitext(root)[0]]
    if not stems:
        raise InputFileError(root, "has no .ann file")
    seen: set[str] = set()
    texts = [_text(stem, root, roles, encoding, seen) for stem in stems]
    if seen and not any(text.quotations for text in texts):
        message = f"nothing is the content of a quotation; the types are {', '.join(sorted(seen))}"
        raise InputFileError(root, f"{message} (say which is: --type NAME=content)")
    return tuple(texts)


def checked_types(types: Mapping[str, str]) -> dict[str, Role]:
    """The roles by the folded names of types. Raises ArgumentError for what is none."""
    roles: dict[str, Role] = {}
    for name, role in arguments.mapping("types", types).items():
        known = next((one for one in get_args(Role) if isinstance(role, str) and one == role), None)
        if known is None:
            message = f"{shown(name)} must be one of {', '.join(get_args(Role))}, not {shown(role)}"
            raise ArgumentError("types", role, message)
        roles[_folded(arguments.string("types", name))] = known
    return roles


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").rstrip("0123456789")


def _stems(folder: str) -> Iterator[str]:
    for where, names in files.walked(folder):
        pairs = {os.path.splitext(n)[0] for n in names if n.endswith(".ann") and not n.startswith(".")}
        lone = {n for n in names if n.endswith(".txt") and n.removesuffix(".txt") not in pairs}
        if lone and pairs:
            message = "has no .ann beside it (an empty one says that nothing is quoted)"
            raise InputFileError(os.path.join(where, min(lone)), message)
        yield from (os.path.join(where, name) for name in pairs)


def _text(stem: str, root: str, roles: Mapping[str, Role], encoding: str, seen: set[str]) -> MarkedText:
    file = f"{stem}.ann"
    text = files.text(f"{stem}.txt", encoding, files.ENCODING_HINT)
    marks = _Marks(file, text, roles)
    # brat ends a line with \n alone; other breaks may stand in a note
    for number, line in enumerate(files.text(file, encoding, files.ENCODING_HINT).split("\n"), 1):
        if line.strip():
            marks.add(line.removesuffix("\r"), number)
    seen.update(bound.type for bound in marks.bounds.values())
    name = os.path.relpath(stem, root) if os.path.isdir(root) else os.path.basename(stem)
    return MarkedText(name.replace(os.sep, "/"), text, marks.quotations(), file=file)


@frozen
class _Bound:
    """A text-bound annotation; ``role`` is None for a type that has none."""

    type: str
    role: Role | None
    spans: tuple[Span, ...]


@define
class _Links:
    """Groups of annotations that belong together, each with its role in the group, or None. Of a group of
    many, no pairs are made."""

    groups: list[list[tuple[str, str | None]]] = field(factory=list)
    contents: list[frozenset[str]] = field(factory=list)
    of: dict[str, list[int]] = field(factory=dict)

    def add(self, group: list[tuple[str, str | None]]) -> None:
        """One more group."""
        for one in dict.fromkeys(one for one, _ in group):
            self.of.setdefault(one, []).append(len(self.groups))
        self.groups.append(group)
        self.contents.append(frozenset(one for one, role in group if role == "content"))

    def joined(self, ids: Iterable[str], role: str) -> list[str]:
        """Those that have the role in a group of one of the ids, other than itself."""
        met = Counter(number for one in ids for number in self.of.get(one, ()))
        own = frozenset(ids)
        found = (
            other
            for number, times in met.items()
            for other, its in self.groups[number]
            if its == role and (other not in own or times > 1)
        )
        return list(dict.fromkeys(found))

    def has_content(self, one: str) -> bool:
        """Whether it is joined to a content other than itself."""
        return any(self.contents[number] - {one} for number in self.of.get(one, ()))

    def is_content(self, one: str) -> bool:
        """Whether it is the content of another."""
        groups = (n for n in self.of.get(one, ()) if one in self.contents[n])
        return any(any(other != one for other, _ in self.groups[n]) for n in groups)


@define
class _Marks:
    """The annotations of one file."""

    file: str
    text: str
    roles: Mapping[str, Role]
    bounds: dict[str, _Bound] = field(factory=dict)
    # each a set of annotations that belong together, and the role of those whose type has none
    joined: list[tuple[list[tuple[str, Role | None]], bool]] = field(factory=list)
    triggers: dict[str, str] = field(factory=dict)
    kinds: dict[str, QuotationKind] = field(factory=dict)
    notes: dict[str, str] = field(factory=dict)

    def add(self, line: str, number: int) -> None:
        """A line of the file. Raises InputFileError."""
        try:
            name, rest = line.split("\t", 1)
            if name[0] == "T":
                self._bound(name, *rest.split("\t", 1)[0].split(" ", 1))
            elif name[0] == "R":
                relation, *ends = rest.split()
                role = self.roles.get(_folded(relation.removeprefix("Has")))
                ids = [end.split(":", 1)[1] for end in ends]
                self.joined.append(([(ids[0], None), *((one, role) for one in ids[1:])], False))
            elif name[0] == "E":
                trigger, *ends = rest.split()
                target = trigger.split(":", 1)[1]
                self.triggers[name] = target
                pairs = [end.split(":", 1) for end in ends]
                members = [(one, self.roles.get(_folded(role))) for role, one in pairs]
                self.joined.append(([(target, "cue"), *members], True))
            elif name[0] in "AM":
                _, target, *values = rest.split()
                if (kind := _kind(values[0].casefold() if values else None)) is not None:
                    self.kinds[target] = kind
            elif name[0] == "#":
                about, note = rest.split("\t", 1)
                self.notes.setdefault(about.split()[1], note)
        except (ValueError, IndexError) as error:
            raise InputFileError(self.file, f"is not brat standoff: {error}", number) from error

    def _bound(self, name: str, kind: str, place: str) -> None:
        if not _PLACE.fullmatch(place):
            raise ValueError(f"{shown(place)} is no place")
        spans = [Span(*map(int, pair.split())) for pair in place.split(";")]
        for span in spans:
            if not span.start < span.end <= len(self.text):
                raise ValueError(f"{span.start} {span.end} in a text of {len(self.text)} characters")
        self.bounds[name] = _Bound(kind, self.roles.get(_folded(kind)), tuple(self._whole(spans)))

    def _whole(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans, those made one again that only what no annotation may hold has parted."""
        before: Span | None = None
        for span in spans:
            if before is not None and _BROKEN.fullmatch(self.text, before.end, span.start):
                span = Span(before.start, span.end)
            elif before is not None:
                yield before
            before = span
        if before is not None:
            yield before

    def quotations(self) -> tuple[MarkedQuotation, ...]:
        """Each content with what is joined to it, in text order."""
        parts: dict[str, str] = {}  # of a content: the content whose quotation it is a part of
        roles = {name: _plain(bound.role) for name, bound in self.bounds.items()}
        links = _Links()
        for members, event in self.joined:
            targets = [(self.triggers.get(one, one), role) for one, role in members]
            group = [(one, roles[one] or _plain(role)) for one, role in targets if one in roles]
            contents = [one for one, role in group if role == "content"]
            if event:
                parts.update(dict.fromkeys(contents[1:], contents[0]) if contents else {})
            links.add(group)
        found: dict[str, list[str]] = {}
        for name in self.bounds:
            if roles[name] == "content" or links.is_content(name):
                found.setdefault(parts.get(name, name), []).append(name)
        made = [self._quotation(names, links) for names in found.values()]
        return tuple(sorted(made, key=lambda one: [(s.start, s.end) for s in one.spans]))

    def _quotation(self, names: list[str], links: _Links) -> MarkedQuotation:
        cues = links.joined(names, "cue")
        sources = links.joined(names, "source") or links.joined(cues, "source")
        if not cues:
            cues = [c for c in links.joined(sources, "cue") if not links.has_content(c)]
        noted = [n for n in names if n in self.notes and _folded(self.bounds[n].type) == _SPEAKER_NOTES]
        return MarkedQuotation(
            spans=self._spans(names),
            kind=next(filter(None, map(self._kind, names)), None),
            cue=self._spans(cues),
            source=self._spans(sources),
            speaker=next((self.notes[name].strip() or None for name in noted), None),
        )

    def _kind(self, name: str) -> QuotationKind | None:
        return self.kinds.get(name) or _kind(self.bounds[name].role)

    def _spans(self, names: Iterable[str]) -> tuple[Span, ...]:
        spans = [span for name in names for span in self.bounds[name].spans]
        return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _kind(word: str | None) -> QuotationKind | None:
    return next((kind for kind in get_args(QuotationKind) if kind == word), None)


def _plain(role: Role | None) -> str | None:
    return "content" if _kind(role) else role
