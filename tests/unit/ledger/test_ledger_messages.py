"""Messages in the ledger: what is written comes back, and text of earlier versions is shown."""

from pathlib import Path

import pytest

from picup_desktop.attention import items
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.photos import LOST, LOST_BEFORE, SeenFile
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message, to_json
from picup_desktop.sync.pass_fault import standing
from picup_desktop.words import PhotoState, Role, StorageState

AWAY = Message("main-says", reason=Message("server-stopped-answering", server="사진"))
PROSE = "The disk of {0} is full."


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = open_ledger(tmp_path / "ledger.sqlite")
    made.database.execute(
        "INSERT INTO album (id, name, path, state, added_at, recipient, sealed_identity,"
        " skipped_files) VALUES (1, 'Summer', ?, 'watched', 1, '', '', 0)",
        (b"/summer",),
    )
    with made.transaction():
        made.photos.add(1, [SeenFile("a.jpg", 1, 1, 1)], 1.0)
    return made


def test_the_reason_of_a_photo_comes_back(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.photos.note_reason(1, PhotoState.WAITING, AWAY, 5.0)
    photo = ledger.photos.get(1)
    assert photo is not None
    assert photo.reason == AWAY
    assert ledger.photos.due(9.0, AWAY) == []
    assert [one.id for one in ledger.photos.due(9.0, Message("storage-is-away"))] == [1]


def test_a_reason_of_an_earlier_version_is_shown_as_it_is(ledger: Ledger) -> None:
    ledger.database.execute("UPDATE photo SET reason = ?", (PROSE,))
    photo = ledger.photos.get(1)
    assert photo is not None
    assert photo.reason is not None
    assert in_english(photo.reason) == PROSE
    assert [one.id for one in ledger.photos.due(9.0, AWAY)] == [1], "it is noted anew"


@pytest.mark.parametrize("reason", [to_json(LOST), LOST_BEFORE])
def test_2_3_a_lost_photo_is_judged_anew_whichever_version_lost_it(
    ledger: Ledger, reason: str
) -> None:
    ledger.database.execute(
        "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
        " VALUES (7, 'ab/cd', 1, 'x', 1, 1, 1)"
    )
    ledger.database.execute(
        "INSERT INTO copy (object_id, role, state, verified_at) VALUES (7, 'main', 'stored', 1)"
    )
    ledger.database.execute(
        "UPDATE photo SET object_id = 7, state = 'failed', reason = ?", (reason,)
    )
    with ledger.transaction():
        ledger.photos.restate(7)
    photo = ledger.photos.get(1)
    assert photo is not None
    assert (photo.state, photo.reason) == (PhotoState.HALF_PROTECTED, None)


def test_the_reason_of_a_storage_comes_back(ledger: Ledger) -> None:
    record = StorageRecord(
        Role.MAIN, "file:///a", None, None, StorageState.AWAY, AWAY, 1.0, None, None, None
    )
    ledger.storages.record(record)
    assert ledger.storages.get(Role.MAIN) == record
    ledger.storages.note_contact(Role.MAIN, StorageState.FULL, Message("storage-is-away"), 2.0)
    assert ledger.storages.get(Role.MAIN).reason == Message("storage-is-away")
    ledger.database.execute("UPDATE storage SET reason = ?", (PROSE,))
    assert ledger.storages.get(Role.MAIN).reason == Message(PROSE)


def test_an_item_keeps_its_code_and_its_reason(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.attention.open(items.upload_failed(1, "a.jpg", AWAY), 1.0)
    (item,) = ledger.attention.all()
    assert item.message.code == "cause-upload-failed"
    assert item.text == "a.jpg could not be uploaded. main: 사진 stopped answering."
    ledger.database.execute(
        "UPDATE attention_item SET text = ?, details = ?",
        (PROSE, '{"photo": 1, "path": "a.jpg", "reason": "It broke."}'),
    )
    (item,) = ledger.attention.all()
    assert item.text == PROSE
    assert items.upload_failed(1, "a.jpg", Message("It broke.")).text == (
        "a.jpg could not be uploaded. It broke."
    )


def test_a_broken_pass_of_an_earlier_version_still_stands(ledger: Ledger) -> None:
    noted = '{"times": 2, "since": 1.0, "sentence": "A pass broke off.", "albums": [1]}'
    ledger.vaults.note(Note.PASS_FAULT, noted)
    fault = standing(ledger)
    assert fault is not None
    assert in_english(fault.message) == "A pass broke off."
