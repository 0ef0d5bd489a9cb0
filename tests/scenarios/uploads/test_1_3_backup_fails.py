"""DISASTERS 1-3, 1-3b and 1-3c: main succeeds, backup fails."""

import sqlite3

from tests.picup import BACKUP, MAIN, Vault, wait_until


def test_1_3_backup_fails_undoes_main_and_the_next_attempt_has_a_new_name(vault: Vault) -> None:
    for name in ("beach.jpg", "dunes.jpg", "sea.jpg"):
        vault.add(name)
    vault.backup.stop()

    result = vault.sync(code=1)

    assert "backup: " in result.err
    assert result.json["protected"] == result.json["half_protected"] == 0
    # The rest waits: one photo is enough to see that backup is out (1-3c).
    assert [(e["outcome"], e["stored_on"]) for e in vault.events()] == [("backup_failed", [MAIN])]
    assert sorted(p["state"] for p in vault.photos().values()) == ["failed", "waiting", "waiting"]
    assert vault.on_disk(MAIN) == {}, "the undo went through the deletion queue"
    assert result.json["queued_objects"] == 0

    vault.backup.start()
    vault.sync()
    vault.check()
    assert _tried_names(vault).isdisjoint(vault.on_disk(MAIN))


def test_1_3_an_undo_that_waits_in_the_queue_never_hits_the_later_success(vault: Vault) -> None:
    vault.choose("worker_retry_pause_seconds", 2)
    vault.add("beach.jpg")
    vault.backup.stop()
    at_work = vault.start("sync")
    wait_until(lambda: bool(vault.on_disk(MAIN)), "the object on main")
    vault.main.stop()
    assert at_work.wait() == 4

    (undone,) = _tried_names(vault)
    assert list(vault.on_disk(MAIN)) == [undone]
    assert vault.status()["queued_objects"] == 1

    vault.main.start()
    vault.backup.start()
    assert vault.sync().json["queued_objects"] == 0
    assert undone not in vault.on_disk(MAIN)
    vault.check()


def test_1_3b_keep_one_keeps_it_on_main_and_completes_backup_when_it_is_back(bare: Vault) -> None:
    vault = bare.ready("--policy", "keep-one")
    vault.add("beach.jpg")
    vault.add("dunes.jpg")
    vault.backup.stop()

    status = vault.sync(code=1).json

    assert (status["protected"], status["half_protected"], status["waiting"]) == (0, 2, 0)
    assert [(e["outcome"], e["stored_on"]) for e in vault.events()] == [("stored", [MAIN])] * 2
    photo = vault.photo("beach.jpg")
    assert photo["state"] == "half_protected"
    assert photo["copies"][MAIN]["state"] == "stored"
    assert photo["copies"][BACKUP] == {"state": "none", "object": None}
    assert vault.get("beach.jpg")["served_from"] == MAIN

    before = vault.on_disk(MAIN)
    vault.backup.start()
    vault.sync()
    vault.check()
    assert vault.on_disk(MAIN) == before, "the same objects, completed on backup"


def test_1_3c_backup_known_to_be_away_nothing_is_sent_and_nothing_undone(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.backup.stop()
    vault.sync(code=1)
    events, untouched = vault.events(), _changed_at(vault)
    vault.add("dunes.jpg")

    status = vault.sync(code=1).json

    assert vault.events() == events
    assert _changed_at(vault) == untouched, "nothing was written to main"
    assert status["queued_objects"] == 0
    assert status["attention"] == 0, "it has not been away for 15 minutes yet"
    waiting = vault.photo("dunes.jpg")
    assert waiting["state"] == "waiting"
    assert "backup" in waiting["reason"]

    vault.choose("backup_away_attention_seconds", 0)
    vault.sync(code=1)
    (item,) = vault.attention()
    assert item["kind"] == "backup_away"
    assert "keep-on-main" in item["choices"]

    vault.backup.start()
    vault.sync()
    vault.check()
    assert vault.attention() == []


def _tried_names(vault: Vault) -> set[str]:
    """The object names of uploads that failed; no command shows them, for they mean nothing."""
    with sqlite3.connect(vault.home / "ledger.sqlite") as ledger:
        rows = ledger.execute("SELECT object_name FROM upload_event WHERE outcome != 'stored'")
        return {name for (name,) in rows}


def _changed_at(vault: Vault) -> dict[str, int]:
    """When each folder of main's objects changed last: anything that came or went shows."""
    return {
        str(path): path.stat().st_mtime_ns
        for path in (vault.main.vault / "objects").rglob("*")
        if path.is_dir()
    }
