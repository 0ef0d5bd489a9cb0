"""Choose the autostart of this system."""

import os
import sys
from pathlib import Path

from picup_desktop.autostart.entry import Autostart
from picup_desktop.autostart.linux import SystemdAutostart, xdg_autostart
from picup_desktop.autostart.macos import launch_agents
from picup_desktop.autostart.windows import RegistryRunKey, WindowsAutostart


def autostart_here(*, service: bool = False) -> Autostart:
    """Return this system's autostart; ``service`` means a systemd user unit on Linux."""
    if sys.platform == "win32":
        return WindowsAutostart(RegistryRunKey())
    if sys.platform == "darwin":
        return launch_agents(Path.home() / "Library" / "LaunchAgents")
    given = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(given) if Path(given).is_absolute() else Path.home() / ".config"
    return (
        SystemdAutostart(config / "systemd/user")
        if service
        else xdg_autostart(config / "autostart")
    )
