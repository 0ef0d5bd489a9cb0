"""The tray on a real X server with a real tray host, used by mouse and keyboard."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from tests.ui.conftest import Boxes
from tests.ui.x_server import LONG_SECONDS, Screen, end, until, x_server

PROGRAMS = ("Xvfb", "trayer", "xdotool")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
TRAY_HEIGHT = 32

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (Debian's names: xvfb, ...)"
)


@pytest.fixture
def screen() -> Iterator[Screen]:
    with x_server() as started:
        yield started


def test_the_tray_opens_pauses_and_quits(screen: Screen, boxes: Boxes) -> None:
    with ExitStack() as started:

        def start(*words: str) -> "subprocess.Popen[bytes]":
            process = screen.start(*words)
            started.callback(end, process)
            return process

        home = str(boxes.home.folder)
        window = start(
            sys.executable, "-m", "picup_desktop.ui.start.main", "--home", home, "--hidden"
        )
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
    # From the end: Quit, then Pause with its choices.
    screen.do("key", "Up", "Up", "Right", "Return")
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
