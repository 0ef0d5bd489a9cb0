"""Albums of other computers: their names here, and adopting one of a computer that is gone (3-5).

An adopted album's folder is recognised by its files, so nothing is uploaded again. An album of
the same name with other photos, or of a computer that still writes, stays separate.
"""

import os
import stat
from pathlib import Path

from picup_desktop.files.below import below
from picup_desktop.files.opening import sha256_of
from picup_desktop.files.status import file_status
from picup_desktop.ledger.albums import LONGEST_ALBUM_NAME
from picup_desktop.ledger.journal.others import SALVAGED, ForeignAlbum
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.photos.listing import ListedPhoto

SHORT_ID_LENGTHS = (4, 8, 12, 16)


def printable(name: str) -> str:
    """Return a name that is safe in a list and as a folder, whoever wrote it."""
    safe = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in name).strip()
    safe = safe.encode("utf-8", "replace").decode()[:LONGEST_ALBUM_NAME]
    return safe if safe not in {"", ".", ".."} else "_"


def storable(path: str) -> str:
    """Return a path that is valid on this computer's file system."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        # A lone surrogate, as Windows allows: it is encoded by its three bytes here.
        return os.fsdecode(path.encode("utf-8", "surrogatepass"))
    return path


def name_apart(
    ledger: Ledger, name: str, device_id: str, album_id: int, now: str | None = None
) -> str:
    """Return a name that includes the album's computer; ``now`` if that is one already.

    ``album_id`` is the id of the album on that computer.
    """
    for length in SHORT_ID_LENGTHS:
        apart = f"{name} ({device_id[:length] or 'recovered'})"
        if apart == now or ledger.albums.named(apart) is None:
            return apart
    return f"{name} ({device_id}-{album_id})"


def note_joined(ledger: Ledger) -> None:
    """Record the head of each journal when this computer joined."""
    for device in ledger.devices.all():
        ledger.vaults.note(
            NoteAbout.DEVICE_JOINED.of(device.device_id), str(device.head_number or 0)
        )


def adopt_if_same(ledger: Ledger, album_id: int, folder: Path) -> bool:
    """Make another computer's album ours if the folder has its photos; inside a transaction.

    False if the album is already ours, or must stay separate: then it is renamed, so
    that its name is free.
    """
    foreign = ledger.others.of_album(album_id)
    if foreign is None:
        return False
    recognised = _recognised(ledger, foreign, folder) if _is_silent(ledger, foreign) else {}
    if not recognised:
        apart = name_apart(ledger, foreign.name, foreign.device_id, foreign.remote_id)
        ledger.others.rename_album(album_id, apart)
        return False
    ledger.others.adopt(album_id, recognised)
    ledger.corrections.take_over()
    ledger.turns.take_over()
    return True


def _is_silent(ledger: Ledger, foreign: ForeignAlbum) -> bool:
    """Return whether its computer has written nothing since this one joined."""
    if foreign.device_id == SALVAGED:
        return True
    joined = ledger.vaults.noted(NoteAbout.DEVICE_JOINED.of(foreign.device_id))
    now = {one.device_id: one.head_number or 0 for one in ledger.devices.all()}
    return joined is not None and now.get(foreign.device_id, 0) <= int(joined)


def _recognised(ledger: Ledger, foreign: ForeignAlbum, folder: Path) -> dict[int, tuple[int, int]]:
    """Return the photos that are in the folder: time and inode of each file by photo id."""
    found: dict[int, tuple[int, int]] = {}
    for listed in ledger.listing.photos(album=foreign.name):
        file = _same_file(folder, listed)
        if file is not None:
            found[listed.photo.id] = file
    return found


def _same_file(folder: Path, listed: ListedPhoto) -> tuple[int, int] | None:
    """Return the file's time and inode if it is the photo by size and time, or by content."""
    try:
        path = below(folder, listed.photo.path)
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size != listed.photo.size_bytes:
            return None
        now = file_status(status)
        if now.mtime_ns == listed.photo.mtime_ns or sha256_of(path) == listed.sha256:
            return now.mtime_ns, now.inode
    except (OSError, ValueError):
        # A file that can't be read or named here is not recognised; the scan reports it.
        return None
    return None
