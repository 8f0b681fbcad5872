"""The noun phrase that a cue belongs to: its subject before the verb, or after it when inverted."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.adverbs import over_adverbs
from quoteattr.news.rules.alone import alone
from quoteattr.news.rules.view import DASHES, Range, View, span
from quoteattr.stage_values import Sentence

_LONGEST = 100  # tokens of a noun phrase
_MOST_WORDS = 6  # of a description in front of a name
_LONGEST_GAP = 40  # tokens of a parenthesis between subject and verb
_GLUED = frozenset((".", "&", "$", "%", "'", "’"))  # signs inside a noun phrase: "Inc.", "AT&T", "40%"
CLOSES_INSERTION = DASHES | {",", ")"}
_CLOSES_APPOSITION = frozenset((",", ";", ":", "(", "—", "–"))

# Nouns that are no cue although they look like one: "the judge", "the report".
_NOUNS = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT
_SOMEBODY = _NOUNS | c.MEDIA | c.PRONOUN | c.TITLE
_OPENS_SUBJECT = (
    c.CAPITAL
    | c.DETERMINER
    | c.SUBJECT_PRONOUN
    | c.POSSESSIVE_PRONOUN
    | c.NUMBER
    | c.MEDIA
    | c.TITLE
    | c.DEMONYM
    | _NOUNS
)
_OPENS_NO_SUBJECT = c.PREPOSITION | c.COMPLEMENTIZER | c.SUBORDINATOR | c.CALENDAR
_NO_DESCRIPTION = c.SUBORDINATOR | c.CONJUNCTION | c.COMPLEMENTIZER | c.RELATIVE | c.WH | c.CAPITAL
_OWN_SUBJECT = c.DETERMINING | c.SUBJECT_PRONOUN | c.CAPITAL  # "the man who | police say | fired"
_OPENS_APPOSITION = c.DETERMINER | c.NUMBER | c.ROLE | c.POSSESSIVE_PRONOUN | c.TITLE


def before(view: View, sentence: Sentence, group: int) -> Range | None:
    """The subject in front of the verb group that starts at token ``group``; (first, last exclusive)."""
    if group not in view.subjects:
        view.subjects[group] = _before(view, sentence, group)
    return view.subjects[group]


def _before(view: View, sentence: Sentence, group: int) -> Range | None:
    k = over_adverbs(view, sentence, group - 1)
    if k < sentence.first:
        return None
    if view.inside[k] >= 0:
        return None
    word, words = view.lower[k], view.content_words
    if word in CLOSES_INSERTION:
        return _over_parenthesis(view, sentence, k)
    if word in words.relative_subjects and k > sentence.first and not view.classes[k - 1] & c.CONJUNCTION:
        return (k, k + 1)
    if word in words.clause_joiners and view.classes[k] & c.CONJUNCTION:
        return None
    found = phrase_ending(view, sentence.first, k)
    return found and (described(view, sentence, found) or alone(view, sentence, found))


def described(view: View, sentence: Sentence, found: Range) -> Range | None:
    """The whole subject, where the noun in front of the verb only ends its description: "a nurse who worked
    during | a strike | said"; None without a "who"."""
    k = found[0] - 1
    if k <= sentence.first or not view.is_word(k) or view.classes[k] & _NO_DESCRIPTION:
        return None
    for i in range(k - 1, max(sentence.first, k - _LONGEST_GAP), -1):
        if view.inside[i] >= 0 or view.lower[i] == ",":
            return None
        who = view.lower[i] in view.content_words.who_words
        subject = _told_of(view, sentence, i, who)
        if subject is not None or who:
            return (subject[0], found[1]) if subject is not None else None
    return None


def _told_of(view: View, sentence: Sentence, i: int, who: bool) -> Range | None:
    """The subject of which the "who" at ``i`` tells, or a participle there, where it opens the sentence."""
    if not who and not view.lower[i].endswith(view.pack.words.proposals.ing_endings):
        return None
    subject = phrase_ending(view, sentence.first, i - 1 - (who and view.lower[i - 1] == ","))
    if subject is None or view.classes[i + 1] & _OWN_SUBJECT:
        return None
    return subject if looks_like_subject(view, subject) and (who or subject[0] == sentence.first) else None


