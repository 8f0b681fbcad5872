"""Where the content of a cue ends.

Many cues of a long sentence read on over the same tokens: where the reading halts is remembered by token
(``View.halts``), so that each token is read once for each kind of content.
"""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.view import View
from quoteattr.stage_values import CueUse, Sentence

LONGEST = 400  # tokens of a content outside quotation marks
_REACH = 25  # tokens in front of a cue in a fronted clause; adverbs in a row
_INSERTION = 60  # tokens between two dashes
_NEAR = 5  # tokens of a subject in front of its cue
_SUBJECT_REACH = 9  # tokens within which a new report shows its cue
_DASHES = frozenset(("-", "–", "—", "--"))

# What follows a comma where contents end more often than not, by kind of content (counted on PolNeAR train).
_AFTER_COMMA = {
    "that": frozenset(("saying",)),
    "clause": frozenset(("saying", "which", "where", "when", "despite")),
    "object": frozenset(("saying", "which", "who", "the", "a", "when", "even", "despite", "where")),
}
_BEFORE_PARTICIPLE = frozenset(("and", "but", "by", "while", "before", "after", "when"))
_SURE_CUE = 0.5
_ENDS = {"that": frozenset[str](), "clause": frozenset[str](), "object": frozenset(("until", "despite"))}
# the only words at which a content may end: all that ``_stops`` and ``_another_participle`` look for
_MAY_END = _BEFORE_PARTICIPLE | _DASHES | _ENDS["object"] | {",", ";", "―", "according"}


def end_of(view: View, sentence: Sentence, use: CueUse, start: int, frame: str) -> int:
    """The token behind the content that starts at ``start``."""
    last = min(sentence.last, start + LONGEST)
    k = start
    if frame == "quotation" or view.starts_quote(start):
        frame = "quotation"
        k = view.quote_end(start)
        if whole_sentence_quoted(view, start, k):
            return k
    key = (_kind_of(view, start, frame), _is_fronted(view, sentence, use), use.form == "ing")
    if k == start and view.inside[k] < 0:
        k += 1  # nothing ends with its first token
    while k < last:
        k, sure = _halt(view, sentence, k, key)
        if sure or k >= last:
            break
        if sum(1 for i in range(max(start, k - _INSERTION), k) if view.is_dash(i)) % 2 == 0:
            break  # the dash closes no insertion
        k += 1
    if k > last:  # it stops at the token ``last``, or behind the quotation in which that lies
        k = min(k, last if view.starts_quote(last) else view.quote_end(last))
    return trim_end(view, start, k)


def _halt(view: View, sentence: Sentence, k: int, key: tuple[str, bool, bool]) -> tuple[int, bool]:
    """Where reading on from token ``k`` halts: (where the content ends, True), or (the last dash far and
    wide, False), which ends it unless it closes an insertion.

    ``key``: the kind of content, whether the cue is fronted, whether it is a participle.
    """
    known = view.halts.setdefault(key, {})
    kind, fronted, participle = key
    end = sentence.last
    read: list[int] = []
    found: tuple[int, bool] | None = None
    while found is None:
        if k >= end:
            found = (k, True)
        elif k in known:
            found = known[k]
        elif view.inside[k] >= 0:
            read.append(k)
            quote, k = k, view.quote_end(k)
            if k < end and view.lower[k - 2] == "," and k - 2 > quote:
                found = (k, True) if fronted or _stops_at_comma(view, k, end, kind) else None
        elif view.lower[k] not in _MAY_END:
            read.append(k)
            k += 1
        elif view.is_dash(k) and not any(view.is_dash(i) for i in range(k + 1, min(end, k + _INSERTION))):
            found = (k, False)
        elif (
            (fronted and view.lower[k] == ",")
            or _stops(view, k, end, kind)
            or _another_participle(view, participle, k, end)
        ):
            found = (k, True)
        else:
            read.append(k)
            k += 1
    known.update(dict.fromkeys(read, found))
    return found


def _is_fronted(view: View, sentence: Sentence, use: CueUse) -> bool:
    """Whether the cue stands in a clause in front of the main one: "When she said so, …"."""
    opening = view.classes[sentence.first]
    if use.form == "ing" and use.first == sentence.first:
        return True
    if not opening & (c.SUBORDINATOR | c.WH) or use.first - sentence.first > _REACH:
        return False
    return view.lower[sentence.first] != "as" and "," not in view.lower[sentence.first : use.first]


