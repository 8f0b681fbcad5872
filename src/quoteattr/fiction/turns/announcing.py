"""Who announces what follows: "Helen looked up and said,"."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.fiction.turns.beside import Reader, Voice, is_past, phrase
from quoteattr.lang import classes as c

_ANNOUNCING = 16  # tokens before a quotation in which a reporting verb announces it
_VERB_REACH = 4  # tokens between a subject and its verb
_INSERTED = 40  # tokens of the words between commas that part a subject from its verb
_BORDERS = frozenset((",", ";", ":", "-", "--", "—", "–"))


def announcing_verbs(reader: Reader, start: int, end: int) -> list[int]:
    """The verbs between two tokens that may announce what follows, the last one first."""
    near = range(end - 1, max(start, end - _ANNOUNCING) - 1, -1)
    return [k for k in near if may_report(reader.classes[k]) or _is_like(reader, k, end)]


def announcer(reader: Reader, verbs: Sequence[int], start: int, end: int) -> Voice | None:
    """Who announces in "Helen looked up and said," by the ``verbs`` of a sentence: whoever stands in front of
    one, or does something in the same sentence nearer to the last one."""
    beside = (_beside(reader, verb, start, end) for verb in verbs)
    found = next((voice for voice in beside if voice is not None), None)
    doing = _doing_before(reader, verbs[0], clause_start(reader, start, verbs[0]), end)
    if found is None or (doing is not None and doing.first > found.first):
        return doing
    return found


def clause_start(reader: Reader, start: int, verb: int) -> int:
    """Where the clause of a verb starts: behind a semicolon, or at the sentence's ``start``."""
    return next((k + 1 for k in range(verb - 1, start - 1, -1) if reader.words[k] == ";"), start)


def _beside(reader: Reader, verb: int, start: int, end: int) -> Voice | None:
    """The subject of a verb, at once in front of it or parted from it by words between commas."""
    found = _just_before(reader, verb, start, end) or _parted(reader, verb, start, end)
    return with_verb(found, True, verb) if found is not None else None


def _doing_before(reader: Reader, verb: int, start: int, end: int) -> Voice | None:
    """The nearest subject in front of a verb that begins a clause with a verb of its own: "I sat down, but
    Helen got up and | said", not "as she passed" or what a preposition governs."""
    for k in range(verb - 1, start - 1, -1):
        is_name = k in reader.ends
        may_be = is_name or reader.words[k].lower() in reader.people or opens_phrase(reader, k, start)
        if may_be and _begins_clause(reader, k, start, verb):
            found = phrase(reader, k, end, "announced")
            if found is not None and _is_somebody(reader, found) and _does(reader, found, verb, start):
                return with_verb(found, True, verb)
    return None


def _begins_clause(reader: Reader, k: int, start: int, verb: int) -> bool:
    """Whether a clause that no other one holds begins at token ``k``: the first of a sentence, behind a mark
    or "but", or behind a mark and "before", where no comma ends it in front of the ``verb``."""
    while k > start and _is_adverb(reader, k - 1):
        k -= 1
    if k > start and reader.classes[k - 1] & c.SUBORDINATOR:
        return k - 1 > start and reader.words[k - 2] in _BORDERS and not _is_closed(reader, verb, k)
    return k == start or reader.words[k - 1] in _BORDERS or bool(reader.classes[k - 1] & c.CONJUNCTION)


def _is_closed(reader: Reader, verb: int, start: int) -> bool:
    """Whether a comma stands in front of the verb, but for adverbs."""
    close = next((k for k in range(verb - 1, start, -1) if not _is_adverb(reader, k)), start)
    return reader.words[close] == ","


def _is_somebody(reader: Reader, voice: Voice) -> bool:
    """Whether a subject is one of the people: "Helen", "she", "her mother", not "her hand" or "they"."""
    if voice.kind == "noun":
        return reader.words[voice.last - 1].lower() in reader.nouns
    return voice.kind != "group"


def _does(reader: Reader, voice: Voice, verb: int, start: int) -> bool:
    """Whether a verb of the subject's own stands in front of token ``verb``, at once or behind words between
    commas."""
    own, _ = verb_behind(reader, voice.last, verb)
    parted = reader.words[voice.last] == "," and "," in reader.words[voice.last + 1 : verb]
    return own >= 0 or (parted and _is_inserted(reader, voice.last + 1, voice.first, start))


def told_first(reader: Reader, start: int, end: int) -> Voice | None:
    """Whoever is behind a verb that begins the sentence: "Quoth the Emir"."""
    if not reader.classes[start] & c.REPORTING_VERB or start + 1 >= end:
        return None
    word = reader.words[start].lower()
    found = phrase(reader, start + 1, end, "announced") if is_past(reader, word, c.REPORTING_VERB) else None
    return with_verb(found, True, start) if found is not None else None


def _is_like(reader: Reader, k: int, end: int) -> bool:
    """Whether "'s like", "was like" or "goes" stands at token ``k``, the last words of narration."""
    if k == end - 1 and is_tag_verb(reader, k):
        return True
    is_last = k == end - 2 and reader.words[k] in reader.story.be
    return is_last and reader.words[k + 1] in reader.story.quotative


