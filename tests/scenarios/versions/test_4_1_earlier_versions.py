"""DISASTERS 4-1: an earlier version stays on both storages for the grace."""

from pathlib import Path

import pytest

from picup_desktop.ledger.photos.versions import ReplacedObject
from tests.picup import BACKUP, MAIN, ROLES, Vault, photo_bytes
from tests.scenarios.deletions.deleting import done, own_trash, queue, sync

DAY_SECONDS = 24 * 60 * 60


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def synced(vault: Vault) -> Vault:
    vault.add("beach.jpg")
    vault.add("dunes.jpg")
    sync(vault)
    return vault


def test_4_1_an_edit_leaves_the_earlier_version_on_both_storages(synced: Vault) -> None:
    before = {role: set(synced.on_disk(role)) for role in ROLES}
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)

    for role in ROLES:
        assert before[role] < set(synced.on_disk(role)), "the earlier version is still there"
    assert synced.status()["earlier_versions"] == 1
    with synced.ledger() as ledger:
        photo_id = int(synced.photo("beach.jpg")["id"])
        (version,) = ledger.versions.of_photo(photo_id)
        kept = ledger.versions.kept()
        assert version.since < version.until
        assert kept.until == pytest.approx(version.until + 30 * DAY_SECONDS)
        record = ledger.objects.get(version.object_id)
    assert record is not None
    for role in ROLES:
        assert record.name in before[role]
    told = done(synced, "deletions").out
    assert "1 earlier version of edited photos kept until 2" in told
    report = done(synced, "verify", "--json").json
    assert report["unknown"] == []


def test_4_1_grace_0_lets_it_go_once_the_new_one_is_protected(synced: Vault) -> None:
    synced.choose("grace_days", 0)
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)
    assert len(synced.on_disk(MAIN)) == len(synced.on_disk(BACKUP)) == 2
    assert synced.status()["earlier_versions"] == 0


def test_4_1_deletions_run_now_ignores_the_grace(synced: Vault) -> None:
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)
    done(synced, "deletions", "run", "--now")
    assert len(synced.on_disk(MAIN)) == len(synced.on_disk(BACKUP)) == 2
    synced.check()


def test_4_1_an_edit_that_is_undone_withdraws_the_removal(synced: Vault) -> None:
    first = synced.photos_made["beach.jpg"]
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)
    events = len(synced.on_disk(MAIN))
    synced.add("beach.jpg", first)
    sync(synced)
    assert len(synced.on_disk(MAIN)) == events, "nothing is uploaded again"
    with synced.ledger() as ledger:
        photo = ledger.photos.get(int(synced.photo("beach.jpg")["id"]))
        assert photo is not None
        assert photo.object_id is not None
        record = ledger.objects.get(photo.object_id)
        assert record is not None
        named = {name for message in ledger.deletions.all() for name in message.objects}
        assert record.name not in named
        assert len(named) == 1, "the edit itself is an earlier version now"
    synced.check(everything=False)


def test_4_1_a_content_that_is_replaced_last_stays_longest(synced: Vault) -> None:
    """Deleted with one photo, and then replaced in another: the later grace counts."""
    same = synced.photos_made["beach.jpg"]
    synced.add("copy.jpg", same)
    sync(synced)
    done(synced, "rm", "Holidays/copy.jpg")
    assert queue(synced) == []
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)
    with synced.ledger() as ledger:
        assert {message.role.value for message in ledger.deletions.all()} == set(ROLES)
        (until,) = ledger.versions.ended_at([v.object_id for v in _versions(synced)]).values()
        for message in ledger.deletions.all():
            assert message.available_at >= until + 30 * DAY_SECONDS - 1


def test_4_1_one_version_is_current_after_an_earlier_one_was_put_back(synced: Vault) -> None:
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)
    done(synced, "versions", "restore", "Holidays/beach.jpg", "1")
    told = done(synced, "versions", "Holidays/beach.jpg").out
    assert told.count("current") == 1
    listed = done(synced, "versions", "Holidays/beach.jpg", "--json").json
    assert [one["current"] for one in listed] == [True, False, False]


def _versions(vault: Vault) -> list[ReplacedObject]:
    with vault.ledger() as ledger:
        return ledger.versions.of_photo(int(vault.photo("beach.jpg")["id"]))


def test_4_1_an_earlier_version_is_verified_and_healed_like_any_copy(synced: Vault) -> None:
    earlier = synced.object_file(BACKUP, "beach.jpg")
    good = earlier.read_bytes()
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)
    assert synced.status()["earlier_versions_until"] is not None
    earlier.unlink()
    done(synced, "verify", "--all", code=1)
    sync(synced)
    assert earlier.read_bytes() == good, "its twin's bytes bring it back"
    earlier.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    done(synced, "verify", "--all", "--repair")
    assert earlier.read_bytes() == good


def test_4_1_what_is_being_removed_is_not_brought_back(synced: Vault) -> None:
    synced.add("beach.jpg", photo_bytes("an edit"))
    sync(synced)
    synced.backup.stop()
    done(synced, "deletions", "run", "--now", code=1)
    synced.backup.start()
    sync(synced)
    assert len(synced.on_disk(MAIN)) == 2
    done(synced, "deletions", "run", "--now")
    assert len(synced.on_disk(MAIN)) == len(synced.on_disk(BACKUP)) == 2
    synced.check()
