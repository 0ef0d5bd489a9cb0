"""The place of a storage on an SFTP server: ``sftp://user@host:port/path``.

SSH is imported only when a server is contacted: that takes longer than everything else in a
command, and mostly a courier does it.
"""

import getpass
import ipaddress
import posixpath
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import SplitResult, quote, unquote

from picup_desktop.errors import UsageError
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.place import Access, FolderListing, HostAndPort, Place
from picup_desktop.storage.sftp.ssh.settings import SshSettings, settings_of
from picup_desktop.storage.trust.known_hosts import SSH_PORT

if TYPE_CHECKING:
    from picup_desktop.storage.sftp.storage import SftpStorage

DEFAULT_PORT = SSH_PORT
HOME_MARK = "/~/"
TOP = "/."
"""The server's top as a folder: said on purpose, and not by leaving the folder out."""
HOST = re.compile(r"[\w:][\w.:%-]*")
"""No name begins with ``-``, which is an option of ``ssh``, and none has a shell's letters."""


@dataclass(frozen=True)
class SftpPlace:
    """An SFTP server and the vault's root folder on it.

    The host may be a ``Host`` of the user's SSH configuration. What that says is asked at each
    connection and is no part of the place.
    """

    scheme: ClassVar[str] = "sftp"
    kind: ClassVar[str] = "sftp"
    takes_query: ClassVar[bool] = False
    is_metered: ClassVar[bool] = False
    tells_room: ClassVar[bool] = True
    unheard_bytes: ClassVar[int] = 0
    small_at_once: ClassVar[int] = 1
    least_for_large: ClassVar[int] = 1
    most_for_large: ClassVar[int] = 4
    shares_connections: ClassVar[bool] = False

    host: str
    """In lower case."""
    port: int
    user: str
    path: str
    """Absolute, or relative to the login folder (a URL has ``/~/path``)."""
    written: str = field(default="", compare=False)
    """The host as the URL has it: names in the SSH configuration differ by their case."""
    says_port: bool = field(default=True, compare=False)
    says_user: bool = field(default=True, compare=False)
    """Whether the URL itself has a user; the SSH configuration may name one otherwise."""

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        """As ``Place.from_url``. The user defaults to the one who runs the program."""
        if parts.password is not None:
            raise UsageError("address-must-not-hold-password")
        if not parts.hostname or parts.port == 0:
            raise UsageError("names-no-host-write-sftp", url=url)
        host = unquote(_host_in(parts.netloc))
        if HOST.fullmatch(host) is None:
            raise UsageError("no-host-has-that-name", url=url)
        path = unquote(parts.path)
        if "\0" in path:
            raise UsageError("address-holds-nul", url=url)
        if path.strip("/") in {"", "~"}:
            raise UsageError("names-no-folder-add-one", url=url)
        user = unquote(parts.username) if parts.username else getpass.getuser()
        path = path.removeprefix(HOME_MARK) if path.startswith(HOME_MARK) else path
        return cls(
            host.lower(),
            parts.port or DEFAULT_PORT,
            user,
            posixpath.normpath(path),
            written=host,
            says_port=parts.port is not None,
            says_user=bool(parts.username),
        )

    @property
    def url(self) -> str:
        """As ``Place.url``."""
        host = self.written or self.host
        if ":" in host:
            # A zone is written with its percent sign escaped (RFC 6874).
            host = f"[{host.replace('%', '%25')}]"
        port = f":{self.port}" if self.has_port else ""
        user = f"{quote(self.user, safe='')}@" if self.says_user else ""
        path = self.path if self.path.startswith("/") else HOME_MARK + self.path
        path = TOP if path == "/" else path
        return f"sftp://{user}{host}{port}{quote(path, safe='/~')}"

    @property
    def has_port(self) -> bool:
        """Whether its URL has a port, which counts more than that of the configuration."""
        return self.port != DEFAULT_PORT or (self.says_port and bool(self.written))

    @property
    def direct_url(self) -> str:
        """As ``Place.direct_url``: the address of an alias; as written if that can't be had."""
        try:
            settings = self.settings()
        except StorageError:
            return self.url
        if settings is None:
            return self.url
        return replace(
            self,
            written=settings.host,
            port=settings.port,
            user=settings.user,
            says_port=False,
            says_user=True,
        ).url

    def settings(self) -> SshSettings | None:
        """Return what the user's SSH configuration says of it now; None without any.

        StorageUnreachable if the configuration can't be read.
        """
        port = self.port if self.has_port else None
        return settings_of(self.written or self.host, port, self.user if self.says_user else None)

    @property
    def root(self) -> str:
        """As ``Place.root``."""
        return self.path

    @property
    def folder(self) -> Path | None:
        """As ``Place.folder``: it is on the server."""
        return None

    @property
    def server(self) -> HostAndPort | None:
        """As ``Place.server``."""
        return HostAndPort(self.host, self.port)

    @property
    def login_server(self) -> str:
        """As ``Place.login_server``."""
        return f"{self.host.casefold()}:{self.port}"

    @property
    def private_names(self) -> tuple[str, ...]:
        """As ``Place.private_names``."""
        return (self.path, self.host, self.user)

    def is_same(self, other: Place) -> bool:
        """As ``Place.is_same``; the user is ignored, because two users may see one folder."""
        if not isinstance(other, SftpPlace):
            return False
        shorter, longer = sorted((self.path, other.path), key=len)
        nested = longer == shorter or longer.startswith(f"{shorter.rstrip('/')}/")
        return nested and (
            (_plain(self.host), self.port) == (_plain(other.host), other.port)
            or self._reached == other._reached
        )

    @property
    def _reached(self) -> tuple[str, int]:
        """The server that an alias leads to now; as written if the configuration can't be read."""
        try:
            settings = self.settings()
        except StorageError:
            settings = None
        if settings is None:
            return _plain(self.host), self.port
        return _plain(settings.host), settings.port

    def settled(self) -> Self:
        """As ``Place.settled``; a user or port of the SSH configuration stays in there. UsageError.

        An address of one link means nothing without the network card that leads to it.
        """
        if _lacks_zone(self.host):
            raise UsageError("address-lacks-its-zone", host=self.host)
        try:
            settings = self.settings()
        except StorageError:
            # The connection that follows says so.
            return self
        own_user = settings is None or settings.user == self.user
        return replace(
            self,
            written=self.host if settings is None else self.written,
            says_user=self.says_user or own_user,
            says_port=self.has_port and (self.port != DEFAULT_PORT or not self._is_usual_port()),
        )

    def _is_usual_port(self) -> bool:
        """Return whether port 22 would be meant without saying so."""
        settings = replace(self, port=DEFAULT_PORT, says_port=False).settings()
        return settings is None or settings.port == DEFAULT_PORT

    def who_speaks(self, access: Access) -> Message | None:
        """As ``Place.who_speaks``."""
        from picup_desktop.storage.sftp.ssh.target import target_of  # noqa: PLC0415 - see above

        return target_of(self, access).why

    def load(self) -> None:
        """As ``Place.load``."""
        import picup_desktop.storage.sftp.storage  # noqa: F401, PLC0415 - see above

    def open(self, access: Access) -> Storage:
        """As ``Place.open``."""
        return self._connection(access)

    def prepare(self, access: Access) -> None:
        """As ``Place.prepare``."""
        server = self._connection(access)
        try:
            server.prepare()
        finally:
            server.close()

    def real_path(self, access: Access) -> str:
        """As ``Place.real_path``."""
        server = self._connection(access)
        try:
            return server.real_path()
        finally:
            server.close()

    def folders(self, access: Access, file: str) -> FolderListing:
        """As ``Place.folders``."""
        server = self._connection(access)
        try:
            return server.folders(file)
        finally:
            server.close()

    def make_folder(self, access: Access) -> None:
        """As ``Place.make_folder``."""
        server = self._connection(access)
        try:
            server.make_folder()
        finally:
            server.close()

    def _connection(self, access: Access) -> "SftpStorage":
        from picup_desktop.storage.sftp.storage import SftpStorage  # noqa: PLC0415 - see above

        return SftpStorage(self, access)


def _host_in(netloc: str) -> str:
    """Return the host as it is written; ``urllib`` has it in lower case only."""
    at = netloc.rpartition("@")[2]
    if at.startswith("["):
        return at[1:].partition("]")[0]
    return at.partition(":")[0]


def _lacks_zone(host: str) -> bool:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return address.is_link_local and address.scope_id is None


def _plain(host: str) -> str:
    """Return an address in its one form, and a name in lower case."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.lower()
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
