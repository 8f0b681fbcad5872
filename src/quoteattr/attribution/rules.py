"""Rules that propose content and source around one cue. Each is a row: name, what it says, function.

A boundary example stands with each row: the nearest text on which the rule must not fire.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from quoteattr.attribution import contents, subjects
from quoteattr.attribution.view import View
from quoteattr.lang import classes as c
from quoteattr.types import CueUse, Sentence

Range = tuple[int, int]
_DASHES = frozenset(("-", "–", "—", "--"))


@frozen(eq=False)
class Draft:
    """A proposal in tokens: content ranges, the cue, the source's range, the rule that made it."""

    rule: str
    use: CueUse | None
    source: Range | None
    content: tuple[Range, ...]
    sentence: int
    frame: str = "clause"


Propose = Callable[[View, int, CueUse], Draft | None]


@frozen
class Rule:
    """A named rule: what it says, and a text on which it must not fire."""

    name: str
    says: str
    boundary: str
    propose: Propose


def according_to(view: View, number: int, use: CueUse) -> Draft | None:
    sentence = view.sentences.spans[number]
    if use.cue.lemma != "according to":
        return None
    source_end = subjects.phrase_starting(view, use.last, sentence.last) if use.last < sentence.last else use.last
    if source_end == use.last:
        return None
    source = (use.last, source_end)
    if use.first == sentence.first or (use.first == sentence.first + 1 and not view.is_word(sentence.first)):
        start = source_end
        while start < sentence.last and view.lower[start] in (",", ":") and view.inside[start] < 0:
            start += 1
        if view.lower[source_end : source_end + 1] != (",",):
            comma = next((i for i in range(source_end, sentence.last) if view.lower[i] == ","), None)
            if comma is None:
                return None
            source, start = (use.last, comma), comma + 1
        end = contents.trim_end(view, start, sentence.last)
        return Draft("according-to", use, source, ((start, end),), number) if end > start else None
    content = contents.backward(view, sentence, use.first)
    return Draft("according-to", use, source, (content,), number) if content else None


def content_first(view: View, number: int, use: CueUse) -> Draft | None:
    """Content, then the cue with its subject behind or before it."""
    sentence = view.sentences.spans[number]
    if use.form in ("ing", "noun", "base") and not (use.form == "base" and use.group < use.first):
        if use.form != "base":
            return None
    if use.infinitive:
        return None
    for inverted in _orders(view, sentence, use):
        subject = (
            subjects.after(view, sentence, use.last) if inverted else subjects.before(view, sentence, use.group)
        )
        if subject is None:
            continue
        left = use.group if inverted else subject[0]
        right = subject[1] if inverted else use.last
        if left <= sentence.first or not _closes_content(view, left - 1):
            continue
        if inverted and use.group == use.first and not _plain_tag(view, use, left):
            continue
        quoted = view.inside[left - 1] >= 0 or (left - 2 >= sentence.first and view.inside[left - 2] >= 0)
        if not quoted and _announces(view, sentence, right):
            continue
        if not _is_tag(view, sentence, use, right, quoted):
            continue
        content = contents.backward(view, sentence, left - 1 if view.inside[left - 1] < 0 else left)
        if content is None:
            continue
        content = _only_quotation(view, content)
        parts: tuple[Range, ...] = (content,)
        rest = _interrupted(view, sentence, use, right, quoted)
        if rest is not None:
            parts = (content, rest)
        return Draft("content-first-inverted" if inverted else "content-first", use, subject, parts, number)
    return None


def _orders(view: View, sentence: Sentence, use: CueUse) -> tuple[bool, ...]:
    """Which to try first: inverted (True) only where the verb stands right behind a closing mark."""
    k = use.group - 1
    if k > sentence.first and view.lower[k] == ",":
        k -= 1
    return (True, False) if view.inside[k] >= 0 else (False, True)


def _announces(view: View, sentence: Sentence, k: int) -> bool:
    """Whether a quotation is announced right at token ``k``: ", “" or ": “"."""
    while k < sentence.last and view.inside[k] < 0 and view.lower[k] in (",", ":"):
        k += 1
    return k < sentence.last and view.starts_quote(k)


def _plain_tag(view: View, use: CueUse, left: int) -> bool:
    """Inversion ("said Smith") asks for a verb that takes a clause."""
    return "clause" in use.frames or "complement" in use.frames


