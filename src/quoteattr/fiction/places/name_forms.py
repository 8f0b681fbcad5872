"""The names of a story as its words give them: forms, where each stands, what shows a person there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import field, frozen

from quoteattr.fiction.places.name_runs import NO_NAME, name_runs
from quoteattr.fiction.places.tagged import beats, is_behind_verb, is_tag, tagged
from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain
from quoteattr.stage_values import Segmented, Sentences
from quoteattr.text.chapters import body
from quoteattr.text.tokens import where
from quoteattr.types import Gender

_SHARE_SMALL = 0.25  # of its uses in which a word of a name may be written small
_SHARE_SMALL_IN_TAGS = 4  # the same of a word that tags show to be a name: "River said"
_AFTER = frozenset((",", ".", "!", "?", ";", "—", "--", "”", '"', "’", "'"))
_BEFORE = frozenset((",", "—", "--", "“", '"', "‘", "'"))

Sign = Literal["says", "acts", "begins", "addressed", "own", "article", "told"]
"""What shows at one place that a name is somebody's, or (the article) that it is not; "told": the narration
has it, and nothing shows it."""


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
    bearer: Bearer = Bearer()
    places: list[tuple[int, int]] = field(factory=list)
    signs: list[Sign] = field(factory=list)


def find_name_forms(segmented: Segmented, sentences: Sentences, pack: Pack) -> list[Form]:
    """The forms of names that the story uses, in the order of their first place."""
    tokens = segmented.tokens
    bearers, definite = _bearers(pack), pack.words.places.definite
    forms: dict[tuple[str, tuple[str, ...]], Form] = {}
    book = body(segmented.text)
    acting = beats(segmented, sentences, pack)
    in_tags = tagged(segmented, sentences, pack) | {tokens.words[i] for i in acting}
    for run in name_runs(segmented, _name_words(segmented, in_tags, pack), pack):
        if not book.start <= tokens.starts[run.first] < book.end:
            continue  # the licence names nobody
        written = [word for word in tokens.words[run.core : run.last] if word != "."]
        key = (run.title, tuple([_without_honorific(plain(word), pack) for word in written]))
        if key not in forms:
            forms[key] = Form(*key, " ".join(map(_shown, written)), bearers.get(run.title, Bearer()))
        forms[key].places.append((run.first, run.last))
        sign = _sign(segmented, sentences, run.first, run.last, pack)
        told: Sign | None = "told" if sentences.inside[run.first] < 0 else None
        if shown := sign or ("begins" if run.first in acting else told):
            forms[key].signs.append(shown)
        if run.first and tokens.words[run.first - 1].lower() in definite:
            forms[key].signs.append("article")
    return list(forms.values())


def _without_honorific(word: str, pack: Pack) -> str:
    """A word of a name without the foreign honorific behind it: "Kenji-san" is Kenji."""
    name, hyphen, ending = word.rpartition("-")
    return name if hyphen and ending in pack.words.places.honorifics_behind else word


def _bearers(pack: Pack) -> dict[str, Bearer]:
    """What titles show of their bearers."""
    words = pack.words.places
    married: Mapping[str, Literal["married", "unmarried"]] = {
        **dict.fromkeys(words.married, "married"),
        **dict.fromkeys(words.unmarried, "unmarried"),
    }
    return {title: Bearer(gender, married.get(title, "")) for title, gender in words.bearers.items()}


def _shown(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 2 else word


# ------------------------------------------------------------------- which words may be names


def _name_words(segmented: Segmented, in_tags: frozenset[str], pack: Pack) -> frozenset[str]:
    """Words that the text writes with a capital inside sentences, or ``in_tags``, and hardly ever small."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    counts = Counter(words)
    names = {word for word in counts if _is_sure_first_name(word, counts, pack)}
    names |= in_tags
    behind: list[int] = []  # a word with a capital
    for i in where(segmented.tokens, c.CAPITAL):
        if _is_amid(segmented, i, counts):
            names.add(words[i])
        elif i and classes[i - 1] & c.CAPITAL:
            behind.append(i)
    for i in behind:
        first_name = classes[i - 1] & c.FIRST_NAME
        if first_name and words[i] in names and not (classes[i - 1] | classes[i]) & c.COMMON:
            names.add(words[i - 1])
        if words[i - 1] in names or first_name:
            names.add(words[i])
    return _kept(names, in_tags, counts, pack)


