"""Quiet hours: a span of the day, by the local clock, in which nothing is moved."""

import re
from datetime import datetime, time, timedelta

from picup_desktop.errors import UsageError

SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def parse_hours(text: str) -> tuple[time, time] | None:
    """``22:00-07:00`` as two times; None if it is empty. UsageError if it is neither."""
    if not text:
        return None
    match = SPAN.fullmatch(text)
    if match is None:
        raise UsageError("quiet-hours-written-like-08", given=text)
    first, last = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    if first == last:
        raise UsageError("quiet-hours-begin-when-they")
    return first, last


def quiet_until(hours: tuple[time, time] | None, now: datetime) -> datetime | None:
    """Return when the current quiet hours end; None outside of them. ``now`` is local."""
    if hours is None:
        return None
    first, last = hours
    begins = now.replace(hour=first.hour, minute=first.minute, second=0, microsecond=0)
    if begins > now:
        begins -= timedelta(days=1)
    ends = begins.replace(hour=last.hour, minute=last.minute)
    if ends <= begins:
        ends += timedelta(days=1)
    return ends if now < ends else None
