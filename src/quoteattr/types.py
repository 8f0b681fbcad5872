"""Every value that passes between the stages, and the ones people hold in their hands.

All are frozen attrs classes with slots, equal by value and picklable; collections are tuples.
Offsets are code points of the text exactly as given, end exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, get_args

from attrs import Attribute, field, frozen

from quoteattr import arguments
from quoteattr.errors import ArgumentError

if TYPE_CHECKING:
    from quoteattr.lang.pack import Pack
    from quoteattr.model import Model
    from quoteattr.resolution.turn_model import TurnModels
    from quoteattr.speakers.known import KnownIndex

Genre = Literal["news", "fiction"]
QuotationKind = Literal["direct", "mixed", "indirect"]
Medium = Literal["speech", "thought", "letter", "song"]
CueAct = Literal["speech", "thought", "writing", "other"]
MentionKind = Literal["name", "pronoun", "role", "organization", "group"]
SpeakerKind = Literal["person", "organization", "group", "unnamed"]
KnownKind = Literal["person", "organization", "group"]
Gender = Literal["female", "male", "other"]
ParagraphKind = Literal["headline", "dateline", "caption", "body"]
Mode = Literal["full", "quoted"]
Features = Mapping[str, float]

# ------------------------------------------------------------------------------ what people see


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

    text: str
    inner: Span
    marks: tuple[Span, ...]
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


@frozen
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


@frozen
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


@frozen
class KnownSpeaker:
    """Somebody whom the caller already knows; ``known_id`` is any string, a Wikidata id say.

    Raises ArgumentError (ArgumentTypeError) for a wrong value."""

    name: str = field(converter=arguments.known_name)
    kind: KnownKind = field(default="person", validator=arguments.one_of(*get_args(KnownKind)))
    aliases: tuple[str, ...] = field(default=(), converter=arguments.aliases)
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
    """A speaker that was considered and not chosen, with the score it reached."""

    speaker: Speaker
    score: float


@frozen
class Attribution:
    """One quotation and who said it.

    ``speaker`` is None where nobody was found (a Doubt says why) or a person said so (rule "human");
    ``confidence`` is None until it is calibrated for this language and genre, and where a person decided.
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

    @property
    def speaker_name(self) -> str | None:
        """The name of the speaker, or None where ``speaker`` is None."""
        return self.speaker.name if self.speaker is not None else None


@frozen
class Failure:
    """What ``pipe`` gives in place of an Analysis: the ``index`` of the text in the input, the class
    name of the ``error`` and its ``message``.

    ``traceback`` is where it was raised, as Python prints it, in whichever process that was; "" where
    nothing was raised (the process died). It is neither shown nor compared.
    """

    index: int
    error: str
    message: str
    traceback: str = field(default="", eq=False, repr=False)

    @classmethod
    def of(cls, index: int, error: Exception) -> Failure:
        """The Failure of text number ``index`` that ``error`` makes."""
        from traceback import clear_frames, format_exception

        if isinstance(error, MemoryError):
            clear_frames(error.__traceback__)  # what they hold is what memory ran out for
        return cls(index, type(error).__name__, _message(error), "".join(format_exception(error)))


@frozen
class Provenance:
    """The versions that made an Analysis: library, pack, model (None: rules), schema of ``to_dict()``."""

    library: str
    pack: str
    model: str | None
    schema: int


