"""The sample album: believable, the same every time, and made of files that really open."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from picup_desktop.demo.samples import CONTENT_ID, EXIF_DATE, EXIF_ORIENTATION, make_samples
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import classify, family_key
from picup_desktop.sync.scan.walk import scan_folder
from picup_desktop.thumbnails.decode import look_at
from picup_desktop.thumbnails.wire import Ask, DecoderKind, Picture, Want
from tests.unit.scan.known_files import NOTHING_KNOWN

PICTURES = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".tiff": "TIFF"}


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "album"
    make_samples(folder)
    return folder


def _traces(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_makes_the_same_album(tmp_path: Path, album: Path) -> None:
    again = make_samples(tmp_path / "again")
    other = make_samples(tmp_path / "other", count=1, seed=7)
    assert _traces(tmp_path / "again") == _traces(album)
    assert other[0].read_bytes() != again[0].read_bytes()


@pytest.mark.parametrize("count", [0, 1, 5, 12, 40])
def test_as_many_photos_as_asked_for_and_one_file_that_is_none(tmp_path: Path, count: int) -> None:
    paths = make_samples(tmp_path, count=count)
    assert len(set(paths)) == count
    scan = scan_folder(tmp_path, NOTHING_KNOWN, quiet_before_ns=None)
    assert {tmp_path / file.path for file in scan.quiet} == set(paths)
    assert (len(scan.left_out), scan.unreadable) == (1, ())


def test_every_picture_opens_as_what_its_name_says(album: Path) -> None:
    opened = set()
    for path in album.rglob("*"):
        suffix = path.suffix.lower()
        if suffix == ".heic":
            assert pillow_heif.open_heif(path).size == (800, 600)
            opened.add(suffix)
        elif suffix in PICTURES:
            with Image.open(path) as picture:
                picture.load()
                assert picture.format == PICTURES[suffix]
            opened.add(suffix)
    assert opened == {*PICTURES, ".heic"}


def test_jpegs_carry_their_date_and_some_are_turned(album: Path) -> None:
    turned = set()
    for path in album.rglob("*.[jJ][pP][gG]"):
        with Image.open(path) as picture:
            exif = picture.getexif()
        taken = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        assert exif[EXIF_DATE] == taken.strftime("%Y:%m:%d %H:%M:%S")
        turned.add(exif[EXIF_ORIENTATION])
    assert len(turned) > 1


def test_photos_have_sizes_and_times_like_real_ones(album: Path) -> None:
    photos = [path for path in album.rglob("*") if path.suffix.lower() in {".jpg", ".heic"}]
    assert min(path.stat().st_size for path in photos) > 50_000
    years = {datetime.fromtimestamp(path.stat().st_mtime, UTC).year for path in photos}
    assert len(years) > 3
    assert max(years) < 2025


def test_there_is_one_of_every_odd_thing(album: Path) -> None:
    files = {
        path.relative_to(album).as_posix(): path for path in album.rglob("*") if path.is_file()
    }
    assert any("가" <= name[0] <= "힣" for name in files)
    assert any(name != unicodedata.normalize("NFC", name) for name in files)
    assert any(name.count("/") == 2 for name in files)
    kinds = {name: classify(path.name, path.read_bytes()[:4096]) for name, path in files.items()}
    assert set(kinds.values()) == {MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.SIDECAR, None}
    movie = next(name for name, kind in kinds.items() if kind is MediaKind.VIDEO)
    live = [name for name in files if family_key(name) == family_key(movie)]
    assert len(live) == 2
    assert len({files[name].stat().st_mtime_ns for name in live}) == 1
    sidecar = next(name for name, kind in kinds.items() if kind is MediaKind.SIDECAR)
    assert len([name for name in files if family_key(name) == family_key(sidecar)]) == 2


def test_the_movie_is_made_of_whole_boxes(album: Path) -> None:
    data, boxes = next(album.rglob("*.MOV")).read_bytes(), []
    while data:
        size = int.from_bytes(data[:4], "big")
        boxes.append((data[4:8], size <= len(data)))
        data = data[size:]
    assert boxes == [(b"ftyp", True), (b"moov", True), (b"mdat", True)]


def test_the_halves_of_the_live_picture_say_that_they_are_one(album: Path) -> None:
    film, picture = next(album.rglob("*.MOV")), next(album.rglob("*/IMG_0002.HEIC"))
    told = [
        look_at(Ask(str(path), kind, Want.FACTS))
        for path, kind in ((film, DecoderKind.FILM), (picture, DecoderKind.PICTURE))
    ]
    ids = [one.content_id for one in told if isinstance(one, Picture)]
    assert ids == [CONTENT_ID.decode()] * 2
