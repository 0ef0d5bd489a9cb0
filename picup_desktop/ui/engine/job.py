"""The progress of a running job, from its ``job`` events (docs/engine.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class JobProgress:
    """How far it is."""

    photos: int = 0
    size_bytes: int = 0
    ended_photos: int = 0
    ended_bytes: int = 0
    rate: float = 0.0
    seconds_left: float | None = None

    @property
    def fraction(self) -> float:
        """How much of it is done, 0 to 1."""
        return self.ended_bytes / self.size_bytes if self.size_bytes else 0.0


def progress_of(told: Mapping[str, Any]) -> JobProgress:
    """A ``job`` event's fields."""
    left = told.get("seconds_left")
    return JobProgress(
        photos=int(told.get("photos") or 0),
        size_bytes=int(told.get("bytes") or 0),
        ended_photos=int(told.get("ended_photos") or 0),
        ended_bytes=int(told.get("ended_bytes") or 0),
        rate=float(told.get("rate") or 0.0),
        seconds_left=None if left is None else float(left),
    )
