"""The rolling read of the originals: what is due, and what is handed to the next scan (4-8)."""

import os
import time
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.engine.shares.originals import OriginalShare
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.originals import OriginalToRead
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.verify.originals import (
    OriginalsReader,
    OriginalsReport,
    due_originals,
    last_run,
)
from picup_desktop.sync.verify.plan import ROTATION_DAYS
from tests.picup import wait_until
from tests.small import Small, small_vault

NOW = 1_700_000_000.0


def original(number: int, age_days: float | None, size_bytes: int = 10) -> OriginalToRead:
    read_at = None if age_days is None else NOW - age_days * DAY_SECONDS
    return OriginalToRead(number, size_bytes, read_at)


def due(originals: list[OriginalToRead], days_since_run: float | None) -> list[int]:
    last_run_at = None if days_since_run is None else NOW - days_since_run * DAY_SECONDS
    return [one.photo_id for one in due_originals(originals, now=NOW, last_run_at=last_run_at)]


def test_a_share_is_a_ninetieth_of_the_bytes_for_each_day() -> None:
    originals = [original(n, 50.0 - n / 100) for n in range(ROTATION_DAYS)]
    assert due(originals, None) == [0]
    assert due(originals, 0.2) == [0]
    assert due(originals, 3.0) == [0, 1, 2]
    assert len(due(originals, 500.0)) == ROTATION_DAYS


def test_bytes_count_and_not_files() -> None:
    originals = [original(0, 50.0, 1), original(1, 49.0, 8999), original(2, 48.0, 0)]
    assert due(originals, 1.0) == [0, 1]


@pytest.mark.parametrize(("age_days", "count"), [(0.99, 0), (1.0, 2), (89.9, 2), (90.0, 4)])
def test_what_was_read_lately_is_not_due_and_what_is_overdue_always_is(
    age_days: float, count: int
) -> None:
    assert len(due([original(n, age_days) for n in range(4)], 45.0)) == count


def test_what_was_never_read_is_due_within_the_share() -> None:
    assert due([original(n, None) for n in range(ROTATION_DAYS)], 2.0) == [0, 1]


def test_what_is_overdue_does_not_wait_behind_what_was_never_read() -> None:
    unread = [original(n, None) for n in range(ROTATION_DAYS)]
    assert due([*unread, original(200, 91.0), original(201, 89.0)], 1.0) == [0, 1, 200]


def test_ages_are_counted_from_1970_on_too() -> None:
    early = OriginalToRead(1, 10, DAY_SECONDS)
    assert due_originals([early], now=2.0 * DAY_SECONDS, last_run_at=None) == [early]


def test_without_a_photo_nothing_is_due() -> None:
    assert due([], None) == []


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "vault", ["0.jpg", "1.jpg", "2.jpg"])
    made.sync()
    made.sync()
    return made


def seen_days_ago(small: Small, days: float) -> None:
    """Set back when every file was uploaded and read."""
    with small.ledger() as ledger, ledger.transaction():
        then = time.time() - days * DAY_SECONDS
        ledger.database.execute_many("UPDATE object SET made_at = ?", [(then,)])
        ledger.database.execute_many("UPDATE photo SET file_read_at = NULL", [()])


def changed_unseen(small: Small, name: str) -> bytes:
    """Change a file so that its size, time and change time say nothing; return its bytes."""
    file = small.folder / "Album" / name
    before, content = file.stat(), file.read_bytes()
    other = content[:-100] + bytes(reversed(content[-100:]))
    with file.open("r+b") as opened:
        opened.write(other)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with small.ledger() as ledger, ledger.transaction():
        ledger.database.execute_many(
            "UPDATE photo SET ctime_ns = ? WHERE path = ?",
            [(file.stat().st_ctime_ns, os.fsencode(name))],
        )
    return other


def versions(small: Small, name: str) -> int:
    with small.ledger() as ledger:
        photo = ledger.photos.at(1, name)
        assert photo is not None
        return 1 + len(ledger.versions.of_photo(photo.id))


def read(ledger: Ledger) -> OriginalsReport:
    return OriginalsReader(ledger, SystemClock(), lambda: False).run()