def _closes_content(view: View, i: int) -> bool:
    """Whether token ``i`` can close a content in front of a tag: comma, dash, or a quotation's end."""
    if view.inside[i] >= 0:
        return view.ends_quote(i)
    return view.lower[i] == "," or view.lower[i] in _DASHES


def _is_tag(view: View, sentence: Sentence, use: CueUse, right: int, quoted: bool) -> bool:
    """Whether what follows the tag leaves it without content of its own ("…, he said on Friday.")."""
    if right >= sentence.last:
        return True
    word, bits = view.lower[right], view.classes[right]
    if bits & c.TERMINATOR or word in (",", ";", ":") or word in _DASHES or view.inside[right] >= 0:
        return word != ":" or quoted
    if quoted and view.lower[right] not in ("that",):
        return True
    if use.frames and "addressee" in use.frames and right == use.last:
        k = contents._over_addressee(view, right, sentence.last)
        return k >= sentence.last or not view.is_word(k) or bool(view.classes[k] & (c.PREPOSITION | c.CALENDAR))
    found = contents.forward(view, sentence, use) if right == use.last else None
    return found is None and bool(bits & (c.PREPOSITION | c.CALENDAR | c.ADVERB | c.SUBORDINATOR) or view.is_adverb(right))


def _only_quotation(view: View, content: Range) -> Range:
    """A content that ends with whole quoted sentences is those alone: not the narration before them."""
    first, last = content
    if view.inside[last - 1] < 0:
        return content
    start = last - 1
    quote = view.inside[start]
    while start > first and view.inside[start - 1] == quote:
        start -= 1
    if start == first or not contents._whole_sentence_quoted(view, start, last):
        return content
    before = view.lower[start - 1]
    return (start, last) if before in (":", ".", "?", "!", ")") or before in _DASHES else content


def _interrupted(view: View, sentence: Sentence, use: CueUse, right: int, quoted: bool) -> Range | None:
    """The second half of a content that the tag interrupts: "A," he said, "B"."""
    k = right
    if quoted:
        for i in range(right, min(sentence.last, right + 25)):
            if view.starts_quote(i):
                if i == right or view.lower[i - 1] in (",", ":") or view.lower[i - 1] in _DASHES:
                    return _quote_run(view, sentence, i)
                return None
            if i in view.cue_at and i >= right:
                return None
        return None
    if k < sentence.last and (view.lower[k] == "," or view.lower[k] in _DASHES) and k + 1 < sentence.last:
        bits = view.classes[k + 1]
        if k + 1 in view.cue_at or bits & (c.WH | c.RELATIVE | c.CALENDAR) and view.lower[k + 1] != "that":
            return None
        if view.lower[k + 1] in ("adding", "saying", "noting", "citing", "referring", "according", "speaking"):
            return None
        if bits & c.CONJUNCTION and contents._new_report(view, k + 2, sentence.last):
            return None
        if view.lower[k + 1].endswith("ing") and not bits & c.CAPITAL:
            return None
        end = contents.trim_end(view, k + 1, sentence.last)
        return (k + 1, end) if end > k + 2 else None
    return None


def _quote_run(view: View, sentence: Sentence, i: int) -> Range:
    """The quotation at ``i`` with the narration and quotations that complete its sentence."""
    return (i, view.quote_end(i))


def subject_first(view: View, number: int, use: CueUse) -> Draft | None:
    """Subject, cue, content: "Lavrov said that …"."""
    sentence = view.sentences.spans[number]
    if use.form in ("ing", "noun", "phrase", "participle") or use.passive or use.infinitive:
        return None
    subject = subjects.before(view, sentence, use.group)
    if subject is None:
        return None
    if use.form == "base" and use.group == use.first and not _plural(view, subject):
        return None
    found = contents.forward(view, sentence, use)
    if found is None:
        return None
    return Draft("subject-first", use, subject, (found[0],), number, found[1])


def _plural(view: View, subject: Range) -> bool:
    """Whether the subject can take a plural verb."""
    first, last = subject
    head = last - 1
    for i in range(first, last):
        if view.lower[i] == "and":
            return True
        if i > first and view.classes[i] & c.PREPOSITION:
            head = i - 1
            break
    word = view.lower[head]
    if view.classes[head] & c.GROUP or word in ("i", "you", "we", "they", "who", "some", "many", "others", "most"):
        return True
    return word.endswith("s") and not view.classes[head] & c.CAPITAL


