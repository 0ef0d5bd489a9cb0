"""Put or read several small objects on an SFTP server in one batch.

A single put waits three times, and each SSH packet costs more than its contents; for a
small object that is most of the time. Here all parts are opened at once, all bytes
follow, and all that succeeded are renamed at once. For each object the order of steps
is that of ``put.py``. What fails here is undone and left to a single put, which
handles every kind of failure.

A single get waits for its handle, then for the file's kind and size, then for its
bytes. Here all files are opened at once, and one byte more than expected is requested
of each: so the answer is known to be the whole file.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from picup_desktop.storage.base import Get, Piece, Progress, Put, pieces
from picup_desktop.storage.errors import SourceUnreadable
from picup_desktop.storage.sftp.files import path_of, was_answered
from picup_desktop.storage.sftp.packets import FSYNC, Code, OpenFlag, SftpStatus, data_of
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.wire import SftpWire


@dataclass
class _Way:
    """The state of one object; ``handle`` while its part is open."""

    put: Put
    part: str
    opening: int
    handle: bytes | None = None
    size_bytes: int = 0
    answers: deque[int] = field(default_factory=deque)
    look: int = 0
    taken: int = 0
    """The request that checks whether the final name is taken; a single put reports that."""


class SftpPutMany:
    """One batch. ``stored`` grows during ``run``, so it is also valid after a broken connection."""

    def __init__(self, wire: SftpWire, place: SftpPlace, known_folders: set[str]) -> None:
        self.stored: set[str] = set()
        """The names of the objects that are stored and checked."""
        self.rest_bytes = 0
        self._wire = wire
        self._place = place
        self._known_folders = known_folders

    def run(self, puts: Sequence[Put], parts: Sequence[str], progress: Progress | None) -> None:
        """Put them; nothing is left behind of those that are not in ``stored`` afterwards."""
        wire = self._wire
        ways = [
            _Way(put, part, wire.request_open(part, OpenFlag.WRITE_NEW))
            for put, part in zip(puts, parts, strict=True)
        ]
        self._make_folders({put.name.rpartition("/")[0] for put in puts})
        sent_bytes = 0
        for way in ways:
            if self._write(way):
                sent_bytes += way.size_bytes
                if progress is not None:
                    progress(sent_bytes)
        whole = [way for way in ways if self._came_whole(way)]
        renames = [
            (way, wire.request_rename(way.part, path_of(self._place, way.put.name)))
            for way in whole
        ]
        # Pipelined with the renames: a server carries out requests in order.
        looks = [wire.request_stat(path_of(self._place, way.put.name)) for way, _ in renames]
        for (way, number), look in zip(renames, looks, strict=True):
            renamed, size = was_answered(wire, number), self._size(look)
            if renamed and size != way.size_bytes:
                wire.drop(wire.request_remove(path_of(self._place, way.put.name)))
            elif renamed:
                self.stored.add(way.put.name)
                self.rest_bytes += way.size_bytes
                self._known_folders.add(way.put.name.rpartition("/")[0])
        for way in ways:
            if way.put.name not in self.stored:
                self._take_back(way)
        wire.flush()

    def _size(self, look: int) -> int | None:
        try:
            return self._wire.attributes(look).size_bytes
        except SftpStatus:
            return None

    def _make_folders(self, folders: set[str]) -> None:
        """Request the folders without waiting; most exist already."""
        for folder in sorted(folders - self._known_folders - {""}):
            self._wire.drop(self._wire.request_mkdir(path_of(self._place, folder)))

    def _write(self, way: _Way) -> bool:
        """Send all bytes; return whether both the part and the source could be opened."""
        wire = self._wire
        try:
            handle = way.handle = wire.handle(way.opening)
            for data in pieces(way.put.source, wire.write_bytes):
                way.answers.append(wire.write(handle, way.size_bytes, data))
                way.size_bytes += len(data)
        except (SftpStatus, SourceUnreadable):
            return False
        if FSYNC in wire.extensions:
            way.answers.append(wire.fsync(handle))
        way.look = wire.fstat(handle)
        # Some servers, and disks behind them, say only here that nothing was written.
        way.answers.append(wire.request_close(handle))
        way.handle = None
        way.taken = wire.request_stat(path_of(self._place, way.put.name))
        return True

    def _came_whole(self, way: _Way) -> bool:
        """Check every answer, because pipelined writes lose errors otherwise."""
        if not way.look:
            return False
        well = [was_answered(self._wire, number) for number in way.answers]
        taken = was_answered(self._wire, way.taken)
        try:
            size = self._wire.attributes(way.look).size_bytes
        except SftpStatus:
            return False
        return all(well) and not taken and size == way.size_bytes

    def _take_back(self, way: _Way) -> None:
        if way.handle is not None:
            self._wire.close(way.handle)
        self._wire.drop(self._wire.request_remove(way.part))


def get_many(wire: SftpWire, place: SftpPlace, gets: Sequence[Get]) -> Iterator[Piece | None]:
    """As ``Storage.get_many``."""
    openings = [wire.request_open(path_of(place, one.name), OpenFlag.READ) for one in gets]
    reads = [
        _asked(wire, opening, one.size_bytes) for opening, one in zip(openings, gets, strict=True)
    ]
    wire.flush()
    done = 0
    try:
        for one, numbers in zip(gets, reads, strict=True):
            done += 1
            yield _whole(wire, numbers, one.size_bytes)
    finally:
        # The caller stopped iterating: the other answers are dropped.
        for numbers in reads[done:]:
            for number in numbers:
                wire.drop(number)


def _asked(wire: SftpWire, opening: int, size_bytes: int) -> list[int]:
    """Return the request numbers of the reads; empty if there is no such file."""
    try:
        handle = wire.handle(opening)
    except SftpStatus:
        return []
    most = wire.read_bytes
    numbers = [
        wire.read(handle, offset, min(most, size_bytes + 1 - offset))
        for offset in range(0, size_bytes + 1, most)
    ]
    wire.close(handle)
    return numbers


def _whole(wire: SftpWire, numbers: Sequence[int], size_bytes: int) -> bytes | None:
    if not numbers:
        return None
    pieces = [_piece(wire, number) for number in numbers]
    whole = [piece for piece in pieces if piece is not None]
    if len(whole) != len(pieces) or sum(map(len, whole)) != size_bytes:
        return None
    return b"".join(whole)


def _piece(wire: SftpWire, number: int) -> Piece | None:
    """Return the bytes; empty at the end of the file, None if they can't be read."""
    try:
        return data_of(wire.answer(number))
    except SftpStatus as status:
        return b"" if status.code == Code.EOF else None
