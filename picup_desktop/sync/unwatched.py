"""Unwatched: an album whose changes nobody tells, as something for a person to know."""

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.attention import AttentionRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.sync.causes import IGNORE, RETRY
from picup_desktop.sync.watch import is_limit
from picup_desktop.words import AttentionKind

KIND = AttentionKind.UNREADABLE


def note_unwatched(ledger: Ledger, album: AlbumRecord, error: OSError | None, at: float) -> None:
    """Open or close the item; call it inside a transaction."""
    if error is None:
        ledger.attention.close(KIND, _subject(album))
    else:
        ledger.attention.open(unwatched(album, error), at)


def unwatched(album: AlbumRecord, error: OSError) -> AttentionRecord:
    """New photos are found by looking, once a minute, until the folder can be watched."""
    reason = error.strerror or str(error)
    text = (
        f"The folder of {shown(album.name)} can't be watched ({reason}). New photos are found all"
        " the same, though a minute later."
    )
    if is_limit(error):
        text += (
            " This computer allows too few watches. Raise the limit: echo"
            " fs.inotify.max_user_watches=1048576 | sudo tee /etc/sysctl.d/60-picup.conf, then"
            " sudo sysctl --system"
        )
    return AttentionRecord(
        KIND, _subject(album), text, (RETRY, IGNORE), {"album": album.name, "reason": reason}
    )


def _subject(album: AlbumRecord) -> str:
    return f"watch:{album.id}"
