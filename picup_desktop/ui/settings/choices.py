"""How the numbers of ``Settings`` are shown: which stand together, and what stands behind them.

Words, units and bounds are those of their declarations (picup_desktop/settings/choices.py).
"""

from picup_desktop.settings import DECLARED, Declared, Group, Unit
from picup_desktop.ui.text import translate


def suffix(unit: Unit) -> str:
    """Return what stands behind the number."""
    suffixes = {
        Unit.SECONDS: translate("Settings", " s"),
        Unit.MINUTES: translate("Settings", " min"),
        Unit.HOURS: translate("Settings", " h"),
        Unit.DAYS: translate("Settings", " days"),
        Unit.MEBIBYTES: " MiB",
        Unit.MEGABYTES_A_SECOND: " MB/s",
        Unit.PER_CENT: " %",
    }
    return suffixes.get(unit, "")


def words_of(one: Declared) -> str:
    """Return what a setting is, in the window's language."""
    # The declaration marks them for the translators.
    return translate("Settings", one.words)


def numbers_of(*groups: Group) -> list[Declared]:
    """Return the numbers of some groups, in the order of their declarations."""
    return [one for one in DECLARED.values() if one.group in groups and one.least is not None]


def upload_numbers() -> list[Declared]:
    """Scenarios 1-x."""
    return numbers_of(Group.UPLOADING)


def deletion_numbers() -> list[Declared]:
    """Scenarios 3-x."""
    return numbers_of(Group.DELETING)


def connection_numbers() -> list[Declared]:
    """Time limits of connections, and how often alerts are sent."""
    return numbers_of(Group.CONNECTIONS, Group.ALERTS)
