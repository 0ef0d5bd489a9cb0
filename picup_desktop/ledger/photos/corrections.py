"""Dates of photos that a person corrected: what each computer said, and what counts of it.

A computer says of a photo that it has another date, or its file's own date again (``said.py``);
``at`` is made in ``gallery/corrections.py``. Dates are wall-clock seconds where it was taken.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.ledger.photos.said import THIS, Said, SaidTables
from picup_desktop.ledger.schema.database import Database, Row, json_keys

_PRESENT = (
    "SELECT p.id, p.path, p.mtime_ns, p.deleted_at IS NULL,"
    " CASE WHEN m.date_from NOT IN ('person', 'name', 'file') THEN m.dated_at ELSE COALESCE("
    "  m.taken_at, CASE WHEN s.date_from <> 'person' THEN s.taken_at END,"
    "  CASE WHEN m.date_from <> 'person' THEN m.dated_at END) END,"
    " m.told_by IS NULL AND p.missing_since IS NULL AND NOT p.remote_only,"
    " o.device_id, o.remote_id, d.at, d.by_device, d.taken_at, d.before_at"
    " FROM json_each(?) wanted JOIN photo p ON p.id = wanted.value"
    " LEFT JOIN shot_photo m ON m.photo_id = p.id"
    " LEFT JOIN shot s ON s.album_id = m.album_id AND s.key = m.key"
    " LEFT JOIN photo_origin o ON o.photo_id = p.id AND NOT o.adopted"
    " LEFT JOIN photo_date d ON d.photo_id = p.id"
    " ORDER BY wanted.key"
)
_TABLES = SaidTables("date_correction", "photo_date", ("taken_at", "before_at"))


@dataclass(frozen=True, slots=True)
class Word:
    """What one computer said of the date of a photo."""

    device_id: str
    """The computer of the photo."""
    remote_id: int
    by_device: str
    at: int
    """Unix seconds by that computer's clock, but later than the word that it replaced."""
    taken_at: int | None
    """None: the file's own date again."""
    before: int | None
    """The person's date that the photo had until then."""

    @property
    def values(self) -> tuple[object, ...]:
        """What is said, in the order of the columns."""
        return self.taken_at, self.before


@dataclass(frozen=True, slots=True)
class DatedPhoto:
    """A photo, the date that it has, and the last word about it."""

    photo_id: int
    path: str
    mtime_ns: int
    is_living: bool
    file_date: int | None
    """What its file says, or the shot that it belongs to; None: nothing."""
    is_unread: bool
    """Whether its file is here and was not asked for its date yet."""
    device_id: str
    remote_id: int
    word: Word | None

    @property
    def corrected(self) -> int | None:
        """The person's date that counts; None: there is none."""
        return None if self.word is None else self.word.taken_at


class Corrections(Said[Word]):
    """Queries about corrected dates."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, _TABLES, Word)

    def present(self, photo_ids: Sequence[int]) -> list[DatedPhoto]:
        """Return these photos in this order; one that is not in the answer is gone."""
        rows = self._database.query(_PRESENT, (json_keys(photo_ids),))
        return [_dated(row) for row in rows]


def _dated(row: Row) -> DatedPhoto:
    photo_id, path, mtime_ns, is_living, file_date, is_unread, *origin, at, by, taken, before = row
    device_id, remote_id = (THIS, photo_id) if origin[0] is None else origin
    word = None if at is None else Word(device_id, remote_id, by, at, taken, before)
    return DatedPhoto(
        *(photo_id, os.fsdecode(path), mtime_ns, bool(is_living), file_date, bool(is_unread)),
        *(device_id, remote_id, word),
    )
