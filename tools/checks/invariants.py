"""What docs/reference promises of every answer. A broken promise is a line: "which one: what was seen"."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import quoteattr
from quoteattr import Analysis, Attribution, Quotation, QuoteSpan, Speaker
from quoteattr.analysis import useful_questions
from quoteattr.errors import QuoteattrError
from quoteattr.export import csv, play, review
from quoteattr.lang import classes as c
from quoteattr.lang.load import load_pack
from quoteattr.text.escapes import plain
from quoteattr.text.layout import paragraphs
from quoteattr.types import Outcome

STATED = 8  # words of a quotation that is always an attribution in news, at worst of nobody
SPOKEN = 3  # words of a quotation that opens a paragraph of a story, at least
_MINOR = c.PREPOSITION | c.DETERMINER | c.CONJUNCTION  # what a title of a work leaves small
_DASHES = "—–―"


def of_text(text: str) -> Iterator[str]:
    """What ``tokenize`` and ``find_quotes`` promise."""
    tokens = quoteattr.tokenize(text)
    if any(text[t.start : t.end] != t.text or not t.text for t in tokens):
        yield "token, its text is not the slice"
    if any(a.end > b.start for a, b in pairwise(tokens)):
        yield "token, two overlap"
    borders = [0, *(place for t in tokens for place in (t.start, t.end)), len(text)]
    between = [text[end:start] for end, start in zip(borders[::2], borders[1::2], strict=True)]
    if any(gap.strip() and plain(gap).text.strip() for gap in between):  # "&nbsp;" is meant as white space
        yield "token, a character is in none"
    around: list[QuoteSpan] = []
    for span in quoteattr.find_quotes(text):
        while around and around[-1].end <= span.start:
            around.pop()
        parent = around[-1] if around else None
        if text[span.start : span.end] != span.text or not span.start < span.end:
            yield f"quote, its text is not the slice: {span.text!r}"
        if not span.start <= span.inner.start <= span.inner.end <= span.end:
            yield f"quote, its inner span lies outside: {span.text!r}"
        if any(a.end > b.start for a, b in pairwise(span.marks)) or span.marks[0].start != span.start:
            yield f"quote, its marks are out of order: {span.text!r}"
        if span.parent != parent or (parent is not None and span.end > parent.end):
            yield f"quote, not nested: {span.text!r}"
        around.append(span)


def of_answer(text: str, analysis: Analysis, quoted: bool) -> Iterator[str]:
    """What an Analysis promises; ``quoted``: it was made in the mode "quoted"."""
    if analysis.text != text:
        yield "analysis, another text"
    yield from _cast(text, analysis.speakers)
    doubtful = {d.span for d in analysis.doubts if d.kind in ("no-speaker", "low-confidence")}
    for doubt in analysis.doubts:
        if not 0 <= doubt.span.start <= doubt.span.end <= len(text) or not doubt.message:
            yield f"doubt, damaged: {doubt}"
    for one in analysis.attributions:
        yield from _attribution(text, one, analysis.speakers)
        if one.speaker is None and one.quotation.spans[0] not in doubtful:
            yield "attribution, nobody said it, and no doubt says why"
        if quoted and one.quotation.kind == "indirect":
            yield "attribution, indirect in the mode quoted"
    if any(a.quotation.start > b.quotation.start for a, b in pairwise(analysis)):
        yield "attributions, not in text order"
    yield from _round_trip(analysis)
    yield from _script(text, analysis)


def _cast(text: str, speakers: tuple[Speaker, ...]) -> Iterator[str]:
    numbers = [int(s.id[1:]) for s in speakers if re.fullmatch(r"s[1-9]\d*", s.id)]
    if len(numbers) < len(speakers) or any(a >= b for a, b in pairwise(numbers)):
        yield f"speakers, ids: {[s.id for s in speakers]}"
    firsts = [s.mentions[0].span.start for s in speakers if s.mentions]
    if firsts != sorted(firsts):
        yield "speakers, not in order of first mention"
    for speaker in speakers:
        if not speaker.name.strip():
            yield "speaker, no name"
        if len(set(speaker.aliases)) < len(speaker.aliases) or {speaker.name, ""} & set(speaker.aliases):
            yield f"speaker, aliases: {speaker.aliases} of {speaker.name!r}"
        if not {f"s{n}" for n in numbers} >= set(speaker.members):
            yield f"speaker, members that nobody is: {speaker.members}"
        if any(a.span.start > b.span.start for a, b in pairwise(speaker.mentions)):
            yield "speaker, mentions not in text order"
        for mention in speaker.mentions:
            yield from _mention(text, mention)


def _mention(text: str, mention: quoteattr.Mention) -> Iterator[str]:
    span, head = mention.span, mention.head
    if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != mention.text:
        yield f"mention, its text is not the slice: {mention}"
    if not span.start <= head.start < head.end <= span.end:
        yield f"mention, its head lies outside: {mention}"


def _attribution(text: str, one: Attribution, cast: tuple[Speaker, ...]) -> Iterator[str]:
    yield from _quotation(text, one.quotation)
    if one.cue is not None:
        span = one.cue.span
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != one.cue.text:
            yield f"cue, its text is not the slice: {one.cue}"
        if not one.cue.lemma:
            yield f"cue, no lemma: {one.cue}"
    if one.mention is not None:
        yield from _mention(text, one.mention)
    others = [runner.speaker for runner in one.runners_up]
    if any(who not in cast for who in (*one.addressees, *others, *([one.speaker] if one.speaker else []))):
        yield "attribution, a speaker who is not in the cast"
    if one.speaker in others:
        yield "attribution, its speaker is a runner-up"
    if one.confidence is not None and not 0 <= one.confidence <= 1:
        yield f"attribution, confidence: {one.confidence}"
    if not one.rule:
        yield "attribution, no rule"
    for reason in one.evidence:
        if not math.isfinite(reason.share) or not reason.message or not reason.rule:
            yield f"evidence, damaged: {reason}"
        if not all(0 <= span.start < span.end <= len(text) for span in reason.spans):
            yield f"evidence, a span outside the text: {reason}"


def _quotation(text: str, said: Quotation) -> Iterator[str]:
    spans = said.spans
    if not spans or not all(0 <= span.start < span.end <= len(text) for span in spans):
        yield f"quotation, a span is empty or outside the text: {spans}"
    if any(a.end > b.start for a, b in pairwise(spans)):
        yield f"quotation, spans overlap or are out of order: {spans}"
    if said.parts != tuple(text[span.start : span.end] for span in spans):
        yield f"quotation, its parts are not the slices: {said}"
    if said.text != said.text.strip() or not said.text:
        yield f"quotation, its text is empty or begins or ends with white space: {said}"
    if not _is_part("".join(said.text.split()), "".join(said.parts)):
        yield f"quotation, its text is not in its parts: {said}"
    if {said.text[:1], said.parts[0][:1]} <= set(_DASHES) and any(map(str.isalnum, said.text)):
        yield f"quotation, its text begins with a dash: {said}"


def _is_part(some: str, whole: str) -> bool:
    """Whether the characters of ``some`` stand in ``whole`` in that order."""
    rest = iter(whole)
    return all(char in rest for char in some)


def _round_trip(analysis: Analysis) -> Iterator[str]:
    document = analysis.to_dict()
    if Analysis.from_dict(json.loads(json.dumps(document))) != analysis:
        yield "round trip, another answer comes back"


def _script(text: str, analysis: Analysis) -> Iterator[str]:
    lines = analysis.to_script()
    if "".join(line.text for line in lines) != text:
        yield "script, its lines are not the text"
    if any(text[line.start : line.end] != line.text or not line.text for line in lines):
        yield "script, a line is empty or not the slice"


_LETTER = re.compile(r"\b[^\W\d_]\.$")  # "J.", "U.S."
_MARKUP = re.compile(r"<|\]\(")
_INCHES = re.compile(r'(?<=\d)["”]')
_ROW = re.compile(r'["“”„«»「」]{3}')


def of_marks(text: str, analysis: Analysis) -> Iterator[str]:
    """Quotations that marks show: none gets lost without a doubt, and the text of one has no mark of its own.

    In news those of eight words in a body paragraph that are no title; in stories those of three words that
    open one, where no sentence goes on from the paragraph before ("U.S." may end it or not). A row of three
    marks and more is decoration: what it encloses is anybody's guess.
    """
    spans = quoteattr.find_quotes(text)
    outer = [span for span in spans if span.parent is None]
    said = sorted((span.start, span.end) for one in analysis for span in one.quotation.spans)
    said += [(one.span.start, one.span.end) for one in analysis.doubts if one.kind == "unattributed"]
    sentence_words = load_pack(analysis.language).words.reading.sentence_words
    bodies = [p for p in paragraphs(text, sentence_words) if p.kind in ("body", "dateline")]
    openings = {p.start for p in bodies if _has_ended(text[: p.start].rstrip())}
    for span in outer:
        if not span.closed or "GUTENBERG" in text or _MARKUP.search(span.text):
            continue  # the words of a tag, the address of a link, are nobody's
        if analysis.genre == "fiction":
            due = span.start in openings and _words(span) >= SPOKEN
        else:
            due = _stated(span) and any(p.start <= span.start and span.end <= p.end for p in bodies)
        if due and not any(a < span.end and span.start < b for a, b in said):
            yield f"lost: no attribution has {span.text!r}"
    own = {text[mark.start : mark.end] for span in outer for mark in span.marks} & set('"“”„«»「」')
    odd = any(doubt.kind in ("unclosed-mark", "stray-mark") for doubt in analysis.doubts) or _ROW.search(text)
    if len(outer) == len(spans) and not odd:
        for one in analysis:
            said = one.quotation
            marked = said.parts[0][:1] in own and not one.rule.startswith(
                "layout"
            )  # a label, with marks in it
            tagged = "<" in said.text  # a tag has marks of its own: <a href="…">
            if said.kind == "direct" and marked and not tagged and own & set(_INCHES.sub("", said.text)):
                yield f"quotation, its text has a mark of its own: {said}"


def _has_ended(before: str) -> bool:
    return before[-1:] in ("", "!", "?") or (before[-1] == "." and not _LETTER.search(before[-4:]))


def _words(span: QuoteSpan) -> int:
    return sum(token.text.isalpha() for token in quoteattr.tokenize(span.text))


def _stated(span: QuoteSpan) -> bool:
    """Whether a quotation is long enough, and no title: words that a title would not leave small."""
    classes = load_pack("en").classes
    words = [token.text for token in quoteattr.tokenize(span.text) if token.text.isalpha()]
    small = [word for word in words if word.islower() and word != "to" and not classes[word] & _MINOR]
    return len(words) >= STATED and len(small) >= STATED // 2


def of_exports(text: str, analysis: Analysis) -> Iterator[str]:
    """What every export gives of the answer."""
    if Analysis.from_dict(analysis.to_dict(offsets="utf16")) != analysis:
        yield "round trip, another answer comes back from UTF-16"
    outcome = Outcome(analysis.genre, analysis.attributions, analysis.speakers, analysis.doubts)
    records = analysis.to_records("a")
    if len(records) != len(analysis):
        yield "records, not one for each attribution"
    csv.rows(records)
    ElementTree.fromstring(analysis.to_tei("a"))
    body, _ = analysis.to_brat()
    if len(body) != len(text):
        yield "brat, a text of another length"
    collection = json.dumps(analysis.to_web_annotation())
    if json.loads(collection)["total"] != len(analysis):
        yield "web annotation, not one for each attribution"
    analysis.to_html("a").encode()
    analysis._repr_html_()
    for made in (
        play.play("a", text, outcome, 72),
        review.review("a", text, outcome, useful_questions(analysis, 9), 72),
    ):
        "".join(made)
    for one in analysis.speakers:
        analysis.mentions_of(one)


def of_verification(text: str, analysis: Analysis) -> Iterator[str]:
    """What ``verify`` gives for a text held against itself, and against the half of it."""
    quoted = sum(one.quotation.kind != "indirect" for one in analysis)
    for source in (text, text[: len(text) // 2]):
        found = quoteattr.verify(analysis, [("s", source)])
        if len(found) > quoted:
            yield "verification, more checks than quotations"
        for check in found:
            spans = [*check.spans, *(one.source for one in check.differences if one.source is not None)]
            if any(not 0 <= span.start <= span.end <= len(source) for span in spans):
                yield f"verification, a span outside of the source: {check}"
            if any(text[one.draft.start : one.draft.end] != one.words for one in check.differences):
                yield f"verification, words that are not the draft's: {check}"
            if (check.verdict in ("absent", "unclear")) != (check.place is None) or not 0 <= check.score <= 1:
                yield f"verification, a verdict without its place: {check}"
        found.to_records("a")
        found.to_html("a").encode()


def problems(text: str, setting: dict[str, Any], exports: bool = True, twice: bool = True) -> list[str]:
    """What is wrong with the answer to ``text`` in a setting of an Attributor; an exception is one line."""
    try:
        return list(_problems(text, setting, exports, twice))
    except MemoryError:
        raise
    except (Exception, RecursionError) as error:
        return [raised(error)]


def _problems(text: str, setting: dict[str, Any], exports: bool, twice: bool) -> Iterable[str]:
    attributor = quoteattr.Attributor(**setting)
    analysis = attributor.attribute(text)
    yield from of_answer(text, analysis, setting.get("mode") == "quoted" and analysis.genre == "news")
    yield from of_marks(text, analysis)
    if twice:
        yield from of_text(text)
        if attributor.attribute(text) != analysis:
            yield "twice, another answer the second time"
    if exports:
        yield from of_exports(text, analysis)
        yield from of_verification(text, analysis)


def raised(error: BaseException) -> str:
    """The line for an exception: its class and the place in the library that raised it."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        if "quoteattr" in code.co_filename:
            place = f"{code.co_filename.rsplit('quoteattr', 1)[1].strip('/')}, {code.co_name}"
        trace = trace.tb_next
    meant = " (meant)" if isinstance(error, QuoteattrError) else ""
    return f"{type(error).__name__} in {place}: {error}{meant}"
