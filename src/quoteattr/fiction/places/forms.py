"""Where the forms of names stand in a text, capitals and periods of titles set aside.

"Mrs. Hall" is three tokens and "the Hatter" one name with an article before it; a role ("The Coroner") may
be written small behind an article. One look-up a token and length of forms: linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain, plain_words
from quoteattr.stage_values import Tokens

_NO_NAME = c.DETERMINER | c.PRONOUN | c.PREPOSITION | c.CONJUNCTION


@frozen(eq=False)
class Forms:
    """Forms by their words: the owners, and whether small letters will do; ``lengths`` are those of the forms
    that begin with a word, the longest first."""

    by_words: Mapping[tuple[str, ...], tuple[tuple[int, ...], bool]]
    lengths: Mapping[str, tuple[int, ...]]
    articles: Container[str]


def forms_of(named: Iterable[tuple[int, str]], pack: Pack) -> Forms:
    """The forms to look for; ``named`` are pairs of an owner's number and one of its names."""
    owners: dict[tuple[str, ...], dict[int, None]] = {}
    small: set[tuple[str, ...]] = set()
    for number, name in named:
        words = plain_words(name, pack)
        if not words or (len(words) == 1 and pack.classes[words[0]] & _NO_NAME):
            continue
        owners.setdefault(words, {})[number] = None
        if _may_be_small(name, words, pack):
            small.add(words)
    lengths: dict[str, set[int]] = {}
    for words in owners:
        lengths.setdefault(words[0], set()).add(len(words))
    return Forms(
        {words: (tuple(numbers), words in small) for words, numbers in owners.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        pack.story.article,
    )


def _may_be_small(name: str, words: tuple[str, ...], pack: Pack) -> bool:
    """Whether the text may write the name without capitals: "the Hatter", "old gardener", "Inspector"."""
    if name == name.lower() or name.split()[0].lower() in pack.story.article:
        return True
    if len(words) > 1:
        return words[-1] in pack.roles
    bits = pack.classes[words[0]]
    return bool(bits & c.ROLE_OR_TITLE) and not bits & c.FIRST_NAME


def find_forms(forms: Forms, tokens: Tokens) -> list[tuple[int, int, tuple[int, ...]]]:
    """(first token, last exclusive, owners) of every form, the longest at each place, none overlapping."""
    starters = {spelt for first in forms.lengths for spelt in _spellings(first)}
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for i in [i for i, word in enumerate(tokens.words) if word in starters]:
        if not found or i >= found[-1][1]:
            longest = _longest(forms, tokens, i)
            if longest is not None:
                found.append(longest)
    return found


def _spellings(first: str) -> set[str]:
    """How the first word of a form may be written."""
    title, capital = first.title(), first.capitalize()
    spelt = {first, capital, title, title.replace("'S", "'s"), first.upper(), first[:1].upper() + first[1:]}
    return spelt | {form.replace("'", "’") for form in (first, capital, title)}


def _longest(forms: Forms, tokens: Tokens, i: int) -> tuple[int, int, tuple[int, ...]] | None:
    """The longest form that begins at token ``i``."""
    lengths = forms.lengths.get(plain(tokens.words[i]), ())
    here, ends = _words_from(tokens.words, i, lengths[0]) if lengths else ((), [])
    for length in lengths:
        owners, small = forms.by_words.get(here[:length], ((), False))
        if owners and length <= len(here):
            last = ends[length - 1]
            if _is_written_so(tokens, i, last, small, forms.articles):
                return i, last, owners
    return None


def _words_from(words: Sequence[str], i: int, most: int) -> tuple[tuple[str, ...], list[int]]:
    """Up to ``most`` words from token ``i`` on, without periods behind them, and the token behind each."""
    here, ends = [plain(words[i])], [i + 1]
    while len(here) < most:
        k = ends[-1]
        if k < len(words) and words[k] == ".":
            k += 1
        if k >= len(words):
            break
        here.append(plain(words[k]))
        ends.append(k + 1)
    return tuple(here), ends


def _is_written_so(tokens: Tokens, i: int, last: int, small: bool, articles: Container[str]) -> bool:
    if tokens.classes[last - 1] & c.CAPITAL and tokens.classes[i] & (c.CAPITAL | c.PARTICLE):
        return True
    return small and i > 0 and tokens.words[i - 1].lower() in articles
