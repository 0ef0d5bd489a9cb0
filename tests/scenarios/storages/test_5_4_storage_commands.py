"""5-1, 5-3, 5-4: ``picup storage``, against real servers, with and without a running engine."""

import shutil
import signal
from typing import Any

import pytest

from picup_desktop.storage.trust.known_hosts import fingerprint
from tests.engines import running, wait_until_protected
from tests.picup import BACKUP, MAIN, Vault, wait_until
from tests.sshd import Sshd, free_port


@pytest.fixture
def filled(vault: Vault) -> Vault:
    for number in range(6):
        vault.add(f"{number}.jpg")
    vault.sync()
    return vault


def listed(vault: Vault) -> dict[str, dict[str, Any]]:
    return {one["role"]: one for one in vault.run("storage", "list", "--json").json}


FIELDS = {
    *("role", "url", "state", "reason", "objects", "bytes", "free_bytes", "seen_at", "host_key"),
}


def test_5_1_list_and_check(filled: Vault) -> None:
    main, backup = listed(filled).values()
    assert main.keys() >= FIELDS
    assert (main["objects"], main["state"], main["reason"]) == (6, "online", None)
    assert main["host_key"] == filled.main.host_key()
    assert backup["url"] == filled.backup.url

    checked = filled.run("storage", "check", "--json")
    assert checked.code == 0, checked
    assert [one["role"] for one in checked.json] == [MAIN, BACKUP]
    assert checked.json[0].keys() >= FIELDS
    assert checked.json[0]["seen_at"] >= main["seen_at"]

    gone, cut, *_ = sorted((filled.main.vault / "objects").glob("*/*"))
    gone.unlink()
    cut.write_bytes(cut.read_bytes()[:-1])
    stranger = filled.main.vault / "objects" / "ab" / "stranger"
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"x")
    bad = filled.run("storage", "check", "main", "--json")
    assert bad.code == 1, bad
    (main,) = bad.json
    assert (main["missing"], main["damaged"], main["unknown"]) == (1, 1, 1)
    assert filled.status()["protected"] == 4
    (item,) = filled.attention()
    assert item["cause"] == "storage_lost_objects"
    # The next pass brings them back, and leaves the stranger.
    filled.sync()
    assert filled.status()["protected"] == 6
    assert stranger.exists()
    assert filled.run("storage", "check", "third").code == 2
    filled.main.stop()
    assert filled.run("storage", "check", "main").code == 4
    one_away = filled.run("storage", "check", "--json")
    assert one_away.code == 1
    assert [one["state"] for one in one_away.json] == ["away", "online"]
    filled.backup.stop()
    assert filled.run("storage", "check").code == 4
    assert [one["state"] for one in listed(filled).values()] == ["away", "away"]


def test_5_4_a_new_host_key_is_trusted_once_it_was_compared(filled: Vault) -> None:
    before = fingerprint(filled.main.host_key())
    same = filled.run("storage", "trust", "main", "--json")
    assert same.code == 0, same
    assert same.json["now"] == before

    filled.main.new_host_key()
    filled.main.restart()
    after = fingerprint(filled.main.host_key())
    filled.add("later.jpg")
    filled.sync(code=1)
    assert [item["kind"] for item in filled.attention()] == ["host_key_changed"]
    # Nobody can be asked here: both are shown, and nothing changes.
    shown = filled.run("storage", "trust", "main")
    assert shown.code == 1
    assert before in shown.err
    assert after in shown.err
    other = filled.run("storage", "trust", "main", "--fingerprint", before)
    assert other.code == 1, other
    filled.sync(code=1)

    trusted = filled.run("storage", "trust", "main", "--fingerprint", after, "--json")
    assert trusted.code == 0, trusted
    assert trusted.json["trusted"] is True
    assert listed(filled)[MAIN]["host_key"] == filled.main.host_key()
    assert filled.attention() == []
    filled.sync()
    known = (filled.home / "known_hosts").read_text()
    assert known.count(f"[127.0.0.1]:{filled.main.port} ") == 1


