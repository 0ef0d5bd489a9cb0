"""The engine's socket, with a real one between: garbage, greetings, events, long paths."""

import socket
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from picup_desktop.engine.ipc.address import LONGEST_PATH_BYTES, NoPrivateFolder, socket_path
from picup_desktop.engine.ipc.answers import Greeting
from picup_desktop.engine.ipc.client import EngineClient, EngineGone, NoEngine
from picup_desktop.engine.ipc.lines import Lines
from picup_desktop.engine.ipc.listening import listen
from picup_desktop.engine.ipc.protocol import (
    LONGEST_LINE_BYTES,
    PROTOCOL_VERSION,
    Answer,
    EngineRefused,
    Event,
    ProtocolBroken,
    Request,
    decode,
    encode,
)
from picup_desktop.engine.ipc.server import EVENTS_AHEAD, Server
from picup_desktop.errors import UsageError
from picup_desktop.home import Home

WAIT_SECONDS = 20.0


@contextmanager
def serving(home: Home) -> Iterator[Server]:
    home.make()
    held = threading.Event()

    def carry_out(request: Request) -> object:
        if request.command == "hang":
            held.wait(WAIT_SECONDS)
        if request.command == "wrong":
            raise UsageError("That is wrong.")
        if request.command == "broken":
            raise ZeroDivisionError
        return dict(request.arguments)

    server = Server(listen(home), carry_out, lambda: cast(Greeting, {"version": PROTOCOL_VERSION}))
    server.start()
    try:
        yield server
    finally:
        held.set()
        server.stop()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def raw(home: Home) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(WAIT_SECONDS)
    connection.connect(str(socket_path(home)))
    return connection


def all_of(connection: socket.socket) -> bytes:
    """Everything until the engine ends the connection."""
    heard = b""
    try:
        while data := connection.recv(65536):
            heard += data
    except ConnectionResetError:
        return heard
    return heard


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff\xfe nonsense\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b'{"id": 1, "command": "state"}\n',
        encode(Request(1, "hello", {"version": 99})),
        encode(Answer(1, {})),
        encode(Event("changed", {})),
        b"x" * (LONGEST_LINE_BYTES + 70_000),
    ],
)
def test_garbage_is_answered_with_a_sentence_and_the_engine_goes_on(
    home: Home, garbage: bytes
) -> None:
    with serving(home):
        with raw(home) as connection:
            try:
                connection.sendall(garbage)
            except (BrokenPipeError, ConnectionResetError):
                # It did not even listen to all of it.
                heard = None
            else:
                heard = all_of(connection)
        if heard:
            answer = decode(heard)
            assert isinstance(answer, Answer)
            assert answer.failure is not None
        with EngineClient(home) as client:
            assert client.call("echo", text="still there") == {"text": "still there"}


def test_a_face_that_says_nothing_or_half_a_line_holds_up_nobody(home: Home) -> None:
    with serving(home), raw(home) as silent, raw(home) as half:
        half.sendall(b'{"id": 1,')
        with EngineClient(home) as client:
            assert client.call("echo", n=1) == {"n": 1}
        silent.close()


def test_errors_and_faults_of_a_command_are_told_and_the_connection_goes_on(home: Home) -> None:
    with serving(home), EngineClient(home) as client:
        with pytest.raises(EngineRefused, match="That is wrong"):
            client.call("wrong")
        with pytest.raises(EngineRefused, match="fault of this program"):
            client.call("broken")
        assert client.call("echo") == {}


def test_a_long_command_holds_up_no_other(home: Home) -> None:
    with serving(home), EngineClient(home) as client:
        hanging = threading.Thread(target=_ignore_gone, args=(client, "hang"))
        hanging.start()
        assert client.call("echo", n=2) == {"n": 2}
        client.close()
        hanging.join(WAIT_SECONDS)
        assert not hanging.is_alive()


def test_events_reach_everyone_who_subscribed_in_their_order(home: Home) -> None:
    with serving(home) as server, EngineClient(home) as one, EngineClient(home) as two:
        streams = [one.events(), two.events()]
        for number in range(50):
            server.tell(Event("changed", {"number": number}))
        for stream in streams:
            assert [next(stream).details["number"] for _ in range(50)] == list(range(50))
        server.stop()
        assert [list(stream) for stream in streams] == [[], []]


def test_a_face_that_takes_no_events_loses_its_connection_and_nobody_waits(home: Home) -> None:
    with serving(home) as server, raw(home) as deaf, EngineClient(home) as well:
        lines = Lines(deaf)
        lines.send(Request(1, "hello", {"version": PROTOCOL_VERSION}))
        lines.send(Request(2, "subscribe"))
        assert lines.read()
        assert lines.read()
        heard = well.events()
        for number in range(2 * EVENTS_AHEAD):
            server.tell(Event("big", {"number": number, "text": "x" * 5000}))
            assert next(heard).details["number"] == number
        # Its connection was ended: what it did not take is all that is left to read.
        all_of(deaf)
        assert well.call("echo") == {}


def test_a_client_of_an_engine_that_ends_is_told(home: Home) -> None:
    with serving(home) as server:
        client = EngineClient(home)
        client.connect()
        server.stop()
        with pytest.raises(EngineGone):
            client.call("echo")
        client.close()
    with pytest.raises(NoEngine):
        EngineClient(home).connect()


def test_another_version_is_refused_with_what_to_do(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.engine.ipc.client.PROTOCOL_VERSION", PROTOCOL_VERSION + 1)
    with serving(home), pytest.raises(ProtocolBroken, match="After an update"):
        EngineClient(home).connect()


def test_a_home_with_a_long_path_has_its_socket_in_a_private_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / ("long" * 40))
    with tempfile.TemporaryDirectory(dir="/tmp") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        with serving(home), EngineClient(home) as client:
            assert client.call("echo") == {}
            path = socket_path(home)
            assert len(str(path)) <= LONGEST_PATH_BYTES
            assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IRWXU
            assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR

        path.parent.chmod(0o777)
        with pytest.raises(NoPrivateFolder):
            socket_path(home)


def test_a_leftover_of_a_killed_engine_is_no_obstacle(home: Home) -> None:
    home.make()
    socket_path(home).write_text("left over")
    with serving(home), EngineClient(home) as client:
        assert client.call("echo") == {}
    assert not socket_path(home).exists()


def _ignore_gone(client: EngineClient, command: str) -> None:
    with pytest.raises(EngineGone):
        client.call(command)


def test_an_engine_that_ends_before_it_greets_is_none(home: Home) -> None:
    home.make()
    listening = listen(home)
    hung_up = threading.Thread(target=lambda: listening.accept().close())
    hung_up.start()
    with pytest.raises(NoEngine):
        EngineClient(home).connect()
    hung_up.join()
    listening.close()
