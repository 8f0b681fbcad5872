"""What a source noun phrase is: a name, a pronoun, a role, an organisation, a group; and its head."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.passing import passing
from quoteattr.stage_values import Reference, Segmented
from quoteattr.types import Gender, Mention, MentionKind, Span

_OWNERS: dict[str, Gender] = {"his": "male", "her": "female"}
_QUANTIFIERS = frozenset(
    ("one", "some", "many", "most", "several", "all", "both", "few", "none", "another", "each")
)
_ENDS_PAIR = c.PREPOSITION | c.RELATIVE | c.SUBORDINATOR | c.HELPING_VERB | c.REPORTING_VERB
_BEARERS = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.TITLE  # they speak for themselves
_APPOSED = c.DETERMINER | c.ROLE | c.POSSESSIVE_PRONOUN
_IN_PAIR = c.TITLE | c.DETERMINER | c.ROLE | c.POSSESSIVE_PRONOUN | c.COMMON | c.DEMONYM | c.PLACE
_ENDS_NUCLEUS = c.PREPOSITION | c.RELATIVE | c.SUBORDINATOR


@passing(eq=False)
class Source:
    """A source as resolution sees it; ``name`` is the index of the name mention that is its head.

    ``phrase`` is the noun phrase that a relative pronoun stands for, "" where the mention says it all.
    ``named`` is the place of that name's own head, which may stand beside the mention.
    ``possessor`` is a name mention ("Doe's lawyer"), -2 for a pronoun ("her lawyer"), else -1.
    """

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
    possessive: bool = False
    phrase: str = ""
    indefinite: bool = False
    person: int = 3
    head_token: int = -1
    named: Span | None = None

    @classmethod
    def of_pronoun(cls, token: int, gender: Gender, possessive: bool = False) -> Source:
        """A personal pronoun that is no source of a report."""
        nowhere = Mention(Span(0, 0), "", Span(0, 0), "pronoun")
        head = "he" if gender == "male" else "she"
        return cls(nowhere, token, token + 1, head=head, gender=gender, possessive=possessive)

    def owner(self) -> tuple[int, Source] | None:
        """(number of the word, pronoun) of the first his or her in the phrase, or None."""
        for number, word in enumerate((self.phrase or self.mention.text).lower().split()):
            if word in _OWNERS:
                return number, self.of_pronoun(self.first, _OWNERS[word], True)
        return None


def read_source(
    segmented: Segmented,
    first: int,
    last: int,
    names: tuple[Reference, ...],
    name_at: dict[int, int],
    pack: Pack,
) -> Source:
    """The Source of tokens ``first`` to ``last`` (exclusive)."""
    tokens = segmented.tokens
    first = _with_quantifier(segmented, first, name_at)
    while last - first > 1 and tokens.classes[last - 1] & c.CLITIC:
        last -= 1  # "the businessman's" remarks
    lower = [w.lower() for w in tokens.words[first:last]]
    span = Span(tokens.starts[first], tokens.ends[last - 1])
    text = segmented.text[span.start : span.end]
    if last - first == 1 and tokens.classes[first] & c.PRONOUN and first not in name_at:
        return _pronoun(first, Mention(span, text, span, "pronoun"), pack)
    end = _nucleus_end(segmented, first, last, name_at)
    if end - first > 1 and tokens.classes[end - 1] & c.PRONOUN and lower[end - 1 - first].endswith("self"):
        end -= 1  # "Doe herself"
    start = _after_possessor(segmented, first, end)
    head = end - 1
    members = _members(segmented, first, last, names, name_at)
    if len(members) > 1:
        mention = Mention(span, text, span, "group")
        return Source(mention, first, last, members=members, head=lower[-1], plural=True)
    name = name_at.get(head, -1)
    if name < 0:
        name = _by_apposition(segmented, first, end, head, names, name_at)
    if name < 0 and tokens.classes[head] & (c.ROLE_OR_TITLE | c.COMMON):
        name = _named_within(segmented, end, last, names, name_at)
    if (
        name < 0
        and start > first
        and tokens.classes[head] & (c.REPORTING_NOUN | c.DOCUMENT) == c.REPORTING_NOUN
    ):
        name = name_at.get(start - 2, -1)  # "Doe's own account"
    if name >= 0:
        reference = names[name]
        named = reference.mention.head
        start, stop = max(span.start, named.start), min(span.end, named.end)
        if start >= stop:  # the name stands beside the phrase, which has a head of its own: "the senator"
            start, stop = tokens.starts[head], tokens.ends[head]
        return Source(
            Mention(span, text, Span(start, stop), reference.mention.kind),
            first,
            last,
            name,
            head=reference.name[-1].lower(),
            gender=reference.gender,
            named=named,
        )
    return _common_noun(segmented, first, last, start, head, span, text, name_at, pack)


def _pronoun(token: int, mention: Mention, pack: Pack) -> Source:
    word = mention.text.lower()
    facts = pack.pronouns[word]
    return Source(
        mention,
        token,
        token + 1,
        head=word,
        gender=facts["gender"],
        plural=facts["number"] == "plural",
        possessive=facts["case"] == "possessive",
        indefinite=bool(facts.get("indefinite")) and word != "both",
        person=facts["person"],
    )


def phrase_start(classes: tuple[int, ...], head: int) -> int:
    """The first token of the noun phrase that ends with token ``head``."""
    first = head
    while first > 0 and head - first < 8:
        bits = classes[first - 1]
        if not bits & c.WORDLIKE or bits & (c.NOMINAL_STOP | c.REPORTING_VERB | c.ADVERB):
            break
        first -= 1
        if bits & c.DETERMINING:
            break
    return first


def _with_quantifier(segmented: Segmented, first: int, name_at: dict[int, int]) -> int:
    """Where the phrase starts whose end a source is: "one of | them", "Doe and Roe | both"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    part = first >= 2 and words[first - 1].lower() == "of" and first - 2
    if part and (classes[part] & c.NUMBER or words[part].lower() in _QUANTIFIERS):
        return part
    if first >= 3 and words[first].lower() == "both" and first - 1 in name_at:
        start = first - 1
        while (
            start > 0 and first - start < 14 and (start - 1 in name_at or not classes[start - 1] & _ENDS_PAIR)
        ):
            if segmented.tokens.words[start - 1] in ".!?;:":
                break
            start -= 1
        return start
    return first


