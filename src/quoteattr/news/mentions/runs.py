"""Runs of capitalised words: the raw material of names."""

from __future__ import annotations

from collections.abc import Set

from attrs import define

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.empty_words import EMPTY, FUNCTION, ORDINARY, is_full_name, without_empty_ends
from quoteattr.news.mentions.institutions import Run, whole
from quoteattr.news.mentions.presented import says
from quoteattr.sentences import in_sentences
from quoteattr.stage_values import Segmented, Sentences, Tokens
from quoteattr.text.tokens import where

_MAYBE_NAME = c.MODAL | c.CALENDAR | c.INTERJECTION  # empty words that people are called, too: May, Will, Lo
_BEFORE_PERIOD = c.SHORTENED | c.TITLE_ABBREVIATION | c.NAME_SUFFIX
_MAY_BE_TITLE = c.TITLE | c.TERMINATOR  # "Mr Ban", "Mr. Ban"
_GOES_ON = c.WORD | c.CAPITALISED | c.PARTICLE
_NAME_LIKE = c.SURNAME | c.ROLE_OR_TITLE
_LONGEST = 60  # words of a run
_SLASH = "/"
_LONGEST_BRACKET = 6  # tokens
_OPENING = 2  # marks that open a nickname: ("
_AROUND = 5  # tokens: a first name, marks around a nickname, a surname
_LONGEST_NICKNAME = 3  # words
_TITLED = 3  # words of a title and a full name
_TITLE_CASE = 6  # capitals in a row from which a run is a line in title case, not one name


def capital_runs(segmented: Segmented, sentences: Sentences, pack: Pack) -> list[Run]:
    """Each run of capitalised words that may hold a name.

    A run goes on over particles ("Ludwig van Beethoven"), the period of an initial or a title
    ("Sen. J. Doe"), "&", and "of" or "for" inside an institution's name ("Bank of England"). It
    never crosses a sentence's border. Ordinary words are taken off its front where a capital means
    nothing (at the start of a sentence, in a headline). A word that nothing is left of is no ``sure`` run:
    "Young said" names somebody only if the text has an Ed Young.
    """
    runs: list[Run] = []
    classes = segmented.tokens.classes
    lists = pack.words.mentions
    reader = _Reader(segmented, lists.institution_joins, lists.listing, lists.patronymics)
    named = _named_elsewhere(segmented, pack)
    behind = 0  # the last run
    for sentence, i in in_sentences(sentences, where(segmented.tokens, c.CAPITALISED)):
        if i < behind:
            continue
        headline = segmented.paragraphs[sentence.paragraph].kind == "headline"
        if i + 1 < sentence.last and reader.ends_behind_first(i + 1):  # most runs
            if classes[i] & EMPTY and not classes[i] & (c.UPPER | _MAYBE_NAME):
                continue
            run = [i]
        else:
            run = _whole_run(reader, i, sentence.last, headline)
        behind = run[-1] + 1
        for piece in _cut_at_marks(run, sentences.inside):
            kept = without_empty_ends(segmented, piece, sentence.first, headline, named, pack)
            if kept or len(piece) == 1:
                runs.append(Run(kept or piece, sentence.paragraph, bool(kept)))
    return whole(segmented, runs, pack)


