"""How many alerts go out within a minute: a few, then one digest, then none."""

from dataclasses import replace

import pytest

from picup_desktop.alerts.alert import DIGEST, alert_of, digest_of
from picup_desktop.alerts.plan import plan, sent_lately, untold
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.attention import AlertedCause
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings

NOW = 1_700_000_000.0
SETTINGS = Settings()


def _items(count: int) -> list[AttentionRecord]:
    return [
        AttentionRecord(Cause.UPLOAD_FAILED, f"photo:{n}", Message("It failed."), ("ignore",), {})
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("age_seconds", "count"), [(-1.0, 0), (0.0, 1), (30.0, 1), (59.9, 1), (60.0, 0)]
)
def test_what_was_sent_within_the_last_minute_counts(age_seconds: float, count: int) -> None:
    assert sent_lately([NOW - age_seconds], NOW) == count


@pytest.mark.parametrize(
    ("sent", "due", "alerts"),
    [(0, 1, 1), (0, 5, 5), (4, 1, 1), (4, 2, 1), (5, 1, 1), (6, 1, 0), (9, 1, 0), (0, 0, 0)],
)
def test_five_alerts_and_one_digest_go_out_within_a_minute(
    sent: int, due: int, alerts: int
) -> None:
    planned = plan(_items(due), [NOW] * sent, NOW, SETTINGS)
    assert len(planned) == alerts
    assert sum(len(one.items) for one in planned) == (due if alerts else 0)
    if sent + due > SETTINGS.alerts_a_minute:
        assert all(one.alert.kind == DIGEST for one in planned)


HOUR = 3600.0
ITEM = AttentionRecord(
    Cause.UPLOAD_FAILED, "photo:1", Message("It failed."), ("ignore",), {}, since=NOW - 10
)


def _told(
    not_before: float, *, since: float | None = NOW - 99, subject: str = "photo:1"
) -> AlertedCause:
    return AlertedCause(ITEM.kind.value, subject, since, not_before)


def test_an_item_without_an_alert_is_untold() -> None:
    assert untold([ITEM], [], NOW, SETTINGS) == [ITEM]
    assert untold([ITEM], [_told(NOW + 9, subject="photo:2")], NOW, SETTINGS) == [ITEM]
    assert untold([ITEM], [replace(_told(NOW + 9), kind="other")], NOW, SETTINGS) == [ITEM]


def test_an_item_that_was_told_is_not_told_again() -> None:
    told = _told(NOW - 9 * HOUR, since=float(str(ITEM.since)))
    assert untold([ITEM], [told], NOW, SETTINGS) == []


@pytest.mark.parametrize("since", [NOW - 9000, NOW - 1, None])
@pytest.mark.parametrize(
    ("not_before", "told"),
    [
        (NOW - 1, True),
        (NOW, True),
        (NOW + 0.1, False),
        (NOW + 2.0, False),
        (NOW + HOUR, False),
        (NOW + HOUR + 1, True),
        (NOW + 99 * HOUR, True),
    ],
)
def test_the_same_cause_is_told_again_after_an_hour_and_after_a_clock_that_was_ahead(
    since: float | None, not_before: float, *, told: bool
) -> None:
    found = untold([ITEM], [_told(not_before, since=since)], NOW, SETTINGS)
    assert found == ([ITEM] if told else [])


def test_what_is_recorded_before_and_after_the_delivery() -> None:
    (planned,) = plan([ITEM], [], NOW, SETTINGS)
    key = (ITEM.kind.value, "photo:1")
    assert planned.under_way(SETTINGS) == [AlertedCause(*key, None, NOW + 600)]
    assert planned.taken(SETTINGS) == [AlertedCause(*key, NOW - 10, NOW + HOUR)]


def test_each_alert_is_of_its_item_and_names_files_only_if_asked_to() -> None:
    items = _items(2)
    planned = plan(items, [], NOW, SETTINGS)
    assert [one.items for one in planned] == [(item,) for item in items]
    assert [one.alert for one in planned] == [
        alert_of(item, NOW, file_names=False) for item in items
    ]
    named = replace(SETTINGS, alert_file_names=True)
    assert plan(items, [], NOW, named)[0].alert == alert_of(items[0], NOW, file_names=True)
    (digest,) = plan(_items(6), [], NOW, SETTINGS)
    assert digest.alert == digest_of(_items(6), NOW)


def test_what_was_sent_before_the_last_minute_leaves_room() -> None:
    assert len(plan(_items(5), [NOW - 60.0] * 9, NOW, SETTINGS)) == 5
