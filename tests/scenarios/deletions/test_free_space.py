"""Free up space: files leave this computer, and never is that taken for a deletion (3-1, 3-4)."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.app import Engine as Parts
from picup_desktop.app import engine
from picup_desktop.clock import SystemClock
from picup_desktop.engine.jobs import job_alone
from picup_desktop.home import Home
from picup_desktop.messages.catalogue import in_english
from picup_desktop.sync.delete.delete import system_trash
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.sync.space.free import Freeing, FreeOrder, FreeReport
from picup_desktop.words import Role
from tests.engines import Engine, running, wait_until_protected
from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault, wait_until
from tests.scenarios.deletions.deleting import done, own_trash, queue, sync, trashed

PHOTOS = ("one.jpg", "two.jpg", "2024/three.jpg")


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def full(vault: Vault) -> Vault:
    """Three photos on both storages, and nobody who watches yet."""
    for name in PHOTOS:
        vault.add(name)
    sync(vault)
    return vault


def looked(running_engine: Engine) -> None:
    """Everything was looked at again, by the watcher and by a whole pass."""
    running_engine.call("sync", wait=True)
    wait_until(running_engine.idle, "it went through everything", pause_seconds=0.1)


def nothing_was_deleted(vault: Vault, photos: int = len(PHOTOS)) -> None:
    assert queue(vault) == []
    assert trashed(vault) == []
    status = vault.status()
    assert (status["photos"], status["protected"], status["deleted"]) == (photos, photos, 0)
    assert status["attention"] == 0
    vault.check()


def test_3_1_freed_photos_are_deleted_by_nobody_and_come_back_when_wanted(
    full: Vault, trash: Path, tmp_path: Path
) -> None:
    with running(full) as at_work:
        wait_until(at_work.idle, "the first look is over", pause_seconds=0.1)
        look = at_work.call("space_look")
        assert (look["photos"], look["to_verify"]) == (3, 3), "nothing was read back yet"

        told = at_work.call("space_free", job="mine")

        assert (told["freed"], told["failed"], told["stopped"]) == (3, [], False)
        assert sorted(p.name for p in trash.iterdir()) == ["one.jpg", "three.jpg", "two.jpg"]
        assert not list(full.album.rglob("*.jpg"))
        looked(at_work)
        nothing_was_deleted(full)
        again = at_work.call("space_look")
        assert (again["photos"], again["away"]["photos"]) == (0, 3)
        assert again["kept"] == {"not_here": 3}

        got = tmp_path / "got.jpg"
        served = at_work.call("get", photo="Holidays/one.jpg", output=str(got))
        assert served["served_from"] == "main"
        assert got.read_bytes() == full.photos_made["one.jpg"]

        # Taken out of the trash, a file is simply back.
        (trash / "two.jpg").rename(full.album / "two.jpg")
        back = at_work.call("trash_bring_back", photos=["Holidays/2024/three.jpg"])
        assert [one["reason"] for one in back["restored"]] == [None]
        looked(at_work)
        nothing_was_deleted(full)
        assert at_work.call("space_look")["photos"] == 2
        # And deleted by a person, it is deleted.
        (full.album / "two.jpg").unlink()
        at_work.call("sync", wait=True)
        assert trashed(full) == ["two.jpg"]


def test_3_4_a_folder_whose_photos_were_all_freed_may_even_go(full: Vault) -> None:
    with running(full) as at_work:
        assert at_work.call("space_free")["freed"] == 3
        gone = full.album.rename(full.album.with_name("gone"))
        at_work.call("sync", wait=True)
        nothing_was_deleted(full)
        gone.rename(full.album)


def test_only_what_both_storages_give_back_whole_goes(full: Vault, trash: Path) -> None:
    full.object_file(BACKUP, "one.jpg").write_bytes(b"damaged")
    file = full.album / "two.jpg"
    status = file.stat()
    file.write_bytes(bytes(reversed(full.photos_made["two.jpg"])))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    # As on a file system without change times, or the first pass takes it for a new version.
    with full.ledger() as ledger:
        ledger.database.execute(
            "UPDATE photo SET ctime_ns = ? WHERE path = ?", (file.stat().st_ctime_ns, b"two.jpg")
        )

    with running(full) as at_work:
        told = at_work.call("space_free")

        assert told["freed"] == 1
        reasons = {one["photo"]: one["reason"]["code"] for one in told["failed"]}
        assert reasons["Holidays/one.jpg"] == "damaged-2"
        assert [one["storage"] for one in told["failed"]] == ["backup", None]
        assert reasons["Holidays/two.jpg"] == "file-does-not-hold-what"
        assert [p.name for p in trash.iterdir()] == ["three.jpg"]
        assert full.photo("one.jpg")["copies"]["backup"]["state"] == "damaged"
        assert full.photo("2024/three.jpg")["state"] == "protected"


def test_a_storage_that_is_away_can_not_say_that_it_has_them(full: Vault) -> None:
    full.main.stop()
    with running(full) as at_work:
        told = at_work.call("space_free")

    assert told["freed"] == 0
    assert len(told["failed"]) == 3
    assert all(one["storage"] == MAIN for one in told["failed"])
    assert sorted(p.name for p in full.album.rglob("*.jpg")) == ["one.jpg", "three.jpg", "two.jpg"]


@pytest.mark.parametrize("gone", ["server", "object", "cut"])
def test_what_was_read_back_lately_has_to_be_there_still(full: Vault, gone: str) -> None:
    full.run("verify", "--all")
    copy = full.object_file(BACKUP, "one.jpg")
    if gone == "server":
        full.backup.stop()
    elif gone == "object":
        copy.unlink()
    else:
        copy.write_bytes(copy.read_bytes()[:-1])
    with engine(Home(full.home), lambda: PASSPHRASE) as parts:
        report = freed(parts, system_trash)

    kept = {one.photo.path: one.role for one in report.failed}
    assert (full.album / "one.jpg").exists()
    assert kept["one.jpg"] is Role.BACKUP
    assert report.freed == (0 if gone == "server" else 2)
    if gone != "server":
        state = full.photo("one.jpg")["copies"]["backup"]["state"]
        assert state == {"object": "missing", "cut": "damaged"}[gone]


def freed(parts: Parts, trash: Any, order: FreeOrder | None = None) -> FreeReport:
    job = job_alone(SystemClock())
    told = parts.announcement().run
    freeing = Freeing(
        parts.ledger, parts.storages, parts.clock, trash, between=job.run_exclusively, announce=told
    )
    return freeing.run(order or FreeOrder(), job)


def test_a_trash_that_takes_nothing_leaves_everything_as_it_was(full: Vault) -> None:
    with engine(Home(full.home), lambda: PASSPHRASE) as parts:
        # Where the trash would be, a file stands.
        trash = Path(os.environ["HOME"]) / ".local"
        trash.write_bytes(b"")
        report = freed(parts, system_trash)

    assert report.freed == 0
    assert len(report.failed) == 3
    reasons = [in_english(one.reason) for one in report.failed]
    assert all("could not be moved to the system's trash" in reason for reason in reasons)
    assert not any("deleted" in reason for reason in reasons)
    assert full.status()["protected"] == 3
    sync(full)
    (full.album / "one.jpg").unlink()
    sync(full)
    assert trashed(full) == ["one.jpg"], "the notes were taken back, so a deletion is one"


KILLED = """
import os, signal, sys
from pathlib import Path
from picup_desktop.app import engine
from picup_desktop.clock import SystemClock
from picup_desktop.engine.jobs import job_alone
from picup_desktop.home import Home
from picup_desktop.sync.space.free import FreeOrder, Freeing
from picup_desktop.sync.delete.delete import system_trash

