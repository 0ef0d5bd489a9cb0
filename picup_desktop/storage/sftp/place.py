"""The place of a storage on an SFTP server: ``sftp://user@host:port/path``.

It also says how a server and its key are shown to people. SSH is imported only when a
server is contacted: that takes longer than everything else in a command, and mostly a
courier does it.
"""

import getpass
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import SplitResult, quote, unquote

from picup_desktop.errors import UsageError
from picup_desktop.storage.base import Storage
from picup_desktop.storage.place import Access, HostAndPort, Place

if TYPE_CHECKING:
    from picup_desktop.storage.sftp.storage import SftpStorage
import base64
import hashlib

DEFAULT_PORT = 22
HOME_MARK = "/~/"
TOP = "/."
"""The server's top as a folder: said on purpose, and not by leaving the folder out."""


@dataclass(frozen=True)
class SftpPlace:
    """An SFTP server and the vault's root folder on it."""

    scheme: ClassVar[str] = "sftp"
    kind: ClassVar[str] = "sftp"

    host: str
    port: int
    user: str
    path: str
    """Absolute, or relative to the login folder (a URL has ``/~/path``)."""

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        """As ``Place.from_url``. The user defaults to the one who runs the program."""
        if parts.password is not None:
            raise UsageError("address-must-not-hold-password")
        if not parts.hostname or parts.port == 0:
            raise UsageError("names-no-host-write-sftp", url=url)
        path = unquote(parts.path)
        if "\0" in path:
            raise UsageError("address-holds-nul", url=url)
        if path.strip("/") in {"", "~"}:
            raise UsageError("names-no-folder-add-one", url=url)
        user = unquote(parts.username) if parts.username else getpass.getuser()
        path = path.removeprefix(HOME_MARK) if path.startswith(HOME_MARK) else path
        return cls(parts.hostname, parts.port or DEFAULT_PORT, user, posixpath.normpath(path))

    @property
    def url(self) -> str:
        """As ``Place.url``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORT else f":{self.port}"
        path = self.path if self.path.startswith("/") else HOME_MARK + self.path
        path = TOP if path == "/" else path
        return f"sftp://{quote(self.user, safe='')}@{host}{port}{quote(path, safe='/~')}"

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
    def private_names(self) -> tuple[str, ...]:
        """As ``Place.private_names``."""
        return (self.path, self.host, self.user)

    def is_same(self, other: Place) -> bool:
        """As ``Place.is_same``; the user is ignored, because two users may see one folder."""
        if other.server is None or (self.host.lower(), self.port) != (
            other.server.host.lower(),
            other.server.port,
        ):
            return False
        shorter, longer = sorted((self.path, other.root), key=len)
        return longer == shorter or longer.startswith(f"{shorter.rstrip('/')}/")

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

    def _connection(self, access: Access) -> "SftpStorage":
        from picup_desktop.storage.sftp.storage import SftpStorage  # noqa: PLC0415 - see above

        return SftpStorage(self, access)


def host_entry(host: str, port: int) -> str:
    """Return a server's name in known-hosts files."""
    return host if port == DEFAULT_PORT else f"[{host}]:{port}"


def fingerprint(host_key: str) -> str:
    """Return ``SHA256:...`` of a key given as ``type base64``, as ssh shows it."""
    digest = hashlib.sha256(base64.b64decode(host_key.split()[1])).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"
