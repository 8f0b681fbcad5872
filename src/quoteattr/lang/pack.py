"""A language pack: lexicons as data, and the word classes they give to a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal, get_args

from attrs import field, fields, frozen

from quoteattr.lang import classes as c
from quoteattr.lang.letters import bare, bits_of, capital
from quoteattr.lang.words import Words, make_words
from quoteattr.lang.words.fiction import StoryWords
from quoteattr.lang.words.ground import LexiconWords
from quoteattr.remembered import Remembered
from quoteattr.types import Gender

_OF_ROLES = c.ROLE | c.TITLE
_COLON_OR_DASH = frozenset((":", "—", "–", "-", "--"))


def _classes(lexicon: Mapping[str, int], lists: LexiconWords, word: str) -> int:
    """The bits of a word as written."""
    if word.isascii() and word.isalpha() and word.islower():
        return lexicon.get(word, 0) | c.WORD  # most words, told at once
    lower = word.lower().replace("’", "'")
    bits = lexicon.get(lower, 0)
    if not bits and "-" in lower:
        bits = lexicon.get(_noun_of_role(lower, lists.behind_role), 0) & _OF_ROLES
    return bits | _shape(word, lists.name_articles)


def _noun_of_role(word: str, behind: Iterable[str]) -> str:
    """ "dad" of "dad-of-three"; "" of other words."""
    return next((word[: word.find(part)] for part in behind if part in word), "")


def _shape(word: str, articles: frozenset[str]) -> int:
    """The bits that a word's characters alone decide; which letters they are counts for articles only."""
    bits = bits_of(word[0])
    if bits & c.CAPITAL:
        return bits | _capital_shape(word)
    if bits:
        return bits | c.ARTICLED if not word.isalpha() and _articled(word, articles) else bits
    return _mark_shape(word)


def _capital_shape(word: str) -> int:
    if not word.isupper():
        return 0
    letters = bare(word)
    initial = len(letters) == 1 or (len(letters) == 2 and letters[1] == ".")
    return c.UPPER | c.INITIAL if initial else c.UPPER


def _mark_shape(word: str) -> int:
    first = word[0]
    if first in "'’" and bits_of(word[1:2]) & c.WORD:
        return c.CLITIC
    if first in ".!?…。！？":
        return c.TERMINATOR
    if first in "\"“”„‟«»‹›‘’‚'`「」『』":
        return c.QUOTE_MARK
    return c.COLON_OR_DASH if word in _COLON_OR_DASH else 0


def _articled(word: str, articles: frozenset[str]) -> bool:
    """Whether the word is a surname behind a lower-case article: "al-Rifai", "d'Arcy"."""
    article, _, name = word.replace("'", "-").replace("’", "-").partition("-")
    return article in articles and capital(name)


@frozen
class Phrase:
    """A multi-word cue in one of its forms: "pointed out", of "point out"."""

    words: tuple[str, ...]
    lemma: str
    act: str
    form: str
    precision: float | None


@frozen
class Marks:
    """What a language prefers: ``preferred`` pairs, words that begin with an apostrophe (``elisions``,
    without it), words and suffixes that end in one, letters after which it may be a possessive."""

    preferred: frozenset[tuple[str, str]]
    elisions: frozenset[str]
    dropped_endings: frozenset[str]
    dropped_suffixes: tuple[str, ...]
    possessive_letters: str


@frozen(eq=False)
class Pack:
    """All that differs between languages. Packs are equal when language and version are.

    ``story``: words of stories, by kind; ``words``: the short lists.
    """

    language: str
    version: str
    classes: Mapping[str, int] = field(repr=False)
    common: Mapping[str, Any] = field(repr=False)
    demonyms: Mapping[str, Any] = field(repr=False)
    first_names: Mapping[str, tuple[Any, ...]] = field(repr=False)
    function: Mapping[str, Sequence[str]] = field(repr=False)
    marks: Marks = field(repr=False)
    nicknames: Mapping[str, list[str]] = field(repr=False)
    offices: Mapping[str, Mapping[str, list[str]]] = field(repr=False)
    organizations: Mapping[str, str] = field(repr=False)
    particles: Mapping[str, str] = field(repr=False)
    places: Mapping[str, Any] = field(repr=False)
    pronouns: Mapping[str, Mapping[str, Any]] = field(repr=False)
    reporting: Mapping[str, Mapping[str, Any]] = field(repr=False)
    roles: Mapping[str, Gender | None] = field(repr=False)
    surnames: Mapping[str, int] = field(repr=False)
    titles: Mapping[str, Mapping[str, Any]] = field(repr=False)
    multiword_titles: Mapping[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    verb_forms: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)
    noun_forms: Mapping[str, str] = field(repr=False)
    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]] = field(repr=False)
    story: StoryWords = field(repr=False)
    words: Words = field(repr=False)

    def noun_of_role(self, word: str) -> str:
        """The noun of a role that is one word with what stands behind it: "dad" of "dad-of-three"; the word
        where it is none."""
        if "-" not in word or word in self.roles:
            return word
        return _noun_of_role(word, self.words.lexicon.behind_role) or word

    def gender_of_role(self, word: str) -> Gender | None:
        """Which gender the noun of a role shows: female of "mum", "mum-of-two"."""
        return self.roles.get(self.noun_of_role(word))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pack):
            return NotImplemented
        return (self.language, self.version) == (other.language, other.version)

    def __hash__(self) -> int:
        return hash((self.language, self.version))


