"""What persons say of photos on each computer, and what counts of it: the tables of one subject.

A computer says a word of a photo, which is named as in the journals (docs/format-journal.md), so
that a word about a photo of another computer outlives its row here. Of several computers' words
the newest counts; one who says something of what he saw is always newer, because ``at`` is made
so. The files are never touched.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from picup_desktop.ledger.schema.database import Database, Row

THIS = "this"
"""Stands for this computer, whatever its id is."""


class AnyWord(Protocol):
    """What one computer said of a photo, in the order of the columns."""

    @property
    def device_id(self) -> str:
        """The computer of the photo."""

    @property
    def remote_id(self) -> int:
        """That computer's number for the photo."""

    @property
    def by_device(self) -> str:
        """The computer that says it."""

    @property
    def at(self) -> int:
        """Unix seconds by that computer's clock, but later than the word that it replaced."""

    @property
    def values(self) -> tuple[object, ...]:
        """What is said, in the order of the columns."""


WordT = TypeVar("WordT", bound=AnyWord)


@dataclass(frozen=True)
class SaidTables:
    """The two tables of a subject: all words, and for each photo here the one that counts."""

    said: str
    counts: str
    values: tuple[str, ...]
    """The columns of what is said."""


class Said(Generic[WordT]):
    """Queries about one subject."""

    def __init__(self, database: Database, tables: SaidTables, word: Callable[..., WordT]) -> None:
        self._database = database
        self._word = word
        self._sql = _Statements(tables)

    def say(self, words: Mapping[int, WordT]) -> None:
        """Record words of this computer that count from now on, by the ids of the photos here."""
        self._database.execute_many(self._sql.say, map(_row, words.values()))
        self._database.execute_many(
            self._sql.count,
            ((photo_id, word.at, word.by_device, *word.values) for photo_id, word in words.items()),
        )

    def own(self) -> Iterator[WordT]:
        """Yield every word of this computer."""
        rows = self._database.query(self._sql.own)
        return (self._word(*row) for row in rows)

    def own_about(self, photos: Iterable[tuple[str, int]]) -> Iterator[WordT]:
        """Yield this computer's words about these photos, each a device and its number."""
        for photo in photos:
            row = self._database.query_one(self._sql.own_about, photo)
            if row is not None:
                yield self._word(*row)

    def learn(self, by_device: str, words: Sequence[WordT]) -> None:
        """Let these be all that another computer says."""
        known = set(self._database.query(self._sql.said_by, (by_device,)))
        gone = known - {(word.device_id, word.remote_id) for word in words}
        self._database.execute_many(
            self._sql.unsay, ((device_id, remote_id, by_device) for device_id, remote_id in gone)
        )
        self._database.execute_many(self._sql.say, map(_row, words))

    def settle(self) -> None:
        """Work out anew which word counts for each photo: words or photos came or went."""
        self._database.execute(self._sql.forget_uncounted)
        self._database.execute(self._sql.count_anew)

    def take_over(self) -> None:
        """Say what counts for this computer's own photos in its own name too (5-5, 5-6).

        Called when photos become its own, or when it gets another id: others know them by the
        former one.
        """
        self._database.execute(self._sql.take_over)


class _Statements:
    """The statements for two tables; only names of tables and columns differ."""

    def __init__(self, tables: SaidTables) -> None:
        said, counts = tables.said, tables.counts
        values = ", ".join(tables.values)
        marks = ", ".join("?" * len(tables.values))
        excluded = ", ".join(f"{name} = excluded.{name}" for name in ("at", *tables.values))
        differs = " OR ".join(f"{said}.{name} IS NOT excluded.{name}" for name in tables.values)
        key = "device_id, remote_id, by_device"
        known = f"SELECT {key}, at, {values} FROM {said}"  # noqa: S608 - of constant parts
        told = f"SELECT c.remote_id AS photo_id, c.by_device, c.at, {_of('c', tables.values)}"
        others = f"SELECT o.photo_id, c.by_device, c.at, {_of('c', tables.values)}"
        # Of one second the computer with the highest id counts, the same one on every computer.
        that_count = (
            f"SELECT photo_id, at, by_device, {values} FROM (SELECT *, ROW_NUMBER() OVER ("  # noqa: S608 - of constant parts
            " PARTITION BY photo_id ORDER BY at DESC, CASE by_device WHEN 'this'"
            " THEN (SELECT device_id FROM vault) ELSE by_device END DESC) AS place"
            f" FROM ({told} FROM {said} c JOIN photo p ON p.id = c.remote_id"
            " WHERE c.device_id = 'this'"
            f" UNION ALL {others} FROM {said} c JOIN photo_origin o USING (device_id, remote_id)"
            " JOIN photo p ON p.id = o.photo_id)) WHERE place = 1"
        )
        self.say = (
            f"INSERT INTO {said} ({key}, at, {values}) VALUES (?, ?, ?, ?, {marks})"  # noqa: S608 - of constant parts
            f" ON CONFLICT ({key}) DO UPDATE SET {excluded}"
            f" WHERE {said}.at <> excluded.at OR {differs}"
        )
        self.count = (
            f"INSERT INTO {counts} (photo_id, at, by_device, {values}) VALUES (?, ?, ?, {marks})"  # noqa: S608 - of constant parts
            f" ON CONFLICT (photo_id) DO UPDATE SET by_device = excluded.by_device, {excluded}"
        )
        self.own = f"{known} WHERE by_device = 'this' ORDER BY device_id, remote_id"
        self.own_about = f"{known} WHERE device_id = ? AND remote_id = ? AND by_device = 'this'"
        self.said_by = f"SELECT device_id, remote_id FROM {said} WHERE by_device = ?"  # noqa: S608 - of constant parts
        self.unsay = f"DELETE FROM {said} WHERE device_id = ? AND remote_id = ? AND by_device = ?"  # noqa: S608 - of constant parts
        self.forget_uncounted = (
            f"DELETE FROM {counts} WHERE photo_id NOT IN (SELECT photo_id FROM ({that_count}))"  # noqa: S608 - of constant parts
        )
        self.count_anew = (
            f"INSERT INTO {counts} (photo_id, at, by_device, {values})"  # noqa: S608 - of constant parts
            f" SELECT * FROM ({that_count} EXCEPT"
            f" SELECT photo_id, at, by_device, {values} FROM {counts}) WHERE true"
            f" ON CONFLICT (photo_id) DO UPDATE SET by_device = excluded.by_device, {excluded}"
        )
        self.take_over = (
            f"INSERT INTO {said} ({key}, at, {values})"  # noqa: S608 - of constant parts
            f" SELECT 'this', d.photo_id, 'this', d.at, {_of('d', tables.values)} FROM {counts} d"
            " WHERE d.photo_id NOT IN (SELECT photo_id FROM photo_origin WHERE NOT adopted)"
            f" ON CONFLICT ({key}) DO UPDATE SET {excluded} WHERE excluded.at > {said}.at"
        )


def _of(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in columns)


def _row(word: AnyWord) -> Row:
    fixed: tuple[Any, ...] = (word.device_id, word.remote_id, word.by_device, word.at)
    return (*fixed, *word.values)
