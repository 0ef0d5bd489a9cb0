"""The strip: a few colours and the shape of each thumbnail, in one file of fixed records.

A grid that moves fast is painted from it at once, before any thumbnail is read. The colours of a
photo are there only as long as its plain thumbnail is, because they are a small picture of it; the
shape stays. Several processes may use the file at once: a record is written in one piece, and a
broken one counts as missing.
"""

import os
import struct
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

COLUMNS = ROWS = 3
COLOUR_BYTES = COLUMNS * ROWS * 2
"""Two bytes for each colour: five bits of red, six of green and five of blue."""
MOST_PHOTO_ID = 20_000_000
"""Photos beyond that have no record, so that the file stays below 500 MB."""
PRIVATE_FILE_MODE = 0o600
_RECORD = struct.Struct(f"<IHB{COLOUR_BYTES}s")
_NO_COLOURS = bytes(COLOUR_BYTES)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What the strip has of a photo."""

    shape: int
    """Width / height in thousandths; 0 if unknown."""
    colours: bytes | None
    """The colours of ``COLUMNS`` times ``ROWS`` parts, line by line; None if there are none."""


class Strip:
    """The file at ``path``; it is made when the first record is written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, photo_id: int, stem: str, glimpse: Glimpse) -> None:
        """Write the record of a photo's state, named by its stem. A full disk is no error."""
        colours = glimpse.colours or _NO_COLOURS
        self._write(
            photo_id,
            _RECORD.pack(_check(stem), glimpse.shape, glimpse.colours is not None, colours),
        )

    def erase(self, photo_id: int, stem: str) -> None:
        """Remove the colours of that state of a photo; its shape stays."""
        found = self._read(photo_id)
        if found is not None and found[0] == _check(stem) and found[1].colours is not None:
            self.note(photo_id, stem, Glimpse(found[1].shape, None))

    def has(self, photo_id: int, stem: str) -> bool:
        """Return whether the record is of that state of the photo, with colours."""
        found = self._read(photo_id)
        return found is not None and found[0] == _check(stem) and found[1].colours is not None

    def glimpse(self, photo_id: int) -> Glimpse | None:
        """Return what is there of a photo, of whatever state of it."""
        found = self._read(photo_id)
        return None if found is None else found[1]

    def shapes(self, photo_ids: Sequence[int]) -> list[int]:
        """Return the shapes of photos, 0 for one that is unknown; all with one look at the file."""
        try:
            file = self._path.open("rb", buffering=0)
        except OSError:
            return [0] * len(photo_ids)
        with file:
            found = [self._read_from(file, photo_id) for photo_id in photo_ids]
        return [0 if one is None else one[1].shape for one in found]

    def _read(self, photo_id: int) -> tuple[int, Glimpse] | None:
        try:
            with self._path.open("rb", buffering=0) as file:
                return self._read_from(file, photo_id)
        except OSError:
            return None

    @staticmethod
    def _read_from(file: FileIO, photo_id: int) -> tuple[int, Glimpse] | None:
        """Return the check and the record of a photo; None if it has none."""
        if not 0 <= photo_id <= MOST_PHOTO_ID:
            return None
        try:
            file.seek(photo_id * _RECORD.size)
            data = file.read(_RECORD.size)
        except OSError:
            return None
        if data is None or len(data) < _RECORD.size:
            return None
        check, shape, has_colours, colours = _RECORD.unpack(data)
        if not check:
            return None
        return check, Glimpse(shape, colours if has_colours == 1 else None)

    def _write(self, photo_id: int, data: bytes) -> None:
        if not 0 <= photo_id <= MOST_PHOTO_ID:
            return
        # It can be made again, and the photo itself is not affected.
        with suppress(OSError):
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            opened = os.open(self._path, flags, PRIVATE_FILE_MODE)
            with open(opened, "r+b", buffering=0) as file:  # noqa: PTH123 - of a descriptor
                file.seek(photo_id * _RECORD.size)
                file.write(data)


def _check(stem: str) -> int:
    """Return a number for a state of a photo's file; never 0, which is an empty record."""
    return zlib.crc32(stem.encode("ascii")) or 1
