"""The rule for content that comes first: "content, X said", "content, said X".

A tag is the cue with its subject, as in "It rained, | she said | on Friday.": it stands behind its content or
amid it, and has none behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.tag_places import Tag, find_tag
from quoteattr.news.rules.view import DASHES, MOSTLY, Range, View
from quoteattr.stage_values import CueUse, Sentence

_REACH = 25  # tokens of narration between a tag and the quotation that goes on behind it
_LEAST = 0.4  # how often the cue must report where nothing is quoted
_FEW = 3  # words that a clause without marks has at least
_MARKS = DASHES | {",", ";", ":"}
_BEHIND_A_TAG = c.PREPOSITION | c.CALENDAR | c.ADVERB | c.SUBORDINATOR
_VERBAL = c.HELPING_VERB | c.CLITIC | c.REPORTING_VERB


def content_first(view: View, number: int, use: CueUse) -> Proposal | None:
    """Content, then the cue with its subject behind or before it."""
    sentence = view.sentences.spans[number]
    habit = use.infinitive and use.form == "base"  # "he liked to say"
    if use.infinitive and not habit:
        return None
    for inverted in (False,) if habit else _orders(view, sentence, use):
        proposal = _one_order(view, number, use, inverted)
        if proposal is not None and (not habit or view.inside[proposal.content[0][1] - 1] >= 0):
            return proposal
    return None


def _orders(view: View, sentence: Sentence, use: CueUse) -> tuple[bool, ...]:
    """Which to try first: inverted (True) only where the verb stands right behind a closing mark."""
    k = use.group - 1
    if k > sentence.first and view.lower[k] == ",":
        k -= 1
    return (True, False) if view.inside[k] >= 0 else (False, True)


def _one_order(view: View, number: int, use: CueUse, inverted: bool) -> Proposal | None:
    tag = find_tag(view, view.sentences.spans[number], use, inverted)
    if tag is None or objection(tag) is not None:
        return None
    parts = _parts(tag)
    if not parts or not _can_be_said(tag, parts):
        return None
    return Proposal(
        "content-first-inverted" if inverted else "content-first", use, tag.subject, parts, number
    )


# ---------------------------------------------------------- what speaks against a tag: the rows of OBJECTIONS


def _announces_another(tag: Tag) -> bool:
    view, k = tag.view, tag.right
    while k < tag.sentence.last and view.inside[k] < 0 and view.lower[k] in (",", ":"):
        k += 1
    announces = k < tag.sentence.last and view.starts_quote(k)
    if not announces:
        return False
    return not tag.quoted or _is_announced(tag)


def _is_announced(tag: Tag) -> bool:
    """Whether another cue introduces the words in front: "When asked, “Why?” he answered: “…”"."""
    view = tag.view
    last = tag.left - 1 if view.inside[tag.left - 1] >= 0 else tag.left - 2
    start = view.quote_start(last)
    before = start - 2 >= tag.sentence.first and view.lower[start - 1] in (",", ":")
    return before and start - 2 in view.cue_at


def _passive_without_marks(tag: Tag) -> bool:
    return tag.use.passive and not tag.quoted


def _verb_of_another(tag: Tag) -> bool:
    if not tag.inverted or tag.quoted:
        return False
    view, right = tag.view, tag.right
    before = subjects.before(view, tag.sentence, tag.use.group)
    if before is not None and not _interrupts(view, tag, before[0]):
        return True
    if right >= tag.sentence.last or view.classes[right] & c.TERMINATOR:
        return False
    ends_tag = view.lower[right] in (",", ";") or view.lower[right] in view.content_words.who_words
    return not ends_tag and not view.is_dash(right)


def _interrupts(view: View, tag: Tag, first: int) -> bool:
    """Whether commas enclose the tag alone, and none stands between token ``first`` and it: "The trick, |
    says Doe, | is patience"."""
    end = tag.right >= tag.sentence.last or view.classes[tag.right] & c.TERMINATOR
    closed = end or view.lower[tag.right] == ","
    named = any(i in view.name_at for i in range(*tag.subject))
    return bool(closed) and named and view.next_comma(first) == tag.left - 1


def _has_content_behind(tag: Tag) -> bool:
    view, right = tag.view, tag.right
    if right >= tag.sentence.last:
        return False
    word = view.lower[right]
    if view.classes[right] & c.TERMINATOR or word in _MARKS or view.inside[right] >= 0:
        return word == ":" and not tag.quoted
    if tag.quoted and word not in view.content_words.complementizers:
        return right == tag.use.last and not _whole_before(tag) and _reports_on(tag)
    return _clause_goes_on(tag)


