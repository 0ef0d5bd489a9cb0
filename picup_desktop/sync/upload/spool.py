"""The spool: a bounded folder of this computer with the sealed photos under way.

A sealed file is written as ``<photo id>-<process id>.part``, flushed to the disk and renamed
to its hash, so a file under a final name is complete, and no two processes write one file.
"""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from picup_desktop.errors import Kind, PicupError

# A tar header, padding of at most 12 % and age's own 16 bytes in 64 KiB.
OVERHEAD_FRACTION = 0.13
OVERHEAD_BYTES = 8192


class NoRoomToSeal(PicupError):
    """This computer's disk has no room for the sealed copy of a photo."""

    title = "title-computers-disk-full"
    kind = Kind.PERMANENT


class SpoolClosed(Exception):
    """The spool was closed while a photo waited for room or was sealed."""


class Spool:
    """The folder and the room reserved in it for photos under way.

    Shared by the thread that seals and those that finish; ``close`` wakes a
    sealer that waits for room.
    """

    def __init__(self, folder: Path, *, limit_bytes: int, reserve_bytes: int) -> None:
        self.folder = folder
        self._limit_bytes = limit_bytes
        self._reserve_bytes = reserve_bytes
        self._promised: dict[int, int] = {}
        self._changed = threading.Condition()
        self._closed = False

    def promise(self, photo_id: int, size_bytes: int) -> None:
        """Wait until a photo of this size fits and reserve its room.

        A photo larger than the whole spool goes alone. SpoolClosed if the spool is closed
        meanwhile. NoRoomToSeal if the disk itself has no room, whatever is under way.
        """
        need = _need_bytes(size_bytes)
        with self._changed:
            if photo_id in self._promised:
                return
            self._changed.wait_for(lambda: self._closed or self._fits(need))
            self.check_open()
            free = self._free_bytes()
            if free - need < self._reserve_bytes:
                raise NoRoomToSeal(
                    "sealing-needs-bytes-below-spare",
                    need=need,
                    folder=str(self.folder),
                    reserve=self._reserve_bytes,
                    free=free,
                )
            self._promised[photo_id] = need

    def promise_now(self, photo_id: int, size_bytes: int) -> bool:
        """Reserve the room of a photo if it fits now; return whether it is reserved."""
        need = _need_bytes(size_bytes)
        with self._changed:
            if self._closed or not self._fits(need):
                return False
            if self._free_bytes() - need < self._reserve_bytes:
                return False
            self._promised[photo_id] = need
            return True

    def _free_bytes(self) -> int:
        return shutil.disk_usage(self.folder).free

    def release(self, photo_ids: Iterable[int]) -> None:
        """Free the room of photos that are finished."""
        with self._changed:
            for photo_id in photo_ids:
                self._promised.pop(photo_id, None)
            self._changed.notify_all()

    def check_open(self) -> None:
        """Raise SpoolClosed if ``close`` was called."""
        if self._closed:
            raise SpoolClosed

    def close(self) -> None:
        """End the spool: threads that wait for room or seal get SpoolClosed."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def path(self, object_name: str) -> Path:
        """Return the path of an object's sealed file."""
        return self.folder / object_name.rpartition("/")[2]

    @contextmanager
    def part(self, photo_id: int) -> Iterator[Path]:
        """Yield the path to seal a photo into and to rename it from; remove the file on failure."""
        path = self.folder / f"{photo_id}-{os.getpid()}.part"
        try:
            yield path
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def drop_parts_of(self, process_id: int) -> None:
        """Remove what a process that ended was sealing."""
        for part in self.folder.glob(f"*-{process_id}.part"):
            part.unlink(missing_ok=True)

    def drop(self, object_name: str) -> None:
        """Remove a sealed file."""
        self.path(object_name).unlink(missing_ok=True)

    def sweep(self, keep: frozenset[str]) -> None:
        """Remove everything but the sealed files of these objects (after a crash, 1-6)."""
        kept = {self.path(name).name for name in keep}
        for entry in os.scandir(self.folder):
            if entry.name not in kept and entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink(missing_ok=True)

    def _fits(self, need: int) -> bool:
        return not self._promised or sum(self._promised.values()) + need <= self._limit_bytes


def _need_bytes(size_bytes: int) -> int:
    """Return the room that a photo of this size may need when it is sealed."""
    return int(size_bytes * (1 + OVERHEAD_FRACTION)) + OVERHEAD_BYTES
