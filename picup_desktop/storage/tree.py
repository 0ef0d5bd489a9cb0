"""A local folder tree that others can write to: no link in it is followed.

The owner of a share, or somebody who had the disk in hand, can put a link, a device, a
pipe or a socket under any name below the root (DISASTERS 6-1), at any moment. The root
itself is the path that a person chose, and may be a link of that person's.

``OpenFolder`` walks by descriptors: each folder is opened below its parent without
following links, and every operation is relative to that descriptor, so nothing can be
swapped between check and use. ``LookedAtFolder`` is for systems without such calls
(Windows): it checks each folder before each operation, and refuses links, junctions and
other reparse points. There somebody who swaps a folder between check and use still wins.
"""

import ctypes
import errno
import functools
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from picup_desktop.files.new_file import flush_descriptor
from picup_desktop.files.status import is_link, may_be_one
from picup_desktop.files.windows_names import leads_elsewhere
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.storage.errors import FolderInPlace, StrangeEntry, StrangeFolder

BY_DESCRIPTORS = os.scandir in os.supports_fd and os.supports_dir_fd.issuperset(
    {os.open, os.stat, os.mkdir, os.unlink, os.link, os.rename}
)
ON_WINDOWS = os.name == "nt"
NO_HARD_LINKS = frozenset(
    {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
)
NO_EXCLUSIVE_RENAME = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
NOT_A_FOLDER = frozenset({errno.ENOTDIR, errno.ELOOP, errno.EMLINK})

_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_NEW_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


class TreeFolder(Protocol):
    """One folder of the tree; every name is directly in it. Every method raises OSError."""

    def below(self, name: str) -> "TreeFolder":
        """Open a folder in it. StrangeEntry, StrangeFolder."""

    def make(self, name: str) -> bool:
        """Make a folder in it; False if the name is taken."""

    def status(self, name: str) -> os.stat_result:
        """Return the status of an entry, without following links."""

    def entries(self) -> "Iterator[os.DirEntry[str]]":
        """Yield every entry, unordered."""

    def open_new(self, name: str) -> int:
        """Return the descriptor of a new file; FileExistsError if the name is taken."""

    def open_file(self, name: str) -> int:
        """Return the descriptor of a regular file, for reading; StrangeEntry for anything else."""

    def give_name(self, name: str, to: "TreeFolder", new_name: str) -> None:
        """Move one of its files to ``to``; FileExistsError if the new name is taken."""

    def remove(self, name: str) -> None:
        """Remove a file, or a link itself and never its target."""

    def flush(self) -> None:
        """Flush new names to the disk."""

    def close(self) -> None:
        """Close the descriptor."""


OpenRoot = Callable[[Path], TreeFolder]


def open_root(root: Path) -> TreeFolder:
    """Open the root of a tree, which may be a link. OSError."""
    if BY_DESCRIPTORS:
        descriptor = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        return OpenFolder(descriptor, "")
    return looked_at_root(root)


def looked_at_root(root: Path) -> TreeFolder:
    """As ``open_root``, for systems without folder descriptors."""
    # Path.resolve raises a RuntimeError for a loop.
    return LookedAtFolder(Path(os.path.realpath(root, strict=True)), "")


@contextmanager
def folder_below(root: TreeFolder, name: str, *, make: bool = False) -> Iterator[TreeFolder]:
    """Yield the folder with a ``/``-separated name below ``root``; ``root`` for an empty name.

    ``make`` makes missing folders, and raises StrangeEntry for a file at a folder's name.
    OSError, StrangeEntry, StrangeFolder.
    """
    opened: list[TreeFolder] = []
    folder = root
    path = ""
    try:
        for part in name.split("/") if name else ():
            path = f"{path}/{part}" if path else part
            if make and folder.make(part):
                folder.flush()
            try:
                folder = folder.below(part)
            except NotADirectoryError as error:
                if not make:
                    raise
                raise _strange_folder(path, stat.S_IFREG) from error
            opened.append(folder)
        yield folder
    finally:
        for one in reversed(opened):
            one.close()


def strange_entry(name: str, mode: int) -> StrangeEntry:
    """Return the error for an entry that should be a file, or a folder below the first level."""
    kind = FolderInPlace if stat.S_ISDIR(mode) else StrangeEntry
    return kind.of(_message(name, mode))


def is_strange(status: os.stat_result) -> bool:
    """Return whether it is neither a regular file nor a folder."""
    return is_link(status) or not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode))


