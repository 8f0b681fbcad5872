"""The rules that propose content and source around one cue, in the order in which they are tried."""

from __future__ import annotations

from functools import lru_cache

from quoteattr.news.rules.phrases import according_to, as_said, in_words_of
from quoteattr.news.rules.proposals import Draft, Propose, Rule
from quoteattr.news.rules.reports import (
    asked_by,
    fronted_participle,
    joined_verb,
    noun_with_clause,
    passive_about,
    passive_by,
    passive_told,
    subject_first,
)
from quoteattr.news.rules.tags import content_first
from quoteattr.news.rules.view import View
from quoteattr.stage_values import CueUse

_PAST = ("past", "participle")
_FINITE = ("past", "s", "base")

RULES: tuple[Rule, ...] = (
    Rule(
        "according-to",
        "according to X, content",
        "According to Ana Ruiz, the well is dry.",
        "He lined up according to height.",
        according_to,
        ("phrase",),
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
        _FINITE,
        voice="active",
    ),
    Rule(
        "content-first",
        "content, X said / content, said X",
        "The well is dry, Ana Ruiz said.",
        "In May, Ana Ruiz said that it rained.",
        content_first,
        (*_FINITE, "participle"),
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
    ),
    Rule(
        "passive-by",
        "content backed by X",
        "The plan was criticized by Ana Ruiz.",
        "The plan was criticized by candlelight.",
        passive_by,
        _PAST,
        voice="passive",
    ),
    Rule(
        "asked-by",
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
        (*_FINITE, "adjective"),
        voice="active",
    ),
    Rule(
        "fronted-participle",
        "saying content, X …",
        "Saying the well was dry, Ana Ruiz left.",
        "Saying little is wise.",
        fronted_participle,
        ("ing",),
    ),
    Rule(
        "joined-verb",
        "X …, adding that content",
        "Ana Ruiz left, adding that the well was dry.",
        "The man adding up the bill left.",
        joined_verb,
        (*_FINITE, "participle", "ing"),
        voice="active",
    ),
    Rule(
        "noun-with-clause",
        "X's claim that content",
        "Nobody heard Ana Ruiz's claim that the well was dry.",
        "The claim that he won is false.",
        noun_with_clause,
        ("noun",),
    ),
)


@lru_cache(maxsize=256)
def _for(form: str, passive: bool) -> tuple[Propose, ...]:
    """The rules for cues of a form and voice."""
    other = "active" if passive else "passive"
    return tuple([rule.propose for rule in RULES if form in rule.forms and rule.voice != other])


def first_proposal(view: View, number: int, use: CueUse) -> Draft | None:
    """What the first rule that sees anything proposes for a cue of sentence ``number``."""
    for propose in _for(use.form, use.passive):
        draft = propose(view, number, use)
        if draft is not None:
            return draft
    return None


__all__ = ["RULES", "first_proposal"]
