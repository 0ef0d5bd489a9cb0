"""Free up space: what may leave this computer is decided by plain facts."""

from dataclasses import replace

import pytest

from picup_desktop.ledger.photos.freeing import CopyFacts, FreeCandidate
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.space.plan import (
    VERIFIED_DAYS,
    FreeRules,
    Kept,
    is_read_lately,
    plan_of,
    why_kept,
)
from picup_desktop.words import AlbumState, CopyState, PhotoState

NOW = 1_800_000_000.0
LATELY = CopyFacts(CopyState.STORED, NOW - DAY_SECONDS)
LONG_AGO = CopyFacts(CopyState.STORED, NOW - (VERIFIED_DAYS + 1) * DAY_SECONDS)
FREE = FreeCandidate(
    photo_id=1,
    album_id=1,
    album="Family",
    album_path="/pictures/family",
    album_state=AlbumState.WATCHED,
    path="one.jpg",
    size_bytes=5_000,
    mtime_ns=int((NOW - 100 * DAY_SECONDS) * 10**9),
    state=PhotoState.PROTECTED,
    here=True,
    object_id=1,
    object_name="objects/ab/cd",
    sealed_bytes=6_000,
    sha256="ef",
    main=LATELY,
    backup=LATELY,
)
RULES = FreeRules(NOW)


def test_what_rests_whole_on_both_and_was_read_back_lately_may_go() -> None:
    assert why_kept(FREE, RULES) is None


@pytest.mark.parametrize(
    ("photo", "why"),
    [
        (replace(FREE, here=False), Kept.NOT_HERE),
        (replace(FREE, album_state=AlbumState.HELD), Kept.ALBUM),
        (replace(FREE, album_state=AlbumState.PAUSED), Kept.ALBUM),
        (replace(FREE, album_state=AlbumState.REMOVED), Kept.ALBUM),
        *((replace(FREE, state=s), Kept.NOT_PROTECTED) for s in PhotoState if s != "protected"),
        *(
            (replace(FREE, **{role: CopyFacts(state, NOW)}), Kept.NOT_PROTECTED)  # type: ignore[arg-type]
            for role in ("main", "backup")
            for state in (CopyState.NONE, CopyState.MISSING, CopyState.DAMAGED)
        ),
        # An object of which only the head was ever read.
        (replace(FREE, sha256=""), Kept.NOT_PROTECTED),
        (replace(FREE, main=LONG_AGO), Kept.NOT_VERIFIED),
        (replace(FREE, backup=LONG_AGO), Kept.NOT_VERIFIED),
        (replace(FREE, backup=CopyFacts(CopyState.STORED, None)), Kept.NOT_VERIFIED),
        # A clock that was wrong once proves nothing.
        (replace(FREE, main=CopyFacts(CopyState.STORED, NOW + 60)), Kept.NOT_VERIFIED),
    ],
)
def test_everything_else_stays_and_says_why(photo: FreeCandidate, why: Kept) -> None:
    assert why_kept(photo, RULES) is why


def test_the_age_that_a_person_asked_for_is_that_of_the_file() -> None:
    older = FreeRules(NOW, older_than_seconds=100 * DAY_SECONDS)
    assert why_kept(FREE, older) is None
    assert why_kept(replace(FREE, mtime_ns=FREE.mtime_ns + 10**9), older) is Kept.NEWER


def test_a_plan_names_what_goes_what_is_read_back_first_and_counts_the_rest() -> None:
    unread = replace(FREE, photo_id=2, main=LONG_AGO)
    half = replace(FREE, photo_id=3, state=PhotoState.HALF_PROTECTED)
    away = replace(FREE, photo_id=4, here=False)

    plan = plan_of([FREE, unread, half, away, away], RULES)

    assert plan.may_go == (FREE.photo_id,)
    assert plan.to_verify == (unread.photo_id,)
    assert plan.wanted == (FREE.photo_id, unread.photo_id)
    assert (plan.size_bytes, plan.to_verify_bytes) == (10_000, 5_000)
    assert {why: count for why, count in plan.kept.items() if count} == {
        Kept.NOT_PROTECTED: 1,
        Kept.NOT_HERE: 2,
    }


def test_a_part_of_a_second_counts() -> None:
    older = FreeRules(NOW, older_than_seconds=100 * DAY_SECONDS)
    half = replace(FREE, mtime_ns=FREE.mtime_ns + 10**9 // 2)
    assert why_kept(half, older) is Kept.NEWER


@pytest.mark.parametrize(
    ("days", "lately"),
    [(-0.01, False), (-0.000_005, False), (0, True), (29.9, True), (30, True), (30.01, False)],
)
def test_a_copy_counts_as_read_for_thirty_days(days: float, *, lately: bool) -> None:
    assert is_read_lately(CopyFacts(CopyState.STORED, NOW - days * 86_400), RULES) is lately
    soon = FreeRules(100 * 86_400.0)
    read_at = (100 - days) * 86_400
    assert is_read_lately(CopyFacts(CopyState.STORED, read_at), soon) is lately


def test_without_an_age_asked_for_a_file_of_this_moment_may_go_and_a_future_one_not() -> None:
    assert why_kept(replace(FREE, mtime_ns=int(NOW) * 10**9), RULES) is None
    assert why_kept(replace(FREE, mtime_ns=int(NOW) * 10**9 + 10**9 // 2), RULES) is Kept.NEWER
