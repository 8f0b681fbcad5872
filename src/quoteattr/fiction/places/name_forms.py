"""The names of a story as its words give them: forms, where each stands, what shows a person there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Literal

from attrs import field, frozen

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain
from quoteattr.stage_values import Segmented, Sentences
from quoteattr.text.chapters import body
from quoteattr.text.tokens import where
from quoteattr.types import Gender

_NO_NAME = (
    c.DETERMINER
    | c.PRONOUN
    | c.PREPOSITION
    | c.CONJUNCTION
    | c.CALENDAR
    | c.WH
    | c.AUXILIARY
    | c.MODAL
    | c.SUBORDINATOR
)
_SHARE_SMALL = 0.25  # of its uses in which a word of a name may be written small
_AFTER = frozenset((",", ".", "!", "?", ";", "—", "--", "”", '"', "’", "'"))
_BEFORE = frozenset((",", "—", "--", "“", '"', "‘", "'"))


@frozen
class Bearer:
    """What a title shows of its bearer: the gender, and of "Mrs." and "Miss" more."""

    gender: Gender | None = None
    marital: Literal["married", "unmarried", ""] = ""


@frozen(eq=False)
class Form:
    """One way to name somebody: the ``title`` (lower case or ""), whose ``bearer`` it shows, the ``words``,
    and where it stands."""

    title: str
    words: tuple[str, ...]
    written: str
    article: bool
    bearer: Bearer = Bearer()
    places: list[tuple[int, int]] = field(factory=list)
    evidence: list[str] = field(factory=list)


def find_name_forms(segmented: Segmented, sentences: Sentences, pack: Pack) -> list[Form]:
    tokens = segmented.tokens
    words, classes = tokens.words, tokens.classes
    names = _name_words(segmented, pack)
    bearers = _bearers(pack)
    forms: dict[tuple[str, tuple[str, ...]], Form] = {}
    book = body(segmented.text)
    for first, last, title, core in _runs(segmented, names, pack):
        if not book.start <= tokens.starts[first] < book.end:
            continue  # the licence names nobody
        written = [words[i] for i in range(core, last) if words[i] != "."]
        key = (title, tuple([plain(w) for w in written]))
        article = words[first - 1].lower() == "the" if first else False
        form = forms.get(key)
        if form is None:
            shown = " ".join([_shown(w) for w in written])
            form = forms[key] = Form(title, key[1], shown, article, bearers.get(title, Bearer()))
        form.places.append((first, last))
        sign = _sign(words, classes, sentences.inside, first, last, pack.story["vocative-word"])
        if sign:
            form.evidence.append(sign)
        if article:
            form.evidence.append("article")
    return list(forms.values())


def _bearers(pack: Pack) -> dict[str, Bearer]:
    """What titles show of their bearers."""
    words = pack.words.places
    return {
        title: Bearer(
            gender, "married" if title in words.married else "unmarried" if title in words.unmarried else ""
        )
        for title, gender in words.bearers.items()
    }


def _shown(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 2 else word


def _name_words(segmented: Segmented, pack: Pack) -> frozenset[str]:
    """Words that the text writes with a capital inside sentences and hardly ever small."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    counts = Counter(words)
    amid: dict[str, None] = {}
    behind: list[int] = []
    for i in [i for i in where(segmented.tokens, c.CAPITAL) if i]:
        before = classes[i - 1]
        if (
            (before & c.WORD and (not before & c.CAPITAL or before & c.TITLE))
            or (words[i - 1] == "." and i > 1 and classes[i - 2] & c.TITLE_ABBREVIATION)
            or (words[i - 1] == "," and not counts[words[i].lower()])
        ):
            amid[words[i]] = None
        elif before & c.CAPITAL and before & c.WORD:
            behind.append(i)
    for word, count in counts.items():
        bits = pack.classes[word] if count > 1 and capital(word) else 0
        if (
            bits & c.FIRST_NAME
            and not bits & (c.AMBIGUOUS_NAME | c.COMMON | c.PLACE)
            and not counts[word.lower()]
        ):
            amid[word] = None
    for i in behind:
        if words[i - 1] in amid or classes[i - 1] & c.FIRST_NAME:
            amid[words[i]] = None
    return frozenset(
        [word for word in amid if _can_be_name(word, pack.classes[word], counts, pack.story["exclamation"])]
    )


def _can_be_name(word: str, bits: int, counts: Counter[str], exclamations: Container[str]) -> bool:
    if word.lower() in exclamations or bits & (c.INTERJECTION | c.PRONOUN) or len(word) == 1:
        return False
    if bits & _NO_NAME and not bits & c.FIRST_NAME:
        return False
    if word.isupper() and not counts[word.capitalize()]:
        return False
    small = counts[word.lower()]
    if small <= _SHARE_SMALL * counts[word]:
        return True
    return bool(bits & c.FIRST_NAME) and not bits & (_NO_NAME | c.AMBIGUOUS_NAME) and small <= counts[word]


