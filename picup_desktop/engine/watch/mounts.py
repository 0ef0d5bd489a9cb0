"""Mounts: which folders lie on shares that tell nothing of what happens on them."""

import sys
from pathlib import Path, PurePath

MOUNTS_FILE = Path("/proc/self/mountinfo")
# Changes made on another computer never become events here.
SILENT_TYPES = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph"}
    | {"glusterfs", "lustre", "9p", "vboxsf", "davfs"}
)
SILENT_PREFIX = "fuse."
LOCAL_FUSE = frozenset({"fuse.portal", "fuse.gocryptfs", "fuse.encfs", "fuse.bindfs"})


def is_silent(folder: Path) -> bool:
    """Whether a folder must be looked at again and again, for events tell nothing there."""
    if sys.platform == "win32":
        return folder.drive.startswith("\\\\")
    try:
        mounts = MOUNTS_FILE.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        # Not Linux: a share is watched, and the rescans find what events do not tell.
        return False
    return is_silent_type(type_of(folder, mounts))


def is_silent_type(kind: str) -> bool:
    """Whether a file system of this kind sends no events for what others change."""
    fuse = kind.startswith(SILENT_PREFIX) and kind not in LOCAL_FUSE
    return kind in SILENT_TYPES or fuse


def type_of(folder: PurePath, mountinfo: str) -> str:
    """The kind of file system a folder lies on, told by the lines of ``mountinfo``."""
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
    """A mount point as it is named: spaces and the like stand as octal escapes."""
    for code in ("040", "011", "012", "134"):
        escaped = escaped.replace(f"\\{code}", chr(int(code, 8)))
    return escaped
