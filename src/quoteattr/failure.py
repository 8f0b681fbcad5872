"""What stands in the place of a result that could not be had."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType

from attrs import field, frozen


@frozen
class Failure:
    """What ``pipe`` gives in place of an Analysis: the ``index`` of the text in the input, the class
    name of the ``error`` and its ``message``.

    ``traceback`` is where it was raised, as Python prints it, in whichever process that was; "" where
    nothing was raised (the process died) or no memory was left. It is neither shown nor compared.
    """

    index: int
    error: str
    message: str
    traceback: str = field(default="", eq=False, repr=False)

    @classmethod
    def of(cls, index: int, error: Exception) -> Failure:
        """The Failure of text number ``index`` that ``error`` makes."""
        if isinstance(error, MemoryError):
            _let_go(error.__traceback__)  # before all else: nothing more fits
        return cls(index, type(error).__name__, _message(error), _formatted(error))


def _let_go(raised: TracebackType | None) -> None:
    """Of what the functions held that the error came out of."""
    while raised is not None:
        with suppress(RuntimeError):  # one that still runs keeps what it holds
            raised.tb_frame.clear()
        raised = raised.tb_next


def _formatted(error: Exception) -> str:
    try:
        from traceback import format_exception  # slow to import

        return "".join(format_exception(error))
    except MemoryError:
        return ""


def _message(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "the memory ran out while this text was analysed"
    try:
        return str(error) or "no message"
    except Exception:  # of its own __str__
        return "no message"
