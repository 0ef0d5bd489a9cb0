"""Searching by kind and camera, and sums over very many shots, on a ledger without an engine."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from picup_desktop.gallery.dates import LONGEST_CAMERA, Dates
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.ledger.gallery.chosen import ChosenShots, Stretch, Sum, which_of
from picup_desktop.ledger.gallery.gallery import ALL_MONTHS, Gallery, PhotoFilter
from picup_desktop.ledger.gallery.kinds import KindWord, ShotKind
from picup_desktop.ledger.gallery.shots import Looked
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.thumbnails.wire import DecoderKind, Picture, Told, Trouble
from picup_desktop.words import DateFrom
from tests.unit.ledger.filled import HandClock

MAY_2019 = 2019 * 12 + 4
NOON = datetime(2019, 5, 4, 12, tzinfo=UTC).timestamp()
FILES = {
    "film.mp4": 1,
    "olive.jpg": 2,
    "Live concert/1.jpg": 4,
    "IMG_1.HEIC": 8,
    "IMG_1.MOV": 16,
    "P.MP.jpg": 32,
    "DSC_2.NEF": 64,
    "strawberry.jpg": 128,
    "Screenshots/2019.png": 256,
    "스크린샷 1.png": 512,
}
NAMED = {"live": ShotKind.LIVE, "raw": ShotKind.RAW, "video": ShotKind.VIDEO}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Ten files, of which two are one shot; those of a Canon are dated by it."""
    made = open_ledger(tmp_path / "ledger.sqlite")
    made.albums.add("Été à Jeju", str(tmp_path), recipient="r", sealed_identity=b"", at=0)
    files = [SeenFile(path, size, int(NOON) * 10**9, 0) for path, size in FILES.items()]
    made.photos.add(1, files, 0)
    _tend(made)
    for photo in made.shots.unlooked(99):
        is_canon = photo.path in {"DSC_2.NEF", "strawberry.jpg"}
        made.shots.note_looked(
            [
                Looked(
                    *(photo.photo_id, photo.mtime_ns),
                    taken_at=int(NOON) if is_canon else None,
                    told_by=DateFrom.EXIF if is_canon else None,
                    content_id="one" if photo.path.startswith("IMG_1") else "",
                    length_ms=900 if photo.path == "P.MP.jpg" else 0,
                    camera="Canon EOS R5" if is_canon else "",
                )
            ]
        )
    _tend(made)
    yield made
    made.close()


def _tend(ledger: Ledger) -> None:
    while tend_shots(ledger):
        pass


def found(ledger: Ledger, wanted: PhotoFilter) -> set[str]:
    gallery = Gallery(ledger.database)
    counted = sum(month.shots for month in gallery.months(wanted))
    spans = gallery.spans()
    assert sum(m.shots for span in spans for m in gallery.months(wanted, span)) == counted
    shots = [
        shot
        for month in gallery.months(wanted, ALL_MONTHS)
        for shot in gallery.shots(wanted, month.month, 0, 99)
    ]
    assert len(shots) == counted
    return {shot.lead.path for shot in shots}


def of_kind(kind: ShotKind, word: str) -> PhotoFilter:
    return PhotoFilter(kinds=(KindWord(kind, word),))


def test_kinds_are_found_by_what_they_are_and_names_by_whole_words(ledger: Ledger) -> None:
    assert found(ledger, of_kind(ShotKind.VIDEO, "video")) == {"film.mp4"}
    assert found(ledger, of_kind(ShotKind.RAW, "raw")) == {"DSC_2.NEF"}
    assert found(ledger, of_kind(ShotKind.LIVE, "live")) == {
        "IMG_1.HEIC",
        "P.MP.jpg",
        "Live concert/1.jpg",
    }
    assert found(ledger, of_kind(ShotKind.SCREENSHOT, "screenshot")) == {
        "Screenshots/2019.png",
        "스크린샷 1.png",
    }
    # A word of the window's language that could be a pattern is none.
    assert found(ledger, of_kind(ShotKind.RAW, "*")) == {"DSC_2.NEF"}
    assert found(ledger, of_kind(ShotKind.RAW, "린샷")) == {"DSC_2.NEF", "스크린샷 1.png"}


