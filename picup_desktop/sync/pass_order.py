"""What a pass is told to do, and what it reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Protocol

from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.reach.contact import Contact
from picup_desktop.sync.rescan.rescan import RescanReport
from picup_desktop.sync.rescan.young_files import YoungFiles
from picup_desktop.sync.upload.workers import UploadObserver
from picup_desktop.words import Role, StorageState


class PassObserver(UploadObserver, Protocol):
    """Receives the progress of a pass; ``moved`` is called from several threads."""

    def scanned(self, report: RescanReport) -> None:
        """The albums were looked at."""

    def uploading(self, photos: int, size_bytes: int) -> None:
        """Uploads begin: this many photos, with this many bytes in total."""


@dataclass(frozen=True)
class PassReport:
    """The result of a pass."""

    rescan: RescanReport
    contacts: Mapping[Role, Contact]
    unprotected: int
    """Photos whose newest version is not stored on both storages."""
    changed_in: frozenset[int] = frozenset()
    """Albums in which a file was gone or had changed since the scan."""

    lost: bool = False
    """Whether a storage lost something and was not seen complete since (5-1)."""
    more: bool = False
    """Whether second copies were left for the next pass, because something else is due."""

    @property
    def nobody_reached(self) -> bool:
        """Whether no storage answered at all."""
        return all(c.state is StorageState.AWAY for c in self.contacts.values())


@dataclass(frozen=True)
class PassOrder:
    """The scope of one pass; the default is a full pass."""

    ignore_back_off: bool = False
    albums: frozenset[int] | None = None
    """Scan only the albums with these ids."""
    young: YoungFiles | None = None
    """If given, remember young files here until the next pass instead of waiting for them."""
    copy_seconds: float = inf
    """How long second copies are made before the pass ends and leaves the rest to the next."""
    out: Mapping[Role, StorageError] = field(default_factory=dict)
    """Storages that failed a moment ago and are not contacted yet."""


@dataclass(frozen=True)
class PassFolders:
    """The folders of a pass: sealed photos under way (``spool``), temporary files (``scratch``)."""

    spool: Path
    scratch: Path
    journal: Path
    """Keys files and journal segments read from other computers of the vault."""
    log: Path
    """The newest log file, named to the user when passes break."""
