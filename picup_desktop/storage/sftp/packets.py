"""The packets of SFTP version 3: their numbers, and their encoding.

draft-ietf-secsh-filexfer-02, and OpenSSH's PROTOCOL file for the extensions. Pure
functions from and to bytes; ``wire.py`` sends and receives.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message, Value
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown

VERSION = 3

FSYNC = "fsync@openssh.com"
STATVFS = "statvfs@openssh.com"
POSIX_RENAME = "posix-rename@openssh.com"
LIMITS = "limits@openssh.com"

READ_ONLY_FLAG = 1
MOST_FREE_BYTES = 1 << 62
"""More than any disk has; a larger number is invalid, and does not fit into the ledger."""


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
    REALPATH = 16
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
    NO_SPACE = 14
    """Of version 6, but some servers use it early; so is the next one."""
    QUOTA_EXCEEDED = 15


class OpenFlag(IntEnum):
    """How a file is opened."""

    READ = 0x01
    WRITE_NEW = 0x02 | 0x08 | 0x10
    """Write, create, truncate."""


class SftpStatus(Exception):
    """The server's refusal of a request."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{text or 'failure'} (status {code})")
        self.code = code
        self._text = text.lower()

    def says(self, words: Sequence[str]) -> bool:
        """Return whether a bare failure is told with one of the system's own sentences."""
        return self.code == Code.FAILURE and any(word in self._text for word in words)


class WireBroken(Exception):
    """The channel closed or carries something that is not SFTP."""

    def __init__(self, message: Message) -> None:
        super().__init__(in_english(message))
        self.message = message


class WireNonsense(WireBroken):
    """The server answers what can't be true: endless, malformed or not asked for (6-2)."""


class WireNoise(WireNonsense):
    """What comes is no packet; ``begins`` is how it begins, which may be a text."""

    def __init__(self, message: Message, begins: bytes) -> None:
        super().__init__(message)
        self.begins = begins


def reason_for(error: Exception) -> Value:
    """Return why a connection failed, as a value of a message."""
    if isinstance(error, WireBroken):
        return error.message
    if isinstance(error, OSError):
        reason = reason_of(error)
        return reason if isinstance(reason, Message) else shown(str(error))
    return shown(str(error)) or type(error).__name__


@dataclass(frozen=True)
class Attributes:
    """Attributes of a file; None where the server omits one."""

    size_bytes: int | None
    mode: int | None
    modified_at: int | None


@dataclass(frozen=True)
class Space:
    """Size of the server's file system."""

    free_bytes: int
    read_only: bool


Answer = tuple[int, memoryview]
"""A packet's type and its payload after the request number."""

_NUMBER = struct.Struct(">I")
"""Several in each answer, and a photo takes eight answers of each storage."""


def string(data: bytes) -> bytes:
    """Encode bytes with their length in front."""
    return _NUMBER.pack(len(data)) + data


def path_string(path: str) -> bytes:
    """Encode a path, with the bytes by which a server named it."""
    return string(path.encode("utf-8", "surrogateescape"))


def number_at(payload: memoryview, start: int) -> int:
    """Return a 32-bit number; WireBroken if the packet is too short."""
    try:
        found: int = _NUMBER.unpack_from(payload, start)[0]
    except struct.error as error:
        raise WireNonsense(Message("server-answer-cut-short")) from error
    return found


def string_at(payload: memoryview, start: int) -> tuple[bytes, int]:
    """Return a string, and the offset after it."""
    view, end = _view_at(payload, start)
    return bytes(view), end


def _view_at(payload: memoryview, start: int) -> tuple[memoryview, int]:
    size = number_at(payload, start)
    end = start + 4 + size
    if end > len(payload):
        raise WireNonsense(Message("server-answer-cut-short"))
    return payload[start + 4 : end], end


def check_status(answer: Answer) -> None:
    """Raise SftpStatus if the answer is a refusal."""
    kind, payload = answer
    if kind == Packet.STATUS:
        code = number_at(payload, 0)
        if code != Code.OK:
            words = string_at(payload, 4)[0] if len(payload) > 4 else b""
            raise SftpStatus(code, shown(words.decode("utf-8", "replace")))


def handle_of(answer: Answer) -> bytes:
    """Return the handle of an answer."""
    return string_at(_expect(answer, Packet.HANDLE), 0)[0]


def data_of(answer: Answer) -> memoryview:
    """Return the data of an answer."""
    return _view_at(_expect(answer, Packet.DATA), 0)[0]


def attributes_of(answer: Answer) -> Attributes:
    """Return the attributes of an answer."""
    return _attributes_at(_expect(answer, Packet.ATTRS), 0)[0]


def space_of(answer: Answer) -> Space | None:
    """Return the answer to ``STATVFS``; None if invalid, because it concerns no file."""
    try:
        fields = _unpacked(">11Q", _expect(answer, Packet.EXTENDED_REPLY), 0)
    except WireBroken:
        return None
    _, block_bytes, blocks, _, free_blocks, *_, flags, _ = fields
    free_bytes = block_bytes * free_blocks
    if not block_bytes or not blocks or free_blocks > blocks or free_bytes > MOST_FREE_BYTES:
        return None
    return Space(free_bytes, bool(flags & READ_ONLY_FLAG))


def largest_of(answer: Answer) -> tuple[int, int]:
    """Return the answer to ``LIMITS``: the most bytes per read, and per write; 0 means no limit."""
    fields = _unpacked(">4Q", _expect(answer, Packet.EXTENDED_REPLY), 0)
    return fields[1], fields[2]


def extensions_of(payload: memoryview) -> Iterator[str]:
    """Yield the names of the server's protocol extensions."""
    start = 0
    while start < len(payload):
        name, start = string_at(payload, start)
        _, start = string_at(payload, start)
        yield name.decode("ascii", "replace")


def entries_of(answer: Answer) -> Iterator[tuple[str, Attributes]]:
    """Yield the folder entries of one answer, without ``.`` and ``..``."""
    payload = _expect(answer, Packet.NAME)
    start = 4
    for _ in range(number_at(payload, 0)):
        name, start = string_at(payload, start)
        _, start = string_at(payload, start)
        attributes, start = _attributes_at(payload, start)
        if name not in {b".", b".."}:
            yield name.decode("utf-8", "surrogateescape"), attributes


def _attributes_at(payload: memoryview, start: int) -> tuple[Attributes, int]:
    flags = number_at(payload, start)
    start += 4
    size = mode = modified = None
    if flags & 0x1:
        (size,) = _unpacked(">Q", payload, start)
        start += 8
    if flags & 0x2:
        start += 8
    if flags & 0x4:
        mode = number_at(payload, start)
        start += 4
    if flags & 0x8:
        modified = number_at(payload, start + 4)
        start += 8
    if flags & 0x80000000:
        count = number_at(payload, start)
        start += 4
        for _ in range(2 * count):
            _, start = string_at(payload, start)
    return Attributes(size, mode, modified), start


def _expect(answer: Answer, wanted: Packet) -> memoryview:
    kind, payload = answer
    if kind != wanted:
        raise WireNonsense(
            Message("server-answer-of-other-type", wanted=int(wanted), kind=int(kind))
        )
    return payload


def _unpacked(layout: str, payload: memoryview, start: int) -> tuple[int, ...]:
    try:
        return struct.unpack_from(layout, payload, start)
    except struct.error as error:
        raise WireNonsense(Message("server-answer-cut-short")) from error
