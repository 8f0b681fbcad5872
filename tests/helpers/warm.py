"""Read by the process that the tests fork their workers from: what each would read first of all is there."""

from __future__ import annotations

import pytest  # noqa: F401  the functions that workers are given stand in modules of tests

from quoteattr import Attributor

for genre in ("news", "fiction"):
    Attributor(genre=genre).attribute("“We sail at nine,” said Ada Okafor.")  # type: ignore[arg-type]
