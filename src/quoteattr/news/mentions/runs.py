"""Runs of capitalised words: the raw material of names."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.kinds import NAMED, where
from quoteattr.stage_values import Segmented, Sentences

_FUNCTION = (
    c.DETERMINER
    | c.PRONOUN
    | c.PREPOSITION
    | c.CONJUNCTION
    | c.SUBORDINATOR
    | c.COMPLEMENTIZER
    | c.RELATIVE
    | c.AUXILIARY
    | c.MODAL
    | c.NEGATION
    | c.WH
    | c.INTERJECTION
)
_ORDINARY = c.COMMON | _FUNCTION | c.REPORTING_VERB
_EMPTY = _FUNCTION | c.CALENDAR
_BEFORE_PERIOD = c.SHORTENED | c.TITLE_ABBREVIATION | c.NAME_SUFFIX
_GOES_ON = c.WORD | c.CAPITALISED | c.PARTICLE
_NAME_LIKE = c.SURNAME | c.ROLE_OR_TITLE
_JOINING = frozenset(("of", "for", "on", "and"))
_LONGEST = 60  # words of a run
_TITLE_CASE = 6  # capitals in a row from which a run is a line in title case, not one name


def capital_runs(segmented: Segmented, sentences: Sentences) -> list[tuple[list[int], int]]:
    """(token indices, paragraph number) of each run of capitalised words that may hold a name.

    A run goes on over particles ("Ludwig van Beethoven"), the period of an initial or a title
    ("Sen. J. Doe"), "&", and "of" or "for" inside an institution's name ("Bank of England"). It
    never crosses a sentence's border. Ordinary words are taken off its front where a capital means
    nothing (at the start of a sentence, in a headline).
    """
    runs: list[tuple[list[int], int]] = []
    paragraphs = segmented.paragraphs
    words, classes = segmented.tokens.words, segmented.tokens.classes
    starts = where(segmented.tokens.kinds, NAMED)
    spans = iter(sentences.spans)
    last = behind = 0  # of the sentence, of the last run
    for i in starts:
        if i < behind:
            continue
        while i >= last:
            sentence = next(spans)
            first, last = sentence.first, sentence.last
            headline = paragraphs[sentence.paragraph].kind == "headline"
        if i < first:
            continue
        if i + 1 < last and _ends_run(words[i + 1], classes[i + 1]):  # most runs
            if classes[i] & _EMPTY and not classes[i] & c.UPPER:
                continue
            run = [i]
        else:
            run = _run_from(segmented, i, last, headline)
        if len(run) >= _TITLE_CASE and not headline and _title_case(classes, run):
            run = _run_from(segmented, i, last, True)
        behind = run[-1] + 1
        for piece in _trim(segmented, sentences, run, first, headline):
            runs.append((piece, sentence.paragraph))
    return runs


def _ends_run(word: str, bits: int) -> bool:
    """Whether no run can go on over this word behind its first one."""
    return bits & _GOES_ON == c.WORD and word not in _JOINING


def _title_case(classes: tuple[int, ...], run: list[int]) -> bool:
    """Whether the run reads as a line in title case: it has verbs or function words."""
    verbal = _FUNCTION | c.REPORTING_VERB
    return any(
        classes[i] & verbal and classes[i] & c.CAPITAL and not classes[i] & (_NAME_LIKE | c.TITLE_PREFIX)
        for i in run[1:]
    )


def _run_from(segmented: Segmented, first: int, end: int, headline: bool) -> list[int]:
    tokens = segmented.tokens
    words, classes, starts, ends = tokens.words, tokens.classes, tokens.starts, tokens.ends
    run = [first]
    i = first + 1
    institution = bool(classes[first] & c.ORGANIZATION)
    while i < end and len(run) < _LONGEST:
        bits = classes[i]
        if bits & c.CAPITALISED:
            if headline and bits & _ORDINARY and not bits & _NAME_LIKE:
                break
            run.append(i)
            institution |= bool(bits & c.ORGANIZATION)
            i += 1
        elif bits & c.QUOTE_MARK and _nickname(segmented, i, end):
            i += 3
        elif i + 1 >= end or starts[i] - ends[i - 1] > 1:
            break
        elif (
            words[i] == "."
            and starts[i] == ends[i - 1]
            and classes[i - 1] & _BEFORE_PERIOD
            and classes[i + 1] & (c.CAPITAL | c.PARTICLE)
        ):
            i += 1
        elif (bits & c.PARTICLE and _capital_soon(classes, i, end)) or (
            words[i] == "&" and classes[i + 1] & c.CAPITAL
        ):
            run.append(i)
            i += 1
        elif words[i] == "," and classes[i + 1] & c.NAME_SUFFIX and classes[i + 1] & c.CAPITAL:
            i += 1
        elif (
            words[i] in _JOINING
            and (institution or classes[run[-1]] & (c.ROLE_OR_TITLE | c.TITLE_PREFIX))
            and _institution_goes_on(segmented, i, end)
        ):
            run.append(i)
            if classes[i + 1] & c.DETERMINER:
                run.append(i + 1)
                i += 1
            i += 1
        else:
            break
    return run


def _nickname(segmented: Segmented, i: int, end: int) -> bool:
    """Whether a nickname in marks stands at ``i``: Juan “Chico” Doe."""
    classes, starts, ends = segmented.tokens.classes, segmented.tokens.starts, segmented.tokens.ends
    if i + 3 >= end or not classes[i + 2] & c.QUOTE_MARK or starts[i + 1] > ends[i]:
        return False
    named = classes[i - 1] & c.FIRST_NAME and classes[i + 1] & classes[i + 3] & c.CAPITAL
    return bool(named) and starts[i] - ends[i - 1] == 1 == starts[i + 3] - ends[i + 2]


def _capital_soon(classes: tuple[int, ...], i: int, end: int) -> bool:
    """Whether a capitalised word follows the particle at ``i``, one more particle allowed between."""
    if classes[i + 1] & c.CAPITAL:
        return True
    return bool(classes[i + 1] & c.PARTICLE and i + 2 < end and classes[i + 2] & c.CAPITAL)


def _institution_goes_on(segmented: Segmented, i: int, end: int) -> bool:
    """Whether "of" (for, on, and) at ``i`` joins two parts of one institution's name."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    follow = i + 1
    if words[i] == "and":
        # Department of Health and Human Services; not "the FBI and Donald Trump"
        return bool(
            classes[i - 1] & c.CAPITAL
            and not classes[i - 1] & (c.UPPER | c.ORGANIZATION)
            and classes[follow] & c.CAPITAL
            and follow + 1 < end
            and classes[follow + 1] & c.ORGANIZATION
            and classes[follow + 1] & c.CAPITAL
        )
    if classes[follow] & c.DETERMINER and words[i] != "and":
        follow += 1
    return follow < end and bool(classes[follow] & c.CAPITAL) and not classes[follow] & c.CALENDAR


