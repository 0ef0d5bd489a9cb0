"""Alerts about attention items, to the log, the desktop and every notify URL.

A new attention item becomes an alert at the end of a pass or a command (DISASTERS 1-4,
3-2, 3-3); no other part of the program sends one. Read ``telling.py`` first.
"""

from picup_desktop.alerts.alert import Alert, NotTaken, Target, UnusableNotifyUrl
from picup_desktop.alerts.desktop import desktop_target
from picup_desktop.alerts.notify import NotifyUrl
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
