"""SFTP version 3 over an SSH channel, with pipelined requests.

paramiko's own client waits for each answer or, when pipelined, loses the server's
errors; here requests are sent as fast as the channel takes them and each answer is
checked.
"""

import struct
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Protocol

from picup_desktop.messages.message import Message
from picup_desktop.storage.base import MOST_NAMES_IN_A_FOLDER
from picup_desktop.storage.sftp.packets import (
    FSYNC,
    LIMITS,
    POSIX_RENAME,
    STATVFS,
    VERSION,
    Answer,
    Attributes,
    Code,
    OpenFlag,
    Packet,
    SftpStatus,
    Space,
    WireBroken,
    WireNoise,
    WireNonsense,
    attributes_of,
    check_status,
    data_of,
    entries_of,
    extensions_of,
    handle_of,
    largest_of,
    number_at,
    path_string,
    space_of,
    string,
)

RECEIVE_BYTES = 256 * 1024
LARGEST_PACKET_BYTES = 16 * 1024 * 1024
# How much is kept of what is no packet: a line of text.
NOISE_BYTES = 512
# Every server accepts that much per request, and it fits into one SSH packet with its headers.
DATA_BYTES = 32 * 1024 - 96
# Fewer requests and answers: reads are 1.5 times as fast, and writes cost both sides less.
# Used only with servers that announce that they accept it.
MOST_DATA_BYTES = 255 * 1024
# The largest SSH packet of paramiko; requests are collected to fill some of them.
SSH_PACKET_BYTES = 32 * 1024 - 64
GATHERED_BYTES = 8 * SSH_PACKET_BYTES
# The read-ahead and write-ahead.
AHEAD_BYTES = 2 * 1024 * 1024
# The limits after which a server counts as lying (DISASTERS 6-2): no file system has names
# longer than the second, and no server returns less than the third per read, but at the end.
NAMES_AN_EMPTY_ANSWER_COUNTS = MOST_NAMES_IN_A_FOLDER // 16
LONGEST_NAME_BYTES = 1024
LEAST_DATA_BYTES = 512
MOST_SHORT_ANSWERS = 256


class Channel(Protocol):
    """What the wire needs of an SSH channel; blocks up to the channel's own timeout."""

    def send(self, data: bytes, /) -> int:
        """Send some of the data; return the number of bytes sent."""

    def recv(self, size: int, /) -> bytes:
        """Receive some bytes; empty at the end."""


