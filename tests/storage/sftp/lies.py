"""More lies of a hostile SFTP server: about single answers, and answers that are none."""

import random
import struct
from collections.abc import Callable

from paramiko import sftp

from tests.storage.sftp.hostile_server import Change, Liar, Lie, names, number, text

LINK = 0o120777
SIZE, MODE = 0x1, 0x4
NUMBER_BYTES = 4
FLAGS_AT = 1 + NUMBER_BYTES
DATA_AT = 1 + 2 * NUMBER_BYTES
OK, EOF = 0, 1
REQUEST_NAMES = (
    *("open", "close", "read", "write", "lstat", "fstat", "opendir", "readdir"),
    *("remove", "mkdir", "realpath", "stat", "rename", "extended"),
)
REQUESTS = {name: getattr(sftp, f"CMD_{name.upper()}") for name in REQUEST_NAMES}
CHANGING = frozenset(REQUESTS[name] for name in ("write", "remove", "mkdir", "rename", "extended"))


def sizes(told_bytes: Callable[[int], int]) -> Change:
    """Sizes of files in STAT and FSTAT are others."""

    def change(_: Liar, answer: bytes) -> list[bytes]:
        if answer[0] != sftp.CMD_ATTRS:
            return [answer]
        flags, size = struct.unpack_from(">IQ", answer, FLAGS_AT)
        if not flags & SIZE:
            return [answer]
        at = FLAGS_AT + 4
        return [answer[:at] + struct.pack(">Q", told_bytes(size)) + answer[at + 8 :]]

    return change


def links_everywhere(liar: Liar, kind: int, request: int) -> bytes | None:
    """Whatever is asked for is a link; each folder lists one more."""
    if kind in {REQUESTS["stat"], REQUESTS["lstat"], REQUESTS["fstat"]}:
        return bytes((sftp.CMD_ATTRS,)) + number(request) + struct.pack(">II", MODE, LINK)
    if kind == REQUESTS["readdir"] and not getattr(liar, "listed", False):
        liar.listed = True  # type: ignore[attr-defined]
        return names(request, ("link", LINK))
    if kind == REQUESTS["readdir"]:
        liar.listed = False  # type: ignore[attr-defined]
        return status(request, EOF)
    return None


def status(request: int, code: int) -> bytes:
    return bytes((sftp.CMD_STATUS,)) + number(request) + number(code) + text(b"") + text(b"")


def not_done(kinds: frozenset[int]) -> Lie:
    """Say OK, and do nothing."""

    def lie(_: Liar, kind: int, request: int) -> bytes | None:
        return status(request, OK) if kind in kinds else None

    return lie


def other_bytes(_: Liar, answer: bytes) -> list[bytes]:
    """Each READ has as many bytes as it should, and one of them is another."""
    if answer[0] != sftp.CMD_DATA or len(answer) <= DATA_AT:
        return [answer]
    return [answer[:-1] + bytes((answer[-1] ^ 1,))]


def short_reads(_: Liar, answer: bytes) -> list[bytes]:
    """Each READ is a byte short, to its very end."""
    if answer[0] != sftp.CMD_DATA or len(answer) <= DATA_AT:
        return [answer]
    return [answer[:FLAGS_AT] + text(answer[DATA_AT:-1])]


def long_reads(_: Liar, answer: bytes) -> list[bytes]:
    """Each READ gives more than it was asked for."""
    if answer[0] != sftp.CMD_DATA:
        return [answer]
    return [answer[:FLAGS_AT] + text(answer[DATA_AT:] + bytes(1000))]


def other_numbers(_: Liar, answer: bytes) -> list[bytes]:
    """Each answer has the number of the request before, or of the next."""
    if answer[0] == sftp.CMD_VERSION:
        return [answer]
    (asked,) = struct.unpack_from(">I", answer, 1)
    return [answer[:1] + number(asked ^ 1) + answer[FLAGS_AT:]]


def late_answers(liar: Liar, answer: bytes) -> list[bytes]:
    """Each answer waits for the next request."""
    if answer[0] == sftp.CMD_VERSION:
        return [answer]
    late: bytes | None = getattr(liar, "late", None)
    liar.late = answer  # type: ignore[attr-defined]
    return [late] if late is not None else []


def twice(_: Liar, answer: bytes) -> list[bytes]:
    """Each answer is given twice."""
    return [answer] if answer[0] == sftp.CMD_VERSION else [answer, answer]


def closes_when_read(liar: Liar, kind: int, _: int) -> bytes | None:
    """The connection closes at each READ."""
    if kind == REQUESTS["read"]:
        liar.hang_up()
    return None


def closes_in_a_packet(liar: Liar, answer: bytes) -> list[bytes]:
    """The connection closes after half of an answer."""
    if answer[0] == sftp.CMD_VERSION:
        return [answer]
    liar.say(struct.pack(">I", len(answer)) + answer[: len(answer) // 2])
    liar.hang_up()
    return []


def garbage(kinds: frozenset[int], *, seed: int = 0) -> Lie:
    """Requests of these kinds are answered by a packet of any kind with random bytes."""
    source = random.Random(seed)
    answers = [sftp.CMD_STATUS, sftp.CMD_HANDLE, sftp.CMD_DATA, sftp.CMD_NAME, sftp.CMD_ATTRS]

    def lie(_: Liar, kind: int, request: int) -> bytes | None:
        if kind not in kinds:
            return None
        size = source.choice([0, 1, 3, 4, 7, 8, 40, 4000])
        head = bytes((source.choice([*answers, source.randrange(256)]),))
        return head + number(request) + source.randbytes(size)

    return lie


def garbage_in_place(_: Liar, answer: bytes) -> list[bytes]:
    """Each answer but the first is an endless length, and nothing that belongs to it."""
    return [answer] if answer[0] == sftp.CMD_VERSION else [b"\xff" * len(answer)]
