"""The question before photos are deleted names what goes, also what has no cell of its own."""

from pytestqt.qtbot import QtBot

from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.ui.photos.words import chosen_of, deletion_words
from picup_desktop.ui.text import MOST_NAMES
from picup_desktop.words import PhotoState


def shot(number: int, *paths: str) -> ShownShot:
    photos = (
        ShownPhoto(number * 100 + n, path, "photo", PhotoState.PROTECTED, 1_000_000, 0, None, True)
        for n, path in enumerate(paths)
    )
    return ShownShot(number, 1, 0, tuple(photos))


def test_one_photo_is_named_with_every_file_that_goes_along(qtbot: QtBot) -> None:
    heading, below = deletion_words(
        chosen_of([shot(1, "three/1.jpg", "three/1.mp4", "1.jpg.xmp")]), 30
    )
    assert heading == "Delete 1 photo and 2 files with it?"
    assert below.startswith("1.jpg\nWith it: 1.mp4, 1.jpg.xmp\n\n3.0 MB in all.")
    assert "30 more days" in below
    alone, below = deletion_words(chosen_of([shot(1, "a.jpg")]), 1)
    assert alone == "Delete 1 photo?"
    assert below.startswith("a.jpg\n\n1.0 MB")
    assert "1 more day," in below


def test_many_photos_are_counted_and_what_is_unseen_is_named(qtbot: QtBot) -> None:
    shots = [shot(n, f"{n}.jpg", f"{n}.mov") for n in range(MOST_NAMES + 2)]
    heading, below = deletion_words(chosen_of([*shots, shot(99, "x.jpg")]), 0)
    assert heading == f"Delete {MOST_NAMES + 3} photos and {MOST_NAMES + 2} files with them?"
    assert below.startswith("With them: 0.mov, 1.mov")
    assert f"{MOST_NAMES - 1}.mov and 2 more" in below
    assert f"{MOST_NAMES}.mov" not in below
    assert "removed at once" in below
    plain = deletion_words(chosen_of([shot(1, "a.jpg"), shot(2, "b.jpg")]), 30)
    assert plain[0] == "Delete 2 photos?"
    assert plain[1].startswith("2.0 MB in all.")


def test_a_name_of_many_lines_stays_one(qtbot: QtBot) -> None:
    _, below = deletion_words(chosen_of([shot(1, "a.jpg", "b\n\nWith it: c.mov")]), 30)
    assert below.count("\n") == 5
