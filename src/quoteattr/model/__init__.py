"""Linear models read from data: scorers, a sequence decoder, calibration."""

from quoteattr.model.viterbi import best_labels
from quoteattr.model.weights import Decoder, Linear, Model, load_model, read_model

__all__ = ["Decoder", "Linear", "Model", "best_labels", "load_model", "read_model"]
