"""Which organisation or text a definite noun means: "the foundation", "the conservation department"."""

from __future__ import annotations

from attrs import evolve

from quoteattr.lang.pack import Pack
from quoteattr.news.resolution.antecedents import NEAR, Antecedents
from quoteattr.news.resolution.sources import Source
from quoteattr.types import Speaker

_TWO, _LONGEST_FRONT = 2, 4  # words of a name; ... of a phrase, up to its noun


def by_head(source: Source, antecedents: Antecedents) -> int | None:
    """The organisation that a definite noun means: "the foundation", "the company"; or None."""
    article, focus, speakers = antecedents.article, antecedents.focus, antecedents.speakers
    generic = source.head in article.pack.offices["organization"]
    if source.mention.kind != "organization" and not generic:
        return None
    if not source.definite or source.owned or (source.plural and not generic):
        return None
    told = source.modifiers - article.lists.definite
    antecedents.read_to(source.first)
    for k, _ in focus.latest(focus.sentence_of(source.first)):
        if speakers[k].kind == "organization" and _is_a(speakers[k], source.head, told, article.pack):
            return k
    if told or not generic:
        return None
    ranked = antecedents.ranked(evolve(source, means="organization", plural=False))  # as "it" would mean
    named = [k for k, _ in ranked if speakers[k].mentions]
    reach = 1 if source.plural else NEAR  # "the group" may be anybody
    return next(
        (
            k
            for k in named
            if antecedents.is_near(k, source, reach) and not _is_another(speakers[k], source, article.pack)
        ),
        None,
    )


def _is_another(speaker: Speaker, source: Source, pack: Pack) -> bool:
    """Whether the name says that it is something else: "the team" is not "Lund University"; "the agency" may
    be any department."""
    own = pack.offices["organization"].keys() & set(speaker.name.lower().split())
    return bool(own) and source.head not in own | pack.words.resolution.any_organization


def _is_a(speaker: Speaker, head: str, told: frozenset[str], pack: Pack) -> bool:
    """Whether the noun is a part of a name: the foundation of "the Doe Foundation", the bank of "the Bank of
    Lund", or of a phrase: the study of a "new study of farms". All other words of the noun phrase (``told``)
    must be in it, too."""
    words = speaker.name.lower().split()
    if len(words) < _TWO:
        return False
    if told and not told.issubset(words):
        return False
    if speaker.mentions:
        lists = pack.words.mentions
        return words[-1] == head or (head in words[:-1] and words[words.index(head) + 1] in lists.name_joins)
    return words[-1] == head or (not told and head in words[:_LONGEST_FRONT])
