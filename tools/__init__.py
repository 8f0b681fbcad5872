"""The developers' programs, run from the root of the checkout: ``python -m tools.scoreboard``.

``scoreboard``: how right the answers are, and where people are lost. ``metamorphic``: what is lost where a
page is changed in what cannot change who speaks. ``bench``: speed, growth, memory. ``checks``: what must
hold of code, answers and installation. ``docs``: pages that programs write. ``train``: the weights.
``lexicons``: the word lists. ``corpora`` and ``predict`` are what all of them stand on.

The programs always measure this checkout: importing one puts its ``src/`` first on the path.
"""

import sys
from pathlib import Path

_SRC = str(Path(__file__).resolve().parent.parent / "src")
if _SRC not in sys.path:
    sys.path.insert(0, _SRC)
