"""Somebody without a name whom a pronoun means: "A cobbler hammers at a boot. “Nobody mends it,” he says"."""

from __future__ import annotations

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.names.gender import alike
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.sources import Source, read_source

_LONGEST_SENTENCE = 80  # tokens of a sentence that are looked at: some have thousands
_SENTENCES = 4  # back in which somebody is looked for, quotations among them
_LONGEST = 7  # tokens of "a second angry lorry driver"
_LONGEST_FRONT = 8  # tokens of "At the far end of the quay, | a"
_OF_MINE = 4  # tokens of "my dear wife"
_JOINED = c.ROLE_OR_TITLE | c.GROUP | c.ORGANIZATION | c.CAPITAL | c.CONJUNCTION | c.CLITIC
_OPENS_FRONT = c.PREPOSITION | c.ADVERB | c.DETERMINING | c.SUBORDINATOR | c.NUMBER
_ASIDE = frozenset(",–—-(")


@frozen(eq=False)
class Stranger:
    """An unnamed subject; ``speaks``: its sentence tells what they say ("a cobbler told the court")."""

    source: Source
    speaks: bool


def stranger_before(article: Article, pronoun: Source, sentence: int) -> Stranger | None:
    """The last unnamed subject in front of the pronoun, in its paragraph or the one before, of its gender;
    None where a named person comes between."""
    spans = article.sentences.spans
    for number in range(sentence, max(-1, sentence - _SENTENCES - 1), -1):
        first, last = spans[number].first, min(spans[number].last, pronoun.first)
        if spans[sentence].paragraph - spans[number].paragraph > 1:
            return None
        if last <= first or article.sentences.inside[first] >= 0:
            continue
        mine = _mine(article, first, last)
        found = mine or _subject(article, first, last)
        if found is not None:
            if not _may_speak(article, found, pronoun):
                return None
            says = found is mine or _speaks(article, found.last, last)
            return Stranger(found, says)
        if any(article.person_at(i) is not None for i in range(max(first, last - _LONGEST_SENTENCE), last)):
            return None
    return None


def _mine(article: Article, first: int, last: int) -> Source | None:
    """The author's own relative or friend, "I asked | my wife |", with nobody named behind in the sentence:
    the next "she"."""
    for i in range(min(last, first + _LONGEST_SENTENCE) - 2, first - 1, -1):
        if article.person_at(i) is not None:
            return None
        if article.classes[i] & c.POSSESSIVE_PRONOUN and article.sentences.inside[i] < 0:
            facts = article.pack.pronouns.get(article.lower(i), {})  # "told our correspondent" is no scene
            own = facts.get("person") == 1 and facts.get("number") == "singular"
            head = next((k for k in range(i + 1, i + _OF_MINE) if _is_person(article.classes[k])), last)
            ends = own and head < last and not article.classes[head + 1] & _JOINED
            return read_source(article, i, head + 1) if ends else None
    return None


def _may_speak(article: Article, found: Source, pronoun: Source) -> bool:
    return alike(found.gender, pronoun.gender)


def _speaks(article: Article, verb: int, last: int) -> bool:
    """Whether the subject in front of token ``verb`` says something, a description in commas passed over: "a
    cobbler, now 90, | told the court"."""
    if article.words[verb] == ",":
        reach = range(verb + 1, min(last, verb + _LONGEST_FRONT))
        verb = next((i + 1 for i in reach if article.words[i] == ","), last)
    return verb < last and bool(article.classes[verb] & c.REPORTING_VERB)


def _subject(article: Article, first: int, last: int) -> Source | None:
    """The person without a name with whom a sentence or its main clause begins: "At the kerb | a cobbler"."""
    for start in (first, _behind_front(article, first, last)):
        if start is not None and start not in article.name_at and _opens(article, start):
            head = _head(article, start, last)
            if head is not None:
                return read_source(article, start, head + 1)
    return None


def _opens(article: Article, i: int) -> bool:
    return bool(article.classes[i] & c.DETERMINER) or article.lower(i) in article.lists.indefinite


def _behind_front(article: Article, first: int, last: int) -> int | None:
    """Where the main clause begins behind "A few yards away," or "At the kerb"."""
    if not article.classes[first] & _OPENS_FRONT:
        return None
    reach = range(first + 1, min(last, first + _LONGEST_FRONT))
    behind = next((i + 1 for i in reach if article.words[i] == ","), None)
    if behind is not None and behind < last:
        return behind
    if not article.classes[first] & c.PREPOSITION:
        return None
    return next((i for i in reach[1:] if _opens_clause(article, i)), None)


def _opens_clause(article: Article, i: int) -> bool:
    """Whether "a" at token ``i`` is the object of no preposition and no verb."""
    new = article.lower(i) in article.lists.indefinite
    return new and not article.classes[i - 1] & (c.PREPOSITION | c.REPORTING_VERB | c.HELPING_VERB)


def _head(article: Article, start: int, last: int) -> int | None:
    """The noun for a person before the subject's verb or its description; of "one of the cobblers" the
    plural."""
    several = article.lower(start + 1) in article.lists.of and bool(
        article.classes[start] & (c.NUMBER | c.PRONOUN)
    )
    for i in range(start + 1 + several, min(last - 1, start + _LONGEST)):
        if i in article.name_at or not _is_in_phrase(article.classes[i]):
            return None
        person = article.classes[i] & c.GROUP if several else _is_person(article.classes[i])
        if person and _ends(article, i + 1):
            return i if article.person_at(i + 2) is None else None  # "her son, Doe, laughs"
    return None


def _is_in_phrase(bits: int) -> bool:
    return bool(bits & c.WORD_OR_NUMBER) and not bits & (c.PREPOSITION | c.CAPITAL)


def _is_person(bits: int) -> bool:
    return bool(bits & (c.ROLE | c.DEMONYM)) and not bits & c.GROUP


def _ends(article: Article, i: int) -> bool:
    """Whether a noun phrase ends in front of token ``i``, a verb or the mark that opens a description."""
    bits = article.classes[i]
    return article.words[i] in _ASIDE or (bool(bits & c.WORD) and not bits & _JOINED)
