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

from picup_desktop.names import plain
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.errors import NOT_ASKED, ObjectNotFound, StorageError
from picup_desktop.storage.place import Place

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
