"""macOS: a LaunchAgent, started at each login of its user."""

import plistlib
from pathlib import Path

from picup_desktop.autostart.entry import Entry, EntryFile

LABEL = "org.picup.desktop.engine"
BUNDLE = "org.picup.desktop"
"""The app's bundle identifier (packaging/bundle/picup.spec)."""


def launch_agents(folder: Path) -> EntryFile:
    """``folder`` is ``~/Library/LaunchAgents``."""
    return EntryFile(folder / f"{LABEL}.plist", launch_agent)


def launch_agent(entry: Entry) -> str:
    """Return the agent's property list."""
    agent = {
        "Label": LABEL,
        # With this key, the list of login items shows the app instead of its signer.
        "AssociatedBundleIdentifiers": [BUNDLE],
        "ProgramArguments": list(entry.words),
        "RunAtLoad": True,
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "ExitTimeOut": 15,
    }
    return plistlib.dumps(agent).decode()
