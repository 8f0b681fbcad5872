"""Proposals by the learned finder and decoder; the rules' proposals are among what they look at."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import exp

from attrs import define, evolve

from quoteattr.lang import classes as c
from quoteattr.lang.pack import VERB_FORMS
from quoteattr.model import HUNDREDTHS, Model
from quoteattr.news.learned import features
from quoteattr.news.learned.decoder import decode
from quoteattr.news.learned.window import Units, around, sentence_units
from quoteattr.news.learned.wordtags import tag_tokens
from quoteattr.news.rules.ends import whole_sentence_quoted
from quoteattr.news.rules.insertions import with_insertion
from quoteattr.news.rules.others import own_words
from quoteattr.news.rules.proposals import (
    Accepted,
    Proposal,
    cues_of,
    holds_quote,
    without_conflicts,
    without_retold,
)
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.retold import spoken_within
from quoteattr.news.rules.rows import ASKED, PARTICIPLE, first_proposal, is_on
from quoteattr.news.rules.secondhand import with_found_in, without_source_phrases
from quoteattr.news.rules.structures import is_titled
from quoteattr.news.rules.subjects import before, described, person_before
from quoteattr.news.rules.uncued import in_view_of
from quoteattr.news.rules.view import Range, View
from quoteattr.stage_values import CueUse, Sentence

_REACH = 60  # tokens in front of a cue in which its speaker may be named
_DATELINE = 7  # tokens of a place and a day, with the dash behind them
_LARGE = 5.0  # log odds beyond this say nothing more
_SOMEBODY = c.ROLE | c.GROUP | c.TITLE | c.ORGANIZATION
_SURE = 1.5  # log odds of a cue whose rule is believed where the decoder finds nothing


@define(eq=False)
class Possible:
    """A possible cue with its sentence, what the rules propose for it, and what covers it."""

    number: int
    use: CueUse
    proposal: Proposal | None
    covered: bool


def possible_cues(view: View, uses: tuple[CueUse, ...], wanted: bytearray | None = None) -> list[Possible]:
    """Every possible cue of the sentences ``wanted`` with the first rule's proposal for it."""
    found: list[tuple[int, CueUse, Proposal | None]] = []
    number = 0
    spans = view.sentences.spans
    for use in uses:
        while spans[number].last <= use.first:
            number += 1
        if wanted is not None and not wanted[number]:
            continue
        proposal = first_proposal(view, number, use) if use.frames != ("",) else None
        found.append((number, use, proposal))
    steps = [0] * (len(view.starts) + 1)
    for _, _, proposal in found:
        for first, last in proposal.content if proposal is not None else ():
            steps[first] += 1
            steps[last] -= 1
    contents = list(accumulate(steps))  # over each token
    return [
        Possible(number, use, proposal, contents[use.first] > _covers_itself(use, proposal))
        for number, use, proposal in found
    ]


def _covers_itself(use: CueUse, proposal: Proposal | None) -> int:
    """How many ranges of a cue's own content hold the cue."""
    return sum(first <= use.first < last for first, last in proposal.content) if proposal is not None else 0


@define(eq=False)
class Reader:
    """Reads the cues of sentences. ``uses``: all possible cues; ``accepted``: the proposals that stand so
    far, of which ``told`` were given out; ``taken``: first tokens of cues that need no reading."""

    view: View
    uses: tuple[CueUse, ...]
    model: Model
    accepted: Accepted
    taken: frozenset[int]
    tags: list[int]
    told: int = 0

    def read(self, wanted: bytearray | None = None) -> list[Proposal]:
        """The new proposals for the cues of the sentences ``wanted`` (or of all), best first, without those
        that a better one already covers. The first call also gives the sure ones."""
        view, tags, accepted = self.view, self.tags, self.accepted
        asked = _asked(view, possible_cues(view, self.uses, wanted))
        likely = _likely(view, tags, asked, self.model)
        proposed = [one.proposal for _, _, one in likely if one.proposal is not None]
        standing = {id(one) for one in without_retold(view, proposed)}
        windows: dict[int, Units] = {}
        for unlikely, odds, one in likely:
            if accepted.used[one.use.first] or one.use.first in self.taken:
                continue  # the cue stands inside what a surer cue reports, or has its content
            if one.proposal is not None and id(one.proposal) not in standing:
                continue  # it retells what another one reports
            window = windows.get(one.number)
            if window is None:
                window = windows[one.number] = sentence_units(view, tags, one.number)
            found = _weighed(view, window, one, (-unlikely, odds), self.model)
            if found is not None:
                accepted.offer(found)
        new, self.told = accepted.proposals[self.told :], len(accepted.proposals)
        told = [one.proposal for one in asked if one.proposal is not None]
        return with_found_in(view, spoken_within(view, new, told), proposed)


