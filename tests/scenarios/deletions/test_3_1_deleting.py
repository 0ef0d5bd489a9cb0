"""DISASTERS 3-1: a photo is deleted at once, and its objects go by messages."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.homes import FolderVault
from tests.picup import BACKUP, MAIN, ROLES, Vault, age
from tests.scenarios.deletions.deleting import (
    done,
    listed,
    names,
    own_trash,
    queue,
    states,
    sync,
    trashed,
)


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


def test_3_1_the_deletion_and_its_messages_are_there_at_once(vault: Vault, trash: Path) -> None:
    photos = [f"{number}.jpg" for number in range(7)]
    for photo in photos:
        vault.add(photo)
    sync(vault)
    before = {role: vault.on_disk(role) for role in ROLES}

    said = done(vault, "rm", *names(*photos), "--json").json

    assert len(said["deleted"]) == 7
    status = vault.status()
    assert (status["photos"], status["deleted"], status["queued_objects"]) == (0, 7, 14)
    messages = queue(vault)
    assert sorted((m["storage"], len(m["objects"])) for m in messages) == [
        (BACKUP, 2),
        (BACKUP, 5),
        (MAIN, 2),
        (MAIN, 5),
    ]
    assert {m["state"] for m in messages} == {"queued"}
    assert {m["attempts"] for m in messages} == {0}
    for role in ROLES:
        asked = {name for m in messages if m["storage"] == role for name in m["objects"]}
        assert asked == set(before[role])
    assert sorted(p.name for p in trash.iterdir()) == photos
    assert not list(vault.album.glob("*.jpg"))
    assert before == {role: vault.on_disk(role) for role in ROLES}, "nothing goes before its time"


def test_3_1_a_message_ends_when_each_object_is_gone_and_gone_already_counts(
    vault: Vault,
) -> None:
    vault.choose("grace_days", 0)
    for photo in ("one.jpg", "two.jpg", "kept.jpg"):
        vault.add(photo)
    sync(vault)
    vault.object_file(BACKUP, "one.jpg").unlink()
    done(vault, "rm", *names("one.jpg", "two.jpg"))

    said = done(vault, "deletions", "run", "--json").json

    assert said == {"removed": 4, "queued_objects": 0, "dead_letters": 0, "away": {}, "kept": []}
    assert states(vault) == [(BACKUP, "done"), (MAIN, "done")]
    assert [len(vault.on_disk(role)) for role in ROLES] == [1, 1]
    vault.get("kept.jpg")
    gone = vault.photos("--state", "deleted")
    assert set(gone) == {"one.jpg", "two.jpg"}
    for row in gone.values():
        assert row["copies"] == {role: {"state": "none", "object": None} for role in ROLES}
    assert trashed(vault) == []
    assert "no storage" in done(vault, "trash", "restore", "Holidays/one.jpg", code=1).err


def test_3_1_the_next_sync_does_not_bring_it_back(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.add("dunes.jpg")
    sync(vault)
    done(vault, "rm", "Holidays/beach.jpg")
    sync(vault)
    assert vault.photo("beach.jpg")["state"] == "deleted"
    assert set(vault.photos("--state", "protected")) == {"dunes.jpg"}
    assert [m["state"] for m in queue(vault)] == ["queued", "queued"]


def test_3_1_what_the_trash_does_not_take_is_not_deleted(vault: Vault, trash: Path) -> None:
    vault.add("beach.jpg")
    vault.add("dunes.jpg")
    sync(vault)
    trash.parent.parent.mkdir(parents=True)
    trash.parent.write_bytes(b"a file where the trash should be")

    result = done(vault, "rm", *names("beach.jpg", "dunes.jpg"), code=1)

    assert "trash" in result.err
    assert (vault.album / "beach.jpg").exists()
    assert queue(vault) == []
    vault.check()


def test_3_1_a_file_that_nobody_may_write_goes_to_the_trash_too(vault: Vault, trash: Path) -> None:
    vault.add("beach.jpg").chmod(0o444)
    sync(vault)
    done(vault, "rm", "Holidays/beach.jpg")
    assert (trash / "beach.jpg").read_bytes() == vault.photos_made["beach.jpg"]


def test_3_1_deleting_twice_and_deleting_nothing(vault: Vault) -> None:
    vault.add("beach.jpg")
    sync(vault)
    identity = vault.photo("beach.jpg")["id"]
    done(vault, "rm", identity, "Holidays/beach.jpg")
    assert len(queue(vault)) == 2
    assert "before" in done(vault, "rm", identity).err
    assert len(queue(vault)) == 2
    assert "no photo" in done(vault, "rm", "Holidays/none.jpg", code=2).err


def test_3_1_an_object_that_another_photo_needs_stays(vault: Vault) -> None:
    vault.choose("grace_days", 0)
    data = vault.add("beach.jpg").read_bytes()
    sync(vault)
    vault.add("copy of beach.jpg", data)
    sync(vault)
    done(vault, "rm", "Holidays/beach.jpg")
    assert queue(vault) == []
    sync(vault)
    vault.get("copy of beach.jpg")

    done(vault, "rm", "Holidays/copy of beach.jpg")
    sync(vault)
    assert [vault.on_disk(role) for role in ROLES] == [{}, {}]


def test_3_1_a_message_that_names_a_needed_object_spares_it(vault: Vault) -> None:
    vault.add("beach.jpg")
    sync(vault)
    needed = vault.photo("beach.jpg")["copies"][MAIN]["object"]
    with vault.ledger() as ledger, ledger.transaction():
        for role in ledger.storages.all():
            ledger.deletions.enqueue(
                role.role, [(needed, None)], at=0.0, available_at=0.0, objects_per_message=5
            )
    done(vault, "deletions", "run", "--now")
    assert queue(vault) == []
    vault.check()
    assert '"scenario": "3-1"' in (vault.home / "log" / "picup.log").read_text()


def test_3_1_a_photo_that_was_never_uploaded_is_simply_deleted(vault: Vault, trash: Path) -> None:
    vault.add("beach.jpg")
    vault.main.stop()
    sync(vault, code=1)
    done(vault, "rm", "Holidays/beach.jpg")
    vault.main.start()
    sync(vault)
    assert vault.status()["photos"] == 0
    assert (trash / "beach.jpg").exists()
    assert [vault.on_disk(role) for role in ROLES] == [{}, {}]


def test_3_1_secrets_come_before_any_storage(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.choose("grace_days", 0)
    vault.add("beach.jpg")
    sync(vault)
    done(vault, "rm", "Holidays/beach.jpg")
    monkeypatch.delenv("PICUP_PASSPHRASE")
    before = vault.connections()
    done(vault, "deletions", "run", "--now", code=3)
    assert vault.connections() == before
    assert [m["attempts"] for m in queue(vault)] == [0, 0]


def test_3_1_with_both_storages_away_nothing_is_an_attempt(vault: Vault) -> None:
    vault.add("beach.jpg")
    sync(vault)
    done(vault, "rm", "Holidays/beach.jpg")
    for server in vault.servers.values():
        server.stop()
    for _ in range(2):
        done(vault, "deletions", "run", "--now", code=4)
    assert [(m["state"], m["attempts"]) for m in queue(vault)] == [("queued", 0)] * 2

    vault.main.start()
    done(vault, "deletions", "run", "--now", code=1)
    assert states(vault) == [(BACKUP, "queued"), (MAIN, "done")]
    vault.backup.start()
    done(vault, "deletions", "run", "--now")
    assert [vault.on_disk(role) for role in ROLES] == [{}, {}]


def test_3_1b_the_grace_is_over_when_the_time_has_come(vault: Vault) -> None:
    vault.choose("grace_days", 1)
    vault.add("beach.jpg")
    sync(vault)
    done(vault, "rm", "Holidays/beach.jpg")
    done(vault, "deletions", "run")
    sync(vault)
    assert states(vault) == [(BACKUP, "queued"), (MAIN, "queued")]
    (entry,) = listed(vault, "trash", "list")
    assert entry["removed_at"] > entry["deleted_at"]

    with vault.ledger() as ledger:
        ledger.deletions.make_due(entry_time(entry))
    done(vault, "deletions", "run")
    assert [vault.on_disk(role) for role in ROLES] == [{}, {}]


def entry_time(entry: dict[str, str]) -> float:
    return datetime.fromisoformat(entry["deleted_at"]).timestamp()


def test_3_1b_delete_now(vault: Vault) -> None:
    vault.add("beach.jpg")
    sync(vault)
    done(vault, "rm", "Holidays/beach.jpg")
    done(vault, "deletions", "run", "--now")
    assert states(vault) == [(BACKUP, "done"), (MAIN, "done")]
    assert [vault.on_disk(role) for role in ROLES] == [{}, {}]


def test_3_1_an_original_that_changed_meanwhile_goes_to_the_trash_as_it_is(
    vault: Vault, trash: Path
) -> None:
    vault.add("beach.jpg")
    sync(vault)
    (vault.album / "beach.jpg").write_bytes(b"\xff\xd8\xff\xe0 edited and not yet seen")
    age(vault.album / "beach.jpg")
    done(vault, "rm", "Holidays/beach.jpg")
    assert (trash / "beach.jpg").read_bytes().endswith(b"not yet seen")


def test_3_1_a_deletion_is_told_before_its_objects_go(tmp_path: Path) -> None:
    folders = FolderVault(tmp_path, inside=True).ready(2)
    folders.run("rm", f"{folders.album}/0.jpg")
    folders.run("deletions", "run", "--now")
    assert len(folders.objects("main")) == 1
    # Nothing was synced since, and this computer may be gone.
    kit = tmp_path / "kit.txt"
    url = folders.storage("main").as_uri()
    new = FolderVault(tmp_path, home="none", inside=True)
    back = new.run("restore", tmp_path / "back", "--from", url, "--recovery-kit", kit)
    assert (back["restored"], back["failed"]) == (1, [])
