"""The pause menu of Activity and of the tray."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QMenu

from picup_desktop.names import Shown
from picup_desktop.ui import text
from picup_desktop.ui.commands import HOUR_SECONDS, Commands
from picup_desktop.ui.text import translate

MORNING_HOUR = 7


def fill_pause_menu(menu: QMenu, commands: Commands) -> None:
    """Add one hour, four hours, until tomorrow, and until resumed; each with its end."""
    lengths = {
        translate("Pause", "For 1 hour"): _hours(1),
        translate("Pause", "For 4 hours"): _hours(4),
        translate("Pause", "Until tomorrow"): seconds_until_morning,
    }
    actions = {
        menu.addAction(words, partial(_pause, commands, seconds)): (words, seconds)
        for words, seconds in lengths.items()
    }
    menu.addAction(translate("Pause", "Until I resume"), partial(commands.pause, None))

    def tell_ends() -> None:
        now = time.time()
        for action, (words, seconds) in actions.items():
            action.setText(pause_words(words, now + seconds(now)))

    # Not before: a tray that shows the menu without saying so would show a time of the past.
    menu.aboutToShow.connect(tell_ends)


def pause_words(words: Shown, ends_at: float) -> Shown:
    """Return a choice with the time of day (Unix seconds) at which it goes on."""
    return translate("Pause", "{choice} ({time})").format(
        choice=words, time=text.time_of_day(ends_at)
    )


def _hours(count: int) -> Callable[[float], float]:
    return lambda _now: float(count * HOUR_SECONDS)


def _pause(commands: Commands, seconds: Callable[[float], float]) -> None:
    commands.pause(seconds(time.time()))


def seconds_until_morning(now: float) -> float:
    """Return the seconds from ``now`` to seven o'clock of the next day, on the local clock."""
    here = datetime.fromtimestamp(now)  # noqa: DTZ006 - mornings are local
    morning = (here + timedelta(days=1)).replace(hour=MORNING_HOUR, minute=0, second=0)
    return morning.timestamp() - now
