"""Couriers and sealers as forks of a process that has loaded them.

Loading them is most of what a command costs. Each is a child of who asks for it, as one that it
started itself, with the environment, folder and files that it was given. So have them the
program in a fork (``warm_program.py``) and commands carried out in a test's own process;
whatever else they start, and whatever a test starts by itself, is started in full.
"""

import contextlib
import ctypes
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

if __name__ == "__main__":
    # Found beside this file, tests/packaging would hide a library of that name.
    sys.path[0] = str(Path(__file__).parents[1])

from picup_desktop.program import ProgramPart, command_of

NAME = "nursery"
"""As which it stands among the program's children."""
# <linux/prctl.h>
PR_SET_NAME = 15
PR_SET_CHILD_SUBREAPER = 36
MOST_BYTES = 1024 * 1024
MOST_FILES = 250
"""The system takes no more in one message."""
MODULES = {
    ProgramPart.COURIER.module: (ProgramPart.COURIER.module, "picup_desktop.storage.sftp.storage"),
    ProgramPart.SEALER.module: (ProgramPart.SEALER.module,),
}
"""By the module that is started: what is loaded for it."""
LOADED_ONCE = tuple(one for loaded in MODULES.values() for one in loaded)


def begin_nursery() -> None:
    """Fork the process that forks for this one, which has loaded all and has no thread yet."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork():
        there.close()
        _Nursed.asks = here
        subprocess.Popen = _Nursed  # type: ignore[assignment, misc]
        return
    here.close()
    with Path(os.devnull).open("r+b") as nowhere:
        for number in range(3):
            os.dup2(nowhere.fileno(), number)
    _serve(there)


@contextlib.contextmanager
def nursed() -> Iterator[None]:
    """Let what this process starts be forked, where it can be; coverage looks at full starts."""
    if "COVERAGE_PROCESS_CONFIG" in os.environ:
        yield
        return
    _start_once()
    with mock.patch.object(subprocess, "Popen", _Nursed):
        yield


@functools.cache
def _start_once() -> None:
    """Start a process that forks for this one, and ends with it."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with there:
        started = subprocess.Popen(
            [sys.executable, __file__, str(there.fileno())],
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
        )
    # It ends when nobody can ask any more, and nobody waits for that.
    started.returncode = 0
    _Nursed.asks = here


class _Nursed(subprocess.Popen[bytes]):
    """A Popen that gets its process from there if it is a courier or a sealer."""

    asks: socket.socket
    one_by_one = threading.Lock()

    def _execute_child(self, args: Any, *given: Any) -> None:
        module = _part_in(args)
        if module is None or not self._is_forked(module, given):
            super()._execute_child(args, *given)  # type: ignore[misc]

    def _is_forked(self, module: str, given: Sequence[Any]) -> bool:
        pass_fds, _, environment = given[3:6]
        ends = given[9:15]
        their_ends = (ends[0], ends[3], ends[5])
        where = os.open(".", os.O_PATH | os.O_DIRECTORY)
        request = {"module": module, "environment": environment, "numbers": pass_fds}
        with self.one_by_one:
            # What the fork of the nursery leaves behind becomes a child of this process.
            _prctl(PR_SET_CHILD_SUBREAPER, 1)
            try:
                files = [where, *their_ends, *pass_fds]
                socket.send_fds(self.asks, [json.dumps(request).encode()], files)
                answer = self.asks.recv(MOST_BYTES)
            except OSError:
                answer = b""
            finally:
                _prctl(PR_SET_CHILD_SUBREAPER, 0)
                os.close(where)
        if not answer:
            return False
        self.pid = int(answer)
        self._child_created = True
        self._close_pipe_fds(*ends)  # type: ignore[attr-defined]
        return True


def _part_in(command: object) -> str | None:
    """Return the module of a courier or a sealer that this command starts."""
    for part in (ProgramPart.COURIER, ProgramPart.SEALER):
        if command == command_of(part):
            return part.module
    return None


def _serve(requests: socket.socket) -> None:
    """Fork for each request, until nobody can ask any more; such a fork runs, and ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _call_itself(NAME)
    while True:
        message, files, _, _ = socket.recv_fds(requests, MOST_BYTES, MOST_FILES)
        if not message:
            os._exit(0)
        reads, writes = os.pipe()
        if not (between := os.fork()):
            if child := os.fork():
                os.write(writes, str(child).encode())
                os._exit(0)
            requests.close()
            os.close(reads)
            os.close(writes)
            _become(json.loads(message), files)
        os.close(writes)
        os.waitpid(between, 0)
        requests.send(os.read(reads, MOST_BYTES))
        for file in (reads, *files):
            os.close(file)


def _become(request: dict[str, Any], files: Sequence[int]) -> None:
    """Run the part, as if this process had just been started for it."""
    where, *given = files
    wanted = [0, 1, 2, *request["numbers"]]
    os.fchdir(where)
    # None of these may stand where another one has to.
    first = max([*wanted, *files]) + 1
    for number, file in enumerate(given, start=first):
        os.dup2(file, number)
    for number, to in enumerate(wanted, start=first):
        os.dup2(number, to, inheritable=True)
    for file in {*files, *range(first, first + len(given))} - set(wanted):
        with contextlib.suppress(OSError):
            os.close(file)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    (part,) = (part for part in ProgramPart if part.module == request["module"])
    _call_itself(part.name.lower())
    if request["environment"] is not None:
        os.environ.clear()
        os.environ.update(request["environment"])
    time.tzset()
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = [part.module]
    sys.exit(import_module(part.module).main())


def _call_itself(name: str) -> None:
    _prctl(PR_SET_NAME, name.encode())


def _prctl(what: int, value: int | bytes) -> None:
    if ctypes.CDLL(None).prctl(what, value, 0, 0, 0) != 0:
        raise OSError("the system knows no such call")


if __name__ == "__main__":
    for module in LOADED_ONCE:
        import_module(module)
    _serve(socket.socket(fileno=int(sys.argv[1])))
