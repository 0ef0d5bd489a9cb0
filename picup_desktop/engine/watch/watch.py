"""Watches folders for hints of changes. Events get lost, so the rescan is authoritative.

Threads: watchdog's own bring events; the watcher's thread starts and ends the watches (a
large tree takes a while), collects events for a moment and then reports the albums to
scan. Albums on network mounts, and those that can't be watched, are in ``polled`` and
scanned frequently instead.
"""

import errno
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from picup_desktop.engine.ipc.answers import Watched
from picup_desktop.files.mounts import is_silent
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.settings.albums import BY_DEFAULT, Links
from picup_desktop.sync.scan.media import classify, is_skipped_name
from picup_desktop.words import AlbumState

GATHER_SECONDS = 0.3
CHECK_SECONDS = 60.0
# Opening and reading are excluded: our own scans do both.
EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]

log = logging.getLogger(__name__)

Hint = Callable[[frozenset[int]], None]
Trouble = Callable[[int, OSError | None], None]
"""Why an album can't be watched; None once it can."""


class Watcher:
    """Watches the albums that it was last given."""

    def __init__(self, hint: Hint, trouble: Trouble) -> None:
        self._hint = hint
        self._trouble = trouble
        self._changed = threading.Condition()
        self._wanted: dict[int, AlbumRecord] | None = None
        self._hinted: set[int] = set()
        self._stopping = False
        self._albums: dict[int, AlbumRecord] = {}
        self._observers: dict[int, BaseObserver] = {}
        self._troubled: set[int] = set()
        self._losses = _Losses(self._lost)
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    @property
    def polled(self) -> frozenset[int]:
        """Return the albums that send no events, or none of what is behind their links."""
        with self._changed:
            behind_links = {
                album.id for album in self._albums.values() if album.choices.links is Links.FOLLOW
            }
            return frozenset(self._albums.keys() - self._observers.keys() | behind_links)

    def start(self) -> None:
        """Start the thread."""
        logging.getLogger("watchdog").addHandler(self._losses)
        self._thread.start()

    def watch(self, albums: Sequence[AlbumRecord]) -> None:
        """Watch these albums from now on, and no others."""
        wanted = {AlbumState.WATCHED, AlbumState.HELD}
        with self._changed:
            self._wanted = {album.id: album for album in albums if album.state in wanted}
            self._changed.notify_all()

    def stop(self) -> None:
        """Stop every watch, without waiting for them."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        logging.getLogger("watchdog").removeHandler(self._losses)

    def to_json(self) -> list[Watched]:
        """Return the watches as ``state`` in docs/engine.md describes them."""
        polled = self.polled
        with self._changed:
            albums = list(self._albums.values())
        return [
            {"album": album.name, "by": "polling" if album.id in polled else "events"}
            for album in albums
        ]

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._stopping or self._wanted is not None or bool(self._hinted),
                    CHECK_SECONDS,
                )
                if self._stopping:
                    break
                wanted, self._wanted = self._wanted, None
            if wanted is not None:
                self._change_to(wanted)
            else:
                self._check()
            self._pass_hints_on()
        for observer in self._observers.values():
            observer.stop()

    def _pass_hints_on(self) -> None:
        """Collect hints for a moment and report them together."""
        with self._changed:
            if not self._hinted:
                return
            self._changed.wait_for(lambda: self._stopping, GATHER_SECONDS)
            hinted, self._hinted = frozenset(self._hinted), set()
        self._hint(hinted)

    def _change_to(self, wanted: dict[int, AlbumRecord]) -> None:
        with self._changed:
            before, self._albums = self._albums, wanted
        for album_id, album in before.items():
            now = wanted.get(album_id)
            if now is None or (now.path, now.choices) != (album.path, album.choices):
                self._end(album_id)
        self._check()

    def _check(self) -> None:
        """Start and end watches to match the wanted albums."""
        for album in list(self._albums.values()):
            observer = self._observers.get(album.id)
            if observer is not None and not _is_well(observer, Path(album.path)):
                self._end(album.id)
                observer = None
            if observer is None:
                self._begin(album)

    def _begin(self, album: AlbumRecord) -> None:
        folder = Path(album.path)
        if is_silent(folder) or not folder.is_dir():
            return
        observer = Observer()
        observer.daemon = True
        try:
            observer.schedule(
                _Handler(album, self._note), str(folder), recursive=True, event_filter=EVENTS
            )
            observer.start()
        except OSError as error:
            observer.stop()
            self._troubled.add(album.id)
            self._trouble(album.id, error)
            return
        with self._changed:
            self._observers[album.id] = observer
            # A scan finds changes from before the watch started.
            self._hinted.add(album.id)
        if album.id in self._troubled:
            self._troubled.discard(album.id)
            self._trouble(album.id, None)

    def _end(self, album_id: int) -> None:
        with self._changed:
            observer = self._observers.pop(album_id, None)
        if observer is not None:
            observer.stop()

    def _note(self, album_id: int) -> None:
        with self._changed:
            first = not self._hinted
            self._hinted.add(album_id)
            if first:
                self._changed.notify_all()

    def _lost(self) -> None:
        """Hint at every album, because events of unknown albums were lost."""
        with self._changed:
            self._hinted |= self._observers.keys()
            self._changed.notify_all()


def is_limit(error: OSError) -> bool:
    """Return whether the watch limit of the system is reached: ENOSPC means that here."""
    return error.errno in {errno.ENOSPC, errno.EMFILE}


class _Handler(FileSystemEventHandler):
    def __init__(self, album: AlbumRecord, note: Callable[[int], None]) -> None:
        self._album_id = album.id
        self._keeps_more = album.choices != BY_DEFAULT
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if self._keeps_more or _is_worth_a_look(event):
            self._note(self._album_id)


def _is_worth_a_look(event: FileSystemEvent) -> bool:
    """Return False for a log that grows beside the photos, or an editor's temporary file."""
    names = [_name(path) for path in (event.src_path, event.dest_path) if path]
    if event.is_directory:
        return True
    if isinstance(event, FileModifiedEvent):
        return any(classify(name, b"") is not None for name in names)
    return not all(is_skipped_name(name) for name in names)


def _name(path: str | bytes) -> str:
    text = path if isinstance(path, str) else path.decode("utf-8", "surrogateescape")
    return Path(text).name


def _is_well(observer: BaseObserver, folder: Path) -> bool:
    return observer.is_alive() and folder.is_dir() and all(e.is_alive() for e in observer.emitters)


class _Losses(logging.Handler):
    """Treats every warning of watchdog as lost events, because it only logs them."""

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._lost = lost

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self._lost()
