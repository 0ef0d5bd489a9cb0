"""Local names for the albums and paths of other computers.

Their albums are listed beside ours, and their paths may be those of another system.
"""

import os

from picup_desktop.ledger.albums import LONGEST_ALBUM_NAME
from picup_desktop.ledger.ledger import Ledger

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
