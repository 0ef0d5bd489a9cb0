"""Alerts, decided: once an hour for a cause, a digest for a flood, and no names."""

import itertools
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.alerts import Alert, Alerts, NotTaken
from picup_desktop.alerts.alert import DIGEST, alert_of
from picup_desktop.alerts.plan import plan, untold
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.attention import AlertedCause
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings
from picup_desktop.words import AttentionKind

HOUR, MINUTE = 3600.0, 60.0
SETTINGS = Settings()


def item(subject: str = "photo:1", since: float = 0.0) -> AttentionRecord:
    return AttentionRecord(
        Cause.UPLOAD_FAILED, subject, Message("IMG_1.jpg is not there."), (), since=since
    )


@dataclass
class HandClock:
    """Time under the test's control."""

    at: float = 1_000_000.0

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


@dataclass
class Channel:
    """A target that takes alerts, or does not, as long as it is told so."""

    far: bool = True
    name: str = "channel"
    failure: Exception | None = None
    tries: int = 0
    taken: list[Alert] = field(default_factory=list)

    def prepare(self) -> None:
        """Nothing."""

    def take(self, alert: Alert) -> None:
        self.tries += 1
        if self.failure is not None:
            raise self.failure
        self.taken.append(alert)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


def alerts_of(ledger: Ledger, clock: HandClock, *targets: Channel) -> Alerts:
    return Alerts(ledger, clock, SETTINGS, targets, pauses_seconds=(0.0, 0.0))


# Decisions


