"""Why the root folder on a server can't be used, found out by looking at its parents."""

import stat
from collections.abc import Iterator
from itertools import islice

from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.storage.errors import StorageDenied, StorageError, StorageUnreachable
from picup_desktop.storage.sftp.packets import Attributes, Code, SftpStatus
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.trust.known_hosts import host_entry

MOST_NAMES_SHOWN = 6
"""Folders at the top of a server that are named to a person."""


def trouble_at_root(wire: SftpWire, status: SftpStatus, place: SftpPlace) -> StorageError | None:
    """Return what is wrong at the root folder or above it; None if nothing is seen there.

    ``status``: the refusal that led here. SftpStatus is never raised; errors of the line are.
    """
    for path in _from_the_top(place.path):
        there = _attributes(wire, path)
        if there is None:
            return _missing(wire, status, place, path)
        if there.mode is not None and not stat.S_ISDIR(there.mode):
            return not_a_folder(place, path)
    return None


def not_a_folder(place: SftpPlace, path: str) -> StorageUnreachable:
    """Return the error about something else than a folder at the root's path, or above it."""
    entry = host_entry(place.host, place.port)
    return StorageUnreachable("root-is-no-folder", path=shown(path), server=entry)


def _missing(
    wire: SftpWire, status: SftpStatus, place: SftpPlace, path: str
) -> StorageError | None:
    """Return the error about a path below which everything is missing."""
    entry = host_entry(place.host, place.port)
    if _is_link(wire, path):
        return StorageUnreachable("root-is-dangling-link", path=shown(path), server=entry)
    denied = status.code == Code.PERMISSION_DENIED
    if status.code == Code.NO_SUCH_FILE or (path == place.path and not denied):
        return None
    kind = StorageDenied if denied else StorageUnreachable
    names = ", ".join(shown(name) for name in islice(_folders_at_top(wire), MOST_NAMES_SHOWN))
    top = Message("root-top-has", names=names) if names else Message("root-top-is-empty")
    return kind(
        "root-parent-is-missing",
        missing=shown(path),
        server=entry,
        user=shown(place.user),
        top=top,
    )


def _from_the_top(path: str) -> Iterator[str]:
    """Yield the path's parents from the top on, and the path itself."""
    words = path.split("/")
    for count in range(1, len(words) + 1):
        part = "/".join(words[:count])
        if part:
            yield part


def _attributes(wire: SftpWire, path: str) -> Attributes | None:
    """Return the attributes at a path; None if there is nothing, or a link to nothing."""
    try:
        return wire.stat(path)
    except SftpStatus as status:
        if status.code == Code.NO_SUCH_FILE:
            return None
        # It can't be looked at, and so is no proof of anything.
        return Attributes(None, None, None)


def _is_link(wire: SftpWire, path: str) -> bool:
    try:
        mode = wire.lstat(path).mode
    except SftpStatus:
        return False
    return mode is not None and stat.S_ISLNK(mode)


def _folders_at_top(wire: SftpWire) -> Iterator[str]:
    try:
        for name, attributes in sorted(wire.list("/"), key=lambda entry: entry[0]):
            if attributes.mode is None or stat.S_ISDIR(attributes.mode):
                yield name
    except SftpStatus:
        return
