"""Starting with the computer, as freedesktop's autostart folder has it."""

import os
import sys
from pathlib import Path

from picup_desktop.home import Home, default_home

ENTRY = """\
[Desktop Entry]
Type=Application
Name=PicUp
Comment=Keeps every photo, sealed, on two NAS boxes
Exec={command}
Icon=picup-desktop
Terminal=false
X-GNOME-Autostart-enabled=true
"""


class Autostart:
    """A desktop entry in the autostart folder; elsewhere than on Linux it is not possible yet."""

    def __init__(self, home: Home, folder: Path | None = None) -> None:
        self._home = home
        config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        self._file = (folder or Path(config) / "autostart") / "picup-desktop.desktop"

    @property
    def possible(self) -> bool:
        """Whether this system starts programs so."""
        return sys.platform == "linux"

    @property
    def enabled(self) -> bool:
        """Whether it starts with the computer."""
        return self._file.exists()

    def set(self, *, enabled: bool) -> None:
        """Start with the computer from now on, or no more. OSError if that can't be written."""
        if not enabled:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(ENTRY.format(command=self._command()), "utf-8")

    def _command(self) -> str:
        words = [sys.executable]
        if not getattr(sys, "frozen", False):
            words += ["-m", "picup_desktop.ui.main"]
        if self._home != default_home():
            words += ["--home", str(self._home.folder)]
        return " ".join(_quoted(word) for word in [*words, "--hidden"])


def _quoted(word: str) -> str:
    """As the desktop entry specification quotes arguments."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    return '"' + escaped.replace("`", "\\`").replace("%", "%%") + '"'
