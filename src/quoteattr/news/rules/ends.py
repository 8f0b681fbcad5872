"""Where the content of a cue ends.

Many cues of a long sentence read on over the same tokens: where the reading halts is remembered by token
(``View.halts``), so that each token is read once for each kind of content.
"""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.view import DASHES, View
from quoteattr.stage_values import CueUse, Sentence

LONGEST = 400  # tokens of a content outside quotation marks
_REACH = 25  # tokens in front of a cue in a fronted clause; adverbs in a row
_INSERTION = 60  # tokens between two dashes
_NEAR = 5  # tokens of a subject in front of its cue
_SUBJECT_REACH = 9  # tokens within which a new report shows its cue
_MARKS = 3  # marks side by side
_SURE_CUE = 0.5  # how often a cue reports that ends the content of another one
_TRIMMED = DASHES | {",", ";", ":", "("}
_CLOSES_SENTENCE = frozenset(".!?,…")
_BRACKETS = frozenset("([")
_NONE = frozenset[str]()
_ADJUNCT = c.PREPOSITION | c.SUBORDINATOR | c.CALENDAR | c.ADVERB

Key = tuple[str, bool, bool]
"""How to read on: the kind of content ("that"), whether its cue is fronted, whether that is a participle."""
Halt = tuple[int, bool]
"""Where reading halts. (k, True): the content ends at ``k``. (k, False): ``k`` is the last dash far and wide,
which ends the content unless it closes an insertion."""


def end_of(view: View, sentence: Sentence, use: CueUse, start: int, frame: str) -> int:
    """The token behind the content that starts at ``start``."""
    quoted = frame == "quotation" or view.starts_quote(start)
    k = view.quote_end(start) if quoted else start
    if quoted and whole_sentence_quoted(view, start, k):
        return k
    kind = _kind_of(view, start, "quotation" if quoted else frame)
    if k == start and view.inside[k] < 0:
        k += 1  # nothing ends with its first token
    key = (kind, _is_fronted(view, sentence, use), use.form == "ing")
    return trim_end(view, start, _read_on(view, sentence, start, k, key))


def _read_on(view: View, sentence: Sentence, start: int, k: int, key: Key) -> int:
    """Where the content from ``start`` on, of which the tokens up to ``k`` are read, ends."""
    last = min(sentence.last, start + LONGEST)
    while k < last:
        k, sure = _halt(view, sentence, k, key)
        if sure or k >= last:
            break
        if sum(1 for i in range(max(start, k - _INSERTION), k) if view.is_dash(i)) % 2 == 0:
            break  # the dash closes no insertion
        k += 1
    if k <= last:
        return k
    # it stops at the token ``last``, or behind the quotation in which that lies
    return min(k, last if view.starts_quote(last) else view.quote_end(last))


def _halt(view: View, sentence: Sentence, k: int, key: Key) -> Halt:
    """Where reading on from token ``k`` halts, remembered for all tokens that are read on the way."""
    known = view.halts.setdefault(key, {})
    end = sentence.last
    read: list[int] = []
    found: Halt | None = None
    while found is None and k < end:
        found = known.get(k)
        if found is not None:
            break
        read.append(k)
        if view.inside[k] < 0 and view.lower[k] not in view.at_ends:
            k += 1  # most tokens
        else:
            found, k = _halt_at(view, k, end, key)
    found = found or (k, True)
    known.update(dict.fromkeys(read, found))
    return found


def _halt_at(view: View, k: int, end: int, key: Key) -> tuple[Halt | None, int]:
    """The halt at token ``k`` or behind the quotation that it opens, or None; the next token to read."""
    kind, fronted, participle = key
    if view.inside[k] >= 0:
        behind = view.quote_end(k)
        halts = _comma_inside(view, k, behind, end) and (fronted or _stops_at_comma(view, behind, end, kind))
        return (behind, True) if halts else None, behind
    if _is_last_dash(view, k, end):
        return (k, False), k
    halts = fronted and view.lower[k] == ","
    halts = halts or _stops(view, k, end, kind) or _another_participle(view, participle, k, end)
    return (k, True) if halts else None, k + 1


def _comma_inside(view: View, k: int, behind: int, end: int) -> bool:
    """Whether the quotation at tokens ``k`` to ``behind`` ends with a comma in its marks: "“system,”"."""
    return behind < end and behind - 2 > k and view.lower[behind - 2] == ","


def _is_last_dash(view: View, k: int, end: int) -> bool:
    """Whether a dash stands at ``k``, and none behind it with which it could enclose an insertion."""
    return view.is_dash(k) and not any(view.is_dash(i) for i in range(k + 1, min(end, k + _INSERTION)))


