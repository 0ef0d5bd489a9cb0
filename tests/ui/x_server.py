"""An X server without a screen, and the programs that a test starts on it."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LONG_SECONDS = 40.0


@dataclass(frozen=True)
class Screen:
    display: str

    @property
    def environment(self) -> dict[str, str]:
        without = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"}
        return {**without, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(words, env=self.environment, stderr=subprocess.DEVNULL)

    def do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def seen(self, name: str) -> bool:
        return bool(self.do("search", "--onlyvisible", "--name", name))


@contextmanager
def x_server() -> Iterator[Screen]:
    """Start one, and end it afterwards."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        yield Screen(f":{number}")
    finally:
        end(server)


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()
