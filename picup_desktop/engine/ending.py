"""The end of the background program: a signal, a command or a shutdown asks for it.

Python carries out a signal's handler between two steps of the main thread. A handler that takes a
lock which this thread holds waits for ever, and a thread that begins to wait in the moment of the
signal does not wake. So the system itself writes to a socket (``signal.set_wakeup_fd``), and the
main thread waits for what comes there.
"""

import signal
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress


class Ending:
    """Waited for by the main thread, asked for by any thread."""

    def __init__(self, heard: socket.socket, told: socket.socket) -> None:
        """The two ends of a pair of sockets, of which ``told`` never blocks."""
        self._heard = heard
        self._told = told

    def ask(self) -> None:
        """Ask for the end; from any thread, any number of times."""
        # What does not fit, or comes after the end, adds nothing to what was asked already.
        with suppress(OSError):
            self._told.send(b"\0")

    def wait(self) -> None:
        """Wait until the end is asked for."""
        self._heard.recv(1)


@contextmanager
def ending_by(signals: Collection[int] = ()) -> Iterator[Ending]:
    """Let these signals ask for the end as well, within the block; in the main thread.

    After it another of them changes nothing, while the program ends.
    """
    heard, told = socket.socketpair()
    with heard, told:
        told.settimeout(0)
        if signals:
            signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        for number in signals:
            signal.signal(number, _heard_by_the_socket)
        try:
            yield Ending(heard, told)
        finally:
            if signals:
                signal.set_wakeup_fd(-1)


def _heard_by_the_socket(*_: object) -> None:
    """Let the signal do nothing else: the default would break off what the main thread does."""
