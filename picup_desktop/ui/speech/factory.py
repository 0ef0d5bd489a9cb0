"""Hands Qt the interfaces of this folder; ``install`` once a process."""

from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView

from picup_desktop.ui.frame.sidebar import Sidebar
from picup_desktop.ui.speech.announcer import Announcer
from picup_desktop.ui.speech.tabs import SpokenTab, SpokenTabs


@cache
def install() -> None:
    """Let Qt ask here for the interface of each widget before it makes its own."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, widget: QObject | None) -> QAccessibleInterface | None:
    if isinstance(widget, QAbstractItemView):
        announcer = widget.findChild(Announcer, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return None if announcer is None else announcer.interface()
    if isinstance(widget, QAbstractButton) and widget.property("part") == "nav":
        return SpokenTab(widget)
    if isinstance(widget, Sidebar):
        return SpokenTabs(widget)
    return None