def _just_before(reader: Reader, verb: int, start: int, end: int) -> Voice | None:
    """The name, pronoun or noun phrase a few tokens in front of a verb, in the same clause."""
    for k in range(verb - 1, max(start, verb - _VERB_REACH) - 1, -1):
        low = reader.words[k].lower()
        if low == ";" or low in reader.story.clause_border:
            return None
        last = reader.ends.get(k, end)
        if last <= verb and (_is_no_subject(reader, k, start) or _owns(reader, last, verb)):
            return None  # "to Helen | said", "Helen's | said"
        if last <= verb and _is_object(reader, k, last):
            return None
        if last <= verb or low in reader.people:
            return phrase(reader, k, end, "announced")
        found = phrase(reader, k, verb, "announced") if opens_phrase(reader, k, start) else None
        if found is None or found.last != verb:
            continue
        if _is_finite(reader, verb) or _is_somebody(reader, found):
            return found  # "then her mother | said", "heard her mother | say", not "a horse | laugh"
    return None


def _parted(reader: Reader, verb: int, start: int, end: int) -> Voice | None:
    """The name that words between commas part from its verb: "Helen, who had risen, | said", "Helen, looking
    round, | said"; not where the words go on with "and" ("Helen, who smiled, and, sitting down, | said")."""
    words = reader.words
    close = next((k for k in range(verb - 1, start, -1) if not _is_adverb(reader, k)), start)
    back = range(close - 1, max(start, verb - _INSERTED) - 1, -1) if words[close] == "," else ()
    for k in back:
        if _goes_on(reader, k):
            return None
        last = reader.ends.get(k, close)
        if last < close and words[last] == "," and _is_inserted(reader, last + 1, k, start):
            return phrase(reader, k, end, "announced")
    return None


def _goes_on(reader: Reader, k: int) -> bool:
    """Whether another clause begins behind token ``k``: ";", ", and"."""
    words = reader.words
    return words[k] == ";" or (words[k] == "," and words[k + 1] in reader.story.clause_border)


def _is_adverb(reader: Reader, k: int) -> bool:
    return bool(reader.classes[k] & c.ADVERB) or reader.words[k].endswith(reader.forms.adverb_ends)


def _is_inserted(reader: Reader, k: int, name: int, start: int) -> bool:
    """Whether words that part the name at token ``name`` from its verb begin at token ``k``; only "who" makes
    somebody whom a preposition governs the subject."""
    if reader.classes[k] & c.RELATIVE:
        return True
    joins = reader.classes[k] & (c.PREPOSITION | c.ADVERB)
    begins = bool(joins) or reader.words[k].endswith(reader.forms.participle_ends)
    return begins and not _is_no_subject(reader, name, start)


def _is_no_subject(reader: Reader, k: int, start: int) -> bool:
    """Whether a preposition that begins no clause stands in front of token ``k``: "to", not "until"."""
    return governed(reader, k, start) and not reader.classes[k - 1] & c.SUBORDINATOR


def _is_object(reader: Reader, k: int, last: int) -> bool:
    """Whether the name at tokens ``k`` to ``last`` ends words between commas: "embracing Helen, | said"."""
    return reader.words[last] == "," and k > 0 and reader.words[k - 1].endswith(reader.forms.participle_ends)


def _is_finite(reader: Reader, k: int) -> bool:
    """Whether a verb stands at token ``k`` in a form that has a subject: "said", "says"."""
    word = reader.words[k]
    return is_past(reader, word, reader.classes[k]) or word.endswith(reader.forms.present_ends)


def _owns(reader: Reader, last: int, verb: int) -> bool:
    """Whether the name in front of token ``last`` is a possessor's; "Helen's like" has the verb there."""
    return last != verb and bool(reader.classes[last] & c.CLITIC)


def opens_phrase(reader: Reader, k: int, start: int) -> bool:
    """Whether a noun phrase that no preposition governs may begin at token ``k``."""
    opens = reader.classes[k] & c.DETERMINING or reader.words[k].lower() in reader.story.indefinite
    return bool(opens) and not governed(reader, k, start)


def governed(reader: Reader, k: int, start: int) -> bool:
    """Whether a preposition stands in front of token ``k``, in the same sentence."""
    return k > start and bool(reader.classes[k - 1] & c.PREPOSITION)


def verb_behind(reader: Reader, i: int, end: int) -> tuple[int, bool]:
    """(token, whether it reports) of the verb of a subject that ends at token ``i``; -1 for none."""
    for k in range(i, min(end, i + _VERB_REACH)):
        word, bits = reader.words[k], reader.classes[k]
        if is_past(reader, word, bits) or may_report(bits):
            return k, bool(bits & c.REPORTING_VERB)
        if not _before_verb(reader, word, bits):
            break
    return -1, False


def _before_verb(reader: Reader, word: str, bits: int) -> bool:
    """Whether a word may stand between a subject and its verb: "she | then quietly | said"."""
    return (
        bool(bits & (c.ADVERB | c.AUXILIARY))
        or word in reader.story.narrating_adverb
        or word.endswith(reader.forms.adverb_ends)
        or word == ","
    )


def is_tag_verb(reader: Reader, k: int) -> bool:
    """Whether the word at token ``k`` is a verb that says in talk alone: "goes", "went"."""
    return reader.words[k] in reader.story.tag_verb


def may_report(bits: int) -> bool:
    return bool(bits & c.REPORTING_VERB) and not bits & c.CAPITAL


def with_verb(voice: Voice, reports: bool, token: int) -> Voice:
    return Voice(voice.where, voice.kind, voice.first, voice.last, voice.name, voice.gender, reports, token)
