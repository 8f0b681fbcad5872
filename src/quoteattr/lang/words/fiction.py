"""The word lists of the rooms of fiction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from quoteattr.types import Gender


@frozen(eq=False)
class PlaceWords:
    """What fiction asks of its places and cast: who is named in a story.

    A field a list, in small letters."""

    # titles
    bearers: Mapping[str, Gender] = field(factory=dict)  # whom a title shows: "lady", "Mr."
    married: frozenset[str] = field(factory=frozenset)  # of these: "Mrs."
    unmarried: frozenset[str] = field(factory=frozenset)  # of these: "Miss"
    honorifics_behind: frozenset[str] = field(factory=frozenset)  # joined to a name by a hyphen: "Kenji-san"
    other_titles: frozenset[str] = field(factory=frozenset)  # that begin another name, too: "Dr."
    abbreviated: frozenset[str] = field(factory=frozenset)  # written with a period: "Mrs."

    # names
    definite: frozenset[str] = field(factory=frozenset)  # "the Hatter"
    title_links: frozenset[str] = field(factory=frozenset)  # links only behind a title: "Duke of York"
    name_joins: frozenset[str] = field(factory=frozenset)  # of two people: "Nora and Hugh"
    ing_endings: tuple[str, ...] = ()  # no verb of a cue: "Helen, saying"

    # pronouns
    narrators: frozenset[str] = field(factory=frozenset)  # as written: who tells the story is "I"
    teller: tuple[str, ...] = ()  # what to call somebody who tells the story without a name in it
    self_naming: frozenset[str] = field(factory=frozenset)  # in front of one's own name: "my name is"
    name_asked: frozenset[str] = field(factory=frozenset)  # of a question for the other's name: "your name"
    own_groups: frozenset[str] = field(factory=frozenset)  # "we": the narrator and others, nobody's name


@frozen(eq=False)
class TurnWords:
    """What fiction asks of its turns and speakers: who is named beside a quotation, who speaks.

    A field a list, in small letters but for ``always_capital``."""

    # beside quotations
    past_ends: tuple[str, ...] = ()  # of verbs in the past: "nodded"
    present_ends: tuple[str, ...] = ()  # of verbs in the present: "nods"
    reporting_past_ends: tuple[str, ...] = ()  # of reporting verbs in the past, irregular ones too: "wept"
    adverb_ends: tuple[str, ...] = ()  # of adverbs between a subject and its verb: "she quietly said"
    participle_ends: tuple[str, ...] = ()  # of what parts a subject from its verb: "Helen, looking up, said"
    senders: frozenset[str] = field(factory=frozenset)  # in front of whoever speaks: "“No!” from Helen"
    possessive_clitics: frozenset[str] = field(factory=frozenset)  # "Helen's reply"
    to: frozenset[str] = field(factory=frozenset)  # in front of whoever is spoken to: "he said to Helen"
    others: frozenset[str] = field(factory=frozenset)  # that bring in one more of a sort: "the other boy"
    partitives: frozenset[str] = field(factory=frozenset)  # "one | of | the girls"
    collectives: frozenset[str] = field(factory=frozenset)  # several people as one: "the class"
    signs: frozenset[str] = field(factory=frozenset)  # things on which words stand: "the sign said"
    sign_verbs: frozenset[str] = field(factory=frozenset)  # what they do with those
    always_capital: frozenset[str] = field(factory=frozenset)  # pronouns, inside a sentence, too: "I"

    # cues in dialogue that no quotation marks enclose
    telling_ends: tuple[str, ...] = ()  # that a verb of up to three letters must have: "bid", not "say"
    no_telling_ends: tuple[str, ...] = ()  # that no verb has: "saying", "says"
    tellers: frozenset[str] = field(factory=frozenset)  # who goes on behind one: "he said. He turned away."


Listed: TypeAlias = Mapping[str, str]
"""word, in small letters -> what it means there, or ""."""


@frozen(eq=False)
class StoryWords:
    """The kinds of words that stories need, as story.json has them.

    A field a kind; a language that lacks a kind has no words of it."""

    answer: Listed = field(factory=dict)  # that answer a question: "aye"
    answering_verb: Listed = field(factory=dict)  # "back came the answer"
    any_article: Listed = field(factory=dict)  # of any noun: "a", "this"
    anybody: Listed = field(factory=dict)  # nouns that may be anybody: "the boy"
    article: Listed = field(factory=dict)  # "a", "the"
    be: Listed = field(factory=dict)  # forms of to be
    called: Listed = field(factory=dict)  # in front of words that are mentioned, not spoken: "called “home”"
    clause_border: Listed = field(factory=dict)  # that end a clause
    companion: Listed = field(factory=dict)  # whose tie is no family: "her boss"
    creature: Listed = field(factory=dict)  # animals and beings that speak in tales
    describing: Listed = field(factory=dict)  # adjectives of a person: "the angry man"
    elder: Listed = field(factory=dict)  # who is never young
    endearing: Listed = field(factory=dict)  # by which somebody close is addressed
    exclaimed: Listed = field(factory=dict)  # that are called out, and no name
    exclamation: Listed = field(factory=dict)  # "alas"
    first_name_title: Listed = field(factory=dict)  # in front of first names: "Aunt Polly"
    first_person: Listed = field(factory=dict)  # "I", "me"
    indefinite: Listed = field(factory=dict)  # "everybody" is "several", "someone" is "one"
    kin: Listed = field(factory=dict)  # relatives who are called by it
    letter_noun: Listed = field(factory=dict)  # "epistle"
    name_link: Listed = field(factory=dict)  # inside names: "de"
    locating: Listed = field(factory=dict)  # behind a noun, of where somebody is: "the man | in the cloak"
    narrating_adverb: Listed = field(factory=dict)  # between somebody and the verb
    new_article: Listed = field(factory=dict)  # that bring in somebody new: "a guard"
    no_role: Listed = field(factory=dict)  # nouns that are nobody's role
    office: Listed = field(factory=dict)  # and what it is short for
    other_article: Listed = field(factory=dict)  # "another guard"
    past: Listed = field(factory=dict)  # verbs in the past that the lists lack
    post: Listed = field(factory=dict)  # what people do for a living
    prefix: Listed = field(factory=dict)  # of a name, and its gender
    quotative: Listed = field(factory=dict)  # "she was like"
    rank: Listed = field(factory=dict)  # "captain"
    relative: Listed = field(factory=dict)  # and whose tie it names
    salutation: Listed = field(factory=dict)  # that open a letter
    several: Listed = field(factory=dict)  # that are more than one
    signature: Listed = field(factory=dict)  # that close a letter
    singing_verb: Listed = field(factory=dict)  # "crooned"
    sir: Listed = field(factory=dict)  # forms of address, and their gender
    song_noun: Listed = field(factory=dict)  # "ballad"
    spouse: Listed = field(factory=dict)  # ties of two who are married, and the gender: "wife"
    subject: Listed = field(factory=dict)  # pronouns that can be a subject
    tag_verb: Listed = field(factory=dict)  # "he goes"
    thought_verb: Listed = field(factory=dict)  # "mused"
    utterance: Listed = field(factory=dict)  # what is said: "her answer"
    vocative_word: Listed = field(factory=dict)  # in front of a name that is called: "my"
    voice: Listed = field(factory=dict)  # "a voice"
    writing_verb: Listed = field(factory=dict)  # of what stands written: "reads"
    young: Listed = field(factory=dict)  # who is no elder
