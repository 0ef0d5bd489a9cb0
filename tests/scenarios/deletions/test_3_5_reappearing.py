"""DISASTERS 3-5: what reappears in time is not uploaded again, and its deletion is withdrawn."""

from pathlib import Path

import pytest

from tests.picup import BACKUP, MAIN, ROLES, Vault, age
from tests.scenarios.deletions.deleting import done, own_trash, queue, states, sync


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def synced(vault: Vault) -> Vault:
    for photo in ("1.jpg", "2.jpg", "3.jpg"):
        vault.add(photo)
    sync(vault)
    return vault


def uploads(vault: Vault) -> set[str]:
    """The objects on the storages: a second upload would be one more, under another name."""
    assert vault.on_disk(MAIN) == vault.on_disk(BACKUP)
    return set(vault.on_disk(MAIN))


def test_3_5_renamed_while_nothing_ran(synced: Vault) -> None:
    before, identity = uploads(synced), synced.photo("1.jpg")["id"]
    (synced.album / "sub").mkdir()
    (synced.album / "1.jpg").rename(synced.album / "sub/one.jpg")
    sync(synced)
    assert uploads(synced) == before
    assert synced.photo("sub/one.jpg")["id"] == identity
    assert set(synced.photos()) == {"sub/one.jpg", "2.jpg", "3.jpg"}
    assert queue(synced) == []
    synced.check()


def test_3_5_a_whole_folder_renamed_is_no_loss(synced: Vault) -> None:
    (synced.album / "all").mkdir()
    for photo in ("1.jpg", "2.jpg", "3.jpg"):
        (synced.album / photo).rename(synced.album / "all" / photo)
    before = uploads(synced)
    sync(synced)
    assert uploads(synced) == before
    assert queue(synced) == []
    synced.check()


def test_3_5_moved_to_another_album(synced: Vault) -> None:
    other = synced.folder / "Other"
    other.mkdir()
    done(synced, "album", "add", str(other))
    before, identity = uploads(synced), synced.photo("1.jpg")["id"]
    (synced.album / "1.jpg").rename(other / "1.jpg")
    sync(synced)
    assert uploads(synced) == before
    assert (synced.photo("1.jpg")["id"], synced.photo("1.jpg")["album"]) == (identity, "Other")
    assert queue(synced) == []
    synced.check()


def test_3_5_moved_across_disks_is_known_by_its_hash(synced: Vault) -> None:
    """A copy has another inode and may have another time."""
    before = uploads(synced)
    data = (synced.album / "1.jpg").read_bytes()
    (synced.album / "1.jpg").unlink()
    (synced.album / "moved.jpg").write_bytes(data)
    age(synced.album / "moved.jpg", 90)
    sync(synced)
    assert uploads(synced) == before
    assert queue(synced) == [], "the deletion was withdrawn"
    assert set(synced.photos("--state", "protected")) == {"moved.jpg", "2.jpg", "3.jpg"}


@pytest.mark.parametrize("by", ["rm", "hand"])
def test_3_5_undone_before_the_message_runs(synced: Vault, by: str) -> None:
    before = uploads(synced)
    file = synced.album / "1.jpg"
    data = file.read_bytes()
    if by == "rm":
        done(synced, "rm", "Holidays/1.jpg")
    else:
        file.unlink()
    sync(synced)
    assert states(synced) == [(BACKUP, "queued"), (MAIN, "queued")]

    file.write_bytes(data)
    age(file)
    sync(synced)

    assert queue(synced) == []
    assert uploads(synced) == before
    assert synced.status()["deleted"] == 0, "it is as if it had never been deleted"
    done(synced, "deletions", "run", "--now")
    synced.check()
    synced.get("1.jpg")


def test_3_5_when_the_message_ran_it_is_uploaded_anew(synced: Vault) -> None:
    data = (synced.album / "1.jpg").read_bytes()
    done(synced, "rm", "Holidays/1.jpg")
    done(synced, "deletions", "run", "--now")
    (synced.album / "1.jpg").write_bytes(data)
    age(synced.album / "1.jpg")
    sync(synced)
    assert [len(synced.on_disk(role)) for role in ROLES] == [3, 3]
    synced.get("1.jpg")


def test_3_5_what_may_be_gone_is_uploaded_anew(synced: Vault) -> None:
    """The removal was under way when its worker was killed: main may have lost the object."""
    lost = synced.photo("1.jpg")["copies"][MAIN]["object"]
    data = (synced.album / "1.jpg").read_bytes()
    done(synced, "rm", "Holidays/1.jpg")
    with synced.ledger() as ledger, ledger.transaction():
        ledger.deletions.make_due(1.0)
        roles = {record.role.value: record.role for record in ledger.storages.all()}
        ledger.deletions.claim(
            roles[MAIN], now=1.0, lease_seconds=600.0, at_most=2, worker="killed"
        )
        ledger.deletions.expire_leases(now=1000.0, retries=5)
    (synced.main.vault / lost).unlink()
    (synced.album / "1.jpg").write_bytes(data)
    age(synced.album / "1.jpg")
    sync(synced)
    done(synced, "deletions", "run", "--now")
    assert {m["state"] for m in queue(synced)} == {"done"}
    for role in ROLES:
        assert len(synced.on_disk(role)) == 3
        assert lost not in synced.on_disk(role)
    synced.get("1.jpg")


def test_3_5_wanted_again_for_a_while_and_deleted_for_good(synced: Vault) -> None:
    """The deletion was withdrawn for another photo's sake, which then became another picture."""
    synced.choose("grace_days", 0)
    data = (synced.album / "1.jpg").read_bytes()
    synced.choose("grace_days", 1)
    done(synced, "rm", "Holidays/1.jpg")
    synced.add("same.jpg", data)
    sync(synced)
    assert queue(synced) == []
    synced.add("same.jpg", b"\xff\xd8\xff\xe0 something else altogether")
    sync(synced)
    assert len(synced.on_disk(MAIN)) == 4, "the deleted photo is still within its grace"
    done(synced, "deletions", "run", "--now")
    assert [len(synced.on_disk(role)) for role in ROLES] == [3, 3]
