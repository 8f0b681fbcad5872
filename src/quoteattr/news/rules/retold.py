"""Words in marks inside a report, spoken by somebody whom the report is about: "Police say Doe shouted, | “Go
away!”"."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.news.rules import ends
from quoteattr.news.rules.proposals import CLEAR, Proposal, by_sentence, encloses
from quoteattr.news.rules.rows import QUOTED_AS
from quoteattr.news.rules.structures import is_titled
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View
from quoteattr.stage_values import UTTERING, CueUse

_MOST = 20  # proposals of one sentence that are looked at
_SAID = ("that", "clause", "quotation")  # contents that are words, not what somebody is called


def spoken_within(view: View, standing: list[Proposal], asked: Sequence[Proposal]) -> list[Proposal]:
    """The ``standing`` proposals; where a report (one of ``asked``) inside another has all of its words in
    marks, the outer one ends before them and the inner one stands beside it."""
    told = by_sentence(one for one in asked if _may_speak(view, one))
    found: list[Proposal] = []
    for outer in standing:
        inner = _inner(view, outer, told.get(outer.sentence, ())[:_MOST])
        found += [outer] if inner is None else _parted(view, outer, inner)
    return found


def _may_speak(view: View, one: Proposal) -> bool:
    """Whether a report tells of somebody who says words in marks."""
    use, source = one.use, one.source
    if use is None or source is None or not _says(use) or not _announces(view, use, one.content):
        return False
    first, last = one.content[0]
    if _is_utterance(view, first, last):
        return _is_somebody(view, source, c.ROLE | c.GROUP)
    ordered = "addressee" in use.frames and view.next_quote(first) == first + 1  # told them to | “go away”
    said = one.frame in _SAID or ordered or _names(view, use, first, last)
    return said and use.precision >= MOSTLY and _is_somebody(view, source, c.ROLE)


def _announces(view: View, use: CueUse, content: Sequence[Range]) -> bool:
    """Whether a verb that stands in no marks itself has words with marks behind it, in one piece."""
    first, last = content[0]
    return (
        len(content) == 1 and view.inside[use.first] < 0 and use.last <= first < last > view.next_quote(first)
    )


def _is_somebody(view: View, source: Range, nouns: int) -> bool:
    """Whether a source is a named person or one of the ``nouns``; not "what Doe" (called "late")."""
    first, last = _subject(view, source)
    asks = any(view.classes[i] & c.WH for i in range(first, last - 1))
    return not asks and (_is_named(view, last - 1) or bool(view.classes[last - 1] & nouns))


def _says(use: CueUse) -> bool:
    said = use.act in UTTERING and use.form in (*FINITE, "ing")
    return said and not any((use.negated, use.modal, use.passive, use.infinitive))


def _is_named(view: View, i: int) -> bool:
    """Whether a person is named at token ``i``, or meant by he or she."""
    name = view.name_at.get(i)
    if name is not None:
        return view.names[name].mention.kind == "name"
    return bool(view.pronoun_at(i).get("gender"))


def _names(view: View, use: CueUse, first: int, last: int) -> bool:
    """Whether the marks tell what somebody calls something: "called it “late”", "described it as “late”"."""
    mark = view.next_quote(first)
    as_ = view.lower[mark - 1] in view.content_words.comparing
    return mark < last and (use.lemma in view.rule_words.naming or as_)


def _inner(view: View, outer: Proposal, told: Sequence[Proposal]) -> Proposal | None:
    """The report inside ``outer`` that has all its words in marks, the one that stands nearest to them."""
    if outer.use is None or not outer.content or outer.rule == QUOTED_AS:
        return None
    inside = [one for one in told if encloses(outer, one) and _is_apart(view, outer, one)]
    return max(inside, key=lambda one: one.use.first if one.use is not None else 0, default=None)


def _is_apart(view: View, outer: Proposal, inner: Proposal) -> bool:
    """Whether the words in marks are the inner report's alone; inside a named person's report they must be
    sentences, or be said to somebody."""
    named = outer.source is not None and _is_named(view, outer.source[1] - 1)
    heard = inner.use is not None and "addressee" in inner.use.frames
    apart = not named or heard or _is_utterance(view, *inner.content[0])
    return apart and _has_all_marks(view, outer, inner)


def _is_utterance(view: View, first: int, last: int) -> bool:
    """Whether the content is a sentence in marks, no words that somebody tells as theirs: "“Go away!”"."""
    if not view.starts_quote(first) or is_titled(view, first, view.quote_end(first)):
        return False
    words = (i for i in range(first, last) if view.classes[i] & c.WORD_OR_NUMBER)
    return bool(view.classes[next(words, first)] & c.CAPITAL)


def _has_all_marks(view: View, outer: Proposal, inner: Proposal) -> bool:
    first, last = inner.content[0]
    places = (i for part in outer.content for i in range(*part) if view.inside[i] >= 0)
    return all(first <= i < last for i in places)


def _parted(view: View, outer: Proposal, inner: Proposal) -> list[Proposal]:
    start, end = outer.content[0][0], inner.content[0][0]
    kept = evolve(outer, content=((start, ends.trim_end(view, start, end)),))
    source = inner.source and _subject(view, inner.source)
    return [kept, evolve(inner, source=source, features=CLEAR, found_in=outer.source)]


def _subject(view: View, source: Range) -> Range:
    """The source without what leads to it: "an e-mail in which | Doe", "that in May | Doe"."""
    first, last = source
    relative = (i + 1 for i in range(last - 2, first - 1, -1) if view.classes[i] & c.RELATIVE)
    first = next(relative, first)
    name = view.name_at.get(last - 1)
    if name is not None and view.classes[first] & c.PREPOSITION:
        first = view.names[name].first
    return first, last
