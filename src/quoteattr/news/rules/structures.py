"""Reports whose structure is plain to see, and which stand whatever weights say: a subject that ends in a
title in marks, a report inside a relative clause."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import CLEAR, Proposal
from quoteattr.news.rules.rows import RELATIVE, TITLED, is_on
from quoteattr.news.rules.rule import Propose
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View, cues_in_sentences
from quoteattr.quotes import unread
from quoteattr.stage_values import CueUse, Sentence

_OPENS_VERB = c.HELPING_VERB | c.CONJUNCTION | c.COMPLEMENTIZER | c.RELATIVE | c.SUBJECT_PRONOUN | c.WH
_NO_VERB = c.NOMINAL_STOP | c.DETERMINING | c.ADVERB | c.CALENDAR | c.NUMBER | c.ROLE | c.GROUP
_REACH = 25  # tokens of a relative clause, or of a list of titles
_SUBJECT = 6  # tokens of a subject in a relative clause


def structured(view: View) -> list[Proposal]:
    """One for each cue with such a structure around it, in text order."""
    ways = [propose for name, propose in _WAYS if is_on(view, name)]
    found = [_first(view, number, use, ways) for number, use in cues_in_sentences(view) if _is_active(use)]
    return [one for one in found if one is not None]


def _is_active(use: CueUse) -> bool:
    return use.form in FINITE and not use.passive and not use.infinitive


def _first(view: View, number: int, use: CueUse, ways: Sequence[Propose]) -> Proposal | None:
    proposals = (propose(view, number, use) for propose in ways)
    return next((one for one in proposals if one is not None), None)


# ---------------------------------------------- a title in marks: "Doe, the star of “The Tide,” | said"


def _titled(view: View, number: int, use: CueUse) -> Proposal | None:
    sentence, k = view.sentences.spans[number], use.group - 1
    if k <= sentence.first or not contents.takes_clause(use):
        return None
    source = _name_behind_title(view, sentence, k) or _ending_in_title(view, sentence, k)
    found = contents.forward(view, sentence, use) if source is not None else None
    if found is None:
        return None
    return Proposal(TITLED, use, source, (found[0],), number, found[1], CLEAR)


def _name_behind_title(view: View, sentence: Sentence, k: int) -> Range | None:
    """ "The director of “The Tide,” | Ann Doe, | said"."""
    name = view.name_at.get(k - 1)
    if view.lower[k] != "," or name is None:
        return None
    first = view.names[name].first
    behind = first - 1 if view.inside[first - 1] >= 0 or view.lower[first - 1] != "," else first - 2
    return (first, k) if behind > sentence.first and _is_title(view, behind) else None


def _ending_in_title(view: View, sentence: Sentence, k: int) -> Range | None:
    """ "Doe, who wrote “The Tide” and “The Well,” | said", "a group calling itself “Free Lund” | said"."""
    if not _is_title(view, k):
        return None
    j = _before_titles(view, sentence, k)
    if view.lower[j].endswith(view.pack.words.resolution.reflexive_ends):
        j -= 1
    start = _called(view, sentence, j)
    if view.classes[j] & c.PREPOSITION or view.lower[j].endswith(view.rule_words.ing_endings):
        start = _owner(view, sentence, j)
    if start is None:
        start = _in_front_of_who(view, sentence, j) or _in_front_of_comma(view, sentence, j)
    return (start, k + 1) if start is not None else None


def _is_title(view: View, i: int) -> bool:
    """Whether a quotation ends with token ``i``, all whose words but the small ones are capitalised."""
    return view.ends_quote(i) and is_titled(view, view.quote_start(i), i + 1)


def is_titled(view: View, first: int, last: int, least: int = 1) -> bool:
    """Whether all words of tokens ``first`` to ``last`` but small ones are capitalised, ``least`` of them."""
    return unread.is_titled(view.segmented, first, last, view.rule_words.small_words, least)


def _before_titles(view: View, sentence: Sentence, k: int) -> int:
    """The token in front of the titles that end with token ``k``: "directed | “A,” “B” and “C,”"."""
    j, least = view.quote_start(k) - 1, sentence.first
    joining = view.content_words.noun_joiners
    while j > least and (view.lower[j] == "," or view.lower[j] in joining or _is_title(view, j)):
        j = view.quote_start(j) - 1
    return max(j, least)


def _owner(view: View, sentence: Sentence, j: int) -> int | None:
    """Where the subject starts whose attribute token ``j`` opens: "the star | of", "a group | calling"."""
    found = subjects.phrase_ending(view, sentence.first, j - 1)
    if found is None:
        return None
    start = found[0]
    if start - 2 < sentence.first or view.lower[start - 1] != ",":
        return start if subjects.looks_like_subject(view, found) else None
    named = subjects.phrase_ending(view, sentence.first, start - 2)
    return named[0] if named is not None and subjects.looks_like_subject(view, named) else start


def _called(view: View, sentence: Sentence, j: int) -> int | None:
    """Where the noun starts that a title in marks names: "| the campaign | “Save Our Trees”"."""
    found = subjects.phrase_ending(view, sentence.first, j) if _is_noun(view, j) else None
    named = found is not None and found[0] == sentence.first and view.classes[found[0]] & c.DETERMINER
    return found[0] if found is not None and named else None


def _in_front_of_who(view: View, sentence: Sentence, j: int) -> int | None:
    """Where the subject of a relative clause that holds token ``j`` starts: "| Doe, who directed"."""
    for r in range(j, max(sentence.first + 1, j - _REACH), -1):
        if view.lower[r] in view.content_words.clause_relatives and view.lower[r - 1] == ",":
            found = subjects.phrase_ending(view, sentence.first, r - 2)
            return found[0] if found is not None else None
    return None


def _in_front_of_comma(view: View, sentence: Sentence, j: int) -> int | None:
    """Where the person starts who is described between commas, token ``j`` in them: "| Doe, best known
    for"."""
    reach = range(j, max(sentence.first + 1, j - _SUBJECT), -1)
    comma = next((i for i in reach if view.lower[i] == "," and view.inside[i] < 0), -1)
    found = subjects.phrase_ending(view, sentence.first, comma - 1) if comma - 1 in view.name_at else None
    return found[0] if found is not None and subjects.looks_like_subject(view, found) else None


