"""Linear models read from data: scorers, a sequence decoder, calibration."""

from quoteattr.model.viterbi import best_labels
from quoteattr.model.weights import Decoder, Linear, Model, Vector, load_model, read_model

__all__ = ["Decoder", "Linear", "Model", "Vector", "best_labels", "load_model", "read_model"]
