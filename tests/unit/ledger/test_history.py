"""The states that a photo had, and all photos as of a moment (DISASTERS 4-1, 4-4)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.history import PastAndPresent
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.words import PhotoState, Role

ALBUM = 1


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    made.albums.add("Album", "/photos/Album", recipient="r", sealed_identity=b"", at=0)
    made.albums.add("Trips", "/photos/Trips", recipient="s", sealed_identity=b"", at=0)
    yield made
    made.close()


def store(ledger: Ledger, path: str, content: str, at: float, *, sealing: str = "") -> int:
    """The file has this content now, and is stored as it is; the photo's id."""
    seen = SeenFile(path, len(content), int(at), 1)
    photo = ledger.photos.at(ALBUM, path)
    if photo is None or photo.state is PhotoState.DELETED:
        ledger.photos.add(ALBUM, [seen], at)
    else:
        ledger.photos.note_changed([(photo.id, seen)])
    photo = ledger.photos.at(ALBUM, path)
    assert photo is not None
    sealed = StoredRecord(
        photo_id=photo.id,
        album_id=ALBUM,
        size_bytes=len(content),
        mtime_ns=int(at),
        object_name=f"objects/{content}{sealing}",
        sealed_bytes=100,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        stored_on=tuple(Role),
        attempts=1,
    )
    ledger.uploads.finish_stored([sealed], at)
    return photo.id


def objects(ledger: Ledger, moment: float) -> dict[str, str]:
    """What a restore as of that moment would bring, by path."""
    return {
        past.path: found.name.removeprefix("objects/")
        for past in ledger.history.as_of(moment)
        for found in [ledger.objects.get(past.object_id)]
        if found is not None
    }


def numbers(ledger: Ledger, photo_id: int) -> list[tuple[int, str, float, float | None]]:
    return [
        (one.number, one.object.removeprefix("objects/"), one.since, one.until)
        for one in ledger.history.versions(photo_id)
    ]


def test_an_edit_is_a_version_and_both_are_there_at_their_time(ledger: Ledger) -> None:
    photo = store(ledger, "a", "one", 10)
    store(ledger, "a", "two", 20)
    assert numbers(ledger, photo) == [(2, "two", 20, None), (1, "one", 10, 20)]
    assert [objects(ledger, at) for at in (9, 10, 19, 20, 99)] == [
        {},
        {"a": "one"},
        {"a": "one"},
        {"a": "two"},
        {"a": "two"},
    ]


def test_a_version_keeps_the_time_and_the_size_of_its_file(ledger: Ledger) -> None:
    store(ledger, "a", "one", 10)
    store(ledger, "a", "longer", 20)
    (past,) = ledger.history.as_of(15)
    assert (past.size_bytes, past.mtime_ns) == (3, 10)
    (past,) = ledger.history.as_of(25)
    assert (past.size_bytes, past.mtime_ns) == (6, 20)


def test_the_same_content_sealed_anew_is_no_new_version(ledger: Ledger) -> None:
    photo = store(ledger, "a", "one", 10)
    store(ledger, "a", "one", 20, sealing="-again")
    assert numbers(ledger, photo) == [(1, "one-again", 10, None)]
    assert objects(ledger, 12) == {"a": "one-again"}


def test_an_edit_that_is_taken_back_is_a_third_version_of_the_first_object(ledger: Ledger) -> None:
    photo = store(ledger, "a", "one", 10)
    store(ledger, "a", "two", 20)
    first = ledger.objects.named("objects/one")
    assert first is not None
    ledger.photos.note_changed([(photo, SeenFile("a", 3, 30, 1))])
    ledger.uploads.finish_linked(photo, first.id, 30)
    assert numbers(ledger, photo) == [(3, "one", 30, None), (2, "two", 20, 30), (1, "one", 10, 20)]
    assert [objects(ledger, at) for at in (15, 25, 35)] == [
        {"a": "one"},
        {"a": "two"},
        {"a": "one"},
    ]


def test_a_moved_photo_is_at_its_place_of_that_time_and_no_new_version(ledger: Ledger) -> None:
    photo = store(ledger, "a", "one", 10)
    ledger.photos.note_moved([(photo, 2, SeenFile("b", 3, 10, 1))], 20)
    assert numbers(ledger, photo) == [(1, "one", 10, None)]
    then = [(past.album_id, past.path) for at in (15, 20) for past in ledger.history.as_of(at)]
    assert then == [(ALBUM, "a"), (2, "b")]


def test_a_photo_noted_at_its_own_place_did_not_move(ledger: Ledger) -> None:
    photo = store(ledger, "a", "one", 10)
    ledger.photos.note_moved([(photo, ALBUM, SeenFile("a", 3, 10, 2))], 20)
    assert numbers(ledger, photo) == [(1, "one", 10, None)]
    assert objects(ledger, 12) == {"a": "one"}


