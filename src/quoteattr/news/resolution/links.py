"""From a source to a speaker: names, pronouns, role nouns, organisations and groups."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import define, evolve, field, frozen

from quoteattr.lang import classes as c
from quoteattr.model import figure
from quoteattr.names.gender import GenderEvidence, alike
from quoteattr.news.resolution.antecedents import Antecedents
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.byline import Byline
from quoteattr.news.resolution.focus import PRONOUN, Seen
from quoteattr.news.resolution.nobody import is_nobody
from quoteattr.news.resolution.phrases import phrase_start
from quoteattr.news.resolution.roles import Roles
from quoteattr.news.resolution.sources import Source, read_source
from quoteattr.news.resolution.strangers import Stranger, stranger_before
from quoteattr.news.resolution.things import by_head
from quoteattr.text.escapes import plain
from quoteattr.types import Span, Speaker, SpeakerKind

_REACH = 14  # tokens back in which the antecedent of a relative pronoun is looked for
_HUMAN = c.ROLE | c.GROUP | c.TITLE
_THING = c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.GROUP
_FIRST_PARAGRAPHS = 5  # headline and lede, captions aside, in which somebody may be told without the name
_NEXT_PARAGRAPHS = 2  # behind which nobody is told who was told without a name
_NO_SUBJECT = c.CLITIC | c.CONJUNCTION | c.PREPOSITION | c.CAPITAL  # behind a name: it is no subject
_TIE = 0.02  # two antecedents this close in score are a tie


@define(eq=False)
class Link:
    """Who a source is: number of the speaker or None, the rule, a sentence for people, others considered;
    ``guessed``: the text gives the role of the source to nobody, and whoever was named before is meant."""

    speaker: int | None
    rule: str
    message: str
    spans: tuple[Span, ...] = ()
    runners_up: tuple[tuple[int, float], ...] = ()
    doubt: str = ""
    score: float = 0.0
    guessed: bool = False


LINKS: Mapping[str, str] = {
    "name": "a name",
    "pronoun": "whom a pronoun means",
    "role": "a noun that fits somebody whom the text names",
    "organization": "a noun for an organization",
    "group": "several people, named or not",
    "unnamed": "somebody whom the text does not name",
}
"""The rules that link a source to a speaker, and what the source is."""


@define(eq=False)
class Cast:
    """The speakers while resolution adds unnamed people, organisations and groups."""

    speakers: list[Speaker]
    by_key: dict[tuple[str, str], int] = field(factory=dict)
    unnamed: dict[str, int] = field(
        factory=dict
    )  # noun -> the latest speaker told by it: "a spokesman for Doe"

    def add(self, name: str, kind: SpeakerKind, source: Source, members: tuple[str, ...] = ()) -> int:
        """The index of the speaker of that name and kind, made at first sight."""
        key = (kind, name.casefold())
        if key not in self.by_key:
            self.by_key[key] = len(self.speakers)
            own, gender = f"s{len(self.speakers) + 1}", source.gender
            evidence = (GenderEvidence("word", source.head).sentence,) if gender else ()
            self.speakers.append(
                Speaker(own, name, kind, gender=gender, gender_evidence=evidence, members=members)
            )
        return self.by_key[key]

    def forget(self, count: int) -> None:
        """Drop all speakers but the first ``count``."""
        if len(self.speakers) > count:
            del self.speakers[count:]
            while self.by_key and next(reversed(self.by_key.values())) >= count:  # they are in order
                self.by_key.popitem()
            self.unnamed = {noun: k for noun, k in self.unnamed.items() if k < count}


def antecedent_of(article: Article, relative: Source) -> Source:
    """The noun phrase in front of "who" or "which", with the relative pronoun as its mention."""
    found = _phrase_before(article, relative)
    return standing_for(relative, read_source(article, *found)) if found is not None else relative


def _phrase_before(article: Article, relative: Source) -> tuple[int, int] | None:
    """The tokens of the nearest name or noun phrase that the relative pronoun can stand for."""
    words, classes = article.words, article.classes
    i = relative.first - 1
    if i > 0 and words[i] in (",", "—", "–", "-"):
        i -= 1
        i -= 2 * (article.classes[i] & c.NUMBER > 0 and words[i - 1] == ",")  # "Doe, 36, who"
    human = relative.head in article.lists.personal_relatives
    bearers = _HUMAN if human else _THING
    for k in range(i, max(-1, i - _REACH), -1):
        if _is_barrier(article, relative.first, k):
            return None
        n = article.person_at(k) if human else article.name_at.get(k)
        if n is not None:
            return article.names[n].first, article.names[n].last
        if classes[k] & bearers or (k == i and (classes[k] & c.NUMBER or words[k] == "%")):
            return phrase_start(classes, k), k + 1
        if not human and classes[k] & c.NOMINAL_STOP:
            return None
    return None


def _is_barrier(article: Article, relative: int, k: int) -> bool:
    """Whether a sentence or a quotation ends at token ``k``, in front of a relative pronoun."""
    inside = article.sentences.inside
    ends_sentence = article.classes[k] & c.TERMINATOR and k not in article.name_at
    return bool(ends_sentence) or inside[k] != inside[relative]


def standing_for(pronoun: Source, found: Source) -> Source:
    """What a noun phrase means, with the pronoun as its mention."""
    mention = evolve(pronoun.mention, kind=found.mention.kind)
    return evolve(found, mention=mention, phrase=found.phrase or found.mention.text, named=None)


@frozen(eq=False)
class Linker:
    """Links sources to speakers, in text order. ``speaker_of`` are the speakers of the article's names."""

    cast: Cast
    speaker_of: Sequence[int | None]
    roles: Roles
    antecedents: Antecedents
    byline: Byline

    def link(self, source: Source, content: Sequence[Span], *, guess: bool = True) -> Link:
        """Who the source is; ``content`` was said. With ``guess`` a noun may mean whoever was named
        before."""
        if source.members:
            group = self._several(source)
            if group is not None:
                return group
        if source.name is not None:
            return self._and_another(source, content) or self._named(source, source.name, content)
        if source.mention.kind == "pronoun":
            return self._pronoun(source, content)
        return self._noun(source, content, guess)

    def _several(self, source: Source) -> Link | None:
        """Several people joined by "and", where they are more than one speaker."""
        speakers = self.cast.speakers
        members = [speakers[k] for k in (self.speaker_of[n] for n in source.members) if k is not None]
        ids = tuple(dict.fromkeys(one.id for one in members))
        if len(ids) < 2:
            return None
        name = " and ".join(dict.fromkeys(one.name for one in members))
        return Link(self.cast.add(name, "group", source, ids), "group", "several people joined by “and”")

    def _and_another(self, source: Source, content: Sequence[Span]) -> Link | None:
        """A pronoun and a name as a group of two: "she and Roe"."""
        article, first = self.antecedents.article, source.first
        gender = article.pack.pronouns.get(article.lower(first), {}).get("gender")
        if gender is None or source.name is None or article.names[source.name].first != first + 2:
            return None
        if article.lower(first + 1) not in article.lists.listing:
            return None
        ranked = self.antecedents.rank(Source.of_pronoun(first, gender), content)
        pair = (ranked[0][0] if ranked else None, self.speaker_of[source.name])
        members = [self.cast.speakers[k] for k in pair if k is not None]
        if len(members) < 2 or members[0] is members[1]:
            return None
        name = " and ".join(one.name for one in members)
        added = self.cast.add(name, "group", source, tuple(one.id for one in members))
        return Link(added, "group", "two people joined by “and”")

    def _named(self, source: Source, name: int, content: Sequence[Span]) -> Link:
        speaker = self.speaker_of[name]
        if speaker is None:
            return Link(None, "name", "", doubt="the name is barred as a speaker")
        if len(self.antecedents.article.names[name].name) == 1:
            speaker = self._namesake(speaker, source, content) or speaker
        if source.told:
            self.roles.learn(speaker, [source.told])
        place = source.named or source.mention.head
        return Link(speaker, "name", f"the name {source.mention.text}", (place,))

    def _namesake(self, speaker: int, source: Source, content: Sequence[Span]) -> int | None:
        """The other bearer of the surname, where the ``content`` calls the speaker by the first name: Ann, of
        Amy and Ann Roe, in “Amy was here,” Ms Roe said."""
        words = self.cast.speakers[speaker].name.split()
        focus, text = self.antecedents.focus, self.antecedents.article.segmented.text
        named = any(words[0] in text[span.start : span.end] for span in content)
        if not named or not focus.tells_by_name(speaker, content):
            return None
        self.antecedents.read_to(source.first)
        latest = [k for k, _ in focus.latest(focus.sentence_of(source.first)) if k != speaker]
        return next((k for k in latest if self.cast.speakers[k].name.endswith(f" {words[-1]}")), None)

    def _pronoun(self, source: Source, content: Sequence[Span]) -> Link:
        text = source.mention.text
        if source.indefinite:
            return self._newcomer(text, "group" if source.plural else "unnamed", source, source.mention.span)
        if source.person == 2 or (source.person == 1 and not source.plural):
            return self._author(source) or _nobody(
                f"“{text}” is whoever speaks or listens, whom the text does not show here"
            )
        called = self.antecedents.called_they(source, content)
        if called is not None:
            message = f"“{text}” refers to {self.cast.speakers[called].name}, whom the text calls so"
            return Link(called, "pronoun", message, (source.mention.span,), score=1.0)
        opening = self._opens_content(source, content)
        if opening is not None:
            message = f"“{text}” refers to {self.cast.speakers[opening].name}, with whom the sentence begins"
            return Link(opening, "pronoun", message, (source.mention.span,), score=1.0)
        ranked = self.antecedents.rank(source, content)
        stranger = self._stranger(source, content, ranked[0][0] if ranked else None)
        if stranger is not None:
            return stranger
        if not ranked:
            return _nobody(f"nobody in the text fits “{text}”")
        best, score = ranked[0]
        name = self.cast.speakers[best].name
        if len(ranked) > 1 and figure(score - ranked[1][1]) < _TIE:
            two = f"{name} and {self.cast.speakers[ranked[1][0]].name}"
            return _nobody(f"“{text}” fits {two} equally well", tuple(ranked[:3]))
        message = self.antecedents.why(source, content, best, ranked[1][0] if len(ranked) > 1 else None)
        return Link(best, "pronoun", message, (source.mention.span,), tuple(ranked[1:4]), score=score)

    def _author(self, source: Source) -> Link | None:
        """Whoever wrote the text, of its "I"."""
        author = self.byline.of(source.first) if source.person == 1 else None
        if author is None:
            return None
        message = f"“{source.mention.text}” is {self.cast.speakers[author].name}, who wrote the text"
        return Link(author, "pronoun", message, (source.mention.span,), score=1.0)

    def _stranger(self, source: Source, content: Sequence[Span], best: int | None) -> Link | None:
        """Links to a recent unnamed subject, unless ``best``, the likeliest name, was mentioned since."""
        if source.means != "person" or not source.gender or source.plural:
            return None
        focus = self.antecedents.focus
        found = stranger_before(self.antecedents.article, source, focus.sentence_of(source.first))
        seen = focus.seen(best) if best is not None else None
        if found is None or (seen is not None and not self._goes_before(found, seen)):
            return None
        link = self._noun(found.source, content)
        if link.speaker is None or self.cast.speakers[link.speaker].kind != "unnamed":
            return None
        message = f"“{source.mention.text}” refers to {self.cast.speakers[link.speaker].name}, told last"
        return Link(link.speaker, "pronoun", message, (source.mention.span,), score=1.0)

    def _goes_before(self, found: Stranger, seen: Seen) -> bool:
        """Whether the stranger is more likely meant than the person ``seen`` before."""
        start = self.antecedents.article.segmented.tokens.starts[found.source.first]
        before = seen.start < start or PRONOUN in seen.signs  # which is as open as this one
        return found.speaks and before

    def _opens_content(self, source: Source, content: Sequence[Span]) -> int | None:
        """The organisation that the content names first: "Lund will “wait”, it said"."""
        article = self.antecedents.article
        if source.means != "organization" or content[0].start > source.mention.span.start:
            return None
        k = bisect_left(article.segmented.tokens.starts, content[0].start)
        k += bool(article.classes[k] & c.DETERMINER)
        n = article.name_at.get(k)
        behind = article.names[n].last if n is not None else k + 1
        if article.sentences.inside[k] >= 0 or article.classes[behind] & _NO_SUBJECT:
            return None
        if n is None:  # a place speaks where it is the subject: "Lund will pay, it said"
            place = article.classes[k] & c.PLACE and article.classes[k] & c.CAPITAL
            return self.cast.add(article.words[k], "organization", source) if place else None
        speaker = self.speaker_of[n]
        known = speaker is not None and self.cast.speakers[speaker].kind == "organization"
        return speaker if known else None

    def _noun(self, source: Source, content: Sequence[Span], guess: bool = True) -> Link:
        text = source.phrase or source.mention.text
        speaker, kind = self._meant(source, content)
        if speaker is not None:
            named = self.roles.of(speaker)
            message = f"“{text}” fits {self.cast.speakers[speaker].name}"
            if source.mention.kind == "role" and source.head not in named:
                if not guess:
                    return self.newcomer(source)
                message += ", who was named before"
                return Link(speaker, "role", message, (source.mention.span,), guessed=True)
            return Link(speaker, "role", message, (source.mention.span,))
        if is_nobody(self.antecedents.article, source):
            return _nobody(f"“{text}” is nobody who speaks")
        later = self._revealed_later(source) if kind == "unnamed" and guess else None
        if later is not None:
            self.roles.learn(later, [*sorted(source.modifiers), source.head])
            message = f"“{text}” is told by name further down: {self.cast.speakers[later].name}"
            return Link(later, "role", message, (source.mention.span,))
        name = self._with_owner(source, text, content)
        return self._newcomer(text, kind, source, source.mention.head, name)

    def _revealed_later(self, source: Source) -> int | None:
        """Who is "a top bank official" in the first lines and is named further down."""
        article = self.antecedents.article
        head = source.head_token
        if head is None or not article.classes[head] & _HUMAN:
            return None
        focus = self.antecedents.focus
        paragraph = article.sentences.spans[focus.sentence_of(source.first)].paragraph
        if focus.paragraphs_since(0, paragraph) >= _FIRST_PARAGRAPHS:
            return None
        if not source.definite and not source.owned:
            words = [article.lower(i) for i in range(source.first, source.last)]
            told = self.roles.yet_to_come(source, self.cast.speakers, words)
            if told is not None:
                return told
        return self._introduced_next(source)

    def _introduced_next(self, source: Source) -> int | None:
        """Whoever is new and opens a later sentence: "A grandmother says … | Denise Roe, 71, was …"."""
        speakers, focus = self.cast.speakers, self.antecedents.focus
        later = focus.introduced_behind(source.last, _NEXT_PARAGRAPHS, lambda k: speakers[k].kind == "person")
        if later is None:
            return None
        one = speakers[later]
        fits = " " in one.name and alike(source.gender, one.gender)
        return later if fits and self.roles.may_be(later, source) else None

    def _meant(self, source: Source, content: Sequence[Span]) -> tuple[int | None, SpeakerKind]:
        """(the speaker whom the noun means or None, the kind of speaker that it is otherwise)."""
        kind = source.mention.kind
        if kind == "organization":
            return by_head(source, self.antecedents), "organization"
        told = self.antecedents.whom_noun_means(source, content) if kind == "role" else None
        told = by_head(source, self.antecedents) if told is None else told  # "the group", "the retailer"
        return told, "group" if kind == "group" else "unnamed"

    def _with_owner(self, source: Source, text: str, content: Sequence[Span]) -> str:
        """ "some of Jane Doe’s aides" for "some of her aides"; the text where it is not clear whose."""
        words, owners = text.split(), self.antecedents.article.lists.owners
        number = next((k for k, word in enumerate(words) if word.lower() in owners), None)
        if number is None:
            return text
        if number > 0 and words[number - 1].lower() in self.antecedents.article.lists.listing:
            return self._and_theirs(source, content, words, number)
        if number > 0 and self._names_person(source):
            return text
        owner = Source.of_pronoun(source.first, owners[words[number].lower()], possessive=True)
        ranked = self.antecedents.rank(owner, content)
        if not ranked or self.cast.speakers[ranked[0][0]].kind != "person":
            return text
        words[number] = f"{self.cast.speakers[ranked[0][0]].name}’s"
        return " ".join(words)

    def _names_person(self, source: Source) -> bool:
        """Whether the phrase itself names a person whose "his" it may be: "a study by Doe and his
        fellows"."""
        article = self.antecedents.article
        return any(article.person_at(i) is not None for i in range(source.first, source.last))

    def _and_theirs(self, source: Source, content: Sequence[Span], words: list[str], number: int) -> str:
        """ "Jane Doe and her aides" for "she and her aides", or "the senator and her aides"."""
        article, rest = self.antecedents.article, " ".join(words[number - 1 :])
        joined = source.first
        while joined < source.last and article.lower(joined) not in article.lists.listing:
            joined += 1
        if not source.first < joined < source.last or source.phrase:
            return " ".join(words)
        found = self.link(read_source(article, source.first, joined), content)
        if found.speaker is None or self.cast.speakers[found.speaker].kind != "person":
            return " ".join(words)
        return f"{self.cast.speakers[found.speaker].name} {rest}"

    def newcomer(self, source: Source) -> Link:
        """Links to an unnamed speaker, called by the noun of the source."""
        return self._newcomer(source.phrase or source.mention.text, "unnamed", source, source.mention.head)

    def _newcomer(self, text: str, kind: SpeakerKind, source: Source, place: Span, name: str = "") -> Link:
        """Links to a new, unnamed speaker; its name is the noun phrase without "the" or "her"."""
        words = plain(name or text).text.split()
        if len(words) > 1 and words[0].lower() in self.antecedents.article.lists.openers:
            words = words[1:]
        told = self.cast.unnamed.get(source.head) if source.definite and len(words) == 1 else None
        speaker = told if told is not None else self.cast.add(" ".join(words), kind, source)
        if kind == "unnamed" and source.head_token is not None:
            self.cast.unnamed[source.head] = speaker
        return Link(speaker, kind, f"the words “{text}”", (place,))


def _nobody(doubt: str, runners_up: tuple[tuple[int, float], ...] = ()) -> Link:
    return Link(None, "pronoun", "", runners_up=runners_up, doubt=doubt)
