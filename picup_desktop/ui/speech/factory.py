"""Hands Qt the interfaces of this folder; ``install`` once a process."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface

from picup_desktop.ui.frame.sidebar import Entry, Sidebar
from picup_desktop.ui.photos.grid.grid import PhotoGrid
from picup_desktop.ui.speech.tabs import SpokenTab, SpokenTabs


@cache
def install() -> None:
    """Let Qt ask here for the interface of each widget before it makes its own."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, widget: QObject | None) -> QAccessibleInterface | None:
    # Qt asks while a widget is made, and keeps the answer: its class alone decides.
    if isinstance(widget, PhotoGrid):
        return widget.spoken.interface()
    if isinstance(widget, Entry):
        return SpokenTab(widget)
    if isinstance(widget, Sidebar):
        return SpokenTabs(widget)
    return None
