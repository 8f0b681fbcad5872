"""What every test has: fixtures that more than one room needs, and how hypothesis looks for examples.

No example has a time to keep, since a busy machine is no fault of the code. By default the examples are the
same on every machine and in every run: a test that fails now and passed before has met a change of the code.
``pytest --hypothesis-profile=random`` looks for new ones.
"""

from __future__ import annotations

from browsers import browser, visit  # noqa: F401
from hypothesis import HealthCheck, settings

UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("same", derandomize=True, **UNTIMED)
settings.register_profile("random", print_blob=True, **UNTIMED)
settings.load_profile("same")
