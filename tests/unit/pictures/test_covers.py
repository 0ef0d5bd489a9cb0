"""Which pictures stand for an album, and what a folder holds before it is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.gallery.estimate import Estimate, estimate
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.ledger.gallery.covers import Covers, spread
from picup_desktop.ledger.gallery.gallery import Month
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile


@pytest.mark.parametrize(
    ("counts", "places"),
    [
        ([], []),
        ([1], [(9, 0)]),
        ([2, 1], [(9, 0), (9, 1), (8, 0)]),
        ([4], [(9, 0), (9, 1), (9, 2), (9, 3)]),
        ([1, 6, 1], [(9, 0), (8, 1), (8, 3), (8, 5)]),
        ([100], [(9, 0), (9, 25), (9, 50), (9, 75)]),
    ],
)
def test_the_pictures_are_spread_over_the_album_newest_first(
    counts: list[int], places: list[tuple[int, int]]
) -> None:
    months = [Month(9 - at, count) for at, count in enumerate(counts)]
    assert spread(months, 4) == places


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    for name in ("Family", "Trips"):
        made.albums.add(name, f"/photos/{name}", recipient="r", sealed_identity=b"", at=0)
    yield made
    made.close()


def add(ledger: Ledger, *paths: str, album: int = 1, since: int = 0) -> None:
    files = [
        SeenFile(path, 1, (since + at) * 40 * 86_400 * 10**9, 0) for at, path in enumerate(paths)
    ]
    ledger.photos.add(album, files, 0)
    while tend_shots(ledger):
        pass


def cover_paths(ledger: Ledger, keep: tuple[int, ...] = (), album: int = 1) -> list[str]:
    cover = Covers(ledger.database).cover(album, keep)
    return [] if cover is None else [shot.lead.path for shot in cover.shots]


def test_an_album_has_four_pictures_or_the_newest(ledger: Ledger) -> None:
    assert Covers(ledger.database).cover(1) is None
    add(ledger, "a.jpg", "b.jpg", "c.jpg")
    assert cover_paths(ledger) == ["c.jpg"]
    add(ledger, "d.jpg", since=3)
    add(ledger, "z.jpg", album=2, since=9)
    assert cover_paths(ledger) == ["d.jpg", "c.jpg", "b.jpg", "a.jpg"]
    cover = Covers(ledger.database).cover(1)
    assert cover is not None
    assert (cover.first, cover.last) == (1970 * 12, 1970 * 12 + 4)


def test_a_cover_stays_while_its_pictures_are_there(ledger: Ledger) -> None:
    add(ledger, *(f"{number}.jpg" for number in range(8)))
    before = Covers(ledger.database).cover(1)
    assert before is not None
    kept = tuple(shot.id for shot in before.shots)
    add(ledger, "newest.jpg", since=20)
    names = [shot.lead.path for shot in before.shots]
    assert cover_paths(ledger, kept) == names
    assert cover_paths(ledger)[0] == "newest.jpg"
    assert cover_paths(ledger, kept, album=2) == []
    ledger.database.execute("UPDATE photo SET deleted_at = 1 WHERE id = ?", (kept[2],))
    while tend_shots(ledger):
        pass
    assert cover_paths(ledger, kept)[0] == "newest.jpg"


def test_what_has_no_picture_is_no_cover(ledger: Ledger) -> None:
    add(ledger, "a.jpg", "lost.xmp", since=5)
    assert cover_paths(ledger) == ["a.jpg"]


def test_a_folder_is_counted_as_an_album_would_keep_it(tmp_path: Path) -> None:
    for name, size in [
        ("a.jpg", 100),
        ("b.HEIC", 10),
        ("c.mov", 1),
        ("c.xmp", 1),
        ("notes.txt", 5),
        (".hidden.jpg", 7),
        ("half.jpg.part", 7),
        ("Thumbs.db", 7),
        ("2019/여름/d.dng", 1000),
        (".cache/e.jpg", 7),
        ("@eaDir/f.jpg", 7),
    ]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    (tmp_path / "folder").symlink_to(tmp_path / "2019")
    told: list[Estimate] = []

    def tell(so_far: Estimate) -> bool:
        told.append(so_far)
        return True

    found = estimate(tmp_path, tell)

    assert (found.photos, found.size_bytes, found.done) == (5, 1112, True)
    assert found.unreadable == 0
    assert told[-1].photos == found.photos
    assert not told[-1].done


def test_counting_ends_when_nobody_waits_for_it(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "a.jpg").write_bytes(b"x")
    assert not estimate(tmp_path, lambda _so_far: False).done
    assert estimate(tmp_path / "none", lambda _so_far: True) == Estimate(unreadable=1, done=True)
