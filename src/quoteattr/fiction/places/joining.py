"""Characters out of the names of a story, without any list.

A name is a run of capitalised words that are hardly ever written small. What shows a person is a title, a
first name, a verb of saying beside it, being addressed. Forms are joined where one character alone can be
meant; "Mr. Dane", "Mrs. Dane" and "Miss Dane" stay three people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from quoteattr.fiction.places.name_forms import Bearer, Form, find_name_forms
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import GenderEvidence, first_name
from quoteattr.stage_values import Segmented, Sentences
from quoteattr.types import Gender, KnownSpeaker

_IN_USE = 0.01  # of its mentions that must give the full name for it to be the character's name
_LEAST_MENTIONS = 2
_MAN = Bearer("male")


@frozen
class Named:
    """Somebody whom the text or a list names.

    ``forms``   all forms of the ``name``.
    ``gender``  what a title or the list says; ``gender_evidence`` which.
    ``places``  token ranges of the names, end exclusive, where the text alone gave them.
    ``says``    whether a cue of speech names this person.
    ``known``   the person of the list; ``extra``: whom the list leaves out.
    """

    name: str
    forms: tuple[str, ...]
    gender: Gender | None
    gender_evidence: tuple[GenderEvidence, ...]
    places: tuple[tuple[int, int], ...] = ()
    says: bool = False
    known: KnownSpeaker | None = None
    extra: bool = False


def find_named(segmented: Segmented, sentences: Sentences, pack: Pack) -> list[Named]:
    """The characters whom the text names, in the order of their first mention."""
    forms = find_name_forms(segmented, sentences, pack)
    groups = _joined(forms, pack)
    result = []
    for group in groups:
        if _is_person(group, pack):
            result.append(_named(group))
    result.sort(key=lambda one: one.places[0])
    return result


# ----------------------------------------------------------------------------------------- joining


def _joined(forms: Sequence[Form], pack: Pack) -> list[list[Form]]:
    """Forms of one character together."""
    groups: dict[tuple[str, ...], list[Form]] = {}
    full = sorted((f for f in forms if len(f.words) > 1), key=lambda f: -len(f.places))
    firsts: dict[str, list[tuple[str, ...]]] = {}
    lasts: dict[str, list[tuple[str, ...]]] = {}
    for form in full:
        key: tuple[str, ...] = (form.words[0], form.words[-1])
        if key not in groups:
            firsts.setdefault(key[0], []).append(key)
            lasts.setdefault(key[1], []).append(key)
        groups.setdefault(key, []).append(form)
    singles = sorted((f for f in forms if len(f.words) == 1), key=lambda f: (f.title == "", -len(f.places)))
    bare = {f.words[0]: f for f in singles if not f.title}
    titled: dict[str, list[Form]] = {}
    for form in singles:
        if form.title:
            titled.setdefault(form.words[0], []).append(form)
    for form in singles:
        key = _home(form, groups, firsts, lasts, bare, titled, pack)
        groups.setdefault(key, []).append(form)
    return _nicknames(groups, pack)


def _home(
    form: Form,
    groups: dict[tuple[str, ...], list[Form]],
    firsts: dict[str, list[tuple[str, ...]]],
    lasts: dict[str, list[tuple[str, ...]]],
    bare: dict[str, Form],
    titled: dict[str, list[Form]],
    pack: Pack,
) -> tuple[str, ...]:
    """The group that a single word, titled or not, belongs to."""
    word, bearer = form.words[0], form.bearer
    ranks, with_first_name = pack.story["rank"], pack.story["first-name-title"]
    by_first, by_last = firsts.get(word, []), lasts.get(word, [])
    if not form.title:
        if by_first:
            return max(by_first, key=lambda key: _size(groups, key))
        men = [key for key in by_last if _may_be(groups[key], _MAN, pack)]
        men += [key for key in (("(male)", word), *((f"({rank})", word) for rank in ranks)) if key in groups]
        men += [
            _titled_key(f, pack)
            for f in titled.get(word, ())
            if f.title in with_first_name and _titled_key(f, pack) in groups
        ]
        if men or (by_last and not titled.get(word)):
            return max(men or by_last, key=lambda key: _size(groups, key))
        return (word,)
    if by_last:
        fitting = [key for key in by_last if _may_be(groups[key], bearer, pack)]
        if len(fitting) == 1 and bearer.marital != "married":
            return fitting[0]
        return _titled_key(form, pack)
    if (form.title in with_first_name or bearer.marital == "married") and (
        by_first or (word in bare and bearer.gender != "male")
    ):
        fitting = [key for key in by_first if _may_be(groups[key], bearer, pack)]
        if fitting:
            return max(fitting, key=lambda key: _size(groups, key))
        return (
            (word,)
            if bearer.marital == "unmarried" and pack.classes[word] & c.FIRST_NAME
            else _titled_key(form, pack)
        )
    return _titled_key(form, pack)


def _size(groups: dict[tuple[str, ...], list[Form]], key: tuple[str, ...]) -> int:
    return sum([len(form.places) for form in groups[key]])


def _titled_key(form: Form, pack: Pack) -> tuple[str, ...]:
    bearer = form.bearer
    if not bearer.gender:
        return (f"({form.title})" if form.title in pack.story["rank"] else "(male)", form.words[0])
    one_for_all = "male" if bearer.gender == "male" else bearer.marital
    return (f"({one_for_all or form.title})", form.words[0])


def _may_be(group: Sequence[Form], bearer: Bearer, pack: Pack) -> bool:
    """Whether somebody with these full names can have a title of such a bearer."""
    own = {form.bearer for form in group} - {Bearer()}
    if own:
        unmarried = bearer.marital == "unmarried" and own == {Bearer("female")}
        return bearer in own or not bearer.gender or unmarried
    first = first_name(group[0].words[:1], pack)
    return first is None or not bearer.gender or first.gender == bearer.gender


def _nicknames(groups: dict[tuple[str, ...], list[Form]], pack: Pack) -> list[list[Form]]:
    """Groups of a nickname joined to those of the name that it stands for, where there is one."""
    known = pack.nicknames
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for key in groups:
        by_first.setdefault(key[0], []).append(key)
    full: dict[str, dict[str, None]] = {}
    for word in by_first:
        for other in known.get(word, ()):
            full.setdefault(word, {})[other] = None
            full.setdefault(other, {})[word] = None
    moved: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key, group in groups.items():
        if len(key) != 1 or any(form.title for form in group):
            continue
        others = [other for word in full.get(key[0], ()) for other in by_first.get(word, ())]
        if len(others) == 1 and others[0] not in moved and _size(groups, key) <= 2 * _size(groups, others[0]):
            moved[key] = others[0]
    for key, full_key in moved.items():
        if full_key in groups and full_key not in moved:
            groups[full_key].extend(groups.pop(key))
    return list(groups.values())


# ----------------------------------------------------------------------------------------- persons


def _is_person(group: Sequence[Form], pack: Pack) -> bool:
    signs = Counter([sign for form in group for sign in form.evidence])
    total = sum(len(form.places) for form in group)
    words = {word for form in group for word in form.words}
    if words & pack.story["exclaimed"].keys() and not signs["says"]:
        return False
    if any(form.title for form in group) or signs["says"]:
        return True
    if signs["addressed"] > 1 or signs["acts"] > 1:
        return True
    bits = pack.classes[group[0].words[0]]
    if words & pack.story["kin"].keys():
        return True
    if bits & c.FIRST_NAME and not bits & (c.AMBIGUOUS_NAME | c.PLACE) and not signs["article"]:
        return True
    return (
        total >= _LEAST_MENTIONS
        and bool(signs["addressed"] or signs["acts"])
        and not bits & (c.PLACE | c.DEMONYM)
    )


def _named(group: Sequence[Form]) -> Named:
    """The character with the name that the text mostly gives, in full where that is in use."""
    best = _best(group)
    votes = Counter([form.bearer for form in group for _ in form.places if form.bearer.gender])
    gender: Gender | None = None
    evidence: tuple[GenderEvidence, ...] = ()
    if votes:
        bearer = votes.most_common(1)[0][0]
        gender = bearer.gender
        title = next(form.title for form in group if form.bearer == bearer)
        evidence = (GenderEvidence("title", title.capitalize()),)
    forms = dict.fromkeys([_full(form) for form in sorted(group, key=lambda f: -len(f.places))])
    places = sorted(place for form in group for place in form.places)
    return Named(
        _full(best) if len(best.words) == 1 else best.written,
        tuple(forms),
        gender,
        evidence,
        tuple(places),
        any(sign == "says" for form in group for sign in form.evidence),
    )


def _best(group: Sequence[Form]) -> Form:
    total = sum(len(form.places) for form in group)
    firsts = Counter(
        [form.words[0] for form in group if not form.title or len(form.words) > 1 for _ in form.places]
    )
    full = [form for form in group if len(form.words) > 1]
    if full:
        best = max(full, key=lambda f: (firsts[f.words[0]], len(f.places), -len(f.words)))
        if firsts[best.words[0]] * 2 >= total and len(best.places) >= _IN_USE * total:
            return best
    return max(group, key=lambda f: (len(f.places), not f.title))


def _full(form: Form) -> str:
    if not form.title:
        return form.written
    period = "." if form.title in ("mr", "mrs", "dr", "mme", "mlle") else ""
    return f"{form.title.capitalize()}{period} {form.written}"
