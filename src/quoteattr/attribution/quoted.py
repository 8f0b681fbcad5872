"""Quoted runs: those that belong to a cue's content nearby, and those that no cue claims."""

from __future__ import annotations

from bisect import bisect_left

from attrs import evolve

from quoteattr.attribution import subjects
from quoteattr.attribution.drafts import Draft, holds_quote
from quoteattr.attribution.reports import sentence_subject
from quoteattr.attribution.view import View
from quoteattr.lang import classes as c

Range = tuple[int, int]
SAYS = {
    "adjacent-subject": "the noun phrase beside the quotation",
    "label": "a name and a colon in front of the quotation",
    "announced": "announced by a colon in the paragraph before",
    "same-paragraph": "the speaker of the quotation before it in the same paragraph",
    "next-paragraph": "the speaker of the paragraph before, which ends with a quotation",
    "no-source": "nobody near it could be its speaker",
}
_SHORTEST = 3  # words; shorter runs without a cue are titles, nicknames, scare quotes


def runs(view: View) -> list[Range]:
    """Token ranges of the outermost quotations."""
    found = []
    for span in view.quotes.spans:
        if span.parent is None:
            first = bisect_left(view.starts, span.start)
            last = bisect_left(view.starts, span.end)
            if last > first:
                found.append((first, last))
    return found


def extend(view: View, drafts: list[Draft]) -> list[Draft]:
    """Quoted sentences that go on behind a quotation of the same paragraph join its content."""
    claimed = {i for draft in drafts for first, last in draft.content for i in range(first, last)}
    by_end = sorted((d for d in drafts if holds_quote(view, d)), key=lambda d: d.content[-1][1])
    result = {id(d): d for d in drafts}
    sentence_of = _sentence_numbers(view)
    last_quoted: Draft | None = None
    position = 0
    for first, last in runs(view):
        while position < len(by_end) and by_end[position].content[-1][1] <= first:
            last_quoted = by_end[position]
            position += 1
        if first in claimed or last_quoted is None:
            continue
        current = result[id(last_quoted)]
        if not _goes_on(view, current, (first, last), sentence_of):
            continue
        updated = evolve(current, content=(*current.content, (first, last)))
        result[id(last_quoted)] = updated
        claimed.update(range(first, last))
    return [result[id(d)] for d in drafts]


def _sentence_numbers(view: View) -> list[int]:
    return [s.first for s in view.sentences.spans]


def _paragraph(view: View, token: int, firsts: list[int]) -> int:
    k = bisect_left(firsts, token + 1) - 1
    return view.sentences.spans[k].paragraph


def _goes_on(view: View, draft: Draft, run: Range, firsts: list[int]) -> bool:
    """Whether the run is a whole sentence that directly follows the draft's quoted sentence."""
    first, last = run
    end = draft.content[-1][1]
    if _paragraph(view, first, firsts) != _paragraph(view, end - 1, firsts):
        return False
    k = bisect_left(firsts, first + 1) - 1
    sentence = view.sentences.spans[k]
    if sentence.first != first and any(view.is_word(i) for i in range(sentence.first, first)):
        return False
    if any(view.is_word(i) for i in range(last, sentence.last)):
        return False
    own = bisect_left(firsts, end) - 1
    return k - own <= 1


def without_cue(view: View, drafts: list[Draft]) -> list[Draft]:
    """Proposals for quoted runs that no cue claims; a long one always gives one, at worst no source."""
    claimed = {i for draft in drafts for first, last in draft.content for i in range(first, last)}
    ends = sorted((draft.content[-1][1], n) for n, draft in enumerate(drafts))
    firsts = _sentence_numbers(view)
    found: list[Draft] = []
    for first, last in runs(view):
        if any(i in claimed for i in (first, last - 1)) or not _is_speech(view, first, last):
            continue
        k = bisect_left(firsts, first + 1) - 1
        sentence = view.sentences.spans[k]
        if view.segmented.paragraphs[sentence.paragraph].kind in ("caption", "headline"):
            continue
        draft = _labelled(view, k, first, last) or _beside(view, k, first, last) or _announced(view, k, first, last) or _from_before(view, k, first, last, drafts, ends, firsts, found)
        found.append(draft or Draft("no-source", None, None, ((first, last),), k, "quotation"))
    return found


