"""Queries of the gallery: months first, then the visible rows.

A row is addressed by its month and its index in it, so a million photos need only a few
hundred numbers. Every answer is one read of the ledger; the state of a row is read from
its photos, so nothing looks safer than it is.

A search finds words in names, folders and names of albums. Words of three letters or more
use an index (SQLite's FTS5 with trigrams), and the shots found are then checked. A word of
one or two letters, or a very frequent one, is searched in every shot: 0.1 s with a million
shots, and still faster than following the index to each of them.
"""

import os
import time
from calendar import timegm
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from picup_desktop.ledger.gallery.kinds import KindWord, condition_of
from picup_desktop.ledger.gallery.sketch import UNKNOWN_SHAPE, Sketch, sketch_of, turned_shape
from picup_desktop.ledger.schema.database import Database, json_keys
from picup_desktop.ledger.turned import turn_of
from picup_desktop.messages.message import Message, from_column
from picup_desktop.names import searchable
from picup_desktop.words import CopyState, DateFrom, PhotoState, Role, Turn

LETTERS = 3
MOST_FOUND = 20_000
"""With more candidates than that, reading all shots in order is faster."""


def having(database: Database, word: str) -> tuple[str, list[object]]:
    """Return the SQL condition that a shot ``s`` matches a word, and its values."""
    found = "instr(s.words, ?)"
    values: list[object] = [word]
    if len(word) >= LETTERS and (letters := _match(word)) and _is_rare(database, letters):
        found = (
            "(s.id IN (SELECT rowid FROM shot_text WHERE shot_text MATCH ?) AND instr(s.words, ?))"
        )
        values = [letters, word]
    # SQLite's lower() knows Latin letters without accents only.
    named = database.query("SELECT id, name FROM album")
    albums = [album_id for album_id, name in named if word in searchable(name)]
    if not albums:
        return found, values
    return f"({found} OR s.album_id IN ({', '.join('?' * len(albums))}))", [*values, *albums]


def _match(word: str) -> str:
    """Return the FTS5 query for all trigrams of a word."""
    threes = dict.fromkeys(word[at : at + LETTERS] for at in range(len(word) - LETTERS + 1))
    return " AND ".join(f'"{three.replace(chr(34), chr(34) * 2)}"' for three in threes)


def _is_rare(database: Database, letters: str) -> bool:
    ((many,),) = database.query(
        "SELECT COUNT(*) FROM (SELECT 1 FROM shot_text WHERE shot_text MATCH ? LIMIT ?)",
        (letters, MOST_FOUND + 1),
    )
    return int(many) <= MOST_FOUND


SHOTS_PER_QUESTION = 50_000
"""About 10 ms of work; a single month may have more."""
EARLIEST = timegm((1, 1, 1, 0, 0, 0))
LATEST = timegm((9999, 12, 31, 0, 0, 0))
LEAST_SAFE_FIRST = (
    PhotoState.FAILED,
    PhotoState.WAITING,
    PhotoState.HALF_PROTECTED,
    PhotoState.PROTECTED,
)


@dataclass(frozen=True)
class PhotoFilter:
    """A filter of the gallery; the default matches everything.

    All ``words`` must occur in names, folders, cameras or album names, ignoring case, and all
    ``kinds`` must be met. ``since`` and ``before`` are wall-clock seconds.
    """

    album_id: int | None = None
    states: frozenset[PhotoState] = frozenset()
    words: tuple[str, ...] = ()
    since: int | None = None
    before: int | None = None
    kinds: tuple[KindWord, ...] = ()

    @property
    def reads_shots(self) -> bool:
        """Whether the answer may take a look at every shot."""
        return bool(self.words or self.kinds)


@dataclass(frozen=True, slots=True)
class Month:
    """A month with visible shots; ``month`` counts from the year 0."""

    month: int
    shots: int


class Span(NamedTuple):
    """A range of months, both ends included."""

    first: int
    last: int


LAST_MONTH = 9999 * 12 + 11
ALL_MONTHS = Span(0, LAST_MONTH)


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """One file of a shot."""

    photo_id: int
    path: str
    kind: str
    state: PhotoState
    size_bytes: int
    mtime_ns: int
    reason: Message | None
    here: bool
    """Whether its file is expected on this computer."""
    length_ms: int = 0
    """The length of a film, or of the film inside a motion photo; 0 if unknown or none."""
    shape: int = UNKNOWN_SHAPE
    """Width / height in thousandths, as it is shown."""
    turn: Turn = Turn.UPRIGHT
    """How a person wants to see it, beyond what its file says."""


