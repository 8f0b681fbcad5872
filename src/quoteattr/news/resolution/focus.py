"""Who is in focus: what the text has said of each speaker up to a place, read from left to right."""

from __future__ import annotations

from attrs import define

from quoteattr.lang import classes as c
from quoteattr.stage_values import Reference, Roster, Segmented, Sentences

MOST = 12  # speakers remembered as possible antecedents, the latest first
_FAR = 15  # sentences behind which a mention is forgotten


# a preposition, or a verb whose object the name is ("attacked Trump")
_BEFORE_OBJECT = c.PREPOSITION | c.CONJUNCTION | c.REPORTING_VERB


@define(eq=False)
class Seen:
    """The latest mention of a speaker, and what it did before."""

    token: int
    sentence: int
    paragraph: int
    subject: bool = False
    possessive: bool = False
    in_phrase: bool = False
    pronoun: bool = False
    first_of_sentence: bool = False
    count: int = 0
    spoke: int = -1  # number of the report it spoke last in, counted from 1
    spoke_paragraph: int = -1
    before: tuple[int, bool] = (-1, False)  # (sentence, subject) of the mention before


class Focus:
    """The speakers in the order of their latest mention; ``advance`` reads on to a token.

    A speaker is an index into the cast. Names inside quotations are mentioned, they are not in focus.
    """

    def __init__(
        self, segmented: Segmented, sentences: Sentences, names: tuple[Reference, ...], roster: Roster
    ) -> None:
        self._tokens = segmented.tokens
        self._sentences = sentences.spans
        self._sentence_of = _numbers(sentences)
        self._events = [
            (reference.first, reference.last, roster.speaker_of[n])
            for n, reference in enumerate(names)
            if roster.speaker_of[n] >= 0 and sentences.inside[reference.first] < 0
        ]
        kinds = [p.kind for p in segmented.paragraphs]
        self._captions = frozenset(n for n, kind in enumerate(kinds) if kind == "caption")
        self._next = 0
        self._seen: dict[int, Seen] = {}
        self._last_sentence = -1
        self.reports = 0
        self.last_speaker = -1

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return self._sentence_of[token]

    def first_of(self, sentence: int) -> int:
        """The first token of a sentence."""
        return self._sentences[sentence].first

    def start_of(self, token: int) -> int:
        """The offset at which a token starts."""
        return self._tokens.starts[token]

    def paragraph_of(self, sentence: int) -> int:
        """The number of the paragraph that holds a sentence."""
        return self._sentences[sentence].paragraph

    def advance(self, token: int) -> None:
        """Take in the names before ``token``."""
        while self._next < len(self._events) and self._events[self._next][0] < token:
            first, last, speaker = self._events[self._next]
            self._next += 1
            self.mention(first, last, speaker)

    def mention(self, first: int, last: int, speaker: int, pronoun: bool = False) -> None:
        """Take in that tokens ``first`` to ``last`` (exclusive) mean ``speaker``."""
        sentence = self._sentence_of[first]
        span = self._sentences[sentence]
        paragraph = span.paragraph
        if paragraph in self._captions:
            return
        classes = self._tokens.classes
        possessive = last < len(classes) and bool(classes[last] & c.CLITIC)
        in_phrase = first > span.first and bool(classes[first - 1] & _BEFORE_OBJECT)
        old = self._seen.pop(speaker, None)
        new = Seen(
            first,
            sentence,
            paragraph,
            not possessive and not in_phrase,
            possessive,
            in_phrase,
            pronoun,
            sentence != self._last_sentence,
        )
        if old is not None:
            new.count = old.count
            new.spoke, new.spoke_paragraph = old.spoke, old.spoke_paragraph
            new.before = (old.sentence, old.subject)
        new.count += 1
        self._seen[speaker] = new
        self._last_sentence = sentence

    def spoke(self, first: int, last: int, speaker: int) -> None:
        """Take in that ``speaker``, meant by these tokens, has said something."""
        sentence = self.sentence_of(first)
        self.reports += 1
        seen = self._seen.get(speaker)
        if seen is None or seen.token < first:
            self.mention(first, last, speaker, pronoun=seen is not None)
            seen = self._seen.get(speaker)
        if seen is not None:
            seen.spoke, seen.spoke_paragraph = self.reports, self._sentences[sentence].paragraph
        self.last_speaker = speaker

    def latest(self, sentence: int) -> list[tuple[int, Seen]]:
        """(speaker, what was seen of it), the latest mention first, none from too far back."""
        found = []
        for speaker in reversed(self._seen):
            seen = self._seen[speaker]
            if sentence - seen.sentence > _FAR and speaker != self.last_speaker:
                break
            found.append((speaker, seen))
            if len(found) == 3 * MOST:
                break
        return found

    def seen(self, speaker: int) -> Seen | None:
        """What was seen of a speaker so far."""
        return self._seen.get(speaker)


def _numbers(sentences: Sentences) -> list[int]:
    """For every token the number of its sentence; one outside all belongs to the sentence before it."""
    found: list[int] = []
    for number, span in enumerate(sentences.spans):
        found += [max(0, number - 1)] * (span.first - len(found)) + [number] * (span.last - span.first)
    last = max(0, len(sentences.spans) - 1)
    return found + [last] * (len(sentences.inside) + 1 - len(found))
