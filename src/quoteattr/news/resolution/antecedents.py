"""Whom a pronoun means, given all that the article said before it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import itemgetter

from quoteattr.lang import classes as c
from quoteattr.lang.words.news import Meant
from quoteattr.names.folding import fold
from quoteattr.names.gender import NEWS, alike, by_first_name
from quoteattr.news.resolution import why
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.focus import ASKED_BY, MOST, Focus
from quoteattr.news.resolution.phrases import introduced
from quoteattr.news.resolution.ranking import WEIGHTS, Possible, features, score
from quoteattr.news.resolution.sources import Source, read_source
from quoteattr.stage_values import Roster
from quoteattr.text.tokens import where
from quoteattr.types import Span, Speaker, SpeakerKind

Scored = tuple[int, float]
"""Number of the speaker, score."""

_LONGEST_SUBJECT = 7  # tokens of "the former deputy finance minister"
_OPENING = 4  # tokens of "Asked by reporters where | he"
_LONGEST_PHRASE = 30  # tokens of "Speaking to Doe, the editor of the paper, | he"
_CLAUSE = 14  # tokens of a clause in front behind its pronoun
_OPENS_CLAUSE = c.SUBORDINATOR | c.COMPLEMENTIZER | c.SUBJECT_PRONOUN
_PARTICIPLES = ("past", "participle")  # forms of a verb
NEAR = 2  # sentences back in which those must have been mentioned whom a noun or "they" means


def _nobody(source: Source, antecedents: Antecedents, content: Sequence[Span]) -> int | None:
    return None


def speaker_at(article: Article, speaker_of: Sequence[int | None], token: int) -> int | None:
    """The speaker whom the person's name at a token means; ``speaker_of`` the roster's of the names."""
    n = article.person_at(token)
    return speaker_of[n] if n is not None else None


class Antecedents:
    """Whom a pronoun or a noun can mean, read from left to right: call ``spoke`` for each report in text
    order. ``speakers`` is the cast, which grows meanwhile; ``noun_means`` finds whom a noun means
    (``nouns.by_role``)."""

    def __init__(
        self,
        article: Article,
        roster: Roster,
        speakers: Sequence[Speaker],
        weights: Mapping[str, float] = WEIGHTS,
        noun_means: Callable[..., int | None] = _nobody,
    ) -> None:
        self.article = article
        self.speakers = speakers
        self.focus = Focus(article, roster)
        self._speaker_of = roster.speaker_of
        self._weights = weights
        shown = zip(roster.speakers, roster.gender_evidence, strict=True)
        # a first name is the weakest evidence: enough to prefer others, not to bar when there are none
        by_name = [one for one, evidence in shown if by_first_name(evidence)]
        self._pardoned = frozenset([one.id for one in by_name])
        self._rare = frozenset([one.id for one in by_name if _is_rare(one, article)])
        self._noun_means = noun_means
        self._subjects = sorted([*_personal_subjects(article), *_noun_subjects(article)], key=itemgetter(0))
        self._next = 0
        self._settled: int | None = None  # the last pronoun that a report has settled
        self._considered: list[Possible] = []  # for the pronoun that was ranked last

    @cached_property
    def introduced(self) -> dict[str, list[int]]:
        """The nouns by which somebody without a name is introduced, each with its tokens in order."""
        return introduced(self.article)

    @cached_property
    def ages(self) -> dict[int, set[str]]:
        """The ages that the text gives to people behind their names: "Jane Doe, 53, said"."""
        words, found = self.article.words, dict[int, set[str]]()
        for name, speaker in zip(self.article.names, self._speaker_of, strict=True):
            told = words[name.last : name.last + 2]
            if speaker is not None and told[:1] == (",",) and told[1:] and told[1].isdecimal():
                found.setdefault(speaker, set()).add(told[1])
        return found

    def spoke(self, source: Source, speaker: int | None) -> None:
        """Remember that the speaker, meant by this source, has said something; who says "I" is no "he"."""
        if speaker is None or (source.person == 1 and source.mention.kind == "pronoun"):
            return
        self.read_to(source.first)
        head = source.head_token
        human = head is None or self.article.classes[head] & c.ROLE
        if source.person == 1 or (self.speakers[speaker].kind == "unnamed" and not human):
            return  # "the movie says", the "I" who wrote the text: nobody whom he or she can mean
        self.focus.spoke(source.first, source.last, speaker)
        self._settled = source.first

    def read_to(self, token: int) -> None:
        """Take in the names, pronouns and nouns before ``token``."""
        subjects = self._subjects
        while self._next < len(subjects) and subjects[self._next][0] < token:
            i, source = subjects[self._next]
            self._next += 1
            self.focus.advance(i)
            if i != self._settled:
                self._take_in(source)
        self.focus.advance(token)

    def _take_in(self, source: Source) -> None:
        """Whoever is meant by a subject that no report has settled is in focus."""
        pronoun = source.mention.kind == "pronoun"
        if pronoun and self._waits_for_subject(source):
            return
        if pronoun:
            meant = next((k for k, _ in self.ranked(source, most=MOST // 2)), None)
        else:
            meant = self.whom_noun_means(source)
        if meant is not None:
            self.focus.mention(source.first, source.last, meant, pronoun, source.possessive)

    def _waits_for_subject(self, source: Source) -> bool:
        """Whether the pronoun stands before its subject: "Asked where | he | would go, Doe shrugged"."""
        article, focus = self.article, self.focus
        sentence = focus.sentences[focus.sentence_of(source.first)]
        opens = article.lower(sentence.first).endswith(article.lists.participle_ends)
        if not opens or source.first - sentence.first > _OPENING:
            return False
        behind = range(source.last, min(sentence.last - 1, source.last + _CLAUSE))
        comma = next((k for k in behind if article.words[k] == ","), sentence.first)
        nobody = all(k not in article.name_at for k in range(sentence.first, comma))
        return nobody and _acts(article, comma + 1, sentence.last)

    def whom_noun_means(self, source: Source, content: Sequence[Span] = ()) -> int | None:
        """The person whom a source that is a noun for one means, if the text names them; nobody who is named
        in the ``content``, if others fit."""
        return self._noun_means(source, antecedents=self, content=content)  # given, not kept: no circle

    def speaker_at(self, token: int) -> int | None:
        """The speaker whom the name at a token means, if it is one of the people named."""
        return speaker_at(self.article, self._speaker_of, token)

    def rank(self, source: Source, content: Sequence[Span]) -> list[Scored]:
        """Everybody whom the pronoun can mean, with a score, best first; ``content`` is what was said."""
        self.read_to(source.first)
        rare = self._rarely_named(source)
        ranked = self.ranked(source, content)
        if rare is not None and not (ranked and self._is_known_near(ranked[0][0], source)):
            return [(rare, 0.0), *((k, min(0.0, score)) for k, score in ranked)]
        return ranked or self.ranked(source, content, lenient=True) or self._named_behind(source)

    def _rarely_named(self, source: Source) -> int | None:
        """The subject of the sentence before, if only a rare first name, of which the list may be wrong,
        speaks against the gender: "Councillor Tendai Moyo warned them. | She | said"."""
        here = self.focus.sentence_of(source.first)
        k, seen = next(self.focus.latest(here), (-1, None))
        if seen is None or not seen.subject or self.focus.sentences_since(seen.sentence, here) != 1:
            return None
        one = self.speakers[k]
        return k if one.id in self._rare and not alike(one.gender, source.gender) else None

    def _is_known_near(self, speaker: int, source: Source) -> bool:
        """Whether somebody of the pronoun's gender was named shortly before it."""
        return self.speakers[speaker].gender == source.gender and self.is_near(speaker, source)

    def _named_behind(self, source: Source) -> list[Scored]:
        """Whoever is named first behind the pronoun, soon, where nobody was before: “I never lied,” he said
        in court. | Tom Reyes, 44, was cleared."""
        if source.means != "person" or self.focus.anybody:
            return []
        number = self.focus.named_behind(source.last, NEAR)
        fits = number is not None and _fits(self.speakers[number], source, ())
        return [(number, 0.0)] if number is not None and fits else []

    def reasons(self, source: Source) -> list[tuple[int, dict[str, float]]]:
        """(speaker, its features) of everybody whom the pronoun can mean, the latest mention first."""
        self.read_to(source.first)
        return [(one.index, features(source, one, self.focus, ())) for one in self._possible(source)]

    def why(self, source: Source, content: Sequence[Span], best: int, other: int | None) -> str:
        """Why the pronoun means ``best`` and not ``other``, of those that ``rank`` gave just before."""
        seen = {one.index: one for one in self._considered}
        if best not in seen:
            return f"“{source.mention.text}” refers to {self.speakers[best].name}, who is named behind it"
        chosen = [seen[k] for k in (best, other) if k is not None and k in seen]
        rows = [features(source, one, self.focus, content) for one in chosen]
        beaten = chosen[1].speaker if len(chosen) > 1 else None
        return why.told(source.mention.text, self.speakers[best], beaten, rows, self._weights)

    def ranked(
        self, source: Source, content: Sequence[Span] = (), most: int = MOST, lenient: bool = False
    ) -> list[Scored]:
        """As ``rank``, of what was read up to now; at most the ``most`` who were mentioned last."""
        self._considered = possible = self._possible(source, most, lenient)
        return best_first([(one.index, self.score(source, one, content)) for one in possible])

    def score(self, source: Source, one: Possible, content: Sequence[Span] = ()) -> float:
        """How much speaks for it that the source means this one."""
        return score(features(source, one, self.focus, content), self._weights)

    def called_they(self, source: Source, content: Sequence[Span], behind: int = 0) -> int | None:
        """The person named shortly before, ``behind`` a character, whom the text calls "they", if the source
        is that pronoun; also who spoke last, where the ``content`` is that of one: "“I left,” they say"."""
        if source.mention.kind != "pronoun" or source.head not in self.article.lists.of_mentioned_groups:
            return None
        self.read_to(source.first)
        if self.focus.tells_of_one(content) and self._spoke_last(source):
            return self.focus.last_speaker
        for k, seen in self.focus.latest(self.focus.sentence_of(source.first)):
            if self.speakers[k].kind in ("group", "person"):
                neutral = self.speakers[k].gender == "other" and seen.start >= behind
                return k if neutral and self.is_near(k, source) else None
        return None

    def _spoke_last(self, source: Source) -> bool:
        """Whether it was a person who spoke last in front of the source, shortly before."""
        last = self.focus.last_speaker
        return last is not None and self.speakers[last].kind == "person" and self.is_near(last, source)

    def is_near(self, speaker: int, source: Source, most: int = NEAR) -> bool:
        """Whether the speaker was mentioned shortly before the source, at ``most`` so many sentences."""
        seen = self.focus.seen(speaker)
        here = self.focus.sentence_of(source.first)
        return seen is not None and self.focus.sentences_since(seen.sentence, here) <= most

    def _possible(self, source: Source, most: int = MOST, lenient: bool = False) -> list[Possible]:
        pardoned = self._pardoned if lenient else frozenset[str]()
        here = self.focus.sentence_of(source.first)
        barred = {self._listener(source), *self._met_in_front(source)}
        latest = self.focus.latest(here)
        fitting = (
            (k, seen)
            for k, seen in latest
            if k not in barred
            and not (ASKED_BY in seen.signs and seen.sentence == here)
            and _fits(self.speakers[k], source, pardoned if seen.subject else ())
        )
        first = islice(fitting, most)
        return [Possible(k, self.speakers[k], seen, rank) for rank, (k, seen) in enumerate(first)]

    def _met_in_front(self, source: Source) -> Iterator[int | None]:
        """Those named in front of a pronoun whom it does not mean: "Speaking to | Doe |, he"."""
        article, sentence = self.article, self.focus.sentences[self.focus.sentence_of(source.first)]
        first = sentence.first + bool(article.classes[sentence.first] & c.SUBORDINATOR)
        if source.possessive or not 0 < source.first - first <= _LONGEST_PHRASE:
            return
        asked = article.lower(first) in article.lists.asking
        acts = article.lower(first).endswith(article.lists.fronted_ends) and first not in article.name_at
        for n in self._named_in_phrase(first + 1, source.first, asked):
            i = article.names[n].first
            in_phrase = (acts and self.focus.is_in_phrase(i)) or self.focus.leads_in(
                i
            ) in article.lists.beside
            if asked or in_phrase:
                yield self._speaker_of[n]

    def _named_in_phrase(self, first: int, last: int, asked: bool) -> Iterator[int]:
        """The people named among some tokens, up to a clause that begins there but of what is ``asked``."""
        article = self.article
        for i in range(first, last):
            n = article.person_at(i)
            if n is not None:
                owns = article.classes[article.names[n].last] & c.CLITIC
                yield from [n] if article.names[n].first == i and not owns else []
            elif not asked and article.classes[i] & _OPENS_CLAUSE:
                return

    def _listener(self, source: Source) -> int | None:
        """Whom the source speaks to or about: "he told | Doe", "the singer said of | Doe"."""
        article, i = self.article, source.last
        if i + 2 >= len(article.words) or source.possessive:
            return None
        verb = bool(article.classes[i] & c.REPORTING_VERB)
        i += verb
        i += bool(article.classes[i] & c.PREPOSITION)
        n = article.person_at(i) if i > source.last else None
        if verb and source.head_token is not None and i < len(article.words) and n is None:
            return self._told_pronoun(i)
        if n is None or article.classes[min(article.names[n].last, len(article.words) - 1)] & c.CLITIC:
            return None
        return self._speaker_of[n]

    def _told_pronoun(self, i: int) -> int | None:
        """Whom the "her" of "the doctor told | her" means."""
        facts = self.article.pack.pronouns.get(self.article.lower(i), {})
        gender = facts.get("gender")
        if not gender or self.article.classes[i] & c.SUBJECT_PRONOUN:
            return None
        return next((k for k, _ in self.ranked(Source.of_pronoun(i, gender, possessive=True))), None)


