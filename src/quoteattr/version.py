"""The version of the library, in one place (the build reads it; a test compares it with pyproject)."""

__version__ = "0.1.0"
