"""Who speaks stands in front of each paragraph: interviews, hearings, chats, questions and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.news.rules.lines import Line, begins_line, calls_someone, name_end, names_someone
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import Range, View

_LONGEST = 16  # tokens of a label
_NO_JOB = c.PRONOUN | c.HELPING_VERB | c.REPORTING_VERB
_SHORTEST = 2
_TURNS = 3  # that a talk of nobody with a name has at least
_LETTERS = 3  # of a label that is somebody's initials: "JD:"
_ENDS = (":", ">")  # a label ends so, or, in subtitles, "<v Jane Doe>"
_BEHIND_NAME = {
    ":": ("",),
    ">": ("",),
    ",": ("",),
    "(": (")",),
    "[": ("]",),
}  # what stands in front of the colon then


@frozen(eq=False)
class Label:
    """The label of a paragraph; ``start``: the token behind its colon.

    ``key`` is the same for all labels of one speaker, ``source`` None for "Q:". ``sure``: it is one by
    itself, by its capitals and what stands in brackets, or behind a time stamp; ``person``: it holds a name
    (``shouted``: in capitals), and is ``explained`` where that stands in brackets: "The Chair (Ms Doe):".
    """

    line: Line
    key: str
    source: Range | None
    start: int
    sure: bool
    person: bool
    shouted: bool = False
    explained: bool = False


def turns(view: View, lines: Sequence[Line]) -> Mapping[int, Proposal]:
    """What labels announce, by paragraph, in a text that is a talk: where labels come again."""
    labels = [label for line in lines if (label := _label_of(view, line)) is not None]
    if not labels:
        return {}
    standing = _standing(view, labels)
    taken = {label.line.paragraph for label in labels}
    behind = {line.paragraph: line_behind for line, line_behind in pairwise(lines)}
    called = {label.key: label.source for label in reversed(standing) if label.explained}
    called |= _who_answers(view, labels[0].line) | _by_initials(view, standing)
    found = {}
    for label in standing:
        line, source = label.line, called.get(label.key, label.source)
        content = _content(view, label, behind.get(line.paragraph), taken)
        if content is not None:
            found[line.paragraph] = Proposal("layout", None, source, (content,), line.sentence, "transcript")
    return found


def _who_answers(view: View, line: Line) -> dict[str, Range]:
    """Whose the answers are ("A:"): the one person who is named in front of the first ``line`` of a talk."""
    before = [one for one in view.names if one.last <= line.first and one.mention.kind == "name"]
    if len({one.name[-1:] for one in before}) != 1:
        return {}
    return dict.fromkeys(view.rule_words.question_labels[1:], (before[0].first, before[0].last))


def _by_initials(view: View, labels: Sequence[Label]) -> dict[str, Range]:
    """Label -> the name whose initials it is: "JD:" for "Jane Doe"."""
    short = _initials(labels)
    called: dict[str, dict[str, Range]] = {}
    for one in view.names if short else ():
        letters = "".join([word[0] for word in one.name]).lower()
        if one.mention.kind == "name" and letters in short:
            called.setdefault(letters, {}).setdefault(one.name[-1], (one.first, one.last))
    return {key: next(iter(people.values())) for key, people in called.items() if len(people) == 1}


def _initials(labels: Sequence[Label]) -> set[str]:
    return {label.key for label in labels if label.shouted and _SHORTEST <= len(label.key) <= _LETTERS}


def _standing(view: View, labels: Sequence[Label]) -> list[Label]:
    """Those of the labels that are somebody's who speaks."""
    times = Counter(label.key for label in labels)
    asked = all(times[key] for key in view.rule_words.question_labels)
    places = _places(labels, times)
    return [label for label in labels if _stands(label, times, asked, places)]


def _places(labels: Sequence[Label], times: Mapping[str, int]) -> Set[int]:
    """The paragraphs of labels in a text that is a talk: those of people, in a dialogue all."""
    people = [label for label in labels if label.person]
    named = any(times[label.key] > 1 for label in people) or sum(label.shouted for label in people) > 1
    if not named:
        people = list(labels) if _is_dialogue(labels, times) else []
    return {label.line.paragraph for label in people}