def _is_fronted(view: View, sentence: Sentence, use: CueUse) -> bool:
    """Whether the cue stands in a clause in front of the main one: "When she said so, …"."""
    first = sentence.first
    if use.form == "ing" and use.first == first:
        return True
    if not view.classes[first] & (c.SUBORDINATOR | c.WH) or use.first - first > _REACH:
        return False
    return view.lower[first] not in view.content_words.comparing and "," not in view.lower[first : use.first]


def _another_participle(view: View, participle: bool, k: int, last: int) -> bool:
    """Whether a report of the same subject goes on at ``k``: "… and warning that", "… by saying that".
    ``participle``: the cue is one itself."""
    words = view.content_words
    if k + 1 >= last or view.lower[k] not in words.participle_joiners:
        return False
    use = view.cue_on(skip_adverbs(view, k + 1, last))
    if use is None or use.form != "ing":
        return False
    return participle if view.lower[k] in words.joiners else use.precision >= _SURE_CUE


def _kind_of(view: View, start: int, frame: str) -> str:
    """What kind of stretch the content is: a "that" clause, a bare clause or an object."""
    if frame == "quotation":
        return "clause"
    if frame not in ("clause", "that"):
        return "object"
    return "that" if view.lower[start] in view.content_words.complementizers else "clause"


def whole_sentence_quoted(view: View, first: int, last: int) -> bool:
    """Whether the quotation at these tokens is a sentence of its own: capital first, its end marked."""
    opens, closes = _inner_ends(view, first, last)
    return bool(view.classes[opens] & c.CAPITAL) and view.lower[closes][-1:] in _CLOSES_SENTENCE


def _inner_ends(view: View, first: int, last: int) -> tuple[int, int]:
    """The first and the last token of a quotation: the marks of another one may stand beside its own."""
    opens = next((i for i in range(first + 1, last)[:_MARKS] if not view.classes[i] & c.QUOTE_MARK), first)
    closes = next(
        (i for i in range(last - 2, first, -1)[:_MARKS] if not view.classes[i] & c.QUOTE_MARK), first
    )
    return opens, closes


def is_all_of_sentence(view: View, sentence: Sentence, first: int, last: int) -> bool:
    """Whether nothing but the quotation at these tokens stands in the sentence, and it is a whole one."""
    if view.next_word(sentence.first) < first or view.next_word(last) < sentence.last:
        return False
    return whole_sentence_quoted(view, first, last) or _is_whole_with_odd_ends(view, sentence, first, last)


def _is_whole_with_odd_ends(view: View, sentence: Sentence, first: int, last: int) -> bool:
    """The same of a quotation that begins with a number or a bracket, has its full stop behind the mark, or
    no mark at its end: "“(Ruiz) was ill.”", "“It leaks”.", "“It leaks."."""
    opens, closes = _inner_ends(view, first, last)
    begins = view.classes[opens] & (c.CAPITAL | c.NUMBER) or view.lower[opens] in _BRACKETS
    unclosed = not view.classes[last - 1] & c.QUOTE_MARK
    behind = last < sentence.last and view.classes[last] & c.TERMINATOR
    return bool(begins and (unclosed or behind or view.lower[closes][-1:] in _CLOSES_SENTENCE))


# ------------------------------------------------------------------ what ends a content: mostly by counts


def _stops(view: View, k: int, last: int, kind: str) -> bool:
    """Whether the content ends in front of token ``k``, which is no dash."""
    word, words = view.lower[k], view.content_words
    if word == ",":
        return k + 1 < last and _stops_at_comma(view, k + 1, last, kind)
    if word == ";" or word in words.source_openers:
        return True
    if word in words.joiners and k + 1 < last:
        return not _is_correlative(view, k) and _stops_at_joiner(view, k, last, kind)
    return word in words.ends.get(kind, _NONE)


def _stops_at_joiner(view: View, k: int, last: int, kind: str) -> bool:
    """Whether the content ends in front of the "and" or "but" at ``k``, which no comma precedes."""
    if kind == "that":
        return _tells_another(view, k + 1, last)
    if kind == "object" and view.classes[k + 1] & c.HELPING_VERB:
        return True
    opposes = view.lower[k] in view.content_words.opposing_joiners
    return _report_at(view, k + 1, last) or (kind == "object" and opposes)


def _stops_at_comma(view: View, n: int, last: int, kind: str) -> bool:
    """Whether the content ends at a comma in front of token ``n``."""
    word, words = view.lower[n], view.content_words
    if view.inside[n] >= 0:
        return False
    if _other_report(view, n, last) or word in words.ends_behind_comma.get(kind, _NONE):
        return True
    if word in words.joiners:
        return not _is_correlative(view, n) and _stops_at_comma_and(view, n, last, kind)
    if word in words.contrasting:
        return kind == "object" or _report_within(view, n, last, 0.35)
    if word in words.comparing:
        return _report_within(view, n, last, 0.35)
    if _report_within(view, n, min(last, n + _NEAR), 0.6) and not _closes_adjunct(view, n - 1):
        return True
    return kind == "object" and _opens_clause(view, n)


