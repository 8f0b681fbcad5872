"""The gender of the people of an article; pronouns behind a name vote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import fold
from quoteattr.names.gender import NEWS, NOTHING, FirstName, GenderEvidence, Shown, decide, first_name
from quoteattr.news.speakers.prominence import Cluster
from quoteattr.stage_values import Reference, Segmented, Sentences
from quoteattr.text.tokens import where
from quoteattr.types import Gender

_PERSONAL = ("honorific", "noble")  # kinds of titles that nobody of the other sex has


def decide_gender(
    segmented: Segmented,
    sentences: Sentences,
    names: Sequence[Reference],
    clusters: Sequence[Cluster],
    pack: Pack,
) -> list[Shown]:
    """The gender of each cluster, and what it rests on."""
    votes = _pronoun_votes(segmented, sentences, names, clusters, pack)
    neutral = _neutral(segmented, sentences, names, clusters, pack)

    def shown(k: int, one: Cluster) -> Shown:
        first = _first_name(one, pack)
        signs = (*neutral.get(k, ()), *_by_title(names, one, first, pack))
        return decide(signs, votes.get(k, {}), first, NEWS)

    return [shown(k, one) if one.kind == "person" else NOTHING for k, one in enumerate(clusters)]


def _neutral(
    segmented: Segmented,
    sentences: Sentences,
    names: Sequence[Reference],
    clusters: Sequence[Cluster],
    pack: Pack,
) -> dict[int, tuple[Shown]]:
    """Cluster -> that its sentence calls the person "they": "Clay, who uses they/them"."""
    told = list(_told_neutral(segmented, pack))
    if not told:
        return {}
    named, firsts = _narrated(sentences, names, clusters), [one.first for one in sentences.spans]
    places = [place for place, _ in named]
    found: dict[int, tuple[Shown]] = {}
    for first, last in told:
        before = bisect_right(places, first) - 1
        if before >= 0 and places[before] >= firsts[bisect_right(firsts, first) - 1]:
            words = segmented.text[segmented.tokens.starts[first] : segmented.tokens.ends[last]]
            found[named[before][1]] = (("other", (GenderEvidence("word", words),)),)
    return found


def _may_tell(text: str, neutral: Iterable[str]) -> bool:
    """Whether the text has a slash or one of the words: most have neither."""
    return "/" in text or any(word in text for word in neutral)


def _told_neutral(segmented: Segmented, pack: Pack) -> Iterator[tuple[int, int]]:
    """First and last token of each "they/them" and "nonbinary"."""
    words, lists = segmented.tokens.words, pack.words.rosters
    if not _may_tell(segmented.text, lists.neutral):
        return
    for i in where(segmented.tokens, c.WORD):
        if words[i] in lists.neutral:
            yield i, i
        elif words[i] in lists.neutral_pronouns and words[i + 1 : i + 2] == ("/",):
            yield i, min(i + 2, len(words) - 1)


def _by_title(
    names: Sequence[Reference], one: Cluster, first: FirstName | None, pack: Pack
) -> Iterator[Shown]:
    """The gender of the title or role, if it is one that tells it of somebody of that first name."""
    if len(one.genders) == 1:
        (gender,) = one.genders
        shown = next(names[n] for n in one.members if names[n].gender == gender)
        if not _is_loose(shown, gender, first, pack):
            told = shown.title or ", ".join(shown.roles)
            yield gender, (GenderEvidence("title-or-role", told) if told else GenderEvidence("pronoun"),)


def _is_loose(shown: Reference, gender: Gender, first: FirstName | None, pack: Pack) -> bool:
    """Whether only a role, which may be anybody's, speaks against a first name: "the chairman, Ana Doe"."""
    if first is None or first.gender == gender or first.weight <= NEWS.rare:
        return False
    return pack.titles.get(shown.title, {}).get("kind") not in _PERSONAL


