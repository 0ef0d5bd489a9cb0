"""``picup`` in forks of a process that has imported it: importing takes longer than most commands.

Each command is a process of its own, with the environment, folder and streams of whoever
runs it. The process that forks (``serve``) has no thread and ends with the tests that
started it.
"""

import contextlib
import functools
import gc
import importlib
import io
import json
import operator
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, TypeAlias

if __name__ == "__main__":
    # Found beside this file, tests/packaging would hide a library of that name.
    sys.path[0] = str(Path(__file__).parents[1])

from tests import nursery
from tests.program import COMMAND, lower_the_cost

Stage: TypeAlias = tuple[str, str, int]
"""A module, the name of a function or method in it, and the number of the call that is fatal."""
DIED = 9
MOST_BYTES = 1024 * 1024
READ_BYTES = 64 * 1024
LOADED_ONCE = (
    "picup_desktop.app",
    "picup_desktop.cli.main",
    "picup_desktop.engine.commands.dispatch",
    "picup_desktop.vault.kit_pdf",
    "zxcvbn",
    *nursery.LOADED_ONCE,
)


@dataclass(frozen=True)
class WarmProgram:
    """The other end of the process that forks."""

    requests: socket.socket

    def run(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        seconds: float,
        dies: Stage | None = None,
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a command without input. TimeoutExpired, after which it is killed."""
        with contextlib.ExitStack() as opened:
            (out, out_end), (err, err_end) = os.pipe(), os.pipe()
            readers = {opened.enter_context(open(r, "rb", 0)): r for r in (out, err)}  # noqa: PTH123
            try:
                started = self.start(words, environment, out_end, err_end, dies)
            finally:
                os.close(out_end)
                os.close(err_end)
            opened.enter_context(started)
            said = {out: b"", err: b""}
            ends_at = time.monotonic() + seconds
            with selectors.DefaultSelector() as selector:
                for reader, end in readers.items():
                    selector.register(reader, selectors.EVENT_READ, end)
                while selector.get_map():
                    ready = selector.select(max(0.0, ends_at - time.monotonic()))
                    if not ready:
                        started.send_signal(signal.SIGKILL)
                        raise subprocess.TimeoutExpired(list(words), seconds, said[out])
                    for key, _ in ready:
                        piece = os.read(key.fd, READ_BYTES)
                        said[key.data] += piece
                        if not piece:
                            selector.unregister(key.fileobj)
            code = started.wait()
        return subprocess.CompletedProcess(list(words), code, said[out], said[err])

    def start(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        out: int,
        err: int,
        dies: Stage | None = None,
    ) -> "Started":
        """Start a command without input that writes to these files."""
        request = {
            "words": list(words),
            "environment": dict(environment),
            "folder": str(Path.cwd()),
            "dies": dies,
        }
        reply, reply_end = os.pipe()
        try:
            with Path(os.devnull).open("rb") as silent:
                message = json.dumps(request).encode()
                socket.send_fds(self.requests, [message], [silent.fileno(), out, err, reply_end])
        finally:
            os.close(reply_end)
        return Started(open(reply, "rb", 0))  # noqa: PTH123


class Started:
    """A command at work, with what a Popen has of it; it is no child of this process."""

    def __init__(self, reply: io.FileIO) -> None:
        self._reply = reply
        self.pid = int(self._line())
        self.returncode: int | None = None

    def __enter__(self) -> "Started":
        return self

    def __exit__(self, *ended: object) -> None:
        self._reply.close()

    def poll(self) -> int | None:
        """Return its exit code once it has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code when it has ended. TimeoutExpired."""
        if self.returncode is None:
            if not select.select([self._reply], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0.0)
            self.returncode = int(self._line())
            self._reply.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _line(self) -> bytes:
        return self._reply.readline()


AtWork: TypeAlias = "Started | subprocess.Popen[bytes]"


def run_picup(
    words: Sequence[str], environment: Mapping[str, str], seconds: float
) -> "subprocess.CompletedProcess[bytes]":
    """Run ``picup`` without input, in a fork; while coverage is measured, from its start.

    TimeoutExpired, after which it is killed.
    """
    if "COVERAGE_PROCESS_CONFIG" in os.environ:
        return subprocess.run(
            [*COMMAND, *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    return warm_program().run(words, environment, seconds)


def start_picup(words: Sequence[str], environment: Mapping[str, str], said: IO[bytes]) -> "AtWork":
    """Start ``picup`` without input, as ``run_picup`` does; it writes to this file."""
    if "COVERAGE_PROCESS_CONFIG" in os.environ:
        return subprocess.Popen(
            [*COMMAND, *words], env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    return warm_program().start(words, environment, said.fileno(), said.fileno())


def command_apart(words: Sequence[str]) -> list[str]:
    """Return a command that starts ``picup``, as ``start_picup`` does, and ends at once.

    For who starts programs by itself; picup leads a session of its own.
    """
    if "COVERAGE_PROCESS_CONFIG" in os.environ:
        return [*COMMAND, *words]
    requests = warm_program().requests.fileno()
    os.set_inheritable(requests, True)
    return [
        sys.executable,
        "-I",
        "-S",
        str(Path(__file__).with_name("asking.py")),
        str(requests),
        *words,
    ]


@functools.cache
def warm_program() -> WarmProgram:
    """The one of this test process, which ends with it."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with there:
        # It leaves the tests' children at once, which some tests count.
        subprocess.run(
            [sys.executable, __file__, str(there.fileno())],
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
            check=True,
        )
    return WarmProgram(here)


def serve(requests: socket.socket) -> None:
    """Fork for each request, until nobody can ask any more; return in the program's process."""
    while True:
        message, streams, _, _ = socket.recv_fds(requests, MOST_BYTES, 4)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass
        if not message:
            os._exit(0)
        if os.fork() == 0:
            requests.close()
            become_program(json.loads(message), streams)
            return
        for stream in streams:
            os.close(stream)


def become_program(request: Mapping[str, object], streams: Sequence[int]) -> None:
    """Fork the program, in which this returns; report its id and its exit code."""
    *standard, reply = streams
    program = os.fork()
    if program:
        for stream in standard:
            os.close(stream)
        os.write(reply, f"{program}\n".encode())
        _, status = os.waitpid(program, 0)
        # Who asks for a command apart waits for its start only.
        with contextlib.suppress(BrokenPipeError):
            os.write(reply, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)
    for number, stream in enumerate(standard):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)
    words, environment, folder = request["words"], request["environment"], request["folder"]
    dies = request.get("dies")
    assert isinstance(words, list)
    assert isinstance(environment, dict)
    if request.get("leads"):
        os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    # Where the trash is, that library asks once, when it is loaded.
    importlib.reload(import_module("send2trash.plat_other"))
    os.chdir(str(folder))
    # The former streams remember what their files can do.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["picup", *words]
    nursery.begin_nursery()
    if isinstance(dies, list):
        die_there(*dies)


def die_there(module: str, name: str, times: int) -> None:
    """Let this process end at that call, as one that is killed: nothing is tidied up."""
    *owners, last = name.split(".")
    loaded = import_module(module)
    owner = operator.attrgetter(".".join(owners))(loaded) if owners else loaded
    before, left = getattr(owner, last), times

    def dies(*given: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if not left:
            os._exit(DIED)
        return before(*given, **named)

    setattr(owner, last, dies)


if __name__ == "__main__":
    # A library below kit_pdf would start threads.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for module in LOADED_ONCE:
        import_module(module)
    for entry in import_module("picup_desktop.cli.main").COMMANDS:
        import_module(f"picup_desktop.cli.{entry.module}")
    # The forks share what is loaded for as long as nobody writes to it.
    gc.freeze()
    lower_the_cost()
    if os.fork():
        os._exit(0)
    os.setsid()
    serve(socket.socket(fileno=int(sys.argv[1])))
    import_module("picup_desktop.__main__").main()
