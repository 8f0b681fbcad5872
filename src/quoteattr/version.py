"""The version of the library, in one place: the build reads it here."""

__version__ = "0.2.0"

SCHEMA = 1
"""Number of the JSON Schema of an Analysis as a document."""
