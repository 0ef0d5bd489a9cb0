"""Commands about photos; an id, or ALBUM/relative/path, names one."""

from dataclasses import dataclass
from pathlib import Path

from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.base import Command, JobCommand
from picup_desktop.engine.ipc.picture_answers import Exported


@dataclass(frozen=True)
class Get(Command[answers.ReadPhoto], command="get"):
    """Read a photo into a file."""

    photo: str
    output: Path
    remote: bool = False
    version: int | None = None


@dataclass(frozen=True)
class RestoreVersion(Command[answers.VersionRestored], command="version_restore"):
    """Put an earlier version of a photo back into its album."""

    photo: str
    version: int


@dataclass(frozen=True)
class GetThumbnail(Command[answers.Thumbnail], command="thumbnail"):
    """Return a small picture of a photo or of a version, read from wherever it is."""

    photo: str
    version: int | None = None
    as_is: bool = False
    """Of the file in the album as it is now, whatever the ledger knows of it (4-2)."""


@dataclass(frozen=True)
class View(JobCommand[answers.Viewed], command="view"):
    """Read a photo or a version of it into a file of the face, with progress."""

    photo: str
    output: Path
    version: int | None = None


@dataclass(frozen=True)
class AskForDates(Command[answers.DatesAsked], command="dates_ask"):
    """Ask every file that was not asked yet when it was taken; answered when all were."""


@dataclass(frozen=True)
class Restore(JobCommand[answers.Restored], command="restore"):
    """Write photos into a folder: all, those of albums, or some."""

    destination: Path
    album: str | None = None
    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None
    as_of: str | None = None
    """As they were at this time, ISO 8601 or a date (4-4)."""


@dataclass(frozen=True)
class ExportPhotos(JobCommand[Exported], command="export"):
    """Write photos into a folder, as they are or as JPEG; the numbers are about JPEG."""

    destination: Path
    photos: tuple[str, ...]
    jpeg: bool = False
    edge: int = 0
    """The longest side, in pixels; 0: as it is."""
    quality: int = 90
    with_place: bool = True


@dataclass(frozen=True)
class LookBack(Command[answers.BackThen], command="restore_look"):
    """Return what a restore as of a time would write, and what is different now (4-4)."""

    as_of: str
    albums: tuple[str, ...] | None = None


@dataclass(frozen=True)
class LookAtSpace(Command[answers.SpaceLook], command="space_look"):
    """Return what could leave this computer, and why the rest could not."""

    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None
    older_than_days: float | None = None


@dataclass(frozen=True)
class FreeSpace(JobCommand[answers.Freed], command="space_free"):
    """Move originals to the system's trash; the photos stay on the storages."""

    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None
    older_than_days: float | None = None


@dataclass(frozen=True)
class BringBack(JobCommand[answers.BroughtBack], command="space_bring_back"):
    """Read files that are only on the storages back into their places."""

    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None
