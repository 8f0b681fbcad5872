"""Where the noun phrase of a source begins and ends, and where its own words end."""

from __future__ import annotations

from collections.abc import Container

from quoteattr.lang import classes as c
from quoteattr.news.resolution.article import Article

_BEARERS = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.TITLE  # they speak for themselves
ROLE_LIKE = c.ROLE_OR_TITLE | c.COMMON
_ENDS_NUCLEUS = c.PREPOSITION | c.RELATIVE | c.SUBORDINATOR
_ENDS_PAIR = c.PREPOSITION | c.RELATIVE | c.SUBORDINATOR | c.HELPING_VERB | c.REPORTING_VERB
_ENDS_PHRASE = c.NOMINAL_STOP | c.REPORTING_VERB | c.ADVERB
_LONGEST_PAIR = 14  # tokens of "Doe, the mayor, and Roe | both"
_LONGEST_PLACE = 4  # tokens of "outside the court,"
_LONGEST_PHRASE = 8  # tokens in front of the head of a noun phrase
_NOUNS = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.TITLE | c.REPORTING_NOUN
_OBJECT = c.DETERMINING | c.CAPITAL | c.PRONOUN | c.NUMBER | c.COMPLEMENTIZER
_REACH_OF_KIN = 5  # words of "his | late wife and manager, | Anna"
_TELLS = c.DETERMINER | c.POSSESSIVE_PRONOUN | c.RELATIVE | c.PREPOSITION
_CLOSING = frozenset(".)%'’”\"")  # signs that a noun phrase may end with
_FINITE = ("past", "s")


def own_phrase(article: Article, first: int, last: int) -> tuple[int, int]:
    """The tokens of the noun phrase among tokens ``first`` to ``last`` (exclusive): "the trust" of "the trust
    gave", "the firms" of "worse, the firms", "Doe" of "the news led Doe" (to say)."""
    if last - first > 2 and article.words[first + 1] == "," and _is_aside(article, first):
        first += 2
    first = _behind_place(article, first, last)
    return _beside_verb(article, first, last)


def _behind_place(article: Article, first: int, last: int) -> int:
    """The first token behind a place in front of the subject and its comma: "Outside court, | Doe’s aide"."""
    if not article.classes[first] & c.PREPOSITION or first in article.name_at:
        return first
    near = range(first + 1, min(last - 1, first + _LONGEST_PLACE))
    return next((k + 1 for k in near if article.words[k] == ","), first)


def is_role(bits: int) -> bool:
    """Whether a word may tell what somebody is, in front of the name: "Dr.", "director"."""
    return bool(bits & (ROLE_LIKE | c.TITLE_PREFIX)) and not bits & c.NOMINAL_STOP


def is_fronted(article: Article, last: int, n: int | None) -> bool:
    """Whether a name ends a phrase in front of a noun that ends there: "At | Doe Hall, | the mayor said"."""
    closed = article.words[last : last + 1] == (",",)
    return not closed and n is not None and bool(article.classes[article.names[n].first - 1] & c.PREPOSITION)


def is_placed(article: Article, n: int) -> bool:
    """Whether a place or an institution stands right in front of a name: "envoy to | Oman | Doe"."""
    name = article.names[n]
    before = article.classes[name.first : name.last - len(name.name)]
    return bool(before) and all(bits & c.CAPITAL and not bits & c.ROLE_OR_TITLE for bits in before)


def is_plain(bits: int) -> bool:
    """Whether a word may stand in a noun phrase in front of a role: "chemistry professor"."""
    return bool(bits & c.WORD) and not bits & (c.NOMINAL_STOP | c.DETERMINING | c.REPORTING_VERB | c.CAPITAL)


def before_relative(article: Article, first: int, last: int) -> int:
    """The token behind the phrase without a description behind a comma, a relative pronoun or a dash: "a
    group | that"."""
    if not article.classes[first] & c.PREPOSITION:
        last = next((i for i in range(first + 1, last - 1) if _is_described_behind(article, i)), last)
    while last - first > 1 and _trails(article, last - 1):
        last -= 1
    return last


def _is_described_behind(article: Article, i: int) -> bool:
    """Whether a comma at token ``i`` opens a description: "a neighbour | , who was there", "a singer | , 41,
    from Ayr"; not "the minister for health, work and sport"."""
    if article.words[i] != "," or i + 1 in article.name_at or article.classes[i + 1] & c.CAPITAL:
        return False
    if article.classes[i + 1] & c.NUMBER:  # an age; not "Sept. 15 | , 2011 e-mail"
        return article.words[i + 2 : i + 3] == (",",) and not article.classes[i - 1] & c.NUMBER
    told = article.classes[i + 1] & _TELLS or article.lower(i + 1) in article.lists.relatives
    return bool(told) or _is_done_by(article, i + 1)


