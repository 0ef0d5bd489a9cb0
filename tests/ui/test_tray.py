"""The tray on a real X server with a real tray host, used by mouse and keyboard."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from tests.ui.conftest import Boxes

PROGRAMS = ("Xvfb", "trayer", "xdotool")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
TRAY_HEIGHT = 32
LONG_SECONDS = 40.0

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (Debian's names: xvfb, ...)"
)


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


@pytest.fixture
def screen() -> Iterator[Screen]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield Screen(f":{number}")
    server.terminate()
    server.wait()


def test_the_tray_opens_pauses_and_quits(screen: Screen, boxes: Boxes) -> None:
    with ExitStack() as started:

        def start(*words: str) -> "subprocess.Popen[bytes]":
            process = screen.start(*words)
            started.callback(end, process)
            return process

        home = str(boxes.home.folder)
        window = start(sys.executable, "-m", "picup_desktop.ui.main", "--home", home, "--hidden")
        until(lambda: engine_state(boxes) is not None)
        assert not screen.seen("^PicUp$")

        # The tray comes later than the icon.
        start("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request",
              "--height", str(TRAY_HEIGHT), "--SetDockType", "false")  # fmt: skip
        until(lambda: click_until(screen, "1", lambda: screen.seen("^PicUp$")))

        until(lambda: choose_from_menu(screen, boxes))
        click(screen, "3")
        time.sleep(0.5)
        screen.do("key", "Up", "Return")

        assert window.wait(timeout=LONG_SECONDS) == 0
        until(lambda: engine_state(boxes) is None)


def choose_from_menu(screen: Screen, boxes: Boxes) -> bool:
    """Pause, for one hour."""
    click(screen, "3")
    time.sleep(0.5)
    screen.do("key", "Down", "Down", "Down", "Right", "Return")
    time.sleep(0.5)
    state = engine_state(boxes)
    return state is not None and state["paused"] is not None


def click(screen: Screen, button: str) -> None:
    """Our icon is the only one, in the corner below right."""
    screen.do("mousemove", str(1400 - TRAY_HEIGHT // 2), str(900 - TRAY_HEIGHT // 2))
    screen.do("click", button)


def click_until(screen: Screen, button: str, holds: Callable[[], bool]) -> bool:
    click(screen, button)
    time.sleep(0.5)
    return holds()


def engine_state(boxes: Boxes) -> dict[str, object] | None:
    try:
        with EngineClient(boxes.home) as client:
            return dict(client.call("state"))
    except NoEngine:
        return None


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()