# ------------------------------------------- a relative clause: "the man who | police say | fired the shots"


def _relative(view: View, number: int, use: CueUse) -> Proposal | None:
    sentence = view.sentences.spans[number]
    quoted = view.starts_quote(use.last)
    if use.last >= sentence.last or not (quoted or _goes_on_with_verb(view, use)):
        return None
    source = _subject_behind_relative(view, sentence, use)
    if source is None:
        return None
    end = view.quote_end(use.last) if quoted else _relative_end(view, sentence, use)
    return Proposal(RELATIVE, use, source, ((use.last, end),), number, "clause", CLEAR)


def _goes_on_with_verb(view: View, use: CueUse) -> bool:
    """Whether the verb of another clause stands behind a cue that mostly reports: "police say | fired"."""
    if not contents.takes_clause(use) or use.precision < MOSTLY:
        return False
    return _is_verb(view, use.last) or bool(view.classes[use.last] & c.SUBJECT_PRONOUN)


def _subject_behind_relative(view: View, sentence: Sentence, use: CueUse) -> Range | None:
    """The subject between a relative pronoun behind a noun and the verb: "the plan that | Doe | called"."""
    k, relatives = use.group - 1, view.content_words.relative_subjects
    reach = range(k - 1, max(sentence.first, k - 1 - _SUBJECT), -1)
    r = next((i for i in reach if view.inside[i] < 0 and view.lower[i] in relatives), -1)
    if r < 0:
        return None
    found = subjects.phrase_ending(view, r + 1, k)
    noun = r - 1 if view.lower[r - 1] != "," else r - 2
    if found != (r + 1, k + 1) or not subjects.looks_like_subject(view, (r + 1, k + 1)):
        return None
    return found if noun >= sentence.first and _is_noun(view, noun) else None


def _is_noun(view: View, i: int) -> bool:
    verbal = c.HELPING_VERB | c.PREPOSITION | c.CONJUNCTION | c.SUBORDINATOR | c.ADVERB | c.PRONOUN
    use = view.cue_on(i)
    return view.is_word(i) and (use is None or use.form == "noun") and not view.classes[i] & verbal


def _is_verb(view: View, i: int) -> bool:
    """Whether token ``i`` is the verb of a clause whose subject stands elsewhere: "said | fired"."""
    use = view.cue_on(i)
    if view.inside[i] >= 0 or view.classes[i] & c.CAPITAL:
        return False
    verb = view.classes[i] & c.HELPING_VERB or (use is not None and use.form in FINITE)
    return bool(verb) or view.lower[i].endswith(view.rule_words.past_endings) or _is_plain_verb(view, i)


def _is_plain_verb(view: View, i: int) -> bool:
    """Whether a word of no list behind "who police say" is the verb of "who": "| ran | the ring"."""
    if not view.is_word(i) or view.classes[i] & (_NO_VERB | c.CAPITAL):
        return False
    relatives = view.content_words.clause_relatives
    return not relatives.isdisjoint(view.lower[max(0, i - 1 - _SUBJECT) : i - 1])


def _relative_end(view: View, sentence: Sentence, use: CueUse) -> int:
    """Where the content ends: at a comma, or before the sentence's verb: "fired the shots | was held"."""
    end = ends.end_of(view, sentence, use, use.last, "clause")
    return next((i for i in range(use.last + 2, end) if view.inside[i] < 0 and _ends_relative(view, i)), end)


def _ends_relative(view: View, i: int) -> bool:
    if view.lower[i] == ",":
        return True
    verb = view.classes[i] & c.HELPING_VERB and not view.classes[i] & c.CLITIC
    return bool(verb and not view.classes[i - 1] & _OPENS_VERB)


_WAYS = ((TITLED, _titled), (RELATIVE, _relative))
