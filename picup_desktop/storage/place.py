"""Where a storage is, and with what it is opened."""

from dataclasses import dataclass, field
from pathlib import Path

from picup_desktop.names import shown


@dataclass(frozen=True)
class SftpPlace:
    """An SFTP server and the vault's root folder on it."""

    host: str
    port: int
    user: str
    path: str
    """Absolute, or relative to the login folder (a URL says ``/~/path``)."""


@dataclass(frozen=True)
class FolderPlace:
    """A folder of this computer: a mounted share or a disk."""

    path: Path


Place = SftpPlace | FolderPlace


@dataclass(frozen=True)
class Access:
    """What opens a place; secrets never show in a log or a traceback."""

    known_hosts: Path
    password: str | None = field(default=None, repr=False)
    key_file: Path | None = None
    key_passphrase: str | None = field(default=None, repr=False)
    trust_new_host_key: bool = False
    """Trust a key never seen before and remember it; a changed key is refused all the same."""
    root_holds: tuple[str, ...] = ()
    """At least one of these stands in a folder that is the vault's; none: that is not known."""
    own_names: tuple[str, ...] = ()
    """The vault's own names directly below the root, which a probe looks at."""
    connect_seconds: float = 5.0
    stall_seconds: float = 30.0
    keepalive_seconds: float = 15.0
    upload_bytes_per_second: float = 0.0
    """At most so much is sent; 0 is as fast as it goes."""


def holds_nothing(root: str, marker: str, *, at: str = "") -> str:
    """What is told of a root folder that holds nothing of the vault (5-2).

    ``marker``: the file that says that a new disk or box is meant; ``at``: the server.
    """
    where = f"The folder {shown(root)}{f' on {at}' if at else ''}"
    return (
        f"{where} is there, but nothing of the vault is in it. Is the NAS's volume, the disk or the"
        f" share mounted there? If it is a new one for it, copy {marker} there from the other"
        " storage, then: picup verify --all --repair"
    )