def _clause_goes_on(tag: Tag) -> bool:
    """Whether the words behind the tag are more than when and where: ", he said | on Friday"."""
    view, right = tag.view, tag.right
    if right == tag.use.last:
        if "addressee" in tag.use.frames:
            return _tells_more(tag)
        if _reports_on(tag):
            return True
    return not view.classes[right] & _BEHIND_A_TAG and not view.is_adverb(right)


def _reports_on(tag: Tag) -> bool:
    return contents.forward(tag.view, tag.sentence, tag.use) is not None


def _tells_more(tag: Tag) -> bool:
    """Whether anything but when and where follows the person told: "he told them | on Friday" has no more."""
    view, end = tag.view, tag.sentence.last
    k = contents.over_addressee(view, tag.right, end)
    if k >= end:
        return False
    if k == tag.right or view.lower[k] in view.content_words.infinitive_markers:
        return True
    if view.lower[k] in (",", ":") and k + 1 < end and view.starts_quote(k + 1):
        return True
    return view.is_word(k) and not view.classes[k] & (c.PREPOSITION | c.CALENDAR)


def _whole_before(tag: Tag) -> bool:
    """Whether the quotation in front of the tag is a sentence of its own."""
    view, group = tag.view, tag.use.group
    for i in range(group - 1, max(-1, group - _REACH), -1):
        if view.inside[i] >= 0:
            return ends.whole_sentence_quoted(view, view.quote_start(i), i + 1)
    return False


@frozen(eq=False)
class Objection:
    """Why a cue with a subject is no tag of what stands before it; in ``example`` it applies to the first cue
    that looks like one, and the tests replay it."""

    name: str
    example: str
    applies: Callable[[Tag], bool]


OBJECTIONS: tuple[Objection, ...] = (
    Objection("announces another quotation", "In May, Ana Ruiz said: “It rained.”", _announces_another),
    Objection("a passive without marks", "In May, Ana Ruiz was told off.", _passive_without_marks),
    Objection("the verb of another subject", "Bo Lind, said Ana Ruiz was ill.", _verb_of_another),
    Objection("content of its own behind it", "In May, Ana Ruiz said that it rained.", _has_content_behind),
)
"""Asked in this order: the last one reads on behind the cue, and so costs most."""


def objection(tag: Tag) -> str | None:
    """The name of the first objection to the tag; None where there is none."""
    return next((one.name for one in OBJECTIONS if one.applies(tag)), None)


# --------------------------------------------------------------------------------------- what the tag reports


def _parts(tag: Tag) -> tuple[Range, ...]:
    """The content in front of the tag, and its second half behind the tag; nothing where there is none."""
    view = tag.view
    end = tag.left - 1 if view.inside[tag.left - 1] < 0 else tag.left
    found = contents.backward(view, tag.sentence, end)
    if found is None:
        return ()
    content = _only_quotation(view, found)
    if tag.quoted:
        rest = _quoted_rest(tag)
    else:
        amid = not tag.inverted or _interrupts(view, tag, content[0])
        rest = _unquoted_rest(tag, content) if amid else None
    return (content,) if rest is None else (content, rest)


def _only_quotation(view: View, content: Range) -> Range:
    """A content that ends with whole quoted sentences is those alone: not the narration before them."""
    first, last = content
    if view.inside[last - 1] < 0:
        return content
    start = max(first, view.quote_start(last - 1))
    if start == first or not ends.whole_sentence_quoted(view, start, last):
        return content
    if view.inside[start - 1] >= 0:
        return (start, last)  # behind what somebody else has said
    before = view.lower[start - 1]
    apart = before in (":", ";", ".", "?", "!", ")") or before in DASHES
    apart = apart or (before == "," and start - 2 in view.cue_at)
    return (start, last) if apart or _joins_tags(view, first, start) else content


def _joins_tags(view: View, first: int, start: int) -> bool:
    """Whether "and" stands between another tag and the quotation at token ``start``: "“A,” said Doe, and |
    “B,” said Roe"."""
    words = view.content_words
    joins = view.lower[start - 1] in words.clause_joiners or view.lower[start - 1] in words.contrasting
    return joins and view.starts_quote(first) and view.cue_before(start, view.quote_end(first)) >= 0


def _quoted_rest(tag: Tag) -> Range | None:
    """The quotation that goes on behind the tag: "“A,” he said, | “B.”"."""
    view, right = tag.view, tag.right
    for i in range(right, min(tag.sentence.last, right + _REACH)):
        if view.starts_quote(i):
            before = view.lower[i - 1]
            return (i, view.quote_end(i)) if i == right or before in (",", ":") or before in DASHES else None
        if i in view.cue_at:
            return None
    return None


