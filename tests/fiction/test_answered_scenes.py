"""A story after a person's answer: the turn is locked, its scene is decoded again, other scenes stay."""

from __future__ import annotations

import csv
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr import Analysis, Attributor, KnownSpeaker
from quoteattr.cli import main
from quoteattr.correction_file import COLUMNS, Corrections, read_corrections
from quoteattr.errors import ArgumentError

N, H = "Nora Lisle", "Hugh Pell"
TEXT = (
    "Nora Lisle and Hugh Pell sat on the wall.\n\n"
    "“Is it late?” said Nora.\n\n“It is nearly six,” said Hugh.\n\n"
    "The bell rang, and they both looked up at the tower.\n\n"
    "“We should go.”\n\n“I would rather stay.”\n\n“You said so yesterday.”\n\n“And I stayed.”\n\n"
    + "The rain fell on the wall.\n\n" * 9
    + "“It is over,” said Nora.\n\n“Is it?”\n\n“It is.”\n"
)
ATTRIBUTOR = Attributor(genre="fiction", known=[KnownSpeaker(N, aliases=("Nora",)), H])
BEFORE = ATTRIBUTOR.attribute(TEXT)


def names(analysis: Analysis) -> list[str | None]:
    return [one.speaker_name for one in analysis]


def rules(analysis: Analysis) -> str:
    """The first letter of each rule: cue, turn, human."""
    return "".join(one.rule[0] for one in analysis)


def answers(analysis: Analysis) -> list[Any]:
    """What two analyses must share that rest on the same answers."""
    return [
        (a.quotation, a.speaker, a.rule, a.confidence, a.addressees, a.runners_up) for a in analysis
    ] + list(analysis.doubts)


OTHER: dict[str | None, str | None] = {N: H, H: N, None: None}


def test_the_scene_before_any_answer() -> None:
    """Nora and Hugh take turns, whoever of them begins behind the bell."""
    assert names(BEFORE)[:2] == [N, H] and rules(BEFORE) == "ccttttctt"
    assert [OTHER[name] for name in names(BEFORE)[2:5]] == names(BEFORE)[3:6]
    assert names(BEFORE)[6:] == [N, H, N]


# what a person says of turns: x the other one's, = it is right, 0 nobody's; then whose turns change: x, 0
CASES: list[tuple[dict[int, str], str, str, str]] = [
    ({2: "x"}, "--xxxx---", "cchtttctt", "the turns behind follow; another scene stays"),
    ({5: "x"}, "--xxxx---", "ccttthctt", "the turns in front follow"),
    ({3: "="}, "---------", "ccthttctt", "what was right is confirmed"),
    ({3: "=", 2: "x"}, "--x------", "cchhttctt", "every answer stays, likely or not"),
    ({1: "x", 2: "="}, "-x-------", "chhtttctt", "a person overrules the tag"),
    ({7: "x", 8: "x"}, "-------xx", "ccttttchh", "the other scene by itself"),
    ({2: "0"}, "--0------", "cchtttctt", "nobody locks nothing"),
]


@pytest.mark.parametrize(("said", "changed", "by", "why"), CASES, ids=[case[-1] for case in CASES])
def test_its_scene_is_decoded_again(
    said: dict[int, str], changed: str, by: str, why: str, tmp_path: Path
) -> None:
    first = names(BEFORE)
    given = {n: {"x": OTHER[first[n]], "=": first[n], "0": None}[what] for n, what in said.items()}
    after = BEFORE
    for index, name in given.items():
        after = after.reassign(after[index], name)
    wanted = [
        {"x": OTHER[name], "-": name, "0": None}[what] for name, what in zip(first, changed, strict=True)
    ]
    assert names(after) == wanted, why
    assert rules(after) == by
    assert [one.confidence is None for one in after] == [letter == "h" for letter in by]
    # rows of a file, written about the first answers, do the same
    rows = [("t", "reassign", *place(index), first[index] or "", name or "") for index, name in given.items()]
    found, unfit = written(tmp_path, rows).corrected("t", BEFORE)
    assert not unfit
    assert answers(found) == answers(after)


def place(index: int) -> tuple[int, int]:
    quotation = BEFORE[index].quotation
    return quotation.start, quotation.end


def written(folder: Path, rows: list[tuple[Any, ...]]) -> Corrections:
    path = folder / "fix.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])
    return read_corrections(path)


def test_a_row_may_be_about_what_the_rows_before_it_made(tmp_path: Path) -> None:
    """Who looks at the view again after a first row sees the scene decoded again."""
    was, now = BEFORE[2].speaker_name, OTHER[BEFORE[2].speaker_name]
    first = ("t", "reassign", *place(2), was, now)
    seen = BEFORE.reassign(BEFORE[2], now)
    assert (BEFORE[3].speaker_name, seen[3].speaker_name) == (now, was)
    second = ("t", "reassign", *place(3), was, now)
    found, unfit = written(tmp_path, [first, second]).corrected("t", BEFORE)
    assert not unfit and names(found)[2:4] == [now, now]
    assert answers(found) == answers(seen.reassign(seen[3], now))


