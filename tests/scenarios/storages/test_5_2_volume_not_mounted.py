"""5-2: the place is there and empty, for the NAS's volume is not mounted: over SFTP too."""

from pathlib import Path

import pytest

from tests.picup import Vault

pytestmark = pytest.mark.parametrize("role", ["main", "backup"])


def unmount(vault: Vault, role: str) -> Path:
    """Leave an empty folder at the storage's place; where its content is now."""
    place = vault.servers[role].vault
    disk = place.with_name("disk")
    place.rename(disk)
    place.mkdir()
    return disk


def mount(vault: Vault, role: str, disk: Path) -> None:
    place = vault.servers[role].vault
    place.rmdir()
    disk.rename(place)


def test_5_2_nothing_is_written_and_nothing_counts_as_removed(vault: Vault, role: str) -> None:
    for name in ("a.jpg", "b.jpg"):
        vault.add(name)
    vault.sync()
    assert vault.run("rm", f"{vault.album.name}/b.jpg").code == 0
    disk = unmount(vault, role)
    vault.add("c.jpg")
    vault.sync(code=1)
    vault.run("deletions", "run", "--now")
    vault.run("verify", "--all", "--repair")
    vault.get("a.jpg")
    assert list(vault.servers[role].vault.iterdir()) == []
    assert vault.storage_state(role) == "away"
    (told,) = (s["reason"] for s in vault.status()["storages"] if s["role"] == role)
    assert "volume" in told
    assert vault.status()["protected"] == 1
    assert vault.status()["queued_objects"] >= 1
    mount(vault, role, disk)
    vault.sync()
    assert vault.run("deletions", "run", "--now").code == 0
    assert vault.run("verify", "--all").code == 0
    assert vault.status()["protected"] == 2
    assert len(list((vault.servers[role].vault / "objects").rglob("*/*"))) == 2
