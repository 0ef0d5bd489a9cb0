"""A face's side of the engine's socket: plain threads and sockets, no Qt.

The window does not use this class in its own thread: it may run it in a reader thread and
pass each event on by a queued signal, or use a ``QLocalSocket`` for the same lines
(``address`` has the path, ``protocol`` has ``encode`` and ``decode``, which need no thread).

Threads: each client has one reader thread. It reads lines, wakes the threads that wait for
an answer, and puts events into a queue; it ends with the connection. ``call`` may be used
from several threads at once.
"""

import itertools
import queue
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from picup_desktop.engine.ipc.address import pipe_name, socket_path
from picup_desktop.engine.ipc.answers import Greeting
from picup_desktop.engine.ipc.arguments import write_arguments
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.lines import Lines, Stream
from picup_desktop.engine.ipc.protocol import (
    HELLO,
    PROTOCOL_VERSION,
    SUBSCRIBE,
    Answer,
    EngineRefused,
    Event,
    ProtocolBroken,
    Request,
    decode,
)
from picup_desktop.errors import Kind, PicupError
from picup_desktop.home import Home

GREETING_SECONDS = 5.0

T = TypeVar("T")


class NoEngine(PicupError):
    """No engine runs for this home."""

    title = "title-nothing-runs-background"
    kind = Kind.RETRY


class EngineGone(PicupError):
    """The engine ended before it answered; its commits are kept."""

    title = "title-background-program-ended"
    kind = Kind.RETRY


class EngineClient:
    """One connection to the engine of a home; ``with`` closes it."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[object]] = {}
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._ended = False
        self._lines: Lines | None = None
        self._reader: threading.Thread | None = None

    def connect(self) -> Greeting:
        """Connect; return the engine's greeting. NoEngine, ProtocolBroken."""
        try:
            stream = connect_stream(self._home)
        except OSError as error:
            raise no_engine(self._home) from error
        self._lines = Lines(stream)
        self._reader = threading.Thread(
            target=self._read, args=(self._lines,), name="engine-reader", daemon=True
        )
        self._reader.start()
        try:
            greeting = self._ask(HELLO, {"version": PROTOCOL_VERSION}).result(GREETING_SECONDS)
        except TimeoutError as error:
            self.close()
            raise NoEngine(
                "program-background-does-not-answer", home=str(self._home.folder)
            ) from error
        except EngineGone as error:
            # It was about to end: whoever comes now finds no engine.
            self.close()
            raise no_engine(self._home) from error
        except PicupError:
            self.close()
            raise
        return cast(Greeting, greeting)

    def ask(self, command: Command[T]) -> T:
        """Send a command to the engine and wait for its answer.

        EngineRefused with the engine's own error; EngineGone if it ended.
        """
        return cast(T, self.call(command.command, **write_arguments(command)))

    def call(self, command: str, **arguments: object) -> Any:
        """As ``ask``, with the command's name and arguments as JSON."""
        return self._ask(command, arguments).result()

    def events(self) -> Iterator[Event]:
        """Yield every event from now on, until the connection ends."""
        self.call(SUBSCRIBE)
        return self._heard()

    def close(self) -> None:
        """Close the connection; waiting calls raise EngineGone."""
        if self._lines is not None:
            self._lines.close()
        if self._reader is not None and self._reader is not threading.current_thread():
            self._reader.join()

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _heard(self) -> Iterator[Event]:
        while (event := self._events.get()) is not None:
            yield event

    def _ask(self, command: str, arguments: dict[str, object]) -> Future[object]:
        if self._lines is None:
            raise ValueError("not connected")
        answer: Future[object] = Future()
        number = next(self._numbers)
        with self._lock:
            if self._ended:
                raise _gone()
            self._waiting[number] = answer
        try:
            self._lines.send(Request(number, command, arguments))
        except OSError as error:
            with self._lock:
                self._waiting.pop(number, None)
            raise _gone() from error
        return answer

    def _read(self, lines: Lines) -> None:
        broken: PicupError = _gone()
        try:
            while (line := lines.read()) is not None:
                self._take(decode(line))
        except ProtocolBroken as error:
            broken = error
        lines.close()
        with self._lock:
            self._ended = True
            waiting, self._waiting = self._waiting, {}
        for answer in waiting.values():
            answer.set_exception(broken)
        self._events.put(None)

    def _take(self, message: object) -> None:
        match message:
            case Event():
                self._events.put(message)
            case Answer(None, _, failure) if failure is not None:
                raise ProtocolBroken.of(failure.message)
            case Answer(int() as number, result, failure):
                with self._lock:
                    answer = self._waiting.pop(number, None)
                if answer is None:
                    raise ProtocolBroken("engine-answered-what-nobody-asked")
                if failure is not None:
                    answer.set_exception(EngineRefused(failure))
                else:
                    answer.set_result(result)
            case _:
                raise ProtocolBroken("engine-asked-instead-answering")


def connect_stream(home: Home) -> Stream:
    """Connect to the engine of a home; OSError if none listens."""
    if sys.platform == "win32":
        from picup_desktop.engine.ipc.windows_pipe import (  # noqa: PLC0415 - not elsewhere
            connect_pipe,
        )

        return connect_pipe(pipe_name(home))
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        stream.connect(str(socket_path(home)))
    except BaseException:
        stream.close()
        raise
    return stream


def no_engine(home: Home) -> NoEngine:
    """Return the error for a home without a running engine."""
    return NoEngine("no-program-runs-background-for", home=str(home.folder))


def _gone() -> EngineGone:
    return EngineGone("program-background-ended-before-answered")