def _named_elsewhere(segmented: Segmented, pack: Pack) -> Set[tuple[str, ...]]:
    """Words whose capital means something somewhere in the text: ("Ban",) of "Mr. Ban"; with the word behind
    them inside a sentence: ("Just", "Stop")."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    found: set[tuple[str, ...]] = set()
    for i in where(segmented.tokens, c.CAPITAL):
        before = classes[i - 1] if i else 0
        if (before & _MAY_BE_TITLE and _behind_courtesy(segmented, i, pack)) or (
            before & c.QUOTE_MARK and _is_nickname(segmented, i)
        ):
            found.add((words[i],))
        elif _is_inside(segmented, i) if before & c.WORD else _speaks_as_name(segmented, i, pack):
            found.add(words[i : i + 2])
    return found


def _is_nickname(segmented: Segmented, i: int) -> bool:
    """Whether the word stands in marks between a first name and another capital: Juan “Buck” Doe."""
    around = segmented.tokens.classes[max(0, i - 2) : i + 3]
    if len(around) < _AROUND:
        return False
    given, *_, closes, surname = around
    named = given & c.FIRST_NAME and given & c.CAPITAL and surname & c.CAPITAL
    return bool(named and closes & c.QUOTE_MARK)


def _is_inside(segmented: Segmented, i: int) -> bool:
    """Whether the word is no function word, and the word before it is small and on its line."""
    tokens = segmented.tokens
    if tokens.classes[i] & EMPTY or tokens.starts[i] - tokens.ends[i - 1] != 1:
        return False
    return _is_small(tokens.classes[i - 1])


def _behind_courtesy(segmented: Segmented, i: int, pack: Pack) -> bool:
    words = segmented.tokens.words
    k = i - 2 if words[i - 1] == "." else i - 1
    title = k >= 0 and segmented.tokens.classes[k] & c.TITLE
    return bool(title) and words[k].lower() in pack.words.mentions.courtesies


def _speaks_as_name(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether a modal, the word behind it and a verb of saying are "Will Young said", no question."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if not classes[i] & c.MODAL or i + 2 >= len(words) or not classes[i + 1] & c.SURNAME:
        return False
    return says(words[i + 2], pack) or words[i + 2] == ","


def _is_small(bits: int) -> bool:
    return bool(bits & c.WORD) and not bits & c.CAPITAL


@define(eq=False)
class _Reader:
    """The text, and the words that join parts of an institution's name; ``listing`` may join two names."""

    segmented: Segmented
    joining: frozenset[str]
    listing: frozenset[str]
    patronymics: frozenset[str]

    def ends_behind_first(self, i: int) -> bool:
        """Whether no run can go on over token ``i`` behind its first word. It must agree with ``_step``."""
        tokens = self.segmented.tokens
        if tokens.classes[i] & _GOES_ON != c.WORD or tokens.words[i] in self.joining:
            return False
        return tokens.words[i + 1 : i + 2] != (_SLASH,)


def _whole_run(reader: _Reader, first: int, end: int, headline: bool) -> list[int]:
    run = _run_from(reader, first, end, headline)
    if len(run) >= _TITLE_CASE and not headline and _title_case(reader.segmented.tokens.classes, run):
        return _run_from(reader, first, end, True)
    return run


def _title_case(classes: tuple[int, ...], run: list[int]) -> bool:
    """Whether the run reads as a line in title case: it has verbs or function words."""
    verbal = FUNCTION | c.REPORTING_VERB
    return any(
        classes[i] & verbal and classes[i] & c.CAPITAL and not classes[i] & (_NAME_LIKE | c.TITLE_PREFIX)
        for i in run[1:]
    )


def _run_from(reader: _Reader, first: int, end: int, headline: bool) -> list[int]:
    classes = reader.segmented.tokens.classes
    run = [first]
    i = first + 1
    institution = bool(classes[first] & c.ORGANIZATION)
    while i < end and len(run) < _LONGEST:
        joined, following = _step(reader, run, i, end, headline, institution)
        if following == i:
            break
        run += joined
        institution |= bool(classes[i] & c.CAPITALISED and classes[i] & c.ORGANIZATION)
        i = following
    return run


_NOTHING: tuple[int, ...] = ()