def _is_dialogue(labels: Sequence[Label], times: Mapping[str, int]) -> bool:
    """Whether two who have no name take turns in paragraphs side by side: "Presenter: …", "Caller: …"."""
    turns = [label for label in labels if label.source is not None]
    apart = any(b.line.paragraph - a.line.paragraph != 1 or a.key == b.key for a, b in pairwise(turns))
    return not apart and len(turns) > _TURNS and all(times[label.key] > 1 for label in turns)


def _stands(label: Label, times: Mapping[str, int], asked: bool, places: Set[int]) -> bool:
    """Whether a label is one of a speaker. ``asked``: the text has "Q:" and "A:"; ``places``: the paragraphs
    in which named people talk."""
    if label.source is None:
        return asked
    return label.sure or (bool(places) and _is_voice(label, times, places))


def _is_voice(label: Label, times: Mapping[str, int], places: Set[int]) -> bool:
    """Whether it is a label of a talk that has others: a person's, one that comes again, or stands between
    two."""
    here, again = label.line.paragraph, times[label.key] > 1
    behind = here + 1 in places
    return (
        label.person
        or (again and (behind or label.line.kind != "headline"))
        or (behind and here - 1 in places)
    )


def _label_of(view: View, line: Line) -> Label | None:
    first, end = line.body, min(line.last, line.body + _LONGEST)
    if line.kind == "caption" or end - first < _SHORTEST:
        return None
    if view.lower[first] in view.rule_words.question_labels and view.words[first + 1] in (":", "."):
        return Label(line, view.lower[first], None, first + 2, False, False)
    stop = name_end(view, first, end)
    colon = _colon(view, stop, end)
    if colon < 0 or not calls_someone(view, first, stop):
        return None
    return _named_label(view, line, stop, colon)


def _named_label(view: View, line: Line, stop: int, colon: int) -> Label:
    """The label whose name ends in front of token ``stop``, and which ends with the ``colon``."""
    first = line.body
    shouted = _is_shouted(view, first, stop)
    sure = (shouted and _is_seated(view, stop, line.last)) or _is_of_layout(view, line, colon)
    named = _holds_name(view, first, stop)
    explained = not named and names_someone(view, stop + 1, colon - 1)
    source = (stop + 1, colon - 1) if explained else (first, stop)
    person = sure or named or _holds_name(view, stop, colon)
    return Label(line, view.lower[stop - 1], source, colon + 1, sure, person, shouted, explained)


def _holds_name(view: View, first: int, last: int) -> bool:
    return any(i in view.name_at for i in range(first, last))


def _is_of_layout(view: View, line: Line, colon: int) -> bool:
    return begins_line(view, line) or view.words[colon] == ">"


def _is_shouted(view: View, first: int, stop: int) -> bool:
    """Whether all words but titles are in capitals: "Ms DOE", or a title stands in front: "Ms Doe"."""
    if view.classes[first] & c.TITLE and stop - first > 1:
        return True
    bits = (view.classes[i] for i in range(first, stop))
    return all(one & (c.UPPER | c.INITIAL | c.TITLE) or not one & c.WORD for one in bits)


def _is_seated(view: View, stop: int, last: int) -> bool:
    """Whether a label goes on in brackets, or is all of its line."""
    return view.words[stop] in ("(", "[") or stop + 1 == last


def _colon(view: View, stop: int, end: int) -> int:
    """The colon of a label whose name ends in front of token ``stop``; -1 where none ends it."""
    closers = _BEHIND_NAME.get(view.words[stop]) if stop < end else None
    if closers is None:
        return -1
    for i in range(stop, end):
        if view.words[i] in _ENDS:
            return i if "" in closers or view.words[i - 1] in closers else -1
        job = view.classes[i] & c.CAPITAL and not view.classes[i] & c.PRONOUN  # "(Minister for | Rail)"
        if view.inside[i] >= 0 or (view.classes[i] & (_NO_JOB | c.TERMINATOR) and not job):
            return -1
    return -1


def _content(view: View, label: Label, following: Line | None, taken: set[int]) -> Range | None:
    """What the label announces: the rest of its paragraph, or the next one where nothing is left of it."""
    start, last = label.start, label.line.last
    if start >= last:
        if following is None or following.paragraph in taken:
            return None
        start, last = following.first, following.last
    if view.starts_quote(start):
        last = view.quote_end(start)
    return (start, last)
