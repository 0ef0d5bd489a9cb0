"""The folders on a server that a person chooses from; a listing is bounded, whatever it says (6-2).

Links are followed, because the shared folders of some boxes are links.
"""

import stat
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from picup_desktop.names import is_valid, shown
from picup_desktop.storage.errors import ObjectExists
from picup_desktop.storage.place import MOST_ENTRIES, MOST_FOLDERS, FolderListing
from picup_desktop.storage.sftp.files import is_there
from picup_desktop.storage.sftp.packets import Attributes, SftpStatus
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.trust.known_hosts import host_entry

MOST_LINKS = 200
"""Links that are followed in one folder; each is a question to the server."""
LISTING_SECONDS = 15.0
"""How long a server may take for its answers to one listing."""
LONGEST_PATH = 4_096
"""Letters in a path; no system takes more."""
HIDDEN = "."


def folders_at(
    wire: SftpWire, path: str, file: str, monotonic: Callable[[], float] = time.monotonic
) -> FolderListing:
    """As ``Place.folders``. SftpStatus and errors of the line."""
    real = _real_path(wire, path)
    ends_at = monotonic() + LISTING_SECONDS
    names: list[str] = []
    links: list[str] = []
    holds = more = False
    with closing(_entries(wire, real)) as entries:
        for count, (name, attributes) in enumerate(entries, start=1):
            if count > MOST_ENTRIES or len(names) >= MOST_FOLDERS or monotonic() > ends_at:
                more = True
                break
            holds = holds or name == file
            if not _can_be_chosen(real, name):
                continue
            if attributes.mode is None or stat.S_ISLNK(attributes.mode):
                links.append(name)
            elif stat.S_ISDIR(attributes.mode):
                names.append(name)
    more = more or len(links) > MOST_LINKS
    names += _folders_of(wire, real, links[:MOST_LINKS])
    names.sort(key=lambda name: (name.casefold(), name))
    return FolderListing(
        real, tuple(names[:MOST_FOLDERS]), more or len(names) > MOST_FOLDERS, holds
    )


def make_one_folder(wire: SftpWire, place: SftpPlace) -> None:
    """Make the place's folder, and none above it. ObjectExists; SftpStatus for a refusal."""
    try:
        wire.answer(wire.request_mkdir(place.path))
    except SftpStatus as status:
        if is_there(wire, place.path):
            entry = host_entry(place.host, place.port)
            raise ObjectExists(
                "folder-is-on-server-already", path=shown(place.path), server=entry
            ) from status
        raise


def _entries(wire: SftpWire, path: str) -> Generator[tuple[str, Attributes], None, None]:
    """As ``wire.list``, and closed once enough is seen."""
    yield from wire.list(path)


def _real_path(wire: SftpWire, path: str) -> str:
    """Return the path from the top; as it was asked for if the server says nothing usable."""
    try:
        real = wire.real_path(path)
    except SftpStatus:
        return path
    usable = real.startswith("/") and len(real) <= LONGEST_PATH and "\0" not in real
    return real if usable and is_valid(real) else path


def _can_be_chosen(path: str, name: str) -> bool:
    """Return whether the folder can be named in an address as a person types it."""
    home_mark = path.strip("/") == "" and name == "~"
    return (
        is_valid(name)
        and name == name.strip()
        and not name.startswith(HIDDEN)
        and not home_mark
        and len(path) + len(name) < LONGEST_PATH
    )


def _folders_of(wire: SftpWire, path: str, names: Sequence[str]) -> list[str]:
    """Return those of the names that lead to a folder; all are asked for together."""
    asked = [(name, wire.request_stat(f"{path.rstrip('/')}/{name}")) for name in names]
    return [name for name, number in asked if _is_folder(wire, number)]


def _is_folder(wire: SftpWire, number: int) -> bool:
    try:
        mode = wire.attributes(number).mode
    except SftpStatus:
        return False
    return mode is not None and stat.S_ISDIR(mode)
