"""5-1: what is called protected was seen: names and sizes, once a day and after every absence."""

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.homes import FolderVault
from tests.picup import MAIN, Vault

HOUR_SECONDS = 3600.0


@pytest.fixture
def folders(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path, inside=True).ready(5)


def hours_pass(home: Path, hours: float) -> None:
    """Set back when the storages were last seen."""
    with closing(sqlite3.connect(home / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("UPDATE storage SET seen_at = seen_at - ?", (hours * HOUR_SECONDS,))


def lose(vault: FolderVault, role: str, count: int) -> set[str]:
    """Objects go beside a whole journal and vault.json; return their names."""
    files = sorted(file for file in (vault.storage(role) / "objects").rglob("*") if file.is_file())
    for file in files[:count]:
        file.unlink()
    return {file.name for file in files[:count]}


def evidence(vault: FolderVault) -> dict[str, str]:
    return {one["role"]: one["evidence"] for one in vault.run("status")["storages"]}


def test_5_1_objects_gone_beside_a_whole_journal_are_seen_within_a_day(
    folders: FolderVault,
) -> None:
    before = folders.run("status")["storages"]
    assert all(one["seen_at"] is not None for one in before)
    whole = folders.objects("main")
    gone = lose(folders, "main", 2)
    # One is gone from both: it comes back from its original, in the same pass.
    twin = next(f for f in (folders.storage("backup") / "objects").rglob("*") if f.name in gone)
    twin.unlink()
    hours_pass(folders.folder / "home", 19)
    folders.run("sync")
    status = folders.run("status")
    assert status["protected"] == 5
    assert evidence(folders) == {"main": "seen", "backup": "seen"}
    # Its next attempt has a new name, and the other object its old one.
    assert len(folders.objects("main")) == 5
    assert folders.objects("main") == folders.objects("backup")
    assert whole - folders.objects("main") == {twin.name}
    assert folders.items() == []
    log = "".join(file.read_text() for file in (folders.folder / "home").rglob("*.log"))
    assert "2 objects are gone from main" in log


def test_5_1_what_no_computer_names_is_counted_and_offered_and_stays(
    folders: FolderVault,
) -> None:
    stranger = folders.storage("main") / "objects" / "00" / ("0" * 64)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"of nobody")
    two_days_ago = time.time() - 48 * HOUR_SECONDS
    os.utime(stranger, (two_days_ago, two_days_ago))
    hours_pass(folders.folder / "home", 19)
    folders.run("sync")
    (item,) = folders.run("attention")
    assert item["cause"] == "unknown_objects"
    assert {"retry", "ignore"} <= set(item["choices"])
    assert item["details"]["objects"] == [f"objects/00/{stranger.name}"]
    assert [one["unknown"] for one in folders.run("storage", "list")] == [1, 0]
    assert "no computer names" in folders._end_of("storage", "list").err
    (check,) = [c for c in folders.run("doctor") if c["check"] == "unknown objects main"]
    assert (check["ok"], check["advice"]) == (True, True)
    assert folders.run("status")["protected"] == 5
    assert stranger.exists()
    folders.run("verify", "--remove-unknown")
    assert not stranger.exists()
    assert folders.items() == []
    assert [one["unknown"] for one in folders.run("storage", "list")] == [0, 0]


def test_5_1_after_every_absence_a_storage_is_listed(folders: FolderVault) -> None:
    main = folders.storage("main")
    away = main.with_name("away")
    main.rename(away)
    folders.run("sync")
    assert evidence(folders) == {"main": "seen", "backup": "seen"}
    whole = {file.name for file in (away / "objects").rglob("*/*")}
    away.rename(main)
    lose(folders, "main", 3)
    folders.run("sync")
    assert folders.objects("main") == whole


def test_5_1_nobody_says_protected_on_evidence_that_is_too_old(folders: FolderVault) -> None:
    assert "All 5 photos are on both storages." in folders._end_of("status").out
    backup = folders.storage("backup")
    backup.rename(backup.with_name("away"))
    folders.run("sync")
    hours_pass(folders.folder / "home", 25)
    assert evidence(folders) == {"main": "old", "backup": "old"}
    said = folders._end_of("status").out
    assert "All 5" not in said
    assert "Backup was last seen whole" in said
    # Main is seen anew; backup can't be, and so not all is protected.
    folders.run("sync", code=1)
    assert evidence(folders) == {"main": "seen", "backup": "old"}
    backup.with_name("away").rename(backup)
    folders.run("sync")
    assert evidence(folders) == {"main": "seen", "backup": "seen"}


def test_5_1_what_can_not_be_brought_back_stays_told(folders: FolderVault) -> None:
    backup = folders.storage("backup")
    shutil.rmtree(folders.photos)
    folders.photos.mkdir()
    (question,) = [item for item in _items_after_sync(folders) if "album" in item["kind"]]
    folders.run("attention", "answer", question["id"], "keep")
    gone = lose(folders, "main", 1)
    next(f for f in (backup / "objects").rglob("*") if f.name in gone).unlink()
    hours_pass(folders.folder / "home", 19)
    folders.run("sync", code=1)
    status = folders.run("status")
    assert status["protected"] == 4
    assert evidence(folders) == {"main": "doubted", "backup": "doubted"}
    assert sum("1 object" in text for text in folders.items()) == 2


def _items_after_sync(vault: FolderVault) -> list[dict[str, Any]]:
    vault._end_of("sync")
    items: list[dict[str, Any]] = vault.run("attention")
    return items


def test_5_1_a_read_that_finds_nothing_is_a_sign(vault: Vault) -> None:
    for number in range(4):
        vault.add(f"{number}.jpg")
    vault.sync()
    before = vault.on_disk(MAIN)
    for file in (vault.main.vault / "objects").rglob("*"):
        if file.is_file():
            file.unlink()
    assert vault.get("0.jpg")["served_from"] == "backup"
    (main, _) = vault.status()["storages"]
    assert main["evidence"] == "doubted"
    assert "All 4" not in vault.run("status").out
    vault.sync()
    assert vault.on_disk(MAIN) == before
    (main, _) = vault.status()["storages"]
    assert main["evidence"] == "seen"
    assert "All 4 photos are on both storages." in vault.run("status").out
