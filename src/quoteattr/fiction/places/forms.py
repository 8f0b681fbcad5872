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
        article = name.split()[0].lower() in pack.story["article"]
        if (
            article
            or name == name.lower()
            or (words[-1] in pack.roles and len(words) > 1)
            or (
                len(words) == 1
                and pack.classes[words[0]] & c.ROLE_OR_TITLE
                and not pack.classes[words[0]] & c.FIRST_NAME
            )
        ):
            small.add(words)
    lengths: dict[str, set[int]] = {}
    for words in owners:
        lengths.setdefault(words[0], set()).add(len(words))
    return Forms(
        {words: (tuple(numbers), words in small) for words, numbers in owners.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        pack.story["article"],
    )


def find_forms(forms: Forms, tokens: Tokens) -> list[tuple[int, int, tuple[int, ...]]]:
    """(first token, last exclusive, owners) of every form, the longest at each place, none overlapping."""
    words, classes = tokens.words, tokens.classes
    starters = set(forms.lengths)
    for first in forms.lengths:
        starters.update((first.capitalize(), first.title(), first.upper(), first[:1].upper() + first[1:]))
        starters.add(first.title().replace("'S", "'s"))
        if "'" in first:
            starters.update([form.replace("'", "’") for form in (first, first.capitalize(), first.title())])
    found = []
    end = 0
    for i in [i for i, word in enumerate(words) if word in starters]:
        if i < end:
            continue
        lengths = forms.lengths.get(plain(words[i]), ())
        here, ends = _words_from(words, i, lengths[0]) if lengths else ((), ())
        for length in lengths:
            owners, small = forms.by_words.get(here[:length], ((), False))
            if not owners or length > len(here):
                continue
            last = ends[length - 1]
            if _is_written_so(words, classes, i, last, small, forms.articles):
                found.append((i, last, owners))
                end = last
                break
    return found


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


def _is_written_so(
    words: tuple[str, ...],
    classes: tuple[int, ...],
    i: int,
    last: int,
    small: bool,
    articles: Container[str],
) -> bool:
    if classes[last - 1] & c.CAPITAL and (classes[i] & (c.CAPITAL | c.PARTICLE)):
        return True
    return small and i > 0 and words[i - 1].lower() in articles
