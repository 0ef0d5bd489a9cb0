"""The settings that a person may change. Read ``choices.py`` first: it declares every setting once.

``declaration.py`` defines a declaration, ``check.py`` checks values, and ``quiet_hours.py`` reads
the quiet part of the day.
"""

from picup_desktop.settings.check import TEXT_CHECKS, checked_setting, declared, mended_setting
from picup_desktop.settings.choices import DAY_SECONDS, DECLARED, Settings
from picup_desktop.settings.declaration import MEBIBYTE, Declared, Group, Unit, Value

__all__ = [
    "DAY_SECONDS",
    "DECLARED",
    "MEBIBYTE",
    "TEXT_CHECKS",
    "Declared",
    "Group",
    "Settings",
    "Unit",
    "Value",
    "checked_setting",
    "declared",
    "mended_setting",
]