def test_5_4_a_server_without_this_vault_is_not_trusted(filled: Vault) -> None:
    filled.main.new_host_key()
    filled.main.restart()
    shutil.move(filled.main.vault, filled.folder / "elsewhere")
    filled.main.vault.mkdir()
    key = fingerprint(filled.main.host_key())
    known = (filled.home / "known_hosts").read_text()
    refused = filled.run("storage", "trust", "main", "--fingerprint", key)
    assert refused.code != 0
    assert (filled.home / "known_hosts").read_text() == known


def test_5_4_a_storage_that_moved_is_used_if_this_vault_is_there(
    filled: Vault, new_box: Sshd
) -> None:
    refused = filled.run("storage", "change", "main", new_box.url)
    assert refused.code == 1, refused
    nobody = new_box.url.replace(str(new_box.port), str(free_port()))
    assert filled.run("storage", "change", "main", nobody).code == 4
    accepted = ("--ssh-key", new_box.key_file, "--accept-new-host-keys")
    new_box.vault.mkdir()
    empty = filled.run("storage", "change", "main", new_box.url, *accepted)
    assert empty.code == 1, empty
    assert "No vault rests at" in empty.err
    new_box.vault.rmdir()
    shutil.copytree(filled.main.vault, new_box.vault)
    filled.main.stop()
    moved = filled.run("storage", "change", "main", new_box.url, *accepted, "--json")
    assert moved.code == 0, moved
    assert listed(filled)[MAIN]["url"] == new_box.url
    filled.add("later.jpg")
    filled.sync()
    assert len(list((new_box.vault / "objects").glob("*/*"))) == 7
    same = filled.run("storage", "change", "main", filled.backup.url)
    assert same.code == 2, same


def test_5_4_main_and_backup_swap_their_parts(filled: Vault) -> None:
    filled.run("rm", "Holidays/0.jpg")
    before = listed(filled)
    swapped = filled.run("storage", "swap", "--json")
    assert swapped.code == 0, swapped
    assert swapped.json == {MAIN: filled.backup.url, BACKUP: filled.main.url}
    now = listed(filled)
    assert now[MAIN]["url"] == before[BACKUP]["url"]
    assert now[MAIN]["host_key"] == before[BACKUP]["host_key"]
    # Main is the other box: with the old main out of reach everything goes on.
    filled.main.stop()
    assert filled.get("1.jpg")["served_from"] == MAIN
    filled.main.start()
    filled.add("later.jpg")
    filled.sync()
    assert filled.status()["protected"] == 6
    assert filled.run("deletions", "run", "--now").code == 0
    assert len(filled.on_disk(MAIN)) == len(filled.on_disk(BACKUP)) == 6
    assert filled.attention() == []


def replace(vault: Vault, role: str, box: Sshd, *more: object) -> Any:
    login = ("--ssh-key", box.key_file, "--accept-new-host-keys")
    return vault.run("storage", "replace", role, box.url, *login, "--json", *more)


def test_5_3_a_dead_box_is_replaced_by_an_empty_one(filled: Vault, new_box: Sshd) -> None:
    whole = filled.on_disk(MAIN)
    filled.main.stop()
    done = replace(filled, MAIN, new_box)
    assert done.code == 0, done
    assert done.json["left"] == 0
    there = {p.relative_to(new_box.vault).as_posix() for p in new_box.vault.rglob("*")}
    assert whole.keys() <= there
    assert {"vault.json", "README.txt", "keys/1.age"} <= there
    status = filled.status()
    assert status["protected"] == 6
    assert all(one["evidence"] == "seen" for one in status["storages"])
    assert filled.run("verify", "--all").code == 0
    assert filled.attention() == []
    # Everything is on the new one alone: a new computer needs no other.
    filled.backup.stop()
    back = filled.run(
        *("restore", filled.folder / "back", "--from", new_box.url, "--recovery-kit", filled.kit),
        *("--ssh-key", new_box.key_file, "--accept-new-host-keys"),
    )
    assert back.code == 0, back
    assert len(list((filled.folder / "back").rglob("*.jpg"))) == 6


