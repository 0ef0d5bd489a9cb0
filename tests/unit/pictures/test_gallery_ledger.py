"""What counts as one in the gallery, and the gallery's questions, on a ledger without an engine."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.gallery.shots import kind_of, tend_shots
from picup_desktop.gallery.wall_clock import wall_clock
from picup_desktop.ledger.gallery import gallery as gallery_module
from picup_desktop.ledger.gallery import gallery as gallery_queries
from picup_desktop.ledger.gallery.gallery import (
    ALL_MONTHS,
    MOST_FOUND,
    Gallery,
    Month,
    PhotoFilter,
    ShownShot,
    month_of,
)
from picup_desktop.ledger.gallery.shots import Looked
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.schema.database import prepare
from picup_desktop.ledger.schema.migrations import migrate, migrations
from picup_desktop.names import searchable
from picup_desktop.words import DateFrom, PhotoState

MAY_2019 = 2019 * 12 + 4
DAY = 24 * 60 * 60


def at(text: str) -> int:
    """Seconds of the wall clock."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def file(path: str, taken: str = "2019-05-04 12:00", size_bytes: int = 1) -> SeenFile:
    local = datetime.fromisoformat(taken).timestamp()
    return SeenFile(path, size_bytes, int(local) * 10**9, 0)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    for name in ("Family", "Trips"):
        made.albums.add(name, f"/photos/{name}", recipient="r", sealed_identity=b"", at=0)
    yield made
    made.close()


def tend(ledger: Ledger) -> None:
    while tend_shots(ledger):
        pass


def add(ledger: Ledger, *files: SeenFile, album: int = 1) -> None:
    ledger.photos.add(album, files, 0)
    tend(ledger)


def look(ledger: Ledger, **told: str | int) -> None:
    """The files say a content identifier, or when they were taken."""
    for photo in ledger.shots.unlooked(1000):
        said = told.get(Path(photo.path).suffix[1:])
        taken_at = said if isinstance(said, int) else None
        content_id = said if isinstance(said, str) else ""
        told_by = None if taken_at is None else DateFrom.EXIF
        ledger.shots.note_looked(
            [Looked(photo.photo_id, photo.mtime_ns, taken_at, told_by, content_id)]
        )
    tend(ledger)


def shown(ledger: Ledger, wanted: PhotoFilter | None = None) -> list[ShownShot]:
    gallery, wish = Gallery(ledger.database), wanted or PhotoFilter()
    found = []
    for month in gallery.months(wish):
        rows = gallery.shots(wish, month.month, 0, 1000)
        assert len(rows) == month.shots
        found += rows
    return found


def paths(ledger: Ledger, wanted: PhotoFilter | None = None) -> list[str]:
    return [shot.lead.path for shot in shown(ledger, wanted)]


def test_months_are_counted_and_rows_come_newest_first(ledger: Ledger) -> None:
    add(
        ledger,
        file("a.jpg", "2019-05-04 12:00"),
        file("b.jpg", "2019-05-31 23:59"),
        file("c.jpg", "2019-06-01 00:00"),
        file("d.jpg", "2018-12-24 18:00"),
    )

    assert Gallery(ledger.database).months(PhotoFilter()) == [
        Month(MAY_2019 + 1, 1),
        Month(MAY_2019, 2),
        Month(MAY_2019 - 5, 1),
    ]
    assert paths(ledger) == ["c.jpg", "b.jpg", "a.jpg", "d.jpg"]
    (second,) = Gallery(ledger.database).shots(PhotoFilter(), MAY_2019, 1, 1)
    assert second.lead.path == "a.jpg"
    assert second.taken_at == at("2019-05-04 12:00")


def test_live_pictures_raws_and_sidecars_count_as_one(ledger: Ledger) -> None:
    add(
        ledger,
        file("IMG_1.MOV"),
        file("IMG_1.HEIC"),
        file("DSC_2.NEF"),
        file("DSC_2.JPG"),
        file("DSC_2.JPG.xmp"),
        file("alone.xmp"),
        file("clip.mp4"),
    )
    add(ledger, file("IMG_1.jpg"), album=2)
    # Until the files were asked, nothing is one by its name alone (but a sidecar's is in full).
    assert len(shown(ledger)) == 6
    moment = at("2019-05-04 12:00")
    look(ledger, HEIC="one", MOV="one", NEF=moment, JPG=moment + 2)

    shots = {shot.lead.path: shot for shot in shown(ledger)}
    assert set(shots) == {"IMG_1.HEIC", "DSC_2.JPG", "clip.mp4", "IMG_1.jpg"}
    assert {p.path for p in shots["IMG_1.HEIC"].photos} == {"IMG_1.HEIC", "IMG_1.MOV"}
    assert {p.kind for p in shots["DSC_2.JPG"].photos} == {"photo", "raw", "sidecar"}


