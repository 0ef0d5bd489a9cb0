"""The watched albums of a running engine: whose folders send events, and whose do not."""

import logging

from picup_desktop.attention import items, subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.answers import Watched
from picup_desktop.engine.session import Session
from picup_desktop.engine.watch.watch import Hint, Watcher, is_limit
from picup_desktop.errors import PicupError
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.system import message_of
from picup_desktop.names import plain
from picup_desktop.words import AttentionKind


def note_unwatched(ledger: Ledger, album: AlbumRecord, error: OSError | None, at: float) -> None:
    """Open or close the item; call it inside a transaction."""
    if error is None:
        ledger.attention.close(AttentionKind.UNREADABLE, subjects.watch(album.id))
    else:
        ledger.attention.open(unwatched(album, error), at)


def unwatched(album: AlbumRecord, error: OSError) -> AttentionRecord:
    """Return the item: new photos are found once a minute until the folder can be watched."""
    return items.folder_unwatched(
        album.id, album.name, message_of(error), too_few_watches=is_limit(error)
    )


log = logging.getLogger(__name__)


class WatchedAlbums:
    """Owns the watcher and its threads; ``start`` and ``stop`` it."""

    def __init__(self, session: Session, clock: Clock, hint: Hint) -> None:
        """``hint`` is called from the watcher's threads with the ids of changed albums."""
        self._session = session
        self._clock = clock
        self._watcher = Watcher(hint, self._trouble)

    @property
    def polled(self) -> frozenset[int]:
        """Return the albums that send no events."""
        return self._watcher.polled

    def to_json(self) -> list[Watched]:
        """Return how each album is watched, as described in docs/engine.md."""
        return self._watcher.to_json()

    def start(self) -> None:
        """Start the watcher."""
        self._watcher.start()

    def stop(self) -> None:
        """Stop the watcher."""
        self._watcher.stop()

    def look_anew(self) -> None:
        """Watch the current albums of the ledger."""
        self._watcher.watch(self._session.ledger.albums.all())

    def _trouble(self, album_id: int, error: OSError | None) -> None:
        """Record that an album's folder can't be watched and is scanned frequently instead."""
        ledger = self._session.ledger
        album = ledger.albums.get(album_id)
        if album is None:
            return
        try:
            with ledger.transaction():
                note_unwatched(ledger, album, error, self._clock.now())
        except PicupError as failure:
            log.warning("that %s is not watched was not recorded: %s", plain(album.name), failure)
