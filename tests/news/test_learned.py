"""The learned decoder: what is done fast equals what is written plainly.

The plain forms (``unit_values``, every sequence of labels, every token asked) are what training and people
read; the fast ones are what an analysis runs.
"""

from functools import reduce
from itertools import pairwise, product
from operator import or_

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.lang import classes as c
from quoteattr.lang.load import load_pack
from quoteattr.model import LEVEL, best_labels, load_model
from quoteattr.model.viterbi import best_labels_plainly, packed
from quoteattr.news.cues.possible import possible
from quoteattr.news.learned import features, keys
from quoteattr.news.learned.decoder import unit_scores
from quoteattr.news.learned.stage import possible_cues
from quoteattr.news.learned.window import around, sentence_units
from quoteattr.news.learned.wordtags import tag_tokens
from quoteattr.news.rules.view import View, make_view
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile, Tokens
from quoteattr.text import tokens

PACK, MODEL = load_pack("en"), load_model("en", "news")
PROFILE = Profile(pack=PACK, genre="news")
ALL_CLASSES = [bit for name, bit in vars(c).items() if name.isupper() and isinstance(bit, int)]

TEXTS = (
    ("The pumps were old, Ana Ruiz said on Monday, and nobody had looked at them.", "a tag inside"),
    ("“We waited,” said Bo Lind. “Nobody came.” He added that the ferry, which was late, sank.", "marks"),
    ("According to the harbour office, the crane that fell had been checked, but not by them.", "a phrase"),
    ("The mayor’s claim that it was safe was called “a joke” by two guides, who warned of more.", "a noun"),
    ("Asked by Ana Ruiz if he was cold, Bo Lind nodded: “Yes, and wet.”", "two cues, a colon"),
    ("She has not said whether the mill will open, though the council told reporters it would.", "negated"),
)


def view_of(text: str) -> tuple[View, tuple]:
    found = run_until(text, PROFILE, "cues")
    stages = [found[name] for name in ("segmented", "quotes", "sentences", "names", "cues")]
    view = make_view(*stages, PROFILE)
    return view, possible(found["segmented"], found["sentences"], found["cues"], PACK)


def plain_score(units, one, facts, place, hint, k) -> int:
    """The score of unit ``k``: one look into each table for each template, added up."""
    decoder = MODEL.decoder
    side = features.BEFORE if k < place[0] else features.CUE if k < place[1] else features.BEHIND
    total = LEVEL + sum(decoder.overall[fact][side] for fact in facts if fact in decoder.overall)
    words = features.neighbours(units)[k]
    for table, word in zip(decoder.words[side], words, strict=True):
        total += table[decoder.vocabulary.get(word, 0)] if word else 0
    groups = features.unit_values(units, place, one.use.form, hint)[k]
    for tables, numbers in zip((decoder.places, decoder.hints, decoder.context[side]), groups, strict=True):
        total += sum(table.get(n, 0) for table, n in zip(tables, numbers, strict=True))
    return total


@pytest.mark.parametrize(("text", "why"), TEXTS, ids=[why for _, why in TEXTS])
def test_a_unit_scores_what_its_templates_weigh(text: str, why: str) -> None:
    view, uses = view_of(text)
    tags = tag_tokens(view)
    seen = 0
    for one in possible_cues(view, uses):
        units = around(sentence_units(view, tags, one.number), one.use)
        place = features.cue_place(units, one.use)
        facts = features.decoder_globals(view, units, one.use, one.proposal, place)
        hint = features.hints(units, one.proposal)
        scores = unit_scores(units, one.use.form, facts, hint, place, MODEL.decoder)
        assert scores == [plain_score(units, one, facts, place, hint, k) for k in range(len(units.firsts))]
        seen += len(scores)
    assert seen > 10


def test_hints_say_a_unit_and_its_neighbours() -> None:
    view, uses = view_of("The pumps were old, Ana Ruiz said.")
    (one,) = (one for one in possible_cues(view, uses) if one.proposal is not None)
    units = sentence_units(view, tag_tokens(view), one.number)
    labels = [features.NEITHER] * (len(units.firsts) + 2)
    for first, last, label in (
        *[(*part, features.CONTENT) for part in one.proposal.content],
        (*one.proposal.source, features.SOURCE),
    ):
        for k in range(first, last):
            labels[k + 1] = label
    expected = [labels[k] << 4 | labels[k - 1] << 2 | labels[k + 1] for k in range(1, len(labels) - 1)]
    assert list(features.hints(units, one.proposal)) == expected
    assert not any(features.hints(units, None))


@pytest.mark.parametrize("template", [*keys.PLACE_TEMPLATES, *keys.HINT_TEMPLATES, *keys.CONTEXT_TEMPLATES])
@given(key=st.integers(0, 2**21 - 1))
def test_a_template_knows_its_fields_close_together_and_in_their_places(template, key: int) -> None:
    assert template.key(template.number(key)) == key & template.mask


def test_a_key_holds_what_it_was_made_of() -> None:
    key = keys.PLACE.of(side=2, near=7, tag=45)
    assert keys.PLACE.values(key) == {
        "tag": 45, "quotes": 0, "commas": 0, "verbs": 0, "near": 7, "side": 2, "quotation": 0,
    }  # fmt: skip


SCORE = st.integers(-900, 900)
LABELS = st.tuples(SCORE, SCORE, SCORE)
TRANSITIONS = st.tuples(*[st.tuples(*[st.integers(-400, 400)] * 3)] * 3)


@given(st.lists(LABELS, min_size=1, max_size=6), TRANSITIONS)
def test_no_sequence_of_labels_is_better_than_the_best(rows, transitions) -> None:
    def total(path: tuple[int, ...]) -> int:
        return sum(row[label] for row, label in zip(rows, path, strict=True)) + sum(
            transitions[a][b] for a, b in pairwise(path)
        )

    path, score = best_labels([LEVEL + packed(row) for row in rows], transitions)
    best = max(total(path) for path in product(range(3), repeat=len(rows)))
    assert total(tuple(path)) == best == round(100 * score)
    assert best_labels_plainly(rows, transitions) == (path, best)


@given(st.lists(st.sets(st.sampled_from(ALL_CLASSES)).map(lambda bits: reduce(or_, bits, 0)), max_size=40))
def test_leaping_to_a_class_finds_what_asking_every_token_finds(classes: list[int]) -> None:
    sought = bytes(map(tokens._SOUGHT.__getitem__, classes))
    row = Tokens((), (), (), (), tuple(classes), sought)
    for wanted in tokens.SOUGHT:
        expected = [i for i, bits in enumerate(classes) if bits & wanted]
        assert list(tokens.where(row, wanted, 7)) == [i for i in expected if i < 7]
        assert list(tokens.where(row, wanted)) == expected
        assert tokens.count(row, wanted, 7) == len([i for i in expected if i < 7])
