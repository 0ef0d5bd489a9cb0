"""Which moment a person means, and which can be restored (DISASTERS 4-4)."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from picup_desktop.clock import iso
from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.versions.as_of import check_moment, moment_of

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC).timestamp()


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    yield made
    made.close()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2026-11-03", "2026-11-03T23:00:00.000Z"),
        ("2026-03-28", "2026-03-28T23:00:00.000Z"),
        ("2026-03-29", "2026-03-29T22:00:00.000Z"),
        ("2026-10-24", "2026-10-24T22:00:00.000Z"),
        ("2026-10-25", "2026-10-25T23:00:00.000Z"),
        ("2026-11-03T18:30", "2026-11-03T17:30:00.000Z"),
        ("2026-11-03 18:30:05.25", "2026-11-03T17:30:05.250Z"),
        ("2026-11-03T18:30Z", "2026-11-03T18:30:00.000Z"),
        ("2026-11-03T18:30+09:00", "2026-11-03T09:30:00.000Z"),
    ],
)
def test_4_4_a_day_ends_by_this_computers_time(told: str, meant: str) -> None:
    assert iso(moment_of(told, NOW)) == meant


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("day", "hour"),
    [
        *(("2026-03-29", hour) for hour in (0, 1, 12, 22)),
        *(("2026-10-25", hour) for hour in (0, 1, 12, 23)),
        *(("2026-11-28", hour) for hour in (0, 12, 23)),
    ],
)
def test_4_4_today_is_now_on_the_days_when_clocks_are_changed_too(day: str, hour: int) -> None:
    now = datetime.fromisoformat(f"{day}T{hour:02}:30").timestamp()
    assert moment_of(day, now) == now


@pytest.mark.parametrize(
    "told", ["", "now", "yesterday", "2026-02-30", "2026-11-28T25:00", "9999-12-31", "-1", "0"]
)
def test_4_4_what_is_no_time_is_told(told: str) -> None:
    with pytest.raises(UsageError):
        moment_of(told, NOW)


@pytest.mark.parametrize(
    "told",
    [
        *("0001-01-01", "0001-01-01T00:00+14:00", "1969-12-31", "2026-10-01"),
        *("2026-11-30", "9999-12-30", "9999-12-31T23:59-14:00"),
    ],
)
def test_4_4_a_moment_outside_of_the_grace_is_refused(ledger: Ledger, told: str) -> None:
    with pytest.raises(UsageError):
        check_moment(ledger, moment_of(told, NOW), NOW)


def test_4_4_the_grace_and_the_present_are_within_it(ledger: Ledger) -> None:
    earliest = NOW - ledger.vaults.settings().grace_days * DAY_SECONDS
    check_moment(ledger, earliest, NOW)
    check_moment(ledger, NOW, NOW)
    for moment in (earliest - 0.001, NOW + 0.001):
        with pytest.raises(UsageError):
            check_moment(ledger, moment, NOW)
