"""Who is named beside a quotation: "said Helen", "he put down his cup", "she turned and asked:".

A scanner over the narration of one paragraph, in front of and behind a quotation. It reads classes of
words, not lists of verbs: behind a closing mark any verb in the past and a name is a cue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.types import Gender

# Where a voice stands, the surest first; the first three are cues proper.
INVERTED, PLAIN, ANNOUNCED = "said-x", "x-said", "announced"
BEAT_AFTER, BEAT_BEFORE, LEAD_IN, REPEATED = "beat-after", "beat-before", "lead-in", "first-beat"
CUES = (INVERTED, PLAIN, ANNOUNCED)

_LONGEST_PHRASE = 6  # words of "the eldest of the old gentlemen" looked at
_ANNOUNCING = 16  # tokens before a quotation in which a reporting verb announces it
_VERB_REACH = 4  # tokens between a subject and its verb
_STOP = c.NOMINAL_STOP & ~c.PREPOSITION


@frozen
class Voice:
    """Somebody named beside a quotation.

    ``where``     the place in the narration (one of the names above).
    ``kind``      "name", "role" (a character's, as "the coroner"), "pronoun", "i", "group" or "noun".
    ``first``, ``last``  its tokens, end exclusive.
    ``name``      the token where a name starts, or -1.
    ``gender``    what a pronoun or a noun shows.
    ``verb``      whether a reporting verb stands with it.
    ``token``     of the verb, or -1.
    """

    where: str
    kind: str
    first: int
    last: int
    name: int = -1
    gender: Gender | None = None
    verb: bool = False
    token: int = -1


@frozen(eq=False)
class Reader:
    """What the scanner reads: the columns of the tokens, and where names start.

    ``ends`` gives the end (exclusive) of the name that starts at a token.
    """

    words: tuple[str, ...]
    classes: tuple[int, ...]
    ends: Mapping[int, int]
    nouns: Mapping[str, Gender | None]
    pronouns: Mapping[str, Mapping[str, Any]]
    story: Mapping[str, Mapping[str, str]]


def is_past(reader: Reader, word: str, bits: int) -> bool:
    """Whether a lower-case word can be a verb in the past."""
    if bits & c.CAPITAL:
        return False
    return (
        word in reader.story["past"]
        or (word.endswith("ed") and len(word) > 3)
        or bool(bits & c.REPORTING_VERB and word[-1:] in "dt")
    )


def phrase(reader: Reader, i: int, end: int, where: str) -> Voice | None:
    """The subject that starts at token ``i``: a name, a pronoun or a noun phrase."""
    if i >= end:
        return None
    words, classes = reader.words, reader.classes
    if i in reader.ends:
        last = reader.ends[i]
        if last < end and classes[last] & c.CLITIC and words[last].lower() in ("'s", "’s"):
            found = _noun_phrase(reader, last + 1, end, where, i)
            if found is not None and classes[found.last - 1] & c.REPORTING_NOUN | (
                words[found.last - 1] in reader.story["utterance"]
            ):
                return Voice(where, _kind(reader, i, last), i, last, i)  # "was Helen's reply"
            return found
        return Voice(where, _kind(reader, i, last), i, last, i)
    word = words[i].lower()
    if word in reader.story["subject"]:
        return _pronoun(reader, word, i, where)
    bits = classes[i]
    if bits & c.DETERMINING or word in reader.story["new-article"] or word in reader.story["several"]:
        return _noun_phrase(reader, i + 1, end, where, i)
    # "poor Lizzy", "little Dick", "old Mrs. Pratt"
    if (
        i + 1 in reader.ends
        and i + 1 < end
        and bits & c.WORD
        and not bits & (_STOP | c.ADVERB | c.PREPOSITION)
    ):
        return Voice(where, "name", i, reader.ends[i + 1], i + 1)
    return None


def _pronoun(reader: Reader, word: str, i: int, where: str) -> Voice:
    facts = reader.pronouns[word]
    if facts["gender"] in ("female", "male"):
        return Voice(where, "pronoun", i, i + 1, gender=facts["gender"])
    kind = "group" if facts["number"] == "plural" else "i" if facts["person"] == 1 else "noun"
    return Voice(where, kind, i, i + 1)


def _is_thing(reader: Reader, word: str) -> bool:
    """Whether a subject pronoun stands for no person: "it"."""
    facts = reader.pronouns[word]
    return (
        facts["person"] == 3 and facts["number"] == "singular" and facts["gender"] not in ("female", "male")
    )


def _kind(reader: Reader, first: int, last: int) -> str:
    return "name" if reader.classes[last - 1] & c.CAPITAL or reader.classes[first] & c.CAPITAL else "role"


def _noun_phrase(reader: Reader, i: int, end: int, where: str, first: int) -> Voice | None:
    """A noun phrase whose determiner or possessor starts at ``first`` and goes on at ``i``."""
    words, classes = reader.words, reader.classes
    k, last = i, min(end, i + _LONGEST_PHRASE)
    while k < last:
        if k in reader.ends:
            close = reader.ends[k]
            if close < end and classes[close] & c.CLITIC:
                k = close + 1
                continue
            return Voice(where, _kind(reader, k, close), first, close, k)
        bits, word = classes[k], words[k]
        if not bits & c.WORD or bits & (_STOP | c.PREPOSITION | c.PRONOUN) or (bits & c.ADVERB and k > i):
            break
        if k > i and (word.endswith("ly") or is_past(reader, word, bits)):
            break
        k += 1
    if k == i:
        return None
    head = words[k - 1].lower()
    gender = reader.nouns.get(head)
    if head in reader.story["several"] or classes[k - 1] & c.GROUP:
        return Voice(where, "group", first, k)
    return Voice(where, "noun", first, k, gender=gender)


def behind(reader: Reader, first: int, end: int, open_end: bool) -> Voice | None:
    """The voice in the narration behind a closing mark, tokens ``first`` to ``end``.

    ``open_end``: the quotation ended with a comma, so that the sentence goes on.
    """
    words, classes = reader.words, reader.classes
    i = first
    while i < end and not classes[i] & c.WORD:
        if words[i] not in (",", "-", "--", "—", "–", "_", "(", "[", "*"):
            return None
        i += 1
    if i >= end:
        return None
    if is_past(reader, words[i], classes[i]) or (
        classes[i] & c.REPORTING_VERB and not classes[i] & c.CAPITAL and i not in reader.ends
    ):
        k = i + 1
        while k < end and classes[k] & c.ADVERB and k - i < 3 and k not in reader.ends:
            k += 1
        found = phrase(reader, k, end, INVERTED)
        if found is not None and (
            classes[i] & c.REPORTING_VERB or found.kind != "noun" or found.gender is not None
        ):
            return _with_verb(found, bool(classes[i] & c.REPORTING_VERB), i)
    if words[i] in reader.story["answering-verb"] and i + 1 < end:
        found = phrase(reader, i + 1, end, INVERTED)  # "was his answer"
        if found is not None:
            return _with_verb(found, True, i)
    found = phrase(reader, i, end, PLAIN)
    if found is not None:
        verb, reports = _verb_behind(reader, found.last, end)
        if verb >= 0 and (reports or open_end):
            return _with_verb(found, reports, verb)
        return _at(found, BEAT_AFTER, verb)
    return _subject(reader, i, _sentence_end(reader, i, end), BEAT_AFTER)


def before(reader: Reader, first: int, end: int) -> tuple[Voice, ...]:
    """The voices in the narration in front of an opening mark, tokens ``first`` to ``end``."""
    words, classes = reader.words, reader.classes
    if first >= end:
        return ()
    last = end - 1
    announces = words[last] in (",", ":", "-", "--", "—", "–", ";") or bool(classes[last] & c.WORD)
    stop = last if not classes[last] & c.WORD else end
    start = _sentence_start(reader, first, stop)
    found: list[Voice] = []
    if announces:
        voice = _announcer(reader, start, stop)
        if voice is not None:
            found.append(voice)
    else:
        voice = _subject(reader, start, stop, BEAT_BEFORE)
        if voice is not None:
            found.append(voice)
    if start > first:
        voice = _subject(reader, first, _sentence_end(reader, first, stop), REPEATED)
        if voice is not None:
            found.append(voice)
    return tuple(found)


def outline(reader: Reader, first: int, end: int, where: str) -> tuple[Voice, ...]:
    """The subjects of the first and of the last sentence of a paragraph of narration."""
    opening = _subject(reader, first, min(_sentence_end(reader, first, end), first + 25), where + "-1")
    start = _sentence_start(reader, first, end - 1)
    closing = _subject(reader, start, min(end, start + 25), where + "-2")
    return tuple([voice for voice in (opening, closing) if voice is not None])


def _announcer(reader: Reader, start: int, end: int) -> Voice | None:
    """Who announces in "Helen looked up and said,": beside a reporting verb, or the subject of its clause."""
    words, classes = reader.words, reader.classes
    last_verb = -1
    for verb in range(end - 1, max(start, end - _ANNOUNCING) - 1, -1):
        if not classes[verb] & c.REPORTING_VERB or classes[verb] & c.CAPITAL:
            continue
        last_verb = max(last_verb, verb)
        for k in range(verb - 1, max(start, verb - _VERB_REACH) - 1, -1):
            low = words[k].lower()
            if low == ";" or low in reader.story["clause-border"]:
                break
            if k in reader.ends and reader.ends[k] <= verb:
                if _governed(reader, k, start) or classes[reader.ends[k]] & c.CLITIC:
                    break
                return Voice(
                    ANNOUNCED,
                    _kind(reader, k, reader.ends[k]),
                    k,
                    reader.ends[k],
                    k,
                    None,
                    True,
                    verb,
                )
            if low in reader.story["subject"] and not _is_thing(reader, low):
                found = phrase(reader, k, end, ANNOUNCED)
                return _with_verb(found, True, verb) if found is not None else None
    for k in range(last_verb - 1, start - 1, -1):
        if words[k] == ";":
            start = k + 1
            break
    found = _subject(reader, start, end, ANNOUNCED if last_verb >= 0 else LEAD_IN)
    return _with_verb(found, last_verb >= 0, last_verb) if found is not None else None


def _subject(reader: Reader, start: int, end: int, where: str) -> Voice | None:
    """The first name, pronoun or noun phrase of a sentence that no preposition governs."""
    words, classes = reader.words, reader.classes
    k = start
    while k < end and not classes[k] & c.WORD:
        k += 1
    at = k
    while k < end:
        if k in reader.ends:
            if not _governed(reader, k, start) or k == at:
                found = phrase(reader, k, end, where)
                if found is not None:
                    return found
            k = reader.ends[k]
            continue
        word = words[k]
        low = word.lower()
        if low in reader.story["subject"] and not _is_thing(reader, low):
            return phrase(reader, k, end, where)
        if k == at and classes[k] & c.DETERMINING:
            found = phrase(reader, k, end, where)
            if found is not None:
                return found
        k += 1
    return None


def _governed(reader: Reader, k: int, start: int) -> bool:
    return k > start and bool(reader.classes[k - 1] & c.PREPOSITION)


def _verb_behind(reader: Reader, i: int, end: int) -> tuple[int, bool]:
    """(token, whether it reports) of the verb of a subject that ends at token ``i``; -1 for none."""
    words, classes = reader.words, reader.classes
    k = i
    while k < end and k - i < _VERB_REACH:
        word, bits = words[k], classes[k]
        if is_past(reader, word, bits) or (bits & c.REPORTING_VERB and not bits & c.CAPITAL):
            return k, bool(bits & c.REPORTING_VERB)
        if not (
            bits & (c.ADVERB | c.AUXILIARY)
            or word in reader.story["narrating-adverb"]
            or word.endswith("ly")
            or word == ","
        ):
            return -1, False
        k += 1
    return -1, False


def _sentence_end(reader: Reader, i: int, end: int) -> int:
    classes, words = reader.classes, reader.words
    for k in range(i, end):
        if classes[k] & c.TERMINATOR and not (
            k and classes[k - 1] & c.TITLE_ABBREVIATION and words[k] == "."
        ):
            return k
    return end


def _sentence_start(reader: Reader, first: int, end: int) -> int:
    classes, words = reader.classes, reader.words
    for k in range(end - 2, first - 1, -1):
        if classes[k] & c.TERMINATOR and not (
            k and classes[k - 1] & c.TITLE_ABBREVIATION and words[k] == "."
        ):
            return k + 1
    return first


def _with_verb(voice: Voice, reports: bool, token: int) -> Voice:
    return Voice(voice.where, voice.kind, voice.first, voice.last, voice.name, voice.gender, reports, token)


def _at(voice: Voice, where: str, token: int) -> Voice:
    return Voice(where, voice.kind, voice.first, voice.last, voice.name, voice.gender, False, token)
