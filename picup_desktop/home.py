"""The home: where all state of one profile lies on this computer."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

from picup_desktop.errors import PicupError

PRIVATE_MODE = 0o700


class HomeUnusable(PicupError):
    """The home's folder can't be made or written."""

    title = "The home can't be used"


@dataclass(frozen=True)
class Home:
    """One profile's folder and what stands where in it."""

    folder: Path
    cache_folder: Path | None = None
    """Where what can be made anew lies; None is a folder of the home itself."""

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
        """Sealed photos on their way."""
        return self.folder / "spool"

    @property
    def scratch(self) -> Path:
        """Sealed files that are needed for one moment."""
        return self.folder / "scratch"

    @property
    def journal(self) -> Path:
        """Sealed files that other computers of the vault wrote, as they were read."""
        return self.folder / "journal"

    @property
    def known_hosts(self) -> Path:
        """The servers' keys that were trusted."""
        return self.folder / "known_hosts"

    @property
    def sealed_secrets(self) -> Path:
        """The secrets where no keyring keeps them, sealed by a passphrase."""
        return self.folder / "secrets.age"

    @property
    def lock(self) -> Path:
        """Held by the one program that changes things here."""
        return self.folder / "lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, in words."""
        return self.folder / "lock-holder.json"

    @property
    def log(self) -> Path:
        """The newest log file."""
        return self.folder / "log" / "picup.log"

    def make(self) -> None:
        """Make the folders that are missing. HomeUnusable where that can't be."""
        try:
            for folder in (self.folder, self.spool, self.scratch, self.journal, self.log.parent):
                folder.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(
                f"The folder {self.folder} can't be used ({error.strerror or error}). Make it"
                " writable, or name another one with --home."
            ) from error


def default_home() -> Home:
    """The platform's own folder for a program's data."""
    return Home(
        platformdirs.user_data_path("picup-desktop", appauthor=False),
        platformdirs.user_cache_path("picup-desktop", appauthor=False),
    )
