"""Tells screen readers what changes in the grid: the current photo, the selection, names."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelection, QModelIndex, QObject, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleStateChangeEvent,
)
from PySide6.QtWidgets import QAbstractItemView

from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.speech.tree import SpokenGrid, SpokenTree

Kind = QAccessible.Event


class Announcer(QObject):
    """Follow one grid, of which it is a child; ``interface`` is what a reader sees of it."""

    def __init__(
        self, view: QAbstractItemView, model: ShotModel, in_sight: Callable[[], Iterable[int]]
    ) -> None:
        """``in_sight`` gives the rows that the view shows, which are read first."""
        super().__init__(view)
        self._view = view
        self.tree = SpokenTree(view, model, in_sight)
        model.counted.connect(self._lay_out)
        model.modelReset.connect(self._lay_out)
        model.dataChanged.connect(self._name_anew)
        view.selectionModel().currentChanged.connect(self._follow_current)
        view.selectionModel().selectionChanged.connect(self._follow_selection)

    def interface(self) -> QAccessibleInterface:
        """Return the grid's interface, which Qt asks for once."""
        self.tree.lay_out()
        self.tree.root = SpokenGrid(self.tree)
        return self.tree.root

    @Slot()
    def _lay_out(self) -> None:
        if self.tree.root is not None:
            self.tree.lay_out()

    @Slot(QModelIndex, QModelIndex)
    def _follow_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not _heard() or not self._view.hasFocus():
            return
        QAccessible.queryAccessibleInterface(self._view)
        item = self.tree.item(now.row())
        if item is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(item, Kind.Focus))

    @Slot(QItemSelection, QItemSelection)
    def _follow_selection(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if not _heard():
            return
        item = self.tree.made(self._view.currentIndex().row())
        if item is not None:
            changed = QAccessible.State()
            changed.selected = 1
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(item, changed))
        QAccessible.updateAccessibility(QAccessibleEvent(self._view, Kind.SelectionWithin))

    @Slot(QModelIndex, QModelIndex)
    def _name_anew(self, first: QModelIndex, last: QModelIndex) -> None:
        """Tell of the names that have arrived, of those photos that a reader asked for."""
        if not _heard():
            return
        for row in self.tree.rows_made():
            item = self.tree.made(row) if first.row() <= row <= last.row() else None
            if item is not None:
                QAccessible.updateAccessibility(QAccessibleEvent(item, Kind.NameChanged))


def _heard() -> bool:
    """Return whether any screen reader listens."""
    return QAccessible.isActive()
