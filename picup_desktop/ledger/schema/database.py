"""One SQLite file, queried through Peewee, safe against a power cut.

WAL with ``synchronous=FULL``: committed data is on the disk. Each thread gets its own
connection from Peewee and closes it with ``close_thread``. Every answer is a list of
plain rows, so no query runs later or in another thread.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import peewee

from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.schema.migrations import migrate, migrations
from picup_desktop.ledger.schema.question import Question

BUSY_SECONDS = 5.0
# Well below the number of placeholders that every build of SQLite accepts per statement.
KEYS_PER_QUESTION = 500

Row = dict[str, Any]
Key = TypeVar("Key", int, str)


class LedgerUnusable(PicupError):
    """The ledger can't be opened, read or written."""

    title = "The ledger can't be used"
    kind = Kind.RETRY


class Database:
    """The connections of one ledger file."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        pragmas: dict[str, Any] = {
            "foreign_keys": 1,
            "busy_timeout": int(BUSY_SECONDS * 1000),
            "synchronous": "full",
        }
        pragmas |= {"query_only": 1} if read_only else {"journal_mode": "wal"}
        self._sqlite = peewee.SqliteDatabase(str(path), pragmas=pragmas, timeout=BUSY_SECONDS)

    def rows(self, query: Any) -> list[Row]:
        """Return every row of a query, as dictionaries."""
        with self._translating_errors():
            return list(query.bind(self._sqlite).dicts())

    def tuples(self, query: Any) -> list[tuple[Any, ...]]:
        """Return every row of a query, as tuples: faster for very many rows."""
        with self._translating_errors():
            return list(query.bind(self._sqlite).tuples())

    def ask(self, question: Question, **values: Any) -> list[Row]:
        """Return every row of a precompiled query, as dictionaries."""
        return [question.named(row) for row in self.rows_of(*question.statement(values))]

    def ask_one(self, question: Question, **values: Any) -> Row | None:
        """Return the first row of a precompiled query, or None."""
        found = self.ask(question, **values)
        return found[0] if found else None

    def ask_plainly(self, question: Question, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row of a precompiled query, as tuples."""
        return [question.plain(row) for row in self.rows_of(*question.statement(values))]

    def carry_out(self, question: Question, **values: Any) -> int:
        """Run a precompiled update or delete; return the number of rows changed."""
        sql, whole = question.statement(values)
        with self._translating_errors():
            return int(self._sqlite.execute_sql(sql, whole).rowcount)  # type: ignore[no-untyped-call]

    def rows_of_many(self, sql: str, keys: Sequence[str | int]) -> list[tuple[Any, ...]]:
        """Return the rows for very many keys, passed to the statement as one ``json_each(?)``.

        For statements run for every photo: compiling a query with as many placeholders takes
        longer than its answer.
        """
        return self.rows_of(sql, (json.dumps(list(keys)),))

    def rows_of(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of an SQL statement; for queries repeated while somebody scrolls."""
        with self._translating_errors():
            cursor = self._sqlite.execute_sql(sql, tuple(values))  # type: ignore[no-untyped-call]
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def row(self, query: Any) -> Row | None:
        """Return the first row, or None."""
        found = self.rows(query.limit(1))
        return found[0] if found else None

    def number(self, query: Any) -> int:
        """Return the first column of the first row, such as a count or a sum; 0 for NULL."""
        found = self.tuples(query)
        return int(found[0][0] or 0) if found else 0

    def run(self, query: Any) -> int:
        """Run a writing query; return the new row's id, or the number of rows changed."""
        with self._translating_errors():
            return int(query.bind(self._sqlite).execute() or 0)

    def run_many(self, sql: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for very many rows."""
        with self._translating_errors():
            self._sqlite.cursor().executemany(sql, values)  # type: ignore[no-untyped-call]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a transaction: IMMEDIATE, because a read that turns into a write may fail at once."""
        with self._translating_errors(), self._sqlite.atomic("IMMEDIATE"):
            yield

    def wait_at_most(self, seconds: float) -> None:
        """Set how long this thread's connection waits for another program's transaction."""
        with self._translating_errors():
            pragma = f"PRAGMA busy_timeout = {int(seconds * 1000)}"
            self._sqlite.execute_sql(pragma)  # type: ignore[no-untyped-call]

    def close_thread(self) -> None:
        """Close the calling thread's connection."""
        if not self._sqlite.is_closed():
            self._sqlite.close()

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        try:
            yield
        except (peewee.OperationalError, sqlite3.OperationalError) as error:
            raise LedgerUnusable(
                f"The ledger {self.path} can't be used ({error}). Check that its disk has room"
                " and may be written, then try again."
            ) from error
        except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
            if isinstance(error, (peewee.IntegrityError, sqlite3.IntegrityError)):
                raise
            raise LedgerUnusable(
                f"The ledger {self.path} is damaged ({error}). Move it aside and bring it back"
                " from a storage with `picup open`."
            ) from error


def in_parts(keys: Sequence[Key]) -> Iterator[list[Key]]:
    """Split very many keys into lists that fit into one query."""
    for start in range(0, len(keys), KEYS_PER_QUESTION):
        yield list(keys[start : start + KEYS_PER_QUESTION])


def prepare(path: Path) -> None:
    """Make the ledger file, or migrate it to this program's version.

    LedgerUnusable if the file can't be opened; LedgerTooNew.
    """
    try:
        migrate(path, migrations())
    except sqlite3.Error as error:
        raise LedgerUnusable(
            f"The ledger {path} can't be opened ({error}). Check that the folder may be written"
            " and its disk has room, then try again."
        ) from error
