"""DISASTERS 3-3: the queue can't be reached, and a deletion is not lost for that."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from picup_desktop.ledger.notes import Note
from tests.inside import picup_inside
from tests.picup import MAIN, ROLES, Vault
from tests.scenarios.deletions.deleting import done, items, names, own_trash, queue, sync
from tests.sshd import small_disk

PHOTOS = ("1.jpg", "2.jpg", "3.jpg")
LEAST_RESERVE_BYTES = 16 * 1024 * 1024
DISK_BYTES = 2 * LEAST_RESERVE_BYTES


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def synced(vault: Vault) -> Vault:
    for photo in PHOTOS:
        vault.add(photo)
    sync(vault)
    # The promise is five tries of five seconds; a test need not wait for them.
    vault.choose("queue_wait_seconds", 0.1)
    vault.choose("queue_tries", 2)
    return vault


@contextmanager
def held(vault: Vault, *, readable: bool) -> Iterator[None]:
    """Another program has the ledger in an exclusive transaction."""
    ledger = vault.home / "ledger.sqlite"
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        if not readable:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE setting SET value = value")
        yield
        other.execute("ROLLBACK")


def journal(vault: Vault) -> Path:
    return vault.home / "deletions.journal"


def test_3_3_a_deletion_stands_though_the_ledger_is_locked(synced: Vault, trash: Path) -> None:
    with held(synced, readable=True):
        result = done(synced, "rm", *names("1.jpg", "2.jpg"), "--json")
    assert len(result.json["deleted"]) == 2
    assert sorted(path.name for path in trash.iterdir()) == ["1.jpg", "2.jpg"]
    lines = [json.loads(line) for line in journal(synced).read_text().split("\n") if line]
    assert [line["file"] for line in lines] == ["1.jpg", "2.jpg"]
    assert all(line["reason"] and line["at"].endswith("Z") for line in lines)
    assert '"scenario": "3-3"' in (synced.home / "log" / "picup.log").read_text()
    assert queue(synced) == []

    sync(synced)

    assert not journal(synced).exists()
    assert synced.status()["deleted"] == 2
    assert sorted(len(m["objects"]) for m in queue(synced)) in ([1, 1, 1, 1], [2, 2])
    assert items(synced) == []
    done(synced, "deletions", "run", "--now")
    assert len(synced.on_disk(MAIN)) == 1


def test_3_3_the_next_changing_command_drains_it(synced: Vault) -> None:
    with held(synced, readable=True):
        done(synced, "rm", "Holidays/1.jpg")
    done(synced, "rm", "Holidays/2.jpg")
    assert not journal(synced).exists()
    assert synced.status()["deleted"] == 2


def test_3_3_not_even_readable_and_still_not_lost(
    synced: Vault, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.ledger.schema.database.BUSY_SECONDS", 0.1)
    with held(synced, readable=False):
        # In this process, as only there it waits for the ledger that briefly.
        words = ("rm", *names("1.jpg"), "--json")
        result = picup_inside(*words, environment=synced.environment())
    assert result.code == 0, result
    (line,) = [json.loads(line) for line in journal(synced).read_text().split("\n") if line]
    assert line["file"] == "Holidays/1.jpg"
    assert (synced.album / "1.jpg").exists()

    sync(synced)

    assert not journal(synced).exists()
    assert synced.photo("1.jpg")["state"] == "deleted"
    assert (trash / "1.jpg").exists(), "it is trashed now, or it would come back"
    sync(synced)
    assert synced.status()["deleted"] == 1


def test_3_3_what_the_trash_refuses_later_waits_with_its_reason(synced: Vault, trash: Path) -> None:
    journal(synced).write_text(
        '{"id": "a", "file": "Holidays/1.jpg", "photo": null, "reason": "locked",'
        ' "at": "2026-01-01T00:00:00Z"}\n{"id": "b", "file": "Holidays/no such",'
        ' "photo": null, "reason": "locked", "at": "2026-01-01T00:00:00Z"}\n{"cut off by a cr'
    )
    trash.parent.parent.mkdir(parents=True)
    trash.parent.write_bytes(b"a file where the trash should be")
    sync(synced)
    (item,) = items(synced)
    assert item["kind"] == "journal"
    assert "trash" in item["text"]
    assert [entry["file"] for entry in item["details"]["files"]] == [
        "Holidays/1.jpg",
        "Holidays/no such",
    ]
    assert synced.status()["deleted"] == 0

    assert "still waits" in done(synced, "attention", "retry", item["id"]).err
    assert [i["id"] for i in items(synced)] == [item["id"]]
    trash.parent.unlink()
    sync(synced)
    assert items(synced) == []
    assert not journal(synced).exists()
    assert synced.photo("1.jpg")["state"] == "deleted"


def test_3_3_a_journal_that_was_drained_and_not_taken_away_deletes_nothing_again(
    synced: Vault,
) -> None:
    with held(synced, readable=True):
        done(synced, "rm", "Holidays/1.jpg")
    kept = journal(synced).read_bytes()
    sync(synced)
    done(synced, "trash", "restore", "Holidays/1.jpg")
    with synced.ledger() as ledger:
        entry = json.loads(kept.strip())["id"]
        ledger.vaults.note(Note.DELETIONS_APPLIED, entry)
    journal(synced).write_bytes(kept)
    sync(synced)
    assert not journal(synced).exists()
    synced.check()


def test_3_3_with_a_full_disk_nothing_is_deleted_and_nothing_lost(
    bare: Vault, tmp_path: Path
) -> None:
    """The home's disk is so full that neither ledger nor journal take a word."""
    disk = tmp_path / "small"
    bare.home = disk / "home"
    try:
        mounted = small_disk(disk, DISK_BYTES)
        with mounted:
            bare.ready()
            bare.choose("queue_tries", 1)
            bare.choose("disk_reserve_bytes", LEAST_RESERVE_BYTES)
            bare.add("1.jpg")
            sync(bare)
            filled = disk / "filled"
            with filled.open("wb", buffering=0) as file:
                fill(file.fileno())
            done(bare, "rm", "Holidays/1.jpg", code=1)
            filled.unlink()
            sync(bare)
            for role in ROLES:
                assert len(bare.on_disk(role)) == 1
    except PermissionError as error:
        pytest.skip(f"this user may not mount a small disk: {error}")


def fill(descriptor: int) -> None:
    for size in (1 << 20, 65536, 4096, 1):
        try:
            while True:
                os.write(descriptor, b"x" * size)
        except OSError:
            continue
