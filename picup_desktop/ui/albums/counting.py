"""Count the photos of a folder in a thread, while a person decides whether to add it."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from picup_desktop.gallery.estimate import Estimate, estimate
from picup_desktop.names import Shown
from picup_desktop.ui import text
from picup_desktop.ui.text import translate


class FolderCount(QObject):
    """Emit ``counted(Estimate)`` now and then, the last time with all of it; ``stop`` ends it.

    The thread is a daemon: a folder that hangs, such as one of a NAS that is away, holds up
    neither the window nor its end.
    """

    counted = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="count-folder", daemon=True)

    def begin(self) -> None:
        """Start to count."""
        self._thread.start()

    def stop(self) -> None:
        """Stop counting, and emit nothing more."""
        self._stopped.set()

    def _run(self) -> None:
        found = estimate(self._folder, self._tell)
        if found.done:
            self._tell(found)

    def _tell(self, so_far: Estimate) -> bool:
        if self._stopped.is_set() or not isValid(self):
            return False
        self.counted.emit(so_far)
        return True


def count_words(so_far: Estimate | None) -> Shown:
    """Return what a folder has, as far as it is counted."""
    if so_far is None:
        return translate("AddAlbum", "Counting…")
    much = f"{text.photos(so_far.photos)}, {text.size(so_far.size_bytes)}"
    if not so_far.done:
        return translate("AddAlbum", "{much} so far…").format(much=much)
    if so_far.unreadable:
        more = translate("AddAlbum", "%Ln folders can't be read", None, so_far.unreadable)
        return f"{much}  ·  {more}"
    if not so_far.photos:
        return translate("AddAlbum", "No photos in it yet")
    if so_far.others:
        others = translate("AddAlbum", "%Ln other files are not kept", None, so_far.others)
        return f"{much}  ·  {others}"
    return much


def sum_words(counts: list[Estimate | None]) -> Shown:
    """Return what is kept of several folders, in a sentence; ``None`` is not counted yet."""
    known = [count for count in counts if count is not None]
    done = len(known) == len(counts) and all(count.done for count in known)
    photos = text.photos(sum(count.photos for count in known))
    size = text.size(sum(count.size_bytes for count in known))
    if not done:
        words = translate("AddAlbum", "{photos}, {size} so far. You need not wait for the count.")
    else:
        words = translate("AddAlbum", "{photos}, {size} will be kept on both storages.")
    return words.format(photos=photos, size=size)
