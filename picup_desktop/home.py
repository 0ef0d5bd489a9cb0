"""The home: where all state of one profile lies on this computer."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

from picup_desktop.errors import PicupError
from picup_desktop.messages.system import reason_of

PRIVATE_MODE = 0o700


class HomeUnusable(PicupError):
    """The home's folder can't be made or written."""

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
    def log(self) -> Path:
        """The newest log file."""
        return self.folder / "log" / "picup.log"

    def make(self) -> None:
        """Make missing folders. HomeUnusable if that fails."""
        try:
            for folder in (self.folder, self.spool, self.scratch, self.journal, self.log.parent):
                folder.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(
                "home-cant-be-used", folder=str(self.folder), why=reason_of(error)
            ) from error


def default_home() -> Home:
    """Return the platform's own folder for a program's data."""
    return Home(
        platformdirs.user_data_path("picup-desktop", appauthor=False),
        platformdirs.user_cache_path("picup-desktop", appauthor=False),
    )
