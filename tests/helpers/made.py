"""An Analysis made by hand, with one of everything: what exports must carry."""

from __future__ import annotations

from quoteattr import (
    Analysis,
    Attribution,
    Cue,
    Doubt,
    Evidence,
    Mention,
    Provenance,
    Quotation,
    RunnerUp,
    Span,
    Speaker,
)

TEXT = (
    "Ferry plan sinks — Okafor\r\n\r\n"
    "“We never signed it,” harbour master Ada Okafor told Liam Brandt on Friday. “Not once.”\r\n\r\n"
    "She did not say who had. The board might argue that the quay is “unsafe & old”, <Brandt> wrote.\r\n\r\n"
    "“=SUM(1)?” someone asked."
)


def span(piece: str, start: int = 0) -> Span:
    at = TEXT.index(piece, start)
    return Span(at, at + len(piece))


def mention(piece: str, head: str, kind: str = "name", start: int = 0) -> Mention:
    where = span(piece, start)
    at = TEXT.index(head, where.start)
    return Mention(where, piece, Span(at, at + len(head)), kind)  # type: ignore[arg-type]


def quotation(kind: str, text: str, *pieces: str) -> Quotation:
    return Quotation(tuple(map(span, pieces)), kind, pieces, text)  # type: ignore[arg-type]


def cue(piece: str, lemma: str, **flags: object) -> Cue:
    return Cue(span(piece), piece, lemma, **flags)  # type: ignore[arg-type]


OKAFOR = Speaker(
    id="s1",
    name="Ada Okafor",
    aliases=("Okafor",),
    gender="female",
    gender_evidence=("first name Ada", "she"),
    roles=("harbour master",),
    known_id="Q7",
    mentions=(mention("Okafor", "Okafor"), mention("Ada Okafor", "Ada Okafor")),
)
BRANDT = Speaker(
    id="s2", name="Liam Brandt", gender="male", mentions=(mention("Liam Brandt", "Liam Brandt"),)
)
BOARD = Speaker(id="s3", name="The board", kind="organization", members=("s1", "s2"))

ANALYSIS = Analysis(
    text=TEXT,
    language="en",
    genre="news",
    attributions=(
        Attribution(
            quotation("direct", "We never signed it, Not once.", "“We never signed it,”", "“Not once.”"),
            cue("told", "tell"),
            mention("harbour master Ada Okafor", "Ada Okafor"),
            OKAFOR,
            "cue-beside",
            addressees=(BRANDT,),
            evidence=(
                Evidence("cue-beside", (span("told"),), "“told” stands beside the quotation", 0.75),
                Evidence("same-paragraph", (), "goes on in the same paragraph", 0.25),
            ),
            confidence=0.875,
            runners_up=(RunnerUp(BRANDT, 0.125),),
        ),
        Attribution(
            quotation("indirect", "who had", "who had"),
            cue("say", "say", negated=True),
            mention("She", "She", "pronoun"),
            OKAFOR,
            "complement",
        ),
        Attribution(
            quotation("mixed", "that the quay is “unsafe & old”", "that the quay is “unsafe & old”"),
            cue("argue", "argue", act="thought", modal=True),
            mention("The board", "board", "organization"),
            BOARD,
            "complement",
            found_in=mention("Brandt", "Brandt", start=TEXT.index("<Brandt>")),
        ),
        Attribution(quotation("direct", "=SUM(1)?", "“=SUM(1)?”"), None, None, None, "marks-alone"),
    ),
    speakers=(OKAFOR, BRANDT, BOARD),
    doubts=(Doubt("no-speaker", span("“=SUM(1)?”"), "Nobody is named beside this quotation."),),
    provenance=Provenance("0.1.0", "en 1", None, 1),
)
