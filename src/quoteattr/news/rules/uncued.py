"""Rules for quotations that no cue claims: who stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.ends import is_all_of_sentence, whole_sentence_quoted
from quoteattr.news.rules.lines import is_person
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.saying import may_talk, says_something
from quoteattr.news.rules.view import Range, View
from quoteattr.stage_values import CueUse, Reference, Sentence

_MARKS = frozenset((",", ":", "-", "–", "—"))
_CLOSES_SPEECH = frozenset(",?!…—")
_VERB_REACH = 12  # tokens between a verb and the quotation
_CUE_REACH = 12  # tokens between the cue and the colon that announce a quotation
_SENTENCE = 4  # words of a quotation whose speaker is the subject of the sentence before it
_NOUN = 4  # words of "the former deputy mayor" behind the article
_FEW = 3  # words of a quotation that is more than a name or a title
_NO_NARRATION = ("headline", "caption")
_ASIDE = 3  # sentences back at which narration is looked for, amid subheads and captions
_LONG = 8  # words from which a run is a quotation even if nobody near it said it


def labelled(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """A name and a colon right in front of the run, or the run in brackets behind a person's name: "Doe: “We
    will see.”", "Doe (“We will see”)"."""
    k = run[0] - 1
    if k <= 0 or k - 1 not in view.name_at:
        return None
    name = view.names[view.name_at[k - 1]]
    if view.lower[k] != ":" and not _is_in_brackets(view, name, run):
        return None
    return Proposal("label", None, (name.first, name.last), (run,), number, "quotation")


def _is_in_brackets(view: View, name: Reference, run: Range) -> bool:
    """Whether the run stands in brackets behind a person's name, and is no nickname."""
    closed = view.lower[run[0] - 1] == "(" and view.word_at(run[1], len(view.lower)) == ")"
    return closed and name.mention.kind == "name" and count_words(view, run) >= _FEW


