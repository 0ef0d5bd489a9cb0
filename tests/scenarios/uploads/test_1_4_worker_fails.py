"""DISASTERS 1-4: a storage's worker is down, or answers nonsense."""

from pathlib import Path

import pytest

from tests.picup import BACKUP, MAIN, Vault, children, kill, photo_bytes, wait_until

TRIES = 4


def test_1_4_a_courier_that_dies_again_and_again_is_told_and_later_made_up_for(
    vault: Vault,
) -> None:
    vault.add("film.jpg", photo_bytes("film", 100_000_000))
    at_work = vault.start("sync")
    seen: set[Path] = set()

    def new_try() -> bool:
        return not set(vault.left_over(MAIN)) <= seen

    while len(seen) < TRIES:
        wait_until(new_try, "a new try, under way")
        seen |= set(vault.left_over(MAIN))
        for courier in children(at_work.pid):
            kill(courier)
    assert at_work.wait() == 1

    (event,) = vault.events()
    assert (event["outcome"], event["attempts"]) == ("worker_failed", TRIES)
    assert vault.on_disk(BACKUP) == {}
    (item,) = vault.attention()
    assert (item["kind"], item["choices"]) == ("upload_failed", ["retry", "ignore"])
    assert "film.jpg" in item["text"]
    assert vault.photo("film.jpg")["state"] == "failed"

    vault.sync()
    vault.check()
    assert vault.attention() == []


def test_1_4_a_courier_that_dies_once_is_not_noticed(vault: Vault) -> None:
    vault.add("film.jpg", photo_bytes("film", 60_000_000))
    at_work = vault.start("sync")
    wait_until(lambda: bool(vault.left_over(BACKUP)), "a try under way to backup")
    for courier in children(at_work.pid):
        kill(courier)
    assert at_work.wait() == 0

    (event,) = vault.events()
    assert event["outcome"] == "stored"
    assert event["attempts"] >= 2
    vault.check()


def test_1_4_main_answers_nonsense(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    babble = tmp_path / "babble"
    babble.write_text("#!/bin/sh\nexec cat /dev/urandom\n")
    babble.chmod(0o755)
    vault.add("beach.jpg")
    with monkeypatch.context() as swapped:
        # It is started by the user's shell, whose own start-up files must not matter.
        line = f"{babble}\nSetEnv HOME={tmp_path}"
        swapped.setattr("tests.sshd.sftp_server_program", lambda: line)
        vault.main.restart()
    vault.sync(code=1)
    assert vault.on_disk(BACKUP) == {}
    assert vault.photo("beach.jpg")["state"] in {"waiting", "failed"}
    assert vault.events()[0]["attempts"] == TRIES, vault.events()

    vault.main.restart()
    vault.sync()
    vault.check()
