"""Every number and switch of ``Settings`` with its words, its unit and its bounds; plain data."""

from dataclasses import dataclass
from enum import Enum

from picup_desktop.settings import MEBIBYTE
from picup_desktop.ui.text import translate


class Unit(Enum):
    """What a number counts."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MEBIBYTES = "mebibytes"
    PER_CENT = "per cent"
    COUNT = "count"


@dataclass(frozen=True)
class NumberChoice:
    """A number of ``Settings``."""

    field: str
    words: str
    unit: Unit
    most: float


def factor(unit: Unit) -> float:
    """What one of the unit is in the ledger's numbers."""
    factors = {
        Unit.MINUTES: 60.0,
        Unit.HOURS: 3600.0,
        Unit.MEBIBYTES: float(MEBIBYTE),
        Unit.PER_CENT: 0.01,
    }
    return factors.get(unit, 1.0)


def suffix(unit: Unit) -> str:
    """What stands behind the number."""
    suffixes = {
        Unit.SECONDS: translate("Settings", " s"),
        Unit.MINUTES: translate("Settings", " min"),
        Unit.HOURS: translate("Settings", " h"),
        Unit.DAYS: translate("Settings", " days"),
        Unit.MEBIBYTES: " MiB",
        Unit.PER_CENT: " %",
        Unit.COUNT: "",
    }
    return suffixes[unit]


def upload_numbers() -> list[NumberChoice]:
    """DISASTERS 1."""
    return [
        NumberChoice(
            "worker_retries", translate("Settings", "Tries after an upload failed"), Unit.COUNT, 20
        ),
        NumberChoice(
            "worker_retry_pause_seconds",
            translate("Settings", "Pause between those tries"),
            Unit.SECONDS,
            60,
        ),
        NumberChoice(
            "quiet_seconds",
            translate("Settings", "A file is taken when it was quiet for"),
            Unit.SECONDS,
            600,
        ),
        NumberChoice(
            "first_backoff_seconds",
            translate("Settings", "A photo that failed waits at first"),
            Unit.SECONDS,
            3600,
        ),
        NumberChoice(
            "longest_backoff_seconds", translate("Settings", "and at most"), Unit.HOURS, 48
        ),
        NumberChoice(
            "backup_away_attention_seconds",
            translate("Settings", "Ask what to do when backup is away for"),
            Unit.MINUTES,
            1440,
        ),
        NumberChoice(
            "spool_limit_bytes",
            translate("Settings", "Room for sealed photos on their way"),
            Unit.MEBIBYTES,
            1_000_000,
        ),
        NumberChoice(
            "disk_reserve_bytes",
            translate("Settings", "Room that always stays free on this disk"),
            Unit.MEBIBYTES,
            1_000_000,
        ),
    ]


def deletion_numbers() -> list[NumberChoice]:
    """DISASTERS 3."""
    return [
        NumberChoice(
            "deletion_retries",
            translate("Settings", "Tries before a deletion is given up"),
            Unit.COUNT,
            20,
        ),
        NumberChoice(
            "objects_per_message", translate("Settings", "Photos deleted in one go"), Unit.COUNT, 5
        ),
        NumberChoice(
            "messages_ahead", translate("Settings", "Deletions taken ahead"), Unit.COUNT, 2
        ),
        NumberChoice(
            "lease_seconds", translate("Settings", "A deletion may take"), Unit.MINUTES, 120
        ),
        NumberChoice(
            "queue_wait_seconds",
            translate("Settings", "Wait for the deletion queue"),
            Unit.SECONDS,
            60,
        ),
        NumberChoice(
            "queue_tries",
            translate("Settings", "Tries to reach the deletion queue"),
            Unit.COUNT,
            20,
        ),
        NumberChoice(
            "vanished_fraction",
            translate("Settings", "Hold an album that loses more than"),
            Unit.PER_CENT,
            100,
        ),
        NumberChoice(
            "vanished_photos", translate("Settings", "and more photos than"), Unit.COUNT, 10_000
        ),
        NumberChoice(
            "vanished_window_seconds", translate("Settings", "within"), Unit.MINUTES, 1440
        ),
    ]


def connection_numbers() -> list[NumberChoice]:
    """How patient a connection is, and how often alerts are told."""
    return [
        NumberChoice(
            "connect_seconds", translate("Settings", "Wait for a NAS to answer"), Unit.SECONDS, 120
        ),
        NumberChoice(
            "stall_seconds",
            translate("Settings", "Give up a transfer that stands still for"),
            Unit.SECONDS,
            600,
        ),
        NumberChoice(
            "keepalive_seconds",
            translate("Settings", "Sign of life on a connection every"),
            Unit.SECONDS,
            600,
        ),
        NumberChoice(
            "most_connections",
            translate("Settings", "Connections to one NAS at most"),
            Unit.COUNT,
            64,
        ),
        NumberChoice(
            "alert_standstill_seconds",
            translate("Settings", "Tell when no photo was protected for"),
            Unit.HOURS,
            1000,
        ),
        NumberChoice(
            "alert_again_seconds",
            translate("Settings", "Tell the same alert again after"),
            Unit.MINUTES,
            1440,
        ),
        NumberChoice(
            "alert_retry_seconds",
            translate("Settings", "Try a notification again for"),
            Unit.MINUTES,
            1440,
        ),
        NumberChoice(
            "alert_wait_seconds",
            translate("Settings", "Wait for a notification target"),
            Unit.SECONDS,
            60,
        ),
        NumberChoice(
            "alerts_a_minute", translate("Settings", "Alerts in a minute at most"), Unit.COUNT, 60
        ),
    ]
