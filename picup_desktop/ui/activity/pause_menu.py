"""The pause menu of Activity and of the tray."""

import time
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QMenu

from picup_desktop.ui.commands import HOUR_SECONDS, Commands
from picup_desktop.ui.text import translate

MORNING_HOUR = 7


def fill_pause_menu(menu: QMenu, commands: Commands) -> None:
    """Add one hour, four hours, until tomorrow, and until resumed."""
    menu.addAction(translate("Pause", "For 1 hour"), partial(commands.pause, HOUR_SECONDS))
    menu.addAction(translate("Pause", "For 4 hours"), partial(commands.pause, 4 * HOUR_SECONDS))
    menu.addAction(
        translate("Pause", "Until tomorrow"),
        lambda: commands.pause(seconds_until_morning(time.time())),
    )
    menu.addAction(translate("Pause", "Until I resume"), partial(commands.pause, None))


def seconds_until_morning(now: float) -> float:
    """Return the seconds from ``now`` to seven o'clock of the next day, on the local clock."""
    here = datetime.fromtimestamp(now)  # noqa: DTZ006 - mornings are local
    morning = (here + timedelta(days=1)).replace(hour=MORNING_HOUR, minute=0, second=0)
    return morning.timestamp() - now
