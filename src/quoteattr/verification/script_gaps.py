"""What a script and its novel do not share: words that a line changes, and what no line has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from quoteattr.verification.script_lines import Laid
from quoteattr.verification.script_novel import Novel, Unit

_CLAUSE_END = re.compile(r"[.,?!…:;—–-]")
_SENTENCE_END = re.compile(r"[.?!…:][\W_]*\Z")

_ALIKE = 3  # times as many words as the other at most

Range = tuple[int, int]


@frozen
class Change:
    """Words of a line (first, last exclusive, in the script) that stand for words of the novel."""

    line: int
    script: Range
    novel: Range


@define(eq=False)
class Gaps:
    """``changes`` by line; ``missing``: whole stretches of the novel with the line ``behind`` which each is
    missing."""

    changes: dict[int, list[Change]] = field(factory=dict)
    missing: list[tuple[Range, int]] = field(factory=list)

    def change(self, line: int, script: Range, novel: Range) -> None:
        """Add one, if there is anything in it."""
        if script[0] < script[1] or novel[0] < novel[1]:
            self.changes.setdefault(line, []).append(Change(line, script, novel))


def gaps_of(laid: Laid, novel: Novel, narrated: bool) -> Gaps:
    """All that differs; narration that is missing counts where the script is ``narrated``."""
    found = Gaps()
    owned = _owned(laid, novel, found, narrated)
    for number in range(len(laid.lines)):
        _changes(laid, number, owned, found)
    found.missing = [gap for gap in found.missing if not _is_replaced(laid, gap, found)]
    return found


def _is_replaced(laid: Laid, gap: tuple[Range, int], found: Gaps) -> bool:
    """Whether a line of other words stands where words are missing, one of about as many; then they are its
    change."""
    (first, last), behind = gap
    number = behind + 1
    if number >= len(laid.lines) or laid.places(number) or number in laid.repeated:
        return False
    line = laid.lines[number]
    count = line.last - line.first
    if not count or not count <= _ALIKE * (last - first) <= _ALIKE * _ALIKE * count:
        return False
    found.change(number, (line.first, line.last), (first, last))
    return True


def _owned(laid: Laid, novel: Novel, found: Gaps, narrated: bool) -> dict[int, int]:
    """Word of the novel that no line has -> the line that should have it; what is nobody's is missing."""
    owned: dict[int, int] = {}
    for first, last in _uncovered(laid.line_at):
        before = laid.line_at[first - 1] if first else -1
        behind = laid.line_at[last] if last < len(laid.line_at) else -1
        for start, end in _by_unit(first, last, novel):
            unit = novel.units[novel.unit_of[start]]
            if not narrated and not _is_spoken(novel, unit):
                continue
            line = _owner(laid, novel, unit, (start, end), before, behind)
            if line >= 0:
                owned.update(dict.fromkeys(range(start, end), line))
            else:
                _add_missing(found, (start, end), before)
    return owned


def _uncovered(line_at: Sequence[int]) -> Iterator[Range]:
    first = -1
    for n, line in enumerate((*line_at, 0)):
        if line < 0 and first < 0:
            first = n
        elif line >= 0 and first >= 0:
            yield first, n
            first = -1


def _by_unit(first: int, last: int, novel: Novel) -> Iterator[Range]:
    while first < last:
        end = min(last, novel.units[novel.unit_of[first]].last)
        yield first, end
        first = end


def _is_spoken(novel: Novel, unit: Unit) -> bool:
    """Whether somebody says a unit: words in marks without a mark behind the last one are a title or a word
    that is spoken of, and part of the narration."""
    end = novel.wording.ends[unit.last - 1]
    return unit.attribution is not None and bool(_CLAUSE_END.match(novel.plain.text, end))


def _owner(laid: Laid, novel: Novel, unit: Unit, piece: Range, before: int, behind: int) -> int:
    """The line to which a part of a unit belongs that no line has: one that has the words beside it; -1 for a
    whole unit, and for whole sentences between two lines of one unit."""
    left = before if piece[0] > unit.first else -1
    right = behind if piece[1] < unit.last else -1
    if left < 0 or right < 0 or left == right:
        return max(left, right)
    if _adds(laid, left, -1):
        return left
    if _adds(laid, right, 0):
        return right
    return -1 if _is_sentences(novel, piece) else left


def _adds(laid: Laid, number: int, edge: int) -> bool:
    """Whether a line begins (``edge`` 0) or ends (-1) with a word that the novel does not have there."""
    line = laid.lines[number]
    return laid.at[line.first if edge == 0 else line.last - 1] < 0


def _is_sentences(novel: Novel, piece: Range) -> bool:
    text, ends = novel.plain.text, novel.wording.ends
    starts = (*novel.wording.starts, len(text))
    between = [text[ends[n - 1] : starts[n]].strip() for n in piece]
    return all(_SENTENCE_END.search(one) for one in between)


def _add_missing(found: Gaps, piece: Range, behind: int) -> None:
    """Add what is missing, to what is missing behind the same line."""
    if found.missing and found.missing[-1][1] == behind:
        (first, _), _ = found.missing.pop()
        piece = (first, piece[1])
    found.missing.append((piece, behind))


def _changes(laid: Laid, number: int, owned: dict[int, int], found: Gaps) -> None:
    """The words of a line that are others than the novel's, and those of the novel that it lacks."""
    line = laid.lines[number]
    known = [(n, laid.at[n]) for n in range(line.first, line.last) if laid.at[n] >= 0]
    if not known:
        return
    start, at = line.first, known[0][1]
    while owned.get(at - 1) == number:
        at -= 1
    for n, place in (*known, (line.last, -1)):
        stop = at
        while owned.get(stop) == number and stop != place:
            stop += 1
        found.change(number, (start, n), (at, stop))
        start, at = n + 1, place + 1
