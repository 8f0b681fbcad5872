"""The kinds of words that stories need, as story.json has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

Listed: TypeAlias = Mapping[str, str]
"""word, in small letters -> what it means there, or ""."""


@frozen(eq=False)
class StoryWords:
    """A field a kind; a language that lacks a kind has no words of it."""

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