def test_5_3_a_filling_that_is_killed_goes_on(filled: Vault, new_box: Sshd) -> None:
    login = ("--ssh-key", new_box.key_file, "--accept-new-host-keys")
    for number in range(3):
        at_work = filled.start("storage", "replace", "backup", new_box.url, *login)
        # Killed when it has made the place, when it has declared it, and when it fills it.
        there = ("vault", "vault/vault.json", "vault/keys")[number]
        wait_until((new_box.root / there).exists, "it begins")
        at_work.send_signal(signal.SIGKILL)
        at_work.wait()
    # Meanwhile nothing is called protected that is on one storage only.
    stored = {p.name for p in (new_box.vault / "objects").glob("*/*")}
    assert filled.status()["protected"] <= max(len(stored), 6 * (BACKUP not in listed(filled)))
    filled.add("meanwhile.jpg")
    done = replace(filled, BACKUP, new_box)
    assert done.code == 0, done
    filled.sync()
    assert filled.status()["protected"] == 7
    objects = {p.name for p in (new_box.vault / "objects").glob("*/*")}
    assert objects == {p.name for p in (filled.main.vault / "objects").glob("*/*")}


def test_5_3_what_is_no_empty_place_is_refused(filled: Vault, new_box: Sshd) -> None:
    url = listed(filled)[BACKUP]["url"]
    # The other storage, this very vault elsewhere, and files of a vault.
    assert replace(filled, BACKUP, filled.main).code == 2
    shutil.copytree(filled.backup.vault, new_box.vault)
    moved = replace(filled, BACKUP, new_box)
    assert moved.code == 1
    assert "storage change" in moved.err
    (new_box.vault / "vault.json").unlink()
    assert "already" in replace(filled, BACKUP, new_box).err
    assert listed(filled)[BACKUP]["url"] == url
    # A slip of the part: the box that is to be replaced lives, and the other one is dead.
    shutil.rmtree(new_box.vault)
    filled.main.stop()
    assert replace(filled, BACKUP, new_box).code == 4
    assert listed(filled)[BACKUP]["url"] == url
    assert not (new_box.vault / "vault.json").exists()
    filled.main.start()
    # Photos that only backup has, and not this computer either, are not given up unasked.
    with filled.ledger() as ledger:
        photo = filled.photo("0.jpg")
        with ledger.transaction():
            ledger.photos.keep_remote([photo["id"]], 1.0)
    (filled.album / "0.jpg").unlink()
    filled.object_file(MAIN, "0.jpg").unlink()
    filled.backup.stop()
    filled.run("storage", "check", "main")
    refused = replace(filled, BACKUP, new_box)
    assert refused.code == 1
    assert "1 sealed photos are whole on backup only" in refused.err
    assert listed(filled)[BACKUP]["url"] == url


def test_5_3_5_4_a_running_engine_does_the_same(filled: Vault, new_box: Sshd) -> None:
    with running(filled):
        wait_until_protected(filled, 6)
        assert filled.run("storage", "check", "--json").code == 0
        filled.main.new_host_key()
        filled.main.restart()
        key = fingerprint(filled.main.host_key())
        filled.add("later.jpg")
        assert filled.run("storage", "trust", "main", "--fingerprint", key).code == 0
        wait_until_protected(filled, 7)
        filled.backup.stop()
        done = replace(filled, BACKUP, new_box)
        assert done.code == 0, done
        filled.add("last.jpg")
        wait_until_protected(filled, 8)
    assert len(list((new_box.vault / "objects").glob("*/*"))) == 8
