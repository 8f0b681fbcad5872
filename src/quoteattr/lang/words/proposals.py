"""What the families of rules ask (reports, phrases, tags, layouts, uncued), and attribution."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen(eq=False)
class ProposalWords:
    """A field a list, in small letters; an ending is what a word ends with."""

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
