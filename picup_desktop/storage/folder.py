"""A storage in a folder of this computer: a mounted share or a disk.

The root folder is made only at setup. Later a missing root means that the disk is not
mounted, and so does a root without any file of the vault: nothing is ever written to
the bare mount point.

Somebody with access to the disk or share may have put links there; none is followed (tree.py).
"""

import errno
import os
import shutil
import stat
import time
from collections.abc import Iterator, MutableSequence, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from math import inf
from pathlib import Path

from picup_desktop.messages.system import is_disk_full, reason_of
from picup_desktop.names import is_valid, shown
from picup_desktop.storage.base import (
    MOST_LEVELS,
    MOST_NAMES,
    MOST_NAMES_IN_A_FOLDER,
    TEMPORARY_FOLDER,
    Get,
    ObjectInfo,
    Piece,
    Probe,
    Progress,
    Put,
    pieces,
)
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageImpossible,
    StorageNonsense,
    StorageUnreachable,
    StrangeEntry,
)
from picup_desktop.storage.one_by_one import get_one_by_one, put_one_by_one, remove_one_by_one
from picup_desktop.storage.parts import NOBODY, Writer, new_part
from picup_desktop.storage.place import MOST_ENTRIES, MOST_FOLDERS, FolderListing
from picup_desktop.storage.sums import StoredSum, no_sums
from picup_desktop.storage.tree import (
    OpenRoot,
    TreeFolder,
    folder_below,
    is_strange,
    open_root,
    strange_entry,
)

COPY_BYTES = 1024 * 1024
ROOT = "/"
"""In the place of an object's name: the root folder itself is meant."""
DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
MOST_LOOKED_AT = 2000
"""Entries that one probe checks; the verifier checks all objects of a big vault."""
MOST_TOLD = 100


