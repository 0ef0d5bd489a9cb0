"""The default and the bounds of every number, as the docs promise them.

The defaults are those of docs/disasters.md. Whoever changes one here changes a promise.
"""

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.settings import checked_setting
from picup_desktop.settings.check import mended_setting
from picup_desktop.settings.choices import DAY_SECONDS, DECLARED, Settings
from picup_desktop.settings.declaration import (
    HOUR_SECONDS,
    MEBIBYTE,
    MEGABYTE,
    MINUTE_SECONDS,
    Declared,
    Group,
    Unit,
)

MIB = 1_048_576
NUMBERS: dict[str, tuple[float, float, float, float | None]] = {
    "grace_days": (30, 0, 3650, None),
    "seen_whole_seconds": (86_400, 3600, 2_592_000, None),
    "bucket_read_days": (90, 90, 3650, None),
    "worker_retries": (3, 0, 20, None),
    "worker_retry_pause_seconds": (0.5, 0, 60, None),
    "quiet_seconds": (2.0, 0.5, 600, None),
    "first_backoff_seconds": (30, 1, 3600, None),
    "longest_backoff_seconds": (21_600, 3600, 172_800, None),
    "backup_away_attention_seconds": (900, 0, 86_400, None),
    "spool_limit_bytes": (1024 * MIB, 16 * MIB, 1_000_000 * MIB, None),
    "disk_reserve_bytes": (256 * MIB, 16 * MIB, 1_000_000 * MIB, None),
    "deletion_retries": (5, 1, 20, None),
    "objects_per_message": (5, 1, 5, None),
    "messages_ahead": (2, 1, 2, None),
    "lease_seconds": (600, 60, 7200, None),
    "queue_wait_seconds": (5, 0.1, 60, None),
    "queue_tries": (5, 1, 20, None),
    "vanished_fraction": (0.1, 0, 1, None),
    "vanished_photos": (20, 0, 10_000, None),
    "vanished_window_seconds": (3600, 60, 86_400, None),
    "connect_seconds": (5, 1, 120, None),
    "stall_seconds": (30, 2, 600, None),
    "keepalive_seconds": (15, 1, 600, None),
    "most_connections": (16, 1, 64, None),
    "main_bytes_per_second": (0, 0, 10_000_000_000, 10_000),
    "backup_bytes_per_second": (0, 0, 10_000_000_000, 10_000),
    "lock_after_seconds": (0, 0, 86_400, 0.5),
    "alert_standstill_seconds": (86_400, 0, 3_600_000, None),
    "alert_again_seconds": (3600, 60, 86_400, None),
    "alert_retry_seconds": (600, 60, 86_400, None),
    "alert_wait_seconds": (5, 1, 60, None),
    "alerts_a_minute": (5, 1, 60, None),
}
"""Default, least, most, and least where 0 is off."""
SWITCHED_ON = {"pause_on_metered", "upload_while_locked", "alert_on_desktop"}
SWITCHED_OFF = {
    *("pause_on_battery", "lock_with_screen", "alert_file_names", "updates_check"),
}
RECONNECTING = {
    *("connect_seconds", "stall_seconds", "keepalive_seconds"),
    *("main_bytes_per_second", "backup_bytes_per_second"),
}


def _number(
    *, least: float | None, most: float | None, least_on: float | None = None, default: float = 5
) -> Declared:
    return Declared("x", default, "x", Group.SPEED, Unit.COUNT, least, most, least_on)


@pytest.mark.parametrize("name", NUMBERS)
def test_each_number_has_its_default_and_bounds(name: str) -> None:
    one = DECLARED[name]
    assert (one.default, one.least, one.most, one.least_on) == NUMBERS[name]


def test_every_number_is_in_this_table() -> None:
    assert {one.name for one in DECLARED.values() if one.least is not None} == set(NUMBERS)


def test_what_is_on_at_first_and_what_is_not() -> None:
    switches = {name: one.default for name, one in DECLARED.items() if one.unit is Unit.SWITCH}
    expected = dict.fromkeys(SWITCHED_ON, True) | dict.fromkeys(SWITCHED_OFF, False)
    assert switches == expected


def test_which_settings_take_a_new_connection() -> None:
    assert {name for name, one in DECLARED.items() if one.reconnects} == RECONNECTING


def test_the_units() -> None:
    assert (MINUTE_SECONDS, HOUR_SECONDS, DAY_SECONDS) == (60, 3600, 86_400)
    assert (MEBIBYTE, MEGABYTE) == (1_048_576, 1_000_000)
    assert {unit: unit.factor for unit in Unit} == {
        Unit.SECONDS: 1,
        Unit.MINUTES: 60,
        Unit.HOURS: 3600,
        Unit.DAYS: 1,
        Unit.MEBIBYTES: 1_048_576,
        Unit.MEGABYTES_A_SECOND: 1_000_000,
        Unit.PER_CENT: 0.01,
        Unit.COUNT: 1,
        Unit.SWITCH: 1,
        Unit.TEXT: 1,
    }
    assert {unit.kept for unit in Unit} == {
        *("seconds", "days", "bytes", "bytes a second", "fraction", "count"),
        *("true or false", "text"),
    }
    assert Unit.MEBIBYTES.kept == "bytes"
    assert Unit.HOURS.kept == "seconds"


