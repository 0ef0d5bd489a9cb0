"""Linux: an XDG autostart entry on a desktop, and a systemd user unit without one.

The entry starts the engine at each login of its user; for the unit see docs/guide/headless.md.
"""

import contextlib
import shutil
import subprocess
from pathlib import Path

from picup_desktop.autostart.entry import (
    AutostartFailed,
    Entry,
    EntryFile,
    remove_entry,
    write_entry,
)
from picup_desktop.messages.system import reason_of

# Characters that the desktop-entry specification requires to quote, or to escape in quotes.
SPECIAL = " \t\n\"'\\><~|&;$*?#()`"
ESCAPED = '"`$\\'


def xdg_autostart(folder: Path) -> EntryFile:
    """``folder`` is ``autostart`` below the user's configuration folder."""
    return EntryFile(folder / "picup-desktop-engine.desktop", xdg_entry)


def xdg_entry(entry: Entry) -> str:
    """Return the entry's text."""
    return f"""\
[Desktop Entry]
Type=Application
Name=PicUp Desktop
Comment=Keeps every photo, sealed, on two storages
Exec={" ".join(_exec_quoted(word) for word in entry.words)}
TryExec={entry.command[0].replace(chr(92), chr(92) * 2)}
Terminal=false
NoDisplay=true
X-GNOME-Autostart-Delay=20
"""


def _exec_quoted(word: str) -> str:
    """Quote a word by the rules of Exec, then escape it as any string of the file."""
    text = word.replace("%", "%%")
    if any(c in SPECIAL for c in text):
        text = f'"{"".join(chr(92) + c if c in ESCAPED else c for c in text)}"'
    return text.replace("\\", "\\\\")


UNIT = "picup-desktop.service"
ASK_SECONDS = 10.0


class SystemdAutostart:
    """``folder`` is ``systemd/user`` below the user's configuration folder."""

    def __init__(self, folder: Path, systemctl: str | None = None) -> None:
        self._file = folder / UNIT
        self._link = folder / "default.target.wants" / UNIT
        self._systemctl = systemctl or shutil.which("systemctl")

    @property
    def where(self) -> str:
        """The unit's file."""
        return str(self._file)

    def is_on(self) -> bool:
        """Return whether the unit is there and enabled."""
        return self._file.exists() and self._link.is_symlink()

    def switch_on(self, entry: Entry) -> None:
        """Write and enable it, as ``systemctl --user enable`` does, also if no systemd runs now.

        AutostartFailed if either can't be written.
        """
        write_entry(self._file, systemd_unit(entry))
        try:
            self._link.parent.mkdir(parents=True, exist_ok=True)
            self._link.unlink(missing_ok=True)
            self._link.symlink_to(self._file)
        except OSError as error:
            raise AutostartFailed(
                "link-cant-be-made", link=str(self._link), why=reason_of(error)
            ) from error
        self._reload()

    def switch_off(self) -> None:
        """Disable and remove the unit."""
        remove_entry(self._link)
        remove_entry(self._file)
        self._reload()

    def _reload(self) -> None:
        if self._systemctl is not None:
            # A user's systemd that does not run now reads the file when it starts.
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(
                    [self._systemctl, "--user", "daemon-reload"],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=ASK_SECONDS,
                    check=False,
                )


def systemd_unit(entry: Entry) -> str:
    """Return the unit's text: it ends by SIGTERM within 5 s and restarts only after a failure.

    It rests without an error once the program was removed. A user's systemd knows no targets of
    the network, for which the program waits itself.
    """
    return f"""\
[Unit]
Description=PicUp Desktop keeps photos on two storages
ConditionPathExists={entry.command[0].replace("%", "%%")}

[Service]
ExecStart={" ".join(_quoted(word) for word in entry.words)}
EnvironmentFile=-%h/.config/picup-desktop/environment
Restart=on-failure
RestartSec=30
TimeoutStopSec=15
Nice=10

[Install]
WantedBy=default.target
"""


def _quoted(word: str) -> str:
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"'
