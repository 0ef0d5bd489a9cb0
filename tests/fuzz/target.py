"""A parser of foreign bytes, as it is tried."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One parser."""

    name: str
    samples: Callable[[], Sequence[bytes]]
    read: Callable[[bytes], object]
    errors: tuple[type[Exception], ...]
    """What it may raise for bytes that are none of its own."""

    def __call__(self, data: bytes) -> None:
        """Parse; any other error comes out."""
        with suppress(*self.errors):
            self.read(data)

    def __str__(self) -> str:
        return self.name