def _by_apposition(
    segmented: Segmented,
    first: int,
    end: int,
    head: int,
    names: tuple[Reference, ...],
    name_at: dict[int, int],
) -> int:
    """The person named beside a role: "the senator, Jane Doe,", "Jane Doe, the senator,"; or -1."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if not classes[head] & (c.ROLE_OR_TITLE | c.COMMON) or classes[head] & (c.ORGANIZATION | c.DOCUMENT):
        return -1
    behind = name_at.get(end + 1, -1) if end < len(words) and words[end] == "," else -1
    if behind >= 0 and names[behind].mention.kind == "name" and names[behind].first == end + 1:
        after = names[behind].last
        closed = after >= len(words) or not classes[after] & c.WORDLIKE
        if closed and (after >= len(words) or words[after].lower() != "and"):
            return behind
    if first >= 2 and words[first - 1] == "," and classes[first] & c.DETERMINING:
        before = name_at.get(first - 2, -1)
        if (
            before >= 0
            and names[before].mention.kind == "name"
            and words[first].lower() in ("the", "a", "an")
        ):
            return before
    return -1


def _named_within(
    segmented: Segmented, end: int, last: int, names: tuple[Reference, ...], name_at: dict[int, int]
) -> int:
    """The person named in the rest of a phrase: "the leader of the farmers, Jane Doe", or -1."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    for i in range(end + 1, last):
        n = name_at.get(i, -1)
        if n < 0 or names[n].mention.kind != "name" or names[n].first != i:
            continue
        k = i - 1
        while (
            k > end
            and i - k < 4
            and classes[k] & (c.ROLE_OR_TITLE | c.COMMON | c.TITLE_PREFIX)
            and not classes[k] & c.NOMINAL_STOP
        ):
            k -= 1
        if words[k] in (",", "—", "–") and words[names[n].last : names[n].last + 1] != ("and",):
            return n
        if words[end].lower() == "of" and k < i - 1 and names[n].last in (last, last - 1):
            return n  # "master of ceremonies Jane Doe"
        of_whom = words[end].lower() in ("of", "from", "by") and k == end == i - 1
        if of_whom and not classes[end - 1] & _BEARERS and names[n].last in (last, last - 1):
            return n  # "a lesson from Jane Doe", "footage of Jane Doe"
    return -1


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
    if bits & c.GROUP or (
        word.endswith("s") and not word.endswith("ss") and not bits & (c.ROLE | c.ORGANIZATION)
    ):
        kind, plural = "group", True
    elif bits & (c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.PLACE) and not bits & c.ROLE:
        kind = "organization"
    gender = pack.roles.get(word)
    words = frozenset(tokens.words[i].lower() for i in range(start, head) if tokens.classes[i] & c.WORD)
    first_bits = tokens.classes[first]
    possessor = -1
    if start > first:
        possessor = name_at.get(start - 2, -1)
    elif first_bits & c.POSSESSIVE_PRONOUN or (first < head and tokens.words[first].lower() in _OWNERS):
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
        head_token=head,
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
    words, classes = segmented.tokens.words, segmented.tokens.classes
    joined: list[int] = []
    conjunctions = 0
    for i in range(first, last):
        if i in name_at:
            joined.append(name_at[i])
            if i + 2 < last and words[i + 1] == "," and i + 2 not in name_at and classes[i + 2] & _APPOSED:
                return ()  # "Doe, a lawyer and fellow at Smith College"
        elif words[i].lower() in ("and", "&"):
            conjunctions += 1
        elif words[i] not in (",", "both", ".") and not classes[i] & _IN_PAIR:
            return ()
    kinds = {names[n].mention.kind for n in joined}
    return tuple(dict.fromkeys(joined)) if conjunctions and len(kinds) == 1 else ()
