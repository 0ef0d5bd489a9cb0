"""The five ways to ask a ledger, and every SQL constant against its schema."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from sqlite3 import OperationalError, ProgrammingError, connect

import peewee
import pytest

from picup_desktop import ledger, words
from picup_desktop.ledger.photos.said import THIS
from picup_desktop.ledger.schema.database import (
    Database,
    LedgerFull,
    LedgerUnusable,
    among,
    json_keys,
    prepare,
)
from picup_desktop.ledger.schema.models import Album

STATEMENT = re.compile(r"(SELECT|UPDATE|DELETE|INSERT)\b")
UNFINISHED = ("OF", "COLUMNS", "_UPDATE")
"""Ends of the names of constants that are no whole statement."""
LITERAL = re.compile(r"'(\w+)'")
ALBUM = {
    "name": "Holidays",
    "path": b"/photos/\xff".decode("utf-8", "surrogateescape"),
    "state": "watched",
    "recipient": "age1",
    "sealed_identity": b"sealed",
    "added_at": 5.0,
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "ledger.db"
    prepare(path)
    opened = Database(path)
    yield opened
    opened.close_thread()


def test_a_query_of_peewee_answers_in_the_models_types_and_sql_in_those_of_sqlite(
    database: Database,
) -> None:
    album_id = database.execute(Album.insert(**ALBUM))

    by_model = Album.select(Album.id, Album.path).where(Album.name == "Holidays")
    by_sql = "SELECT id, path FROM album WHERE name = ?"
    assert database.query(by_model) == [(album_id, ALBUM["path"])]
    assert database.query(by_sql, ("Holidays",)) == [(album_id, b"/photos/\xff")]
    assert database.query(by_sql, ("Work",)) == []


def test_one_row_or_none(database: Database) -> None:
    for name in ("A", "B"):
        database.execute(Album.insert(**{**ALBUM, "name": name}))

    names = Album.select(Album.name).order_by(Album.name.desc())
    assert database.query_one(names) == ("B",)
    assert database.query_one("SELECT name FROM album ORDER BY name") == ("A",)
    assert database.query_one(names.where(Album.name == "C")) is None
    assert database.scalar("SELECT COUNT(*) FROM album") == 2
    assert database.scalar("SELECT id FROM album WHERE name = 'C'") is None


def test_execute_tells_how_many_rows_it_changed(database: Database) -> None:
    database.execute_many(
        "INSERT INTO setting (name, value) VALUES (?, ?)", [(n, "1") for n in "abc"]
    )

    change = "UPDATE setting SET value = :value WHERE name IN (SELECT value FROM json_each(:names))"
    assert database.execute(change, {"names": json_keys("ab"), "value": "2"}) == 2
    assert database.execute(change, {"names": json_keys("x"), "value": "3"}) == 0
    assert database.query("SELECT name, value FROM setting ORDER BY name") == [
        ("a", "2"),
        ("b", "2"),
        ("c", "1"),
    ]


def test_a_query_of_peewee_takes_more_ids_than_a_statement_has_placeholders(
    database: Database,
) -> None:
    database.execute(Album.insert(**ALBUM))
    album_id = database.scalar("SELECT id FROM album")
    many = Album.select(Album.id).where(Album.id.in_(among(range(100_000))))
    assert database.query(many) == [(album_id,)]
    assert database.query(Album.select(Album.id).where(Album.id.in_(among([])))) == []
    assert database.query(Album.select(Album.id).where(Album.id.in_(among([album_id + 1])))) == []


def test_a_value_that_is_not_given_is_no_damage_of_the_ledger(database: Database) -> None:
    with pytest.raises(peewee.ProgrammingError):
        database.query("SELECT value FROM setting WHERE name = :name", {"value": "1"})


def test_a_ledger_that_is_none_is_unusable(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(LedgerUnusable):
        Database(path).query("SELECT 1")


def test_every_sql_constant_fits_the_schema_and_the_words(tmp_path: Path) -> None:
    """A statement with a column or a state that does not exist is found without running it."""
    path = tmp_path / "ledger.db"
    prepare(path)
    enums = (kind for _, kind in inspect.getmembers(words, inspect.isclass))
    known = {str(word) for kind in enums if issubclass(kind, StrEnum) for word in kind} | {THIS}
    checked = 0
    with closing(connect(path)) as connection:
        for place, sql in _statements():
            numbered = [int(number) for number in re.findall(r"\?(\d+)", sql)]
            places = max(numbered, default=sql.count("?"))
            values = [None] * places or dict.fromkeys(re.findall(r":(\w+)", sql))
            try:
                connection.execute(f"EXPLAIN {sql}", values)
            except (OperationalError, ProgrammingError) as error:
                pytest.fail(f"{place}: {error}")
            assert set(LITERAL.findall(sql)) <= known, place
            checked += 1
    assert checked > 30


def _statements() -> Iterator[tuple[str, str]]:
    for found in pkgutil.walk_packages(ledger.__path__, f"{ledger.__name__}."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.isupper() and not name.endswith(UNFINISHED):
                for sql in value.values() if isinstance(value, dict) else [value]:
                    if isinstance(sql, str) and STATEMENT.match(sql):
                        yield f"{found.name}.{name}", sql


def test_a_ledger_alone_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    prepare(path)
    other = Database(path)
    other.execute(Album.insert(**ALBUM))
    other.close_thread()
    names = Album.select(Album.name)
    with no_room():
        with pytest.raises(LedgerFull):
            other.query(names)
        other.close_thread()
        with pytest.raises(LedgerFull):
            prepare(path)
        prepare(path, alone=True)
        alone = Database(path, read_only=True, alone=True)
        assert alone.query(names) == [("Holidays",)]
        # It is one connection, at which every thread gets its turn.
        with ThreadPoolExecutor() as threads:
            assert threads.submit(alone.query, names).result() == [("Holidays",)]
    kept_out = connect(path, timeout=0)
    with closing(kept_out), pytest.raises(OperationalError, match="locked"):
        kept_out.execute("SELECT name FROM album")
    alone.close_thread()
    assert other.query(names) == [("Holidays",)]


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file of this process grow to a page, as on a full disk."""
    resource = pytest.importorskip("resource", reason="not on Windows")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
