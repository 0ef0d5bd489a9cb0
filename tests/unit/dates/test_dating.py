"""Which date of a photo counts, and that it follows every change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from picup_desktop.gallery.dating import date_of
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.gallery.wall_clock import wall_clock
from picup_desktop.ledger.gallery.gallery import Gallery, PhotoFilter, ShownShot
from picup_desktop.ledger.gallery.shots import Dated, Looked, ShotMember
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.words import DateFrom, PhotoState

FILE_TIME = int(datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp())
PHOTO = ShotMember(1, 1, 1, "photo", "2019/IMG.jpg", FILE_TIME * 10**9, PhotoState.WAITING, None)
FILM = replace(PHOTO, kind="video", path="2019/IMG.mp4")
EARLY, LATE, DAY = 10**9, 10**9 + 500, 24 * 3600


def _beside(path: str, told_by: DateFrom, at: int | None = LATE) -> ShotMember:
    return replace(PHOTO, photo_id=2, kind="sidecar", path=path, taken_at=at, told_by=told_by)


EDIT = _beside("2019/IMG.xmp", DateFrom.XMP)
TAKEOUT = _beside("2019/IMG.jpg.json", DateFrom.SIDECAR)
BY_EDIT = Dated(LATE, DateFrom.SIDECAR)


@pytest.mark.parametrize(
    ("photo", "beside", "dated"),
    [
        (PHOTO, [], Dated(wall_clock(FILE_TIME), DateFrom.FILE)),
        (replace(PHOTO, path="IMG-20190101-WA0001.jpg"), [], Dated(1546300800, DateFrom.NAME)),
        # The folder's name is not the file's.
        (replace(PHOTO, path="2019-01-01/a.jpg"), [], Dated(wall_clock(FILE_TIME), DateFrom.FILE)),
        (replace(PHOTO, taken_at=EARLY, told_by=DateFrom.IPTC), [], Dated(EARLY, DateFrom.IPTC)),
        # Read by an earlier version, which kept no source.
        (replace(PHOTO, taken_at=EARLY), [], Dated(EARLY, DateFrom.EXIF)),
        (replace(FILM, taken_at=EARLY), [], Dated(EARLY, DateFrom.CONTAINER)),
        # A program's XMP corrects the photo, Takeout's JSON does not.
        (replace(PHOTO, taken_at=EARLY, told_by=DateFrom.EXIF), [EDIT], BY_EDIT),
        (
            replace(PHOTO, taken_at=EARLY, told_by=DateFrom.EXIF),
            [TAKEOUT],
            Dated(EARLY, DateFrom.EXIF),
        ),
        (
            replace(PHOTO, taken_at=EARLY, told_by=DateFrom.XMP),
            [TAKEOUT],
            Dated(EARLY, DateFrom.XMP),
        ),
        (PHOTO, [TAKEOUT], BY_EDIT),
        (PHOTO, [replace(TAKEOUT, taken_at=EARLY), EDIT], BY_EDIT),
        (replace(FILM, taken_at=EARLY), [_beside("2019/IMG.mp4.json", DateFrom.SIDECAR)], BY_EDIT),
        # It is about the other file of the shot.
        (replace(FILM, taken_at=EARLY), [TAKEOUT], Dated(EARLY, DateFrom.CONTAINER)),
        (
            PHOTO,
            [_beside("2019/IMG.CR2.xmp", DateFrom.XMP)],
            Dated(wall_clock(FILE_TIME), DateFrom.FILE),
        ),
        # What names the file in full is the closest.
        (
            PHOTO,
            [replace(EDIT, taken_at=EARLY), _beside("2019/IMG.jpg.xmp", DateFrom.XMP)],
            BY_EDIT,
        ),
        (
            PHOTO,
            [_beside("2019/IMG.xmp", DateFrom.XMP, None)],
            Dated(wall_clock(FILE_TIME), DateFrom.FILE),
        ),
        # It repeats the photo's own date, or the day of it.
        (replace(PHOTO, taken_at=LATE, told_by=DateFrom.EXIF), [EDIT], Dated(LATE, DateFrom.EXIF)),
        (
            replace(PHOTO, taken_at=LATE, told_by=DateFrom.EXIF),
            [replace(EDIT, taken_at=LATE - LATE % DAY)],
            Dated(LATE, DateFrom.EXIF),
        ),
        (
            replace(PHOTO, taken_at=LATE, told_by=DateFrom.EXIF),
            [replace(EDIT, taken_at=LATE - LATE % DAY + DAY)],
            Dated(LATE - LATE % DAY + DAY, DateFrom.SIDECAR),
        ),
        (
            replace(PHOTO, taken_at=LATE, told_by=DateFrom.EXIF),
            [replace(EDIT, taken_at=LATE - LATE % DAY + 60)],
            Dated(LATE - LATE % DAY + 60, DateFrom.SIDECAR),
        ),
        # A sidecar has its own date, and none of another sidecar.
        (EDIT, [PHOTO, TAKEOUT], BY_EDIT),
        (replace(EDIT, taken_at=None), [TAKEOUT], Dated(wall_clock(FILE_TIME), DateFrom.FILE)),
    ],
)
def test_the_most_trusted_date_counts(
    photo: ShotMember, beside: list[ShotMember], dated: Dated
) -> None:
    assert date_of(photo, [photo, *beside]) == dated


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    made.albums.add("Family", "/photos/Family", recipient="r", sealed_identity=b"", at=0)
    yield made
    made.close()


def _add(ledger: Ledger, *names: str) -> None:
    ledger.photos.add(1, [SeenFile(name, 1, FILE_TIME * 10**9, 0) for name in names], 0)
    _tend(ledger)


def _tend(ledger: Ledger) -> None:
    while tend_shots(ledger):
        pass


def _look(ledger: Ledger, told: dict[str, tuple[int, DateFrom]]) -> set[str]:
    """Answer what is asked; return which files were."""
    asked = ledger.shots.unlooked(99)
    ledger.shots.note_looked(
        [Looked(one.photo_id, one.mtime_ns, *told.get(one.path, (None, None))) for one in asked]
    )
    _tend(ledger)
    return {one.path for one in asked}


def _shots(ledger: Ledger) -> list[ShownShot]:
    gallery = Gallery(ledger.database)
    months = gallery.months(PhotoFilter())
    return [shot for one in months for shot in gallery.shots(PhotoFilter(), one.month, 0, 99)]


def test_the_gallery_and_the_list_have_the_date_that_counts(ledger: Ledger) -> None:
    _add(ledger, "a.jpg", "IMG-20190101-WA0001.jpg", "c.jpg")
    assert {member.date_from for member in ledger.listing.memberships([1, 2, 3]).values()} == {None}
    assert _look(ledger, {"c.jpg": (EARLY, DateFrom.EXIF)}) == {
        *("a.jpg", "IMG-20190101-WA0001.jpg", "c.jpg")
    }
    assert [(shot.lead.path, shot.taken_at, shot.date_from) for shot in _shots(ledger)] == [
        ("a.jpg", wall_clock(FILE_TIME), DateFrom.FILE),
        ("IMG-20190101-WA0001.jpg", 1546300800, DateFrom.NAME),
        ("c.jpg", EARLY, DateFrom.EXIF),
    ]
    listed = ledger.listing.memberships([1, 2, 3])
    assert [(listed[n].taken_at, listed[n].date_from) for n in (1, 2, 3)] == [
        (wall_clock(FILE_TIME), DateFrom.FILE),
        (1546300800, DateFrom.NAME),
        (EARLY, DateFrom.EXIF),
    ]


def test_the_date_follows_its_sidecar(ledger: Ledger) -> None:
    _add(ledger, "a.CR2", "a.xmp", "a.CR2.pp3")
    told = {"a.CR2": (EARLY, DateFrom.EXIF), "a.xmp": (LATE, DateFrom.XMP)}
    assert _look(ledger, told) == {"a.CR2", "a.xmp"}
    assert [(s.taken_at, s.date_from) for s in _shots(ledger)] == [(LATE, DateFrom.SIDECAR)]
    # It is written anew by another program, and asked again.
    ledger.photos.note_changed([(2, SeenFile("a.xmp", 2, FILE_TIME * 10**9 + 1, 0))])
    _tend(ledger)
    assert _look(ledger, {"a.xmp": (LATE + 9, DateFrom.XMP)}) == {"a.xmp"}
    assert [shot.taken_at for shot in _shots(ledger)] == [LATE + 9]
    # It is gone: the photo's own date counts again.
    ledger.photos.set_deleted([2], 1.0)
    _tend(ledger)
    assert [(s.taken_at, s.date_from) for s in _shots(ledger)] == [(EARLY, DateFrom.EXIF)]


def test_a_sidecar_of_two_photos_dates_neither(ledger: Ledger) -> None:
    _add(ledger, "a.jpg", "a.png", "a.xmp")
    _look(ledger, {"a.xmp": (LATE, DateFrom.XMP)})
    assert {shot.date_from for shot in _shots(ledger)} == {DateFrom.FILE}


LONG = "a long name that Google Takeout cuts somewhere {n}"
"""48 characters with a digit; Takeout leaves 46."""


@pytest.mark.parametrize("json_first", [True, False])
def test_takeouts_json_of_a_cut_name_dates_its_photo(ledger: Ledger, json_first: bool) -> None:
    photo, other = LONG.format(n=1) + ".jpg", LONG.format(n=1) + "(1).jpg"
    beside, beside_other = photo[:46] + ".json", photo[:46] + "(1).json"
    told = {beside: (LATE, DateFrom.SIDECAR), beside_other: (EARLY, DateFrom.SIDECAR)}
    names = [(beside, beside_other), (photo, other)]
    for some in names if json_first else reversed(names):
        files = [SeenFile(name, 1, FILE_TIME * 10**9, 0, kind=_kind(name)) for name in some]
        ledger.photos.add(1, files, 0)
        _tend(ledger)
    assert _look(ledger, told) == {photo, other, beside, beside_other}
    dates = {shot.lead.path: (shot.taken_at, shot.date_from) for shot in _shots(ledger)}
    assert dates == {photo: (LATE, DateFrom.SIDECAR), other: (EARLY, DateFrom.SIDECAR)}


def _kind(name: str) -> str:
    """As the scan finds it by the content."""
    kind = MediaKind.SIDECAR if name.endswith(".json") else MediaKind.PHOTO
    return str(kind.value)


def test_takeouts_json_that_may_be_of_two_photos_dates_neither(ledger: Ledger) -> None:
    photos = [LONG.format(n=n) + ".jpg" for n in (1, 2)]
    assert photos[0][:46] == photos[1][:46]
    beside = photos[0][:46] + ".json"
    files = [SeenFile(n, 1, FILE_TIME * 10**9, 0, kind=_kind(n)) for n in (*photos, beside)]
    ledger.photos.add(1, files, 0)
    _tend(ledger)
    _look(ledger, {beside: (LATE, DateFrom.SIDECAR)})
    assert {shot.date_from for shot in _shots(ledger)} == {DateFrom.FILE}


def test_what_the_name_says_proves_no_pair(ledger: Ledger) -> None:
    _add(ledger, "IMG_20190101_101112.jpg", "IMG_20190101_101112.mp4")
    _look(ledger, {})
    assert [shot.date_from for shot in _shots(ledger)] == [DateFrom.NAME] * 2


def test_a_look_that_changes_nothing_moves_no_shot(ledger: Ledger) -> None:
    _add(ledger, "a.jpg")
    _look(ledger, {"a.jpg": (EARLY, DateFrom.EXIF)})
    for told, noted in (
        ((EARLY, DateFrom.EXIF), []),
        ((EARLY, DateFrom.XMP), [1]),
        ((LATE, DateFrom.EXIF), [1]),
        ((None, None), [1]),
    ):
        ledger.shots.note_looked([Looked(1, FILE_TIME * 10**9, *told)])
        assert ledger.shots.noted(9) == noted
        ledger.shots.note_looked([Looked(1, FILE_TIME * 10**9, EARLY, DateFrom.EXIF)])
        _tend(ledger)
