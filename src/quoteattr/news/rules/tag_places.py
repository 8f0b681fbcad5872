"""Where a tag stands: the cue with its subject behind the content, or amid it, in one of two orders."""

from __future__ import annotations

from attrs import define

from quoteattr.news.rules import contents, subjects
from quoteattr.news.rules.view import DASHES, Range, View
from quoteattr.stage_values import CueUse, Sentence


@define(eq=False)
class Tag:
    """A cue and its subject at tokens ``left`` to ``right`` (exclusive), with something in front of them.

    ``inverted``: "said X". ``quoted``: what stands in front of the tag ends with a quotation.
    """

    view: View
    sentence: Sentence
    use: CueUse
    inverted: bool
    subject: Range
    left: int
    right: int
    quoted: bool


def find_tag(view: View, sentence: Sentence, use: CueUse, inverted: bool) -> Tag | None:
    """The tag that the cue makes in this order, where something in front of it can be its content."""
    group = governor(view, sentence, use.group) if use.infinitive else use.group
    # asked before the subject is looked for: it costs nothing
    if inverted and not (_inverts(view, use) and _closes_content(view, sentence, group)):
        return None
    if inverted and _ends_relative(view, sentence, group):
        return None
    subject = subjects.after(view, sentence, use.last) if inverted else subjects.before(view, sentence, group)
    if subject is None or view.lower[subject[0]] in view.rule_words.tag_relatives:
        return None
    left, right = (group, subject[1]) if inverted else (subject[0], use.last)
    if not _closes_content(view, sentence, left):
        return None
    return Tag(view, sentence, use, inverted, subject, left, right, _is_quoted_before(view, sentence, left))


def _is_quoted_before(view: View, sentence: Sentence, left: int) -> bool:
    """Whether a quotation ends in front of token ``left``, or in front of a comma there."""
    return view.inside[left - 1] >= 0 or (left - 2 >= sentence.first and view.inside[left - 2] >= 0)


def governor(view: View, sentence: Sentence, group: int) -> int:
    """Where the verb group in front of "to say" starts: "liked | to say"."""
    k = group - 1
    return k if k > sentence.first and view.inside[k] < 0 and view.is_word(k) else group


def _closes_content(view: View, sentence: Sentence, left: int) -> bool:
    """Whether a comma, a dash or the end of a quotation stands in front of token ``left``, or a semicolon
    behind a quotation."""
    i = left - 1
    if i < sentence.first:
        return False
    if view.inside[i] >= 0:
        return view.ends_quote(i)
    if view.lower[i] == ";":
        return i > sentence.first and view.inside[i - 1] >= 0
    return view.lower[i] == "," or view.lower[i] in DASHES


def _ends_relative(view: View, sentence: Sentence, group: int) -> bool:
    """Whether the quotation in front of the verb stands in a clause about its subject: "Doe, who was “ill”, |
    told us"."""
    subject = subjects.before(view, sentence, group)
    if subject is None or view.inside[subject[1] - 1] < 0:
        return False
    who = view.content_words.who_words
    return any(view.lower[i] in who for i in range(subject[0], view.quote_start(subject[1] - 1)))


def _inverts(view: View, use: CueUse) -> bool:
    """Inversion ("said Smith") asks for a bare verb that takes a clause, or stands between marks and a
    person: "“Run,” ordered Smith"."""
    if use.group != use.first or use.passive:
        return False
    if contents.takes_clause(use):
        return True
    number = view.name_at.get(use.last)
    person = number is not None and view.names[number].mention.kind == "name"
    return person and use.form in ("past", "s") and view.ends_quote(use.group - 1)