def after(view: View, sentence: Sentence, start: int) -> Range | None:
    """The subject that starts at token ``start`` behind the verb ("said John Smith, a teacher")."""
    k, end = start, sentence.last
    while k < end and view.inside[k] < 0 and view.is_adverb(k):
        if view.classes[k] & (c.CAPITAL | c.PREPOSITION):
            break
        k += 1
    if k >= end or not (view.is_word(k) or k in view.name_at) or not _opens_subject(view, k, end):
        return None
    return span(k, phrase_starting(view, k, end))


def _opens_subject(view: View, k: int, end: int) -> bool:
    """Whether a subject can start at ``k``: a name, "the mayor", "firefighters", also "angry voters"."""
    bits = view.classes[k]
    if k in view.name_at:
        return True
    if bits & _OPENS_NO_SUBJECT and not bits & c.DETERMINER:
        return False
    if bits & _OPENS_SUBJECT or view.bits_at(k + 1, end) & (c.ROLE | c.GROUP | c.CAPITAL | c.ORGANIZATION):
        return True
    return _leads_to_person(view, k, end)


def _leads_to_person(view: View, k: int, end: int) -> bool:
    """Whether unlisted words at ``k`` describe a name behind them: "chief cook Ana Ruiz"."""
    for i in range(k, min(end, k + _MOST_WORDS)):
        number = view.name_at.get(i)
        if number is not None:
            return view.names[number].mention.kind == "name" and view.names[number].first == i
        if not _nominal(view, i) or view.classes[i] & c.DETERMINER:
            return False
    return False


def person_before(view: View, first: int, last: int) -> Range | None:
    """The person named last among tokens ``first`` to ``last`` (exclusive), outside marks, behind no
    preposition: "Amid jeers | Doe | shook her head and said"."""
    for i in range(last - 1, first - 1, -1):
        number = view.name_at.get(i)
        if number is None or view.inside[i] >= 0:
            continue
        name = view.names[number]
        behind = view.classes[name.first - 1] if name.first > first else 0
        if name.mention.kind == "name" and not behind & c.PREPOSITION and not view.is_possessive(name.last):
            return (max(first, name.first), name.last)
    return None


# ------------------------------------------------------------------------- a noun phrase, read from its end


def phrase_ending(view: View, lowest: int, k: int) -> Range | None:
    """The noun phrase whose last token is ``k``, prepositional attributes and "A and B" included; none ends
    before token ``lowest``."""
    if k < lowest:
        return None
    last = k + 1
    if view.lower[k] in view.content_words.personal_pronouns:
        return (k, last)
    if not _nominal(view, k):
        return None
    first = _core_start(view, lowest, k)
    while (further := _joined_start(view, lowest, first)) < first:
        first = further
        if last - first > _LONGEST_GAP:
            break
    while first < last - 1 and view.classes[first] & (c.CALENDAR | c.CLITIC):
        first += 1  # "Friday’s | conference"
    return (first, last)


def _joined_start(view: View, lowest: int, first: int) -> int:
    """Where the noun phrase starts that "of" or "and" joins with the one at ``first`` ("the mayor of | Bath",
    "Doe and | Roe"); ``first`` where there is none."""
    k = first - 2
    if k < lowest or view.inside[first - 1] >= 0 or not _nominal(view, k):
        return first
    if view.lower[first - 1] == ",":
        return _place_start(view, lowest, first, k)
    return _core_start(view, lowest, k) if _joins(view, first, k) else first


def _joins(view: View, first: int, k: int) -> bool:
    """Whether the word between tokens ``k`` and ``first`` joins two parts of one noun phrase."""
    word, bits = view.lower[first - 1], view.classes[k]
    if word in view.content_words.attaching:
        # "he from", "only for" open something else; so does "Monday in"
        return not bits & c.CALENDAR and bool(bits & c.ROLE or not bits & (c.SUBJECT_PRONOUN | c.ADVERB))
    return word in view.content_words.noun_joiners and _coordinates(view, first, k)


def _place_start(view: View, lowest: int, first: int, k: int) -> int:
    """Where the smaller place starts whose last token is ``k``, in front of the larger one and behind a name:
    "Doe in | Everett, Washington"; ``first`` where none does."""
    town = _core_start(view, lowest, k)
    placed = view.classes[first] & c.PLACE or view.classes[first + 1] & c.PLACE
    joined = town - 1 > lowest and view.lower[town - 1] in view.content_words.attaching
    return town if placed and joined and town - 2 in view.name_at else first


