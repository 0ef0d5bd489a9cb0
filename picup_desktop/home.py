"""The home: where all state of one profile lies on this computer.

It names photos in clear, so nobody but its owner may look into it: whatever modes its
folders and files had before, ``Home.make`` takes the rights of everybody else away.
"""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.errors import PicupError
from picup_desktop.messages.system import reason_of

PRIVATE_MODE = 0o700
"""Of the home and its folders: its owner alone."""
PRIVATE_FILE_MODE = 0o600
OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
OWN_FILES = (
    "ledger*",
    "known_hosts*",
    "secrets.age*",
    "lock*",
    "joining",
    "log/*",
    "window.ini*",
    "window.lock*",
)
"""The files of a home that are closed to others: a person may have put their own beside them."""


class HomeUnusable(PicupError):
    """The home's folder can't be made, read or written, or belongs to another user."""

    title = "title-home-cant-used"


@dataclass(frozen=True)
class Home:
    """One profile's folder and the paths in it."""

    folder: Path
    cache_folder: Path | None = None
    """The folder of files that can be made anew; None: a folder in the home."""

    @property
    def thumbnails(self) -> Path:
        """Small pictures of the photos."""
        return (self.cache_folder or self.folder / "cache") / "thumbnails"

    @property
    def ledger(self) -> Path:
        """The SQLite ledger."""
        return self.folder / "ledger.sqlite"

    @property
    def spool(self) -> Path:
        """Sealed photos that wait for their upload."""
        return self.folder / "spool"

    @property
    def scratch(self) -> Path:
        """Temporary sealed files."""
        return self.folder / "scratch"

    @property
    def journal(self) -> Path:
        """Copies of the sealed journal files of other computers of the vault."""
        return self.folder / "journal"

    @property
    def known_hosts(self) -> Path:
        """The servers' keys that were trusted."""
        return self.folder / "known_hosts"

    @property
    def sealed_secrets(self) -> Path:
        """The file of secrets, sealed by a passphrase, where no keyring has them."""
        return self.folder / "secrets.age"

    @property
    def lock(self) -> Path:
        """The lock of the one program that changes this home."""
        return self.folder / "lock"

    @property
    def holder(self) -> Path:
        """A text that names the holder of the lock."""
        return self.folder / "lock-holder.json"

    @property
    def window_lock(self) -> Path:
        """The lock of a window that looks whether it is the first of the home."""
        return self.folder / "window.lock"

    @property
    def joining(self) -> Path:
        """A file that is there while a vault is joined, and until the ledger is whole."""
        return self.folder / "joining"

    @property
    def log(self) -> Path:
        """The newest log file."""
        return self.folder / "log" / "picup.log"

    def check_usable(self) -> None:
        """Raise HomeUnusable if this user can't read and write the home.

        Used once with sudo, it may hold files of another user. A home that is not there is
        no fault.
        """
        for path in (self.folder, *self._own_files()):
            if _is_refused(path):
                raise _refused(path, self.folder)

    def _own_files(self) -> tuple[Path, ...]:
        parts = [self.ledger.with_name(f"{self.ledger.name}-{part}") for part in ("wal", "shm")]
        return (
            *(self.ledger, *parts, self.lock, self.holder, self.joining, self.sealed_secrets),
            *(self.known_hosts, self.spool, self.scratch, self.journal),
            *(self.log.parent, self.log),
        )

    def make(self) -> None:
        """Make missing folders, and close all of them to others.

        HomeUnusable if that fails, or as ``check_usable``.
        """
        self.check_usable()
        try:
            for folder in self._folders():
                folder.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(
                "home-cant-be-used", folder=str(self.folder), why=reason_of(error)
            ) from error
        self._close_to_others()

    def is_open_to_others(self) -> bool:
        """Return whether other people who use this computer may look into it (POSIX)."""
        try:
            return sys.platform != "win32" and bool(self.folder.stat().st_mode & OF_OTHERS)
        except OSError:
            # Nobody can look into what is not there.
            return False

    def _folders(self) -> tuple[Path, ...]:
        return (self.folder, self.spool, self.scratch, self.journal, self.log.parent)

    def _close_to_others(self) -> None:
        """Take away what others may do here; ``is_open_to_others`` says where that failed."""
        if sys.platform == "win32":
            # Rights are inherited from the profile's folder there.
            return
        # First, so that nobody can exchange one of the others meanwhile.
        _close(self.folder.resolve(), PRIVATE_MODE)
        for folder in (*self._folders()[1:], self.thumbnails):
            _close(folder, PRIVATE_MODE)
        for file in self._files():
            _close(file, PRIVATE_FILE_MODE)

    def _files(self) -> Iterator[Path]:
        for names in OWN_FILES:
            yield from (path for path in self.folder.glob(names) if path.is_file())


def _close(path: Path, most: int) -> None:
    """Take away every right above ``most``; a link, or a folder for everybody's use, stays."""
    try:
        mode = path.lstat().st_mode
        shared = mode & stat.S_ISVTX
        if not stat.S_ISLNK(mode) and not shared and mode & OF_OTHERS:
            path.chmod(stat.S_IMODE(mode) & most)
    except OSError:
        # It is not there, of another owner, or on a disk without modes.
        return


def _is_refused(path: Path) -> bool:
    """Return whether something is there that this user can't read and write."""
    try:
        is_folder = path.is_dir()
    except OSError:
        return True
    needed = os.R_OK | os.W_OK | (os.X_OK if is_folder else 0)
    return os.access(path, os.F_OK) and not os.access(path, needed)


def _refused(path: Path, home: Path) -> HomeUnusable:
    """Return the error about a path in the home, with the way out."""
    if sys.platform != "win32":
        import pwd  # noqa: PLC0415 - not on Windows

        def named(user_id: int) -> str:
            try:
                return pwd.getpwuid(user_id).pw_name
            except KeyError:
                return str(user_id)

        try:
            owner = path.lstat().st_uid
        except OSError:
            owner = home.lstat().st_uid
        if owner != os.geteuid():
            return HomeUnusable(
                "home-of-another-user",
                path=str(path),
                owner=named(owner),
                user=named(os.geteuid()),
                home=str(home),
            )
    return HomeUnusable("home-takes-no-writing", path=str(path), home=str(home))


def default_home() -> Home:
    """Return the platform's own folder for a program's data."""
    import platformdirs  # noqa: PLC0415 - couriers and whoever names a home need none of it

    return Home(
        platformdirs.user_data_path("picup-desktop", appauthor=False),
        platformdirs.user_cache_path("picup-desktop", appauthor=False),
    )