class FolderStorage:
    """Objects as plain files below one folder."""

    def __init__(
        self,
        root: Path,
        *,
        root_holds: Sequence[str] = (),
        own_names: Sequence[str] = (),
        open_root: OpenRoot = open_root,
        writer: Writer = NOBODY,
    ) -> None:
        """``root_holds``, ``own_names`` and ``writer``: see ``Access``."""
        self._root = root
        self._root_holds = root_holds
        self._own_names = own_names
        self._open_root = open_root
        self._writer = writer

    def prepare(self) -> None:
        """Make the root folder; called at setup."""
        with self._translating_errors():
            self._root.mkdir(parents=True, exist_ok=True)

    def folders(self, file: str) -> FolderListing:
        """As ``Place.folders``."""
        with self._translating_errors(ROOT), os.scandir(self._root) as entries:
            seen = [(entry.name, entry.is_dir()) for entry in islice(entries, MOST_ENTRIES)]
            more = next(entries, None) is not None
        names = sorted(name for name, folder in seen if folder and is_valid(name))
        more = more or len(names) > MOST_FOLDERS
        holds = any(name == file for name, _ in seen)
        return FolderListing(self._root.as_posix(), tuple(names[:MOST_FOLDERS]), more, holds)

    def make_folder(self) -> None:
        """As ``Place.make_folder``."""
        try:
            self._root.mkdir()
        except FileExistsError as error:
            root = shown(str(self._root))
            raise ObjectExists("folder-is-there-already", folder=root) from error
        except OSError as error:
            raise self._meaning(error, ROOT) from error

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``: a hard link creates the final name, so nothing is overwritten."""
        folder, _, last = name.rpartition("/")
        part = new_part(self._writer)
        with self._opened(name) as root, folder_below(root, TEMPORARY_FOLDER, make=True) as parts:
            try:
                written = _write(parts.open_new(part), name, source, progress)
                _check_whole(parts.status(part), written, name)
                with folder_below(root, folder, make=True) as final:
                    parts.give_name(part, final, last)
                    _check_named(final, last, written, name)
                    final.flush()
            except FileExistsError as error:
                raise ObjectExists("name-is-there-already", name=name) from error
            finally:
                with suppress(FileNotFoundError):
                    parts.remove(part)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``."""
        return put_one_by_one(self, puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``; the operating system reads ahead."""
        folder, _, last = name.rpartition("/")
        with self._opened(name) as root, folder_below(root, folder) as place:
            file = os.fdopen(place.open_file(last), "rb")
        with file:
            file.seek(offset)
            left = length
            while left is None or left > 0:
                with self._translating_errors(name):
                    data = file.read(COPY_BYTES if left is None else min(left, COPY_BYTES))
                if not data:
                    return
                left = None if left is None else left - len(data)
                yield data

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        return get_one_by_one(self, gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``; StrangeEntry for anything but a file."""
        folder, _, last = name.rpartition("/")
        with self._opened(name) as root, folder_below(root, folder) as place:
            status = place.status(last)
        if not stat.S_ISREG(status.st_mode):
            raise strange_entry(name, status.st_mode)
        return ObjectInfo(name, status.st_size, status.st_mtime)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``; StrangeEntry if one is no folder, those in it are skipped."""
        asked = [folder.strip("/") for folder in folders]
        left, listed = asked[::-1], 0
        while left:
            folder = left.pop()
            try:
                found, below = self._files_in(folder)
            except ObjectNotFound:
                continue
            except StrangeEntry:
                if folder in asked:
                    raise
                # It was a folder a moment ago; a probe reports it.
                continue
            listed += 1 + len(found)
            if listed > MOST_NAMES or folder.count("/") > MOST_LEVELS:
                raise self._too_much()
            left += below
            yield from found

    def _files_in(self, folder: str) -> tuple[Sequence[ObjectInfo], Sequence[str]]:
        """Return the files and the folders in a folder, the folders by their full names."""
        found: MutableSequence[ObjectInfo] = []
        below: MutableSequence[str] = []
        with self._opened(folder) as root, folder_below(root, folder) as place:
            entries = list(islice(place.entries(), MOST_NAMES_IN_A_FOLDER + 1))
            if len(entries) > MOST_NAMES_IN_A_FOLDER:
                raise self._too_much()
            for entry in sorted(entries, key=lambda entry: entry.name):
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    below.append(name)
                elif entry.is_file(follow_symlinks=False):
                    # It may have been removed since the folder was listed.
                    with suppress(FileNotFoundError):
                        status = place.status(entry.name)
                        if stat.S_ISREG(status.st_mode):
                            found.append(ObjectInfo(name, status.st_size, status.st_mtime))
        return found, below

    def _too_much(self) -> StorageImpossible:
        return StorageImpossible("folder-lists-too-much", folder=shown(str(self._root)))

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``; removes a link itself, never its target."""
        folder, _, last = name.rpartition("/")
        try:
            with self._opened(name) as root, folder_below(root, folder) as place:
                place.remove(last)
        except ObjectNotFound:
            return False
        return True

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``."""
        return remove_one_by_one(self, names, seconds)

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """As ``Storage.sums``: a disk notes none."""
        return no_sums(names)

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``: of the disk of the root."""
        with self._translating_errors():
            return shutil.disk_usage(self._root).free

    def probe(self) -> Probe:
        """As ``Storage.probe``: writes a file and looks for strange entries."""
        started = time.monotonic()
        with self._opened() as root:
            with folder_below(root, TEMPORARY_FOLDER, make=True) as parts:
                part = new_part(self._writer)
                os.close(parts.open_new(part))
                parts.remove(part)
            took = time.monotonic() - started
            strange = strange_names(root, self._own_names)
            folder = _which(root.status("."))
        return Probe(took, self.free_bytes(), None, strange, folder)

    def close(self) -> None:
        """Do nothing: no descriptor stays open between calls."""

    @contextmanager
    def _opened(self, name: str = "") -> Iterator[TreeFolder]:
        """Open the root; errors inside the block become the StorageError of ``name``."""
        with self._translating_errors(name):
            root = self._root_folder()
            try:
                self._check_holds(root)
                yield root
            finally:
                root.close()

    def _root_folder(self) -> TreeFolder:
        try:
            return self._open_root(self._root)
        except OSError as error:
            if error.errno not in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
                raise
            raise StorageUnreachable(
                "storage-folder-is-not-there", folder=shown(str(self._root))
            ) from error

    def _check_holds(self, root: TreeFolder) -> None:
        if self._root_holds and not any(_stands(root, name) for name in self._root_holds):
            raise StorageUnreachable(
                "folder-holds-nothing-vault-disk",
                folder=shown(str(self._root)),
                name=self._root_holds[0],
            )

    @contextmanager
    def _translating_errors(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._meaning(error, name) from error

    def _meaning(self, error: OSError, name: str) -> StorageError:
        why = reason_of(error)
        root = shown(str(self._root))
        if error.errno in {errno.ENOENT, errno.ENOTDIR} and name == ROOT:
            return StorageUnreachable("storage-folder-is-not-there", folder=root)
        if error.errno in {errno.ENOENT, errno.ENOTDIR}:
            return ObjectNotFound("object-is-not-on-storage", name=name)
        if error.errno == errno.EISDIR and name:
            return strange_entry(name, stat.S_IFDIR)
        if is_disk_full(error):
            return StorageFull("folder-disk-is-full", folder=root, why=why)
        if error.errno in DENIED:
            return StorageDenied("folder-not-permitted", folder=root, why=why)
        return StorageUnreachable("folder-cant-be-used", folder=root, why=why)


def _which(status: os.stat_result) -> str | None:
    """Return which folder of which file system it is; None where the system does not say."""
    return f"{status.st_dev:x}:{status.st_ino:x}" if status.st_ino else None


def _stands(folder: TreeFolder, name: str) -> bool:
    """Return whether an entry with this name exists, of whatever type."""
    try:
        folder.status(name)
    except FileNotFoundError:
        return False
    return True


def _write(descriptor: int, name: str, source: Path, progress: Progress | None) -> os.stat_result:
    """Copy and flush the source; return the file's status. StorageNonsense for a wrong size."""
    count = 0
    with os.fdopen(descriptor, "wb", buffering=0) as writing:
        for data in pieces(source, COPY_BYTES):
            left = memoryview(data)
            while left:
                left = left[writing.write(left) :]
            count += len(data)
            if progress is not None:
                progress(count)
        os.fsync(writing.fileno())
        written = os.fstat(writing.fileno())
    if written.st_size != count:
        raise StorageNonsense("object-has-wrong-size", name=name)
    return written


def _check_whole(there: os.stat_result, written: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(there.st_mode):
        raise strange_entry(name, there.st_mode)
    if there.st_size != written.st_size:
        raise StorageNonsense("object-has-wrong-size", name=name)


def _check_named(folder: TreeFolder, last: str, written: os.stat_result, name: str) -> None:
    """Check the file under its final name; remove it if it is ours and cut, never another's."""
    there = folder.status(last)
    try:
        _check_whole(there, written, name)
    except StorageNonsense:
        if os.path.samestat(there, written):
            folder.remove(last)
        raise


def strange_names(root: TreeFolder, own_names: Sequence[str]) -> tuple[str, ...]:
    """Return the vault's own names below a root, and those in its folders, that are strange.

    Breadth first, and at most MOST_LOOKED_AT entries. OSError.
    """
    found: list[str] = []
    todo: list[str] = []
    left = MOST_LOOKED_AT
    for name in own_names:
        with suppress(FileNotFoundError):
            status = root.status(name)
            if is_strange(status):
                found.append(name)
            elif stat.S_ISDIR(status.st_mode):
                todo.append(name)
    while todo and left > 0:
        folder = todo.pop(0)
        with suppress(FileNotFoundError, StrangeEntry), folder_below(root, folder) as place:
            for entry in islice(place.entries(), left):
                left -= 1
                name = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    todo.append(name)
                elif not entry.is_file(follow_symlinks=False):
                    found.append(name)
    return tuple(sorted(found)[:MOST_TOLD])
