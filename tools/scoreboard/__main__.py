"""``python -m tools.scoreboard``."""

from __future__ import annotations

import sys

from tools.scoreboard.board import main

raise SystemExit(main(sys.argv[1:]))
