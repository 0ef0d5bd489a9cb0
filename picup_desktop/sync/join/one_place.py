"""Whether two storages are one folder, or one lies in the other, under whatever names (5-8).

Names and addresses do not tell: a box has a name, an IP address and perhaps a name outside of
the house; a share is a folder of the server behind it; links lead elsewhere. So a file with
a name that nobody can guess is written on one and looked for through the other.
"""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.errors import NOT_ASKED, ObjectNotFound, StorageError
from picup_desktop.storage.place import Place

MOST_FOLDERS_DEEP = 40
"""How many folders above a storage's own are thought of; each costs a question."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Side:
    """One of the two: ``paths`` are its folder's, as it was named and as it really is."""

    storage: Storage
    paths: tuple[str, ...]


def side_of(storage: Storage, place: Place, real_path: str | None = None) -> Side:
    """A storage at its place; ``real_path`` without links, where somebody asked for it."""
    named = place.root
    return Side(storage, (named,) if real_path in {None, named} else (named, str(real_path)))


def is_one_place(one: Side, two: Side, scratch: Path) -> bool:
    """Whether what is written on one shows on the other. Any StorageError; no file stays.

    ``two`` may be full or read-only: then it is only known that ``one`` does not lie in it.
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
    """What addresses and host keys tell, where a storage can't be asked: one path on one server."""
    if one.server is None or two.server is None:
        return False
    return one.root == two.root and one_key == two_key


def names_through(name: str, paths: tuple[str, ...]) -> Iterator[str]:
    """What ``name`` below one of ``paths`` may be called from a folder at or above that path.

    The folder itself first, then each one above it: a path's own last parts lead back down.
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
        # Some server's word for a path through what is no folder; the storage itself was asked.
        if below and not isinstance(error, NOT_ASKED):
            return False
        raise
    return True


def _take_back(storage: Storage, name: str) -> None:
    try:
        storage.remove(name)
    except StorageError as error:
        # An empty file below tmp/, which is swept; what happened before it matters more.
        log.warning("%s could not be taken back: %s", name, error.sentence)
