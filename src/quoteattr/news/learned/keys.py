"""The packed keys of the decoder: which small numbers share one integer, and which templates look at them.

A key is declared once, here. It is fast to add up from columns made before, and fast to look up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from attrs import frozen

from quoteattr.news.learned.wordtags import TAG

TAG_BITS = 6


@frozen
class Template:
    """Some fields of a key, (place, bits) of each; ``mask`` leaves nothing else of it."""

    fields: tuple[tuple[int, int], ...]
    mask: int

    def number(self, key: int) -> int:
        """The fields close together, the first highest: what the file of weights calls them."""
        number = 0
        for place, bits in self.fields:
            number = number << bits | key >> place & (1 << bits) - 1
        return number

    def key(self, number: int) -> int:
        """The fields in their places in the key: the way back from ``number``."""
        key = 0
        for place, bits in reversed(self.fields):
            key |= (number & (1 << bits) - 1) << place
            number >>= bits
        return key


class Key:
    """Small numbers side by side: ``Key(near=3, side=2)`` has ``near`` in its three lowest bits, and ``side``
    in the two above them."""

    def __init__(self, **bits: int) -> None:
        places = accumulate(bits.values(), initial=0)
        self._fields = dict(zip(bits, zip(places, bits.values(), strict=False), strict=True))

    def of(self, **values: int) -> int:
        """The key with these values; fields that are not named are 0."""
        return sum([value << self._fields[name][0] for name, value in values.items()])

    def values(self, key: int) -> dict[str, int]:
        """The value of each field."""
        return {name: key >> place & (1 << bits) - 1 for name, (place, bits) in self._fields.items()}

    def templates(self, *rows: str) -> tuple[Template, ...]:
        """A template for each row of names of fields."""
        return tuple([self._template(row.split()) for row in rows])

    def _template(self, names: Sequence[str]) -> Template:
        full = {name: (1 << self._fields[name][1]) - 1 for name in names}
        return Template(tuple([self._fields[name] for name in names]), self.of(**full))


# Where a unit stands: its tag; how many quotations, commas and verbs are between it and the cue (3: or more);
# how near the cue is, and on which side of it the unit; whether it is a quotation.
PLACE = Key(tag=TAG_BITS, quotes=2, commas=2, verbs=2, near=3, side=2, quotation=1)
PLACE_TEMPLATES = PLACE.templates(
    "side tag near", "side tag commas", "side tag verbs", "side near quotation quotes"
)
# What the rules say of a unit and of those beside it (NEITHER, SOURCE or CONTENT); whether its sentence ends
# with it, its tag, its sentence's place (see Units); its side of the cue, and the cue's form.
HINT = Key(right=2, left=2, own=2, ends=1, tag=TAG_BITS, place=2, side=2, form=4)
HINT_TEMPLATES = HINT.templates(
    "side place own", "side tag own", "side left own right", "side tag ends own", "form side tag"
)
# The tags of three units in a row.
CONTEXT = Key(right=TAG_BITS, tag=TAG_BITS, left=TAG_BITS)
CONTEXT_TEMPLATES = CONTEXT.templates("left tag", "tag right", "left tag right")

_QUOTATION = PLACE.of(quotation=1)


def whole_place(key: int) -> int:
    """A place key with ``quotation``, which follows from its tag."""
    return key | _QUOTATION if key & (1 << TAG_BITS) - 1 == TAG["QUOTE"] else key
