"""The engine's events and their fields, as JSON (docs/engine.md).

Times are ISO 8601 UTC, sizes are bytes, rates are bytes a second.
"""

from typing import Any, TypeAlias, TypedDict

Said: TypeAlias = Any
"""A message (``picup_desktop/messages/``); its text, once a face has rendered it."""


class Pause(TypedDict):
    """Why nothing moves, and until when; null: as long as the reason lasts."""

    reason: str
    until: str | None


class Moving(TypedDict):
    """A photo that is being sent; ``path`` is null while the vault is locked."""

    storage: str
    photo: int
    path: str | None
    bytes: int
    size: int


class PassProgress(TypedDict):
    """The running pass."""

    began_at: str
    step: str
    photos: int
    bytes: int
    ended_photos: int
    ended_bytes: int


Progress = TypedDict(
    "Progress",
    {"pass": PassProgress | None, "moving": list[Moving], "rates": dict[str, int]},
)
"""The event ``progress``, and a part of ``state``."""


class PassResult(TypedDict, total=False):
    """The result of a pass; empty for a ``sync`` that did not wait."""

    unprotected: int
    skipped_files: int
    restless: int
    unreadable: int
    held: list[str]
    lost: bool
    nobody_reached: bool
    reasons: dict[str, Said]


class PassEnded(PassResult, total=False):
    """The event ``pass_ended``: the result, or that it was stopped, or its error."""

    stopped: bool
    error: Said


class Changed(TypedDict):
    """The event ``changed``: the parts of the ledger to read anew."""

    what: list[str]


class JobProgress(TypedDict):
    """The event ``job``."""

    job: str | None
    photos: int
    bytes: int
    ended_photos: int
    ended_bytes: int
    rate: int
    seconds_left: float | None
    ended: bool


class Paused(TypedDict):
    """``pause``, ``resume`` and the event ``paused``."""

    paused: Pause | None
