"""The choice of an SSH key: what is no key is told, and the usual keys are offered."""

from pathlib import Path

import paramiko
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from picup_desktop.files.ssh_key import MOST_FILES, FoundKey, keys_in
from picup_desktop.ui.welcome.key_field import KeyField


@pytest.fixture
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys, as many people have it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / ".ssh"
    folder.mkdir()
    key = paramiko.ECDSAKey.generate()
    key.write_private_key_file(str(folder / "id_ecdsa"))
    key.write_private_key_file(str(folder / "id_nas"), password="open up")
    (folder / "id_ecdsa.pub").write_text(f"ecdsa-sha2-nistp256 {key.get_base64()} ann@home\n")
    (folder / "old.ppk").write_text("PuTTY-User-Key-File-3: ssh-ed25519\n")
    (folder / "known_hosts").write_text("nas ssh-ed25519 AAAA\n")
    (folder / "folder").mkdir()
    (folder / "loop").symlink_to("loop")
    return folder


def test_only_private_keys_are_found(usual: Path) -> None:
    assert keys_in(usual) == (
        FoundKey(usual / "id_ecdsa", locked=False),
        FoundKey(usual / "id_nas", locked=True),
    )
    assert keys_in(usual / "gone") == ()
    for number in range(MOST_FILES * 2):
        (usual / f"{number}").write_text("")
    assert len(keys_in(usual)) <= 2


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("id_ecdsa", ""),
        ("id_nas", ""),
        ("id_ecdsa.pub", "public half"),
        ("old.ppk", "PuTTY"),
        ("known_hosts", "no SSH key"),
        ("gone", ""),
    ],
)
def test_what_is_no_key_is_told(name: str, note: str, usual: Path, qtbot: QtBot) -> None:
    field = KeyField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.looked):
        field.edit.setText(str(usual / name))
    assert note in field.note.text()
    assert bool(field.note.text()) == bool(note)
    assert field.locked == (name == "id_nas")


def test_of_a_picked_public_half_the_private_one_is_taken(usual: Path, qtbot: QtBot) -> None:
    field = KeyField()
    qtbot.addWidget(field)
    field.take(str(usual / "id_ecdsa.pub"))
    assert field.path == usual / "id_ecdsa"
    field.take(str(usual / "old.ppk"))
    assert field.path == usual / "old.ppk"


def test_the_usual_keys_are_offered(usual: Path, qtbot: QtBot) -> None:
    field = KeyField()
    qtbot.addWidget(field)
    field.show()
    field.choose.click()
    (menu,) = field.findChildren(QMenu)
    qtbot.waitUntil(menu.isVisible)
    first, second, _line, other = menu.actions()
    assert first.text() == "id_ecdsa"
    assert second.text() == "id_nas, with a passphrase"
    assert other.text() == "Another file…"
    second.trigger()
    qtbot.waitUntil(lambda: field.locked)
    assert field.path == usual / "id_nas"
    field.passphrase.setText("open up")
    assert field.given_passphrase == "open up"
    menu.close()
