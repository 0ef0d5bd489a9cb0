"""The engine's side of the socket: connections, greetings, requests and events.

Threads, all daemons that end with their connection: one accepts; one per connection reads
its lines; one per request carries it out, so that a long one delays nobody; one per
subscriber sends it events from a bounded queue. A face that breaks the rules, or does not
read what it asked for, loses its connection and nothing else.
"""

import logging
import queue
import threading
from collections.abc import Callable

from picup_desktop.engine.ipc.answers import Greeting
from picup_desktop.engine.ipc.lines import Lines
from picup_desktop.engine.ipc.listening import Listener
from picup_desktop.engine.ipc.protocol import (
    HELLO,
    PROTOCOL_VERSION,
    SUBSCRIBE,
    Answer,
    Event,
    Failure,
    ProtocolBroken,
    Request,
    decode,
    failure_of,
)
from picup_desktop.errors import PicupError
from picup_desktop.messages import message as messages
from picup_desktop.names import plain

MOST_CONNECTIONS = 32
MOST_REQUESTS = 16
EVENTS_AHEAD = 1000

log = logging.getLogger(__name__)

CarryOut = Callable[[Request], object]
"""Carries out a request; raises any PicupError."""


class Server:
    """Serves one listener until ``stop``."""

    def __init__(
        self, listener: Listener, carry_out: CarryOut, greeting: Callable[[], Greeting]
    ) -> None:
        self._listener = listener
        self._carry_out = carry_out
        self._greeting = greeting
        self._lock = threading.Lock()
        self._connections: set[_Connection] = set()
        self._stopping = False

    def start(self) -> None:
        """Start accepting."""
        threading.Thread(target=self._accept, name="engine-accept", daemon=True).start()

    def tell(self, event: Event) -> None:
        """Send an event to every subscriber; never blocks."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.tell(event)

    def stop(self) -> None:
        """Stop accepting, and close every connection once its last events are sent."""
        with self._lock:
            self._stopping = True
            connections = list(self._connections)
        self._listener.close()
        for connection in connections:
            connection.end()

    def _accept(self) -> None:
        while True:
            try:
                stream = self._listener.accept()
            except OSError:
                if self._stopping:
                    return
                log.exception("a connection could not be accepted")
                continue
            connection = _Connection(Lines(stream), self._carry_out, self._greeting, self._forget)
            with self._lock:
                welcome = not self._stopping and len(self._connections) < MOST_CONNECTIONS
                if welcome:
                    self._connections.add(connection)
            if welcome:
                connection.start()
            else:
                stream.close()

    def _forget(self, connection: "_Connection") -> None:
        with self._lock:
            self._connections.discard(connection)


class _Connection:
    def __init__(
        self,
        lines: Lines,
        carry_out: CarryOut,
        greeting: Callable[[], Greeting],
        forget: Callable[["_Connection"], None],
    ) -> None:
        self._lines = lines
        self._carry_out = carry_out
        self._greeting = greeting
        self._forget = forget
        self._slots = threading.Semaphore(MOST_REQUESTS)
        self._events: queue.Queue[Event | None] = queue.Queue(EVENTS_AHEAD)
        self._subscribed = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._read, name="engine-face", daemon=True).start()

    def tell(self, event: Event) -> None:
        if not self._subscribed.is_set():
            return
        try:
            self._events.put_nowait(event)
        except queue.Full:
            self._lines.close()

    def end(self) -> None:
        """End the connection; a subscriber's own thread sends the remaining events first."""
        if self._subscribed.is_set():
            try:
                self._events.put_nowait(None)
            except queue.Full:
                self._lines.close()
        else:
            self._lines.close()

    def _read(self) -> None:
        try:
            greeted = False
            while (line := self._lines.read()) is not None:
                request = _request(line)
                if not greeted:
                    self._greet(request)
                    greeted = True
                elif request.command == SUBSCRIBE:
                    self._subscribe(request)
                else:
                    self._begin(request)
        except ProtocolBroken as error:
            self._answer(Answer(None, failure=failure_of(error)))
        except OSError:
            # The face went away in the middle; there is nobody to answer.
            log.debug("a face went away")
        finally:
            self._lines.close()
            self._forget(self)
            if self._subscribed.is_set():
                self.end()

    def _greet(self, request: Request) -> None:
        version = request.arguments.get("version")
        if request.command != HELLO:
            raise ProtocolBroken("first-request-must-hello")
        if version != PROTOCOL_VERSION:
            raise ProtocolBroken(
                "background-program-speaks-version-protocol",
                known=PROTOCOL_VERSION,
                version=str(version),
            )
        self._lines.send(Answer(request.id, self._greeting()))

    def _subscribe(self, request: Request) -> None:
        if not self._subscribed.is_set():
            self._subscribed.set()
            threading.Thread(target=self._send_events, name="engine-events", daemon=True).start()
        self._lines.send(Answer(request.id, {}))

    def _send_events(self) -> None:
        try:
            while (event := self._events.get()) is not None:
                self._lines.send(event)
        except OSError:
            # It reads nothing any more; its reader ends with the connection.
            log.debug("a face takes no events")
        self._lines.close()

    def _begin(self, request: Request) -> None:
        if not self._slots.acquire(blocking=False):
            busy = Failure(
                "title-too-much-at-once",
                messages.Message("more-than-requests-under-way", most=MOST_REQUESTS),
            )
            self._lines.send(Answer(request.id, failure=busy))
            return
        threading.Thread(
            target=self._carry_out_one,
            args=(request,),
            name=f"command-{request.command}",
            daemon=True,
        ).start()

    def _carry_out_one(self, request: Request) -> None:
        try:
            answer = Answer(request.id, self._carry_out(request))
        except PicupError as error:
            answer = Answer(request.id, failure=failure_of(error))
        except Exception as error:
            # A fault in one command must not end the engine; the face gets the error.
            log.exception("the command %s broke", plain(request.command))
            broken = messages.Message("command-broke-off", command=request.command, why=repr(error))
            answer = Answer(request.id, failure=Failure("title-fault-program", broken))
        finally:
            self._slots.release()
        self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        try:
            self._lines.send(answer)
        except ProtocolBroken as error:
            self._answer(Answer(answer.id, failure=failure_of(error)))
        except OSError:
            log.debug("a face did not wait for its answer")


def _request(line: bytes) -> Request:
    message = decode(line)
    if not isinstance(message, Request):
        raise ProtocolBroken("face-asks-does-not-answer")
    return message
