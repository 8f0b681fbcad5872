"""The characters whose names stand in front of the lines of a play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    owners = _owners(people, pack)
    places = [place for place in named if not in_label(labels, place[0])]
    for first, last in labels.items():
        spelled = [word for word in segmented.tokens.words[first:last] if word != "."]
        if spelled[0].lower() in pack.story.first_person:
            continue  # "me: on my way"
        key = tuple(map(plain, spelled))
        held = owners.get(key) or owners.get(key[1:]) or set()
        if len(held) != 1:
            held = owners[key] = {len(people)}
            people.append(_character(spelled, pack, listed))
        places.append((first, last, next(iter(held))))
    return sorted(places)


def _owners(people: Sequence[Character], pack: Pack) -> dict[tuple[str, ...], set[int]]:
    """Words of each form of a name, and its last word alone -> whose they are."""
    found: dict[tuple[str, ...], set[int]] = {}
    for k, one in enumerate(people):
        for words in [plain_words(form, pack) for form in one.forms]:
            found.setdefault(words, set()).add(k)
            found.setdefault(words[-1:], set()).add(k)
    return found


def _character(spelled: list[str], pack: Pack, listed: bool) -> Character:
    if pack.classes[spelled[-1].lower()] & c.ROLE:
        shown = [word.lower() for word in spelled]
        name, gender, unnamed = f"the {' '.join(shown)}", pack.roles.get(shown[-1]), True
        evidence = GenderEvidence("noun", shown[-1])
    else:
        shown = [word.capitalize() if word.isupper() else word for word in spelled]
        title = pack.titles.get(spelled[0].lower()) if len(spelled) > 1 else None
        name, gender = " ".join(shown), title["gender"] if title is not None else None
        evidence, unnamed = GenderEvidence("title", shown[0]), listed
    shown_by = (evidence,) if gender else ()
    return Character(name, (name,), gender, shown_by, unnamed=unnamed, introduced=True)
