"""DISASTERS 3-4: a photo that its cloud took off this computer is no deleted one."""

import os
from pathlib import Path

import pytest

from picup_desktop.files import opening
from picup_desktop.ledger.left_out import left_out_everywhere
from picup_desktop.sync.albums.left_out import left_out_of
from picup_desktop.sync.scan import by_name
from picup_desktop.words import PhotoState, Role, Why
from tests.picup import age
from tests.small import Small, photos, small_vault

NAMES = ["a.jpg", "b.jpg", "c.jpg"]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "one", NAMES)
    made.sync()
    return made


def states(small: Small) -> dict[str, PhotoState]:
    with small.ledger() as ledger:
        assert ledger.attention.all() == []
        return {one.photo.path: one.photo.state for one in ledger.listing.photos()}


def stand_in(album: Path, name: str, kind: str) -> Path:
    """Take a file off this computer, as iCloud and Nextcloud do."""
    (album / name).unlink(missing_ok=True)
    made = album / (f".{name}.icloud" if kind == "icloud" else f"{name}.nextcloud")
    made.write_bytes(b"bplist00" * 20 if kind == "icloud" else b" ")
    age(made)
    return made


@pytest.mark.parametrize("kind", ["icloud", "nextcloud"])
def test_3_4_photos_that_a_cloud_took_off_this_computer_are_kept(small: Small, kind: str) -> None:
    album = small.folder / "Album"
    stood_in = [stand_in(album, name, kind) for name in NAMES]
    stand_in(album, "never-seen.HEIC", kind)
    stand_in(album, "letter.docx", kind)
    for _ in range(2):
        small.sync()
        assert states(small) == dict.fromkeys(NAMES, PhotoState.PROTECTED)
    with small.ledger() as ledger:
        record = ledger.albums.named("Album")
        assert record is not None
        told = {one.names: one.why for one in left_out_of(ledger, record)}
        other = Why.HIDDEN if kind == "icloud" else Why.KIND
        letter = ".letter.docx.icloud" if kind == "icloud" else "letter.docx.nextcloud"
        assert told == {"never-seen.HEIC": Why.NOT_HERE, letter: other}
        assert left_out_everywhere(ledger)[Why.NOT_HERE] == {"heic": 1}
    for file in stood_in:
        file.unlink()
    photos(album, NAMES)
    small.sync()
    assert states(small) == dict.fromkeys(NAMES, PhotoState.PROTECTED)


def test_3_4_a_photo_that_was_taken_away_before_it_was_stored_waits_and_says_why(
    small: Small,
) -> None:
    photos(small.folder / "Album", ["new.jpg"])
    small.root(Role.MAIN).rename(small.folder / "away")
    small.sync()
    small.root(Role.MAIN).rename(small.folder / "empty") if small.root(Role.MAIN).exists() else None
    (small.folder / "away").rename(small.root(Role.MAIN))
    stand_in(small.folder / "Album", "new.jpg", "icloud")
    small.sync()
    with small.ledger() as ledger:
        (new,) = [one.photo for one in ledger.listing.photos() if one.photo.path == "new.jpg"]
    assert new.state is PhotoState.WAITING
    assert new.reason is not None
    assert new.reason.code == "photo-file-is-in-a-cloud-only"


def test_3_4_a_placeholder_that_is_deleted_too_is_a_deletion(small: Small) -> None:
    made = stand_in(small.folder / "Album", "a.jpg", "icloud")
    small.sync()
    made.unlink()
    small.sync()
    assert states(small)["a.jpg"] is PhotoState.DELETED


def test_3_4_no_placeholder_is_ever_read(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows and macOS mark them; here their times do."""
    album = small.folder / "Album"
    for name in ("new.jpg", "letter.docx"):
        (album / name).write_bytes(b"\0" * 9000)
    for name in ("a.jpg", "new.jpg", "letter.docx"):
        os.utime(album / name, ns=(1, 77))

    def is_marked(status: os.stat_result) -> bool:
        return status.st_mtime_ns == 77

    monkeypatch.setattr(by_name, "is_in_a_cloud_only", is_marked)
    monkeypatch.setattr(opening, "is_in_a_cloud_only", is_marked)
    for _ in range(2):
        small.sync()
        assert states(small) == dict.fromkeys(NAMES, PhotoState.PROTECTED)
        with small.ledger() as ledger:
            told = left_out_everywhere(ledger)
        assert told == {Why.NOT_HERE: {"jpg": 1}, Why.KIND: {"docx": 1}}
