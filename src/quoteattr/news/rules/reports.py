"""Rules for content behind its cue: "X said that …", "…, adding that …", "X's claim that …"."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import FINITE, Range, View
from quoteattr.stage_values import CueUse, Sentence

_SURE = 0.7  # how often a verb reports that needs no plural before it
_REACH = 60  # tokens in which the subject of a second verb, or a comma, is looked for
_HEARD_REACH = 8  # tokens between two things that somebody is heard doing
_DOER = 6  # tokens between "with" and the participle of whoever stands there
_RELATIVE_REACH = 15  # tokens of a relative clause in front of its second verb
_COMMAS = 6  # behind which the main clause is looked for
_ATTRIBUTES = 5  # tokens between a possessive and its noun
_BEFORE_CLAUSE = c.PREPOSITION | c.SUBORDINATOR | c.CONJUNCTION | c.COMPLEMENTIZER | c.RELATIVE | c.WH
_OPENING = c.PREPOSITION | c.SUBORDINATOR | c.ADVERB | c.CALENDAR | c.WH


def subject_first(view: View, number: int, use: CueUse) -> Proposal | None:
    """Subject, cue, content: "Lavrov said that …"."""
    sentence = view.sentences.spans[number]
    if use.infinitive:
        return None
    subject = subjects.before(view, sentence, use.group)
    if subject is None:
        return _inverted(view, number, use)
    found = contents.forward(view, sentence, use)
    if found is None:
        return None
    if use.form == "base" and use.group == use.first and not _is_verb_of(view, use, subject, found[1]):
        return None
    return Proposal("subject-first", use, subject, (found[0],), number, found[1])


def _is_verb_of(view: View, use: CueUse, subject: Range, frame: str) -> bool:
    """Whether "say" can be the verb of the subject: of a plural, or of any noun in front of a plain clause,
    since "four in ten say they …" does not look like a plural."""
    plain = use.precision >= _SURE and frame in ("that", "clause", "quotation")
    return plain or _plural(view, subject)


def _inverted(view: View, number: int, use: CueUse) -> Proposal | None:
    """ "Said Ellis: “It rains.”": the verb opens the sentence, a colon or comma and marks follow the name."""
    sentence = view.sentences.spans[number]
    if use.group != sentence.first or use.form not in ("past", "s"):
        return None
    subject = subjects.after(view, sentence, use.last)
    if subject is None or subject[1] + 1 >= sentence.last or view.lower[subject[1]] not in (":", ","):
        return None
    start = subject[1] + 1
    if not view.starts_quote(start):
        return None
    return Proposal("subject-first", use, subject, ((start, view.quote_end(start)),), number, "quotation")


def _plural(view: View, subject: Range) -> bool:
    """Whether the subject can take a plural verb."""
    first, last = subject
    head = last - 1
    for i in range(first, last):
        if view.lower[i] in view.content_words.adding_joiners:
            return True
        if i > first and view.classes[i] & c.PREPOSITION:
            head = i - 1
            break
    word = view.lower[head]
    if view.classes[head] & c.GROUP or word in view.rule_words.plural_subjects:
        return True
    return word.endswith(view.rule_words.plural_endings) and head not in view.name_at


def joined_verb(view: View, number: int, use: CueUse) -> Proposal | None:
    """A second verb of the same subject: "… and added that", "…, adding that", "went on to say"."""
    sentence = view.sentences.spans[number]
    if not (use.form == "ing" or use.infinitive or _after_conjunction(view, sentence, use)):
        return None
    if view.lower[use.group - 1] == "," and _has_subject_behind(view, sentence, use):
        return None
    found = contents.forward(view, sentence, use)
    if found is None:
        return None
    source = _relative_before(view, sentence, use.group) or _heard(view, sentence, use)
    source = source or sentence_subject(view, sentence, use.group)
    return Proposal("joined-verb", use, source, (found[0],), number, found[1])


def participle_of(view: View, number: int, use: CueUse) -> Proposal | None:
    """A participle's report by the new person right before it: "He fled, with | one fan | yelling", "booed by
    | a fan | yelling"."""
    sentence = view.sentences.spans[number]
    source = _beside_participle(view, sentence, use.group - 1)
    found = contents.forward(view, sentence, use) if source is not None else None
    return Proposal("participle-of", use, source, (found[0],), number, found[1]) if found else None


