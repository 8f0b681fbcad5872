"""What a source noun phrase is: a name, a pronoun, a role, an organisation, a group; and its head."""

from __future__ import annotations

from attrs import define

from quoteattr.lang import classes as c
from quoteattr.lang.words.news import Meant
from quoteattr.names.folding import fold
from quoteattr.names.gender import alike, first_name
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.authors import author
from quoteattr.news.resolution.members import names_joined
from quoteattr.news.resolution.phrases import (
    ROLE_LIKE,
    after_owner,
    before_relative,
    is_fronted,
    is_placed,
    is_plain,
    is_role,
    nucleus_end,
    own_phrase,
    with_quantifier,
)
from quoteattr.types import Gender, Mention, MentionKind, Span

_BEARERS = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.TITLE  # they speak for themselves
_WHEN = 6  # tokens of "late on Friday night"
_IN_TIME = c.CALENDAR | c.ADVERB | c.PREPOSITION
_CLAUSE = 8  # tokens of "picks up the story" behind a name
_MOST_ROLES = 6  # words and marks of the roles in front of a name
_FIELD = 2  # words of what somebody is head of
_USER = "@"  # begins the name of a user
_IN_TITLES = frozenset("().")  # "Dr. (Mrs.) Ana Ruiz"


@define(eq=False)
class Source:
    """A source as resolution sees it; ``name`` is the number of the name that is its head, if it is one.

    ``phrase``     the noun phrase that a relative pronoun stands for, or stands behind; "" where the mention
                   says it all.
    ``named``      the place of the name's own head, which may stand beside the mention.
    ``means``      what kind of speaker it can mean, None for nobody.
    ``owned``      whether it says whose it is, by a name or a pronoun: "Doe's lawyer", "her lawyer".
    ``told``       the word for a person beside the name that is meant: "mayor" of "the mayor, Jane Doe".
    ``head_token`` the token of the common noun that is its head, if it is one: "lawyer".
    """

    mention: Mention
    first: int
    last: int
    name: int | None = None
    members: tuple[int, ...] = ()
    head: str = ""
    modifiers: frozenset[str] = frozenset()
    gender: Gender | None = None
    plural: bool = False
    definite: bool = False
    owned: bool = False
    possessive: bool = False
    phrase: str = ""
    indefinite: bool = False
    person: int = 3
    means: Meant | None = "person"
    head_token: int | None = None
    named: Span | None = None
    told: str = ""

    @classmethod
    def of_pronoun(cls, token: int, gender: Gender, possessive: bool = False) -> Source:
        """A personal pronoun that is no source of a report."""
        nowhere = Mention(Span(0, 0), "", Span(0, 0), "pronoun")
        return cls(nowhere, token, token + 1, gender=gender, possessive=possessive)


@define(eq=False)
class _Phrase:
    """ "Doe's new lawyer from Leeds": ``start`` is behind the owner ("new"), ``end`` behind the head."""

    first: int
    last: int
    start: int
    end: int
    span: Span
    text: str

    @property
    def head(self) -> int:
        return self.end - 1


def read_source(article: Article, first: int, last: int) -> Source:
    """The Source of tokens ``first`` to ``last`` (exclusive)."""
    classes = article.classes
    first, last = own_phrase(article, first, last)
    first = with_quantifier(article, first)
    while last - first > 1 and (classes[last - 1] & c.CLITIC or _is_aside(article, last - 1)):
        if last - first == 2 and article.lower(first) in article.lists.articles:
            break  # "the forward"
        last -= 1  # "the businessman's" remarks, "Doe however", "the council Monday"
    span = article.span(first, last)
    text = article.segmented.text[span.start : span.end]
    if last - first == 1 and classes[first] & c.PRONOUN and first not in article.name_at:
        return _pronoun(article, first, Mention(span, text, span, "pronoun"))
    members = names_joined(article, first, last)
    if len(members) > 1:
        mention = Mention(span, text, span, "group")
        return Source(mention, first, last, members=members, head=article.lower(last - 1), plural=True)
    end = nucleus_end(article, first, last)
    start = after_owner(article, first, end)
    phrase = _Phrase(first, last, start, end, span, text)
    for way_to_name in _WAYS_TO_NAMES:
        name = way_to_name(article, phrase)
        if name is not None:
            return _named(article, phrase, name)
    return _common_noun(article, phrase)


