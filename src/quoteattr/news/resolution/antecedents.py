"""Whom a pronoun or a role noun refers to."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.kinds import PRONOUN, where
from quoteattr.lang.pack import Pack
from quoteattr.model import figure
from quoteattr.names.gender import by_first_name
from quoteattr.news.resolution.focus import MOST, Focus, Seen
from quoteattr.news.resolution.ranking import WEIGHTS, features, score
from quoteattr.news.resolution.roles import Roles
from quoteattr.news.resolution.sources import Source, phrase_start
from quoteattr.stage_values import Candidate, Reference, Roster, Segmented, Sentences
from quoteattr.types import Span, Speaker

_PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself", "who", "whose"))
_OF_GROUPS = frozenset(("they", "them", "their", "theirs", "we", "us", "our", "both", "it", "its"))
_ARTICLES = frozenset(("the", "this", "that"))
# log odds of a role noun, beside those of the focus
_NAMED = 2.5  # the text gives that role to the person
_NAMED_LOOSELY = 0.5  # ... and the role is one of many people ("the candidate")
_MODIFIERS = 3.0  # all its modifiers too ("the Florida senator")
_UNSEEN = -3.0  # the least a person far away or yet to come has
_TIED = 0.1  # so close are two people that neither is meant
_REACH = 60  # tokens back in which the group that "they" means is looked for
_NEAR = 2  # sentences back in which such a person must have been mentioned


class Antecedents:
    """Who can be meant at a place, given all that was said before it: ``spoke`` is told in text order."""

    def __init__(
        self,
        segmented: Segmented,
        sentences: Sentences,
        names: tuple[Reference, ...],
        roster: Roster,
        candidates: tuple[Candidate, ...],
        pack: Pack,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> None:
        self._weights = weights
        self.focus = Focus(segmented, sentences, names, roster)
        self._tokens = segmented.tokens
        self._candidates = candidates
        self._pack = pack
        self._inside = sentences.inside
        self._speakers: list[Speaker] = list(roster.speakers)
        shown = zip(roster.speakers, roster.gender_evidence, strict=True)
        self._by_first_name = {one.id for one, evidence in shown if by_first_name(evidence)}
        self._roles = Roles(roster.speakers, pack)
        pronouns = pack.pronouns
        # he and she in the narration keep their referent in focus, whether they report or not
        self._pronouns = [
            i
            for i in where(segmented.tokens.kinds, PRONOUN)
            if segmented.tokens.classes[i] & c.SUBJECT_PRONOUN
            and sentences.inside[i] < 0
            and pronouns[segmented.tokens.words[i].lower()]["gender"] in ("male", "female")
        ]
        self._next = 0
        self._settled = -1  # the last pronoun that a report has settled

    def spoke(self, source: Source, speaker: int, speakers: list[Speaker]) -> None:
        """Remember that the speaker, meant by this source, has said something."""
        if speaker >= 0:
            self._speakers = speakers
            self._read_to(source.first)
            human = source.head_token < 0 or self._tokens.classes[source.head_token] & c.ROLE
            if speakers[speaker].kind == "unnamed" and not human:
                return  # "the movie says": nobody whom he or she can mean
            self.focus.spoke(source.first, source.last, speaker)
            self._settled = source.first

    def _read_to(self, token: int) -> None:
        """Take in the names and pronouns before ``token``."""
        pronouns = self._pronouns
        while self._next < len(pronouns) and pronouns[self._next] < token:
            i = pronouns[self._next]
            self._next += 1
            self.focus.advance(i)
            if i == self._settled:
                continue
            facts = self._pack.pronouns[self._tokens.words[i].lower()]
            source = Source.of_pronoun(i, facts["gender"])
            ranked = self._ranked(source, (), MOST // 2)
            if ranked:
                self.focus.mention(i, i + 1, ranked[0][0], pronoun=True)
        self.focus.advance(token)

    def rank(self, number: int, source: Source, speakers: list[Speaker]) -> list[tuple[int, float]]:
        """(speaker, score) of everybody whom the pronoun can mean, best first."""
        self._speakers = speakers
        self._read_to(source.first)
        content = self._candidates[number].spans if number >= 0 else ()
        ranked = self._ranked(source, content, MOST)
        if not ranked and source.head in _PERSONAL:
            ranked = self._ranked(source, content, MOST, lenient=True)
        return ranked

    def reasons(
        self, source: Source, speakers: list[Speaker], content: tuple[Span, ...] = ()
    ) -> list[tuple[int, dict[str, float]]]:
        """(speaker, its features) of everybody whom the pronoun can mean, the latest mention first."""
        self._speakers = speakers
        self._read_to(source.first)
        here = self.focus.sentence_of(source.first)
        return [
            (k, features(source, here, speakers[k], k, seen, rank, self.focus, content))
            for k, seen, rank in self.considered(source, MOST)
        ]

    def considered(self, source: Source, limit: int, lenient: bool = False) -> list[tuple[int, Seen, int]]:
        """(speaker, what was seen of it, its rank by recency) of those whom the pronoun can mean."""
        found: list[tuple[int, Seen, int]] = []
        here = self.focus.sentence_of(source.first)
        for speaker, seen in self.focus.latest(here):
            if self._fits(self._speakers[speaker], source, lenient):
                found.append((speaker, seen, len(found)))
                if len(found) == limit:
                    break
        return found

    def _ranked(
        self, source: Source, content: tuple[Span, ...], limit: int, lenient: bool = False
    ) -> list[tuple[int, float]]:
        here = self.focus.sentence_of(source.first)
        speakers, focus = self._speakers, self.focus
        scored = [
            (k, score(features(source, here, speakers[k], k, seen, rank, focus, content), self._weights))
            for k, seen, rank in self.considered(source, limit, lenient)
        ]
        return sorted(scored, key=lambda item: (-item[1], item[0]))

    def _fits(self, speaker: Speaker, source: Source, lenient: bool) -> bool:
        head = source.head
        if head in _OF_GROUPS:
            if head in ("it", "its"):
                return speaker.kind == "organization"
            if head == "both":
                return len(speaker.members) == 2
            return speaker.kind in ("group", "organization")
        if not source.gender and source.mention.kind == "pronoun" and head not in ("who", "whose"):
            return False
        if speaker.kind != "person" and (speaker.kind != "unnamed" or source.mention.kind != "pronoun"):
            return False
        if not source.gender or not speaker.gender or source.gender == speaker.gender:
            return True
        # a first name is the weakest evidence: enough to prefer others, not to bar when there are none
        return lenient and speaker.id in self._by_first_name

    def by_role(self, source: Source, speakers: list[Speaker]) -> int:
        """The person whom a definite role noun means; -1 when nobody or no single person fits."""
        if not (source.definite or source.possessor != -1) or source.plural:
            return -1
        self._speakers = speakers
        self._read_to(source.first)
        here = self.focus.sentence_of(source.first)
        bearers = self._roles.bearers(source)
        further = self._tokens.words[source.head_token + 1 : source.last]
        if further:  # "the head of the delegation" is no one whose roles do not tell of a delegation
            bearers = [(k, share) for k, share in bearers if self._roles.tell_of(k, further)]
        generic = not further and self._roles.generic(source, self._tokens.classes, bool(bearers))
        scores: dict[int, float] = {}
        if generic and source.possessor == -1:
            near = [
                (k, s)
                for k, s in self._ranked(source, (), MOST)
                if speakers[k].kind == "person" and not self._roles.of_other_party(k, source)
            ]
            scores.update((k, s) for k, s in near[:3] if self._near(k, here))
        if source.possessor != -1:
            bearers = [(k, share) for k, share in bearers if share > 0]
        for k, agreement in bearers:
            speaker = speakers[k]
            if source.gender and speaker.gender and source.gender != speaker.gender:
                continue
            seen = self.focus.seen(k)
            score_in_focus = _UNSEEN
            if seen is not None:
                score_in_focus = score(
                    features(source, here, speaker, k, seen, 2, self.focus, ()), self._weights
                )
            named = _NAMED_LOOSELY if generic else _NAMED
            scores[k] = max(score_in_focus, _UNSEEN) + named + _MODIFIERS * agreement
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if best and (len(best) == 1 or figure(best[0][1] - best[1][1]) > _TIED):
            return best[0][0]
        return -1

    def _near(self, speaker: int, here: int) -> bool:
        seen = self.focus.seen(speaker)
        return seen is not None and here - seen.sentence <= _NEAR

    def group_phrase(self, source: Source) -> tuple[int, int] | None:
        """The tokens of the noun phrase for several people that "they" goes back to, or None.

        The group that spoke last is left to ``rank``; this is for a group that was only mentioned.
        """
        last = self.focus.last_speaker
        seen = self.focus.seen(last) if last >= 0 else None
        here = self.focus.sentence_of(source.first)
        if seen is not None and self._speakers[last].kind == "group" and here - seen.sentence <= _NEAR:
            return None
        classes = self._tokens.classes
        best: tuple[float, int] | None = None
        for k in range(source.first - 1, max(-1, source.first - _REACH), -1):
            if not classes[k] & c.GROUP or self._inside[k] >= 0:
                continue
            gap = here - self.focus.sentence_of(k)
            if gap > _NEAR:
                break
            first = phrase_start(classes, k)
            starts = first == self.focus.first_of(here - gap)
            in_phrase = first > 0 and bool(classes[first - 1] & (c.PREPOSITION | c.CLITIC))
            value = 1.0 * starts - 1.0 * in_phrase - 0.5 * gap - 0.01 * (source.first - k)
            if best is None or value > best[0]:
                best = (value, k)
        return (phrase_start(classes, best[1]), best[1] + 1) if best is not None else None

    def by_head(self, source: Source, speakers: list[Speaker]) -> int:
        """The organisation that a definite noun means: "the foundation", "the company"; or -1."""
        if not source.definite or source.plural or source.modifiers - _ARTICLES:
            return -1
        self._speakers = speakers
        self._read_to(source.first)
        here = self.focus.sentence_of(source.first)
        for k, _ in self.focus.latest(here):
            words = speakers[k].name.lower().split()
            if speakers[k].kind == "organization" and len(words) > 1 and words[-1] == source.head:
                return k
        if source.head not in self._pack.offices["organization"]:
            return -1
        pronoun = evolve(source, head="it")
        for k, _ in self._ranked(pronoun, (), MOST):
            if speakers[k].mentions and self._near(k, here):
                return k
        return -1