def _beside_participle(view: View, sentence: Sentence, k: int) -> Range | None:
    """The noun phrase between "by" or ", with" and token ``k``, its last."""
    words = view.rule_words
    sides = words.agent_prepositions | words.companion_prepositions
    i = next((i for i in range(k - 1, max(sentence.first, k - _DOER), -1) if view.lower[i] in sides), -1)
    if i < 0 or not _is_new(view, i):
        return None
    found = subjects.phrase_ending(view, i + 1, k)
    return found if found is not None and found[0] == i + 1 else None


def _is_new(view: View, i: int) -> bool:
    """Whether somebody new stands behind the preposition at ``i``: "by | a fan", ", with | fans"."""
    if view.lower[i] in view.rule_words.agent_prepositions:
        return bool(view.classes[i + 1] & (c.DETERMINING | c.NUMBER))
    return view.lower[i - 1] == ","


def _relative_before(view: View, sentence: Sentence, group: int) -> Range | None:
    """The relative pronoun, with its noun, of the clause of which the cue is the second verb: "| the party,
    which | tried to win by saying"."""
    for r in range(group - 2, max(sentence.first, group - _RELATIVE_REACH), -1):
        if view.lower[r] == "," or view.inside[r] >= 0:
            return None
        if view.lower[r] in view.content_words.clause_relatives:
            verb = not view.classes[r + 1] & (c.DETERMINING | c.SUBJECT_PRONOUN | c.CAPITAL)
            if view.lower[r - 1] != "," or not verb:
                return None
            noun = subjects.phrase_ending(view, sentence.first, r - 2)
            return (noun[0] if noun is not None else r, r + 1)
    return None


def _has_subject_behind(view: View, sentence: Sentence, use: CueUse) -> bool:
    """Whether a person alone stands between the verb and a comma or the end: "The trick, | says Doe, …"."""
    number = view.name_at.get(use.last)
    if number is None or use.form not in ("past", "s") or view.names[number].mention.kind != "name":
        return False
    behind = view.names[number].last
    return behind >= sentence.last or view.lower[behind] == "," or bool(view.classes[behind] & c.TERMINATOR)


def _heard(view: View, sentence: Sentence, use: CueUse) -> Range | None:
    """The subject of a report in a clause about hearing or seeing: "you felt | the whole town | laughing and
    saying", "police say | Doe | is heard pleading"."""
    k = use.group - 1
    if use.form == "ing" and k - 1 > sentence.first and view.classes[k - 1] & c.HELPING_VERB:
        return _suffering(view, sentence, k - 1)
    if use.form != "ing" or k <= sentence.first or not view.classes[k] & c.CONJUNCTION:
        return None
    for j in range(k - 1, max(sentence.first + 1, k - _HEARD_REACH), -1):
        if not view.is_word(j):
            return None
        if view.lower[j].endswith(view.rule_words.ing_endings):
            return _plain_object(view, sentence, j - 1)
    return None


def _suffering(view: View, sentence: Sentence, k: int) -> Range | None:
    """The subject of the helping verbs that end with token ``k``: "| Doe | can be" (seen telling)."""
    while k > sentence.first and view.classes[k - 1] & (c.HELPING_VERB | c.MODAL | c.ADVERB):
        k -= 1
    found = subjects.phrase_ending(view, sentence.first, k - 1)
    return found if found is not None and subjects.looks_like_subject(view, found) else None


def _plain_object(view: View, sentence: Sentence, last: int) -> Range | None:
    """The noun phrase with a determiner that ends with token ``last``, where no verb does, nor the sentence
    begins with it."""
    found = subjects.phrase_ending(view, sentence.first, last)
    if found is None or found[0] == sentence.first or not view.classes[found[0]] & c.DETERMINING:
        return None
    verb = view.classes[last] & (c.HELPING_VERB | c.REPORTING_VERB)
    return None if verb or view.lower[last].endswith(view.rule_words.past_endings) else found


def _after_conjunction(view: View, sentence: Sentence, use: CueUse) -> bool:
    k = use.group - 1
    while k > sentence.first and view.is_adverb(k):
        k -= 1
    return (k >= sentence.first and bool(view.classes[k] & c.CONJUNCTION)) or view.lower[k] == ","