def _is_done_by(article: Article, i: int) -> bool:
    """Whether a participle of what was done to it stands at token ``i``: "a report, | written by Doe"."""
    bits, behind = article.classes[i], article.classes[i + 1]
    return not bits & (c.NOMINAL_STOP | c.DETERMINING | c.ROLE | c.GROUP) and bool(behind & c.PREPOSITION)


def _is_aside(article: Article, i: int) -> bool:
    """Whether the word before a comma is nobody: "Worse, | the firms"."""
    plain = i not in article.name_at and not article.classes[i] & (_NOUNS | c.PRONOUN | c.NUMBER)
    return plain and bool(article.classes[i + 2] & c.DETERMINING)


def _trails(article: Article, i: int) -> bool:
    """Whether token ``i`` begins what is no part of the phrase: a relative pronoun, a dash."""
    if article.lower(i) in article.lists.relatives and i not in article.name_at:
        return True
    return not article.classes[i] & c.WORDLIKE and article.words[i] not in _CLOSING


def _beside_verb(article: Article, first: int, last: int) -> tuple[int, int]:
    """The phrase without its verb, where that was taken for a part of it."""
    for i in range(first + 1, last):
        bits = article.classes[i]
        if bits & (c.RELATIVE | c.WH | c.COMPLEMENTIZER) or article.words[i] in (",", "("):
            break
        k = _noun_before(article, first, i)
        if _is_verb(article, i, last) and _bears(article, first, k):
            made = article.person_at(i + 1)  # "the news led | Doe", who says it
            if made is not None and article.names[made].last == last and not bits & c.REPORTING_VERB:
                return i + 1, last
            return first, k + 1
    return first, last


def _noun_before(article: Article, first: int, i: int) -> int:
    """The token before the verb at ``i`` and its adverbs: "the ad | also | mentions"."""
    k = i - 1
    while k > first and article.classes[k] & c.ADVERB and not article.classes[k] & _NOUNS:
        k -= 1
    return k


def _bears(article: Article, first: int, k: int) -> bool:
    """Whether the phrase up to token ``k`` is somebody: "the trust", "two men", "Doe"."""
    if k in article.name_at:
        return True
    opened = k > first or bool(article.classes[k] & c.GROUP)
    return opened and bool(article.classes[k] & _NOUNS) and not article.classes[k] & c.CAPITAL


def _is_verb(article: Article, i: int, last: int) -> bool:
    """Whether token ``i`` is a finite verb: one of saying in a form that shows it, or with an object."""
    bits, word = article.classes[i], article.lower(i)
    if not bits & c.WORD or bits & (c.CAPITAL | _NOUNS) or i in article.name_at:
        return False
    if word in article.lists.past_forms or _is_verb_of_person(article, i, last):
        return True
    participle = word.endswith(article.lists.participle_ends)
    if i + 1 == last:  # "the trust gave": no participle, which may tell of the noun
        return not participle and _has_form(article, word, ("past",))
    return bool(article.classes[i + 1] & _OBJECT) and (participle or _has_form(article, word, _FINITE))


def _is_verb_of_person(article: Article, i: int, last: int) -> bool:
    """Whether a word in "-s" stands between a person and a preposition: "Doe | picks | up the story"."""
    if article.person_at(i - 1) is None or i + 1 >= last or article.classes[i] & c.CLITIC:
        return False
    return article.lower(i).endswith(article.lists.plural_ends) and bool(
        article.classes[i + 1] & c.PREPOSITION
    )


def _has_form(article: Article, word: str, forms: Container[str]) -> bool:
    return any(form in forms for _, form in article.pack.verb_forms.get(word, ()))


def phrase_start(classes: tuple[int, ...], head: int) -> int:
    """The first token of the noun phrase that ends with token ``head``."""
    first = head
    while first > 0 and head - first < _LONGEST_PHRASE:
        bits = classes[first - 1]
        if not bits & c.WORDLIKE or bits & _ENDS_PHRASE:
            break
        first -= 1
        if bits & c.DETERMINING:
            break
    return first


def with_quantifier(article: Article, first: int) -> int:
    """Where the phrase starts whose end a source is: "one of | them", "Doe and Roe | both"."""
    if first < 3:
        return first
    lists, part = article.lists, first - 2
    if article.lower(first - 1) in lists.of and (
        article.classes[part] & c.NUMBER or article.lower(part) in lists.quantifiers
    ):
        return part
    if article.lower(first) in lists.of_pairs and first - 1 in article.name_at:
        return _pair_start(article, first - 1)
    return first


