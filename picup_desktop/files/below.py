"""The one way from a photo's name to its file: below its album's folder, or nowhere (6-3).

The ledger's names are those of this computer's scans and also of other computers' journals and
of headers, which may say anything. Mypy refuses a name that is put behind a folder in another
way (packaging/lint/shown_text.py).
"""

import errno
import os
from pathlib import Path, PureWindowsPath

from picup_desktop.files.windows_names import leads_elsewhere, reachable


class LeadsOut(FileNotFoundError):
    """A name means no file below the folder, so there is none of that name."""

    def __init__(self) -> None:
        super().__init__(errno.ENOENT, os.strerror(errno.ENOENT))


def below(folder: Path, name: str) -> Path:
    """Return the file of that name below a folder. LeadsOut for any other place.

    Links on the way are not looked at; who writes there does (``target_in``).
    """
    if leads_out(name):
        raise LeadsOut
    return reachable(folder / name)


def leads_out(name: str, *, windows: bool = os.name == "nt") -> bool:
    """Return whether a name means no file below a folder, or another one than it says."""
    if windows and (leads_elsewhere(name) or PureWindowsPath(name).anchor):
        return True
    parts = [part for part in name.split("/") if part not in {"", "."}]
    return "\0" in name or name.startswith("/") or ".." in parts or not parts
