"""Rules for content behind its cue: "X said that …", "…, adding that …", "X's claim that …"."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import Range, View, span
from quoteattr.stage_values import CueUse, Sentence

_SURE = 0.7  # how often a verb reports that needs no plural before it
_REACH = 60  # tokens in which the subject of a second verb, or a comma, is looked for
_HEARD_REACH = 8  # tokens between two things that somebody is heard doing
_RELATIVE_REACH = 15  # tokens of a relative clause in front of its second verb
_ATTRIBUTES = 5  # tokens between a possessive and its noun
_QUESTION_REACH = 12  # tokens between "asked" and "whether": "Asked | at a rally on Monday | whether"
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
    """Who is heard doing one thing and saying another: "you felt | the whole town | laughing and saying"."""
    k = use.group - 1
    if use.form != "ing" or k <= sentence.first or not view.classes[k] & c.CONJUNCTION:
        return None
    for j in range(k - 1, max(sentence.first + 1, k - _HEARD_REACH), -1):
        if not view.is_word(j):
            return None
        if view.lower[j].endswith(view.rule_words.ing_endings):
            return _plain_object(view, sentence, j - 1)
    return None


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
    behind = _behind_participle(view, sentence, group)
    if behind is not None:
        return behind
    number = view.cue_before(group, max(sentence.first, group - _REACH))
    found: Range | None = None
    while number >= 0 and view.cues[number].first >= sentence.first:
        number, found = _subject_of_cue(view, sentence, number)
        if found is not None and found[1] <= group:
            return found
        number -= 1
    return _first_noun_phrase(view, sentence, group)


def _behind_participle(view: View, sentence: Sentence, group: int) -> Range | None:
    """The subject behind the comma of a participle that opens the sentence: "Asked if Roe knew, | Doe |
    smiled and said"."""
    use = view.cue_on(sentence.first)
    if use is None or use.group != sentence.first or use.form not in ("ing", "past", "participle"):
        return None
    comma = view.next_comma(use.last)
    if comma + 1 >= group or use.last in view.name_at:
        return None
    found = subjects.after(view, sentence, comma + 1)
    fits = found is not None and found[1] <= group and subjects.looks_like_subject(view, found)
    return found if fits else None


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


def _subject_of_cue(view: View, sentence: Sentence, number: int) -> tuple[int, Range | None]:
    """The last cue up to ``number`` that has a subject, and that; (-1, None) where the sentence has none."""
    passed: list[int] = []
    known = view.cue_subjects
    result: tuple[int, Range | None] = (-1, None)
    while number >= 0 and view.cues[number].first >= sentence.first:
        if number in known:
            result = known[number]
            break
        passed.append(number)
        use = view.cues[number]
        if use.form in ("past", "s", "base") and not use.infinitive:
            found = subjects.before(view, sentence, use.group) or subjects.after(view, sentence, use.last)
            if found is not None:
                result = (number, found)
                break
        number -= 1
    known.update(dict.fromkeys(passed, result))
    return result


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


# -------------------------------------------------------------------------------------------- the passive


def agent_at(view: View, sentence: Sentence, k: int) -> Range | None:
    """Who speaks in a passive, where "by" stands at token ``k``: "was told by | the mayor"."""
    if k + 1 >= sentence.last or view.lower[k] not in view.rule_words.agent_prepositions:
        return None
    return span(k + 1, subjects.phrase_starting(view, k + 1, sentence.last))


def passive_told(view: View, number: int, use: CueUse) -> Proposal | None:
    """The subject hears, the agent speaks: "X was told by Y that …", "It was reported that …"."""
    sentence = view.sentences.spans[number]
    if use.group == use.first or use.last >= sentence.last:
        return None
    source = agent_at(view, sentence, use.last)
    k = use.last if source is None else _over_dates(view, sentence, source[1])
    if k >= sentence.last:
        return None
    if _announces_quotation(view, sentence, use, k):
        return Proposal("passive-told", use, source, ((k + 1, view.quote_end(k + 1)),), number, "quotation")
    start = _told_start(view, use, k, source)
    if start is None:
        return None
    end = ends.end_of(view, sentence, use, start, "clause")
    return Proposal("passive-told", use, source, ((start, end),), number) if end > start + 1 else None


def _announces_quotation(view: View, sentence: Sentence, use: CueUse, k: int) -> bool:
    """Whether a comma or colon at ``k`` and a quotation follow: "was asked by Doe, | “Who is there?”"."""
    if "addressee" not in use.frames and "clause" not in use.frames:
        return False
    return k + 1 < sentence.last and view.lower[k] in (",", ":") and view.starts_quote(k + 1)


def _over_dates(view: View, sentence: Sentence, k: int) -> int:
    """Behind commas and dates: "was told by Doe | on Monday | that"."""
    while k < sentence.last and (view.lower[k] == "," or view.classes[k] & c.CALENDAR):
        k += 1
    return k


def _told_start(view: View, use: CueUse, k: int, source: Range | None) -> int | None:
    """Where the content starts: at "that", behind "about"; at "to" only where an agent is named."""
    word, words = view.lower[k], view.rule_words
    if word in words.told_topics and "addressee" in use.frames:
        return k + 1
    if word in words.told_openers or (source and word in view.content_words.infinitive_markers):
        return k
    return None


def passive_about(view: View, number: int, use: CueUse) -> Proposal | None:
    """What is said of the subject: "The vase is believed to be Etruscan", "… is known as the Fox"."""
    sentence = view.sentences.spans[number]
    if use.group == use.first or use.last + 1 >= sentence.last or use.infinitive:
        return None
    frame = view.rule_words.passive_links.get(view.lower[use.last])
    if frame is None or not {"clause", "to", "as"} & set(use.frames):
        return None
    subject = subjects.before(view, sentence, use.group)
    end = ends.end_of(view, sentence, use, use.last, "to")
    if subject is None or end <= use.last + 1:
        return None
    if frame == "to" and view.lower[use.last + 1] in view.rule_words.state_verbs:
        frame = "to be"
    return Proposal("passive-about", use, None, (subject, (use.last, end)), number, frame)


def passive_by(view: View, number: int, use: CueUse) -> Proposal | None:
    """What somebody endorsed, disputed, described: "a plan backed by X"."""
    sentence = view.sentences.spans[number]
    if "object" not in use.frames:
        return None
    source = agent_at(view, sentence, use.last)
    if source is None or not subjects.looks_like_subject(view, source):
        return None
    content = subjects.before(view, sentence, use.group)
    return Proposal("passive-by", use, source, (content,), number, "object") if content is not None else None


def asked_by(view: View, number: int, use: CueUse) -> Proposal | None:
    """A participle in front: "Asked by X if he was tired, Y said"."""
    sentence = view.sentences.spans[number]
    if use.group != sentence.first or "clause" not in use.frames:
        return None
    source = agent_at(view, sentence, use.last)
    k = use.last if source is None else source[1]
    last = min(sentence.last, view.next_comma(k), k + _QUESTION_REACH)
    k = next((i for i in range(k, last) if view.lower[i] in view.rule_words.asked_openers), last)
    word = view.word_at(k, last)
    if not word:
        return None
    start = k + 1 if word in view.rule_words.asked_topics else k
    stop = view.next_comma(start)
    if not start < stop < min(sentence.last, start + _REACH):
        return None
    return Proposal("asked-by", use, source, ((start, stop),), number)
