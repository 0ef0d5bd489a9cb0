"""A stand-in for logind on a real message bus: no test may shut this computer down."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jeepney import (  # type: ignore[import-untyped]  # has none
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # has none
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # has none

from picup_desktop.engine.system.logind import MANAGER, NAME, PATH
from picup_desktop.engine.system.screen_lock import PROPERTIES, SESSION

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow own="*"/>
<allow receive_type="signal"/><allow receive_type="method_call"/>
<allow receive_type="method_return"/><allow receive_type="error"/></policy></busconfig>
"""


OWN_SESSION = f"{PATH}/session/_31"
OTHERS_SESSION = f"{PATH}/session/_32"


@dataclass
class Logind:
    """Takes locks, and tells of a shutdown when the test wants it to."""

    address: str
    locks: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._bus = open_dbus_connection(self.address, enable_fds=True)
        unwrap_msg(self._bus.send_and_get_reply(message_bus.RequestName(NAME)))
        self._held, self._lock = os.pipe()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def shut_down(self) -> None:
        """Tell everybody."""
        emitter = DBusAddress(PATH, interface=MANAGER)
        self._bus.send(new_signal(emitter, "PrepareForShutdown", "b", (True,)))

    def lock_screen(self, session: str = OWN_SESSION) -> None:
        """Ask a session to lock its screen."""
        self._bus.send(new_signal(DBusAddress(session, interface=SESSION), "Lock"))

    def tell_screen(self, session: str = OWN_SESSION, *, locked: bool) -> None:
        """As a desktop has it told that locked or unlocked its screen by itself."""
        body: tuple[object, ...] = (SESSION, {"LockedHint": ("b", locked)}, [])
        emitter = DBusAddress(session, interface=PROPERTIES)
        self._bus.send(new_signal(emitter, "PropertiesChanged", "sa{sv}as", body))

    def wait_for_locks(self) -> None:
        """Return when nobody has the lock any more, as logind waits."""
        os.close(self._lock)
        assert os.read(self._held, 1) == b""
        os.close(self._held)

    def end(self) -> None:
        """Once the bus has ended."""
        self._thread.join()
        self._bus.close()

    def _serve(self) -> None:
        while True:
            try:
                message: Message = self._bus.receive()
            except (OSError, EOFError):
                return
            header = message.header
            if header.message_type is not MessageType.method_call:
                continue
            member = header.fields.get(HeaderFields.member)
            if member == "Inhibit":
                self.locks.append(message.body)
                self._bus.send(new_method_return(message, "h", (self._lock,)))
            elif member == "Get":
                # Whose a session is.
                others = header.fields[HeaderFields.path] != OWN_SESSION
                owner = ("(uo)", (os.getuid() + others, f"{PATH}/user/_0"))
                self._bus.send(new_method_return(message, "v", (owner,)))


@contextmanager
def message_bus_in(folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """A bus of its own: its address, and what ends it before the end."""
    config, socket = folder / "bus.conf", folder / "bus"
    config.write_text(CONFIG.format(socket=socket))
    bus = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert bus.stdout is not None
    with bus.stdout as said, ExitStack() as ending:
        ending.callback(bus.wait)
        ending.callback(bus.terminate)
        yield said.readline().strip(), bus.terminate


@contextmanager
def logind(folder: Path) -> Iterator[Logind]:
    """A bus of its own, and a logind on it."""
    with message_bus_in(folder) as (address, end_bus):
        system = Logind(address)
        yield system
        end_bus()
        system.end()