@dataclass(frozen=True, slots=True)
class ShownShot:
    """A shot; its first photo represents it."""

    id: int
    album_id: int
    taken_at: int
    photos: tuple[ShownPhoto, ...]
    date_from: DateFrom = DateFrom.FILE

    @property
    def lead(self) -> ShownPhoto:
        """The photo that represents the shot."""
        return self.photos[0]

    @property
    def state(self) -> PhotoState:
        """The state of its least safe photo."""
        return min((photo.state for photo in self.photos), key=LEAST_SAFE_FIRST.index)


@dataclass(frozen=True)
class ShownCopy:
    """A photo's copy on one storage; times are Unix seconds."""

    role: Role
    state: CopyState
    verified_at: float | None
    """When its bytes were last read, or were checked as they were sent."""
    vouched_at: float | None = None
    """When its storage last named the right checksum, without its being read."""


def month_of(taken_at: int) -> int:
    """Return the months since the year 0, for wall-clock seconds."""
    moment = time.gmtime(min(max(taken_at, EARLIEST), LATEST))
    return moment.tm_year * 12 + moment.tm_mon - 1


class Gallery:
    """Queries of the window on a read-only ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spans(self) -> list[Span]:
        """Split all months, newest first, into ranges small enough for one query.

        A search may have to read every shot; a query per range never blocks others for long.
        """
        found = self._database.query(
            "SELECT month, SUM(shots) FROM shot_month GROUP BY month ORDER BY month DESC"
        )
        parts, since, many = [], LAST_MONTH, 0
        for month, shots in found:
            if many and many + shots > SHOTS_PER_QUESTION:
                parts.append(Span(month + 1, since))
                since, many = month, 0
            many += shots
        return [*parts, Span(0, since)]

    def months(self, wanted: PhotoFilter, span: Span = ALL_MONTHS) -> list[Month]:
        """Return the months of a span with matching shots, newest first."""
        if span == ALL_MONTHS:
            where, values = self.conditions(wanted)
        else:
            where, values = self.conditions(wanted, "s.month BETWEEN ? AND ?", span)
        if wanted.reads_shots or wanted.since is not None or wanted.before is not None:
            found = self._database.query(
                f"SELECT month, COUNT(*) FROM shot s {where} GROUP BY month ORDER BY month DESC",  # noqa: S608 - of constant parts
                values,
            )
        else:
            found = self._database.query(
                f"SELECT month, SUM(shots) AS many FROM shot_month s {where}"  # noqa: S608 - of constant parts
                " GROUP BY month HAVING many > 0 ORDER BY month DESC",
                values,
            )
        return [Month(month, shots) for month, shots in found]

    def shots(self, wanted: PhotoFilter, month: int, first: int, at_most: int) -> list[ShownShot]:
        """Return up to ``at_most`` shots of a month, newest first, starting at index ``first``."""
        where, values = self.conditions(wanted, "s.month = ?", [month])
        places = self._database.query(
            f"SELECT id FROM shot s {where}"  # noqa: S608 - of constant parts
            " ORDER BY taken_at DESC, id DESC LIMIT ? OFFSET ?",
            (*values, at_most, first),
        )
        return self.named([shot_id for (shot_id,) in places])

    def sketch(self, wanted: PhotoFilter, month: int) -> Sketch:
        """Return all shots of a month in a few bytes each, newest first."""
        where, values = self.conditions(wanted, "s.month = ?", [month])
        found = self._database.query(
            "SELECT s.id, s.taken_at, COALESCE(m.shape, 0), CASE WHEN t.turn IS NULL THEN 1"  # noqa: S608 - of constant parts
            f" ELSE (SELECT {turn_of('p')} FROM photo p WHERE p.id = s.id) END FROM shot s"
            " LEFT JOIN shot_photo m ON m.photo_id = s.id"
            f" LEFT JOIN photo_turn t ON t.photo_id = s.id {where}"
            " ORDER BY s.taken_at DESC, s.id DESC",
            values,
        )
        return sketch_of(found)

    def named(self, shot_ids: Sequence[int]) -> list[ShownShot]:
        """Return these shots, in this order; skip those that are gone."""
        found = self._database.query(
            "SELECT s.id, s.album_id, s.taken_at, s.date_from, p.id, p.path, m.kind, p.state,"  # noqa: S608 - of constant parts
            " p.size_bytes, p.mtime_ns, p.reason, p.missing_since IS NULL AND NOT p.remote_only,"
            f" COALESCE(m.length_ms, 0), COALESCE(m.shape, 0), {turn_of('p')}"
            " FROM json_each(?) wanted JOIN shot s ON s.id = wanted.value"
            " JOIN shot_photo m ON m.album_id = s.album_id AND m.key = s.key"
            " JOIN photo p ON p.id = m.photo_id AND p.deleted_at IS NULL"
            " ORDER BY wanted.key, p.id <> s.id, p.id",
            (json_keys(shot_ids),),
        )
        rows: dict[int, tuple[int, int, DateFrom, list[ShownPhoto]]] = {}
        for shot_id, album_id, taken_at, date_from, *photo in found:
            shot = rows.setdefault(shot_id, (album_id, taken_at, DateFrom(date_from), []))
            shot[-1].append(_photo(photo))
        return [
            ShownShot(shot_id, album_id, taken_at, tuple(photos), date_from)
            for shot_id, (album_id, taken_at, date_from, photos) in rows.items()
        ]

    def places(self, wanted: PhotoFilter, shot_ids: Sequence[int]) -> list[tuple[int, int]]:
        """Return the month and the index in it of those of the shots that match."""
        months = self._database.query(
            "SELECT DISTINCT month FROM shot WHERE id IN (SELECT value FROM json_each(?))",
            (json_keys(shot_ids),),
        )
        asked, found = set(shot_ids), []
        for (month,) in months:
            where, values = self.conditions(wanted, "s.month = ?", [month])
            shots = self._database.query(
                f"SELECT id FROM shot s {where} ORDER BY taken_at DESC, id DESC",  # noqa: S608 - of constant parts
                values,
            )
            found += [(month, at) for at, (shot_id,) in enumerate(shots) if shot_id in asked]
        return found

    def conditions(
        self, wanted: PhotoFilter, first: str = "", values: Sequence[object] = ()
    ) -> tuple[str, list[object]]:
        """Return the WHERE clause of a query, and its values."""
        parts, given = _conditions(wanted)
        for word in wanted.words:
            part, more = having(self._database, word)
            parts.append(part)
            given += more
        for kind in wanted.kinds:
            part, more = condition_of(kind)
            parts.append(part)
            given += more
        parts, given = [*([first] if first else []), *parts], [*values, *given]
        return (f"WHERE {' AND '.join(parts)}" if parts else ""), given

    def copies(self, photo_id: int) -> tuple[ShownCopy, ...]:
        """Return a photo's copies, one for each storage."""
        copies = self._database.query(
            "SELECT c.role, c.state, c.verified_at, c.vouched_at FROM photo p JOIN copy c"
            " ON c.object_id = p.object_id WHERE p.id = ?",
            (photo_id,),
        )
        known = {Role(role): (CopyState(state), *times) for role, state, *times in copies}
        return tuple(ShownCopy(role, *known.get(role, (CopyState.NONE, None))) for role in Role)


