"""Characters out of the names of a story, without any list.

A name is a run of capitalised words that are hardly ever written small. What shows a person is a title, a
first name, a verb of saying beside it, being addressed. Forms are joined where one character alone can be
meant; "Mr. Dane", "Mrs. Dane" and "Miss Dane" stay three people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

from attrs import frozen

from quoteattr.fiction.places.called_by import Named, named_of, size
from quoteattr.fiction.places.name_forms import Bearer, Form, Sign, find_name_forms
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import first_name
from quoteattr.stage_values import Segmented, Sentences

_LEAST_MENTIONS = 2
_BOTH_IN_FULL = 5  # places with "Tom Reed", and more with "Thomas Reed": father and son
_ALONE = 4  # times as many places as all others' that make "the Professor" this one
_SHORTEST = 3  # letters of a name that stands for a longer one
_OFTEN = 3  # mentions of somebody called Ivy, which is a word, too
_BEGINS_EVERY = 4  # mentions of somebody whom nothing but the beginning of paragraphs shows
_MAN = Bearer("male")
_CALLED: frozenset[Sign] = frozenset(("addressed",))
_NOTHING: frozenset[Sign] = frozenset(("article",))
_TOLD: frozenset[Sign] = frozenset(("told",))
K = TypeVar("K")
T = TypeVar("T")


def find_named(segmented: Segmented, sentences: Sentences, pack: Pack) -> list[Named]:
    """The characters whom the text names, in the order of their first mention."""
    groups = _joined(find_name_forms(segmented, sentences, pack), pack)
    named = [named_of(group, pack) for group in groups if _is_person(group, pack)]
    return sorted(named, key=lambda one: one.places[0])


# ----------------------------------------------------------------------------------------- joining


Key = tuple[str, ...]
"""Of a group: (first name, surname), (the only name,), or ("", what a title says, the name)."""


@frozen(eq=False)
class _Groups:
    """The groups of forms while they are put together."""

    pack: Pack
    forms: dict[Key, list[Form]]
    by_first: dict[str, list[Key]]  # of full names
    by_last: dict[str, list[Key]]
    bare: frozenset[str]  # names that stand alone without a title
    titled: dict[str, list[Form]]  # names that stand alone behind one

    def most_named(self, keys: Sequence[Key]) -> Key:
        """The first of those that stand at most places."""
        return max(keys, key=lambda key: size(self.forms[key]))

    def most_named_so(self, keys: Sequence[Key], surname: str) -> Key:
        """The group with the most places by that surname."""
        return max(
            keys, key=lambda key: size([form for form in self.forms[key] if form.words[-1] == surname])
        )

    def bearer_of(self, post: str) -> Key | None:
        """The group that has the title of a ``post`` far more often than any other: "Dr. Pell" for "doctor";
        or that has land and speaks, "said the Countess of Harrow"."""
        office = self.pack.story.office
        if post not in office and not self.pack.classes[post] & c.TITLE:
            return None  # time would grow with the square of the names
        titles = [title for title, named in office.items() if named == post == office.get(post)]
        found = Counter[Key]()
        for key, group in self.forms.items():
            found[key] = size([form for form in group if self._bears(form, post, titles)])
        (best, places), *_ = found.most_common(1) or [((), 0)]
        return best if places > _ALONE * (found.total() - places) else None

    def _bears(self, form: Form, post: str, titles: Container[str]) -> bool:
        is_of_land = _has_land(form, self.pack) and form.words[0] == post and "says" in form.signs
        return form.title in titles or is_of_land

    def fitting(self, keys: Sequence[Key], bearer: Bearer) -> list[Key]:
        """Those who can have the title of such a bearer."""
        return [key for key in keys if _may_be(self.forms[key], bearer, self.pack)]


def _joined(forms: Sequence[Form], pack: Pack) -> list[list[Form]]:
    """Forms of one character together."""
    most_first = sorted(forms, key=lambda form: -len(form.places))
    single = [form for form in most_first if len(form.words) == 1]
    titled, bare = [form for form in single if form.title], [form for form in single if not form.title]
    groups = _groups_of([form for form in most_first if len(form.words) > 1], titled, bare, pack)
    for form in titled:  # before the bare ones: "Dane" may belong to the group that "Mr. Dane" makes
        groups.forms.setdefault(_home_of_titled(form, groups), []).append(form)
    for form in bare:
        groups.forms.setdefault(_home_of_bare(form.words[0], groups), []).append(form)
    return _with_nicknames(groups.forms, pack)


def _groups_of(full: list[Form], titled: list[Form], bare: list[Form], pack: Pack) -> _Groups:
    """The groups of full names; the single names have no place yet."""
    groups: dict[Key, list[Form]] = _by(full, lambda form: _full_key(form, pack))
    by_first, by_last = _by([*groups], lambda key: key[0]), _by([*groups], lambda key: key[-1])
    alone = frozenset([form.words[0] for form in bare])
    return _Groups(pack, groups, by_first, by_last, alone, _by(titled, lambda form: form.words[0]))


def _full_key(form: Form, pack: Pack) -> Key:
    return (_first_of(form, pack), form.words[-1])


def _first_of(form: Form, pack: Pack) -> str:
    """The first name of a full form; with the title where it is that of her husband: "Mrs. Charles Dane"."""
    if _has_land(form, pack):
        return " ".join(form.words)
    first = first_name(form.words[:1], pack)
    is_his = form.bearer.marital == "married" and first is not None and first.gender == "male"
    return f"{form.title} {form.words[0]}" if is_his else form.words[0]


def _has_land(form: Form, pack: Pack) -> bool:
    """Whether a form is a title with its land: "Countess of Harrow"."""
    return len(form.words) > 2 and form.words[1] in pack.words.places.title_links


def _by(values: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The values that share a key, in their order."""
    found: dict[K, list[T]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return found


def _home_of_bare(word: str, groups: _Groups) -> Key:
    """The group that a single name without a title belongs to: a surname alone is mostly a man's."""
    if word in groups.by_first:
        return groups.most_named(groups.by_first[word])
    bearer = groups.bearer_of(word)
    if bearer is not None:
        return bearer  # "the Professor", where one has a name: Professor Marsh
    by_last, titled = groups.by_last.get(word, []), groups.titled.get(word, [])
    story = groups.pack.story
    men: list[Key] = [("", "male", word), *(("", rank, word) for rank in story.rank)]
    men += [_titled_key(form, groups.pack) for form in titled if form.title in story.first_name_title]
    homes = [*groups.fitting(by_last, _MAN), *(key for key in men if key in groups.forms)]
    if not homes and all(_home_of_titled(form, groups) in by_last for form in titled):
        homes = by_last  # a woman whom the text calls Nash, too: DI Nash, Bev Nash
    return groups.most_named_so(homes, word) if homes else (word,)


def _home_of_titled(form: Form, groups: _Groups) -> Key:
    """The group that a single name behind a title belongs to."""
    word, bearer, own = form.words[0], form.bearer, _titled_key(form, groups.pack)
    if word in groups.by_last:
        fitting = groups.fitting(groups.by_last[word], bearer)
        return fitting[0] if len(fitting) == 1 and bearer.marital != "married" else own
    if not _may_go_with_first_name(form, groups):
        return own
    fitting = groups.fitting(groups.by_first.get(word, ()), bearer)
    if fitting:
        return groups.most_named(fitting)
    return (word,) if bearer.marital == "unmarried" and groups.pack.classes[word] & c.FIRST_NAME else own


def _may_go_with_first_name(form: Form, groups: _Groups) -> bool:
    """Whether the name behind the title may be a first name that the text uses: "Lady Jane", "Mrs. Tom"."""
    if form.title not in groups.pack.story.first_name_title and form.bearer.marital != "married":
        return False
    word = form.words[0]
    return word in groups.by_first or (word in groups.bare and form.bearer.gender != "male")


def _titled_key(form: Form, pack: Pack) -> Key:
    """The group of a title and a name: one for men, each rank, all Mrs., all Miss, each other lady."""
    if form.title in pack.story.rank and not form.bearer.gender:
        return "", form.title, form.words[0]
    if form.bearer.gender == "female":
        return "", form.bearer.marital or form.title, form.words[0]
    return "", "male", form.words[0]


def _may_be(group: Sequence[Form], bearer: Bearer, pack: Pack) -> bool:
    """Whether somebody with these full names can have a title of such a bearer."""
    if not bearer.gender:
        return True
    own = {form.bearer for form in group} - {Bearer()}
    if own:
        return bearer in own or (bearer.marital == "unmarried" and own == {Bearer("female")})
    first = first_name(group[0].words[:1], pack)
    return first is None or first.gender == bearer.gender


def _with_nicknames(groups: dict[Key, list[Form]], pack: Pack) -> list[list[Form]]:
    """Groups of a nickname joined to those of the name that it stands for, where there is one."""
    by_first = _by(groups, lambda key: key[0])
    same = _same_names({word: [groups[key] for key in keys] for word, keys in by_first.items()}, pack)
    moved: dict[Key, Key] = {}
    for key in [key for key, group in groups.items() if len(key) == 1 and not _has_title(group)]:
        others = [other for name in same.get(key[0], ()) for other in by_first.get(name, ())]
        if len(others) != 1 or others[0] in moved:
            continue
        if size(groups[key]) <= 2 * size(groups[others[0]]):
            moved[key] = others[0]
    moved |= _with_short_first_name(groups, same, pack)
    for short, name in moved.items():
        if name in groups and name not in moved:
            groups[name].extend(groups.pop(short))
    return list(groups.values())


def _with_short_first_name(
    groups: Mapping[Key, list[Form]],
    same: Mapping[str, Iterable[str]],
    pack: Pack,
) -> dict[Key, Key]:
    """Full names -> those of the same surname, found more often, whose first name is theirs: "Jim Vane"
    -> "James Vane"; where the text often gives both in full, they are two."""
    found: dict[Key, Key] = {}
    for key in [key for key in groups if len(key) == 2]:
        names = [name for name in same.get(key[0], ()) if (name, key[-1]) in groups]
        if len(names) == 1:
            both = [(_in_full(groups[one, key[-1]]), one in pack.nicknames) for one in (key[0], names[0])]
            if both[0] < both[1] and both[0][0] < _BOTH_IN_FULL:
                found[key] = (names[0], key[-1])
    return found


def _in_full(group: Sequence[Form]) -> int:
    """How many places give the name in full."""
    return size([form for form in group if len(form.words) > 1])


def _signs(groups: Iterable[Sequence[Form]]) -> list[Sign]:
    """What shows that the groups are somebody's."""
    return [sign for group in groups for form in group for sign in form.signs]


def _has_title(group: Sequence[Form]) -> bool:
    return any(form.title for form in group)


def _same_names(named: Mapping[str, Sequence[Sequence[Form]]], pack: Pack) -> dict[str, dict[str, None]]:
    """Name -> the others that stand for it or that it stands for: Jim is James, and “Gav,” is Gavin."""
    listed = [(word, other) for word in named for other in pack.nicknames.get(word, ())]
    found: dict[str, dict[str, None]] = {}
    for word, other in (*listed, *_short_names(named, pack)):
        found.setdefault(word, {})[other] = None
        found.setdefault(other, {})[word] = None
    return found


def _short_names(named: Mapping[str, Sequence[Sequence[Form]]], pack: Pack) -> list[tuple[str, str]]:
    """(name, the only one that begins so and for which it stands)."""
    begun = _by([(word[:k], word) for word in named for k in range(_SHORTEST, len(word))], itemgetter(0))
    signs = {word: frozenset(_signs(groups)) - _NOTHING for word, groups in named.items()}
    pairs = [begun[word][0] for word in named if len(begun.get(word, ())) == 1]
    return [(short, long) for short, long in pairs if _is_short(short, long, signs, pack)]


def _is_short(short: str, long: str, signs: Mapping[str, frozenset[Sign]], pack: Pack) -> bool:
    """Whether a name with which another begins stands for it: one that no list has, or of two first names the
    one by which somebody is only addressed."""
    if not signs[short] - _TOLD or pack.classes[short] & (c.PLACE | c.DEMONYM | c.TITLE):
        return False
    if not pack.classes[short] & c.FIRST_NAME:
        return True
    genders = [first.gender for name in (short, long) if (first := first_name((name,), pack))]
    return _CALLED in (signs[short], signs[long]) and len(set(genders)) < 2


# ----------------------------------------------------------------------------------------- persons


@frozen(eq=False)
class _Group:
    """Forms of one name, and what is asked of them; ``first`` are the classes of the first word."""

    forms: Sequence[Form]
    words: frozenset[str]
    signs: Counter[Sign]
    first: int
    pack: Pack


def _exclaimed(group: _Group) -> bool:
    return not group.words.isdisjoint(group.pack.story.exclaimed) and not group.signs["says"]


def _titled(group: _Group) -> bool:
    return _has_title(group.forms)


def _speaks(group: _Group) -> bool:
    return bool(group.signs["says"]) or group.signs["addressed"] > 1 or group.signs["acts"] > 1


def _kin(group: _Group) -> bool:
    return not group.words.isdisjoint(group.pack.story.kin)


def _sure_first_name(group: _Group) -> bool:
    is_often = size(group.forms) >= _OFTEN
    unsure = group.first & (c.PLACE if is_often else c.AMBIGUOUS_NAME | c.PLACE) or group.signs["article"]
    return bool(group.first & c.FIRST_NAME) and not unsure


def _addressed_by_first_name(group: _Group) -> bool:
    return bool(group.signs["addressed"] and group.first & c.FIRST_NAME) and not group.first & c.PLACE


def _begins(group: _Group) -> bool:
    often = group.signs["begins"] * _BEGINS_EVERY >= size(group.forms)
    return bool(group.signs["begins"]) and often and not group.signs["article"]


def _names_self(group: _Group) -> bool:
    return bool(group.signs["own"]) and not group.first & (c.PLACE | c.DEMONYM | c.COMMON)


def _acts_once(group: _Group) -> bool:
    if group.first & (c.PLACE | c.DEMONYM | c.CALENDAR) or size(group.forms) < _LEAST_MENTIONS:
        return False
    return bool(group.signs["addressed"] or group.signs["acts"])


# The first that fits decides whether a group is a person; one that none fits is nobody.
_VERDICTS: tuple[tuple[Callable[[_Group], bool], bool], ...] = (
    (_exclaimed, False),  # “Good Lord!”
    (_titled, True),  # Mr. Dane
    (_speaks, True),  # said Dane; or what shows a person, twice
    (_kin, True),  # Papa
    (_sure_first_name, True),  # Edmund; not Florence or “the Edmund”
    (_addressed_by_first_name, True),  # “Did she, Ivy?”
    (_begins, True),  # Vexa came in. She shook off the rain.
    (_names_self, True),  # “I'm Wren,” or “My name is Brack,” once; not “I'm Irish”
    (_acts_once, True),  # “Come, Brack,” and Brack again; not Leeds or May
)


def _is_person(forms: Sequence[Form], pack: Pack) -> bool:
    words = [word for form in forms for word in form.words]
    group = _Group(forms, frozenset(words), Counter(_signs([forms])), pack.classes[words[0]], pack)
    return next((person for fits, person in _VERDICTS if fits(group)), False)
