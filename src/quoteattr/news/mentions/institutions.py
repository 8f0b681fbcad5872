"""Names of institutions that a run of capitals cuts short: "St. Mary’s Hospital", "McDonald’s", "Mothers for
the Land (ML)"."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from itertools import compress

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.presented import says
from quoteattr.stage_values import Segmented
from quoteattr.text.tokens import tokenize_columns, where

Name = tuple[str, ...]
_OWNERS = c.GROUP | c.ROLE_OR_TITLE  # whose institutions have names: "Children’s Hospital"
_BEHIND_OWNER = c.ORGANIZATION | c.COMPANY_SUFFIX | c.MEDIA
_OPENS_CONTENT = c.DETERMINING | c.COMPLEMENTIZER | c.PRONOUN | c.PREPOSITION | c.CALENDAR
_APOSTROPHE, _STRAIGHT = "’'"
_LETTERS = range(3, 9)  # of a short form that stands for a name
_DROPPED = 2  # tokens in front of a run that may be the beginning of a listed name: "AT & | T"
_LONGEST = 14  # words of a name that letters stand for


@frozen
class Run:
    """Tokens that may be a name, the number of their paragraph, and whether they are ``sure`` to be one."""

    tokens: list[int]
    paragraph: int
    sure: bool


def whole(segmented: Segmented, runs: list[Run], pack: Pack) -> list[Run]:
    """The runs, those joined that are one institution's name together, with the words that join them."""
    possessive = [is_possessive(segmented, run.tokens[-1] + 1, pack) for run in runs]
    owned = _owned_names(segmented, runs, possessive, pack)
    shortened = _short_forms(segmented)
    initials, listed = {short[0] for short in shortened}, _by_first_word(pack)
    words, classes = segmented.tokens.words, segmented.tokens.classes
    joined: list[Run] = []
    behind = 0
    for number, run in enumerate(runs):
        tokens, first = run.tokens, run.tokens[0]
        if first < behind:
            continue
        before = classes[max(0, first - _DROPPED) : first]
        if segmented.tokens.lower[first] in listed or (before and (before[0] | before[-1]) & c.CAPITAL):
            tokens = _listed(segmented, tokens, pack)
        if possessive[number] and tokens is run.tokens:
            tokens = _with_possessive(segmented, runs, number, owned, pack)
        if words[first][0] in initials or (first and classes[first - 1] & c.CAPITAL):
            tokens = _spelt_out(segmented, tokens, shortened, pack)
        behind = tokens[-1] + 1
        joined.append(run if tokens is run.tokens else Run(tokens, run.paragraph, True))
    return joined


# ---------------------------------------------------------------------------- listed names


@cache
def _by_first_word(pack: Pack) -> dict[str, list[Name]]:
    """First word -> the listed organisations of several words that begin with it, the longest first."""
    found: dict[str, list[Name]] = {}
    for listed in pack.organizations:
        written = tuple(tokenize_columns(listed, pack).words)
        if len(written) > 1 and not pack.classes[written[0]] & c.DETERMINER:
            found.setdefault(written[0], []).append(written)
    return {first: sorted(names, key=len, reverse=True) for first, names in found.items()}


def _listed(segmented: Segmented, tokens: list[int], pack: Pack) -> list[int]:
    """The listed organisation that begins with the run or with the capital before it; else the run."""
    classes, listed = segmented.tokens.classes, _by_first_word(pack)
    for start in range(max(0, tokens[0] - _DROPPED), tokens[0] + 1):
        if not classes[start] & c.CAPITAL:
            continue
        names = listed.get(segmented.tokens.lower[start], ())
        for name in names:
            end = start + len(name)
            if end > tokens[-1] and _is_written(segmented, start, name):
                return list(range(start, end))
    return tokens


def _is_written(segmented: Segmented, start: int, name: Name) -> bool:
    """Whether the words stand at token ``start``."""
    tokens, end = segmented.tokens, start + len(name)
    written = [word.lower().replace(_STRAIGHT, _APOSTROPHE) for word in tokens.words[start:end]]
    return tuple(written) == name


# ---------------------------------------------------------------------------- possessives


def _owned_names(segmented: Segmented, runs: list[Run], possessive: list[bool], pack: Pack) -> set[Name]:
    """The words of runs that only ever stand with a possessive and speak with it: "McDonald’s said"."""
    owners = compress(runs, possessive)
    speaking = {
        _name(segmented, one.tokens) for one in owners if _speaks_with_it(segmented, one.tokens, pack)
    }
    if not speaking:
        return speaking
    bare: set[Name] = set()
    for run, owns in zip(runs, possessive, strict=True):
        if not owns:
            name = _name(segmented, run.tokens)
            bare.update((name, name[-1:]))  # with Don McDonald in the text, "McDonald’s" is his
    return speaking - bare


def _name(segmented: Segmented, tokens: list[int]) -> Name:
    return tuple([segmented.tokens.words[i] for i in tokens])


