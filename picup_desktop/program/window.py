"""Whether the window can be opened here: Qt is installed, and there is a screen.

It imports nothing of Qt, which ends the process where it finds no screen.
"""

import ctypes
import os
import shutil
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from picup_desktop.errors import PicupError
from picup_desktop.program.parts import is_installed

QT = "PySide6"
EXTRA = "picup-desktop[window]"
PACKAGE = "picup-desktop"
INSTALLERS = (
    ("apt", f"sudo apt install {PACKAGE}"),
    ("dnf", f"sudo dnf install {PACKAGE}"),
    ("zypper", f"sudo zypper install {PACKAGE}"),
)
"""The programs that install a system's packages, and what they are told."""
OWN_ENVIRONMENTS = (
    ("pipx_metadata.json", f'pipx install --force "{EXTRA}"'),
    ("uv-receipt.toml", f'uv tool install "{EXTRA}"'),
)
"""The files by which tools mark the environment they made for a program, and the commands."""
BY_PIP = f'pip install "{EXTRA}"'
PLATFORM = "QT_QPA_PLATFORM"
"""Which of Qt's platforms a person chose; some need no screen."""
ON_X11, ON_WAYLAND = "xcb", "wayland"
INSTEAD = "picup run"
"""What does the same work without a window."""
XCB = "libxcb.so.1"
XCB_CURSOR = "libxcb-cursor.so.0"
"""What Qt asks of the system on X11, and few systems have from the start."""


class NoWindow(PicupError):
    """The window can't be opened here."""

    title = "title-window-cant-opened"


def check_window() -> None:
    """Return where the window can be opened. NoWindow, which says what would help."""
    if not _has_qt():
        raise NoWindow("window-not-installed", command=command_that_installs())
    if sys.platform in {"win32", "darwin"}:
        return
    wanted = screens_wanted(os.environ)
    if wanted is None or (ON_WAYLAND in wanted and _wayland_answers(os.environ)):
        return
    if ON_X11 not in wanted:
        raise NoWindow("window-has-no-screen", command=INSTEAD)
    if not _x11_answers():
        screen = os.environ["DISPLAY"]
        raise NoWindow("window-cant-reach-screen", screen=screen, command=INSTEAD)
    if not is_installed() and not _can_load(XCB_CURSOR):
        raise NoWindow("window-lacks-library", library=XCB_CURSOR)


def command_that_installs() -> str:
    """Return what to type where the window is missing."""
    if is_installed():
        found = (command for name, command in INSTALLERS if shutil.which(name) is not None)
        return next(found, INSTALLERS[0][1])
    marks = (command for file, command in OWN_ENVIRONMENTS if Path(sys.prefix, file).exists())
    return next(marks, BY_PIP)


def screens_wanted(environment: Mapping[str, str]) -> frozenset[str] | None:
    """Return on which kinds of screens Qt would open a window; None if it needs none.

    Empty if the environment names no screen.
    """
    chosen = [name.partition(":")[0] for name in environment.get(PLATFORM, "").split(";") if name]
    if any(not name.startswith((ON_X11, ON_WAYLAND)) for name in chosen):
        return None
    found = set()
    if environment.get("DISPLAY"):
        found.add(ON_X11)
    if environment.get("WAYLAND_DISPLAY") or environment.get("WAYLAND_SOCKET"):
        found.add(ON_WAYLAND)
    return frozenset(kind for kind in found if not chosen or any(kind in one for one in chosen))


def _has_qt() -> bool:
    """Return whether Qt's files are there: a build knows its modules without them, too."""
    spec = find_spec(QT)
    places = () if spec is None else spec.submodule_search_locations or ()
    return any(any(Path(place).glob("QtWidgets*")) for place in places)


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    if environment.get("WAYLAND_SOCKET"):
        return True
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), environment["WAYLAND_DISPLAY"])
    with suppress(OSError), socket.socket(socket.AF_UNIX) as asked:
        asked.connect(str(path))
        return True
    return False


def _x11_answers() -> bool:
    """Return whether the screen lets us in, as X11's own library finds; True where it is missing.

    Then Qt names what it lacks.
    """
    try:
        xcb = ctypes.CDLL(XCB)
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    # Never null: a connection that failed is one with an error.
    connection = xcb.xcb_connect(None, None)
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return bool(error == 0)


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