def sentence_subject(view: View, sentence: Sentence, group: int) -> Range | None:
    """The subject of the cue in front of token ``group``, else the sentence's first noun phrase."""
    beside = view.name_at.get(group - 1, -1)
    if beside >= 0 and view.names[beside].first >= sentence.first:  # "footage of Doe saying"
        return (view.names[beside].first, group)
    behind = _behind_front(view, sentence, group)
    if behind is not None:
        return behind
    number = view.cue_before(group, max(sentence.first, group - _REACH))
    found: Range | None = None
    while number >= 0 and view.cues[number].first >= sentence.first:
        number, found = _subject_of_cue(view, sentence, number)
        if found is not None and found[1] <= group:
            break
        number, found = number - 1, None
    if _is_somebody(view, found):
        return found
    opening = _first_noun_phrase(view, sentence, group)
    if found is None or _is_somebody(view, opening):
        return opening
    return subjects.person_before(view, sentence.first, group) or found


def _behind_front(view: View, sentence: Sentence, group: int) -> Range | None:
    """The subject behind the comma of a participle or a clause that opens the sentence: "Asked if Roe knew, |
    Doe | smiled and said", "When Roe asked, | Doe | thought before saying"."""
    start = _front_start(view, sentence, group)
    comma = view.next_comma(start)
    if comma >= group:
        return _pronoun_behind(view, start, group)
    for _ in range(_COMMAS):
        if comma + 1 >= group:
            return None
        found = subjects.after(view, sentence, comma + 1)
        found = found and (found[0], _behind_somebody(view, *found))
        if found is not None and found[1] <= group and _does_something(view, found):
            return found
        comma = view.next_comma(comma + 1)
    return None


def _pronoun_behind(view: View, start: int, group: int) -> Range | None:
    """The pronoun behind the verb of a clause that no comma closes: "When he had finished | she | got up"."""
    for i in range(group - 1, max(start + 1, group - _REACH), -1):
        if view.classes[i] & c.SUBJECT_PRONOUN and view.inside[i] < 0:
            before = view.classes[i - 1]
            return (i, i + 1) if before & c.WORD and not before & _BEFORE_CLAUSE else None
    return None


def _behind_somebody(view: View, first: int, last: int) -> int:
    """The end of a noun phrase behind the word for somebody in it: "his wife" of "his wife leaned" (over)."""
    for i in range(first, last - 1):
        ends = view.classes[i] & c.ROLE and not view.classes[i + 1] & c.GOES_ON_PHRASE
        if ends and i + 1 not in view.name_at and view.is_word(i + 1):
            return i + 1
    return last


def _front_start(view: View, sentence: Sentence, group: int) -> int:
    """The token behind what opens a clause in front of the main one; ``group`` where nothing does."""
    first = sentence.first
    if view.classes[first] & (c.SUBORDINATOR | c.PREPOSITION) and first not in view.name_at:
        return first + 1
    use = view.cue_on(first)
    opens = use is not None and use.group == first and use.form in ("ing", "past", "participle")
    return use.last if use is not None and opens and use.last not in view.name_at else group


def _does_something(view: View, found: Range) -> bool:
    """Whether a noun phrase for somebody is followed by what may be its verb, not by a comma or "and"."""
    behind = view.classes[found[1]]
    verbal = behind & c.WORD and not behind & (c.CONJUNCTION | c.RELATIVE | c.PREPOSITION)
    if behind & c.REPORTING_VERB and view.lower[found[1] + 1 : found[1] + 2] == (",",):
        return False  # "Although he denied it, | police | say, …"
    return bool(verbal) and subjects.looks_like_subject(view, found)


def _subject_of_cue(view: View, sentence: Sentence, number: int) -> tuple[int, Range | None]:
    """(cue, its subject) of the last cue up to ``number`` that has one; (-1, None) if none has. A person goes
    before a thing, which may be misread: "a new | plan"."""
    known = view.cue_subjects
    passed: list[tuple[int, Range | None]] = []
    result: tuple[int, Range | None] = (-1, None)
    while number >= 0 and view.cues[number].first >= sentence.first:
        if number in known:
            result = known[number]
            break
        passed.append((number, _own_subject(view, sentence, view.cues[number])))
        if _is_somebody(view, passed[-1][1]):
            break
        number -= 1
    for n, found in reversed(passed):
        if found is not None and (_is_somebody(view, found) or not _is_somebody(view, result[1])):
            result = (n, found)
        known[n] = result
    return result


def _is_somebody(view: View, found: Range | None) -> bool:
    return found is not None and subjects.looks_like_subject(view, found)


