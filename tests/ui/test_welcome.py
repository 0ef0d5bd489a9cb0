"""From nothing to protected photos through the welcome, with practice servers."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from picup_desktop.demo.samples import make_samples
from picup_desktop.engine.ipc.client import EngineClient, EngineGone, NoEngine
from picup_desktop.home import Home
from picup_desktop.ui.engine.starter import Presence
from picup_desktop.ui.face import Face
from picup_desktop.ui.status import Status
from picup_desktop.ui.welcome.albums_step import AlbumsStep
from picup_desktop.ui.welcome.computer_step import ComputerStep
from picup_desktop.ui.welcome.join_step import JoinStep
from picup_desktop.ui.welcome.kit_step import KitStep, words_of_kit
from picup_desktop.ui.welcome.places_step import PlacesStep
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.storage_form import PRACTICE
from picup_desktop.ui.welcome.window import WelcomeWindow
from picup_desktop.ui.widgets.secret_words import CONCEALED
from picup_desktop.words import Role
from tests.sshd import Sshd
from tests.ui.conftest import (
    LONG_MILLISECONDS,
    PASSPHRASE,
    PHOTOS,
    Boxes,
    picup,
    protected_photos,
    status,
)


class AnsweringLink(QObject):
    """An engine's link whose every try is answered with one host key after another."""

    greeted = Signal()
    connected = True

    def __init__(self, *fingerprints: str) -> None:
        super().__init__()
        self._fingerprints = iter(fingerprints)

    def ask(self, _command: str, *, done: Callable[[Any], None], **_given: Any) -> None:
        done({"fingerprint": next(self._fingerprints), "free_bytes": None, "vault": False})


@pytest.mark.parametrize(
    ("main", "backup", "told"),
    [("SHA256:a", "SHA256:a", True), ("SHA256:a", "SHA256:b", False), (None, None, False)],
)
def test_5_8_two_addresses_with_one_host_key_are_told_to_be_one_box(
    main: str, backup: str, told: bool, empty_home: Home, qtbot: QtBot
) -> None:
    link = AnsweringLink(main, backup)
    step = PlacesStep(link, Practice(empty_home))  # type: ignore[arg-type]  # all that it asks
    qtbot.addWidget(step)
    for name, form in zip(("one", "two"), step.forms.values(), strict=True):
        assert step.same_box.isHidden()
        form.host.setText(name)
        form.test.click()
    assert step.same_box.isHidden() != told
    assert step.ready != told, "one box has to be meant"
    step.one_box.setChecked(True)
    assert step.ready

    QTest.keyClicks(step.forms[Role.MAIN].host, "other")
    assert step.same_box.isHidden(), "what was typed anew was not tried yet"


def test_the_welcome_leads_to_protected_photos(
    open_face: Callable[[Home], Face], empty_home: Home, tmp_path: Path, qtbot: QtBot
) -> None:
    make_samples(tmp_path / "Pictures" / "Trip", count=5)
    face = open_face(empty_home)
    welcome = welcomed(face, qtbot)

    places = welcome.step
    assert isinstance(places, PlacesStep)
    assert not welcome.next.isEnabled()
    for form in places.forms.values():
        form.kind.setCurrentIndex(PRACTICE)
        form.test.click()
    qtbot.waitUntil(welcome.next.isEnabled, timeout=LONG_MILLISECONDS)
    welcome.next.click()

    give_kit_back(welcome, tmp_path / "kit.txt", qtbot)
    welcome.next.click()

    albums = welcome.step
    assert isinstance(albums, AlbumsStep)
    albums.add(str(tmp_path / "Pictures" / "Trip"))
    qtbot.waitUntil(lambda: albums.added == ["Trip"], timeout=LONG_MILLISECONDS)
    welcome.next.click()

    computer = welcome.step
    assert isinstance(computer, ComputerStep)
    computer.start.setChecked(True)
    welcome.next.click()

    qtbot.waitUntil(lambda: protected_photos(face) == 5, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: status(face) is Status.SAFE, timeout=LONG_MILLISECONDS)
    assert face.window.isVisible()
    assert (tmp_path / "config" / "autostart" / "picup-desktop.desktop").exists()
    snapshot = face.context.app_state.snapshot
    assert snapshot is not None
    assert snapshot.kit_confirmed