def test_a_shot_is_as_safe_as_its_least_safe_photo(ledger: Ledger) -> None:
    add(ledger, file("IMG_1.HEIC"), file("IMG_1.MOV"))
    look(ledger, HEIC="one", MOV="one")
    ledger.photos.set_state(1, PhotoState.PROTECTED)
    tend(ledger)

    (shot,) = shown(ledger)
    assert shot.state is PhotoState.WAITING
    assert paths(ledger, PhotoFilter(states=frozenset({PhotoState.PROTECTED}))) == []
    # What a row shows is true at once, even before the upkeep came by.
    ledger.photos.set_state(2, PhotoState.HALF_PROTECTED)
    (shot,) = Gallery(ledger.database).shots(PhotoFilter(), MAY_2019, 0, 1)
    assert shot.state is PhotoState.HALF_PROTECTED


def test_what_is_moved_edited_deleted_or_gone_leaves_no_trace(ledger: Ledger) -> None:
    add(ledger, file("a.jpg"), file("b.jpg"), file("c.jpg"), file("c.mov"))
    for photo in ledger.shots.unlooked(9):
        same = photo.path.startswith("c.")
        ledger.shots.note_looked(
            [Looked(photo.photo_id, photo.mtime_ns, content_id="one" if same else "")]
        )
    tend(ledger)
    assert [photo.path for shot in shown(ledger) for photo in shot.photos[1:]] == ["c.mov"]
    ledger.photos.note_moved([(1, 2, file("2020/a.jpg"))], 1.0)
    ledger.photos.note_changed([(2, file("b.jpg", "2021-01-01 09:00", 5))])
    ledger.photos.set_deleted([3], 1.0)
    tend(ledger)

    assert paths(ledger) == ["b.jpg", "c.mov", "2020/a.jpg"]
    assert paths(ledger, PhotoFilter(album_id=2)) == ["2020/a.jpg"]
    ledger.photos.set_state(3, PhotoState.WAITING)
    ledger.photos.forget_unstored(2)
    tend(ledger)
    # Of one that comes back nobody knows yet whether the film is its own.
    assert paths(ledger) == ["b.jpg", "c.mov", "c.jpg"]
    with closing(sqlite3.connect(ledger.database.path)) as raw:
        assert raw.execute("SELECT COUNT(*) FROM shot_outbox").fetchone() == (0,)
        assert raw.execute("SELECT SUM(shots), MIN(shots) FROM shot_month").fetchone() == (3, 0)


def test_what_the_file_says_counts_more_than_its_time_until_it_is_another_file(
    ledger: Ledger,
) -> None:
    add(ledger, file("a.jpg", "2022-03-03 10:00"))
    (unlooked,) = ledger.shots.unlooked(10)
    assert (unlooked.photo_id, unlooked.album_path, unlooked.path) == (1, "/photos/Family", "a.jpg")

    ledger.shots.note_looked([Looked(1, unlooked.mtime_ns, at("2019-05-04 08:00"), DateFrom.EXIF)])
    tend(ledger)
    assert [shot.taken_at for shot in shown(ledger)] == [at("2019-05-04 08:00")]
    assert ledger.shots.unlooked(10) == []

    ledger.photos.note_changed([(1, file("a.jpg", "2023-01-01 10:00", 9))])
    tend(ledger)
    assert [shot.taken_at for shot in shown(ledger)] == [at("2023-01-01 10:00")]
    assert len(ledger.shots.unlooked(10)) == 1