class OpenFolder:
    """A folder by its descriptor, which stays valid if the folder is renamed."""

    def __init__(self, descriptor: int, name: str) -> None:
        self.descriptor = descriptor
        self._name = name

    def below(self, name: str) -> TreeFolder:
        """As ``TreeFolder.below``."""
        try:
            descriptor = os.open(name, _FOLDER_FLAGS, dir_fd=self.descriptor)
        except OSError as error:
            if error.errno in NOT_A_FOLDER:
                _check_folder(self, self._name, name)
            raise
        return OpenFolder(descriptor, _joined(self._name, name))

    def make(self, name: str) -> bool:
        """As ``TreeFolder.make``."""
        try:
            os.mkdir(name, dir_fd=self.descriptor)
        except FileExistsError:
            return False
        return True

    def status(self, name: str) -> os.stat_result:
        """As ``TreeFolder.status``."""
        return os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)

    def entries(self) -> "Iterator[os.DirEntry[str]]":
        """As ``TreeFolder.entries``."""
        # A duplicate shares the position in the listing, so it is reset each time.
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        with os.scandir(self.descriptor) as entries:
            yield from entries

    def open_new(self, name: str) -> int:
        """As ``TreeFolder.open_new``."""
        return os.open(name, _NEW_FLAGS, 0o666, dir_fd=self.descriptor)

    def open_file(self, name: str) -> int:
        """As ``TreeFolder.open_file``."""
        # Opening a device may have an effect, so the type is checked before; it is checked again
        # on the descriptor, because the entry may have been swapped.
        _check_file(self.status(name), _joined(self._name, name))
        try:
            descriptor = os.open(name, _READ_FLAGS, dir_fd=self.descriptor)
        except OSError as error:
            if error.errno in {errno.ELOOP, errno.EMLINK, errno.ENXIO}:
                raise strange_entry(_joined(self._name, name), stat.S_IFLNK) from error
            raise
        return _checked_file(descriptor, _joined(self._name, name))

    def give_name(self, name: str, to: TreeFolder, new_name: str) -> None:
        """As ``TreeFolder.give_name``: by a hard link, or by a rename if there are none."""
        if not isinstance(to, OpenFolder):
            raise TypeError("both folders are of one tree")
        try:
            os.link(
                name,
                new_name,
                src_dir_fd=self.descriptor,
                dst_dir_fd=to.descriptor,
                follow_symlinks=False,
            )
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in NO_HARD_LINKS:
                raise
            self._rename_new(name, to, new_name)
        else:
            self.remove(name)

    def _rename_new(self, name: str, to: "OpenFolder", new_name: str) -> None:
        """Rename to a free name: exFAT and some shares have no hard links."""
        if rename_exclusively(self.descriptor, name, to.descriptor, new_name):
            return
        # A check just before is the best that is left.
        try:
            to.status(new_name)
        except FileNotFoundError:
            os.rename(name, new_name, src_dir_fd=self.descriptor, dst_dir_fd=to.descriptor)
        else:
            raise FileExistsError(errno.EEXIST, "exists", new_name)

    def remove(self, name: str) -> None:
        """As ``TreeFolder.remove``."""
        os.unlink(name, dir_fd=self.descriptor)

    def flush(self) -> None:
        """As ``TreeFolder.flush``."""
        flush_descriptor(self.descriptor)

    def close(self) -> None:
        """As ``TreeFolder.close``."""
        os.close(self.descriptor)


