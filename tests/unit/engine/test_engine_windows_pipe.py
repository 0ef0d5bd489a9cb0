"""The engine's named pipe on Windows; only the pipe itself is another one here."""

import threading
from multiprocessing import Pipe
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.engine.ipc import windows_pipe
from picup_desktop.engine.ipc.windows_pipe import PipeListener, PipeStream, connect_pipe

NAME = r"\\.\pipe\picup-desktop-test"


@pytest.fixture
def pipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "pipe")

    def listener(name: str, family: str) -> Listener:
        assert (name, family) == (NAME, "AF_PIPE")
        return Listener(place, family="AF_UNIX")

    def client(name: str, family: str) -> "Connection[Any, Any]":
        assert (name, family) == (NAME, "AF_PIPE")
        return Client(place, family="AF_UNIX")

    monkeypatch.setattr(windows_pipe, "Listener", listener)
    monkeypatch.setattr(windows_pipe, "Client", client)


def test_messages_become_a_stream() -> None:
    here, there = Pipe()
    stream = PipeStream(there)
    here.send_bytes(b'{"do": "status"}\n')
    here.send_bytes(b"{")

    assert stream.recv(5) == b'{"do"'
    assert stream.recv(1000) == b': "status"}\n'
    assert stream.recv(1000) == b"{"
    here.close()
    assert stream.recv(1000) == b""
    stream.close()


@pytest.mark.usefixtures("pipes")
def test_both_sides_speak_until_one_ends() -> None:
    listener = PipeListener(NAME)
    heard: list[bytes] = []

    def answer() -> None:
        with_us = listener.accept()
        heard.append(with_us.recv(100))
        with_us.sendall(b"welcome\n")
        with_us.close()

    answering = threading.Thread(target=answer)
    answering.start()
    stream = connect_pipe(NAME)
    stream.sendall(b"hello\n")

    assert stream.recv(100) == b"welcome\n"
    assert stream.recv(100) == b""
    answering.join()
    assert heard == [b"hello\n"]
    stream.close()
    listener.close()


@pytest.mark.usefixtures("pipes")
def test_where_no_engine_listens_nobody_connects() -> None:
    PipeListener(NAME).close()

    with pytest.raises(OSError, match="No such file"):
        connect_pipe(NAME)
