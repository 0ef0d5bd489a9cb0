"""The logins of one process to one storage: few at once, and none again after a refused one.

Boxes lock an address out after a few refused logins (fail2ban: 5 within 10 minutes), and a
courier has up to 16 connections that all lose a changed password at the same moment.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from picup_desktop.storage.errors import LoginRefused

AT_ONCE = 3
"""Connections that may log in at the same moment."""
HELD_SECONDS = 3600.0
"""How long a refusal is believed without asking again."""


class Logins:
    """Shared by the connections of a process; usable from several threads."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._refusal: LoginRefused | None = None
        self._refused_at = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Surround one login. LoginRefused, at once, as long as a refusal is believed."""
        self.check()
        with self._turns:
            self.check()
            try:
                yield
            except LoginRefused as error:
                if error.counts:
                    with self._lock:
                        self._refusal, self._refused_at = error, self._monotonic()
                raise
            self.forget()

    def check(self) -> None:
        """Raise the refusal that is believed, if there is one."""
        with self._lock:
            refusal, age = self._refusal, self._monotonic() - self._refused_at
        if refusal is not None and age < HELD_SECONDS:
            raise LoginRefused.of(refusal.message)

    def forget(self) -> None:
        """Let the next login be tried."""
        with self._lock:
            self._refusal = None
