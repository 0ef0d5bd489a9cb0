"""A courier's log records, sent over its standard error.

A courier has no log of its own, because two processes can't rotate one file. It writes
each warning as a line of JSON; the engine logs it as its own. Other lines, such as the
traceback of a child that crashed, become warnings.
"""

import json
import logging
import threading
from logging import LogRecord
from typing import IO

from picup_desktop.log import OURS, worth_keeping
from picup_desktop.names import plain
from picup_desktop.strict_json import NotStrictJson, parse_object, text_of, whole_number

LONGEST_LINE = 16_384
LONGEST_LOGGER = 100
LIBRARIES = frozenset({OURS, "paramiko", "py"})
"""The first names of the loggers of a courier; ``py.warnings`` is Python's own."""
LEVELS = frozenset({logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL})

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
        record = _record(line)
    except NotStrictJson:
        if line:
            log.warning("a courier said: %s", plain(line))
        return
    # No logger is made for a name of theirs: it would stay for ever.
    logger = logging.getLogger(record.name.partition(".")[0])
    if logger.isEnabledFor(record.levelno):
        logger.handle(record)


def _record(line: str) -> LogRecord:
    """Return the record in a line. NotStrictJson if there is none that a courier makes."""
    said = parse_object(line, most_bytes=LONGEST_LINE)
    name = text_of(said.get("name"), most=LONGEST_LOGGER)
    message = text_of(said.get("message"), most=LONGEST_LINE)
    level = whole_number(said.get("level"))
    library = name.partition(".")[0]
    if library not in LIBRARIES or level not in LEVELS:
        raise NotStrictJson("it is no record of a courier")
    # Our own text goes in as an argument, because a template of ours may hold no name (log.py).
    template, arguments = ("%s", (message,)) if library == OURS else (message, ())
    return LogRecord(name, level, "", 0, template, arguments, None)
