"""What a name alone shows of somebody's gender, and what the pronouns behind it add."""

from __future__ import annotations

from collections import Counter

from quoteattr.lang.pack import Pack
from quoteattr.types import Gender

_ENOUGH = 2  # pronouns that must agree

Shown = tuple[Gender | None, tuple[str, ...]]
"""A gender, or None, and what it rests on, in words."""


def shown_gender(name: str, pack: Pack, votes: Counter[Gender] | None = None) -> Shown:
    """The gender of a title or noun in ``name``, else of the pronouns nearby, else of the first name."""
    words = [word.lower() for word in name.split()]
    if not words:
        return None, ()
    by_title = pack.titles[words[0]]["gender"] if words[0] in pack.titles else None
    if by_title:
        return by_title, (f"title {name.split()[0]}",)
    by_noun = pack.roles.get(words[-1])
    if by_noun in ("female", "male"):
        return by_noun, (f"noun {words[-1]}",)
    female, male = (votes["female"], votes["male"]) if votes else (0, 0)
    if max(female, male) >= _ENOUGH and max(female, male) >= 2 * min(female, male):
        return ("female" if female > male else "male"), (f"{max(female, male)} pronouns nearby",)
    facts = pack.first_names.get(words[0])
    if facts is not None and facts[0] in ("f", "m"):
        return ("female" if facts[0] == "f" else "male"), (f"first name {words[0]}",)
    return None, ()
