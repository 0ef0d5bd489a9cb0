"""Commands that read one photo: into a file, or to look at it here (2-1 to 2-3)."""

import base64

from picup_desktop.app import Engine
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.photos import (
    AskForDates,
    Get,
    GetThumbnail,
    RestoreVersion,
    View,
)
from picup_desktop.engine.jobs import Job
from picup_desktop.gallery.dates import MOST_TRIES, Dates
from picup_desktop.gallery.distant import DistantThumbnails
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.journal.write import vault_keys_of
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.sync.restore.restore import RestoreStopped
from picup_desktop.sync.versions.versions import (
    VersionRestore,
    find_version,
    is_dated_alike,
    read_version,
    version_record,
)
from picup_desktop.thumbnails.cache import ThumbnailCache
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.thumbnails.wire import Trouble


def get(parts: Engine, given: Get) -> answers.ReadPhoto:
    """Read a photo into a file."""
    photo = find_photo(parts.ledger, given.photo)
    reader = parts.reader()
    if given.version is None:
        report = reader.read(photo, given.output, remote=given.remote)
    else:
        report = read_version(parts.ledger, reader, photo, given.version, given.output)
    repaired = [role.value for role in report.repaired]
    return {"served_from": report.served_from, "repaired": repaired, "path": photo.path}


def version_restore(parts: Engine, given: RestoreVersion) -> answers.VersionRestored:
    """Put an earlier version of a photo back into its album (4-1)."""
    photo = find_photo(parts.ledger, given.photo)
    settings = parts.ledger.vaults.settings()
    restoring = VersionRestore(parts.ledger, parts.reader(), settings, parts.clock)
    done = restoring.run(photo, given.version)
    return {"version": done.number, "path": done.path, "served_from": done.served_from}


def thumbnail(parts: Engine, given: GetThumbnail) -> answers.Thumbnail:
    """Return a small JPEG of a photo or of a version, read from wherever it is."""
    thumbnails = DistantThumbnails(
        parts.ledger,
        parts.reader(),
        cache=ThumbnailCache(parts.home.thumbnails),
        maker=parts.maker,
        vault_keys=vault_keys_of(parts.ledger, parts.secrets),
        scratch=parts.home.scratch,
    )
    photo = find_photo(parts.ledger, given.photo)
    if given.as_is:
        found = thumbnails.of_file(photo)
    elif given.version is None:
        found = thumbnails.thumbnail(photo)
    else:
        version = find_version(parts.ledger, photo, given.version)
        alike = is_dated_alike(parts.ledger, photo, version)
        found = thumbnails.thumbnail(version_record(photo, version), cached=not alike)
    if isinstance(found, Trouble):
        return {"jpeg": None, "trouble": found.value}
    return {"jpeg": base64.b64encode(found).decode("ascii"), "trouble": None}


def dates_ask(ledger: Ledger, clock: Clock, given: AskForDates) -> answers.DatesAsked:  # noqa: ARG001 - as all
    """Ask every file that was not asked yet when it was taken, as fast as it goes."""
    maker = Maker()
    dates = Dates(maker, clock)
    try:
        _tend_all(ledger)
        for _ in range(MOST_TRIES):
            dates.restart()
            while dates.ask_some(ledger):
                _tend_all(ledger)
            if not dates.unanswered:
                break
    finally:
        maker.close()
    return {"not_here": dates.unanswered}


def _tend_all(ledger: Ledger) -> None:
    while tend_shots(ledger):
        pass


def view(parts: Engine, given: View, job: Job) -> answers.Viewed:
    """Read a whole photo or a version of it into a file of the face, with progress."""
    photo = find_photo(parts.ledger, given.photo)
    if given.version is not None:
        photo = version_record(photo, find_version(parts.ledger, photo, given.version))
    job.begin(1, photo.size_bytes)
    try:
        reader = parts.job_reader(job)
        report = reader.read(photo, given.output, remote=given.version is not None)
    except RestoreStopped:
        return {"stopped": True, "served_from": None, "repaired": []}
    repaired = [role.value for role in report.repaired]
    return {"stopped": False, "served_from": report.served_from, "repaired": repaired}
