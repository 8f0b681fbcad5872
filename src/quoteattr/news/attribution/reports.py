"""How probable it is that an indirect report is one at all: "called her sister", "we know the way" are none.

A logistic score of what the analysis knows of a proposal; no word of the text is among it but through the
lexicon: how often its cue reports, what its content looks like, who its source is.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, fsum, log1p

from quoteattr.lang import classes as c
from quoteattr.model import Linear, figure
from quoteattr.news.rules import contents
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.rows import LEARNED_AS
from quoteattr.news.rules.thresholds import threshold
from quoteattr.news.rules.view import MOSTLY, Range, View
from quoteattr.stage_values import CueUse

_FAR = 30.0  # log odds beyond which a probability is 0
_SHORT = 1  # sentence added, so that a text of a line is no dense one
_FEW = 2  # words of a content that says little
_SUBJECT_REACH = 8  # tokens in which a clause shows its subject
_SECOND = 2  # person: "if you think"
_BEHIND_A_CALL = c.PREPOSITION | c.CONJUNCTION | c.SUBORDINATOR | c.CALENDAR | c.TERMINATOR | c.ADVERB
_STARTS = (
    ("pronoun", c.SUBJECT_PRONOUN),
    ("determiner", c.DETERMINER),
    ("owner", c.POSSESSIVE_PRONOUN),
    ("number", c.NUMBER),
    ("capital", c.CAPITAL),
    ("preposition", c.PREPOSITION),
)
_BEARERS = (
    ("role", c.ROLE | c.GROUP | c.TITLE),
    ("institution", c.ORGANIZATION | c.DOCUMENT | c.MEDIA),
    ("capital", c.CAPITAL),
)


def density(view: View) -> float:
    """How many sure cues a sentence of the text has, at most 1: a page of news reports more than a guide."""
    sure = sum([use.precision >= MOSTLY for use in view.cues])
    return min(1.0, sure / (_SHORT + len(view.sentences.spans)))


def probability(view: View, proposal: Proposal, dense: float, model: Linear | None) -> float | None:
    """The probability, to four decimals, that an indirect report is one; None without weights, and for a
    headline whose form alone says so: "We will not pay — Ana Doe". ``dense``: the text's ``density``."""
    if says_nothing(view, proposal):
        return 0.0
    if model is None or proposal.use is None:
        return None
    weights = model.weights
    told = facts(view, proposal, dense)
    shares = [weights[name] * value for name, value in told.items() if name in weights]
    odds = fsum([model.bias, *shares])
    return figure(1 / (1 + exp(-odds))) if odds > -_FAR else 0.0


def says_nothing(view: View, proposal: Proposal) -> bool:
    """Whether an indirect report has no content at all, whatever its words: "declined | to comment",
    "called | her sister", "if anybody says | that …", "announced | herself with two hits"."""
    use = proposal.use
    if use is None:
        return False
    first, last = proposal.content[0]
    return (
        _is_withheld(view, use, first, last)
        or _is_telephoned(view, use, first, last)
        or _is_deed(view, use, first, last)
        or _is_reflexive(view, first, last)
        or _is_circumstance(view, use, first)
        or _is_supposed(view, proposal.source)
    )


def _is_withheld(view: View, use: CueUse, first: int, last: int) -> bool:
    """ "declined | to comment", "refused | to answer questions"."""
    words = view.rule_words
    if use.lemma not in words.withholding or view.lower[first] not in view.content_words.infinitive_markers:
        return False
    return view.word_at(first + 1, last) in words.withheld


def _is_telephoned(view: View, use: CueUse, first: int, last: int) -> bool:
    """Whether a verb that gives names gives none: "called | her sister", not "called | her a liar"."""
    if use.lemma not in view.rule_words.naming or view.inside[first] >= 0:
        return False
    behind = _behind_object(view, first, last)
    return behind >= last or not view.is_word(behind) or bool(view.classes[behind] & _BEHIND_A_CALL)


def _behind_object(view: View, first: int, last: int) -> int:
    """The token behind a name, a pronoun, or one word with its determiner: "her sister", "the police"."""
    name = view.name_at.get(first)
    if name is not None:
        return view.names[name].last
    bits, following = view.classes[first], view.bits_at(first + 1, last)
    owner = bits & c.POSSESSIVE_PRONOUN and following & (c.ROLE_OR_TITLE | c.GROUP)
    counted = following & c.GROUP and not bits & (c.GROUP | c.ROLE | c.CAPITAL)  # "three players"
    return first + 2 if owner or counted or bits & c.DETERMINER else first + 1


def _is_deed(view: View, use: CueUse, first: int, last: int) -> bool:
    """ "ordered | a strike", "wrote | a letter", not "ordered | the crew to leave"."""
    if use.lemma not in view.rule_words.deeds or _shape(view, (first, last)) != "phrase":
        return False
    return view.lower[first] not in view.pack.words.resolution.definite


def _is_circumstance(view: View, use: CueUse, first: int) -> bool:
    """Whether it tells when or why of a verb that takes no clause: "laughed | when she heard that"."""
    return "clause" not in use.frames and bool(view.classes[first] & (c.SUBORDINATOR | c.WH))


def _is_reflexive(view: View, first: int, last: int) -> bool:
    reflexive = view.lower[first].endswith(view.pack.words.resolution.reflexive_ends)
    return reflexive and (first + 1 >= last or bool(view.classes[first + 1] & c.PREPOSITION))