def _is_rare(speaker: Speaker, article: Article) -> bool:
    """Whether few bear the first name of a speaker, by the list."""
    known = article.pack.first_names.get(fold(speaker.name.split()[0]))
    return known is not None and int(known[1]) <= NEWS.rare


def _acts(article: Article, k: int, end: int) -> bool:
    """Whether the person named at token ``k`` is the subject of a verb: "Doe | shrugged"."""
    n = article.person_at(k)
    behind = article.names[n].last if n is not None else end
    return behind < end and bool(article.classes[behind] & c.WORD) and not article.classes[behind] & c.CAPITAL


def best_first(scored: Iterable[Scored]) -> list[Scored]:
    """By score; who was named first comes first of those alike."""
    return sorted(scored, key=lambda item: (-item[1], item[0]))


def _personal_subjects(article: Article) -> list[tuple[int, Source]]:
    """(token, pronoun) of each he and she in the narration, and each his or her that opens a sentence."""
    found = []
    opening = {one.first for one in article.sentences.spans}
    for i in where(article.segmented.tokens, c.PRONOUN):
        owns = (
            i in opening and article.lower(i) in article.lists.owners and not _tells_of_somebody(article, i)
        )
        if (owns or article.classes[i] & c.SUBJECT_PRONOUN) and article.sentences.inside[i] < 0:
            gender = article.pack.pronouns[article.lower(i)]["gender"]
            if gender:
                found.append((i, Source.of_pronoun(i, gender, possessive=owns)))
    return found


