"""The values that people hold in their hands.

All are frozen attrs classes with slots, equal by value and picklable; collections are tuples.
Offsets are code points of the text exactly as given, end exclusive.
"""

from __future__ import annotations

from typing import Literal, get_args

from attrs import Attribute, field, frozen

from quoteattr import arguments
from quoteattr.errors import ArgumentError
from quoteattr.glance import card, counted, several, short

Genre = Literal["news", "fiction"]
QuotationKind = Literal["direct", "mixed", "indirect"]
Medium = Literal["speech", "thought", "letter", "song"]
CueAct = Literal["speech", "thought", "writing", "other"]
MentionKind = Literal["name", "pronoun", "role", "organization", "group"]
SpeakerKind = Literal["person", "organization", "group", "unnamed"]
KnownKind = Literal["person", "organization", "group"]
Gender = Literal["female", "male", "other"]
Mode = Literal["full", "quoted"]

HUMAN = "human"
"""The rule of an attribution that a person decided, and of its only evidence."""


@frozen
class Span:
    """A stretch of the text: ``text[start:end]``, offsets in code points, end exclusive."""

    start: int
    end: int


@frozen
class Token(Span):
    """A word, a number or a single mark of punctuation. ``text`` is exactly ``text[start:end]``."""

    text: str


@frozen
class QuoteSpan(Span):
    """What a pair of quotation marks encloses, marks included.

    A quotation that runs over paragraphs is one QuoteSpan, from its first opening mark to its last
    closing mark; ``marks`` are all of its own marks in order, the repeated openers included.

    ``inner``   between the outer marks.
    ``parent``  the QuoteSpan in which this one stands, or None.
    ``closed``  False where no closing mark was found and the span ends with its paragraph.
    """

    text: str = field(repr=short)
    inner: Span
    marks: tuple[Span, ...] = field(repr=several)
    closed: bool = True
    parent: QuoteSpan | None = None


@frozen
class Doubt:
    """Something in the text that the analysis could not settle.

    ``kind`` is a permanent name (``"unclosed-mark"``, ``"no-speaker"`` ...), ``message`` is for people.
    """

    kind: str
    span: Span
    message: str


@frozen(repr=False)
class Quotation:
    """What was said: ``spans`` in text order, marks and "that" included.

    ``parts`` are the slices of the text, one a span. ``text`` is what stands between the marks of a direct
    quotation, joined by spaces: without its opening and closing marks, those that open its later paragraphs,
    and the dash that opens dialogue. ``medium`` is how it came to the reader of a story, None where the text
    does not say.
    """

    spans: tuple[Span, ...]
    kind: QuotationKind
    parts: tuple[str, ...]
    text: str
    medium: Medium | None = None

    def __repr__(self) -> str:
        return f"<Quotation {self.start}-{self.end} {self.kind} {short(self.text)}>"

    @property
    def start(self) -> int:
        """Where the first span starts."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last span ends (exclusive)."""
        return self.spans[-1].end


@frozen
class Cue:
    """The expression that reports: "said", "according to", a colon.

    ``lemma`` is its dictionary form ("say", "according to", ":"), ``act`` what it reports, ``negated``
    whether it is denied ("did not say"), ``modal`` whether it is only possible ("might say").
    """

    span: Span
    text: str
    lemma: str
    act: CueAct = "speech"
    negated: bool = False
    modal: bool = False

    @property
    def shown(self) -> str:
        """For a person: "did not say (speech, negated)"."""
        signs = [word for word, holds in (("negated", self.negated), ("modal", self.modal)) if holds]
        return f"{self.text} ({', '.join([self.act, *signs])})"


@frozen
class Mention:
    """A place in the text that refers to somebody; ``head`` is the span of its head word(s), inside ``span``.

    Raises ArgumentError for a head outside of the span.
    """

    span: Span
    text: str
    head: Span = field()
    kind: MentionKind

    @head.validator
    def _check_head(self, _: Attribute[Span], head: Span) -> None:
        if head is not self.span and not self.span.start <= head.start <= head.end <= self.span.end:
            raise ArgumentError("head", head, f"must lie inside the span of its mention, {self.span}")


