"""The interface of a kind of storage: its address, and how it is opened.

A kind is a frozen dataclass that satisfies ``Place``, in a file of its own, and one line in
``registry.py``. Places cross to the courier process, so they hold plain values only.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol, Self
from urllib.parse import SplitResult

from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.storage.base import Storage
from picup_desktop.storage.logins import Logins
from picup_desktop.storage.parts import NOBODY, Writer
from picup_desktop.words import SshSpeaker

MOST_FOLDERS = 1_000
"""Folders in a listing: more than a person looks through; the path of any other can be typed."""
MOST_ENTRIES = 20_000
"""Files and folders that are looked at for a listing."""


class HostAndPort(NamedTuple):
    """A server with a host key or a certificate."""

    host: str
    port: int


def login_is_for(place: "Place") -> str:
    """Return the server of a place as one text; empty for none.

    A login is kept beside it and sent to no other: the ledger, which names the addresses, is
    not sealed, so whoever had a copy of the home could have changed it (6-5).
    """
    return place.login_server


class Place(Protocol):
    """The address of a storage of one kind. Equal places are the same place."""

    scheme: ClassVar[str]
    """The scheme of its URLs, such as ``sftp``."""
    kind: ClassVar[str]
    """The kind as shown in a diagnostics bundle, without an address."""
    takes_query: ClassVar[bool]
    """Whether its URLs may say something after a question mark."""
    is_metered: ClassVar[bool]
    """Whether whoever runs it may charge for requests, and for what is read."""
    tells_room: ClassVar[bool]
    """Whether its protocol has an answer for how much room is free."""
    unheard_bytes: ClassVar[int]
    """Bytes of ours that may be under way without any news of them, on a connection that works."""

    small_at_once: ClassVar[int]
    """Small files of a batch that one connection has under way at once, each waiting by itself."""
    least_for_large: ClassVar[int]
    """Connections for large files on a LAN: several, where each waits for the other side."""
    most_for_large: ClassVar[int]
    """Connections for large files to a distant storage."""
    shares_connections: ClassVar[bool]
    """Whether what ``open`` returns may be used by several threads at once, with one opening."""

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        """Return the place of a URL with this scheme; UsageError if the URL is invalid."""

    @property
    def url(self) -> str:
        """The canonical URL."""

    @property
    def direct_url(self) -> str:
        """The URL for other computers: it leads there without what this one is configured for."""

    @property
    def root(self) -> str:
        """The root folder as the person wrote it, with ``/`` as the separator."""

    @property
    def folder(self) -> Path | None:
        """The root folder on this computer; None if it is not on this computer."""

    @property
    def server(self) -> HostAndPort | None:
        """The server that shows a host key or a certificate; None if there is none."""

    @property
    def login_server(self) -> str:
        """The server that a login is sent to, as ``host:port`` in lower case; empty for none."""

    @property
    def private_names(self) -> tuple[str, ...]:
        """What a shared log must hide: paths, hosts and users."""

    def is_same(self, other: "Place") -> bool:
        """Return whether both lead to one place, or one into the other."""

    def settled(self) -> Self:
        """Return the place as it is kept: what its URL leaves to this computer is filled in.

        UsageError for an address that can lead nowhere from here.
        """

    def who_speaks(self, access: "Access") -> Message | None:
        """Return who speaks to the server, and why; None if there is no choice. StorageError."""

    def load(self) -> None:
        """Import what ``open`` needs, so that it is fast afterwards."""

    def open(self, access: "Access") -> Storage:
        """Return the storage, without connecting."""

    def prepare(self, access: "Access") -> None:
        """Make the root folder, at setup only; any StorageError."""

    def real_path(self, access: "Access") -> str:
        """Return the root folder with links resolved, as far as is known; any StorageError."""

    def folders(self, access: "Access", file: str) -> "FolderListing":
        """Return the folders in the root folder, and whether ``file`` is there.

        Bounded in number and time, whatever the place answers (6-2). Any StorageError.
        """

    def make_folder(self, access: "Access") -> None:
        """Make the root folder in a folder that is there. ObjectExists, any StorageError."""


def other_url(place: Place) -> str | None:
    """Return the URL for other computers; None if it is the same as here."""
    return None if place.direct_url == place.url else place.direct_url


@dataclass(frozen=True)
class FolderListing:
    """The folders in one folder of a place, for a person to choose from."""

    path: str
    """The folder, as the place itself names it."""
    folders: tuple[str, ...]
    """The names, sorted; those that no address can have are left out."""
    more: bool
    """Whether there are, or may be, more than those."""
    holds: bool
    """Whether a file with the asked name was seen there."""


@dataclass(frozen=True)
class Access:
    """Login and options of a place; secrets never appear in a log or a traceback."""

    known_hosts: Path
    password: str | None = field(default=None, repr=False)
    key_file: Path | None = None
    key_passphrase: str | None = field(default=None, repr=False)
    trust_new_host_key: bool = False
    """Trust and remember a key never seen before; a changed key is refused anyway.

    This and the next count for a certificate that no authority of this computer vouches for, too.
    """
    trust_fingerprint: str | None = None
    """Trust the key with this ``SHA256:...`` too, new or changed; it is not remembered."""
    root_holds: tuple[str, ...] = ()
    """At least one of these exists in the vault's root folder; empty if that is unknown."""
    own_names: tuple[str, ...] = ()
    """The vault's own names directly below the root, which a probe checks."""
    connect_seconds: float = 5.0
    stall_seconds: float = 30.0
    keepalive_seconds: float = 15.0
    upload_bytes_per_second: float = 0.0
    """The upload limit; 0 means no limit."""
    writer: Writer = NOBODY
    """Whose parts are written."""
    logins: Logins | None = field(default=None, compare=False, repr=False)
    """Shared by the connections of one process; it does not cross to another one."""
    sends_sums: bool = False
    """Send the SHA-256 of objects with them: the store was seen to compare it."""
    ssh: SshSpeaker | None = None
    """Who speaks SSH; None: as the server and the SSH configuration need it."""


def holds_nothing(root: str, marker: str, *, server: str) -> Message:
    """Return the message about a root folder without any file of the vault (5-2).

    ``marker``: the file that declares a new disk or box.
    """
    return Message("folder-on-but-nothing-vault", root=shown(root), server=server, marker=marker)
