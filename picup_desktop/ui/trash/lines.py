"""The rows of Recently deleted: what was deleted or replaced, and until when it stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from picup_desktop.attention.causes import Cause
from picup_desktop.ledger.deletions.trash import ReplacedPhoto, TrashedPhoto
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.ui import text
from picup_desktop.ui.changes.pictures import PictureOf
from picup_desktop.ui.snapshots.snapshot import Snapshot
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.photo_list import PhotoLine

MOST_ROWS = 5_000
"""More rows than a person looks through; the number of the others is shown."""
SOON_SECONDS = 2 * DAY_SECONDS
ASKED_SECONDS = 60 * 60.0
"""A removal that waits for an answer is put off again and again, by at most this long."""


@dataclass(frozen=True)
class AlbumsAsked:
    """The names of albums of which nothing, or no earlier version, leaves before an answer."""

    spoiled: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, snapshot: Snapshot) -> "AlbumsAsked":
        """Return those of a snapshot's attention items."""

        def named(cause: Cause) -> frozenset[str]:
            items = [item for item in snapshot.attention if item.cause is cause]
            return frozenset(str(item.details.get("album", "")) for item in items)

        return cls(named(Cause.ALBUM_SPOILED), named(Cause.CHANGED_MANY))


@dataclass(frozen=True)
class Listed:
    """The rows, the last deleted or replaced first; ``replaced`` by the ids of their rows."""

    lines: tuple[PhotoLine, ...] = ()
    deleted_count: int = 0
    replaced_count: int = 0
    replaced: Mapping[int, ReplacedPhoto] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of all rows, listed or not."""
        return self.deleted_count + self.replaced_count


def listed(ledger: Ledger, asked: AlbumsAsked, now: float) -> Listed:
    """Read the rows and put them into words, in the ledger's thread."""
    rows = [
        (photo.deleted_at, trashed_line(photo, asked, now))
        for photo in ledger.trash.listing(MOST_ROWS)
    ]
    replaced = {row_id(one): one for one in ledger.trash.replaced(MOST_ROWS)}
    rows += [(one.replaced_at, replaced_line(one, asked, now)) for one in replaced.values()]
    rows.sort(key=lambda row: -row[0])
    # Counting takes long where there are very many.
    count = len(replaced) if len(replaced) < MOST_ROWS else ledger.trash.replaced_count()
    lines = tuple(line for _, line in rows[:MOST_ROWS])
    return Listed(lines, ledger.trash.count(), count, replaced)


def row_id(photo: ReplacedPhoto) -> int:
    """Return the id of its row, which is no photo's."""
    return -photo.state_id


def trashed_line(photo: TrashedPhoto, asked: AlbumsAsked, now: float) -> PhotoLine:
    """Describe a deleted photo, and how long it can still be put back."""
    deleted = translate("Trash", "Deleted {ago}").format(ago=text.ago(photo.deleted_at, now))
    waits = photo.album in asked.spoiled
    line = _line(photo, deleted, now, waits=waits)
    return replace(line, id=photo.photo_id, picture=PictureOf(photo.photo_id))


def replaced_line(photo: ReplacedPhoto, asked: AlbumsAsked, now: float) -> PhotoLine:
    """Describe an earlier version, and how long it can still be put back."""
    words = translate("Trash", "Replaced {ago}").format(ago=text.ago(photo.replaced_at, now))
    waits = photo.album in asked.spoiled | asked.changed
    line = _line(photo, words, now, waits=waits)
    if photo.removed_at is None:
        line = replace(line, side=translate("Trash", "stays: another\nphoto is the same"))
    return replace(line, id=row_id(photo), picture=PictureOf(photo.photo_id, photo.number))


def _line(
    photo: TrashedPhoto | ReplacedPhoto, what: Shown, now: float, *, waits: bool
) -> PhotoLine:
    removed_at = photo.removed_at
    folder, _, name = photo.path.rpartition("/")
    place = f"{shown(photo.album)} / {shown(folder)}" if folder else shown(photo.album)
    soon = removed_at is not None and removed_at - now < SOON_SECONDS
    return PhotoLine(
        0,
        shown(name),
        f"{what}  ·  {text.size(photo.size_bytes)}  ·  {place}",
        stay_words(removed_at, now, waits=waits),
        tone="warning" if soon else "quiet",
    )


def stay_words(removed_at: float | None, now: float, *, waits: bool) -> Shown:
    """Return how long a photo stays on the storages, and until which day.

    ``waits``: a question is open about its album, and it stays until that is answered.
    """
    if removed_at is None:
        return NO_WORDS
    if waits and removed_at <= now + ASKED_SECONDS:
        return translate("Trash", "stays until\nyou answer")
    if removed_at <= now:
        return translate("Trash", "goes now")
    left = translate("Trash", "{duration} left").format(duration=text.duration(removed_at - now))
    return f"{left}\n" + translate("Trash", "until {day}").format(day=text.day(removed_at))