def test_a_row_about_neither_is_reported(tmp_path: Path) -> None:
    was, now = BEFORE[2].speaker_name, OTHER[BEFORE[2].speaker_name]
    rows = [("t", "reassign", *place(2), was, now), ("t", "reassign", *place(3), "Mary Dane", now)]
    found, (unfit,) = written(tmp_path, rows).corrected("t", BEFORE)
    assert unfit.row == 3 and f"is said by {was}, not by Mary Dane" in unfit.message
    assert answers(found) == answers(BEFORE.reassign(BEFORE[2], now))


def test_somebody_new_speaks_on() -> None:
    after = BEFORE.reassign(BEFORE[2], "Mary Dane")
    assert [s.name for s in after.speakers] == [N, H, "Mary Dane"]
    twice = after.reassign(after[4], "Mary Dane")
    assert [s.name for s in twice.speakers] == [N, H, "Mary Dane"]
    assert names(twice)[2:6:2] == ["Mary Dane"] * 2
    assert twice[3].speaker_name in (N, H)


def test_whoever_is_merged_or_removed_is_nobody_in_a_scene_decoded_again() -> None:
    merged = BEFORE.reassign(BEFORE[2], N).merge(N, H)
    assert set(names(merged)) == {N}
    removed = BEFORE.remove(H).reassign(BEFORE[2], N)
    assert H not in names(removed) and removed[2].speaker_name == N
    assert [s.name for s in removed.speakers] == [N]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("reassign"), st.integers(0, 8), st.sampled_from([N, H, "Mary Dane", None])),
        st.tuples(st.just("merge"), st.sampled_from([(N, H), (H, N), (N, "Mary Dane")])),
        st.tuples(st.just("remove"), st.sampled_from([N, H, "Mary Dane"])),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_in_python_and_in_a_file_the_same_steps_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    after, rows = BEFORE, []
    for action, what, *who in steps:
        if action == "reassign":
            said_by = after[what].speaker_name or ""
            after = after.reassign(after[what], who[0])
            rows.append(("t", action, *place(what), said_by, who[0] or ""))
            continue
        pair = what if action == "merge" else (what,)
        try:
            after = getattr(after, action)(*pair)
        except ArgumentError:
            continue
        rows.append(("t", action, "", "", pair[-1], pair[0] if action == "merge" else ""))
    found, unfit = written(tmp_path_factory.mktemp("rows"), rows).corrected("t", BEFORE)
    assert not unfit
    assert names(found) == names(after) and rules(found) == rules(after)
    assert [s.name for s in found.speakers] == [s.name for s in after.speakers]


def test_what_is_asked_first_turns_a_scene() -> None:
    """The four turns behind the bell follow each other: one of them is asked first, and none of them next."""
    text = TEXT.replace("“It is over,” said Nora.\n\n“Is it?”\n\n“It is.”", "“It is over,” said Nora.")
    before = ATTRIBUTOR.attribute(text)
    first, second = before.questions(2)
    numbers = [before.attributions.index(one) for one in (first, second)]
    assert numbers[0] in range(2, 6) and numbers[1] not in range(2, 6)
    after = before.reassign(first, OTHER[first.speaker_name])
    changed = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a.speaker != b.speaker]
    assert changed == [2, 3, 4, 5]
    assert after.questions(1) != (after[numbers[0]],)
    with pytest.raises(ArgumentError, match="count: must be 1 or more"):
        before.questions(0)


TOLD = (
    "I sat on the wall with Hugh, and I did not look at him. My hands were cold.\n\n"
    "“Is it late?” I said.\n\n“It is nearly six,” said Hugh.\n\n“Then I must go,” I said. I got up.\n\n"
    + "I walked home, and I thought of him.\n\n" * 12
    + "“You are late,” said Mrs. Dane.\n\n“I know,” I said.\n\n“Where were you?” said Mrs. Dane.\n"
)


def test_whoever_says_i_tells_the_whole_story() -> None:
    before = Attributor(genre="fiction").attribute(TOLD)
    assert names(before)[::2] == ["the narrator"] * 3
    (asked,) = before.questions(1)
    assert asked.cue is not None and asked.mention is not None and asked.mention.text == "I"
    after = before.reassign(asked, "Wren Lisle")
    assert [names(after)[n] for n in (0, 2, 4)] == ["Wren Lisle"] * 3
    assert "unknown-narrator" not in {doubt.kind for doubt in after.doubts}
    both = after.reassign(after[4], "Ada Dane")
    assert [names(both)[n] for n in (0, 4)] == ["Wren Lisle", "Ada Dane"]


