"""DISASTERS 2-3: no storage can give the photo."""

from tests.picup import BACKUP, MAIN, Vault, photo_bytes


def _states(vault: Vault, name: str) -> tuple[str, str]:
    copies = vault.photo(name)["copies"]
    return copies[MAIN]["state"], copies[BACKUP]["state"]


def test_2_3_what_still_stands_here_is_uploaded_again_by_itself(vault: Vault) -> None:
    for name in ("missing.jpg", "mixed.jpg", "whole.jpg"):
        vault.add(name)
    vault.sync()
    lost = vault.object_file(MAIN, "missing.jpg")
    lost.unlink()
    vault.object_file(BACKUP, "missing.jpg").unlink()
    vault.object_file(MAIN, "mixed.jpg").unlink()
    vault.object_file(BACKUP, "mixed.jpg").write_bytes(b"nothing that age ever wrote")

    for name in ("missing.jpg", "mixed.jpg"):
        told = vault.get(name, code=1)["error"]
        assert "main: " in told
        assert "backup: " in told
    assert _states(vault, "missing.jpg") == ("missing", "missing")
    assert _states(vault, "mixed.jpg") == ("missing", "damaged")
    assert {p["state"] for p in vault.photos().values()} == {"waiting", "protected"}
    assert vault.attention() == []

    vault.sync()

    vault.check()
    assert not lost.exists(), "a new attempt has a new name"
    for name in ("missing.jpg", "mixed.jpg"):
        assert vault.get(name)["served_from"] == MAIN


def test_2_3_what_stands_nowhere_any_more_is_put_before_a_person(vault: Vault) -> None:
    vault.choose("grace_days", 0)
    original = vault.add("beach.jpg")
    edited = vault.add("edited.jpg")
    vault.sync()
    for name in ("beach.jpg", "edited.jpg"):
        vault.object_file(MAIN, name).unlink()
        vault.object_file(BACKUP, name).write_bytes(photo_bytes("rot"))
    original.unlink()
    edited.write_bytes(photo_bytes("edited meanwhile"))

    for name in ("beach.jpg", "edited.jpg"):
        vault.get(name, code=1)

    assert {p["state"] for p in vault.photos().values()} == {"failed"}
    items = vault.attention()
    assert [item["kind"] for item in items] == ["damaged", "damaged"]
    assert "beach.jpg" in items[0]["text"]
    assert "put it back" in items[0]["text"]

    vault.add("beach.jpg")
    vault.add("edited.jpg", photo_bytes("edited meanwhile"))
    vault.sync()
    vault.check()
    assert vault.attention() == []
    vault.get("beach.jpg")


def test_2_3_one_lost_and_one_unreachable_says_only_what_is_known(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.sync()
    vault.object_file(MAIN, "beach.jpg").unlink()
    vault.backup.stop()
    vault.get("beach.jpg", code=1)
    assert _states(vault, "beach.jpg") == ("missing", "stored")

    vault.main.stop()
    told = vault.get("beach.jpg", code=4)["error"]
    assert "No storage could be reached" in told
    assert _states(vault, "beach.jpg") == ("missing", "stored")

    vault.main.start()
    vault.backup.start()
    vault.sync()
    vault.check()
