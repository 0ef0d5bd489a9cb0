"""SFTP version 3 over an SSH channel, with every request free to run ahead of its answer.

paramiko's own client waits for each answer or, when pipelined, loses the
server's errors; here requests are sent as fast as the channel takes them and
each answer is looked at. The protocol is draft-ietf-secsh-filexfer-02; the
extensions are those of OpenSSH's PROTOCOL file.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

VERSION = 3
RECEIVE_BYTES = 256 * 1024
# Fits one SSH packet of 32 KiB with its headers; larger ones are no faster.
DATA_BYTES = 32 * 1024 - 96
READS_AHEAD = 64
WRITES_AHEAD = 64

FSYNC = "fsync@openssh.com"
STATVFS = "statvfs@openssh.com"
POSIX_RENAME = "posix-rename@openssh.com"

READ_ONLY_FLAG = 1


class Packet(IntEnum):
    """Packet types."""

    INIT = 1
    VERSION = 2
    OPEN = 3
    CLOSE = 4
    READ = 5
    WRITE = 6
    LSTAT = 7
    FSTAT = 8
    OPENDIR = 11
    READDIR = 12
    REMOVE = 13
    MKDIR = 14
    STAT = 17
    RENAME = 18
    STATUS = 101
    HANDLE = 102
    DATA = 103
    NAME = 104
    ATTRS = 105
    EXTENDED = 200
    EXTENDED_REPLY = 201


class Code(IntEnum):
    """Status codes."""

    OK = 0
    EOF = 1
    NO_SUCH_FILE = 2
    PERMISSION_DENIED = 3
    FAILURE = 4
    BAD_MESSAGE = 5
    OP_UNSUPPORTED = 8


class OpenFlag(IntEnum):
    """How a file is opened."""

    READ = 0x01
    WRITE_NEW = 0x02 | 0x08 | 0x10
    """Write, create, truncate."""


class SftpStatus(Exception):
    """The server's own answer to a request that it did not carry out."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{text or 'failure'} (status {code})")
        self.code = code


class WireBroken(Exception):
    """The channel ended or carries something that is not SFTP."""


class Channel(Protocol):
    """What the wire needs of an SSH channel; blocking with the channel's own time-out."""

    def send(self, data: bytes, /) -> int:
        """Send some of the data; how much."""

    def recv(self, size: int, /) -> bytes:
        """Receive some bytes; none at the end."""


@dataclass(frozen=True)
class Attributes:
    """What the server tells of a file; None where it does not."""

    size_bytes: int | None
    mode: int | None
    modified_at: int | None


@dataclass(frozen=True)
class Space:
    """Room on the server's file system."""

    free_bytes: int
    read_only: bool