def _kept(names: set[str], in_tags: frozenset[str], counts: Counter[str], pack: Pack) -> frozenset[str]:
    """The words that can be names by themselves or, where a tag has them, stand small seldom enough."""
    most = dict.fromkeys(pack.story.name_link, 0)  # “…,” De Vries said, who is "de Vries" elsewhere
    said = [
        word
        for word in in_tags
        if counts[word.lower()] <= counts[word] * most.get(word.lower(), _SHARE_SMALL_IN_TAGS)
    ]
    return frozenset([*[word for word in names if _can_be_name(word, counts, pack)], *said])


def _is_amid(segmented: Segmented, i: int, counts: Counter[str]) -> bool:
    """Whether nothing but a name has a capital at token ``i``: inside a sentence, behind a title."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if not i:
        return False
    before = classes[i - 1]
    if before & (c.WORD | c.CLITIC):  # "I'm Nora"
        return not before & c.CAPITAL or bool(before & c.TITLE)
    if words[i - 1] == ".":
        return i > 1 and bool(classes[i - 2] & c.TITLE_ABBREVIATION)
    return words[i - 1] == "," and not counts[words[i].lower()]


def _is_sure_first_name(word: str, counts: Counter[str], pack: Pack) -> bool:
    bits = pack.classes[word] if capital(word) else 0
    ordinary = bits & (c.AMBIGUOUS_NAME | c.COMMON | c.PLACE)
    return bool(bits & c.FIRST_NAME) and not ordinary and not counts[word.lower()]


def _can_be_name(word: str, counts: Counter[str], pack: Pack) -> bool:
    bits = pack.classes[word]
    given = bits & c.FIRST_NAME
    if len(word) == 1 or bits & (c.INTERJECTION | c.PRONOUN):
        return False
    shown = pack.words.places
    if word.lower() in shown.married | shown.unmarried | pack.story.exclamation.keys():
        return False  # “Yes, Miss”
    if (bits & NO_NAME and not given) or (word.isupper() and not counts[word.capitalize()]):
        return False
    small = counts[word.lower()]
    sure = given and not bits & (NO_NAME | c.AMBIGUOUS_NAME)
    return small <= counts[word] * (1 if sure else _SHARE_SMALL)


# ---------------------------------------------------------------------------- what shows a person


def _sign(segmented: Segmented, sentences: Sentences, first: int, last: int, pack: Pack) -> Sign | None:
    """What shows at tokens ``first`` to ``last`` (exclusive) that this is somebody."""
    words, inside = segmented.tokens.words, sentences.inside
    if names_self(words, first, pack):
        return "own"
    if inside[first] >= 0:
        return "addressed" if _is_addressed(words, first, last, pack) else None
    with_article = last - first > 2 and words[first - 1].lower() in pack.words.places.definite
    if _says_before(segmented, sentences, first - with_article, pack):  # said the Countess of Harrow
        return "says"
    if is_tag(segmented, sentences, first, last, pack):
        return "says"
    if not _is_verb(segmented, last) or words[last].endswith(pack.words.places.ing_endings):
        return None
    return "says" if _is_beside_quotation(words, inside, first, last) else "acts"


def names_self(words: Sequence[str], first: int, pack: Pack) -> bool:
    """Whether somebody gives the name at token ``first`` as the own: "My name is Nora", "I'm Nora"."""
    before = [word.lower().replace("’", "'") for word in words[max(0, first - 3) : first]]
    return not pack.words.places.self_naming.isdisjoint((" ".join(before), " ".join(before[-2:])))


def _is_addressed(words: tuple[str, ...], first: int, last: int, pack: Pack) -> bool:
    if last == len(words) or words[last] not in _AFTER or not first:
        return False
    return words[first - 1] in _BEFORE or words[first - 1].lower() in pack.story.vocative_word


def _says_before(segmented: Segmented, sentences: Sentences, first: int, pack: Pack) -> bool:
    """Whether a verb of saying stands in front of a name, behind a quotation or a comma."""
    if is_behind_verb(segmented, sentences, first, pack):
        return True
    return first > 1 and _is_verb(segmented, first - 1) and segmented.tokens.words[first - 2] == ","


def _is_verb(segmented: Segmented, i: int) -> bool:
    words, classes = segmented.tokens.words, segmented.tokens.classes
    return i < len(words) and bool(classes[i] & c.REPORTING_VERB) and words[i].islower()


def _is_beside_quotation(words: tuple[str, ...], inside: tuple[int, ...], first: int, last: int) -> bool:
    """Whether a quotation stands in front of the name or behind the verb that follows it."""
    if first and inside[first - 1] >= 0:
        return True
    return last + 1 < len(words) and (words[last + 1] in ",:" or inside[last + 1] >= 0)
