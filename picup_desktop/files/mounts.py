"""What kind of file system a folder is on, and whether it tells of changes made elsewhere."""

import sys
from pathlib import Path, PurePath

from picup_desktop.files.windows_names import as_known

MOUNTS_FILE = Path("/proc/self/mountinfo")
# Changes made on another computer cause no events here.
SILENT_TYPES = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph"}
    | {"glusterfs", "lustre", "9p", "vboxsf", "davfs", "virtiofs", "fakeowner"}
)
SILENT_PREFIX = "fuse."
WINDOWS_REMOTE_DRIVE = 4
"""``DRIVE_REMOTE`` of Windows' GetDriveTypeW: a letter that stands for a share."""
LOCAL_FUSE = frozenset({"fuse.portal", "fuse.gocryptfs", "fuse.encfs", "fuse.bindfs"})


def is_silent(folder: Path) -> bool:
    """Return whether a folder must be scanned frequently, because events are missing there."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - of use on Windows only

        drive = Path(as_known(str(folder))).drive
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")
        return drive.startswith("\\\\") or kind == WINDOWS_REMOTE_DRIVE
    try:
        mounts = MOUNTS_FILE.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        # Not Linux: a share is watched, and the rescans find what events miss.
        return False
    return is_silent_type(type_of(folder, mounts))


def real_folder(folder: Path) -> Path:
    """Return a folder with its links resolved, or as it is where nobody can say where they lead.

    It is one spelling to compare by: on Windows a folder has two. Windows raises OSError for a
    share whose server is not reached in some ways, among them a network that is away.
    """
    try:
        real = folder.resolve()
    except OSError:
        real = folder.absolute()
    return Path(as_known(str(real)))


def is_silent_type(kind: str) -> bool:
    """Return whether a file system of this kind sends no events for changes by others."""
    fuse = kind.startswith(SILENT_PREFIX) and kind not in LOCAL_FUSE
    return kind in SILENT_TYPES or fuse


def type_of(folder: PurePath, mountinfo: str) -> str:
    """Return the kind of file system of a folder, according to the lines of ``mountinfo``."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = PurePath(_plain(fields[4]))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split(" ", 1)[0]
    return kind


def _plain(escaped: str) -> str:
    """Decode a mount point: spaces and the like are octal escapes."""
    for code in ("040", "011", "012", "134"):
        escaped = escaped.replace(f"\\{code}", chr(int(code, 8)))
    return escaped