def _trim(
    segmented: Segmented, sentences: Sentences, run: list[int], sentence_first: int, headline: bool
) -> list[list[int]]:
    """The run without words whose capital says nothing; cut in two where a quotation starts or ends."""
    classes, inside = segmented.tokens.classes, sentences.inside
    pieces: list[list[int]] = []
    start = 0
    for k in range(1, len(run) + 1):
        if k == len(run) or inside[run[k]] != inside[run[k - 1]]:
            pieces.append(run[start:k])
            start = k
    result = []
    for piece in pieces:
        while piece:
            first = piece[0]
            bits = classes[first]
            if bits & c.INITIAL and len(piece) > 2 and segmented.tokens.words[first + 1] == ".":
                break  # "I. Charles McCullough" begins with no pronoun
            initial = (
                headline
                or first == sentence_first
                or (not classes[first - 1] & c.WORDLIKE and segmented.tokens.words[first - 1] not in ",-&")
            )
            given = bits & c.FIRST_NAME and len(piece) == 2 and classes[piece[1]] & c.SURNAME
            empty = bits & _EMPTY and not bits & c.UPPER and not (given and not initial)
            if empty or (initial and _ordinary(classes, piece)):
                piece = piece[1:]
            else:
                break
        while piece and classes[piece[-1]] & _EMPTY and not classes[piece[-1]] & c.UPPER:
            piece = piece[:-1]
        if piece:
            result.append(piece)
    return result


def _ordinary(classes: tuple[int, ...], piece: list[int]) -> bool:
    """Whether the first word of the piece is an ordinary word that merely starts a sentence."""
    bits = classes[piece[0]]
    if bits & c.REPORTING_VERB and bits & c.COMMON:
        return True  # "Said Doe" turned round, though Said is a first name
    if not bits & (c.COMMON | c.ADVERB):
        return False
    if bits & (c.ROLE_OR_TITLE | c.ORGANIZATION | c.GROUP | c.DEMONYM) and len(piece) > 1:
        return False
    named_next = len(piece) > 1 and classes[piece[1]] & (c.SURNAME | c.INITIAL)
    return not (bits & c.FIRST_NAME and named_next)
