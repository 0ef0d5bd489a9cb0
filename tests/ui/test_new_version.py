"""A newer version is one line of Settings, with a way to its page, and nothing more."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from picup_desktop import __version__
from picup_desktop.new_version import NO_ANSWER_YET, NewVersion, VersionAnswer
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.language import Language
from picup_desktop.ui.settings.version_section import VersionSection, version_words
from tests.outside.version_server import PAGE, VersionServer, version_server
from tests.ui.conftest import LONG_MILLISECONDS

NEWER = NewVersion("9.1.0", PAGE, "Photos are found faster.")
THERE = f"Version 9.1.0 is available; this is {__version__}. Photos are found faster."


@pytest.fixture
def server() -> Iterator[VersionServer]:
    with version_server() as told:
        yield told


@pytest.fixture
def section(face: Face) -> VersionSection:
    face.window.show()
    face.window.go(PageName.SETTINGS)
    return face.screens.settings.version


def choose(section: VersionSection, address: str) -> None:
    section.address.setText(address)
    QTest.keyClick(section.address, Qt.Key.Key_Return)


def test_a_newer_version_is_told_in_settings_and_its_page_is_opened(
    face: Face,
    section: VersionSection,
    server: VersionServer,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []

    def opens(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", opens)
    assert section.line.text() == f"This is version {__version__}."
    assert not section.open_page.isVisible()
    assert not section.check.isChecked()

    choose(section, server.url)
    qtbot.waitUntil(lambda: chosen_address(face) == server.url, timeout=LONG_MILLISECONDS)
    assert server.asked == []
    section.check.click()

    qtbot.waitUntil(lambda: section.line.text() == THERE, timeout=LONG_MILLISECONDS)
    assert len(server.asked) == 1
    assert section.open_page.isVisible()
    section.open_page.click()
    assert opened == [QUrl(PAGE)]
    assert section.line.text() == THERE
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    section.open_page.click()
    assert PAGE in section.line.text().replace("\u200b", ""), "no program opens it"
    assert not face.window.toast.isVisible()
    assert THERE not in face.tray.icon.toolTip()

    section.check.click()
    qtbot.waitUntil(lambda: not section.open_page.isVisible(), timeout=LONG_MILLISECONDS)
    assert section.line.text() == f"This is version {__version__}."


def test_an_address_that_may_not_be_asked_is_refused_with_a_reason(
    face: Face, section: VersionSection, qtbot: QtBot
) -> None:
    told: list[str] = []
    face.screens.settings.message.connect(told.append)

    choose(section, "http://picup.example/version.json")

    qtbot.waitUntil(lambda: bool(told), timeout=LONG_MILLISECONDS)
    assert "begins with https://" in told[0]
    assert chosen_address(face) == ""


def chosen_address(face: Face) -> str:
    snapshot = face.context.app_state.snapshot
    assert snapshot is not None
    return snapshot.settings.updates_url


def test_the_line_never_says_more_than_is_known(language: Language) -> None:
    own = f"This is version {__version__}."
    now = time.time()
    same = NewVersion(__version__, PAGE)

    assert version_words(None, None) == own
    assert (
        version_words(VersionAnswer("x", now, same), None)
        == f"{own} Checked just now: it is the newest."
    )
    waits = VersionAnswer("x", now, same, NO_ANSWER_YET)
    assert version_words(waits, None) == f"{own} There is no answer yet."
    assert version_words(waits, NEWER) == THERE

    language.speak("ko")
    assert "응답" in version_words(waits, None)
    assert version_words(waits, NEWER).startswith("9.1.0 버전이 나왔습니다.")
