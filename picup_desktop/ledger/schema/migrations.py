"""Migrates a ledger on disk to the schema of this program.

The version is SQLite's ``user_version``. Each migration runs in one transaction, after
a copy of the ledger was made beside it; the copy is kept.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from importlib import resources
from pathlib import Path

from picup_desktop.errors import PicupError
from picup_desktop.home import PRIVATE_FILE_MODE

VERSION = 22
NEW = ".new"
"""What the name of a ledger ends with while it is made."""


class LedgerTooNew(PicupError):
    """The ledger was written by a later version of this program."""

    title = "title-ledger-newer-than-program"


def _script(name: str) -> str:
    return resources.files("picup_desktop.ledger.schema").joinpath(name).read_text(encoding="utf-8")


def migrations() -> tuple[str, ...]:
    """Return the SQL of every step; the first makes version 1 out of an empty file."""
    return tuple(_script(f"schema_{version}.sql") for version in range(1, VERSION + 1))


def migrate(path: Path, steps: Sequence[str], busy_seconds: float, *, alone: bool = False) -> int:
    """Run the steps that ``path`` has not had; return how many ran.

    It waits ``busy_seconds`` for another program that has the ledger, and keeps every other out
    if it is ``alone``, which needs no room beside the ledger.
    LedgerTooNew if it had more than there are. ``sqlite3.Error`` leaves the ledger as it
    was: the transaction of the step is rolled back. A new ledger has its name only once it is
    whole, so that whoever is killed while making one leaves none that was lost.
    """
    if path.exists():
        return _migrated(path, steps, busy_seconds, alone=alone)
    new = path.with_name(f"{path.name}{NEW}")
    try:
        _remove(new)
        _make_private(new)
        ran = _migrated(new, steps, busy_seconds)
        new.replace(path)
    except OSError as error:
        raise sqlite3.OperationalError(error.strerror) from error
    finally:
        # What can't be removed goes at the next try.
        with suppress(OSError):
            _remove(new)
    return ran


def _remove(new: Path) -> None:
    for left in (new, new.with_name(f"{new.name}-journal")):
        left.unlink(missing_ok=True)


def _migrated(path: Path, steps: Sequence[str], busy_seconds: float, *, alone: bool = False) -> int:
    with closing(sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)) as connection:
        if alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(steps):
            raise LedgerTooNew(
                "ledger-is-newer", path=str(path), version=version, newest=len(steps)
            )
        for number, script in enumerate(steps[version:], start=version + 1):
            # A file made just now has nothing to keep.
            if version > 0:
                _keep_copy(connection, path, number - 1)
            try:
                connection.executescript(
                    f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;"
                )
            except sqlite3.Error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        return len(steps) - version


def _keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the whole ledger as it was, consistently even while it is read."""
    target = path.with_name(f"{path.stem}.version-{version}{path.suffix}")
    _make_private(target)
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def _make_private(path: Path) -> None:
    """Make the file, if it is missing, so that only its owner reads it.

    SQLite gives its other files the same mode. ``sqlite3.OperationalError`` if it can't be made.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE_MODE))
    except FileExistsError:
        return
    except OSError as error:
        raise sqlite3.OperationalError(error.strerror) from error
