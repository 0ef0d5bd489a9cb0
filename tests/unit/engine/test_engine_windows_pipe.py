"""The engine's named pipe on Windows; only the pipe itself is another one here."""

import threading
import time
from multiprocessing import Pipe
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, cast

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


class SlowPipe:
    """As multiprocessing's pipe, which two threads may both see open until its handle is closed."""

    def __init__(self) -> None:
        self.closed = False
        self.handles_closed = 0

    def close(self) -> None:
        if not self.closed:
            self.handles_closed += 1
            time.sleep(0.1)
            self.closed = True

    def recv_bytes(self) -> bytes:
        raise TypeError("its handle is None")


def test_of_two_threads_that_close_it_one_does() -> None:
    """The reader at its end, and whoever asked; the error of the second let the answers wait."""
    pipe = SlowPipe()
    stream = PipeStream(cast(windows_pipe.Pipe, pipe))
    threads = [threading.Thread(target=stream.close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pipe.handles_closed == 1


def test_a_pipe_that_is_closed_while_it_is_read_has_ended() -> None:
    pipe = SlowPipe()
    stream = PipeStream(cast(windows_pipe.Pipe, pipe))
    with pytest.raises(TypeError):
        stream.recv(1)
    stream.close()
    assert stream.recv(1) == b""
