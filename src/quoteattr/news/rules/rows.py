"""Every rule of news as a whole row, and what proposes around one cue.

A new rule is one function, one row here (of a quotation without a cue: in uncued_rows.py), and its examples,
which the tests replay. It needs no training to run: until the weights know it, those of the rule that
``weights_of`` names count for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from quoteattr.news.rules import in_headlines
from quoteattr.news.rules.passives import asked_by, passive_about, passive_by, passive_told
from quoteattr.news.rules.phrases import according_to, as_said, in_words_of
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.reports import (
    fronted_participle,
    joined_verb,
    noun_with_clause,
    participle_of,
    subject_first,
)
from quoteattr.news.rules.rule import Propose, Rule
from quoteattr.news.rules.tags import content_first
from quoteattr.news.rules.uncued_rows import UNCUED_RULES
from quoteattr.news.rules.view import FINITE, Range, View
from quoteattr.stage_values import CueUse

_PAST = ("past", "participle")
ASKED = "asked-by"
PARTICIPLE = "participle-of"

CUE_RULES: tuple[Rule, ...] = (
    Rule(
        "according-to",
        "according to X, content",
        "According to Ana Ruiz, the well is dry.",
        "He lined up according to height.",
        according_to,
        ("phrase",),
        thresholds={"clause": 0.25},
        rank=2,
    ),
    Rule(
        "in-words-of",
        "in X's words, content",
        "The well was, in Ana Ruiz's words, a hole.",
        "In Ana Ruiz's garden, words failed.",
        in_words_of,
        ("phrase",),
    ),
    Rule(
        "as-said",
        "content, as X said",
        "The well, as Ana Ruiz said, was dry.",
        "As Ana Ruiz said goodbye, it rained.",
        as_said,
        FINITE,
        voice="active",
        thresholds={"clause": 0.55},
    ),
    Rule(
        "content-first",
        "content, X said / content, said X",
        "The well is dry, Ana Ruiz said.",
        "In May, Ana Ruiz said that it rained.",
        content_first,
        (*FINITE, "participle"),
        thresholds={"clause": 0.25},
        rank=1,
    ),
    Rule(
        "passive-told",
        "Y was told by X that content",
        "Bo was told by Ana Ruiz that the well was dry.",
        "Bo was told off by Ana Ruiz.",
        passive_told,
        _PAST,
        voice="passive",
    ),
    Rule(
        "passive-about",
        "content is believed to content",
        "The well is believed to be dry.",
        "The well is used to water trees.",
        passive_about,
        _PAST,
        voice="passive",
        thresholds={"to": 0.3, "to be": 0.1, "as": 0.2},
    ),
    Rule(
        "passive-by",
        "content backed by X",
        "The plan was criticized by Ana Ruiz.",
        "The plan was criticized by candlelight.",
        passive_by,
        _PAST,
        voice="passive",
        thresholds={"object": 0.4},
    ),
    Rule(
        ASKED,
        "asked by X if content, Y …",
        "Asked by Ana Ruiz if he was cold, Bo Lind nodded.",
        "Asked in, Bo Lind nodded.",
        asked_by,
        _PAST,
    ),
    Rule(
        "subject-first",
        "X said that content",
        "Ana Ruiz said that the well was dry.",
        "The said man left.",
        subject_first,
        (*FINITE, "adjective"),
        voice="active",
        thresholds={
            "that": 0.1,
            "clause": 0.25,
            "quotation": 0.1,
            "to": 0.25,
            "object": 0.2,
            "bare": 0.45,
            "of": 0.1,
        },
    ),
    Rule(
        "fronted-participle",
        "saying content, X …",
        "Saying the well was dry, Ana Ruiz left.",
        "Saying little is wise.",
        fronted_participle,
        ("ing",),
        thresholds={"that": 0.2, "clause": 0.2, "quotation": 0.1},
    ),
    Rule(
        PARTICIPLE,
        "X is beside Y saying content",
        "Ana Ruiz was jeered by a man shouting “shame on you”.",
        "Ana Ruiz stood by a man. Shouting “shame on you” is rude.",
        participle_of,
        ("ing",),
        voice="active",
        thresholds={"that": 0.2, "clause": 0.35, "quotation": 0.2, "to": 0.3, "object": 0.3, "bare": 0.45},
        weights_of="joined-verb",
    ),
    Rule(
        "joined-verb",
        "X …, adding that content",
        "Ana Ruiz left, adding that the well was dry.",
        "The man adding up the bill left.",
        joined_verb,
        (*FINITE, "participle", "ing"),
        voice="active",
        thresholds={"that": 0.2, "clause": 0.35, "quotation": 0.2, "to": 0.3, "object": 0.3, "bare": 0.45},
    ),
    Rule(
        "noun-with-clause",
        "X's claim that content",
        "Nobody heard Ana Ruiz's claim that the well was dry.",
        "The claim that he won is false.",
        noun_with_clause,
        ("noun",),
        thresholds={"clause": 0.25, "noun": 0.25},
    ),
)
"""Asked, in this order, about a cue."""


ECHO = "said-again"
QUOTED_AS = "quoted-as-saying"
TITLED = "titled-subject"
RELATIVE = "relative-clause"
HEARD = "heard-in-court"

LAYOUT = "layout"
NAMED_BEHIND = "named-behind"
NAMED_IN_FRONT = "named-in-front"

OTHER_RULES: tuple[Rule, ...] = (
    Rule(
        NAMED_BEHIND,
        "named behind the colon of a headline",
        "‘Well is bone dry’: Ana Ruiz shuts the school",
        "‘Well is bone dry’: children leave the school",
        in_headlines.named_behind,
        weights_of="label",
    ),
    Rule(
        NAMED_IN_FRONT,
        "named in front of it at the head of a headline",
        "Ana Ruiz ‘sorry for the well’\n\nIt was hot.",
        "Ana Ruiz wins ‘prize of the well’\n\nIt was hot.",
        in_headlines.named_in_front,
        weights_of="label",
    ),
    Rule(
        ECHO,
        "the words stand again in what this source says",
        "Well is ‘bone dry’ at last\n\nIt was hot. “The well is bone dry,” Ana Ruiz said.",
        "Well is ‘bone dry’ at last\n\nIt was hot. “The well is deep,” Ana Ruiz said.",
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        QUOTED_AS,
        "Y quoted X as saying content",
        "The Lund Herald quoted Ana Ruiz as saying that the well was dry.",
        "The Lund Herald quoted Ana Ruiz.",
        rank=0,
        weights_of="subject-first",
    ),
    Rule(
        TITLED,
        "X of “Title” said content",
        "Ana Ruiz, the author of “The Well,” said the prize was a joke.",
        "Ana Ruiz wrote “The Well.” It won a prize.",
        rank=0,
        weights_of="subject-first",
    ),
    Rule(
        RELATIVE,
        "the Y that X said content",
        "The man who Ana Ruiz said closed the well was there.",
        "The man who closed the well was there.",
        rank=0,
        weights_of="subject-first",
    ),
    Rule(
        HEARD,
        "the court heard content",
        "The well was dry, the court heard.",
        "The court heard Ana Ruiz.",
        rank=0,
        weights_of="subject-first",
    ),
    Rule(
        "content-first-inverted",
        "content, said X",
        "“The well is dry,” said Ana Ruiz.",
        "Bo Lind, a doctor, said Ana Ruiz was ill.",
        thresholds={"clause": 0.25},
        rank=1,
    ),
    Rule(
        LAYOUT,
        "a headline, a label or a signature",
        "ANA RUIZ: The well is dry.",
        "NOTE: The well is dry.",
        rank=0,
    ),
    Rule(
        "decoder",
        "what fits best around the cue, learned from annotated news",
        "Ana Ruiz told a meeting in Lund last May about the well, which she said was dry.",
        "The well is dry.",
    ),
)
"""Names under which ``content_first``, the layout and the decoder propose."""

RULES: tuple[Rule, ...] = (*CUE_RULES, *UNCUED_RULES, *OTHER_RULES)
BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
LEARNED_AS: Mapping[str, str] = {rule.name: rule.weights_of or rule.name for rule in RULES}
"""The name under which weights know a rule."""


@lru_cache(maxsize=256)
def _asked(form: str, passive: bool, without: frozenset[str]) -> tuple[Propose, ...]:
    """The rules for cues of a form and voice."""
    other = "active" if passive else "passive"
    rules = [rule for rule in CUE_RULES if rule.enabled and rule.name not in without]
    return tuple([rule.propose for rule in rules if form in rule.forms and rule.voice != other])


def first_proposal(view: View, number: int, use: CueUse) -> Proposal | None:
    """What the first rule that sees anything proposes for a cue of sentence ``number``."""
    for propose in _asked(use.form, use.passive, view.without):
        proposal: Proposal | None = propose(view, number, use)
        if proposal is not None and is_on(view, proposal.rule):
            return proposal
    return None


def first_uncued(view: View, number: int, run: Range, before: list[Proposal]) -> Proposal | None:
    """What the first rule proposes for the quotation ``run`` in sentence ``number``, which no cue claims;
    ``before``: the proposals that stand in front of it."""
    for rule in UNCUED_RULES:
        if is_on(view, rule.name):
            proposal: Proposal | None = rule.propose(view, number, run, before)
            if proposal is not None:
                return proposal
    return None


def is_on(view: View, name: str) -> bool:
    """Whether a rule may propose in this run."""
    return name not in view.without and BY_NAME[name].enabled
