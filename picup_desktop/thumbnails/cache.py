"""The cache of thumbnails: files in a folder of bounded size; the oldest are removed first.

A thumbnail belongs to one state of a photo's file, so an edited photo never shows its old
picture. Plain thumbnails are of photos whose file is on this computer; those of other
photos are sealed by the process with the keys, and end in ``.age``. Several processes may
use the folder at once: a file appears whole or not at all, and may vanish at any time.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.thumbnails.strip import Glimpse, Strip
from picup_desktop.thumbnails.wire import MOMENTARY, Trouble

EDGE = 400
"""The longest edge of a thumbnail in pixels: sharp in the largest cell of most screens."""
MOST_BYTES = 1_000_000_000
KEPT_AFTER_SWEEP = 0.9
SEALED = ".age"
PLAIN = ".jpg"
TROUBLE = ".none"
STRIP = "strip.bin"
DECODERS = "2"
"""Change it when more can be shown: troubles of other decoders are not believed."""
FOLDERS = 256
PRIVATE_MODE = 0o700


@dataclass(frozen=True, slots=True)
class CacheKey:
    """One state of a photo's file."""

    photo_id: int
    size_bytes: int
    mtime_ns: int

    @property
    def stem(self) -> str:
        """Return the stem of its file names; it reveals only the photo's number, size and time."""
        return f"{self.photo_id}-{self.size_bytes:x}-{self.mtime_ns & (2**64 - 1):x}"


class ThumbnailCache:
    """``folder`` is made when the first thumbnail is put there."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self.strip = Strip(folder / STRIP)
        """A few colours of each plain thumbnail, and the shapes of all."""

    def plain(self, key: CacheKey) -> bytes | Trouble | None:
        """Return a JPEG, or why there is none; None if it was not made yet."""
        data = self._read(key, PLAIN)
        if data is not None:
            return data
        told = self._read(key, TROUBLE)
        if told is None:
            return None
        word, _, decoders = told.decode("ascii", "replace").partition(" ")
        try:
            trouble = Trouble(word)
        except ValueError:
            return None
        if decoders != DECODERS:
            return None
        return None if trouble in MOMENTARY else trouble

    def plain_file(self, key: CacheKey) -> Path:
        """Return the path of a JPEG, which may not be there, or no longer be there."""
        return self._path(key, PLAIN)

    def sealed(self, key: CacheKey) -> bytes | None:
        """Return an age file with a JPEG; None if there is none."""
        return self._read(key, SEALED)

    def keep(self, key: CacheKey, found: bytes | Trouble) -> None:
        """Keep a plain thumbnail, or why there is none, unless that is of the moment.

        A full or read-only disk is no error.
        """
        if isinstance(found, Trouble) and found in MOMENTARY:
            return
        if isinstance(found, Trouble):
            self._write(key, TROUBLE, f"{found.value} {DECODERS}".encode())
        else:
            self._write(key, PLAIN, found)

    def keep_sealed(self, key: CacheKey, sealed: bytes) -> None:
        """Keep a sealed thumbnail in place of a plain one."""
        self._write(key, SEALED, sealed)
        self.forget(key)

    def glimpse(self, key: CacheKey, glimpse: Glimpse) -> None:
        """Keep the colours of a thumbnail as long as its plain file is there, and its shape."""
        if glimpse.colours is not None and self.strip.has(key.photo_id, key.stem):
            return
        self.strip.note(key.photo_id, key.stem, glimpse)
        if not self._path(key, PLAIN).exists():
            # It was sealed meanwhile by another process, or swept.
            self.strip.erase(key.photo_id, key.stem)

    def forget(self, key: CacheKey) -> None:
        """Remove its plain thumbnail, and the colours of it."""
        self.strip.erase(key.photo_id, key.stem)
        for ending in (PLAIN, TROUBLE):
            with suppress(OSError):
                self._path(key, ending).unlink(missing_ok=True)

    def plain_keys(self) -> Iterator[CacheKey]:
        """Yield the keys of all plain thumbnails."""
        for path, _ in self._files():
            if path.suffix in {PLAIN, TROUBLE} and (key := _key(path.stem)) is not None:
                yield key

    def sweep(self) -> int:
        """Remove the oldest until it is well below its bound; return the number removed."""
        files = [(status.st_mtime_ns, status.st_size, path) for path, status in self._files()]
        total = sum(size for _, size, _ in files)
        if total <= self._most_bytes:
            return 0
        gone = 0
        for _, size, path in sorted(files):
            if (key := _key(path.stem)) is not None and path.suffix == PLAIN:
                self.strip.erase(key.photo_id, key.stem)
            path.unlink(missing_ok=True)
            total, gone = total - size, gone + 1
            if total <= self._most_bytes * KEPT_AFTER_SWEEP:
                break
        return gone

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for number in range(FOLDERS):
            with suppress(FileNotFoundError), os.scandir(self._folder / f"{number:02x}") as found:
                for entry in found:
                    with suppress(FileNotFoundError):
                        yield Path(entry.path), entry.stat()

    def _path(self, key: CacheKey, ending: str) -> Path:
        return self._folder / f"{key.photo_id % FOLDERS:02x}" / f"{key.stem}{ending}"

    def _read(self, key: CacheKey, ending: str) -> bytes | None:
        try:
            return self._path(key, ending).read_bytes()
        except OSError:
            # Missing or unreadable: it is made anew.
            return None

    def _write(self, key: CacheKey, ending: str, data: bytes) -> None:
        path = self._path(key, ending)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        # It can be made again, and the photo itself is not affected.
        with suppress(OSError):
            path.parent.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
            try:
                part.write_bytes(data)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)


def _key(stem: str) -> CacheKey | None:
    parts = stem.split("-")
    if len(parts) != 3:
        return None
    try:
        photo_id, size_bytes, mtime = int(parts[0]), int(parts[1], 16), int(parts[2], 16)
    except ValueError:
        return None
    return CacheKey(photo_id, size_bytes, mtime - 2**64 if mtime >= 2**63 else mtime)
