"""Tells screen readers what changes in the grid: the current photo, the selection, names."""

from PySide6.QtCore import QItemSelection, QModelIndex, QObject, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleStateChangeEvent,
)

from picup_desktop.ui.photos.grid.grid import PhotoGrid
from picup_desktop.ui.photos.model import ShotModel

Kind = QAccessible.Event


class Announcer(QObject):
    """Follow one grid, of which it is a child; make it once the grid has its model."""

    def __init__(self, grid: PhotoGrid, model: ShotModel) -> None:
        super().__init__(grid)
        self._view = grid
        self.tree = grid.spoken
        model.counted.connect(self._lay_out)
        model.modelReset.connect(self._lay_out)
        model.dataChanged.connect(self._name_anew)
        grid.selectionModel().currentChanged.connect(self._follow_current)
        grid.selectionModel().selectionChanged.connect(self._follow_selection)

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
