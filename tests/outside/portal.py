"""A stand-in for the desktop's portal on a real message bus: Flatpak's sandbox is in no package."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jeepney import (  # type: ignore[import-untyped]  # has none
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # has none
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # has none

from picup_desktop.autostart.portal import NAME, PATH, REQUEST
from tests.outside.logind import message_bus_in

Told = dict[str, tuple[str, object]]


@dataclass
class Portal:
    """Answers each Background request with ``code`` and ``results``; ``broken`` refuses it."""

    address: str
    code: int = 0
    results: Told = field(default_factory=dict)
    broken: bool = False
    asked: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._bus = open_dbus_connection(self.address)
        unwrap_msg(self._bus.send_and_get_reply(message_bus.RequestName(NAME)))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Once the bus has ended."""
        self._thread.join()
        self._bus.close()

    def _serve(self) -> None:
        while True:
            try:
                message = self._bus.receive()
            except (OSError, EOFError):
                return
            header = message.header
            if header.message_type is not MessageType.method_call:
                continue
            if self.broken:
                self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownInterface"))
                continue
            _, options = message.body
            self.asked.append(options)
            sender = header.fields[HeaderFields.sender].lstrip(":").replace(".", "_")
            handle = f"{PATH}/request/{sender}/{options['handle_token'][1]}"
            # The answer may well be there before the call returns.
            emitter = DBusAddress(handle, interface=REQUEST)
            self._bus.send(new_signal(emitter, "Response", "ua{sv}", (self.code, self.results)))
            self._bus.send(new_method_return(message, "o", (handle,)))


@contextmanager
def portal(folder: Path) -> Iterator[Portal]:
    """A bus of its own, and a portal on it."""
    with message_bus_in(folder) as (address, end_bus):
        desktop = Portal(address)
        yield desktop
        end_bus()
        desktop.end()
