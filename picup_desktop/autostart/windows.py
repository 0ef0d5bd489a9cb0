"""Windows: a value below the user's ``Run`` key, started at each login."""

import subprocess
import sys
from typing import Protocol

from picup_desktop.autostart.entry import AutostartFailed, Entry
from picup_desktop.messages.system import reason_of

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
VALUE = "PicUp Desktop"
NO_REGISTRY = "there is no registry on this system"


class RunKey(Protocol):
    """The ``Run`` key; methods raise OSError as the registry does."""

    def read(self, name: str) -> str | None:
        """Return a value, or None if there is none."""

    def write(self, name: str, text: str) -> None:
        """Set a value."""

    def remove(self, name: str) -> None:
        """Remove a value that is there."""


class WindowsAutostart:
    """``key`` is the registry's, or a stand-in of a test."""

    def __init__(self, key: RunKey) -> None:
        self._key = key

    @property
    def where(self) -> str:
        """The value's place."""
        return rf"HKEY_CURRENT_USER\{RUN_KEY}\{VALUE}"

    def is_on(self) -> bool:
        """Return whether the value is there."""
        return self._key.read(VALUE) is not None

    def switch_on(self, entry: Entry) -> None:
        """Write the value."""
        try:
            self._key.write(VALUE, subprocess.list2cmdline(entry.words))
        except OSError as error:
            raise _failed(error) from error

    def switch_off(self) -> None:
        """Remove the value."""
        try:
            if self.is_on():
                self._key.remove(VALUE)
        except OSError as error:
            raise _failed(error) from error


class RegistryRunKey:
    """The key in the registry; OSError where there is no registry."""

    def read(self, name: str) -> str | None:
        """As ``RunKey``."""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 - not elsewhere

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                    return str(winreg.QueryValueEx(key, name)[0])
            except FileNotFoundError:
                return None
        raise OSError(NO_REGISTRY)

    def write(self, name: str, text: str) -> None:
        """As ``RunKey``."""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 - not elsewhere

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                return winreg.SetValueEx(key, name, 0, winreg.REG_SZ, text)
        raise OSError(NO_REGISTRY)

    def remove(self, name: str) -> None:
        """As ``RunKey``."""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 - not elsewhere

            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY, 0, winreg.KEY_SET_VALUE) as key:
                return winreg.DeleteValue(key, name)
        raise OSError(NO_REGISTRY)


def _failed(error: OSError) -> AutostartFailed:
    return AutostartFailed("registry-cant-changed", why=reason_of(error))
