"""Whom a noun phrase means: "the senator", "the foundation"; and which farmers "they" are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.model import figure
from quoteattr.names.gender import alike
from quoteattr.news.resolution.antecedents import NEAR, Antecedents, best_first
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.focus import Seen
from quoteattr.news.resolution.phrases import phrase_start
from quoteattr.news.resolution.ranking import Possible
from quoteattr.news.resolution.roles import Roles
from quoteattr.news.resolution.sources import Source
from quoteattr.types import Span

# log odds of a role noun, beside those of the focus
_NAMED = 2.5  # the text gives that role to the person
_NAMED_LOOSELY = 0.5  # ... and the role is one of many people ("the candidate")
_MODIFIERS = 3.0  # all its modifiers too ("the Florida senator")
_UNSEEN = -3.0  # the least a person far away or yet to come has
_BESIDE = 3.0  # told already in the sentence of the noun, not by a pronoun: "asked by Doe, the mayor said"
_TOLD = 2.0  # named in what was said
_TIED = 0.1  # so close are two people that neither is meant
_MOST_IN_FOCUS = 3  # people in focus whom a noun may mean that the text gives to nobody
_SPOKE_NEAR = 6  # sentences back in which whoever spoke last may have been mentioned
_REACH_OF_NOUN = 400  # tokens back in which somebody may have been introduced by a noun
_TO_PLACE = 4  # words of "from | the north of | Wales"
_NO_TRADE = (
    c.TITLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.REPORTING_NOUN | c.CAPITAL | c.NUMBER
)
_TITLED = c.CAPITAL | c.ROLE_OR_TITLE | c.COMMON
_LONGEST_OPENING = 4  # tokens in front of the subject of a sentence: "Ferrari's | Doe", "On Monday, | Doe"
_REACH = 60  # tokens back in which the group that "they" means is looked for


def by_role(
    source: Source, roles: Roles, antecedents: Antecedents, content: Sequence[Span] = ()
) -> int | None:
    """The person whom a definite role noun ("the mayor") means; None when nobody or no single person fits.
    ``content`` is what was said."""
    head = source.head_token
    if head is None or source.plural or not (source.definite or source.owned):
        return None
    antecedents.read_to(source.first)
    further = antecedents.article.words[head + 1 : source.last]  # "the head of the delegation"
    bearers = [] if further else roles.bearers(source)
    other = _of_another_seat(source, bearers, roles, antecedents)
    if other is not None:
        return other
    generic = _may_be_anybody(source, roles, antecedents, borne=bool(bearers))
    if generic and not bearers and not further and _told_before(source, antecedents):
        return None
    opens = bool(bearers) and antecedents.focus.sentence_of(source.first) == 0  # a headline, or the lede
    scores = _in_focus(source, roles, antecedents) if generic and not source.owned and not opens else {}
    for k, share in bearers:
        if _may_bear(antecedents, source, k, share, roles):
            loosely = generic and not (len(bearers) == 1 and roles.are_told(k, source.head))
            named = _NAMED_LOOSELY if loosely else _NAMED
            scores[k] = _in_sight(antecedents, source, k) + named + _MODIFIERS * share
    if not scores and not bearers:
        return _borne_by_nobody(source, roles, antecedents, alone=not further)
    told = antecedents.focus.tells_by_name
    return _clear_best({k: score - _TOLD * told(k, content) for k, score in scores.items()})


def _borne_by_nobody(source: Source, roles: Roles, antecedents: Antecedents, *, alone: bool) -> int | None:
    """Whom a noun means that the text gives to nobody; ``alone``: nothing stands behind it."""
    office = _in_office(source, roles, antecedents)
    return _in_spotlight(source, roles, antecedents) if office is None and alone else office


def _of_another_seat(
    source: Source, bearers: Sequence[tuple[int, float]], roles: Roles, antecedents: Antecedents
) -> int | None:
    """Whoever the sentence before is about, where only somebody else is told by such a seat, with no word of
    it: "the Bath MP" on a page about another MP."""
    if not bearers or not roles.is_seat(source) or any(share for _, share in bearers):
        return None
    best = next((k for k, _ in antecedents.ranked(source)), -1)
    leads = antecedents.is_near(best, source, 1) and _leads(best, antecedents)
    return best if leads and best not in dict(bearers) else None


def _in_office(source: Source, roles: Roles, antecedents: Antecedents) -> int | None:
    """Whoever was meant just before, for an office that the text gives to nobody: somebody of whom it tells
    nothing is "the Minister of the Interior", but not "the Mexican president"; whoever the sentence before is
    about may have any seat, too: "the MP for Bath"."""
    if not _is_office(source, antecedents.article, roles) or _told_before(source, antecedents):
        return None
    ranked = (k for k, _ in antecedents.ranked(source)[:_MOST_IN_FOCUS] if roles.may_be(k, source))
    best = next(ranked, -1)
    free = not roles.of(best) or _leads(best, antecedents)
    return best if free and antecedents.is_near(best, source, 1) else None


def _in_spotlight(source: Source, roles: Roles, antecedents: Antecedents) -> int | None:
    """For a trade that the text gives to nobody ("the flanker"), whoever the sentence before is about or
    spoke last: "Jane Doe was unmoved. “It is done,” | the flanker | said"."""
    bits = antecedents.article.classes[source.head_token or 0]
    job = _is_trade(source, antecedents.article) and roles.is_job(source, bits)
    if not job or source.owned or _told_before(source, antecedents):
        return None
    ranked = [k for k, _ in antecedents.ranked(source)[:_MOST_IN_FOCUS]]
    near = [k for k in ranked if antecedents.is_near(k, source) and not roles.of_other_party(k, source)]
    ways: tuple[Callable[[int], bool], ...] = (
        lambda k: k == antecedents.focus.last_speaker,
        lambda k: _leads(k, antecedents) and roles.may_be(k, source),
    )
    return next((k for fits in ways for k in near if fits(k)), None)


def _leads(k: int, antecedents: Antecedents) -> bool:
    """Whether speaker ``k``, when named last, was the subject with which a sentence began."""
    seen, focus = antecedents.focus.seen(k), antecedents.focus
    if seen is None or not seen.subject:
        return False
    article, first = antecedents.article, focus.sentences[seen.sentence].first
    name = bisect_left(article.segmented.tokens.starts, seen.start)
    opening = (
        first + _LONGEST_OPENING
    )  # behind it nothing but their title: "Lund Labour Party secretary | Doe"
    return name <= opening or all(bits & _TITLED for bits in article.classes[opening:name])


def _is_trade(source: Source, article: Article) -> bool:
    """Whether the noun is what somebody does for a living, or looks so: "the forager", "the ex-pilot"; not
    one whom people meet at work, but for "the Aurora driver"."""
    head = source.head_token or 0
    bits = article.classes[head]
    of_team = head - 1 > source.first and article.classes[head - 1] & c.CAPITAL
    if source.head in article.lists.on_duty and not of_team:
        return False
    if bits & c.ROLE:
        return not bits & (c.TITLE | c.GROUP)
    part = article.pack.classes[source.head.rpartition("-")[2]]
    looks = part & c.ROLE or source.head.endswith(article.pack.words.mentions.person_ends)
    named = c.CAPITAL if "-" in source.head else 0  # "the Oscar-winner"
    return bool(looks) and not bits & _NO_TRADE & ~named


def _is_office(source: Source, article: Article, roles: Roles) -> bool:
    """Whether the noun is an office of no nation or place that is named, or a seat of one."""
    if roles.is_seat(source):
        return True
    office = article.classes[source.head_token or 0] & c.TITLE and source.definite
    if not office or source.head in article.lists.kept_unnamed or source.head in article.lists.kin:
        return False
    return not any(bits & (c.DEMONYM | c.PLACE) for bits in article.classes[source.first : source.last])


def _may_be_anybody(source: Source, roles: Roles, antecedents: Antecedents, *, borne: bool) -> bool:
    """Whether the noun means whoever is in focus, and nothing behind it says otherwise."""
    head = source.head_token or 0
    further = antecedents.article.words[head + 1 : source.last]
    origin = _tells_origin(source, further, antecedents)
    if further and (
        source.owned or not source.definite or not (origin or _only_describes(further, antecedents))
    ):
        return False
    bits = antecedents.article.classes[head]
    return roles.generic(source, bits, borne) or (origin and not borne and roles.is_job(source, bits))


def _tells_origin(source: Source, further: Sequence[str], antecedents: Antecedents) -> bool:
    """Whether the phrase says where somebody comes from: "the welder from Bath", "the Bath-born welder"; what
    stands behind an age tells no more."""
    article = antecedents.article
    if len(further) > 1 and source.head.endswith(article.lists.age_ends):  # "… of Bath", "… with two sons"
        return bool(article.pack.classes[further[0]] & c.PREPOSITION)
    if len(further) > 1 and further[0] in article.lists.origins:
        return any(map(capital, further[1:_TO_PLACE]))
    return any(modifier.endswith(article.lists.origin_ends) for modifier in source.modifiers)


def _told_before(source: Source, antecedents: Antecedents) -> bool:
    """Whether somebody without a name was introduced by the same noun: "a judge said … | the judge"."""
    places = antecedents.introduced.get(source.head, ())
    k = bisect_left(places, source.first) - 1
    return k >= 0 and places[k] >= source.first - _REACH_OF_NOUN


def _only_describes(further: Sequence[str], antecedents: Antecedents) -> bool:
    """Whether what stands behind a noun names no office: "the woman | who is 30", "the mother | of four"."""
    lists, classes = antecedents.article.lists, antecedents.article.pack.classes
    if further[0] in lists.asides:
        return True
    if further[:1] and (further[0] == "," or further[0].lower() in lists.personal_relatives):
        return True
    plain = len(further) > 1 and not classes[further[1]] & (c.DETERMINING | c.CAPITAL)
    return plain and further[0] in lists.of


def _in_focus(source: Source, roles: Roles, antecedents: Antecedents) -> dict[int, float]:
    """The people in focus with their scores, for a noun that can mean any of them: "the candidate"."""
    ranked = [one for one in antecedents.ranked(source) if _may_be_of_age(one[0], source, antecedents)]
    likely = [one for one in ranked if not roles.of_other_party(one[0], source)]
    if source.gender and len(likely) == 1:
        return dict(likely)  # nobody else is of that gender
    last = antecedents.focus.last_speaker
    return {
        k: score - _BESIDE * _is_named_beside(k, source, antecedents)
        for k, score in likely[:_MOST_IN_FOCUS]
        if antecedents.is_near(k, source, _SPOKE_NEAR if k == last else NEAR)
    }


def _may_be_of_age(k: int, source: Source, antecedents: Antecedents) -> bool:
    """Whether the text gives speaker ``k`` no other age than "the 57-year-old" has."""
    age, told = source.head.split("-")[0], antecedents.ages.get(k)
    return not told or not age.isdecimal() or age in told


def _may_bear(antecedents: Antecedents, source: Source, k: int, share: float, roles: Roles) -> bool:
    """Whether gender and owner allow it. Of "her lawyer" the roles must hold the noun itself: "the board's
    tax lawyer" is no tax adviser."""
    told = not source.owned or (share > 0 and source.head in roles.of(k))
    served = roles.may_serve(k, source.head, _served(antecedents.article, source))
    return told and served and alike(source.gender, antecedents.speakers[k].gender)


