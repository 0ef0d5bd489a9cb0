"""The connection to the engine, on the window's thread; no call of it blocks.

It speaks the engine's protocol over a ``QLocalSocket``. A request takes callbacks for its
answer.
"""

import itertools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalSocket

from picup_desktop.engine.ipc.address import NoPrivateFolder, pipe_name, socket_path
from picup_desktop.engine.ipc.answers import Greeting
from picup_desktop.engine.ipc.arguments import write_arguments
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.protocol import (
    HELLO,
    LONGEST_LINE_BYTES,
    PROTOCOL_VERSION,
    SUBSCRIBE,
    Answer,
    Event,
    Failure,
    ProtocolBroken,
    Request,
    decode,
    encode,
    failure_of,
)
from picup_desktop.home import Home
from picup_desktop.messages.catalogue import rendered
from picup_desktop.messages.message import Message
from picup_desktop.ui.answer import deliver
from picup_desktop.ui.text import in_words

T = TypeVar("T")
Refused = Callable[[Failure], None]


@dataclass(frozen=True)
class _Asked:
    done: Callable[[Any], None] | None
    refused: Refused | None


class EngineLink(QObject):
    """Sends requests and receives events, from ``greeted`` to ``lost``."""

    greeted = Signal(object)
    """The engine's greeting, once the window has subscribed to events."""
    heard = Signal(object)
    """An ``Event`` of the engine."""
    refused = Signal(object)
    """The ``Failure`` of a request that was sent without ``refused``."""
    lost = Signal()
    """The connection could not be made, or it ended."""
    settled = Signal()
    """No request waits for its answer any more."""

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._numbers = itertools.count(1)
        self._asked: dict[int, _Asked] = {}
        self._rest = bytearray()
        self._connected = False
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._greet)
        self._socket.readyRead.connect(self._read)
        self._socket.disconnected.connect(self._end)
        self._socket.errorOccurred.connect(self._fail)

    @property
    def connected(self) -> bool:
        """Whether the engine has answered the greeting."""
        return self._connected

    @property
    def waits(self) -> bool:
        """Whether a request waits for its answer."""
        return bool(self._asked)

    def connect_now(self) -> None:
        """Try once; ``greeted`` or ``lost`` follows."""
        if self._socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
            return
        self._rest.clear()
        try:
            self._socket.connectToServer(
                pipe_name(self._home) if sys.platform == "win32" else str(socket_path(self._home))
            )
        except NoPrivateFolder:
            self.lost.emit()

    def ask(
        self,
        command: Command[T],
        *,
        done: Callable[[T], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Send a command; emit the signal ``refused`` where no callback ``refused`` is given."""
        self._send(command.command, write_arguments(command), done=done, refused=refused)

    def _send(
        self,
        command: str,
        arguments: Mapping[str, object],
        *,
        done: Callable[[Any], None] | None,
        refused: Refused | None,
    ) -> None:
        number = next(self._numbers)
        self._asked[number] = _Asked(done, refused)
        if self._socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            self._take(Answer(number, failure=_not_there()))
            return
        self._socket.write(encode(Request(number, command, arguments)))

    def flush(self, milliseconds: int) -> None:
        """Send buffered data before the connection is closed."""
        while self._socket.bytesToWrite() and self._socket.waitForBytesWritten(milliseconds):
            continue

    def close(self) -> None:
        """End the connection for good."""
        self._socket.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._socket.abort()
        self._connected = False

    @Slot()
    def _greet(self) -> None:
        version = {"version": PROTOCOL_VERSION}
        self._send(HELLO, version, done=self._subscribe, refused=self._mistaken)

    def _subscribe(self, greeting: Greeting) -> None:
        self._send(SUBSCRIBE, {}, done=lambda _: self._begin(greeting), refused=self._mistaken)

    def _begin(self, greeting: Greeting) -> None:
        self._connected = True
        self.greeted.emit(greeting)

    def _mistaken(self, failure: Failure) -> None:
        self.refused.emit(failure)
        self._socket.abort()

    @Slot()
    def _read(self) -> None:
        self._rest += self._socket.readAll().data()
        while (end := self._rest.find(b"\n")) >= 0:
            line = bytes(self._rest[:end])
            del self._rest[: end + 1]
            try:
                self._take(decode(line))
            except ProtocolBroken as error:
                self._mistaken(failure_of(error))
                return
        if len(self._rest) > LONGEST_LINE_BYTES:
            self._socket.abort()
        if not self._asked:
            self.settled.emit()

    def _take(self, message: object) -> None:
        match message:
            case Event():
                self.heard.emit(replace(message, details=rendered(message.details, in_words)))
            case Answer(int() as number, result, failure):
                asked = self._asked.pop(number, _Asked(None, None))
                if failure is None:
                    if asked.done is not None:
                        deliver(asked.done, rendered(result, in_words))
                elif asked.refused is not None:
                    deliver(asked.refused, failure)
                else:
                    self.refused.emit(failure)
            case Answer(None, _, Failure() as failure):
                self._mistaken(failure)

    @Slot()
    def _end(self) -> None:
        self._connected = False
        waiting, self._asked = self._asked, {}
        for asked in waiting.values():
            if asked.refused is not None:
                deliver(asked.refused, _not_there())
        self.settled.emit()
        self.lost.emit()

    @Slot(QLocalSocket.LocalSocketError)
    def _fail(self, error: QLocalSocket.LocalSocketError) -> None:
        if error is not QLocalSocket.LocalSocketError.PeerClosedError and not self._connected:
            self.lost.emit()


def _not_there() -> Failure:
    return Failure("title-nothing-runs-background", Message("program-background-not-there-moment"))
