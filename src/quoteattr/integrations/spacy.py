"""A spaCy component (extra ``[spacy]``): ``nlp.add_pipe("quoteattr")`` finds it by name.

On each Doc:

- ``doc._.quoteattr``: the Analysis, equal to what ``Attributor.attribute(doc.text)`` gives; None before.
  Another of the same text (a corrected one) may be set, and the spans below are made anew of it.
- ``doc.spans["quotations"]``: a Span for each part of each quotation, in the order of the attributions. Its
  ``label_`` is the kind ("direct", "mixed", "indirect"); ``id_`` is the same for the parts of one quotation
  ("q0", "q1" ...: the index in ``attributions``); ``kb_id_`` is the speaker's ``known_id``, or "".
- ``span._.speaker``: of such a Span, the name of its speaker, or None.
- ``span._.attribution``: of such a Span, its Attribution. Of any other, None.

A Span consists of whole tokens: one that begins or ends inside a token is widened to it. The Attribution has
the exact offsets. All of it stays with the Doc in ``to_bytes``, in a DocBin with ``store_user_data=True``
and between processes.
"""

# Without postponed annotations: spaCy 3.7 reads those of the factory and does not look names up.
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from quoteattr import arguments
from quoteattr.analysis import Analysis
from quoteattr.arguments import shown
from quoteattr.attributor import MIN_REPORT, Attributor
from quoteattr.errors import ArgumentError, ArgumentTypeError, MissingExtraError
from quoteattr.lang.load import load_pack
from quoteattr.types import Attribution, KnownSpeaker
from quoteattr.version import __version__

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, SpanGroup
except ImportError as error:
    raise MissingExtraError("spacy", "spacy") from error

__all__ = ["Quoteattr", "make", "register_extensions"]

# spaCy's own form for what an extension of a Doc holds, so that Doc.from_docs passes over it quietly
_KEY = ("._.", "quoteattr", None, None)
_NOWHERE = ("", "NIL")
"""What an entity has for an identifier where it has none."""

DEFAULTS: Mapping[str, Any] = {
    "language": None,
    "genre": "auto",
    "known": [],
    "narrator": None,
    "mode": "full",
    "model": "default",
    "min_confidence": None,
    "min_report": MIN_REPORT,
    "not_speakers": [],
    "entities_as_known": False,
    "entity_labels": ["PERSON"],
    "spans_key": "quotations",
}
"""The configuration of the component; all of it is JSON, so that ``nlp.to_disk`` can write it."""


