"""DISASTERS 1-2: main fails."""

from tests.picup import BACKUP, MAIN, Vault


def test_1_2_main_is_down_nothing_goes_to_backup_and_photos_wait(vault: Vault) -> None:
    names = ["beach.jpg", "dunes.jpg", "sea.jpg"]
    for name in names:
        vault.add(name)
    vault.main.stop()

    result = vault.sync(code=1)

    assert "main: " in result.err
    assert (result.json["waiting"], result.json["protected"]) == (3, 0)
    assert [(e["outcome"], e["stored_on"]) for e in vault.events()] == [("main_failed", [])] * 3
    assert vault.on_disk(BACKUP) == {}
    assert vault.left_over(BACKUP) == []
    assert {p["copies"][MAIN]["state"] for p in vault.photos().values()} == {"none"}
    assert vault.storage_state(MAIN) == "away"
    assert vault.storage_state(BACKUP) == "online"

    vault.sync(code=1)
    assert len(vault.events()) == 3, "a storage that is still away is no new event"

    vault.main.start()
    vault.sync()
    vault.check()
    assert vault.storage_state(MAIN) == "online"


def test_1_2_main_shows_another_host_key_so_nothing_is_sent(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.main.new_host_key()
    vault.main.restart()

    result = vault.sync(code=1)

    assert "key" in result.err
    assert vault.storage_state(MAIN) == "refused"
    assert vault.photo("beach.jpg")["state"] == "waiting"
    assert [item["kind"] for item in vault.attention()] == ["host_key_changed"]
    assert vault.on_disk(MAIN) == vault.on_disk(BACKUP) == {}


def test_1_2_no_storage_is_reached_at_all(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.main.stop()
    vault.backup.stop()

    result = vault.sync(code=4)

    assert "No storage could be reached" in result.err
    assert result.json["waiting"] == 1
    assert (vault.storage_state(MAIN), vault.storage_state(BACKUP)) == ("away", "away")
