"""From a place to the storage there; nothing is contacted yet."""

from picup_desktop.storage.base import Storage
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.place import Access, FolderPlace, Place
from picup_desktop.storage.sftp import SftpStorage


def open_storage(place: Place, access: Access) -> Storage:
    """The storage at a place."""
    if isinstance(place, FolderPlace):
        return FolderStorage(place.path)
    return SftpStorage(place, access)


def prepare_root(place: Place, access: Access) -> None:
    """Make a storage's root folder, at setup only; any StorageError."""
    storage = FolderStorage(place.path) if isinstance(place, FolderPlace) else None
    if storage is not None:
        storage.prepare()
        return
    if not isinstance(place, FolderPlace):
        server = SftpStorage(place, access)
        try:
            server.prepare()
        finally:
            server.close()