def test_searching_by_name_folder_album_and_date(ledger: Ledger) -> None:
    add(ledger, file("Lake/가족사진.jpg"), file("Cafe\u0301.jpg", "2019-06-01 10:00"))
    add(ledger, file("DSC_0042.JPG", "2020-02-29 23:59:59"), album=2)

    assert paths(ledger, PhotoFilter(words=("lake",))) == ["Lake/가족사진.jpg"]
    assert paths(ledger, PhotoFilter(words=("가족",))) == ["Lake/가족사진.jpg"]
    assert paths(ledger, PhotoFilter(words=(searchable("CAFÉ"),))) == ["Cafe\u0301.jpg"]
    assert paths(ledger, PhotoFilter(words=("dsc", "trips"))) == ["DSC_0042.JPG"]
    assert paths(ledger, PhotoFilter(words=("dsc", "family"))) == []
    day = PhotoFilter(since=at("2020-02-29"), before=at("2020-03-01"))
    assert paths(ledger, day) == ["DSC_0042.JPG"]
    assert paths(ledger, PhotoFilter(since=at("2020-03-01"))) == []
    assert paths(ledger, PhotoFilter(words=("%",))) == []


LETTERS = st.text('ab_".é가사 ', min_size=1, max_size=6)


@given(names=st.lists(LETTERS, unique=True, max_size=8), word=LETTERS, gone=st.integers(0, 7))
@pytest.mark.parametrize("most", [0, MOST_FOUND])
def test_a_word_finds_what_has_it_and_nothing_else(
    names: list[str], word: str, gone: int, most: int
) -> None:
    """By the index as well as without it; after one is deleted and the others are renamed, too."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.object(gallery_queries, "MOST_FOUND", most),
    ):
        ledger = open_ledger(Path(folder) / "ledger.sqlite")
        ledger.albums.add("Family", "/photos", recipient="r", sealed_identity=b"", at=0)
        words = searchable(word)
        add(ledger, *(file(f"{number}/{name}.jpg") for number, name in enumerate(names)))
        for turn in range(2):
            there = set(paths(ledger))
            found = {path for path in there if words in searchable(path) or words in "family"}
            assert set(paths(ledger, PhotoFilter(words=(words,)))) == found
            if turn == 0 and gone < len(names):
                ledger.photos.set_deleted([gone + 1], 1.0)
                ledger.database.execute_many(
                    "UPDATE photo SET path = CAST('x' || path AS BLOB) WHERE id > ?", [(gone + 1,)]
                )
                tend(ledger)
        ledger.close()


def test_a_search_part_by_part_finds_the_same(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, *(file(f"{n}.jpg", f"20{10 + n // 3}-0{1 + n % 3}-04 12:00") for n in range(20)))
    gallery = Gallery(ledger.database)
    assert gallery.spans() == [ALL_MONTHS]
    monkeypatch.setattr(gallery_module, "SHOTS_PER_QUESTION", 3)
    spans = gallery.spans()
    assert len(spans) == 7
    for words in (("jpg",), ("1",)):
        wanted = PhotoFilter(words=words)
        parts = [month for span in spans for month in gallery.months(wanted, span)]
        assert parts == gallery.months(wanted)


def test_what_was_shown_before_there_was_an_index_is_found_by_it(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    migrate(path, migrations()[:2], 0.0)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO shot VALUES (24000, 0, 7, 1, 1, 'protected', 'lake/a.jpg')")
    prepare(path)
    ledger = open_ledger(path)
    gallery = Gallery(ledger.database)
    assert gallery.months(PhotoFilter(words=("lake/a",))) == [Month(24000, 1)]
    assert gallery.months(PhotoFilter(words=("lake/b",))) == []
    ledger.close()


def test_any_legal_name_and_any_time_is_shown(ledger: Ledger) -> None:
    broken = b"caf\xe9.jpg".decode("utf-8", "surrogateescape")
    add(ledger, file(broken), SeenFile("far.jpg", 1, 10**18 * 9, 0))

    assert set(paths(ledger)) == {broken, "far.jpg"}
    assert month_of(wall_clock(10**15)) == 9999 * 12 + 11
    assert month_of(wall_clock(-(10**15))) == 12


def test_a_ledger_of_version_1_is_shown_too(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    migrate(path, migrations()[:1], 0.0)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO album VALUES (1, 'Old', '/old', 'watched', 'r', '', 0, NULL, 0)")
        raw.execute(
            "INSERT INTO photo (album_id, path, size_bytes, mtime_ns, inode, state, attempts,"
            " due_at, seen_at, remote_only) VALUES (1, CAST('a.jpg' AS BLOB), 1, 0, 0,"
            " 'protected', 0, 0, 0, 0)"
        )
    prepare(path)
    ledger = open_ledger(path)
    tend(ledger)
    assert paths(ledger) == ["a.jpg"]
    ledger.close()


def test_a_ledger_that_joined_by_names_regroups_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    migrate(path, migrations()[:3], 0.0)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO album VALUES (1, 'Old', CAST('/old' AS BLOB), 'watched', 'r', '', 0,"
            " NULL, 0)"
        )
        for number, name in enumerate(("1.jpg", "1.mp4", "2.jpg"), 1):
            raw.execute(
                "INSERT INTO photo (album_id, path, size_bytes, mtime_ns, inode, state, attempts,"
                " due_at, seen_at, remote_only) VALUES (1, CAST(? AS BLOB), 1, 0, 0,"
                " 'protected', 0, 0, 0, 0)",
                (name,),
            )
            kind = "video" if name == "1.mp4" else "photo"
            raw.execute(
                "INSERT INTO shot_photo VALUES (?, 1, ?, ?, ?, 0)",
                (number, int(name[0]), kind, at("2008-05-30")),
            )
        raw.execute("DELETE FROM shot_outbox")
        raw.execute("INSERT INTO shot VALUES (24000, 0, 1, 1, 1, 'protected', '1.jpg')")
        raw.execute("INSERT INTO shot VALUES (24000, 0, 3, 1, 2, 'protected', '2.jpg')")
    prepare(path)
    ledger = open_ledger(path)
    tend(ledger)
    assert [len(shot.photos) for shot in shown(ledger)] == [1, 2]
    # All are asked once more, and keep their dates until then.
    assert [photo.path for photo in ledger.shots.unlooked(9)] == ["2.jpg", "1.mp4", "1.jpg"]
    assert {shot.taken_at for shot in shown(ledger)} == {at("2008-05-30")}
    look(ledger, jpg=at("2008-05-30"), mp4=at("2023-05-30"))
    assert sorted(paths(ledger)) == ["1.jpg", "1.mp4", "2.jpg"]
    assert ledger.shots.unlooked(9) == []
    ledger.close()


def test_the_kind_is_the_one_that_the_scan_found(ledger: Ledger) -> None:
    add(
        ledger,
        replace(file("clip"), kind="video"),
        replace(file("film.jpg"), kind="video"),
        replace(file("letter.docx"), kind="other"),
        file("old.mp4"),
    )
    kinds = {"clip": "video", "film.jpg": "video", "old.mp4": "video"}
    assert {shot.lead.path: shot.lead.kind for shot in shown(ledger)} == kinds
    assert {p.path for p in ledger.shots.unlooked(9)} == set(kinds)
    known = ledger.photos.known(1)
    ledger.photos.note_changed([(known["clip"].photo_id, file("clip", "2020-01-01"))])
    ledger.photos.note_changed(
        [(known["film.jpg"].photo_id, replace(file("film.jpg", "2020-01-01"), kind="photo"))]
    )
    tend(ledger)
    kinds["film.jpg"] = "photo"
    assert {shot.lead.path: shot.lead.kind for shot in shown(ledger)} == kinds


def test_a_film_known_by_its_content_is_a_film(ledger: Ledger) -> None:
    add(ledger, file("GOPR0001.LRV"), file("GOPR0001.MP4"), file("GOPR0001.THM"), file("clip"))
    for photo in ledger.shots.unlooked(9):
        kind = "video" if photo.path in {"clip", "GOPR0001.LRV"} else None
        ledger.shots.note_looked([Looked(photo.photo_id, photo.mtime_ns, kind=kind)])
    tend(ledger)

    shots = {shot.lead.path: [photo.path for photo in shot.photos[1:]] for shot in shown(ledger)}
    assert shots == {"GOPR0001.MP4": ["GOPR0001.LRV", "GOPR0001.THM"], "clip": []}
    # It stays one when it is told again without a look, until it is another file.
    ledger.photos.set_state(4, PhotoState.PROTECTED)
    tend(ledger)
    assert {shot.lead.kind for shot in shown(ledger)} == {"video"}
    assert ledger.shots.kind(4) == "video"
    ledger.photos.note_changed([(4, file("clip", "2020-01-01 10:00", 5))])
    tend(ledger)
    assert ledger.shots.kind(4) == "photo"


def test_kinds_are_told_by_names() -> None:
    assert kind_of("no ending").value == "photo"
    assert kind_of("x.Xmp").value == "sidecar"
