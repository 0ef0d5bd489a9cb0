"""After a salvage: what could not be recovered holds up nothing else (DISASTERS 5-7)."""

import shutil

from tests.picup import ROLES, Vault, photo_bytes


def test_5_7_a_salvaged_album_without_a_key_does_not_block_the_others(vault: Vault) -> None:
    vault.add("old.jpg")
    vault.sync()
    for role in ROLES:
        root = vault.servers[role].vault
        shutil.rmtree(root / "journal")
        for name in ("3.age", "4.age"):
            (root / "keys" / name).unlink(missing_ok=True)
    shutil.rmtree(vault.home)
    opened = vault.run(
        *("open", "--from", vault.main.url, "--recovery-kit", vault.kit),
        *("--ssh-key", vault.main.key_file, "--accept-new-host-keys"),
    )
    assert opened.code == 1, "the journals are gone, which is told"
    other = vault.folder / "other"
    other.mkdir()
    (other / "new.jpg").write_bytes(photo_bytes("new"))
    assert vault.run("album", "add", str(other), "--name", "Other").code == 0
    synced = vault.run("sync")
    assert "mixes capital" not in synced.err
    assert vault.photo("new.jpg")["state"] == "protected", synced
