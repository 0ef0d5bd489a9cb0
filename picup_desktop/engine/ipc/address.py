"""Where an engine listens: a Unix socket (on Windows, a named pipe) of this home and user.

The Unix socket is ``engine.sock`` in the home. If that path is too long for the system, the
socket is in a private folder of the user, with a name derived from the home's path.
"""

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from picup_desktop.errors import PicupError
from picup_desktop.home import PRIVATE_MODE, Home

SOCKET_NAME = "engine.sock"
# sun_path holds 104 bytes on macOS and 108 on Linux, including the final zero.
LONGEST_PATH_BYTES = 103


class NoPrivateFolder(PicupError):
    """The folder for the socket belongs to another user, or others may write to it."""

    title = "title-engine-cant-listen"


def socket_path(home: Home) -> Path:
    """Return the path of the Unix socket; its folder is made if missing. NoPrivateFolder."""
    path = home.folder / SOCKET_NAME
    if len(os.fsencode(path)) <= LONGEST_PATH_BYTES:
        return path
    return _runtime_folder() / f"{_digest(home)}.sock"


def pipe_name(home: Home) -> str:
    """Return the name of the Windows pipe."""
    return rf"\\.\pipe\picup-desktop-{_digest(home)}"


def _digest(home: Home) -> str:
    return hashlib.sha256(os.fsencode(home.folder.resolve())).hexdigest()[:24]


def _runtime_folder() -> Path:
    given = os.environ.get("XDG_RUNTIME_DIR")
    parent = Path(given) if given and Path(given).is_dir() else Path(tempfile.gettempdir())
    if sys.platform == "win32":
        return parent
    folder = parent / f"picup-desktop-{os.getuid()}"
    folder.mkdir(mode=PRIVATE_MODE, exist_ok=True)
    status = folder.lstat()
    private = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o077
    if not private or status.st_uid != os.getuid():
        raise NoPrivateFolder("not-folder-for-user-alone", folder=str(folder))
    return folder
