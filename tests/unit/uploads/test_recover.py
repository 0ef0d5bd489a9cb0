"""What a start after a crash resumes, and what it undoes (1-6)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.photos.uploads import SealedRecord
from picup_desktop.settings import Settings
from picup_desktop.sync.upload.recover import recover
from picup_desktop.sync.upload.spool import Spool
from picup_desktop.vault.objects import SealedPhoto, object_name
from picup_desktop.words import Role
from tests.unit.ledger.filled import NOW, HandClock, add_photos, filled

SEALED = b"sealed"
NAME = object_name(hashlib.sha256(SEALED).hexdigest())


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as opened:
        yield opened


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    folder = tmp_path / "spool"
    folder.mkdir()
    return Spool(folder, limit_bytes=10**9, reserve_bytes=0)


def _sealed(ledger: Ledger, spool: Spool, path: str = "a.jpg") -> int:
    """Bring a photo to the moment when its object was about to be sent."""
    (photo,) = add_photos(ledger, [path])
    with ledger.transaction():
        ledger.uploads.begin([(photo, 5, 7)], NOW)
        ledger.uploads.note_sealed([SealedRecord(photo, NAME, len(SEALED), "f" * 64)])
    spool.path(NAME).write_bytes(SEALED)
    return photo


def _undone(ledger: Ledger) -> list[tuple[Role, tuple[str, ...], tuple[int, ...]]]:
    return [(one.role, one.objects, one.photo_ids) for one in ledger.deletions.all()]


def _assert_undone(ledger: Ledger, spool: Spool, photo: int) -> None:
    assert recover(ledger, spool, HandClock(), Settings()) == []
    assert _undone(ledger) == [(role, (NAME,), (photo,)) for role in Role], "on both storages"
    assert {one.available_at for one in ledger.deletions.all()} == {NOW}, "without a grace"
    assert ledger.uploads.unfinished() == []
    assert not spool.path(NAME).exists()


def test_1_6_a_whole_sealed_file_of_an_unchanged_photo_is_sent_on(
    ledger: Ledger, spool: Spool
) -> None:
    photo = _sealed(ledger, spool)
    (job,) = recover(ledger, spool, HandClock(), Settings())
    assert (job.photo.id, job.resumed) == (photo, True)
    assert job.sealed == SealedPhoto(NAME, len(SEALED), "f" * 64)
    assert _undone(ledger) == []
    assert [one.photo_id for one in ledger.uploads.unfinished()] == [photo]
    assert spool.path(NAME).read_bytes() == SEALED


def test_1_6_a_photo_that_was_not_sealed_yet_starts_anew_and_undoes_nothing(
    ledger: Ledger, spool: Spool
) -> None:
    (photo,) = add_photos(ledger, ["a.jpg"])
    with ledger.transaction():
        ledger.uploads.begin([(photo, 5, 7)], NOW)
    part = spool.folder / f"{photo}.part"
    part.write_bytes(b"half")
    assert recover(ledger, spool, HandClock(), Settings()) == []
    assert (_undone(ledger), ledger.uploads.unfinished()) == ([], [])
    assert not part.exists()


@pytest.mark.parametrize("column", ["object_name", "sealed_bytes", "sha256"])
def test_1_6_an_object_that_is_recorded_in_part_was_never_sent(
    ledger: Ledger, spool: Spool, column: str
) -> None:
    _sealed(ledger, spool)
    ledger.database.execute_many(f"UPDATE attempt SET {column} = NULL", [()])
    assert recover(ledger, spool, HandClock(), Settings()) == []
    assert (_undone(ledger), ledger.uploads.unfinished()) == ([], [])


OTHERS = [b"other bytes %d" % number for number in range(8)]


def test_the_other_bytes_have_names_before_and_after() -> None:
    names = [object_name(hashlib.sha256(data).hexdigest()) for data in OTHERS]
    assert min(names) < NAME < max(names)


@pytest.mark.parametrize("bytes_now", [SEALED[:-1], SEALED + b"x", b"", *OTHERS])
def test_1_6_a_sealed_file_with_other_bytes_is_undone(
    ledger: Ledger, spool: Spool, bytes_now: bytes
) -> None:
    photo = _sealed(ledger, spool)
    spool.path(NAME).write_bytes(bytes_now)
    _assert_undone(ledger, spool, photo)


def test_1_6_a_sealed_file_that_is_gone_is_undone(ledger: Ledger, spool: Spool) -> None:
    photo = _sealed(ledger, spool)
    spool.path(NAME).unlink()
    _assert_undone(ledger, spool, photo)


@pytest.mark.parametrize(("renewed_at", "is_undone"), [(NOW + 1, True), (NOW, False)])
def test_6_5_what_was_sealed_before_the_keys_were_renewed_is_undone(
    ledger: Ledger, spool: Spool, renewed_at: float, is_undone: bool
) -> None:
    photo = _sealed(ledger, spool)
    ledger.vaults.note(Note.KEYS_RENEWED, str(renewed_at))
    if is_undone:
        _assert_undone(ledger, spool, photo)
    else:
        assert len(recover(ledger, spool, HandClock(), Settings())) == 1


@pytest.mark.parametrize(
    "now",
    [SeenFile("a.jpg", size, mtime_ns, 1) for size, mtime_ns in ((6, 7), (4, 7), (5, 8), (5, 6))],
)
def test_1_6_what_changed_since_it_was_sealed_is_undone(
    ledger: Ledger, spool: Spool, now: SeenFile
) -> None:
    photo = _sealed(ledger, spool)
    with ledger.transaction():
        ledger.photos.note_changed([(photo, now)])
    _assert_undone(ledger, spool, photo)


def test_1_6_what_was_deleted_since_is_undone(ledger: Ledger, spool: Spool) -> None:
    photo = _sealed(ledger, spool)
    with ledger.transaction():
        ledger.photos.set_deleted([photo], NOW)
    _assert_undone(ledger, spool, photo)


def test_1_6_what_is_missing_since_is_undone(ledger: Ledger, spool: Spool) -> None:
    photo = _sealed(ledger, spool)
    with ledger.transaction():
        ledger.photos.note_missing([photo], NOW)
    _assert_undone(ledger, spool, photo)


def test_1_6_a_photo_whose_album_has_no_key_is_undone(ledger: Ledger, spool: Spool) -> None:
    with ledger.transaction():
        ledger.albums.add("Other", "/other", recipient="", sealed_identity=b"", at=0.0)
    (photo,) = add_photos(ledger, ["b.jpg"], album=2)
    with ledger.transaction():
        ledger.uploads.begin([(photo, 5, 7)], NOW)
        ledger.uploads.note_sealed([SealedRecord(photo, NAME, len(SEALED), "f" * 64)])
    spool.path(NAME).write_bytes(SEALED)
    _assert_undone(ledger, spool, photo)


def test_1_6_each_attempt_is_judged_alone(ledger: Ledger, spool: Spool) -> None:
    (unsealed,) = add_photos(ledger, ["first.jpg"])
    (later,) = add_photos(ledger, ["later.jpg"])
    with ledger.transaction():
        ledger.uploads.begin([(unsealed, 5, 7)], NOW - 1)
        ledger.uploads.begin([(later, 5, 7)], NOW + 1)
    photo = _sealed(ledger, spool)
    (job,) = recover(ledger, spool, HandClock(), Settings())
    assert job.photo.id == photo
    assert [one.photo_id for one in ledger.uploads.unfinished()] == [photo]


def test_1_6_nothing_unfinished_leaves_an_empty_spool(ledger: Ledger, spool: Spool) -> None:
    (spool.folder / "left").write_bytes(b"of an upload that was recorded")
    assert recover(ledger, spool, HandClock(), Settings()) == []
    assert list(spool.folder.iterdir()) == []
