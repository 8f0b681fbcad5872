"""Which proposals stand, which quotations they take with them, and the candidates that come out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.model import Linear, Model, load_reports
from quoteattr.news.attribution import quoted, reach, reports
from quoteattr.news.attribution.tidy import tidied
from quoteattr.news.cues.possible import possible
from quoteattr.news.learned.stage import reader_of
from quoteattr.news.rules.answers import with_quoted
from quoteattr.news.rules.hearings import heard_in_court
from quoteattr.news.rules.inscriptions import inscribed
from quoteattr.news.rules.layouts import layout_proposals
from quoteattr.news.rules.proposals import Proposal, cues_of, without_conflicts, without_retold
from quoteattr.news.rules.retold import spoken_within
from quoteattr.news.rules.rows import BY_NAME, first_proposal, is_on
from quoteattr.news.rules.rule import UNRANKED
from quoteattr.news.rules.secondhand import quoted_as_saying, with_found_in
from quoteattr.news.rules.structures import structured
from quoteattr.news.rules.thresholds import threshold
from quoteattr.news.rules.topics import is_topic
from quoteattr.news.rules.uncued_rows import TOPIC
from quoteattr.news.rules.view import View, make_view
from quoteattr.stage_values import Candidate, CueUse, Profile, Quotes, Reference, Segmented, Sentences
from quoteattr.types import Cue, Evidence, QuotationKind, Span

_SURE = 0.5


def candidates(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    names: tuple[Reference, ...],
    cues: tuple[CueUse, ...],
    profile: Profile,
) -> tuple[Candidate, ...]:
    """Every quotation of the text with its cue and source, in text order; who that is, comes later.

    In the mode "quoted" the indirect ones are left out, and sentences far from quotation marks unread.
    """
    view = make_view(segmented, quotes, sentences, names, cues, profile)
    model = profile.model_for(segmented.genre)
    weights = load_reports(profile.pack.language) if model is not None else None
    proposals = decided(view, model, profile)
    if profile.mode == "quoted":
        proposals = [one for one in proposals if _kind(view, one) != "indirect"]
    dense = reports.density(view)
    return tuple([_candidate(view, proposal, model is None, dense, weights) for proposal in proposals])


def decided(view: View, model: Model | None, profile: Profile) -> list[Proposal]:
    """The proposals that become candidates, in text order."""
    near = reach.near_quotations(view) if profile.mode == "quoted" else None
    proposals = quoted.extend(view, _with_cues(view, model, near))
    proposals += quoted.without_cue(view, proposals)
    proposals = quoted.said_again(view, proposals)
    proposals = quoted.with_headings_told(view, proposals)
    return sorted(proposals, key=lambda one: (one.content[0][0], one.content[-1][1]))


def _worded(view: View, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals that have words, their contents tidied."""
    worded = [one for one in proposals if any(view.has_words(*part) for part in one.content)]
    return [
        quoted.parted(view, tidied(view, _inscribed(view, one)))
        for one in worded
        if not _says_nothing(view, one)
    ]


def _says_nothing(view: View, proposal: Proposal) -> bool:
    """Whether a colon or a dash introduces the quotation, and a topic or nobody stands in front of it."""
    use, last = proposal.use, proposal.content[-1][1] - 1
    if is_on(view, TOPIC) and is_topic(view, view.quote_start(last)):
        return True
    return use is not None and use.form == "mark" and _is_unclaimed(view, proposal)


def _inscribed(view: View, proposal: Proposal) -> Proposal:
    """The proposal; its source is the thing on which the words stand if nobody else is: "a far cry from the
    club’s motto, “…”"."""
    use = proposal.use
    if (
        use is not None
        and view.lower[use.first] in view.rule_words.inscribing
        and _is_quotation(view, proposal)
    ):
        thing = inscribed(view, proposal.sentence, proposal.content[0], ())
        return evolve(proposal, source=thing.source) if thing is not None else proposal
    if _is_unclaimed(view, proposal):
        return inscribed(view, proposal.sentence, proposal.content[0], ()) or proposal
    return _told_inscription(view, proposal) or proposal


def _told_inscription(view: View, proposal: Proposal) -> Proposal | None:
    """The words on a thing inside a report: "a film showed them with a sign that read | “…”"."""
    (first, last), use = proposal.content[0], proposal.use
    quote = view.next_quote(first)
    if use is None or len(proposal.content) > 1 or not use.last <= first < quote < last:
        return None
    if view.next_quote(view.quote_end(quote)) < last:
        return None  # the report has words of its own in marks
    return inscribed(view, proposal.sentence, (quote, view.quote_end(quote)), ())


def _is_unclaimed(view: View, proposal: Proposal) -> bool:
    """Whether the content is one quotation, and nobody its source."""
    return proposal.source is None and _is_quotation(view, proposal)


def _is_quotation(view: View, proposal: Proposal) -> bool:
    first, last = proposal.content[0]
    whole = view.starts_quote(first) and last == view.quote_end(first)
    return whole and len(proposal.content) == 1


