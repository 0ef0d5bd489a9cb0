"""logind: delays a shutdown until this program has ended cleanly.

One daemon thread, from ``start`` to the end of the process, listens on the system bus and
holds an inhibitor lock that delays a shutdown by some seconds; the lock belongs to the
process, so the end of the process always releases it. Without logind nothing is delayed,
and the signal that ends every process has to suffice.

See org.freedesktop.login1(5) and https://systemd.io/INHIBITOR_LOCKS/.
"""

import logging
import threading
from collections.abc import Callable

from jeepney import (  # type: ignore[import-untyped]  # no type stubs
    DBusAddress,
    DBusErrorResponse,
    MatchRule,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # no type stubs
    DBusConnection,
    open_dbus_connection,
)
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.names import plain

NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
ANSWER_SECONDS = 5.0

log = logging.getLogger(__name__)


class ShutdownWatch:
    """Calls ``shutting_down`` once, from its own thread, when the computer shuts down."""

    def __init__(self, shutting_down: Callable[[], None]) -> None:
        self._shutting_down = shutting_down
        self._thread = threading.Thread(target=self._run, name="logind", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def _run(self) -> None:
        try:
            with open_dbus_connection("SYSTEM", enable_fds=True) as bus:
                self._listen(bus)
        except (OSError, DBusErrorResponse, EOFError, TimeoutError) as error:
            log.info(
                "a shutdown is not told beforehand: logind does not answer (%s)", plain(str(error))
            )

    def _listen(self, bus: DBusConnection) -> None:
        rule = MatchRule(type="signal", interface=MANAGER, member="PrepareForShutdown", path=PATH)
        unwrap_msg(bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=ANSWER_SECONDS))
        manager = DBusAddress(PATH, bus_name=NAME, interface=MANAGER)
        asked = ("shutdown", "PicUp Desktop", "Photos are being recorded", "delay")
        call = new_method_call(manager, "Inhibit", "ssss", asked)
        (lock,) = unwrap_msg(bus.send_and_get_reply(call, timeout=ANSWER_SECONDS))
        with lock.to_file("rb"):
            while True:
                message = bus.receive()
                is_signal = message.header.message_type is MessageType.signal
                if is_signal and rule.matches(message) and message.body == (True,):
                    log.info("the computer is shutting down")
                    self._shutting_down()
                    # The lock is held until the process has ended.
                    threading.Event().wait()
