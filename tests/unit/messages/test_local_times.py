"""Times for people are on this computer's clock, not in UTC."""

import time
from collections.abc import Iterator

import pytest

from picup_desktop.cli.output import local_day, local_minute


@pytest.fixture
def in_seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nine hours ahead of UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system has no tzset")
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_seoul")
@pytest.mark.parametrize(
    ("given", "day", "minute"),
    [
        ("2026-12-28T18:37:42.123Z", "2026-12-29", "2026-12-29 03:37"),
        ("2026-12-28T14:59:59.999Z", "2026-12-28", "2026-12-28 23:59"),
        ("2300-01-01T00:00:00.000Z", "2300-01-01", "2300-01-01 09:00"),
    ],
)
def test_a_time_of_utc_is_shown_on_the_local_clock(given: str, day: str, minute: str) -> None:
    assert (local_day(given), local_minute(given)) == (day, minute)
