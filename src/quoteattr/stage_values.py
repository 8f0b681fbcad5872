"""The values that the stages hand on. What people hold stands in ``quoteattr.types``.

All are frozen attrs classes with slots; collections are tuples, hot ones columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from quoteattr.types import (
    Cue,
    CueAct,
    Doubt,
    Evidence,
    Gender,
    Genre,
    Mention,
    Mode,
    QuotationKind,
    QuoteSpan,
    Span,
    Speaker,
)

if TYPE_CHECKING:
    from quoteattr.lang.pack import Pack
    from quoteattr.model import Model
    from quoteattr.model.turns import TurnModels
    from quoteattr.names.gender import GenderEvidence
    from quoteattr.names.known import KnownIndex

ParagraphKind = Literal["headline", "dateline", "caption", "body"]


def _no_model(*_: Genre) -> None:
    """Rules alone, whatever the genre."""


@frozen
class Answer:
    """What a person said of the quotation from ``start`` to ``end``: who has it, by the ``id`` in the cast of
    this very text, and all ``names`` of that speaker; who has none of them there is somebody new."""

    start: int
    end: int
    id: str
    names: tuple[str, ...]


@frozen
class Profile:
    """The configuration of one run, the same for every stage.

    ``model_for`` gives the weights for the genre of the text, ``turn_models`` those for the turns of a story;
    None for rules alone. ``without``: names of rules that are switched off. Indirect reports less probable
    than ``min_report`` are left out. ``answers`` are a person's, and are never overruled.
    """

    pack: Pack
    genre: Genre | Literal["auto"] = "auto"
    known: KnownIndex | None = None
    narrator: str | None = None
    mode: Mode = "full"
    model_for: Callable[[Genre], Model | None] = _no_model
    turn_models: Callable[[], TurnModels | None] = _no_model
    not_speakers: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    min_report: float = 0.0
    answers: tuple[Answer, ...] = ()


@frozen
class Paragraph(Span):
    """A paragraph (without surrounding white space) and its kind."""

    kind: ParagraphKind = "body"


Features = Mapping[str, float]


@frozen(eq=False)
class Tokens:
    """Tokens as columns: token ``i`` is ``text[starts[i]:ends[i]]``; ``words[i]`` is the same, but a letter
    with an accent is one character where there is one (NFC), and "&rsquo;" is "’"; ``lower[i]`` is that in
    small letters.

    ``classes[i]`` is the bit set of word classes that the language pack gives the word, ``sought[i]`` says
    in one byte which of the classes that stages look for it has: ask ``text.tokens.where``, which remembers
    in ``found`` where those of a class stand.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    classes: tuple[int, ...]
    sought: bytes
    found: dict[int, tuple[int, ...]] = field(factory=dict, repr=False)


@frozen(eq=False)
class Segmented:
    """The text in paragraphs and tokens, its genre decided; ``doubts`` about either. ``lines`` are the places
    at which lines of a chat, of subtitles or of a mail begin."""

    text: str
    genre: Genre
    paragraphs: tuple[Paragraph, ...]
    tokens: Tokens
    lines: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()


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
    ``nickname`` the word in marks inside the name: "Chico" of Juan “Chico” Doe.
    ``surname``  of a first name that shares it with the next one: "Berg" for "Anna" in "Anna and Lars Berg".
    ``kin``      whether that is the surname of close kin: "Berg" for "Anna" in "Lars Berg … his wife Anna".
    ``unsure``   whether a name of no list is taken for a person's with nothing for it: "Xyloq Ruiz".
    """

    mention: Mention
    first: int
    last: int
    name: tuple[str, ...] = ()
    title: str = ""
    roles: tuple[str, ...] = ()
    gender: Gender | None = None
    plural: bool = False
    nickname: str = ""
    surname: str = ""
    kin: bool = False
    unsure: bool = False


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


UTTERING: tuple[CueAct, ...] = ("speech", "writing")  # acts of a cue that utters words, not thinks them


@frozen
class Candidate:
    """What was said, decided: the content's ``spans``, its cue and the ``form`` of that, and the tokens of
    its ``source`` (first, last exclusive) or None. ``features`` are named figures of the decision;
    ``report`` is how probable it is that an indirect report is one, None where that is not weighed;
    ``found_in`` are the tokens that say where second-hand words stood, or None; ``beside`` those that stand
    beside the words where their source stands elsewhere: the bank of "‘…’: Lund Bank"."""

    spans: tuple[Span, ...]
    kind: QuotationKind
    cue: Cue | None
    form: str
    source: tuple[int, int] | None
    rule: str
    evidence: tuple[Evidence, ...] = ()
    features: Features = field(factory=dict)
    sentence: int = -1
    report: float | None = None
    found_in: tuple[int, int] | None = None
    beside: tuple[int, int] | None = None


@frozen(eq=False)
class Roster:
    """Everybody the text names. ``speaker_of[n]`` is the index in ``speakers`` of whom name mention
    ``n`` (index in the mentions stage's result) refers to, or None; ``gender_evidence`` is that of each."""

    speakers: tuple[Speaker, ...]
    speaker_of: tuple[int | None, ...]
    gender_evidence: tuple[tuple[GenderEvidence, ...], ...]
    doubts: tuple[Doubt, ...] = ()
