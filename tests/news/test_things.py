"""Organisations, texts and things as speakers, and where their words begin and end."""

from __future__ import annotations

import pytest

import quoteattr

# (text, the speaker of its last attribution, why)
SPEAKERS = [
    ("Anna Berg spoke. She and her aides said it was late.", "Anna Berg and her aides", "a pronoun and hers"),
    ("Anna Berg spoke. Berg and her aides said it was late.", "Anna Berg and her aides", "a name and hers"),
    ("Carl Berg is the mayor. The mayor and his aides said no.", "Carl Berg and his aides", "a role and his"),
    ("Carl Berg left. Some of his aides said no.", "Some of Carl Berg’s aides", "his own alone"),
    (
        "Carl Berg left. According to a report by Teri Holm and her staff, the well is dry.",
        "Teri Holm and her staff",
        "she is named in the phrase",
    ),
    (
        "The Harbour Trust met. The trust gave time and told it that “all is well”.",
        "Harbour Trust",
        "no verb",
    ),
    ("The Lund Department of Fishing met. The fishing department said no.", "Lund Department of Fishing", ""),
    ("The Bank of Lund met. The bank said it was late.", "Bank of Lund", "what it is comes first"),
    (
        "China will “seriously” cut its use of coal, it said on Monday.",
        "China",
        "the subject of what it said",
    ),
    (
        "Harbour.com, the shop, last week said it was late.",
        "Harbour.com",
        "an address; when, before the verb",
    ),
    ("Rosa Women PAC, a group that says the vote was late, left.", "Rosa Women PAC", "an apposition"),
    (
        "The vote hurt Berg’s Valley Party, which tried to win by saying that “all is well”.",
        "Valley Party",
        "",
    ),
    ("Worse, the firms said that it was late.", "firms", "an aside in front"),
    ("He wore a badge with the slogan “leave the sea alone”.", "badge", "what it stands on"),
    ("They carried a banner that read “leave the sea alone”.", "banner", "the thing, not who carries it"),
    ("They carried placards saying “leave the sea alone”.", "placards", "a participle"),
    ("It was a far cry from the club’s old motto, “play and let them play”.", "club", "whose motto"),
    ("A plaque tells of the first show: “Built by the people of Lund.”", "plaque", "the thing in front"),
    (
        "1960: “Built by the people of Lund.” Plaque put up in 1964.",
        "Plaque put up in 1964",
        "the thing behind",
    ),
    ("The plan was called “a shame for the town” by the Harbour Council.", "Harbour Council", "the agent"),
    (
        "The well is “a hole with a rope,” as the Harbour Times put it on Monday.",
        "Harbour Times",
        "as … put it",
    ),
    ("The law makes clear that fines can be imposed for “fishing at night”.", "law", "a phrase, no noun"),
    ("“The well is dry”, the paper states.", "paper", "a plain tag of a rare cue"),
    ("The news led Carl Berg to say that “the well is dry”.", "Carl Berg", "the object says it"),
    (
        "According to the notes of the Harbour Bill, the sale required “a longer rope”.",
        "notes of the Harbour Bill",
        "",
    ),
    (
        "HBC’s Advisor Council met. It was “a bad idea,” an advisor says.",
        "advisor",
        "no Mr. Council",
    ),
    (
        "Ann Holm’s Facebook profile, which is kept “as a mark of her long work”, is open.",
        "Ann Holm’s Facebook profile",
        "",
    ),
    (
        "The Tenancy Clause says that Black people had it. “All are tenants,” it reads.",
        "Tenancy Clause",
        "no name",
    ),
    ("A film showed girls with a sign that read “leave the sea alone”.", "sign", "what a report tells of"),
    (
        "Anna Berg spoke. She and Carl Holm said it was late.",
        "Anna Berg and Carl Holm",
        "a pronoun and a name",
    ),
    ("Carl Berg met the press, smiling and saying “we are late again today”.", "Carl Berg", "the subject"),
    ("In Lund the towns committed to “hold the rise of the sea below” 3 feet.", "towns", "a promise"),
    ("Then neighbour Ann Zibulka picks up the tale, saying “it fell”.", "Ann Zibulka", "a name, no verb"),
    ("When she was asked, “Is the well dry?” Anna Berg left.", None, "who is asked does not say it"),
]


@pytest.mark.parametrize(("text", "speaker", "why"), SPEAKERS)
def test_who_speaks(text, speaker, why):
    assert quoteattr.attribute(text).attributions[-1].speaker_name == speaker, why


def test_rules_take_who_is_heard_doing_two_things():
    text = "You could feel the whole town laughing and saying, “We are late again.”"
    assert quoteattr.Attributor(model=None).attribute(text).attributions[-1].speaker_name == "whole town"


# (text, the parts of its last quotation, why)
CONTENTS = [
    ("It ended in what Ana Ruiz called an “unlucky accident”.", ("an “unlucky accident”",), "no lone “what”"),
    ("Ana Ruiz said of the new well: “It is dry.”", ("“It is dry.”",), "what leads to the colon"),
    (
        "Ana Ruiz wrote in her diary that “the well is dry”.",
        ("that “the well is dry”",),
        "where she wrote it",
    ),
    (
        "When Bo Lind was asked, “Is it dry?” he answered: “Not yet.”",
        ("“Not yet.”",),
        "the question is not his",
    ),
    (
        "‘We have no water left’: tribes in fear of summer\n\nIt was hot in Lund.",
        ("‘We have no water left’",),
        "a headline without a name",
    ),
    (
        "The plan was described as “a shame” by the Harbour Council.",
        ("The plan", "as “a shame”"),
        "the agent is no part of it",
    ),
]


def test_what_is_named_behind_the_colon_is_the_mention_of_words_told_below():
    heading = "‘A sigh of relief for all’: Lund Bank"
    words = "“It is a sigh of relief for all,” Ana Ruiz said."
    text = f"Talks go on\n\nIt was hot.\n\n{heading}\n\n{words}"
    first = quoteattr.attribute(text).attributions[0]
    assert (first.speaker_name, first.mention.text) == ("Ana Ruiz", "Lund Bank")


@pytest.mark.parametrize(("text", "parts", "why"), CONTENTS)
def test_where_words_begin_and_end(text, parts, why):
    assert quoteattr.attribute(text).attributions[-1].quotation.parts == parts, why
