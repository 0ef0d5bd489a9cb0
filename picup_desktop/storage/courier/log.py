"""A courier's log records, sent over its standard error.

A courier has no log of its own, because two processes can't rotate one file. It writes
each warning as a line of JSON; the engine logs it as its own. Other lines, such as the
traceback of a child that crashed, become warnings.
"""

import json
import logging
import threading
from typing import IO

from picup_desktop.log import OURS, worth_keeping

LONGEST_LINE = 16_384

log = logging.getLogger(__name__)


class _JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the level, logger and message; not the arguments, which may have any type."""
        return json.dumps(
            {"name": record.name, "level": record.levelno, "message": record.getMessage()}
        )


def speak() -> None:
    """In the courier: write warnings to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines())
    handler.addFilter(worth_keeping)
    logging.getLogger().addHandler(handler)


def hear(stream: IO[bytes]) -> threading.Thread:
    """In the engine: start the thread that logs a courier's lines; it ends with the stream."""
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
    # Our own text goes in as an argument, because a template of ours may hold no name (log.py).
    words = ("%s", message) if name.startswith(OURS) else (message,)
    logging.getLogger(name).log(level, *words)