@frozen(repr=False)
class Speaker:
    """Somebody who can speak, one value a person, organisation, group or unnamed role in this text.

    ``id``              within this text ("s1", "s2" ... in order of first mention).
    ``name``            the fullest personal name given, without titles and roles.
    ``aliases``         other forms of the name found in the text.
    ``gender_evidence`` what the gender rests on, in words ("title Mr.", "first name Sergey" ...).
    ``roles``           roles the text gives ("Russian Foreign Minister").
    ``known_id``        of the caller's KnownSpeaker that matched.
    ``mentions``        of its names, in text order.
    ``members``         ids of the speakers that form a group ("Macron and Merkel said").
    """

    id: str
    name: str
    kind: SpeakerKind = "person"
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    gender_evidence: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    known_id: str | None = None
    mentions: tuple[Mention, ...] = ()
    members: tuple[str, ...] = ()

    def __repr__(self) -> str:
        told = ", ".join([self.kind, *filter(None, [self.gender])])
        return f"<Speaker {self.id} {short(self.name)}, {told}, {counted(len(self.mentions), 'mention')}>"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        gender = f"{self.gender} ({', '.join(self.gender_evidence)})" if self.gender else ""
        rows = {
            "speaker": f"{self.name} ({self.id})",
            "kind": self.kind,
            "also": ", ".join(self.aliases),
            "roles": ", ".join(self.roles),
            "gender": gender.removesuffix(" ()"),
            "known as": self.known_id or "",
            "members": ", ".join(self.members),
            "mentions": str(len(self.mentions)),
        }
        return card(rows.items())


@frozen
class KnownSpeaker:
    """Somebody whom the caller already knows; ``known_id`` is any string, a Wikidata id say.

    Raises ArgumentError (ArgumentTypeError) for a wrong value."""

    name: str = field(converter=arguments.known_name)
    kind: KnownKind = field(default="person", validator=arguments.one_of(*get_args(KnownKind)))
    aliases: tuple[str, ...] = field(default=(), converter=arguments.aliases, repr=several)
    gender: Gender | None = field(default=None, validator=arguments.one_of(*get_args(Gender), None))
    known_id: str | None = field(default=None, converter=arguments.known_id)


@frozen
class Evidence:
    """One reason for an answer: a permanent ``rule`` name, the ``spans`` it rests on, a sentence for
    a person to read, and its ``share`` of the score."""

    rule: str
    spans: tuple[Span, ...]
    message: str
    share: float


@frozen
class RunnerUp:
    """A speaker that was considered and not chosen, and how probable it is beside the ``confidence`` (in one
    row they are at most 1 together)."""

    speaker: Speaker
    score: float


@frozen(repr=False)
class Attribution:
    """One quotation and who said it.

    ``speaker`` is None where nobody was found (a Doubt says why) or a person said so (rule "human");
    ``confidence`` is None until it is calibrated for this language and genre, and where a person decided.
    ``mention`` is what stands beside the quotation and says who that is, None where another sentence tells it
    (``evidence`` has the place).
    ``found_in`` is where the text has second-hand words from: the court papers of “…,” Doe told police,
    according to court papers.
    """

    quotation: Quotation
    cue: Cue | None
    mention: Mention | None
    speaker: Speaker | None
    rule: str
    addressees: tuple[Speaker, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    runners_up: tuple[RunnerUp, ...] = ()
    found_in: Mention | None = None

    def __repr__(self) -> str:
        said, sure = self.quotation, "" if self.confidence is None else f" ({self.confidence:.2f})"
        who = "nobody" if self.speaker is None else short(self.speaker.name)
        return f"<Attribution {said.start}-{said.end} {said.kind} {short(said.text)} by {who}{sure}>"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        said = self.quotation
        rows = {
            "speaker": self.speaker_name or "nobody found",
            "quotation": said.text,
            "kind": ", ".join(filter(None, (said.kind, said.medium))),
            "place": f"{said.start}–{said.end}",
            "cue": self.cue.shown if self.cue else "",
            "source": self.mention.text if self.mention else "",
            "to": ", ".join(one.name for one in self.addressees),
            "confidence": "not calibrated" if self.confidence is None else f"{self.confidence:.2f}",
            "rule": self.rule,
            "why": "\n".join(f"{'−' if one.share < 0 else '+'} {one.message}" for one in self.evidence),
            "or": ", ".join(f"{one.speaker.name} ({one.score:.2f})" for one in self.runners_up),
        }
        return card(rows.items())

    @property
    def speaker_name(self) -> str | None:
        """The name of the speaker, or None where ``speaker`` is None."""
        return self.speaker.name if self.speaker is not None else None


@frozen
class Provenance:
    """The versions that made an Analysis: library, pack, model (None: rules), schema of ``to_dict()``; and
    whose ``second_opinion`` was asked for (None: nobody's)."""

    library: str
    pack: str
    model: str | None
    schema: int
    second_opinion: str | None = None


@frozen
class Outcome:
    """What the last stage gives: the answers, everybody who can speak, and what was doubtful."""

    genre: Genre
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    doubts: tuple[Doubt, ...]
