"""From a source to a speaker: names, pronouns, role nouns, organisations and groups."""

from __future__ import annotations

from attrs import define, evolve, field

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.model import figure
from quoteattr.names.gender import GenderEvidence
from quoteattr.news.resolution.antecedents import Antecedents
from quoteattr.news.resolution.sources import Source, phrase_start, read_source
from quoteattr.passing import passing
from quoteattr.stage_values import Reference, Roster, Segmented, Sentences
from quoteattr.types import Span, Speaker, SpeakerKind

_REACH = 14  # tokens back in which the antecedent of a relative pronoun is looked for
_HUMAN = c.ROLE | c.GROUP | c.TITLE
_THING = c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.GROUP
_OPENERS = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "my", "your"))
_TIE = 0.02  # two antecedents this close in score are a tie


@passing(eq=False)
class Link:
    """A resolved source: index of the speaker or -1, the rule, a sentence for a person, others considered."""

    speaker: int
    rule: str
    message: str
    spans: tuple[Span, ...] = ()
    runners_up: tuple[tuple[int, float], ...] = ()
    doubt: str = ""
    score: float = 0.0


@define(eq=False)
class Cast:
    """The speakers while resolution adds unnamed people, organisations and groups."""

    speakers: list[Speaker]
    by_key: dict[tuple[str, str], int] = field(factory=dict)

    def add(self, name: str, kind: SpeakerKind, source: Source, members: tuple[str, ...] = ()) -> int:
        """The index of the speaker of that name and kind, made at first sight."""
        key = (kind, name.casefold())
        if key not in self.by_key:
            self.by_key[key] = len(self.speakers)
            self.speakers.append(
                Speaker(
                    f"s{len(self.speakers) + 1}",
                    name,
                    kind,
                    gender=source.gender,
                    gender_evidence=(GenderEvidence("word", source.head).sentence,) if source.gender else (),
                    members=members,
                )
            )
        return self.by_key[key]


def antecedent_of(
    segmented: Segmented,
    sentences: Sentences,
    relative: Source,
    names: tuple[Reference, ...],
    name_at: dict[int, int],
    pack: Pack,
) -> Source:
    """The noun phrase in front of "who" or "which", with the relative pronoun as its mention."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    i = relative.first - 1
    if i > 0 and words[i] in (",", "—", "–", "-"):
        i -= 1
    human = relative.head in ("who", "whom", "whose")
    for k in range(i, max(-1, i - _REACH), -1):
        if sentences.inside[k] != sentences.inside[relative.first] or (
            classes[k] & c.TERMINATOR and k not in name_at
        ):
            break
        n = name_at.get(k, -1)
        if n >= 0 and (not human or names[n].mention.kind == "name"):
            first, last = names[n].first, names[n].last
        elif classes[k] & (_HUMAN if human else _THING) or (
            k == i and (classes[k] & c.NUMBER or words[k] == "%")
        ):
            first, last = phrase_start(classes, k), k + 1
        else:
            if not human and classes[k] & c.NOMINAL_STOP:
                break
            continue
        found = read_source(segmented, first, last, names, name_at, pack)
        return standing_for(relative, found)
    return relative


def standing_for(pronoun: Source, found: Source) -> Source:
    """What a noun phrase means, with the pronoun as its mention."""
    mention = evolve(pronoun.mention, kind=found.mention.kind)
    return evolve(found, mention=mention, phrase=found.mention.text, named=None)


def link(number: int, source: Source, cast: Cast, roster: Roster, antecedents: Antecedents) -> Link:
    if source.members:
        members = [roster.speaker_of[n] for n in source.members if roster.speaker_of[n] >= 0]
        ids = tuple(dict.fromkeys(cast.speakers[k].id for k in members))
        if len(ids) > 1:
            name = " and ".join(dict.fromkeys(cast.speakers[k].name for k in members))
            return Link(cast.add(name, "group", source, ids), "group", "several people joined by “and”")
    if source.name >= 0:
        speaker = roster.speaker_of[source.name]
        if speaker >= 0:
            place = source.named or source.mention.head
            return Link(speaker, "name", f"the name {source.mention.text}", (place,))
        return Link(-1, "name", "", doubt="the name is barred as a speaker")
    if source.mention.kind == "pronoun":
        return _pronoun(number, source, cast, antecedents)
    return _noun(number, source, cast, antecedents)


def _pronoun(number: int, source: Source, cast: Cast, antecedents: Antecedents) -> Link:
    text = source.mention.text
    if source.indefinite:
        kind: SpeakerKind = "group" if source.plural else "unnamed"
        return Link(cast.add(_bare(text), kind, source), kind, f"the words “{text}”", (source.mention.span,))
    if (source.person == 1 and not source.plural) or source.person == 2:
        return Link(
            -1,
            "pronoun",
            "",
            doubt=f"“{text}” is whoever speaks or listens, whom the text does not show here",
        )
    ranked = antecedents.rank(number, source, cast.speakers)
    if not ranked:
        return Link(-1, "pronoun", "", doubt=f"nobody in the text fits “{text}”")
    best, score = ranked[0]
    if len(ranked) > 1 and figure(score - ranked[1][1]) < _TIE:
        two = f"{cast.speakers[best].name} and {cast.speakers[ranked[1][0]].name}"
        return Link(
            -1, "pronoun", "", runners_up=tuple(ranked[:3]), doubt=f"“{text}” fits {two} equally well"
        )
    message = f"“{text}” refers to {cast.speakers[best].name}"
    return Link(best, "pronoun", message, (source.mention.span,), tuple(ranked[1:4]), score=score)


def _noun(number: int, source: Source, cast: Cast, antecedents: Antecedents) -> Link:
    text = source.phrase or source.mention.text
    kind: SpeakerKind = "unnamed"
    speaker = -1
    if source.mention.kind == "role":
        speaker = antecedents.by_role(source, cast.speakers)
    elif source.mention.kind == "organization":
        kind = "organization"
        speaker = antecedents.by_head(source, cast.speakers)
    elif source.mention.kind == "group":
        kind = "group"
    if speaker >= 0:
        message = f"“{text}” fits {cast.speakers[speaker].name}"
        return Link(speaker, "role", message, (source.mention.span,))
    name = _of_whom(number, source, text, cast, antecedents) or _bare(text)
    return Link(cast.add(name, kind, source), kind, f"the words “{text}”", (source.mention.head,))


def _of_whom(number: int, source: Source, text: str, cast: Cast, antecedents: Antecedents) -> str:
    """ "some of Jane Doe’s aides" for "some of her aides"; "" where it is not clear whose."""
    owner = source.owner()
    ranked = antecedents.rank(number, owner[1], cast.speakers) if owner is not None else []
    if owner is None or not ranked or cast.speakers[ranked[0][0]].kind != "person":
        return ""
    words = text.split()
    words[owner[0]] = f"{cast.speakers[ranked[0][0]].name}’s"
    return _bare(" ".join(words))


def _bare(text: str) -> str:
    """The noun phrase as a name: article or possessive pronoun off, white space folded."""
    words = text.split()
    if len(words) > 1 and words[0].lower() in _OPENERS:
        words = words[1:]
    return " ".join(words)
