"""What a person may choose. Read ``choices.py`` first: it declares every setting once.

``declaration.py`` says what a declaration is, ``check.py`` what may be kept and what counts
in place of what may not, ``quiet_hours.py`` what the span of the day means.
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