def test_a_photo_without_a_date_of_its_own_is_found_so(ledger: Ledger) -> None:
    dated = {"DSC_2.NEF", "strawberry.jpg"}
    undated = found(ledger, of_kind(ShotKind.UNDATED, "without date"))
    assert undated == set(FILES) - dated - {"IMG_1.MOV"}
    both = (KindWord(ShotKind.UNDATED, "undated"), KindWord(ShotKind.VIDEO, "film"))
    assert found(ledger, PhotoFilter(kinds=both)) == {"film.mp4"}


def test_cameras_and_albums_are_found_with_everything_else(ledger: Ledger) -> None:
    assert found(ledger, PhotoFilter(words=("canon",))) == {"DSC_2.NEF", "strawberry.jpg"}
    raw = (KindWord(ShotKind.RAW, "raw"),)
    assert found(ledger, PhotoFilter(words=("eos", "canon"), kinds=raw)) == {"DSC_2.NEF"}
    assert found(ledger, PhotoFilter(words=("canon", "film"))) == set()
    assert found(ledger, PhotoFilter(words=("été", "film"))) == {"film.mp4"}
    # The camera of a file that is another one by now is forgotten.
    nef = ledger.photos.at(1, "DSC_2.NEF")
    assert nef is not None
    ledger.photos.note_changed([(nef.id, SeenFile("DSC_2.NEF", 65, 1, 0))])
    _tend(ledger)
    assert found(ledger, PhotoFilter(words=("canon",))) == {"strawberry.jpg"}


def test_the_sum_of_rows_is_that_of_all_their_files(ledger: Ledger) -> None:
    chosen, everything = ChosenShots(ledger.database), PhotoFilter()
    ids = [s.id for s in Gallery(ledger.database).shots(everything, MAY_2019, 0, 99)]
    assert chosen.sum_of(everything, Stretch(MAY_2019, 0, 9)) == Sum(9, 1023, which_of(ids))
    (one, two) = (Stretch(MAY_2019, 0, 4), Stretch(MAY_2019, 4, 5))
    sums = [chosen.sum_of(everything, part) for part in (one, two)]
    assert [s.shots for s in sums] == [4, 5]
    assert sum(s.which for s in sums) == which_of(ids)
    assert sum(s.size_bytes or 0 for s in sums) == 1023
    which, files = chosen.files_of(everything, one)
    assert which == sums[0].which
    assert list(dict.fromkeys(file.shot_id for file in files)) == ids[:4]
    assert chosen.sum_of(everything, Stretch(MAY_2019 + 1, 0, 9)) == Sum(0, 0, 0)


def test_a_size_is_not_told_before_it_is_known(ledger: Ledger) -> None:
    ledger.database.execute("UPDATE shot SET size_bytes = NULL WHERE id = 1")
    chosen = ChosenShots(ledger.database)
    assert chosen.sum_of(PhotoFilter(), Stretch(MAY_2019, 0, 9)).size_bytes is None


def test_one_photo_in_place_of_another_is_noticed(ledger: Ledger) -> None:
    chosen, rows = ChosenShots(ledger.database), Stretch(MAY_2019, 0, 9)
    before = chosen.sum_of(PhotoFilter(), rows)
    ledger.photos.set_deleted([1], 1.0)
    ledger.photos.add(1, [SeenFile("other.mp4", 1, int(NOON) * 10**9, 0)], 0)
    _tend(ledger)
    after = chosen.sum_of(PhotoFilter(), rows)
    assert (after.shots, after.size_bytes) == (before.shots, before.size_bytes)
    assert after.which != before.which
    assert chosen.files_of(PhotoFilter(), rows)[0] == after.which


def test_a_camera_is_read_once_and_never_breaks_the_ledger(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    ledger.albums.add("A", str(tmp_path), recipient="r", sealed_identity=b"", at=0)
    ledger.photos.add(1, [SeenFile("a.jpg", 1, 0, 0)], 0)
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    _tend(ledger)

    class Looker:
        def facts(self, path: Path, kind: DecoderKind) -> Picture | Trouble:
            del path, kind
            told = {"camera": "Kamera \udcff" + "x" * 200}
            return Picture(facts=told, date=Told(1, DateFrom.EXIF))

    while Dates(Looker(), HandClock()).ask_some(ledger):
        pass
    _tend(ledger)
    assert found(ledger, PhotoFilter(words=("kamera",))) == {"a.jpg"}
    ((camera,),) = ledger.database.query("SELECT camera FROM shot_photo")
    assert camera.startswith("Kamera ?x")
    assert len(camera) == LONGEST_CAMERA
    ledger.close()
