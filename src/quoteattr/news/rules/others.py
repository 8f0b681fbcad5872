"""Where the words of one cue end as another one reports: "“It is dark,” Doe said, but Roe said “no”"."""

from __future__ import annotations

from quoteattr.news.rules import subjects
from quoteattr.news.rules.ends import trim_end, whole_sentence_quoted
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View
from quoteattr.stage_values import CueUse

_ANNOUNCING = frozenset((",", ":"))
_CLOSES = frozenset(".!?")


def own_words(
    view: View, use: CueUse, content: tuple[Range, ...], rule: Proposal | None
) -> tuple[Range, ...]:
    """The content of a cue without what another cue behind it reports; ``rule``: what a rule proposes."""
    kept: list[Range] = []
    for part in content:
        if _is_announced(view, use, part[0]) or (kept and _is_apart(view, use, kept[0], part)):
            break
        kept.append(_whole_quotation(view, use, _before_announced(view, use, _last_turn(view, use, part))))
    if rule is None or len(kept) != 1 or len(rule.content) != 1:
        return tuple(kept)
    return (_before_joined(view, kept[0], rule.content[0]),)


def _last_turn(view: View, use: CueUse, part: Range) -> Range:
    """The last of several quotations side by side in front of a tag: "“Is it raining?” | “Not any more,” | he
    replied"."""
    first, last = part
    start = view.quote_start(last - 1)
    if not first < start < last <= use.first or view.inside[start - 1] < 0:
        return part
    before = (view.quote_start(start - 1), start)
    turns = whole_sentence_quoted(view, start, last) and whole_sentence_quoted(view, *before)
    return (start, last) if turns else part


def _whole_quotation(view: View, use: CueUse, part: Range) -> Range:
    """Of the content behind a cue only the quoted sentence with which it begins: "shouted “Fire!” | and
    ran"."""
    first, last = part
    if first < use.last or not view.starts_quote(first):
        return part
    end = view.quote_end(first)
    closed = end < last and view.lower[end - 2][-1:] in _CLOSES and whole_sentence_quoted(view, first, end)
    return (first, end) if closed and view.next_quote(end) >= last else part


def _before_announced(view: View, use: CueUse, part: Range) -> Range:
    """The part up to another speaker with words in marks: "“I saw it” |, and Roe told us “I did not”"."""
    first, last = part
    quote = view.next_quote(view.quote_end(first)) if view.starts_quote(first) and first >= use.last else last
    subject = _announcer(view, use, quote) if quote < last else None
    if subject is None:
        return part
    end, joiners = subject[0], view.content_words.clause_joiners
    while end > first and view.inside[end - 1] < 0 and view.lower[end - 1] in joiners:
        end -= 1
    return (first, trim_end(view, first, end))


def _is_announced(view: View, use: CueUse, first: int) -> bool:
    """Whether a quotation at ``first`` stands behind another cue with a subject: "Roe recalled: | “…”"."""
    return view.starts_quote(first) and _announcer(view, use, first) is not None


def _announcer(view: View, use: CueUse, first: int) -> Range | None:
    """The subject of another cue right in front of the quotation at token ``first``."""
    other = view.cue_on(_behind_cue(view, use.last, first - 1))
    if other is None or other.first <= use.last or other.form not in FINITE or other.precision < MOSTLY:
        return None
    subject = subjects.phrase_ending(view, use.last, other.group - 1)
    return subject if subject is not None and subjects.looks_like_subject(view, subject) else None


def _behind_cue(view: View, least: int, k: int) -> int:
    """The last token up to ``k`` that is no mark and not who is told: "Roe told | me: “…”"."""
    while k > least and view.lower[k] in _ANNOUNCING:
        k -= 1
    return k - 1 if k > least and view.lower[k] in view.content_words.object_pronouns else k


def _is_apart(view: View, use: CueUse, said: Range, part: Range) -> bool:
    """Whether a quotation stands in a sentence of its own, behind a report without marks."""
    if not view.starts_quote(part[0]) or part[0] < use.last:
        return False
    if any(view.inside[i] >= 0 for i in (said[0], said[1] - 1)):
        return False
    return view.sentence_at(part[0]) > view.sentence_at(use.first)


def _before_joined(view: View, part: Range, rule: Range) -> Range:
    """The part, or what a rule takes of it where another report goes on: "the bridge is safe |, but engineers
    warn of cracks"."""
    (first, last), end = part, rule[1]
    if rule[0] != first or not end + 1 < last or view.lower[end] != ",":
        return part
    words = view.content_words
    joins = view.lower[end + 1] in words.opposing_joiners or view.lower[end + 1] in words.contrasting
    return (first, end) if joins else part
