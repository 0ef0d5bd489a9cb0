"""5-1: objects are gone from a storage: told at once, and brought back."""

import shutil
from pathlib import Path

import pytest

from tests.homes import FolderVault


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path).ready(5)


def test_5_1_all_objects_and_journals_gone_are_told_and_brought_back(vault: FolderVault) -> None:
    main = vault.storage("main")
    before = vault.objects("main")
    shutil.rmtree(main / "journal")
    shutil.rmtree(main / "objects")
    (main / "objects").mkdir()
    vault.run("sync")
    assert vault.objects("main") == before == vault.objects("backup")
    # All is back, but somebody removed it: a person is told, on stderr as well.
    said = " ".join(vault.errors[-1].split())
    (told,) = vault.items()
    assert told in said
    assert vault.run("status")["protected"] == 5
    log = "".join(file.read_text() for file in (vault.folder / "home").rglob("*.log"))
    assert "5 objects are gone from main" in log


def test_5_1_what_can_not_be_brought_back_yet_is_not_protected(vault: FolderVault) -> None:
    main, backup = vault.storage("main"), vault.storage("backup")
    away = backup.with_name("away")
    backup.rename(away)
    shutil.rmtree(main / "journal")
    shutil.rmtree(main / "objects")
    (main / "objects").mkdir()
    vault.run("sync", code=1)
    assert vault.run("status")["protected"] == 0
    assert any("5 objects" in text and "main" in text for text in vault.items())
    away.rename(backup)
    vault.run("sync")
    assert vault.run("status")["protected"] == 5
    (told,) = vault.items()
    assert "main" in told


def test_5_1_an_older_snapshot_put_back_is_noticed_at_once(vault: FolderVault) -> None:
    main = vault.storage("main")
    shutil.copytree(main, main.with_name("snapshot"))
    for number in range(3):
        vault.add(f"later-{number}.jpg")
    vault.run("sync")
    shutil.rmtree(main)
    main.with_name("snapshot").rename(main)
    vault.run("sync")
    assert vault.objects("main") == vault.objects("backup")
    assert len(vault.objects("main")) == 8


def test_5_1_vault_json_gone_is_no_missing_volume(vault: FolderVault) -> None:
    main = vault.storage("main")
    (main / "vault.json").unlink()
    vault.run("sync")
    assert (main / "vault.json").read_bytes() == (
        vault.storage("backup") / "vault.json"
    ).read_bytes()


def test_5_1_a_journal_cut_to_nothing_is_a_sign(vault: FolderVault) -> None:
    for segment in vault.own_journal("main").iterdir():
        segment.write_bytes(b"")
    (gone, *_) = sorted((vault.storage("main") / "objects").rglob("*/*"))
    gone.unlink()
    vault.run("sync")
    assert vault.objects("main") == vault.objects("backup")
    assert all(segment.stat().st_size for segment in vault.own_journal("main").iterdir())


def test_6_1_a_folder_in_an_objects_place_stops_nothing_and_is_told_as_what_it_is(
    vault: FolderVault,
) -> None:
    main = vault.storage("main")
    (one, *_) = sorted(path for path in (main / "objects").rglob("*") if path.is_file())
    sealed = one.read_bytes()
    one.unlink()
    (one / "within").mkdir(parents=True)
    vault.run("verify", "--all", "--repair", code=1)
    for _ in range(2):
        vault.add(f"later-{_}.jpg")
        vault.run("sync", code=1)
        items = {item["cause"]: item["text"] for item in vault.run("attention")}
        # What verify found stays told until it is healed; the folder is told as what it is.
        assert set(items) == {"storage_lost_objects", "storage_findings"}
        assert f"{one.parent.name}/{one.name} on the storage is" in items["storage_findings"]
        # The rest of the storage goes on.
        assert vault.run("status")["storages"][0]["state"] == "online"
    assert vault.run("status")["half_protected"] == 1
    assert (one / "within").is_dir()
    (one / "within").rmdir()
    one.rmdir()
    vault.run("sync")
    assert vault.items() == []
    assert one.read_bytes() == sealed
