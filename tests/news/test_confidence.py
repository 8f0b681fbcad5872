"""Confidence and the reasons for it: shares add up, deleting decisive evidence changes the answer."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT
from support import read_jsonl

import quoteattr
from quoteattr.errors import ArgumentError
from quoteattr.model import load_model
from quoteattr.news.resolution.confidence import calibrated

TEXTS = [document["text"] for document in read_jsonl("corpus/news.jsonl")]
MODEL = load_model("en", "news")


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_shares_of_the_evidence_add_up_to_the_raw_score(text: str) -> None:
    assert MODEL is not None
    for attribution in quoteattr.attribute(text, genre="news"):
        raw = sum(evidence.share for evidence in attribution.evidence)
        assert attribution.confidence == pytest.approx(calibrated(raw, MODEL.calibration), abs=2e-3)
        assert all(evidence.message for evidence in attribution.evidence)


@pytest.mark.parametrize("text", TEXTS[:5], ids=range(5))
def test_rules_alone_give_no_confidence_and_shares_of_one(text: str) -> None:
    for attribution in quoteattr.Attributor(model=None).attribute(text):
        assert attribution.confidence is None
        assert sum(evidence.share for evidence in attribution.evidence) == pytest.approx(1)


def test_calibration_never_falls_as_the_score_rises() -> None:
    assert MODEL is not None
    scores = [step / 10 for step in range(-80, 81)]
    probabilities = [calibrated(score, MODEL.calibration) for score in scores]
    assert probabilities == sorted(probabilities)
    assert 0 < probabilities[0] < 0.2 and 0.9 < probabilities[-1] < 1


# text, the decisive words, who says it with them
DECISIVE = [
    ("“The ferry is late,” Ada Quist said.", "Ada Quist said", "Ada Quist"),
    ("Ada Quist said that the ferry was late.", "said", "Ada Quist"),
    ("Mr. Lund met Ada Quist. “The ferry is late,” she said.", "Ada Quist", "Ada Quist"),
    ("According to Tomas Reyes, the ferry was late.", "According to ", "Tomas Reyes"),
    ("Tomas Reyes met Mayor Ada Quist. “The ferry is late,” the mayor said.", "Mayor ", "Ada Quist"),
]


@pytest.mark.parametrize(("text", "decisive", "name"), DECISIVE, ids=[row[0] for row in DECISIVE])
def test_without_the_decisive_words_the_answer_changes_or_is_less_sure(
    text: str, decisive: str, name: str
) -> None:
    def surest(shown: str) -> float:
        named = [a for a in quoteattr.attribute(shown) if a.speaker and a.speaker.name == name]
        return max((a.confidence or 0 for a in named), default=0)

    assert surest(text) > 0.5
    assert surest(text.replace(decisive, "", 1)) < surest(text)


def test_below_min_confidence_the_row_stays_and_the_speaker_goes() -> None:
    text = TEXTS[0]
    plain = quoteattr.Attributor(genre="news").attribute(text)
    careful = quoteattr.Attributor(genre="news", min_confidence=1.0).attribute(text)
    assert len(careful) == len(plain)
    assert all(attribution.speaker is None for attribution in careful)
    for before, after in zip(plain, careful, strict=True):
        if before.speaker is not None:
            assert after.runners_up[0].speaker == before.speaker
    assert sum(doubt.kind == "low-confidence" for doubt in careful.doubts) == sum(
        attribution.speaker is not None for attribution in plain
    )


SCORER = ROOT.parent / "shared" / "tools" / "score.py"
CAN_TRAIN = importlib.util.find_spec("pycrfsuite") is not None and SCORER.is_file()


@pytest.mark.skipif(not CAN_TRAIN, reason="needs the extra [train] and ../shared")
@pytest.mark.integration
def test_training_gives_the_same_bytes_again(tmp_path: Path) -> None:
    """On our own twenty articles, which are too few for good weights."""
    data = tmp_path / "shared" / "data"
    data.mkdir(parents=True)
    (data.parent / "tools").mkdir()
    (data.parent / "tools" / "score.py").write_bytes(SCORER.read_bytes())
    own = ROOT / "tests" / "corpus"
    for corpus in ("polnear.train", "wild.train"):
        (data / f"{corpus}.jsonl").write_bytes((own / "news.jsonl").read_bytes())
        (data / f"{corpus}.speakers.json").write_bytes((own / "speakers.json").read_bytes())
    made = []
    for name in ("one.json", "two.json"):
        command = [
            sys.executable,
            "-m",
            "tools.train",
            "--data",
            str(data),
            "--output",
            str(tmp_path / name),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert json.loads(made[0])["finder"]["weights"]


# --------------------------------------------------------------------------------- reports that are none

NONE = (
    "Ana Ruiz said that the well was dry. The ministry declined to comment. We all know the way to the well."
)


def test_what_is_probably_no_report_is_left_out_and_a_doubt_tells_how_many() -> None:
    whole = quoteattr.Attributor(genre="news", min_report=0).attribute(NONE)
    analysis = quoteattr.attribute(NONE, genre="news")
    assert [one.quotation.text for one in analysis] == ["that the well was dry"]
    left_out = [doubt.message for doubt in analysis.doubts if doubt.kind == "reports-left-out"]
    count = len(whole.attributions) - 1
    assert len(left_out) == 1 and left_out[0].startswith(f"{count} indirect report")
    assert "reports-left-out" not in {doubt.kind for doubt in whole.doubts}


def test_words_in_marks_are_never_left_out() -> None:
    text = "The ministry declined to “comment”. “We know,” somebody said. He called her “a friend”."
    kinds = {one.quotation.kind for one in quoteattr.Attributor(genre="news", min_report=1).attribute(text)}
    assert "indirect" not in kinds and {"direct", "mixed"} & kinds
    assert quoteattr.Attributor(mode="quoted", min_report=1).attribute(text).doubts == (
        quoteattr.Attributor(mode="quoted", min_report=0).attribute(text).doubts
    )


def test_the_least_is_a_probability() -> None:
    with pytest.raises(ArgumentError, match="min_report: must be from 0 to 1, not 2"):
        quoteattr.Attributor(min_report=2)
