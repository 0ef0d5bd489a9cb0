"""DISASTERS 4: software that scrambles a folder loses no photo, whatever it does to the names.

``make scramble PHOTOS=5000`` runs it with very many photos.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import picup
from tests.picup import ROLES, Vault, a_moment, age, photo_bytes
from tests.scenarios.deletions.deleting import done, items, own_trash, sync

PHOTOS = int(os.environ.get("PICUP_SCRAMBLE_PHOTOS", "60"))
LONGEST_SECONDS = 600 + PHOTOS
BATCHES = 3
"""The album is looked at while the scrambling goes on."""


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(picup, "COMMAND_SECONDS", LONGEST_SECONDS)
    return own_trash(monkeypatch, tmp_path)


def noise(file: Path) -> bytes:
    return b"\x17" + os.urandom(file.stat().st_size - 1)


def in_place(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(noise(file))
    age(file)


def by_rename(file: Path) -> None:
    """To endings that nobody knows: behind the old one, and in its place."""
    ending = f"{file.suffix}.locked" if int(file.stem) % 2 else ".x7q"
    _scramble_to(file.with_suffix(ending), file)


def by_rename_to_a_pictures_ending(file: Path) -> None:
    """Only its ending says that it is a picture."""
    _scramble_to(file.with_suffix(".png"), file)


def _scramble_to(other: Path, file: Path) -> None:
    other.write_bytes(noise(file))
    age(other)
    file.unlink()


def by_rename_of_pictures(file: Path) -> None:
    """The new ending is that of a picture, so that the scrambled files are taken."""
    other = file.with_suffix(".png")
    other.write_bytes(photo_bytes(f"scrambled {file.name}"))
    age(other)
    file.unlink()


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.timeout(LONGEST_SECONDS)
@pytest.mark.parametrize(
    "how", [in_place, by_rename, by_rename_to_a_pictures_ending, by_rename_of_pictures]
)
def test_4_3_every_photo_comes_back_as_of_before_a_scramble(
    vault: Vault, tmp_path: Path, how: Callable[[Path], None]
) -> None:
    before = {f"{number:05}.jpg": photo_bytes(f"{number}", 3000) for number in range(PHOTOS)}
    files = [vault.add(name, content) for name, content in before.items()]
    sync(vault)
    moment = a_moment()
    for batch in range(BATCHES):
        for file in files[batch::BATCHES]:
            how(file)
        done_somehow(vault)
    assert [item["kind"] for item in items(vault)] != [], "a person is asked"

    vault.add("new.jpg")
    done_somehow(vault)
    assert vault.photo("new.jpg")["state"] == "protected", "new photos are taken meanwhile"

    done(vault, "restore", tmp_path / "here", "--as-of", moment)
    assert written(tmp_path / "here") == before
    for role in ROLES:
        done(
            vault,
            *("restore", tmp_path / role, "--as-of", moment, "--from", vault.servers[role].url),
            *("--recovery-kit", vault.kit, "--accept-new-host-keys"),
            *("--ssh-key", vault.main.key_file),
        )
        assert written(tmp_path / role) == before


def done_somehow(vault: Vault) -> None:
    """One pass, which may end with questions."""
    vault.run("sync", "--json")
