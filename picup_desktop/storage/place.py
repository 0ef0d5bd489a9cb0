"""What a kind of storage brings along: where one is, and how it is opened.

A kind is a frozen dataclass that satisfies ``Place``, in a file of its own, and one line in
``registry.py``. Places cross to the courier process, so they hold plain values only.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol, Self
from urllib.parse import SplitResult

from picup_desktop.names import shown
from picup_desktop.storage.base import Storage


class Server(NamedTuple):
    """A server that shows a host key of its own."""

    host: str
    port: int


class Place(Protocol):
    """Where a storage of one kind is. Equal places are one place under one name."""

    scheme: ClassVar[str]
    """The scheme of its URLs, such as ``sftp``."""
    kind: ClassVar[str]
    """The kind as a diagnostics bundle names it, which names no address."""

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        """Return the place that a URL of this scheme leads to; UsageError if it leads to none."""

    @property
    def url(self) -> str:
        """The one way in which the address is written down."""

    @property
    def root(self) -> str:
        """The root folder as it was named, with ``/`` between its parts."""

    @property
    def folder(self) -> Path | None:
        """The root folder on this computer; None if it is elsewhere."""

    @property
    def server(self) -> Server | None:
        """The server whose host key is known or asked about; None if there is none."""

    @property
    def private_names(self) -> tuple[str, ...]:
        """What a log for other people must hide: paths, hosts and users."""

    def is_same(self, other: "Place") -> bool:
        """Return whether two addresses lead to one place, or one into the other."""

    def load(self) -> None:
        """Import what ``open`` needs, so that it is quick from then on."""

    def open(self, access: "Access") -> Storage:
        """Return the storage; nothing is contacted yet."""

    def prepare(self, access: "Access") -> None:
        """Make the root folder, at setup only; any StorageError."""

    def real_path(self, access: "Access") -> str:
        """Return the root folder without links in it, as far as it is told; any StorageError."""


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
