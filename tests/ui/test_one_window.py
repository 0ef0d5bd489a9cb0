"""One window for each home, which ends when it is asked to, with the engine that it started."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.client import EngineGone, NoEngine
from picup_desktop.home import Home
from picup_desktop.ui import main
from picup_desktop.ui.engine import starter
from picup_desktop.ui.main import SingleWindow

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from picup_desktop.home import Home
from picup_desktop.ui.main import SingleWindow

application = QCoreApplication([])
print("the first" if SingleWindow(Home(Path(sys.argv[1]))).first() else "not the first")
"""
START_AT_ONCE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from picup_desktop.home import Home
from picup_desktop.ui import main

main.ANSWER_MILLISECONDS = 100
application = QCoreApplication([])
window = main.SingleWindow(Home(Path(sys.argv[1])))
look = window._other
def slowly():
    found = look()
    time.sleep(0.3)
    return found
window._other = slowly
print("ready", flush=True)
sys.stdin.readline()
print("the first" if window.first() else "not the first", flush=True)
# A window that ends before all have looked is no other window.
sys.stdin.readline()
"""
ENDED_BY = """
import os, signal, sys, threading
from PySide6.QtCore import QCoreApplication
from picup_desktop.ui.start.signals import EndingSignals

application = QCoreApplication([])
signals = EndingSignals(application.quit)
ask = lambda: os.kill(os.getpid(), int(sys.argv[1]))
# Nothing else happens in that loop: no timer calls Python now and then.
threading.Timer(float(sys.argv[2]), ask).start() if float(sys.argv[2]) else ask()
code = application.exec()
signals.end()
assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
sys.exit(code)
"""
LONGEST = 60


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Starts a program of its own that looks whether its window is the first of the home."""
    begun = []

    def begin() -> "subprocess.Popen[str]":
        program = subprocess.Popen(
            [sys.executable, "-c", START, str(tmp_path)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
        )
        begun.append(program)
        return program

    yield begin
    for program in begun:
        program.kill()
        program.wait()


def answer_of(program: "subprocess.Popen[str]", qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: program.poll() is not None, timeout=LONGEST * 1_000)
    told, _ = program.communicate()
    return told


def test_a_second_start_raises_the_first_window(
    qapp: QApplication,
    tmp_path: Path,
    qtbot: QtBot,
    start: Callable[[], "subprocess.Popen[str]"],
) -> None:
    first, second = SingleWindow(Home(tmp_path)), SingleWindow(Home(tmp_path))
    assert first.first()

    with qtbot.waitSignal(first.raised, timeout=LONGEST * 1_000):
        program = start()

    assert answer_of(program, qtbot) == "not the first\n"
    first.end()
    assert second.first()
    second.end()


def test_of_starts_in_one_instant_one_is_the_first(tmp_path: Path) -> None:
    """Each looks for another window before any of them listens: all would be the first."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", START_AT_ONCE, str(tmp_path)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("now\n")
        program.stdin.flush()
    told = []
    for program in programs:
        assert program.stdout is not None
        told.append(program.stdout.readline())
    for program in programs:
        program.communicate("end\n", timeout=LONGEST)
    assert sorted(told) == ["not the first\n", "not the first\n", "the first\n"]


def test_a_start_while_the_first_window_ends_opens_its_own(
    qapp: QApplication,
    tmp_path: Path,
    qtbot: QtBot,
    start: Callable[[], "subprocess.Popen[str]"],
) -> None:
    """It was connected to by the system already, and nobody would ever have shown a window."""
    ending = SingleWindow(Home(tmp_path))
    assert ending.first()
    ending._server.newConnection.disconnect(ending._hear)
    program = start()
    qtbot.waitUntil(ending._server.hasPendingConnections, timeout=LONGEST * 1_000)

    ending.end()

    assert answer_of(program, qtbot) == "the first\n"


def test_a_start_leaves_a_window_that_is_busy_alone(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This process is busy: it waits for the answer itself."""
    monkeypatch.setattr(main, "ANSWER_MILLISECONDS", 100)
    busy, second = SingleWindow(Home(tmp_path)), SingleWindow(Home(tmp_path))
    assert busy.first()

    assert not second.first()
    busy.end()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0, 0.3])
def test_a_signal_ends_it_before_its_loop_runs_and_while_nothing_happens(
    number: signal.Signals, seconds: float
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDED_BY, str(int(number)), str(seconds)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


class LateEngine:
    """An engine that answers from a time on, in seconds of a clock that only waiting moves."""

    def __init__(self, comes: float) -> None:
        self.comes = comes
        self.now = 1_000.0
        self.stopped: list[str] = []

    def __call__(self, _home: Home) -> "LateEngine":
        return self

    def __enter__(self) -> "LateEngine":
        if self.now < 1_000.0 + self.comes:
            raise NoEngine("program-background-not-there-moment")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        pass

    def call(self, command: str) -> None:
        self.stopped.append(command)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.mark.parametrize(("comes", "stopped"), [(0.0, 1), (11.0, 1), (59.0, 1), (61.0, 0)])
def test_an_engine_that_comes_late_does_not_outlive_its_window(
    comes: float, stopped: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = LateEngine(comes)
    monkeypatch.setattr(starter, "EngineClient", engine)
    monkeypatch.setattr(starter, "time", engine)

    starter.stop_late_engine(Home(tmp_path))

    assert engine.stopped == ["stop"] * stopped


def test_an_engine_that_ended_as_it_was_told_to_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ending(LateEngine):
        def call(self, command: str) -> None:
            super().call(command)
            self.comes = 1e9
            raise EngineGone("program-background-ended-before-answered")

    engine = Ending(0.0)
    monkeypatch.setattr(starter, "EngineClient", engine)
    monkeypatch.setattr(starter, "time", engine)
    starter.stop_late_engine(Home(tmp_path))
    assert (engine.stopped, engine.now < 1_002.0) == (["stop"], True)
