"""Who is named in the narration in front of and behind a quotation: "said Helen", "he put down his cup".

It reads classes of words, not lists of verbs: behind a closing mark any verb in the past and a name is a cue.
"""

from __future__ import annotations

from quoteattr.fiction.turns.announcing import (
    announcer,
    announcing_verbs,
    clause_start,
    governed,
    is_tag_verb,
    may_report,
    opens_phrase,
    told_first,
    verb_behind,
    with_verb,
)
from quoteattr.fiction.turns.beside import Reader, Voice, Where, is_past, phrase
from quoteattr.lang import classes as c

_PLACE_REACH = 8  # tokens of the subject's place before its verb: "a man at the back | shouted"
_MOST_ADVERBS = 2  # between a verb and its subject: "said quite softly Helen"
_SENTENCES = 4  # at the end of a paragraph that may be about one person
_OUTLINED = 25  # tokens of a sentence in which its subject is looked for
_DASHES = ("-", "--", "—", "–")
_GOING_ON = frozenset((",", *_DASHES, "_", "(", "[", "*"))  # between a quotation and words that belong to it
ANNOUNCING_MARKS = frozenset((",", ":", ";", *_DASHES))
"""Marks with which narration ends that announces speech."""


def behind(reader: Reader, first: int, end: int, open_end: bool) -> Voice | None:
    """The voice in the narration behind a closing mark, tokens ``first`` to ``end``.

    ``open_end``: the quotation ended with a comma, so that the sentence goes on.
    """
    i = _first_word(reader, first, end)
    if i < 0:
        return None
    return (
        _inverted(reader, i, end, open_end)
        or _answered(reader, i, end)
        or _sent(reader, i, end)
        or _singled_out(reader, i, end)
        or _subject_and_verb(reader, i, end, open_end)
        or _subject(reader, i, _sentence_end(reader, i, end), "beat-after")
    )


def before(reader: Reader, first: int, end: int) -> tuple[Voice, ...]:
    """The voices in the narration in front of an opening mark, tokens ``first`` to ``end``, the nearest
    first: of the sentence in front of the mark, and of the first one."""
    if first >= end:
        return ()
    last = end - 1
    in_sentence = reader.classes[last] & c.WORD
    stop = end if in_sentence else last
    start = _sentence_start(reader, first, stop)
    if in_sentence or reader.words[last] in ANNOUNCING_MARKS:
        nearest = _announcer(reader, start, stop)
    else:
        nearest = _subject(reader, start, stop, "beat-before")
    earlier = None
    if start > first:
        earlier = _subject(reader, first, _sentence_end(reader, first, stop), "first-beat")
    return tuple([voice for voice in (nearest, earlier) if voice is not None])


def outline(reader: Reader, first: int, end: int, opening: Where, closing: Where) -> tuple[Voice, ...]:
    """The subject of the first sentence of a paragraph of narration, and whom its end is about, by those
    names."""
    found = (
        _subject(reader, first, min(_sentence_end(reader, first, end), first + _OUTLINED), opening),
        _topic(reader, first, end, closing),
    )
    return tuple([voice for voice in found if voice is not None])


def _topic(reader: Reader, first: int, end: int, where: Where) -> Voice | None:
    """Whom the end of a paragraph is about: the subject of its last sentence, and where that is a pronoun or
    a thing the last one before it that is named and may be meant: "Nora rose. The window shook. She ran."."""
    last: Voice | None = None
    for _ in range(_SENTENCES):
        start = _sentence_start(reader, first, end - 1)
        found = _subject(reader, start, min(end, start + _OUTLINED), where)
        if found is not None and _is_named(reader, found) and _may_be_meant(reader, found, last):
            return found
        last = last or found
        if start <= first:
            break
        end = start
    return last


def _is_named(reader: Reader, voice: Voice) -> bool:
    """Whether a subject is one of the people: by name or role, "I", or by a noun for people."""
    if voice.kind == "noun":
        return reader.words[voice.last - 1].lower() in reader.nouns
    return voice.kind in ("name", "role", "i")


def _may_be_meant(reader: Reader, named: Voice, later: Voice | None) -> bool:
    """Whether ``later``, the subject of a later sentence, may be who is ``named`` before, or is nobody."""
    if later is None or later.kind == "noun":
        return later is None or later.gender is None
    if later.kind != "pronoun" or named.kind == "i":
        return False
    shown = named.gender if named.name < 0 else reader.given.get(reader.words[named.name].lower())
    return shown in (None, later.gender)


def _first_word(reader: Reader, first: int, end: int) -> int:
    """The word with which narration goes on behind a quotation, -1 where a mark parts it from that."""
    for i in range(first, end):
        if reader.classes[i] & c.WORD:
            return i
        if reader.words[i] not in _GOING_ON:
            return -1
    return -1


def _sentence_end(reader: Reader, i: int, end: int) -> int:
    return _terminator(reader, range(i, end), end)


def _sentence_start(reader: Reader, first: int, end: int) -> int:
    return _terminator(reader, range(end - 2, first - 1, -1), first - 1) + 1


def _terminator(reader: Reader, tokens: range, otherwise: int) -> int:
    """The first of ``tokens`` that ends a sentence."""
    classes = reader.classes
    return next((k for k in tokens if classes[k] & c.TERMINATOR and not _shortens(reader, k)), otherwise)


def _shortens(reader: Reader, k: int) -> bool:
    """Whether the mark at token ``k`` is the full stop of "Mr."."""
    return k > 0 and bool(reader.classes[k - 1] & c.TITLE_ABBREVIATION) and reader.words[k] == "."


# ------------------------------------------------------------------------------- verbs and subjects


