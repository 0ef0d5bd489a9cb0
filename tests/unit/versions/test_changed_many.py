"""Many changed photos: when a person is asked, and until when earlier versions stay (4-3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.attention import subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.clock import iso
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import retire_objects
from picup_desktop.sync.scan.changed_many import (
    PUT_OFF_SECONDS,
    accept_changes,
    changed_photos,
    is_held_for_spoiled,
    keep_versions,
    note_changes,
    note_held_for_spoiled,
    removals_kept,
)
from picup_desktop.words import AlbumState, PhotoState
from tests.unit.ledger.filled import NOW, add_photos, filled, store

HOUR, DAY = 3600.0, 86_400.0
SETTINGS = Settings(vanished_photos=2, vanished_fraction=0.10)
BEGAN = NoteAbout.ALBUM_CHANGES_SINCE.of(1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as opened:
        yield opened


def _album(ledger: Ledger, count: int) -> list[int]:
    """Fill the album with stored photos."""
    photos = add_photos(ledger, [f"{number}.jpg" for number in range(count)])
    for photo in photos:
        store(ledger, photo, f"first {photo}", at=NOW - 9 * DAY)
    return photos


def _replace(ledger: Ledger, photos: list[int], *, at: float = NOW, name: str = "next") -> None:
    """Store newer versions; the replaced ones leave after the grace."""
    for photo in photos:
        _, replaced = store(ledger, photo, f"{name} {photo}", at=at)
        with ledger.transaction():
            retire_objects(ledger, SETTINGS, ledger.objects.with_ids(replaced), at=at)


def _wait(ledger: Ledger, photos: list[int]) -> None:
    with ledger.transaction():
        files = [(photo, SeenFile(f"{photo}.jpg", 6, 8, 1)) for photo in photos]
        ledger.photos.note_changed(files)


def _keep(ledger: Ledger, at: float = NOW) -> list[AttentionRecord]:
    with ledger.transaction():
        keep_versions(ledger, SETTINGS, at)
    return ledger.attention.all()


def _times(ledger: Ledger) -> set[float]:
    return {one.available_at for one in ledger.deletions.all()}


def test_4_3_many_changed_photos_are_a_question_and_few_are_not(ledger: Ledger) -> None:
    photos = _album(ledger, 3)
    _replace(ledger, photos[:2])
    assert _keep(ledger) == []
    _replace(ledger, photos[2:])
    (item,) = _keep(ledger)
    assert item.subject == subjects.album(1)
    assert item.since == NOW


def test_4_3_the_share_counts_over_the_whole_album(ledger: Ledger) -> None:
    photos = _album(ledger, 30)
    _replace(ledger, photos[:3])
    assert _keep(ledger) == [], "three of thirty are not more than a tenth"
    _replace(ledger, photos[3:4])
    assert len(_keep(ledger)) == 1


def test_4_3_photos_that_wait_with_new_content_count_too(ledger: Ledger) -> None:
    photos = _album(ledger, 3)
    _wait(ledger, photos[1:])
    assert _keep(ledger) == []
    assert not ledger.vaults.noted(BEGAN)
    _replace(ledger, photos[:1])
    assert len(_keep(ledger)) == 1


def test_4_3_the_item_is_opened_once_a_new_version_is_protected(ledger: Ledger) -> None:
    photos = _album(ledger, 3)
    _wait(ledger, photos)
    assert _keep(ledger) == []
    _replace(ledger, photos[:1], at=NOW + HOUR)
    (item,) = _keep(ledger, NOW + HOUR)
    assert item.details["changed"] == 1


@pytest.mark.parametrize(("age", "asked"), [(HOUR, True), (HOUR + 1, False)])
def test_4_3_only_changes_of_the_last_hour_count(
    ledger: Ledger, age: float, *, asked: bool
) -> None:
    _replace(ledger, _album(ledger, 3), at=NOW - age)
    assert bool(_keep(ledger)) is asked


def test_4_3_the_item_says_until_when_the_last_earlier_version_stays(ledger: Ledger) -> None:
    photos = _album(ledger, 3)
    _replace(ledger, photos[:2], at=NOW - 60.0)
    _replace(ledger, photos[2:], at=NOW - 30.0)
    (item,) = _keep(ledger)
    assert item.details["until"] == iso(NOW - 30.0 + SETTINGS.grace_days * DAY)


def test_4_3_the_item_shows_some_photos_before_and_after(ledger: Ledger) -> None:
    photos = _album(ledger, 8)
    _replace(ledger, photos[:1], at=NOW - 2 * DAY)
    _replace(ledger, photos[1:3], at=NOW - 60.0)
    _replace(ledger, photos[:1], at=NOW - 50.0, name="third")
    _replace(ledger, photos[:1], at=NOW - 40.0, name="fourth")
    _replace(ledger, photos[3:], at=NOW - 30.0)
    (item,) = _keep(ledger)
    assert item.details["changed_since"] == iso(NOW - 60.0)
    shown = [(one["path"], one["before"], one["after"]) for one in item.details["sample"]]
    assert shown == [
        ("1.jpg", 1, 2),
        ("2.jpg", 1, 2),
        ("0.jpg", 2, 4),
        ("3.jpg", 1, 2),
        ("4.jpg", 1, 2),
    ]
    assert [one["photo"] for one in item.details["sample"]] == [photos[n] for n in (1, 2, 0, 3, 4)]
    with ledger.transaction():
        ledger.photos.set_deleted(photos[1:2], NOW)
    (item,) = _keep(ledger)
    assert item.details["sample"][0]["path"] == "2.jpg"


def test_4_3_what_was_put_back_is_asked_about_no_more(ledger: Ledger) -> None:
    photos = _album(ledger, 4)
    _replace(ledger, photos, at=NOW - 60.0)
    _keep(ledger)
    asked = [one.photo for one in changed_photos(ledger, SETTINGS, 1, NOW)]
    assert asked == photos
    (_, before) = ledger.history.versions(photos[0])
    with ledger.transaction():
        assert ledger.withdrawals.withdraw(before.object)
        ledger.uploads.finish_linked(photos[0], before.object_id, NOW - 50.0)
    (item,) = _keep(ledger)
    asked = [one.photo for one in changed_photos(ledger, SETTINGS, 1, NOW)]
    assert asked == photos[1:]
    assert [one["photo"] for one in item.details["sample"]] == photos[1:]
    assert item.details["changed_since"] == iso(NOW - 60.0)
    with ledger.transaction():
        accept_changes(ledger, 1, NOW)
    assert changed_photos(ledger, SETTINGS, 1, NOW) == []


def test_4_3_earlier_versions_are_put_off_by_an_hour_while_it_is_asked(ledger: Ledger) -> None:
    assert PUT_OFF_SECONDS == HOUR
    _replace(ledger, _album(ledger, 3))
    due = NOW + SETTINGS.grace_days * DAY
    assert _times(ledger) == {due}
    _keep(ledger)
    assert _times(ledger) == {due}, "what is not due yet keeps its time"
    _keep(ledger, due)
    assert _times(ledger) == {due + HOUR}
    _keep(ledger, due + HOUR - 1)
    assert _times(ledger) == {due + HOUR}


def test_4_3_few_changes_put_nothing_off(ledger: Ledger) -> None:
    _replace(ledger, _album(ledger, 2))
    due = NOW + SETTINGS.grace_days * DAY
    _keep(ledger)
    _keep(ledger, due)
    assert _times(ledger) == {due}


def test_4_3_once_accepted_the_grace_runs_and_the_same_changes_ask_no_more(
    ledger: Ledger,
) -> None:
    _replace(ledger, _album(ledger, 3))
    assert len(_keep(ledger)) == 1
    with ledger.transaction():
        accept_changes(ledger, 1, NOW + 1)
    assert ledger.attention.all() == []
    assert _keep(ledger, NOW + 2) == []
    due = NOW + SETTINGS.grace_days * DAY
    _keep(ledger, due)
    assert _times(ledger) == {due}


def test_4_3_changes_after_the_answer_are_asked_about(ledger: Ledger) -> None:
    photos = _album(ledger, 6)
    _replace(ledger, photos[:3])
    _keep(ledger)
    with ledger.transaction():
        accept_changes(ledger, 1, NOW + 1)
    _replace(ledger, photos[3:5], at=NOW + 2)
    assert _keep(ledger, NOW + 3) == [], "the accepted ones count no more"
    _replace(ledger, photos[5:], at=NOW + 2)
    assert len(_keep(ledger, NOW + 3)) == 1


def test_4_5_an_answer_from_a_clock_that_was_ahead_hides_nothing(ledger: Ledger) -> None:
    with ledger.transaction():
        accept_changes(ledger, 1, NOW + 300 * DAY)
    _replace(ledger, _album(ledger, 3))
    assert len(_keep(ledger)) == 1


def test_an_answer_of_this_very_moment_counts(ledger: Ledger) -> None:
    _replace(ledger, _album(ledger, 3), at=NOW - 1)
    with ledger.transaction():
        accept_changes(ledger, 1, NOW)
    assert _keep(ledger) == []


def test_4_5_a_beginning_from_a_clock_that_was_ahead_is_not_believed(ledger: Ledger) -> None:
    _replace(ledger, _album(ledger, 3))
    with ledger.transaction():
        ledger.vaults.note(BEGAN, repr(NOW + 300 * DAY))
    assert len(_keep(ledger)) == 1


def test_4_3_a_beginning_stays_though_the_hour_is_over(ledger: Ledger) -> None:
    _replace(ledger, _album(ledger, 3))
    _keep(ledger)
    (item,) = _keep(ledger, NOW + 5 * HOUR)
    assert item.details["changed"] == 3
    assert item.since == NOW


def test_4_3_when_nothing_waits_and_nothing_was_replaced_the_question_ends(ledger: Ledger) -> None:
    photos = _album(ledger, 3)
    _wait(ledger, photos)
    _keep(ledger)
    assert ledger.vaults.noted(BEGAN)
    with ledger.transaction():
        for photo in photos:
            ledger.photos.set_state(photo, PhotoState.PROTECTED)
    assert _keep(ledger) == []
    assert not ledger.vaults.noted(BEGAN)


def test_4_3_an_old_question_ends_with_its_cause(ledger: Ledger) -> None:
    """As after the photos with the changes were deleted for good."""
    photos = _album(ledger, 3)
    _replace(ledger, photos)
    _keep(ledger)
    ledger.database.execute_many("DELETE FROM earlier_version", [()])
    assert _keep(ledger) == []


def test_4_3_a_question_stays_while_changes_wait_and_none_was_replaced(ledger: Ledger) -> None:
    photos = _album(ledger, 3)
    _wait(ledger, photos)
    _keep(ledger)
    with ledger.transaction():
        for photo in photos[1:]:
            ledger.photos.set_state(photo, PhotoState.PROTECTED)
    _keep(ledger)
    assert ledger.vaults.noted(BEGAN)


def test_a_removed_album_asks_nothing(ledger: Ledger) -> None:
    _replace(ledger, _album(ledger, 3))
    with ledger.transaction():
        ledger.albums.set_state(1, AlbumState.REMOVED)
        note_held_for_spoiled(ledger, 1, held=True)
    due = NOW + SETTINGS.grace_days * DAY
    assert _keep(ledger, due) == []
    assert _times(ledger) == {due}


def test_each_album_is_judged_alone(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.albums.set_state(1, AlbumState.REMOVED)
        ledger.albums.add("Other", "/other", recipient="", sealed_identity=b"", at=0.0)
    photos = add_photos(ledger, ["a.jpg", "b.jpg", "c.jpg"], album=2)
    for photo in photos:
        store(ledger, photo, f"first {photo}", at=NOW - 9 * DAY)
    _replace(ledger, photos)
    (item,) = _keep(ledger)
    assert item.subject == subjects.album(2)


def test_4_3_every_removal_of_an_album_with_spoiled_photos_is_put_off(ledger: Ledger) -> None:
    photos = _album(ledger, 1)
    record = ledger.objects.with_ids([1])
    with ledger.transaction():
        retire_objects(ledger, SETTINGS, record, at=NOW, photo_of={1: photos[0]})
        note_held_for_spoiled(ledger, 1, held=True)
    due = NOW + SETTINGS.grace_days * DAY
    assert _keep(ledger, due) == []
    assert _times(ledger) == {due + HOUR}
    with ledger.transaction():
        note_held_for_spoiled(ledger, 1, held=False)
    _keep(ledger, due + HOUR)
    assert _times(ledger) == {due + HOUR}


def test_the_hold_for_spoiled_photos_is_noted_for_each_album(ledger: Ledger) -> None:
    assert not is_held_for_spoiled(ledger, 1)
    with ledger.transaction():
        note_held_for_spoiled(ledger, 1, held=True)
    assert is_held_for_spoiled(ledger, 1)
    assert not is_held_for_spoiled(ledger, 2)


def test_4_3_a_beginning_is_noted_once(ledger: Ledger) -> None:
    _replace(ledger, _album(ledger, 3))
    with ledger.transaction():
        note_changes(ledger, SETTINGS, 1, NOW)
        began = ledger.vaults.noted(BEGAN)
        note_changes(ledger, SETTINGS, 1, NOW + 60)
    assert began == repr(NOW - HOUR)
    assert ledger.vaults.noted(BEGAN) == began


def test_4_3_replaced_and_waiting_ones_are_added(ledger: Ledger) -> None:
    photos = _album(ledger, 4)
    _replace(ledger, photos[:2])
    _wait(ledger, photos[2:])
    (item,) = _keep(ledger)
    assert item.details["changed"] == 2, "those with a newer version"


def test_4_3_what_was_replaced_long_before_is_not_counted(ledger: Ledger) -> None:
    photos = _album(ledger, 5)
    _replace(ledger, photos[:2], at=NOW - 2 * DAY)
    _replace(ledger, photos[2:])
    (item,) = _keep(ledger)
    assert item.details["changed"] == 3


def test_4_3_a_question_that_ended_puts_nothing_off(ledger: Ledger) -> None:
    photos = _album(ledger, 4)
    _replace(ledger, photos[:1], at=NOW - 2 * DAY)
    _wait(ledger, photos[1:])
    _keep(ledger)
    with ledger.transaction():
        for photo in photos:
            ledger.photos.set_state(photo, PhotoState.PROTECTED)
    due = NOW - 2 * DAY + SETTINGS.grace_days * DAY
    _keep(ledger, due)
    assert _times(ledger) == {due}


def _ids(ledger: Ledger) -> set[int]:
    return {one.id for one in ledger.deletions.all()}


def test_4_3_removals_that_wait_for_an_answer_are_told_by_album(ledger: Ledger) -> None:
    photos = _album(ledger, 4)
    record = ledger.objects.with_ids([4])
    _replace(ledger, photos[:2])
    with ledger.transaction():
        assert removals_kept(ledger, SETTINGS, NOW) == {}, "few changes wait for nobody"
    _replace(ledger, photos[2:3])
    of_versions = _ids(ledger)
    with ledger.transaction():
        retire_objects(ledger, SETTINGS, record, at=NOW + 5)
        keep_versions(ledger, SETTINGS, NOW)
        assert removals_kept(ledger, SETTINGS, NOW) == {"Album": of_versions}
        note_held_for_spoiled(ledger, 1, held=True)
        assert removals_kept(ledger, SETTINGS, NOW) == {"Album": _ids(ledger)}
        accept_changes(ledger, 1, NOW)
        assert removals_kept(ledger, SETTINGS, NOW) == {"Album": _ids(ledger)}
        note_held_for_spoiled(ledger, 1, held=False)
        assert removals_kept(ledger, SETTINGS, NOW) == {}