def _tells_of_somebody(article: Article, first: int) -> bool:
    """Whether a sentence begins with a person's name or role: "Her husband", "Her friend Doe"."""
    near = range(first, min(first + _LONGEST_SUBJECT, len(article.words)))
    return any(article.classes[i] & c.ROLE or article.person_at(i) is not None for i in near)


def _noun_subjects(article: Article) -> list[tuple[int, Source]]:
    """(token, noun phrase) of each "the minister" that opens a sentence in which nobody is named."""
    found = []
    for sentence in article.sentences.spans:
        first = _behind_participle(article, sentence.first, sentence.last)
        opens = article.lists.articles | article.lists.owners.keys()
        if article.lower(first) in opens and _is_narration(article, first, sentence.last):
            head = _head_of_subject(article, first, min(sentence.last - 1, first + _LONGEST_SUBJECT))
            if head is not None:
                found.append((first, read_source(article, first, head + 1)))
    return found


def _behind_participle(article: Article, first: int, last: int) -> int:
    """Where a sentence goes on behind a clause such as "Asked by Doe how it went," with which it begins."""
    forms = article.pack.verb_forms.get(article.lower(first), ())
    if all(form not in _PARTICIPLES for _, form in forms):
        return first
    near = range(first, min(last - 1, first + _CLAUSE))
    return next((k + 1 for k in near if article.words[k] == ","), first)


