"""Names whose form does not tell whether they are a person's: the whole text decides.

"Levi Pay" is a person where "Pay said" stands, "Con Edison" none where "Con Edison officials" do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from functools import partial

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.letters import initials
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.presented import is_aged_or_who, is_apposed, role_follows, says, speaks
from quoteattr.stage_values import Reference, Segmented
from quoteattr.types import Mention, MentionKind, Span

Name = tuple[str, ...]
_TWO, _LONGEST = 2, 3  # words of a name whose kind is settled here
_AND = "&"
_SEXES = ("male", "female")
_NEAR = 60  # tokens
_NO_FIRST_WORD = c.COMMON | c.PLACE | c.DEMONYM | c.GROUP | c.UPPER | c.DETERMINER | c.PREPOSITION
_NO_GIVEN = c.PLACE | c.DEMONYM | c.GROUP | c.ROLE_OR_TITLE | c.ORGANIZATION | c.MEDIA
_NO_LAST_WORD = c.PLACE | c.DEMONYM | c.GROUP | c.UPPER | c.ROLE_OR_TITLE | c.NUMBER
_INSTITUTION = c.ORGANIZATION | c.COMPANY_SUFFIX | c.MEDIA
_HELPERS = c.ROLE | c.GROUP
_ENDS_TELLING = c.TERMINATOR | c.QUOTE_MARK | c.SUBJECT_PRONOUN
_GOES_ON = c.NOMINAL_STOP | c.REPORTING_VERB | c.HELPING_VERB | c.CLITIC | c.ADVERB | c.DETERMINER | c.PRONOUN


def settle(
    segmented: Segmented, found: Sequence[Reference], alone: Iterable[int], pack: Pack
) -> list[Reference]:
    """The mentions; one of doubtful form gets the kind that some other place of the text shows.

    ``alone``: the tokens that are, or may be, names of one word.
    """
    titled = _titled(found, pack)
    heard = titled | {segmented.tokens.words[i] for i in alone if speaks(segmented, i, pack)}

    def is_called(one: Reference) -> bool:
        return _is_called(one, heard, titled, pack)

    def is_presented(one: Reference) -> bool:
        return _presented(segmented, one, pack)

    persons = _names(found, is_called)
    persons |= _names([one for one in found if _may_be_person(one, pack)], is_presented)
    persons |= set(_called_he(segmented, found, pack))
    persons |= set(_of_family(segmented, found, pack))
    persons |= set(_told_as_he(segmented, found, pack))
    things = _names([one for one in found if one.unsure], partial(_shown_thing, segmented, pack)) - persons
    if things:
        led = _names([one for one in found if one.name in things], partial(_is_led, segmented, pack))
        doubtful = [one for one in found if one.name in things - led]
        things -= _names(doubtful, lambda one: one.title or one.name[-1] in heard or is_presented(one))
    settled = [_settled(one, persons, things) for one in found]
    titles = _learned_titles(settled, pack) | _shortened_titles(settled, pack)
    return [_without_title(segmented, one, titles) for one in settled] if titles else settled


def _names(found: Iterable[Reference], fits: Callable[[Reference], object]) -> set[Name]:
    return {one.name for one in found if fits(one)}


def _called_he(segmented: Segmented, found: Sequence[Reference], pack: Pack) -> Iterator[Name]:
    """Unlisted names that speak and are the next "he" or "she" who speaks, with no other person near: "Xyloq
    warned of it. “We stay,” he said". Two words, "Xyloq Ruiz", if no person is named in between."""
    people = [one.first for one in found if one.mention.kind == "name"]
    for one in found:
        pair = _is_before_surname(one, pack) and _says_it(segmented, one, pack)
        if not (pair or (_is_unknown(one, pack) and speaks(segmented, one.first, pack))):
            continue
        said = _next_he(segmented, one.last, pack)
        near = (one.last, said) if pair else (one.first - _NEAR, one.last + _NEAR)
        if said >= 0 and bisect_left(people, near[0]) == bisect_left(people, near[1]):
            yield one.name


