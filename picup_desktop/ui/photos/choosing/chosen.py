"""The chosen photos: how many, how large, and their files, read by ranges in the reader's thread.

While photos are chosen, no row moves. The ledger goes on, though: before anything is done with the
files, they are compared with those that were chosen, so that no other photo is taken instead.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from picup_desktop.ledger.gallery.chosen import ChosenShots, Stretch, Sum, files_of
from picup_desktop.ledger.gallery.gallery import PhotoFilter
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ui.photos.choosing.gathering import Chosen, Gathering
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.snapshots.reader import LedgerReader

SETTLED_MILLISECONDS = 60
"""A drag changes the selection many times a second."""
SHOTS_PER_SUM = 150_000
"""About 10 ms of work."""
SHOTS_PER_QUESTION = 2_000
"""So many shots' files are read at once, so that no other question waits long."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many shots are chosen, and their size; None until it is known."""

    shots: int = 0
    size_bytes: int | None = None


class ChosenRows(QObject):
    """Emit ``summed`` with the ``Total`` of the chosen rows, first without its size."""

    summed = Signal(object)

    def __init__(self, reader: LedgerReader, model: ShotModel) -> None:
        super().__init__()
        self._reader = reader
        self._model = model
        self._turn = 0
        self._wanted = PhotoFilter()
        self._runs: tuple[range, ...] = ()
        self._stretches: tuple[Stretch, ...] = ()
        self._sums: dict[Stretch, Sum] = {}
        self._then: Callable[[], None] | None = None
        """What waits for the sums."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED_MILLISECONDS)
        self._settle.timeout.connect(self._sum_next)
        model.modelReset.connect(self._forget_sums)
        model.counted.connect(self._forget_sums)

    @property
    def total(self) -> Total:
        """How many are chosen; their size once it was read."""
        shots = sum(stretch.shots for stretch in self._stretches)
        sizes = [self._sums[one].size_bytes for one in self._stretches if one in self._sums]
        known = [size for size in sizes if size is not None]
        return Total(shots, sum(known) if len(known) == len(self._stretches) else None)

    def choose(self, runs: Sequence[range]) -> None:
        """Take over the chosen rows: ranges in their order, none of which overlap."""
        self._turn += 1
        self._then = None
        self._wanted = self._model.wanted
        self._runs = tuple(runs)
        self._stretches = tuple(self._model.stretches(runs))
        self.summed.emit(self.total)
        if self._stretches:
            self._settle.start()

    def gather(self, done: Callable[[Chosen | None], None]) -> None:
        """Call ``done`` with the files of the chosen rows; with None if the photos have changed.

        It is not called if others are chosen meanwhile.
        """
        known = self._model.known_shots(self._runs)
        if known is not None:
            gathering = Gathering()
            gathering.add(files_of(known))
            done(gathering.chosen)
            return
        self._then = partial(self._gather_next, deque(parts(self._stretches)), Gathering(), 0, done)
        self._settle.stop()
        self._sum_next()

    def _gather_next(
        self,
        left: deque[Stretch],
        gathering: Gathering,
        which: int,
        done: Callable[[Chosen | None], None],
    ) -> None:
        """Read the files of one part after another, so that no other question waits for all."""
        if not left:
            expected = sum(self._sums[one].which for one in self._stretches)
            done(gathering.chosen if which == expected else None)
            return
        wanted, turn, part = self._wanted, self._turn, left.popleft()

        def read(ledger: Ledger) -> int:
            of_part, files = ChosenShots(ledger.database).files_of(wanted, part)
            gathering.add(files)
            return of_part

        def take(of_part: int | None) -> None:
            if turn == self._turn and of_part is None:
                done(None)
            elif turn == self._turn and of_part is not None:
                self._gather_next(left, gathering, which + of_part, done)

        self._reader.ask(read, take)

    @Slot()
    def _sum_next(self) -> None:
        """Sum up some of the stretches that are not known yet; then tell, or go on."""
        left = [stretch for stretch in self._stretches if stretch not in self._sums]
        if not left:
            self.summed.emit(self.total)
            then, self._then = self._then, None
            if then is not None:
                then()
            return
        wanted, turn, some = self._wanted, self._turn, first_of(left)

        def read(ledger: Ledger) -> list[Sum]:
            return [ChosenShots(ledger.database).sum_of(wanted, stretch) for stretch in some]

        def take(sums: list[Sum] | None) -> None:
            if turn == self._turn and sums is not None:
                self._sums |= dict(zip(some, sums, strict=True))
                self._sum_next()

        self._reader.ask(read, take)

    @Slot()
    def _forget_sums(self) -> None:
        self._sums.clear()


def first_of(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the first stretches that are summed up at once; at least one."""
    some: list[Stretch] = []
    shots = 0
    for stretch in stretches:
        shots += stretch.shots
        if some and shots > SHOTS_PER_SUM:
            break
        some.append(stretch)
    return some


def parts(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches in parts that are read at once."""
    for stretch in stretches:
        for at in range(0, stretch.shots, SHOTS_PER_QUESTION):
            many = min(SHOTS_PER_QUESTION, stretch.shots - at)
            yield Stretch(stretch.month, stretch.first + at, many)