def _with_cues(view: View, model: Model | None, near: bytearray | None) -> list[Proposal]:
    """The proposals of layout and cues that stand: by the rules' ranks, or by what ``model`` weighs.
    ``near``: the sentences near quotations, where only those are wanted."""
    sure = with_quoted(view, layout_proposals(view)) if is_on(view, "layout") else []
    sure += quoted_as_saying(view) + structured(view) + heard_in_court(view)
    if model is None:
        return _worded(view, _by_rank(view, sure, near))
    uses = possible(view.segmented, view.sentences, view.cues, view.pack, model.ignored)
    reader = reader_of(view, uses, model, sure)
    if near is None:
        return _worded(view, reader.read())
    marked = reach.with_marks(view, near)
    found = _worded(view, reader.read(marked))
    # whose words the other sentences tell is asked where a quotation has no cue
    return found + _worded(view, reader.read(reach.above(view, near, marked, quoted.unclaimed(view, found))))


def _by_rank(view: View, sure: list[Proposal], wanted: bytearray | None) -> list[Proposal]:
    taken = cues_of(sure)
    others = [one for one in _cue_proposals(view, wanted) if cues_of([one]).isdisjoint(taken)]
    proposed = sure + others
    stand = sorted(without_retold(view, proposed), key=_rank)
    standing = spoken_within(view, without_conflicts(view, stand).proposals, proposed)
    return with_found_in(view, standing, proposed)


def _cue_proposals(view: View, wanted: bytearray | None) -> list[Proposal]:
    proposals = []
    number = 0
    spans = view.sentences.spans
    for use in view.cues:
        while spans[number].last <= use.first:
            number += 1
        if wanted is not None and not wanted[number]:
            continue
        proposal = first_proposal(view, number, use)
        if proposal is not None and use.precision >= threshold(view, proposal) and _has_words(view, proposal):
            proposals.append(proposal)
    return proposals


def _has_words(view: View, proposal: Proposal) -> bool:
    """Whether each part of the content holds a word or a number."""
    return all(view.has_words(*part) for part in proposal.content)


def _rank(proposal: Proposal) -> tuple[int, int]:
    """By the rule's rank; then sure cues from left to right, then unsure ones."""
    sure = proposal.use is not None and (
        proposal.use.precision >= _SURE or proposal.frame in ("clause", "that", "quotation")
    )
    rank = BY_NAME[proposal.rule].rank
    start = proposal.use.first if proposal.use else proposal.content[0][0]
    return (rank if rank < UNRANKED or sure else rank + 1, start)


def _candidate(
    view: View, proposal: Proposal, evident: bool, dense: float, weights: Linear | None
) -> Candidate:
    """The proposal in spans; with its rule as evidence where no weights will tell the reasons. ``weights``
    say how probable it is that an indirect report is one, in a text that reports so densely."""
    spans, kind = _spans(view, proposal), _kind(view, proposal)
    source = proposal.source
    use = proposal.use
    cue, form = None, ""
    if use is not None:
        span = Span(view.starts[use.first], view.ends[use.last - 1])
        text = view.segmented.text[span.start : span.end]
        cue, form = Cue(span, text, use.lemma, use.act, use.negated, use.modal), use.form
    evidence: tuple[Evidence, ...] = ()
    if evident:
        places = [cue.span] if cue is not None else []
        if source is not None:
            places.append(Span(view.starts[source[0]], view.ends[source[1] - 1]))
        evidence = (Evidence(proposal.rule, tuple(places), BY_NAME[proposal.rule].says, 1.0),)
    return Candidate(
        spans,
        kind,
        cue,
        form,
        source,
        proposal.rule,
        evidence,
        proposal.features,
        proposal.sentence,
        reports.probability(view, proposal, dense, weights) if kind == "indirect" else None,
        proposal.found_in,
        proposal.beside,
    )


def _spans(view: View, proposal: Proposal) -> tuple[Span, ...]:
    """The content's spans; one that runs over paragraphs is a span in each of them."""
    spans: list[Span] = []
    for first, last in proposal.content:
        while first < last:
            k = bisect_right(view.paragraph_ends, view.starts[first])
            # the token ``first`` lies in paragraph k, so that ``stop`` is behind it
            stop = bisect_left(view.starts, view.paragraph_ends[k], first + 1, last)
            spans.append(Span(_start(view, first, k), view.ends[stop - 1]))
            first = stop
    return tuple(spans)


def _start(view: View, first: int, paragraph: int) -> int:
    """Where content that token ``first`` opens starts; its mark may be the end of the token before."""
    start = view.starts[first]
    if not view.starts_quote(first):
        return start
    mark = view.quotes.spans[view.inside[first]].start
    return min(start, max(mark, view.segmented.paragraphs[paragraph].start))


def _kind(view: View, proposal: Proposal) -> QuotationKind:
    """direct: every word lies inside quotation marks; mixed: some do; indirect: none does."""
    if proposal.rule == "layout" and proposal.frame == "transcript":
        return "direct"
    if not any(view.next_word(first) < last for first, last in proposal.content):
        return "direct"
    return "mixed" if any(_holds_quoted_words(view, *part) for part in proposal.content) else "indirect"


def _holds_quoted_words(view: View, first: int, last: int) -> bool:
    """Whether a word or a number inside quotation marks is among tokens ``first`` to ``last``."""
    if view.inside[first] < 0:
        first = view.next_quote(first)  # most contents have none
    columns = zip(view.classes[first:last], view.inside[first:last], strict=True)
    return any(quote >= 0 and bits & c.WORD_OR_NUMBER for bits, quote in columns)