def _message(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "the memory ran out while this text was analysed"
    try:
        return str(error) or "no message"
    except Exception:  # of its own __str__
        return "no message"


# ------------------------------------------------------------------------ what the stages hand on


def _no_model(*_: Genre) -> None:
    """Rules alone, whatever the genre."""


@frozen
class Profile:
    """What every stage is told: the frozen configuration of one run.

    ``model_for`` gives the weights for the genre that the text turns out to have, ``turn_models`` those
    for the turns of a story; None for rules alone.
    """

    pack: Pack
    genre: Genre | Literal["auto"] = "auto"
    known: KnownIndex | None = None
    narrator: str | None = None
    mode: Mode = "full"
    model_for: Callable[[Genre], Model | None] = _no_model
    turn_models: Callable[[], TurnModels | None] = _no_model
    not_speakers: frozenset[str] = frozenset()


@frozen
class Paragraph(Span):
    """A paragraph (without surrounding white space) and its kind."""

    kind: ParagraphKind = "body"


@frozen(eq=False)
class Tokens:
    """Tokens as columns: token ``i`` is ``text[starts[i]:ends[i]]`` == ``words[i]``.

    ``classes[i]`` is the bit set of word classes that the language pack gives the word, ``kinds[i]`` what it
    is to the stages that look for something (see ``quoteattr.lang.kinds``).
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    classes: tuple[int, ...]
    kinds: bytes


@frozen(eq=False)
class Segmented:
    """The text in paragraphs and tokens, its genre decided."""

    text: str
    genre: Genre
    paragraphs: tuple[Paragraph, ...]
    tokens: Tokens


@frozen
class Quotes:
    """What the quotation marks enclose, by start, parents before children; and what was odd."""

    spans: tuple[QuoteSpan, ...]
    doubts: tuple[Doubt, ...] = ()


@frozen
class Sentence(Span):
    """A host sentence: tokens ``first`` to ``last`` (exclusive) of paragraph number ``paragraph``."""

    first: int
    last: int
    paragraph: int


@frozen(eq=False)
class Sentences:
    """The host sentences, and for each token the outermost quotation (index in Quotes.spans) or -1."""

    spans: tuple[Sentence, ...]
    inside: tuple[int, ...]


@frozen
class Reference:
    """A mention as the stages know it: its tokens ``first`` to ``last`` (exclusive) and what they say.

    ``name``   the words of the proper name, titles and roles off; empty for pronouns and role nouns.
    ``title``  the title before the name, lower case ("sen", "prime minister"), or "".
    ``roles``  role phrases that stand beside the name ("Russian Foreign Minister").
    ``gender`` what the mention itself shows (Mr., spokeswoman, she).
    """

    mention: Mention
    first: int
    last: int
    name: tuple[str, ...] = ()
    title: str = ""
    roles: tuple[str, ...] = ()
    gender: Gender | None = None
    plural: bool = False


@frozen
class CueUse:
    """A cue as the stages know it.

    Tokens ``first`` to ``last`` (exclusive) are the cue, ``group`` is where its verb group starts
    ("has also | said"). ``form`` is the verb's form ("past", "s", "base", "ing", "participle") or
    "noun", "phrase"; ``frames`` say what its content looks like, most frequent first. ``lemma``, ``act``,
    ``negated`` and ``modal`` are those of the Cue that it becomes where it reports something.
    """

    first: int
    last: int
    group: int
    form: str
    frames: tuple[str, ...]
    lemma: str
    act: CueAct
    precision: float
    negated: bool = False
    modal: bool = False
    passive: bool = False
    infinitive: bool = False


@frozen
class Candidate:
    """What was said, decided: the content's ``spans``, its cue and the ``form`` of that, and the tokens of
    its ``source`` (first, last exclusive) or None. ``features`` are named figures of the decision."""

    spans: tuple[Span, ...]
    kind: QuotationKind
    cue: Cue | None
    form: str
    source: tuple[int, int] | None
    rule: str
    evidence: tuple[Evidence, ...] = ()
    features: Features = field(factory=dict)
    sentence: int = -1


@frozen(eq=False)
class Roster:
    """Everybody the text names. ``speaker_of[n]`` is the index in ``speakers`` of whom name mention
    ``n`` (index in the mentions stage's result) refers to, or -1."""

    speakers: tuple[Speaker, ...]
    speaker_of: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@frozen
class Outcome:
    """What the last stage gives: the answers, everybody who can speak, and what was doubtful."""

    genre: Genre
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    doubts: tuple[Doubt, ...]
