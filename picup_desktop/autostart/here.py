"""Choose the autostart of this system."""

import os
import sys
from pathlib import Path

from picup_desktop.autostart.entry import Autostart
from picup_desktop.autostart.linux import SystemdAutostart, xdg_autostart
from picup_desktop.autostart.macos import launch_agents
from picup_desktop.autostart.windows import RegistryRunKey, WindowsAutostart
from picup_desktop.program import is_in_flatpak

PORTAL_FILE = "picup-desktop/autostart-portal.json"


def autostart_here(*, service: bool = False) -> Autostart:
    """Return this system's autostart; ``service`` means a systemd user unit on Linux."""
    if sys.platform == "win32":
        return WindowsAutostart(RegistryRunKey())
    if sys.platform == "darwin":
        return launch_agents(Path.home() / "Library" / "LaunchAgents")
    given = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(given) if Path(given).is_absolute() else Path.home() / ".config"
    if is_in_flatpak():
        return _in_flatpak(config, service=service)
    return (
        SystemdAutostart(config / "systemd/user")
        if service
        else xdg_autostart(config / "autostart")
    )


def _in_flatpak(config: Path, *, service: bool) -> Autostart:
    from picup_desktop.autostart.portal import (  # noqa: PLC0415 - it needs a library of Linux
        NoServices,
        PortalAutostart,
        ask_portal,
    )

    return NoServices() if service else PortalAutostart(config / PORTAL_FILE, ask_portal)
