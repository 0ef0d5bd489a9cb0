"""Where exported files are laid, what they are called, and which wishes are none."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.gallery.exporting import (
    ExportWish,
    check_folder,
    check_wish,
    decoder_of,
    jpeg_name,
    numbered,
)
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.thumbnails.wire import DecoderKind
from tests.unit.ledger.filled import filled


@pytest.mark.parametrize(
    ("name", "jpeg"),
    [
        ("a.HEIC", "a.jpg"),
        ("a.JPG", "a.JPG"),
        ("a.jpeg", "a.jpeg"),
        ("a", "a.jpg"),
        ("a.b.png", "a.b.jpg"),
        (".png", ".png.jpg"),
        ("a." + "x" * 40, "a." + "x" * 40 + ".jpg"),
    ],
)
def test_the_name_of_a_jpeg(name: str, jpeg: str) -> None:
    assert jpeg_name(name) == jpeg


@pytest.mark.parametrize("ending", [".heic", ".x", "", "가"])
def test_a_name_to_the_last_byte_stays_one(ending: str) -> None:
    room = 255 - len(ending.encode())
    name = "가" * (room // 3) + "a" * (room % 3) + ending
    assert len(name.encode()) == 255
    made = jpeg_name(name)
    assert made.endswith(".jpg")
    assert len(made.encode()) <= 255
    for other in islice(numbered(Path("/x") / made), 1, 3):
        assert len(other.name.encode()) <= 255
        assert other.suffix == ".jpg"


def test_names_are_counted() -> None:
    names = [path.name for path in islice(numbered(Path("/x/a.jpg")), 3)]
    assert names == ["a.jpg", "a (2).jpg", "a (3).jpg"]


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (ExportWish(), True),
        (ExportWish(edge=100), False),
        (ExportWish(quality=80), False),
        (ExportWish(with_place=False), False),
        (ExportWish(jpeg=True), True),
        (ExportWish(jpeg=True, edge=16), True),
        (ExportWish(jpeg=True, edge=15), False),
        (ExportWish(jpeg=True, edge=-1), False),
        (ExportWish(jpeg=True, edge=65_500), True),
        (ExportWish(jpeg=True, edge=65_501), False),
        (ExportWish(jpeg=True, quality=1), True),
        (ExportWish(jpeg=True, quality=0), False),
        (ExportWish(jpeg=True, quality=100), True),
        (ExportWish(jpeg=True, quality=101), False),
    ],
)
def test_which_wishes_there_are(wish: ExportWish, *, fits: bool) -> None:
    if fits:
        check_wish(wish)
    else:
        with pytest.raises(UsageError):
            check_wish(wish)


def test_the_kind_counts_and_else_the_name() -> None:
    assert decoder_of("video", "a.jpg") is DecoderKind.FILM
    assert decoder_of(None, "a.mov") is DecoderKind.FILM
    assert decoder_of(None, "a.cr2") is DecoderKind.RAW
    assert decoder_of("other", "a.jpg") is None


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as made:
        yield made


def test_no_folder_of_an_album_by_whatever_way(ledger: Ledger, tmp_path: Path) -> None:
    album = tmp_path / "album"
    (album / "sub").mkdir(parents=True)
    (tmp_path / "beside").mkdir()
    (tmp_path / "link").symlink_to(album)
    ledger.albums.add("Mine", str(album), recipient="r", sealed_identity=b"", at=0.0)
    for folder in (album, album / "sub", album / "new" / "one", tmp_path / "link" / "x"):
        with pytest.raises(UsageError, match="part of the album Mine"):
            check_folder(ledger, folder)
    check_folder(ledger, tmp_path / "beside")
    check_folder(ledger, tmp_path / "album2")
