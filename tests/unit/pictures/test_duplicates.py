"""Identical files: counted by triggers whatever happens to photos, and read page by page."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.ledger.gallery.duplicates import Duplicates, DuplicateSums, Identical
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.schema.migrations import migrate, migrations

HASHES = ("aa", "bb", "")
COLUMNS = "sha256, photos, here, size_bytes, spare_bytes"
BEFORE_DUPLICATES = 17
"""The version of the schema before there was a table of duplicates."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    for name in ("Family", "Trips"):
        made.albums.add(name, f"/photos/{name}", recipient="r", sealed_identity=b"", at=0)
    yield made
    made.close()


def add_object(ledger: Ledger, number: int, sha256: str, size: int = 1000) -> None:
    ledger.database.execute(
        "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
        " VALUES (?, ?, 1, ?, ?, 1, 0)",
        (number, f"o{number}", sha256, size),
    )


def add_photo(ledger: Ledger, path: str, object_id: int | None, album: int = 1) -> int:
    ledger.photos.add(album, [SeenFile(path, 1000, 10**9, 0)], 0)
    ((photo_id,),) = ledger.database.query(
        "SELECT id FROM photo WHERE album_id = ? AND path = ? AND deleted_at IS NULL",
        (album, path.encode()),
    )
    ledger.database.execute("UPDATE photo SET object_id = ? WHERE id = ?", (object_id, photo_id))
    return int(photo_id)


def asked(ledger: Ledger) -> Duplicates:
    return Duplicates(ledger.database)


def paths(identical: Identical) -> list[str]:
    return [f"{place.album}/{place.path}" for place in identical.places]


def test_a_file_in_two_albums_is_shown_with_both_places(ledger: Ledger) -> None:
    add_object(ledger, 1, "aa")
    add_object(ledger, 2, "bb")
    one = add_photo(ledger, "a.jpg", 1)
    add_photo(ledger, "other.jpg", 2)
    assert asked(ledger).sums() == DuplicateSums()
    assert asked(ledger).beside(one, 5) is None

    add_photo(ledger, "2019/사진.jpg", 1, album=2)

    (found,) = asked(ledger).page(0, 10, 3)
    assert paths(found) == ["Family/a.jpg", "Trips/2019/사진.jpg"]
    assert (found.photos, found.here, found.bytes_here, found.more) == (2, 2, 2000, 0)
    assert asked(ledger).sums() == DuplicateSums(contents=1, photos=2, spare_bytes=1000)
    beside = asked(ledger).beside(one, 5)
    assert beside is not None
    assert paths(beside) == ["Trips/2019/사진.jpg"]
    assert beside.more == 0


def test_the_same_content_in_two_objects_is_one_content(ledger: Ledger) -> None:
    for number in (1, 2):
        add_object(ledger, number, "aa")
        add_photo(ledger, f"{number}.jpg", number)
    (found,) = asked(ledger).page(0, 10, 3)
    assert paths(found) == ["Family/1.jpg", "Family/2.jpg"]


def test_what_takes_the_most_room_here_comes_first(ledger: Ledger) -> None:
    for number, (copies, size, away) in enumerate([(2, 100, 0), (3, 90, 0), (2, 5000, 1)], 1):
        add_object(ledger, number, f"{number}{number}", size)
        ids = [add_photo(ledger, f"{number}-{copy}.jpg", number) for copy in range(copies)]
        for photo_id in ids[:away]:
            ledger.database.execute("UPDATE photo SET remote_only = 1 WHERE id = ?", (photo_id,))

    found = asked(ledger).page(0, 10, 2)

    assert [one.sha256 for one in found] == ["22", "11", "33"]
    assert [one.here for one in found] == [3, 2, 1]
    assert found[0].more == 1
    assert asked(ledger).sums() == DuplicateSums(contents=3, photos=7, spare_bytes=100 + 180)
    assert [one.sha256 for one in asked(ledger).page(1, 1, 2)] == ["11"]
    assert len(asked(ledger).places("22", 1, 5)) == 2


def test_identical_sidecars_are_not_shown_but_counted_where_room_is_explained(
    ledger: Ledger,
) -> None:
    for number, (sha256, ending) in enumerate([("aa", "xmp"), ("bb", "jpg")], 1):
        add_object(ledger, number, sha256)
        for copy in range(2):
            photo_id = add_photo(ledger, f"{number}-{copy}.{ending}", number)
            kind = "sidecar" if ending == "xmp" else "image"
            ledger.database.execute("UPDATE photo SET kind = ? WHERE id = ?", (kind, photo_id))
    assert [one.sha256 for one in asked(ledger).page(0, 10, 3, sidecars=False)] == ["bb"]
    assert asked(ledger).sums(sidecars=False).contents == 1
    assert asked(ledger).sums().contents == 2
    # A picture that somebody named as a sidecar of another is still one of its places.
    add_photo(ledger, "picture.jpg", 1)
    assert asked(ledger).sums(sidecars=False).contents == 2