def _is_correlative(view: View, n: int) -> bool:
    """Whether the "but" at ``n`` answers a "not only": "to not only keep the ferry, | but make it free"."""
    if view.lower[n] not in view.content_words.opposing_joiners:
        return False
    pairs = (" ".join(view.lower[i - 2 : i]) for i in range(n, max(1, n - _REACH), -1))
    return any(pair in view.content_words.correlatives for pair in pairs)


def _closes_adjunct(view: View, comma: int) -> bool:
    """Whether the comma closes what stands between "that" and its clause: "and that by May |, it hopes"."""
    for i in range(comma - 1, max(0, comma - _SUBJECT_REACH), -1):
        if view.inside[i] >= 0 or view.lower[i] == ",":
            return False
        if view.lower[i] in view.content_words.complementizers:
            return bool(view.classes[i + 1] & _ADJUNCT)
    return False


def _other_report(view: View, n: int, last: int) -> bool:
    """Whether a sure participle or "according to" stands at ``n``: ", | warning that", ", | according to"."""
    use = view.cue_on(skip_adverbs(view, n, last))
    if use is None:
        return False
    if use.lemma in view.content_words.source_phrases:
        return True
    return use.form == "ing" and use.precision >= _SURE_CUE


def _stops_at_comma_and(view: View, n: int, last: int, kind: str) -> bool:
    """Whether the content ends at a comma in front of the "and" or "but" at ``n``."""
    if _report_at(view, n + 1, last):
        return True
    following = view.classes[min(n + 1, last - 1)]
    opposes = view.lower[n] in view.content_words.opposing_joiners
    if opposes and (kind == "object" or following & c.SUBJECT_PRONOUN):
        return True
    if kind == "object" and following & (c.SUBJECT_PRONOUN | c.HELPING_VERB):
        return True
    return _report_within(view, n + 1, last, 0.5 if opposes or kind == "object" else 0.7)


def _opens_clause(view: View, n: int) -> bool:
    """Whether a subject or a participle stands at ``n``, with which no list of objects goes on."""
    bits = view.classes[n]
    if bits & c.SUBJECT_PRONOUN:
        return True
    return not bits & c.CAPITAL and view.lower[n].endswith(view.content_words.participle_endings)


def _report_within(view: View, k: int, last: int, precision: float) -> bool:
    """Whether a new report with a subject of its own starts at ``k``: "… while others believe"."""
    for i in range(k, min(last, k + _SUBJECT_REACH)):
        if view.inside[i] >= 0 or view.lower[i] in (",", ";"):
            return False
        if i in view.cue_at:
            use = view.cues[view.cue_at[i]]
            return use.form in ("past", "s", "base") and not use.infinitive and use.precision >= precision
    return False


def _tells_another(view: View, k: int, last: int) -> bool:
    """Whether somebody else reports from ``k`` on: "that it was late and | the mayor replied that …"."""
    for i in range(k, min(last, k + _SUBJECT_REACH)):
        use = view.cue_on(i)
        if use is not None:
            that = view.word_at(use.last, last) in view.content_words.complementizers
            return i > k and that and _report_within(view, k, last, _SURE_CUE)
    return False


def _report_at(view: View, k: int, last: int) -> bool:
    """Whether a cue, with at most a pronoun before it, follows "and": "… and added that"."""
    if k < last and view.classes[k] & c.SUBJECT_PRONOUN:
        k += 1
    return new_report(view, k, last)


def new_report(view: View, k: int, last: int) -> bool:
    """Whether a finite cue without a subject of its own stands at ``k``."""
    use = view.cue_on(skip_adverbs(view, k, last))
    return use is not None and use.form in ("past", "s") and not use.passive


def skip_adverbs(view: View, k: int, last: int) -> int:
    """``k`` or the token behind adverbs and auxiliaries that start there."""
    last = min(last, k + _REACH)
    while k < last and view.inside[k] < 0 and (view.is_adverb(k) or view.classes[k] & c.HELPING_VERB):
        if k in view.cue_at:
            break
        k += 1
    return k


def trim_end(view: View, start: int, end: int) -> int:
    """``end`` without punctuation that closes the sentence, not the content."""
    while end > start and view.inside[end - 1] < 0:
        word = view.lower[end - 1]
        if not view.classes[end - 1] & c.TERMINATOR and word not in _TRIMMED:
            break
        if word == "." and end - 2 >= start and view.classes[end - 2] & c.SHORTENED:
            break
        end -= 1
    return end
