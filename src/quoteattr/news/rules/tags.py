"""The rule for content that comes first: "content, X said", "content, said X"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import Draft, Range
from quoteattr.news.rules.view import View
from quoteattr.stage_values import CueUse, Sentence

_DASHES = frozenset(("-", "–", "—", "--"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_REACH = 25  # tokens of narration between a tag and the quotation that goes on behind it
_LEAST = 0.4  # how often the cue must report where nothing is quoted
_FEW = 3  # words that a clause without marks has at least


def content_first(view: View, number: int, use: CueUse) -> Draft | None:
    """Content, then the cue with its subject behind or before it."""
    sentence = view.sentences.spans[number]
    habit = use.infinitive and use.form == "base"  # "he liked to say"
    if use.infinitive and not habit:
        return None
    for inverted in (False,) if habit else _orders(view, sentence, use):
        draft = _one_order(view, sentence, number, use, inverted)
        if draft is not None and (not habit or view.inside[draft.content[0][1] - 1] >= 0):
            return draft
    return None


def _one_order(view: View, sentence: Sentence, number: int, use: CueUse, inverted: bool) -> Draft | None:
    group = use.group
    if use.infinitive:
        group = _governor(view, sentence, group)
    if inverted:  # what costs nothing is asked first
        if group <= sentence.first or not _closes_content(view, group - 1) or not _inverts(view, use):
            return None
        subject = subjects.after(view, sentence, use.last)
    else:
        subject = subjects.before(view, sentence, group)
    if subject is None or view.lower[subject[0]] in _RELATIVE:
        return None
    left = group if inverted else subject[0]
    right = subject[1] if inverted else use.last
    if left <= sentence.first or not _closes_content(view, left - 1):
        return None
    quoted = view.inside[left - 1] >= 0 or (left - 2 >= sentence.first and view.inside[left - 2] >= 0)
    announces = _announces(view, sentence, right)
    if (announces and (not quoted or _new_sentence(view, left))) or (use.passive and not quoted):
        return None
    if inverted and not quoted and not _ends_inverted(view, sentence, use, right):
        return None
    if not _is_tag(view, sentence, use, right, quoted):
        return None
    content = contents.backward(view, sentence, left - 1 if view.inside[left - 1] < 0 else left)
    if content is None:
        return None
    content = _only_quotation(view, content)
    rest = None if inverted and not quoted else _interrupted(view, sentence, use, content, right, quoted)
    parts = (content,) if rest is None else (content, rest)
    if quoted and view.lower[left - 2][-1:] == "." and not _whole_before(view, use, right) and not inverted:
        return None
    if not (quoted and _ends_speech(view, content)) and not _says_something(view, use, parts):
        return None
    return Draft("content-first-inverted" if inverted else "content-first", use, subject, parts, number)


def _new_sentence(view: View, left: int) -> bool:
    """Whether the tag that starts at ``left`` opens a sentence of its own: "“… me.” He answered, “…”"."""
    if view.inside[left - 1] < 0:
        return False
    closing = view.lower[left - 2][-1:]
    pronoun = bool(view.classes[left] & c.SUBJECT_PRONOUN and view.classes[left] & c.CAPITAL)
    return closing == "." or (closing in ("!", "?", "…") and pronoun)


def _ends_inverted(view: View, sentence: Sentence, use: CueUse, right: int) -> bool:
    """Whether ", said X" is a tag, not the verb of "Y, a doctor, said X was ill"."""
    if subjects.before(view, sentence, use.group) is not None:
        return False
    if right >= sentence.last or view.classes[right] & c.TERMINATOR:
        return True
    return view.lower[right] in (",", ";", "who") or view.is_dash(right)


def _governor(view: View, sentence: Sentence, group: int) -> int:
    """Where the verb group in front of "to say" starts: "liked | to say"."""
    k = group - 1
    return k if k > sentence.first and view.inside[k] < 0 and view.is_word(k) else group


def _ends_speech(view: View, content: Range) -> bool:
    """Whether the content ends with a quotation that a comma or a full stop closes inside its marks."""
    first, last = content
    return (
        view.inside[last - 1] >= 0
        and last - 2 >= first
        and view.lower[last - 2][-1:] in (",", ".", "!", "?", "…")
    )


def _says_something(view: View, use: CueUse, parts: tuple[Range, ...]) -> bool:
    """Whether an unquoted content can be a clause, and the cue is one that mostly reports."""
    if use.precision < _LEAST or "clause" not in use.frames:
        return False
    words = 0
    verb = False
    for i in (i for part in parts for i in range(*part)):
        bits = view.classes[i]
        words += bool(bits & c.WORD_OR_NUMBER)
        verb = verb or bool(bits & (c.HELPING_VERB | c.CLITIC | c.REPORTING_VERB))
        verb = verb or view.inside[i] >= 0 or view.lower[i].endswith("ed")
        if words >= _FEW and (verb or words >= 2 * _FEW or len(parts) > 1):
            return True
    return False


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


def _inverts(view: View, use: CueUse) -> bool:
    """Inversion ("said Smith") asks for a bare verb that takes a clause."""
    if use.group != use.first or use.passive:
        return False
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
    if quoted and word != "that":
        if right > use.last or _whole_before(view, use, right):
            return True
        return contents.forward(view, sentence, use) is None
    if "addressee" in use.frames and right == use.last:
        k = contents.over_addressee(view, right, sentence.last)
        if k < sentence.last and (view.lower[k] == "to" or k == right):
            return False
        return (
            k >= sentence.last or not view.is_word(k) or bool(view.classes[k] & (c.PREPOSITION | c.CALENDAR))
        )
    found = contents.forward(view, sentence, use) if right == use.last else None
    ends = c.PREPOSITION | c.CALENDAR | c.ADVERB | c.SUBORDINATOR
    return found is None and bool(bits & ends or view.is_adverb(right))


def _whole_before(view: View, use: CueUse, right: int) -> bool:
    """Whether the quotation in front of the tag is a sentence of its own."""
    for i in range(use.group - 1, max(-1, use.group - _REACH), -1):
        if view.inside[i] >= 0:
            return ends.whole_sentence_quoted(view, view.quote_start(i), i + 1)
    return False


def _only_quotation(view: View, content: Range) -> Range:
    """A content that ends with whole quoted sentences is those alone: not the narration before them."""
    first, last = content
    if view.inside[last - 1] < 0:
        return content
    start = max(first, view.quote_start(last - 1))
    if start == first or not ends.whole_sentence_quoted(view, start, last):
        return content
    before = view.lower[start - 1]
    announced = before == "," and start - 2 in view.cue_at
    return (start, last) if before in (":", ".", "?", "!", ")") or before in _DASHES or announced else content


def _interrupted(
    view: View, sentence: Sentence, use: CueUse, content: Range, right: int, quoted: bool
) -> Range | None:
    """The second half of a content that the tag interrupts: "A," he said, "B"."""
    if quoted:
        return _quoted_rest(view, sentence, right)
    k = right
    if k + 1 >= sentence.last or not (view.lower[k] == "," or view.lower[k] in _DASHES):
        return None
    bits, word = view.classes[k + 1], view.lower[k + 1]
    if (k + 1 in view.cue_at and _says_something(view, use, (content,))) or (
        bits & (c.WH | c.RELATIVE | c.CALENDAR) and word != "that"
    ):
        return None
    if (word.endswith("ing") and not bits & c.CAPITAL) or word == "according":
        return None
    if bits & c.CONJUNCTION and ends.new_report(view, k + 2, sentence.last):
        return None
    end = ends.trim_end(view, k + 1, min(sentence.last, k + ends.LONGEST))
    return (k + 1, end) if end > k + 2 else None


def _quoted_rest(view: View, sentence: Sentence, right: int) -> Range | None:
    for i in range(right, min(sentence.last, right + _REACH)):
        if view.starts_quote(i):
            announced = i == right or view.lower[i - 1] in (",", ":") or view.lower[i - 1] in _DASHES
            return (i, view.quote_end(i)) if announced else None
        if i in view.cue_at:
            return None
    return None
