"""Read several small objects from an SFTP server in one batch.

A single get waits for its handle, then for the file's kind and size, then for its
bytes. Here all files are opened at once, and one byte more than expected is requested
of each: so the answer is known to be the whole file.
"""

from collections.abc import Iterator, Sequence

from picup_desktop.storage.base import Get, Piece
from picup_desktop.storage.sftp.packets import Code, OpenFlag, SftpStatus, data_of
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.put import path_of
from picup_desktop.storage.sftp.wire import SftpWire


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
