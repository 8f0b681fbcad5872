"""The pieces of a paragraph are one turn, unless cues beside them name different people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from quoteattr.fiction.turns.beside import Reader, Voice
from quoteattr.fiction.turns.narration import before, behind
from quoteattr.fiction.turns.pieces import Piece
from quoteattr.types import Gender

_OPEN_END = frozenset(",-—–")  # marks with which a quotation ends though its sentence goes on
_NAMED = ("name", "role", "noun")


@frozen(eq=False)
class Part:
    """What becomes a turn: its pieces, the token ranges of the narration beside them, the voices in that."""

    pieces: Sequence[Piece]
    narration: tuple[tuple[int, int], ...]
    voices: tuple[Voice, ...]


def by_voice(reader: Reader, pieces: Sequence[Piece], left: int, right: int) -> Iterator[Part]:
    """The pieces of a paragraph, tokens ``left`` to ``right``, parted where cues name different people."""
    opens = [left, *[piece.last for piece in pieces]]
    narration = list(zip(opens, [*[piece.first for piece in pieces], right], strict=True))
    after = [behind(reader, a, b, _is_open(reader, a)) for a, b in narration[1:]]
    front = [before(reader, a, b) for a, b in narration[:-1]]
    for a, b in _turns(reader, after, front):
        voices = _surest(_voices(after[a:b], front[a:b]), after[a - 1] if a else None)
        beside = tuple([(first, end) for first, end in narration[a : b + 1] if end > first])
        yield Part(pieces[a:b], beside, voices)


def _is_open(reader: Reader, end: int) -> bool:
    """Whether the quotation in front of token ``end`` has a comma or a dash before or behind its mark."""
    return reader.words[max(0, end - 2)] in _OPEN_END or reader.words[end - 1] in _OPEN_END


def _turns(
    reader: Reader, after: Sequence[Voice | None], front: Sequence[Sequence[Voice]]
) -> Iterator[tuple[int, int]]:
    """The pieces (first, last exclusive) of each turn; ``after``, ``front``: the voices beside each piece."""
    start = 0
    speaker: Voice | None = None
    for n, (own, ahead) in enumerate(zip(after, front, strict=True)):
        if speaker is not None and _breaks(reader, speaker, own, ahead):
            yield start, n
            start, speaker = n, None
        if speaker is None:
            speaker = next((voice for voice in (own, *ahead) if voice is not None and voice.is_cue), None)
    yield start, len(after)


def _breaks(reader: Reader, speaker: Voice, own: Voice | None, ahead: Sequence[Voice]) -> bool:
    """Whether a piece of a paragraph is not said by ``speaker``: a cue of its own names another."""
    announced = next((voice for voice in ahead if voice.where == "announced" and voice.verb), None)
    other = own if own is not None and own.is_cue else announced
    if other is None or speaker.first in [voice.first for voice in (other, announced) if voice is not None]:
        return False
    return _differ(reader, speaker, other) or (other is own and _is_told_again(speaker, own))


def _is_told_again(a: Voice, b: Voice) -> bool:
    """Whether each names somebody behind a quotation of its own: “Never,” said Tom. “Never,” said Tom."""
    return a.where != "announced" and a.kind == b.kind == "name" and b.verb


def _differ(reader: Reader, a: Voice, b: Voice) -> bool:
    """Whether ``b`` is another than ``a`` before: by name, by gender, or as a name behind a pronoun (a person
    is named first and "he" afterwards)."""
    if a.kind in _NAMED and b.kind in _NAMED:
        return reader.words[a.last - 1].lower() != reader.words[b.last - 1].lower()
    if "i" in (a.kind, b.kind):
        return a.kind != b.kind
    shown = {_gender(reader, a), _gender(reader, b)} - {None}
    return len(shown) > 1 or (a.kind == "pronoun" and b.kind in _NAMED)


def _gender(reader: Reader, voice: Voice) -> Gender | None:
    """What a voice shows, and of a name its first word."""
    return voice.gender if voice.name < 0 else reader.given.get(reader.words[voice.name].lower())


def _voices(after: Sequence[Voice | None], front: Sequence[Sequence[Voice]]) -> list[Voice]:
    """The voices of one turn. In front of a later piece only an announcing one counts: the others stand
    behind the piece before."""
    found: list[Voice] = []
    for n, (voice, ahead) in enumerate(zip(after, front, strict=True)):
        if voice is not None:
            found.append(voice)
        if n == 0 or not found:
            found += ahead
        elif ahead and ahead[0].where in ("announced", "lead-in"):
            found.append(ahead[0])
    return found


def _surest(voices: Sequence[Voice], previous: Voice | None) -> tuple[Voice, ...]:
    """One voice for each place, the surest first. The cue ``previous`` is left out: it stands behind the
    quotation before, and is that one's."""
    cue_before = previous.first if previous is not None and previous.is_cue else -1
    found: dict[int, Voice] = {}
    for voice in sorted(voices, key=lambda voice: (not voice.is_cue, not voice.verb)):
        if voice.first != cue_before:
            found.setdefault(voice.first, voice)
    return tuple(found.values())
