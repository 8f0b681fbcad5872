"""The rules for quotations that no cue claims, each a whole row, in the order in which they are asked."""

from __future__ import annotations

from quoteattr.news.rules import uncued
from quoteattr.news.rules.inscriptions import credited_thing, inscribed
from quoteattr.news.rules.interviews import answers_author
from quoteattr.news.rules.rule import Rule
from quoteattr.news.rules.topics import answer, on_topic, speaks_on

TOPIC = "topic"

UNCUED_RULES: tuple[Rule, ...] = (
    Rule(
        TOPIC,
        "whoever spoke last goes on, about a topic that stands in front of a colon",
        "“The well is dry,” Ana Ruiz said.\n\nOn the mayor: “He always knew it.”",
        "“The well is dry,” Ana Ruiz said.\n\nOn Monday, Bo Lind said: “He knew.”",
        on_topic,
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        "label",
        "a name and a colon in front of the quotation",
        "Next came Ana Ruiz: “The well is dry.”",
        "Next came the rain: “The well is dry.”",
        uncued.labelled,
    ),
    Rule(
        "subject-behind",
        "content, X and a verb of no list",
        "“The well is dry as dust,” Ana Ruiz beamed.",
        "“The well is dry as dust.” Ana Ruiz beamed.",
        uncued.subject_behind,
        weights_of="same-paragraph",
    ),
    Rule(
        "viewpoint",
        "for X, content",
        "For Ana Ruiz, who dug it, the well is “a dry old hole”.",
        "For Ana Ruiz they dug “a dry old hole”.",
        uncued.viewpoint,
        weights_of="adjacent-subject",
    ),
    Rule(
        "inscribed",
        "the thing on which it stands, or whose motto it is",
        "She held a banner reading “The well is dry”.",
        "She held a book, reading “The Well of Lund”.",
        inscribed,
        weights_of="adjacent-subject",
    ),
    Rule(
        "thing-behind",
        "the thing that the words behind it tell of",
        "It was built in 1921. “The well is dry today.” Sign put up in 1964.",
        "It was built in 1921. “The well is dry today.” Signs of rain were put up by Ana Ruiz.",
        credited_thing,
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        "adjacent-subject",
        "the noun phrase beside the quotation",
        "Ana Ruiz lifted a banner, “The well is dry today”.",
        "On a banner, “The well is dry today”.",
        uncued.beside,
    ),
    Rule(
        "announced",
        "announced by a colon in the paragraph before",
        "Ana Ruiz warned of one thing:\n\n“The well is dry.”",
        "Ana Ruiz warned of one thing.\n\n“The well is dry.”",
        uncued.announced,
    ),
    Rule(
        "answer",
        "whoever spoke last answers a question of the narration",
        "“The well is dry,” Ana Ruiz said.\n\nAnd the pump?\n\n“Older than me.”",
        "“The well is dry,” Ana Ruiz said.\n\nThe pump is old.\n\n“Older than me.”",
        answer,
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        "same-paragraph",
        "the speaker of the quotation before it in the same paragraph",
        "“The well is dry,” Ana Ruiz said. It was hot. Dust rose. Dogs lay about. “The pump is old now.”",
        "“The well is dry,” Ana Ruiz said.\n\nIt was hot. Dust rose. Dogs lay about. “The pump is old now.”",
        uncued.from_before,
    ),
    Rule(
        "answers-author",
        "whoever spoke last answers the author",
        "“The well is dry,” Ana Ruiz said.\n\nI said that I could see it.\n\n“Then look again.”",
        "“The well is dry,” Ana Ruiz said.\n\nBo Lind said that he could see it.\n\n“Then look again.”",
        answers_author,
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        "report-before",
        "the source of the report in the sentence before it",
        "Ana Ruiz said on Monday that the well was dry.\n\n“The pump is old.”",
        "Ana Ruiz said on Monday that the well was dry. Dogs lay about.\n\n“The pump is old.”",
        uncued.reported_before,
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        "subject-before",
        "the person who is the subject of the sentence before it",
        "Ana Ruiz had a simple answer. “The pump is old.”",
        "The village had a simple answer. “The pump is old.”",
        uncued.subject_before,
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        "person-before",
        "the person named last in the paragraph before it",
        "The heat had driven even Ana Ruiz indoors.\n\n“The well is dry, and nobody here knows why.”",
        "The heat had driven even dogs indoors.\n\n“The well is dry, and nobody here knows why.”",
        uncued.person_before,
        weights_of="same-paragraph",
    ),
    Rule(
        "speaks-on",
        "whoever was quoted last speaks on behind a paragraph of narration",
        "“The well is dry,” Ana Ruiz said.\n\nIt was hot that day.\n\n“The pump is old.”",
        "It was hot that day.\n\n“The pump is old.”",
        speaks_on,
        weights_of="same-paragraph",
        apart=True,
    ),
    Rule(
        "no-source",
        "nobody near it could be its speaker",
        "“The well is dry and nobody knows why.”",
        "They dug “dry wells” there.",
        uncued.sourceless,
    ),
)
"""Asked, in this order, about a quotation that no cue claims."""
