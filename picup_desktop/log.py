"""The log of events, as rotating JSON lines in the home, without secrets.

A line has ``at`` (UTC), ``level``, ``logger``, ``thread``, ``message``, ``scenario``
where one was handed on as ``extra={"scenario": "1-3"}``, and of an error its
``exception``. ``nameless`` and ``raised`` say the same without anything that could
be a name, a path or an address: only they leave this computer (``doctor --bundle``).
"""

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from os import environ
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from picup_desktop import words
from picup_desktop.clock import iso
from picup_desktop.errors import PicupError
from picup_desktop.names import plain, plain_lines
from picup_desktop.program.version import version_told

if TYPE_CHECKING:
    # Couriers, which have no home, send what they have to say by a filter of this file.
    from picup_desktop.home import Home

LOG_FILES = 5
LOG_FILE_BYTES = 2 * 1024 * 1024

OURS = "picup_desktop"
LEAST_LEVELS = {
    OURS: logging.INFO,
    # It warns of slow passes, which need no action.
    "apscheduler": logging.ERROR,
    # They write addresses whose paths are passwords; alerts log their own sentence.
    "apprise": logging.CRITICAL + 1,
    "requests": logging.CRITICAL + 1,
    "urllib3": logging.CRITICAL + 1,
}
# Paramiko logs each line of a traceback by itself, after the line that says it all.
TRACEBACK_LINE = re.compile(r"\s|Traceback |During handling |The above exception |[\w.]+: |$")

HIDDEN = "…"
STORAGE_SCHEMES = frozenset({"file", "sftp", "ssh", "s3", "s3+http", "davs", "dav+http"})
SHORT_SECRET = 4
NOT_SECRET = frozenset({"PICUP_HOME", "PICUP_PHOTOS", "PICUP_AGE_TESTKIT"})
NAMES_A_FILE = "_FILE"
"""Ends the name of a variable that names a file with a secret in it, and holds none itself."""

KEY = re.compile(r"AGE-SECRET-KEY-[0-9A-Z-]+", re.IGNORECASE)
KIT_WORDS = re.compile(r"\b(?:[a-z]{3,8}\s+){23}[a-z]{3,8}\b")
URL = re.compile(r"\b([a-z][a-z0-9+.-]*)://([^\s'\"<>]*)", re.IGNORECASE)
URL_PASSWORD = re.compile(r"^([^:/@]*):.*@")
URL_PATH = re.compile(r"(\burl: )/\S*")
VARIABLE = re.compile(r"\b(PICUP_(?!HOME\b)[A-Z_]+=)\S+")

PLAIN_WORDS = frozenset(
    member.value
    for kind in vars(words).values()
    if isinstance(kind, type) and issubclass(kind, Enum)
    for member in kind
)


class Mask:
    """Removes secrets from a text: keys, passwords, and the values of PICUP_* variables."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        secrets = {
            value
            for name, value in environment.items()
            if name.startswith("PICUP_")
            and not (name in NOT_SECRET or name.endswith(NAMES_A_FILE))
            and value
        }
        self._secret = re.compile(
            "|".join(_whole(value) for value in sorted(secrets, key=len, reverse=True)) or r"(?!)"
        )

    def __call__(self, text: str) -> str:
        """Return the text without its secrets."""
        text = self._secret.sub(HIDDEN, text)
        text = KEY.sub(f"AGE-SECRET-KEY-{HIDDEN}", text)
        text = VARIABLE.sub(rf"\1{HIDDEN}", text)
        text = URL_PATH.sub(rf"\1{HIDDEN}", text)
        text = URL.sub(_masked_url, text)
        return KIT_WORDS.sub(HIDDEN, text)


def _whole(secret: str) -> str:
    """Return a pattern; a very short secret is hidden as a whole word only."""
    exact = re.escape(secret)
    return exact if len(secret) >= SHORT_SECRET else rf"(?<!\w){exact}(?!\w)"


def _masked_url(found: re.Match[str]) -> str:
    scheme, rest = found[1], found[2]
    if scheme.lower() not in STORAGE_SCHEMES:
        # Of a notify URL, any part may be the password.
        return f"{scheme}://{HIDDEN}"
    return f"{scheme}://" + URL_PASSWORD.sub(rf"\1:{HIDDEN}@", rest)


def nameless(record: logging.LogRecord) -> str:
    """Return a record's message without anything that could be a name, a path or an address."""
    template = str(record.msg)
    if not record.name.startswith(OURS):
        return template if record.args else template.partition(":")[0]
    if not isinstance(record.args, tuple):
        return template
    try:
        return template % tuple(_nameless_argument(argument) for argument in record.args)
    except (TypeError, ValueError):
        # A hidden argument was to be shown as a number.
        return template


