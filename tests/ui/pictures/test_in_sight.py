"""Pages that nobody sees wait until they are seen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.ui.widgets.page import UpdateWhenVisible


class _Source(QObject):
    changed = Signal()


def test_a_hidden_page_is_brought_up_to_date_once_when_it_is_seen(qtbot: QtBot) -> None:
    source, page, shown = _Source(), QWidget(), []
    qtbot.addWidget(page)
    UpdateWhenVisible(page, lambda: shown.append(page.isVisible()), source.changed)
    source.changed.emit()
    source.changed.emit()
    assert shown == []
    page.show()
    assert len(shown) == 1
    source.changed.emit()
    assert len(shown) == 2
    page.hide()
    page.show()
    assert len(shown) == 2, "nothing changed meanwhile"