@given(
    st.lists(
        st.tuples(
            st.floats(0.1, 2000.0),
            st.lists(st.tuples(st.booleans(), st.integers(0, 12)), max_size=12),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_no_cause_is_told_twice_an_hour_and_no_minute_has_more_than_a_few_alerts(
    steps: list[tuple[float, list[tuple[bool, int]]]],
) -> None:
    now, sent = 1_000_000.0, list[float]()
    opened: dict[int, AttentionRecord] = {}
    told: dict[tuple[str, str], AlertedCause] = {}
    told_at: dict[str, list[float]] = {}

    def pass_over() -> None:
        due = untold(opened.values(), told.values(), now, SETTINGS)
        for planned in plan(due, sent, now, SETTINGS):
            sent.append(now)
            for one in planned.taken(SETTINGS):
                told[one.kind, one.subject] = one
                told_at.setdefault(one.subject, []).append(now)

    for passed, changes in steps:
        now += passed
        for opens, number in changes:
            if opens:
                opened.setdefault(number, item(f"photo:{number}", since=now))
            else:
                opened.pop(number, None)
        pass_over()

    for times in told_at.values():
        assert all(b - a >= HOUR for a, b in itertools.pairwise(times))
    for at in sent:
        assert sum(at - MINUTE < other <= at for other in sent) <= SETTINGS.alerts_a_minute + 1

    # Whatever still waits is told in the end: nothing is held back for ever.
    now += HOUR + MINUTE
    pass_over()
    assert untold(opened.values(), told.values(), now, SETTINGS) == []


def test_an_item_that_stays_open_is_told_once_and_not_every_hour() -> None:
    told = [AlertedCause("upload_failed", "photo:1", 5.0, 10.0)]
    assert untold([item(since=5.0)], told, 10 * HOUR, SETTINGS) == []
    assert untold([item(since=6.0)], told, 10 * HOUR, SETTINGS) == [item(since=6.0)]


def test_a_clock_that_was_put_back_silences_nobody() -> None:
    told = [AlertedCause("upload_failed", "photo:1", 5.0, 1_000_000.0)]
    assert untold([item(since=6.0)], told, 10.0, SETTINGS) == [item(since=6.0)]


def test_few_are_told_one_by_one_and_many_as_one_digest() -> None:
    few = [item(f"photo:{n}") for n in range(SETTINGS.alerts_a_minute)]
    assert [p.items for p in plan(few, [], 0.0, SETTINGS)] == [(one,) for one in few]
    (digest,) = plan([*few, item("photo:99")], [], 0.0, SETTINGS)
    assert (digest.alert.kind, len(digest.items)) == (DIGEST, 6)


# Words


@pytest.mark.parametrize("cause", list(Cause))
def test_an_alert_has_no_names_unless_asked_for(cause: Cause) -> None:
    secret = "Birthday.jpg"
    details = {
        "photo": 3,
        "path": secret,
        "album": secret,
        "reason": secret,
        "files": [{"path": secret}],
        "objects": [secret],
        "storage": secret,
        "missing": secret,
        "waiting": secret,
        "since": secret,
    }
    about = AttentionRecord(cause, f"photo:{secret}", Message(f"{secret} is gone."), (), details)
    without = alert_of(about, 0.0, file_names=False)
    assert secret not in without.title + without.text
    assert f"{secret} is gone." in alert_of(about, 0.0, file_names=True).text


@given(
    cause=st.sampled_from(list(Cause)),
    details=st.dictionaries(
        st.sampled_from(
            ["files", "objects", "storage", "missing", "waiting", "changed", "attempts"]
        ),
        st.none() | st.integers() | st.text() | st.lists(st.text()),
    ),
)
def test_any_details_make_an_alert(cause: Cause, details: dict[str, object]) -> None:
    about = AttentionRecord(cause, "subject", Message("text"), (), details)
    assert "picup attention" in alert_of(about, 0.0, file_names=False).text


# Telling


def test_a_cause_is_told_once_also_by_the_next_program(ledger: Ledger) -> None:
    clock, channel = HandClock(), Channel()
    ledger.attention.open(item(), clock.now())
    for expected in (1, 0, 0):
        alerts = alerts_of(ledger, clock, channel)
        assert alerts.tell() == expected
        alerts.close(60)
        clock.at += 10 * HOUR
    assert len(channel.taken) == 1


def test_a_cause_that_comes_back_is_told_again_after_an_hour(ledger: Ledger) -> None:
    clock = HandClock()
    # Without any target, the log alone is told, at once.
    alerts = alerts_of(ledger, clock)
    told = []
    for _ in range(4):
        ledger.attention.open(item(), clock.now())
        told.append(alerts.tell())
        ledger.attention.close(AttentionKind.UPLOAD_FAILED, "photo:1")
        clock.at += 0.4 * HOUR
    alerts.close(60)
    assert told == [1, 0, 0, 1]


def test_what_nobody_took_is_told_again_after_ten_minutes(ledger: Ledger) -> None:
    clock, channel = HandClock(), Channel(failure=NotTaken("It is not there."))
    ledger.attention.open(item(), clock.now())
    first = alerts_of(ledger, clock, channel)
    assert first.tell() == 1
    first.close(60)
    assert channel.tries == 3

    channel.failure = None
    again = alerts_of(ledger, clock, channel)
    assert again.tell() == 0
    clock.at += SETTINGS.alert_retry_seconds
    assert again.tell() == 1
    again.close(60)
    assert len(channel.taken) == 1


def test_the_desktop_alone_does_not_count_where_there_is_a_notify_url(ledger: Ledger) -> None:
    clock, desktop = HandClock(), Channel(far=False)
    channel = Channel(failure=NotTaken("It is not there."))
    ledger.attention.open(item(), clock.now())
    alerts = alerts_of(ledger, clock, desktop, channel)
    alerts.close(60)
    assert len(desktop.taken) == 1
    assert [told.since for told in ledger.alerts.all()] == [None]


def test_a_fault_in_a_plug_in_ends_neither_the_thread_nor_tells_the_url(
    ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    channel = Channel(failure=RuntimeError("https://hooks.example.org/secret"))
    ledger.attention.open(item(), 0.0)
    alerts = alerts_of(ledger, HandClock(), channel)
    alerts.close(60)
    assert channel.tries == 3
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_an_ignored_item_is_not_told(ledger: Ledger) -> None:
    channel = Channel()
    ledger.attention.open(item(), 0.0)
    ledger.attention.ignore(ledger.attention.all()[0].id, 1.0)
    alerts_of(ledger, HandClock(), channel).close(60)
    assert channel.taken == []


def test_a_broken_ledger_changes_nothing_for_the_caller(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    alerts = alerts_of(ledger, HandClock(), Channel())
    ledger.close()
    (tmp_path / "ledger.sqlite").write_bytes(b"no longer a ledger" * 1000)
    alerts.close(60)
    assert "alerts could not be told" in caplog.text


def test_3_3_what_the_ledger_cannot_hold_is_told_at_once_and_once_an_hour(
    ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    channel = Channel()
    alerts = alerts_of(ledger, HandClock(), channel)
    alert = Alert(
        "journal", "", Message("The queue is away"), (Message("It is kept."),), 0.0, "3-3"
    )
    for at in (0.0, 10.0, HOUR - 1, HOUR):
        alerts.tell_at_once(replace(alert, at=at))
    for number in range(20):
        alerts.tell_at_once(replace(alert, subject=str(number), at=2 * HOUR))
    alerts.close(60)
    assert [told.at for told in channel.taken[:2]] == [0.0, HOUR]
    assert len(channel.taken) == 2 + SETTINGS.alerts_a_minute
    errors = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert len(errors) == 22
    assert {getattr(record, "scenario", None) for record in errors} == {"3-3"}


def test_closing_twice_is_closing_once(ledger: Ledger) -> None:
    channel = Channel()
    alerts = alerts_of(ledger, HandClock(), channel)
    alerts.close(60)
    ledger.attention.open(item(), 0.0)
    alerts.close(60)
    assert channel.taken == []
    assert not [t for t in threading.enumerate() if t.name == "alerts" and not t.daemon]


def test_causes_that_are_gone_are_forgotten_in_time(ledger: Ledger) -> None:
    clock = HandClock()
    alerts = alerts_of(ledger, clock)
    ledger.attention.open(item(), clock.now())
    assert alerts.tell() == 1
    ledger.attention.close(AttentionKind.UPLOAD_FAILED, "photo:1")
    clock.at += 48 * HOUR
    ledger.attention.open(item("photo:2"), clock.now())
    assert alerts.tell() == 1
    assert [told.subject for told in ledger.alerts.all()] == ["photo:2"]
    alerts.close(60)