def _step(
    reader: _Reader, run: list[int], i: int, end: int, headline: bool, institution: bool
) -> tuple[tuple[int, ...], int]:
    """(tokens that join ``run`` at ``i``, where it goes on); where the run ends, it goes on at ``i``.

    ``institution``: whether a word of it names one.
    """
    tokens = reader.segmented.tokens
    bits = tokens.classes[i]
    if bits & c.CAPITALISED:
        ends = headline and bits & ORDINARY and not bits & _NAME_LIKE
        return (_NOTHING, i) if ends else ((i,), i + 1)
    behind = _over_aside(reader, i, end) or _behind_inserted(tokens, run, i, end)
    if behind:
        return _NOTHING, behind
    if i + 1 >= end or tokens.starts[i] - tokens.ends[i - 1] > 1:
        return _NOTHING, i
    if _lists_office(reader, run, i):
        return (i,), i + 1
    return _step_over_small(reader, i, end, _may_go_on(tokens.classes, run, institution))


def _may_go_on(classes: tuple[int, ...], run: list[int], institution: bool) -> bool:
    """Whether "of" may go on with the run: an office or an institution, but no "Leader Ana Ruiz | of" and no
    "Ana Ruiz, MP | for"."""
    office = institution or classes[run[-1]] & (c.ROLE_OR_TITLE | c.TITLE_PREFIX)
    return bool(office) and not is_full_name(classes, run[-2:]) and not _ends_in_honour(classes, run)


def _ends_in_honour(classes: tuple[int, ...], run: list[int]) -> bool:
    """Whether an honour stands behind a comma, a full name or a titled one: "Hon. Xyloq Quell MP | for"."""
    if len(run) == 1 or not classes[run[-1]] & c.NAME_SUFFIX:
        return False
    titled = len(run) > _TITLED and classes[run[0]] & c.TITLE
    return bool(titled) or run[-1] - run[-2] > 1 or is_full_name(classes, run[-3:-1])


def _lists_office(reader: _Reader, run: list[int], i: int) -> bool:
    """Whether the "and" at ``i`` goes on with an office: "Minister for Water | and Sanitation"."""
    words = reader.segmented.tokens.words
    joined = len(run) > 1 and words[run[-2]] in reader.joining
    if not joined or words[i] not in reader.listing:
        return False
    classes = reader.segmented.tokens.classes
    behind = classes[i + 2] if i + 2 < len(words) else 0
    # "Department of Housing | and Urban Development"
    office = bool(classes[run[-1]] & c.COMMON and behind & c.CAPITAL and not behind & c.GIVEN_OR_SURNAME)
    return _office_goes_on(classes[i + 1], office)


def _office_goes_on(bits: int, office: bool) -> bool:
    """Whether a word behind "Minister for Water and" is one more part of the office, no person; ``office``:
    the word behind it is none of a person's name either."""
    named = c.FIRST_NAME if office else c.GIVEN_OR_SURNAME
    return bool(bits & c.CAPITAL) and not bits & (named | c.ROLE_OR_TITLE | c.PLACE)


def _step_over_small(reader: _Reader, i: int, end: int, office: bool) -> tuple[tuple[int, ...], int]:
    """``_step`` at a mark or a word in small letters; ``office``: whether "of" may go on with the run."""
    if _is_inner_mark(reader.segmented, i):
        return _NOTHING, i + 1
    if _is_inner_word(reader.segmented, i, end):
        return (i,), i + 1
    if office and reader.segmented.tokens.words[i] in reader.joining and _institution_goes_on(reader, i, end):
        determined = reader.segmented.tokens.classes[i + 1] & c.DETERMINER
        return ((i, i + 1), i + 2) if determined else ((i,), i + 1)
    return _NOTHING, i


def _is_inner_mark(segmented: Segmented, i: int) -> bool:
    """Whether a mark inside a name stands at ``i``: the period of "J. Doe", the comma of "Doe, Jr."."""
    tokens = segmented.tokens
    word, follows = tokens.words[i], tokens.classes[i + 1]
    if word == ",":
        return bool(follows & c.NAME_SUFFIX and follows & c.CAPITAL)
    close = word == "." and tokens.starts[i] == tokens.ends[i - 1]
    return close and bool(tokens.classes[i - 1] & _BEFORE_PERIOD and follows & (c.CAPITAL | c.PARTICLE))


