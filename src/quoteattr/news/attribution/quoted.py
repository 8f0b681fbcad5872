"""Quoted runs: those that belong to a cue's content nearby, and those that no cue claims."""

from __future__ import annotations

from bisect import bisect_left

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.ends import whole_sentence_quoted
from quoteattr.news.rules.proposals import Draft, holds_quote, is_tag
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.view import View

Range = tuple[int, int]
SAYS = {
    "adjacent-subject": "the noun phrase beside the quotation",
    "label": "a name and a colon in front of the quotation",
    "announced": "announced by a colon in the paragraph before",
    "same-paragraph": "the speaker of the quotation before it in the same paragraph",
    "no-source": "nobody near it could be its speaker",
}
JOINS = 2  # sentences after which a quotation still goes on with a content
_CUE_REACH = 12  # tokens between the cue and the colon that announce a quotation
_SHORTEST = 3  # words; shorter runs without a cue are titles, nicknames, scare quotes
_LONG = 8  # words from which a run is a quotation even if nobody near it said it


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
    """Contents with the quotations that go on behind them, and with all of a running quotation."""
    claimed = bytearray(len(view.starts))
    for draft in drafts:
        _claim(claimed, draft.content)
    firsts = [s.first for s in view.sentences.spans]
    by_end = sorted(drafts, key=lambda d: d.content[-1][1])
    further: dict[int, list[Range]] = {}  # by the draft that goes on in them
    before: Draft | None = None
    position = 0
    for first, last in runs(view):
        while position < len(by_end) and by_end[position].content[-1][1] <= first:
            before = by_end[position]
            position += 1
        if before is None or claimed[first]:
            continue
        cut = claimed.find(1, first, last)
        piece = (first, last if cut < 0 else cut)
        more = further.setdefault(id(before), [])
        if _goes_on(view, before, more, piece, firsts):
            more.append(piece)
            _claim(claimed, (piece,))
    return [_whole_quotation(view, _extended(draft, further.get(id(draft), [])), claimed) for draft in drafts]


def _extended(draft: Draft, more: list[Range]) -> Draft:
    return evolve(draft, content=(*draft.content, *more)) if more else draft


def _claim(claimed: bytearray, content: tuple[Range, ...]) -> None:
    for first, last in content:
        claimed[first:last] = b"\1" * (last - first)


def _whole_quotation(view: View, draft: Draft, claimed: bytearray) -> Draft:
    """The draft with the earlier paragraphs of the quotation in which its content starts."""
    first, last = draft.content[0]
    start = view.quote_start(first)
    if start >= first or claimed.find(1, start, first) >= 0:
        return draft
    _claim(claimed, ((start, first),))
    return evolve(draft, content=((start, last), *draft.content[1:]))


def _goes_on(view: View, draft: Draft, more: list[Range], run: Range, firsts: list[int]) -> bool:
    """Whether the run is a whole sentence that goes on with what the draft, and ``more``, reports right
    before it."""
    first, last = run
    if draft.rule == "layout" and draft.frame == "headline":
        return False
    k, final = bisect_left(firsts, first + 1) - 1, bisect_left(firsts, last) - 1
    if _has_words(view, firsts[k], first) or _has_words(view, last, view.sentences.spans[final].last):
        return False
    tag = is_tag(draft)
    end = (more or draft.content)[-1][1] - 1
    own = bisect_left(firsts, end + 1) - 1
    if k - own > (JOINS if tag else 1):
        return False
    gap = view.sentences.spans[k].paragraph - view.sentences.spans[own].paragraph
    if gap == 0:
        return True
    quoted = bool(more) or holds_quote(view, draft)
    return gap == 1 and (tag or quoted)


def _has_words(view: View, first: int, last: int) -> bool:
    return view.next_word(first) < last


def without_cue(view: View, drafts: list[Draft]) -> list[Draft]:
    """Proposals for quoted runs that no cue claims; a long one always gives one, at worst no source."""
    claimed = bytearray(len(view.starts))
    for other in drafts:
        _claim(claimed, other.content)
    ends = sorted((other.content[-1][1], n) for n, other in enumerate(drafts))
    firsts = [s.first for s in view.sentences.spans]
    found: list[Draft] = []
    draft: Draft | None
    for first, last in runs(view):
        if claimed[first] or claimed[last - 1] or not _is_speech(view, first, last):
            continue
        k = bisect_left(firsts, first + 1) - 1
        if view.segmented.paragraphs[view.sentences.spans[k].paragraph].kind in ("caption", "headline"):
            continue
        draft = (
            _labelled(view, k, first, last)
            or _beside(view, k, first, last)
            or _announced(view, k, first, last)
        )
        if draft is None:
            n = bisect_left(ends, (first + 1, -1)) - 1
            before = [drafts[ends[n][1]]] if n >= 0 else []
            draft = _from_before(view, k, (first, last), before + found[-1:], firsts)
        if draft is None and (_words(view, first, last) >= _LONG or whole_sentence_quoted(view, first, last)):
            draft = Draft("no-source", None, None, ((first, last),), k, "quotation")
        if draft is not None:
            found.append(draft)
    return found


def _words(view: View, first: int, last: int) -> int:
    return sum(1 for i in range(first, last) if view.classes[i] & c.WORD_OR_NUMBER)


def _is_speech(view: View, first: int, last: int) -> bool:
    words = _words(view, first, last)
    return words >= _SHORTEST and not _title_of_work(view, first, last)


def _title_of_work(view: View, first: int, last: int) -> bool:
    """Whether the run looks like a title: all its words but the small ones are capitalised."""
    small = c.PREPOSITION | c.DETERMINER | c.CONJUNCTION
    large = [i for i in range(first, last) if view.classes[i] & c.WORD and not view.classes[i] & small]
    large = [i for i in large if view.lower[i] != "to"]
    return len(large) >= 2 and all(view.classes[i] & c.CAPITAL for i in large)


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
    if number == 0 or _has_words(view, sentence.first, first):
        return None
    before = view.sentences.spans[number - 1]
    if view.lower[before.last - 1] != ":" or sentence.paragraph - before.paragraph > 1:
        return None
    source = sentence_subject(view, before, before.last - 1)
    cue = view.cue_before(before.last, max(before.first, before.last - _CUE_REACH))
    use = view.cues[cue] if cue >= 0 else None
    return Draft("announced", use, source, ((first, last),), number, "quotation") if source else None


def _from_before(view: View, number: int, run: Range, before: list[Draft], firsts: list[int]) -> Draft | None:
    """The speaker of the last of ``before``, where that is in this paragraph."""
    earlier = max(before, key=lambda draft: draft.content[-1][1], default=None)
    if earlier is None or earlier.source is None:
        return None
    end = bisect_left(firsts, earlier.content[-1][1]) - 1
    if view.sentences.spans[end].paragraph != view.sentences.spans[number].paragraph:
        return None
    return Draft("same-paragraph", None, earlier.source, (run,), number, "quotation")