class Quoteattr:
    """The component: writes the quotations of a Doc and their speakers onto it. Made by ``make``.

    ``attributor``        what analyses the texts.
    ``entity_labels``     of the entities that are handed over as known people; empty for none.
    ``spans_key``         where in ``doc.spans`` the quotations go.
    """

    def __init__(self, attributor: Attributor, entity_labels: frozenset[str], spans_key: str) -> None:
        self.attributor = arguments.instance("attributor", attributor, Attributor, "an Attributor")
        self.entity_labels = frozenset(arguments.strings("entity_labels", entity_labels, "labels"))
        self.spans_key = arguments.name("spans_key", spans_key)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """A pickled pipeline may come to a process that never made one: the extensions are set there, too."""
        self.__dict__.update(state)
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, with its quotations. A second run writes them anew.

        Raises ArgumentError where ``doc.spans`` has spans of somebody else under the key.
        """
        arguments.instance("doc", doc, Doc, "a Doc of spaCy")
        there = doc.spans.get(self.spans_key, ())
        if len(there) and "quoteattr" not in there.attrs:
            message = f"doc.spans[{self.spans_key!r}] holds spans already: give another name in the config"
            raise ArgumentError("spans_key", self.spans_key, message)
        people = _people(doc, self.entity_labels, self.attributor) if self.entity_labels else ()
        analysis = self.attributor.attribute(doc.text, known=people)
        doc.user_data[_KEY] = _Kept.of(analysis)
        doc.spans[self.spans_key] = _quotations(doc, analysis)
        return doc


def make(
    nlp: Language,
    name: str,
    language: Any,
    genre: Any,
    known: Any,
    narrator: Any,
    mode: Any,
    model: Any,
    min_confidence: Any,
    min_report: Any,
    not_speakers: Any,
    entities_as_known: Any,
    entity_labels: Any,
    spans_key: Any,
) -> Quoteattr:
    """The component for ``nlp.add_pipe("quoteattr", config={...})``; every option may be left out.

    ``language``           None: that of the pipeline. ``genre``, ``narrator``, ``mode``, ``model``,
                           ``min_confidence``, ``min_report`` and ``not_speakers`` are those of
                           Attributor, which see.
    ``known``              people you know already: names, or dicts with ``name`` and any other field of
                           KnownSpeaker (``attrs.asdict`` makes one of a KnownSpeaker).
    ``entities_as_known``  True: entities that earlier components found are known people as well, with
                           the entity's ``kb_id_`` (or else its ``ent_id_``) for ``known_id``. One that
                           ``known`` has already is left out.
    ``entity_labels``      of these entities; ["PERSON"] unless given.
    ``spans_key``          where in ``doc.spans`` the quotations go; "quotations" unless given.

    Raises ArgumentError (UnknownLanguageError, ArgumentTypeError) for a wrong value, and what
    ``register_extensions`` raises.
    """
    arguments.instance("nlp", nlp, Language, "a pipeline of spaCy")
    register_extensions()
    if not isinstance(entities_as_known, bool):
        raise arguments.wrong_type("entities_as_known", entities_as_known, "true or false")
    labels = arguments.strings("entity_labels", _list("entity_labels", entity_labels), "labels")
    if entities_as_known and not labels:
        raise ArgumentError("entity_labels", entity_labels, "must hold one where entities_as_known is true")
    settings = Attributor(
        language=nlp.lang if language is None else language,
        genre=genre,
        known=tuple(map(_known_speaker, _list("known", known))),
        narrator=narrator,
        mode=mode,
        model=model,
        min_confidence=min_confidence,
        min_report=min_report,
        not_speakers=_list("not_speakers", not_speakers),
    )
    return Quoteattr(settings, frozenset(labels) if entities_as_known else frozenset(), spans_key)


def register_extensions() -> None:
    """Makes ``doc._.quoteattr``, ``span._.speaker`` and ``span._.attribution`` known to spaCy.

    ``nlp.add_pipe`` and ``spacy.load`` do so; call it to read saved Docs without the pipeline. Importing does
    not, as spaCy imports this wherever it is installed, for those who never asked for it as well.

    Raises ArgumentError where another program has set an extension of one of these names; it stays.
    """
    for owner, name, getter, setter in _EXTENSIONS:
        if not owner.has_extension(name):
            owner.set_extension(name, getter=getter, setter=setter)
        elif getattr(owner.get_extension(name)[2], "__module__", None) != __name__:
            what, remedy = f"{owner.__name__}._.{name}", f"{owner.__name__}.remove_extension({name!r})"
            raise ArgumentError("name", name, f"another program has set {what}; {remedy} removes it")


# ------------------------------------------------------------------------------ from the configuration


def _list(argument: str, value: object) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise arguments.wrong_type(argument, value, "a list")
    return list(value)


def _known_speaker(value: object) -> str | KnownSpeaker:
    """A name, or somebody as a dict. A KnownSpeaker itself could not be written to the disk."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        message = f"must hold names, or dicts such as attrs.asdict(KnownSpeaker(...)), not {shown(value)}"
        raise ArgumentTypeError("known", value, message)
    fields = [field.name for field in attrs.fields(KnownSpeaker)]
    if "name" not in value or not set(value) <= set(fields):
        message = f"must have a name, and nothing but {', '.join(fields)}; not {shown(dict(value))}"
        raise ArgumentError("known", value, message)
    try:
        return KnownSpeaker(**{**value, "aliases": _list("aliases", value.get("aliases", []))})
    except ArgumentError as error:
        raise type(error)("known", value, str(error)) from error


# ----------------------------------------------------------------------------------- from and to a Doc


