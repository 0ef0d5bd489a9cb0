"""An SFTP server whose owner is an enemy: the practice server, but for one kind of answer."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import paramiko
from paramiko import sftp

from picup_desktop.storage.place import Access
from picup_desktop.storage.practice.server import PracticeOrders, _Files, _Login
from picup_desktop.storage.sftp.place import SftpPlace

TERMINAL = "\x1b]0;TITLE\x07\x1b[2J\x1b[32mAll photos are on both storages.\nsecond line @everyone"
Lie = Callable[["Liar", int, int], bytes | None]
"""Of the kind and the number of a request; None: it is answered as it should be."""
Change = Callable[["Liar", bytes], list[bytes]]
"""Of an answer, from its kind on; the answers that are sent in its place."""


def unchanged(_: "Liar", answer: bytes) -> list[bytes]:
    """Answer as it should be."""
    return [answer]


class Liar(paramiko.SFTPServer):
    """Asks its lie first."""

    lie: Lie
    change: Change
    asked: int = 0
    """The kind of the request that is being answered."""

    def _process(self, t: int, request_number: int, msg: paramiko.Message) -> None:
        self.asked = t
        told = type(self).lie(self, t, request_number)
        if told is None:
            super()._process(t, request_number, msg)  # type: ignore[misc]
            return
        kind, payload = told[0], told[1:]
        self._send_packet(kind, paramiko.Message(payload))

    def _send_packet(self, t: int, packet: paramiko.Message) -> None:
        """As paramiko's own, but for the lie about an answer."""
        for told in type(self).change(self, bytes((t,)) + packet.asbytes()):
            self.say(struct.pack(">I", len(told)) + told)

    def say(self, data: bytes) -> None:
        """Send bytes that need be no packet."""
        self._write_all(data)  # type: ignore[attr-defined]

    def hang_up(self) -> None:
        """Close the connection's channel."""
        self.sock.close()  # type: ignore[union-attr]


def number(request: int) -> bytes:
    return struct.pack(">I", request)


def text(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def names(request: int, *entries: tuple[str, int]) -> bytes:
    """Entries with their modes."""
    attributes = [struct.pack(">II", 0x4, mode) for _, mode in entries]
    told = b"".join(
        text(name.encode()) + text(b"") + flags
        for (name, _), flags in zip(entries, attributes, strict=True)
    )
    count = struct.pack(">I", len(entries))
    return bytes((sftp.CMD_NAME,)) + number(request) + count + told


def nothing_read(_: Liar, kind: int, request: int) -> bytes | None:
    """READ is answered by no bytes, for ever."""
    return bytes((sftp.CMD_DATA,)) + number(request) + text(b"") if kind == sftp.CMD_READ else None


def endless_file(_: Liar, kind: int, request: int) -> bytes | None:
    """A file of 2^62 bytes that has no end."""
    if kind in {sftp.CMD_FSTAT, sftp.CMD_STAT}:
        attributes = struct.pack(">IQI", 0x1 | 0x4, 1 << 62, 0o100644)
        return bytes((sftp.CMD_ATTRS,)) + number(request) + attributes
    if kind == sftp.CMD_READ:
        return bytes((sftp.CMD_DATA,)) + number(request) + text(bytes(32_000))
    return None


def empty_lists(_: Liar, kind: int, request: int) -> bytes | None:
    """READDIR is answered by no names, for ever."""
    return names(request) if kind == sftp.CMD_READDIR else None


def endless_list(_: Liar, kind: int, request: int) -> bytes | None:
    """READDIR never ends."""
    many = [(f"{request}-{i}", 0o100644) for i in range(1000)]
    return names(request, *many) if kind == sftp.CMD_READDIR else None


def folders_in_folders(liar: Liar, kind: int, request: int) -> bytes | None:
    """A folder in each folder."""
    if kind == sftp.CMD_OPENDIR:
        liar.listed = False  # type: ignore[attr-defined]
        return bytes((sftp.CMD_HANDLE,)) + number(request) + text(b"h")
    if kind == sftp.CMD_READDIR and not liar.listed:  # type: ignore[attr-defined]
        liar.listed = True  # type: ignore[attr-defined]
        return names(request, ("deeper", 0o040755))
    if kind == sftp.CMD_READDIR:
        return bytes((sftp.CMD_STATUS,)) + number(request) + number(1) + text(b"") + text(b"")
    return None


def raw_words(_: Liar, kind: int, request: int) -> bytes | None:
    """OPEN is refused with words that act on a terminal."""
    if kind != sftp.CMD_OPEN:
        return None
    words = text(TERMINAL.encode())
    return bytes((sftp.CMD_STATUS,)) + number(request) + number(4) + words + text(b"")


@contextmanager
def hostile(
    folder: Path, lie: Lie, change: Change = unchanged
) -> Iterator[tuple[SftpPlace, Access]]:
    """It serves ``folder`` until the end."""
    root = folder / "served"
    (root / "vault" / "objects").mkdir(parents=True)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    orders = PracticeOrders(str(root), str(folder / "key"), "nas", "secret", port)
    key = paramiko.ECDSAKey.generate()
    server = type("Server", (Liar,), {"lie": staticmethod(lie), "change": staticmethod(change)})
    transports: list[paramiko.Transport] = []
    channels: list[paramiko.Channel] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                link, _ = listener.accept()
                transport = paramiko.Transport(link)
                transports.append(transport)
                transport.add_server_key(key)
                transport.set_subsystem_handler("sftp", server, _Files, orders)
                with suppress(paramiko.SSHException, EOFError, OSError):
                    transport.start_server(server=_Login(orders))
                    channel = transport.accept(10)
                    channels.extend([channel] if channel is not None else [])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        access = Access(folder / "known_hosts", password="secret", trust_new_host_key=True)
        yield SftpPlace("127.0.0.1", port, "nas", "vault"), access
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for transport in transports:
            transport.close()
        thread.join(10)
