"""The values of the registry, all frozen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import field, frozen

from quoteattr.glance import several
from quoteattr.types import Gender

Kind = Literal["person", "organization", "group"]
Action = Literal["new", "join", "merge", "apart", "split"]
By = Literal["rule", "person"]


@frozen
class Appearance:
    """How texts present somebody, the same in any number of texts; names and roles made comparable.

    ``name``     the words of the full name, folded ("sergei lavrov").
    ``known``    of the known person that it is: the known_id, else the name; "" for nobody known.
    ``gender``   as the text or the known people show it; "" where only the first name would tell.
    ``roles``    the words of the roles given, folded, in alphabetical order.
    """

    kind: Kind
    name: str
    known: str = ""
    gender: Gender | Literal[""] = ""
    roles: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str, str, str, tuple[str, ...]]:
        """By what they are sorted: many times faster than comparing the values."""
        return self.kind, self.name, self.known, self.gender, self.roles


def in_order(appearances: Iterable[Appearance]) -> list[Appearance]:
    """The appearances in alphabetical order."""
    return sorted(appearances, key=lambda one: one.order)


@frozen
class Decision:
    """Something that was decided about who is whom, never changed afterwards.

    ``action``      ``new``: ``appearance`` gets the new identifier ``id``. ``join``: it is of ``id``.
                    ``merge``: ``other`` is ``id`` from now on. ``apart``: ``id`` and ``other`` are two.
                    ``split``: ``appearance`` leaves ``other`` for ``id``, which is new or of an earlier one.
    ``reason``      a sentence for a person to read.
    ``by``          a rule, or a person.
    """

    action: Action
    id: str
    other: str = ""
    appearance: Appearance | None = None
    reason: str = ""
    by: By = "rule"


@frozen
class Person:
    """A person, an organisation or a group across documents.

    ``id``          never changes, and is never given to somebody else.
    ``name``        the form that most texts use; of a known person, the name given.
    ``gender``      what most texts show, what they say before what the first name tells; None: unknown.
    ``documents``   in how many documents something they say was found.
    ``roles``       as texts give them, the most frequent first.
    ``appearances`` all that were found to be this person, in alphabetical order.
    """

    id: str
    name: str
    kind: Kind
    gender: Gender | None
    known_id: str | None
    documents: int
    roles: tuple[str, ...] = field(repr=several)
    aliases: tuple[str, ...] = field(repr=several)
    appearances: tuple[Appearance, ...] = field(repr=several)


@frozen(order=True)
class Question:
    """Two identifiers that may be the same person, and why that is open."""

    id: str
    other: str
    reason: str
