"""Decide which alerts to send now, from the open items and the earlier alerts.

The same cause is sent at most once an hour; many items become one digest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from picup_desktop.alerts.alert import Alert, alert_of, digest_of
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.attention import AlertedCause
from picup_desktop.messages.spoken import language_of
from picup_desktop.settings import Settings

MINUTE_SECONDS = 60.0


@dataclass(frozen=True)
class Planned:
    """An alert, and the items it is about."""

    alert: Alert
    items: tuple[AttentionRecord, ...]

    def under_way(self, settings: Settings) -> list[AlertedCause]:
        """Return the record before delivery: after a crash the alert is tried again."""
        return self._records(self.alert.at + settings.alert_retry_seconds, taken=False)

    def taken(self, settings: Settings) -> list[AlertedCause]:
        """Return the record after a target took it."""
        return self._records(self.alert.at + settings.alert_again_seconds, taken=True)

    def _records(self, not_before: float, *, taken: bool) -> list[AlertedCause]:
        return [
            AlertedCause(item.kind.value, item.subject, item.since if taken else None, not_before)
            for item in self.items
        ]


def untold(
    items: Iterable[AttentionRecord],
    alerted: Iterable[AlertedCause],
    now: float,
    settings: Settings,
) -> list[AttentionRecord]:
    """Return the items without an alert, except those whose cause had one within the hour."""
    known = {(one.kind, one.subject): one for one in alerted}
    due = []
    for item in items:
        one = known.get((item.kind.value, item.subject))
        if one is None or (one.since != item.since and not _keeps_still(one, now, settings)):
            due.append(item)
    return due


def _keeps_still(one: AlertedCause, now: float, settings: Settings) -> bool:
    # A time further ahead than any that is set here means that the clock was put back since.
    return now < one.not_before <= now + settings.alert_again_seconds


def plan(
    due: Sequence[AttentionRecord], sent_at: Iterable[float], now: float, settings: Settings
) -> list[Planned]:
    """Return the alerts to send now; ``sent_at`` are the times of earlier ones.

    At most ``alerts_a_minute`` and one digest are sent within a minute; items after the
    digest wait until the minute is over.
    """
    if not due:
        return []
    lately, language = sent_lately(sent_at, now), language_of(settings.alert_language)
    if lately + len(due) <= settings.alerts_a_minute:
        names = settings.alert_file_names
        return [
            Planned(alert_of(item, now, file_names=names, language=language), (item,))
            for item in due
        ]
    if lately <= settings.alerts_a_minute:
        return [Planned(digest_of(due, now).spoken_in(language), tuple(due))]
    return []


def sent_lately(sent_at: Iterable[float], now: float) -> int:
    """Return the number of alerts sent within the last minute."""
    return sum(now - MINUTE_SECONDS < at <= now for at in sent_at)
