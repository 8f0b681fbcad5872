"""Quoted runs: those that belong to a cue's content nearby, and those that no cue claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.news.attribution.echoes import Echoes, echoes_of
from quoteattr.news.rules.ends import is_all_of_sentence
from quoteattr.news.rules.in_headlines import behind_colon, named_behind, named_in_front
from quoteattr.news.rules.proposals import Proposal, has_marks_at_ends, holds_quote, is_tag
from quoteattr.news.rules.rows import ECHO, NAMED_BEHIND, NAMED_IN_FRONT, first_uncued, is_on
from quoteattr.news.rules.structures import is_titled
from quoteattr.news.rules.uncued import count_words, sourceless
from quoteattr.news.rules.view import Range, View

_REMEMBERED = 4  # proposals in front of a quotation without a cue among which its speaker may be
JOINS = 2  # sentences after which a quotation still goes on with a content
_BELOW = 2  # paragraphs between a heading in marks and the words of its speaker
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


def parted(view: View, proposal: Proposal) -> Proposal:
    """A report in the author's words without the quotation that is the next sentence: "Doe said she was
    tired. | “It leaks.”"; that is one of its own, and finds its speaker by the report."""
    first, *more = proposal.content
    if not more or is_tag(proposal) or has_marks_at_ends(view, (first,)):
        return proposal
    end = view.sentences.spans[proposal.sentence].last
    kept = tuple([part for part in more if part[0] < end or not view.starts_quote(part[0])])
    return evolve(proposal, content=(first, *kept)) if len(kept) < len(more) else proposal


def extend(view: View, proposals: list[Proposal]) -> list[Proposal]:
    """Contents with the quotations that go on behind them, and with all of a running quotation."""
    claimed = _claimed(view, proposals)
    further: dict[int, list[Range]] = {}  # by the proposal that goes on in them
    for (first, last), before in _with_last_before(runs(view), proposals):
        if before is None or claimed[first]:
            continue
        cut = claimed.find(1, first, last)
        piece = (first, last if cut < 0 else cut)
        more = further.setdefault(id(before), [])
        if _goes_on(view, before, more, piece):
            more.append(piece)
            _claim(claimed, (piece,))
    extended = [_extended(proposal, further.get(id(proposal), [])) for proposal in proposals]
    whole = [_with_earlier_paragraphs(view, proposal, claimed) for proposal in extended]
    return [_with_later_paragraphs(view, proposal, claimed) for proposal in whole]


def _with_last_before(
    found: list[Range], proposals: list[Proposal]
) -> Iterator[tuple[Range, Proposal | None]]:
    """Each of the runs, in text order, with the proposal whose content ends last in front of it."""
    by_end = sorted(proposals, key=lambda one: one.content[-1][1])
    before: Proposal | None = None
    position = 0
    for run in found:
        while position < len(by_end) and by_end[position].content[-1][1] <= run[0]:
            before = by_end[position]
            position += 1
        yield run, before


def unclaimed(view: View, proposals: list[Proposal]) -> list[Range]:
    """Token ranges of the outermost quotations that are in no content of a proposal, or not wholly."""
    claimed = _claimed(view, proposals)
    return [(first, last) for first, last in runs(view) if not (claimed[first] and claimed[last - 1])]


def _claimed(view: View, proposals: list[Proposal]) -> bytearray:
    """For each token whether it is in the content of a proposal."""
    claimed = bytearray(len(view.starts))
    for proposal in proposals:
        _claim(claimed, proposal.content)
    return claimed


def _extended(proposal: Proposal, more: list[Range]) -> Proposal:
    return evolve(proposal, content=(*proposal.content, *more)) if more else proposal


def _claim(claimed: bytearray, content: tuple[Range, ...]) -> None:
    for first, last in content:
        claimed[first:last] = b"\1" * (last - first)


def _with_earlier_paragraphs(view: View, proposal: Proposal, claimed: bytearray) -> Proposal:
    """The proposal with the earlier paragraphs of the quotation in which its content starts."""
    first, last = proposal.content[0]
    start = view.quote_start(first)
    if start >= first or claimed.find(1, start, first) >= 0:
        return proposal
    _claim(claimed, ((start, first),))
    return evolve(proposal, content=((start, last), *proposal.content[1:]))


