"""The end of the background program: a signal, a command or a shutdown asks for it.

Python carries out a signal's handler between two steps of the main thread. A handler that takes a
lock which this thread holds waits for ever, and a thread that begins to wait in the moment of the
signal does not wake. So the system itself writes to a socket (``signal.set_wakeup_fd``), and the
main thread waits for what comes there.
"""

import signal
import socket
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import Self


class Ending:
    """Waited for by the main thread, asked for by any thread; its ``with`` block listens."""

    def __init__(self, signals: Iterable[int] = ()) -> None:
        """``signals``: those that ask for the end as well."""
        self._signals = tuple(signals)
        self._heard, self._told = socket.socketpair()
        self._told.settimeout(0)

    def __enter__(self) -> Self:
        """Listen to the signals from now on; in the main thread."""
        if self._signals:
            signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for number in self._signals:
            signal.signal(number, _heard_by_the_socket)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Listen no longer; another signal changes nothing while the program ends."""
        if self._signals:
            signal.set_wakeup_fd(-1)
        self._heard.close()
        self._told.close()

    def ask(self) -> None:
        """Ask for the end; from any thread, any number of times."""
        # What does not fit, or comes after the end, adds nothing to what was asked already.
        with suppress(OSError):
            self._told.send(b"\0")

    def wait(self) -> None:
        """Wait until the end is asked for."""
        self._heard.recv(1)


def _heard_by_the_socket(*_: object) -> None:
    """Let the signal do nothing else: the default would break off what the main thread does."""
