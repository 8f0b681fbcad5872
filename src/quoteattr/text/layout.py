"""Paragraphs and what kind each is: headline, dateline, caption or body.

What is doubtful is body: captions are not searched for quotations, headlines have rules of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import regex

from quoteattr.lang.letters import CAPITAL, LETTER, LETTERS, SPACE, capital, in_word, small
from quoteattr.lang.page import PAGE, any_of
from quoteattr.stage_values import Paragraph, ParagraphKind

# From a line break to the next ink. Starting at the break keeps it linear on long runs of blanks.
_GAP = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]\\s*")
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INDENT = re.compile("(?:[ \xa0\u3000]{2}|\t)\\Z")

_DASH = r"(?:[—–―]|--?)"
# A run of capitals; a hyphen belongs to it where it goes on. Nothing in it is tried twice.
_SHOUTED = r"(?:[\p{Lu}\p{Lt}\p{M}.'’]++|-++(?=[\p{Lu}\p{Lt}.'’]))"
_PARTICLE = any_of(PAGE.place_particles, behind=" ")
_PLACE = rf"{CAPITAL}{_SHOUTED}++(?:[ /-]++{_PARTICLE}?{CAPITAL}{_SHOUTED}*+){{0,4}}"
_AGENCY = rf"(?:\({CAPITAL}[\w .&/-]{{1,24}}\)|/{CAPITAL}[\w .-]{{1,24}}/)"
_DATE = rf"(?:[,.]? (?:\d{{1,2}}\.? )?{CAPITAL}[\p{{Ll}}\p{{M}}]{{2,8}}+\.?(?: \d{{1,2}})?(?:,? \d{{4}})?)"
_REGION = rf"(?:, {CAPITAL}[\w.’' -]{{1,24}}?)"
# "OSLO, May 5. /NTB/.", "OSLO (AP) —", "SALEM, Mass. -"; a name not in capitals
# needs its agency, "Berlin (dpa) –".
_BEFORE_TEXT = rf"{SPACE}*{_DASH}(?={SPACE})"
_DATELINE = regex.compile(
    rf"(?:{_PLACE}{_REGION}?{_DATE}?[.,]?(?: ?{_AGENCY}\.?(?:{_BEFORE_TEXT}|(?={SPACE}))|{_BEFORE_TEXT})"
    rf"|{CAPITAL}[\w.’-]+(?: {CAPITAL}[\w.’-]+){{0,3}}{_REGION}?{_DATE}? ?"
    rf"(?:\((?:{CAPITAL}{{2,5}}|{any_of(PAGE.dateline_agencies)})\)|/{CAPITAL}{{2,8}}/\.?)"
    rf"(?:{_BEFORE_TEXT}|{SPACE}*(?={CAPITAL}))){SPACE}*"
)
_DATELINE_SIGN = re.compile(r"[(/—–―-]")
_DATELINE_REACH = 80

_CREDIT_WORD = re.compile(
    rf"(?:©|\(c\) )|{any_of(PAGE.credit_openers, behind=' ')}?{any_of(PAGE.credit_nouns)}"
    rf"{any_of(PAGE.credit_endings)}?(?::|{any_of(PAGE.credit_links, ' ', ' ')})",
    re.I,
)
_DESK_NOTE = re.compile(
    rf"\({any_of(PAGE.desk_openers, behind=' ')}?{any_of(PAGE.desk_notes)}\b[^()]*\)\.?\Z"
)
_OWNER, _PERSON, _HOUSE = (rf"{CAPITAL}[\w{marks}]*+" for marks in (".&", ".’-", ".&’-"))
_CREDIT_END = regex.compile(
    rf"\((?:{_OWNER}(?: {_OWNER}){{0,3}} )?{any_of(PAGE.credit_plurals)}\b[^()]{{0,80}}\)\.?\Z"
    rf"|\({_PERSON}(?: {_PERSON}){{1,3}} ?/ ?{_HOUSE}(?: {_HOUSE}){{0,3}}\)\Z"
)
_NAME = rf"{CAPITAL}[\w.’'-]++"
_CREDIT_SLASH = regex.compile(
    rf"(?:\A|{SPACE}|\(){_NAME} {CAPITAL}[\w.’' -]{{1,40}} ?/ ?"
    rf"(?:{CAPITAL}{{2,}}|{any_of(PAGE.picture_agencies)})[\w ]{{0,24}}\)?\Z"
    rf"|(?:\A|{SPACE}){any_of(PAGE.slash_agencies)} ?/ ?{_NAME} {_NAME}\Z"
)
_MARK = re.compile(r"[\"“”„«»]|''|``")
_END = re.compile(r"[.!?…:;,][\"”’»')\]]*\Z")
_SENTENCE_INSIDE = regex.compile(r"[\p{Ll}\p{M}\p{N}”\"][.!?]++[\"”’]?+ ++[\p{Lu}\p{Lt}“\"‘(]")
_WORD = regex.compile(rf"{LETTER}[{LETTERS}\p{{N}}_’'-]*+")
_LIST_ITEM = regex.compile(r"[-–—•*·►#>@<]|\d{1,3}[.)] |\p{Ll}")

# One to three words and a full stop, at the beginning of a line.
_LAST_WORDS = regex.compile(
    rf"{CAPITAL}[\w.’'-]{{0,30}}+(?: [\w.’'-]{{1,30}}+){{0,2}}(?<=\w\.)(?:{SPACE}|\Z)"
)
_LABEL = regex.compile(r"\p{Ll}++: ")  # of a message: "theo: you up"
_LONGEST_LINE = 160
_LONG_LINE = 40

_HEADLINE_REACH = 180
_SUBHEAD_REACH = 80
_CAPTION_REACH = 400
_CAPTION_LINE = 200


def paragraphs(text: str, sentence_words: frozenset[str] = frozenset()) -> tuple[Paragraph, ...]:
    """Divide ``text`` into paragraphs, without surrounding white space, each with its kind.

    A single line break ends a paragraph unless the text is hard-wrapped; there a blank line does, or
    an indent where the text has no blank lines. ``sentence_words`` are words that running sentences have and
    headlines drop ("the"): without them, some first sentences are taken for headlines.
    """
    bounds = _bounds(text)
    kinds = _kinds(text, bounds, sentence_words)
    return tuple([Paragraph(start, end, kind) for (start, end), kind in zip(bounds, kinds, strict=True)])


# ---------------------------------------------------------------------------------------- borders


def _bounds(text: str) -> list[tuple[int, int]]:
    gaps = [(m.start(), m.end()) for m in _GAP.finditer(text)]
    starts, ends = [_first_ink(text)], []
    for start, end in _paragraph_gaps(text, gaps):
        ends.append(start)
        starts.append(end)
    ends.append(len(text))
    bounds = []
    for start, end in zip(starts, ends, strict=True):
        if end > start and text[end - 1].isspace():
            end = start + len(text[start:end].rstrip())
        if end > start:
            bounds.append((start, end))
    return bounds


def _first_ink(text: str) -> int:
    start = 1 if text.startswith("\ufeff") else 0
    return len(text) - len(text[start:].lstrip()) if text[start : start + 1].isspace() else start


def _paragraph_gaps(text: str, gaps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those gaps between lines that end a paragraph."""
    single = [gap for gap in gaps if _is_single_break(text, gap)]
    if not _is_hard_wrapped(text, single):
        return [gap for gap in gaps if not (_is_single_break(text, gap) and _cuts_tag(text, gap))]
    inside = set(single)
    blank = len(gaps) - len(single)
    if blank * 40 < len(single):
        indented = [gap for gap in single if _INDENT.search(text, gap[0], gap[1])]
        if 0 < len(indented) < 0.5 * len(single):
            inside.difference_update(indented)
    return [gap for gap in gaps if gap not in inside]