def _is_narration(article: Article, first: int, last: int) -> bool:
    if article.sentences.inside[first] >= 0:
        return False
    return all(article.person_at(i) is None for i in range(first, last))


def _head_of_subject(article: Article, first: int, last: int) -> int | None:
    """The word for a person with which the noun phrase at token ``first`` ends, in front of its verb."""
    for i in range(first + 1, last):
        bits, behind = article.classes[i], article.classes[i + 1]
        if not bits & c.WORD_OR_NUMBER or i in article.name_at:
            return None
        if bits & (c.ROLE | c.NUMBER | c.DEMONYM) and behind & c.WORD and not behind & c.GOES_ON_PHRASE:
            return i
    return None


def _fits(speaker: Speaker, source: Source, pardoned: Container[str]) -> bool:
    """Whether the speaker is of the kind and gender that the source means; ``pardoned`` may be of another."""
    if source.means == "person":
        return _fits_person(speaker, source, pardoned)
    if source.means == "pair":
        return len(speaker.members) == 2
    return source.means is not None and speaker.kind in _KINDS[source.means]


_KINDS: Mapping[Meant, tuple[SpeakerKind, ...]] = {
    "organization": ("organization",),
    "group": ("group", "organization"),
}


def _fits_person(speaker: Speaker, source: Source, pardoned: Container[str]) -> bool:
    if speaker.kind != "person" and (speaker.kind != "unnamed" or source.mention.kind != "pronoun"):
        return False
    return alike(source.gender, speaker.gender) or speaker.id in pardoned
