"""A person exports photos: as they are, or as JPEG; one bad item never stops the others."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from picup_desktop.clock import SystemClock, read_wall_clock
from picup_desktop.errors import UsageError
from picup_desktop.gallery.corrections import SetDate, correct_dates
from picup_desktop.gallery.exporting import ExportReport, ExportWish, export_photos
from picup_desktop.gallery.turning import TurnBy, turn_photos
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.words import Role, Turn
from tests.picup import age
from tests.small import Small, small_vault

CLOCK = SystemClock()
LONG = "가" * 83 + ".png"
"""255 bytes with a letter more, to the last one that a file system takes."""
JPEG = ExportWish(jpeg=True, with_place=False)


def _fill(vault: Small) -> dict[str, bytes]:
    """Put photos into the album; return their bytes by path."""
    album = vault.folder / "Album"
    (album / "sub").mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), "red").save(album / "a.jpg")
    Image.new("RGB", (64, 48), "blue").save(album / "sub" / "a.jpg")
    Image.new("RGB", (64, 48), "green").save(album / LONG)
    (album / "empty.jpg").write_bytes(b"")
    (album / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"x" * 2000)
    (album / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"f" * 2000)
    files = [file for file in album.rglob("*") if file.is_file()]
    for file in files:
        age(file)
    return {file.relative_to(album).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def vault(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "one", [])
    made.originals = _fill(made)  # type: ignore[attr-defined]
    made.sync()
    return made


def exported(
    vault: Small,
    folder: Path,
    wish: ExportWish,
    *,
    paths: Callable[[str], bool] = lambda _: True,
    progress: NoProgress | None = None,
) -> ExportReport:
    with vault.ledger() as ledger:
        listed = ledger.listing.photos()
        ids = [one.photo.id for one in listed if paths(one.photo.path)]
        maker = Maker()
        try:
            return export_photos(
                ledger,
                vault.reader(ledger),
                [*ids, 4711],
                folder,
                wish=wish,
                maker=maker,
                progress=progress or NoProgress(),
            )
        finally:
            maker.close()


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_as_they_are(vault: Small, tmp_path: Path) -> None:
    originals: dict[str, bytes] = vault.originals  # type: ignore[attr-defined]
    out = tmp_path / "out"
    out.mkdir()
    # A file and a link have names that are wanted; neither is touched.
    (out / "broken.jpg").write_bytes(b"another")
    elsewhere = tmp_path / "elsewhere"
    (out / "film.mp4").symlink_to(elsewhere)
    # One original is here no more, and one has rotted: both come from a storage.
    album = vault.folder / "Album"
    rotten = album / "a.jpg"
    status = rotten.stat()
    rotten.write_bytes(b"r" * status.st_size)
    os.utime(rotten, ns=(status.st_atime_ns, status.st_mtime_ns))
    (album / LONG).unlink()
    done = exported(vault, out, ExportWish())
    assert done.done.failed == []
    assert (done.gone, done.as_they_are, done.turned) == (1, 0, 0)
    contents = sorted(file.read_bytes() for file in out.iterdir() if not file.is_symlink())
    assert contents == sorted([*originals.values(), b"another"])
    assert not elsewhere.exists()
    assert {file.name for file in out.iterdir()} == {
        *("a.jpg", "a (2).jpg", LONG, "empty.jpg", "film.mp4", "film (2).mp4"),
        *("broken.jpg", "broken (2).jpg"),
    }
    # Once more: everything is there, and nothing is written twice.
    again = exported(vault, out, ExportWish())
    assert (again.done.written, again.done.there_already) == (0, len(originals))


def test_a_jpeg_has_the_turn_and_the_date_and_what_makes_none_is_told(
    vault: Small, tmp_path: Path
) -> None:
    with vault.ledger() as ledger:
        (one,) = (x.photo.id for x in ledger.listing.photos() if x.photo.path == "a.jpg")
        turn_photos(ledger, CLOCK, [one], TurnBy(Turn.LEFT))
        correct_dates(ledger, CLOCK, [one], SetDate(read_wall_clock("2008-05-30T12:00:00")))
    out = tmp_path / "out"
    done = exported(vault, out, JPEG)
    no, place = "export-no-jpeg", "export-has-place"
    failed = {one.path: one.reason.code for one in done.done.failed}
    # A film has its place inside, and nobody takes it out.
    assert failed == {"broken.jpg": no, "empty.jpg": no, "film.mp4": place}
    assert (done.as_they_are, done.turned) == (0, 0)
    names = {file.name for file in out.iterdir()}
    assert names == {"a.jpg", "a (2).jpg", LONG[:-4] + ".jpg"}
    films = exported(vault, out, ExportWish(jpeg=True), paths=lambda path: path == "film.mp4")
    assert (films.as_they_are, films.done.written) == (1, 1)
    sizes = {size_of(out / name) for name in ("a.jpg", "a (2).jpg")}
    assert sizes == {(48, 64), (64, 48)}
    (turned,) = (n for n in ("a.jpg", "a (2).jpg") if size_of(out / n) == (48, 64))
    with Image.open(out / turned) as image:
        told = image.getexif().get_ifd(IFD.Exif)
    assert told[Base.DateTimeOriginal] == "2008:05:30 12:00:00"
    # As it is it lies as its file says, and that is told.
    plain = exported(vault, tmp_path / "plain", ExportWish(), paths=lambda path: path == "a.jpg")
    assert plain.turned == 1


def test_refused_cancelled_or_without_storages_nothing_half_stays(
    vault: Small, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="part of the album"):
        exported(vault, vault.folder / "Album" / "sub", ExportWish())

    class Cancelled(NoProgress):
        def cancelled(self) -> bool:
            return True

    out = tmp_path / "out"
    stopped = exported(vault, out, JPEG, progress=Cancelled())
    assert stopped.done.stopped
    assert stopped.done.written == 0
    # One photo is nowhere to be had; the others go on.
    (vault.folder / "Album" / LONG).unlink()
    for role in Role:
        vault.root(role).rename(vault.root(role).with_name(f"{role.value} away"))
    done = exported(vault, out, ExportWish())
    assert [one.path for one in done.done.failed] == [LONG]
    assert done.done.written == 5
    assert [file for file in out.iterdir() if file.name.startswith(".picup")] == []


def test_a_place_that_takes_nothing_is_told_for_each(vault: Small, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_bytes(b"no folder")
    done = exported(vault, out, JPEG, paths=lambda path: path == "a.jpg")
    assert len(done.done.failed) == 1
    assert out.read_bytes() == b"no folder"
