"""In nobody's way: quiet hours, battery, metered networks and bandwidth."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.engine.pauses import LOOK_SECONDS, PauseReason, SystemConditions
from picup_desktop.engine.system.power import on_battery, on_metered_network
from picup_desktop.errors import UsageError
from picup_desktop.settings import Settings, checked_setting
from picup_desktop.settings.quiet_hours import parse_hours, quiet_until
from picup_desktop.storage.courier.process import LONGEST_NAP_SECONDS, Bandwidth

ZONE = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        ("22:00-07:00", "2026-01-01T23:30", "2026-01-02T07:00"),
        ("22:00-07:00", "2026-01-02T06:59", "2026-01-02T07:00"),
        ("22:00-07:00", "2026-01-02T07:00", None),
        ("22:00-07:00", "2026-01-01T21:59", None),
        ("08:00-18:00", "2026-01-01T08:00", "2026-01-01T18:00"),
        ("08:00-18:00", "2026-01-01T18:00", None),
        ("", "2026-01-01T08:00", None),
    ],
)
def test_quiet_hours_hold_from_their_first_minute_to_their_last(
    hours: str, now: str, until: str | None
) -> None:
    found = quiet_until(parse_hours(hours), datetime.fromisoformat(now).replace(tzinfo=ZONE))

    assert found == (None if until is None else datetime.fromisoformat(until).replace(tzinfo=ZONE))


@pytest.mark.parametrize("text", ["8-18", "25:00-07:00", "08:00-08:00", "08:00-18:00 ", "x"])
def test_quiet_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        checked_setting("quiet_hours", text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nothing", 1),
        ("policy", "both"),
        ("grace_days", 1.5),
        ("grace_days", -1),
        ("grace_days", True),
        ("stall_seconds", "soon"),
        ("stall_seconds", float("nan")),
        ("pause_on_battery", 1),
        ("quiet_hours", 7),
    ],
)
def test_settings_that_make_no_sense_are_refused(name: str, value: str | float) -> None:
    with pytest.raises(UsageError):
        checked_setting(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("policy", "keep-one"),
        ("grace_days", 0),
        ("main_bytes_per_second", 1_000_000),
        ("pause_on_metered", False),
        ("quiet_hours", "22:00-07:00"),
    ],
)
def test_settings_that_make_sense_are_taken(name: str, value: str | float) -> None:
    assert checked_setting(name, value) == value


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir()
    for file, text in files.items():
        (folder / name / file).write_text(f"{text}\n")


def test_a_computer_on_battery_is_known_by_its_mains_or_its_battery(tmp_path: Path) -> None:
    assert on_battery(tmp_path / "nothing") is None
    supply(tmp_path, "mouse", type="Battery", status="Discharging", scope="Device")
    assert on_battery(tmp_path) is None
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    assert on_battery(tmp_path) is True
    supply(tmp_path, "AC", type="Mains", online="1")
    assert on_battery(tmp_path) is False
    (tmp_path / "AC" / "online").write_text("0\n")
    assert on_battery(tmp_path) is True


@pytest.mark.parametrize(
    ("script", "metered"),
    [
        ("echo u 1", True),
        ("echo u 3", True),
        ("echo u 2", False),
        ("echo u 0", False),
        ("exit 1", None),
        ("echo", None),
    ],
)
def test_a_metered_network_as_the_network_manager_tells(
    tmp_path: Path, script: str, metered: bool | None
) -> None:
    busctl = tmp_path / "busctl"
    busctl.write_text(f"#!/bin/sh\n{script}\n")
    busctl.chmod(0o755)

    assert on_metered_network(str(busctl)) is metered
    assert on_metered_network(str(tmp_path / "none")) is None


class Time:
    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def test_surroundings_are_looked_at_now_and_then_and_at_once_after_a_change() -> None:
    time, looks = Time(), []
    settings = Settings(pause_on_battery=True)

    def battery() -> bool:
        looks.append(time.at)
        return True

    surroundings = SystemConditions(lambda: settings, time, battery, lambda: None)
    assert {surroundings() for _ in range(5)} == {PauseReason("battery")}
    assert len(looks) == 1
    time.at += LOOK_SECONDS
    surroundings()
    assert len(looks) == 2

    settings = Settings(pause_on_battery=False)
    surroundings.look_anew()
    assert surroundings() is None


def test_metered_networks_hold_unless_a_person_says_otherwise() -> None:
    for wanted, pause in ((True, PauseReason("metered")), (False, None)):
        settings = Settings(pause_on_metered=wanted)
        surroundings = SystemConditions(lambda s=settings: s, Time(), lambda: None, lambda: True)  # type: ignore[misc]
        assert surroundings() == pause


@given(st.lists(st.integers(1, 5_000_000), min_size=1, max_size=40), st.integers(1000, 10_000_000))
def test_whatever_is_sent_the_rate_is_kept_after_one_burst(sent: list[int], rate: int) -> None:
    time = Time()
    bandwidth, began = Bandwidth(rate, time.monotonic), time.at
    for count in sent:
        for nap in bandwidth.naps(count):
            assert 0 < nap <= LONGEST_NAP_SECONDS
            time.sleep(nap)
    took = time.at - began

    assert sum(sent) <= rate * (took + 1.001) + 1
    assert took <= sum(sent) / rate + 1


def test_no_limit_waits_for_nothing() -> None:
    assert not list(Bandwidth(0).naps(10**12))