def _runs(segmented: Segmented, names: frozenset[str], pack: Pack) -> Iterator[tuple[int, int, str, int]]:
    """(first, last exclusive, title, where the name itself starts) of every run that may name a character."""
    kin, sexed, links = pack.story["kin"], pack.words.places.bearers, pack.story["name-link"]
    exclamations, with_first_name = pack.story["exclamation"], pack.story["first-name-title"]
    words, classes = segmented.tokens.words, segmented.tokens.classes
    starts = segmented.tokens.starts
    count, end, titles, title = len(words), 0, 0, ""
    for i in where(segmented.tokens, c.CAPITAL):
        if i < end:
            continue
        if i >= titles:  # titles in a row are read once
            title, titles = _titles(words, classes, i, with_first_name)
        k = titles
        if k > i and (
            k >= count or not classes[k] & c.CAPITAL or (classes[k] & _NO_NAME and words[k] not in names)
        ):
            # a title by itself: "the Inspector", "Captain", "Mother"
            last = i + 1
            if words[i] in names or title in kin:
                yield i, last, "", i
            end = last
            continue
        core = k
        while (
            k < count
            and not (
                k > core and classes[k] & c.TITLE and (words[k].lower() in sexed or words[k].lower() == "dr")
            )
            and (
                words[k] in names
                or (k > core and _is_surname(words, classes, k, names, exclamations))
                or (k > core and _is_initial(words, classes, k, names))
                or (title and k == core)
            )
        ):
            if k > core and "\n\n" in segmented.text[starts[k - 1] : starts[k]]:
                break
            k += 1
            if k + 1 < count and words[k] == "." and classes[k - 1] & c.INITIAL and words[k + 1] in names:
                k += 1
            if (
                k + 1 < count
                and words[k] in links
                and k > core
                and words[k + 1] in names
                and (words[k] != "of" or title)
            ):
                k += 1
        if k > core and not (
            k - core == 1
            and classes[core] & c.UPPER
            and len(words[core]) > 1
            and not title
            and classes[core] & c.COMMON
        ):
            yield i, k, title, core
        end = max(k, i + 1)


def _titles(
    words: Sequence[str], classes: Sequence[int], i: int, with_first_name: Container[str]
) -> tuple[str, int]:
    """(the last of the titles in a row that start at token ``i``, or "", the token behind them)."""
    title = ""
    while i < len(words) and classes[i] & c.CAPITAL and _is_title(words[i], classes[i], with_first_name):
        title = words[i].lower()
        i += 2 if i + 1 < len(words) and words[i + 1] == "." else 1
    return title, i


def _is_surname(
    words: Sequence[str],
    classes: Sequence[int],
    k: int,
    names: frozenset[str],
    exclamations: Container[str],
) -> bool:
    """Whether token ``k``, an ordinary word, is a surname behind a first name, as in "Silas Reed"."""
    if not classes[k] & c.CAPITAL or not classes[k - 1] & c.FIRST_NAME or words[k - 1] not in names:
        return False
    return (
        not classes[k] & (c.UPPER | c.TITLE | c.INTERJECTION | _NO_NAME)
        and words[k].lower() not in exclamations
    )


def _is_initial(words: Sequence[str], classes: Sequence[int], k: int, names: frozenset[str]) -> bool:
    """Whether token ``k`` is the letter of "Randolph C. Miller"."""
    follows = words[k + 1 : k + 3]
    return (
        bool(classes[k] & c.INITIAL) and follows[:1] == (".",) and follows[1:2] != () and follows[1] in names
    )


def _is_title(word: str, bits: int, with_first_name: Container[str]) -> bool:
    if not bits & c.TITLE:
        return False
    return not bits & c.FIRST_NAME or bool(bits & c.TITLE_ABBREVIATION) or word.lower() in with_first_name


def _sign(
    words: Sequence[str],
    classes: Sequence[int],
    inside: Sequence[int],
    first: int,
    last: int,
    vocatives: Container[str],
) -> str:
    """What shows at one place that a name is somebody's: "says", "addressed" or ""."""
    before = words[first - 1] if first else ""
    after = words[last] if last < len(words) else ""
    if inside[first] < 0:
        said = first > 1 and bool(classes[first - 1] & c.REPORTING_VERB) and words[first - 1].islower()
        if said and (inside[first - 2] >= 0 or words[first - 2] == ","):
            return "says"
        if (
            last < len(words)
            and classes[last] & c.REPORTING_VERB
            and after.islower()
            and not after.endswith("ing")
        ):
            return (
                "says"
                if (first and inside[first - 1] >= 0)
                or (last + 1 < len(words) and (words[last + 1] in ",:" or inside[last + 1] >= 0))
                else "acts"
            )
        return ""
    if after in _AFTER and (before in _BEFORE or before.lower() in vocatives):
        return "addressed"
    return ""
