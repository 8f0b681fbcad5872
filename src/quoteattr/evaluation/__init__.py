"""Scoring against marked texts: readers of gold, the field's measures, and every difference as a row."""

from quoteattr.evaluation.marked import Marked, MarkedText, marked
from quoteattr.evaluation.measure import (
    ROWS,
    Confidence,
    Difference,
    Evaluation,
    Figures,
    Score,
    Share,
    evaluate,
)
from quoteattr.evaluation.read_brat import read_brat
from quoteattr.evaluation.read_json import read_json
from quoteattr.evaluation.read_parc import read_parc
from quoteattr.evaluation.reading import read_marked

__all__ = [
    "ROWS",
    "Confidence",
    "Difference",
    "Evaluation",
    "Figures",
    "Marked",
    "MarkedText",
    "Score",
    "Share",
    "evaluate",
    "marked",
    "read_brat",
    "read_json",
    "read_marked",
    "read_parc",
]