def _served(article: Article, source: Source) -> Sequence[str]:
    """Whom one who speaks for others is said to serve: "the mayor" of "the mayor's spokesman"."""
    if source.head not in article.lists.kept_unnamed:
        return ()
    words = range(source.first, source.head_token or source.first)
    owner = next((i for i in words if article.classes[i] & c.CLITIC), source.first)
    return article.words[source.first : owner]


def _in_sight(antecedents: Antecedents, source: Source, k: int) -> float:
    """The score of a speaker by nearness, never below that of one who was not mentioned yet."""
    seen = antecedents.focus.seen(k)
    if seen is None:
        return _UNSEEN
    score = antecedents.score(source, Possible(k, antecedents.speakers[k], seen, 2))
    return max(_UNSEEN, score - _BESIDE * _stands_beside(antecedents, source, seen))


def _stands_beside(antecedents: Antecedents, source: Source, seen: Seen) -> bool:
    """Whether the sentence of the source already mentions this speaker, and not by a pronoun."""
    article = antecedents.article
    if seen.sentence != antecedents.focus.sentence_of(source.first):
        return False
    return not article.classes[bisect_left(article.segmented.tokens.starts, seen.start)] & c.PRONOUN


def _is_named_beside(k: int, source: Source, antecedents: Antecedents) -> bool:
    """As ``_stands_beside``, of speaker ``k``: "Asked by Doe, | the actor | said"."""
    seen = antecedents.focus.seen(k)
    return seen is not None and _stands_beside(antecedents, source, seen)


