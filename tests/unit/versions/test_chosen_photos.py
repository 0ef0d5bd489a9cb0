"""The photos of a restore come page by page, whatever happens to the ledger meanwhile."""

from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos import listing
from picup_desktop.sync.restore.chosen import ChosenPhotos, to_restore
from tests.unit.ledger.filled import NOW, add_photos, filled

PATHS = ["b.jpg", "a.jpg", "c/e.jpg", "c/d.jpg", "f.jpg"]


def names(photos: ChosenPhotos) -> list[str]:
    return [one.photo.path for one in photos.listed]


def delete(ledger: Ledger, photo: int) -> None:
    with ledger.transaction():
        ledger.photos.set_deleted([photo], NOW)


def test_they_are_counted_and_in_order_whatever_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PHOTOS_IN_A_PAGE", 2)
    with filled(tmp_path) as ledger:
        add_photos(ledger, PATHS)
        all_of_them = to_restore(ledger, None, None, NOW)
        assert (all_of_them.photos, all_of_them.size_bytes) == (5, 25)
        assert names(all_of_them) == sorted(PATHS)
        of_the_album = to_restore(ledger, ["Album", "Album"], None, NOW)
        assert (of_the_album.photos, names(of_the_album)) == (5, sorted(PATHS))


def test_one_that_was_deleted_before_does_not_come_back(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        _, deleted, *_ = add_photos(ledger, PATHS)
        delete(ledger, deleted)
        photos = to_restore(ledger, None, None, NOW)
        assert (photos.photos, photos.size_bytes) == (4, 20)
        assert names(photos) == sorted(set(PATHS) - {"a.jpg"})


def test_one_that_is_deleted_meanwhile_was_alive_when_the_restore_began(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        ids = add_photos(ledger, PATHS)
        photos = to_restore(ledger, None, None, NOW)
        delete(ledger, ids[-1])
        assert names(photos) == sorted(PATHS)


def test_an_empty_album_has_none(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        photos = to_restore(ledger, ["Album"], None, NOW)
        assert (photos.photos, photos.size_bytes, names(photos)) == (0, 0, [])
