"""Corpora on one machine: texts out of many files, analysed by several processes, written in whole parts."""

from quoteattr.corpus.run import Job, Progress, run
from quoteattr.corpus.texts import Fields
from quoteattr.correction_file import Corrections, Unfit, read_corrections

__all__ = ["Corrections", "Fields", "Job", "Progress", "Unfit", "read_corrections", "run"]