def test_an_unknown_content_is_nobodys_duplicate(ledger: Ledger) -> None:
    for number in (1, 2):
        add_object(ledger, number, "")
        add_photo(ledger, f"{number}.jpg", number)
    assert asked(ledger).sums().contents == 0
    for number in (1, 2):
        ledger.objects.note_content(number, "aa")
    assert asked(ledger).sums() == DuplicateSums(contents=1, photos=2, spare_bytes=1000)


def test_a_deleted_photo_is_no_place_and_comes_back_as_one(ledger: Ledger) -> None:
    add_object(ledger, 1, "aa")
    one, _two = (add_photo(ledger, f"{number}.jpg", 1) for number in range(2))
    ledger.database.execute("UPDATE photo SET deleted_at = 5 WHERE id = ?", (one,))
    assert asked(ledger).page(0, 10, 3) == []
    ledger.database.execute("UPDATE photo SET deleted_at = NULL WHERE id = ?", (one,))
    assert asked(ledger).sums().photos == 2
    ledger.database.execute("DELETE FROM photo WHERE id = ?", (one,))
    assert asked(ledger).sums().photos == 0


Change = tuple[int, str, int]
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from(["object", "deleted", "away", "gone"]), st.integers(0, 4)
    ),
    max_size=30,
)
HASH_CHANGES = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(HASHES)), max_size=4)


@given(CHANGES, HASH_CHANGES)
def test_the_counts_are_those_of_the_photos_after_any_changes(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[Change],
    hashes: list[tuple[int, str]],
) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        for script in migrations():
            database.executescript(script)
        database.execute(
            "INSERT INTO album (name, path, state, recipient, sealed_identity, added_at,"
            " skipped_files) VALUES ('a', x'61', 'watched', '', x'', 0, 0)"
        )
        for number in range(1, 5):
            database.execute(
                "INSERT INTO object VALUES (?, ?, 1, ?, 10, 1, 0)",
                (number, f"o{number}", HASHES[number % 3]),
            )
        for photo, what, value in changes:
            _change(database, photo, what, value)
        for number, sha256 in hashes:
            database.execute("UPDATE object SET sha256 = ? WHERE id = ?", (sha256, number))
        kept = database.execute(f"SELECT {COLUMNS} FROM duplicate ORDER BY sha256").fetchall()
        counted = database.execute(
            "SELECT o.sha256, COUNT(*), SUM(p.missing_since IS NULL AND NOT p.remote_only), 10,"
            " 10 * (SUM(p.missing_since IS NULL AND NOT p.remote_only) - 1)"
            " FROM photo p JOIN object o ON o.id = p.object_id"
            " WHERE p.deleted_at IS NULL AND o.sha256 <> ''"
            " GROUP BY o.sha256 HAVING COUNT(*) > 1 ORDER BY o.sha256"
        ).fetchall()
        assert kept == counted


def _change(database: sqlite3.Connection, photo: int, what: str, value: int) -> None:
    """Change a photo, which is made where it is not there."""
    there = database.execute("SELECT 1 FROM photo WHERE id = ?", (photo + 1,)).fetchone()
    if what == "gone":
        database.execute("DELETE FROM photo WHERE id = ?", (photo + 1,))
        return
    if there is None:
        database.execute(
            "INSERT INTO photo (id, album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
            " attempts, due_at, seen_at, remote_only)"
            " VALUES (?, 1, ?, 10, 0, 0, 'protected', ?, 0, 0, 0, 0)",
            (photo + 1, b"%d" % photo, value or None),
        )
        return
    column = {"object": "object_id", "deleted": "deleted_at", "away": "remote_only"}[what]
    given = value % 2 if what == "away" else value or None
    database.execute(f"UPDATE photo SET {column} = ? WHERE id = ?", (given, photo + 1))


def test_a_ledger_of_before_gets_its_duplicates_counted(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    migrate(path, migrations()[:BEFORE_DUPLICATES], 0.0)
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "INSERT INTO album (name, path, state, recipient, sealed_identity, added_at,"
            " skipped_files) VALUES ('a', x'61', 'watched', '', x'', 0, 0)"
        )
        database.execute("INSERT INTO object VALUES (1, 'o', 1, 'aa', 10, 1, 0)")
        for number in range(3):
            database.execute(
                "INSERT INTO photo (album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
                " attempts, due_at, seen_at, remote_only)"
                " VALUES (1, ?, 10, 0, 0, 'protected', 1, 0, 0, 0, ?)",
                (b"%d" % number, number == 2),
            )
        database.commit()
    migrate(path, migrations(), 0.0)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute(f"SELECT {COLUMNS} FROM duplicate").fetchall() == [
            ("aa", 3, 2, 10, 10)
        ]
