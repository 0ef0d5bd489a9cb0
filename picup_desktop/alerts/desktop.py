"""Desktop notifications, where there is a desktop; nothing depends on them or waits for them.

They are shown by the system's own programs, because Apprise's desktop plug-ins need
libraries that no package index has for every system.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from picup_desktop.alerts.alert import Alert, NotTaken

SECONDS = 5.0
TITLE_VARIABLE, TEXT_VARIABLE = "PICUP_ALERT_TITLE", "PICUP_ALERT_TEXT"
# Windows opens a console for PowerShell if the parent has none; the flag is 0 elsewhere.
NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)

APPLE_SCRIPT = (
    f'display notification (system attribute "{TEXT_VARIABLE}")'
    f' with title (system attribute "{TITLE_VARIABLE}")'
)
# A balloon, because a toast needs a program that is registered with the shell.
POWERSHELL_SCRIPT = (
    "Add-Type -AssemblyName System.Windows.Forms, System.Drawing;"
    " $i = New-Object System.Windows.Forms.NotifyIcon;"
    " $i.Icon = [System.Drawing.SystemIcons]::Warning; $i.Visible = $true;"
    f" $i.ShowBalloonTip(4000, $env:{TITLE_VARIABLE}, $env:{TEXT_VARIABLE}, 'Warning');"
    " Start-Sleep -Seconds 4; $i.Dispose()"
)


@dataclass(frozen=True)
class Desktop:
    """Shows alerts through a program of the system."""

    command: Callable[[Alert], list[str]]
    name: str = "desktop"
    far: bool = False

    def prepare(self) -> None:
        """Do nothing: nothing needs to be loaded."""

    def take(self, alert: Alert) -> None:
        """Show it; NotTaken if the program fails or hangs."""
        # The text goes through the environment, so it can't be run as a script.
        said = {TITLE_VARIABLE: alert.title, TEXT_VARIABLE: alert.text}
        try:
            subprocess.run(
                self.command(alert),
                env={**os.environ, **said},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=True,
                creationflags=NO_CONSOLE,
            )
        except (OSError, subprocess.SubprocessError) as error:
            told = type(error).__name__
            raise NotTaken("desktop-did-not-show-alert", why=told) from error


def desktop_target(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    find: Callable[[str], str | None] = shutil.which,
) -> Desktop | None:
    """Return the desktop of this session; None if there is none."""
    if platform == "win32":
        program = find("powershell")
        words = ["-NoProfile", "-NonInteractive", "-Command", POWERSHELL_SCRIPT]
    elif platform == "darwin":
        program, words = find("osascript"), ["-e", APPLE_SCRIPT]
    elif environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY"):
        program = find("notify-send")
        return None if program is None else Desktop(lambda alert: _notify_send(program, alert))
    else:
        return None
    return None if program is None else Desktop(lambda _: [program, *words])


def _notify_send(program: str, alert: Alert) -> list[str]:
    # Some notification servers interpret the text as markup.
    text = alert.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return [program, "--app-name=PicUp Desktop", "--", alert.title, text]