def _people(doc: Doc, labels: frozenset[str], attributor: Attributor) -> Iterable[KnownSpeaker]:
    """The people among the entities, each once; those whom the caller knows have the caller's facts."""
    known, pack = attributor.known, load_pack(attributor.language)
    found: dict[tuple[str, str | None], KnownSpeaker] = {}
    for entity in doc.ents:
        name = " ".join(entity.text.split())
        if entity.label_ in labels and name and not known.match([name], pack):
            given = next((i for i in (entity.kb_id_, entity.ent_id_) if i not in _NOWHERE), None)
            found.setdefault((name, given), KnownSpeaker(name, known_id=given))
    return found.values()


def _quotations(doc: Doc, analysis: Analysis) -> SpanGroup:
    spans = []
    for number, one in enumerate(analysis.attributions):
        known_id = one.speaker.known_id if one.speaker is not None else None
        facts = {"label": one.quotation.kind, "kb_id": known_id or "", "span_id": f"q{number}"}
        for part in one.quotation.spans:
            spans.append(doc.char_span(part.start, part.end, alignment_mode="expand", **facts))
    return SpanGroup(doc, attrs={"quoteattr": __version__}, spans=spans)


class _Kept(dict[str, Any]):
    """An analysis on a Doc: plain JSON values (without the text, which the Doc has), so that whatever
    writes a Doc can write it; and the Analysis itself for as long as it stays in this process."""

    analysis: Analysis

    @classmethod
    def of(cls, analysis: Analysis) -> "_Kept":
        document = analysis.to_dict()
        del document["text"]
        return cls.beside(document, analysis)

    @classmethod
    def beside(cls, document: Mapping[str, Any], analysis: Analysis) -> "_Kept":
        kept = cls(document)
        kept.analysis = analysis
        return kept

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def _analysis(doc: Doc) -> Analysis | None:
    kept = doc.user_data.get(_KEY)
    if kept is None:
        return None
    if not isinstance(kept, _Kept):  # it comes from bytes
        kept = _Kept.beside(kept, Analysis.from_dict({**kept, "text": doc.text}))
        doc.user_data[_KEY] = kept
    return kept.analysis


def _set_analysis(doc: Doc, analysis: object) -> None:
    """``doc._.quoteattr = analysis``. Every group of ours follows, as its ids are indices in the analysis."""
    if not isinstance(analysis, Analysis):
        raise ArgumentTypeError("quoteattr", analysis, f"must be an Analysis, not {type(analysis).__name__}")
    if analysis.text != doc.text:
        raise ArgumentError("quoteattr", analysis, "must be an Analysis of doc.text, not of another text")
    doc.user_data[_KEY] = _Kept.of(analysis)
    for key in [key for key, group in doc.spans.items() if "quoteattr" in group.attrs]:
        doc.spans[key] = _quotations(doc, analysis)


def _read_only(span: Span, value: object) -> None:
    message = (
        "speaker and attribution follow doc._.quoteattr: set that to a corrected Analysis (see its reassign)"
    )
    raise ArgumentError("span._", value, message)


def _attribution(span: Span) -> Attribution | None:
    analysis, number = _analysis(span.doc), span.id_[1:]
    if analysis is None or span.id_[:1] != "q" or not number.isdecimal() or int(number) >= len(analysis):
        return None
    one = analysis.attributions[int(number)]
    start, end = span.start_char, span.end_char
    within = any(start <= part.start and part.end <= end for part in one.quotation.spans)
    # others number their spans, too
    return one if within and span.label_ == one.quotation.kind else None


def _speaker(span: Span) -> str | None:
    one = _attribution(span)
    return one.speaker_name if one is not None else None


_EXTENSIONS = (
    (Doc, "quoteattr", _analysis, _set_analysis),
    (Span, "attribution", _attribution, _read_only),
    (Span, "speaker", _speaker, _read_only),
)


Language.factory(
    "quoteattr",
    default_config=dict(DEFAULTS),
    assigns=["doc._.quoteattr", "doc.spans", "span._.attribution", "span._.speaker"],
    func=make,
)
