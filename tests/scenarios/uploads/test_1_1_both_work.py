"""DISASTERS 1-1: both storages work."""

import os
import sqlite3
import unicodedata

from tests.picup import BACKUP, MAIN, ROLES, Vault, age, photo_bytes, wait_until


def test_1_1_a_photo_rests_whole_on_both_with_its_event(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.add("2024/dunes.jpg", photo_bytes("dunes", 300_000))

    status = vault.sync().json

    assert (status["photos"], status["protected"], status["queued_objects"]) == (2, 2, 0)
    assert [s["objects"] for s in status["storages"]] == [2, 2]
    for photo in vault.photos().values():
        assert {photo["copies"][role]["state"] for role in ROLES} == {"stored"}
        assert photo["copies"][MAIN] == photo["copies"][BACKUP]
    vault.check()
    assert [(e["outcome"], e["stored_on"]) for e in vault.events()] == [("stored", [*ROLES])] * 2
    assert not vault.left_over(MAIN)
    assert not vault.left_over(BACKUP)
    assert not list((vault.home / "spool").iterdir())
    assert vault.get("2024/dunes.jpg") == {"served_from": "main", "repaired": []}

    vault.sync()
    assert len(vault.events()) == 2, "what is protected is not uploaded again"


def test_1_1_the_request_is_recorded_before_anything_is_sent(vault: Vault) -> None:
    vault.add("big.jpg", photo_bytes("big", 40_000_000))
    at_work = vault.start("sync")
    wait_until(lambda: bool(vault.left_over(MAIN)), "a part on main")
    with sqlite3.connect(vault.home / "ledger.sqlite") as reading:
        recorded = reading.execute("SELECT object_name FROM attempt").fetchall()
    assert at_work.wait() == 0
    assert recorded == [(vault.photo("big.jpg")["copies"][MAIN]["object"],)]


def test_1_1_an_edited_photo_becomes_a_new_version_and_the_old_one_goes_last(vault: Vault) -> None:
    vault.choose("grace_days", 0)
    vault.add("beach.jpg")
    vault.sync()
    old = vault.photo("beach.jpg")["copies"][MAIN]["object"]
    vault.add("beach.jpg", photo_bytes("beach in black and white"))

    vault.backup.stop()
    vault.sync(code=1)
    assert old in vault.on_disk(MAIN), "the new version is not protected yet"
    assert old in vault.on_disk(BACKUP)
    assert vault.photo("beach.jpg")["copies"][MAIN] == {"state": "stored", "object": old}

    vault.backup.start()
    vault.sync()
    vault.check()
    assert old not in vault.on_disk(MAIN)
    vault.get("beach.jpg")


def test_1_1_the_same_content_is_stored_once(vault: Vault) -> None:
    vault.add("one.jpg", photo_bytes("twin"))
    vault.add("two.jpg", photo_bytes("twin"))
    vault.sync()
    vault.add("sub/three.jpg", photo_bytes("twin"))
    vault.sync()

    assert len(vault.on_disk(MAIN)) == 1
    vault.check()
    for name in ("one.jpg", "two.jpg", "sub/three.jpg"):
        vault.get(name)

    vault.add("one.jpg", photo_bytes("no twin any more"))
    vault.sync()
    assert len(vault.on_disk(MAIN)) == 2, "the other two still need the old object"
    vault.check()


def test_1_1_any_legal_name_works(vault: Vault) -> None:
    composed = unicodedata.normalize("NFC", "Übermut.jpg")
    names = [
        composed,
        unicodedata.normalize("NFD", composed),
        "two\nlines.jpg",
        "x" * 251 + ".jpg",
        os.fsdecode(b"latin-\xe9t\xe9.jpg"),
        os.fsdecode(b"not-utf8-\xff/in-\xfe.jpg"),
        " leading and trailing .jpg ",
        "-rf.jpg",
        "[bold]markup[/bold].jpg",
        "back\\slash \"quotes' $(x) %s *.jpg",
        "\u202egpj.exe.jpg",
        "tab\tbell\a.jpg",
    ]
    for name in names:
        vault.add(name)

    result = vault.sync()

    assert result.json["protected"] == len(names) == len(vault.photos_made)
    assert set(vault.photos()) == set(names)
    vault.check()
    assert vault.run("photos").code == 0
    for name in names[1:6]:
        vault.get(name)


def test_1_1_sidecars_and_live_pairs_go_along_and_other_files_are_counted(vault: Vault) -> None:
    for name in ("live.heic", "live.mov", "raw.nef", "raw.nef.xmp", "raw.xmp", "edit.aae"):
        vault.add(name)
    vault.add("notes.txt", b"milk, eggs")
    vault.add("Thumbs.db", b"\xff\xd8\xff not ours")
    vault.add("no extension at all", photo_bytes("jpeg by its content"))

    result = vault.sync()

    assert (result.json["protected"], result.json["skipped_files"]) == (7, 2)
    assert "2 files skipped" in result.err
    vault.check()


def test_1_1_links_are_not_followed_and_a_pipe_is_reported_not_hung_on(vault: Vault) -> None:
    elsewhere = vault.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.jpg").write_bytes(photo_bytes("not in the album"))
    age(elsewhere / "secret.jpg")
    vault.add("beach.jpg")
    (vault.album / "link.jpg").symlink_to(elsewhere / "secret.jpg")
    (vault.album / "linked").symlink_to(elsewhere, target_is_directory=True)
    (vault.album / "round").symlink_to(vault.album, target_is_directory=True)
    (vault.album / "nowhere.jpg").symlink_to("gone")
    os.mkfifo(vault.album / "pipe.jpg")

    result = vault.sync()

    assert list(vault.photos()) == ["beach.jpg"]
    assert "pipe.jpg" in result.err
    assert [item["kind"] for item in vault.attention()] == ["unreadable"]

    (vault.album / "pipe.jpg").unlink()
    vault.sync()
    assert vault.attention() == []