def _is_aside(article: Article, i: int) -> bool:
    """Whether a word is an adverb, or a day behind a noun, and nobody."""
    bits = article.classes[i]
    if bits & c.CALENDAR and bits & c.CAPITAL and i not in article.name_at:
        return not article.classes[i - 1] & (c.CAPITAL | c.PREPOSITION | c.DETERMINING)
    return bool(bits & c.ADVERB) and not bits & (c.CAPITAL | c.ROLE | c.GROUP)


def _pronoun(article: Article, token: int, mention: Mention) -> Source:
    word, lists = mention.text.lower(), article.lists
    facts = article.pack.pronouns[word]
    gender = facts["gender"]
    return Source(
        mention,
        token,
        token + 1,
        head=word,
        gender=gender,
        plural=facts["number"] == "plural",
        possessive=facts["case"] == "possessive",
        indefinite=bool(facts.get("indefinite")) and word not in lists.of_pairs,
        person=facts["person"],
        means=lists.meaning.get(word, "person" if gender else None),
    )


def _named(article: Article, phrase: _Phrase, name: int) -> Source:
    """The phrase means whoever is called by a name, which stands in it or beside it."""
    reference, span = article.names[name], phrase.span
    named = reference.mention.head
    start, end = max(span.start, named.start), min(span.end, named.end)
    # where the name stands beside the phrase, that has a head of its own: "the senator"
    head = Span(start, end) if start < end else article.span(phrase.head, phrase.end)
    return Source(
        Mention(span, phrase.text, head, reference.mention.kind),
        phrase.first,
        phrase.last,
        name,
        head=reference.name[-1].lower(),
        gender=reference.gender,
        named=named,
        told=article.lower(phrase.head) if is_role(article.classes[phrase.head]) else "",
    )


def _common_noun(article: Article, phrase: _Phrase) -> Source:
    first, head, lists = phrase.first, phrase.head, article.lists
    word, opener, kind = article.lower(head), article.lower(first), _kind_of_noun(article, head)
    word = article.pack.noun_of_role(word)
    modifiers = [article.lower(i) for i in range(phrase.start, head) if article.classes[i] & c.WORD]
    if kind == "organization" and _is_player(article, word, phrase):
        kind = "role"
    owner = article.classes[first] & c.POSSESSIVE_PRONOUN or (first < head and opener in lists.owners)
    return Source(
        Mention(phrase.span, phrase.text, article.span(head, phrase.end), kind),
        first,
        phrase.last,
        head=word,
        modifiers=frozenset(modifiers),
        gender=article.pack.roles.get(word),
        plural=kind == "group",
        definite=opener in lists.definite or _is_bare_role(article, phrase),
        owned=phrase.start - 2 in article.name_at if phrase.start > first else bool(owner),
        phrase=_told(article, phrase),
        head_token=head,
    )


def _told(article: Article, phrase: _Phrase) -> str:
    """The phrase without its relative clause, "a group" of "a group that"; "" where it has none."""
    last = before_relative(article, phrase.first, phrase.last)
    if last == phrase.last:
        return ""
    span = article.span(phrase.first, last)
    return article.segmented.text[span.start : span.end]


def _is_player(article: Article, word: str, phrase: _Phrase) -> bool:
    """Whether a nation shows that a word is somebody's place in a team: "the Serbian center"."""
    nation = any(article.classes[i] & c.DEMONYM for i in range(phrase.start, phrase.head))
    return nation and word in article.lists.called_again


def _is_bare_role(article: Article, phrase: _Phrase) -> bool:
    """Whether the phrase is a role without an article, as headlines write it, alone or behind a name:
    "Governor says", "said Dry Wells actress"."""
    named = all(i in article.name_at for i in range(phrase.first, phrase.last - 1))
    return named and bool(article.classes[phrase.last - 1] & c.ROLE_OR_TITLE)


def _kind_of_noun(article: Article, head: int) -> MentionKind:
    bits, word, lists = article.classes[head], article.lower(head), article.lists
    plural = word.endswith(lists.plural_ends) and not word.endswith(lists.no_plural_ends)
    if bits & c.GROUP or (plural and not bits & (c.ROLE | c.ORGANIZATION)):
        return "group"
    if bits & (c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.PLACE) and not bits & c.ROLE:
        return "organization"
    return "role"