def _next_he(segmented: Segmented, first: int, pack: Pack) -> int:
    """The first "he" or "she" that speaks from a token on, soon; -1 where none does."""
    last = min(first + _NEAR, len(segmented.tokens.words))
    return next((i for i in range(first, last) if _he_says(segmented, i, pack)), -1)


def _is_before_surname(one: Reference, pack: Pack) -> bool:
    """Whether a name that was read as no person's is a word of no list and a surname."""
    if len(one.name) != _TWO or one.name[-1].lower() in pack.offices["thing"]:
        return False
    surname = pack.classes[one.name[-1]] & c.SURNAME and _is_of_no_list(one.name[0], pack)
    return bool(surname) and _may_be_person(one, pack)


def _is_of_no_list(word: str, pack: Pack) -> bool:
    return not pack.classes[word] & ~c.UNLISTED


def _told_as_he(segmented: Segmented, found: Sequence[Reference], pack: Pack) -> Iterator[Name]:
    """Unlisted names that stand where an office-holder's name does, or open a sentence that goes on with "he"
    or "she": "Xyloq has fished since | he | was nine"."""
    unknown = _unknown(found, pack)
    people = {one.first for one in found if one.mention.kind == "name" and not one.unsure}
    yield from [one.name for one in unknown if _is_told_as_he(segmented, one, people, pack)]


def _unknown(found: Sequence[Reference], pack: Pack) -> list[Reference]:
    plurals = pack.words.resolution.plural_ends  # "Searchers found her after she"
    return [one for one in found if _is_unknown(one, pack) and not one.name[0].endswith(plurals)]


def _is_told_as_he(segmented: Segmented, one: Reference, people: Container[int], pack: Pack) -> bool:
    tokens = segmented.tokens
    if one.last + 1 >= len(tokens.words):
        return False
    if is_apposed(segmented, one.first, one.last - 1):
        return says(tokens.words[one.last + 1], pack)
    return _opens_and_acts(segmented, one, pack) and _is_he_behind(segmented, one.last, people, pack)


def _opens_and_acts(segmented: Segmented, one: Reference, pack: Pack) -> bool:
    """Whether the name opens a sentence or line with a verb, but no "Boeing said he would go"."""
    tokens, i = segmented.tokens, one.first
    goes_on = i and tokens.classes[i - 1] & c.WORDLIKE and tokens.starts[i] - tokens.ends[i - 1] == 1
    return (
        not goes_on and bool(tokens.classes[one.last] & c.VERBAL) and not says(tokens.words[one.last], pack)
    )


