"""Commands about the vault as a whole: the kit, settings, checks and who is alerted."""

from dataclasses import dataclass
from typing import ClassVar

from picup_desktop.engine.ipc import answers, setup_answers
from picup_desktop.engine.ipc.commands.base import Command, JobCommand


@dataclass(frozen=True)
class ConfirmKit(Command[answers.KitConfirmed], command="kit_confirm"):
    """Check that a recovery kit opens this vault."""

    kit: str


@dataclass(frozen=True)
class SetSetting(Command[answers.Setting], command="settings_set"):
    """Choose a setting."""

    name: str
    value: str | float | bool


@dataclass(frozen=True)
class ResetSetting(Command[answers.Setting], command="settings_reset"):
    """Use a setting's default again."""

    name: str


@dataclass(frozen=True)
class Check(Command[answers.Checked], command="check"):
    """Run every check of ``picup doctor``."""


@dataclass(frozen=True)
class Verify(JobCommand[setup_answers.Verified], command="verify"):
    """Read objects back and compare them with the ledger: a day's share or everything."""

    everything: bool = False
    repair: bool = False
    remove_unknown: bool = False
    role: str | None = None
    """Only on this storage; a repair reads from the other one too."""
    only_doubtful: bool = False
    """Of the contents, read only what is not known to be whole."""
    sums: bool = False
    """With everything: ask a store that compares checksums, and read what that leaves open."""


@dataclass(frozen=True)
class AddAlert(Command[answers.AlertTarget], command="alert_add"):
    """Alert one more target; its URL is a secret."""

    url: str


@dataclass(frozen=True)
class RemoveAlert(Command[answers.AlertRemoved], command="alert_remove"):
    """Alert a target no longer."""

    number: int


@dataclass(frozen=True)
class ListAlerts(Command[answers.AlertTargets], command="alert_list"):
    """List the targets by number and kind."""


@dataclass(frozen=True)
class TestAlerts(Command[answers.AlertsTested], command="alert_test"):
    """Send a test to the desktop and every target."""

    __test__: ClassVar[bool] = False
