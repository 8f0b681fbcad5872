"""Whether a predicted name is the speaker that gold means."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from attrs import frozen

from quoteattr.evaluation.units import language_of
from quoteattr.evaluation.values import MarkedText
from quoteattr.lang.letters import LETTER, WORD_CHARACTER
from quoteattr.lang.load import load_pack
from quoteattr.lang.pack import Pack
from quoteattr.names.likeness import are_nicknames, same_or_initial

_WORD = regex.compile(rf"(?:{WORD_CHARACTER}|_)++(?:['\-](?:{WORD_CHARACTER}|_)++)*+")
_POSSESSIVE = regex.compile(rf"'s(?!{WORD_CHARACTER}|_)")
_INITIALS = regex.compile(rf"(?<!{WORD_CHARACTER}|_)({LETTER}\p{{M}}*+)\.(?={LETTER}\p{{M}}*+\.)")


@frozen
class _Form:
    """A name in words, an article off: all of them, those without titles and suffixes, the titles, the
    suffixes."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    titles: tuple[str, ...]
    suffixes: frozenset[str]


@frozen(eq=False)
class Names:
    """The people of one text: ``forms`` of their names by id, and the ids ``named`` by the same core."""

    pack: Pack
    forms: dict[str, tuple[_Form, ...]]
    named: dict[tuple[str, ...], dict[str, None]]

    @classmethod
    def of(cls, gold: MarkedText) -> Names:
        """Those whom gold lists."""
        pack = load_pack(language_of(gold))
        forms = {p.id: tuple(_form(name, pack) for name in (p.name, *p.aliases) if name) for p in gold.people}
        named: dict[tuple[str, ...], dict[str, None]] = {}
        for person, its in forms.items():
            for form in its:
                named.setdefault(form.core, {})[person] = None
        return cls(pack, forms, named)

    def right(self, speaker: str, name: str | None) -> bool:
        """Whether ``name`` is ``speaker``.

        Of a listed person: one of the forms, titles aside, that is nobody else's ("Bennet" is Mr. Bennet's
        where Elizabeth is listed without it). Of any other name: the surname is there, and first names,
        initials and suffixes do not tell the two apart.
        """
        if not name:
            return False
        given = _form(name, self.pack)
        if not given.core:
            return False
        if speaker not in self.forms:
            return _one_name(_form(speaker, self.pack), given, self.pack)
        mine = self.forms[speaker]
        if any(given.words == form.words for form in mine):
            return True
        if not self._fits(given, mine):
            return False
        others = [self.forms[other] for other in self.named[given.core] if other != speaker]
        if not any(self._fits(given, forms) for forms in others):
            return True
        # the name is another's too: the title decides
        titles = self._title(given)
        return self._titled(given, titles, mine) and not any(self._titled(given, titles, f) for f in others)

    def _fits(self, given: _Form, forms: tuple[_Form, ...]) -> bool:
        mine = self._title(given)
        return any(given.core == form.core and not _clash(mine, self._title(form)) for form in forms)

    def _titled(self, given: _Form, title: str, forms: tuple[_Form, ...]) -> bool:
        return any(given.core == form.core and self._title(form) == title for form in forms)

    def _title(self, form: _Form) -> str:
        """What the last title with a gender says of its bearer: "male", "female", "female, married" …"""
        known = self.pack.titles
        said = ""
        for title in form.titles:
            if title in known and known[title]["gender"]:
                said = known[title]["gender"] + _MARRIED.get(title, "")
        return said


# Mrs. Bennet is not Miss Bennet
_MARRIED = {"mrs": ", married", "miss": ", unmarried", "mlle": ", unmarried", "mademoiselle": ", unmarried"}


def _clash(a: str, b: str) -> bool:
    if not a or not b:
        return False
    (gender, _, state), (other, _, other_state) = a.partition(","), b.partition(",")
    return gender != other or bool(state and other_state and state != other_state)


def _words(name: str) -> Iterator[str]:
    plain = _POSSESSIVE.sub("", name.casefold().replace("’", "'"))
    yield from _WORD.findall(_INITIALS.sub(r"\1", plain))


def _form(name: str, pack: Pack) -> _Form:
    words = tuple(_words(name))
    while words and words[0] in _ARTICLES:
        words = words[1:]
    core, titles = list(words), list[str]()
    while len(core) > 1 and (core[0] in pack.titles or core[0] in _BEFORE):
        titles.append(core.pop(0))
    suffixes = set()
    while len(core) > 1 and pack.particles.get(core[-1]) == "suffix":
        suffixes.add(core.pop())
    return _Form(words, tuple(core), tuple(titles), frozenset(suffixes))


_ARTICLES = frozenset(("a", "an", "the"))
# what stands before a name or a title and is none of the pack's titles
_BEFORE = frozenset(
    ("former", "then", "ex", "vice", "deputy", "prime", "hon", "honorable", "the", "master", "parson")
)


def _one_name(gold: _Form, given: _Form, pack: Pack) -> bool:
    if not gold.core or gold.words == given.words:
        return bool(gold.core)
    if gold.suffixes != given.suffixes and (given.suffixes or len(given.core) > 1):
        return False
    if gold.core == given.core:
        return True
    if gold.core[-1] not in given.core:
        return False
    if len(gold.core) < 2 or len(given.core) < 2:
        return True
    a, b = gold.core[0], given.core[0]
    return same_or_initial(a, b) or are_nicknames(a, b, pack)