def _pair_start(article: Article, start: int) -> int:
    """The first token of two joined noun phrases of which the second ends with the name at ``start``."""
    least = max(0, start + 1 - _LONGEST_PAIR)
    while start > least and _may_precede_pair(article, start - 1):
        start -= 1
    return start


def _may_precede_pair(article: Article, i: int) -> bool:
    held = i in article.name_at or not article.classes[i] & _ENDS_PAIR
    return held and article.words[i] not in ".!?;:"


def nucleus_end(article: Article, first: int, last: int) -> int:
    """The token behind the noun phrase's own words: before its first comma, preposition or relative."""
    end = next((i for i in range(first + 1, last) if _ends_nucleus(article, i, last)), last)
    if end - first > 1 and article.classes[end - 1] & c.PRONOUN:
        end -= article.lower(end - 1).endswith(article.lists.reflexive_ends)  # "Doe | herself"
    return end


def _ends_nucleus(article: Article, i: int, last: int) -> bool:
    name_at, bits = article.name_at, article.classes[i]
    if i in name_at and name_at[i] == name_at.get(i - 1):
        return False  # "the Bank | of England"
    if _is_participle(article, i) or _is_doing(article, i):
        return True
    if article.words[i] == "(" and article.words[i + 2 : i + 3] == (")",) and i + 3 < last:
        return not article.classes[i + 1] & c.UPPER  # "Teachers Union | (BTU) | president Doe"
    ends = bits & _ENDS_NUCLEUS and not bits & c.CAPITAL
    return bool(ends) or article.words[i] in (",", "(", "—", "–", "-", ";")


def _is_doing(article: Article, i: int) -> bool:
    """Whether a small word in "-ing" stands behind somebody: "the minister | addressing a rally"."""
    if (
        not article.lower(i).endswith(article.pack.words.proposals.ing_endings)
        or article.classes[i] & c.CAPITAL
    ):
        return False
    return article.person_at(i - 1) is not None or bool(article.classes[i - 1] & c.ROLE)


def _is_participle(article: Article, i: int) -> bool:
    """Whether "published" of "the study published by Doe" stands at ``i``."""
    classes = article.classes
    if i + 1 >= len(classes) or not classes[i + 1] & c.PREPOSITION or classes[i] & c.CAPITAL:
        return False
    noun = classes[i - 1] & _BEARERS and not classes[i - 1] & c.CAPITAL
    return bool(noun) and article.lower(i).endswith(article.lists.participle_ends)


def after_owner(article: Article, first: int, end: int) -> int:
    """The token behind the last possessive 's of the phrase, else its first token."""
    return next((i + 1 for i in range(end - 2, first, -1) if article.classes[i] & c.CLITIC), first)


def introduced(article: Article) -> dict[str, list[int]]:
    """The nouns by which somebody without a name is introduced ("a judge"), in no apposition, each with its
    tokens in order."""
    words, classes, indefinite = article.segmented.tokens.lower, article.classes, article.lists.indefinite
    found: dict[str, list[int]] = {}
    for first in [i for i, word in enumerate(words) if word in indefinite]:
        if _is_apposed(article, first):
            continue
        for i in range(first, min(first + _LONGEST_PHRASE + 1, len(words))):
            if not classes[i] & c.CAPITAL and phrase_start(classes, i) == first:
                found.setdefault(article.lower(i), []).append(i)
    return found


def _is_apposed(article: Article, first: int) -> bool:
    """Whether a name and a comma stand before token ``first``: "Jane Doe, | a bureaucrat"."""
    return first > 1 and article.words[first - 1] == "," and article.person_at(first - 2) is not None


def owns_kin(article: Article, k: int) -> bool:
    """Whether token ``k`` says whose kin somebody is: "his", "Doe’s"."""
    return bool(article.classes[k] & c.CLITIC) or article.lower(k) in article.lists.kin_owners


def kin_in_front(article: Article, first: int) -> tuple[str, int]:
    """The noun of kin in front of a name that begins at token ``first``, and the token that says whose it is:
    "mother" and "her" of "her late mother, | Ana"; else ("", -1)."""
    lists, classes = article.lists, article.classes
    k, kin = first - 1 - (first > 0 and article.words[first - 1] == ","), ""
    least = max(0, first - 1 - _REACH_OF_KIN)
    if article.kin.isdisjoint(range(least, first)):
        return "", -1  # most names
    while k >= least and classes[k] & (c.WORD | c.CLITIC):
        word = article.lower(k)
        if owns_kin(article, k):
            return (kin, k) if kin else ("", -1)
        kin = kin or (word if word in lists.kin else "")
        k -= 1
    return "", -1
