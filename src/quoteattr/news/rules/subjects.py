"""The noun phrase that a cue belongs to: its subject before the verb, or after it when inverted."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.view import View
from quoteattr.stage_values import Sentence

Range = tuple[int, int]

_ATTACHING = frozenset(
    ("of", "for", "from", "in", "at", "with", "on", "to", "behind", "by", "against", "near", "who")
)
_PERSONAL = frozenset(("he", "she", "they", "it", "we", "i", "you"))
_RELATIVE = frozenset(("who", "which", "that"))
_LONGEST = 100  # tokens of a noun phrase
_LONGEST_GAP = 40  # tokens of a parenthesis between subject and verb


def before(view: View, sentence: Sentence, group: int) -> Range | None:
    """The subject in front of the verb group that starts at token ``group``; (first, last exclusive)."""
    if group not in view.subjects:
        view.subjects[group] = _before(view, sentence, group)
    return view.subjects[group]


def _before(view: View, sentence: Sentence, group: int) -> Range | None:
    k = group - 1
    while k >= sentence.first and view.inside[k] < 0:
        dated = view.classes[k] & c.CALENDAR and k not in view.name_at
        if not dated and (not view.is_adverb(k) or view.classes[k] & c.CAPITAL):
            break
        k -= 1
        if dated and k > sentence.first and view.lower[k] == "on":
            k -= 1
    if k < sentence.first or view.inside[k] >= 0:
        return None
    word = view.lower[k]
    if word in (",", "-", "–", "—", "--", ")"):
        return _over_parenthesis(view, sentence, k)
    if word in _RELATIVE and k > sentence.first and not view.classes[k - 1] & c.CONJUNCTION:
        return (k, k + 1)
    if view.classes[k] & c.CONJUNCTION and word in ("and", "but", "or", "then"):
        return None
    return phrase_ending(view, sentence.first, k)


def after(view: View, sentence: Sentence, start: int) -> Range | None:
    """The subject that starts at token ``start`` behind the verb ("said John Smith, a teacher")."""
    k, end = start, sentence.last
    while (
        k < end
        and view.inside[k] < 0
        and view.is_adverb(k)
        and not view.classes[k] & (c.CAPITAL | c.PREPOSITION)
    ):
        k += 1
    if k >= end or not view.is_word(k):
        return None
    bits = view.classes[k]
    opener = bits & (c.CAPITAL | c.DETERMINER | c.SUBJECT_PRONOUN | c.POSSESSIVE_PRONOUN | c.ROLE | c.GROUP)
    opener = opener or bits & (c.ORGANIZATION | c.DOCUMENT | c.NUMBER | c.MEDIA | c.TITLE | c.DEMONYM)
    following = view.classes[k + 1] if k + 1 < end else 0
    if (
        not opener
        and k not in view.name_at
        and not following & (c.ROLE | c.GROUP | c.CAPITAL | c.ORGANIZATION)
    ):
        return None
    if bits & (c.PREPOSITION | c.COMPLEMENTIZER | c.SUBORDINATOR | c.CALENDAR) and not bits & c.DETERMINER:
        return None
    last = phrase_starting(view, k, end)
    return (k, last) if last > k else None


def phrase_ending(view: View, lowest: int, k: int) -> Range | None:
    """The noun phrase whose last token is ``k``, prepositional attributes and "A and B" included."""
    last = k + 1
    if view.lower[k] in _PERSONAL:
        return (k, last)
    if not _nominal(view, k):
        return None
    first = _core_start(view, lowest, k)
    while first - 1 >= lowest and view.inside[first - 1] < 0:
        word, _bits = view.lower[first - 1], view.classes[first - 1]
        if first - 2 < lowest or not _nominal(view, first - 2):
            break
        if word in _ATTACHING and not view.classes[first - 2] & c.CALENDAR:
            if (
                view.classes[first - 2] & (c.SUBJECT_PRONOUN | c.ADVERB)
                and not view.classes[first - 2] & c.ROLE
            ):
                break
            first = _core_start(view, lowest, first - 2)
        elif word in ("and", "&") and _coordinates(view, first, first - 2):
            first = _core_start(view, lowest, first - 2)
        else:
            break
        if last - first > _LONGEST_GAP:
            break
    while first < last - 1 and view.classes[first] & c.CALENDAR:
        first += 1
    return (first, last)


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
    if view.inside[i] >= 0:
        # a nickname in marks, inside a name
        return i > 0 and i in view.name_at and view.name_at.get(i - 1) == view.name_at[i]
    bits = view.classes[i]
    if i in view.name_at:
        return True
    if bits & c.CLITIC:
        return view.lower[i][1:] == "s"
    if view.lower[i] in (".", "&", "$", "%", "'", "’") and i and view.ends[i - 1] == view.starts[i]:
        return view.lower[i] != "." or bool(view.classes[i - 1] & c.SHORTENED)
    if not bits & c.WORD_OR_NUMBER:
        return False
    if i in view.cue_at and not bits & (c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT):
        return False
    if bits & c.NOMINAL_STOP and not bits & (c.DETERMINER | c.ROLE | c.GROUP | c.ORGANIZATION):
        return False
    return view.lower[i] not in _PERSONAL


def _over_parenthesis(view: View, sentence: Sentence, k: int) -> Range | None:
    """The subject in front of "…, a doctor, said" or "… (D-Ohio) said": jump over what is inserted."""
    if view.lower[k] == ")":
        opener = ("(",)
    elif view.lower[k] == ",":
        opener = (",",)
    else:
        opener = (view.lower[k],)
    lowest = max(sentence.first, k - _LONGEST_GAP)
    commas = [i for i in range(lowest, k) if view.lower[i] in opener and view.inside[i] < 0]
    if not commas:
        return None
    # the outermost comma that leaves a plain noun phrase in front of it
    for i in commas:
        if i == sentence.first:
            continue
        found = phrase_ending(view, sentence.first, i - 1)
        if found is not None and looks_like_subject(view, found) and _inserted(view, i + 1, k):
            return (found[0], k)
    return None


def _inserted(view: View, first: int, last: int) -> bool:
    """Whether tokens first to last can stand between a subject and its verb (no finite clause of its own)."""
    if first >= last:
        return True
    bits = view.classes[first]
    if view.lower[first] in (
        "who",
        "whose",
        "which",
        "whom",
        "when",
        "while",
        "as",
        "if",
        "where",
        "after",
        "before",
    ):
        return True
    if bits & (c.SUBJECT_PRONOUN | c.CONJUNCTION):
        return False
    return not any(view.classes[i] & c.HELPING_VERB for i in range(first, min(last, first + 3)))


def looks_like_subject(view: View, found: Range) -> bool:
    first, last = found
    if first in view.name_at or last - 1 in view.name_at:
        return True
    kinds = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.PRONOUN | c.TITLE
    return any(view.classes[i] & kinds for i in range(first, last))


def phrase_starting(view: View, k: int, end: int) -> int:
    """The token after the noun phrase that starts at ``k``, apposition included."""
    i = k
    if view.lower[k] in _PERSONAL:
        return k + 1
    while (
        i < end
        and i - k <= _LONGEST_GAP
        and _nominal(view, i)
        and not (view.classes[i] & c.CALENDAR and i > k)
    ):
        if (
            i > k
            and view.classes[i] & c.DETERMINER
            and not view.classes[i - 1] & c.DETERMINER
            and i not in view.name_at
        ):
            break
        if i > k and i - 1 in view.name_at and i not in view.name_at and _ends_name(view, i):
            break
        i += 1
    while (
        i + 1 < end
        and view.inside[i] < 0
        and view.lower[i] in ("of", "for", "and", "with", "at", "from", "in")
    ):
        if view.lower[i] == "and" and not (i + 1 in view.name_at or view.classes[i + 1] & (c.ROLE | c.GROUP)):
            break
        if not _nominal(view, i + 1) or view.classes[i + 1] & (c.CALENDAR | c.SUBJECT_PRONOUN):
            break
        i += 1
        while i < end and i - k < _LONGEST and _nominal(view, i) and not view.classes[i] & c.CALENDAR:
            i += 1
    return _over_apposition(view, k, i, end)


def _ends_name(view: View, i: int) -> bool:
    """Whether the lower-case word at ``i`` behind a name is no part of its phrase: a verb, mostly."""
    if view.classes[i] & c.CLITIC or not view.classes[i] & c.WORD:
        return False
    nouns = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.TITLE | c.CAPITAL
    return not view.classes[i] & nouns


def _over_apposition(view: View, k: int, i: int, end: int) -> int:
    """Past ", a teacher in Ohio," or ", 43," behind a name, ", Jane Doe," behind a role; else ``i``."""
    if i + 1 < end and view.lower[i] == "," and i + 1 in view.name_at and view.classes[i - 1] & c.ROLE:
        j = view.names[view.name_at[i + 1]].last
        if j >= end or view.lower[j] == "," or view.classes[j] & c.TERMINATOR:
            return j
    if i + 1 < end and view.lower[i] == "," and view.inside[i + 1] < 0 and i - 1 in view.name_at:
        bits = view.classes[i + 1]
        if (
            bits & (c.DETERMINER | c.NUMBER | c.ROLE | c.POSSESSIVE_PRONOUN | c.TITLE)
            or view.lower[i + 1] == "who"
        ):
            j = i + 1
            while j < end and view.inside[j] < 0 and view.lower[j] not in (",", ";", ":", "(", "—", "–"):
                if view.classes[j] & c.TERMINATOR and not view.classes[j - 1] & c.SHORTENED:
                    break
                if (view.classes[j] & c.HELPING_VERB and view.lower[i + 1] != "who") or j - i > _LONGEST_GAP:
                    return i
                j += 1
            return j
    return i
