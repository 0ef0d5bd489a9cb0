"""macOS: a LaunchAgent, begun at each login of its user."""

import plistlib
from pathlib import Path

from picup_desktop.autostart.entry import Entry, remove_entry, write_entry

LABEL = "org.picup.desktop.engine"


class LaunchAgent:
    """``folder`` is ``~/Library/LaunchAgents``."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{LABEL}.plist"

    @property
    def where(self) -> str:
        """The agent's file."""
        return str(self._file)

    def is_on(self) -> bool:
        """Whether it is there."""
        return self._file.exists()

    def switch_on(self, entry: Entry) -> None:
        """Write it; it counts from the next login on."""
        write_entry(self._file, launch_agent(entry))

    def switch_off(self) -> None:
        """Remove it."""
        remove_entry(self._file)


def launch_agent(entry: Entry) -> str:
    """The agent's text."""
    agent = {
        "Label": LABEL,
        "ProgramArguments": list(entry.words),
        "RunAtLoad": True,
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "ExitTimeOut": 15,
    }
    return plistlib.dumps(agent).decode()