class LookedAtFolder:
    """A folder by its path, checked before each operation to still be the same."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._seen = path.lstat()
        self._check(self._seen)

    def below(self, name: str) -> TreeFolder:
        """As ``TreeFolder.below``."""
        _check_folder(self, self._name, name)
        return LookedAtFolder(self._at(name), _joined(self._name, name))

    def make(self, name: str) -> bool:
        """As ``TreeFolder.make``."""
        try:
            self._at(name).mkdir()
        except FileExistsError:
            return False
        return True

    def status(self, name: str) -> os.stat_result:
        """As ``TreeFolder.status``."""
        return self._at(name).lstat()

    def entries(self) -> "Iterator[os.DirEntry[str]]":
        """As ``TreeFolder.entries``."""
        self._at("")
        with os.scandir(self._path) as entries:
            yield from entries

    def open_new(self, name: str) -> int:
        """As ``TreeFolder.open_new``."""
        return os.open(self._at(name), _NEW_FLAGS, 0o666)

    def open_file(self, name: str) -> int:
        """As ``TreeFolder.open_file``."""
        seen = self.status(name)
        _check_file(seen, _joined(self._name, name))
        descriptor = _checked_file(os.open(self._at(name), _READ_FLAGS), _joined(self._name, name))
        if not may_be_one(seen, os.fstat(descriptor)):
            os.close(descriptor)
            raise strange_entry(_joined(self._name, name), stat.S_IFLNK)
        return descriptor

    def give_name(self, name: str, to: TreeFolder, new_name: str) -> None:
        """As ``TreeFolder.give_name``; the rename of Windows refuses a name that is taken."""
        if not isinstance(to, LookedAtFolder):
            raise TypeError("both folders are of one tree")
        old, new = self._at(name), to._at(new_name)
        if sys.platform == "win32":
            old.rename(new)
        else:
            os.link(old, new, follow_symlinks=False)
            old.unlink()

    def remove(self, name: str) -> None:
        """As ``TreeFolder.remove``."""
        self._at(name).unlink()

    def flush(self) -> None:
        """Do nothing: Windows can't flush folders."""

    def close(self) -> None:
        """Do nothing: no descriptor is open."""

    def _at(self, name: str) -> Path:
        """Return the path of an entry. FileNotFoundError for a name that can't be one."""
        # Joined to a path of Windows, D: leaves the folder for another drive.
        if ON_WINDOWS and leads_elsewhere(name):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
        self._check(self._path.lstat())
        return self._path / name if name else self._path

    def _check(self, now: os.stat_result) -> None:
        """StrangeEntry, StrangeFolder; OSError for a file, and for another folder than before."""
        if is_strange(now):
            raise _strange_folder(self._name, now.st_mode)
        if not may_be_one(now, self._seen):
            # A disk that was changed, or a share that counts anew: nothing strange stands there.
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self._path))
        if not stat.S_ISDIR(now.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self._path))


def rename_exclusively(old_folder: int, old: str, new_folder: int, new: str) -> bool:
    """Rename without replacing; False if the system or the disk can't do that.

    FileExistsError if the name is taken; any other OSError.
    """
    rename, flag = _exclusive_rename()
    if rename is None:
        return False
    if rename(old_folder, os.fsencode(old), new_folder, os.fsencode(new), flag) == 0:
        return True
    number = ctypes.get_errno()
    if number in NO_EXCLUSIVE_RENAME:
        return False
    raise OSError(number, os.strerror(number), new)


@functools.cache
def _exclusive_rename() -> tuple[Callable[..., int] | None, int]:
    """Return the C library's function and the flag that forbids replacing."""
    names = {"linux": ("renameat2", 1), "darwin": ("renameatx_np", 4)}
    if sys.platform not in names:
        return None, 0
    name, flag = names[sys.platform]
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is not None:
        text, number = ctypes.c_char_p, ctypes.c_int
        call.argtypes = [number, text, number, text, ctypes.c_uint]
        call.restype = number
    return call, flag


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _check_folder(folder: TreeFolder, folder_name: str, name: str) -> None:
    status = folder.status(name)
    if is_strange(status):
        raise _strange_folder(_joined(folder_name, name), status.st_mode)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), name)


def _strange_folder(name: str, mode: int) -> StrangeEntry:
    kind = StrangeEntry if "/" in name else StrangeFolder
    return kind.of(_message(name, mode))


def _check_file(status: os.stat_result, name: str) -> None:
    if is_strange(status) or stat.S_ISDIR(status.st_mode):
        raise strange_entry(name, status.st_mode)


def _checked_file(descriptor: int, name: str) -> int:
    try:
        _check_file(os.fstat(descriptor), name)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _message(name: str, mode: int) -> Message:
    """Return the message about an entry that should be something else."""
    kinds = (
        (stat.S_ISDIR, Message("kind-folder")),
        (stat.S_ISREG, Message("kind-file")),
        (stat.S_ISFIFO, Message("kind-named-pipe")),
        (stat.S_ISSOCK, Message("kind-socket")),
        (stat.S_ISCHR, Message("kind-device")),
        (stat.S_ISBLK, Message("kind-device")),
    )
    what = next((word for test, word in kinds if test(mode)), Message("kind-link"))
    return Message("on-storage-not-file-folder", name=shown(name), what=what)