class SftpWire:
    """One SFTP session; used by one thread."""

    def __init__(self, channel: Channel) -> None:
        """Say hello; WireBroken if the other side is no SFTP server."""
        self._channel = channel
        self._received = bytearray()
        self._number = 0
        self._early: dict[int, tuple[int, bytes]] = {}
        self._dropped: set[int] = set()
        self._send(Packet.INIT, struct.pack(">I", VERSION))
        kind, payload = self._packet()
        if kind != Packet.VERSION:
            raise WireBroken("the server does not speak SFTP")
        self.extensions = frozenset(_pairs(payload[4:]))

    def request(self, kind: Packet, *fields: bytes | memoryview) -> int:
        """Send a request and do not wait; the number to ask ``answer`` with."""
        self._number += 1
        self._send(kind, struct.pack(">I", self._number), *fields)
        return self._number

    def answer(self, number: int) -> tuple[int, bytes]:
        """The answer to a request: its packet type and payload. SftpStatus for a refusal."""
        while number not in self._early:
            kind, payload = self._packet()
            (answered,) = struct.unpack_from(">I", payload)
            if answered in self._dropped:
                self._dropped.discard(answered)
            else:
                self._early[answered] = (kind, payload[4:])
        kind, payload = self._early.pop(number)
        if kind == Packet.STATUS:
            (code,) = struct.unpack_from(">I", payload)
            if code != Code.OK:
                raise SftpStatus(code, _text(payload, 4))
        return kind, payload

    def drop(self, number: int) -> None:
        """Nobody will ask for this answer."""
        if self._early.pop(number, None) is None:
            self._dropped.add(number)

    def open(self, path: str, flag: OpenFlag) -> bytes:
        """The handle of a file."""
        number = self.request(Packet.OPEN, _name(path), struct.pack(">II", flag, 0))
        return _handle(self.answer(number))

    def close(self, handle: bytes) -> None:
        """Give a handle back, without waiting."""
        self.drop(self.request(Packet.CLOSE, _string(handle)))

    def write(self, handle: bytes, offset: int, data: bytes | memoryview) -> int:
        """Send bytes to be written; the number of the request."""
        return self.request(
            Packet.WRITE, _string(handle), struct.pack(">QI", offset, len(data)), data
        )

    def fsync(self, handle: bytes) -> int:
        """Ask for a file to be flushed; the number of the request."""
        return self.request(Packet.EXTENDED, _string(FSYNC.encode()), _string(handle))

    def fstat(self, handle: bytes) -> int:
        """Ask for a file's attributes; the number of the request."""
        return self.request(Packet.FSTAT, _string(handle))

    def attributes(self, number: int) -> Attributes:
        """The answer to ``fstat``, ``stat`` or ``lstat``."""
        kind, payload = self.answer(number)
        if kind != Packet.ATTRS:
            raise WireBroken("attributes were asked for, something else came")
        return _attributes(payload, 0)[0]

    def stat(self, path: str) -> Attributes:
        """A file's attributes."""
        return self.attributes(self.request(Packet.STAT, _name(path)))

    def read_ahead(self, handle: bytes, offset: int, length: int) -> Iterator[bytes]:
        """The bytes in order; up to READS_AHEAD requests run ahead of the reader.

        Ends early at the file's end. A server may give less than was asked for.
        """
        end, next_offset = offset + length, offset
        waiting: list[tuple[int, int, int]] = []
        try:
            while waiting or next_offset < end:
                while next_offset < end and len(waiting) < READS_AHEAD:
                    count = min(DATA_BYTES, end - next_offset)
                    waiting.append((self._read(handle, next_offset, count), next_offset, count))
                    next_offset += count
                number, start, count = waiting.pop(0)
                try:
                    data = _data(self.answer(number))
                except SftpStatus as status:
                    if status.code == Code.EOF:
                        return
                    raise
                yield data
                if len(data) < count:
                    rest = start + len(data)
                    waiting.insert(
                        0, (self._read(handle, rest, count - len(data)), rest, count - len(data))
                    )
        finally:
            for number, _, _ in waiting:
                self.drop(number)

    def request_remove(self, path: str) -> int:
        """Ask for a file to be removed; the number of the request."""
        return self.request(Packet.REMOVE, _name(path))

    def remove(self, path: str) -> None:
        """Remove a file."""
        self.answer(self.request_remove(path))

    def rename(self, old: str, new: str) -> None:
        """Rename as version 3 says: never over something that is there."""
        self.answer(self.request(Packet.RENAME, _name(old), _name(new)))

    def posix_rename(self, old: str, new: str) -> None:
        """Rename over whatever is there."""
        self.answer(
            self.request(Packet.EXTENDED, _string(POSIX_RENAME.encode()), _name(old), _name(new))
        )

    def mkdir(self, path: str) -> None:
        """Make a folder."""
        self.answer(self.request(Packet.MKDIR, _name(path), struct.pack(">I", 0)))

    def list(self, path: str) -> Iterator[tuple[str, Attributes]]:
        """The entries of a folder, without ``.`` and ``..``."""
        handle = _handle(self.answer(self.request(Packet.OPENDIR, _name(path))))
        try:
            while True:
                number = self.request(Packet.READDIR, _string(handle))
                try:
                    _, payload = self.answer(number)
                except SftpStatus as status:
                    if status.code == Code.EOF:
                        return
                    raise
                yield from _entries(payload)
        finally:
            self.close(handle)

    def space(self, path: str) -> Space | None:
        """Room on the file system of a path; None where the server does not say."""
        if STATVFS not in self.extensions:
            return None
        number = self.request(Packet.EXTENDED, _string(STATVFS.encode()), _name(path))
        _, payload = self.answer(number)
        fields = struct.unpack_from(">11Q", payload)
        return Space(fields[1] * fields[4], bool(fields[9] & READ_ONLY_FLAG))

    def _read(self, handle: bytes, offset: int, count: int) -> int:
        return self.request(Packet.READ, _string(handle), struct.pack(">QI", offset, count))

    def _send(self, kind: Packet, *fields: bytes | memoryview) -> None:
        size = 1 + sum(len(field) for field in fields)
        packet = b"".join((struct.pack(">IB", size, kind), *fields))
        sent = self._channel.send(packet)
        while sent < len(packet):
            count = self._channel.send(packet[sent:])
            if count <= 0:
                raise WireBroken("the connection ended")
            sent += count

    def _packet(self) -> tuple[int, bytes]:
        self._have(4)
        (size,) = struct.unpack_from(">I", self._received)
        if not 0 < size <= 16 * 1024 * 1024:
            raise WireBroken("what the server sends is not SFTP")
        self._have(4 + size)
        kind = self._received[4]
        payload = bytes(memoryview(self._received)[5 : 4 + size])
        del self._received[: 4 + size]
        return kind, payload

    def _have(self, size: int) -> None:
        while len(self._received) < size:
            data = self._channel.recv(RECEIVE_BYTES)
            if not data:
                raise WireBroken("the connection ended")
            self._received += data


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _name(path: str) -> bytes:
    return _string(path.encode("utf-8", "surrogateescape"))


