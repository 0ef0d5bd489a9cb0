"""What a person may choose, with the default numbers of docs/disasters.md.

Every number has its one home here; times are seconds, sizes are bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from picup_desktop.words import Policy, Role

DAY_SECONDS = 24 * 60 * 60
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """The choices of one vault on this computer; the defaults are the promise."""

    policy: Policy = Policy.PAIR

    # 1 Uploading
    worker_retries: int = 3
    worker_retry_pause_seconds: float = 0.5
    quiet_seconds: float = 2.0
    first_backoff_seconds: float = 30.0
    longest_backoff_seconds: float = 6 * 60 * 60.0
    backup_away_attention_seconds: float = 15 * 60.0
    spool_limit_bytes: int = 1024 * MEBIBYTE
    disk_reserve_bytes: int = 256 * MEBIBYTE

    # 3 Deleting
    objects_per_message: int = 5
    messages_ahead: int = 2
    lease_seconds: float = 10 * 60.0
    deletion_retries: int = 5
    queue_wait_seconds: float = 5.0
    queue_tries: int = 5
    grace_days: int = 30
    vanished_fraction: float = 0.10
    vanished_photos: int = 20
    vanished_window_seconds: float = 60 * 60.0

    # Storages
    connect_seconds: float = 5.0
    stall_seconds: float = 30.0
    keepalive_seconds: float = 15.0
    most_connections: int = 16

    # In nobody's way
    main_bytes_per_second: float = 0.0
    """At most so much is sent there; 0 is as fast as it goes."""
    backup_bytes_per_second: float = 0.0
    quiet_hours: str = ""
    """When nothing moves, by the local clock, such as ``08:00-18:00``; empty: never."""
    pause_on_battery: bool = False
    pause_on_metered: bool = True

    # Lock
    lock_after_seconds: float = 0.0
    """The vault locks itself when nobody was there for so long; 0 is never."""
    lock_with_screen: bool = False
    """It locks when the screen does, where the system tells."""
    upload_while_locked: bool = True

    # Alerts
    alert_again_seconds: float = 60 * 60.0
    alert_retry_seconds: float = 10 * 60.0
    alert_wait_seconds: float = 5.0
    alerts_a_minute: int = 5
    alert_standstill_seconds: float = DAY_SECONDS
    """How long photos may wait with none protected until somebody is told."""
    alert_digest_at: str = "09:00"
    """When it is told each day what still waits for a person, by the local clock; empty: never."""
    alert_file_names: bool = False
    alert_on_desktop: bool = True

    # New versions
    updates_check: bool = False
    updates_url: str = ""
    """Where a JSON file tells the newest version; nothing is asked while it is empty."""

    @property
    def bytes_per_second(self) -> Mapping[Role, float]:
        """The most that is sent to each storage; 0 is as fast as it goes."""
        return {Role.MAIN: self.main_bytes_per_second, Role.BACKUP: self.backup_bytes_per_second}
