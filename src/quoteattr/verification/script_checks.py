"""The lines of a script, each with its verdict, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor
from quoteattr.lang.load import load_pack
from quoteattr.lang.pack import Pack
from quoteattr.types import Attribution, Span
from quoteattr.verification.differences import worst_first
from quoteattr.verification.markup import Plain, without_markup
from quoteattr.verification.reversal import turns
from quoteattr.verification.script_gaps import Change, Gaps, gaps_of
from quoteattr.verification.script_lines import Laid, laid, lines_of
from quoteattr.verification.script_novel import Novel, novel_of
from quoteattr.verification.script_values import LeftOut, LineCheck, LineVerdict, ScriptVerification
from quoteattr.verification.script_voices import Voices, compare, is_narrators_name, tags_of, voices_of
from quoteattr.verification.values import Difference, DifferenceKind, SpeakerVerdict

_BY_SEVERITY: tuple[SpeakerVerdict, ...] = ("different", "same", "unclear")


def script_verification(
    given: Sequence[tuple[str | None, str]], novel_given: str | Analysis, attributor: Attributor
) -> ScriptVerification:
    """Each line held against the novel; one that is a text is analysed by ``attributor``."""
    if isinstance(novel_given, Analysis):
        text, plain, analysis = novel_given.text, Plain(novel_given.text), novel_given
    else:
        text = str.__str__(novel_given)
        plain = without_markup(text)
        analysis = attributor.attribute(plain.text, known=_unknown(given, attributor))
    pack = load_pack(analysis.language)
    novel = novel_of(plain, analysis)
    along = laid(lines_of(given), novel)
    narrated = along.narrated(novel)
    gaps = gaps_of(along, novel, narrated)
    voices = voices_of(along, novel, analysis.speakers, pack)
    checks = tuple([_check(along, n, novel, gaps, voices) for n in range(len(along.lines))])
    missing = tuple([_left_out(novel, first, last, behind) for (first, last), behind in gaps.missing])
    return ScriptVerification(text, checks, missing, narrated)


def _unknown(given: Sequence[tuple[str | None, str]], attributor: Attributor) -> list[str]:
    """The names of the script that stand for nobody whom the caller knows: its list of characters."""
    pack = load_pack(attributor.language)
    names = dict.fromkeys([name for name, _ in given if name and name.strip()])
    return [
        name
        for name in names
        if not is_narrators_name(name, pack) and not attributor.known.match((name,), pack)
    ]


def _left_out(novel: Novel, first: int, last: int, behind: int) -> LeftOut:
    said = novel.speech(first)
    moved = novel.plain.moved(said) if said is not None else None
    return LeftOut(novel.span(first, last), novel.text(first, last), behind, moved)


def _check(along: Laid, number: int, novel: Novel, gaps: Gaps, voices: Voices) -> LineCheck:
    line, places = along.lines[number], along.places(number)
    changes = gaps.changes.get(number, [])
    differences = [_difference(along, one, novel, voices.pack) for one in changes]
    speaker, tag = _speaker(along, number, novel, voices)
    changed = {place for one in changes for place in range(*one.novel)}
    pieces = _pieces(sorted(changed.union(places)), novel)
    return LineCheck(
        number,
        line.given,
        line.text,
        _verdict(along, number, bool(changes)),
        tuple(sorted(differences, key=worst_first)),
        speaker,
        novel.plain.moved(tag) if tag is not None else None,
        tuple([novel.span(first, last) for first, last in pieces]),
        " ".join([novel.text(first, last) for first, last in pieces]),
        round(len(places) / (line.last - line.first), 4) if line.last > line.first else 1.0,
    )


def _verdict(along: Laid, number: int, changed: bool) -> LineVerdict:
    line = along.lines[number]
    if number in along.moved:
        return "moved"
    if number in along.repeated:
        return "repeated"
    if changed:
        return "altered"
    return "absent" if line.last > line.first and not along.places(number) else "verbatim"


def _pieces(places: list[int], novel: Novel) -> list[tuple[int, int]]:
    """The words of a line in stretches, one for each unit of the novel."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and novel.unit_of[found[-1][0]] == novel.unit_of[place]:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _speaker(
    along: Laid, number: int, novel: Novel, voices: Voices
) -> tuple[SpeakerVerdict | None, Attribution | None]:
    """The worst that a tag says of the line's speaker, and the attribution with that tag."""
    given = along.lines[number].given or None
    found = [(compare(given, one, voices), one) for one in tags_of(along, number, novel, voices.pack)]
    return min(found, key=lambda row: _BY_SEVERITY.index(row[0]), default=(None, None))


def _difference(along: Laid, change: Change, novel: Novel, pack: Pack) -> Difference:
    line = along.lines[change.line]
    first, last = (n - line.first for n in change.script)
    start, end = change.novel
    keys, originals = line.wording.keys[first:last], novel.wording.keys[start:end]
    kind: DifferenceKind = "changed" if keys and originals else "added" if keys else "dropped"
    words = pack.words.verification
    turned: Counter[tuple[str, str]] = turns(keys, words)
    span = line.wording.span(first, last) if keys else _empty(line.wording.ends, first)
    return Difference(
        kind,
        span,
        line.text[span.start : span.end],
        novel.span(start, end) if originals else None,
        novel.text(start, end) if originals else "",
        turned != turns(originals, words),
    )


def _empty(ends: tuple[int, ...], at: int) -> Span:
    """Where words are missing: behind the word before."""
    place = ends[at - 1] if at else 0
    return Span(place, place)
