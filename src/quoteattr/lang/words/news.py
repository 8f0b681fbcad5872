"""The word lists of the rooms of news."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from quoteattr.types import Gender


@frozen(eq=False)
class CueWords:
    """What cues ask: what reports.

    A field a list, in small letters.

    ``be``                 forms of the verb that makes a passive: "was", "got".
    ``linking``            other verbs behind which an adjective may report: "seemed".
    ``to``                 the word in front of an infinitive.
    ``by``                 the word in front of whoever acts in a passive.
    ``owned_in``           the word in front of "the mayor's words".
    ``auxiliary_clitics``  endings that are verbs: "he'll".
    ``possessive_clitics`` those that may be possessives: "'s"; ``having_clitics``: no forms of be: "'ve".
    ``adverb_ends``        endings of adverbs: "clearly".
    ``negated_ends``       endings that deny: "didn't"; ``negations``: adverbs that do: "never".
    ``noun_links``         words behind a noun that reports: "claim that".
    ``adjective_links``    words behind an adjective that reports: "worried about".
    ``clause_links``       of both, those that open a clause.
    ``object_links``       last words of phrases that take an object: "pointed to".
    ``alone``              determiners that may be a subject themselves: "this said".
    ``plural_ends``        endings of plurals; ``no_plural_ends``: those of other words that end so.
    ``s_ends``, ``ing_ends``  endings of the forms "s" and "ing" of a verb.
    ``quoting``            in the dictionary form of a phrase: the one who is quoted speaks.
    """

    be: frozenset[str] = field(factory=frozenset)
    linking: frozenset[str] = field(factory=frozenset)
    to: frozenset[str] = field(factory=frozenset)
    by: frozenset[str] = field(factory=frozenset)
    owned_in: frozenset[str] = field(factory=frozenset)
    auxiliary_clitics: frozenset[str] = field(factory=frozenset)
    possessive_clitics: frozenset[str] = field(factory=frozenset)
    having_clitics: frozenset[str] = field(factory=frozenset)
    adverb_ends: tuple[str, ...] = ()
    negated_ends: tuple[str, ...] = ()
    negations: frozenset[str] = field(factory=frozenset)
    noun_links: frozenset[str] = field(factory=frozenset)
    adjective_links: frozenset[str] = field(factory=frozenset)
    clause_links: frozenset[str] = field(factory=frozenset)
    object_links: frozenset[str] = field(factory=frozenset)
    alone: frozenset[str] = field(factory=frozenset)
    plural_ends: tuple[str, ...] = ()
    no_plural_ends: tuple[str, ...] = ()
    s_ends: tuple[str, ...] = ()
    ing_ends: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()


@frozen(eq=False)
class RosterWords:
    """What speakers ask: which names of an article are one.

    A field a list, in small letters."""

    courtesies: frozenset[str] = field(factory=frozenset)  # titles of everybody: "Mr. Doe"
    small: frozenset[str] = field(factory=frozenset)  # left out of initials: "DoJ", "Department of Justice"
    articles: frozenset[str] = field(factory=frozenset)  # left out of names: "the Guardian"
    of: frozenset[str] = field(factory=frozenset)  # "Sen. Doe of Texas"
    neutral: frozenset[str] = field(factory=frozenset)  # adjectives of people called "they"
    neutral_pronouns: frozenset[str] = field(factory=frozenset)  # with a slash behind it: "they/them"
    children: frozenset[str] = field(factory=frozenset)  # kin that no courtesy title has: "their son Bo"


@frozen(eq=False)
class MentionWords:
    """What mentions ask: who is named in an article.

    A field a list, in small letters.

    ``adjective_ends``    behind a hyphen they make an adjective: "Texas-based".
    ``person_ends``       endings of nouns for people: "hydrologist"; ``sure_person_ends`` are no surname's.
    ``institution_joins`` words inside the name of an institution or an office: "Bank of England".
    ``no_person``         the joins that no personal name has.
    ``listing``           the join that may also stand between two names: "and".
    ``courtesies``        titles that name no role: "Mr."
    ``saints``            "St." in front of a name: "St. Mary’s Hospital".
    ``name_joins``        small words inside a name that letters stand for: "Mothers Against Drunk Driving".
    ``generations``       what stands behind a name and is a part of it: "Jr."; all else there is an honour.
    ``close_kin``         who mostly has the same surname: "his wife, Anna"; ``kin_owners``: "his".
    ``no_surname_ends``   of a gender: how no such person's surname ends: no man is "Kravetska".
    ``mastheads``         roles that newspapers are called by: "the Jamaica Observer".
    ``patronymics``       "Kandasamy a/l Muthu"; ``prefixes``: "ex-wife" is no given name of two syllables.
    ``past_endings``, ``third_endings``  of verbs: "Frost wanted", "Grace deals with".
    ``leading_things``    in front of a name that is no person's: "Typhoon Yolanda".
    ``of_accounts``       tell of a user name beside it: "the account roe44"; ``known_as``: "posts as roe44".
    """

    close_kin: frozenset[str] = field(factory=frozenset)
    of_accounts: frozenset[str] = field(factory=frozenset)
    known_as: frozenset[str] = field(factory=frozenset)
    kin_owners: frozenset[str] = field(factory=frozenset)
    no_surname_ends: Mapping[str, frozenset[str]] = field(factory=dict)
    adjective_ends: frozenset[str] = field(factory=frozenset)
    person_ends: tuple[str, ...] = ()
    sure_person_ends: tuple[str, ...] = ()
    institution_joins: frozenset[str] = field(factory=frozenset)
    no_person: frozenset[str] = field(factory=frozenset)
    listing: frozenset[str] = field(factory=frozenset)
    courtesies: frozenset[str] = field(factory=frozenset)
    generations: frozenset[str] = field(factory=frozenset)
    saints: frozenset[str] = field(factory=frozenset)
    name_joins: frozenset[str] = field(factory=frozenset)
    mastheads: frozenset[str] = field(factory=frozenset)
    patronymics: frozenset[str] = field(factory=frozenset)
    prefixes: frozenset[str] = field(factory=frozenset)
    past_endings: tuple[str, ...] = ()
    third_endings: tuple[str, ...] = ()
    leading_things: frozenset[str] = field(factory=frozenset)


@frozen(eq=False)
class ProposalWords:
    """What the families of rules ask (reports, phrases, tags, layouts, uncued), and attribution.

    A field a list, in small letters; an ending is what a word ends with."""

    # reports
    plural_subjects: frozenset[str] = field(factory=frozenset)  # "most say": no ending tells the plural
    plural_endings: tuple[str, ...] = ()
    agent_prepositions: frozenset[str] = field(factory=frozenset)  # "was told by Doe"
    companion_prepositions: frozenset[str] = field(factory=frozenset)  # ", with one fan yelling"
    told_openers: frozenset[str] = field(factory=frozenset)  # "was told that", "was asked whether"
    told_topics: frozenset[str] = field(factory=frozenset)  # "was told about": the content stands behind it
    asked_openers: frozenset[str] = field(factory=frozenset)  # "Asked why he left, Doe …"
    asked_topics: frozenset[str] = field(factory=frozenset)  # of these: the content stands behind it
    passive_links: Mapping[str, str] = field(factory=dict)  # "is believed to", with the frame's name
    state_verbs: frozenset[str] = field(factory=frozenset)  # "is believed to be": surer than "to win"

    # phrases
    source_phrase_starts: frozenset[str] = field(factory=frozenset)  # "according to", "in the view of"
    source_phrase_ends: frozenset[str] = field(factory=frozenset)
    owner_phrase_starts: frozenset[str] = field(factory=frozenset)  # "in Doe's words"
    occasion_openers: frozenset[str] = field(factory=frozenset)  # "as Doe said in a speech, it rained"

    # tags
    tag_relatives: frozenset[str] = field(factory=frozenset)  # no subject of a tag: ", who said"
    past_endings: tuple[str, ...] = ()
    ing_endings: tuple[str, ...] = ()

    # layouts and quotations without a cue
    topic_openers: frozenset[str] = field(factory=frozenset)  # "On the well: “…”"
    topic_questions: frozenset[str] = field(factory=frozenset)  # "Asked who paid: “…”"
    label_clitics: frozenset[str] = field(factory=frozenset)  # "Doe's office: “…”"
    furniture: frozenset[str] = field(factory=frozenset)  # "READ | MORE: …": labels of a page, not of people
    question_labels: tuple[str, ...] = ()  # "Q: Did you know? A: No."
    verb_endings: tuple[str, ...] = ()  # of the verb beside a quotation: "Doe lifted a banner, “…”"
    small_words: frozenset[str] = field(factory=frozenset)  # small in titles of works, and no preposition

    # words that stand on a thing
    bearing: frozenset[str] = field(factory=frozenset)  # things: "a banner reading “…”"
    inscribing: frozenset[str] = field(factory=frozenset)  # "a banner that read “…”"
    legends: frozenset[str] = field(
        factory=frozenset
    )  # "a sticker with the slogan “…”", "the club’s motto, “…”"

    # second-hand words
    quoting: frozenset[str] = field(factory=frozenset)  # verbs: "quoted Doe as saying"
    quoted_phrases: frozenset[str] = field(factory=frozenset)  # "was quoted as saying by the paper"
    outlets: frozenset[str] = field(factory=frozenset)  # end the name of a paper or channel: "Geo News"

    # what is heard in court
    hearing: frozenset[str] = field(factory=frozenset)  # cues: "the inquest heard"
    hearing_told: frozenset[str] = field(factory=frozenset)  # cues in the passive: "the jury was told"
    hearing_bodies: frozenset[str] = field(factory=frozenset)  # who hears: "court", "jury"
    witness_prepositions: frozenset[str] = field(factory=frozenset)  # "heard from Dr Doe that he fell"

    # reports that are none
    withholding: frozenset[str] = field(factory=frozenset)  # cues: "declined to comment"
    withheld: frozenset[str] = field(factory=frozenset)  # what they are followed by: "comment", "answer"
    naming: frozenset[str] = field(factory=frozenset)  # cues that may telephone, too: "called her sister"
    deeds: frozenset[str] = field(factory=frozenset)  # cues that do it, too: "ordered a strike"
    anybody: frozenset[str] = field(factory=frozenset)  # "anyone who says", "if somebody says"

    # What subjects add to the threshold of a cue: "they say" reports less often than "Doe says".
    finite_ends: tuple[str, ...] = ()  # of the verb in front of its subject: "“…,” beamed Doe"
    viewpoints: frozenset[str] = field(factory=frozenset)  # "for Doe, it is …"
    weak_subjects: Mapping[str, float] = field(factory=dict)


@frozen(eq=False)
class ContentWords:
    """What is asked about the content and the subject of a cue: contents, ends, subjects, view.

    A field a list, in small letters; an ending is what a word ends with ("ly" of "slowly")."""

    adverb_endings: tuple[str, ...] = ()
    participle_endings: tuple[
        str, ...
    ] = ()  # of a word that goes on with a sentence: ", adding", ", wounded"
    possessive_letters: frozenset[str] = field(factory=frozenset)  # behind the apostrophe: "Doe's"

    # what opens a content
    complementizers: frozenset[str] = field(factory=frozenset)  # "said that it rained"
    question_words: frozenset[str] = field(factory=frozenset)  # "asked whether it rained"
    infinitive_markers: frozenset[str] = field(factory=frozenset)  # "promised to come"
    new_subjects: frozenset[str] = field(factory=frozenset)  # "said in May | it rained"
    dummy_subjects: frozenset[str] = field(factory=frozenset)  # "there was rain"
    degree_words: frozenset[str] = field(factory=frozenset)  # adverbs, but "says more people", "about 40"
    sentence_openers: frozenset[str] = field(factory=frozenset)  # left out in front: "But it rained, he said"

    # what may stand between a cue and its content
    adjunct_openers: frozenset[str] = field(factory=frozenset)  # "said in an interview that"
    object_pronouns: frozenset[str] = field(factory=frozenset)  # "told them that"
    relative_times: frozenset[str] = field(factory=frozenset)  # "said last week that"
    time_nouns: frozenset[str] = field(factory=frozenset)  # "said last week that", "Monday night"

    # where a content ends
    clause_relatives: frozenset[str] = field(factory=frozenset)  # its verb is not that of the content
    joiners: frozenset[str] = field(factory=frozenset)  # and, but
    adding_joiners: frozenset[str] = field(factory=frozenset)  # of these: and
    opposing_joiners: frozenset[str] = field(factory=frozenset)  # of these: but
    participle_joiners: frozenset[str] = field(factory=frozenset)  # "and warning", "by saying"
    correlatives: frozenset[str] = field(factory=frozenset)  # two words: "not only late, but wet"
    contrasting: frozenset[str] = field(factory=frozenset)  # ", while others believe"
    comparing: frozenset[str] = field(factory=frozenset)  # "as": opens a clause that says how
    source_openers: frozenset[str] = field(factory=frozenset)  # "according" to somebody
    source_phrases: frozenset[str] = field(factory=frozenset)  # the whole of it, as a cue's lemma
    # By kind of content ("that", "clause", "object"): behind a comma, contents end at these words more often
    # than not (counted on PolNeAR train); and at these without a comma.
    ends_behind_comma: Mapping[str, frozenset[str]] = field(factory=dict)
    ends: Mapping[str, frozenset[str]] = field(factory=dict)

    # noun phrases
    personal_pronouns: frozenset[str] = field(factory=frozenset)  # a subject of one word
    relative_subjects: frozenset[str] = field(factory=frozenset)  # "the man who said"
    who_words: frozenset[str] = field(factory=frozenset)  # "Doe, who was ill, said"
    attaching: frozenset[str] = field(factory=frozenset)  # "the mayor of Bath said", read from its end
    attribute_openers: frozenset[str] = field(factory=frozenset)  # "said the mayor of Bath", from its start
    noun_joiners: frozenset[str] = field(factory=frozenset)  # "Doe and Roe said"
    clause_joiners: frozenset[str] = field(factory=frozenset)  # no subject: "left and said"
    date_prepositions: frozenset[str] = field(factory=frozenset)  # "Doe on Monday said"
    insertion_openers: frozenset[str] = field(factory=frozenset)  # "Doe, when asked, said"

    def at_ends(self) -> frozenset[str]:
        """Every word at which the content of some cue may end."""
        return self.participle_joiners.union(self.joiners, self.source_openers, *self.ends.values())


Meant = Literal["person", "organization", "pair", "group"]
"""What a pronoun can mean."""


@frozen(eq=False)
class ResolutionWords:
    """What resolution asks: who a pronoun or a role is.

    A field a list, in small letters; an ending is what a word ends with ("self" of "herself")."""

    # pronouns
    meaning: Mapping[str, Meant] = field(factory=dict)  # of those without gender: "it", an organisation
    of_pairs: frozenset[str] = field(factory=frozenset)  # "Doe and Roe both said"
    asking: frozenset[str] = field(factory=frozenset)  # "Hewitt | asked | Trump": the next answer is his
    named_as: frozenset[str] = field(factory=frozenset)  # "gave her name | as | Mrs Doe": no object
    of_mentioned_groups: frozenset[str] = field(factory=frozenset)  # "they" may be a group that is no speaker
    relatives: frozenset[str] = field(factory=frozenset)  # "the lawyer, who said": the phrase in front
    personal_relatives: frozenset[str] = field(factory=frozenset)  # of these: of people alone
    reflexive_ends: tuple[str, ...] = ()  # "Doe herself said" is Doe
    owners: Mapping[str, Gender] = field(factory=dict)  # "her lawyer"

    # noun phrases
    articles: frozenset[str] = field(factory=frozenset)  # "Jane Doe, the senator, said"
    definite: frozenset[str] = field(factory=frozenset)  # "the senator": somebody whom the text knows
    indefinite: frozenset[str] = field(factory=frozenset)  # "a senator": somebody new
    openers: frozenset[str] = field(factory=frozenset)  # left out of a name: "her lawyer" is "lawyer"
    quantifiers: frozenset[str] = field(factory=frozenset)  # "one of them"
    of: frozenset[str] = field(factory=frozenset)
    from_whom: frozenset[str] = field(factory=frozenset)  # "footage of Doe", "a letter from Doe": Doe
    by_whom: frozenset[str] = field(factory=frozenset)  # "a statement | from Doe" is Doe's, no other is
    published: frozenset[str] = field(factory=frozenset)  # what an institution's is called: "the report"
    origins: frozenset[str] = field(factory=frozenset)  # "the welder | from Bath"
    asides: frozenset[str] = field(factory=frozenset)  # "the singer | over Zoom": they tell nothing of whom
    origin_ends: tuple[str, ...] = ()  # "the Bath-born welder"
    listing: frozenset[str] = field(factory=frozenset)  # "Doe and Roe"
    plural_ends: tuple[str, ...] = ()
    no_plural_ends: tuple[str, ...] = ()  # of these: endings of other words, too
    fronted_ends: tuple[str, ...] = ()  # "Speaking to Doe, he": of verbs whose subject stands behind
    beside: frozenset[str] = field(factory=frozenset)  # "In an interview | with | Doe, he": another
    participle_ends: tuple[str, ...] = ()  # "the study | published by Doe"
    past_forms: frozenset[str] = field(factory=frozenset)  # that are nothing else: "the trust | gave"

    any_organization: frozenset[str] = field(factory=frozenset)  # "the agency": a department, a board

    # roles
    empty_modifiers: frozenset[str] = field(factory=frozenset)  # say nothing of a role: "the former senator"
    vague: frozenset[str] = field(factory=frozenset)  # generic, but of one named later: "a bank expert"
    called_again: frozenset[str] = field(factory=frozenset)  # "the pianist": somebody named before
    seats: frozenset[str] = field(factory=frozenset)  # "the MP for Bath", who may be a minister, too
    on_duty: frozenset[str] = field(factory=frozenset)  # "the barman": one whom people meet at work
    kept_unnamed: frozenset[str] = field(factory=frozenset)  # "a spokesman" is nobody named further down
    age_ends: tuple[str, ...] = ()  # "the 40-year-old"

    # families
    kin: Mapping[str, str] = field(factory=dict)  # "mum" is a "parent"
    kin_inverse: Mapping[str, str] = field(factory=dict)  # whose "parent" somebody is, is a "child"
    kin_owners: frozenset[str] = field(factory=frozenset)  # "his wife, Anna", "whose son, Bo"


@frozen(eq=False)
class LearnedWords:
    """What the learned parts of news ask: the tag of a word.

    A field a list, in small letters.

    ``tagged``  words that have a tag of their own, by tag: "who" is RELATIVE. Endings tell the tag of others:
    ``adverb_ends`` ("clearly"), ``ing_ends`` ("leaving"), ``past_ends`` ("asked").
    """

    tagged: Mapping[str, frozenset[str]] = field(factory=dict)
    adverb_ends: tuple[str, ...] = ()
    ing_ends: tuple[str, ...] = ()
    past_ends: tuple[str, ...] = ()