class SftpWire:
    """One SFTP session; used by one thread."""

    def __init__(self, channel: Channel) -> None:
        """Start the session; WireBroken if the other side is no SFTP server."""
        self._channel = channel
        self._received = memoryview(b"")
        self._held: list[bytes | memoryview] = []
        self._held_bytes = 0
        self._number = 0
        self._early: dict[int, Answer] = {}
        self._dropped: set[int] = set()
        self._asked: set[int] = set()
        self._send(Packet.INIT, struct.pack(">I", VERSION))
        kind, payload = self._packet()
        if kind != Packet.VERSION:
            raise WireNonsense(Message("server-speaks-no-sftp"))
        self.extensions = frozenset(extensions_of(payload[4:]))
        self.read_bytes, self.write_bytes = self._largest()

    def request(self, kind: Packet, *fields: bytes | memoryview) -> int:
        """Send a request without waiting; return its number for ``answer``."""
        number = self._next(kind, *fields)
        self._flush()
        return number

    def answer(self, number: int) -> Answer:
        """Return the packet type and payload of an answer. SftpStatus for a refusal."""
        if self._held:
            self._flush()
        found = self._early.pop(number, None)
        while found is None:
            kind, payload = self._packet()
            answered = number_at(payload, 0)
            if answered not in self._asked:
                raise WireNonsense(Message("server-answers-unasked"))
            self._asked.discard(answered)
            if answered == number:
                found = kind, payload[4:]
            elif answered in self._dropped:
                self._dropped.discard(answered)
            else:
                self._early[answered] = (kind, payload[4:])
        check_status(found)
        return found

    def drop(self, number: int) -> None:
        """Discard the answer to a request."""
        if self._early.pop(number, None) is None:
            self._dropped.add(number)

    def flush(self) -> None:
        """Send the buffered requests."""
        self._flush()

    def request_open(self, path: str, flag: OpenFlag) -> int:
        """Buffer a request for the handle of a file; return its number."""
        return self._next(Packet.OPEN, path_string(path), struct.pack(">II", flag, 0))

    def open(self, path: str, flag: OpenFlag) -> bytes:
        """Return the handle of a file."""
        return self.handle(self.request_open(path, flag))

    def handle(self, number: int) -> bytes:
        """Return the answer to ``request_open``."""
        return handle_of(self.answer(number))

    def request_close(self, handle: bytes) -> int:
        """Buffer the closing of a handle; return the number of the request."""
        return self._next(Packet.CLOSE, string(handle))

    def close(self, handle: bytes) -> None:
        """Buffer the closing of a handle; its answer is discarded."""
        self.drop(self.request_close(handle))

    def write(self, handle: bytes, offset: int, data: bytes | memoryview) -> int:
        """Buffer a write; return the number of the request."""
        return self._next(Packet.WRITE, string(handle), struct.pack(">QI", offset, len(data)), data)

    def read(self, handle: bytes, offset: int, count: int) -> int:
        """Buffer a read; return the number of the request."""
        return self._next(Packet.READ, string(handle), struct.pack(">QI", offset, count))

    def fsync(self, handle: bytes) -> int:
        """Buffer a flush of a file; return the number of the request."""
        return self._next(Packet.EXTENDED, string(FSYNC.encode()), string(handle))

    def fstat(self, handle: bytes) -> int:
        """Buffer a request for a file's attributes; return its number."""
        return self._next(Packet.FSTAT, string(handle))

    def attributes(self, number: int) -> Attributes:
        """Return the answer to ``fstat`` or ``request_stat``."""
        return attributes_of(self.answer(number))

    def request_stat(self, path: str) -> int:
        """Buffer a request for the attributes at a path; return its number."""
        return self._next(Packet.STAT, path_string(path))

    def stat(self, path: str) -> Attributes:
        """Return a file's attributes."""
        return self.attributes(self.request_stat(path))

    def lstat(self, path: str) -> Attributes:
        """Return the attributes of what stands at a path, which may be a link."""
        return self.attributes(self._next(Packet.LSTAT, path_string(path)))

    def real_path(self, path: str) -> str:
        """Return a path as the server resolves it; most follow links, some only normalize it."""
        for found, _ in entries_of(self.answer(self.request(Packet.REALPATH, path_string(path)))):
            return found
        raise WireNonsense(Message("server-gives-no-path"))

    def read_ahead(self, handle: bytes, offset: int, length: int) -> Iterator[memoryview]:
        """Yield the bytes in order, with AHEAD_BYTES of read-ahead.

        Ends early at the end of the file. A server may return less than was requested.
        """
        end, next_offset = offset + length, offset
        most_ahead = AHEAD_BYTES // self.read_bytes
        short_answers = 0
        waiting: deque[tuple[int, int, int]] = deque()
        try:
            while waiting or next_offset < end:
                while next_offset < end and len(waiting) < most_ahead:
                    count = min(self.read_bytes, end - next_offset)
                    number = self.read(handle, next_offset, count)
                    waiting.append((number, next_offset, count))
                    next_offset += count
                number, start, count = waiting.popleft()
                try:
                    data = data_of(self.answer(number))
                except SftpStatus as status:
                    if status.code == Code.EOF:
                        return
                    raise
                if not data or len(data) > count:
                    raise WireNonsense(Message("server-gives-other-bytes"))
                yield data
                if len(data) < count:
                    short_answers += len(data) < LEAST_DATA_BYTES
                    if short_answers > MOST_SHORT_ANSWERS:
                        raise WireNonsense(Message("server-gives-crumbs"))
                    start, count = start + len(data), count - len(data)
                    waiting.appendleft((self.read(handle, start, count), start, count))
        finally:
            for number, _, _ in waiting:
                self.drop(number)

    def request_remove(self, path: str) -> int:
        """Buffer the removal of a file; return the number of the request."""
        return self._next(Packet.REMOVE, path_string(path))

    def remove(self, path: str) -> None:
        """Remove a file."""
        self.answer(self.request_remove(path))

    def request_rename(self, old: str, new: str) -> int:
        """Buffer a ``rename``; return the number of the request."""
        return self._next(Packet.RENAME, path_string(old), path_string(new))

    def rename(self, old: str, new: str) -> None:
        """Rename as version 3 says: never over an existing file."""
        self.answer(self.request_rename(old, new))

    def posix_rename(self, old: str, new: str) -> None:
        """Rename, replacing an existing file."""
        self.answer(self._extended(POSIX_RENAME, path_string(old), path_string(new)))

    def request_mkdir(self, path: str) -> int:
        """Buffer the making of a folder; return the number of the request."""
        return self._next(Packet.MKDIR, path_string(path), struct.pack(">I", 0))

    def request_opendir(self, path: str) -> int:
        """Buffer a request for the handle of a folder; return its number for ``handle``."""
        return self._next(Packet.OPENDIR, path_string(path))

    def request_readdir(self, handle: bytes) -> int:
        """Buffer a request for the next entries of a folder; return its number."""
        return self._next(Packet.READDIR, string(handle))

    def entries(self, number: int) -> Sequence[tuple[str, Attributes]] | None:
        """Return the answer to ``request_readdir``; None after the last entries."""
        try:
            return [*entries_of(self.answer(number))]
        except SftpStatus as status:
            if status.code == Code.EOF:
                return None
            raise

    def list(self, path: str) -> Iterator[tuple[str, Attributes]]:
        """Yield the entries of a folder, without ``.`` and ``..``.

        WireBroken if the list has no end, or contains an impossible file name.
        """
        listed = 0
        handle = self.handle(self.request_opendir(path))
        try:
            while (entries := self._more_entries(handle)) is not None:
                # An answer without entries counts as several: a server must say when the list ends.
                listed += len(entries) or NAMES_AN_EMPTY_ANSWER_COUNTS
                if listed > MOST_NAMES_IN_A_FOLDER:
                    raise WireNonsense(Message("server-list-has-no-end"))
                for name, attributes in entries:
                    if not _is_name(name):
                        raise WireNonsense(Message("server-names-impossible-file"))
                    yield name, attributes
        finally:
            self.close(handle)
            self.flush()

    def _more_entries(self, handle: bytes) -> Sequence[tuple[str, Attributes]] | None:
        """As ``entries``. A folder that was opened is there, whatever the server says."""
        try:
            return self.entries(self.request_readdir(handle))
        except SftpStatus as status:
            if status.code != Code.NO_SUCH_FILE:
                raise
            # The server looks at each file that it lists, and stumbled over one that just went.
            raise SftpStatus(Code.FAILURE, str(status)) from status

    def space(self, path: str) -> Space | None:
        """Return the free space of a path's file system; None if the server does not say.

        Some servers announce the extension and then refuse it, including all with Go's library.
        """
        if STATVFS not in self.extensions:
            return None
        try:
            return space_of(self.answer(self._extended(STATVFS, path_string(path))))
        except SftpStatus:
            return None

    def _largest(self) -> tuple[int, int]:
        """Return the most bytes per read, and per write; a server without a limit reports 0."""
        if LIMITS not in self.extensions:
            return DATA_BYTES, DATA_BYTES
        try:
            read, write = largest_of(self.answer(self._extended(LIMITS)))
        except SftpStatus:
            return DATA_BYTES, DATA_BYTES
        return min(MOST_DATA_BYTES, read or DATA_BYTES), min(MOST_DATA_BYTES, write or DATA_BYTES)

    def _extended(self, name: str, *fields: bytes) -> int:
        return self.request(Packet.EXTENDED, string(name.encode()), *fields)

    def _next(self, kind: Packet, *fields: bytes | memoryview) -> int:
        self._number += 1
        self._asked.add(self._number)
        self._send(kind, struct.pack(">I", self._number), *fields)
        return self._number

    def _send(self, kind: Packet, *fields: bytes | memoryview) -> None:
        """Buffer a request, to fill SSH packets: each one costs a system call and a wake-up."""
        size = 1 + sum(map(len, fields))
        self._held += (struct.pack(">IB", size, kind), *fields)
        self._held_bytes += size + 4
        if self._held_bytes >= GATHERED_BYTES:
            self._send_held(self._held_bytes // SSH_PACKET_BYTES * SSH_PACKET_BYTES)

    def _flush(self) -> None:
        if self._held:
            self._send_held(self._held_bytes)

    def _send_held(self, size: int) -> None:
        """Send that many bytes of the buffer."""
        held = b"".join(self._held)
        self._held = [held[size:]] if size < len(held) else []
        self._held_bytes = len(held) - size
        sent = 0
        while sent < size:
            count = self._channel.send(held[sent : min(sent + SSH_PACKET_BYTES, size)])
            if count <= 0:
                raise WireBroken(Message("connection-ended"))
            sent += count

    def _packet(self) -> Answer:
        if self._held:
            self._flush()
        size = number_at(self._take(4), 0)
        if not 0 < size <= LARGEST_PACKET_BYTES:
            begins = struct.pack(">I", size) + bytes(self._received[:NOISE_BYTES])
            raise WireNoise(Message("server-sends-no-sftp"), begins)
        packet = self._take(size)
        return packet[0], packet[1:]

    def _take(self, size: int) -> memoryview:
        """Return the next bytes; copied only if they came in pieces."""
        if len(self._received) >= size:
            taken, self._received = self._received[:size], self._received[size:]
            return taken
        pieces, missing = [self._received], size - len(self._received)
        while missing > 0:
            data = memoryview(self._channel.recv(RECEIVE_BYTES))
            if not data:
                raise WireBroken(Message("connection-ended"))
            pieces.append(data[:missing])
            self._received = data[missing:]
            missing -= len(pieces[-1])
        return memoryview(b"".join(pieces))


def _is_name(name: str) -> bool:
    """Return whether it is a possible file name."""
    return 0 < len(name) <= LONGEST_NAME_BYTES and "/" not in name and "\0" not in name
