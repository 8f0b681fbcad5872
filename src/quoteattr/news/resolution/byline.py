"""Whoever wrote the article, where its lines say so: the "I" of a column."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from quoteattr.lang import classes as c
from quoteattr.news.resolution.article import Article

_FIRST = 8  # paragraphs in which the author is named
_LONGEST = 12  # tokens of a line that names the author
_IN_FRONT = c.ROLE | c.POSSESSIVE_PRONOUN
_DESCRIBES = c.ROLE_OR_TITLE | c.PREPOSITION | c.CONJUNCTION | c.CAPITAL


class Byline:
    """The author of an article, who is looked for once, when somebody asks; ``speaker_of`` the roster's of
    the names."""

    def __init__(self, article: Article, speaker_of: Sequence[int | None]) -> None:
        self._article, self._speaker_of = article, speaker_of
        self._ends = [one.end for one in article.segmented.paragraphs]
        self._found: list[int | None] = []

    def of(self, token: int) -> int | None:
        """The speaker who is the "I" at a token of the narration; None where the text names no author,
        and in marks, where "I" may be anybody."""
        article = self._article
        if article.sentences.inside[token] >= 0:
            return None
        if not self._found:
            self._found.append(next(self._authors(), None))
        return self._found[0]

    def reporters(self) -> frozenset[int]:
        """Those who are named in a line of their own in front of the text and nowhere else: no "he" of it."""
        counts, found = Counter(self._speaker_of), set[int]()
        paragraphs = self._article.segmented.paragraphs
        for number in range(min(_FIRST, len(paragraphs) - 1)):
            first, last = self._paragraph(number)
            behind = self._paragraph(number + 1)[0]  # which may have no token
            if any(bits & c.QUOTE_MARK for bits in self._article.classes[behind : behind + 1]):
                continue  # a heading: "Ana Ruiz, 34, nurse" in front of what she says
            found.update(who for who in self._of_line(first, last) if counts[who] == 1)
        return frozenset(found)

    def _paragraph(self, number: int) -> tuple[int, int]:
        """The tokens of a paragraph, the last exclusive."""
        starts, one = self._article.segmented.tokens.starts, self._article.segmented.paragraphs[number]
        return bisect_left(starts, one.start), bisect_left(starts, one.end)

    def _authors(self) -> Iterator[int]:
        """Who may have written it: whom a line "By Doe" or "Doe" names, and who is named but once, in the
        lines in front, as one who does something."""
        article = self._article
        lines = [self._paragraph(n) for n in range(min(_FIRST, len(article.segmented.paragraphs)))]
        for first, last in lines:
            yield from self._of_line(first, last)
        yield from self._of_standfirst([last for _, last in lines[: _FIRST // 2]])

    def _of_standfirst(self, ends: list[int]) -> Iterator[int]:
        """Who does something in the last sentence of a paragraph; ``ends``: those of the paragraphs."""
        counts = Counter(self._speaker_of)
        for sentence in self._article.sentences.spans:
            if sentence.paragraph >= len(ends):
                return
            if sentence.paragraph and sentence.last >= ends[sentence.paragraph]:
                speaker = self._speaker_at(sentence.first, sentence.last)
                yield from [speaker] if speaker is not None and counts[speaker] == 1 else []

    def _of_line(self, first: int, last: int) -> Iterator[int]:
        """Who is named behind "by", or alone, with what they are, up to the end of a line."""
        article = self._article
        start = next((i + 1 for i in range(last - 1, first - 1, -1) if self._opens(i, first)), -1)
        if start < 0 and last - first <= _LONGEST and first in article.name_at:
            start = first
        n = article.person_at(start) if first <= start < last else None
        if n is not None and article.names[n].first == start and len(article.names[n].name) > 1:
            speaker = self._speaker_of[n]
            if speaker is not None and self._is_described(start, article.names[n].last, last):
                yield speaker

    def _is_described(self, start: int, behind: int, last: int) -> bool:
        """Whether only what somebody is follows a name that begins at ``start``, up to the end of a line."""
        article = self._article
        if behind < last and article.classes[last - 1] & c.TERMINATOR:
            return False
        if article.words[behind : behind + 1] == (",",) and last - start <= _LONGEST:
            return True
        return all(article.words[i] in ",|" or article.classes[i] & _DESCRIBES for i in range(behind, last))

    def _opens(self, i: int, first: int) -> bool:
        """Whether the "By" of a byline stands at token ``i``: at the head of a line or of a sentence, or
        behind one word of it: "Interview by"."""
        article = self._article
        if article.lower(i) not in article.lists.by_whom or article.sentences.inside[i] >= 0:
            return False
        if i - first <= 1 or article.words[i - 1] in ",–—|":
            return True
        return article.words[i - 1] in ".!?" and bool(article.classes[i] & c.CAPITAL)

    def _speaker_at(self, first: int, last: int) -> int | None:
        """The person with whom a sentence begins: "| Doe | reports", "Our writer | Doe | reports"."""
        article = self._article
        while first < last - 1 and first not in article.name_at and article.classes[first] & _IN_FRONT:
            first += 1
        n = article.person_at(first)
        return self._speaker_of[n] if n is not None and article.names[n].first == first else None
