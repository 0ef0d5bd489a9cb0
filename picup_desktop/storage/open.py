"""From a place to the storage there; nothing is contacted yet.

SSH is imported only where a server is talked to: that takes longer than all else a command
needs, and mostly it is a courier that does.
"""

from picup_desktop.storage.base import Storage
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.place import Access, FolderPlace, Place


def open_storage(place: Place, access: Access) -> Storage:
    """The storage at a place."""
    if isinstance(place, FolderPlace):
        return FolderStorage(place.path, root_holds=access.root_holds, own_names=access.own_names)
    from picup_desktop.storage.sftp import SftpStorage  # noqa: PLC0415 - see above

    return SftpStorage(place, access)


def load_for(place: Place) -> None:
    """Load what a place asks for; ``open_storage`` is quick from then on."""
    if not isinstance(place, FolderPlace):
        import picup_desktop.storage.sftp  # noqa: F401, PLC0415 - see above


def prepare_root(place: Place, access: Access) -> None:
    """Make a storage's root folder, at setup only; any StorageError."""
    if isinstance(place, FolderPlace):
        FolderStorage(place.path).prepare()
        return
    from picup_desktop.storage.sftp import SftpStorage  # noqa: PLC0415 - see above

    server = SftpStorage(place, access)
    try:
        server.prepare()
    finally:
        server.close()


def real_path(place: Place, access: Access) -> str:
    """A storage's root folder without links in it, as far as it is told; any StorageError."""
    if isinstance(place, FolderPlace):
        return place.path.resolve().as_posix()
    from picup_desktop.storage.sftp import SftpStorage  # noqa: PLC0415 - see above

    server = SftpStorage(place, access)
    try:
        return server.real_path()
    finally:
        server.close()