def _is_he_behind(segmented: Segmented, i: int, people: Container[int], pack: Pack) -> bool:
    """Whether the next subject pronoun from token ``i`` on, none of the people in front, is he or she."""
    tokens = segmented.tokens
    near = range(i, min(len(tokens.words), i + _NEAR // 2))
    pronoun = next((k for k in near if k in people or tokens.classes[k] & _ENDS_TELLING), i)
    if not tokens.classes[pronoun] & c.SUBJECT_PRONOUN:
        return False
    return pack.pronouns[tokens.lower[pronoun]]["gender"] in _SEXES


def _of_family(segmented: Segmented, found: Sequence[Reference], pack: Pack) -> Iterator[Name]:
    """Names of an ordinary word, with a capital inside a sentence, and a surname that is somebody's in the
    text: "for years | Mere Xyloq | has waited" beside Hemi Xyloq."""
    surnames = {one.name[-1] for one in found if one.mention.kind == "name" and len(one.name) > 1}
    for one in found:
        if len(one.name) != _TWO or one.mention.kind == "name" or one.name[-1] not in surnames:
            continue
        first, last = (pack.classes[word] for word in one.name)
        named = not first & _NO_GIVEN and not last & (_NO_LAST_WORD | _INSTITUTION | c.COMMON)
        if named and _is_amid_words(segmented, one.first):
            yield one.name


def _is_amid_words(segmented: Segmented, i: int) -> bool:
    """Whether a small word that is no article stands in front of token ``i``."""
    before = segmented.tokens.classes[i - 1] if i else 0
    return bool(before & c.WORD) and not before & (c.CAPITAL | c.DETERMINING)


def _is_unknown(one: Reference, pack: Pack) -> bool:
    """Whether a name is one word of no list, and was read as no person's."""
    return one.mention.kind != "name" and len(one.name) == 1 and _is_of_no_list(one.name[0], pack)


def _he_says(segmented: Segmented, i: int, pack: Pack) -> bool:
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if not classes[i] & c.SUBJECT_PRONOUN or pack.pronouns[words[i].lower()]["gender"] not in _SEXES:
        return False
    return says(words[i - 1], pack) or (i + 1 < len(words) and says(words[i + 1], pack))


def _titled(found: Iterable[Reference], pack: Pack) -> set[str]:
    """The words behind courtesy titles: "Ban" of "Mr. Ban"."""
    courtesies = pack.words.mentions.courtesies
    return {one.name[0] for one in found if len(one.name) == 1 and one.title in courtesies}


def _settled(one: Reference, persons: Set[Name], things: Set[Name]) -> Reference:
    if one.name in persons:
        return _of_kind(one, "name")
    return _of_kind(one, "organization") if one.name in things else one


def _of_kind(one: Reference, kind: MentionKind) -> Reference:
    mention = one.mention
    if mention.kind == kind:
        return one
    return evolve(one, mention=Mention(mention.span, mention.text, mention.head, kind))


def _is_called(one: Reference, heard: Set[str], titled: Set[str], pack: Pack) -> bool:
    """Whether a name read as no person's has a word that somebody is called by: "Pay said", "Mr. Ban"."""
    if one.name[0] in titled and len(one.name) == _TWO and not pack.classes[one.name[1]] & _INSTITUTION:
        return True
    family_first = one.name[0] in heard and pack.classes[one.name[0]] & c.SURNAME  # "Kim Jong Un"
    return bool(one.name[-1] in heard or family_first) and _may_be_person(one, pack)


def _may_be_person(one: Reference, pack: Pack) -> bool:
    """Whether a name that was read as no person's may be one's by its words."""
    if not _TWO <= len(one.name) <= _LONGEST or one.mention.kind == "name" or _AND in one.name:
        return False
    bits = [pack.classes[word] for word in one.name]
    if (
        any(kind & (_INSTITUTION | c.CLITIC) for kind in bits)
        or " ".join(one.name).lower() in pack.organizations
    ):
        return False
    begins = not bits[0] & _NO_FIRST_WORD or bits[0] & (c.FIRST_NAME | c.PARTICLE)
    unknown = not bits[0] & ~c.UNLISTED and bits[-1] & c.SURNAME  # "Xyloq Paris"
    return bool(begins and (unknown or not bits[-1] & _NO_LAST_WORD))


def _presented(segmented: Segmented, one: Reference, pack: Pack) -> bool:
    """Whether what stands behind the name is said of a person: "Levi Pay, 34", "Levi Pay, who"."""
    tokens, i = segmented.tokens, one.last
    if pack.classes[one.name[-1]] & c.SURNAME and is_apposed(segmented, one.first, one.last - 1):
        return True
    if i + 2 >= len(tokens.words) or tokens.words[i] != ",":
        return False
    if is_aged_or_who(segmented, i + 1, pack):
        return True
    plain = not pack.classes[one.name[0]] & c.COMMON
    return bool(plain and tokens.classes[i + 1] & c.DETERMINER) and role_follows(segmented, i + 2)


def _says_it(segmented: Segmented, one: Reference, pack: Pack) -> bool:
    """Whether a verb of saying stands behind a name."""
    return one.last < len(segmented.tokens.words) and says(segmented.tokens.words[one.last], pack)


def _shown_thing(segmented: Segmented, pack: Pack, one: Reference) -> bool:
    """Whether an article or what stands around it show that a name is no person's: "the Golden Bear said",
    "Con Edison officials", "Vanua Levu island", "at Xyloq Castle", "Xyloq Street Baths"."""
    classes = segmented.tokens.classes
    front = classes[one.first - 1] if one.first else 0
    behind = classes[one.last] if one.last < len(classes) else 0
    small = bool(behind & c.WORD) and not behind & c.CAPITAL
    if _is_institution(front) or (small and _is_helper(behind)) or _is_led(segmented, pack, one):
        return True
    if small and segmented.tokens.words[one.last] in pack.offices["thing"] and not front & c.TITLE:
        return True
    if _holds_thing(one, pack):
        return True
    determined = front & c.DETERMINER and not front & c.COMPLEMENTIZER  # "said that | Levi Pay | has"
    return bool(determined) and (not small or bool(behind & _GOES_ON))


def _holds_thing(one: Reference, pack: Pack) -> bool:
    """Whether a word for a thing stands inside a name: "Xyloq | Street | Baths"."""
    return any(word.lower() in pack.offices["thing"] for word in one.name[1:-1])


def _is_led(segmented: Segmented, pack: Pack, one: Reference) -> bool:
    """Whether a role and "of" in front show a thing that people belong to: "coach of | Xyloq Ruiz"; not
    "mother of", nor "a member of Xyloq Ruiz’s team"."""
    words, lists, i = segmented.tokens.words, pack.words.resolution, one.first
    if sum(segmented.tokens.classes[one.last : one.last + 1]) & c.CLITIC:
        return False
    if i < 2 or words[i - 1] not in lists.of or not segmented.tokens.classes[i - 2] & c.ROLE:
        return False
    return words[i - 2].lower() not in lists.kin


def _is_institution(bits: int) -> bool:
    """ "the newspaper | Xyloq Ruiz"."""
    return bool(bits & _INSTITUTION) and not bits & (c.CAPITAL | c.ROLE | c.REPORTING_VERB)


def _is_helper(bits: int) -> bool:
    """ "Con Edison | officials"."""
    return bool(bits & _HELPERS) and not bits & c.REPORTING_VERB


def _learned_titles(found: Sequence[Reference], pack: Pack) -> set[str]:
    """Words of no list that stand in front of a full name in one place and not in another, or in front of
    several: "Xyloq" where the text has "Xyloq Karim Haddad" and "Karim Haddad" or "Xyloq Anna Ruiz"."""
    full = {one.name for one in found if one.mention.kind == "name" and len(one.name) > 1}
    behind = Counter([name[0] for name in full if len(name) > _TWO])
    longer = [name for name in full if len(name) > _TWO and (name[1:] in full or behind[name[0]] > 1)]
    # "Mr Goh Ah Huat" and "Ms Goh" have a surname in front
    surnames = {one.name[0] for one in found if one.title or len(one.name) == 1}
    return {name[0] for name in longer if _precedes_first_name(name, pack)} - surnames


def _shortened_titles(found: Sequence[Reference], pack: Pack) -> set[str]:
    """Titles that are the initials of a role of the text: "DPP" of "DPP Xyloq" beside "Deputy Public
    Prosecutor Ana Xyloq"."""
    short = [one.name for one in found if len(one.name) == _TWO and pack.classes[one.name[0]] & c.UPPER]
    if not short:
        return set()
    letters = {
        (one.name[-1], "".join([word[0] for word in role.split()]).upper())
        for one in found
        for role in one.roles
    }
    return {title for title, surname in short if len(title) > 1 and (surname, title) in letters}


def _precedes_first_name(name: Name, pack: Pack) -> bool:
    title, given = pack.classes[name[0]], pack.classes[name[1]]
    sure = given & c.FIRST_NAME and not given & c.AMBIGUOUS_NAME
    named = title & (c.GIVEN_OR_SURNAME | c.INITIAL | c.PARTICLE) or initials(name[0])
    return bool(sure) and not named


def _without_title(segmented: Segmented, one: Reference, titles: Set[str]) -> Reference:
    if len(one.name) < _TWO or one.mention.kind != "name" or one.name[0] not in titles:
        return one
    words, starts = segmented.tokens.words, segmented.tokens.starts
    at = next((i for i in range(one.first, one.last) if words[i] == one.name[0]), one.last)
    behind = next((i for i in range(at + 1, one.last) if words[i] == one.name[1]), one.first)
    head = Span(starts[behind], one.mention.head.end)
    return evolve(one, name=one.name[1:], title=one.name[0].lower(), mention=evolve(one.mention, head=head))
