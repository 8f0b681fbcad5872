"""Tags whose speaker stands far from the verb, behind "from", or is picked out of several."""

from __future__ import annotations

import pytest

import quoteattr
from quoteattr import KnownSpeaker

CAST = (
    KnownSpeaker("Helen Marsh", aliases=("Helen",), gender="female"),
    KnownSpeaker("Hugh Pell", aliases=("Hugh",), gender="male"),
    KnownSpeaker("Ada Orrin", aliases=("Ada",), gender="female"),
)
SAID = "“It is late.”"


@pytest.mark.parametrize(
    ("tag", "name", "why"),
    [
        ("Hugh was met by Helen, who, running to the door, cried, {}", "Helen Marsh", "behind who"),
        ("Nobody moved until Ada, looking at the clock on the wall, said: {}", "Ada Orrin", "until"),
        ("He asked Hugh, but Helen, with a glance at the clock, said, {}", "Helen Marsh", "a preposition"),
        ("Ada was quick, and Helen, never at a loss, brightly exclaimed, {}", "Helen Marsh", "an adverb"),
        ("Helen, taking the lamp from Hugh, said, {}", "Helen Marsh", "no object inside"),
        ("Hugh went up to Helen, who smiled, and, taking her hand, said, {}", "Hugh Pell", "and parts them"),
        ("Hugh had gone to Helen, and, opening the door, said: {}", "Hugh Pell", "he goes on"),
        ("{} It was Ada who spoke.", "Ada Orrin", "picked out"),
        ("{} It was Hugh that answered, not Ada.", "Hugh Pell", "that"),
        ("{} from Helen, who was reading.", "Helen Marsh", "from"),
        ("{} came from Hugh.", "Hugh Pell", "came from"),
        ("{} A letter had come from Hugh.", None, "a letter is no speech"),
        ("{} It was Ada who had the lamp.", None, "she does not speak"),
    ],
)
def test_the_speaker_is_found(tag: str, name: str | None, why: str) -> None:
    (one,) = quoteattr.attribute(tag.format(SAID), genre="fiction", known=CAST)
    assert (one.speaker_name if one.rule == "cue" else None) == name, why