def test_the_limit_of_each_storage_is_its_own() -> None:
    chosen = Settings(main_bytes_per_second=1.0, backup_bytes_per_second=2.0)
    assert {role.value: limit for role, limit in chosen.bytes_per_second.items()} == {
        "main": 1.0,
        "backup": 2.0,
    }


@pytest.mark.parametrize(
    ("number", "accepted"), [(1.9, False), (2, True), (5, True), (8, True), (8.1, False)]
)
def test_a_number_is_accepted_within_its_bounds(number: float, *, accepted: bool) -> None:
    assert _number(least=2, most=8).accepts(number) is accepted


@pytest.mark.parametrize(
    ("number", "accepted"),
    [(0, True), (0.5, False), (2, False), (2.9, False), (3, True), (8, True), (8.1, False)],
)
def test_where_0_is_off_nothing_between_is_accepted(number: float, *, accepted: bool) -> None:
    assert _number(least=0, most=8, least_on=3).accepts(number) is accepted


def test_what_has_no_bounds_accepts_no_number() -> None:
    for one in (_number(least=None, most=None), _number(least=None, most=8)):
        assert not one.accepts(5)
        with pytest.raises(ValueError, match="x is no number"):
            one.nearest(5)
    assert not _number(least=2, most=None).accepts(5)
    with pytest.raises(ValueError, match="x is no number"):
        _number(least=2, most=None).nearest(5)


@pytest.mark.parametrize(
    ("number", "nearest"), [(-9, 2), (1.9, 2), (2, 2), (4.6, 5), (8, 8), (9, 8), (float("inf"), 8)]
)
def test_a_whole_number_goes_to_the_nearest_that_is_accepted(number: float, nearest: int) -> None:
    found = _number(least=2, most=8).nearest(number)
    assert found == nearest
    assert isinstance(found, int)


@pytest.mark.parametrize(
    ("number", "nearest"), [(-9, 0.0), (0, 0.0), (0.1, 3.0), (2.9, 3.0), (4.6, 4.6), (9, 8.0)]
)
def test_a_number_that_is_nearly_off_stays_on(number: float, nearest: float) -> None:
    found = _number(least=0, most=8, least_on=3, default=5.0).nearest(number)
    assert found == nearest
    assert isinstance(found, float)


@pytest.mark.parametrize(
    ("name", "kept", "counts"),
    [
        ("grace_days", 99_999, 3650),
        ("grace_days", -1, 0),
        ("grace_days", "30", 30),
        ("grace_days", True, 30),
        ("grace_days", float("nan"), 30),
        ("grace_days", 29.6, 30),
        ("lock_after_seconds", 0.1, 0.5),
        ("policy", "none", "pair"),
        ("policy", "keep-one", "keep-one"),
        ("pause_on_battery", 1, False),
        ("quiet_hours", 7, ""),
        ("alert_digest_at", "24:00", "09:00"),
    ],
)
def test_what_an_older_version_kept_is_mended(name: str, kept: object, counts: object) -> None:
    assert mended_setting(name, kept) == counts


@pytest.mark.parametrize("text", ["", "00:00", "09:59", "19:00", "20:00", "23:59"])
def test_a_time_of_day_is_taken(text: str) -> None:
    assert checked_setting("alert_digest_at", text) == text


@pytest.mark.parametrize(
    "text", ["24:00", "9:00", "09:60", "09:00 ", "0900", "\u0660\u0669:\u0660\u0660"]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="09:00"):
        checked_setting("alert_digest_at", text)


def test_a_setting_of_no_such_name_is_refused_by_its_name() -> None:
    with pytest.raises(UsageError, match="There is no setting nothing"):
        checked_setting("nothing", 1)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("policy", "none", "policy is one of these: pair or keep-one."),
        ("policy", 7, "policy is one of these: pair or keep-one."),
        ("pause_on_battery", "yes", "pause_on_battery is true or false."),
        ("quiet_hours", 7, "quiet_hours is a text."),
        (
            "worker_retry_pause_seconds",
            -1,
            "worker_retry_pause_seconds is a number from 0 to 60 seconds.",
        ),
        ("worker_retries", 1.5, "worker_retries is a whole number from 0 to 20."),
    ],
)
def test_a_refusal_says_what_would_be_taken(name: str, value: object, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_setting(name, value)
    assert refused.value.sentence == said