def _clear_best(scores: Mapping[int, float]) -> int | None:
    best = best_first(scores.items())
    if len(best) > 1 and figure(best[0][1] - best[1][1]) <= _TIED:
        return None
    return best[0][0] if best else None


def group_phrase(source: Source, antecedents: Antecedents) -> tuple[int, int] | None:
    """The tokens of the noun phrase for several people that "they" goes back to, or None.

    The group that spoke last is left to the ranking; this is for a group that was only mentioned.
    """
    last = antecedents.focus.last_speaker
    if last is not None and antecedents.speakers[last].kind == "group" and antecedents.is_near(last, source):
        return None
    _, found = max(_groups_before(source, antecedents), key=itemgetter(0), default=(0.0, None))
    return found


def _groups_before(source: Source, antecedents: Antecedents) -> Iterator[tuple[float, tuple[int, int]]]:
    """(score, tokens) of each noun phrase for several people shortly before the source, the nearest first."""
    article, focus = antecedents.article, antecedents.focus
    here = focus.sentence_of(source.first)
    for head in range(source.first - 1, max(-1, source.first - _REACH), -1):
        if not article.classes[head] & c.GROUP or article.sentences.inside[head] >= 0:
            continue
        gap = here - focus.sentence_of(head)
        if gap > NEAR:
            return
        first = phrase_start(article.classes, head)
        starts = first == focus.sentences[here - gap].first
        in_phrase = first > 0 and bool(article.classes[first - 1] & (c.PREPOSITION | c.CLITIC))
        value = 1.0 * starts - 1.0 * in_phrase - 0.5 * gap - 0.01 * (source.first - head)
        yield value, (first, head + 1)
