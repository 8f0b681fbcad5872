"""``@passing`` in place of ``@frozen``: for values that never leave the stage that makes them.

The type checker holds them frozen as all values are; a program makes them in a third of the time.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as passing
else:
    from attrs import define as passing

__all__ = ["passing"]
