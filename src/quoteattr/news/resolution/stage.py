"""Who said it: each candidate's source to a canonical speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from attrs import define, evolve

from quoteattr.lang.letters import in_word
from quoteattr.model import Model, figure
from quoteattr.news.resolution import confidence, why
from quoteattr.news.resolution.antecedents import Antecedents
from quoteattr.news.resolution.article import Article, read_article
from quoteattr.news.resolution.byline import Byline
from quoteattr.news.resolution.links import Cast, Link, Linker, antecedent_of, standing_for
from quoteattr.news.resolution.nouns import group_phrase
from quoteattr.news.resolution.ranking import WEIGHTS
from quoteattr.news.resolution.relatives import Relatives, whom_noun_means
from quoteattr.news.resolution.roles import Roles
from quoteattr.news.resolution.sources import Source, read_source
from quoteattr.news.rules.rows import BY_NAME, ECHO, LAYOUT
from quoteattr.news.rules.view import Range
from quoteattr.quotes import unread
from quoteattr.quotes.wording import inside_marks, without_dash
from quoteattr.stage_values import Candidate, Profile, Quotes, Reference, Roster, Segmented, Sentences
from quoteattr.types import (
    Attribution,
    Doubt,
    Evidence,
    Mention,
    Outcome,
    Quotation,
    QuoteSpan,
    RunnerUp,
    Span,
    Speaker,
)


@define(eq=False)
class Linked:
    """A candidate and who said it. ``link`` is how its source led to the ``speaker``, ``reasons`` are for the
    confidence. ``found_in`` is where second-hand words come from; ``beside``: who is named beside words whose
    source stands in another sentence."""

    candidate: Candidate
    source: Source | None
    link: Link | None
    speaker: Speaker | None
    reasons: dict[str, float]
    found_in: Mention | None = None
    beside: Mention | None = None


def resolve(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    names: tuple[Reference, ...],
    roster: Roster,
    candidates: tuple[Candidate, ...],
    profile: Profile,
) -> Outcome:
    """The attributions in text order, with everybody who speaks or is named."""
    cast = Cast(list(roster.speakers))
    linked = attributed(segmented, sentences, names, roster, candidates, profile, cast)
    spoken = [span for candidate in candidates for span in candidate.spans]
    small_words = profile.pack.words.proposals.small_words
    doubts = [
        *segmented.doubts,
        *quotes.doubts,
        *roster.doubts,
        *unread.of_layout(segmented, spoken),
        *unread.of_marks(segmented, quotes, sentences, spoken, small_words),
        *_left_out(segmented, len(candidates) - len(linked), profile.min_report),
    ]
    outer = [span for span in quotes.spans if span.parent is None]
    attributions = []
    for one in linked:
        said = _quotation(segmented.text, one.candidate, outer)
        attributions.append(_attribution(segmented, one, said, cast.speakers, profile))
        if one.speaker is None:
            message = one.link.doubt if one.link is not None else ""
            span = one.candidate.spans[0]
            doubts.append(Doubt("no-speaker", span, message or "nobody was found who said this"))
    return Outcome(segmented.genre, tuple(attributions), tuple(cast.speakers), tuple(doubts))


def _is_left_out(candidate: Candidate, profile: Profile) -> bool:
    """Whether an indirect report is less probable than ``min_report`` asks."""
    return candidate.report is not None and candidate.report < profile.min_report


def _left_out(segmented: Segmented, count: int, least: float) -> tuple[Doubt, ...]:
    """What says that indirect reports are missing, and how to have them."""
    if not count:
        return ()
    what = "1 indirect report is" if count == 1 else f"{count} indirect reports are"
    message = f"{what} less probably a report than {least:g} and left out; min_report=0 keeps all"
    return (Doubt("reports-left-out", Span(0, len(segmented.text)), message),)


def attributed(
    segmented: Segmented,
    sentences: Sentences,
    names: tuple[Reference, ...],
    roster: Roster,
    candidates: tuple[Candidate, ...],
    profile: Profile,
    cast: Cast | None = None,
) -> list[Linked]:
    """Every candidate linked to its speaker, read from left to right."""
    cast = cast if cast is not None else Cast(list(roster.speakers))
    model = profile.model_for(segmented.genre)
    weights = model.resolver.weights if model is not None else WEIGHTS
    article = read_article(segmented, sentences, names, profile.pack)
    roles = Roles(roster.speakers, profile.pack)
    noun_means = partial(whom_noun_means, roles=roles, relatives=Relatives(article, roster))
    antecedents = Antecedents(article, roster, cast.speakers, weights, noun_means)
    linker = Linker(cast, roster.speaker_of, roles, antecedents, Byline(article, roster.speaker_of))
    found: list[Linked] = []
    for candidate in candidates:
        source = how = speaker = None
        if _is_left_out(candidate, profile):
            _hear(candidate, antecedents, linker, cast)
            continue
        if candidate.source is not None and candidate.rule != ECHO:
            source = _source(antecedents, *candidate.source, candidate.spans)
            how = linker.link(source, candidate.spans, guess=not _is_label(article, candidate))
            if how.guessed and _has_own_tag(candidate, cast.speakers[how.speaker or 0], found[-1:]):
                how = linker.newcomer(source)
            how = _unless_barred(how, cast, profile)
            antecedents.spoke(source, how.speaker)
            speaker = cast.speakers[how.speaker] if how.speaker is not None else None
        reasons = confidence.reasons(candidate, source, how, speaker) if model is not None else {}
        places = _mention(antecedents, candidate.found_in), _mention(antecedents, candidate.beside)
        found.append(Linked(candidate, source, how, speaker, reasons, *places))
    by_source = {one.candidate.source: one for one in found if one.source is not None}
    return [_said_again(one, by_source, model) if one.candidate.rule == ECHO else one for one in found]


def _is_label(article: Article, candidate: Candidate) -> bool:
    """Whether the source is the label of a talk: "Host: Welcome back."."""
    if candidate.rule != LAYOUT or candidate.kind != "direct":
        return False
    first = bisect_left(article.segmented.tokens.starts, candidate.spans[0].start)
    return article.sentences.inside[first] < 0


def _has_own_tag(candidate: Candidate, speaker: Speaker, before: Sequence[Linked]) -> bool:
    """Whether the speaker has another tag in this sentence, so that this one is somebody else's: "“A,” said
    Doe; “B,” said | the widow"."""
    return any(
        one.speaker is speaker
        and one.candidate.kind == candidate.kind == "direct"
        and one.candidate.sentence == candidate.sentence
        and one.candidate.cue != candidate.cue
        for one in before
    )


