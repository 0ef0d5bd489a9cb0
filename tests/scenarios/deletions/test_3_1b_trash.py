"""DISASTERS 3-1b: within the grace, what was deleted comes back."""

import shutil
from pathlib import Path

import pytest

from tests.picup import BACKUP, MAIN, ROLES, Vault, photo_bytes
from tests.scenarios.deletions.deleting import done, listed, own_trash, queue, states, sync, trashed

NAMED = "Holidays/2024/beach.jpg"


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def deleted(vault: Vault) -> Vault:
    vault.add("2024/beach.jpg")
    vault.add("dunes.jpg")
    sync(vault)
    done(vault, "rm", NAMED)
    return vault


def restore(vault: Vault, code: int = 0) -> dict[str, object]:
    answer = done(vault, "trash", "restore", NAMED, "--json", code=code).json
    return dict(answer[0]) if answer else {}


def test_3_1b_a_restored_photo_has_its_file_again_and_stays(deleted: Vault) -> None:
    stored = deleted.photo("2024/beach.jpg")
    assert trashed(deleted) == ["2024/beach.jpg"]
    events = len(deleted.events())
    shutil.rmtree(deleted.album / "2024")

    assert restore(deleted)["brought_back"] is True

    file = deleted.album / "2024/beach.jpg"
    assert file.read_bytes() == deleted.photos_made["2024/beach.jpg"]
    assert file.stat().st_mtime_ns == stored["mtime_ns"]
    assert [path.name for path in file.parent.iterdir()] == ["beach.jpg"]
    assert queue(deleted) == []
    assert trashed(deleted) == []
    assert deleted.photo("2024/beach.jpg")["state"] == "protected"
    sync(deleted)
    deleted.check()
    assert len(deleted.events()) == events, "nothing is uploaded again"


def test_3_1b_a_file_that_has_its_place_is_never_overwritten(deleted: Vault) -> None:
    new = photo_bytes("another beach")
    deleted.add("2024/beach.jpg", new)

    answer = restore(deleted)

    assert answer["path"] == "2024/beach (restored).jpg"
    assert (deleted.album / "2024/beach.jpg").read_bytes() == new
    assert (deleted.album / "2024/beach (restored).jpg").read_bytes() == photo_bytes(
        "2024/beach.jpg"
    )
    sync(deleted)
    deleted.check()
    assert deleted.status()["photos"] == 3


def test_3_1b_a_living_photo_at_its_path_keeps_it(deleted: Vault) -> None:
    deleted.add("2024/beach.jpg", photo_bytes("another beach"))
    sync(deleted)
    assert done(deleted, "trash", "restore", NAMED, code=2).err, "that name is the living photo's"
    (entry,) = listed(deleted, "trash", "list")
    done(deleted, "trash", "restore", str(entry["id"]))
    sync(deleted)
    deleted.check()
    assert deleted.status()["photos"] == 3


