"""``picup`` in forks of a process that has imported it: importing takes longer than most commands.

Each command is a process of its own, with the environment, folder and streams of whoever
runs it. The process that forks (``serve``) has no thread and ends with the tests that
started it.
"""

import contextlib
import functools
import json
import os
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

if __name__ == "__main__":
    # Found beside this file, tests/packaging would hide a library of that name.
    sys.path[0] = str(Path(__file__).parents[1])

from tests.program import COMMAND, lower_the_cost

MOST_BYTES = 1024 * 1024
READ_BYTES = 64 * 1024
LOADED_ONCE = (
    "picup_desktop.app",
    "picup_desktop.cli.main",
    "picup_desktop.engine.commands.dispatch",
)


@dataclass(frozen=True)
class WarmProgram:
    """The other end of the process that forks."""

    requests: socket.socket

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], seconds: float
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a command without input. TimeoutExpired, after which it is killed."""
        request = {
            "words": list(words),
            "environment": dict(environment),
            "folder": str(Path.cwd()),
        }
        with contextlib.ExitStack() as opened:
            silent = opened.enter_context(Path(os.devnull).open("rb"))
            ends = {name: os.pipe() for name in ("out", "err", "reply")}
            readers = {opened.enter_context(open(r, "rb", 0)): n for n, (r, _) in ends.items()}  # noqa: PTH123
            writers = [write for _, write in ends.values()]
            try:
                message = json.dumps(request).encode()
                socket.send_fds(self.requests, [message], [silent.fileno(), *writers])
            finally:
                for write in writers:
                    os.close(write)
            said = {"out": b"", "err": b"", "reply": b""}
            ends_at = time.monotonic() + seconds
            with selectors.DefaultSelector() as selector:
                for reader, name in readers.items():
                    selector.register(reader, selectors.EVENT_READ, name)
                while selector.get_map():
                    ready = selector.select(max(0.0, ends_at - time.monotonic()))
                    if not ready:
                        os.kill(int(said["reply"].split()[0]), signal.SIGKILL)
                        raise subprocess.TimeoutExpired(list(words), seconds, said["out"])
                    for key, _ in ready:
                        piece = os.read(key.fd, READ_BYTES)
                        said[key.data] += piece
                        if not piece:
                            selector.unregister(key.fileobj)
        _, code = said["reply"].split()
        return subprocess.CompletedProcess(list(words), int(code), said["out"], said["err"])


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
        os.write(reply, f"{program} ".encode())
        _, status = os.waitpid(program, 0)
        os.write(reply, f"{os.waitstatus_to_exitcode(status)}".encode())
        os._exit(0)
    for number, stream in enumerate(standard):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)
    words, environment, folder = request["words"], request["environment"], request["folder"]
    assert isinstance(words, list)
    assert isinstance(environment, dict)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(str(folder))
    # The former streams remember what their files can do.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["picup", *words]


if __name__ == "__main__":
    for module in LOADED_ONCE:
        import_module(module)
    lower_the_cost()
    if os.fork():
        os._exit(0)
    os.setsid()
    serve(socket.socket(fileno=int(sys.argv[1])))
    import_module("picup_desktop.__main__").main()