def test_an_unknown_host_key_is_shown_and_asked_about(
    open_face: Callable[[Home], Face], empty_home: Home, tmp_path: Path, qtbot: QtBot
) -> None:
    server = Sshd(tmp_path / "box").start()
    try:
        welcome = welcomed(open_face(empty_home), qtbot)
        places = welcome.step
        assert isinstance(places, PlacesStep)
        form = next(iter(places.forms.values()))
        form.host.setText("127.0.0.1")
        form.port.setText(str(server.port))
        form.user.setText(server.url.removeprefix("sftp://").partition("@")[0])
        form.folder.setText(str(server.vault))
        form.key_file.setText(str(server.key_file))

        form.test.click()
        qtbot.waitUntil(lambda: not form.trust.isHidden(), timeout=LONG_MILLISECONDS)
        assert form.trust_panel.key.startswith("SHA256:")
        assert not form.good

        form.trust.click()
        qtbot.waitUntil(lambda: form.good, timeout=LONG_MILLISECONDS)
    finally:
        server.stop()


def test_closing_the_welcome_without_a_vault_ends_the_window(
    open_face: Callable[[Home], Face], empty_home: Home, qtbot: QtBot
) -> None:
    face = open_face(empty_home)
    welcome = welcomed(face, qtbot)

    welcome.close()

    assert face.welcome is None
    assert not face.window.isVisible()


def test_an_engine_that_was_still_starting_ends_with_the_window(
    open_face: Callable[[Home], Face], empty_home: Home, qtbot: QtBot
) -> None:
    face = open_face(empty_home)
    assert not face.context.link.connected
    qtbot.waitUntil(
        lambda: face.context.starter.presence is Presence.STARTING, timeout=LONG_MILLISECONDS
    )

    face.end()

    # It ends within five seconds of being told, and nobody else is there to end it.
    qtbot.waitUntil(lambda: not engine_listens(empty_home), timeout=LONG_MILLISECONDS)


def engine_listens(home: Home) -> bool:
    try:
        with EngineClient(home):
            return True
    except EngineGone:
        # It ends in this very moment; the next look tells whether it did.
        return True
    except NoEngine:
        return False


def welcomed(face: Face, qtbot: QtBot) -> WelcomeWindow:
    qtbot.waitUntil(lambda: face.welcome is not None, timeout=LONG_MILLISECONDS)
    assert face.welcome is not None
    return face.welcome


def give_kit_back(welcome: WelcomeWindow, file: Path, qtbot: QtBot) -> None:
    step = welcome.step
    assert isinstance(step, KitStep)
    step.file.setText(str(file))
    step.passphrase.setText(PASSPHRASE)
    step.again.setText(PASSPHRASE)
    step.make.click()
    qtbot.waitUntil(lambda: step.final, timeout=LONG_MILLISECONDS)
    words = words_of_kit(file.read_text())
    assert len(words) == 24

    assert set(step.secret.seen) == {CONCEALED}
    step.secret.hold.pressed.emit()
    assert step.secret.seen == words
    step.secret.hold.released.emit()
    assert set(step.secret.seen) == {CONCEALED}
    numbers = {one.text() for one in step.findChildren(QLabel) if one.buddy() is not None}
    assert {"Word 3", "Word 17"} <= numbers, "each field says which word it wants"
    for edit in step.words.values():
        edit.setText("wrong")
    step.check.click()
    assert not step.ready

    for number, edit in step.words.items():
        edit.setText(words[number - 1])
    step.check.click()
    qtbot.waitUntil(welcome.next.isEnabled, timeout=LONG_MILLISECONDS)
    assert [b for b in step.findChildren(QPushButton) if b.text() == "Open the page to print"]
    step.secret.hold.pressed.emit()
    assert set(step.secret.seen) == {CONCEALED}, "the words are forgotten"


def test_who_has_a_kit_joins_from_one_storage(
    open_face: Callable[[Home], Face], boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    picup(boxes.home, "album", "add", str(boxes.album))
    picup(boxes.home, "sync")
    face = open_face(Home(tmp_path / "second"))
    welcomed(face, qtbot).turn.click()
    step = welcomed(face, qtbot).step
    assert isinstance(step, JoinStep)
    qtbot.waitUntil(lambda: face.context.link.connected, timeout=LONG_MILLISECONDS)
    server = boxes.servers[Role.BACKUP]
    # A new computer logs in with the user's own keys; here, with those that the test made.
    (tmp_path / ".ssh").mkdir(mode=0o700)
    shutil.copy(boxes.servers[Role.MAIN].key_file, tmp_path / ".ssh" / "id_ed25519")

    step.address.setText(server.url)
    step.kit.setText("no kit at all")
    step.join.click()
    qtbot.waitUntil(lambda: "kit" in step.outcome, timeout=LONG_MILLISECONDS)
    assert not step.ready

    step.kit.setText(str(boxes.kit))
    step.passphrase.setText(PASSPHRASE)
    step.join.click()
    qtbot.waitUntil(lambda: step.ready, timeout=LONG_MILLISECONDS)
    assert f"{PHOTOS} photos are known again" in step.outcome
    qtbot.waitUntil(lambda: protected_photos(face) == PHOTOS, timeout=LONG_MILLISECONDS)
