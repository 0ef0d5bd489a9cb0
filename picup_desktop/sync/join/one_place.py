"""Detect two storages that are one folder, or nested, under any names (5-8).

Names and addresses prove nothing: a box has a name, an IP address and perhaps a public
name; a share is a folder of the server behind it; links lead elsewhere. So a file with
an unguessable name is written on one and searched for through the other.
"""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.messages.message import Message
from picup_desktop.names import plain, shown
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.errors import NOT_ASKED, ObjectNotFound, StorageError
from picup_desktop.storage.place import Place
from picup_desktop.storage.trust.known_hosts import is_certificate
from picup_desktop.storage.web_place import is_this_computer

MOST_FOLDERS_DEEP = 40
"""The most parent folders of a storage to try; each costs a request."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Side:
    """One of the two storages; ``paths`` are its folder's, as given and with links resolved."""

    storage: Storage
    paths: tuple[str, ...]


def side_of(storage: Storage, place: Place, real_path: str | None = None) -> Side:
    """Return a storage with its paths; ``real_path`` has no links, if it is known."""
    named = place.root
    return Side(storage, (named,) if real_path in {None, named} else (named, str(real_path)))


def is_one_place(one: Side, two: Side, scratch: Path) -> bool:
    """Return whether a file written on one appears on the other. Any StorageError; no file stays.

    If ``two`` is full or read-only, only the case of ``one`` inside it is excluded.
    """
    if _shows(one, two, scratch):
        return True
    try:
        return _shows(two, one, scratch)
    except NOT_ASKED:
        raise
    except StorageError as error:
        log.warning("whether one storage lies in the other was not seen: %s", error.sentence)
        return False


def may_be_one_place(one: Place, one_key: str | None, two: Place, two_key: str | None) -> bool:
    """Return whether addresses and host keys suggest one place, if a storage can't be asked."""
    if one.server is None or two.server is None:
        return False
    return one.root == two.root and one_key == two_key


def one_box(one: Place, one_key: str | None, two: Place, two_key: str | None) -> Message | None:
    """Return why two places that are not one are most likely on one box; None if nothing says so.

    It is allowed, for some people want it, and told: whoever loses the box loses both copies.
    """
    # Two boxes may have certificates of one authority.
    if one_key is not None and one_key == two_key and not is_certificate(one_key):
        return Message("check-one-host-key")
    if _on_one_server(one, two):
        return Message("check-one-server", server=shown(one.login_server))
    if one.folder is not None and two.folder is not None and _on_one_disk(one.folder, two.folder):
        return Message("check-one-disk")
    return None


def _on_one_server(one: Place, two: Place) -> bool:
    """Return whether both are places of one server, such as two buckets of one provider.

    By SSH the host key says more; a bucket or a share is known by its server's name.
    """
    if not one.login_server or not two.login_server:
        return False
    if one.login_server == two.login_server:
        return True
    ours, theirs = (place.login_server.rpartition(":")[0] for place in (one, two))
    # On this computer each port may lead to another box, by a tunnel.
    return ours == theirs and one.scheme != two.scheme and not is_this_computer(ours)


def _on_one_disk(one: Path, two: Path) -> bool:
    disk = disk_of(one)
    return disk is not None and disk == disk_of(two)


def disk_of(folder: Path) -> str | None:
    """Return a text that two folders on one file system share; None for one that is away."""
    try:
        return str(folder.stat().st_dev)
    except OSError:
        # Its own check says that.
        return None


def names_through(name: str, paths: tuple[str, ...]) -> Iterator[str]:
    """Yield the paths of ``name`` below one of ``paths``, seen from that folder or a parent.

    The folder itself comes first, then each parent, with the last parts of the path added.
    """
    yield name
    for path in paths:
        parts = [part for part in path.split("/") if part not in {"", "."}]
        for count in range(1, min(len(parts), MOST_FOLDERS_DEEP) + 1):
            yield "/".join((*parts[-count:], name))


def _shows(inner: Side, outer: Side, scratch: Path) -> bool:
    name = f"{TEMPORARY_FOLDER}/apart-{secrets.token_hex(8)}"
    source = scratch / Path(name).name
    source.touch()
    try:
        inner.storage.put(name, source)
        return any(
            _is_there(outer.storage, seen, below=seen != name)
            for seen in dict.fromkeys(names_through(name, inner.paths))
        )
    finally:
        source.unlink()
        _take_back(inner.storage, name)


def _is_there(storage: Storage, name: str, *, below: bool) -> bool:
    try:
        storage.stat(name)
    except ObjectNotFound:
        return False
    except StorageError as error:
        # A server's error for a path through something that is no folder; the storage answered.
        if below and not isinstance(error, NOT_ASKED):
            return False
        raise
    return True


def _take_back(storage: Storage, name: str) -> None:
    try:
        storage.remove(name)
    except StorageError as error:
        # An empty file below tmp/, which is swept later; the earlier error matters more.
        log.warning("%s could not be taken back: %s", plain(name), error.sentence)
