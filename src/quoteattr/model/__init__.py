"""Linear models read from data: scorers, a sequence decoder, calibration."""

from quoteattr.model.viterbi import LEVEL, best_labels
from quoteattr.model.weights import Decoder, Fact, Linear, Model, Remembered, Value, load_model, read_model

__all__ = [
    "LEVEL",
    "Decoder",
    "Fact",
    "Linear",
    "Model",
    "Remembered",
    "Value",
    "best_labels",
    "load_model",
    "read_model",
]
