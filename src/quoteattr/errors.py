"""Errors of the library: one base class, each error carries what a program needs to react."""

from __future__ import annotations

from typing import Any


class QuoteattrError(Exception):
    """Base of every error that quoteattr raises on purpose."""

    def __reduce__(self) -> Any:
        """A pickled error is made again of what it carries: the arguments it was made of, by their names."""
        code = getattr(type(self).__init__, "__code__", None)
        if code is None:  # it has a message alone
            return super().__reduce__()
        names = code.co_varnames[1 : code.co_argcount]
        return type(self), tuple(getattr(self, name) for name in names)


class ArgumentError(QuoteattrError, ValueError):
    """An argument has a value that quoteattr cannot take.

    ``argument`` is its name, ``value`` what was given.
    """

    def __init__(self, argument: str, value: object, message: str) -> None:
        super().__init__(f"{argument}: {message}")
        self.argument = argument
        self.value = value
        self.message = message


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument has a type that quoteattr cannot take (a text that is not a ``str``, say)."""


class UnknownLanguageError(ArgumentError):
    """No language pack of that name is installed; ``installed`` lists those that are."""

    def __init__(self, value: object, installed: tuple[str, ...]) -> None:
        there = ", ".join(installed) or "none"
        super().__init__("language", value, f"no language pack {value!r:.80}; installed: {there}")
        self.installed = installed


class PackError(QuoteattrError):
    """A language pack or a model file is missing or damaged; ``path`` is the file."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


class InputFileError(QuoteattrError):
    """A file that the caller named cannot be read as what it should be.

    ``path`` is the file, ``line`` the line (from 1) where that is known.
    """

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        where = path if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {message}")
        self.path = path
        self.line = line
        self.message = message


class DocumentError(QuoteattrError, ValueError):
    """A dict that should hold an Analysis is damaged; ``where`` is the place in it
    (``attributions[3].cue.span``)."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where or 'document'}: {message}")
        self.where = where
        self.message = message


class FailedTextError(QuoteattrError):
    """``pipe(..., on_error="raise")`` met a text that failed: ``index`` in the input, the class name
    of the ``error`` and its ``message``. What was raised for the text is its ``__cause__``: the error
    itself, or an ElsewhereError."""

    def __init__(self, index: int, error: str, message: str) -> None:
        super().__init__(f"text {index}: {error}: {message}")
        self.index = index
        self.error = error
        self.message = message


class TimeLimitError(QuoteattrError, TimeoutError):
    """A text took longer than the ``seconds`` that ``pipe(..., time_limit=seconds)`` allows."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"took longer than {seconds:g} seconds")
        self.seconds = seconds


class ElsewhereError(QuoteattrError):
    """The cause of an error, where that was raised in another process: its ``traceback``, as text."""

    def __init__(self, traceback: str) -> None:
        super().__init__(f"\n{traceback}")
        self.traceback = traceback


class WorkerStartError(QuoteattrError, RuntimeError):
    """No worker process could be started (the message says why), so nothing more was analysed."""


class MissingExtraError(QuoteattrError, ImportError):
    """Something needs a package that is not installed; ``extra`` brings it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"needs {package}, which is not here: pip install 'quoteattr[{extra}]'")
        self.package = package
        self.extra = extra