def _cut(payload: bytes, start: int) -> tuple[bytes, int]:
    (size,) = struct.unpack_from(">I", payload, start)
    end = start + 4 + size
    if end > len(payload):
        raise WireBroken("an answer is cut short")
    return payload[start + 4 : end], end


def _text(payload: bytes, start: int) -> str:
    return _cut(payload, start)[0].decode("utf-8", "replace") if len(payload) > start else ""


def _handle(answer: tuple[int, bytes]) -> bytes:
    kind, payload = answer
    if kind != Packet.HANDLE:
        raise WireBroken("a handle was asked for, something else came")
    return _cut(payload, 0)[0]


def _data(answer: tuple[int, bytes]) -> bytes:
    kind, payload = answer
    if kind != Packet.DATA:
        raise WireBroken("data was asked for, something else came")
    return _cut(payload, 0)[0]


def _pairs(payload: bytes) -> Iterator[str]:
    start = 0
    while start < len(payload):
        name, start = _cut(payload, start)
        _, start = _cut(payload, start)
        yield name.decode("ascii", "replace")


def _entries(payload: bytes) -> Iterator[tuple[str, Attributes]]:
    (count,) = struct.unpack_from(">I", payload)
    start = 4
    for _ in range(count):
        name, start = _cut(payload, start)
        _, start = _cut(payload, start)
        attributes, start = _attributes(payload, start)
        if name not in {b".", b".."}:
            yield name.decode("utf-8", "surrogateescape"), attributes


def _attributes(payload: bytes, start: int) -> tuple[Attributes, int]:
    (flags,) = struct.unpack_from(">I", payload, start)
    start += 4
    size = mode = modified = None
    if flags & 0x1:
        (size,) = struct.unpack_from(">Q", payload, start)
        start += 8
    if flags & 0x2:
        start += 8
    if flags & 0x4:
        (mode,) = struct.unpack_from(">I", payload, start)
        start += 4
    if flags & 0x8:
        _, modified = struct.unpack_from(">II", payload, start)
        start += 8
    if flags & 0x80000000:
        (count,) = struct.unpack_from(">I", payload, start)
        start += 4
        for _ in range(count):
            _, start = _cut(payload, start)
            _, start = _cut(payload, start)
    return Attributes(size, mode, modified), start
