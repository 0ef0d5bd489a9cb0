"""Each form that takes an SSH key asks for its passphrase, if it has one and only then."""

from pathlib import Path
from typing import Any

import paramiko
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.ui.storages.moved import MovedForm
from picup_desktop.ui.storages.replaced import ReplaceForm
from picup_desktop.ui.welcome.join_step import JoinStep
from picup_desktop.ui.welcome.storage_form import StorageForm
from picup_desktop.words import Role

URL = "sftp://nas@nas.home/photos"


class ListeningLink(QObject):
    """An engine's link that remembers what was asked."""

    greeted = Signal()
    connected = True

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []

    def ask(self, command: Any, **_given: Any) -> None:
        self.asked.append(command)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    paramiko.ECDSAKey.generate().write_private_key_file(str(tmp_path / "open"))
    key = tmp_path / "locked"
    paramiko.ECDSAKey.generate().write_private_key_file(str(key), password="open up")
    return key


def _forms(link: ListeningLink) -> dict[str, Any]:
    given: Any = link
    return {
        "welcome": StorageForm(Role.MAIN, given, None),
        "moved": MovedForm(Role.MAIN, given, URL),
        "replaced": ReplaceForm(Role.MAIN, given, URL),
        "join": JoinStep(given),
    }


@pytest.mark.parametrize("name", ["welcome", "moved", "replaced", "join"])
def test_a_key_with_a_passphrase_brings_its_field(name: str, key: Path, qtbot: QtBot) -> None:
    link = ListeningLink()
    forms = _forms(link)
    for form in forms.values():
        qtbot.addWidget(form)
    form = forms[name]
    form.fields.host.setText("nas")
    assert form.key_passphrase.isHidden()
    _type(form.key_file, str(key))
    qtbot.waitUntil(lambda: not form.key_passphrase.isHidden())
    assert form.key_passphrase.accessibleName() == "Passphrase of the key"
    assert form.key_passphrase.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(form.key_passphrase, "open up")
    _press(form)
    assert link.asked[-1].key_file == str(key)
    assert link.asked[-1].key_passphrase == "open up"
    # One without a passphrase has no field, and what was typed for the other is not sent.
    _type(form.key_file, str(key.with_name("open")))
    qtbot.waitUntil(form.key_passphrase.isHidden)
    _press(form)
    assert link.asked[-1].key_passphrase is None


def _type(edit: QLineEdit, text: str) -> None:
    edit.clear()
    QTest.keyClicks(edit, text)


def _press(form: QWidget) -> None:
    button = form.join if isinstance(form, JoinStep) else form.test  # type: ignore[attr-defined]
    form._busy = False  # type: ignore[attr-defined]  # the link answers nothing
    button.click()