def _is_speech(view: View, first: int, last: int) -> bool:
    words = sum(1 for i in range(first, last) if view.classes[i] & (c.WORD | c.NUMBER))
    if words >= _SHORTEST + 2:
        return not _title_of_work(view, first, last)
    return words >= _SHORTEST and not _title_of_work(view, first, last)


def _title_of_work(view: View, first: int, last: int) -> bool:
    """Whether the run looks like a title: its long words are all capitalised."""
    long_words = [i for i in range(first, last) if view.classes[i] & c.WORD and len(view.words[i]) > 3]
    return len(long_words) >= 2 and all(view.classes[i] & c.CAPITAL for i in long_words)


def _labelled(view: View, number: int, first: int, last: int) -> Draft | None:
    """A name and a colon right in front of the run: "Doe: “We will see.”"."""
    k = first - 1
    if k <= 0 or view.lower[k] != ":" or k - 1 not in view.name_at:
        return None
    name = view.names[view.name_at[k - 1]]
    return Draft("label", None, (name.first, name.last), ((first, last),), number, "quotation")


def _beside(view: View, number: int, first: int, last: int) -> Draft | None:
    """The subject of the verb right in front of the run ("Doe's sign read "…"")."""
    sentence = view.sentences.spans[number]
    k = first - 1
    while k > sentence.first and view.inside[k] < 0 and view.lower[k] in (",", ":", "-", "–", "—"):
        k -= 1
    for i in range(k, max(sentence.first, k - 12) - 1, -1):
        if view.inside[i] >= 0:
            break
        if view.lower[i].endswith(("ed", "ing")) or i in view.cue_at or view.classes[i] & c.AUXILIARY:
            subject = subjects.before(view, sentence, i)
            if subject is not None and subjects.looks_like_subject(view, subject):
                return Draft("adjacent-subject", None, subject, ((first, last),), number, "quotation")
    return None


def _announced(view: View, number: int, first: int, last: int) -> Draft | None:
    """The subject of a sentence that ends with a colon right in front of the quotation's own paragraph."""
    sentence = view.sentences.spans[number]
    if number == 0 or any(view.is_word(i) for i in range(sentence.first, first)):
        return None
    before = view.sentences.spans[number - 1]
    if view.lower[before.last - 1] != ":" or sentence.paragraph - before.paragraph > 1:
        return None
    source = sentence_subject(view, before, before.last - 1)
    return Draft("announced", None, source, ((first, last),), number, "quotation") if source else None


def _from_before(
    view: View,
    number: int,
    first: int,
    last: int,
    drafts: list[Draft],
    ends: list[tuple[int, int]],
    firsts: list[int],
    found: list[Draft],
) -> Draft | None:
    """The speaker of the quotation before, in this paragraph or at the end of the one before."""
    sentence = view.sentences.spans[number]
    k = bisect_left(ends, (first + 1, -1)) - 1
    earlier = drafts[ends[k][1]] if k >= 0 else None
    if found and found[-1].source is not None and (earlier is None or found[-1].content[-1][1] > earlier.content[-1][1]):
        earlier = found[-1]
    if earlier is None or earlier.source is None:
        return None
    gap = sentence.paragraph - _paragraph(view, earlier.content[-1][1] - 1, firsts)
    if gap == 0:
        return Draft("same-paragraph", None, earlier.source, ((first, last),), number, "quotation")
    alone = first == sentence.first and not any(view.is_word(i) for i in range(last, sentence.last))
    if gap == 1 and alone:
        return Draft("next-paragraph", None, earlier.source, ((first, last),), number, "quotation")
    return None
