"""Practice NAS boxes with the manners of other servers, as people have them.

Each is a practice server in a process of its own, changed by name before it serves:
``odd_practice(folder, "rename_over")``. Run as ``python -m tests.odd_servers NAME...``.
"""

import os
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import paramiko
from paramiko.message import Message
from paramiko.sftp import CMD_CLOSE, CMD_EXTENDED, CMD_EXTENDED_REPLY, CMD_VERSION

from picup_desktop.storage.practice import server as practice_server
from picup_desktop.storage.practice import start as practice
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.sftp.packets import STATVFS

SERVER: Any = paramiko.SFTPServer
"""Without its types: what is changed here is not its interface."""
FOR_EVER_SECONDS = 3600.0
READ_FROM_CLIENT_BYTES = 4096
OBJECTS_REMOVED = 20
"""After so many, a server that ends while it removes has ended."""


@contextmanager
def odd_practice(folder: Path, *changes: str) -> Iterator[PracticeServer]:
    """A server with some changes, until the context ends."""
    command = [sys.executable, "-m", "tests.odd_servers", *changes]
    server = PracticeServer(folder)
    with patch.object(practice, "command_of", lambda part: command):
        server.start()
    try:
        yield server
    finally:
        server.stop()


def rename_over() -> None:
    """Version 3's rename replaces what has the name, as os.rename does."""

    def rename(self: practice_server._Files, oldpath: str, newpath: str) -> int:
        return self._done(lambda: self._writable(oldpath).replace(self._writable(newpath)))

    practice_server._Files.rename = rename  # type: ignore[method-assign]


def statvfs(answer: Callable[[Any, int], None]) -> None:
    """The question about free room is offered, and answered in some way."""

    def version(self: Any) -> int:
        self._read_packet()
        told = Message()
        told.add_int(3)
        told.add_string(STATVFS)
        told.add_string("2")
        self._send_packet(CMD_VERSION, told)
        return 3

    process = SERVER._process

    def asked(self: Any, kind: int, number: int, message: Message) -> None:
        if kind != CMD_EXTENDED:
            process(self, kind, number, message)
        else:
            answer(self, number)

    SERVER._send_server_version = version
    SERVER._process = asked


def statvfs_refused_with(code: int) -> None:
    statvfs(lambda server, number: server._send_status(number, code))


def statvfs_says(*fields: int) -> None:
    def answer(server: Any, number: int) -> None:
        message = Message()
        message.add_int(number)
        message.add_bytes(struct.pack(f">{len(fields)}Q", *fields))
        server._send_packet(CMD_EXTENDED_REPLY, message)

    statvfs(answer)


def close_refused() -> None:
    """Whether anything was written is told when the file is closed, and nothing was."""
    process = SERVER._process

    def asked(self: Any, kind: int, number: int, message: Message) -> None:
        if kind == CMD_CLOSE:
            self._send_status(number, paramiko.sftp.SFTP_FAILURE)
        else:
            process(self, kind, number, message)

    SERVER._process = asked


def mute_at(owner: type, method: str) -> None:
    """Whatever calls that method of the server never comes back."""
    setattr(owner, method, lambda *_args, **_keywords: time.sleep(FOR_EVER_SECONDS))


def mute_before_banner() -> None:
    mute_at(paramiko.Transport, "start_server")


def mute_after_banner() -> None:
    def serve(link: Any, *_: object) -> None:
        link.sendall(b"SSH-2.0-mute\r\n")
        while link.recv(READ_FROM_CLIENT_BYTES):
            pass

    practice_server._serve_one = serve  # type: ignore[assignment]


def end_while_removing() -> None:
    """The machine goes down once it has removed some objects."""
    remove = practice_server._Files.remove
    removed = count(1)

    def remove_some(self: practice_server._Files, path: str) -> int:
        answer = remove(self, path)
        if "/objects/" in path and next(removed) == OBJECTS_REMOVED:
            os._exit(1)
        return answer

    practice_server._Files.remove = remove_some  # type: ignore[method-assign]


CHANGES: dict[str, Callable[[], None]] = {
    "rename_over": rename_over,
    "close_refused": close_refused,
    "end_while_removing": end_while_removing,
    "statvfs_unsupported": lambda: statvfs_refused_with(paramiko.sftp.SFTP_OP_UNSUPPORTED),
    "statvfs_failure": lambda: statvfs_refused_with(paramiko.sftp.SFTP_FAILURE),
    "statvfs_denied": lambda: statvfs_refused_with(paramiko.sftp.SFTP_PERMISSION_DENIED),
    "statvfs_no_such_file": lambda: statvfs_refused_with(paramiko.sftp.SFTP_NO_SUCH_FILE),
    "statvfs_short": lambda: statvfs_says(1, 2, 3),
    "statvfs_zeros": lambda: statvfs_says(*[0] * 11),
    "statvfs_huge": lambda: statvfs_says(*[2**64 - 1] * 11),
    "mute_before_banner": mute_before_banner,
    "mute_after_banner": mute_after_banner,
    "mute_at_login": lambda: mute_at(practice_server._Login, "check_auth_password"),
    "mute_at_channel": lambda: mute_at(practice_server._Login, "check_channel_request"),
    "mute_at_subsystem": lambda: mute_at(practice_server._Login, "check_channel_subsystem_request"),
    "mute_at_first_word": lambda: mute_at(paramiko.SFTPServer, "_send_server_version"),
}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        CHANGES[name]()
    practice_server.main()