before_moves = int(sys.argv[2])
def trash(path):
    global before_moves
    if before_moves == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    before_moves -= 1
    system_trash(path)

with engine(Home(Path(sys.argv[1])), lambda: os.environ["PICUP_PASSPHRASE"]) as parts:
    job = job_alone(SystemClock())
    told = parts.announcement().run
    parts_of_it = (parts.ledger, parts.storages, parts.clock, trash)
    freeing = Freeing(*parts_of_it, between=job.run_exclusively, announce=told)
    freeing.run(FreeOrder(), job)
"""


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_1_6_a_kill_between_the_note_and_the_move_loses_and_deletes_nothing(
    full: Vault, moved: int
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(full.home), str(moved)],
        env={**os.environ, "PICUP_PASSPHRASE": PASSPHRASE},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    left = list(full.album.rglob("*.jpg"))
    assert len(left) == len(PHOTOS) - moved

    with running(full) as at_work:
        wait_until_protected(full, len(PHOTOS))
        looked(at_work)
        nothing_was_deleted(full)
        look = at_work.call("space_look")
        assert look["away"]["photos"] == moved
        assert look["photos"] == len(PHOTOS) - moved, "what was noted and not moved is here again"
        if len(left) > 1:
            left[0].unlink()
            at_work.call("sync", wait=True)
            assert len(trashed(full)) == 1, "and a person may delete it"


def test_a_file_that_changes_in_the_last_moment_stays(full: Vault) -> None:
    home = Home(full.home)
    file = full.album / "one.jpg"
    edited = file.read_bytes() + b"edited in this very moment"

    def between(act: Any) -> None:
        file.write_bytes(edited)
        act()

    with engine(home, lambda: PASSPHRASE) as parts:
        told = parts.announcement().run
        freeing = Freeing(
            parts.ledger, parts.storages, parts.clock, system_trash, between=between, announce=told
        )
        photo = find_photo(parts.ledger, "Holidays/one.jpg")
        report = freeing.run(FreeOrder(photo_ids=(photo.id,)), job_alone(SystemClock()))

    assert (report.freed, len(report.failed)) == (0, 1)
    assert file.read_bytes() == edited
    sync(full)
    assert full.photo("one.jpg")["state"] == "protected"
    assert done(full, "trash", "list").code == 0
    assert full.on_disk(MAIN)