def is_possessive(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether token ``i`` is the "’s" or the "’" behind the word in front of it."""
    tokens = segmented.tokens
    if i + 1 >= len(tokens.words) or tokens.starts[i] != tokens.ends[i - 1]:
        return False
    word = tokens.words[i]
    letters = pack.words.contents.possessive_letters
    clitic = tokens.classes[i] & c.CLITIC and word[1:] in letters
    bare = word == _STRAIGHT and tokens.words[i - 1][-1:] in letters  # "James' son"
    return bool(clitic) or word == _APOSTROPHE or bare


def _speaks_with_it(segmented: Segmented, tokens: list[int], pack: Pack) -> bool:
    words, classes, i = segmented.tokens.words, segmented.tokens.classes, tokens[-1] + 2
    if classes[tokens[-1]] & c.PRONOUN:
        return False  # "He's said"
    if not says(words[i], pack):
        return False
    behind = classes[i + 1] if i + 1 < len(words) else 0
    return not behind & c.WORDLIKE or bool(behind & _OPENS_CONTENT)


def _with_possessive(
    segmented: Segmented, runs: list[Run], number: int, owned: set[Name], pack: Pack
) -> list[int]:
    """The run with its possessive, and with the run behind that, where both are one name."""
    tokens = runs[number].tokens
    i = tokens[-1] + 1
    following = _run_at(runs, number + 1, i + 1) or _with_word_in_front(segmented, runs, number + 1, i + 1)
    behind = segmented.tokens.classes[i + 1] if following else 0
    if _name(segmented, tokens) in owned:
        return [*tokens, i, *following] if behind & _BEHIND_OWNER else [*tokens, i]
    classes = segmented.tokens.classes
    behind |= _institution(segmented, tokens, following)
    joins = _is_owner(classes[tokens[-1]], behind) or _is_saint(segmented, tokens, pack)
    return [*tokens, i, *following] if following and joins else tokens


def _run_at(runs: list[Run], number: int, token: int) -> list[int]:
    """The tokens of a run if it begins with ``token``; else none."""
    found = runs[number].tokens if number < len(runs) else []
    return found if token in found[:1] else []


def _with_word_in_front(segmented: Segmented, runs: list[Run], number: int, token: int) -> list[int]:
    """The tokens of a run behind the capitalised ordinary word at ``token``, with that: "the Citizens’ |
    Independent Transport Trust"; none where it is no institution's name."""
    following, classes = _run_at(runs, number, token + 1), segmented.tokens.classes
    ordinary = following and classes[token] & c.CAPITAL and classes[token] & c.COMMON
    return [token, *following] if ordinary and classes[following[-1]] & c.ORGANIZATION else []


def _is_owner(owner: int, behind: int) -> bool:
    """Whether a word's institution has a name: "Children’s | Hospital"."""
    return bool(behind & _BEHIND_OWNER and owner & _OWNERS and not owner & c.DEMONYM)


def _institution(segmented: Segmented, owner: list[int], following: list[int]) -> int:
    """What names the institution that owners have: the last word behind "the Women’s | Refugee Commission";
    nothing where no article shows that the owners are no people of the sentence."""
    first, classes = owner[0], segmented.tokens.classes
    article = first and classes[first - 1] & c.DETERMINER
    small = all(classes[i] & c.WORD for i in following)
    return classes[following[-1]] & c.ORGANIZATION if following and article and small else 0


def _is_saint(segmented: Segmented, tokens: list[int], pack: Pack) -> bool:
    return len(tokens) > 1 and segmented.tokens.words[tokens[0]].lower() in pack.words.mentions.saints


# ---------------------------------------------------------------------------- letters that stand for a name


def _short_forms(segmented: Segmented) -> Set[str]:
    """The words of the text that may be the first letters of a name: "PETA"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    capital = where(segmented.tokens, c.CAPITAL)
    return {words[i] for i in capital if classes[i] & c.UPPER and len(words[i]) in _LETTERS}


def _spelt_out(segmented: Segmented, tokens: list[int], shortened: Set[str], pack: Pack) -> list[int]:
    """The run, or the longer one from its first word or the one before whose first letters the text has."""
    classes, first = segmented.tokens.classes, tokens[0]
    for start in (first - 1, first):
        if start < 0 or not classes[start] & c.CAPITAL or classes[start] & c.UPPER:
            continue
        end = _end_of_letters(segmented, start, shortened, pack)
        if end > tokens[-1] + 1 or (end > tokens[-1] and start < first):
            return list(range(start, end))
    return tokens


def _end_of_letters(segmented: Segmented, start: int, shortened: Set[str], pack: Pack) -> int:
    """Behind the longest name from ``start`` on whose first letters are a short form, or 0."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    joins, found = pack.words.mentions.name_joins, 0
    capitals = letters = ""
    for k in range(start, min(len(words), start + _LONGEST)):
        if classes[k] & c.CAPITAL:
            capitals += words[k][0]
        elif words[k] not in joins:
            break
        letters += words[k][0].upper()
        if classes[k] & c.CAPITAL and not {capitals, letters}.isdisjoint(shortened):
            found = k + 1
    return found
