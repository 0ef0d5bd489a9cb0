"""Requests the pictures of the visible cells, and learns the shapes that they show."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from picup_desktop.ledger.gallery.sketch import UNKNOWN_SHAPE, shape_of
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.shot_pictures import ShotPictures

SETTLED_MILLISECONDS = 30
"""While the grid moves, pictures are requested no more often than this."""
FRAME_MILLISECONDS = 16
"""Pictures that came are painted together, no more often than a screen shows anything new."""
LEARNED_MILLISECONDS = 250
"""Shapes that pictures show are taken into the layout together, no more often than this."""


class CellPictures(QObject):
    """Emit ``came(rows)`` when pictures of visible rows are there, or reasons for none."""

    came = Signal(set)

    def __init__(
        self,
        grid: QObject,
        shots: ShotModel,
        pictures: ShotPictures,
        sight: Callable[[], tuple[range, int]],
    ) -> None:
        """``sight`` returns the visible rows, and the edge of their pictures in pixels."""
        # Nothing is requested any more once the grid is gone.
        super().__init__(grid)
        self._shots = shots
        self._pictures = pictures
        self._sight = sight
        self._rows_by_id: dict[int, int] = {}
        self._learned: dict[int, dict[int, int]] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.request)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SETTLED_MILLISECONDS)
        self._came: set[int] = set()
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MILLISECONDS)
        self._frame.timeout.connect(self._tell_came)
        self._learn = QTimer(self)
        self._learn.setSingleShot(True)
        self._learn.setInterval(LEARNED_MILLISECONDS)
        self._learn.timeout.connect(self._take_learned)
        pictures.came.connect(self._take)
        pictures.again.connect(self.request_soon)

    @Slot()
    def request_soon(self) -> None:
        """Request pictures at once if none were requested just now; else a little later."""
        if not self._settle.isActive():
            self._settle.start(max(0, self._quiet.remainingTime()))

    @Slot()
    def request(self) -> None:
        """Request the pictures of the visible cells."""
        rows, edge = self._sight()
        if not rows:
            return
        found = [(row, self._shots.shot(row)) for row in rows]
        there = [(row, shot) for row, shot in found if shot is not None]
        self._rows_by_id = {shot.lead.photo_id: row for row, shot in there}
        self._pictures.want([shot for _, shot in there], edge)
        if there:
            self._quiet.start()

    @Slot(int)
    def _take(self, photo_id: int) -> None:
        row = self._rows_by_id.get(photo_id)
        shot = None if row is None else self._shots.shot(row)
        if row is None or shot is None or shot.lead.photo_id != photo_id:
            return
        self._came.add(row)
        if not self._frame.isActive():
            self._frame.start()
        image = self._pictures.image(shot)
        month, at = self._shots.place_of(row)
        sketch = self._shots.sketches.known.get(month)
        if image is None or sketch is None or at >= len(sketch):
            return
        if sketch.shapes[at] == UNKNOWN_SHAPE:
            shape = shape_of(image.width(), image.height())
            self._learned.setdefault(month, {})[at] = shape
            if not self._learn.isActive():
                self._learn.start()

    @Slot()
    def _tell_came(self) -> None:
        rows, self._came = self._came, set()
        self.came.emit(rows)

    @Slot()
    def _take_learned(self) -> None:
        """Tell shapes that were not known before."""
        learned, self._learned = self._learned, {}
        for month, shapes in learned.items():
            self._shots.sketches.learn(month, shapes)
