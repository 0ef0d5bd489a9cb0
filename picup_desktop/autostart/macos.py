"""macOS: a LaunchAgent, begun at each login of its user."""

import plistlib
from pathlib import Path

from picup_desktop.autostart.entry import Entry, EntryFile

LABEL = "org.picup.desktop.engine"


def launch_agents(folder: Path) -> EntryFile:
    """``folder`` is ``~/Library/LaunchAgents``."""
    return EntryFile(folder / f"{LABEL}.plist", launch_agent)


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