def _with_later_paragraphs(view: View, proposal: Proposal, claimed: bytearray) -> Proposal:
    """The proposal with the later paragraphs of the quotation with which its content ends, up to the first
    paragraph that another proposal claims: a cue of its own begins another quotation there."""
    first, last = proposal.content[-1]
    end = view.quote_end(last - 1)
    if end <= last or view.quote_start(last - 1) < first:
        return proposal
    cut = claimed.find(1, last, end)
    if cut >= 0:
        end = bisect_left(view.starts, view.segmented.paragraphs[view.paragraph_of(cut)].start)
    if end <= last:
        return proposal
    _claim(claimed, ((last, end),))
    return evolve(proposal, content=(*proposal.content[:-1], (first, end)))


def _goes_on(view: View, proposal: Proposal, more: list[Range], run: Range) -> bool:
    """Whether the run continues what the proposal, with ``more``, reports right before it."""
    if proposal.rule == "layout" and proposal.frame == "headline":
        return False
    first, last = run
    k, final = view.sentence_at(first), view.sentence_at(last - 1)
    if not _is_whole(view, run, k, final):
        return False
    end = (more or proposal.content)[-1][1] - 1
    own = view.sentence_at(end)
    if k - own > (JOINS if is_tag(proposal) else 1):
        return False
    if view.sentences.spans[k].paragraph != view.sentences.spans[own].paragraph:
        return False  # in a paragraph of its own it is another quotation, with nothing that says by whom
    # behind a report without marks it is one, too
    return bool(more) or holds_quote(view, proposal)


def _is_whole(view: View, run: Range, first_sentence: int, last_sentence: int) -> bool:
    """Whether the run is all that its sentences say."""
    spans = view.sentences.spans
    before = _has_words(view, spans[first_sentence].first, run[0])
    return not before and not _has_words(view, run[1], spans[last_sentence].last)


def _has_words(view: View, first: int, last: int) -> bool:
    return view.next_word(first) < last


def without_cue(view: View, proposals: list[Proposal]) -> list[Proposal]:
    """Proposals for quoted runs that no cue claims; a long one always gives one, at worst no source."""
    claimed = _claimed(view, proposals)
    left = [run for run in runs(view) if not (claimed[run[0]] or claimed[run[1] - 1])]
    if not left:
        return []
    ends = sorted((other.content[-1][1], n) for n, other in enumerate(proposals))
    echoes = echoes_of(view, proposals)
    found: list[Proposal] = []
    headings: list[tuple[Range, int]] = []
    for run in left:
        first, number = run[0], view.sentence_at(run[0])
        n = bisect_left(ends, (first + 1, -1)) - 1
        before = [proposals[k] for _, k in ends[max(0, n + 1 - _REMEMBERED) : n + 1]]
        proposal = _proposed(view, echoes, number, run, before + found[-1:])
        if proposal is not None:
            found.append(proposal)
        elif count_words(view, run) and echoes.in_heading(run):
            headings.append((run, number))
    return found + _of_headings(view, proposals + found, headings)


def _proposed(view: View, echoes: Echoes, number: int, run: Range, before: list[Proposal]) -> Proposal | None:
    heading, speech = echoes.in_heading(run), _is_speech(view, *run)
    # in a sentence, a few words in marks are a title or scare quotes, also where somebody says them
    said_again = echoes.source_of(run) if (heading or speech) and is_on(view, ECHO) else None
    proposal = _behind_heading(view, number, run) if heading and said_again is None else None
    if proposal is None and speech and not (heading and (said_again or _is_apart(view, run[0]))):
        proposal = first_uncued(view, number, run, before)
    if said_again is not None and (proposal is None or proposal.source is None):
        proposal = _echo(view, number, run, said_again)
    return proposal


def _echo(view: View, number: int, run: Range, source: Range) -> Proposal:
    """The run as what a source says elsewhere, with who is named behind its colon: "‘…’: Lund Bank"."""
    named = named_behind(view, number, run, ())
    beside = named.source if named is not None else None
    return Proposal(ECHO, None, source, (run,), number, "quotation", beside=beside)


