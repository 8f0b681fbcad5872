"""Whom a pronoun or a role noun refers to."""

from __future__ import annotations

from bisect import bisect_right

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.resolution.sources import Source
from quoteattr.types import Candidate, Reference, Roster, Segmented, Sentences, Speaker

_FAR = 12  # sentences behind which nobody is remembered, unless they have just spoken
_PERSONAL = frozenset(("he", "she", "i", "him", "her", "his", "hers", "himself", "herself"))


class Antecedents:
    """Who has been named and who has spoken up to a place in the text."""

    def __init__(
        self,
        segmented: Segmented,
        sentences: Sentences,
        names: tuple[Reference, ...],
        roster: Roster,
        candidates: tuple[Candidate, ...],
        pack: Pack,
    ) -> None:
        self._classes = segmented.tokens.classes
        self._sentences = sentences.spans
        self._firsts = [s.first for s in sentences.spans]
        self._candidates = candidates
        self._pack = pack
        self._mentions: list[tuple[int, int, bool]] = []  # (token, speaker, is a subject)
        kinds = [p.kind for p in segmented.paragraphs]
        for n, reference in enumerate(names):
            speaker = roster.speaker_of[n]
            if speaker < 0 or sentences.inside[reference.first] >= 0:
                continue
            sentence = self._sentences[self._sentence_of(reference.first)]
            if kinds[sentence.paragraph] == "caption":
                continue
            self._mentions.append((reference.first, speaker, self._is_subject(reference, sentence.first)))
        self._tokens = [m[0] for m in self._mentions]
        self._spoken: list[tuple[int, int, int]] = []  # (sentence, paragraph, speaker)
        self._speaker_of_candidate: dict[int, int] = {}

    def _sentence_of(self, token: int) -> int:
        return max(0, bisect_right(self._firsts, token) - 1)

    def _is_subject(self, reference: Reference, sentence_first: int) -> bool:
        """Whether the name is not inside a prepositional phrase or a possessive."""
        before = reference.first - 1
        if before >= sentence_first and self._classes[before] & (c.PREPOSITION | c.CONJUNCTION):
            return False
        behind = reference.last
        return not (behind < len(self._classes) and self._classes[behind] & c.CLITIC)

    def spoke(self, number: int, candidate: Candidate, source: Source, speaker: int, speakers: list[Speaker]) -> None:
        """Remember who said candidate ``number``."""
        if speaker >= 0:
            sentence = self._sentence_of(source.first)
            self._spoken.append((sentence, self._sentences[sentence].paragraph, speaker))
            self._speaker_of_candidate[number] = speaker

    def rank(self, number: int, source: Source, speakers: list[Speaker]) -> list[tuple[int, float]]:
        """(speaker, score) of everybody whom the pronoun can mean, best first."""
        scores: dict[int, float] = {}
        here = self._sentence_of(source.first)
        paragraph = self._sentences[here].paragraph
        wants_person = source.head in _PERSONAL or source.head == "who"
        last = bisect_right(self._tokens, source.first - 1)
        content = self._candidates[number].spans if number >= 0 else ()
        for k in range(last - 1, -1, -1):
            token, speaker, subject = self._mentions[k]
            gap = here - self._sentence_of(token)
            if gap > _FAR:
                break
            if not self._fits(speakers[speaker], source, wants_person):
                continue
            score = 1.0 / (1 + gap) + (0.5 if subject else 0.0)
            if gap == 0 and self._inside(token, content):
                score -= 0.7
            score -= 0.05 * (paragraph - self._sentences[here - gap].paragraph)
            scores[speaker] = max(scores.get(speaker, -9.0), score + 0.001 * k / (last + 1))
        for sentence, spoken_paragraph, speaker in self._spoken[-6:]:
            if self._fits(speakers[speaker], source, wants_person):
                near = 1.0 / (1 + here - sentence) if here >= sentence else 0.0
                bonus = 0.6 + 0.6 * near - 0.1 * (paragraph - spoken_paragraph)
                scores[speaker] = max(scores.get(speaker, 0.0), 0.3) + max(0.0, bonus) * 0.5
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))

    def _inside(self, token: int, content: tuple[object, ...]) -> bool:
        return False

    def _fits(self, speaker: Speaker, source: Source, wants_person: bool) -> bool:
        if wants_person:
            if speaker.kind not in ("person", "unnamed"):
                return False
            return not (source.gender and speaker.gender and source.gender != speaker.gender)
        if source.head in ("they", "we", "it", "them"):
            return speaker.kind in ("group", "organization") or (source.head != "it" and speaker.kind == "unnamed")
        return False

    def by_role(self, source: Source, speakers: list[Speaker]) -> int:
        """The speaker whose roles hold the noun and most of its modifiers; -1 when none or two do."""
        best: list[tuple[int, int]] = []
        for k, speaker in enumerate(speakers):
            if speaker.kind != "person" or (source.gender and speaker.gender and source.gender != speaker.gender):
                continue
            agreement = 0
            for role in speaker.roles:
                words = role.lower().replace(",", " ").split()
                if source.head in words:
                    agreement = max(agreement, 1 + len(source.modifiers.intersection(words)))
            if agreement:
                best.append((agreement, k))
        if not best or not (source.definite or source.possessor != -1):
            return -1
        top = max(a for a, _ in best)
        winners = [k for a, k in best if a == top]
        return winners[0] if len(winners) == 1 else -1
