"""The names in front of the lines of a play, as mentions of the characters who speak them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from attrs import evolve

from quoteattr.fiction.cast.stage import Cast, Character
from quoteattr.fiction.places.forms import form_words
from quoteattr.fiction.unmarked.plays import label_end
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Quotes, Segmented


def find_labels(segmented: Segmented, quotes: Quotes) -> dict[int, int]:
    """First token -> last (exclusive) of the name in front of each line of a play, its mark off."""
    tokens = segmented.tokens
    bounds = [p.start for p in segmented.paragraphs]
    found: dict[int, int] = {}
    for span in quotes.spans:
        if span.marks:
            continue
        paragraph = bisect_right(bounds, span.start) - 1
        first = bisect_left(tokens.starts, bounds[paragraph])
        last = label_end(tokens, first, bisect_left(tokens.starts, span.end))
        if last > 0:
            found[first] = last - 1 if tokens.words[last - 1] in (".", ":") else last
    return found


def with_labels(
    cast: Cast, segmented: Segmented, labels: Mapping[int, int], pack: Pack, listed: bool
) -> Cast:
    """The cast with the mentions that ``labels`` are, and those whom nothing else names; beside a list these
    are unnamed."""
    if not labels:
        return cast
    words = segmented.tokens.words
    people = list(cast.characters)
    owners: dict[tuple[str, ...], set[int]] = {}
    for k, one in enumerate(people):
        for form in one.forms:
            owners.setdefault(form_words(form, pack), set()).add(k)
            owners.setdefault(form_words(form, pack)[-1:], set()).add(k)
    places = [
        place
        for place in zip(cast.firsts, cast.lasts, cast.who, strict=True)
        if not any(
            first <= place[0] < labels[first]
            for first in range(place[0] - 4, place[0] + 1)
            if first in labels
        )
    ]
    for first, last in labels.items():
        spelled = [word for word in words[first:last] if word != "."]
        key = tuple([word.lower().replace("’", "'") for word in spelled])
        held = owners.get(key) or owners.get(key[1:]) or set()
        if len(held) == 1:
            who = next(iter(held))
        else:
            who = len(people)
            owners[key] = {who}
            people.append(_character(spelled, pack, listed))
        places.append((first, last, who))
    places.sort()
    firsts, lasts, whose = zip(*places, strict=True)
    at = {first: m for m, first in enumerate(firsts)}
    return evolve(cast, characters=tuple(people), firsts=firsts, lasts=lasts, who=whose, at=at)


def _character(spelled: list[str], pack: Pack, listed: bool) -> Character:
    role = bool(pack.classes[spelled[-1].lower()] & c.ROLE)
    shown = [word.lower() if role else word.capitalize() if word.isupper() else word for word in spelled]
    name = ("the " if role else "") + " ".join(shown)
    title = pack.lists["titles"].get(spelled[0].lower()) if len(spelled) > 1 else None
    gender = pack.lists["roles"].get(shown[-1]) if role else title["gender"] if title is not None else None
    evidence = (f"noun {shown[-1]}" if role else f"title {shown[0]}",) if gender else ()
    return Character(name, (name,), gender, evidence, unnamed=role or listed, introduced=True)
