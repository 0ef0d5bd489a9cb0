"""Both storages away for days while photos wait: nothing turns hot, and it is told once.

Two days with 500 photos in every run; a fortnight with 5,000 by ``make simulate``.
"""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.alerts import Alert, Alerts
from picup_desktop.alerts.reminders import STANDSTILL, tell_all
from picup_desktop.log import log_files, start_logging
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.reach.outages import LONGEST_WAIT_SECONDS
from picup_desktop.words import PhotoState, Role
from tests.simulation.making import MEMORY, fill, make_world, new_home
from tests.simulation.memory import Weather
from tests.simulation.world import SETTINGS

PHOTOS, DAYS = (5_000, 14) if "PICUP_FORTNIGHT" in os.environ else (500, 2)
PROBES_A_DAY = DAY_SECONDS / LONGEST_WAIT_SECONDS
FIRST_CALLS = 20
"""The first waits are short, and the first pass does not know yet that nobody answers."""
LOG_BYTES = 20_000


@dataclass
class Listener:
    """Somebody who is told."""

    far: bool = True
    name: str = "listener"
    heard: list[Alert] = field(default_factory=list)

    def prepare(self) -> None:
        """Nothing."""

    def take(self, alert: Alert) -> None:
        self.heard.append(alert)


@pytest.mark.timeout(900)
def test_1_2_days_with_both_away_ask_seldom_write_little_and_tell_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        home, opened = new_home(Path(folder))
        with opened as ledger, start_logging(home, to_terminal=False):
            world, listener = make_world(Path(folder), 1, ledger, home), Listener()
            alerts = Alerts(ledger, world.clock, SETTINGS, [listener], pauses_seconds=())
            world.alert = lambda: tell_all(alerts, ledger, SETTINGS, world.clock.now())
            world.begin_engine()
            fill(world, PHOTOS)
            noted, note_reason = [], ledger.photos.note_reason

            def note(photo_id: int, *why: Any) -> None:
                noted.append(photo_id)
                note_reason(photo_id, *why)

            monkeypatch.setattr(ledger.photos, "note_reason", note)
            for storage in world.storages.values():
                storage.weather, storage.calls = Weather(away=True), 0

            world.live(DAYS * DAY_SECONDS, lambda: None)

            assert ledger.photos.counts()[PhotoState.WAITING] == PHOTOS
            for role in Role:
                assert world.storages[role].calls <= DAYS * PROBES_A_DAY + FIRST_CALLS
            assert len(noted) <= PHOTOS, "why it waits is written once for each"
            assert sum(file.stat().st_size for file in log_files(home)) <= LOG_BYTES
            alerts.close()
            assert [alert.kind for alert in listener.heard] == [STANDSTILL]

            for storage in world.storages.values():
                storage.weather = Weather()
            world.live(world.clock.monotonic() + 2 * LONGEST_WAIT_SECONDS, lambda: None)
            assert ledger.photos.counts()[PhotoState.PROTECTED] == PHOTOS
