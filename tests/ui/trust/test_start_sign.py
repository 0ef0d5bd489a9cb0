"""At a start something is seen at once, before the window's code is loaded."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ui.face import Face
from picup_desktop.ui.start.sign import StartSign
from picup_desktop.ui.theme.colours import DARK, LIGHT
from tests.ui.conftest import LONG_MILLISECONDS


@pytest.mark.parametrize(("dark", "page"), [(True, DARK.page), (False, LIGHT.page)])
def test_the_sign_is_there_at_once_in_the_chosen_scheme(
    dark: bool, page: str, qtbot: QtBot
) -> None:
    sign = StartSign(dark=dark)
    qtbot.addWidget(sign)
    sign.begin()
    assert sign.isVisible()
    picture = sign.pixmap().toImage()
    assert picture.pixelColor(8, 8) == QColor(page)
    middle = [picture.pixelColor(x, 64 * picture.height() // 168) for x in range(picture.width())]
    assert any(colour != QColor(page) for colour in middle[10:-10]), "the mark is painted"


def test_a_start_waits_for_the_sign_only_until_it_is_painted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.ui.start.sign.LONGEST_MILLISECONDS", LONG_MILLISECONDS)
    sign = StartSign(dark=False)
    qtbot.addWidget(sign)
    late = QTimer()
    late.setSingleShot(True)
    late.start(LONG_MILLISECONDS // 2)
    with qtbot.waitSignal(sign.painted, timeout=LONG_MILLISECONDS):
        sign.begin()
    assert late.isActive(), "it waited although the sign was painted"


def test_the_window_is_loaded_after_the_sign() -> None:
    code = "import sys, picup_desktop.ui.main; sys.exit('picup_desktop.ui.face' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_sign_goes_once_the_welcome_is_there(
    open_face: Callable[[Home], Face], empty_home: Home, qtbot: QtBot
) -> None:
    face = open_face(empty_home)
    with qtbot.waitSignal(face.opened, timeout=LONG_MILLISECONDS):
        pass
    assert face.welcome is not None
    assert face.welcome.isVisible()