def test_4_8_content_that_changed_without_a_trace_is_found_and_both_versions_stay(
    small: Small,
) -> None:
    other = changed_unseen(small, "1.jpg")
    small.sync()
    assert versions(small, "1.jpg") == 1, "no scan can see it"
    seen_days_ago(small, 91)
    with small.ledger() as ledger:
        report = read(ledger)
        assert (report.read, report.bytes, report.albums) == (3, 9000, {1})
    assert versions(small, "1.jpg") == 1, "the share decides nothing"
    small.sync()
    assert [versions(small, f"{n}.jpg") for n in range(3)] == [1, 2, 1]
    with small.ledger() as ledger:
        photo = ledger.photos.at(1, "1.jpg")
        assert photo is not None
        assert small.read(ledger, photo) == other
    small.sync()
    assert versions(small, "1.jpg") == 2


def test_what_was_uploaded_today_is_not_read_again(small: Small) -> None:
    with small.ledger() as ledger:
        assert read(ledger).read == 0
        assert last_run(ledger) == pytest.approx(time.time(), abs=60)


def test_what_was_read_is_not_due_on_the_same_day(small: Small) -> None:
    seen_days_ago(small, 91)
    with small.ledger() as ledger:
        assert read(ledger).read == 3
        assert read(ledger).read == 0


def test_a_share_that_is_cut_is_due_again_for_what_it_left(small: Small) -> None:
    seen_days_ago(small, 91)
    asked = iter([False, True])
    with small.ledger() as ledger:
        cut = OriginalsReader(ledger, SystemClock(), lambda: next(asked)).run()
        assert cut.read == 0, "a file that was not read to its end was not read"
        at = last_run(ledger)
        assert at is not None
        assert time.time() - at == pytest.approx(DAY_SECONDS, abs=60)
        assert read(ledger).read == 3


def test_an_album_that_is_away_is_not_called_read(small: Small) -> None:
    seen_days_ago(small, 91)
    away = small.folder / "away"
    (small.folder / "Album").rename(away)
    with small.ledger() as ledger:
        assert read(ledger).read == 0
        away.rename(small.folder / "Album")
        assert read(ledger).read == 3


def test_what_is_gone_unreadable_or_edited_is_left_to_the_scan(small: Small) -> None:
    seen_days_ago(small, 91)
    album = small.folder / "Album"
    (album / "0.jpg").unlink()
    (album / "1.jpg").unlink()
    (album / "1.jpg").mkdir()
    (album / "2.jpg").write_bytes(b"a new picture")
    with small.ledger() as ledger:
        report = read(ledger)
        assert (report.read, report.albums) == (1, set())
        (left,) = [one for one in ledger.originals.all(time.time()) if one.read_at is not None][:1]
        gone = ledger.photos.at(1, "0.jpg")
        assert gone is not None
        assert left.photo_id == gone.id, "what could not be read must let the others have a turn"


def test_a_time_in_the_future_counts_as_unknown(small: Small) -> None:
    seen_days_ago(small, -400)
    with small.ledger() as ledger:
        assert {one.read_at for one in ledger.originals.all(time.time())} == {None}


def test_the_engine_reads_its_share_when_nothing_pauses_it(small: Small) -> None:
    changed_unseen(small, "0.jpg")
    seen_days_ago(small, 91)
    reasons, told = {"held": True, "busy": False}, list[frozenset[int]]()
    with small.ledger() as ledger:
        share = OriginalShare(
            ledger=lambda: ledger,
            held=lambda: reasons["held"],
            busy=lambda: reasons["busy"],
            changed=told.append,
            clock=SystemClock(),
        )
        share.start()
        try:
            for reason in ("held", "busy"):
                reasons.update(held=reason == "held", busy=reason == "busy")
                share.look()
                time.sleep(0.2)
                assert last_run(ledger) is None
            reasons.update(held=False, busy=False)
            share.look()
            wait_until(lambda: bool(told), "the share was not read")
        finally:
            share.stop(10.0)
    assert told == [frozenset({1})]