_ORGANIZATIONS = {
    "organization": c.ORGANIZATION,
    "document": c.DOCUMENT,
    "suffix": c.COMPANY_SUFFIX,
    "media": c.MEDIA,
}
_PLAIN_LISTS = (
    ("roles", c.ROLE),
    ("groups", c.GROUP),
    ("places", c.PLACE),
    ("demonyms", c.DEMONYM),
    ("calendar", c.CALENDAR),
    ("common", c.COMMON),
)

# Lists without which texts can be read, if not as well: what a language cannot do without is the rest.
OPTIONAL = frozenset(
    (
        *(
            "abbreviations",
            "calendar",
            "common",
            "demonyms",
            "elisions",
            "first_names",
            "groups",
            "nicknames",
        ),
        *("offices", "organizations", "particles", "places", "roles", "story", "surnames", "titles"),
    )
)


class _Kinds(dict[str, Mapping[str, str]]):
    """kind -> word -> meaning or ""; a language that lacks a kind has no words of it."""

    def __missing__(self, kind: str) -> Mapping[str, str]:
        return {}


class _Lexicon(dict[str, int]):
    """word -> bits, while the lists are read."""

    def mark(self, words: Iterable[str], bits: int) -> None:
        for word in words:
            self[word] = self.get(word, 0) | bits


# What a row must say, so that a pack with a gap is refused when it is read, not in the middle of a text.
_FACTS = {
    "verbs": ("act", "forms", "frames", "precision"),
    "nouns": ("act", "frames", "plural", "precision"),
    "adjectives": ("act", "precision"),
    "phrases": ("act", "forms", "frames", "precision"),
}
VerbForm = Literal["past", "s", "base", "ing", "participle"]
VERB_FORMS: tuple[VerbForm, ...] = get_args(VerbForm)
_PRONOUN_FACTS = ("person", "number", "gender", "case")
_GENDERS: dict[Gender | None, Gender | None] = {one: one for one in (*get_args(Gender), None)}


def _check(name: str, rows: Mapping[str, Any], needed: tuple[str, ...]) -> None:
    for word, facts in rows.items():
        for fact in needed:
            if fact not in facts:
                raise KeyError(f"{name}: {word!r} has no {fact!r}")


def _check_genders(lists: Mapping[str, Any]) -> None:
    shown = {
        "first_names": {facts[0] for facts in lists["first_names"].values()},
        "pronouns": {facts["gender"] for facts in lists["pronouns"].values()},
        "roles": {*lists["roles"].values()},
        "titles": {facts["gender"] for facts in lists["titles"].values()},
    }
    for name, genders in shown.items():
        for wrong in genders - _GENDERS.keys():
            raise ValueError(f"{name}: {wrong!r} is no gender (female, male, other, or null)")


def make_pack(
    language: str, version: str, lists: Mapping[str, Any], words: Mapping[str, Any] | None = None
) -> Pack:
    """Build a Pack out of the lists of a language folder (those of OPTIONAL may be left out), and of those in
    its folder ``words``.

    Raises KeyError and the like where a list is missing or of another form."""
    lists = {**{name: _Kinds() for name in OPTIONAL}, **lists, "offices": _Kinds(lists.get("offices", {}))}
    # tuples of plain values, which the garbage collector forgets: so many lists it would look through again
    _check("pronouns", lists["pronouns"], _PRONOUN_FACTS)
    _check_genders(lists)
    first_names = lists["first_names"].items()
    # thousands of names share one string for their gender
    lists["first_names"] = {name: (_GENDERS[facts[0]], *facts[1:]) for name, facts in first_names}
    lists["marks"] = _marks(lists["marks"])
    lexicon = _Lexicon()
    for name, bits in _PLAIN_LISTS:
        lexicon.mark(lists[name], bits)
    _mark_function_words(lexicon, lists)
    _mark_names(lexicon, lists)
    multiword = _mark_titles(lexicon, lists["titles"])
    reporting = lists["reporting"]
    for name, needed in _FACTS.items():
        _check(name, reporting[name], needed)
    forms = _verb_forms(reporting["verbs"])
    noun_forms = _noun_forms(reporting["nouns"])
    phrases = _phrases(reporting["phrases"], forms)
    lexicon.mark(forms, c.REPORTING_VERB)
    lexicon.mark(noun_forms, c.REPORTING_NOUN)
    lexicon.mark(reporting["adjectives"], c.REPORTING_ADJECTIVE)
    lexicon.mark(phrases, c.PHRASE_START)
    made = make_words(words or {})
    lexicon.mark(_opinion_nouns(reporting["phrases"], made.lexicon.opinion_phrase), c.OPINION_NOUN)
    return Pack(
        language=language,
        version=version,
        classes=Remembered(partial(_classes, lexicon, made.lexicon)),
        **{one.name: lists[one.name] for one in fields(Pack) if one.name in lists and one.name != "story"},
        multiword_titles=multiword,
        verb_forms={k: tuple(v) for k, v in forms.items()},
        noun_forms=noun_forms,
        phrases=phrases,
        story=StoryWords(**{kind.replace("-", "_"): row for kind, row in lists.get("story", {}).items()}),
        words=made,
    )


