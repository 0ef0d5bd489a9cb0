"""Start this program again, as another of its parts.

From source each part is a module of its own. An installed build has no Python command:
there each part is one of its programs with a switch as the first argument, which
``__main__`` reads. Every kind of child process is declared here only.
"""

import os
import sys
from enum import Enum
from pathlib import Path

BACKGROUND_PROGRAMS = {"win32": "picup-desktop.exe", "darwin": "picup"}
"""The program of an installed build that starts without a window or console."""
APPIMAGE = "APPIMAGE"
"""The variable in which an AppImage tells its processes where its own file is."""
APPDIR = "APPDIR"
"""The variable with the folder that an AppImage unpacks itself to while it runs."""

FLATPAK_ID = "FLATPAK_ID"
"""The variable with our name for Flatpak, within its sandbox."""
FLATPAK_FILE = Path("/.flatpak-info")
USUAL_DESKTOP_NAME = "picup-desktop"
FLATPAK_PROGRAM = "picup"
"""Our program within the sandbox; what starts it from outside puts ``flatpak run`` before it."""


class ProgramPart(Enum):
    """A part: its switch in an installed build, and its module."""

    COMMAND_LINE = ("--command-line", "picup_desktop.cli")
    WINDOW = ("--open-window", "picup_desktop.ui.start.main")
    COURIER = ("--courier", "picup_desktop.storage.courier.process")
    SEALER = ("--sealer", "picup_desktop.sync.upload.sealer_process")
    THUMBNAILER = ("--thumbnailer", "picup_desktop.thumbnails.process")
    PRACTICE_SERVER = ("--practice-server", "picup_desktop.storage.practice.server")

    def __init__(self, switch: str, module: str) -> None:
        self.switch = switch
        self.module = module


def is_installed() -> bool:
    """Return whether this is an installed build, which includes its own Python."""
    return bool(getattr(sys, "frozen", False))


def is_in_flatpak() -> bool:
    """Return whether we run in a sandbox of Flatpak: a variable alone may be another program's."""
    return FLATPAK_ID in os.environ and FLATPAK_FILE.exists()


def desktop_name() -> str:
    """Return the name of our entry in the desktop's menus, by which it knows our windows."""
    return os.environ[FLATPAK_ID] if is_in_flatpak() else USUAL_DESKTOP_NAME


def command_of(part: ProgramPart) -> list[str]:
    """Return the command that starts a part of this program."""
    if is_installed():
        return [sys.executable, part.switch]
    # -P: a file in the current folder must not be imported as one of our modules.
    return [sys.executable, "-P", "-m", part.module]


def environment_without_secrets() -> dict[str, str]:
    """Return our environment without the variables of ours, some of which are passwords.

    Nor with those of the tools for S3: they would change whose key is used, and how.
    """
    left_out = ("PICUP_", "AWS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}


def background_command_of(part: ProgramPart) -> list[str]:
    """Return the same for a start by the system, which nobody watches.

    On Windows it is the window's program, because a console program would open a console; on
    macOS it is the one that the Dock does not show. A process of an AppImage runs from a temporary
    folder, so there it is the AppImage's own file. Within Flatpak it is the program's name in the
    sandbox, which the portal starts.
    """
    if is_in_flatpak():
        return [FLATPAK_PROGRAM, part.switch]
    command = command_of(part)
    if not is_installed():
        return command
    if sys.platform == "linux":
        command[0] = _appimage() or command[0]
    elif sys.platform in BACKGROUND_PROGRAMS:
        command[0] = str(Path(command[0]).with_name(BACKGROUND_PROGRAMS[sys.platform]))
    return command


def _appimage() -> str | None:
    """Return the file of the AppImage that we run from; another one may have started us."""
    folder = os.environ.get(APPDIR)
    if not folder or not Path(sys.executable).resolve().is_relative_to(Path(folder).resolve()):
        return None
    return os.environ.get(APPIMAGE)


def part_of(arguments: list[str]) -> tuple[ProgramPart, list[str]]:
    """Return the part that an argument list asks for, and the list without the switch."""
    program, *rest = arguments
    for part in ProgramPart:
        if rest[:1] == [part.switch]:
            return part, [program, *rest[1:]]
    if is_installed():
        named = ProgramPart.COMMAND_LINE if Path(program).stem == "picup" else ProgramPart.WINDOW
        return named, arguments
    return (ProgramPart.COMMAND_LINE if rest else ProgramPart.WINDOW), arguments