def reader_of(view: View, uses: tuple[CueUse, ...], model: Model, sure: list[Proposal]) -> Reader:
    """What reads a text's sentences, with the ``sure`` proposals accepted."""
    return Reader(view, uses, model, without_conflicts(view, sure), cues_of(sure), tag_tokens(view))


def _asked(view: View, possible: list[Possible]) -> list[Possible]:
    """The possible cues that are weighed: those that could report something."""
    sources = _told_sources(view, possible)
    return [one for one in possible if one.use.first not in sources and not _nothing_said(view, one)]


def _told_sources(view: View, possible: list[Possible]) -> set[int]:
    """The tokens of sources behind "according to": "the explanatory | notes | of the bill" report nothing."""
    phrases = view.content_words.source_phrases
    proposed = [one.proposal for one in possible if one.use.lemma in phrases and one.proposal is not None]
    return {i for one in proposed if one.source is not None for i in range(*one.source)}


def _weighed(
    view: View, window: Units, one: Possible, found: tuple[float, float], model: Model
) -> Proposal | None:
    """The decoder's proposal around a cue that was found with this (probability, log odds); None where that
    is not enough for what the proposal holds."""
    probability, odds = found
    thresholds = model.thresholds
    if probability < thresholds["cue"] and not window.quoted:
        return None
    proposal = _decoded(view, window, one, max(-_LARGE, min(_LARGE, odds)), model)
    if proposal is None or probability < thresholds["quoted" if holds_quote(view, proposal) else "cue"]:
        return None
    return proposal


def _likely(
    view: View, tags: list[int], asked: list[Possible], model: Model
) -> list[tuple[float, float, Possible]]:
    """(-probability, log odds, possible cue) of all that the finder may take for one, the likeliest first."""
    finds = [model.finder.weights.get(name, {}).get for name in features.FINDER_TEMPLATES]
    floor = min(model.thresholds["cue"], model.thresholds["quoted"])
    scored: list[tuple[float, float, Possible]] = []
    for one in asked:
        values = features.finder_features(view, tags, one.number, one.use, one.proposal, one.covered)
        score = sum([find(value, 0) for find, value in zip(finds, values, strict=True)], model.finder.bias)
        odds = score / HUNDREDTHS
        probability = 1 / (1 + exp(-odds)) if odds > -30 else 0.0
        if probability >= floor:
            scored.append((-probability, odds, one))
    return sorted(scored, key=lambda item: (item[0], item[2].use.first))


def _nothing_said(view: View, one: Possible) -> bool:
    """Whether no rule sees anything that the cue could report: "added three seats", "according to plan".

    Only for verbs that take a clause, and in sentences without marks; the weights know political news only.
    """
    use = one.use
    if _names_itself(view, use):
        return True
    if one.proposal is not None:
        return False
    if use.lemma in view.pack.words.contents.source_phrases:
        return True
    sentence = view.sentences.spans[one.number]
    clause = use.frames[0] == "clause" and "object" not in use.frames
    return clause and use.form in ("past", "s", "base") and view.next_quote(sentence.first) >= sentence.last


def _names_itself(view: View, use: CueUse) -> bool:
    """ "a group calling | itself “Free Lund”": a name in marks is nothing that somebody says."""
    i = use.last
    if i + 1 >= len(view.lower) or not view.starts_quote(i + 1):
        return False
    reflexive = view.lower[i].endswith(view.pack.words.resolution.reflexive_ends)
    return reflexive and is_titled(view, i + 1, view.quote_end(i + 1))


