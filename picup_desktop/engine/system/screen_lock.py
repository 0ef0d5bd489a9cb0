"""Reports that the screen was locked, by D-Bus, whose library only Linux installs."""

import logging
import os
import socket
import threading
from collections.abc import Callable

from jeepney import (  # type: ignore[import-untyped]  # no type stubs
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    Properties,
    message_bus,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # no type stubs
    DBusConnection,
    Proxy,
    open_dbus_connection,
)
from jeepney.wrappers import DBusErrorResponse  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.engine.system.logind import NAME
from picup_desktop.names import plain

SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
ANSWER_SECONDS = 5.0
MOST_WAITING = 64

log = logging.getLogger(__name__)


class ScreenLock:
    """Calls ``locked`` from its own thread whenever a screen of this user is locked."""

    def __init__(self, locked: Callable[[], None]) -> None:
        self._locked = locked
        self._lock = threading.Lock()
        self._connection: DBusConnection | None = None
        self._stopping = False

    def start(self) -> None:
        """Start listening."""
        threading.Thread(target=self._listen, name="screen-lock", daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        with self._lock:
            self._stopping = True
            if self._connection is not None:
                self._connection.sock.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        try:
            with open_dbus_connection(bus="SYSTEM") as connection:
                with self._lock:
                    if self._stopping:
                        return
                    self._connection = connection
                self._hear(connection)
        except (OSError, EOFError, KeyError, ValueError, DBusErrorResponse) as error:
            if not self._stopping:
                log.info("whether the screen is locked can't be heard here: %r", plain(str(error)))
        finally:
            with self._lock:
                self._connection = None

    def _hear(self, connection: DBusConnection) -> None:
        bus = Proxy(message_bus, connection, timeout=ANSWER_SECONDS)
        for interface in (SESSION, PROPERTIES):
            bus.AddMatch(MatchRule(type="signal", sender=NAME, interface=interface))
        # Messages that arrive during a call are queued in here.
        with connection.filter(MatchRule(type="signal"), bufsize=MOST_WAITING) as heard:
            while True:
                message = connection.recv_until_filtered(heard)
                if tells_of_lock(message) and self._is_ours(connection, message):
                    self._locked()

    def _is_ours(self, connection: DBusConnection, message: Message) -> bool:
        """Return whether the session is this user's; True if that is unknown."""
        path = message.header.fields[HeaderFields.path]
        asked = Properties(DBusAddress(path, NAME, SESSION)).get("User")
        try:
            answer = connection.send_and_get_reply(asked, timeout=ANSWER_SECONDS)
            ((_, (user, _)),) = answer.body
        except (TimeoutError, ValueError, TypeError):
            return True
        return bool(user == os.getuid())


def tells_of_lock(message: Message) -> bool:
    """Return whether a session is asked to lock, or reports that it is locked."""
    member = message.header.fields.get(HeaderFields.member)
    if message.header.fields.get(HeaderFields.interface) == SESSION:
        return bool(member == "Lock")
    if member != "PropertiesChanged":
        return False
    interface, changed, _ = message.body
    return bool(interface == SESSION and changed.get("LockedHint") == ("b", True))
