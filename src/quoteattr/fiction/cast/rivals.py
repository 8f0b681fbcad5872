"""Whether "the old man" or "her mother" may be somebody whom the text names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from quoteattr.fiction.cast.phrases import NARRATOR, Phrase
from quoteattr.fiction.cast.values import Character, Mentions
from quoteattr.fiction.turns.beside import Voice
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import alike
from quoteattr.types import Gender

_BACK, _AHEAD = 1500, 300  # tokens around a cue in which somebody is looked for
_MOST = 200  # mentions on each side that are looked at


def rivals(
    people: Sequence[Character], names: Mentions, voice: Voice, phrase: Phrase, who: int, pack: Pack
) -> list[int]:
    """Named people near the cue, other than ``who``, whom the phrase may mean; of "her mother" not the owner,
    the last woman named."""
    owner = _owner(people, names, voice, phrase)
    return [k for k in likely(people, names, voice, phrase, pack) if k not in (owner, who)]


def likely(
    people: Sequence[Character], names: Mentions, voice: Voice, phrase: Phrase, pack: Pack
) -> list[int]:
    """Named people near the cue who fit the noun of the phrase, the nearest first.

    A parent mostly has a title with the name ("Mrs. Orrin"); a child never has that of a post.
    """
    gender = pack.roles.get(phrase.head)
    found = [k for k in dict.fromkeys(_named_near(names, voice)) if _may_be(people[k], gender)]
    found = [k for k in found if _may_have(people[k], phrase.tie, pack)]
    if phrase.head in pack.story.elder:
        found = [k for k in found if _has_title(people[k], pack)]
    young = phrase.head in pack.story.young
    return [k for k in found if not young or not _is_grown(people[k], pack)]


def _named_near(names: Mentions, voice: Voice) -> Iterator[int]:
    """Those named near a cue, from the last one in front of it back, then those behind."""
    here = bisect_left(names.firsts, voice.first)
    first = max(bisect_left(names.firsts, voice.first - _BACK), here - _MOST)
    last = min(bisect_left(names.firsts, voice.last + _AHEAD), here + _MOST)
    yield from reversed(names.who[first:here])
    yield from names.who[here:last]


def _owner(people: Sequence[Character], names: Mentions, voice: Voice, phrase: Phrase) -> int:
    """Whose relative it is: the one named in the phrase, or the last one of the gender that it shows."""
    if phrase.kind != "relative" or phrase.owner == NARRATOR:
        return -1
    if voice.first in names.who_at:
        return names.who_at[voice.first]
    wanted = (None, phrase.owner) if phrase.owner in ("female", "male") else (None, "female", "male")
    return next((k for k in _named_near(names, voice) if people[k].gender in wanted), -1)


def _may_be(one: Character, gender: Gender | None) -> bool:
    return not one.unnamed and alike(gender, one.gender)


def _has_title(one: Character, pack: Pack) -> bool:
    """Whether a name has a title of a parent's, or is what a relative is called: "Mrs. Orrin", "Mamma"."""
    return any(_is_elders(form.split()[0].lower(), pack) for form in one.forms)


def _is_elders(word: str, pack: Pack) -> bool:
    """Whether a word may stand before a parent's name, or for it: not "Miss"."""
    return word in pack.story.kin or (word in pack.titles and pack.story.sir.get(word) != "female")


def _may_have(one: Character, tie: str, pack: Pack) -> bool:
    """Whether somebody can be the relative of a ``tie``: neither Aunt Orrin nor "his aunt" is a mother."""
    words = [form.split()[k].lower() for form in one.forms for k in (0, -1)]
    ties = {pack.story.relative.get(word) for word in words} - {None}
    return not tie or not ties or tie in ties


def _is_grown(one: Character, pack: Pack) -> bool:
    """Whether one of the names has a title of a post or of a wife: "Captain Sallow"."""
    firsts = {form.split()[0].lower().rstrip(".") for form in one.forms if " " in form}
    return not firsts.isdisjoint({*pack.story.rank, *pack.story.office, *pack.words.places.married})
