"""Somebody named beside a quotation: a name, a pronoun or a noun phrase in the narration around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.fiction import StoryWords, TurnWords
from quoteattr.stage_values import Tokens
from quoteattr.types import Gender

Where = Literal[
    "said-x",  # "…," said Helen
    "x-said",  # "…," Helen said
    "announced",  # Helen said: "…"
    "beat-after",  # "…" Helen put down her cup.
    "beat-before",  # Helen put down her cup. "…"
    "lead-in",  # Helen put down her cup: "…"
    "first-beat",  # Helen put down her cup. It was empty. "…"
    "para-before-1",  # of the paragraph before: its first sentence, and its last
    "para-before-2",
    "para-behind-1",  # and of the paragraph behind
    "para-behind-2",
]
Kind = Literal["name", "role", "pronoun", "i", "group", "noun"]
CUES: tuple[Where, ...] = ("said-x", "x-said", "announced")

_LONGEST_PHRASE = 6  # words of "the eldest of the old gentlemen" looked at
_NO_ADJECTIVE = c.NOMINAL_STOP | c.ADVERB


@frozen
class Voice:
    """Somebody named beside a quotation.

    ``where``     the place in the narration.
    ``kind``      "role" is a character's name in small letters: "the coroner".
    ``first``, ``last``  its tokens, end exclusive.
    ``name``      the token where a name starts, or -1.
    ``gender``    what a pronoun or a noun shows.
    ``verb``      whether a reporting verb stands with it.
    ``token``     of the verb, or -1.
    """

    where: Where
    kind: Kind
    first: int
    last: int
    name: int = -1
    gender: Gender | None = None
    verb: bool = False
    token: int = -1

    @property
    def is_cue(self) -> bool:
        """Whether the narration says that this is who speaks, not only who does something."""
        return self.where in CUES


@frozen(eq=False)
class Reader:
    """What the scanner reads: the columns of the tokens, where names start, the words of the language.

    ``ends``      the end (exclusive) of the name that starts at a token.
    ``pronouns``  what a pronoun that is a subject shows of somebody: ("pronoun", "female").
    ``people``    those of them that stand for people: "she", not "it".
    ``given``     the gender of first names and titles that show one.
    ``openers``   other words than determiners with which a noun phrase begins: "another", "several".
    """

    words: tuple[str, ...]
    classes: tuple[int, ...]
    ends: Mapping[int, int]
    nouns: Mapping[str, Gender | None]
    pronouns: Mapping[str, tuple[Kind, Gender | None]]
    people: frozenset[str]
    given: Mapping[str, Gender]
    openers: frozenset[str]
    story: StoryWords
    forms: TurnWords


def reader_of(tokens: Tokens, ends: Mapping[int, int], pack: Pack) -> Reader:
    """A reader of the narration of one story; ``ends`` as Reader has them."""
    pronouns = {word: _shown(pack.pronouns[word]) for word in pack.story.subject if word in pack.pronouns}
    people = frozenset([word for word, (kind, _) in pronouns.items() if kind != "noun"])
    names = {tokens.words[first].lower() for first in ends}
    openers = frozenset((*pack.story.new_article, *pack.story.several))
    given = {word: facts[0] for word in names if (facts := pack.first_names.get(word)) and facts[0]}
    given |= pack.words.places.bearers
    columns = tokens.words, tokens.classes, ends
    return Reader(*columns, pack.roles, pronouns, people, given, openers, pack.story, pack.words.turns)


def _shown(facts: Mapping[str, Any]) -> tuple[Kind, Gender | None]:
    """What a pronoun shows, told by its row in the pack."""
    gender: Gender | None = facts["gender"]
    number: Literal["singular", "plural"] = facts["number"]
    if gender in ("female", "male"):
        return "pronoun", gender
    return "group" if number == "plural" else "i" if facts["person"] == 1 else "noun", None


def phrase(reader: Reader, i: int, end: int, where: Where) -> Voice | None:
    """The subject that starts at token ``i``: a name, a pronoun or a noun phrase."""
    if i >= end:
        return None
    if i in reader.ends:
        return _named(reader, i, end, where)
    word, bits = reader.words[i].lower(), reader.classes[i]
    if word in reader.pronouns or word in reader.story.indefinite:
        return _pronoun(reader, i, where)
    if bits & c.DETERMINING or word in reader.openers:
        return _noun_phrase(reader, _behind_opener(reader, i, end), end, where, i)
    if i + 1 < end and i + 1 in reader.ends and bits & c.WORD and not bits & _NO_ADJECTIVE:
        return Voice(where, "name", i, reader.ends[i + 1], i + 1)  # "poor Lizzy", "old Mrs. Pratt"
    return None


def _pronoun(reader: Reader, i: int, where: Where) -> Voice:
    """A pronoun, or "everyone" and "somebody", whom the text does not name."""
    word = reader.words[i].lower()
    kind, gender = reader.pronouns.get(word, ("noun", None))
    number = reader.story.indefinite.get(word)
    return Voice(where, "group" if number == "plural" else kind, i, i + 1, gender=gender)


def _behind_opener(reader: Reader, i: int, end: int) -> int:
    """The token behind a determiner or opener at token ``i``, and behind "of the" of "one of the girls"."""
    parted = i + 2 < end and reader.words[i + 1] in reader.forms.partitives
    return i + 3 if parted and reader.classes[i + 2] & c.DETERMINING else i + 1


def _named(reader: Reader, i: int, end: int, where: Where) -> Voice | None:
    """A name, or what its bearer has: "Helen", "Helen's aunt"; "was Helen's reply" is Helen, too."""
    last = reader.ends[i]
    bearer = Voice(where, _kind(reader, i, last), i, last, i)
    if not _possesses(reader, last, end):
        return bearer
    owned = _noun_phrase(reader, last + 1, end, where, i)
    return bearer if owned is not None and _is_utterance(reader, owned.last - 1) else owned


def _possesses(reader: Reader, k: int, end: int) -> bool:
    """Whether the "'s" of a possessor stands at token ``k``."""
    if k >= end or not reader.classes[k] & c.CLITIC:
        return False
    return reader.words[k].lower() in reader.forms.possessive_clitics


def _is_utterance(reader: Reader, k: int) -> bool:
    """Whether the noun at token ``k`` is what somebody says, or says it with: "reply", "voice"."""
    return bool(reader.classes[k] & c.REPORTING_NOUN) or reader.words[k] in reader.story.utterance


def _kind(reader: Reader, first: int, last: int) -> Kind:
    return "name" if (reader.classes[last - 1] | reader.classes[first]) & c.CAPITAL else "role"


def _noun_phrase(reader: Reader, i: int, end: int, where: Where, first: int) -> Voice | None:
    """A noun phrase whose determiner or possessor starts at ``first`` and goes on at ``i``; a name in it is
    who is meant: "the young Lizzy", "his friend Hugh"."""
    k, stop = i, min(end, i + _LONGEST_PHRASE)
    while k < stop:
        if k in reader.ends:
            last = reader.ends[k]
            if last >= end or not reader.classes[last] & c.CLITIC:
                return Voice(where, _kind(reader, k, last), first, last, k)
            k = last  # "the old Lizzy's | aunt"
        elif _ends_noun_phrase(reader, k, i):
            break
        k += 1
    if k == i:
        return None
    owned = _noun_phrase(reader, k + 1, end, where, first) if _possesses(reader, k, end) else None
    if owned is not None and reader.words[owned.last - 1].lower() in reader.nouns:
        return owned  # "her best friend's | mother", but of "the old man's voice" the man
    return _by_head(reader, first, k, where)


def _by_head(reader: Reader, first: int, k: int, where: Where) -> Voice:
    """The noun phrase from token ``first`` up to its head in front of token ``k``: one person, or several."""
    head = reader.words[k - 1].lower()
    several = head in reader.story.several or head in reader.forms.collectives
    if several or reader.classes[k - 1] & c.GROUP:
        return Voice(where, "group", first, k)
    return Voice(where, "noun", first, k, gender=reader.nouns.get(head))


def _ends_noun_phrase(reader: Reader, k: int, start: int) -> bool:
    """Whether the noun phrase that goes on at ``start`` is over at token ``k``: "the old man | nodded"."""
    bits, word = reader.classes[k], reader.words[k]
    if not bits & c.WORD or bits & (c.NOMINAL_STOP | c.PRONOUN):
        return True
    if k == start:
        return False
    ends = (
        bits & (c.ADVERB | c.DETERMINING)
        or word.endswith(reader.forms.adverb_ends)
        or is_past(reader, word, bits)
    )
    return bool(ends) or _is_present(reader, k)


def _is_present(reader: Reader, k: int) -> bool:
    """Whether the word at token ``k`` is a verb of saying in the present: "the old man | says"; in "the low
    voices said" a noun is."""
    word, bits = reader.words[k], reader.classes[k]
    if not bits & c.REPORTING_VERB or bits & c.CAPITAL or not word.endswith(reader.forms.present_ends):
        return False
    return not reader.classes[min(k + 1, len(reader.words) - 1)] & c.REPORTING_VERB


def is_past(reader: Reader, word: str, bits: int) -> bool:
    """Whether a lower-case word can be a verb in the past."""
    if bits & c.CAPITAL:
        return False
    return (
        word in reader.story.past
        or (word.endswith(reader.forms.past_ends) and len(word) > 3)
        or bool(bits & c.REPORTING_VERB and word.endswith(reader.forms.reporting_past_ends))
    )
