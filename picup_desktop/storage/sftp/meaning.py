"""Translate a server's refusal to a StorageError."""

import stat

from picup_desktop.storage.errors import (
    FolderInPlace,
    ObjectNotFound,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageNonsense,
    StorageUnreachable,
    StrangeEntry,
)
from picup_desktop.storage.sftp.packets import Code, SftpStatus
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.root import not_a_folder, trouble_at_root
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.trust.known_hosts import host_entry

FULL_BELOW_BYTES = 1024 * 1024
DENIED_WORDS = ("permission denied", "operation not permitted", "read-only file system")
FULL_WORDS = ("no space left on device", "disk quota exceeded")
"""Of the system, which servers in Go and Python pass on with a bare failure."""


def meaning(wire: SftpWire, status: SftpStatus, place: SftpPlace, name: str = "") -> StorageError:
    """Return the error of a refusal about the object ``name``, or the root folder if it is empty.

    Servers answer a bare "failure" for a full or read-only disk, so the state is checked.
    """
    trouble = None if name else trouble_at_root(wire, status, place)
    return trouble or _of_object(wire, status, place, name)


def _of_object(wire: SftpWire, status: SftpStatus, place: SftpPlace, name: str) -> StorageError:
    entry = host_entry(place.host, place.port)
    if status.code == Code.NO_SUCH_FILE:
        if name:
            return ObjectNotFound("object-is-not-on-server", name=name, server=entry)
        return StorageUnreachable("folder-is-not-on-server", path=place.path, server=entry)
    if status.code == Code.PERMISSION_DENIED or status.says(DENIED_WORDS):
        return StorageDenied(
            "denies-user-may-not-write", server=entry, user=place.user, path=place.path
        )
    space = wire.space(place.path)
    if space is not None and space.read_only:
        return StorageDenied("disk-on-read-only", path=place.path, server=entry)
    full = space is not None and space.free_bytes < FULL_BELOW_BYTES
    if full or status.code in {Code.NO_SPACE, Code.QUOTA_EXCEEDED} or status.says(FULL_WORDS):
        return StorageFull("server-is-full", server=entry, path=place.path)
    return StorageNonsense("server-answers", server=entry, answer=str(status))


def meaning_of_a_refused_write(
    wire: SftpWire, status: SftpStatus, place: SftpPlace, name: str
) -> StorageError:
    """As ``meaning``, for a write to a file that was opened.

    A used-up quota is a bare "failure" as well, while the disk still has room; it is by
    far the likeliest cause of all (DISASTERS 1-7).
    """
    error = meaning(wire, status, place, name)
    if status.code != Code.FAILURE or not isinstance(error, StorageNonsense):
        return error
    entry = host_entry(place.host, place.port)
    return StorageFull("takes-no-more-bytes-middle", server=entry, user=place.user, path=place.path)


def meaning_of_a_refusal(
    wire: SftpWire, status: SftpStatus, place: SftpPlace, name: str, path: str
) -> StorageError:
    """As ``meaning``, for reading or removing the file at ``path``; FolderInPlace for a folder.

    Servers answer a bare "failure", or "permission denied", for a folder.
    """
    error = meaning(wire, status, place, name)
    if isinstance(error, ObjectNotFound):
        return error
    try:
        mode = wire.stat(path).mode
    except SftpStatus:
        return error
    return folder_in_place(name) if mode is not None and stat.S_ISDIR(mode) else error


def meaning_of_a_kept_probe(
    wire: SftpWire, status: SftpStatus, place: SftpPlace, path: str
) -> StorageError:
    """Return the error where a file could be written and not be removed again."""
    error = meaning_of_a_refusal(wire, status, place, path, path)
    if isinstance(error, StorageDenied):
        entry = host_entry(place.host, place.port)
        return StorageDenied(
            "server-lets-nothing-be-removed", server=entry, user=place.user, path=place.path
        )
    return error


def check_is_file(name: str, mode: int | None) -> None:
    """Raise StrangeEntry if the mode is not that of a regular file."""
    if mode is not None and stat.S_ISDIR(mode):
        raise folder_in_place(name)
    if mode is not None and not stat.S_ISREG(mode):
        raise StrangeEntry("not-a-file-on-storage", name=name)


def check_is_folder(wire: SftpWire, place: SftpPlace) -> None:
    """Raise StorageUnreachable if something else than a folder stands at the root's path."""
    mode = wire.stat(place.path).mode
    if mode is not None and not stat.S_ISDIR(mode):
        raise not_a_folder(place, place.path)


def folder_in_place(name: str) -> FolderInPlace:
    """Return the error for a folder that has the name of a file of the vault (6-1)."""
    return FolderInPlace("on-storage-folder-file-vault", name=name)
