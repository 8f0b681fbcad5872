"""What a source noun phrase is: a name, a pronoun, a role, an organisation, a group; and its head."""

from __future__ import annotations

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.mentions.names import GENDERS
from quoteattr.types import Gender, Mention, MentionKind, Reference, Segmented, Span

_ENDS_NUCLEUS = c.PREPOSITION | c.RELATIVE | c.SUBORDINATOR


@frozen(eq=False)
class Source:
    """A source as resolution sees it; ``name`` is the index of the name mention that is its head."""

    mention: Mention
    first: int
    last: int
    name: int = -1
    members: tuple[int, ...] = ()
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    gender: Gender | None = None
    plural: bool = False
    definite: bool = False
    possessor: int = -1


def read_source(
    segmented: Segmented, first: int, last: int, names: tuple[Reference, ...], name_at: dict[int, int], pack: Pack
) -> Source:
    """The Source of tokens ``first`` to ``last`` (exclusive)."""
    tokens = segmented.tokens
    lower = [w.lower() for w in tokens.words[first:last]]
    span = Span(tokens.starts[first], tokens.ends[last - 1])
    text = segmented.text[span.start : span.end]
    if last - first == 1 and tokens.classes[first] & c.PRONOUN and first not in name_at:
        facts = pack.lists["pronouns"][lower[0]]
        mention = Mention(span, text, span, "pronoun")
        gender = GENDERS.get(facts["gender"] or "")
        return Source(mention, first, last, head=lower[0], gender=gender, plural=facts["number"] == "plural")
    end = _nucleus_end(segmented, first, last, name_at)
    start = _after_possessor(segmented, first, end)
    head = end - 1
    name = name_at.get(head, -1)
    members = _members(segmented, first, last, names, name_at)
    if len(members) > 1:
        mention = Mention(span, text, span, "group")
        return Source(mention, first, last, members=members, head=lower[-1], plural=True)
    if name < 0 and end < last and tokens.words[end] == "," and end + 1 in name_at:
        if name_at[end + 1] >= 0 and names[name_at[end + 1]].mention.kind == "name":
            name = name_at[end + 1]  # "the senator, Jane Doe, said"
    if name >= 0:
        reference = names[name]
        return Source(
            Mention(span, text, reference.mention.head, reference.mention.kind),
            first,
            last,
            name,
            head=reference.name[-1].lower(),
            gender=reference.gender,
        )
    return _common_noun(segmented, first, last, start, head, span, text, name_at, pack)


def _common_noun(
    segmented: Segmented,
    first: int,
    last: int,
    start: int,
    head: int,
    span: Span,
    text: str,
    name_at: dict[int, int],
    pack: Pack,
) -> Source:
    tokens = segmented.tokens
    word = tokens.words[head].lower()
    bits = tokens.classes[head]
    kind: MentionKind = "role"
    plural = False
    if bits & c.GROUP or (word.endswith("s") and not word.endswith("ss") and not bits & (c.ROLE | c.ORGANIZATION)):
        kind, plural = "group", True
    elif bits & (c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.PLACE) and not bits & c.ROLE:
        kind = "organization"
    gender = GENDERS.get(pack.lists["roles"].get(word) or "")
    words = frozenset(tokens.words[i].lower() for i in range(start, head) if tokens.classes[i] & c.WORD)
    first_bits = tokens.classes[first]
    possessor = -1
    if start > first:
        possessor = name_at.get(start - 2, -1)
    elif first_bits & c.POSSESSIVE_PRONOUN:
        possessor = -2
    return Source(
        Mention(span, text, Span(tokens.starts[head], tokens.ends[head]), kind),
        first,
        last,
        head=word,
        modifiers=words,
        gender=gender,
        plural=plural,
        definite=tokens.words[first].lower() in ("the", "this", "that"),
        possessor=possessor,
    )


def _nucleus_end(segmented: Segmented, first: int, last: int, name_at: dict[int, int]) -> int:
    """The token behind the noun phrase's own words: before its first comma, preposition or relative."""
    tokens = segmented.tokens
    for i in range(first + 1, last):
        if i in name_at and i - 1 in name_at and name_at[i] == name_at[i - 1]:
            continue
        bits = tokens.classes[i]
        if tokens.words[i] in (",", "(", "—", "–", "-", ";"):
            return i
        if bits & _ENDS_NUCLEUS and not bits & c.CAPITAL and tokens.words[i] != "'s":
            return i
    return last


def _after_possessor(segmented: Segmented, first: int, end: int) -> int:
    """The token behind the last possessive 's of the phrase, else its first token."""
    for i in range(end - 2, first, -1):
        if segmented.tokens.classes[i] & c.CLITIC:
            return i + 1
    return first


def _members(
    segmented: Segmented, first: int, last: int, names: tuple[Reference, ...], name_at: dict[int, int]
) -> tuple[int, ...]:
    """The name mentions that "and" joins into a group; () when there is no such "and"."""
    words = segmented.tokens.words
    joined: list[int] = []
    conjunctions = 0
    for i in range(first, last):
        if i in name_at:
            joined.append(name_at[i])
        elif words[i].lower() in ("and", "&"):
            conjunctions += 1
        elif words[i] != "," and not segmented.tokens.classes[i] & (c.TITLE | c.DETERMINER | c.ROLE):
            return ()
    return tuple(dict.fromkeys(joined)) if conjunctions else ()