def _is_inner_word(segmented: Segmented, i: int, end: int) -> bool:
    """Whether a small word inside a name stands at ``i``: "van" of "Ludwig van Beethoven", "&"."""
    classes = segmented.tokens.classes
    if segmented.tokens.words[i] == "&":
        return bool(classes[i + 1] & c.CAPITAL)
    return bool(classes[i] & c.PARTICLE) and _capital_soon(classes, i, end)


def _over_aside(reader: _Reader, i: int, end: int) -> int:
    """Where a name goes on behind what stands inside it at ``i``, or 0."""
    if reader.segmented.tokens.classes[i] & c.WORD:  # no mark, with which all others begin
        return _behind_patronymic(reader, i, end)
    return (
        _behind_nickname(reader.segmented, i, end)
        or _behind_bracket(reader.segmented, i, end)
        or _behind_rank(reader.segmented, i, end)
        or _behind_patronymic(reader, i, end)
    )


def _behind_bracket(segmented: Segmented, i: int, end: int) -> int:
    """Where the name begins behind a title and what stands in brackets: "Maj. Gen. (res.) | Doe"; or 0."""
    tokens, titled = segmented.tokens, segmented.tokens.classes[i - 1]
    if tokens.words[i] == "." and i + 1 < end:
        i += 1
    if tokens.words[i] != "(" or tokens.starts[i] - tokens.ends[i - 1] != 1:
        return 0
    behind = _over_bracket(tokens, i, end)
    goes_on = titled & c.ROLE_OR_TITLE and behind < end and tokens.classes[behind] & c.CAPITAL
    return behind if goes_on and tokens.starts[behind] - tokens.ends[behind - 1] == 1 else 0


def _behind_inserted(tokens: Tokens, run: list[int], i: int, end: int) -> int:
    """Where the surname begins behind a first name that was put into a quotation: "(Jane) | Doe"; or 0."""
    if tokens.words[i] != ")" or len(run) > 1 or not run[0] or tokens.words[run[0] - 1] != "(":
        return 0
    spaced = i + 1 < end and tokens.starts[i + 1] - tokens.ends[i] == 1
    return i + 1 if spaced and _is_full_name(tokens.classes[run[0]], tokens.classes[i + 1]) else 0


def _is_full_name(given: int, behind: int) -> bool:
    """Whether words of these classes are a first name and a surname, which may be one of no list."""
    if not given & c.FIRST_NAME or not behind & c.CAPITAL or behind & c.FIRST_NAME:
        return False
    return not given & c.AMBIGUOUS_NAME or bool(behind & c.SURNAME)


def _over_bracket(tokens: Tokens, i: int, end: int) -> int:
    """The token behind the bracket that opens at ``i``, or ``end``."""
    near = range(i + 1, min(end, i + _LONGEST_BRACKET))
    return next((k + 1 for k in near if tokens.words[k] == ")"), end)


def _behind_rank(segmented: Segmented, i: int, end: int) -> int:
    """Where a rank goes on behind a period and a hyphen: "Brig.- | Gen. Doe"; or 0."""
    tokens, behind = segmented.tokens, i + 2
    if behind >= end or tokens.words[i] != "." or tokens.words[i + 1] != "-":
        return 0
    close = tokens.starts[i] == tokens.ends[i - 1] and tokens.starts[behind] == tokens.ends[i] + 1
    return behind if close and tokens.classes[i - 1] & tokens.classes[behind] & c.TITLE_ABBREVIATION else 0


def _behind_patronymic(reader: _Reader, i: int, end: int) -> int:
    """Where a father's name begins: "Kandasamy a/l | Muthu"; or 0."""
    tokens, behind = reader.segmented.tokens, i + 3
    if behind >= end or tokens.words[i + 1] != _SLASH or not tokens.classes[behind] & c.CAPITAL:
        return 0
    return behind if "".join(tokens.words[i:behind]).lower() in reader.patronymics else 0