def _hear(candidate: Candidate, antecedents: Antecedents, linker: Linker, cast: Cast) -> None:
    """Tell ``antecedents`` of a report that is left out, if somebody known before is its speaker."""
    known = len(cast.speakers)
    if candidate.source is not None:
        source = _source(antecedents, *candidate.source, candidate.spans)
        found = linker.link(source, candidate.spans).speaker
        cast.forget(known)
        if found is not None and found < known:
            antecedents.spoke(source, found)


def _mention(antecedents: Antecedents, place: tuple[int, int] | None) -> Mention | None:
    """What stands at some tokens, as a mention."""
    return read_source(antecedents.article, *place).mention if place is not None else None


def _said_again(echo: Linked, by_source: dict[Range | None, Linked], model: Model | None) -> Linked:
    """A quotation that repeats words of a report, with the speaker that was found for that report."""
    report = by_source.get(echo.candidate.source)
    if report is None:
        return echo
    source, how, speaker = report.source, report.link, report.speaker
    reasons = confidence.reasons(echo.candidate, source, how, speaker) if model is not None else {}
    return evolve(echo, source=source, link=how, speaker=speaker, reasons=reasons)


def _source(antecedents: Antecedents, first: int, last: int, content: Sequence[Span]) -> Source:
    """What tokens ``first`` to ``last`` are; for a relative pronoun or "they", what that stands for."""
    article = antecedents.article
    lists = article.lists
    if article.lower(first) in lists.personal_relatives:
        last = first + 1  # "who make up most of the investors" is "who"
    source = read_source(article, first, last)
    if source.head in lists.relatives:
        source = antecedent_of(article, source)
    if source.head in lists.of_mentioned_groups and source.mention.kind == "pronoun":
        group = group_phrase(source, antecedents)
        starts = article.segmented.tokens.starts
        if group is not None and antecedents.called_they(source, content, starts[group[0]]) is None:
            return standing_for(source, read_source(article, *group))
    return source