def _photo(row: Sequence[Any]) -> ShownPhoto:
    photo_id, path, kind, state, size_bytes, mtime_ns, reason, here, *more = row
    length_ms, shape, turn = more
    name = os.fsdecode(path)
    return ShownPhoto(
        photo_id,
        name,
        kind,
        PhotoState(state),
        size_bytes,
        mtime_ns,
        from_column(reason),
        bool(here),
        length_ms,
        turned_shape(shape, turn),
        Turn(turn),
    )


def _conditions(wanted: PhotoFilter) -> tuple[list[str], list[object]]:
    """Return the conditions of a filter without its words, and a value for each placeholder."""
    parts: list[str] = []
    given: list[object] = []
    if wanted.album_id is not None:
        parts.append("s.album_id = ?")
        given.append(wanted.album_id)
    if wanted.states:
        parts.append(f"s.state IN ({', '.join('?' * len(wanted.states))})")
        given += sorted(wanted.states)
    # The month comes first in the table's order, so it limits the rows that are read.
    if wanted.since is not None:
        parts.append("s.month >= ? AND s.taken_at >= ?")
        given += [month_of(wanted.since), wanted.since]
    if wanted.before is not None:
        parts.append("s.month <= ? AND s.taken_at < ?")
        given += [month_of(wanted.before), wanted.before]
    return parts, given
