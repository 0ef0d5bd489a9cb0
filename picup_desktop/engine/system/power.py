"""Power and network, as the system reports them: on battery, on a metered connection.

An unknown condition is no reason to wait.
"""

import shutil
import subprocess
from pathlib import Path

POWER_FOLDER = Path("/sys/class/power_supply")
ASK_SECONDS = 2.0
# NM_METERED_YES and NM_METERED_GUESS_YES of NetworkManager's D-Bus interface.
METERED = frozenset({"1", "3"})


def on_battery(folder: Path = POWER_FOLDER) -> bool | None:
    """Return whether this computer runs on battery; None if the system is silent (Linux)."""
    kinds = [(_read(supply / "type"), supply) for supply in _entries(folder)]
    mains = [_read(supply / "online") for kind, supply in kinds if kind == "Mains"]
    if mains:
        return "1" not in mains
    batteries = [
        _read(supply / "status")
        for kind, supply in kinds
        # A mouse has a battery too, which powers nothing but the mouse.
        if kind == "Battery" and _read(supply / "scope") != "Device"
    ]
    return "Discharging" in batteries if batteries else None


def on_metered_network(busctl: str | None = None) -> bool | None:
    """Return whether the network is metered; None if NetworkManager does not report it."""
    program = busctl or shutil.which("busctl")
    if program is None:
        return None
    name, path = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
    try:
        answer = subprocess.run(
            [program, "--system", "get-property", name, path, name, "Metered"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ASK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = answer.stdout.decode("ascii", "replace").split()
    if answer.returncode != 0 or len(words) != 2:
        return None
    return words[1] in METERED


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