def _unquoted_rest(tag: Tag, content: Range) -> Range | None:
    """What goes on behind the tag without marks: "The rain, he said, | took the road."."""
    view, k, last = tag.view, tag.right, tag.sentence.last
    if k + 1 >= last or not (view.lower[k] == "," or view.lower[k] in DASHES):
        return None
    if not _goes_on(tag, content, k + 1):
        return None
    end = ends.trim_end(view, k + 1, min(last, k + ends.LONGEST))
    return (k + 1, end) if end > k + 2 else None


def _goes_on(tag: Tag, content: Range, k: int) -> bool:
    """Whether the content can go on at ``k``: no other report, no clause or participle of the speaker's."""
    view, words = tag.view, tag.view.content_words
    bits, word = view.classes[k], view.lower[k]
    if k in view.cue_at and _says_something(tag, (content,)):
        return False
    if bits & (c.WH | c.RELATIVE | c.CALENDAR) and word not in words.complementizers:
        return False
    if word in words.source_openers:
        return False
    if not bits & c.CAPITAL and word.endswith(view.rule_words.ing_endings):
        return False
    return not (bits & c.CONJUNCTION and ends.new_report(view, k + 1, tag.sentence.last))


def _can_be_said(tag: Tag, parts: tuple[Range, ...]) -> bool:
    """Whether the content ends as quoted speech does, or can be a clause without marks."""
    if tag.quoted and (_ends_speech(tag.view, parts[0]) or _ends_sentence(tag) or _is_clause(tag, parts[0])):
        return True
    return _says_something(tag, parts)


def _ends_sentence(tag: Tag) -> bool:
    """Whether the tag ends its sentence: "“…”, the paper states."."""
    view = tag.view
    somebody = subjects.looks_like_subject(view, tag.subject) and "clause" in tag.use.frames
    return somebody and not view.has_words(tag.right, tag.sentence.last)


def _ends_speech(view: View, content: Range) -> bool:
    """Whether the content ends with a quotation that a comma or a full stop closes inside its marks."""
    first, last = content
    if view.inside[last - 1] < 0 or last - 2 < first:
        return False
    return view.lower[last - 2][-1:] in (",", ".", "!", "?", "…")


def _is_clause(tag: Tag, content: Range) -> bool:
    """Whether a comma outside the marks closes words that begin with a capital: "“It leaks”, she growled"."""
    view, (first, last) = tag.view, content
    whole = view.starts_quote(first) and view.quote_end(first) == last and view.lower[tag.left - 1] == ","
    return whole and bool(view.classes[first + 1] & c.CAPITAL) and last - first > _FEW + 2


def _says_something(tag: Tag, parts: tuple[Range, ...]) -> bool:
    """Whether an unquoted content can be a clause, and the cue is one that mostly reports."""
    if tag.use.precision < _LEAST or "clause" not in tag.use.frames:
        return False
    ends_sentence = not tag.view.has_words(tag.right, tag.sentence.last)
    if ends_sentence and tag.use.precision >= MOSTLY and _count(tag.view, parts) >= _FEW:
        return True  # else nothing would be said: "A record cost £5, said Doe"
    return _can_be_clause(tag.view, parts, 2 if ends_sentence else 1)


def _count(view: View, parts: tuple[Range, ...]) -> int:
    return sum(bool(view.classes[i] & c.WORD_OR_NUMBER) for part in parts for i in range(*part))


def _can_be_clause(view: View, parts: tuple[Range, ...], weight: int) -> bool:
    """Whether the parts hold a few words with a verb, or so many that none needs to be seen. ``weight``: of a
    word in marks, 2 where the tag ends its sentence: "Town ‘broke’, says mayor"."""
    words, verb = 0, False
    for i in chain.from_iterable(range(*part) for part in parts):
        words += bool(view.classes[i] & c.WORD_OR_NUMBER) * (weight if view.inside[i] >= 0 else 1)
        verb = verb or _is_verbal(view, i)
        if words >= _FEW and (verb or words >= 2 * _FEW or len(parts) > 1):
            return True
    return False


def _is_verbal(view: View, i: int) -> bool:
    """Whether token ``i`` looks like a verb, or is quoted: then somebody's words are there in any case."""
    if view.classes[i] & _VERBAL or view.inside[i] >= 0:
        return True
    return view.lower[i].endswith(view.rule_words.past_endings)
