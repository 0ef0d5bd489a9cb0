"""The engine's end, asked for by a signal at any moment, a thread, or twice."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from picup_desktop.engine.ending import ending_by

LONGEST_SECONDS = 60.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")


@pytest.fixture(autouse=True)
def _handler_of_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGUSR1)
    yield
    signal.signal(signal.SIGUSR1, before)


WAITING = """
import signal
from picup_desktop.engine.ending import ending_by

for turn in range(20_000):
    with ending_by((signal.SIGALRM,)) as ending:
        signal.setitimer(signal.ITIMER_REAL, (1 + turn % 60) * 1e-6)
        ending.wait()
"""
"""Waits for a signal that comes up to 60 microseconds later, many times."""


def test_a_signal_in_the_moment_in_which_the_wait_begins_is_heard() -> None:
    """With an Event, whose lock the handler takes as well, this hung at once; with a handler that
    writes to the socket itself, within a few thousand turns."""
    subprocess.run([sys.executable, "-c", WAITING], check=True, timeout=LONGEST_SECONDS)


def test_a_signal_before_the_wait_is_heard() -> None:
    with ending_by((signal.SIGUSR1,)) as ending:
        os.kill(os.getpid(), signal.SIGUSR1)
        ending.wait()


def test_it_is_asked_for_by_threads_and_more_than_once() -> None:
    with ending_by() as ending:
        threads = [threading.Thread(target=ending.ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        ending.wait()
        for thread in threads:
            thread.join()
    ending.ask()


def test_it_can_be_asked_for_more_often_than_anybody_reads() -> None:
    with ending_by() as ending:
        for _ in range(100_000):
            ending.ask()
        ending.wait()