def _is_supposed(view: View, source: Range | None) -> bool:
    """ "if | anybody | says", "| anyone who | says"."""
    if source is None:
        return False
    first, last = source
    word, opened = view.lower[first], first > 0 and view.classes[first - 1] & c.SUBORDINATOR
    if word in view.rule_words.anybody:
        return bool(opened) or view.word_at(first + 1, len(view.lower)) in view.content_words.who_words
    if word in view.content_words.who_words:
        return first > 0 and view.lower[first - 1] in view.rule_words.anybody
    known = view.pronoun_at(first) if last - first == 1 else {}
    return bool(opened and (known.get("indefinite") or known.get("person") == _SECOND))


def facts(view: View, proposal: Proposal, dense: float) -> dict[str, float]:
    """The named figures of a proposal on which that rests; ``dense`` is the ``density`` of the text."""
    shape = _shape(view, proposal.content[0])
    words = sum(last - first for first, last in proposal.content)
    found = dict(proposal.features)
    found |= {
        f"rule {LEARNED_AS[proposal.rule]}": 1.0,
        f"content {shape}": 1.0,
        f"source {_source(view, proposal.source)}": 1.0,
        "words": log1p(words),
        "few words": float(words <= _FEW),
        "parts": float(len(proposal.content) > 1),
        "density": dense,
    }
    found |= _of_place(view, proposal) | _of_content(view, proposal, shape)
    return found | _of_sentence(view, proposal) | _of_cue(view, proposal, shape)


def _of_content(view: View, proposal: Proposal, shape: str) -> dict[str, float]:
    """How the content opens, and whether a noun of it tells of words: "rejected | the claim"."""
    first, last = proposal.content[0]
    reach = range(first, min(last, first + _SUBJECT_REACH))
    noun = any(view.classes[i] & c.REPORTING_NOUN for i in reach)
    start = next((name for name, bits in _STARTS if view.classes[first] & bits), "else")
    return {f"{shape} opens {start}": 1.0, f"{shape} with noun of words": float(noun)}


def _of_place(view: View, proposal: Proposal) -> dict[str, float]:
    """What stands right in front of the cue, how far its source is, and who that is."""
    use, source = proposal.use, proposal.source
    if use is None:
        return {}
    before = view.classes[use.group - 1] if use.group else 0
    found = {
        "behind determiner": float(bool(before & c.DETERMINING)),
        "behind preposition": float(bool(before & c.PREPOSITION)),
        "behind to": float(view.lower[use.group - 1] in view.content_words.infinitive_markers),
        "behind owner": float(use.group > 0 and view.is_possessive(use.group - 1)),
        "behind mark": float(not before & c.WORDLIKE),
        "withholding": float(use.lemma in view.rule_words.withholding),
        "lone participle": float(use.form == "participle" and not use.passive),
    }
    if source is not None:
        found["beside source"] = float(source[1] in (use.group, use.first))
        found["source behind"] = float(source[0] >= use.last)
    return found


def _of_sentence(view: View, proposal: Proposal) -> dict[str, float]:
    """What the sentence is: a question, a headline, one that a subordinate clause opens."""
    sentence = view.sentences.spans[proposal.sentence]
    closing = view.lower[sentence.last - 1]
    return {
        "question": float(closing == "?"),
        "subordinate": float(bool(view.classes[sentence.first] & c.SUBORDINATOR)),
        "headline": float(view.segmented.paragraphs[sentence.paragraph].kind == "headline"),
    }


def _of_cue(view: View, proposal: Proposal, shape: str) -> dict[str, float]:
    """What the lexicon says of the cue, and how it stands here."""
    use = proposal.use
    if use is None:
        return {"no cue": 1.0}
    found = {
        f"cue {use.lemma}": 1.0,
        f"form {use.form}": 1.0,
        f"act {use.act}": 1.0,
        f"{use.act} {shape}": 1.0,
        f"first frame {use.frames[0]}": 1.0,
        "precision": use.precision,
        f"precision {shape}": use.precision,
        f"sure {shape}": float(use.precision >= MOSTLY),
        f"clause verb {shape}": float(use.frames[0] == "clause"),
        "negated": float(use.negated),
        "modal": float(use.modal),
        "infinitive": float(use.infinitive),
        "passive": float(use.passive),
    }
    if proposal.rule != "decoder":
        found["above threshold"] = use.precision - threshold(view, proposal)
        found[f"frame {proposal.frame}"] = 1.0
    return found


def _shape(view: View, content: Range) -> str:
    """What the content looks like: a clause by its first word, by its verb or its subject, or a phrase."""
    first, last = content
    word, words = view.lower[first], view.content_words
    if word in words.complementizers:
        return "that"
    if word in words.question_words:
        return "question"
    if word in words.infinitive_markers:
        return "to"
    subject = any(
        view.classes[i] & c.SUBJECT_PRONOUN for i in range(first, min(last, first + _SUBJECT_REACH))
    )
    return "clause" if subject or contents.finite_within(view, first, last) else "phrase"


def _source(view: View, source: Range | None) -> str:
    """What the source is: a name, a kind of pronoun, somebody who can speak, or anything else."""
    if source is None:
        return "nobody"
    first, last = source
    if last - first == 1 and view.classes[first] & (c.RELATIVE | c.DETERMINER):
        return "relative" if view.classes[first] & c.RELATIVE else "it"
    pronoun = view.pack.pronouns.get(view.lower[first])
    if pronoun is not None and (last - first == 1 or pronoun["case"] == "possessive"):
        return _pronoun(pronoun)
    if any(i in view.name_at for i in range(first, last)):
        return "name"
    bits = 0
    for i in range(first, last):
        bits |= view.classes[i]
    return next((kind for kind, wanted in _BEARERS if bits & wanted), "phrase")


def _pronoun(known: Mapping[str, object]) -> str:
    if known.get("indefinite"):
        return "indefinite"
    if known["person"] != 3:
        return "of the talk"  # "we know", "you see": the author's own
    return "he or she" if known["gender"] or known["number"] == "plural" else "it"
