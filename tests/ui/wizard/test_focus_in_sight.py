"""The Tab key leads to nothing that is scrolled out of sight."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.ui.widgets.parts import button
from picup_desktop.ui.windows.dialog import Dialog

ROWS = 40


def test_from_a_button_below_tab_leads_to_a_field_that_is_scrolled_to(qtbot: QtBot) -> None:
    """A form that had scrolled to its result hid the field which the keyboard was at."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Dialog(parent)
    fields = [QLineEdit() for _ in range(ROWS)]
    inner, area, below = QWidget(), QScrollArea(), button("OK")
    rows = QVBoxLayout(inner)
    for field in fields:
        rows.addWidget(field)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    around = QVBoxLayout(dialog)
    around.addWidget(area)
    around.addWidget(below)
    dialog.resize(300, 200)
    dialog.show()
    qtbot.waitExposed(dialog)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    below.setFocus()
    assert fields[0].visibleRegion().isEmpty()
    QTest.keyClick(below, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is fields[0]
    assert not fields[0].visibleRegion().isEmpty()
    area.verticalScrollBar().setValue(0)
    below.setFocus()
    QTest.keyClick(below, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.focusWidget() is fields[-1]
    assert not fields[-1].visibleRegion().isEmpty()
