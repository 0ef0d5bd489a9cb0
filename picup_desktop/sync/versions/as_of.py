"""Choose what a restore as of a moment brings back (DISASTERS 4-4)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from picup_desktop.clock import iso
from picup_desktop.errors import UsageError
from picup_desktop.ledger.history import PastPhoto
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.words import PhotoState


def moment_of(text: str, now: float) -> float:
    """Return the Unix time of an ISO 8601 time or date, in seconds. UsageError.

    A time without a zone is this computer's; a date means the end of that day, or now for
    today.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _time_of(text)
    try:
        end = datetime.combine(day + timedelta(days=1), datetime.min.time()).timestamp()
    except (OverflowError, ValueError, OSError):
        raise UsageError("no-such-time", time=text) from None
    return now if day == datetime.fromtimestamp(now).astimezone().date() else end


def _time_of(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except (OverflowError, ValueError, OSError):
        raise UsageError("no-such-time", time=text) from None


def earliest_moment(ledger: Ledger, now: float) -> float:
    """Return since when everything can be restored: the shortest grace of all computers."""
    days = [float(ledger.vaults.settings().grace_days)]
    days += [float(noted) for noted in ledger.vaults.noted_below(NoteAbout.DEVICE_GRACE)]
    return now - min(days) * DAY_SECONDS


def photos_as_of(
    ledger: Ledger, moment: float, now: float, albums: Collection[str] | None
) -> list[PastPhoto]:
    """Return the photos as they were at a moment, all or those of some albums.

    UsageError for a moment in the future, or from before the grace.
    """
    check_moment(ledger, moment, now)
    found = ledger.history.as_of(moment)
    if albums is None:
        return found
    names = _album_names(ledger)
    return [past for past in found if names.get(past.album_id) in albums]


def listed_past(ledger: Ledger, photos: Iterable[PastPhoto]) -> Iterator[ListedPhoto]:
    """Yield photos as they were as lines of a list, each when it is asked for: there may be very
    many, and a line takes four times as much memory.
    """
    names = _album_names(ledger)
    for past in photos:
        yield ListedPhoto(past_record(past), names.get(past.album_id, ""), past.sha256, {})


def _album_names(ledger: Ledger) -> dict[int, str]:
    return {one.id: one.name for one in ledger.albums.all(removed=True)}


def check_moment(ledger: Ledger, moment: float, now: float) -> None:
    """Raise UsageError unless everything of that moment can be restored."""
    if moment > now:
        raise UsageError("as-of-in-the-future", time=iso(moment))
    earliest = earliest_moment(ledger, now)
    if moment < earliest:
        raise UsageError("as-of-before-the-grace", time=iso(moment), earliest=iso(earliest))


def past_record(past: PastPhoto) -> PhotoRecord:
    """Return the record of a photo as it was, which is read from the storages only."""
    return PhotoRecord(
        id=past.photo_id,
        album_id=past.album_id,
        path=past.path,
        size_bytes=past.size_bytes,
        mtime_ns=past.mtime_ns,
        inode=0,
        state=PhotoState.PROTECTED,
        object_id=past.object_id,
        reason=None,
        attempts=0,
        due_at=0.0,
        seen_at=0.0,
        missing_since=None,
        remote_only=True,
        deleted_at=None,
    )
