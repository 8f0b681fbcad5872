"""How far a loop over many texts is, told in the way that the caller wants: tqdm's, or a function's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol, TypeAlias, runtime_checkable

from quoteattr import arguments
from quoteattr.errors import MissingExtraError


@runtime_checkable
class Bar(Protocol):
    """A bar of tqdm, or what has its methods."""

    def update(self, n: int, /) -> object:
        """So many more are done."""

    def close(self) -> object:
        """No more will be."""


Progress: TypeAlias = bool | Bar | Callable[[int, int | None], object]
"""True: a bar of tqdm (extra ``[progress]``). A bar that was made before, or a class of bars (``tqdm``). Or a
function that is called with how many are done, and how many there are (None: not known)."""


def checked(argument: str, progress: Any) -> Progress:
    """The value. Raises ArgumentTypeError for what is none, MissingExtraError for True without tqdm."""
    if progress is True:
        _tqdm()
        return True
    drawn = isinstance(progress, Bar)  # a bar, or a class of bars
    if progress is False or drawn or (callable(progress) and not isinstance(progress, type)):
        found: Progress = progress
        return found
    raise arguments.wrong_type(argument, progress, "True, False, a bar of tqdm or a function")


@contextmanager
def counting(progress: Progress, total: int | None) -> Iterator[Callable[[], object]]:
    """What to call when one more is done. A bar that is made here is closed at the end."""
    if progress is False:
        yield _nothing
        return
    if progress is True or isinstance(progress, type):
        made: Any = (_tqdm() if progress is True else progress)(total=total, unit="text")
        with closing(made):
            yield lambda: made.update(1)
        return
    if isinstance(progress, Bar):
        bar = progress
        yield lambda: bar.update(1)
        return
    yield _counter(progress, total)


def length(items: object) -> int | None:
    """How many there are, where that is known."""
    try:
        return len(items)  # type: ignore[arg-type]
    except Exception:
        return None


def _nothing() -> None:
    """For no bar at all."""


def _counter(tell: Any, total: int | None) -> Callable[[], object]:
    done = 0

    def one_more() -> None:
        nonlocal done
        done += 1
        tell(done, total)

    return one_more


def _tqdm() -> Any:
    try:
        from tqdm.auto import tqdm
    except ImportError as error:
        raise MissingExtraError("tqdm", "progress") from error
    return tqdm