def _decoded(view: View, units: Units, one: Possible, surely: float, model: Model) -> Proposal | None:
    """The decoder's proposal around a cue; ``surely`` are the finder's log odds of the cue."""
    units = around(units, one.use)
    place = features.cue_place(units, one.use)
    if place is None:
        return None
    proposal, use = one.proposal, one.use
    overall = features.decoder_globals(view, units, use, proposal, place)
    hint = features.hints(units, proposal)
    found = decode(view, units, use.form, overall, hint, place, model.decoder)
    if found is None:
        return _plainly_quoted(view, proposal, surely)
    decoded = _from_that(view, use, _with_rest(view, found.content, proposal), proposal)
    content = own_words(view, use, without_source_phrases(view, use, decoded, proposal), proposal)
    content = _one_of_two(view, _without_answer(proposal, content), proposal)
    by_rule = proposal is not None and proposal.content == content
    if not by_rule and not is_on(view, "decoder"):
        return proposal
    reasons = {"cue": surely, "margin": min(_LARGE, found.margin)}
    if found.source is None:
        reasons["no source decoded"] = 1.0
    source = _source_of(view, one, found.source, content)
    if proposal is None:
        return Proposal("decoder", use, source, content, one.number, features=reasons)
    rule = proposal.rule if by_rule else "decoder"
    return Proposal(rule, use, source, content, one.number, proposal.frame, reasons)


