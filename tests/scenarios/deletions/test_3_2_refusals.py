"""DISASTERS 3-2: what can't be removed is tried again, and then told to a person."""

from pathlib import Path

import pytest

from tests.odd_servers import OBJECTS_REMOVED, odd_practice
from tests.picup import BACKUP, MAIN, ROLES, Vault, children, kill, objects_below, wait_until
from tests.scenarios.deletions.deleting import (
    done,
    items,
    names,
    only_item,
    own_trash,
    queue,
    states,
    sync,
)
from tests.storage.obstacles import forbidden_folders

ATTEMPTS = 6


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def deleted(vault: Vault) -> Vault:
    """Three photos on both storages, deleted without a grace."""
    vault.choose("grace_days", 0)
    for photo in ("1.jpg", "2.jpg", "3.jpg"):
        vault.add(photo)
    sync(vault)
    done(vault, "rm", *names("1.jpg", "2.jpg", "3.jpg"))
    return vault


def test_3_2_six_refused_attempts_make_a_dead_letter_that_a_person_revives(
    deleted: Vault,
) -> None:
    deleted.backup.read_only = True
    deleted.backup.restart()
    done(deleted, "deletions", "run", code=1)
    waiting = next(m for m in queue(deleted) if m["storage"] == BACKUP)
    assert (waiting["state"], waiting["attempts"]) == ("queued", 1)
    assert waiting["last_error"]
    done(deleted, "deletions", "run")
    assert next(m for m in queue(deleted) if m["storage"] == BACKUP)["attempts"] == 1, (
        "it backs off"
    )

    for _ in range(ATTEMPTS - 1):
        done(deleted, "deletions", "run", "--now", code=1)

    assert states(deleted) == [(BACKUP, "dead"), (MAIN, "done")]
    (dead,) = (m for m in queue(deleted) if m["state"] == "dead")
    assert dead["attempts"] == ATTEMPTS
    item = only_item(deleted, "dead_letter")
    details = item["details"]
    assert details["storage"] == BACKUP
    assert sorted(details["files"]) == ["1.jpg", "2.jpg", "3.jpg"]
    assert details["attempts"] == ATTEMPTS
    assert details["reason"] == dead["last_error"]
    assert details["at"].endswith("Z")
    assert {"retry", "ignore"} <= set(item["choices"])
    assert deleted.status()["dead_letters"] == 1
    assert '"scenario": "3-2"' in (deleted.home / "log" / "picup.log").read_text()
    done(deleted, "deletions", "run", "--now")
    assert states(deleted) == [(BACKUP, "dead"), (MAIN, "done")], "a dead letter waits for a person"

    deleted.backup.read_only = False
    deleted.backup.restart()
    done(deleted, "attention", "retry", item["id"])
    assert items(deleted) == []
    done(deleted, "deletions", "run")
    assert states(deleted) == [(BACKUP, "done"), (MAIN, "done")]
    assert [deleted.on_disk(role) for role in ROLES] == [{}, {}]


def test_3_2_an_ignored_dead_letter_closes_with_its_cause(deleted: Vault) -> None:
    deleted.backup.read_only = True
    deleted.backup.restart()
    for _ in range(ATTEMPTS):
        done(deleted, "deletions", "run", "--now", code=1)
    item = only_item(deleted, "dead_letter")
    done(deleted, "attention", "ignore", item["id"])
    assert items(deleted) == []
    assert deleted.status()["attention"] == 0
    assert "ignore" in done(deleted, "attention", "answer", item["id"], "nonsense", code=2).err
    assert done(deleted, "attention", "retry", 999, code=2).err
    # It can be brought back to life all the same, and fails anew: that is told again.
    done(deleted, "attention", "retry", item["id"])
    for _ in range(ATTEMPTS):
        done(deleted, "deletions", "run", "--now", code=1)
    assert only_item(deleted, "dead_letter")["id"] != item["id"]


def test_3_2_only_what_is_still_there_is_tried_again(deleted: Vault) -> None:
    folder = deleted.object_file(MAIN, "2.jpg").parent
    # Two objects may begin alike, and lie in one folder then.
    stuck = {path.relative_to(deleted.main.vault).as_posix() for path in folder.iterdir()}
    with forbidden_folders(folder):
        done(deleted, "deletions", "run", code=1)
        (message,) = (m for m in queue(deleted) if m["storage"] == MAIN)
        assert (message["state"], message["attempts"]) == ("queued", 1)
        assert set(message["objects"]) == stuck
        assert set(deleted.on_disk(MAIN)) == stuck
    done(deleted, "deletions", "run", "--now")
    assert states(deleted) == [(BACKUP, "done"), (MAIN, "done")]
    assert [deleted.on_disk(role) for role in ROLES] == [{}, {}]


def test_3_2_a_server_that_stops_in_the_middle_is_no_attempt(bare: Vault) -> None:
    photos = [f"{number}.jpg" for number in range(60)]
    with odd_practice(bare.folder / "odd", "end_while_removing") as main:
        bare.passwords = {MAIN: main.password}
        assert bare.setup(main=main.url).code == 0
        done(bare, "album", "add", bare.album)
        bare.choose("grace_days", 0)
        for photo in photos:
            bare.add(photo)
        sync(bare)
        done(bare, "rm", *names(*photos))
        done(bare, "deletions", "run", code=1)
        left = objects_below(main.vault)
        assert len(left) == len(photos) - OBJECTS_REMOVED
        waiting = [m for m in queue(bare) if m["storage"] == MAIN and m["state"] != "done"]
        assert {(m["state"], m["attempts"]) for m in waiting} <= {("queued", 0), ("queued", 1)}
        assert set(left) <= {name for m in waiting for name in m["objects"]}
        main.stop()
    try:
        main.start()
        done(bare, "deletions", "run", "--now")
        assert objects_below(main.vault) == bare.on_disk(BACKUP) == {}
    finally:
        main.stop()


def test_3_2_after_a_kill_the_next_run_takes_the_leases_over(vault: Vault) -> None:
    vault.choose("grace_days", 0)
    photos = [f"{number}.jpg" for number in range(60)]
    for photo in photos:
        vault.add(photo)
    sync(vault)
    done(vault, "rm", *names(*photos))
    at_work = vault.start("deletions", "run")
    wait_until(lambda: len(vault.on_disk(MAIN)) < len(photos), "the first removals")
    couriers = children(at_work.pid)
    at_work.kill()
    at_work.wait()
    for courier in couriers:
        kill(courier)
    done(vault, "deletions", "run", "--now")
    assert {m["state"] for m in queue(vault)} == {"done"}
    assert [vault.on_disk(role) for role in ROLES] == [{}, {}]
    assert vault.status()["queued_objects"] == 0
