"""Whom a story names, by which name, and of which gender a title shows somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from attrs import frozen

from quoteattr.fiction.places.name_forms import Form
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import NOTHING, GenderEvidence, Shown
from quoteattr.types import Gender, KnownSpeaker

_IN_USE = 0.01  # of its mentions that must give the full name for it to be the character's name


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


def size(group: Sequence[Form]) -> int:
    """At how many places the forms stand."""
    return sum([len(form.places) for form in group])


def named_of(group: Sequence[Form], pack: Pack) -> Named:
    """The character with the name that the text mostly gives, in full where that is in use."""
    best = _best(group, pack)
    gender, evidence = _by_titles(group)
    abbreviated = pack.words.places.abbreviated
    forms = [_full(form, abbreviated) for form in sorted(group, key=lambda f: -len(f.places))]
    return Named(
        _full(best, abbreviated) if len(best.words) == 1 else best.written,
        tuple(dict.fromkeys(forms)),
        gender,
        evidence,
        tuple(sorted([place for form in group for place in form.places])),
        any("says" in form.signs for form in group),
    )


def _by_titles(group: Sequence[Form]) -> Shown:
    """The gender that most of the titles show."""
    votes = Counter([form.bearer for form in group for _ in form.places if form.bearer.gender])
    if not votes:
        return NOTHING
    bearer = votes.most_common(1)[0][0]
    title = next(form.title for form in group if form.bearer == bearer)
    return bearer.gender, (GenderEvidence("title", title.capitalize()),)


def _best(group: Sequence[Form], pack: Pack) -> Form:
    group = _without_posts(group, pack)
    full = [form for form in group if len(form.words) > 1]
    if full:
        long = _long_names([*dict.fromkeys([form.words[0] for form in full])], pack)
        firsts: Counter[str] = Counter()  # first names, and names alone; "Jim" counts as James
        for form in group:
            if len(form.words) > 1 or not form.title:
                firsts[long.get(form.words[0], form.words[0])] += len(form.places)
        best = max(full, key=lambda f: (firsts[f.words[0]], len(f.places), -len(f.words)))
        total = size(group)
        if firsts[best.words[0]] * 2 >= total and len(best.places) >= _IN_USE * total:
            return best
    return max(group, key=lambda f: (len(f.places), not f.title, len(f.written)))


def _without_posts(group: Sequence[Form], pack: Pack) -> Sequence[Form]:
    """The forms without "the Professor", where the name is in use: "Professor Marsh"."""
    posts = {pack.story.office.get(form.title) for form in group}
    names = [form for form in group if len(form.words) > 1 or form.words[0] not in posts]
    return names if names and size(names) >= _IN_USE * size(group) else group


def _long_names(firsts: Sequence[str], pack: Pack) -> dict[str, str]:
    """Short first name -> the one of ``firsts`` that it stands for: "jim" -> "james"."""
    return {short: long for long in firsts for short in firsts if short in pack.nicknames.get(long, ())}


def _full(form: Form, abbreviated: Container[str]) -> str:
    if not form.title:
        return form.written
    period = "." if form.title in abbreviated else ""
    return f"{form.title.capitalize()}{period} {form.written}"