def test_a_deleted_photo_was_there_before_and_after_it_is_restored(ledger: Ledger) -> None:
    photo = store(ledger, "a", "one", 10)
    ledger.photos.set_deleted([photo], 20)
    assert numbers(ledger, photo) == [(1, "one", 10, 20)]
    ledger.history.note_restored(photo, 30)
    ledger.photos.set_state(photo, PhotoState.PROTECTED)
    assert [objects(ledger, at) for at in (15, 20, 29, 30)] == [
        {"a": "one"},
        {},
        {},
        {"a": "one"},
    ]
    assert numbers(ledger, photo) == [(1, "one", 10, None)]


def test_a_file_that_came_back_as_a_new_photo_has_the_states_of_the_deleted_one(
    ledger: Ledger,
) -> None:
    deleted = store(ledger, "a", "one", 10)
    store(ledger, "a", "two", 20)
    ledger.photos.set_deleted([deleted], 30)
    second = ledger.objects.named("objects/two")
    assert second is not None
    ledger.photos.add(ALBUM, [SeenFile("a", 3, 20, 1)], 40)
    back = ledger.photos.at(ALBUM, "a")
    assert back is not None
    assert back.id != deleted
    ledger.uploads.finish_linked(back.id, second.id, 40)
    ledger.withdrawals.forget_undone()
    assert numbers(ledger, back.id) == [(2, "two", 20, None), (1, "one", 10, 20)]
    assert [objects(ledger, at) for at in (15, 25, 35, 45)] == [
        {"a": "one"},
        {"a": "two"},
        {},
        {"a": "two"},
    ]


def test_a_new_photo_at_the_place_of_a_deleted_one_is_another_photo(ledger: Ledger) -> None:
    deleted = store(ledger, "a", "one", 10)
    ledger.photos.set_deleted([deleted], 20)
    new = store(ledger, "a", "two", 30)
    assert new != deleted
    assert numbers(ledger, new) == [(1, "two", 30, None)]
    assert [objects(ledger, at) for at in (15, 25, 35)] == [{"a": "one"}, {}, {"a": "two"}]


def test_states_beyond_the_grace_are_forgotten_unless_their_objects_stay(ledger: Ledger) -> None:
    moved = store(ledger, "a", "one", 10)
    ledger.photos.note_moved([(moved, ALBUM, SeenFile("b", 3, 10, 1))], 20)
    replaced = store(ledger, "c", "two", 10)
    store(ledger, "c", "three", 20)
    ledger.history.prune(20)
    assert objects(ledger, 15) == {"a": "one", "c": "two"}
    ledger.history.prune(20.5)
    assert objects(ledger, 15) == {"c": "two"}
    assert len(numbers(ledger, replaced)) == 2
    assert numbers(ledger, moved) == [(1, "one", 20, None)]


def test_the_journal_is_told_of_each_state_that_ended(ledger: Ledger) -> None:
    photo = store(ledger, "a", "one", 10)
    store(ledger, "a", "two", 20)
    ledger.photos.note_moved([(photo, ALBUM, SeenFile("b", 3, 20, 1))], 30)
    told = [line.subject for line in ledger.journal.outbox() if line.kind == "photo-was"]
    ended = ledger.history.ended([one for one in told if one is not None])
    assert [(one.path, one.object, one.since, one.until) for one in ended] == [
        ("a", "objects/one", 10, 20),
        ("a", "objects/two", 20, 30),
    ]
    assert ledger.history.ended_after(20) == ended[1:]


def test_a_comparison_says_how_many_photos_of_a_moment_are_otherwise_now(ledger: Ledger) -> None:
    for path in ("same", "edited", "gone", "moved", "replaced"):
        store(ledger, path, path, 10)
    store(ledger, "edited", "an edit", 20)
    moved = ledger.photos.at(ALBUM, "moved")
    assert moved is not None
    ledger.photos.note_moved([(moved.id, 2, SeenFile("moved", 5, 10, 1))], 20)
    for path in ("gone", "replaced"):
        photo = ledger.photos.at(ALBUM, path)
        assert photo is not None
        ledger.photos.set_deleted([photo.id], 20)
    store(ledger, "replaced", "another", 30)
    store(ledger, "new", "new", 30)
    size = len("sameeditedgonemovedreplaced")
    assert ledger.history.compare(15, None) == PastAndPresent(5, size, 2, 1, 1)
    assert ledger.history.compare(15, ["Album"]) == PastAndPresent(5, size, 2, 1, 1)
    assert ledger.history.compare(15, ["Trips"]) == PastAndPresent(0, 0, 0, 0, 0)
    assert ledger.history.compare(9, None) == PastAndPresent(0, 0, 0, 0, 0)
    now = ledger.history.compare(40, None)
    assert (now.photos, now.changed, now.moved, now.deleted) == (5, 0, 0, 0)
