"""Whether two speakers, each of a text of its own, are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from quoteattr.lang.pack import Pack
from quoteattr.names.folding import parts
from quoteattr.names.likeness import SAME_LAST, SHORTEST_FUZZY, first_names_agree, similar
from quoteattr.types import Attribution, MentionKind, Speaker, SpeakerKind
from quoteattr.verification.values import SpeakerVerdict

LEAST_CONFIDENCE: dict[MentionKind | None, float] = {"name": 0.4}
"""From which an attribution of a source is sure enough to say that a draft names somebody else, by what its
mention is; a name beside the words leaves less doubt."""

SURE = 0.6  # where the mention is no name
RIVAL = 0.04
"""From which probability the draft's speaker, as a runner-up of the source, is a doubt. All three stand on
the scale of the confidence: ``tools/bench/verification.py figures`` says what they are worth."""

_PERSON: SpeakerKind = "person"
_UNNAMED: SpeakerKind = "unnamed"
_ORGANIZATION: SpeakerKind = "organization"


def compare(
    draft: Speaker | None, source: Attribution | None, cast: Sequence[Speaker], pack: Pack
) -> SpeakerVerdict:
    """Whether the draft's speaker is the source's, in a text with that ``cast``: "different" only where that
    is sure."""
    if draft is None or source is None or source.speaker is None:
        return "unclear"
    likeness = alike(draft, source.speaker, pack)
    if likeness is None and source.speaker.kind == _UNNAMED:
        likeness = _has_role(draft, source.speaker, cast, pack) or _is_last_named(draft, source, cast, pack)
    elif likeness is None and _is_another(draft, source.speaker, cast, pack):
        likeness = False
    if likeness is not False:
        return "same" if likeness else "unclear"
    confidence = 1.0 if source.confidence is None else source.confidence
    kind = source.mention.kind if source.mention is not None else None
    if confidence < LEAST_CONFIDENCE.get(kind, SURE):
        return "unclear"
    rivals = (one.speaker for one in source.runners_up if one.score >= RIVAL)
    return "unclear" if any(alike(draft, one, pack) is not False for one in rivals) else "different"


def alike(a: Speaker, b: Speaker, pack: Pack) -> bool | None:
    """Whether two speakers are one; None where the texts do not tell."""
    if a.known_id is not None and b.known_id is not None:
        return a.known_id == b.known_id
    if _UNNAMED in (a.kind, b.kind):
        return True if _share_role(a, b, pack) or _is_named(a, b) or _is_named(b, a) else None
    found = [_names_alike(x, y, pack) for x, y in product(_names(a, pack), _names(b, pack))]
    if True in found:
        return True
    if (
        None in found
        or not found
        or not (a.kind == b.kind or (_may_be_person(a, pack) and _may_be_person(b, pack)))
    ):
        return None
    return False


def _may_be_person(speaker: Speaker, pack: Pack) -> bool:
    """Whether it is a person, or a surname alone that a text has taken for an organisation."""
    words = parts(speaker.name)
    surname = len(words) == 1 and words[0] in pack.surnames and words[0] not in pack.organizations
    return speaker.kind == _PERSON or (speaker.kind == _ORGANIZATION and surname)


def _is_named(unnamed: Speaker, person: Speaker) -> bool:
    """Whether the words for somebody unnamed hold a person's surname: "Mr. Okafor last week"."""
    words = parts(person.name)
    return bool(words) and person.kind == _PERSON and words[-1] in parts(unnamed.name)


def _has_role(draft: Speaker, unnamed: Speaker, cast: Sequence[Speaker], pack: Pack) -> bool:
    """Whether the cast of a text knows the draft's speaker by the role that stands for the unnamed."""
    return any(
        _share_role(one, unnamed, pack) and alike(draft, one, pack) for one in cast if one.kind == _PERSON
    )


def _is_another(draft: Speaker, said: Speaker, cast: Sequence[Speaker], pack: Pack) -> bool:
    """Whether the text knows the draft's speaker as somebody beside the one who said it: Anna Berg beside the
    bank that she left, or beside A. Berg."""
    return any(one != said and alike(draft, one, pack) for one in cast if one.kind == _PERSON)


def _is_last_named(draft: Speaker, source: Attribution, cast: Sequence[Speaker], pack: Pack) -> bool | None:
    """Whether the draft's speaker is the person whom the text named last before somebody unnamed said it:
    "Ada Okafor … The engineer said". Else nobody can say."""
    start = source.quotation.start if source.mention is None else source.mention.span.start
    before = [
        (one.span.start, who)
        for who in cast
        if who.kind == _PERSON
        for one in who.mentions
        if one.span.end <= start
    ]
    last = max(before, key=lambda pair: pair[0], default=None)
    return (last is not None and alike(draft, last[1], pack)) or None


def _names(speaker: Speaker, pack: Pack) -> Iterator[tuple[str, ...]]:
    """The forms of a name in words, titles off."""
    for name in dict.fromkeys((speaker.name, *speaker.aliases)):
        words = list(parts(name))
        while len(words) > 1 and (words[0] in pack.titles or words[0] in pack.words.verification.light):
            del words[0]
        if words:
            yield tuple(words)


def _names_alike(a: tuple[str, ...], b: tuple[str, ...], pack: Pack) -> bool | None:
    if a == b or "".join(a) == "".join(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:  # a surname alone, or a first name
        if short[0] in long:
            return True
        return None if len(long) == 1 and _slip(short[0], long[0]) else _slip(short[0], long[-1])
    if set(short) <= set(long):
        return True
    if a[-1] == b[-1]:
        return True if first_names_agree(a, b, pack) else _initials(a, b)
    return a[0] == b[0] and _slip(a[-1], b[-1])


def _initials(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    """Of one surname and other first names; nobody can say where these share a first letter."""
    return None if a[0][0] == b[0][0] else False


def _slip(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= SHORTEST_FUZZY and similar(a, b) >= SAME_LAST


def _share_role(a: Speaker, b: Speaker, pack: Pack) -> bool:
    """Whether the role that stands for one is a role of the other."""
    light = pack.words.verification.light
    roles = [
        {
            frozenset(parts(role)) - light
            for role in (*one.roles, *([one.name] if one.kind == _UNNAMED else []))
        }
        for one in (a, b)
    ]
    return any(x and y and (x <= y or y <= x) for x, y in product(*roles))
