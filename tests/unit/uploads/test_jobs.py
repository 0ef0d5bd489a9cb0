"""Which photos a pass begins: counted at once, made page by page."""

from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import MOST_OF_ONE_SIZE
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.sync.upload import jobs
from picup_desktop.sync.upload.jobs import KEYLESS, due_uploads
from picup_desktop.words import PhotoState
from tests.unit.ledger.filled import NOW, HandClock, add_photos, filled, store

AWAY = Message("storage-is-away")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setattr(jobs, "PHOTOS_IN_A_PAGE", 2)
    with filled(tmp_path) as opened:
        yield opened


def _keyless(ledger: Ledger) -> int:
    """Add an album whose key is not known; return its id."""
    with ledger.transaction():
        ledger.albums.add("Locked", "/locked", recipient="", sealed_identity=b"", at=NOW)
    (album,) = [album for album in ledger.albums.all() if album.name == "Locked"]
    return album.id


def test_all_that_is_due_comes_once_newest_first(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.photos.add(1, [SeenFile(f"{n}.jpg", 5, n, n) for n in range(5)], NOW)
    due = due_uploads(ledger, HandClock(), inf, None, frozenset())
    assert (due.photos, due.size_bytes) == (5, 25)
    made = list(due.jobs)
    assert [job.photo.path for job in made] == ["4.jpg", "3.jpg", "2.jpg", "1.jpg", "0.jpg"]
    assert [job.request.header.mtime_ns for job in made] == [4, 3, 2, 1, 0]


def test_photos_that_are_resumed_are_not_counted_twice(ledger: Ledger) -> None:
    first, *others = add_photos(ledger, ["a.jpg", "b.jpg", "c.jpg"])
    due = due_uploads(ledger, HandClock(), inf, None, frozenset({first}))
    assert (due.photos, due.size_bytes) == (2, 10)
    assert {job.photo.id for job in due.jobs} == set(others)


def test_what_ended_before_its_page_is_not_begun(ledger: Ledger) -> None:
    add_photos(ledger, [f"{n}.jpg" for n in range(4)])
    due = due_uploads(ledger, HandClock(), NOW, None, frozenset())
    begun = [next(due.jobs).photo.id, next(due.jobs).photo.id]
    with ledger.transaction():
        later = list(ledger.photos.due_ids(NOW, None, begun))
        ledger.photos.note_reason(later[0], PhotoState.WAITING, AWAY, NOW + 60)
    assert [job.photo.id for job in due.jobs] == later[1:]


def test_photos_without_a_key_get_their_reason_and_are_not_counted(ledger: Ledger) -> None:
    (good,) = add_photos(ledger, ["a.jpg"])
    locked = add_photos(ledger, ["b.jpg", "c.jpg", "d.jpg"], album=_keyless(ledger))
    due = due_uploads(ledger, HandClock(), inf, None, frozenset())
    assert (due.photos, due.size_bytes) == (1, 5)
    assert [job.photo.id for job in due.jobs] == [good]
    reasons = [ledger.photos.get(photo_id) for photo_id in locked]
    assert [photo is not None and photo.reason for photo in reasons] == [KEYLESS] * 3


def test_what_waits_for_the_same_reason_is_left_out(ledger: Ledger) -> None:
    first, second = add_photos(ledger, ["a.jpg", "b.jpg"])
    with ledger.transaction():
        ledger.photos.note_reason(first, PhotoState.WAITING, AWAY, NOW)
    due = due_uploads(ledger, HandClock(), inf, AWAY, frozenset())
    assert (due.photos, [job.photo.id for job in due.jobs]) == (1, [second])


def test_sizes_that_no_disk_has_are_summed(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.photos.add(1, [SeenFile(f"{n}.jpg", 2**63 - 1, n, n) for n in range(3)], NOW)
    assert due_uploads(ledger, HandClock(), inf, None, frozenset()).size_bytes > 2**64


def test_contents_of_a_size_are_known_to_a_job_unless_very_many_have_that_size(
    ledger: Ledger,
) -> None:
    for number, photo in enumerate(add_photos(ledger, [f"{n}.jpg" for n in range(64)])):
        store(ledger, photo, str(number))
    add_photos(ledger, ["new.jpg"])
    (job,) = due_uploads(ledger, HandClock(), inf, None, frozenset()).jobs
    assert len(job.request.stored_contents) == MOST_OF_ONE_SIZE == 64

    (one_more,) = add_photos(ledger, ["64.jpg"])
    store(ledger, one_more, "64")
    (job,) = due_uploads(ledger, HandClock(), inf, None, frozenset()).jobs
    assert job.request.stored_contents == frozenset()
    with ledger.transaction():
        ledger.photos.add(1, [SeenFile("other.jpg", 6, 7, 1)], NOW)
    other = ledger.photos.at(1, "other.jpg")
    assert other is not None
    store(ledger, other.id, "of another size")
    assert set(ledger.objects.contents_by_size([5, 6])) == {6}
