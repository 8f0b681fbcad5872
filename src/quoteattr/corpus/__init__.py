"""Corpora on one machine: texts out of many files, analysed by several processes, written in whole parts."""

from quoteattr.corpus.run import Job, Progress, run
from quoteattr.corpus.texts import Fields

__all__ = ["Fields", "Job", "Progress", "run"]
