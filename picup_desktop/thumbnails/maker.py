"""Decode files in a child process, which a broken or hostile file may crash.

Threads: one question at a time, from any thread; a timer's thread kills a child that
takes too long. A dead child is replaced at the next question. The child ends by itself
when its standard input closes, so it never outlives its maker.
"""

import os
import subprocess
import threading
from pathlib import Path

from picup_desktop.program import ProgramPart, command_of
from picup_desktop.thumbnails.wire import (
    Ask,
    ChildBroken,
    DecoderKind,
    JpegWish,
    Picture,
    Trouble,
    Want,
    read_answer,
    send_ask,
)

LONGEST_SECONDS = 20.0
START_SECONDS = 40.0
"""How much longer the first question of a child may take: it loads every decoder, and right
after a login the disk is busy."""
END_SECONDS = 1.0
PASSED_ON = frozenset(
    {
        *("PATH", "HOME", "TMPDIR", "LANG", "LANGUAGE", "TZ", "LD_LIBRARY_PATH"),
        *("SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "TEMP", "TMP", "PATHEXT", "COMSPEC"),
        *("USERPROFILE", "APPDATA", "LOCALAPPDATA", "NUMBER_OF_PROCESSORS"),
    }
)
"""The variables that the child gets: no address of an agent, a bus or a screen, and no secret."""
PASSED_ON_PREFIXES = ("LC_", "PYTHON", "_PYI_", "COVERAGE_")


class Maker:
    """The child process and its questions; ``close`` it at the end."""

    def __init__(
        self, longest_seconds: float = LONGEST_SECONDS, start_seconds: float = START_SECONDS
    ) -> None:
        self._longest_seconds = longest_seconds
        self._start_seconds = start_seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = threading.Event()

    def thumbnail(self, path: Path, kind: DecoderKind, edge: int) -> Picture | Trouble:
        """Return a JPEG of at most ``edge`` pixels a side, with the file's metadata."""
        return self.look(Ask(str(path), kind, Want.THUMBNAIL, edge))

    def view(self, path: Path, kind: DecoderKind, edge: int = 0) -> Picture | Trouble:
        """Return the pixels, at most ``edge`` a side if that is not 0."""
        return self.look(Ask(str(path), kind, Want.VIEW, edge))

    def facts(self, path: Path, kind: DecoderKind) -> Picture | Trouble:
        """Return the file's metadata without its picture."""
        return self.look(Ask(str(path), kind, Want.FACTS))

    def motion(self, path: Path, kind: DecoderKind) -> Picture | Trouble:
        """Return the frames of a short film, or of the film inside a motion photo."""
        return self.look(Ask(str(path), kind, Want.MOTION))

    def export(self, path: Path, kind: DecoderKind, edge: int, wish: JpegWish) -> Picture | Trouble:
        """Return a JPEG to keep, at most ``edge`` pixels a side if that is not 0."""
        return self.look(Ask(str(path), kind, Want.EXPORT, edge, wish))

    def look(self, ask: Ask) -> Picture | Trouble:
        """Return the child's answer, or why there is none."""
        with self._lock:
            if self._closed.is_set():
                return Trouble.GONE
            starts = self._child is None or self._child.poll() is not None
            child = self._running()
            slow = threading.Event()
            seconds = self._longest_seconds + (self._start_seconds if starts else 0.0)
            timer = threading.Timer(seconds, _kill, (child, slow))
            timer.daemon = True
            timer.start()
            try:
                return self._asked(child, ask)
            except (OSError, ChildBroken):
                self._drop()
                if self._closed.is_set():
                    # This says nothing about the file.
                    return Trouble.GONE
                return Trouble.TOO_SLOW if slow.is_set() else Trouble.CRASHED
            finally:
                timer.cancel()

    def rest(self) -> None:
        """End the child; the next question starts another."""
        with self._lock:
            self._drop()

    def close(self) -> None:
        """End the child for good, even in the middle of a question."""
        self._closed.set()
        child = self._child
        if child is not None:
            child.kill()
        self.rest()

    @staticmethod
    def _asked(child: "subprocess.Popen[bytes]", ask: Ask) -> Picture | Trouble:
        if child.stdin is None or child.stdout is None:
            raise ChildBroken("it has no pipes")
        send_ask(child.stdin, ask)
        return read_answer(child.stdout)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is not None:
            self._drop()
        if self._child is None:
            self._child = subprocess.Popen(
                command_of(ProgramPart.THUMBNAILER),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        return self._child

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait(END_SECONDS)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # Unsent input is useless by now.
                    continue


def _kill(child: "subprocess.Popen[bytes]", slow: threading.Event) -> None:
    slow.set()
    child.kill()


def _environment() -> dict[str, str]:
    """Return an environment in which libraries start no threads, which need memory of their own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in PASSED_ON or name.startswith(PASSED_ON_PREFIXES)
    }
    return kept | {
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
