"""Start with the computer: on Linux the window in its tray, elsewhere the engine alone.

Within Flatpak, which has one entry for a whole sandbox, it is the engine as well.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMetaObject, Qt

from picup_desktop.autostart.entry import Entry, own_command, remove_entry, write_entry
from picup_desktop.autostart.here import autostart_here
from picup_desktop.home import Home, default_home
from picup_desktop.program import ProgramPart, background_command_of, is_in_flatpak

ENTRY = """\
[Desktop Entry]
Type=Application
Name=PicUp
Comment=Keeps every photo, sealed, on two storages
Exec={command}
Icon=picup-desktop
Terminal=false
X-GNOME-Autostart-enabled=true
"""


class WindowAutostart:
    """The system's entry that starts PicUp when a person logs in."""

    def __init__(self, home: Home, folder: Path | None = None) -> None:
        self._home = home
        config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        self._file = (folder or Path(config) / "autostart") / "picup-desktop.desktop"
        ours = sys.platform == "linux" and not is_in_flatpak()
        self._other = None if ours else autostart_here()

    @property
    def enabled(self) -> bool:
        """Whether PicUp starts with the computer."""
        return self._file.exists() if self._other is None else self._other.is_on()

    def set(self, *, enabled: bool) -> None:
        """Turn the start with the computer on or off. AutostartFailed."""
        if self._other is not None:
            home = None if self._home == default_home() else self._home.folder
            entry = Entry(own_command(), home)
            other = self._other
            while_painting(lambda: other.switch_on(entry) if enabled else other.switch_off())
        elif enabled:
            write_entry(self._file, ENTRY.format(command=self._command()))
        else:
            remove_entry(self._file)

    def _command(self) -> str:
        words = background_command_of(ProgramPart.WINDOW)
        if self._home != default_home():
            words += ["--home", str(self._home.folder)]
        return " ".join(_quoted(word) for word in [*words, "--hidden"])


def while_painting(work: Callable[[], None]) -> None:
    """Do ``work`` beside the window, which goes on to paint itself: a portal asks a person.

    Whatever ``work`` raises.
    """
    loop = QEventLoop()

    def ended(_: "Future[None]") -> None:
        QMetaObject.invokeMethod(loop, "quit", Qt.ConnectionType.QueuedConnection)

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="autostart") as beside:
        done = beside.submit(work)
        done.add_done_callback(ended)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    done.result()


def _quoted(word: str) -> str:
    """Quote as the desktop entry specification says: as for Exec, then as for any string."""
    escaped = "".join(f"\\{c}" if c in '"`$\\' else c for c in word.replace("%", "%%"))
    return f'"{escaped}"'.replace("\\", "\\\\")
