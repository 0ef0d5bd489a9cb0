"""Reminders, which are sent although nothing new happened.

One says that no photo has been protected for a day, once for each such time; the daily
digest lists all open items. The ledger records what was sent, so a restart sends nothing
twice, and a computer that slept gets one digest.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from picup_desktop.alerts.alert import Alert, digest_of, what_to_do
from picup_desktop.alerts.telling import Alerts
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.clock import iso
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.uploads import Standstill
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings

STANDSTILL = "standstill"


def tell_all(alerts: Alerts, ledger: Ledger, settings: Settings, now: float) -> None:
    """Send alerts about new items, and the reminders that are due."""
    alerts.tell()
    for alert in reminders(ledger, settings, now):
        alerts.tell_at_once(alert)


def reminders(ledger: Ledger, settings: Settings, now: float) -> list[Alert]:
    """Return the reminders due at ``now`` (Unix seconds) and record them as sent."""
    alerts = []
    still = ledger.uploads.standstill()
    noted = ledger.vaults.noted(Note.ALERT_STANDSTILL)
    if standstill_is_over(still, None if not noted else float(noted)):
        ledger.vaults.note(Note.ALERT_STANDSTILL, "")
    elif still is not None and not noted and standstill_is_due(still, settings, now):
        ledger.vaults.note(Note.ALERT_STANDSTILL, str(still.since))
        alerts.append(standstill_alert(still, now))
    told = ledger.vaults.noted(Note.ALERT_DIGEST)
    due_at = digest_due_at(settings.alert_digest_at, now)
    if due_at is not None and (told is None or not due_at <= float(told) <= now):
        ledger.vaults.note(Note.ALERT_DIGEST, str(now))
        items = old_enough(ledger.attention.all(), due_at)
        if items and told is not None:
            alerts.append(digest_of(items, now))
    return alerts


def standstill_is_due(still: Standstill, settings: Settings, now: float) -> bool:
    """Return whether it has lasted long enough; a setting of 0 seconds means never."""
    longest = settings.alert_standstill_seconds
    return 0 < longest <= now - still.since


def standstill_is_over(still: Standstill | None, told_since: float | None) -> bool:
    """Return whether something was protected since the alert."""
    return told_since is not None and (still is None or still.since > told_since)


def standstill_alert(still: Standstill, now: float) -> Alert:
    """Return the alert, without any name."""
    lines = (
        Message("standstill-one-photo")
        if still.photos == 1
        else Message("standstill-photos", count=still.photos),
        what_to_do("picup status"),
    )
    heading = Message("standstill-title", since=iso(still.since))
    return Alert(STANDSTILL, "", heading, lines, now)


def digest_due_at(at: str, now: float) -> float | None:
    """Return when a digest was last due, in Unix seconds; None: never."""
    if not at:
        return None
    moment = datetime.fromtimestamp(now).astimezone()
    today = datetime.combine(moment.date(), time.fromisoformat(at)).astimezone()
    due = today if today <= moment else today - timedelta(days=1)
    return due.timestamp()


def old_enough(items: Sequence[AttentionRecord], due_at: float) -> list[AttentionRecord]:
    """Return the items older than a day; newer ones had an alert of their own."""
    return [item for item in items if item.since <= due_at]
