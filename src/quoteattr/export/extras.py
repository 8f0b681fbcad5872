"""What is installed beside the library, without loading it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from quoteattr.errors import MissingExtraError


def installed(package: str, extra: str) -> str:
    """The package and its version. Raises MissingExtraError where it is not installed."""
    try:
        if find_spec(package) is not None:
            return f"{package} {version(package)}"
    except PackageNotFoundError:
        pass
    raise MissingExtraError(package, extra)
