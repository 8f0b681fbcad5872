"""The characters whose names stand in front of the lines of a play."""

from __future__ import annotations

from collections.abc import Mapping

from quoteattr.fiction.cast.values import Character
from quoteattr.fiction.places.stage import in_label
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain, plain_words
from quoteattr.names.gender import GenderEvidence
from quoteattr.stage_values import Segmented


def with_labels(
    people: list[Character],
    named: list[tuple[int, int, int]],
    segmented: Segmented,
    labels: Mapping[int, int],
    pack: Pack,
    listed: bool,
) -> list[tuple[int, int, int]]:
    """The places of ``named`` and of ``labels``. Whom nothing else names is added to ``people``, as somebody
    unnamed where a list was given.
    """
    words = segmented.tokens.words
    owners: dict[tuple[str, ...], set[int]] = {}
    for k, one in enumerate(people):
        for form in one.forms:
            owners.setdefault(plain_words(form, pack), set()).add(k)
            owners.setdefault(plain_words(form, pack)[-1:], set()).add(k)
    places = [place for place in named if not in_label(labels, place[0])]
    for first, last in labels.items():
        spelled = [word for word in words[first:last] if word != "."]
        key = tuple(map(plain, spelled))
        held = owners.get(key) or owners.get(key[1:]) or set()
        if len(held) == 1:
            who = next(iter(held))
        else:
            who = len(people)
            owners[key] = {who}
            people.append(_character(spelled, pack, listed))
        places.append((first, last, who))
    return sorted(places)


def _character(spelled: list[str], pack: Pack, listed: bool) -> Character:
    role = bool(pack.classes[spelled[-1].lower()] & c.ROLE)
    shown = [word.lower() if role else word.capitalize() if word.isupper() else word for word in spelled]
    name = ("the " if role else "") + " ".join(shown)
    title = pack.titles.get(spelled[0].lower()) if len(spelled) > 1 else None
    gender = pack.roles.get(shown[-1]) if role else title["gender"] if title is not None else None
    evidence = GenderEvidence("noun", shown[-1]) if role else GenderEvidence("title", shown[0])
    return Character(
        name, (name,), gender, (evidence,) if gender else (), unnamed=role or listed, introduced=True
    )
