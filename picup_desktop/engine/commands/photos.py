"""Commands that read one photo, to keep or to look at it (2-1 to 2-3); about dates and turns."""

import base64
import re
from collections.abc import Sequence

from picup_desktop.app import Engine
from picup_desktop.clock import FIRST_WALL_CLOCK, LAST_WALL_CLOCK, Clock, read_wall_clock
from picup_desktop.clock import wall_clock_text as text_of
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.dates import CorrectDates, UndoDates, UseFileDates
from picup_desktop.engine.ipc.commands.photos import (
    AskForDates,
    Get,
    GetThumbnail,
    RestoreVersion,
    View,
)
from picup_desktop.engine.ipc.commands.turns import (
    ShowAsFiles,
    TurnHow,
    TurnPhotos,
    UndoTurns,
)
from picup_desktop.engine.ipc.picture_answers import PhotosTurned, TurnedPhoto
from picup_desktop.engine.jobs import Job
from picup_desktop.errors import UsageError
from picup_desktop.gallery.corrections import (
    ChangedDate,
    Corrected,
    FileDates,
    MoveDates,
    SetDate,
    SetFirstDate,
    UndoCorrection,
    Wish,
    correct_dates,
)
from picup_desktop.gallery.dates import MOST_TRIES, Dates
from picup_desktop.gallery.distant import DistantThumbnails
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.gallery.turning import (
    AsFiles,
    TurnBy,
    TurnedNow,
    TurnReport,
    TurnWish,
    UndoTurn,
    turn_photos,
)
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.sync.journal.write import vault_keys_of
from picup_desktop.sync.read.lookup import find_photo, id_of
from picup_desktop.sync.restore.places import check_output_file
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
from picup_desktop.words import Turn


def get(parts: Engine, given: Get) -> answers.ReadPhoto:
    """Read a photo into a file."""
    check_output_file(parts.ledger, parts.home.folder, given.output)
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


MOST_LISTED = 200
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?)?")


def dates_correct(ledger: Ledger, clock: Clock, given: CorrectDates) -> answers.DatesCorrected:
    """Give photos another date, or move their dates."""
    return _answer(ledger, clock, given.photos, _wish(given))


def dates_undo(ledger: Ledger, clock: Clock, given: UndoDates) -> answers.DatesCorrected:
    """Give photos the dates that they had before their last correction."""
    return _answer(ledger, clock, given.photos, UndoCorrection(made_here=given.made_here))


def dates_of_files(ledger: Ledger, clock: Clock, given: UseFileDates) -> answers.DatesCorrected:
    """Give photos the dates of their files again."""
    return _answer(ledger, clock, given.photos, FileDates())


def read_date(text: str) -> int:
    """Return the wall-clock seconds of a day or a time that a person gave. UsageError."""
    found = _DATE.fullmatch(text.strip())
    if found is not None:
        day, minute, second = found[1], found[2] or "00:00", found[3] or ":00"
        try:
            return read_wall_clock(f"{day}T{minute}{second}")
        except ValueError:
            # The calendar has no such day.
            pass
    raise UsageError("not-date-of-photo", date=shown(text))


def _wish(given: CorrectDates) -> Wish:
    if (given.taken_at is None) == (given.seconds is None):
        raise UsageError("date-or-offset-one-of-both")
    if given.seconds is not None:
        return MoveDates(given.seconds)
    taken_at = read_date(given.taken_at or "")
    return SetFirstDate(taken_at) if given.keep_intervals else SetDate(taken_at)


def _answer(
    ledger: Ledger, clock: Clock, named: Sequence[str], wish: Wish
) -> answers.DatesCorrected:
    if not named:
        raise UsageError("say-which-photos")
    done = correct_dates(ledger, clock, [id_of(ledger, name) for name in named], wish)
    if len(done.gone) == len(set(named)):
        # Nothing was meant that is there: most likely it was typed wrongly.
        find_photo(ledger, named[0])
    return _told(done)


def _told(done: Corrected) -> answers.DatesCorrected:
    return {
        "changed": len(done.changed),
        "unchanged": done.unchanged,
        "deleted": len(done.deleted),
        "gone": len(done.gone),
        "ids": [one.photo.photo_id for one in done.changed],
        "photos": [_photo(one) for one in done.changed[:MOST_LISTED]],
    }


def _photo(one: ChangedDate) -> answers.CorrectedDate:
    return {
        "id": one.photo.photo_id,
        "path": one.photo.path,
        "before": _text(one.before),
        "after": _text(one.after),
    }


def _text(seconds: int) -> str:
    # A file may be of any time.
    return text_of(min(max(seconds, FIRST_WALL_CLOCK), LAST_WALL_CLOCK))


TURNS = {
    TurnHow.RIGHT: Turn.RIGHT,
    TurnHow.LEFT: Turn.LEFT,
    TurnHow.AROUND: Turn.AROUND,
    TurnHow.MIRROR: Turn.MIRRORED,
    TurnHow.FLIP: Turn.FLIPPED,
}


def turn(ledger: Ledger, clock: Clock, given: TurnPhotos) -> PhotosTurned:
    """Show photos turned by so much more."""
    return _turned(ledger, clock, given.photos, TurnBy(TURNS[given.how]))


def turn_undo(ledger: Ledger, clock: Clock, given: UndoTurns) -> PhotosTurned:
    """Show photos as before their last turn."""
    return _turned(ledger, clock, given.photos, UndoTurn(made_here=given.made_here))


def turn_as_files(ledger: Ledger, clock: Clock, given: ShowAsFiles) -> PhotosTurned:
    """Show photos as their files say again."""
    return _turned(ledger, clock, given.photos, AsFiles())


def _turned(ledger: Ledger, clock: Clock, named: Sequence[str], wish: TurnWish) -> PhotosTurned:
    if not named:
        raise UsageError("say-which-photos")
    done = turn_photos(ledger, clock, [id_of(ledger, name) for name in named], wish)
    if len(done.gone) == len(set(named)):
        # Nothing was meant that is there: most likely it was typed wrongly.
        find_photo(ledger, named[0])
    return _turns_told(done)


def _turns_told(done: TurnReport) -> PhotosTurned:
    return {
        "changed": len(done.changed),
        "unchanged": done.unchanged,
        "deleted": len(done.deleted),
        "gone": len(done.gone),
        "ids": [one.photo.photo_id for one in done.changed],
        "photos": [_turned_photo(one) for one in done.changed[:MOST_LISTED]],
    }


def _turned_photo(one: TurnedNow) -> TurnedPhoto:
    return {
        "id": one.photo.photo_id,
        "path": one.photo.path,
        "before": one.before.value,
        "after": one.after.value,
    }
