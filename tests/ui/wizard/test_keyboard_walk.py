"""From nothing to protected photos by the keyboard alone, with two real accounts over SFTP."""

import shutil
from collections.abc import Callable, Iterator
from getpass import getuser
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.demo.samples import make_samples
from picup_desktop.home import Home
from picup_desktop.ui.face import Face
from picup_desktop.ui.welcome.albums_step import AlbumsStep
from picup_desktop.ui.welcome.computer_step import ComputerStep
from picup_desktop.ui.welcome.kit_step import KitStep, words_of_kit
from picup_desktop.ui.welcome.places_step import PlacesStep
from picup_desktop.ui.welcome.storage_form import StorageForm
from picup_desktop.ui.welcome.window import WelcomeWindow
from picup_desktop.words import Role
from tests.sshd import Sshd
from tests.ui.conftest import LONG_MILLISECONDS, PASSPHRASE, protected_photos

PHOTOS = 3
MOST_TABS = 60
"""More than any step has to press."""
MOST_FIELDS = 12
"""Words that a person types: address, port, user and folder twice, a passphrase twice, two words
of the kit. The port is usual elsewhere, and a keyring needs no passphrase."""
MOST_PRESSES = 16
"""Buttons that a person presses, by Space or Enter."""


MOST_MINUTES = 5.0
"""What a newcomer with two accounts needs at most (issue 21)."""
LETTERS_A_MINUTE = 150
"""Of a person who types addresses and passphrases with care."""
WORDS_A_MINUTE = 180
"""Of a person who reads all that a step says."""
PRESS_SECONDS = 1.5
"""To find the next control and to press it."""


