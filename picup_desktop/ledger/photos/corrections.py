"""Dates of photos that a person corrected: what each computer said, and what counts of it.

A computer says of a photo that it has another date, or its file's own date again. The photo is
named as in the journals (docs/format-journal.md), so that a word about a photo of another computer
outlives its row here. Of several computers' words the newest counts; one who corrects a date
that he saw is always newer, because ``at`` is made so (``gallery/corrections.py``).

Dates are wall-clock seconds at the place of the photo; the files are never touched.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from picup_desktop.ledger.schema.database import Database, Row, json_keys

THIS = "this"
"""Stands for this computer, whatever its id is."""

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
_SAY = (
    "INSERT INTO date_correction (device_id, remote_id, by_device, at, taken_at, before_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (device_id, remote_id, by_device)"
    " DO UPDATE SET at = ?4, taken_at = ?5, before_at = ?6"
    " WHERE at <> ?4 OR taken_at IS NOT ?5 OR before_at IS NOT ?6"
)
_COUNT = (
    "INSERT INTO photo_date (photo_id, by_device, at, taken_at, before_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (photo_id)"
    " DO UPDATE SET by_device = ?2, at = ?3, taken_at = ?4, before_at = ?5"
)
_OF_PHOTOS = (
    "SELECT c.remote_id AS photo_id, c.by_device, c.at, c.taken_at, c.before_at"
    " FROM date_correction c JOIN photo p ON p.id = c.remote_id WHERE c.device_id = 'this'"
    " UNION ALL SELECT o.photo_id, c.by_device, c.at, c.taken_at, c.before_at"
    " FROM date_correction c JOIN photo_origin o USING (device_id, remote_id)"
    " JOIN photo p ON p.id = o.photo_id"
)
_THAT_COUNT = (
    f"SELECT photo_id, at, by_device, taken_at, before_at FROM (SELECT *, ROW_NUMBER() OVER ("  # noqa: S608 - of constant parts
    " PARTITION BY photo_id ORDER BY at DESC, CASE by_device WHEN 'this'"
    " THEN (SELECT device_id FROM vault) ELSE by_device END DESC) AS place"
    f" FROM ({_OF_PHOTOS})) WHERE place = 1"
)
"""Of one second the computer with the highest id counts, the same one on every computer."""


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


class Corrections:
    """Queries about corrected dates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def present(self, photo_ids: Sequence[int]) -> list[DatedPhoto]:
        """Return these photos in this order; one that is not in the answer is gone."""
        rows = self._database.query(_PRESENT, (json_keys(photo_ids),))
        return [_dated(row) for row in rows]

    def say(self, words: Mapping[int, Word]) -> None:
        """Record words of this computer that count from now on, by the ids of the photos here."""
        self._database.execute_many(_SAY, map(_row, words.values()))
        self._database.execute_many(
            _COUNT,
            (
                (photo_id, word.by_device, word.at, word.taken_at, word.before)
                for photo_id, word in words.items()
            ),
        )

    def own(self) -> Iterator[Word]:
        """Yield every word of this computer."""
        rows = self._database.query(
            "SELECT device_id, remote_id, by_device, at, taken_at, before_at"
            " FROM date_correction WHERE by_device = 'this' ORDER BY device_id, remote_id"
        )
        return (Word(*row) for row in rows)

    def own_about(self, photos: Iterable[tuple[str, int]]) -> Iterator[Word]:
        """Yield this computer's words about these photos, each a device and its number."""
        for device_id, remote_id in photos:
            row = self._database.query_one(
                "SELECT device_id, remote_id, by_device, at, taken_at, before_at"
                " FROM date_correction WHERE device_id = ? AND remote_id = ?"
                " AND by_device = 'this'",
                (device_id, remote_id),
            )
            if row is not None:
                yield Word(*row)

    def learn(self, by_device: str, words: Sequence[Word]) -> None:
        """Let these be all that another computer says."""
        known = {
            (device_id, remote_id)
            for device_id, remote_id in self._database.query(
                "SELECT device_id, remote_id FROM date_correction WHERE by_device = ?",
                (by_device,),
            )
        }
        gone = known - {(word.device_id, word.remote_id) for word in words}
        self._database.execute_many(
            "DELETE FROM date_correction WHERE device_id = ? AND remote_id = ? AND by_device = ?",
            ((device_id, remote_id, by_device) for device_id, remote_id in gone),
        )
        self._database.execute_many(_SAY, map(_row, words))

    def settle(self) -> None:
        """Work out anew which word counts for each photo: words or photos came or went."""
        self._database.execute(
            f"DELETE FROM photo_date WHERE photo_id NOT IN (SELECT photo_id FROM ({_THAT_COUNT}))"  # noqa: S608 - of constant parts
        )
        self._database.execute(
            f"INSERT INTO photo_date (photo_id, at, by_device, taken_at, before_at)"  # noqa: S608 - of constant parts
            f" SELECT * FROM ({_THAT_COUNT} EXCEPT"
            " SELECT photo_id, at, by_device, taken_at, before_at FROM photo_date) WHERE true"
            " ON CONFLICT (photo_id) DO UPDATE SET at = excluded.at,"
            " by_device = excluded.by_device, taken_at = excluded.taken_at,"
            " before_at = excluded.before_at"
        )

    def take_over(self) -> None:
        """Say what counts for this computer's own photos in its own name too (5-5, 5-6).

        Called when photos become its own, or when it gets another id: others know them by the
        former one.
        """
        self._database.execute(
            "INSERT INTO date_correction (device_id, remote_id, by_device, at, taken_at, before_at)"
            " SELECT 'this', d.photo_id, 'this', d.at, d.taken_at, d.before_at FROM photo_date d"
            " WHERE d.photo_id NOT IN (SELECT photo_id FROM photo_origin WHERE NOT adopted)"
            " ON CONFLICT (device_id, remote_id, by_device) DO UPDATE SET at = excluded.at,"
            " taken_at = excluded.taken_at, before_at = excluded.before_at"
            " WHERE excluded.at > at"
        )


def _row(word: Word) -> Row:
    return (
        *(word.device_id, word.remote_id, word.by_device),
        *(word.at, word.taken_at, word.before),
    )


def _dated(row: Row) -> DatedPhoto:
    photo_id, path, mtime_ns, is_living, file_date, is_unread, *origin, at, by, taken, before = row
    device_id, remote_id = (THIS, photo_id) if origin[0] is None else origin
    word = None if at is None else Word(device_id, remote_id, by, at, taken, before)
    return DatedPhoto(
        *(photo_id, os.fsdecode(path), mtime_ns, bool(is_living), file_date, bool(is_unread)),
        *(device_id, remote_id, word),
    )
