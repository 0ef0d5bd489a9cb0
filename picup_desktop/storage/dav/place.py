"""The place of a storage on a WebDAV share: ``davs://user@host[:port]/path``.

``dav+http://`` is the same without TLS, for a server on this computer only. The library that
speaks HTTP is imported only when the share is contacted, mostly by a courier.
"""

import posixpath
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import SplitResult, quote, unquote

from picup_desktop.errors import UsageError
from picup_desktop.storage.base import Storage
from picup_desktop.storage.place import Access, FolderListing, Place
from picup_desktop.storage.web_place import (
    HOST,
    HTTP_PORT,
    NO_LETTER,
    WebPlace,
    is_this_computer,
)

if TYPE_CHECKING:
    from picup_desktop.storage.dav.storage import DavStorage


@dataclass(frozen=True)
class DavPlace(WebPlace):
    """A folder of a share, and whose it is."""

    scheme: ClassVar[str] = "davs"
    kind: ClassVar[str] = "webdav"
    takes_query: ClassVar[bool] = False
    is_metered: ClassVar[bool] = False
    tells_room: ClassVar[bool] = True
    unheard_bytes: ClassVar[int] = 4 * 1024 * 1024
    """As ``Place.unheard_bytes``: the small files of a batch that are sent at once."""
    small_at_once: ClassVar[int] = 8
    least_for_large: ClassVar[int] = 1
    most_for_large: ClassVar[int] = 4
    shares_connections: ClassVar[bool] = False

    user: str
    path: str
    """Absolute, without a slash at its end."""

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        """As ``Place.from_url``."""
        if parts.password is not None:
            raise UsageError("address-must-not-hold-password")
        host = unquote(parts.hostname or "")
        if not HOST.fullmatch(host) or parts.port == 0:
            raise UsageError("share-names-no-host", url=url)
        user = unquote(parts.username or "")
        if ":" in user:
            # A login ends its user there (RFC 7617); what follows may be a password.
            raise UsageError("address-must-not-hold-password")
        if not user or NO_LETTER.search(user):
            raise UsageError("share-names-no-user", url=url)
        path = posixpath.normpath(unquote(parts.path) or "/").lstrip("/")
        if path in {"", "."} or NO_LETTER.search(path):
            raise UsageError("share-names-no-folder", url=url)
        cls.check_host(host)
        return cls(host, parts.port or cls.usual_port, user, f"/{path}")

    @property
    def url(self) -> str:
        """As ``Place.url``."""
        user = quote(self.user, safe="")
        return f"{self.scheme}://{user}@{self.authority}{quote(self.path, safe='/')}"

    @property
    def direct_url(self) -> str:
        """As ``Place.direct_url``."""
        return self.url

    @property
    def root(self) -> str:
        """As ``Place.root``."""
        return self.path

    @property
    def private_names(self) -> tuple[str, ...]:
        """As ``Place.private_names``."""
        return (self.path, self.host, self.user)

    def is_same(self, other: Place) -> bool:
        """As ``Place.is_same``; the user is ignored, because two users may see one folder."""
        if not isinstance(other, DavPlace) or (self.host, self.port) != (other.host, other.port):
            return False
        shorter, longer = sorted((self.path, other.path), key=len)
        return longer == shorter or longer.startswith(f"{shorter}/")

    def load(self) -> None:
        """As ``Place.load``; UsageError where the library for shares is not installed."""
        try:
            import picup_desktop.storage.dav.storage  # noqa: F401, PLC0415 - see above
        except ModuleNotFoundError as error:
            raise UsageError("share-library-missing") from error

    def open(self, access: Access) -> Storage:
        """As ``Place.open``."""
        return self._storage(access)

    def prepare(self, access: Access) -> None:
        """As ``Place.prepare``."""
        with closing(self._storage(access)) as share:
            share.prepare()

    def real_path(self, access: Access) -> str:  # noqa: ARG002 - a share shows no links
        """As ``Place.real_path``."""
        return self.root

    def folders(self, access: Access, file: str) -> FolderListing:
        """As ``Place.folders``."""
        with closing(self._storage(access)) as share:
            return share.folders(file)

    def make_folder(self, access: Access) -> None:
        """As ``Place.make_folder``."""
        with closing(self._storage(access)) as share:
            share.make_root()

    def _storage(self, access: Access) -> "DavStorage":
        from picup_desktop.storage.dav.storage import DavStorage  # noqa: PLC0415 - see above

        return DavStorage(self, access)


@dataclass(frozen=True)
class PlainDavPlace(DavPlace):
    """The same without TLS, for a server on this computer."""

    scheme: ClassVar[str] = "dav+http"
    is_sealed: ClassVar[bool] = False
    usual_port: ClassVar[int] = HTTP_PORT

    @classmethod
    def check_host(cls, host: str) -> None:
        """Refuse any host but this computer; UsageError."""
        if not is_this_computer(host):
            raise UsageError("share-without-tls-elsewhere", host=host)