def joined_verb(view: View, number: int, use: CueUse) -> Draft | None:
    """A second verb of the same subject: "… and added that", "…, adding that", "went on to say"."""
    sentence = view.sentences.spans[number]
    if use.form in ("noun", "phrase") or use.passive:
        return None
    if not (use.form == "ing" or use.infinitive or _after_conjunction(view, sentence, use)):
        return None
    found = contents.forward(view, sentence, use)
    if found is None:
        return None
    source = sentence_subject(view, sentence, use.group)
    return Draft("joined-verb", use, source, (found[0],), number, found[1])


def _after_conjunction(view: View, sentence: Sentence, use: CueUse) -> bool:
    k = use.group - 1
    while k > sentence.first and view.is_adverb(k):
        k -= 1
    return k >= sentence.first and bool(view.classes[k] & c.CONJUNCTION) or view.lower[k] == ","


def sentence_subject(view: View, sentence: Sentence, group: int) -> Range | None:
    """The subject of the cue in front of token ``group``, else the sentence's first noun phrase."""
    number = view.cue_before(group, sentence.first)
    while number >= 0 and view.cues[number].first >= sentence.first:
        use = view.cues[number]
        if use.form in ("past", "s", "base") and not use.infinitive:
            found = subjects.before(view, sentence, use.group) or subjects.after(view, sentence, use.last)
            if found is not None and found[1] <= group:
                return found
        number -= 1
    return _first_noun_phrase(view, sentence, group)


def _first_noun_phrase(view: View, sentence: Sentence, group: int) -> Range | None:
    """The noun phrase that opens the sentence, behind "In Ohio on Monday," where there is one."""
    k = sentence.first
    while k < group and (view.inside[k] >= 0 or not view.is_word(k)):
        k += 1
    opening = c.PREPOSITION | c.SUBORDINATOR | c.ADVERB | c.CALENDAR | c.WH
    if k < group and view.classes[k] & opening and k not in view.name_at:
        while k < group and not (view.lower[k] == "," and view.inside[k] < 0):
            k += 1
        k += 1
    elif k < group and view.classes[k] & c.CONJUNCTION:
        k += 1
    if k >= group:
        return None
    found = subjects.after(view, sentence, k)
    return found if found is not None and found[1] <= group else None


def fronted_participle(view: View, number: int, use: CueUse) -> Draft | None:
    """A participle clause in front of its subject: "Citing cost, the mayor …"."""
    sentence = view.sentences.spans[number]
    if use.form != "ing" or use.group > sentence.first + 2:
        return None
    found = contents.forward(view, sentence, use)
    if found is None:
        return None
    for k in range(found[0][0], sentence.last - 1):
        if view.lower[k] == "," and view.inside[k] < 0:
            subject = subjects.after(view, sentence, k + 1)
            if subject is not None and subjects._looks_like_subject(view, subject):
                return Draft("fronted-participle", use, subject, ((found[0][0], k),), number, found[1])
    return None


def noun_with_clause(view: View, number: int, use: CueUse) -> Draft | None:
    """A reporting noun with its clause: "his claim that …"."""
    sentence = view.sentences.spans[number]
    if use.form != "noun" or use.frames[0] != "clause":
        return None
    start = use.last
    end = contents._end(view, sentence, use, start, "clause")
    k = use.first - 1
    while k >= sentence.first and view.classes[k] & c.WORD and not view.classes[k] & (c.POSSESSIVE_PRONOUN | c.NOMINAL_STOP):
        k -= 1
    source: Range | None = None
    if k >= sentence.first:
        if view.classes[k] & c.CLITIC:
            source = subjects.phrase_ending(view, sentence.first, k - 1)
        elif view.classes[k] & c.POSSESSIVE_PRONOUN:
            source = (k, k + 1)
    if source is None:
        return None
    return Draft("noun-with-clause", use, source, ((start, end),), number)


RULES: tuple[Rule, ...] = (
    Rule("according-to", "according to X, content", "He played according to the rules.", according_to),
    Rule("content-first", "content, X said / content, said X", "In May, Doe said that it rained.", content_first),
    Rule("subject-first", "X said that content", "The said man left.", subject_first),
    Rule("fronted-participle", "saying content, X …", "Saying little is wise.", fronted_participle),
    Rule("joined-verb", "X …, adding that content", "The man adding up the bill left.", joined_verb),
    Rule("noun-with-clause", "X's claim that content", "The claim that he won is false.", noun_with_clause),
)