# ---- the names in a phrase and beside it


def _at_head(article: Article, phrase: _Phrase) -> int | None:
    return article.name_at.get(phrase.head)


def _named_in_front(article: Article, phrase: _Phrase) -> int | None:
    """The person of "Mr. Doe last week", "the town's mayor Jane Doe late on Friday night", who is followed by
    nothing but when."""
    k = phrase.end
    while k > phrase.first and k not in article.name_at and phrase.end - k <= _WHEN:
        k -= 1
    n = article.person_at(k)
    if n is None or article.names[n].last >= phrase.end:
        return None
    first, times = article.names[n].first, article.pack.words.contents
    if first > phrase.first and not is_role(article.classes[first - 1]):
        return None
    rest = range(article.names[n].last, phrase.end)
    when = times.time_nouns | times.relative_times
    return n if all(article.lower(i) in when or article.classes[i] & _IN_TIME for i in rest) else None


def _named_in_clause(article: Article, phrase: _Phrase) -> int | None:
    """The person of "neighbour Doe picks up the story", a clause that was read as a noun phrase."""
    first = phrase.first
    while first < phrase.end - 1 and is_role(article.classes[first]) and first not in article.name_at:
        first += 1
    n = article.person_at(first)
    if n is None or article.names[n].last >= phrase.end:
        return None
    last = article.names[n].last
    behind = range(last, min(phrase.end, last + _CLAUSE))
    return n if any(article.lower(i) in article.lists.articles for i in behind) else None


def _named_behind(article: Article, phrase: _Phrase) -> int | None:
    """The person of "the senator, Jane Doe,", the organisation of "the airline, Doe Air,"."""
    n = article.name_at.get(phrase.end + 1)
    if n is None or article.names[n].first != phrase.end + 1 or article.words[phrase.end] != ",":
        return None
    behind = article.names[n].last
    if article.person_at(phrase.end + 1) is None:
        closed = article.words[behind : behind + 1] == (",",)
        return n if closed and article.lower(phrase.first) in article.lists.definite else None
    goes_on = behind < len(article.words) and article.classes[behind] & c.WORDLIKE
    apposed = _may_be_apposed(article, phrase) or article.words[phrase.end + 1] == _USER  # "another, | @roe"
    apposed = apposed or _is_of_somebody(article, phrase)
    front = phrase.first and article.classes[phrase.first - 1] & c.PREPOSITION  # "At | the court, Jane Doe,"
    apposed = apposed or bool(front and article.words[behind : behind + 1] == (",",))
    return n if apposed and not goes_on else None


def _is_of_somebody(article: Article, phrase: _Phrase) -> bool:
    """Whether the noun is one of no list that is somebody's: "her predecessor"."""
    thing = article.classes[phrase.head] & (c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.GROUP | c.PLACE)
    owned = article.classes[phrase.first] & c.POSSESSIVE_PRONOUN
    return bool(owned or article.lower(phrase.first) in article.lists.owners) and not thing


def _named_before(article: Article, phrase: _Phrase) -> int | None:
    """The person of "Jane Doe, now the senator,", the organisation of "Doe PAC, a group that"."""
    first, comma = phrase.first, phrase.first - 1
    comma -= bool(article.classes[comma] & c.ADVERB)
    if comma < 1 or article.words[comma] != "," or article.lower(first) not in article.lists.articles:
        return None
    n = article.name_at.get(comma - 1)
    if _may_be_apposed(article, phrase):
        return None if is_fronted(article, phrase.last, n) else article.person_at(comma - 1)
    new = article.lower(first) not in article.lists.definite
    thing = article.classes[phrase.head] & c.ORGANIZATION and not article.classes[phrase.head] & c.CAPITAL
    named = n is not None and article.names[n].mention.kind == "organization"
    return n if named and new and thing else None


def _may_be_apposed(article: Article, phrase: _Phrase) -> bool:
    bits = article.classes[phrase.head]
    return bool(bits & ROLE_LIKE) and not bits & (c.ORGANIZATION | c.DOCUMENT)


