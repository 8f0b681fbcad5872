"""What is asked about the content and the subject of a cue: contents, ends, subjects, view."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen(eq=False)
class ContentWords:
    """A field a list, in small letters; an ending is what a word ends with ("ly" of "slowly")."""

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
