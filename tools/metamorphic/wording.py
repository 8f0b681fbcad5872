"""Other words of the same meaning: reporting verbs, roles, titles, spelling, and appositions left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random

from tools.metamorphic.names import PACK, WORDS, Pools, people, renamed
from tools.metamorphic.page import Page, Piece, replaced, words

_NOT_FREE = re.compile(r"\s+(?:of|to|so|it|goodbye|no|yes|about|that\s+he\s+is\s+to)\b")
_CLAUSE = re.compile(r"\s+(?![“\"‘'])")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Cllr|Prof|Rev)\b\.?\s+(?=[A-Z])")
_APPOSITION = re.compile(r"(?<=\w), ((?:[a-z]|the |an? |[A-Z])[^,.;:“”\"‘()\n]{8,80}),(?= [a-z]+ )")
_HER = re.compile(r"(?i)\bher\b")
_NOT_OWNED = re.compile(
    r"\s*(?:[^\w\s]|$)|\s+(?:to|and|or|at|in|on|for|with|by|from|as|when|that|if|but|the|a|an|up|out|not|"
    r"off|away|about|of|who|how|what|why|because|after|before|into|through|back|down|over|his|this)\b"
)


def other_cues(page: Page, random: Random) -> Page | None:
    """The page with "said", "says" and their like by other verbs of speech, at the marked cues."""
    changes: list[Piece] = []
    table = WORDS["cues"]
    for quote in page.quotes:
        for start, end in quote["cue"] or ():
            cue, behind = page.text[start:end], page.text[end : end + 24]
            for tense in ("past", "present"):
                if cue not in table[f"from_{tense}"] or _NOT_FREE.match(behind):
                    continue
                reports = quote["kind"] != "direct" or (_CLAUSE.match(behind) and end <= quote["spans"][0][0])
                free = [word for word in table[f"{tense}_that" if reports else tense] if word != cue]
                changes.append((start, end, random.choice(free)))
    return replaced(page, changes) if changes else None


def other_roles(page: Page, random: Random) -> Page | None:
    """The page with other nouns for what people do."""
    return _by_table(page, WORDS["roles"])


def other_spelling(page: Page, random: Random) -> Page | None:
    """British spelling for American, or the reverse where the page is British."""
    british: Mapping[str, str] = WORDS["spelling"]
    american = {us: uk for uk, us in british.items()}
    return _by_table(page, british) or _by_table(page, american)


def _by_table(page: Page, table: Mapping[str, str]) -> Page | None:
    changes: list[Piece] = []
    taken = {word.text.lower() for word in words(page.text)}
    names = [*people(page), *(one["canonical"] or "" for one in page.who.values() if one)]
    named = {part for name in names for part in name.split()}
    for word in words(page.text):
        new = table.get(word.text.lower())
        if new is None or new in taken or word.text in named or word.text.isupper():
            continue
        if word.text[0].isupper():
            new = new[0].upper() + new[1:]
        article = re.search(r"\b([Aa])n?\s$", page.text[max(0, word.start - 4) : word.start])
        if article:
            right = article.group(1) + ("n" if new[0].lower() in "aeiou" else "")
            changes.append((word.start - len(article.group()), word.start - 1, right))
        changes.append((word.start, word.end, new))
    return replaced(page, changes) if changes else None


def no_titles(page: Page, random: Random) -> Page | None:
    """The page without "Mr." and its like in front of surnames that one person alone has."""
    whole = people(page)
    lasts = [name.split()[-1] for name in whole]
    lasts = [last for last in lasts if lasts.count(last) == 1 and last.lower() not in PACK.common]
    changes: list[Piece] = []
    for match in _TITLE.finditer(page.text):
        name = next((w.text for w in words(page.text[match.end() : match.end() + 40])), "")
        if name in lasts:
            changes.append((match.start(), match.end(), ""))
    return replaced(page, changes) if changes else None


def no_appositions(page: Page, random: Random) -> Page | None:
    """The page without "…, the mayor of X," behind a name, where no later word leans on it."""
    ends = {name.split()[-1] for name in people(page)}
    changes: list[Piece] = []
    for match in _APPOSITION.finditer(page.text):
        before = page.text[max(0, match.start() - 30) : match.start()]
        last = next((w.text for w in reversed(words(before))), "")
        if last not in ends or not before.endswith(last):
            continue
        told = [w.text for w in words(match.group(1))]
        if any(
            f"{one} {word.lower()}" in page.text.lower()
            for word in told
            for one in ("the", "a", "an")
            if len(word) > 3 and f"{one} {word.lower()}" not in match.group(1).lower()
        ):
            continue
        if told[0].lower() in ("who", "which", "and", "but", "where", "when", "while") or last in told:
            continue
        changes.append((match.start(), match.end(), ""))
    return replaced(page, changes) if changes else None


def other_sex(page: Page, chosen: Pools, random: Random) -> Page | None:
    """The page with women for men and men for women: names, pronouns, and words that tell."""
    unsure = [name for name, gender in people(page).items() if gender is None and len(name.split()) > 1]
    if unsure or re.search(r"(?i)\bhe or she\b|\bhis or her\b|\bs/he\b", page.text):
        return None
    one_way: Mapping[str, str] = WORDS["sexes"]
    back = {new: old for old, new in one_way.items() if new not in ("her",)} | WORDS["sexes_back"]
    table = {**back, **one_way}
    changes: list[Piece] = []
    for match in re.finditer(r"[^\W\d_]+(?:[’'](?:s|d|ll)\b|-in-law)?\.?", page.text):
        if match.group().rstrip(".") in ("King", "Prince", "Sir", "Lady", "Man", "Queen"):
            continue
        changes += _of_sex(page.text, match, table)
    made = replaced(page, changes)
    return renamed(made, chosen, random, swap=True) if changes else None


def _of_sex(text: str, match: re.Match[str], table: Mapping[str, str]) -> Iterator[Piece]:
    word = match.group()
    found = table.get(word.lower())
    if found is None and word[-1] == ".":
        word = word[:-1]
        found = table.get(word.lower())
    if found is None and word[-2:] in ("’s", "'s"):
        word = word[:-2]
        found = table.get(word.lower())
    if word.lower() == "her":
        found = "him" if _NOT_OWNED.match(text, match.start() + 3) else "his"
    if found is None:
        return
    if word.isupper() and len(word) > 2:
        found = found.upper()
    elif word[0].isupper():
        found = found[0].upper() + found[1:]
    yield match.start(), match.start() + len(word), found
