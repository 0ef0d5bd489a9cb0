"""Every setting is declared once, keeps to its bounds, and no value of it can stop a pass."""

import json
import logging
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.settings import (
    DECLARED,
    TEXT_CHECKS,
    Declared,
    Settings,
    Unit,
    checked_setting,
    mended_setting,
)
from picup_desktop.words import Policy

NUMBERS = [one for one in DECLARED.values() if one.least is not None]
SWITCHES = [one for one in DECLARED.values() if one.unit is Unit.SWITCH]
TEXTS = [one for one in DECLARED.values() if one.unit is Unit.TEXT]
HUGE = 10**400


def named(one: Declared) -> str:
    return one.name


def bounds(one: Declared) -> tuple[float, float]:
    assert one.least is not None
    assert one.most is not None
    return one.least, one.most


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


@pytest.mark.parametrize("one", DECLARED.values(), ids=named)
def test_every_setting_says_what_it_is(one: Declared) -> None:
    assert one.words
    assert one.unit.kept
    assert one.default == getattr(Settings(), one.name)
    assert checked_setting(one.name, one.default) == one.default
    if isinstance(one.default, bool):
        assert one.unit is Unit.SWITCH
    elif isinstance(one.default, int | float):
        least, most = bounds(one)
        assert one.unit not in {Unit.SWITCH, Unit.TEXT}
        assert least < most
    else:
        assert one.unit is Unit.TEXT
        assert isinstance(one.default, Policy) or one.name in TEXT_CHECKS


@pytest.mark.parametrize("one", NUMBERS, ids=named)
def test_both_bounds_are_accepted_and_nothing_beyond(one: Declared) -> None:
    least, most = (round(b) if one.is_whole else b for b in bounds(one))
    assert checked_setting(one.name, least) == least
    assert checked_setting(one.name, most) == most
    step = 1 if one.is_whole else 0.001
    for beyond in (least - step, most + step, -1, math.inf, -math.inf, math.nan, HUGE, -HUGE):
        with pytest.raises(UsageError, match=one.name):
            checked_setting(one.name, beyond)


@pytest.mark.parametrize("one", NUMBERS, ids=named)
@pytest.mark.parametrize("value", [True, False, "5", "", None, [5], {}])
def test_what_is_no_number_is_refused(one: Declared, value: object) -> None:
    with pytest.raises(UsageError):
        checked_setting(one.name, value)


@pytest.mark.parametrize("one", [n for n in NUMBERS if n.is_whole], ids=named)
def test_a_part_of_a_whole_number_is_refused(one: Declared) -> None:
    with pytest.raises(UsageError, match="whole"):
        checked_setting(one.name, one.default + 0.5)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("most_connections", "most_connections is a whole number from 1 to 64."),
        ("lease_seconds", "lease_seconds is a number from 60 to 7200 seconds."),
        ("queue_wait_seconds", "queue_wait_seconds is a number from 0.1 to 60 seconds."),
        ("grace_days", "grace_days is a whole number from 0 to 3650 days."),
        ("vanished_fraction", "vanished_fraction is a number from 0 to 1."),
        (
            "lock_after_seconds",
            "lock_after_seconds is 0 for off, or a number from 0.5 to 86400 seconds.",
        ),
    ],
)
def test_a_refusal_names_the_bounds(name: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_setting(name, -1)
    assert refused.value.sentence == said


@pytest.mark.parametrize(
    "name",
    [
        *("most_connections", "objects_per_message", "messages_ahead", "lease_seconds"),
        *("connect_seconds", "stall_seconds", "queue_tries", "queue_wait_seconds"),
        *("deletion_retries", "alerts_a_minute", "alert_wait_seconds", "vanished_window_seconds"),
    ],
)
def test_what_nothing_can_be_done_with_is_never_none(name: str) -> None:
    with pytest.raises(UsageError):
        checked_setting(name, 0)


@pytest.mark.parametrize(
    "name",
    ["grace_days", "main_bytes_per_second", "backup_bytes_per_second", "lock_after_seconds"],
)
def test_none_stays_allowed_where_it_means_something(name: str) -> None:
    assert checked_setting(name, 0) == 0
    assert mended_setting(name, 0) == 0


def test_a_limit_that_would_take_for_ever_is_refused() -> None:
    assert checked_setting("main_bytes_per_second", 10_000) == 10_000
    with pytest.raises(UsageError):
        checked_setting("main_bytes_per_second", 9_999)
    assert mended_setting("main_bytes_per_second", 1) == 10_000


@pytest.mark.parametrize("one", SWITCHES, ids=named)
def test_a_switch_is_true_or_false(one: Declared) -> None:
    assert checked_setting(one.name, True) is True
    for other in (0, 1, "true", None, math.nan):
        with pytest.raises(UsageError):
            checked_setting(one.name, other)
        assert mended_setting(one.name, other) is one.default


@pytest.mark.parametrize("one", TEXTS, ids=named)
@pytest.mark.parametrize("value", [7, True, None, ["pair"], "x" * 5000, "\x00", "25:61", "é"])
def test_a_text_that_makes_no_sense_is_refused_and_mended(one: Declared, value: object) -> None:
    with pytest.raises(UsageError):
        checked_setting(one.name, value)
    assert mended_setting(one.name, value) == one.default


def test_what_no_setting_is_called_is_refused() -> None:
    with pytest.raises(UsageError, match="no setting"):
        checked_setting("sent", 1)


@pytest.mark.parametrize("one", NUMBERS, ids=named)
def test_an_old_number_goes_to_the_nearest_bound(one: Declared) -> None:
    least, most = bounds(one)
    for kept, mended in (
        (-1, least),
        (-math.inf, least),
        (math.inf, most),
        (HUGE, most),
        (math.nan, one.default),
        (True, one.default),
        ("0", one.default),
        (None, one.default),
    ):
        found = mended_setting(one.name, kept)
        assert found == mended
        assert checked_setting(one.name, found) == found


@pytest.mark.parametrize("kept", ["0", "NaN", "1e999", "[", "", "null", '"x"', "true", "9" * 5000])
def test_a_ledger_that_holds_bad_values_is_mended_and_told_once(
    ledger: Ledger, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    with ledger.transaction():
        for name in DECLARED:
            ledger.vaults.choose(name, 0)
    with ledger.database.transaction():
        ledger.database._sqlite.execute_sql("UPDATE setting SET value = ?", (kept,))  # type: ignore[no-untyped-call]
    caplog.set_level(logging.WARNING)
    settings = ledger.vaults.settings()
    again = ledger.vaults.settings()

    assert again == settings
    assert isinstance(settings.policy, Policy)
    for name in DECLARED:
        value = getattr(settings, name)
        assert checked_setting(name, value) == value
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == len(set(told)) > 0


def test_what_makes_sense_is_left_alone_and_nothing_told(
    ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    chosen: dict[str, str | float] = {
        "grace_days": 0,
        "policy": "keep-one",
        "quiet_hours": "22:00-07:00",
    }
    for name, value in chosen.items():
        ledger.vaults.choose(name, value)
    settings = ledger.vaults.settings()

    assert json.loads(json.dumps({name: getattr(settings, name) for name in chosen})) == chosen
    assert not caplog.records


def test_a_choice_that_is_forgotten_is_the_default_again(ledger: Ledger) -> None:
    ledger.vaults.choose("grace_days", 7)
    ledger.vaults.forget_choice("grace_days")
    ledger.vaults.forget_choice("grace_days")

    assert ledger.vaults.settings() == Settings()
