"""Identify this machine, to detect a home that was copied to another one (5-6)."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

MACHINE_ID_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
REGISTRY_KEY = r"SOFTWARE\Microsoft\Cryptography"


def this_machine(files: Sequence[Path] = MACHINE_ID_FILES) -> str | None:
    """Return a hash of the system's id of this machine; None if it has none.

    The host name is no such id: it changes with the network and at the owner's will.
    """
    found = _registry() if sys.platform == "win32" else _first_line(files)
    return hashlib.sha256(f"picup {found}".encode()).hexdigest()[:32] if found else None


def _first_line(files: Sequence[Path]) -> str | None:
    for file in files:
        try:
            text = file.read_text("ascii", "replace").strip()
        except OSError:
            continue
        if text and text != "uninitialized":
            return text
    return None


def _registry() -> str | None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows only

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return None
    return None
