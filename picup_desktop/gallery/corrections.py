"""Correct the dates of photos by a person's word; the files are never touched.

``words_of`` decides, and is pure. A date is kept as the wall-clock time that it became, also
where a person moved it by an offset: he saw what the photo had, and a file that is written anew
must not move it a second time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from picup_desktop.clock import FIRST_WALL_CLOCK, LAST_WALL_CLOCK, Clock
from picup_desktop.errors import UsageError
from picup_desktop.files.status import MOST_INT64
from picup_desktop.gallery.dating import NANOSECONDS
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.gallery.wall_clock import wall_clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.corrections import DatedPhoto, Word
from picup_desktop.ledger.photos.said import THIS

AT_ONCE = 500
"""Photos per transaction; few, so that no other writer waits long."""


@dataclass(frozen=True)
class SetDate:
    """Give every photo this date, in wall-clock seconds."""

    taken_at: int


@dataclass(frozen=True)
class SetFirstDate:
    """Give the earliest photo this date, and move the others by as much."""

    taken_at: int


@dataclass(frozen=True)
class MoveDates:
    """Move every date by so many seconds: the camera's clock was wrong."""

    seconds: int


@dataclass(frozen=True)
class FileDates:
    """Use the dates of the files again."""


@dataclass(frozen=True)
class UndoCorrection:
    """Go back to the date before the last correction; done twice, the correction is back.

    ``made_here``: leave out photos that another computer corrected meanwhile.
    """

    made_here: bool = False


Wish = SetDate | SetFirstDate | MoveDates | FileDates | UndoCorrection


@dataclass(frozen=True)
class ChangedDate:
    """A photo's date before and after, in wall-clock seconds."""

    photo: DatedPhoto
    before: int
    after: int


@dataclass(frozen=True)
class Corrected:
    """What a correction did."""

    changed: tuple[ChangedDate, ...]
    unchanged: int
    deleted: tuple[DatedPhoto, ...]
    """Photos that were deleted meanwhile keep their dates."""
    gone: tuple[int, ...]
    """Ids of photos that do not exist any more."""


def correct_dates(ledger: Ledger, clock: Clock, photo_ids: Sequence[int], wish: Wish) -> Corrected:
    """Carry a person's wish out, some photos a transaction. UsageError before anything changed."""
    wanted = list(dict.fromkeys(photo_ids))
    # A date that is moved is the one that the gallery shows.
    _tend(ledger, wanted)
    seen = {photo.photo_id: photo for photo in ledger.corrections.present(wanted)}
    living = [photo for photo in seen.values() if photo.is_living]
    left = iter(words_of(living, wish, clock.now()).items())
    said: list[int] = []
    while part := dict(islice(left, AT_ONCE)):
        said += _say(ledger, part, seen)
    # Whoever asks next sees the photos at their new places.
    _tend(ledger, said)
    now = {photo.photo_id: photo for photo in ledger.corrections.present(said)}
    return Corrected(
        tuple(
            ChangedDate(seen[one], shown_date(seen[one]), shown_date(now.get(one, seen[one])))
            for one in said
        ),
        len(living) - len(said),
        tuple(photo for photo in seen.values() if not photo.is_living),
        tuple(photo_id for photo_id in wanted if photo_id not in seen),
    )


def _say(ledger: Ledger, words: Mapping[int, Word], seen: Mapping[int, DatedPhoto]) -> list[int]:
    """Record words about photos that are as they were seen; return their ids.

    One that was deleted or corrected otherwise meanwhile keeps what it has.
    """
    with ledger.transaction():
        now = ledger.corrections.present(list(words))
        same = [one.photo_id for one in now if _is_as_seen(one, seen[one.photo_id])]
        ledger.corrections.say({photo_id: words[photo_id] for photo_id in same})
    return same


def _is_as_seen(now: DatedPhoto, seen: DatedPhoto) -> bool:
    return now.is_living and (now.device_id, now.word) == (seen.device_id, seen.word)


def words_of(photos: Sequence[DatedPhoto], wish: Wish, now: float) -> Mapping[int, Word]:
    """Return the new word about each photo whose date changes, by its id.

    UsageError if a date would leave the calendar, or if dates are moved that are not read yet.
    """
    dates = _new_dates(photos, wish)
    if any(at is not None and not FIRST_WALL_CLOCK <= at <= LAST_WALL_CLOCK for at in dates):
        raise UsageError("date-leaves-calendar")
    return {
        photo.photo_id: _word(photo, at, now)
        for photo, at in zip(photos, dates, strict=True)
        if at != photo.corrected
    }


def shown_date(photo: DatedPhoto) -> int:
    """Return the date that a photo has: the person's, the file's, or the file's time."""
    return file_date(photo) if photo.corrected is None else photo.corrected


def file_date(photo: DatedPhoto) -> int:
    """Return the date that a photo has without a correction."""
    if photo.file_date is not None:
        return photo.file_date
    return wall_clock(photo.mtime_ns / NANOSECONDS)


def _new_dates(photos: Sequence[DatedPhoto], wish: Wish) -> list[int | None]:
    """Return each photo's new person's date; None for its file's own."""
    match wish:
        case SetDate(at):
            return [at for _ in photos]
        case SetFirstDate(at):
            first = min(map(shown_date, photos), default=at)
            return _moved(photos, at - first)
        case MoveDates(seconds):
            return _moved(photos, seconds)
        case FileDates():
            return [None for _ in photos]
        case UndoCorrection(made_here):
            return [_before(photo, made_here=made_here) for photo in photos]


def _moved(photos: Iterable[DatedPhoto], seconds: int) -> list[int | None]:
    unread = sum(photo.is_unread and photo.corrected is None for photo in photos)
    if unread:
        raise UsageError("dates-not-read-yet", photos=unread)
    return [shown_date(photo) + seconds for photo in photos]


def _before(photo: DatedPhoto, *, made_here: bool) -> int | None:
    word = photo.word
    if word is None or (made_here and word.by_device != THIS):
        return photo.corrected
    return word.before


def _word(photo: DatedPhoto, taken_at: int | None, now: float) -> Word:
    """Return the word of this computer; later than the one that it replaces, whatever the clock."""
    after = 0 if photo.word is None else photo.word.at + 1
    at = min(max(int(now), after), MOST_INT64)
    return Word(photo.device_id, photo.remote_id, THIS, at, taken_at, photo.corrected)


def _tend(ledger: Ledger, photo_ids: Sequence[int]) -> None:
    """Bring the gallery up to date with these photos."""
    while tend_shots(ledger, photo_ids):
        pass
