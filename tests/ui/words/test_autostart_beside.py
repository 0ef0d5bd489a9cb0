"""What asks a person something elsewhere is waited for beside the window, which paints on."""

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from picup_desktop.autostart.entry import AutostartFailed
from picup_desktop.ui.autostart import while_painting


def test_the_window_goes_on_while_a_portal_asks(qapp: QApplication) -> None:
    painted = threading.Event()
    QTimer.singleShot(0, painted.set)
    while_painting(lambda: _wait(painted))
    assert painted.is_set()


def _wait(painted: threading.Event) -> None:
    if not painted.wait(20.0):
        raise AutostartFailed("portal-refused")


def test_what_it_raises_is_raised(qapp: QApplication) -> None:
    def refused() -> None:
        raise AutostartFailed("portal-refused")

    with pytest.raises(AutostartFailed):
        while_painting(refused)
