"""A ledger that is damaged or emptied: recognised, and set aside before another takes its place.

Nothing of it is ever thrown away: what only it knew may be read out of it later.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path

from picup_desktop.ledger.schema.database import LedgerUnusable

BUSY_SECONDS = 5.0
LEAST_BYTES = 512
"""SQLite's smallest page; it takes a shorter file for an empty one."""
PARTS = ("-wal", "-shm")
"""What SQLite keeps beside a ledger, by the ending of the name."""


class LedgerFile(StrEnum):
    """What a ledger's file is."""

    NONE = "none"
    """There is no file, or one without any content and without a vault."""
    WHOLE = "whole"
    DAMAGED = "damaged"


def ledger_file(path: Path) -> LedgerFile:
    """Look at a ledger's whole file, which is read to its end. LedgerUnusable, as if it is busy."""
    size_bytes = path.stat().st_size if path.exists() else 0
    if size_bytes < LEAST_BYTES:
        return LedgerFile.DAMAGED if size_bytes else LedgerFile.NONE
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA query_only = 1")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if not tables:
                return LedgerFile.NONE
            if "vault" not in tables:
                return LedgerFile.DAMAGED
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                return LedgerFile.DAMAGED
            has_vault = connection.execute("SELECT 1 FROM vault").fetchone() is not None
            return LedgerFile.WHOLE if has_vault else LedgerFile.NONE
    except sqlite3.OperationalError as error:
        raise LedgerUnusable(
            "ledger-cant-opened-check-folder", path=str(path), why=str(error)
        ) from error
    except sqlite3.DatabaseError:
        return LedgerFile.DAMAGED


@contextmanager
def set_aside(path: Path, beside: Sequence[Path], mark: str) -> Iterator[list[Path]]:
    """Rename a ledger and the files ``beside`` that belong to it; yield their new paths.

    ``mark`` is the end of their new names. If the block fails, each gets its name back, in
    place of what the block made under it. OSError.
    """
    files = [path, *(path.with_name(f"{path.name}{part}") for part in PARTS), *beside]
    moved: dict[Path, Path] = {}
    try:
        for file in files:
            if file.exists():
                aside = _free(file, mark)
                file.rename(aside)
                moved[file] = aside
        yield list(moved.values())
    except BaseException:
        for file, aside in moved.items():
            aside.replace(file)
        raise


def _free(file: Path, mark: str) -> Path:
    """Return a name beside the file that is not taken."""
    aside = file.with_name(f"{file.name}.{mark}")
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.name}.{mark}-{number}")
    return aside
