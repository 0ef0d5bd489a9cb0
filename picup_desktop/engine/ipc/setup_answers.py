"""The answers of the commands that make, open, move and check a vault, as JSON (docs/engine.md)."""

from typing import NotRequired, TypedDict

from picup_desktop.engine.ipc.answers import JournalFinding
from picup_desktop.engine.ipc.events import Said


class Connection(TypedDict):
    """``test_connection``; ``vault``: a vault is there already.

    ``keeps``: a message on what stays there of what is removed, or goes by itself; null where
    nothing does. ``endangers``: whether photos go by themselves.
    ``disk``: a text that is the same for two folders on one disk of this computer.
    """

    host_key: str | None
    fingerprint: str | None
    round_trip_ms: float
    free_bytes: int | None
    keeps: Said | None
    endangers: bool
    vault: bool
    disk: str | None


class Folders(TypedDict):
    """``folder_list`` and ``folder_make``: the folders in ``path``, which is as the box names it.

    ``more``: there are, or may be, more of them; ``vault``: the vault of a PicUp is in ``path``.
    """

    path: str
    folders: list[str]
    more: bool
    vault: bool


class VaultMade(TypedDict):
    """``setup``; ``storages``: the URL by role."""

    vault: str
    recovery_kit: str
    recovery_kit_pdf: str
    storages: dict[str, str]


class VaultOpened(TypedDict):
    """``open_vault``; ``from_headers``: photos recovered from their objects' headers only.

    ``kept_aside``: the paths of a damaged ledger and what belonged to it.
    """

    photos: int
    from_headers: int
    unreadable: int
    opened_from: str
    findings: list[JournalFinding]
    warnings: list[Said]
    kept_aside: list[str]


class StorageChanged(TypedDict):
    """``storage_change``."""

    role: str
    url: str
    free_bytes: int | None


class HostKeyTrusted(TypedDict):
    """``storage_trust``: the fingerprints trusted ``before``, the one shown ``now``."""

    role: str
    server: str
    before: list[str]
    now: str
    trusted: bool


class StorageReplaced(TypedDict):
    """``storage_replace``; ``objects`` are to be brought there from the other storage.

    ``begun``: an earlier try gave it the part already.
    """

    role: str
    url: str
    free_bytes: int | None
    objects: int
    begun: bool


class StoragesSwapped(TypedDict):
    """``storage_swap``: the URL of each from now on."""

    main: str
    backup: str


class StorageFacts(TypedDict):
    """What every list of storages says of one, as of the last contact.

    ``seen_at``: when it was last seen whole; ``evidence`` is a value of ``Evidence`` (5-1).
    """

    role: str
    url: str
    state: str
    reason: Said | None
    objects: int
    bytes: int
    free_bytes: int | None
    checked_at: str | None
    seen_at: str | None
    evidence: str


class StorageRow(StorageFacts):
    """A storage in ``storage list``; ``host_key`` as ``type base64``, for ``ssh-keygen``.

    ``unknown``: objects that no computer of the vault names, at least.
    """

    host_key: str | None
    fingerprint: str | None
    unknown: int
    ssh: str


class CheckedStorage(StorageRow):
    """A storage in ``storage_check``: how many objects are missing or cut.

    ``unknown`` also counts objects younger than a day here.
    """

    missing: int
    damaged: int


class StoragesChecked(TypedDict):
    """``storage_check``."""

    storages: list[CheckedStorage]


class PhotoOfAlbum(TypedDict):
    """A photo that an object holds."""

    id: int
    album: str | None
    path: str


class BadObject(TypedDict):
    """An object that is missing or damaged on a storage."""

    storage: str
    object: str
    photos: list[PhotoOfAlbum]


RepairedObject = TypedDict("RepairedObject", {"storage": str, "object": str, "from": str})
"""An object that was repaired; ``from``: a role or ``local``."""


class UnknownObject(TypedDict):
    """An object that no ledger row names; ``offered`` for removal once it is old enough."""

    storage: str
    object: str
    bytes: int
    offered: bool
    removed: bool


class NotRepaired(TypedDict):
    """An object that could not be repaired."""

    storage: str
    object: str
    reason: Said


class VerifyCounts(TypedDict):
    """The full counts behind the lists of an answer, which a job cuts short.

    ``missing`` and ``damaged`` are photos, or objects where no photo names them any more;
    ``left`` objects are bad still; ``unknown`` ones are offered for removal, ``removed`` ones are
    gone.
    """

    missing: int
    damaged: int
    repaired: int
    stored_anew: int
    left: int
    unknown: int
    removed: int


class Verified(TypedDict):
    """``verify``; a job lists at most 200 of each, and has ``counts``."""

    checked: int
    bytes: int
    vouched: int
    missing: list[BadObject]
    damaged: list[BadObject]
    repaired: list[RepairedObject]
    unknown: list[UnknownObject]
    not_repaired: list[NotRepaired]
    lost: list[int]
    journal: list[JournalFinding]
    not_reached: dict[str, Said]
    counts: NotRequired[VerifyCounts]
