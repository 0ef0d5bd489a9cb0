"""One SQLite file, queried through Peewee, safe against a power cut.

WAL with ``synchronous=FULL``: committed data is on the disk. Each thread gets its own
connection from Peewee and closes it with ``close_thread``. Every answer is a list of
plain rows, so no query runs later or in another thread.

Statements of every round and for very many rows are SQL constants, because Peewee takes
longer to compile a query than SQLite takes to answer it; all others are Peewee queries.
Bytes are summed by TOTAL: another computer may claim any size, and SUM fails above 2^63.
"""

import json
import shutil
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import peewee

from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.schema.migrations import migrate, migrations
from picup_desktop.messages.message import Message
from picup_desktop.names import shown

BUSY_SECONDS = 5.0
WIDE_CACHE_KIB = 32 * 1024
"""What 100,000 photos and their indexes touch at random; SQLite's usual 2 MiB spill at once."""
LEAST_ROOM_BYTES = 1 << 20
"""For what is noted, and for what SQLite keeps beside it."""
# Well below the number of placeholders that every build of SQLite accepts per statement.
KEYS_PER_QUESTION = 500

_FAULTS_OF_THIS_PROGRAM = (
    *(peewee.IntegrityError, sqlite3.IntegrityError),
    *(peewee.ProgrammingError, sqlite3.ProgrammingError),
)
"""They say nothing about the ledger's file."""

_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
"""The second is about the index that SQLite keeps beside a ledger in WAL mode."""

NO_VAULT_TABLE = "no such table: vault"
"""What SQLite says of a ledger without its oldest table, which every whole one has."""

Row = tuple[Any, ...]
Statement = str | peewee.Query
Values = Sequence[Any] | Mapping[str, Any]
"""In the order of the placeholders ``?``, or by the names of those like ``:name``."""
Key = TypeVar("Key", int, str)


class LedgerUnusable(PicupError):
    """The ledger can't be opened, read or written."""

    title = "title-ledger-cant-used"
    kind = Kind.RETRY


class LedgerFull(LedgerUnusable):
    """The ledger's disk has no room, not even for what SQLite keeps beside the ledger."""


class LedgerDamaged(LedgerUnusable):
    """The ledger's file is no whole ledger any more; it can be brought back from a storage."""

    kind = Kind.PERMANENT


