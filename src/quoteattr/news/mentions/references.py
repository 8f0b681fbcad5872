"""A mention out of the words of a name: what is the name, what only stands beside it."""

from __future__ import annotations

from itertools import pairwise

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Reference, Segmented, Tokens
from quoteattr.types import Gender, Mention, MentionKind, Span

_FULL = 2  # words of a name
_HONOUR = range(2, 7)  # letters
_BETWEEN = 3  # tokens from a first name to the one behind a nickname in marks, at least


def reference_of(
    segmented: Segmented,
    run: list[int],
    core: list[int],
    kind: MentionKind,
    pack: Pack,
    title: str = "",
    roles: tuple[str, ...] = (),
    gender: Gender | None = None,
) -> Reference:
    """The mention of a run whose words ``core`` are a name; honours behind it are no part of the name."""
    tokens = segmented.tokens
    if kind == "name":
        core = _without_honours(tokens, core, pack)
    last = _with_period(tokens, run[-1])
    span = head = Span(tokens.starts[run[0]], tokens.ends[last])
    if core != run:
        ends_with = last if core[-1] == run[-1] else _with_period(tokens, core[-1])
        head = Span(tokens.starts[core[0]], tokens.ends[ends_with])
    mention = Mention(span, segmented.text[span.start : span.end], head, kind)
    name = tuple([tokens.words[i] for i in core])
    return Reference(mention, run[0], last + 1, name, title, roles, gender, nickname=_nickname(tokens, core))


def _with_period(tokens: Tokens, last: int) -> int:
    """The token ``last``, or the period of the "Jr." or "Inc." that it is."""
    bits = tokens.classes[last]
    shortened = bits & (c.NAME_SUFFIX | c.COMPANY_SUFFIX) and bits & c.ABBREVIATION
    period = shortened and tokens.words[last + 1 : last + 2] == (".",)
    return last + 1 if period else last


def _without_honours(tokens: Tokens, core: list[int], pack: Pack) -> list[int]:
    """The name without "MP", "PhD", "OBE" behind it; "Jr." is a part of it."""
    end = len(core)
    while end > 1 and (tokens.classes[core[end - 1]] & c.NAME_SUFFIX or _is_honour(tokens, core[:end])):
        if tokens.words[core[end - 1]].lower() in pack.words.mentions.generations:
            break
        end -= 1
    return core[:end]


def _is_honour(tokens: Tokens, core: list[int]) -> bool:
    """Whether letters of no list stand behind a full name: "Ann Roe | SC"."""
    letters = tokens.classes[core[-1]] & c.UPPER and len(tokens.words[core[-1]]) in _HONOUR
    return len(core) > _FULL and bool(letters) and not tokens.classes[core[-2]] & c.UPPER


def _nickname(tokens: Tokens, core: list[int]) -> str:
    """The word in marks inside a name: "Chico" of Juan “Chico” Doe."""
    if core[-1] - core[0] < len(core) - 1 + _BETWEEN:
        return ""  # most names
    for before, behind in pairwise(core):
        opens = tokens.classes[before + 1] & c.QUOTE_MARK or tokens.words[before + 1] == "("
        if opens and behind - before > _BETWEEN:
            return next(tokens.words[i] for i in range(before + 1, behind) if tokens.classes[i] & c.WORD)
    return ""