def _behind_nickname(segmented: Segmented, i: int, end: int) -> int:
    """Where a name goes on behind a nickname in marks at ``i``: Juan “Chico” | Doe, Juan (“Chico”) | Doe;
    0 where none stands."""
    tokens = segmented.tokens
    if not (tokens.classes[i] & c.QUOTE_MARK or tokens.words[i] == "("):
        return 0
    first = _over_marks(tokens, i, end, "(")
    last = _over_capitals(tokens, first, end)
    behind = _over_marks(tokens, last, end, ")")
    closed = first < last and behind - last == first - i
    if not closed or behind >= end or not _goes_on_as_name(tokens.classes, behind, end):
        return 0
    return behind if tokens.classes[i - 1] & c.FIRST_NAME and _is_spaced(tokens, i, first, behind) else 0


def _goes_on_as_name(classes: tuple[int, ...], i: int, end: int) -> bool:
    """Whether a surname, or the particles in front of one, stand at ``i``: "da | Silva"."""
    return bool(classes[i] & c.CAPITAL) or bool(classes[i] & c.PARTICLE and _capital_soon(classes, i, end))


def _over_marks(tokens: Tokens, k: int, end: int, bracket: str) -> int:
    last = min(end, k + _OPENING)
    while k < last and (tokens.classes[k] & c.QUOTE_MARK or tokens.words[k] == bracket):
        k += 1
    return k


def _over_capitals(tokens: Tokens, k: int, end: int) -> int:
    last = min(end, k + _LONGEST_NICKNAME)
    while k < last and tokens.classes[k] & c.CAPITAL:
        k += 1
    return k


def _is_spaced(tokens: Tokens, i: int, first: int, behind: int) -> bool:
    """Whether one space stands in front of the marks and behind them, none inside."""
    starts, ends = tokens.starts, tokens.ends
    return (
        starts[i] - ends[i - 1] == 1 == starts[behind] - ends[behind - 1] and starts[first] == ends[first - 1]
    )


def _capital_soon(classes: tuple[int, ...], i: int, end: int) -> bool:
    """Whether a capitalised word follows the particle at ``i``, one more particle allowed between."""
    if classes[i + 1] & c.CAPITAL:
        return True
    return bool(classes[i + 1] & c.PARTICLE and i + 2 < end and classes[i + 2] & c.CAPITAL)


def _institution_goes_on(reader: _Reader, i: int, end: int) -> bool:
    """Whether "of" (for, on, and) at ``i`` joins two parts of one institution's name."""
    classes, words = reader.segmented.tokens.classes, reader.segmented.tokens.words
    follow = i + 1
    if words[i] in reader.listing:
        # Department of Health and Human Services; not "the FBI and Donald Trump"
        part = classes[i - 1] & c.CAPITAL and not classes[i - 1] & (c.UPPER | c.ORGANIZATION)
        if not part or not classes[follow] & c.CAPITAL or follow + 1 >= end:
            return False
        return bool(classes[follow + 1] & c.ORGANIZATION and classes[follow + 1] & c.CAPITAL)
    if classes[follow] & c.DETERMINER:
        follow += 1
    return follow < end and bool(classes[follow] & c.CAPITAL) and not classes[follow] & c.CALENDAR


def _cut_at_marks(run: list[int], inside: tuple[int, ...]) -> list[list[int]]:
    """The run in pieces, cut where a quotation starts or ends."""
    if len(run) == 1:  # most runs
        return [run]
    pieces = []
    start = 0
    for k in range(1, len(run) + 1):
        if k == len(run) or inside[run[k]] != inside[run[k - 1]]:
            pieces.append(run[start:k])
            start = k
    return pieces
