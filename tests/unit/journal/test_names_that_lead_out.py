"""A name of another computer's journal means a file of its album's folder, or none (6-3)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.files.below import LeadsOut, below, leads_out
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.settings import Settings
from picup_desktop.sync.albums.adopt import adopt_if_same, note_joined
from picup_desktop.sync.delete.delete import remove_photos
from picup_desktop.sync.delete.undelete import NotBroughtBack, target_in
from picup_desktop.sync.journal.catalog import import_catalog
from picup_desktop.sync.read.local import standing_in
from picup_desktop.vault.journal import PhotoStored
from tests.unit.journal.test_catalog_import import ALBUM, KEYS, ONE, catalog, stored

OUTSIDE = "../thesis.pdf"


@pytest.mark.parametrize("name", ["a.jpg", "a/b c.jpg", "..a", "a..", "...", "가족/사진.jpg", "-"])
def test_a_name_means_a_file_below_its_folder(name: str) -> None:
    assert below(Path("/album"), name) == Path(f"/album/{name}")


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "a/../../b", "a/..", "/etc/passwd", "a\0"])
def test_6_3_a_name_that_leads_out_means_no_file(name: str) -> None:
    with pytest.raises(LeadsOut):
        below(Path("/album"), name)


@pytest.mark.parametrize("name", ["..\\a", "C:a", "C:\\a", "\\a", "\\\\nas\\share\\a", "../a", ""])
def test_6_3_nor_does_one_of_windows(name: str) -> None:
    assert leads_out(name, windows=True)


@pytest.mark.parametrize("name", ["a/b:c.jpg", "a.jpg:b.jpg", "a\\b.jpg", "a/b\\c.jpg"])
def test_a_name_that_windows_takes_for_another_file_means_none_there(name: str) -> None:
    """A stream of another file that no folder lists, or a file of a folder that is not meant."""
    assert leads_out(name, windows=True)
    assert not leads_out(name, windows=False)


@pytest.mark.parametrize("name", ["a.jpg", "a/b c.jpg", "CON.jpg", "a./b.jpg ", "가족/사진.jpg"])
def test_any_other_name_is_that_of_a_file_there_too(name: str) -> None:
    assert not leads_out(name, windows=True)


def put(file: Path, of: PhotoStored) -> None:
    """A file that any look at size and time takes for that photo."""
    file.write_bytes(b"0123456789"[: of.size_bytes])
    os.utime(file, ns=(of.mtime_ns, of.mtime_ns))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An album that was adopted of a computer that is gone, and which named a file outside."""
    album = tmp_path / "album"
    album.mkdir()
    inside, outside = stored(1, "a.jpg"), stored(2, OUTSIDE)
    put(album / "a.jpg", inside)
    put(tmp_path / "thesis.pdf", outside)
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    ledger.devices.add(ONE, "key", 0.0)
    import_catalog(ledger, catalog(one=[ALBUM, inside, outside]), KEYS, 1.0)
    note_joined(ledger)
    known = ledger.albums.named("Album")
    assert known is not None
    with ledger.transaction():
        assert adopt_if_same(ledger, known.id, album)
        ledger.albums.revive(known.id, str(album))
    yield ledger
    ledger.close()


def test_6_3_an_adopted_album_takes_no_file_outside_its_folder(
    ledger: Ledger, tmp_path: Path
) -> None:
    here = {one.photo.path: one.photo for one in ledger.listing.photos()}
    assert standing_in(tmp_path / "album", here["a.jpg"]) is not None
    assert standing_in(tmp_path / "album", here[OUTSIDE]) is None
    note = ledger.database.query("SELECT path, inode FROM photo WHERE inode != 0", ())
    assert [bytes(path) for path, _ in note] == [b"a.jpg"]


def test_6_3_deleting_a_photo_trashes_no_file_outside_its_album(
    ledger: Ledger, tmp_path: Path
) -> None:
    trashed: list[Path] = []
    names = [str(one.photo.id) for one in ledger.listing.photos()]
    remove_photos(ledger, Settings(), SystemClock(), names, trashed.append)
    assert trashed == [tmp_path / "album" / "a.jpg"]


@pytest.mark.parametrize("name", ["../new/a.jpg", "link/new/a.jpg", "/tmp/new/a.jpg"])
def test_6_3_bringing_a_photo_back_makes_no_folder_outside(tmp_path: Path, name: str) -> None:
    album, outside = tmp_path / "album", tmp_path / "outside"
    album.mkdir()
    outside.mkdir()
    (album / "link").symlink_to(outside)
    with pytest.raises(NotBroughtBack):
        target_in(album, name.replace("/tmp", str(tmp_path)))
    assert not list(outside.iterdir())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["album", "outside"]