def test_3_1b_with_a_locked_vault_it_rests_on_the_storages(
    deleted: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PICUP_PASSPHRASE")
    result = done(deleted, "trash", "restore", NAMED)
    assert "is on the storages only" in result.err
    assert not (deleted.album / "2024/beach.jpg").exists()
    monkeypatch.setenv("PICUP_PASSPHRASE", deleted.passphrase or "")
    stays_on_the_storages(deleted)


def test_3_1b_with_both_storages_away_it_rests_on_the_storages(deleted: Vault) -> None:
    for server in deleted.servers.values():
        server.stop()
    assert restore(deleted)["brought_back"] is False
    for server in deleted.servers.values():
        server.start()
    stays_on_the_storages(deleted)


def test_3_1b_a_link_never_leads_a_file_out_of_its_album(deleted: Vault, tmp_path: Path) -> None:
    """Whoever shares the album's folder could else have a file written anywhere."""
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(deleted.album / "2024")
    (deleted.album / "2024").symlink_to(outside)

    answer = restore(deleted)

    assert answer["brought_back"] is False
    assert "leads out of the album" in str(answer["reason"])
    assert list(outside.iterdir()) == []
    # A scan tells of it, too, as long as it is there.
    (deleted.album / "2024").unlink()
    stays_on_the_storages(deleted)


def test_3_1b_an_album_that_is_not_there_is_not_made_anew(deleted: Vault) -> None:
    """Its disk may be pulled: a file below the bare mount point would be in its way."""
    away = deleted.album.with_name("pulled")
    deleted.album.rename(away)

    answer = restore(deleted)

    assert answer["brought_back"] is False
    assert "is not there" in str(answer["reason"])
    assert not deleted.album.exists()
    away.rename(deleted.album)
    stays_on_the_storages(deleted)


def test_3_1b_a_removed_albums_photo_rests_on_the_storages(deleted: Vault) -> None:
    done(deleted, "album", "remove", "Holidays")

    answer = restore(deleted)

    assert answer["brought_back"] is False
    assert "not watched any more" in str(answer["reason"])
    assert not (deleted.album / "2024/beach.jpg").exists()
    stays_on_the_storages(deleted)


def stays_on_the_storages(vault: Vault) -> None:
    assert queue(vault) == []
    for _ in range(2):
        sync(vault)
    done(vault, "deletions", "run", "--now")
    assert vault.photo("2024/beach.jpg")["state"] == "protected"
    for role in ROLES:
        assert len(vault.on_disk(role)) == 2
    target = vault.folder / "got"
    done(vault, "get", NAMED, "--output", str(target))
    assert target.read_bytes() == photo_bytes("2024/beach.jpg")


def test_3_1b_when_it_is_gone_it_is_too_late(deleted: Vault) -> None:
    done(deleted, "deletions", "run", "--now")
    assert "no storage any more" in done(deleted, "trash", "restore", NAMED, code=1).err
    assert deleted.photo("2024/beach.jpg")["state"] == "deleted"
    assert done(deleted, "trash", "restore", "Holidays/dunes.jpg", code=2).err


def test_3_1b_what_one_storage_still_has_is_saved_and_completed(deleted: Vault) -> None:
    deleted.backup.stop()
    done(deleted, "deletions", "run", "--now", code=1)
    assert states(deleted) == [(BACKUP, "queued"), (MAIN, "done")]
    deleted.backup.start()

    assert restore(deleted)["brought_back"] is True

    assert deleted.photo("2024/beach.jpg")["state"] == "protected", "reading it repaired main"
    deleted.check()
    deleted.get("2024/beach.jpg")


def test_3_1b_an_object_that_may_be_gone_is_not_believed_there(
    deleted: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker had it in hand on main when it was killed, and had removed it there."""
    lost = deleted.photo("2024/beach.jpg")["copies"][MAIN]["object"]
    with deleted.ledger() as ledger, ledger.transaction():
        ledger.deletions.make_due(1.0)
        roles = {record.role.value: record.role for record in ledger.storages.all()}
        (message,) = ledger.deletions.claim(
            roles[MAIN], now=1.0, lease_seconds=600.0, at_most=2, worker="killed"
        )
        ledger.deletions.expire_leases(now=1000.0, retries=5)
        assert ledger.deletions.get(message.id)
    (deleted.main.vault / lost).unlink()

    # With a locked vault nothing is read back, which would repair main at once.
    monkeypatch.delenv("PICUP_PASSPHRASE")
    restore(deleted)

    photo = deleted.photo("2024/beach.jpg")
    assert (photo["state"], photo["copies"][MAIN]["state"]) == ("half_protected", "missing")
    monkeypatch.setenv("PICUP_PASSPHRASE", deleted.passphrase or "")
    sync(deleted)
    deleted.check()


def test_3_1b_the_original_that_was_put_back_by_hand_is_not_read_again(
    deleted: Vault, trash: Path
) -> None:
    shutil.move(trash / "beach.jpg", deleted.album / "2024/beach.jpg")
    before = deleted.connections()
    assert restore(deleted) == restored_in_place(deleted)
    assert deleted.connections() == before
    sync(deleted)
    deleted.check()


def restored_in_place(vault: Vault) -> dict[str, object]:
    photo = vault.photo("2024/beach.jpg")
    return {
        "id": photo["id"],
        "path": "2024/beach.jpg",
        "state": "protected",
        "brought_back": True,
        "reason": None,
    }


def lose(vault: Vault, role: str, name: str) -> tuple[Path, bytes]:
    file = vault.object_file(role, name)
    content = file.read_bytes()
    file.unlink()
    return file, content


def test_3_1b_a_deleted_photo_is_verified_and_healed_like_any_copy(deleted: Vault) -> None:
    file, good = lose(deleted, MAIN, "2024/beach.jpg")
    report = done(deleted, "verify", "--all", "--json", code=1).json
    assert len(report["missing"]) == 1
    sync(deleted)
    assert file.read_bytes() == good, "a pass brings it back from the other storage"
    file.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    done(deleted, "verify", "--all", "--repair")
    assert file.read_bytes() == good
    assert trashed(deleted) == ["2024/beach.jpg"]
    assert states(deleted) == [(BACKUP, "queued"), (MAIN, "queued")]
    # Now its twin is lost, so that the healed copy alone brings the photo back.
    lose(deleted, BACKUP, "2024/beach.jpg")
    assert restore(deleted)["brought_back"] is True
    assert deleted.photo("2024/beach.jpg")["state"] == "protected"


def test_3_1b_a_removal_that_reached_one_storage_is_not_undone_from_the_other(
    deleted: Vault,
) -> None:
    gone = deleted.object_file(MAIN, "2024/beach.jpg")
    deleted.backup.stop()
    done(deleted, "deletions", "run", "--now", code=1)
    deleted.backup.start()
    assert not gone.exists()
    sync(deleted)
    done(deleted, "verify", "--all", "--repair")
    assert not gone.exists()
    done(deleted, "deletions", "run", "--now")
    assert len(deleted.on_disk(MAIN)) == len(deleted.on_disk(BACKUP)) == 1


def test_3_1b_without_a_grace_nothing_that_was_deleted_comes_back(vault: Vault) -> None:
    vault.choose("grace_days", 0)
    vault.add("2024/beach.jpg")
    vault.add("dunes.jpg")
    sync(vault)
    done(vault, "rm", NAMED)
    file, _ = lose(vault, MAIN, "2024/beach.jpg")
    done(vault, "verify", "--all", "--repair")
    assert not file.exists()
    sync(vault)
    assert len(vault.on_disk(MAIN)) == len(vault.on_disk(BACKUP)) == 1