def _coordinates(view: View, right: int, left: int) -> bool:
    """Whether "and" joins two people or two like nouns, not two clauses."""
    both_names = right in view.name_at and left in view.name_at
    groups = c.GROUP | c.ROLE | c.ORGANIZATION | c.DEMONYM
    return both_names or bool(view.classes[left] & groups)


def _core_start(view: View, lowest: int, k: int) -> int:
    """Leftmost token of the plain noun phrase (determiner, adjectives, nouns) that ends at ``k``."""
    first = k
    while first - 1 >= lowest and k - first < _LONGEST and _nominal(view, first - 1):
        if view.classes[first] & c.DETERMINER and not view.classes[first - 1] & (c.CLITIC | c.DETERMINER):
            break
        if first in view.name_at and view.lower[first - 1] == ",":
            break
        first -= 1
    return first


def _nominal(view: View, i: int) -> bool:
    """Whether token ``i`` can be part of a noun phrase."""
    name = view.name_at.get(i)
    if name is not None:
        return view.inside[i] < 0 or view.name_at.get(i - 1) == name  # a nickname in marks, inside a name
    if view.inside[i] >= 0:
        return False
    bits = view.classes[i]
    if bits & c.CLITIC:
        return view.is_possessive(i)
    if not bits & c.WORD_OR_NUMBER:
        return _glued(view, i)
    if i in view.cue_at and not bits & _NOUNS and view.cues[view.cue_at[i]].form != "noun":
        return False
    if bits & c.NOMINAL_STOP and not bits & (c.DETERMINER | c.ROLE | c.GROUP | c.ORGANIZATION):
        return False
    return view.lower[i] not in view.content_words.personal_pronouns


def _glued(view: View, i: int) -> bool:
    """Whether token ``i`` is a sign of a noun phrase, written together with what stands before it."""
    word = view.lower[i]
    if word not in _GLUED or i == 0 or view.ends[i - 1] != view.starts[i]:
        return False
    return word != "." or bool(view.classes[i - 1] & c.SHORTENED)


# --------------------------------------------------------------------------- what is inserted before a verb


def _over_parenthesis(view: View, sentence: Sentence, k: int) -> Range | None:
    """The subject in front of "…, a doctor, said" or "… (D-Ohio) said": jump over what is inserted."""
    opener = "(" if view.lower[k] == ")" else view.lower[k]
    # the outermost mark that leaves a plain noun phrase in front of it
    for i in range(max(sentence.first + 1, k - _LONGEST_GAP), k):
        if view.lower[i] == opener and view.inside[i] < 0:
            found = phrase_ending(view, sentence.first, _before_brackets(view, sentence.first, i - 1))
            if found is None or not looks_like_subject(view, found) or not _inserted(view, i + 1, k):
                continue
            if not _is_in_opening(view, sentence, found[0]):
                return (found[0], k)
    return None


def _before_brackets(view: View, lowest: int, k: int) -> int:
    """The token in front of the brackets that token ``k`` closes ("Ruiz | (41), who hid, said"), or ``k``."""
    inside = range(k - 1, max(lowest, k - _MOST_WORDS), -1) if view.lower[k] == ")" else ()
    return next((i - 1 for i in inside if view.lower[i] == "("), k)


def _is_in_opening(view: View, sentence: Sentence, first: int) -> bool:
    """Whether the phrase at token ``first`` is that of "According to | the paper", or in the clause of "Asked
    how | Roe fared, Doe, who …", at the sentence's head."""
    head = sentence.first
    use = view.cue_on(first - 1) if first > head else None
    if use is not None and use.first == head and use.last == first:
        return True
    participle = view.lower[head].endswith(view.rule_words.verb_endings) and head not in view.name_at
    return participle and head < first < view.next_comma(head)


def _inserted(view: View, first: int, last: int) -> bool:
    """Whether tokens first to last can stand between a subject and its verb (no finite clause of its own)."""
    if first >= last or view.lower[first] in view.content_words.insertion_openers:
        return True
    if view.classes[first] & (c.SUBJECT_PRONOUN | c.CONJUNCTION):
        return False
    heads = range(first, min(last, first + 3))
    return not any(view.classes[i] & c.HELPING_VERB and not _owns(view, i) for i in heads)


def _owns(view: View, i: int) -> bool:
    """Whether "'s" at ``i`` says whose: "the town| ’s | largest bank", not "it| ’s | a bank"."""
    return view.is_possessive(i) and not view.classes[i - 1] & c.PRONOUN