class Keyboard:
    """The only way into the window."""

    def __init__(self, window: WelcomeWindow) -> None:
        self._window = window
        self.fields = 0
        self.presses = 0
        self.letters = 0
        self.read: set[str] = set()
        """Every text that was in sight, once each."""

    def look(self) -> None:
        """Read what the step says now."""
        shown = [one for one in self._window.findChildren(QLabel) if one.isVisible()]
        self.read |= {one.text() for one in shown}

    @property
    def minutes(self) -> float:
        """How long a newcomer needs for it; what the program itself takes comes on top."""
        words = sum(len(text.split()) for text in self.read)
        pressed = (self.fields + self.presses) * PRESS_SECONDS / 60
        return self.letters / LETTERS_A_MINUTE + words / WORDS_A_MINUTE + pressed

    @property
    def focused(self) -> QWidget:
        focused = self._window.focusWidget()
        assert focused is not None
        return focused

    def is_at(self, widget: QWidget) -> bool:
        return self.focused is widget

    def tab_to(self, wanted: QWidget) -> None:
        for _ in range(MOST_TABS):
            if self.focused is wanted:
                return
            QTest.keyClick(self.focused, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {wanted.accessibleName()}")

    def type_at(self, wanted: QWidget, words: str) -> None:
        self.tab_to(wanted)
        assert wanted.accessibleName()
        QTest.keyClick(wanted, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(wanted, words)
        self.fields += 1
        self.letters += len(words)
        self.look()

    def press(self, wanted: QWidget, key: Qt.Key = Qt.Key.Key_Space) -> None:
        self.look()
        self.tab_to(wanted)
        QTest.keyClick(wanted, key)
        self.presses += 1


@pytest.fixture
def two_boxes(tmp_path: Path, empty_home: Home) -> Iterator[dict[Role, Sshd]]:
    """Both take the key that stands where SSH keys usually do."""
    servers = {role: Sshd(tmp_path / role.value).start() for role in Role}
    usual = tmp_path / ".ssh"
    usual.mkdir(mode=0o700)
    shutil.copy(servers[Role.MAIN].key_file, usual / "id_ed25519")
    public = servers[Role.MAIN].key_file.with_suffix(".pub").read_text()
    (servers[Role.BACKUP].folder / "authorized_keys").write_text(public)
    yield servers
    for server in servers.values():
        server.stop()


def test_the_wizard_is_walked_by_keyboard_alone(
    open_face: Callable[[Home], Face],
    two_boxes: dict[Role, Sshd],
    empty_home: Home,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    make_samples(tmp_path / "Pictures", count=PHOTOS)
    face = open_face(empty_home)
    qtbot.waitUntil(lambda: face.welcome is not None, timeout=LONG_MILLISECONDS)
    welcome = face.welcome
    assert welcome is not None
    keyboard = Keyboard(welcome)

    places = welcome.step
    assert isinstance(places, PlacesStep)
    assert keyboard.focused is places.forms[Role.MAIN].host
    for role, form in places.forms.items():
        fill_in(keyboard, form, two_boxes[role], qtbot)
    go_on(keyboard, welcome, qtbot)

    kit = welcome.step
    assert isinstance(kit, KitStep)
    give_kit_back(keyboard, kit, tmp_path / "kit.txt", qtbot)
    go_on(keyboard, welcome, qtbot)

    albums = welcome.step
    assert isinstance(albums, AlbumsStep)
    suggestions = albums.suggestions
    qtbot.waitUntil(lambda: bool(suggestions.shown_folders), timeout=LONG_MILLISECONDS)
    assert suggestions.shown_folders == [tmp_path / "Pictures"]
    (take,) = suggestions.findChildren(QPushButton)
    keyboard.press(take)
    qtbot.waitUntil(lambda: albums.added == ["Pictures"], timeout=LONG_MILLISECONDS)
    assert suggestions.shown_folders == []
    go_on(keyboard, welcome, qtbot)

    assert isinstance(welcome.step, ComputerStep)
    go_on(keyboard, welcome, qtbot)
    qtbot.waitUntil(face.window.isVisible, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: protected_photos(face) == PHOTOS, timeout=LONG_MILLISECONDS)
    assert keyboard.fields <= MOST_FIELDS
    assert keyboard.presses <= MOST_PRESSES
    assert keyboard.minutes <= MOST_MINUTES


def fill_in(keyboard: Keyboard, form: StorageForm, server: Sshd, qtbot: QtBot) -> None:
    """Type one account, test it, and trust its key."""
    keyboard.type_at(form.host, "127.0.0.1")
    keyboard.type_at(form.port, str(server.port))
    if not form.user.text():
        keyboard.type_at(form.user, getuser())
    keyboard.type_at(form.folder, str(server.vault))
    keyboard.press(form.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not form.trust_panel.isHidden(), timeout=LONG_MILLISECONDS)
    assert form.trust_panel.key.startswith("SHA256:")
    assert keyboard.is_at(form.folder), "the keyboard stays where it was"
    keyboard.press(form.trust)
    qtbot.waitUntil(lambda: form.good, timeout=LONG_MILLISECONDS)
    assert keyboard.is_at(form.test)


def give_kit_back(keyboard: Keyboard, kit: KitStep, file: Path, qtbot: QtBot) -> None:
    keyboard.type_at(kit.file, str(file))
    keyboard.press(kit.make)
    qtbot.waitUntil(kit.passphrase.isVisible, timeout=LONG_MILLISECONDS)
    assert keyboard.focused is kit.passphrase, "it is asked for, as there is no keyring"
    keyboard.type_at(kit.passphrase, PASSPHRASE)
    keyboard.type_at(kit.again, PASSPHRASE)
    keyboard.press(kit.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kit.final, timeout=LONG_MILLISECONDS)
    words = words_of_kit(file.read_text())
    for number, edit in kit.words.items():
        keyboard.type_at(edit, words[number - 1])
    keyboard.press(keyboard.focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kit.ready, timeout=LONG_MILLISECONDS)


def go_on(keyboard: Keyboard, welcome: WelcomeWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(welcome.next.isEnabled, timeout=LONG_MILLISECONDS)
    keyboard.press(welcome.next, Qt.Key.Key_Return)
