"""The months of the gallery in a few bytes for each shot, read one after the other.

The months in sight come first, then all others from there outwards, so that the whole grid can be
laid out and painted in a few colours wherever it is dragged to. Everything is read in the reader's
thread, one month at a time, with a breath between.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from picup_desktop.ledger.gallery.gallery import Gallery, Month, PhotoFilter
from picup_desktop.ledger.gallery.sketch import UNKNOWN_SHAPE, Sketch
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.thumbnails.strip import Strip
from picup_desktop.ui.snapshots.reader import LedgerReader

BREATH_MILLISECONDS = 15
"""The time between two months that are not in sight, for the questions of the grid."""
MOST_SKETCHED = 2_000_000
"""So many shots are read ahead, about 28 MB; of more, only the months in sight are read."""


class Sketches(QObject):
    """Emit ``came(month)`` for each month that is read."""

    came = Signal(int)

    def __init__(self, reader: LedgerReader, strip: Strip) -> None:
        super().__init__()
        self._reader = reader
        self._strip = strip
        self._wanted = PhotoFilter()
        self._counts: dict[int, int] = {}
        self._order: tuple[int, ...] = ()
        self._known: dict[int, Sketch] = {}
        self._in_sight: tuple[int, ...] = ()
        self._asked: int | None = None
        self._round = 0
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.setInterval(BREATH_MILLISECONDS)
        self._breath.timeout.connect(self._ask_next)

    @property
    def known(self) -> Mapping[int, Sketch]:
        """The sketches that are there, by month; the same mapping as long as this lives."""
        return self._known

    def show(self, months: Sequence[Month], wanted: PhotoFilter) -> None:
        """Sketch these months; keep the sketches of months that have as many shots as before."""
        if wanted != self._wanted:
            self._known.clear()
        self._wanted = wanted
        self._order = tuple(month.month for month in months)
        self._counts = {month.month: month.shots for month in months}
        for month in [m for m, s in self._known.items() if self._counts.get(m) != len(s)]:
            del self._known[month]
        self._round += 1
        self._asked = None
        self._ask_next()

    def want(self, months: Sequence[int]) -> None:
        """Read these months next, because they are in sight."""
        self._in_sight = tuple(months)
        self._ask_next()

    def renew(self, month: int) -> None:
        """Read a month again, because it has other shots than its sketch says."""
        self._known.pop(month, None)
        self._ask_next()

    def learn(self, month: int, shapes: Mapping[int, int]) -> None:
        """Take the shapes of shots, by their index in a month, as their pictures show them."""
        sketch = self._known.get(month)
        if sketch is None:
            return
        learned = array("H", sketch.shapes)
        for at, shape in shapes.items():
            # The sketch may be of fewer shots by now than the picture's was.
            if at < len(learned):
                learned[at] = shape
        self._known[month] = replace(sketch, shapes=learned)
        self.came.emit(month)

    @Slot()
    def _ask_next(self) -> None:
        if self._asked is not None:
            return
        month = self._next()
        if month is None:
            return
        self._asked = month
        wanted, turn, strip = self._wanted, self._round, self._strip

        def ask(ledger: Ledger) -> Sketch:
            return with_shapes(Gallery(ledger.database).sketch(wanted, month), strip)

        self._reader.ask(ask, lambda sketch: self._take(turn, month, sketch))

    def _next(self) -> int | None:
        """Return the next month to read: in sight, or the one nearest to that."""
        for month in self._in_sight:
            if month not in self._known and month in self._counts:
                return month
        if sum(map(len, self._known.values())) >= MOST_SKETCHED:
            return None
        here = self._in_sight[0] if self._in_sight else (self._order[0] if self._order else 0)
        left = [month for month in self._order if month not in self._known]
        return min(left, key=lambda month: abs(month - here), default=None)

    def _take(self, turn: int, month: int, sketch: Sketch | None) -> None:
        if turn != self._round:
            return
        self._asked = None
        if sketch is None:
            # The ledger can't be read now; the next count asks again.
            return
        if len(sketch) != self._counts.get(month):
            # The months are counted again soon, because the gallery has changed.
            self._counts.pop(month, None)
            self._order = tuple(other for other in self._order if other != month)
        else:
            self._known[month] = sketch
            self.came.emit(month)
        if any(m not in self._known and m in self._counts for m in self._in_sight):
            self._ask_next()
        else:
            self._breath.start()


def with_shapes(sketch: Sketch, strip: Strip) -> Sketch:
    """Return a sketch with the shapes that thumbnails have, where the ledger knows none."""
    unknown = [at for at, shape in enumerate(sketch.shapes) if shape == UNKNOWN_SHAPE]
    if unknown:
        found = strip.shapes([sketch.ids[at] for at in unknown])
        for at, shape in zip(unknown, found, strict=True):
            sketch.shapes[at] = shape
    return sketch