def _cuts_tag(text: str, gap: tuple[int, int]) -> bool:
    """Whether the break cuts off the end of a sentence that has a quotation in it: "…,” said Jane | Doe."."""
    start, end = gap
    line = text[max(text.rfind("\n", 0, start), start - _LONGEST_LINE, 0) : start]
    return in_word(line[-1:]) and _LAST_WORDS.match(text, end) is not None and _MARK.search(line) is not None


def _is_single_break(text: str, gap: tuple[int, int]) -> bool:
    start, end = gap
    if end - start == 1:
        return True
    piece = text[start:end]
    return "\u2029" not in piece and len(_BREAKS.findall(piece)) == 1


def _is_hard_wrapped(text: str, single: list[tuple[int, int]]) -> bool:
    """Whether single line breaks fall anywhere in a sentence: many lines go on in lower case.

    Lists and verse have lower-case lines too, but much shorter ones, or capitals. Of a text with quotation
    marks, which is no list, most lines that are half as long do.
    """
    if not single:
        return False
    broken = sum(_breaks_sentence(text, start, end) for start, end in single)
    starts = [-1, *[start for start, _ in single]]
    lengths = [start - before for before, start in pairwise(starts)]
    if broken > 0.3 * len(single) and _are_long(lengths, _LONG_LINE):
        return True
    return broken >= 0.5 * len(single) and _are_long(lengths, _LONG_LINE // 2) and bool(_MARK.search(text))


def _breaks_sentence(text: str, start: int, end: int) -> bool:
    """Whether a sentence goes on in small letters behind the line break."""
    open_end = start > 0 and (in_word(text[start - 1]) or text[start - 1] in ",;-—’' ")
    goes_on = open_end and end < len(text) and small(text[end])
    return bool(goes_on) and not _LABEL.match(text, end)


def _are_long(lengths: list[int], least: int) -> bool:
    """Whether more than half of the lines are longer than that."""
    return sum(length > least for length in lengths) > 0.5 * len(lengths)


# ------------------------------------------------------------------------------------------ kinds


def _kinds(text: str, bounds: list[tuple[int, int]], sentence_words: frozenset[str]) -> list[ParagraphKind]:
    kinds: list[ParagraphKind] = ["body"] * len(bounds)
    for i, (start, end) in enumerate(bounds):
        if end - start <= _CAPTION_REACH and _is_caption(text[start:end]):
            kinds[i] = "caption"
        elif _has_dateline(text, start, end):
            kinds[i] = "dateline"
    _mark_caption_lines(text, bounds, kinds)
    _mark_opening_headlines(text, bounds, kinds, sentence_words)
    _mark_subheads(text, bounds, kinds)
    return kinds


def _has_dateline(text: str, start: int, end: int) -> bool:
    """Whether the paragraph from ``start`` to ``end`` begins with a dateline and goes on behind it."""
    reach = min(end, start + _DATELINE_REACH)
    if not capital(text[start]) or not _DATELINE_SIGN.search(text, start, reach):
        return False
    found = _DATELINE.match(text, start, reach)
    return found is not None and found.end() < end


def _is_caption(line: str) -> bool:
    """A line of picture credit, or of the desk: "© Name/AGENCY", "(Reporting by …)"."""
    if line[0] == "(" and _DESK_NOTE.match(line):
        return True
    credited = (
        (len(line) <= 200 and _CREDIT_WORD.match(line))
        or ("/" in line and _CREDIT_SLASH.search(line))
        or (")" in line[-2:] and _CREDIT_END.search(line))
    )
    return bool(credited) and not _MARK.search(line)


def _mark_caption_lines(text: str, bounds: list[tuple[int, int]], kinds: list[ParagraphKind]) -> None:
    """An unfinished short line between a caption and its credit belongs to them, and so does a line that
    stands again with its credit."""
    _mark_repeated_lines(text, bounds, kinds)
    for i in range(1, len(bounds) - 1):
        if kinds[i] == "body" and kinds[i - 1] == "caption" and kinds[i + 1] == "caption":
            line = text[slice(*bounds[i])]
            if len(line) <= _CAPTION_LINE and not _END.search(line) and not _MARK.search(line):
                kinds[i] = "caption"


def _mark_repeated_lines(text: str, bounds: list[tuple[int, int]], kinds: list[ParagraphKind]) -> None:
    for i in range(len(bounds) - 1):
        if kinds[i] == "body" and _is_said_again(text, bounds[i], bounds[i + 1]):
            kinds[i] = kinds[i + 1] = "caption"


def _is_said_again(text: str, one: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a line without marks is repeated by the next, with a credit behind it or alone: "Doe at home",
    "Doe at homeCredit: Roe"."""
    line, again = text[slice(*one)], after[1] - after[0]
    short = one[1] - one[0] <= _CAPTION_LINE and again <= one[1] - one[0] + _CAPTION_LINE // 2
    return short and one[0] > 0 and text.startswith(line, after[0]) and not _MARK.search(text, *after)


def _mark_opening_headlines(
    text: str, bounds: list[tuple[int, int]], kinds: list[ParagraphKind], sentence_words: frozenset[str]
) -> None:
    """Headlines are the lines before the first full sentence; a text of one line has none."""
    main = True  # the headline itself, or its second half after a semicolon
    for i in range(len(bounds) - 1):
        if kinds[i] == "caption":
            continue
        line, (next_start, next_end) = text[slice(*bounds[i])], bounds[i + 1]
        if kinds[i] != "body" or small(text[next_start]) or _is_no_headline(line):
            return
        if _END.search(line) and not _is_finished_headline(line, next_end - next_start, main, sentence_words):
            return
        kinds[i] = "headline"
        main = line[-1] == ";"


def _is_no_headline(line: str) -> bool:
    """Whether a line is long, of a list, of more than one sentence, or a quotation."""
    if len(line) > _HEADLINE_REACH or _LIST_ITEM.match(line):
        return True
    if _SENTENCE_INSIDE.search(line) and not _is_title_case(line):
        return True
    return line[0] in "\"“«„'‘" and line[-1] in "\"”»“'’"


def _is_finished_headline(line: str, following: int, main: bool, sentence_words: frozenset[str]) -> bool:
    """Whether a line that ends like a sentence is a headline; ``following``: how long the next one is."""
    if line[-1] in ":,;":
        return line[-1] == ";" and main
    if _is_title_case(line):
        return True
    is_short = len(line) < 130 and following > 1.3 * len(line)
    return main and is_short and not _any_word(sentence_words).search(line)


@lru_cache(maxsize=16)
def _any_word(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(sorted(words))}\b")


def _is_title_case(line: str) -> bool:
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) > 2 and sum(map(capital, words)) >= 0.8 * len(words)


def _mark_subheads(text: str, bounds: list[tuple[int, int]], kinds: list[ParagraphKind]) -> None:
    """An unfinished short line between two finished paragraphs."""
    for i in range(1, len(bounds) - 1):
        start, end = bounds[i]
        if end - start > _SUBHEAD_REACH or kinds[i] != "body" or kinds[i - 1] == "headline":
            continue
        line = text[start:end]
        if not in_word(line[-1]) or _LIST_ITEM.match(line) or _MARK.search(line):
            continue
        behind = bounds[i + 1]
        if _is_finished(text, bounds[i - 1]) and (_is_finished(text, behind) or _is_quoted(text, *behind)):
            kinds[i] = "headline"


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a paragraph opens with a quotation mark and ends like a sentence."""
    return text[start] in '“"‘' and bool(_END.search(text, max(start, end - 5), end))


def _is_finished(text: str, bound: tuple[int, int]) -> bool:
    start, end = bound
    return end - start > _SUBHEAD_REACH and bool(_END.search(text, max(start, end - 5), end))
