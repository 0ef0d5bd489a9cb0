"""The engine's present state as plain data (docs/engine.md, ``state``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from picup_desktop.words import Role


class PauseReason(StrEnum):
    """Why nothing moves for now."""

    PERSON = "person"
    QUIET_HOURS = "quiet_hours"
    BATTERY = "battery"
    METERED = "metered"
    LOCKED = "locked"


@dataclass(frozen=True)
class Pause:
    """Nothing moves until then (Unix seconds), or until somebody resumes."""

    reason: PauseReason
    until: float | None = None


@dataclass(frozen=True)
class Moving:
    """A photo's object on its way to a storage."""

    role: Role
    photo_id: int
    sent_bytes: int
    size_bytes: int
    path: str | None = None
    """None while the vault is locked."""


@dataclass(frozen=True)
class Pass:
    """How far a pass is."""

    step: str
    photos: int = 0
    size_bytes: int = 0
    ended_photos: int = 0
    ended_bytes: int = 0

    @property
    def fraction(self) -> float:
        """How much of it is done, 0 to 1."""
        if self.size_bytes > 0:
            return min(1.0, self.ended_bytes / self.size_bytes)
        return self.ended_photos / self.photos if self.photos else 0.0


@dataclass(frozen=True)
class Live:
    """This moment; empty while no engine answers."""

    locked: bool = False
    unlocked_by: str | None = None
    """Whose passphrase unlocks: the ``vault``'s, the lock's ``own``, or None: nobody's."""
    run: Pass | None = None
    moving: tuple[Moving, ...] = ()
    rates: Mapping[Role, float] = field(default_factory=dict)
    paused: Pause | None = None
    next_tries: Mapping[Role, float] = field(default_factory=dict)
    next_pass_at: float | None = None

    @property
    def rate(self) -> float:
        """Bytes a second to both together."""
        return sum(self.rates.values())

    @property
    def seconds_left(self) -> float | None:
        """How long the pass still takes at the slower storage's rate; None if that is unknown."""
        slowest = min(self.rates.values(), default=0.0)
        if self.run is None or slowest <= 0 or not self.run.size_bytes:
            return None
        return (self.run.size_bytes - self.run.ended_bytes) / slowest


def live_of(state: Mapping[str, Any]) -> Live:
    """The engine's ``state``."""
    live = with_progress(Live(), state)
    return replace(
        live,
        locked=bool(state.get("locked", False)),
        unlocked_by=state.get("unlocked_by"),
        paused=pause_of(state.get("paused")),
        next_tries={
            Role(each["role"]): seconds
            for each in state.get("storages") or ()
            if (seconds := unix(each.get("next_try_at"))) is not None
        },
        next_pass_at=unix(state.get("next_pass_at")),
    )


def with_progress(live: Live, told: Mapping[str, Any]) -> Live:
    """After a ``progress`` event, which has the same fields."""
    run, moving = told.get("pass"), told.get("moving") or ()
    # A rate is a mean over some time; when nothing moves any more, it says nothing.
    rates = told.get("rates") or {} if run or moving else {}
    return replace(
        live,
        run=None
        if run is None
        else Pass(
            str(run.get("step", "other")),
            int(run.get("photos") or 0),
            int(run.get("bytes") or 0),
            int(run.get("ended_photos") or 0),
            int(run.get("ended_bytes") or 0),
        ),
        moving=tuple(
            Moving(
                Role(m["storage"]),
                int(m["photo"]),
                int(m["bytes"]),
                int(m.get("size") or 0),
                m.get("path"),
            )
            for m in moving
        ),
        rates={Role(r): float(rate) for r, rate in rates.items()},
    )


def pause_of(told: Mapping[str, Any] | None) -> Pause | None:
    """The engine's ``paused``."""
    if told is None:
        return None
    return Pause(PauseReason(told["reason"]), unix(told.get("until")))


def unix(iso: str | None) -> float | None:
    """A moment of the engine's as Unix seconds."""
    return None if iso is None else datetime.fromisoformat(iso).timestamp()


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