def _marks(data: Mapping[str, object]) -> Marks:
    def words(key: str) -> list[str]:
        value = data[key]
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise TypeError(f"marks: {key} must be a list of strings")
        return value

    pairs = [(pair[: len(pair) // 2], pair[len(pair) // 2 :]) for pair in words("preferred")]
    return Marks(
        frozenset(pairs),
        frozenset(words("elisions")),
        frozenset(words("dropped_endings")),
        tuple(words("dropped_suffixes")),
        str(data["possessive_letters"]),
    )


def _mark_function_words(lexicon: _Lexicon, lists: Mapping[str, Any]) -> None:
    for word, names in lists["function"].items():
        for name in names:
            lexicon.mark((word,), getattr(c, name.upper()))
    cases = {"subject": c.SUBJECT_PRONOUN, "possessive": c.POSSESSIVE_PRONOUN}
    for word, facts in lists["pronouns"].items():
        lexicon.mark((word,), c.PRONOUN | cases.get(facts["case"], 0))
    for word, kind in lists["abbreviations"].items():
        bits = c.ABBREVIATION | (c.TITLE_ABBREVIATION if kind == "title" else 0)
        lexicon.mark((word.removesuffix("."), word), bits)


def _mark_names(lexicon: _Lexicon, lists: Mapping[str, Any]) -> None:
    for word, kind in lists["organizations"].items():
        lexicon.mark((word,), _ORGANIZATIONS[kind])
    for name, facts in lists["first_names"].items():
        lexicon.mark((name,), c.FIRST_NAME | (c.AMBIGUOUS_NAME if len(facts) > 2 and facts[2] else 0))
    for name, ambiguous in lists["surnames"].items():
        lexicon.mark((name,), c.SURNAME | (c.AMBIGUOUS_NAME if ambiguous else 0))
    for word, kind in lists["particles"].items():
        lexicon.mark((word.replace(".", ""),), c.PARTICLE if kind == "particle" else c.NAME_SUFFIX)


def _mark_titles(lexicon: _Lexicon, titles: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> the titles of several words that start with it, longest first."""
    multiword: dict[str, list[tuple[str, ...]]] = {}
    for title in titles:
        first, *rest = title.replace(".", "").split()
        lexicon.mark((first,), c.TITLE_PREFIX if rest else c.TITLE)
        if rest:
            multiword.setdefault(first, []).append((first, *rest))
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in multiword.items()}


def _verb_forms(verbs: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Form -> the verbs and what it is of them: "found" -> ("find", "past"), ("found", "base")."""
    found: dict[str, list[tuple[str, str]]] = {}
    for lemma, facts in verbs.items():
        for form, kind in facts["forms"].items():
            if kind not in VERB_FORMS:
                raise ValueError(f"verbs: {form!r} of {lemma!r} is {kind!r}, not {' or '.join(VERB_FORMS)}")
            found.setdefault(form, []).append((lemma, kind))
    return found


def _noun_forms(nouns: Mapping[str, Any]) -> dict[str, str]:
    """Singular and plural -> the noun."""
    return {form: noun for noun, facts in nouns.items() for form in (noun, facts["plural"]) if form}


def _opinion_nouns(phrases: Iterable[str], pattern: tuple[str, ...]) -> Iterator[str]:
    """The nouns of the phrases that an owner can stand in: "in the | words | of"."""
    for phrase in phrases:
        words = phrase.split()
        fits = all(not same or word == same for word, same in zip(words, pattern, strict=False))
        if fits and len(words) == len(pattern):
            yield words[pattern.index("")]


def _phrases(
    rows: Mapping[str, Any], verb_forms: Mapping[str, list[tuple[str, str]]]
) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """First word -> second word (or "") -> the phrases that start with them, longest first."""
    found: dict[str, dict[str, tuple[Phrase, ...]]] = {}
    for lemma, facts in rows.items():
        for text in facts["forms"]:
            words = tuple(text.split())
            kinds = [kind for base, kind in verb_forms.get(words[0], ()) if lemma.startswith(base)]
            phrase = Phrase(words, lemma, facts["act"], kinds[0] if kinds else "phrase", facts["precision"])
            behind = found.setdefault(words[0], {})
            second = words[1] if len(words) > 1 else ""
            same = (*behind.get(second, ()), phrase)
            behind[second] = tuple(sorted(same, key=lambda p: (-len(p.words), p.words)))
    return found
