"""The rules of attribution: each fires on its example, and not on its boundary, the nearest text to leave.

The last tests hold for any text: nothing raises, spans are in order, and the mode "quoted" gives what
the full mode gives without the indirect quotations.
"""

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr import Attributor
from quoteattr.lang.load import load_pack
from quoteattr.model import load_model
from quoteattr.news.rules import contents, tags
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.rows import RULES
from quoteattr.news.rules.view import make_view
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile

FULL = Attributor(model=None)
QUOTED = Attributor(model=None, mode="quoted")
PIECES = (
    "Ana Ruiz said", "said Ana Ruiz", ", she said", "that the well was dry", "“The well is dry,”", "“It",
    "”", "''", "according to", "According to Bo Lind,", "was told by", "was believed to", "in", "’s words",
    "the mayor", "and warned", "while", "adding that", "his claim that", "Asked by", "if", "by", ",", ".",
    ":", "—", "(", ")", "\n\n", "\r\n", "“We walked", "he liked to say", "as Bo Lind said", "four novels",
)  # fmt: skip


def rules_of(text, rule, without=frozenset()):
    """The names of the rules whose proposals stand in this text: by rules alone, but for the learned one."""
    profile = Profile(pack=load_pack("en"), genre="news", without=without)
    if rule.name == "decoder":
        profile = evolve(profile, model_for=lambda genre: load_model("en", genre))
    return {candidate.rule for candidate in run_until(text, profile, "candidates")["candidates"]}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_fires_on_its_example(rule):
    assert rule.name in rules_of(rule.example, rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_leaves_its_boundary_alone(rule):
    assert rule.name not in rules_of(rule.boundary, rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_can_be_switched_off_by_name(rule):
    assert rule.name not in rules_of(rule.example, rule, without=frozenset({rule.name}))


def seen(text):
    """What rules look at in a text of one sentence: the view, the sentence, the cues."""
    profile = Profile(pack=load_pack("en"), genre="news")
    found = run_until(text, profile, "cues")
    stages = [found[name] for name in ("segmented", "quotes", "sentences", "names", "cues")]
    return make_view(*stages, profile), found["sentences"].spans[0], found["cues"]


@pytest.mark.parametrize("row", contents.OPENINGS, ids=lambda row: row.name)
def test_what_a_content_begins_with(row):
    view, sentence, (use, *_) = seen(row.example)
    asked = (view, use, use.last, sentence.last)
    deciding = next(one for one in contents.OPENINGS if one.start(*asked) is not None)
    found = contents.forward(view, sentence, use)
    first, last = found[0] if found else (0, 0)
    content = row.example[view.starts[first] : view.ends[last - 1]] if found else ""
    assert (deciding.name, content) == (row.name, row.content)


@pytest.mark.parametrize("row", tags.OBJECTIONS, ids=lambda row: row.name)
def test_what_speaks_against_a_tag(row):
    view, sentence, cues = seen(row.example)
    orders = [(use, inverted) for use in cues for inverted in (False, True)]
    found = [tag for use, inverted in orders if (tag := tags.find_tag(view, sentence, use, inverted))]
    assert tags.objection(found[0]) == row.name


def test_rules_have_names_of_their_own():
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_quotation_over_paragraphs_is_one_content():
    [only] = FULL.attribute(
        "“The rain took the road.\n\n“The wind took the roof,” Ana Ruiz said."
    ).attributions
    assert only.quotation.parts == ("“The rain took the road.", "“The wind took the roof,”")


@pytest.mark.parametrize(
    ("before", "break_", "speaker", "why"),
    [
        ("“The rain took the road,” Ana Ruiz said.", " ", "joined", "in the paragraph of its tag it goes on"),
        ("“The rain took the road,” Ana Ruiz said.", "\n\n", "Ana Ruiz", "right behind a tag"),
        ("“It took the road,” said Ana Ruiz. “All of it.”", "\n\n", "Ana Ruiz", "behind two pieces"),
        ("Ana Ruiz said: “The rain took the road.”", "\n\n", "Ana Ruiz", "behind a closed quotation"),
        ("Ana Ruiz said that the rain “took the road.”", "\n\n", "Ana Ruiz", "behind a mixed content"),
        ("Ana Ruiz said that the rain took the road.", "\n\n", "Ana Ruiz", "behind a report without marks"),
        (
            "“The rain took it,” Ana Ruiz said.\n\nThe roof is gone.",
            "\n\n",
            "Ana Ruiz",
            "a paragraph of narration between",
        ),
    ],
)
def test_a_quotation_in_a_paragraph_of_its_own_is_a_row_without_a_mention(before, break_, speaker, why):
    """In news; its speaker is the one of the sentence before. In a story it is a turn of its own."""
    found = Attributor(model=None, genre="news").attribute(f"{before}{break_}“The wind took the roof.”")
    last = found.attributions[-1]
    assert last.quotation.parts[-1] == "“The wind took the roof.”"
    if speaker == "joined":
        assert len(found) == 1, why
    else:
        assert (last.quotation.parts, last.mention) == (("“The wind took the roof.”",), None), why
        assert last.speaker_name == speaker, why


def in_short(attributions):
    return [(a.quotation.spans, a.cue, a.rule) for a in attributions]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text_gives_spans_in_order_and_quoted_mode_the_same_without_indirect(text):
    full = FULL.attribute(text).attributions
    for attribution in full:
        spans = attribution.quotation.spans
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    quoted = QUOTED.attribute(text).attributions
    assert in_short(quoted) == in_short(a for a in full if a.quotation.kind != "indirect")


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_what_is_remembered_for_other_cues_changes_no_answer(text):
    """Where a content ends, and whose subject a verb has, is remembered for all the cues of a sentence."""
    profile = Profile(pack=load_pack("en"), genre="news")
    found = run_until(text, profile, "cues")
    stages = [found[name] for name in ("segmented", "quotes", "sentences", "names", "cues")]
    sentences = found["sentences"].spans

    def answers(use, view):
        sentence = next(s for s in sentences if s.first <= use.first < s.last)
        return contents.forward(view, sentence, use), sentence_subject(view, sentence, use.group)

    shared = make_view(*stages, profile)
    for use in reversed(found["cues"]):
        assert answers(use, shared) == answers(use, make_view(*stages, profile))
