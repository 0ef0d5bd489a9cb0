"""The lock of a home: one program at a time changes it; a second one gets the holder's name."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from picup_desktop.clock import Clock, iso
from picup_desktop.errors import HomeInUse
from picup_desktop.home import Home, HomeUnusable
from picup_desktop.messages.message import Message, Value
from picup_desktop.messages.system import reason_of


@contextmanager
def home_lock(home: Home, clock: Clock) -> Iterator[None]:
    """Hold the home's lock; the system releases it however the process ends.

    HomeInUse names the holder; HomeUnusable if its folder can't be written.
    """
    lock = FileLock(home.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise HomeInUse("home-is-in-use", holder=_holder(home), home=str(home.folder)) from error
    except OSError as error:
        raise HomeUnusable(
            "home-cant-be-written", home=str(home.folder), why=reason_of(error)
        ) from error
    try:
        holder = {"pid": os.getpid(), "command": _command(), "since": iso(clock.now())}
        with suppress(OSError):
            # On a full disk the holder's name can't be written; the lock works nevertheless.
            home.holder.write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        home.holder.unlink(missing_ok=True)
        lock.release()


def _command() -> str:
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    return f"picup {words[0]}" if words else "picup"


def _holder(home: Home) -> Value:
    try:
        told = json.loads(home.holder.read_text(encoding="utf-8"))
        return f"{told['command']} (process {told['pid']}, since {told['since']})"
    except (OSError, ValueError, KeyError):
        # The holder has just started, or is just ending.
        return Message("another-program")
