"""Who is told: the log, the desktop, and every notify URL, of what waits for a person.

An attention item that nobody was told of yet becomes an alert at the end of a
pass or a command (DISASTERS 1-4, 3-2, 3-3); no part of the engine sends one itself.
"""

from picup_desktop.alerts.alert import Alert
from picup_desktop.alerts.desktop import desktop_target
from picup_desktop.alerts.notify import NotifyUrl
from picup_desktop.alerts.targets import NotTaken, Target, UnusableNotifyUrl
from picup_desktop.alerts.telling import Alerts, all_targets, send_at_once

__all__ = [
    "Alert",
    "Alerts",
    "NotTaken",
    "NotifyUrl",
    "Target",
    "UnusableNotifyUrl",
    "all_targets",
    "desktop_target",
    "send_at_once",
]
