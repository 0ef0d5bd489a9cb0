"""6-5 in the window: a computer is removed and a new kit made, on a real engine.

The passphrase that seals the secrets is changed there too (S7).
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.lock.section import PassphraseDialog
from picup_desktop.ui.settings.page import SettingsPage
from picup_desktop.ui.welcome.kit_step import words_of_kit
from picup_desktop.ui.widgets.secret_words import CONCEALED
from picup_desktop.vault.sealed_file_store import SealedFileStore
from tests.picup import COMMAND_SECONDS
from tests.ui.conftest import LONG_MILLISECONDS, PASSPHRASE, picup
from tests.warm_program import run_picup

NEW_PASSPHRASE = "lantern orbit mango quilt"


@dataclass(frozen=True)
class TwoComputers:
    home: Home
    other: Home
    folder: Path

    @property
    def kit(self) -> Path:
        return self.folder / "kit.txt"

    @property
    def main(self) -> str:
        return (self.folder / "main").as_uri()


@pytest.fixture
def two(empty_home: Home, tmp_path: Path) -> TwoComputers:
    """A vault on two folders, which a second computer joined."""
    made = TwoComputers(empty_home, Home(tmp_path / "other"), tmp_path)
    storages = ("--main", made.main, "--backup", (tmp_path / "backup").as_uri())
    picup(made.home, "setup", *storages, "--recovery-kit", str(made.kit))
    picup(made.other, "open", "--from", made.main, "--recovery-kit", str(made.kit))
    (laptop,) = [one for one in computers(made.other) if one["this"]]
    picup(made.other, "computer", "rename", laptop["id"], "laptop")
    picup(made.other, "sync")
    picup(made.home, "sync")
    return made


def computers(home: Home) -> list[dict[str, Any]]:
    words = ["--home", str(home.folder), "--json", "computer", "list"]
    listed: list[dict[str, Any]] = json.loads(run_picup(words, os.environ, COMMAND_SECONDS).stdout)
    return listed


@pytest.fixture
def face(open_face: Callable[[Home], Face], two: TwoComputers, qtbot: QtBot) -> Face:
    made = open_face(two.home)
    qtbot.waitUntil(
        lambda: made.context.link.connected and made.context.app_state.snapshot is not None,
        timeout=LONG_MILLISECONDS,
    )
    made.window.show()
    made.window.go(PageName.SETTINGS)
    return made


def test_6_5_a_computer_is_removed_and_a_new_kit_made_in_settings(
    face: Face, two: TwoComputers, qtbot: QtBot
) -> None:
    settings = face.screens.settings
    _remove(settings, qtbot)
    (other,) = [one for one in computers(two.home) if not one["this"]]
    assert (other["name"], other["removed"]) == ("laptop", True)
    picup(two.other, "sync", code=1)

    file = two.folder / "kit-2.txt"
    _make_a_kit(face, file, qtbot)
    picup(Home(two.folder / "old"), *_open(two, two.kit), code=3)
    picup(Home(two.folder / "new"), *_open(two, file))

    # The same file again: nothing is overwritten, and the button can be pressed again.
    before = file.read_bytes()
    told: list[str] = []
    face.screens.vault.message.connect(told.append)
    face.screens.vault.make_kit(str(file))
    assert not face.screens.vault.new_kit.isEnabled()
    qtbot.waitUntil(lambda: bool(told), timeout=LONG_MILLISECONDS)
    assert str(file) in told[0]
    assert face.screens.vault.new_kit.isEnabled()
    assert file.read_bytes() == before

    face.window.lock_asked.emit()
    qtbot.waitUntil(lambda: face.screens.lock.locked, timeout=LONG_MILLISECONDS)
    assert face.screens.vault.outcome.text() == settings.computers.outcome.text() == ""
    assert face.screens.vault.secret.isHidden()
    face.screens.vault.secret.hold.pressed.emit()
    assert set(face.screens.vault.secret.seen) == {CONCEALED}, "the words are forgotten"


def _remove(settings: SettingsPage, qtbot: QtBot) -> None:
    section = settings.computers
    qtbot.waitUntil(lambda: len(section.remove) == 1, timeout=LONG_MILLISECONDS)
    assert section.names[1] == "laptop"
    (button,) = section.remove.values()
    button.click()
    assert section.question is not None
    assert section.question.windowTitle() == "Remove laptop from this vault?"
    section.question.no.click()
    assert button.isEnabled()
    told: list[str] = []
    section.message.connect(told.append)
    button.click()
    section.question.yes.click()
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: not section.remove, timeout=LONG_MILLISECONDS)
    assert told == ["laptop does not belong to this vault any more."]
    assert section.outcome.isVisible()
    assert section.outcome.text().startswith("Change the passwords of both storages now")


def _make_a_kit(face: Face, file: Path, qtbot: QtBot) -> None:
    section = face.screens.vault
    section.new_kit.click()
    # Whoever sits at an unlocked window has no passphrase, and no way to a kit.
    asked = section.question
    assert asked is not None
    for given in ("", "not it"):
        asked.passphrase.setText(given)
        asked.go_on.click()
        qtbot.waitUntil(asked.go_on.isEnabled, timeout=LONG_MILLISECONDS)
        assert asked.problem
        assert section.findChild(QFileDialog) is None
    asked.passphrase.setText(PASSPHRASE)
    asked.go_on.click()
    qtbot.waitUntil(lambda: section.findChild(QFileDialog) is not None, timeout=LONG_MILLISECONDS)
    dialog = section.findChild(QFileDialog)
    assert dialog is not None
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText(str(file))
    dialog.accept()
    assert not section.new_kit.isEnabled()
    qtbot.waitUntil(section.new_kit.isEnabled, timeout=LONG_MILLISECONDS)
    assert "kit-2.pdf" in section.outcome.text().replace("\N{ZERO WIDTH SPACE}", "")
    assert file.read_text().count("AGE-SECRET-KEY-") == 1
    words = words_of_kit(file.read_text())
    assert set(section.secret.seen) == {CONCEALED}
    section.secret.hold.pressed.emit()
    assert section.secret.seen == words
    section.secret.hold.released.emit()
    assert set(section.secret.seen) == {CONCEALED}


def _open(two: TwoComputers, kit: Path) -> tuple[str, ...]:
    return ("open", "--from", two.main, "--recovery-kit", str(kit))


def test_s7_the_passphrase_that_seals_the_secrets_is_changed_in_settings(
    face: Face, two: TwoComputers, qtbot: QtBot
) -> None:
    section = face.screens.lock_section
    qtbot.waitUntil(
        lambda: face.context.app_state.live.unlocked_by == "vault", timeout=LONG_MILLISECONDS
    )
    assert section.change.isVisibleTo(face.screens.settings)
    told: list[str] = []
    section.message.connect(told.append)

    for current, again, now in (
        ("not it", NEW_PASSPHRASE, PASSPHRASE),
        (PASSPHRASE, NEW_PASSPHRASE, NEW_PASSPHRASE),
    ):
        section.change.click()
        dialog = section.findChild(PassphraseDialog)
        assert dialog is not None
        dialog.current.setText(current)
        dialog.first.setText(again)
        dialog.second.setText(f"{again}.")
        dialog.keep.click()
        assert dialog.isVisible(), "the two are different"
        dialog.second.setText(again)
        count = len(told)
        dialog.keep.click()
        qtbot.waitUntil(lambda count=count: len(told) > count, timeout=LONG_MILLISECONDS)  # type: ignore[misc]
        assert SealedFileStore(two.home.sealed_secrets, now).load().device_key
