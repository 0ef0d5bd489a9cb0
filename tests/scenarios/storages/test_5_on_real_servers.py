"""5-1, 5-3, 5-5, 5-6 against OpenSSH: a box that went back or is another, a home old or doubled."""

import shutil
import signal

import pytest

from tests.engines import running, wait_until_protected
from tests.picup import BACKUP, MAIN, Vault, photo_bytes, wait_until
from tests.sshd import Sshd


@pytest.fixture
def filled(vault: Vault) -> Vault:
    for number in range(4):
        vault.add(f"{number}.jpg")
    vault.sync()
    return vault


def test_5_1_an_older_snapshot_and_then_another_disk(filled: Vault) -> None:
    main = filled.main.vault
    snapshot, own = main.with_name("snapshot"), main.with_name("own")
    shutil.copytree(main, snapshot)
    filled.add("later.jpg")
    filled.sync()
    shutil.rmtree(main)
    snapshot.rename(main)
    filled.sync()
    (item,) = filled.attention()
    assert (item["cause"], item["details"]["storage"]) == ("storage_lost_objects", MAIN)
    filled.check()

    # A disk of another vault stands at the place: nothing is written there.
    main.rename(own)
    shutil.copytree(own, main)
    text = (own / "vault.json").read_text()
    (id_,) = [word for word in text.split('"') if len(word) > 20]
    (main / "vault.json").write_text(text.replace(id_, id_[::-1]))
    for folder in ("objects", "journal"):
        shutil.rmtree(main / folder)
        (main / folder).mkdir()
    before = {path.relative_to(main) for path in main.rglob("*")}
    filled.add("last.jpg")
    filled.sync(code=1)
    assert filled.storage_state(MAIN) == "away"
    (said,) = (one["reason"] for one in filled.status()["storages"] if one["role"] == MAIN)
    assert "Another vault is at its place" in said
    assert {path.relative_to(main) for path in main.rglob("*")} == before
    assert filled.status()["protected"] == 5
    assert filled.get("0.jpg")["served_from"] == BACKUP
    assert not any((main / "objects").iterdir())
    shutil.rmtree(main)
    own.rename(main)
    filled.sync()
    filled.check()


def test_5_5_5_6_a_home_that_went_back_after_freeing_and_one_that_two_use(filled: Vault) -> None:
    kept = filled.folder / "kept"
    shutil.copytree(filled.home, kept, symlinks=True)
    freed = filled.run("free", f"{filled.album.name}/0.jpg", "--json")
    assert freed.json["freed"] == 1, freed
    before = {role: filled.on_disk(role) for role in (MAIN, BACKUP)}
    own = filled.home.with_name("own")
    filled.home.rename(own)
    shutil.copytree(kept, filled.home, symlinks=True)
    # The home of before the freeing: what left this computer is no deletion.
    filled.sync(code=1)
    assert filled.run("deletions", "run", "--now").code == 1
    status = filled.status()
    assert (status["home_hold"], status["deleted"], status["queued_objects"]) == ("old", 0, 0)
    # The other half is in use too, and learns of this one.
    other = ("--home", own)
    (filled.album / "1.jpg").unlink()
    assert filled.run(*other, "sync").code == 1
    assert filled.run(*other, "deletions", "run", "--now").code == 1
    assert filled.run(*other, "status", "--json").json["home_hold"] == "copied"
    for role in (MAIN, BACKUP):
        assert filled.on_disk(role) == before[role]
    for home in (("--home", filled.home), other):
        (item,) = filled.run(*home, "attention", "--json").json
        assert item["kind"] == "home"
    # One becomes a computer of its own, and both go on; nothing that either needs is gone.
    (item,) = filled.attention()
    answered = filled.run("attention", "answer", item["id"], "new-computer")
    assert answered.code == 0, answered
    filled.sync()
    assert filled.run(*other, "sync").code == 0
    assert filled.run("deletions", "run", "--now").code == 0
    for home in (("--home", filled.home), other):
        assert filled.run(*home, "status", "--json").json["home_hold"] is None
        assert filled.run(*home, "attention", "--json").json == []
        target = filled.folder / "back"
        target.unlink(missing_ok=True)
        read = filled.run(
            *home, "get", f"{filled.album.name}/0.jpg", "--output", target, "--remote"
        )
        assert read.code == 0, read
        assert target.read_bytes() == photo_bytes("0.jpg")


def test_5_3_a_box_is_replaced_while_photos_arrive_and_the_engine_is_killed_five_times(
    filled: Vault, new_box: Sshd
) -> None:
    for number in range(6):
        filled.add(f"large-{number}.jpg", photo_bytes(f"large-{number}.jpg", 60_000))
    filled.sync()
    # So slow that the filling is under way at each kill.
    filled.choose("backup_bytes_per_second", 150_000)
    filled.backup.stop()

    def filled_with() -> set[str]:
        return {path.name for path in (new_box.vault / "objects").glob("*/*")}

    for killed in range(5):
        with running(filled) as engine:
            if killed == 0:
                replacing = filled.start(
                    *("storage", "replace", BACKUP, new_box.url, "--ssh-key", new_box.key_file),
                    "--accept-new-host-keys",
                )
            filled.add(f"meanwhile-{killed}.jpg")
            there = filled_with()
            wait_until(lambda before=there: filled_with() > before, "it is being filled")  # type: ignore[misc]
            protected = filled.status()["protected"]
            assert protected <= len(filled_with())
            # The command that began it would fill in the place of a killed engine.
            replacing.kill()
            replacing.wait()
            engine.process.send_signal(signal.SIGKILL)
            engine.process.wait()
    filled.choose("backup_bytes_per_second", 0)
    with running(filled):
        wait_until_protected(filled, 15)
    assert filled_with() == {path.name for path in (filled.main.vault / "objects").glob("*/*")}
    assert filled.run("verify", "--all").code == 0
    assert filled.attention() == []