def looks_like_subject(view: View, found: Range) -> bool:
    """Whether the noun phrase is a name, or holds a word for somebody: "the mayor", "a report", "she"."""
    first, last = found
    if first in view.name_at or last - 1 in view.name_at:
        return True
    ages = view.pack.words.resolution.age_ends
    return any(view.classes[i] & _SOMEBODY or view.lower[i].endswith(ages) for i in range(first, last))


def phrase_starting(view: View, k: int, end: int) -> int:
    """The token after the noun phrase that starts at ``k``, attributes and apposition included."""
    if view.lower[k] in view.content_words.personal_pronouns:
        return k + 1
    i = k
    while i < end and i - k <= _LONGEST_GAP and _nominal(view, i) and (i == k or not _begins_anew(view, i)):
        i += 1
    while (further := _attribute_end(view, k, i, end)) > i:
        i = further
    return _over_apposition(view, i, end)


def _begins_anew(view: View, i: int) -> bool:
    """Whether token ``i`` is no more of the noun phrase in front of it: a date, a new article, a verb."""
    bits = view.classes[i]
    if bits & c.CALENDAR:
        return True
    if i in view.name_at:
        return False
    if bits & c.DETERMINER and not view.classes[i - 1] & c.DETERMINER:
        return True
    if view.classes[i - 1] & c.ROLE and view.lower[i].endswith(view.pack.words.mentions.past_endings):
        return not bits & (_NOUNS | c.TITLE | c.CAPITAL)  # "the champion | pinpointed"
    return i - 1 in view.name_at and _ends_name(view, i)


def _ends_name(view: View, i: int) -> bool:
    """Whether the lower-case word at ``i`` behind a name is no part of its phrase: a verb, mostly."""
    bits = view.classes[i]
    if bits & c.CLITIC or not bits & c.WORD:
        return False
    return not bits & (_NOUNS | c.TITLE | c.CAPITAL)


def _attribute_end(view: View, k: int, i: int, end: int) -> int:
    """The token after the attribute at ``i`` of the phrase at ``k``: "of Bath"; ``i`` where there is none."""
    if i + 1 >= end or view.inside[i] >= 0 or not _opens_attribute(view, i):
        return i
    i += 1
    while i < end and i - k < _LONGEST and _nominal(view, i) and not view.classes[i] & c.CALENDAR:
        i += 1
    return i


def _opens_attribute(view: View, i: int) -> bool:
    """Whether the preposition or "and" at ``i`` goes on with a noun phrase: "of | Bath", "and a | clerk"."""
    word, words, following = view.lower[i], view.content_words, view.classes[i + 1]
    if word not in words.attribute_openers:
        return False
    if word in words.adding_joiners and i + 1 not in view.name_at and not following & (c.ROLE | c.GROUP):
        return False
    return _nominal(view, i + 1) and not following & (c.CALENDAR | c.SUBJECT_PRONOUN)


def _over_apposition(view: View, i: int, end: int) -> int:
    """Past ", a teacher in Ohio," or ", 43," behind a name, ", Jane Doe," behind a role; else ``i``."""
    if i + 1 >= end or view.lower[i] != ",":
        return i
    name_end = _name_in_commas(view, i + 1, end) if view.classes[i - 1] & c.ROLE else None
    if name_end is not None:
        return name_end
    if i - 1 not in view.name_at or view.inside[i + 1] >= 0:
        return i
    relative = view.lower[i + 1] in view.content_words.who_words
    if not relative and not view.classes[i + 1] & _OPENS_APPOSITION:
        return i
    return _apposition_end(view, i, end, relative)


def _name_in_commas(view: View, k: int, end: int) -> int | None:
    """The token after the name at ``k``, where a comma or the end of the sentence follows it."""
    name = view.name_at.get(k)
    if name is None:
        return None
    j = view.names[name].last
    return j if j >= end or view.lower[j] == "," or view.classes[j] & c.TERMINATOR else None


def _apposition_end(view: View, comma: int, end: int, relative: bool) -> int:
    """The token after the apposition behind ``comma``; ``comma`` where a verb shows that it is a clause,
    unless "who" opens it (``relative``)."""
    j = comma + 1
    while j < end and view.inside[j] < 0 and view.lower[j] not in _CLOSES_APPOSITION:
        bits = view.classes[j]
        if bits & c.TERMINATOR and not view.classes[j - 1] & c.SHORTENED:
            break
        if (bits & c.HELPING_VERB and not relative) or j - comma > _LONGEST_GAP:
            return comma
        j += 1
    return j
