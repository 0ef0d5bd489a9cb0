"""Which row of the photos is viewed: on and back, and the same photo after rows went or came."""

import time

from PySide6.QtCore import QModelIndex, QObject, Signal, Slot

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ui.photos.model import ShotModel

HOLDER = "viewer"
UNSETTLED_SECONDS = 10.0
"""So long after a deletion the gallery may still be brought up to date."""


class ViewedRow(QObject):
    """Holds the rows in place while one is viewed.

    Emit ``turned`` when another row is viewed, ``came(shot)`` as soon as its photo is read,
    ``moved`` when the same photo has another row, and ``emptied`` when no photo is left.
    """

    turned = Signal()
    came = Signal(object)
    moved = Signal()
    emptied = Signal()

    def __init__(self, model: ShotModel) -> None:
        super().__init__()
        self._model = model
        self._row = -1
        self._shot: ShownShot | None = None
        self._seeks = False
        self._unsettled_until = 0.0
        model.dataChanged.connect(self._take)
        model.counted.connect(self._find)

    @property
    def row(self) -> int:
        """The row that is viewed; -1 for none."""
        return self._row

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._model.rowCount()

    @property
    def shot(self) -> ShownShot | None:
        """The photo that is viewed; None until it is read."""
        return self._shot

    @property
    def is_unsettled(self) -> bool:
        """Whether a change that is reported now may be one that the viewer made."""
        return self._row >= 0 and time.monotonic() < self._unsettled_until

    def begin(self, row: int) -> None:
        """View a row, and let none move."""
        self._model.hold(HOLDER, held=True)
        self.go(row)

    def end(self) -> None:
        """Let the rows move again."""
        self._row, self._shot, self._seeks = -1, None, False
        self._model.hold(HOLDER, held=False)

    def go(self, row: int) -> None:
        """View another row, if there is such a one."""
        if not 0 <= row < self.count:
            return
        self._row, self._shot = row, None
        # Its neighbours, too: they are wanted next.
        self._model.want(range(max(0, row - 1), min(row + 2, self.count)))
        self.turned.emit()
        self._look()

    def renew(self, shot: ShownShot) -> None:
        """Take what the photo that is viewed has become."""
        self._shot = shot

    def go_past(self) -> None:
        """View the next photo, or the one before the last, because this one goes away."""
        self.go(self._row + 1 if self._row + 1 < self.count else self._row - 1)

    def read_again(self) -> None:
        """Read the rows again, because some went or came; for some seconds more may follow."""
        self._unsettled_until = time.monotonic() + UNSETTLED_SECONDS
        self.find_again()

    def find_again(self) -> None:
        """Read the rows again; the photo that is viewed stays, at the row that it has then."""
        if self._row >= 0:
            self._seeks = True
            self._model.hold(HOLDER, held=False)
            self._model.refresh()

    def go_by(self, steps: int) -> None:
        """View the row so many further on, or the last there is."""
        self.go(min(max(0, self._row + steps), self.count - 1))

    @Slot()
    def _find(self) -> None:
        if not self._seeks:
            return
        if self.count == 0:
            self.emptied.emit()
        elif self._shot is None:
            self._settle(min(self._row, self.count - 1))
        else:
            # Asked again at each count: the answer about rows that moved meanwhile never comes.
            self._model.find([self._shot.id], self._found)

    def _found(self, rows: list[int]) -> None:
        if self._seeks:
            self._settle(rows[0] if rows else min(self._row, self.count - 1), same=bool(rows))

    def _settle(self, row: int, *, same: bool = False) -> None:
        self._seeks = False
        self._model.hold(HOLDER, held=True)
        if same:
            self._row = row
            self._model.want(range(max(0, row - 1), min(row + 2, self.count)))
            self.moved.emit()
        else:
            self.go(row)

    def _look(self) -> None:
        shot = self._model.shot(self._row)
        if shot is not None:
            self._shot = shot
            self.came.emit(shot)

    @Slot(QModelIndex, QModelIndex)
    def _take(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._shot is None and first.row() <= self._row <= last.row():
            self._look()
