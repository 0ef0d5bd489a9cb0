"""What a courier has to say of itself: its log records, by way of its standard error.

A courier has no log of its own, for two processes can't rotate one file. It writes
each warning as a line of JSON; the engine logs it as if it were its own. Whatever
else stands there, such as the traceback of a child that broke, becomes a warning.
"""

import json
import logging
import threading
from typing import IO

from picup_desktop.log import OURS, worth_keeping

LONGEST_LINE = 16_384

log = logging.getLogger(__name__)


class _Spoken(logging.Formatter):
    """A record as one line, formatted already."""

    def format(self, record: logging.LogRecord) -> str:
        """Its parts, without its arguments, which may be anything."""
        return json.dumps(
            {"name": record.name, "level": record.levelno, "message": record.getMessage()}
        )


def speak() -> None:
    """In the courier: say on standard error what is worth keeping in a log."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Spoken())
    handler.addFilter(worth_keeping)
    logging.getLogger().addHandler(handler)


def hear(stream: IO[bytes]) -> threading.Thread:
    """In the engine: log what a courier says until it ends; closes the stream then."""
    thread = threading.Thread(target=_hear, args=(stream,), name="courier-log", daemon=True)
    thread.start()
    return thread


def _hear(stream: IO[bytes]) -> None:
    with stream:
        while line := stream.readline(LONGEST_LINE):
            _log(line.decode(errors="replace").rstrip())


def _log(line: str) -> None:
    try:
        said = json.loads(line)
        name, level, message = str(said["name"]), int(said["level"]), str(said["message"])
    except (ValueError, KeyError, TypeError):
        if line:
            log.warning("a courier said: %s", line)
        return
    # Of ours as an argument, for a template of ours is taken to hold no name (log.py).
    words = ("%s", message) if name.startswith(OURS) else (message,)
    logging.getLogger(name).log(level, *words)
