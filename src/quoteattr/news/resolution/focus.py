"""Who is in focus: what the text has said of each speaker up to a place, read from left to right."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Any

from attrs import define, evolve

from quoteattr.lang import classes as c
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.byline import Byline
from quoteattr.news.resolution.listed import listed
from quoteattr.news.resolution.phrases import kin_in_front
from quoteattr.stage_values import Roster, Sentence, Sentences
from quoteattr.types import Span

PRONOUN = "was a pronoun"  # a sign of a mention
ASKED_BY = "asked by"  # of another: who asks is no "he" of that sentence
MOST = 12  # speakers remembered as possible antecedents, the latest first
_NEXT = 40  # names among which somebody new is looked for
_FRONT = 3  # words of a role in small letters in front of the name that begins a sentence
_MOST_ROLES = 3  # words of the roles in front of a name: "to see off | qualifier | Doe"
_LONGEST_ASKED = 25  # tokens of a question or a subhead that are looked at
_LONGEST_FRONT = 16  # tokens of "In the complaint, filed Friday in the county court, | Doe"
_FAR = 15  # sentences behind which a mention is forgotten


# a preposition, or a verb whose object the name is ("attacked Trump")
_BEFORE_OBJECT = c.PREPOSITION | c.CONJUNCTION | c.REPORTING_VERB


_NO_ROLE = c.CAPITAL | c.NOMINAL_STOP | c.HELPING_VERB | c.REPORTING_VERB | c.ADVERB | c.PRONOUN | c.CLITIC
_NO_NOUN = c.CAPITAL | c.NOMINAL_STOP | c.HELPING_VERB | c.REPORTING_VERB | c.ADVERB


@define(eq=False)
class Seen:
    """The latest mention of a speaker, and what is known from those before it.

    ``signs`` are features of the mention itself ("was possessive"); ``subject``: it may be a subject.
    ``kin``: it tells whose kin that is: "her mother, Ana". ``spoke_paragraph`` is where the speaker spoke
    last, if at all.
    """

    start: int
    sentence: int
    paragraph: int
    subject: bool
    signs: tuple[str, ...]
    kin: bool = False
    count: int = 1
    spoke_paragraph: int | None = None


class Focus:
    """The speakers in the order of their latest mention; ``advance`` reads on to a token.

    A speaker is an index into the cast. Names inside quotations are mentioned, they are not in focus.
    """

    def __init__(self, article: Article, roster: Roster) -> None:
        self._article = article
        self._classes, self._starts = article.classes, article.segmented.tokens.starts
        self._words, lists = article.words, article.lists
        self._asking, self._articles, self._by_whom = lists.asking, lists.articles, lists.by_whom
        self.sentences = article.sentences.spans
        self._sentence_of = _numbers(article.sentences)
        self._inside = inside = article.sentences.inside
        reporters = Byline(article, roster.speaker_of).reporters()
        self._events = [
            (name.first, name.last, speaker)
            for name, speaker in zip(article.names, roster.speaker_of, strict=True)
            if speaker is not None and inside[name.first] < 0 and speaker not in reporters
        ]
        kinds = [p.kind for p in article.segmented.paragraphs]
        self._listed = listed(article)
        things = [k for k, one in enumerate(roster.speakers) if one.kind == "organization"]
        self._said = sorted(
            (self._starts[name.first], speaker)
            for name, speaker in zip(article.names, roster.speaker_of, strict=True)
            if speaker is not None and max(inside[name.first : name.last + 1]) >= 0
        )  # also of "Doe | “is scared,” he said"
        self._things = frozenset(things)  # "Ferrari's | Doe": Doe comes first of those who may be a he
        self._breaks = [self.sentences[n].first for n in _breaks(article)]
        self._captions = frozenset(n for n, kind in enumerate(kinds) if kind == "caption")
        aside = [kind in ("caption", "headline") for kind in kinds]
        self._aside = (
            [0, *accumulate(aside[span.paragraph] or self._is_quoted(span) for span in self.sentences)],
            [0, *accumulate(aside)],
        )
        self._next = 0
        self._seen: dict[int, Seen] = {}
        self._last_sentence: int | None = None
        self.last_speaker: int | None = None

    def _is_quoted(self, sentence: Sentence) -> bool:
        """Whether a sentence stands inside marks, and no other quotation, which may answer it, behind it."""
        inside = self._inside[sentence.first : sentence.last + 1]
        return inside[0] >= 0 and inside[sentence.last - sentence.first - 1] == inside[0] >= inside[-1]

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return self._sentence_of[token]

    def sentences_since(self, sentence: int, here: int) -> int:
        """How many sentences before sentence ``here`` another one stands: 1 for the one before, those of
        subheads and captions between aside."""
        return _since(sentence, here, self._aside[0])

    def paragraphs_since(self, paragraph: int, here: int) -> int:
        """As ``sentences_since``, for paragraphs."""
        return _since(paragraph, here, self._aside[1])

    def advance(self, token: int) -> None:
        """Take in the names before ``token``."""
        while self._next < len(self._events) and self._events[self._next][0] < token:
            first, last, speaker = self._events[self._next]
            self._next += 1
            self.mention(first, last, speaker)

    def mention(self, first: int, last: int, speaker: int, pronoun: bool = False, owns: bool = False) -> None:
        """Take in that tokens ``first`` to ``last`` (exclusive) mean ``speaker``, or own what follows."""
        sentence = self._sentence_of[first]
        span = self.sentences[sentence]
        paragraph = span.paragraph
        if paragraph in self._captions:
            return
        classes = self._classes
        if speaker not in self._things and self._names_thing(first, last):
            return
        behind = last < len(classes) and bool(classes[last] & c.CLITIC or self._modifies(first, last))
        possessive = owns or behind
        in_phrase, asked_by = self._is_in_phrase(first, span.first), self._asks_before(first, span)
        signs = (
            ("was possessive", possessive),
            ("was in a phrase", in_phrase),
            (PRONOUN, pronoun),
            ("was asked", self._is_asked(first, last, span)),
            ("asked", asked_by or (last < span.last and self._words[last] in self._asking)),  # "Doe | asked"
            (ASKED_BY, asked_by),
            ("first of its sentence", sentence != self._last_sentence),
            ("was in a clause in front", self._is_in_front(first, span.first)),
            ("was in a list", first in self._listed),
        )
        shown = tuple([sign for sign, holds in signs if holds])
        subject = not possessive and not in_phrase and first not in self._listed
        new = Seen(
            self._starts[first], sentence, paragraph, subject, shown, not pronoun and self._is_kin(first)
        )
        old = self._seen.pop(speaker, None)  # and in again, as the latest
        if old is not None:
            new.count, new.spoke_paragraph = old.count + 1, old.spoke_paragraph
            if pronoun and old.sentence == sentence and old.subject:
                new = evolve(old, start=new.start)  # "Doe said | he ...": named as the subject all the same
        self._seen[speaker] = new
        if speaker not in self._things:
            self._last_sentence = sentence

    def _is_asked(self, first: int, last: int, span: Sentence) -> bool:
        """Whether the name is of whoever is asked: "He asked | Doe", "Doe was asked"."""
        if first > span.first and self._words[first - 1] in self._asking:
            return True
        helped = last + 1 < span.last and self._classes[last] & c.HELPING_VERB
        return bool(helped) and self._words[last + 1] in self._asking

    def _asks_before(self, first: int, span: Sentence) -> bool:
        """Whether the name stands behind "asked by": "Asked by host | Doe | whether he went"."""
        near = range(first - 1, max(span.first, first - 1 - _MOST_ROLES), -1)
        for by in near:
            if self._words[by] in self._by_whom:
                told = self._classes[by + 1 : first]
                asks = self._article.lower(by - 1) in self._asking
                return asks and all(bits & (c.ROLE_OR_TITLE | c.DETERMINER) for bits in told)
        return False

    def leads_in(self, first: int) -> str:
        """The word in front of the name at token ``first`` and of its roles: "| by | singer Doe"."""
        start = self.sentences[self._sentence_of[first]].first
        return self._words[self._before_roles(first, start)].lower() if first > start else ""

    def is_in_phrase(self, first: int) -> bool:
        """Whether the name at token ``first`` is the object of a preposition or a verb in front of it."""
        return self._is_in_phrase(first, self.sentences[self._sentence_of[first]].first)

    def _before_roles(self, first: int, start: int) -> int:
        """The token in front of a name and its roles, not before ``start``."""
        classes, before = self._classes, first - 1
        least = max(start, first - 1 - _MOST_ROLES)
        while before > least and classes[before] & c.WORD and not classes[before] & _NO_ROLE:
            before -= 1
        return before

    def _is_in_phrase(self, first: int, start: int) -> bool:
        """Whether a preposition or a verb stands in front of the name and its roles: "to see off | qualifier
        Doe", "by | media personality Doe"; not "At noon actress | Doe | said"."""
        classes, before = self._classes, self._before_roles(first, start)
        if first == start or (before == start and (before < first - 1 or classes[start] & c.CONJUNCTION)):
            return False  # "And | Doe | said"
        named = self._words[before] in self._article.lists.named_as or self._ends_office(before, first, start)
        return bool(classes[before] & _BEFORE_OBJECT) and not named

    def _ends_office(self, before: int, first: int, start: int) -> bool:
        """Whether an office and what it is for stand in front of the name: "Portfolio | holder for education
        Doe"; not "a friend of | actor Doe"."""
        classes, words = self._classes, self._words
        if before <= start or before + 1 == first or not classes[before] & c.PREPOSITION:
            return False
        ends = self._article.pack.words.mentions.person_ends
        office = classes[before - 1] & c.ROLE or words[before - 1].endswith(ends)
        return bool(office) and not any(bits & c.ROLE for bits in classes[before + 1 : first])

    def _is_kin(self, first: int) -> bool:
        """Whether the name follows "her mother" or the like, not "Doe’s mother"."""
        kin, owner = kin_in_front(self._article, first)
        return bool(kin) and not self._classes[owner] & c.CLITIC

    def _is_in_front(self, first: int, start: int) -> bool:
        """Whether the name stands in a clause in front of the main one: "While | Doe | waits, Roe goes"; but
        not in "As for | Doe |, he goes"."""
        if not self._classes[start] & c.SUBORDINATOR or self._classes[start + 1] & c.PREPOSITION:
            return False
        return "," not in self._words[start:first]

    def _modifies(self, first: int, last: int) -> bool:
        """Whether the name only modifies the noun behind it: "the | Doe | campaign", "a | Doe | ally"."""
        behind = self._classes[last]
        if not behind & c.WORD or behind & _NO_NOUN or not first:
            return False
        noun = behind & (c.ROLE | c.ORGANIZATION | c.GROUP)
        return bool(noun) or self._words[first - 1].lower() in self._articles

    def _names_thing(self, first: int, last: int) -> bool:
        """Whether the name is a part of a thing's name: "the | Doe | committee"."""
        body = last < len(self._classes) and self._classes[last] & (c.ORGANIZATION | c.DOCUMENT)
        named = first and self._words[first - 1].lower() in self._articles
        return bool(body and named) and not self._classes[last] & (c.NOMINAL_STOP | c.REPORTING_VERB | c.ROLE)

    def spoke(self, first: int, last: int, speaker: int) -> None:
        """Take in that ``speaker``, meant by these tokens, has said something."""
        seen = self._seen.get(speaker)
        if seen is None or seen.start < self._starts[first]:
            self.mention(first, last, speaker, pronoun=seen is not None)
            seen = self._seen.get(speaker)
        if seen is not None:  # in a caption nobody is mentioned
            seen.spoke_paragraph = self.sentences[self._sentence_of[first]].paragraph
        self.last_speaker = speaker

    def latest(self, sentence: int) -> Iterator[tuple[int, Seen]]:
        """(speaker, what was seen of it), the latest mention first, none from too far back."""
        for speaker in islice(reversed(self._seen), 3 * MOST):
            seen = self._seen[speaker]
            if sentence - seen.sentence > _FAR and speaker != self.last_speaker:
                return
            yield speaker, seen

    def tells_of_one(self, content: Sequence[Span]) -> bool:
        """Whether the words in marks are about one person, who says "I" and never "we"."""
        told = [facts for facts in self._pronouns_of(content, marked=True) if facts["person"] == 1]
        return bool(told) and all(facts["number"] == "singular" for facts in told)

    def _pronouns_of(self, content: Sequence[Span], *, marked: bool = False) -> Iterator[Mapping[str, Any]]:
        """The pack's facts of each pronoun in the content; with ``marked`` only of those in quotation
        marks."""
        pronouns, words = self._article.pack.pronouns, self._words
        for span in content:
            for i in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
                if self._classes[i] & c.PRONOUN and not (marked and self._inside[i] < 0):
                    yield pronouns[words[i].lower()]

    def is_inserted_behind(self, first: int, seen: Seen) -> bool:
        """Whether the pronoun at token ``first`` and its verb are put into the sentence that somebody begins:
        "Doe, | he | added, “ran away”"."""
        sentence = self.sentences[self._sentence_of[first]]
        if not sentence.first < first < sentence.last - 2 or self._words[first - 1] != ",":
            return False
        opens = self._starts[sentence.first] <= seen.start < self._starts[min(first, sentence.first + _FRONT)]
        return opens and self._words[first + 2] == ","

    def tells_by_name(self, speaker: int, content: Sequence[Span]) -> bool:
        """Whether the speaker is named in what was said: "“Doe was open,” he said" is no Doe."""
        for span in content:
            k = bisect_left(self._said, (span.start,))
            while k < len(self._said) and self._said[k][0] < span.end:
                if self._said[k][1] == speaker:
                    return True
                k += 1
        return False

    def breaks_after(self, place: int, token: int) -> bool:
        """Whether a numbered section begins between character ``place`` and ``token``, or a question stands
        there for whoever the text is about."""
        k = bisect_right(self._breaks, token) - 1
        return k >= 0 and self._starts[self._breaks[k]] > place

    @property
    def anybody(self) -> bool:
        """Whether anybody was named up to here."""
        return bool(self._seen)

    def named_behind(self, token: int, most: int) -> int | None:
        """The speaker who is named first from ``token`` on, at ``most`` so many sentences further."""
        if self._next == len(self._events):
            return None
        first, _, speaker = self._events[self._next]
        return speaker if self._sentence_of[first] - self._sentence_of[token - 1] <= most else None

    def introduced_behind(self, token: int, most: int, may_be: Callable[[int], bool]) -> int | None:
        """The next person, of those who ``may_be`` meant, whom the text has not named yet, if a later
        sentence begins with the name, or with where and when, within ``most`` paragraphs. None where that
        person is first named in another way."""
        here = self._sentence_of[token]
        for first, _, speaker in islice(self._events, self._next, self._next + _NEXT):
            if not may_be(speaker):
                continue
            number = self._sentence_of[first]
            sentence = self.sentences[number]
            if sentence.paragraph - self.sentences[here].paragraph > most:
                return None
            if speaker not in self._seen and first >= token:
                return speaker if number > here and self._opens(first, sentence.first) else None
        return None

    def _opens(self, first: int, start: int) -> bool:
        """Whether a sentence begins with the name at token ``first``, or with a phrase in front of it: "In
        papers filed in May, | Doe"."""
        if first - start <= _FRONT:
            return True
        fronted = self._classes[start] & c.PREPOSITION and first - start <= _LONGEST_FRONT
        return bool(fronted) and self._words[first - 1] == ","

    def seen(self, speaker: int) -> Seen | None:
        """What was seen of a speaker so far."""
        return self._seen.get(speaker)


