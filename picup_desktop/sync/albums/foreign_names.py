"""Foreign names: what another computer named, as it is called here.

Its albums stand beside ours, and its paths may be those of another system.
"""

import os

from picup_desktop.ledger.albums import LONGEST_ALBUM_NAME
from picup_desktop.ledger.ledger import Ledger

SHORT_ID_LENGTHS = (4, 8, 12, 16)


def printable(name: str) -> str:
    """A name that can stand in a list and become a folder, whoever wrote it."""
    safe = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in name).strip()
    safe = safe.encode("utf-8", "replace").decode()[:LONGEST_ALBUM_NAME]
    return safe if safe not in {"", ".", ".."} else "_"


def storable(path: str) -> str:
    """A path that this computer's file system could have, whatever system it is from."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        # Half a surrogate pair, as Windows allows: its three bytes stand for it here.
        return os.fsdecode(path.encode("utf-8", "surrogatepass"))
    return path


def name_apart(
    ledger: Ledger, name: str, device_id: str, album_id: int, now: str | None = None
) -> str:
    """A name that says of which computer an album is; ``now`` if that is one.

    ``album_id`` is the one that the computer knows it by.
    """
    for length in SHORT_ID_LENGTHS:
        apart = f"{name} ({device_id[:length] or 'recovered'})"
        if apart == now or ledger.albums.named(apart) is None:
            return apart
    return f"{name} ({device_id}-{album_id})"