def _without_answer(proposal: Proposal | None, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content; of "asked if it leaked, Doe said “no”" the question alone."""
    return proposal.content if proposal is not None and proposal.rule == ASKED else content


def _one_of_two(view: View, content: tuple[Range, ...], rule: Proposal | None) -> tuple[Range, ...]:
    """The content; of a quoted title or sentence beside other words only the part that the rule took: "“Dune
    Song” singer Doe said | the tour was off"."""
    if rule is None or len(rule.content) != 1:
        return content
    both = len(content) == 2 and rule.content[0] in content
    return _apart(view, content, rule.content) if both else content


def _apart(view: View, content: tuple[Range, ...], told: tuple[Range, ...]) -> tuple[Range, ...]:
    """Of a quoted sentence and other words, the sentence if a comma ends it, else what the rule took
    (``told``)."""
    quote = _quote_of(view, content)
    if quote is None:
        return content
    first, last = quote
    if whole_sentence_quoted(view, first, last) and view.lower[last - 2] == ",":
        return (quote,)  # “It leaks,” Doe said as she left
    apart = whole_sentence_quoted(view, first, last) or is_titled(view, first, last)
    return told if apart and told[0][0] >= first else content


def _quote_of(view: View, content: tuple[Range, ...]) -> Range | None:
    """The one part that is a quotation and no more, where the other has no words in marks."""
    marked = [part for part in content if view.next_quote(part[0]) < part[1]]
    if len(marked) != 1:
        return None
    return marked[0] if view.is_quotation(*marked[0]) else None


def _with_rest(view: View, content: tuple[Range, ...], rule: Proposal | None) -> tuple[Range, ...]:
    """The content with the rest of its clause where it breaks off behind words in marks: "to be “green” | by
    2040 and to plant trees"; as a rule has it, up to a comma."""
    first, last = content[-1]
    if rule is None or len(content) > 1 or len(rule.content) > 1 or rule.content[0][0] != first:
        return content
    end = min(rule.content[0][1], view.next_comma(last))
    breaks_off = last < end and view.ends_quote(last - 1) and view.inside[first] < 0
    goes_on = breaks_off and view.inside[last] < 0 and view.classes[last] & c.PREPOSITION
    return ((first, end),) if goes_on else content


def _from_that(
    view: View, use: CueUse, content: tuple[Range, ...], rule: Proposal | None
) -> tuple[Range, ...]:
    """The content without a participle clause in front of "that", as a rule has it: "said in a speech |
    marking May Day | that"."""
    start, (first, last) = rule.content[0][0] if rule is not None else -1, content[0]
    told = use.last - use.first > 1 and use.last <= first < start < last
    opens = told and view.lower[start] in view.content_words.complementizers
    return ((start, last), *content[1:]) if opens else content


def _source_of(view: View, one: Possible, decoded: Range | None, content: Sequence[Range]) -> Range | None:
    """The decoder's source or that of the rules, unless it is who hears."""
    if one.proposal is not None and one.proposal.rule == PARTICIPLE:
        return one.proposal.source  # a sign that no feature shows
    source = _whole(view, one.use, _of_clause(view, one, decoded)) or _source_without_weights(
        view, one, content
    )
    if source is not None and one.use.form == "mark":
        return _owner(view, source)
    return None if source is not None and _hears(view, one.use, source) else source


def _of_clause(view: View, one: Possible, source: Range | None) -> Range | None:
    """The source; None where a semicolon parts it from the clause of which a rule sees the subject: "Doe
    says it is sound; | Roe | says it leaks"."""
    if source is None or one.proposal is None or one.proposal.source is None:
        return source
    apart = ";" in view.lower[source[1] : one.proposal.source[0]]
    return None if apart else source


def _whole(view: View, use: CueUse, source: Range | None) -> Range | None:
    """The source, mended: None where it is cut off behind its article ("the | forward said"); only the
    pronoun into which a noun phrase runs ("read to the court | she | said"); the whole subject where it is
    but an object in its description ("the man who owns | the shop | said")."""
    if source is None or view.lower[source[1] - 1] in view.pack.words.resolution.articles:
        return None
    source = _behind_dateline(view, source)
    last = source[1]
    runs_in = source[0] < last - 1 and last == use.group and view.classes[last - 1] & c.SUBJECT_PRONOUN
    if runs_in:
        return last - 1, last
    sentence = view.sentences.spans[view.sentence_at(source[0])]
    whole = described(view, sentence, source) if last == use.group else None
    return whole or with_insertion(view, use, _behind_comma(view, sentence, source))


def _behind_comma(view: View, sentence: Sentence, source: Range) -> Range:
    """The source; of two named on end the second, who speaks: "lost to Volta, | boss Jane Doe | said, calling
    it"."""
    first, last = source
    if last >= sentence.last or view.cue_on(last) is None or view.next_comma(first) >= last - 1:
        return source
    found, named = before(view, sentence, last), view.name_at.get(last - 1)
    if found is None or named is None or not (first < found[0] and view.lower[found[0] - 1] == ","):
        return source
    person = view.names[named].mention.kind == "name" and view.names[named].title
    return found if person and found[1] == last else source


def _behind_dateline(view: View, source: Range) -> Range:
    """The source that opens a sentence, without the place and the dash in front of it: "Bath – | Mayor
    Doe"."""
    first = source[0]
    reach = min(source[1] - 1, first + _DATELINE)
    dash = next((i for i in range(first + 1, reach) if view.is_dash(i)), -1)
    opens = dash > 0 and view.sentences.spans[view.sentence_at(first)].first == first
    return (dash + 1, source[1]) if opens and view.classes[dash - 1] & c.CAPITAL else source


def _owner(view: View, source: Range) -> Range:
    """Whose words a colon announces: "| her | verdict: “…”", "| Doe's | message to the town: “…”"."""
    first, last = source
    if view.classes[first] & c.POSSESSIVE_PRONOUN:
        end = first + 1
    else:
        end = next((i + 1 for i in range(first + 1, last) if view.is_possessive(i)), last)
    somebody = any(view.classes[i] & _SOMEBODY for i in range(end, last)) or last - 1 in view.name_at
    return source if somebody else (first, end)


def _hears(view: View, use: CueUse, source: Range) -> bool:
    """Whether the source is who is asked or told: "When | she | was asked, “Why?”"."""
    told = use.passive and "addressee" in use.frames and source[1] <= use.group
    return told and view.starts_quote(use.last + 1)


def _plainly_quoted(view: View, proposal: Proposal | None, surely: float) -> Proposal | None:
    """What a rule proposes around a sure cue with words in marks, where the decoder finds no content."""
    if proposal is None or surely < _SURE or not holds_quote(view, proposal):
        return None
    return evolve(proposal, features={"cue": surely, "margin": 0.0})


def _source_without_weights(view: View, one: Possible, content: Sequence[Range]) -> Range | None:
    """The source that a rule sees; else the subject of the sentence, as in "Doe met them and said"; of words
    in marks at worst the last person named in front of the cue."""
    if one.proposal is not None and one.proposal.source is not None:
        return one.proposal.source
    if one.use.form == "noun":
        return in_view_of(view, one.number)
    if one.use.passive or one.use.form not in VERB_FORMS:
        return None
    sentence = view.sentences.spans[one.number]
    found = sentence_subject(view, sentence, one.use.group)
    if found is None and any(view.inside[first] >= 0 for first, _ in content):
        return person_before(view, max(sentence.first, one.use.group - _REACH), one.use.group)
    return found
