"""Which files only got another time, by what is read of them (4-7)."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.rescan.same_contents import (
    FILES_THAT_PROVE,
    Holds,
    SameContents,
    holds,
    same_contents,
)
from picup_desktop.sync.scan.scan import AlbumChanges
from tests.unit.ledger.filled import add_photos, filled, store

MANY = 10
SIZE = 5_000
"""As the ledger and the scan say it; the files are shorter."""
STATES = ("here", "missing", "away")


class Touched:
    """Photos of 5 bytes whose files have another time than the ledger knows."""

    def __init__(self, ledger: Ledger, folder: Path, count: int, state: str = "here") -> None:
        self.ledger, self.root, self.paused = ledger, folder / "album", 0
        self.root.mkdir()
        self.paths = [f"{number:02}.jpg" for number in range(count)]
        photos = add_photos(ledger, self.paths)
        self.known: dict[str, KnownFile] = {}
        for photo, path in zip(photos, self.paths, strict=True):
            (self.root / path).write_bytes(self._content(path))
            store(ledger, photo, path, sha256=sha256(self._content(path)).hexdigest())
            missing, away = state == "missing", state == "away"
            self.known[path] = KnownFile(photo, SIZE, 7, 1, missing=missing, remote_only=away)

    def look(self, *, size: int = int(str(SIZE))) -> SameContents:
        changed = tuple(
            (known.photo_id, SeenFile(path, size, 8, 1)) for path, known in self.known.items()
        )
        return same_contents(
            self.ledger,
            self.root,
            self.known,
            AlbumChanges(changed=changed),
            many=MANY,
            pause=self._pause,
        )

    def edit(self, number: int) -> None:
        (self.root / self.paths[number]).write_bytes(b"oth%02d" % number)

    def _pause(self) -> None:
        self.paused += 1

    @staticmethod
    def _content(path: str) -> bytes:
        return path[:2].encode() + b"..."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("count", [1, MANY - 1, MANY])
def test_a_few_files_that_were_here_are_left_to_their_upload(
    ledger: Ledger, tmp_path: Path, count: int
) -> None:
    touched = Touched(ledger, tmp_path, count)
    assert touched.look() == SameContents()
    assert touched.paused == 0


@pytest.mark.parametrize("state", ["missing", "away"])
def test_a_file_that_was_not_here_is_read(ledger: Ledger, tmp_path: Path, state: str) -> None:
    touched = Touched(ledger, tmp_path, 9, state)
    for number in range(8):
        touched.edit(number)
    assert touched.look() == SameContents(proved=frozenset({"08.jpg"}))
    assert touched.paused == 9, "it may be stopped before each"


def test_all_files_that_were_not_here_are_read_however_many(ledger: Ledger, tmp_path: Path) -> None:
    touched = Touched(ledger, tmp_path, MANY + 2, "missing")
    assert touched.look().proved == set(touched.paths)
    assert touched.paused == MANY + 2


def test_of_very_many_eight_prove_the_others(ledger: Ledger, tmp_path: Path) -> None:
    assert FILES_THAT_PROVE == 8
    touched = Touched(ledger, tmp_path, MANY + 1)
    found = touched.look()
    assert found.proved == set(touched.paths[:8])
    assert found.likely == set(touched.paths[8:])
    assert touched.paused == 8


@pytest.mark.parametrize("edited", [0, 7])
def test_one_of_the_eight_that_differs_proves_nothing_of_the_others(
    ledger: Ledger, tmp_path: Path, edited: int
) -> None:
    touched = Touched(ledger, tmp_path, MANY + 1)
    touched.edit(edited)
    found = touched.look()
    assert found.proved == {path for path in touched.paths[:8] if path != touched.paths[edited]}
    assert found.likely == frozenset()


def test_a_file_beyond_the_eight_is_read_by_its_upload(ledger: Ledger, tmp_path: Path) -> None:
    touched = Touched(ledger, tmp_path, MANY + 1)
    touched.edit(8)
    assert touched.look().likely == set(touched.paths[8:])


@pytest.mark.parametrize("size", [SIZE - 1, SIZE + 1])
def test_files_of_another_size_are_not_read(ledger: Ledger, tmp_path: Path, size: int) -> None:
    touched = Touched(ledger, tmp_path, MANY + 1, "missing")
    assert touched.look(size=size) == SameContents()
    assert touched.paused == 0


def test_a_file_that_is_gone_or_a_link_proves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    touched = Touched(ledger, tmp_path, 3, "missing")
    (touched.root / "00.jpg").unlink()
    whole = (touched.root / "01.jpg").rename(tmp_path / "elsewhere.jpg")
    (touched.root / "01.jpg").symlink_to(whole)
    assert touched.look().proved == {"02.jpg"}


def test_a_photo_that_is_not_stored_proves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    touched = Touched(ledger, tmp_path, 1, "missing")
    for column in ("object_id = NULL", "object_id = 1"):
        ledger.database.execute_many(f"UPDATE photo SET {column}", [()])
        stored = column.endswith("1")
        assert touched.look().proved == ({"00.jpg"} if stored else set())
    ledger.database.execute_many("UPDATE object SET sha256 = ''", [()])
    assert touched.look().proved == set()
    assert holds(ledger, touched.root / "00.jpg", 1) is Holds.UNKNOWN
    assert holds(ledger, touched.root / "00.jpg", 99) is Holds.UNKNOWN, "nobody knows this photo"


def test_what_was_proved_is_no_change_any_more() -> None:
    one, other = (1, SeenFile("a", 1, 1, 1)), (2, SeenFile("b", 1, 1, 1))
    changes = AlbumChanges(new=(SeenFile("c", 1, 1, 1),), changed=(one, other), missing=(3,))
    same = SameContents(proved=frozenset({"a"}), likely=frozenset({"b"}))
    left = same.taken_from(changes)
    assert left == AlbumChanges(new=changes.new, changed=(other,), missing=(3,))