def _first_name(one: Cluster, pack: Pack) -> FirstName | None:
    """The first name that shows the cluster's gender; a name of one word that is no surname may be one."""
    for words in one.full:
        alone = len(words) == 1 and fold(words[0]) not in pack.surnames
        found = first_name(map(fold, words if alone else words[:-1]), pack)
        if found is not None:
            return FirstName(found.name.capitalize(), found.gender, found.weight)
    return None


def _pronoun_votes(
    segmented: Segmented,
    sentences: Sentences,
    names: Sequence[Reference],
    clusters: Sequence[Cluster],
    pack: Pack,
) -> dict[int, Counter[Gender]]:
    """How often he or she follows the name of a person, by cluster, with no other person's name between, and
    none in front of it in its sentence, which is somebody else: "Her husband, Bo Roe, who left | her"."""
    votes: dict[int, Counter[Gender]] = {}
    told: dict[Gender, list[int]] = {}
    named = _narrated(sentences, names, clusters)
    places, firsts = [place for place, _ in named], [sentence.first for sentence in sentences.spans]
    for i, gender in _pronouns(segmented, sentences, pack):
        last = bisect_right(places, i) - 1  # the name before the pronoun
        if last >= 0:
            here, there = bisect_right(firsts, i) - 1, bisect_right(firsts, places[last]) - 1
            start, name = sentences.spans[there].first, places[last]
            near = _is_near(sentences, here, there, name) and _is_alone(named, last, start)
            first = near and not _told_between(told.get(gender, []), start, name)
            if first and not _is_of_another(segmented, name, i, pack):
                votes.setdefault(named[last][1], Counter())[gender] += 1
        told.setdefault(gender, []).append(i)
    return votes


def _told_between(pronouns: Sequence[int], start: int, end: int) -> bool:
    """Whether a pronoun stands between two tokens."""
    return bisect_left(pronouns, start) < bisect_left(pronouns, end)


def _narrated(
    sentences: Sentences, names: Sequence[Reference], clusters: Sequence[Cluster]
) -> list[tuple[int, int]]:
    """(token, cluster) of each name of a person in the narration, in the order of the text."""
    people = [k for k, one in enumerate(clusters) if one.kind == "person"]
    places = [(names[n].first, k) for k in people for n in clusters[k].members]
    return sorted([(first, k) for first, k in places if sentences.inside[first] < 0])


def _pronouns(segmented: Segmented, sentences: Sentences, pack: Pack) -> Iterator[tuple[int, Gender]]:
    """(token, gender) of each he and she in the narration."""
    for i in where(segmented.tokens, c.PRONOUN):
        gender = pack.pronouns[segmented.tokens.lower[i]]["gender"]
        if gender and sentences.inside[i] < 0:
            yield i, gender


def _is_near(sentences: Sentences, here: int, there: int, name: int) -> bool:
    """Whether sentence ``there`` is this one or the one before, in the same paragraph; or this one begins a
    paragraph with words in marks, and that one with the name: "Doe was tired. | “I slept,” he said"."""
    this, that = sentences.spans[here], sentences.spans[there]
    if here - there > 1 or this.paragraph == that.paragraph:
        return here - there <= 1
    return sentences.inside[this.first] >= 0 and name == that.first


def _is_of_another(segmented: Segmented, name: int, pronoun: int, pack: Pack) -> bool:
    """Whether an unnamed person stands between a name and a pronoun: "Doe had a call from a | man who | said
    he …"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    whos = (k for k in range(name + 2, pronoun) if words[k] in pack.words.resolution.personal_relatives)
    return any(classes[k - 1] & c.ROLE and not classes[k - 1] & c.CAPITAL for k in whos)


def _is_alone(named: Sequence[tuple[int, int]], n: int, start: int) -> bool:
    """Whether the name in front of name ``n`` is the same person's or stands before token ``start``."""
    return n == 0 or named[n - 1][1] == named[n][1] or named[n - 1][0] < start