ROLES = (
    "Nora Lisle came in with the captain and Hugh Pell.\n\n“Sit down,” said the captain.\n\n"
    "“I will stand,” said Nora.\n\n“Then I sit,” the captain said.\n\n“As you like,” said Hugh.\n\n"
    + "It rained.\n\n" * 9
    + "“Who is there?” said the captain.\n"
)


def test_a_role_is_one_person_in_its_scene() -> None:
    known = [KnownSpeaker(N, aliases=("Nora",)), H, "Ada Storm"]
    before = Attributor(genre="fiction", known=known).attribute(ROLES)
    after = before.reassign(before[0], "Ada Storm")
    assert names(after)[:4] == ["Ada Storm", N, "Ada Storm", H]
    assert after[4].speaker == before[4].speaker
    both = after.reassign(after[2], H)
    assert names(both)[:4] == ["Ada Storm", N, H, H]  # an answer of its own stands


def test_an_answer_survives_its_copy_and_not_what_holds_no_configuration() -> None:
    wanted = answers(BEFORE.reassign(BEFORE[2], N))
    copied = pickle.loads(pickle.dumps(BEFORE))
    assert answers(copied.reassign(copied[2], N)) == wanted
    (piped,) = ATTRIBUTOR.pipe([TEXT], on_error="raise")
    assert answers(piped.reassign(piped[2], N)) == wanted
    read = Analysis.from_dict(json.loads(json.dumps(BEFORE.to_dict())))
    after = read.reassign(read[2], N)
    assert [n for n, (a, b) in enumerate(zip(after, read, strict=True)) if a != b] == [2]
    assert read == BEFORE and read.decoded_again() is read and BEFORE.decoded_again() is BEFORE


def test_news_and_rules_alone_are_corrected_where_a_person_says_so() -> None:
    for attributor in (Attributor(genre="news"), Attributor(genre="fiction", model=None)):
        before = attributor.attribute(TEXT)
        after = before.reassign(before[2], "Mary Dane")
        assert [n for n, (a, b) in enumerate(zip(after, before, strict=True)) if a != b] == [2]


def test_the_command_and_a_corpus_do_what_python_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.txt").write_text(TEXT, encoding="utf-8")
    Path("people.csv").write_text(f"name,aliases\n{N},Nora\n{H},\n", encoding="utf-8")
    written(tmp_path, [("t.txt", "reassign", *place(2), BEFORE[2].speaker_name, N)])
    chosen = ["--genre", "fiction", "--known", "people.csv", "--corrections", "fix.csv", "--format", "jsonl"]
    assert main(["t.txt", *chosen]) == 0
    one = json.loads(capsys.readouterr().out)
    assert main(["corpus", "t.txt", "--output", "out", *chosen, "--workers", "1"]) == 0
    (part,) = Path("out").glob("part-*.jsonl")
    other = json.loads(part.read_text(encoding="utf-8"))
    wanted = answers(BEFORE.reassign(BEFORE[2], N))
    assert answers(Analysis.from_dict(one)) == answers(Analysis.from_dict(other)) == wanted


NAMES = (
    "“Sit down,” said Dane.\n\n“I will stand,” said Nora.\n\n“Then I sit,” Dane said.\n\n"
    "“As you like,” said Hugh.\n\n"
    + "It rained.\n\n" * 9
    + "“Who is there?” said Dane.\n\n“Nobody,” said Nora.\n"
)


@pytest.mark.parametrize(
    ("answers", "expected", "why"),
    [
        ({0: "Charles Dane"}, ["Charles Dane"] * 3, "a fuller name is the same one’s in the whole story"),
        ({0: "Will Ash"}, ["Will Ash"] * 3, "a name that the text does not have is the real one"),
        ({0: "Hugh"}, ["Hugh", "Dane", "Dane"], "another of the story: this tag alone was misread"),
        ({0: "Hugh", 2: "Hugh"}, ["Hugh"] * 3, "said twice, it is a name of his"),
        ({0: "Hugh", 2: "Nora"}, ["Hugh", "Nora", "Dane"], "two different answers say nothing of the third"),
    ],
)
def test_a_name_is_one_persons(answers: dict[int, str], expected: list[str], why: str) -> None:
    after = Attributor(genre="fiction").attribute(NAMES)
    for n, name in answers.items():
        after = after.reassign(after[n], name)
    assert [names(after)[n] for n in (0, 2, 4)] == expected, why


def test_beside_a_list_a_name_is_who_the_list_says() -> None:
    before = Attributor(genre="fiction", known=[KnownSpeaker("Dane"), "Nora", "Hugh"]).attribute(NAMES)
    assert names(before.reassign(before[0], "Charles Dane"))[2] == "Dane"
