"""A question that is written down once tells the same as one that is written down each time."""

from pathlib import Path

import pytest

from picup_desktop.ledger.schema.database import Database, prepare
from picup_desktop.ledger.schema.models import Album, Setting, StorageRecord
from picup_desktop.ledger.schema.question import Question, given

ALBUM = {
    "name": "Holidays",
    "path": b"/photos/\xff".decode("utf-8", "surrogateescape"),
    "state": "watched",
    "recipient": "age1",
    "sealed_identity": b"sealed",
    "added_at": 5.0,
}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    path = tmp_path / "ledger.db"
    prepare(path)
    return Database(path)


def test_a_question_tells_the_models_own_types(database: Database) -> None:
    database.execute(Album.insert(**ALBUM))
    query = Album.select().where(Album.name == "Holidays")
    question = Question(Album.select().where(Album.name == given("name")))

    assert database.ask(question, name="Holidays") == database.rows(query)
    assert database.ask_plainly(question, name="Holidays") == database.query(query)
    assert database.ask(question, name="Work") == []
    assert database.ask_one(question, name="Work") is None


def test_values_find_their_places_in_whatever_order_the_sql_has_them(database: Database) -> None:
    storage = {"role": "main", "url": "sftp://nas/", "state": "reachable", "state_since": 1.0}
    database.execute(StorageRecord.insert(**storage))
    note = Question(
        StorageRecord.update(
            checked_at=given("at"), state_since=given("since"), state=given("state")
        ).where(StorageRecord.role == given("role"), StorageRecord.url == "sftp://nas/")
    )

    assert database.carry_out(note, role="main", state="full", at=3.0, since=2.0) == 1
    assert database.carry_out(note, role="backup", state="full", at=4.0, since=4.0) == 0

    (row,) = database.rows(StorageRecord.select())
    assert (row["state"], row["state_since"], row["checked_at"]) == ("full", 2.0, 3.0)


def test_a_value_that_was_forgotten_is_an_error(database: Database) -> None:
    with pytest.raises(KeyError, match="name"):
        database.ask(Question(Setting.select().where(Setting.name == given("name"))))
