"""What people hold in their hands: a text, what was said in it, and who said it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, overload

from attrs import field, frozen

from quoteattr import arguments, corrections
from quoteattr.export.questions import Question, questions
from quoteattr.export.script import ScriptLine, script
from quoteattr.export.summary import speakers
from quoteattr.glance import counted
from quoteattr.types import Attribution, Doubt, Genre, Mention, Outcome, Provenance, Speaker

if TYPE_CHECKING:
    import pandas as pd

    from quoteattr.export import jsonl
    from quoteattr.export.conversations import Exchange
    from quoteattr.stage_values import Answer


class Again(Protocol):
    """How a story is decoded with what a person answered."""

    def decoded(self, text: str, answers: tuple[Answer, ...]) -> Outcome:
        """The outcome with the answers."""

    def followers(self, text: str, answers: tuple[Answer, ...]) -> Sequence[Sequence[int]]:
        """For each attribution of that outcome the numbers of those that change, were it another's."""


@frozen(repr=False)
class Analysis(Outcome, Sequence[Attribution]):
    """The quotations of one text and their speakers. A sequence of its attributions: ``analysis[0]``,
    ``analysis[-3:]``, ``len(analysis)``, ``attribution in analysis``.

    ``text``          exactly as given; every span refers to it.
    ``attributions``  in text order.
    ``speakers``      everybody named in the text who can speak, in order of first mention.
    ``doubts``        what could not be settled, with its place.
    ``provenance``    the versions that made this.
    """

    # those of Outcome stand here too, for the order of the arguments
    text: str
    language: str
    genre: Genre
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    doubts: tuple[Doubt, ...]
    provenance: Provenance
    _again: Again | None = field(default=None, eq=False)

    def __iter__(self) -> Iterator[Attribution]:
        return iter(self.attributions)

    def __len__(self) -> int:
        return len(self.attributions)

    @overload
    def __getitem__(self, number: int) -> Attribution: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Attribution, ...]: ...

    def __getitem__(self, number: int | slice) -> Attribution | tuple[Attribution, ...]:
        return self.attributions[number]

    def __repr__(self) -> str:
        return (
            f"<Analysis of {counted(len(self.text), 'character')} ({self.language}, {self.genre}): "
            f"{counted(len(self), 'attribution')}, {counted(speakers(self), 'speaker')}, "
            f"{len(self.speakers):,} named, {counted(len(self.doubts), 'doubt')}>"
        )

    def mentions_of(self, speaker: Speaker | str) -> tuple[Mention, ...]:
        """Where the text refers to ``speaker`` (a Speaker of this analysis, an id, or a name), in text order.

        These are the mentions of its names and the sources of its quotations (pronouns and roles
        included), each place once: of two mentions with the same head, the longer stands.
        Raises ArgumentError when this analysis has no such speaker, or several of that name.
        """
        found = corrections.find(self, speaker)
        sources = (a.mention for a in self.attributions if a.speaker is not None and a.speaker.id == found.id)
        longest: dict[tuple[int, int], Mention] = {}
        for mention in (*found.mentions, *(m for m in sources if m is not None)):
            head = (mention.head.start, mention.head.end)
            if head not in longest or _length(longest[head]) < _length(mention):
                longest[head] = mention
        return tuple(sorted(longest.values(), key=lambda m: (m.span.start, m.span.end)))

    def merge(self, a: Speaker | str, b: Speaker | str, name: str | None = None) -> Analysis:
        """A new Analysis in which ``b`` is a part of ``a``, which keeps its id, and its name unless another
        is given. Each is a Speaker of this analysis, an id, or a name.

        What ``b`` said has the rule "human", no confidence, and evidence that says so.
        Raises ArgumentError for somebody who is not in the cast, and where both are the same.
        """
        return corrections.merge(self, a, b, name).decoded_again()

    def reassign(self, attribution: Attribution, speaker: Speaker | str | None) -> Analysis:
        """A new Analysis in which ``attribution`` (one of this analysis) is of ``speaker``: a Speaker of this
        analysis, its id, a name (somebody new where the cast has no such name), or None for nobody.

        It has the rule "human", no confidence, and evidence that says so; its mention stays where it may
        still mean the speaker. In a story its scene is decoded again: see ``decoded_again``.
        Raises ArgumentError for an attribution or a Speaker of another text.
        """
        return corrections.reassign(self, attribution, speaker).decoded_again()

    def questions(self, count: int = 10) -> tuple[Attribution, ...]:
        """The attributions of which a person should say whose they are, the one first whose answer is
        expected to mend the most: in a story with all that would follow it (see ``decoded_again``).

        A novel is decoded up to thirty times for that. Raises ArgumentError where ``count`` is not 1 or more.
        """
        found = useful_questions(self, arguments.count("count", count))
        return tuple([self.attributions[one.index] for one in found])

    def remove(self, speaker: Speaker | str) -> Analysis:
        """A new Analysis without ``speaker`` (a Speaker of this analysis, an id, or a name) in its cast. What
        it said was said by nobody, with the rule "human", no confidence, and evidence that says so.

        Raises ArgumentError for somebody who is not in the cast.
        """
        return corrections.remove(self, speaker).decoded_again()

    def decoded_again(self) -> Analysis:
        """A story with the scenes decoded again in which a person said whose a quotation is: these answers
        are locked, the quotations around them follow, other scenes stay as they are. ``reassign``, ``merge``
        and ``remove`` do it by themselves.

        The same Analysis for news, where no person answered, and for one out of ``from_dict``, which does not
        hold what it was made with.
        """
        if self._again is None or not (said := corrections.answers(self)):
            return self
        return corrections.redone(self, self._again.decoded(self.text, said))

    def to_dict(self, *, offsets: jsonl.Offsets = "codepoints") -> dict[str, Any]:
        """Plain JSON values that ``from_dict`` makes an equal Analysis of (``json.dumps`` between
        them changes nothing). The keys are described by ``export/schema/analysis-1.json``.

        ``offsets="utf16"`` counts UTF-16 code units, as JavaScript does: ``analysis-2.json``."""
        from quoteattr.export import jsonl

        return jsonl.encode(self.text, self.language, self, self.provenance, offsets)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Analysis:
        """The Analysis that ``to_dict`` was called on, whatever the unit of its offsets.

        Raises DocumentError, which says where, when the dict is damaged or of another schema.
        """
        from quoteattr.export import jsonl

        return analysis_of(*jsonl.decode(document))

    def to_records(self, doc_id: str | None = None) -> list[dict[str, Any]]:
        """One flat dict an attribution, for a table: the columns are those of
        ``quoteattr.export.records.COLUMNS``. ``doc_id`` goes to the column of that name."""
        from quoteattr.export.records import records

        return records(self.text, self, arguments.optional_string("doc_id", doc_id))

    def to_frame(self, doc_id: str | None = None) -> pd.DataFrame:
        """``to_records`` as a pandas DataFrame, one row an attribution; the same columns with the same dtypes
        whether there are any or not. Raises MissingExtraError without pandas (extra ``[pandas]``)."""
        from quoteattr.export.frame import frame
        from quoteattr.export.records import ATTRIBUTIONS

        return frame(self.to_records(doc_id), ATTRIBUTIONS)

    def to_script(self) -> tuple[ScriptLine, ...]:
        """The text as a play: what each voice reads, in order; joined, the lines are the text again.

        Direct quotations are lines of their speakers, all else is narration (``speaker=None``).
        """
        return script(self.text, self)

    def to_html(self, title: str = "") -> str:
        """A whole page: the text with its quotations and speakers coloured, the cast to choose from, why
        each answer is what it is, and the row that corrects it (``title`` is its doc_id)."""
        from quoteattr.export import html

        return html.page([(arguments.string("title", title), self.text, self)])

    def to_tei(self, title: str = "") -> str:
        """A TEI P5 file: paragraphs, each quotation a ``said``, the speakers in the header. Well-formed
        whatever the text holds; U+FFFD stands for each character that XML cannot hold."""
        from quoteattr.export import tei

        return tei.document(self.text, self, arguments.string("title", title), self.language)

    def to_brat(self) -> tuple[str, str]:
        """brat standoff: what the .txt and the .ann file hold (write both as UTF-8, line ends as they are).
        U+FFFD stands for each lone surrogate."""
        from quoteattr.export import brat

        return brat.text_file(self.text), brat.standoff(self.text, self)

    def to_web_annotation(self, label: str = "", source: str | None = None) -> dict[str, Any]:
        """W3C Web Annotation: an AnnotationCollection as JSON-LD (plain JSON values), offsets in code points.

        ``source`` is the IRI of the text, by default one made of its content (``ni:///sha-256;…``).
        Raises ArgumentError when it is no absolute IRI."""
        from quoteattr.export import web_annotation

        label, source = arguments.string("label", label), arguments.optional_string("source", source)
        return web_annotation.document(self.text, self, label, source)

    def conversations(self) -> tuple[Exchange, ...]:
        """Who talks to whom and how much, the busiest pair first: a list of edges. Only in stories is it
        known to whom something is said."""
        from quoteattr.export.conversations import conversations

        return conversations(self)

    def to_graphml(self) -> str:
        """Who talks to whom as a graph that Gephi, Cytoscape, yEd and networkx read (write it as UTF-8)."""
        from quoteattr.export.conversations import graphml

        return graphml(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: the same as ``to_html``, as a part of a page."""
        from quoteattr.export import html

        return html.cell(self.text, self)


def useful_questions(analysis: Analysis, count: int) -> list[Question]:
    """The questions of ``Analysis.questions``, each with what it is worth."""
    again = analysis._again
    said = corrections.answers(analysis)
    followers = again.followers(analysis.text, said) if again is not None else ()
    return questions(analysis.attributions, count, followers)


def analysis_of(text: str, language: str, outcome: Outcome, provenance: Provenance) -> Analysis:
    """The Analysis of ``text`` whose answers are those of ``outcome``."""
    said, cast, doubts = outcome.attributions, outcome.speakers, outcome.doubts
    return Analysis(text, language, outcome.genre, said, cast, doubts, provenance)


def _length(mention: Mention) -> int:
    return mention.span.end - mention.span.start
