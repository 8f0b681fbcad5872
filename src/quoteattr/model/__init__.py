"""Linear models read from data: scorers, a sequence decoder, calibration."""

from quoteattr.model.figures import figure, total
from quoteattr.model.viterbi import HUNDREDTHS, LEVEL, best_labels, hundredths
from quoteattr.model.weights import (
    Decoder,
    Fact,
    Linear,
    Model,
    Value,
    load_genre,
    load_model,
    load_reports,
    read_model,
)

__all__ = [
    "HUNDREDTHS",
    "LEVEL",
    "Decoder",
    "Fact",
    "Linear",
    "Model",
    "Value",
    "best_labels",
    "figure",
    "hundredths",
    "load_genre",
    "load_model",
    "load_reports",
    "read_model",
    "total",
]
