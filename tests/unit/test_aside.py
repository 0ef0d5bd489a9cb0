"""Another card, or an album that was edited as a whole? Decided by names (3-4, 4-3)."""

import pytest

from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.rescan.aside import is_replaced, strangers
from picup_desktop.sync.scan.scan import AlbumChanges

MANY = 20
KNOWN = {f"day/IMG_{n:04}.jpg": KnownFile(n, 1_000, 5, n, missing=False) for n in range(21)}
EDITED = tuple((n, SeenFile(path, 2_000, 6, n)) for n, path in enumerate(KNOWN))


def _seen(path: str) -> SeenFile:
    return SeenFile(path, 10, 7, 900)


def test_an_album_that_was_edited_as_a_whole_is_the_same_album() -> None:
    assert not is_replaced(KNOWN, AlbumChanges(changed=EDITED), MANY)


@pytest.mark.parametrize(
    "path", ["day/IMG_0001.xmp", "day/IMG_0001.jpg_original", "day/IMG_0001.jpg.xmp"]
)
def test_what_an_editor_leaves_beside_a_photo_is_no_stranger(path: str) -> None:
    assert strangers(KNOWN, [_seen(path)]) == []
    assert not is_replaced(KNOWN, AlbumChanges(changed=EDITED, new=(_seen(path),)), MANY)


@pytest.mark.parametrize(
    "path", ["day/IMG_0099.jpg", "IMG_0001.jpg", "day/IMG_00010.jpg", "day/IMG_0099"]
)
def test_3_4_a_stranger_among_changed_files_shows_another_card(path: str) -> None:
    assert is_replaced(KNOWN, AlbumChanges(changed=EDITED, new=(_seen(path),)), MANY)


def test_3_4_a_name_that_is_missing_shows_another_card() -> None:
    known = {**KNOWN, "day/IMG_0050.jpg": KnownFile(50, 1_000, 5, 50, missing=False)}
    assert is_replaced(known, AlbumChanges(changed=EDITED, missing=(50,)), MANY)


def test_an_unchanged_photo_shows_that_it_is_the_same_album() -> None:
    known = {**KNOWN, "day/IMG_0050.jpg": KnownFile(50, 1_000, 5, 50, missing=False)}
    changes = AlbumChanges(changed=EDITED, new=(_seen("day/IMG_0099.jpg"),))
    assert not is_replaced(known, changes, MANY)


def test_few_changed_files_are_edits() -> None:
    known = dict(list(KNOWN.items())[:20])
    changes = AlbumChanges(changed=EDITED[:20], new=(_seen("day/IMG_0099.jpg"),))
    assert not is_replaced(known, changes, MANY)