class Database:
    """The connections of one ledger file."""

    def __init__(self, path: Path, *, read_only: bool = False, alone: bool = False) -> None:
        """No other program can open a ledger that is open ``alone``; threads take turns at it.

        SQLite keeps its index of the WAL in memory then, so a full disk can be read.
        """
        self.path = path
        self._turn = RLock() if alone else nullcontext()
        # Before any other: the first look at the file decides where that index is.
        pragmas: dict[str, Any] = {"locking_mode": "exclusive"} if alone else {}
        pragmas |= {
            "foreign_keys": 1,
            "busy_timeout": int(BUSY_SECONDS * 1000),
            "synchronous": "full",
        }
        pragmas |= {"query_only": 1} if read_only else {"journal_mode": "wal"}
        self._sqlite = peewee.SqliteDatabase(
            str(path),
            pragmas=pragmas,
            timeout=BUSY_SECONDS,
            thread_safe=not alone,
            check_same_thread=not alone,
        )

    def query(self, statement: Statement, values: Values = ()) -> list[Row]:
        """Return every row.

        A Peewee query is answered in the types of its models, SQL in SQLite's own: a path is
        bytes there, and a truth 0 or 1.
        """
        with self._translating_errors():
            if isinstance(statement, str):
                rows: list[Row] = self._run_sql(statement, values).fetchall()
                return rows
            return list(statement.bind(self._sqlite).tuples())

    def numbers(self, statement: str, values: Values = ()) -> "array[int]":
        """Return the one column of SQL as 64-bit numbers, in 8 bytes each."""
        with self._translating_errors():
            return array("q", (number for (number,) in self._run_sql(statement, values)))

    def for_each(self, statement: str, values: Values, take: Callable[[Row], None]) -> None:
        """Call ``take`` with every row of SQL, for rows that are too many to be kept.

        ``take`` must not use the database.
        """
        with self._translating_errors():
            for row in self._run_sql(statement, values):
                take(row)

    def query_one(self, statement: Statement, values: Values = ()) -> Row | None:
        """Return the first row, or None."""
        if not isinstance(statement, str):
            statement = statement.limit(1)
        rows = self.query(statement, values)
        return rows[0] if rows else None

    def scalar(self, statement: Statement, values: Values = ()) -> Any:
        """Return the first column of the first row, such as a count; None if there is no row."""
        row = self.query_one(statement, values)
        return None if row is None else row[0]

    def execute(self, statement: Statement, values: Values = ()) -> int:
        """Run a writing statement; return the number of rows changed.

        For an insert of Peewee's, return the id of the new row.
        """
        with self._translating_errors():
            if isinstance(statement, str):
                return int(self._run_sql(statement, values).rowcount)
            return int(statement.bind(self._sqlite).execute() or 0)

    def execute_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Run one writing statement for very many rows."""
        with self._translating_errors():
            self._sqlite.cursor().executemany(sql, rows)  # type: ignore[no-untyped-call]  # Peewee's

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a transaction: IMMEDIATE, because a read that turns into a write may fail at once."""
        with self._translating_errors(), self._sqlite.atomic("IMMEDIATE"):
            yield

    def wait_at_most(self, seconds: float) -> None:
        """Set how long this thread's connection waits for another program's transaction."""
        with self._translating_errors():
            self._run_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    @contextmanager
    def wide_cache(self) -> Iterator[None]:
        """Keep more of the file in memory in this thread, for work on very many rows."""
        with self._translating_errors():
            ((usual,),) = self._run_sql("PRAGMA cache_size").fetchall()
            self._run_sql(f"PRAGMA cache_size = -{WIDE_CACHE_KIB}")
        try:
            yield
        finally:
            with self._translating_errors():
                self._run_sql(f"PRAGMA cache_size = {int(usual)}")

    def lack_of_room(self) -> Message | None:
        """Return that the ledger's disk is full, where nothing can be noted for sure; else None."""
        if shutil.disk_usage(self.path.parent).free >= LEAST_ROOM_BYTES:
            return None
        return Message("ledger-disk-is-full", path=shown(str(self.path)))

    def close_thread(self) -> None:
        """Close the calling thread's connection."""
        with self._turn:
            if not self._sqlite.is_closed():
                self._sqlite.close()

    def _run_sql(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        execute: Callable[[str, Values], sqlite3.Cursor] = self._sqlite.execute_sql
        return execute(sql, values)

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        try:
            with self._turn:
                yield
        except (peewee.OperationalError, sqlite3.OperationalError) as error:
            if NO_VAULT_TABLE in str(error):
                raise _damaged(self.path, error) from error
            if is_full(error):
                raise LedgerFull("ledger-disk-is-full", path=str(self.path)) from error
            raise LedgerUnusable(
                "ledger-cant-used-check-disk", path=str(self.path), why=str(error)
            ) from error
        except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
            if isinstance(error, _FAULTS_OF_THIS_PROGRAM):
                raise
            raise _damaged(self.path, error) from error


def is_full(error: Exception) -> bool:
    """Return whether SQLite, or Peewee on its behalf, says that the disk has no room."""
    # Peewee raises its own errors, and one about the rollback, while it handles SQLite's.
    said: BaseException | None = error
    while said is not None:
        if isinstance(said, sqlite3.Error) and said.sqlite_errorcode in _NO_ROOM:
            return True
        said = said.__context__
    return False


def _damaged(path: Path, error: Exception) -> LedgerDamaged:
    return LedgerDamaged("ledger-damaged-move-aside-bring", path=str(path), why=str(error))


def json_keys(keys: Iterable[str | int]) -> str:
    """Return very many keys as the one value of ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps(list(keys))


def among(keys: Iterable[int]) -> peewee.SQL:
    """Return very many ids for Peewee's ``in_``, which takes long over a value for each of them."""
    return peewee.SQL("(SELECT value FROM json_each(?))", (json_keys(keys),))


def in_parts(keys: Sequence[Key]) -> Iterator[list[Key]]:
    """Split very many keys into lists that fit into one query."""
    for start in range(0, len(keys), KEYS_PER_QUESTION):
        yield list(keys[start : start + KEYS_PER_QUESTION])


def prepare(path: Path, *, alone: bool = False) -> None:
    """Make the ledger file, or migrate it to this program's version; ``alone`` as ``Database``.

    LedgerFull, LedgerUnusable if the file can't be opened; LedgerDamaged; LedgerTooNew.
    """
    try:
        migrate(path, migrations(), BUSY_SECONDS, alone=alone)
    except sqlite3.OperationalError as error:
        if is_full(error):
            raise LedgerFull("ledger-disk-is-full", path=str(path)) from error
        raise LedgerUnusable(
            "ledger-cant-opened-check-folder", path=str(path), why=str(error)
        ) from error
    except sqlite3.Error as error:
        raise _damaged(path, error) from error
