"""Files and folders on an SFTP server: their paths, and whether they are there."""

from picup_desktop.storage.base import TEMPORARY_FOLDER
from picup_desktop.storage.errors import StorageUnreachable
from picup_desktop.storage.parts import NOBODY, Writer, new_part
from picup_desktop.storage.sftp.packets import Code, OpenFlag, SftpStatus
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.trust.known_hosts import host_entry


def path_of(place: SftpPlace, name: str) -> str:
    """Return the path of an object on the server; of the root folder if the name is empty."""
    return f"{place.path.rstrip('/')}/{name}" if name else place.path


def new_part_path(place: SftpPlace, writer: Writer = NOBODY) -> str:
    """Return a unique path below ``tmp/``.

    A server may still carry out requests of a broken connection, the rename included:
    they must refer to their own part, never to that of a later attempt.
    """
    return path_of(place, f"{TEMPORARY_FOLDER}/{new_part(writer)}")


def open_part(wire: SftpWire, place: SftpPlace, part: str) -> bytes:
    """Return the handle of a new file below ``tmp/``; the folder is made if missing."""
    try:
        return wire.open(part, OpenFlag.WRITE_NEW)
    except SftpStatus as status:
        if status.code != Code.NO_SUCH_FILE:
            raise
    make_folder(wire, place, TEMPORARY_FOLDER)
    return wire.open(part, OpenFlag.WRITE_NEW)


def make_folder(wire: SftpWire, place: SftpPlace, name: str) -> None:
    """Make a folder below the root; StorageUnreachable if the root itself is missing (1-7)."""
    if not is_there(wire, place.path):
        raise StorageUnreachable(
            "server-folder-is-not-there", path=place.path, server=host_entry(place.host, place.port)
        )
    make_folders(wire, path_of(place, name), above=place.path)


def make_folders(wire: SftpWire, path: str, above: str = "") -> None:
    """Make a folder and its missing parents below ``above``."""
    if path in {above, "", "/", "."} or is_there(wire, path):
        return
    make_folders(wire, path.rpartition("/")[0], above)
    try:
        wire.answer(wire.request_mkdir(path))
    except SftpStatus:
        # Another connection may have made it meanwhile.
        if not is_there(wire, path):
            raise


def is_there(wire: SftpWire, path: str) -> bool:
    """Return whether an entry exists at a path."""
    return was_answered(wire, wire.request_stat(path))


def was_answered(wire: SftpWire, number: int) -> bool:
    """Return whether a request succeeded."""
    try:
        wire.answer(number)
    except SftpStatus:
        return False
    return True
