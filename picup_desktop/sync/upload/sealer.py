"""Who seals: this process, or processes of their own that share the work of several processors.

Sealing needs public keys only, and one thread of Python runs at a time in a process, so a
large upload gets a process for each processor that the rest of the work does not need.

A ``SealerProcess`` belongs to the thread that uses it; ``close`` may come from any thread
and kills the process. It also ends by itself when this process ends, however that happens,
because its standard input closes (sealer_process.py).
"""

import contextlib
import json
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import IO, Protocol, TypeAlias

from picup_desktop.errors import PicupError
from picup_desktop.messages.message import from_plain, is_plain_message, to_plain
from picup_desktop.names import plain, plain_lines
from picup_desktop.program import ProgramPart, command_of, environment_without_secrets
from picup_desktop.strict_json import NotStrictJson, parse_json, text_of, whole_number
from picup_desktop.sync.upload.seal import PhotoUnreadable, SealRequest, seal
from picup_desktop.sync.upload.spool import NoRoomToSeal, Spool, SpoolClosed
from picup_desktop.vault.age import Buffers
from picup_desktop.vault.objects import SealedPhoto, SourceChanged

WORTH_A_PROCESS_BYTES = 32 * 1024 * 1024
WORTH_A_PROCESS_PHOTOS = 400
"""Starting a process takes as long as sealing so many small photos."""
OTHER_WORK_PROCESSORS = 2
"""What sending to two storages, their encryption and recording keep busy; measured on two cores,
where sealing elsewhere only costs its start."""
MOST_PROCESSES = 6
"""More would wait for the storages, which take what one fast processor seals in a few threads."""
LONGEST_ANSWER_BYTES = 1024 * 1024

ERRORS: dict[str, type[PicupError]] = {
    kind.__name__: kind for kind in (SourceChanged, PhotoUnreadable, NoRoomToSeal)
}
"""The errors of sealing that say something about one photo."""

Result: TypeAlias = SealedPhoto | str | Exception
"""The sealed object, the hash of a content that is stored already, or why there is neither."""

log = logging.getLogger(__name__)


class SealerDied(Exception):
    """The process ended, or answered nonsense, before it answered about a photo."""


class SealingBroke(Exception):
    """Sealing one photo met an unexpected error."""


class Sealer(Protocol):
    """Seals photos, one after the other."""

    def seal(self, requests: Sequence[SealRequest]) -> Iterator[Result]:
        """Yield the result of each request, in their order.

        SealerDied and SpoolClosed are about the first request without a result.
        """

    def close(self) -> None:
        """End what was started; from any thread."""


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform != "linux":
        return os.cpu_count() or 1
    return len(os.sched_getaffinity(0))


def processes_for(photos: int, size_bytes: int, processors: int) -> int:
    """Return how many processes should seal; 0 to seal in this one."""
    if photos < WORTH_A_PROCESS_PHOTOS and size_bytes < WORTH_A_PROCESS_BYTES:
        return 0
    return max(0, min(processors - OTHER_WORK_PROCESSORS, photos, MOST_PROCESSES))


class OwnSealer:
    """Seals in the calling thread."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._buffers = Buffers()

    def seal(self, requests: Sequence[SealRequest]) -> Iterator[Result]:
        """As ``Sealer.seal``."""
        for request in requests:
            try:
                result: Result = seal(request, self._spool, self._buffers)
            except SpoolClosed:
                raise
            except Exception as error:
                if not isinstance(error, PicupError):
                    log.exception("a photo could not be sealed")
                result = error
            yield result

    def close(self) -> None:
        """As ``Sealer.close``; sealing ends when the spool is closed."""


class SealerProcess:
    """Seals in a process of its own, which is started by the first request."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._lock = threading.Lock()
        self._closed = False
        self._child: subprocess.Popen[bytes] | None = None

    def seal(self, requests: Sequence[SealRequest]) -> Iterator[Result]:
        """As ``Sealer.seal``; a process that died is replaced at the next call."""
        try:
            child = self._running()
        except OSError as error:
            log.warning(
                "no process to seal could be started, so this one seals: %s", plain(str(error))
            )
            yield from OwnSealer(self._spool).seal(requests)
            return
        answered = 0
        try:
            requests_pipe, answers = _pipes(child)
            requests_pipe.write(pickle.dumps(tuple(requests)))
            requests_pipe.flush()
            for _ in requests:
                result = heard(answers.readline(LONGEST_ANSWER_BYTES))
                answered += 1
                yield result
        except (OSError, NotStrictJson) as error:
            raise SealerDied(str(error)) from error
        finally:
            if answered < len(requests):
                # Its other answers would be taken for those of the next call.
                self._end()

    def close(self) -> None:
        """As ``Sealer.close``: kill the process, even in the middle of a long video."""
        with self._lock:
            self._closed = True
            self._end_locked()

    def _running(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise SealerDied("it was closed")
            if self._child is None:
                self._child = subprocess.Popen(
                    command_of(ProgramPart.SEALER),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment_without_secrets(),
                )
                requests_pipe, _ = _pipes(self._child)
                requests_pipe.write(pickle.dumps(self._spool.folder))
            return self._child

    def _end(self) -> None:
        with self._lock:
            self._end_locked()

    def _end_locked(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        self._spool.drop_parts_of(child.pid)
        for pipe in _pipes(child):
            # What was not sent is of no use any more.
            with contextlib.suppress(OSError):
                pipe.close()


def _pipes(child: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    if child.stdin is None or child.stdout is None:
        raise SealerDied("it has no pipes")
    return child.stdin, child.stdout


def said(result: SealedPhoto | str | PicupError) -> bytes:
    """Return a result as one line of JSON."""
    match result:
        case SealedPhoto():
            plain: list[object] = ["sealed", result.name, result.sealed_bytes, result.sha256]
        case str():
            plain = ["known", result]
        case PicupError():
            plain = [type(result).__name__, to_plain(result.message)]
    return json.dumps(plain, separators=(",", ":")).encode("ascii") + b"\n"


def said_broken(error: Exception, trace: str) -> bytes:
    """Return an unexpected error as one line of JSON."""
    return json.dumps(["broken", f"{type(error).__name__}: {error}", trace]).encode("ascii") + b"\n"


def heard(line: bytes) -> Result:
    """Return the result that a line says; NotStrictJson for anything else, as half a line."""
    if not line.endswith(b"\n"):
        raise NotStrictJson("the answer has no end")
    match parse_json(line, most_bytes=LONGEST_ANSWER_BYTES):
        case ["sealed", name, sealed_bytes, sha256]:
            return SealedPhoto(_text(name), whole_number(sealed_bytes), _text(sha256))
        case ["known", content]:
            return _text(content)
        case ["broken", error, trace]:
            log.error("a photo could not be sealed: %s", plain_lines(_text(trace)))
            return SealingBroke(_text(error))
        case [str() as kind, message] if kind in ERRORS and is_plain_message(message):
            return ERRORS[kind].of(from_plain(message))
        case _:
            raise NotStrictJson("it is no result of sealing")


def _text(value: object) -> str:
    return text_of(value, most=LONGEST_ANSWER_BYTES)
