"""A window on a real engine process and two real sshd, without a screen."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Before the first QApplication is made.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.demo.samples import make_samples
from picup_desktop.engine.ipc.client import EngineClient, EngineGone, NoEngine
from picup_desktop.home import Home
from picup_desktop.ui.face import Face
from picup_desktop.ui.language import Language
from picup_desktop.ui.status import Status
from picup_desktop.words import Role
from tests.conftest import two_servers
from tests.picup import COMMAND_SECONDS, Vault
from tests.sshd import Sshd
from tests.warm_program import command_apart, run_picup

PASSPHRASE = "a passphrase of the tests"
LONG_MILLISECONDS = 60_000
PHOTOS = 9


@dataclass(frozen=True)
class Boxes:
    home: Home
    servers: dict[Role, Sshd]
    kit: Path
    album: Path


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    application = QApplication(qapp_args)
    application.setQuitOnLastWindowClosed(False)
    return application


@pytest.fixture(scope="session")
def spoken(qapp: QApplication) -> Language:
    """One for the application, which speaks English."""
    language = Language(qapp)
    language.speak("en")
    return language


@pytest.fixture(autouse=True)
def language(spoken: Language) -> Iterator[Language]:
    """English again, whatever a test did."""
    yield spoken
    spoken.speak("en")


@pytest.fixture
def of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's folder and passphrase, and engines for which it costs little."""
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("picup_desktop.ui.engine.starter.engine_command", engine_at_low_cost)


@pytest.fixture
def homes() -> Iterator[list[Home]]:
    """Whatever engine was started on one of these is gone afterwards.

    Its window ends before: one whose engine somebody else ends in the moment of their greeting
    waits for it a minute.
    """
    used: list[Home] = []
    yield used
    for home in used:
        wait_for_end(home)


@pytest.fixture
def empty_home(tmp_path: Path, of_this_test: None, homes: list[Home]) -> Home:
    """A home without a vault."""
    home = Home(tmp_path / "home")
    home.make()
    homes.append(home)
    return home


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of photos, to be copied."""
    made = tmp_path_factory.mktemp("samples") / "Family"
    make_samples(made, count=PHOTOS)
    return made


@pytest.fixture(scope="session")
def vault_on_boxes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Path]]:
    """Made once and put back for each test; it has no album."""
    kept = tmp_path_factory.mktemp("kept")
    with two_servers(tmp_path_factory.mktemp("boxes")) as made:
        made.passphrase = PASSPHRASE
        done = made.setup()
        assert done.code == 0, done
        made.keep(kept)
        yield made, kept


@pytest.fixture
def boxes(
    of_this_test: None,
    vault_on_boxes: tuple[Vault, Path],
    samples: Path,
    tmp_path: Path,
    homes: list[Home],
) -> Boxes:
    """A vault on two sshd, and a folder of photos that is no album yet."""
    made, kept = vault_on_boxes
    made.put_back(kept)
    home = Home(made.home)
    homes.append(home)
    album = tmp_path / "Pictures" / "Family"
    shutil.copytree(samples, album)
    servers = {role: made.servers[role.value] for role in Role}
    return Boxes(home, servers, made.kit, album)


@pytest.fixture
def open_face(
    homes: list[Home], qtbot: QtBot, qapp: QApplication, language: Language
) -> Iterator[Callable[[Home], Face]]:
    """Opens windows, and ends them."""
    opened: list[Face] = []

    def open_on(home: Home) -> Face:
        face = Face(qapp, home, language)
        opened.append(face)
        face.begin()
        return face

    yield open_on
    for face in opened:
        face.window.leave()
        if face.context.starter.watching:
            face.end()
        # A window that stays alive would answer every event of the tests that follow.
        face.screens.lock.end()
        for each in (face.window, face.screens.viewer, face.screens, face.tray):
            each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def face(open_face: Callable[[Home], Face], boxes: Boxes, qtbot: QtBot) -> Face:
    """A window on a vault, with its engine there."""
    made = open_face(boxes.home)
    qtbot.waitUntil(
        lambda: made.context.link.connected and made.context.app_state.snapshot is not None,
        timeout=LONG_MILLISECONDS,
    )
    return made


@pytest.fixture
def protected(face: Face, boxes: Boxes, qtbot: QtBot) -> Face:
    """The same, with an album whose photos are on both."""
    face.screens.albums.add(str(boxes.album))
    qtbot.waitUntil(
        lambda: protected_photos(face) == PHOTOS and face.context.app_state.live.run is None,
        timeout=LONG_MILLISECONDS,
    )
    return face


def protected_photos(face: Face) -> int:
    snapshot = face.context.app_state.snapshot
    return 0 if snapshot is None else snapshot.protected


def status(face: Face) -> Status:
    return face.context.app_state.summary.status


def picup(home: Home, *words: str, code: int | None = 0) -> None:
    """The command line, as a person runs it; ``code`` None: however it ends."""
    done = run_picup(["--home", str(home.folder), *words], os.environ, COMMAND_SECONDS)
    assert code is None or done.returncode == code, done.stderr.decode()


def engine_at_low_cost(home: Home) -> list[str]:
    """The command of an engine for which a passphrase costs little."""
    return command_apart(["--home", str(home.folder), "run", "--wait"])


def wait_for_end(home: Home) -> None:
    """Until no engine listens there any more; one that nobody ended is told to."""
    told = False
    for _ in range(200):
        client = EngineClient(home)
        try:
            client.connect()
        except NoEngine:
            return
        try:
            if not told:
                client.call("stop")
                told = True
        except EngineGone:
            # It was about to end already.
            told = True
        finally:
            client.close()
        time.sleep(0.05)
    raise AssertionError("the engine did not end")
