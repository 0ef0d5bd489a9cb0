"""DISASTERS 2-1 to 2-2b: reading while at least one storage has the photo whole."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.picup import BACKUP, MAIN, Vault, photo_bytes, wait_until

FROM_BACKUP = {"served_from": BACKUP, "repaired": []}


def test_2_1_without_permission_there_is_no_network_traffic(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.sync()
    before = vault.connections()
    for passphrase, told in ((None, "locked"), ("wrong", "passphrase")):
        vault.passphrase = passphrase
        assert told in vault.get("beach.jpg", code=3)["error"]
        vault.run("sync")
    assert vault.connections() == before


def test_2_1_a_normal_read_contacts_main_alone(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.sync()
    before = vault.connections()

    assert vault.get("beach.jpg") == {"served_from": MAIN, "repaired": []}

    after = vault.connections()
    assert after[MAIN] > before[MAIN]
    assert after[BACKUP] == before[BACKUP]


def test_2_1_the_original_on_this_computer_is_read_without_any_storage(vault: Vault) -> None:
    original = vault.add("beach.jpg")
    vault.sync()
    before = vault.connections()
    target = vault.folder / "copy.jpg"

    result = vault.run("get", vault.photo("beach.jpg")["id"], "--output", target, "--json")

    assert result.json == {"served_from": "local", "repaired": []}
    assert target.read_bytes() == original.read_bytes()
    assert vault.connections() == before


def test_2_2a_main_lost_it_so_it_is_written_back_before_the_answer(vault: Vault) -> None:
    for name in ("beach.jpg", "dunes.jpg"):
        vault.add(name)
    vault.sync()
    lost = vault.object_file(MAIN, "beach.jpg")
    whole = lost.read_bytes()
    lost.unlink()

    assert vault.get("beach.jpg") == {"served_from": BACKUP, "repaired": [MAIN]}

    assert lost.read_bytes() == whole
    vault.check()

    # Where main can't take it, the photo is served all the same and nothing is claimed.
    vault.object_file(MAIN, "dunes.jpg").unlink()
    vault.main.read_only = True
    vault.main.restart()
    assert vault.get("dunes.jpg") == FROM_BACKUP
    photo = vault.photo("dunes.jpg")
    assert (photo["state"], photo["copies"][MAIN]["state"]) == ("half_protected", "missing")

    vault.main.read_only = False
    vault.main.restart()
    vault.sync()
    vault.check()


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _flip_beginning(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[3] ^= 1
    file.write_bytes(data)


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def test_2_2b_damaged_bytes_on_main_are_served_from_backup_and_noted(vault: Vault) -> None:
    damages: list[Callable[[Path], None]] = [_flip, _flip_beginning, _truncate, _empty]
    for damage in damages:
        vault.add(f"{damage.__name__}.jpg", photo_bytes(damage, 200_000))
    vault.add("swapped.jpg")
    vault.add("stranger.jpg")
    vault.sync()
    files = {name: vault.object_file(MAIN, name) for name in vault.photos_made}
    for damage in damages:
        damage(files[f"{damage.__name__}.jpg"])
    files["swapped.jpg"].write_bytes(files["stranger.jpg"].read_bytes())
    names = [name for name in vault.photos_made if name != "stranger.jpg"]

    for name in names:
        before = files[name].read_bytes()
        assert vault.get(name) == FROM_BACKUP
        assert files[name].read_bytes() == before, "main is not written by a read"

    photos = vault.photos()
    assert {photos[n]["copies"][MAIN]["state"] for n in names} == {"damaged"}
    assert {photos[n]["copies"][BACKUP]["state"] for n in names} == {"stored"}
    assert {photos[n]["state"] for n in names} == {"half_protected"}
    vault.sync()
    vault.check()
    assert vault.get("_flip.jpg")["served_from"] == MAIN


def test_2_2b_main_fails_in_any_other_way_and_backup_answers(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.sync()
    before = vault.photos()

    vault.main.stop()
    assert vault.get("beach.jpg") == FROM_BACKUP, "down"
    vault.main.start()

    vault.main.freeze()
    assert vault.get("beach.jpg") == FROM_BACKUP, "no answer"
    vault.main.unfreeze()

    authorized = vault.main.folder / "authorized_keys"
    keys = authorized.read_text()
    authorized.write_text("")
    assert vault.get("beach.jpg") == FROM_BACKUP, "the login is refused"
    authorized.write_text(keys)

    assert vault.photos() == before, "nothing of this says anything about the copies"

    in_the_way = vault.object_file(MAIN, "beach.jpg")
    whole = in_the_way.read_bytes()
    in_the_way.unlink()
    in_the_way.mkdir()
    assert vault.get("beach.jpg") == FROM_BACKUP, "a folder in its place"
    assert in_the_way.is_dir()
    in_the_way.rmdir()
    in_the_way.write_bytes(whole)

    copies = vault.photo("beach.jpg")["copies"]
    assert copies[MAIN]["state"] == "damaged", "whatever stands there, it is not the photo (6-1)"
    assert vault.on_disk(MAIN) == vault.on_disk(BACKUP)


@pytest.mark.parametrize("trouble", ["freeze", "cut"])
def test_2_2b_main_stops_in_the_middle_of_a_film(vault: Vault, trouble: str) -> None:
    vault.add("film.jpg", photo_bytes("film", 80_000_000))
    vault.sync()
    vault.choose("stall_seconds", 2)
    target = vault.folder / "film"
    reading = vault.start("get", "Holidays/film.jpg", "--output", target, "--remote", "--json")
    wait_until(
        lambda: any(part.stat().st_size for part in vault.folder.glob(".picup-*.part")), "bytes"
    )
    reading.send_signal(signal.SIGSTOP)
    getattr(vault.main, trouble)()
    reading.send_signal(signal.SIGCONT)

    assert reading.wait() == 0
    assert '"served_from": "backup"' in (vault.folder / "said").read_text()
    assert target.read_bytes() == vault.photos_made["film.jpg"]
    assert not list(vault.folder.glob(".picup-*.part"))
    assert vault.photo("film.jpg")["copies"][MAIN]["state"] == "stored"
