"""The ledger on disk and its models are one shape; migrations lose nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from peewee import Model, SqliteDatabase

from picup_desktop.ledger.schema import journal_models as schema_journal
from picup_desktop.ledger.schema import models as schema
from picup_desktop.ledger.schema import shot_models as schema_shots
from picup_desktop.ledger.schema.database import LedgerUnusable, prepare
from picup_desktop.ledger.schema.migrations import LedgerTooNew, migrate, migrations

MODELS = [
    model
    for module in (schema, schema_journal, schema_shots)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Model) and model.__module__ == module.__name__
]
Shape = dict[str, list[tuple[object, ...]]]


def _shape(connection: sqlite3.Connection) -> Shape:
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        # A virtual table and what it keeps itself in; no model asks for it.
        if not name.startswith("shot_text")
    ]
    return {
        table: sorted(
            [
                *(
                    (c[1], c[2], c[3], c[5])
                    for c in connection.execute(f"PRAGMA table_info({table})")
                ),
                *(
                    (i[1], i[2], i[4])
                    for i in connection.execute(f"PRAGMA index_list({table})")
                    if not str(i[1]).startswith("sqlite_")
                ),
                *(
                    (f[2], f[3], f[4], f[6])
                    for f in connection.execute(f"PRAGMA foreign_key_list({table})")
                ),
            ],
            key=str,
        )
        for table in sorted(tables)
    }


def test_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    by_steps, by_models = tmp_path / "steps.sqlite", tmp_path / "models.sqlite"
    prepare(by_steps)
    database = SqliteDatabase(str(by_models))
    with database.bind_ctx(MODELS):
        database.create_tables(MODELS)
    database.close()
    with closing(sqlite3.connect(by_steps)) as one, closing(sqlite3.connect(by_models)) as two:
        assert _shape(one) == _shape(two)


def test_a_migration_keeps_a_copy_of_what_was(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    migrate(path, migrations(), 0.0)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO setting VALUES ('grace_days', '7')")
        connection.commit()
    next_steps = (*migrations(), "ALTER TABLE setting ADD COLUMN note TEXT;")
    assert migrate(path, next_steps, 0.0) == 1
    assert migrate(path, next_steps, 0.0) == 0
    with closing(sqlite3.connect(tmp_path / f"ledger.version-{len(migrations())}.sqlite")) as copy:
        assert copy.execute("SELECT * FROM setting").fetchall() == [("grace_days", "7")]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM setting").fetchall() == [("grace_days", "7", None)]


def test_a_failing_migration_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    migrate(path, migrations(), 0.0)
    broken = (*migrations(), "ALTER TABLE setting ADD COLUMN note TEXT; SELECT nonsense;")
    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        migrate(path, broken, 0.0)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations()),)
        columns = connection.execute("PRAGMA table_info(setting)").fetchall()
        assert [column[1] for column in columns] == ["name", "value"]


def test_a_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    migrate(path, (*migrations(), "CREATE TABLE more (id INTEGER);"), 0.0)
    with pytest.raises(LedgerTooNew, match="newest PicUp Desktop"):
        prepare(path)


def test_a_file_that_is_no_ledger_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"these are holiday photos, not tables" * 100)
    with pytest.raises(LedgerUnusable, match=r"ledger\.sqlite"):
        prepare(path)