def _nameless_argument(argument: object) -> object:
    match argument:
        case bool() | int() | float() | Enum():
            return argument
        case PicupError():
            return argument.heading
        case BaseException():
            return type(argument).__name__
        case str() if argument in PLAIN_WORDS:
            return argument
        case _:
            return HIDDEN


def _raised(error: BaseException) -> Iterator[str]:
    """Yield the classes of an error and its causes, and where they were raised."""
    reason: BaseException | None = error
    while reason is not None:
        yield type(reason).__name__
        for frame, line in traceback.walk_tb(reason.__traceback__):
            module = frame.f_globals.get("__name__", "?")
            yield f"  {module}:{line} {frame.f_code.co_name}"
        reason = reason.__cause__ or reason.__context__


class JsonLines(logging.Formatter):
    """One record as one line of JSON, in ASCII."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """The record without its secrets."""
        line: dict[str, Any] = {
            "at": iso(record.created),
            "level": record.levelname,
            "logger": record.name,
            "thread": record.threadName,
            "message": self._mask(record.getMessage()),
            "nameless": self._mask(nameless(record)),
        }
        scenario = getattr(record, "scenario", None)
        if scenario is not None:
            line["scenario"] = str(scenario)
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = self._mask(self.formatException(record.exc_info))
            line["raised"] = list(_raised(record.exc_info[1]))
        return json.dumps(line)


class PlainLines(logging.Formatter):
    """One record as plain text, for a program that runs in the foreground."""

    def __init__(self, mask: Mask) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """The record without its secrets, and nothing in it that acts on a terminal (6-3)."""
        return plain_lines(self._mask(super().format(record)))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - of logging
        """One line, whatever the message holds."""
        return plain(super().formatMessage(record))


def worth_keeping(record: logging.LogRecord) -> bool:
    """Return whether to keep it: ours from INFO, other libraries' warnings and errors."""
    library = record.name.partition(".")[0]
    if record.levelno < LEAST_LEVELS.get(library, logging.WARNING):
        return False
    return library != "paramiko" or TRACEBACK_LINE.match(str(record.msg)) is None


class _File(RotatingFileHandler):
    """A private log file whose write errors neither stop nor clutter the program."""

    def _open(self) -> TextIOWrapper:
        from picup_desktop.home import PRIVATE_FILE_MODE  # noqa: PLC0415 - as above

        def private(path: str, flags: int) -> int:
            return os.open(path, flags, PRIVATE_FILE_MODE)

        # The base class would make it with the rights that the umask leaves.
        return open(
            self.baseFilename,
            "a",
            encoding=self.encoding,
            errors=self.errors,
            opener=private,
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Ignore it: ``doctor`` and the failing work report a full disk."""

    def close(self) -> None:
        """Close it; records that a full disk refused are lost, and nothing else."""
        with suppress(OSError):
            super().close()


class Log:
    """The log while it is open; leaving it closes it."""

    def __init__(self, handlers: tuple[logging.Handler, ...]) -> None:
        self._handlers = handlers
        self._ours = logging.getLogger(OURS)
        self._level_before = self._ours.level
        self._ours.setLevel(logging.INFO)
        for handler in handlers:
            handler.addFilter(worth_keeping)
            logging.getLogger().addHandler(handler)
        logging.captureWarnings(capture=True)

    def close(self) -> None:
        """Stop logging."""
        logging.captureWarnings(capture=False)
        self._ours.setLevel(self._level_before)
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if isinstance(error, PicupError):
            logging.getLogger(__name__).error("ended: %s. %s", error.heading, error)
        elif isinstance(error, Exception):
            logging.getLogger(__name__).critical("ended by a fault", exc_info=error)
        self.close()


def start_logging(home: "Home", *, to_terminal: bool) -> Log:
    """Log into the home, for whoever holds its lock; and on standard error if ``to_terminal``."""
    mask = Mask(environ)
    handlers = [_lines(home.log, mask)]
    if to_terminal:
        terminal = logging.StreamHandler(sys.stderr)
        terminal.setFormatter(PlainLines(mask))
        handlers.append(terminal)
    opened = Log(tuple(handlers))
    logging.getLogger(__name__).info(f"{version_told()} begins")
    return opened


def log_files(home: "Home") -> list[Path]:
    """Return the existing log files, newest first."""
    numbered = [home.log.with_name(f"{home.log.name}.{n}") for n in range(1, LOG_FILES)]
    return [file for file in (home.log, *numbered) if file.exists()]


def _lines(path: Path, mask: Mask) -> logging.Handler:
    handler = _File(
        path,
        maxBytes=LOG_FILE_BYTES,
        backupCount=LOG_FILES - 1,
        encoding="ascii",
        delay=True,
    )
    handler.setFormatter(JsonLines(mask))
    return handler
