"""What every test has: fixtures that more than one room needs, and how hypothesis looks for examples.

No example has a time to keep, since a busy machine is no fault of the code. By default the examples are the
same on every machine and in every run: a test that fails now and passed before has met a change of the code.
``pytest --hypothesis-profile=random`` looks for new ones.

Worker processes are forked from one that has read the words and weights already (a fork server), where the
system can: their start is most of what they cost. Each way to start one is tried in test_pipe.py.
"""

from __future__ import annotations

import multiprocessing
import os
from unittest import mock

import pytest
from browsers import browser, visit  # noqa: F401
from hypothesis import HealthCheck, settings
from places import SRC, TESTS

UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("same", derandomize=True, **UNTIMED)
settings.register_profile("random", print_blob=True, **UNTIMED)
settings.load_profile("same")


def pytest_configure(config: pytest.Config) -> None:
    of_workers = hasattr(config, "workerinput") or not config.getoption("numprocesses", None)
    if of_workers and "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        multiprocessing.set_start_method("forkserver")
        multiprocessing.set_forkserver_preload(["warm"])
        path = os.pathsep.join([str(SRC), str(TESTS / "helpers"), os.environ.get("PYTHONPATH", "")])
        with mock.patch.dict(os.environ, {"PYTHONPATH": path.rstrip(os.pathsep)}):
            forkserver.ensure_running()