def _since(number: int, here: int, aside: Sequence[int]) -> int:
    """``here`` minus ``number`` without what is ``aside`` between, by the sum up to each number."""
    between = aside[here] - aside[number + 1] if number < here else 0
    return here - number - between


def _breaks(article: Article) -> Iterator[int]:
    """The sentences that end what was in focus: numbered headings, and questions about somebody without a
    name, "What does | the boy | want?"."""
    for number, sentence in enumerate(article.sentences.spans):
        if _is_numbered(article, sentence) or _asks_of_noun(article, sentence):
            yield number


def _is_numbered(article: Article, sentence: Sentence) -> bool:
    """Whether a sentence is of a heading with a number in front: "4. She cannot read music"."""
    paragraph, tokens = article.segmented.paragraphs[sentence.paragraph], article.segmented.tokens
    if sentence.first and tokens.starts[sentence.first] == paragraph.start:
        first, last = sentence.first, bisect_left(tokens.starts, paragraph.end)
        short = last - first <= _LONGEST_ASKED // 2 and article.classes[first] & c.NUMBER
        return bool(short and last - first > 2) and not article.classes[last - 1] & c.TERMINATOR
    return False


def _asks_of_noun(article: Article, sentence: Sentence) -> bool:
    """Whether a sentence outside marks is a question with "the" and a word for somebody in it."""
    if article.words[sentence.last - 1] != "?" or article.sentences.inside[sentence.first] >= 0:
        return False
    near = range(sentence.first, min(sentence.last - 1, sentence.first + _LONGEST_ASKED))
    return any(article.lower(i) in article.lists.definite and article.classes[i + 1] & c.ROLE for i in near)


def _numbers(sentences: Sentences) -> list[int]:
    """For every token the number of its sentence; one outside all belongs to the sentence before it."""
    found: list[int] = []
    for number, span in enumerate(sentences.spans):
        found += [max(0, number - 1)] * (span.first - len(found)) + [number] * (span.last - span.first)
    last = max(0, len(sentences.spans) - 1)
    return found + [last] * (len(sentences.inside) + 1 - len(found))
