"""The engine's current state and a job's progress as plain data (docs/engine.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from picup_desktop.engine.ipc import answers, events
from picup_desktop.words import Role


class PauseCause(StrEnum):
    """Why the engine is paused."""

    PERSON = "person"
    QUIET_HOURS = "quiet_hours"
    BATTERY = "battery"
    METERED = "metered"
    LOCKED = "locked"


@dataclass(frozen=True)
class Pause:
    """A pause until a time (Unix seconds), or until somebody resumes."""

    reason: PauseCause
    until: float | None = None


@dataclass(frozen=True)
class Moving:
    """A photo's object that is being sent to a storage."""

    role: Role
    photo_id: int
    sent_bytes: int
    size_bytes: int
    path: str | None = None
    """None while the vault is locked."""


@dataclass(frozen=True)
class Pass:
    """The progress of a pass."""

    step: str
    photos: int = 0
    size_bytes: int = 0
    ended_photos: int = 0
    ended_bytes: int = 0
    began_at: str = ""
    """Its ISO 8601 time, which tells one pass from the next."""


@dataclass(frozen=True)
class Live:
    """The engine's current state; empty while no engine answers."""

    locked: bool = False
    unlocked_by: str | None = None
    """Which passphrase unlocks: the ``vault``'s, the lock's ``own``, or None."""
    run: Pass | None = None
    moving: tuple[Moving, ...] = ()
    rates: Mapping[Role, float] = field(default_factory=dict)
    paused: Pause | None = None
    next_tries: Mapping[Role, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Bytes a second to both storages together."""
        return sum(self.rates.values())

    @property
    def seconds_left(self) -> float | None:
        """Time left for the pass at the slower storage's rate; None while that is unknown."""
        slowest = min(self.rates.values(), default=0.0)
        if self.run is None or slowest <= 0 or not self.run.size_bytes:
            return None
        return (self.run.size_bytes - self.run.ended_bytes) / slowest


def live_of(state: answers.State) -> Live:
    """Read an answer to the command ``state``."""
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
    )


def with_progress(live: Live, fields: events.Progress) -> Live:
    """Return the state after a ``progress`` event, which has some of the same fields."""
    run, moving = fields.get("pass"), fields.get("moving") or ()
    # A rate is a mean over some seconds, so it is wrong once nothing moves.
    rates = fields.get("rates") or {} if run or moving else {}
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
            str(run.get("began_at") or ""),
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


def pause_of(fields: events.Pause | None) -> Pause | None:
    """Read the field ``paused``."""
    if fields is None:
        return None
    return Pause(PauseCause(fields["reason"]), unix(fields.get("until")))


def unix(iso: str | None) -> float | None:
    """Return an ISO 8601 time as Unix seconds."""
    return None if iso is None else datetime.fromisoformat(iso).timestamp()


@dataclass(frozen=True)
class RunningJob:
    """The progress of a job such as a restore."""

    photos: int = 0
    size_bytes: int = 0
    ended_photos: int = 0
    ended_bytes: int = 0
    rate: float = 0.0
    seconds_left: float | None = None

    @property
    def fraction(self) -> float:
        """The part that is done, 0 to 1."""
        return self.ended_bytes / self.size_bytes if self.size_bytes else 0.0


def progress_of(fields: events.JobProgress) -> RunningJob:
    """Read the fields of a ``job`` event."""
    left = fields.get("seconds_left")
    return RunningJob(
        photos=int(fields.get("photos") or 0),
        size_bytes=int(fields.get("bytes") or 0),
        ended_photos=int(fields.get("ended_photos") or 0),
        ended_bytes=int(fields.get("ended_bytes") or 0),
        rate=float(fields.get("rate") or 0.0),
        seconds_left=None if left is None else float(left),
    )
