"""What the commands that read the ledger themselves print as JSON (docs/cli.md).

Those that go through the engine print its answers (``engine/ipc/answers.py``). Times are
ISO 8601 UTC, sizes are bytes.
"""

from collections.abc import Mapping
from typing import TypedDict

from picup_desktop.settings import Value


class PhotoCounts(TypedDict):
    """How many photos are in each state."""

    protected: int
    half_protected: int
    waiting: int
    failed: int
    deleted: int


class Storage(TypedDict):
    """A storage in ``status``.

    ``seen_at``: when it was last seen whole; ``evidence`` is a value of ``Evidence`` (5-1).
    """

    role: str
    url: str
    state: str
    objects: int
    bytes: int
    reason: str | None
    free_bytes: int | None
    checked_at: str | None
    seen_at: str | None
    evidence: str


class PassFault(TypedDict):
    """The passes that broke off since the last whole one (5-7)."""

    times: int
    since: str
    reason: str


class Status(PhotoCounts):
    """``status``."""

    photos: int
    queued_objects: int
    earlier_versions: int
    earlier_versions_bytes: int
    earlier_versions_until: str | None
    dead_letters: int
    attention: int
    pass_fault: PassFault | None
    home_hold: str | None
    skipped: int
    skipped_kinds: dict[str, dict[str, int]]
    storages: list[Storage]


class Synced(Status):
    """``sync``."""

    skipped_files: int
    restless: int


class Skipped(TypedDict):
    """A file of ``skipped``; ``path`` is relative to the album's folder.

    ``stands_for``: the path of the photo that is in a cloud only, where it is a placeholder.
    """

    album: str
    path: str
    why: str
    stands_for: str | None


class Copy(TypedDict):
    """A copy of a photo; ``object``: its path on the storage, relative to the vault's root."""

    state: str
    object: str | None


class DuplicatePlace(TypedDict):
    """A place where a content stands; ``taken_at`` as in ``photos``."""

    id: int
    album: str
    path: str
    mtime_ns: int
    taken_at: str | None
    here: bool


class Duplicate(TypedDict):
    """A content of ``photos duplicates``; ``here`` counts the files on this computer."""

    sha256: str
    size: int
    photos: int
    here: int
    bytes_here: int
    places: list[DuplicatePlace]


class DateOfPhoto(TypedDict):
    """A wall clock time without a zone, and a value of ``DateFrom``; None: not known yet."""

    taken_at: str | None
    date_from: str | None


class Photo(DateOfPhoto):
    """A photo of ``photos``; ``shot``: the photo that leads its shot.

    ``taken_at`` is a wall clock time without a zone; ``date_from`` is a value of ``DateFrom``;
    ``turn`` is the orientation of EXIF in which it is shown, beyond what its file says.
    """

    id: int
    album: str
    path: str
    size: int
    mtime_ns: int
    sha256: str | None
    state: str
    copies: dict[str, Copy]
    shot: int
    lead: bool
    kind: str
    turn: int
    reason: str | None
    deleted_at: str | None


class UploadEvent(TypedDict):
    """An event of ``events``."""

    id: int
    photo: int
    at: str
    outcome: str
    stored_on: list[str]
    attempts: int
    reason: str | None


class Album(PhotoCounts):
    """An album of ``album list``."""

    name: str
    path: str
    state: str
    photos: int
    skipped_files: int
    skipped_kinds: dict[str, dict[str, int]]
    links: str
    hidden: str
    files: str


class KeptId(TypedDict):
    """A photo that was not deleted."""

    id: int
    reason: str


class RemovedIds(TypedDict):
    """``rm``: ids; ``journaled``: the ids or names that the journal keeps (3-3)."""

    deleted: list[int]
    already: list[int]
    kept: list[KeptId]
    journaled: list[int] | list[str]


class Trashed(TypedDict):
    """A photo of ``trash list``."""

    id: int
    album: str
    path: str
    size: int
    mtime_ns: int
    deleted_at: str
    removed_at: str | None


class Message(TypedDict):
    """A message of ``deletions``."""

    id: int
    state: str
    attempts: int
    available_at: str
    storage: str
    objects: list[str]
    last_error: str | None
    photos: list[int]
    made_at: str
    leased_until: str | None


class AttentionItem(TypedDict):
    """An item of ``attention``."""

    id: int
    kind: str
    cause: str
    since: str
    text: str
    choices: list[str]
    details: Mapping[str, object]


class Setting(TypedDict):
    """A setting of ``settings``."""

    name: str
    value: Value
    default: Value
    least: float | None
    most: float | None
    unit: str
    text: str
