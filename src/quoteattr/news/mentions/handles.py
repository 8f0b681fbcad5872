"""User names of people whom the text names, too: "Ana Roe, who posts as roe44"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

import regex
from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.references import reference_of
from quoteattr.stage_values import Reference, Segmented, Sentences

_AT = "@"
_SHORTEST_NAME = 3  # letters: any shorter one may be a part of a word
_NEAR = 4  # words between a user name and "account"
# A user name has five letters or more; letters of one case in front of digits are a thing: "A350". A word is
# read back from the digit at its end, of which texts have few.
_BEHIND_AT = regex.compile(rf"(?<!\w){_AT}(\p{{L}}\w{{3,}})")
_WITH_DIGIT = regex.compile(r"\d(?![\w-])(?<=(?<![\w-])(\p{L}?\p{Ll}\w{2,}\d))")
_USER = regex.compile(rf"(?<![\w@]){_AT}\p{{L}}[\w.]*\w")


def with_handles(
    segmented: Segmented, sentences: Sentences, found: tuple[Reference, ...], pack: Pack
) -> tuple[Reference, ...]:
    """The names with the user names of the text: one whose owner a sentence names becomes a nickname of that
    person, and a user without another name is a name where they say something."""
    places = _handles(segmented)
    owners = _owners(segmented, sentences, found, places, pack) if places else {}
    own = {i: word for i, word in places.items() if word in owners}
    authors = _authors(segmented, owners, pack)
    if not own and not authors:
        return found
    made = [*(_mention(segmented, i, word, pack) for i, word in own.items()), *authors]
    kept = [_called(one, owners) for one in _apart(found, made)]
    return tuple(sorted([*kept, *made], key=lambda one: one.first))


def _apart(found: Iterable[Reference], made: Iterable[Reference]) -> Iterator[Reference]:
    """Those of the names that share no token with what is ``made``."""
    taken = {i for one in made for i in range(one.first, one.last)}
    return (one for one in found if taken.isdisjoint(range(one.first, one.last)))


def _authors(segmented: Segmented, owners: Container[str], pack: Pack) -> list[Reference]:
    """Each mention, "@" included, of the users who say something and have no other name in the text."""
    tokens, runs = segmented.tokens, dict[str, list[range]]()
    for found in _USER.finditer(segmented.text):
        first, last = (bisect_left(tokens.starts, place) for place in found.span())
        # nothing of a tag is a word: <post author="@roe44">
        whole = first < last and (tokens.starts[first], tokens.ends[last - 1]) == found.span()
        if whole and found[0].lower().lstrip(_AT) not in owners:
            runs.setdefault(found[0], []).append(range(first, last))
    speaking = [places for places in runs.values() if any(_speaks(segmented, run) for run in places)]
    return [_author(segmented, run, pack) for places in speaking for run in places]


def _speaks(segmented: Segmented, run: range) -> bool:
    """Whether the user of these tokens says something there: "@roe44 wrote", "said @roe44", "@roe44:"."""
    tokens = segmented.tokens
    behind = run.stop + (tokens.words[run.stop : run.stop + 1] == (",",))  # "Another, @roe44, | wrote"
    beside = tokens.classes[behind : behind + 1] + tokens.classes[max(0, run.start - 1) : run.start]
    return any(bits & c.REPORTING_VERB for bits in beside) or tokens.words[run.stop : run.stop + 1] == (":",)


def _author(segmented: Segmented, run: range, pack: Pack) -> Reference:
    made = reference_of(segmented, list(run), list(run), "name", pack)
    return evolve(made, name=("".join(segmented.tokens.words[run.start : run.stop]),))


def _handles(segmented: Segmented) -> dict[int, str]:
    """Token -> the user name that it is, in small letters: letters with a digit at the end, or behind "@"."""
    written = (*_BEHIND_AT.findall(segmented.text), *_WITH_DIGIT.findall(segmented.text))
    names = set(map(str.lower, written))
    return {i: word for i, word in enumerate(segmented.tokens.lower) if word in names} if names else {}


def _owners(
    segmented: Segmented,
    sentences: Sentences,
    found: Sequence[Reference],
    places: dict[int, str],
    pack: Pack,
) -> dict[str, str]:
    """User name -> the surname of the person who is most often the only one named beside it."""
    person_at = {one.first: one for one in found if one.mention.kind == "name" and one.first not in places}
    beside: dict[str, Counter[str]] = {}
    for sentence in sentences.spans:
        tokens = range(sentence.first, sentence.last)
        told = {places[i] for i in tokens if i in places and _tells_account(segmented, i, pack)}
        names = {person_at[i].name[-1] for i in tokens if i in person_at} if told else set[str]()
        for handle in told if len(names) == 1 else ():
            beside.setdefault(handle, Counter()).update(names)
    owners = {handle: names.most_common(1)[0][0] for handle, names in beside.items()}
    return _without_others(owners, {one.name[-1] for one in person_at.values()})


def _without_others(owners: dict[str, str], surnames: set[str]) -> dict[str, str]:
    """The owners, without those whose user name holds the surname of somebody else."""
    return {handle: name for handle, name in owners.items() if not _tells_another(handle, name, surnames)}


def _tells_another(handle: str, owner: str, surnames: Iterable[str]) -> bool:
    """Whether the user name itself has the surname of somebody else in it: "@AnaRoe" is no Lind's."""
    return any(name.lower() in handle for name in surnames if name != owner and len(name) > _SHORTEST_NAME)


def _tells_account(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether an account is told beside the user name at token ``i``: "the roe44 account", "as roe44"."""
    lists, words = pack.words.mentions, segmented.tokens.words
    near = words[max(0, i - _NEAR) : i + _NEAR]
    front = i - 2 if words[i - 1] == _AT else i - 1
    return not lists.of_accounts.isdisjoint(near) or words[front] in lists.known_as


def _called(one: Reference, owners: dict[str, str]) -> Reference:
    """The name, with the user name as its nickname where it is an owner's full name."""
    handle = next(_handles_of(one, owners), "")
    return evolve(one, nickname=handle) if handle and not one.nickname else one


def _handles_of(one: Reference, owners: dict[str, str]) -> Iterator[str]:
    if one.mention.kind == "name" and len(one.name) > 1:
        yield from (handle for handle, surname in owners.items() if surname == one.name[-1])


def _mention(segmented: Segmented, i: int, word: str, pack: Pack) -> Reference:
    made = reference_of(segmented, [i], [i], "name", pack)
    return evolve(made, name=(word,))