def _another_participle(view: View, participle: bool, k: int, last: int) -> bool:
    """Whether a report of the same subject goes on at ``k``: "… and warning that", "… by saying that".
    ``participle``: the cue is one itself."""
    if k + 1 >= last or view.lower[k] not in _BEFORE_PARTICIPLE:
        return False
    found = view.cue_at.get(skip_adverbs(view, k + 1, last))
    if found is None or view.cues[found].form != "ing":
        return False
    return participle if view.lower[k] in ("and", "but") else view.cues[found].precision >= _SURE_CUE


def _kind_of(view: View, start: int, frame: str) -> str:
    """What kind of stretch the content is: a "that" clause, a bare clause or an object."""
    if frame == "quotation":
        return "clause"
    if frame not in ("clause", "that"):
        return "object"
    return "that" if view.lower[start] == "that" else "clause"


def whole_sentence_quoted(view: View, first: int, last: int) -> bool:
    """Whether the quotation at these tokens is a sentence of its own: capital first, its end marked."""
    opening = view.classes[first + 1] if first + 1 < last else 0
    closing = view.lower[last - 2] if last - 2 > first else ""
    return bool(opening & c.CAPITAL) and closing[-1:] in (".", "!", "?", ",", "…")


def _stops(view: View, k: int, last: int, kind: str) -> bool:
    """Whether the content ends in front of token ``k``, no dash: mostly by counts of what follows."""
    word = view.lower[k]
    if word == ",":
        return k + 1 < last and _stops_at_comma(view, k + 1, last, kind)
    if word == ";":
        return True
    if word == "according":
        return True
    if word in ("and", "but") and k + 1 < last:
        if kind == "that":
            return False
        if kind == "object" and view.classes[k + 1] & c.HELPING_VERB:
            return True
        return _report_at(view, k + 1, last) or (kind == "object" and word == "but")
    return word in _ENDS[kind]


def _stops_at_comma(view: View, n: int, last: int, kind: str) -> bool:
    """Whether the content ends at a comma in front of token ``n``."""
    word, bits = view.lower[n], view.classes[n]
    if view.inside[n] >= 0:
        return False
    following = view.cue_at.get(skip_adverbs(view, n, last))
    if following is not None:
        other = view.cues[following]
        if (other.form == "ing" and other.precision >= _SURE_CUE) or other.lemma == "according to":
            return True
    if word in _AFTER_COMMA[kind]:
        return True
    if word in ("and", "but"):
        if _report_at(view, n + 1, last):
            return True
        if word == "but" and (kind == "object" or view.classes[min(n + 1, last - 1)] & c.SUBJECT_PRONOUN):
            return True
        if kind == "object" and view.classes[min(n + 1, last - 1)] & (c.SUBJECT_PRONOUN | c.HELPING_VERB):
            return True
        return _report_within(view, n + 1, last, 0.5 if word == "but" or kind == "object" else 0.7)
    if word in ("while", "whereas", "as", "although", "though"):
        return (kind == "object" and word != "as") or _report_within(view, n + 1, last, 0.35)
    if _report_within(view, n, min(last, n + _NEAR), 0.6):
        return True
    if kind == "object":
        return bool(bits & c.SUBJECT_PRONOUN) or (word.endswith(("ing", "ed")) and not bits & c.CAPITAL)
    return False


def _report_within(view: View, k: int, last: int, precision: float) -> bool:
    """Whether a new report with a subject of its own starts at ``k``: "… while others believe"."""
    for i in range(k, min(last, k + _SUBJECT_REACH)):
        if view.inside[i] >= 0 or view.lower[i] in (",", ";"):
            return False
        found = view.cue_at.get(i)
        if found is not None:
            use = view.cues[found]
            return use.form in ("past", "s", "base") and not use.infinitive and use.precision >= precision
    return False


def _report_at(view: View, k: int, last: int) -> bool:
    """Whether a cue, with at most a pronoun before it, follows "and": "… and added that"."""
    if k < last and view.classes[k] & c.SUBJECT_PRONOUN:
        k += 1
    return new_report(view, k, last)


def new_report(view: View, k: int, last: int) -> bool:
    """Whether a finite cue without a subject of its own stands at ``k``."""
    found = view.cue_at.get(skip_adverbs(view, k, last))
    return found is not None and view.cues[found].form in ("past", "s") and not view.cues[found].passive


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
        bits, word = view.classes[end - 1], view.lower[end - 1]
        if bits & c.TERMINATOR or word in (",", ";", ":", "-", "–", "—", "--"):
            if word == "." and end - 2 >= start and view.classes[end - 2] & c.SHORTENED:
                break
            end -= 1
        else:
            break
    return end
