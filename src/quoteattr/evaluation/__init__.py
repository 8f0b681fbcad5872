"""Score quotations against texts that somebody has marked: your own gold, your own predictions or ours."""

from quoteattr.evaluation.brat import read_brat
from quoteattr.evaluation.jsonl import read_jsonl
from quoteattr.evaluation.mistakes import Answer, Mistake
from quoteattr.evaluation.pairing import Problem
from quoteattr.evaluation.parc import read_parc
from quoteattr.evaluation.read import read_gold, read_predictions
from quoteattr.evaluation.score import Calibration, Evaluation, Row, Score, evaluate
from quoteattr.evaluation.values import MarkedPerson, MarkedQuotation, MarkedText

__all__ = [
    "Answer",
    "Calibration",
    "Evaluation",
    "MarkedPerson",
    "MarkedQuotation",
    "MarkedText",
    "Mistake",
    "Problem",
    "Row",
    "Score",
    "evaluate",
    "read_brat",
    "read_gold",
    "read_jsonl",
    "read_parc",
    "read_predictions",
]
