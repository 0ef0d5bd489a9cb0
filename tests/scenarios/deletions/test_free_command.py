"""``picup free``: originals leave on request only, and come back into their place."""

from tests.picup import Vault, photo_bytes


def test_free_wants_to_know_which_and_brings_back_without_overwriting(vault: Vault) -> None:
    vault.add("a.jpg", photo_bytes(1))
    vault.add("b.jpg", photo_bytes(2))
    vault.sync()
    folder = vault.album

    refused = vault.run("free")
    assert (refused.code, "Say which photos" in refused.err) == (2, True)
    vault.run("free", "--older-than", "0")
    assert not (folder / "a.jpg").exists()

    ids = {path: str(photo["id"]) for path, photo in vault.photos().items()}
    (folder / "b.jpg").write_bytes(b"something else")
    told = vault.run("free", "--bring-back", *ids.values())

    assert (folder / "a.jpg").read_bytes() == photo_bytes(1)
    assert (folder / "b.jpg").read_bytes() == b"something else"
    assert told.code == 1
    assert "was not brought back" in told.err
    assert "already; nothing was overwritten" in told.err


def test_what_was_brought_back_is_whole_and_not_sent_again(vault: Vault) -> None:
    vault.add("a.jpg", photo_bytes(1))
    vault.sync()
    before = {role: vault.on_disk(role) for role in ("main", "backup")}
    vault.run("free", "--older-than", "0")
    (photo,) = vault.photos().values()
    vault.run("free", "--bring-back", str(photo["id"]))

    vault.sync()

    assert vault.photos()["a.jpg"]["state"] == "protected"
    assert {role: vault.on_disk(role) for role in ("main", "backup")} == before
    assert (vault.album / "a.jpg").read_bytes() == photo_bytes(1)


def test_a_freed_photo_whose_place_is_taken_by_its_own_file_stays_one_photo(vault: Vault) -> None:
    vault.add("a.jpg", photo_bytes(1))
    vault.sync()
    vault.run("free", "--older-than", "0")
    vault.add("a.jpg", photo_bytes(1))

    (photo,) = vault.photos().values()
    vault.run("free", "--bring-back", str(photo["id"]))
    vault.sync()

    assert [one["state"] for one in vault.photos().values()] == ["protected"]