def _unless_barred(how: Link, cast: Cast, profile: Profile) -> Link:
    if how.speaker is not None and cast.speakers[how.speaker].name.casefold() in profile.not_speakers:
        return evolve(how, speaker=None, doubt="barred by not_speakers")
    return how


def _attribution(
    segmented: Segmented, one: Linked, said: Quotation, speakers: list[Speaker], profile: Profile
) -> Attribution:
    candidate, how = one.candidate, one.link
    probability = None
    model = profile.model_for(segmented.genre)
    if model is not None:
        probability, evidence = confidence.weigh(one.reasons, candidate, how, model)
    else:
        evidence = _plain_evidence(candidate, how)
    return Attribution(
        quotation=said,
        cue=candidate.cue,
        mention=_mention_beside(one),
        speaker=one.speaker,
        rule=f"{candidate.rule}/{how.rule}" if how is not None else candidate.rule,
        evidence=evidence,
        confidence=probability,
        runners_up=_runners_up(how, probability, speakers) if how is not None and how.runners_up else (),
        found_in=one.found_in,
    )


def _mention_beside(one: Linked) -> Mention | None:
    """The source as it stands beside the quotation; where another sentence tells who speaks, what is named
    there instead, or None."""
    if one.source is None or BY_NAME[one.candidate.rule].apart:
        return one.beside
    return one.source.mention


def _runners_up(how: Link, probability: float | None, speakers: list[Speaker]) -> tuple[RunnerUp, ...]:
    """Those considered and not chosen, each with its part of what the confidence leaves; without a confidence
    with its part of all who were considered."""
    scores = [score for _, score in how.runners_up]
    if probability is not None:
        parts = why.shares(scores, 1 - probability)
    elif how.speaker is not None:
        parts = why.shares([how.score, *scores], 1.0)[1:]
    else:
        parts = why.shares(scores, 1.0)
    return tuple(
        [RunnerUp(speakers[k], figure(part)) for (k, _), part in zip(how.runners_up, parts, strict=True)]
    )


def _plain_evidence(candidate: Candidate, how: Link | None) -> tuple[Evidence, ...]:
    """Without weights: the rule that found the quotation and what links the speaker, half and half."""
    if how is None or how.speaker is None:
        return candidate.evidence
    linking = Evidence(how.rule, how.spans, how.message, 0.5)
    return (*(evolve(e, share=e.share * 0.5) for e in candidate.evidence), linking)


def _quotation(text: str, candidate: Candidate, outer: Sequence[QuoteSpan]) -> Quotation:
    parts = tuple([text[s.start : s.end] for s in candidate.spans])
    inner: list[str] = []
    if candidate.kind == "direct":
        words_of = _answer if candidate.rule == LAYOUT else inside_marks
        inner = [piece for span in candidate.spans for piece in words_of(text, outer, span)]
    if not any(in_word(char) for piece in inner for char in piece):
        inner = [without_dash(part) for part in parts]  # indirect, mixed, or announced by a label alone
    return Quotation(candidate.spans, candidate.kind, parts, " ".join(inner))


def _answer(text: str, outer: Sequence[QuoteSpan], span: Span) -> list[str]:
    """The words said behind a label: those inside marks; all of them where the answer also has words outside,
    since the marks then quote somebody else."""
    pieces, whole = inside_marks(text, outer, span), text[span.start : span.end]
    within = sum(in_word(char) for piece in pieces for char in piece)
    return pieces if within == sum(map(in_word, whole)) else [without_dash(whole)]
