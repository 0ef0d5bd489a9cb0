"""Every setting with its default, bounds, unit and words: the one place that declares it.

The check of what somebody sets, the mending of what an older version kept, the window and
the command line all read it (``DECLARED``). The defaults are the numbers of
docs/disasters.md.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from picup_desktop.settings.declaration import (
    HOUR_SECONDS,
    MEBIBYTE,
    MEGABYTE,
    MINUTE_SECONDS,
    Declared,
    Group,
    Unit,
    declaration_of,
    setting,
)
from picup_desktop.words import QT_TRANSLATE_NOOP, Policy, Role

DAY_SECONDS = 24 * 60 * 60
MOST_DISK_BYTES = 1_000_000 * MEBIBYTE


@dataclass(frozen=True)
class Settings:
    """The choices of one vault on this computer; the defaults are the promise."""

    policy: Policy = setting(
        Policy.PAIR,
        QT_TRANSLATE_NOOP("Settings", "When backup misses a photo"),
        Group.KEEPING,
    )
    grace_days: int = setting(
        30,
        QT_TRANSLATE_NOOP("Settings", "Deleted photos stay on the storages for"),
        Group.KEEPING,
        Unit.DAYS,
        least=0,
        most=3650,
    )

    # 1 Uploading
    worker_retries: int = setting(
        3,
        QT_TRANSLATE_NOOP("Settings", "Tries after an upload failed"),
        Group.UPLOADING,
        Unit.COUNT,
        least=0,
        most=20,
    )
    worker_retry_pause_seconds: float = setting(
        0.5,
        QT_TRANSLATE_NOOP("Settings", "Pause between those tries"),
        Group.UPLOADING,
        Unit.SECONDS,
        least=0,
        most=60,
    )
    quiet_seconds: float = setting(
        2.0,
        QT_TRANSLATE_NOOP("Settings", "A file is taken when it was quiet for"),
        Group.UPLOADING,
        Unit.SECONDS,
        least=0.5,
        most=600,
    )
    first_backoff_seconds: float = setting(
        30.0,
        QT_TRANSLATE_NOOP("Settings", "A photo that failed waits at first"),
        Group.UPLOADING,
        Unit.SECONDS,
        least=1,
        most=HOUR_SECONDS,
    )
    longest_backoff_seconds: float = setting(
        6 * HOUR_SECONDS,
        QT_TRANSLATE_NOOP("Settings", "A photo that failed waits at most"),
        Group.UPLOADING,
        Unit.HOURS,
        least=HOUR_SECONDS,
        most=48 * HOUR_SECONDS,
    )
    backup_away_attention_seconds: float = setting(
        15 * MINUTE_SECONDS,
        QT_TRANSLATE_NOOP("Settings", "Ask what to do when backup is away for"),
        Group.UPLOADING,
        Unit.MINUTES,
        least=0,
        most=DAY_SECONDS,
    )
    spool_limit_bytes: int = setting(
        1024 * MEBIBYTE,
        QT_TRANSLATE_NOOP("Settings", "Room for sealed photos on their way"),
        Group.UPLOADING,
        Unit.MEBIBYTES,
        least=16 * MEBIBYTE,
        most=MOST_DISK_BYTES,
    )
    disk_reserve_bytes: int = setting(
        256 * MEBIBYTE,
        QT_TRANSLATE_NOOP("Settings", "Room that always stays free on this disk"),
        Group.UPLOADING,
        Unit.MEBIBYTES,
        least=16 * MEBIBYTE,
        most=MOST_DISK_BYTES,
    )

    # 3 Deleting
    deletion_retries: int = setting(
        5,
        QT_TRANSLATE_NOOP("Settings", "Tries before a deletion is given up"),
        Group.DELETING,
        Unit.COUNT,
        least=1,
        most=20,
    )
    objects_per_message: int = setting(
        5,
        QT_TRANSLATE_NOOP("Settings", "Photos deleted in one go"),
        Group.DELETING,
        Unit.COUNT,
        least=1,
        most=5,
    )
    messages_ahead: int = setting(
        2,
        QT_TRANSLATE_NOOP("Settings", "Deletions taken ahead"),
        Group.DELETING,
        Unit.COUNT,
        least=1,
        most=2,
    )
    lease_seconds: float = setting(
        10 * MINUTE_SECONDS,
        QT_TRANSLATE_NOOP("Settings", "A deletion may take"),
        Group.DELETING,
        Unit.MINUTES,
        least=MINUTE_SECONDS,
        most=120 * MINUTE_SECONDS,
    )
    queue_wait_seconds: float = setting(
        5.0,
        QT_TRANSLATE_NOOP("Settings", "Wait for the deletion queue"),
        Group.DELETING,
        Unit.SECONDS,
        least=0.1,
        most=60,
    )
    queue_tries: int = setting(
        5,
        QT_TRANSLATE_NOOP("Settings", "Tries to reach the deletion queue"),
        Group.DELETING,
        Unit.COUNT,
        least=1,
        most=20,
    )
    vanished_fraction: float = setting(
        0.10,
        QT_TRANSLATE_NOOP("Settings", "Hold an album that loses more than"),
        Group.DELETING,
        Unit.PER_CENT,
        least=0,
        most=1,
    )
    vanished_photos: int = setting(
        20,
        QT_TRANSLATE_NOOP("Settings", "Hold an album only if the photos are more than"),
        Group.DELETING,
        Unit.COUNT,
        least=0,
        most=10_000,
    )
    vanished_window_seconds: float = setting(
        HOUR_SECONDS,
        QT_TRANSLATE_NOOP("Settings", "Hold an album if they go within"),
        Group.DELETING,
        Unit.MINUTES,
        least=MINUTE_SECONDS,
        most=DAY_SECONDS,
    )

    # Storages
    connect_seconds: float = setting(
        5.0,
        QT_TRANSLATE_NOOP("Settings", "Wait for a storage to answer"),
        Group.CONNECTIONS,
        Unit.SECONDS,
        least=1,
        most=120,
        reconnects=True,
    )
    stall_seconds: float = setting(
        30.0,
        QT_TRANSLATE_NOOP("Settings", "Give up a transfer that stands still for"),
        Group.CONNECTIONS,
        Unit.SECONDS,
        least=2,
        most=600,
        reconnects=True,
    )
    keepalive_seconds: float = setting(
        15.0,
        QT_TRANSLATE_NOOP("Settings", "Sign of life on a connection every"),
        Group.CONNECTIONS,
        Unit.SECONDS,
        least=1,
        most=600,
        reconnects=True,
    )
    most_connections: int = setting(
        16,
        QT_TRANSLATE_NOOP("Settings", "Connections to one storage at most"),
        Group.CONNECTIONS,
        Unit.COUNT,
        least=1,
        most=64,
    )
    bucket_read_days: int = setting(
        90,
        QT_TRANSLATE_NOOP("Settings", "All that a bucket has is read back within"),
        Group.CONNECTIONS,
        Unit.DAYS,
        least=90,
        most=3650,
    )
    seen_whole_seconds: float = setting(
        float(DAY_SECONDS),
        QT_TRANSLATE_NOOP("Settings", "A look at all that is on a storage counts for"),
        Group.CONNECTIONS,
        Unit.HOURS,
        least=HOUR_SECONDS,
        most=30.0 * DAY_SECONDS,
    )

    # In nobody's way
    main_bytes_per_second: float = setting(
        0.0,
        QT_TRANSLATE_NOOP("Settings", "Send to main at most; 0 is no limit"),
        Group.SPEED,
        Unit.MEGABYTES_A_SECOND,
        least=0,
        most=10_000.0 * MEGABYTE,
        least_on=10_000,
        reconnects=True,
    )
    backup_bytes_per_second: float = setting(
        0.0,
        QT_TRANSLATE_NOOP("Settings", "Send to backup at most; 0 is no limit"),
        Group.SPEED,
        Unit.MEGABYTES_A_SECOND,
        least=0,
        most=10_000.0 * MEGABYTE,
        least_on=10_000,
        reconnects=True,
    )
    quiet_hours: str = setting(
        "",
        QT_TRANSLATE_NOOP(
            "Settings", "When nothing moves, such as 08:00-18:00, by the local clock; empty: never"
        ),
        Group.SPEED,
    )
    pause_on_battery: bool = setting(
        False,  # noqa: FBT003 - the default
        QT_TRANSLATE_NOOP("Settings", "Pause while the battery is in use"),
        Group.SPEED,
        Unit.SWITCH,
    )
    pause_on_metered: bool = setting(
        True,  # noqa: FBT003 - the default
        QT_TRANSLATE_NOOP("Settings", "Pause on a metered connection"),
        Group.SPEED,
        Unit.SWITCH,
    )

    # Lock
    lock_after_seconds: float = setting(
        0.0,
        QT_TRANSLATE_NOOP("Settings", "Lock when nobody was there for; 0 is never"),
        Group.LOCK,
        Unit.MINUTES,
        least=0,
        most=DAY_SECONDS,
        least_on=0.5,
    )
    lock_with_screen: bool = setting(
        False,  # noqa: FBT003 - the default
        QT_TRANSLATE_NOOP("Settings", "Lock together with the screen, where the system tells"),
        Group.LOCK,
        Unit.SWITCH,
    )
    upload_while_locked: bool = setting(
        True,  # noqa: FBT003 - the default
        QT_TRANSLATE_NOOP("Settings", "Keep new photos safe while it is locked"),
        Group.LOCK,
        Unit.SWITCH,
    )

    # Alerts
    alert_standstill_seconds: float = setting(
        float(DAY_SECONDS),
        QT_TRANSLATE_NOOP("Settings", "Tell when no photo was protected for"),
        Group.ALERTS,
        Unit.HOURS,
        least=0,
        most=1000 * HOUR_SECONDS,
    )
    """0 is never."""
    alert_again_seconds: float = setting(
        HOUR_SECONDS,
        QT_TRANSLATE_NOOP("Settings", "Tell the same alert again after"),
        Group.ALERTS,
        Unit.MINUTES,
        least=MINUTE_SECONDS,
        most=DAY_SECONDS,
    )
    alert_retry_seconds: float = setting(
        10 * MINUTE_SECONDS,
        QT_TRANSLATE_NOOP("Settings", "Try a notification again for"),
        Group.ALERTS,
        Unit.MINUTES,
        least=MINUTE_SECONDS,
        most=DAY_SECONDS,
    )
    alert_wait_seconds: float = setting(
        5.0,
        QT_TRANSLATE_NOOP("Settings", "Wait for a notification target"),
        Group.ALERTS,
        Unit.SECONDS,
        least=1,
        most=60,
    )
    alerts_a_minute: int = setting(
        5,
        QT_TRANSLATE_NOOP("Settings", "Alerts in a minute at most"),
        Group.ALERTS,
        Unit.COUNT,
        least=1,
        most=60,
    )
    alert_digest_at: str = setting(
        "09:00",
        QT_TRANSLATE_NOOP(
            "Settings",
            "When to tell each day what still waits, such as 09:00, by the local clock;"
            " empty: never",
        ),
        Group.ALERTS,
    )
    alert_file_names: bool = setting(
        False,  # noqa: FBT003 - the default
        QT_TRANSLATE_NOOP("Settings", "Name files in messages that leave this computer"),
        Group.ALERTS,
        Unit.SWITCH,
    )
    alert_language: str = setting(
        "",
        QT_TRANSLATE_NOOP("Settings", "Language of alerts, such as en; empty: this computer's"),
        Group.ALERTS,
    )
    alert_on_desktop: bool = setting(
        True,  # noqa: FBT003 - the default
        QT_TRANSLATE_NOOP("Settings", "Tell me on the desktop when something needs me"),
        Group.ALERTS,
        Unit.SWITCH,
    )

    # New versions
    updates_check: bool = setting(
        False,  # noqa: FBT003 - the default
        QT_TRANSLATE_NOOP("Settings", "Ask once a day whether there is a newer version"),
        Group.VERSIONS,
        Unit.SWITCH,
    )
    updates_url: str = setting(
        "",
        QT_TRANSLATE_NOOP("Settings", "Address of the version file; empty: nothing is asked"),
        Group.VERSIONS,
    )

    @property
    def bytes_per_second(self) -> Mapping[Role, float]:
        """The most that is sent to each storage; 0 is as fast as it goes."""
        return {Role.MAIN: self.main_bytes_per_second, Role.BACKUP: self.backup_bytes_per_second}


DECLARED: Mapping[str, Declared] = MappingProxyType(
    {field.name: declaration_of(field) for field in dataclasses.fields(Settings)}
)
"""Every setting by its name, in the order of ``Settings``."""