def _own_subject(view: View, sentence: Sentence, use: CueUse) -> Range | None:
    if use.form not in FINITE or use.infinitive:
        return None
    return subjects.before(view, sentence, use.group) or subjects.after(view, sentence, use.last)


def _first_noun_phrase(view: View, sentence: Sentence, group: int) -> Range | None:
    """The noun phrase that opens the sentence, behind "In Ohio on Monday," where there is one."""
    k = _behind_opening(view, view.next_word(max(sentence.first, group - ends.LONGEST)), group)
    if k >= group:
        return None
    found = subjects.after(view, sentence, k)
    return found if found is not None and found[1] <= group else None


def _behind_opening(view: View, k: int, group: int) -> int:
    """Behind the "In Ohio," or "But" that may stand at token ``k``, before the verb at ``group``."""
    if k >= group:
        return k
    if view.classes[k] & _OPENING and k not in view.name_at:
        k = view.next_comma(k) + 1
        if k + 1 < group and view.classes[k] & (c.NUMBER | c.CALENDAR) and view.lower[k + 1] == ",":
            k += 2  # "On July 6, 2015, Doe"
        return k
    return k + 1 if view.classes[k] & c.CONJUNCTION else k


def fronted_participle(view: View, number: int, use: CueUse) -> Proposal | None:
    """A participle clause in front of its subject: "Citing cost, the mayor …"."""
    sentence = view.sentences.spans[number]
    if use.group > sentence.first + 2:
        return None
    found = contents.forward(view, sentence, use)
    if found is None:
        return None
    start = found[0][0]
    for end, behind in _commas(view, start, min(sentence.last - 1, start + _REACH)):
        subject = subjects.after(view, sentence, behind)
        if subject is not None and subjects.looks_like_subject(view, subject):
            return Proposal("fronted-participle", use, subject, ((start, end),), number, found[1])
    return None


def _commas(view: View, first: int, last: int) -> Iterator[Range]:
    """(end of what stands before it, token behind it) for commas outside quotations and at the end of one."""
    for k in range(first, last):
        if view.lower[k] == ",":
            if view.inside[k] < 0:
                yield k, k + 1
            elif view.ends_quote(k + 1):  # 'Bemoaning the "system," Doe left.': the comma belongs to it
                yield k + 2, k + 2


def noun_with_clause(view: View, number: int, use: CueUse) -> Proposal | None:
    """A reporting noun with its owner and its clause: "his claim that …", "X's support for …"."""
    sentence = view.sentences.spans[number]
    source = _owner(view, sentence, use.first)
    if source is None:
        return None
    frame = use.frames[0]
    opened = frame in ("clause", "to")  # the content holds the word that opens it: "that", "to", not "for"
    start = use.last if opened else use.last + 1
    if start >= sentence.last:
        return None
    end = ends.end_of(view, sentence, use, start, frame)
    if frame != "clause":
        # "his promise to walk home | was kept"
        end = next((i for i in range(start + 1, end) if view.classes[i] & c.HELPING_VERB), end)
    if end <= start + opened:
        return None
    frame = "clause" if frame == "clause" else "noun"
    return Proposal("noun-with-clause", use, source, ((start, end),), number, frame)


def _owner(view: View, sentence: Sentence, noun: int) -> Range | None:
    """The possessive in front of the noun at token ``noun``: "Trump's long-standing | claim"."""
    k = _over_attributes(view, sentence, noun)
    if k is None:
        return None
    if view.classes[k] & c.POSSESSIVE_PRONOUN:
        return (k, k + 1)
    if k == sentence.first or not (view.is_possessive(k) or view.lower[k] in ("'", "’")):
        return None
    found = subjects.phrase_ending(view, sentence.first, k - 1)
    return (found[0], k + 1) if found is not None else None


def _over_attributes(view: View, sentence: Sentence, noun: int) -> int | None:
    """The token in front of the adjectives and nouns that precede ``noun``; None where they have no end."""
    k = noun - 1
    lowest = max(sentence.first, k - _ATTRIBUTES)
    while k >= lowest and view.inside[k] < 0 and view.classes[k] & c.WORD:
        if view.classes[k] & (c.POSSESSIVE_PRONOUN | c.NOMINAL_STOP) or k in view.cue_at:
            break
        k -= 1
    return None if k < lowest or view.inside[k] >= 0 else k