def _inverted(reader: Reader, i: int, end: int, open_end: bool) -> Voice | None:
    """The subject of the verb at token ``i``: "said Helen", "nodded the old man", "goes Helen"."""
    bits = reader.classes[i]
    reports = may_report(bits) or (open_end and is_tag_verb(reader, i))
    if not is_past(reader, reader.words[i], bits) and (not reports or i in reader.ends):
        return None
    k = i + 1
    stop = min(end, k + _MOST_ADVERBS)
    while k < stop and reader.classes[k] & c.ADVERB and k not in reader.ends:
        k += 1
    found = phrase(reader, k, end, "said-x")
    if found is None or not (reports or found.kind != "noun" or found.gender is not None):
        return None  # "went the bell": a verb of doing needs somebody
    return with_verb(found, reports, i)


def _answered(reader: Reader, i: int, end: int) -> Voice | None:
    """Whose answer it was: "was his answer", "came Helen's voice"."""
    if reader.words[i] not in reader.story.answering_verb:
        return None
    found = phrase(reader, i + 1, end, "said-x")
    return with_verb(found, True, i) if found is not None else None


def _sent(reader: Reader, i: int, end: int) -> Voice | None:
    """Whom it comes from: "from Helen"; "came from Helen" is read so, too."""
    k = i + 1 if reader.words[i] in reader.story.answering_verb else i
    if k + 1 not in reader.ends or k + 1 >= end or reader.words[k] not in reader.forms.senders:
        return None
    found = phrase(reader, k + 1, end, "said-x")
    return with_verb(found, True, i) if found is not None and found.kind == "name" else None


def _singled_out(reader: Reader, i: int, end: int) -> Voice | None:
    """Who is picked out of several: "It was Helen who spoke"."""
    found = _picked(reader, i, end, "said-x")
    verb = found.last + 1 if found is not None else end
    if found is None or verb >= end or not may_report(reader.classes[verb]):
        return None
    return with_verb(found, True, verb)


def _picked(reader: Reader, i: int, end: int, where: Where) -> Voice | None:
    """The name in "It was Helen who"."""
    who = reader.ends.get(i + 2, end)
    if who >= end or not reader.classes[who] & c.RELATIVE:
        return None
    kind, _ = reader.pronouns.get(reader.words[i].lower(), ("i", None))
    picks = kind == "noun" and reader.words[i + 1] in reader.story.be
    return phrase(reader, i + 2, end, where) if picks else None


def _subject_and_verb(reader: Reader, i: int, end: int, open_end: bool) -> Voice | None:
    """The subject at token ``i``: a cue with "Helen said", also with "Helen smiled" in an open sentence."""
    found = phrase(reader, i, end, "x-said")
    if found is None:
        return None
    verb, reports = verb_behind(reader, found.last, end)
    reports = reports and not _is_new_sentence(reader, i)
    if verb < 0 and found.last < end:
        told = open_end and is_tag_verb(reader, found.last)  # "she goes"
        verb = found.last if told else _verb_behind_place(reader, found.last, end)
        reports = verb >= 0
    if verb >= 0 and (reports or open_end):
        return with_verb(found, reports, verb)
    return Voice("beat-after", found.kind, found.first, found.last, found.name, found.gender, False, verb)


def _is_new_sentence(reader: Reader, i: int) -> bool:
    """Whether a capital at token ``i`` begins a sentence behind a quotation that is one: “I could.” Nora
    nodded. The token behind a question or a shout may go on with it."""
    ended = i > 1 and reader.classes[i - 1] & c.QUOTE_MARK and reader.words[i - 2] == "."
    return bool(ended) and bool(reader.classes[i] & c.CAPITAL)


def _verb_behind_place(reader: Reader, i: int, end: int) -> int:
    """The verb that says, behind a place at token ``i``: "a man | at the back shouted"; -1 for none."""
    reach = range(i + 1, min(end, i + _PLACE_REACH)) if reader.classes[i] & c.PREPOSITION else ()
    for k in reach:
        bits = reader.classes[k]
        if may_report(bits) and is_past(reader, reader.words[k], bits):
            return k
        if not bits & c.WORD or bits & (c.CONJUNCTION | c.SUBJECT_PRONOUN):
            break
    return -1


def _announcer(reader: Reader, start: int, end: int) -> Voice | None:
    """Who announces what follows, or else the subject of the clause: "Helen looked up:"."""
    verbs = announcing_verbs(reader, start, end)
    if not verbs:
        return told_first(reader, start, end) or _subject(reader, start, end, "lead-in")
    found = announcer(reader, verbs, start, end)
    if found is not None:
        return found
    found = _subject(reader, clause_start(reader, start, verbs[0]), end, "announced")
    if found is None or found.kind == "group":  # "they sat down, Mr. Orrin observing": one of them
        return None
    return with_verb(found, True, verbs[0])


def _subject(reader: Reader, start: int, end: int, where: Where) -> Voice | None:
    """The first name, pronoun or noun phrase of a sentence that no preposition governs."""
    words, classes, ends = reader.words, reader.classes, reader.ends
    k = opening = next((k for k in range(start, end) if classes[k] & c.WORD), end)
    if (picked := _picked(reader, k, end, where)) is not None:
        return picked
    while k < end:
        if k in ends:
            may_be = not governed(reader, k, opening)
        else:
            may_be = words[k].lower() in reader.people or opens_phrase(reader, k, start)
        found = phrase(reader, k, end, where) if may_be else None
        if found is not None and (
            k in (opening, found.name) or found.kind != "noun" or _is_named(reader, found)
        ):
            return found
        k = ends.get(k, k + 1)
    return None
