"""The place of a storage in a folder of this computer: ``file:///path``.

On Windows it may be a share that has no letter, too: ``file://nas/photos/picup``.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import SplitResult, unquote

from picup_desktop.errors import UsageError
from picup_desktop.files.mounts import real_folder
from picup_desktop.files.windows_names import share_folder
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Storage
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.place import Access, FolderListing, HostAndPort, Place

THIS_COMPUTER = "localhost"


@dataclass(frozen=True)
class FolderPlace:
    """A folder of this computer: a mounted share or a disk."""

    scheme: ClassVar[str] = "file"
    kind: ClassVar[str] = "folder"
    takes_query: ClassVar[bool] = False
    is_metered: ClassVar[bool] = False
    tells_room: ClassVar[bool] = True
    unheard_bytes: ClassVar[int] = 0
    small_at_once: ClassVar[int] = 1
    least_for_large: ClassVar[int] = 1
    most_for_large: ClassVar[int] = 4
    shares_connections: ClassVar[bool] = False

    path: Path

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        """As ``Place.from_url``."""
        if parts.netloc not in {"", THIS_COMPUTER}:
            return cls._of_share(url, parts)
        # It imports a whole web client, and most commands start faster without.
        from urllib.request import url2pathname  # noqa: PLC0415

        return cls._checked(url, Path(url2pathname(parts.path)))

    @classmethod
    def _of_share(cls, url: str, parts: SplitResult) -> Self:
        """Return a folder on a server, which Windows alone opens by such a name. UsageError."""
        # A login or a port there would be taken for a part of the server's name.
        if os.name != "nt" or set(parts.netloc) & {"@", ":"}:
            raise UsageError("names-host-for-folder-computer", url=url)
        return cls._checked(url, Path(share_folder(unquote(parts.netloc), unquote(parts.path))))

    @classmethod
    def _checked(cls, url: str, folder: Path) -> Self:
        if not folder.is_absolute() or folder == Path(folder.anchor):
            raise UsageError("names-no-folder-write-file", url=url)
        return cls(folder)

    @property
    def url(self) -> str:
        """As ``Place.url``."""
        return self.path.as_uri()

    @property
    def direct_url(self) -> str:
        """As ``Place.direct_url``."""
        return self.url

    @property
    def root(self) -> str:
        """As ``Place.root``."""
        return real_folder(self.path).as_posix()

    @property
    def folder(self) -> Path | None:
        """As ``Place.folder``."""
        return self.path

    @property
    def server(self) -> HostAndPort | None:
        """As ``Place.server``: a folder has none."""
        return None

    @property
    def login_server(self) -> str:
        """As ``Place.login_server``: a folder has none."""
        return ""

    @property
    def private_names(self) -> tuple[str, ...]:
        """As ``Place.private_names``."""
        return (str(self.path),)

    def is_same(self, other: Place) -> bool:
        """As ``Place.is_same``; follows links."""
        if other.folder is None:
            return False
        first, second = real_folder(self.path), real_folder(other.folder)
        return first == second or first in second.parents or second in first.parents

    def settled(self) -> Self:
        """As ``Place.settled``: a folder's URL says all."""
        return self

    def who_speaks(self, access: Access) -> Message | None:  # noqa: ARG002 - a folder has no login
        """As ``Place.who_speaks``: nobody."""
        return None

    def load(self) -> None:
        """As ``Place.load``: nothing to import."""

    def open(self, access: Access) -> Storage:
        """As ``Place.open``."""
        return FolderStorage(
            self.path,
            root_holds=access.root_holds,
            own_names=access.own_names,
            writer=access.writer,
        )

    def prepare(self, access: Access) -> None:  # noqa: ARG002 - a folder has no login
        """As ``Place.prepare``."""
        FolderStorage(self.path).prepare()

    def real_path(self, access: Access) -> str:  # noqa: ARG002 - a folder has no login
        """As ``Place.real_path``."""
        return self.root

    def folders(self, access: Access, file: str) -> FolderListing:  # noqa: ARG002 - no login
        """As ``Place.folders``."""
        return FolderStorage(self.path).folders(file)

    def make_folder(self, access: Access) -> None:  # noqa: ARG002 - a folder has no login
        """As ``Place.make_folder``."""
        FolderStorage(self.path).make_folder()