def with_headings_told(view: View, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals; a quotation in a heading whose source is no name ("Lawyer: ‘We wait’") gets that of the
    report that repeats its words."""
    if not is_on(view, ECHO):
        return proposals
    echoes = echoes_of(view, ())
    headings = [one for one in proposals if _names_nobody(view, one) and echoes.in_heading(one.content[0])]
    if not headings:
        return proposals
    apart = set(map(id, headings))
    echoes = echoes_of(view, [one for one in proposals if id(one) not in apart])
    told = {id(one): echoes.source_of(_marked(view, one)) for one in headings}
    return [_told(one, told.get(id(one))) for one in proposals]


def _names_nobody(view: View, one: Proposal) -> bool:
    """Whether a proposal has words in marks, and a source beside them that is no person’s name."""
    if one.source is None or one.rule == ECHO or not holds_quote(view, one):
        return False
    names = (view.names[view.name_at[i]] for i in range(*one.source) if i in view.name_at)
    told = any(view.classes[i] & (c.ROLE_OR_TITLE | c.PRONOUN) for i in range(*one.source))
    return told and all(name.mention.kind != "name" for name in names)


def _marked(view: View, one: Proposal) -> Range:
    """The first words in marks of what is said."""
    first = next((k for k in range(*one.content[0]) if view.inside[k] >= 0), one.content[0][0])
    return (first, max(first + 1, view.quote_end(first)))


def _told(one: Proposal, source: Range | None) -> Proposal:
    return one if source is None else evolve(one, rule=ECHO, source=source, beside=one.source)


def _behind_heading(view: View, number: int, run: Range) -> Proposal | None:
    found = named_behind(view, number, run, ()) if is_on(view, NAMED_BEHIND) else None
    if found is None and is_on(view, NAMED_IN_FRONT):
        found = named_in_front(view, number, run, ())
    return found


def _of_headings(view: View, proposals: list[Proposal], headings: list[tuple[Range, int]]) -> list[Proposal]:
    """Proposals for quotations in ``headings`` (run, sentence) without a cue: by a report that repeats their
    words, or by whoever speaks below."""
    if not headings or not is_on(view, ECHO):
        return []
    echoes = echoes_of(view, proposals)
    quoted = sorted(echoes.proposals, key=_content_start)
    found = []
    for run, number in headings:
        source = echoes.source_of(run) or _source_below(view, run, quoted)
        if source is not None:
            found.append(_echo(view, number, run, source))
        elif behind_colon(view, number, run) > 0 and _is_speech(view, *run):
            found += filter(None, [sourceless(view, number, run, (), _SHORTEST)])  # "‘We are broke’: cuts"
    return found


def said_again(view: View, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals; a cue's quotation without a source gets that of a report with the same words: "The plan
    was called “a slow death” … “It is a slow death,” Lund said"."""
    if not is_on(view, ECHO) or all(one.source or one.use is None for one in proposals):
        return proposals
    echoes = echoes_of(view, proposals)
    return [one if one.source or one.use is None else _said_again(view, echoes, one) for one in proposals]


def _said_again(view: View, echoes: Echoes, proposal: Proposal) -> Proposal:
    first, last = proposal.content[-1]
    quote = view.next_quote(first)
    source = echoes.source_of((quote, view.quote_end(quote))) if quote < last else None
    return proposal if source is None else evolve(proposal, rule=ECHO, source=source)


def _content_start(proposal: Proposal) -> int:
    return proposal.content[0][0]


def _source_below(view: View, run: Range, quoted: list[Proposal]) -> Range | None:
    """The source of the first of the proposals below, by place, where the run is all of a heading."""
    k = bisect_left(quoted, run[1], key=_content_start)
    number = view.paragraph_of(run[0])
    if k == len(quoted) or not 0 < number >= view.paragraph_of(_content_start(quoted[k])) - _BELOW:
        return None
    first, last = view.tokens_of(number)
    return quoted[k].source if view.next_word(first) >= last else None


def _is_own_sentence(view: View, first: int, last: int) -> bool:
    """Whether the run is a sentence in marks and nothing else: "“It leaks.”"."""
    sentence = view.sentences.spans[view.sentence_at(first)]
    return is_all_of_sentence(view, sentence, first, last)


def _is_apart(view: View, first: int) -> bool:
    """Whether token ``first`` stands in a headline or a caption, apart from who speaks in the text."""
    return view.segmented.paragraphs[view.paragraph_of(first)].kind in ("caption", "headline")


def _is_speech(view: View, first: int, last: int) -> bool:
    if is_titled(view, first, last, 2):
        return False
    return count_words(view, (first, last)) >= _SHORTEST or _is_own_sentence(view, first, last)
