"""The roles that the text gives to people, as words that may refer back to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.news.resolution.sources import Source
from quoteattr.types import Speaker

_FUNCTION = c.NOMINAL_STOP | c.DETERMINER | c.PRONOUN | c.POSSESSIVE_PRONOUN | c.CLITIC
_FEWEST = 2  # words that roles must share with somebody told before the name
_MOST = 20  # bearers of one role that are compared


class Roles:
    """Which of the speakers bear a role noun."""

    def __init__(self, speakers: Sequence[Speaker], pack: Pack) -> None:
        self._offices = pack.offices
        parties = [word for party in self._offices["party"].values() for word in party]
        self._parties = frozenset((*parties, *(w for p in parties for w in self._offices["also"].get(p, ()))))
        self._classes = pack.classes
        self._lists = pack.words.resolution
        self._words: dict[int, frozenset[str]] = {}
        self._bearers: dict[str, list[int]] = {}
        self._told: dict[str, list[int]] = {}
        for k, speaker in enumerate(speakers):
            if speaker.kind == "person" and speaker.roles:
                self._words[k] = words = self._all_words(speaker.roles)
                for word in sorted(words):
                    self._bearers.setdefault(word, []).append(k)
                for word in dict.fromkeys(_written(speaker.roles)):
                    self._told.setdefault(word.lower().rstrip("."), []).append(k)

    def _all_words(self, roles: Sequence[str]) -> frozenset[str]:
        """The words of the role phrases and what they are also called: "Sen." is senator, lawmaker."""
        also, states = self._offices["also"], self._offices["state"]
        found: set[str] = set()
        for written in _written(roles):
            word = written.lower().rstrip(".")
            parts = [word, *word.split("-")] if "-" in word else [word]
            for part in parts:
                found.add(part)
                found.update(also.get(part, ()))
            if capital(written):
                found.update(*(states.get(part.rstrip("."), ()) for part in parts))
                if len(parts) == 3:  # "D-Vt" is itself, D and Vt
                    found.update(*self._party(parts[1]))
        return frozenset(found)

    def _party(self, letter: str) -> tuple[list[str], ...]:
        party = self._offices["party"].get(letter)
        return (party,) if party else ()

    def bearers(self, source: Source) -> list[tuple[int, float]]:
        """(speaker, share of the modifiers that its roles have too) of those who have the role.

        Left out are those of another place: "the Texas senator" is not the senator from Ohio.
        """
        modifiers = [m for m in source.modifiers if m not in self._lists.empty_modifiers]
        found = []
        offices = self._with_one_of(self._offices_among(modifiers, source.head), self._bearers)
        for k in dict.fromkeys([*self._called(source.head), *offices]):
            agreed = sum([m in self._words[k] for m in modifiers])
            if self.of_other_party(k, source) or (not agreed and self._speaks_against(k, modifiers)):
                continue
            found.append((k, agreed / len(modifiers) if modifiers else 0.5))
            if len(found) == _MOST:
                break
        return found

    def _called(self, head: str) -> Iterable[int]:
        """Who bears the noun; if nobody does, who bears a word that it may replace: "the gran" for a
        grandmother. Not the other way round: "the minister" is no MP."""
        return self._bearers.get(head) or self._with_one_of(self._offices["also"].get(head, ()), self._told)

    def are_told(self, k: int, noun: str) -> bool:
        """Whether the roles of speaker ``k`` hold the noun itself, not only a word that it may replace."""
        return k in self._told.get(noun, ())

    def of(self, k: int) -> frozenset[str]:
        """The words of the roles that the text gives to speaker ``k``."""
        return self._words.get(k, frozenset())

    def _offices_among(self, modifiers: Iterable[str], head: str) -> list[str]:
        """ "senator" of "the senator candidate": modifiers that are roles themselves, no parties; but "the
        official spokesman" is no official."""
        if head in self._lists.kept_unnamed:
            return []
        return sorted(m for m in modifiers if self._classes[m] & c.ROLE and m not in self._parties)

    def _with_one_of(self, nouns: Iterable[str], bearers: Mapping[str, list[int]]) -> Iterable[int]:
        return dict.fromkeys(k for noun in nouns for k in bearers.get(noun, ()))

    def _speaks_against(self, k: int, modifiers: list[str]) -> bool:
        """Whether the modifiers name a nation, or a place while the roles of ``k`` name another."""
        bits = 0
        for modifier in modifiers:
            bits |= self._classes[modifier]
        if bits & c.DEMONYM and not bits & c.ROLE:
            return True
        return bool(bits & c.PLACE) and any(self._classes[word] & c.PLACE for word in self._words[k])

    def may_serve(self, k: int, noun: str, owner: Sequence[str]) -> bool:
        """Whether speaker ``k`` may be the ``noun`` (a spokesman, say) of ``owner``: "the mayor's spokesman"
        is not one whom the text calls "Green Party spokesman", but may be one whom it calls "spokesman"."""
        told = tuple([word.lower() for word in owner if not self._classes[word] & _FUNCTION])
        said = {word for word in self.of(k) if told and k in self._told.get(word, ())} - {noun}
        of_company = not self._lists.any_organization.isdisjoint(told)
        return not said or of_company or any(word.startswith(told) for word in said)

    def yet_to_come(self, source: Source, speakers: Sequence[Speaker], words: Sequence[str]) -> int | None:
        """The first person named later who bears the noun of the source or shares some ``words`` with it in a
        role; None for nobody, and for a noun that fits anybody ("a veteran")."""
        if source.head in self._offices["generic"] and source.head not in self._lists.vague:
            return None
        told = [word for word in words if word != source.head and not self._classes[word] & _FUNCTION]
        for k, own in islice(self._words.items(), _MOST):
            later = speakers[k].mentions and speakers[k].mentions[0].span.start > source.mention.span.end
            borne = source.head in own or len(own.intersection(told)) >= _FEWEST
            if later and borne and not self._speaks_against(k, told):
                return k
        return None

    def learn(self, k: int, told: Iterable[str]) -> None:
        """Remember that speaker ``k`` was referred to by these words: they may be used again."""
        words = self._all_words((" ".join(told),))
        self._words[k] = self._words.get(k, frozenset()) | words
        for word in sorted(words):
            bearers = self._bearers.setdefault(word, [])
            if k not in bearers:
                bearers.append(k)

    def may_be(self, k: int, source: Source) -> bool:
        """Whether nothing that the text tells of speaker ``k`` excludes the source's noun: no other office,
        party or place."""
        if self.of_other_party(k, source):
            return False
        if source.head in self._lists.kept_unnamed or self.is_seat(source):
            return self.is_seat(source)
        own = self._words.get(k, frozenset())
        offices = [word for word in own if self._classes[word] & c.TITLE and word not in self._parties]
        anybody = source.head in self._offices["generic"] or source.head in self._lists.called_again
        return source.head in own or not offices or anybody

    def is_seat(self, source: Source) -> bool:
        """Whether the noun is a seat that those of other offices may have, and a name tells of which: "the MP
        for Bath", "the Bath MP", no mere "MP"; "the Member for Bath", no "member of Doe’s team"."""
        if source.owned or source.head not in self._lists.seats:
            return False
        names = {word.lower() for word in source.mention.text.split()[1:] if capital(word)}
        borne = source.head not in self._lists.kept_unnamed or source.head in names
        return borne and names > {source.head} & names

    def of_other_party(self, k: int, source: Source) -> bool:
        """Whether the noun phrase names a party, and the roles of speaker ``k`` only another."""
        wanted = self._parties & (source.modifiers | {source.head})
        if not wanted:
            return False
        own = self._parties & self._words.get(k, frozenset())
        return bool(own) and not own & {
            word for w in wanted for word in (w, *self._offices["also"].get(w, ()))
        }

    def generic(self, source: Source, bits: int, borne: bool) -> bool:
        """Whether the noun may mean whoever is in focus: an age, a nation, or an office that nobody in the
        text has (``borne`` is False)."""
        if not source.definite:
            return False
        if not borne and bits & c.TITLE and source.head not in self._lists.kept_unnamed:
            # "the Mexican president" whom nobody here is said to be is somebody else
            nations = (m for m in source.modifiers if self._classes[m] & c.DEMONYM)
            return all(self._classes[m] & c.ROLE for m in nations)
        again = source.head in self._offices["generic"] or source.head in self._lists.called_again
        return again or self._is_age_or_nation(source.head, bits)

    def is_job(self, source: Source, bits: int) -> bool:
        """Whether the noun is a job or deed that singles somebody out: "the welder"; not "the victim", who
        may be anybody, and not "the judge", who stays unnamed."""
        barred = source.head in self._offices["personal"] or source.head in self._lists.kept_unnamed
        named = bits & c.CAPITAL and "-" not in source.head  # "the Oscar-winner" is a job all the same
        return source.definite and not barred and not named

    def _is_age_or_nation(self, head: str, bits: int) -> bool:
        """ "the 40-year-old", "the Mexican"."""
        aged = bits & c.NUMBER and any(end in head for end in self._lists.age_ends)
        return bool(aged or (bits & c.DEMONYM and bits & c.CAPITAL))


def _written(roles: Iterable[str]) -> Iterator[str]:
    """The words of role phrases as they stand in the text."""
    for role in roles:
        yield from role.replace(",", " ").replace("(", " ").replace(")", " ").split()