def _named_within(article: Article, phrase: _Phrase) -> int | None:
    """The person named in the rest of a phrase whom it means: "the leader of the farmers, Jane Doe"."""
    if not article.classes[phrase.head] & ROLE_LIKE:
        return None
    for i in range(phrase.end + 1, phrase.last):
        n = article.person_at(i)
        if n is None or article.names[n].first != i or _is_of_other_sex(article, phrase.head, n):
            continue
        if _is_set_off(article, phrase, n) or _is_behind_of(article, phrase, n):
            return n
    return None


def _is_of_other_sex(article: Article, head: int, n: int) -> bool:
    """Whether the role and the first name differ in gender: "a | spokeswoman | for Minister Daniel Doe"."""
    given = first_name(map(fold, article.names[n].name), article.pack)
    return given is not None and not alike(given.gender, article.pack.gender_of_role(article.lower(head)))


def _before_roles(article: Article, phrase: _Phrase, n: int) -> int:
    """The token before the roles that stand in front of name ``n``, not before the end of the phrase."""
    before = article.names[n].first - 1
    least = max(phrase.end, before - _MOST_ROLES)
    while before > least and (is_role(article.classes[before]) or article.words[before] in _IN_TITLES):
        before -= 1
    return before


def _is_set_off(article: Article, phrase: _Phrase, n: int) -> bool:
    """ "the leader of the farmers, Jane Doe", but not "the leader of the farmers, Jane Doe and …"."""
    last = article.names[n].last
    followed = last < len(article.words) and article.words[last] in article.lists.listing
    before = _before_roles(article, phrase, n)
    if article.classes[before] & c.QUOTE_MARK:
        before -= 1  # the director of “Harbour,” Jane Doe
    elif article.names[n].roles:  # "the dean, chemistry professor Jane Doe"
        while before > phrase.end and is_plain(article.classes[before]):
            before -= 1
    return article.words[before] in (",", "—", "–") and not followed


def _is_behind_of(article: Article, phrase: _Phrase, n: int) -> bool:
    """ "master of ceremonies Jane Doe", not "mother of teacher Jane Doe"; "footage of Jane Doe", which
    does not speak for itself."""
    name, end, link = article.names[n], phrase.end, article.lower(phrase.end)
    if name.last not in (phrase.last, phrase.last - 1):
        return False
    if is_placed(article, n) and article.lower(phrase.head) not in article.lists.kin:
        return name.first - 1 in (end, end + 1)
    before = _before_roles(article, phrase, n)
    if before < name.first - 1:
        return link in article.lists.of and not article.classes[name.first - 1] & c.ROLE
    if before > end and _is_field(article, phrase, name.first):
        return True  # "head of research Jane Doe"
    return before == end and link in article.lists.from_whom and not article.classes[end - 1] & _BEARERS


def _is_field(article: Article, phrase: _Phrase, first: int) -> bool:
    """Whether only a field of work stands between "of" and the name: "chair of | selectors | Jane Doe"; not
    "mother of twins Jane Doe"."""
    of = article.lower(phrase.end) in article.lists.of and article.lower(phrase.head) not in article.lists.kin
    between = range(phrase.end + 1, first)
    return of and len(between) <= _FIELD and all(is_plain(article.classes[i]) for i in between)


def _organization_within(article: Article, phrase: _Phrase) -> int | None:
    """The organisation of "the developer, Aldane Homes,"."""
    n = article.name_at.get(phrase.end + 1) if phrase.end + 1 < phrase.last else None
    if n is None or article.words[phrase.end] != "," or not is_role(article.classes[phrase.head]):
        return None
    ends = article.names[n].last in (phrase.last, phrase.last - 1)
    return n if ends and article.names[n].first == phrase.end + 1 else None


def _owner_of_account(article: Article, phrase: _Phrase) -> int | None:
    """Whoever is named as the owner of what reports: "Doe's own account"."""
    accounts = article.classes[phrase.head] & (c.REPORTING_NOUN | c.DOCUMENT) == c.REPORTING_NOUN
    return article.name_at.get(phrase.start - 2) if accounts and phrase.start > phrase.first else None


def _author(article: Article, phrase: _Phrase) -> int | None:
    return author(article, phrase.head, phrase.end, phrase.last)


# How the name is found that a phrase means; the first way that finds one decides.
_WAYS_TO_NAMES = (
    _at_head,
    _named_in_front,
    _named_in_clause,
    _named_behind,
    _named_before,
    _named_within,
    _organization_within,
    _owner_of_account,
    _author,
)