def subject_behind(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The person beside a verb of no list behind the run: "“…,” she beamed", "“…?” winks Doe"."""
    k, end = _behind_speech(view, run), view.sentences.spans[number].last
    if k < 0 or k + 1 >= end:
        return None
    source = acting_at(view, k, end)
    if source is None and _is_finite(view, k):
        source = _person_at(view, k + 1) or _somebody_at(view, k + 1, end)
    if source is None:
        return None
    return Proposal("subject-behind", None, source, (run,), number, "quotation")


def _behind_speech(view: View, run: Range) -> int:
    """The token behind the run and the comma of "“It leaks”, she beamed"; -1 where it ends as no speech."""
    k = run[1]
    if k < len(view.lower) and view.lower[k] == "," and _is_clause(view, run):
        return k + 1
    return k if view.lower[k - 2][-1:] in _CLOSES_SPEECH and view.ends_quote(k - 1) else -1


def _is_clause(view: View, run: Range) -> bool:
    """Whether the quotation begins with a capital and has words enough for a sentence."""
    return bool(view.classes[run[0] + 1] & c.CAPITAL) and count_words(view, run) >= _SENTENCE


def _may_be_verb(view: View, i: int) -> bool:
    no_verb = c.CAPITAL | c.PRONOUN | c.NOMINAL_STOP | c.DETERMINER
    return bool(view.classes[i] & c.WORD) and not view.classes[i] & no_verb and not view.is_adverb(i)


def _is_finite(view: View, i: int) -> bool:
    """Whether token ``i`` looks like the verb of somebody who is told behind it."""
    ends = view.lower[i].endswith(view.rule_words.finite_ends)
    return i in view.cue_at or (ends and _may_be_verb(view, i))


def _person_at(view: View, k: int) -> Range | None:
    """The person whose name, or the "he" or "she", begins with token ``k``."""
    number = view.name_at.get(k)
    if number is not None:
        name = view.names[number]
        return (k, name.last) if name.first == k and name.mention.kind == "name" else None
    return (k, k + 1) if k < len(view.lower) and is_person(view, (k, k + 1)) else None


def acting_at(view: View, k: int, end: int) -> Range | None:
    """The person or noun at token ``k`` with a verb behind it: "she | beamed", "the judge | averred"."""
    person = _person_at(view, k)
    found = person or _somebody_at(view, k, end)
    if found is None or found[1] >= end:
        return None
    if view.word_at(found[1] + 1, end) in view.content_words.object_pronouns:
        return None  # "“Can you believe it?” Doe believes | it"
    is_verb = _may_be_verb if person else _is_finite
    return found if is_verb(view, found[1]) else None


def _somebody_at(view: View, k: int, end: int) -> Range | None:
    """The noun for a person that begins with its article at token ``k``: "the | nominated senator"."""
    if k >= end or not view.classes[k] & c.DETERMINER:
        return None
    for i in range(k + 1, min(end, k + _NOUN + 1)):
        bits = view.classes[i]
        if not bits & c.WORD or bits & (c.NOMINAL_STOP | c.ORGANIZATION) or i in view.cue_at:
            return None
        if bits & c.ROLE:
            return (k, i + 1)
    return None


def viewpoint(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run by whoever its sentence opens with: "For Doe, who works there, it is “a dead end”."."""
    source = in_view_of(view, number)
    if source is None or source[1] > run[0]:
        return None
    return Proposal("viewpoint", None, source, (run,), number, "quotation")


def in_view_of(view: View, number: int) -> Range | None:
    """The person named at the head of the sentence behind "for" or "to", with a comma behind the name."""
    sentence = view.sentences.spans[number]
    first = view.next_word(sentence.first)
    n = view.name_at.get(first + 1)
    if n is None or first + 2 >= sentence.last or view.lower[first] not in view.rule_words.viewpoints:
        return None
    name = view.names[n]
    person = name.mention.kind == "name" and name.first == first + 1
    closed = name.last < sentence.last and view.lower[name.last] == ","
    return (name.first, name.last) if person and closed else None


def beside(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The subject of the verb right in front of the run ("Doe's sign read "…""), or of one in it: "she "won't
    go""."""
    sentence = view.sentences.spans[number]
    k = run[0] - 1
    while k > sentence.first and view.inside[k] < 0 and view.lower[k] in _MARKS:
        k -= 1
    if _is_he(view, k):
        return Proposal("adjacent-subject", None, (k, k + 1), (run,), number, "quotation")
    for i in range(k, max(sentence.first, k - _VERB_REACH) - 1, -1):
        if view.inside[i] >= 0:
            break
        if _looks_like_verb(view, i):
            subject = _with_noun(view, sentence, subjects.before(view, sentence, i))
            if subject is not None and subjects.looks_like_subject(view, subject):
                return Proposal("adjacent-subject", None, subject, (run,), number, "quotation")
    return None


def _is_he(view: View, k: int) -> bool:
    """Whether a "he" or "she" of the narration stands at token ``k``."""
    shown = view.pronoun_at(k).get("gender") if view.inside[k] < 0 else None
    return bool(shown and view.classes[k] & c.SUBJECT_PRONOUN)


def _with_noun(view: View, sentence: Sentence, subject: Range | None) -> Range | None:
    """The subject, a relative pronoun with what it stands for: "| the page, which | is kept “as …”"."""
    if subject is None or view.lower[subject[0]] not in view.content_words.clause_relatives:
        return subject
    noun = (
        subjects.phrase_ending(view, sentence.first, subject[0] - 2)
        if subject[0] > sentence.first + 1
        else None
    )
    return (noun[0], subject[1]) if noun is not None and view.lower[subject[0] - 1] == "," else subject


def _looks_like_verb(view: View, i: int) -> bool:
    if i in view.cue_at or view.classes[i] & c.AUXILIARY:
        return True
    return view.lower[i].endswith(view.rule_words.verb_endings)


def announced(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The subject of a sentence that ends with a colon, or with the verb that reports, right in front of the
    quotation's own paragraph."""
    sentence = view.sentences.spans[number]
    if number == 0 or view.next_word(sentence.first) < run[0]:
        return None
    announcing = view.sentences.spans[number - 1]
    if not _announces(view, announcing.last - 1) or sentence.paragraph - announcing.paragraph > 1:
        return None
    source = sentence_subject(view, announcing, announcing.last - 1)
    use = _cue_at_end(view, announcing)
    return Proposal("announced", use, source, (run,), number, "quotation") if source else None


def _cue_at_end(view: View, sentence: Sentence) -> CueUse | None:
    """The last cue of a sentence, a few tokens before its end at most."""
    cue = view.cue_before(sentence.last, max(sentence.first, sentence.last - _CUE_REACH))
    return view.cues[cue] if cue >= 0 else None


def _announces(view: View, last: int) -> bool:
    """Whether a paragraph that ends with token ``last`` announces the next: "Doe said", "Doe said:"."""
    return view.lower[last] == ":" or bool(last in view.cue_at and view.classes[last] & c.REPORTING_VERB)


def _told_last(view: View, before: Sequence[Proposal]) -> Proposal | None:
    """The last report in front; none where that is one of the "I" or "we" who writes or is quoted."""
    told = max(before, key=lambda proposal: proposal.content[-1][1], default=None)
    first = told.source[0] if told is not None and told.source is not None else 0
    author = view.pronoun_at(first).get("person") == 1 and told and view.inside[told.content[-1][0]] < 0
    return None if author else told


def from_before(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The speaker of the last of ``before``, where that is in this paragraph."""
    earlier = _told_last(view, before)
    if earlier is None or earlier.source is None:
        return None
    end = earlier.content[-1][1] - 1
    if view.paragraph_of(end) != view.sentences.spans[number].paragraph:
        return None
    return Proposal("same-paragraph", None, earlier.source, (run,), number, "quotation")


def reported_before(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run, a sentence of its own, by the source of the report in the sentence before."""
    earlier = _told_last(view, before)
    if earlier is None or earlier.source is None or not is_all_there(view, number, run):
        return None
    if not (may_talk(view, earlier.source) or says_something(earlier)):
        return None  # "the council backed the plan"
    ends_in = view.sentence_at(earlier.content[-1][1] - 1)
    if sentence_before(view, number) not in (earlier.sentence, ends_in):
        return None
    return Proposal("report-before", None, earlier.source, (run,), number, "quotation")


def subject_before(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The person who is the subject of the sentence in front of the run, which is a sentence of its own."""
    n = sentence_before(view, number)
    if n < 0 or count_words(view, run) < _SENTENCE or not is_all_there(view, number, run):
        return None
    sentence = view.sentences.spans[n]
    subject = sentence_subject(view, sentence, sentence.last)
    if subject is None or not is_person(view, subject):
        subject = in_view_of(view, n)  # "For Doe, the choice was easy."
    if subject is None or not is_person(view, subject):
        return None
    return Proposal("subject-before", None, subject, (run,), number, "quotation")


def person_before(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The person named last in the paragraph in front of the run's own, in which nobody else speaks."""
    n = sentence_before(view, number)
    here = view.sentences.spans[number].paragraph
    if n < 0 or count_words(view, run) < _LONG or not is_all_there(view, number, run):
        return None
    paragraph = view.sentences.spans[n].paragraph
    if paragraph == here or view.segmented.paragraphs[paragraph].kind == "caption":
        return None
    first, last = view.tokens_of(paragraph)
    found = subjects.person_before(view, first, last)
    return Proposal("person-before", None, found, (run,), number, "quotation") if found else None


def is_all_there(view: View, number: int, run: Range) -> bool:
    """Whether the run is the whole sentence, with capital and full stop."""
    sentence = view.sentences.spans[number]
    if run[1] < len(view.inside) and view.inside[run[1]] >= 0 and run[1] < sentence.last:
        return False  # somebody answers: it may be the subject of the sentence before
    return is_all_of_sentence(view, sentence, *run)


def sentence_before(view: View, number: int) -> int:
    """The sentence in front of sentence ``number``, in its paragraph or the one before, subheads and captions
    aside; -1: none."""
    paragraphs, spans = view.segmented.paragraphs, view.sentences.spans
    next_one = spans[number].paragraph
    for n in range(number - 1, max(-1, number - 1 - _ASIDE), -1):
        there = spans[n].paragraph
        if next_one - there > 1:
            return -1
        if paragraphs[there].kind not in _NO_NARRATION:
            return n
        next_one = there
    return -1


def sourceless(
    view: View, number: int, run: Range, before: Sequence[Proposal], least: int = _LONG
) -> Proposal | None:
    """A quotation of ``least`` words, or a sentence of its own: nobody near it could be its speaker."""
    if count_words(view, run) < least and not whole_sentence_quoted(view, *run):
        return None
    return Proposal("no-source", None, None, (run,), number, "quotation")


def count_words(view: View, run: Range) -> int:
    """How many words and numbers stand in ``run``."""
    return sum(1 for bits in view.classes[slice(*run)] if bits & c.WORD_OR_NUMBER)
