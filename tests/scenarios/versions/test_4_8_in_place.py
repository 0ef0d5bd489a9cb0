"""DISASTERS 4-8: content that changes under the same size and time is noticed."""

import os
from pathlib import Path

import pytest

from tests.picup import ROLES, Vault, photo_bytes
from tests.scenarios.deletions.deleting import done, items, own_trash, queue, sync


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def synced(vault: Vault) -> Vault:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        vault.add(name)
    sync(vault)
    # A second pass: the first one looked at the files while they were new.
    sync(vault)
    return vault


def change_in_place(file: Path, content: bytes) -> None:
    """As a tool does that edits a tag and puts the time back."""
    before = file.stat()
    assert len(content) == before.st_size
    with file.open("r+b") as opened:
        opened.write(content)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )


def test_4_8_a_change_in_place_is_a_new_version_and_the_earlier_one_stays(
    synced: Vault, tmp_path: Path
) -> None:
    first = synced.photos_made["a.jpg"]
    edited = first[:-100] + bytes(reversed(first[-100:]))
    change_in_place(synced.album / "a.jpg", edited)
    sync(synced)
    for version, content in ((1, first), (2, edited)):
        output = tmp_path / f"{version}.jpg"
        done(synced, "get", "Holidays/a.jpg", "--version", version, "--output", output)
        assert output.read_bytes() == content
    assert synced.status()["earlier_versions"] == 1


def test_4_8_a_spoiled_head_in_place_is_no_edit(synced: Vault) -> None:
    change_in_place(synced.album / "b.jpg", bytes(len(photo_bytes("b.jpg"))))
    # The second pass finds a file as it was at the first one, and nothing is good again.
    for _ in range(2):
        sync(synced, code=1)
        (item,) = items(synced)
        assert item["kind"] == "spoiled"
        assert synced.photo("b.jpg")["state"] == "failed"
    change_in_place(synced.album / "b.jpg", synced.photos_made["b.jpg"])
    sync(synced)
    assert items(synced) == []
    assert synced.photo("b.jpg")["state"] == "protected"


def test_4_8_other_permissions_and_links_change_nothing(synced: Vault) -> None:
    before = {role: synced.on_disk(role) for role in ROLES}
    events = synced.events()
    (synced.album / "a.jpg").chmod(0o600)
    os.link(synced.album / "b.jpg", synced.folder / "a link elsewhere")
    sync(synced)
    assert {role: synced.on_disk(role) for role in ROLES} == before
    assert (items(synced), queue(synced), synced.events()) == ([], [], events)
