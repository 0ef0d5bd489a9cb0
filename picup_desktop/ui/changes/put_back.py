"""Put versions of photos back into their albums, one after the other."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from picup_desktop.engine.ipc.answers import VersionRestored
from picup_desktop.engine.ipc.commands.photos import RestoreVersion
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import in_words


@dataclass(frozen=True)
class PutBackReport:
    """How many versions are back, and the engine's sentence for each that is not."""

    back: int
    failed: tuple[Shown, ...]
    left: int = 0
    """Those that were not tried, because it was stopped."""


class PutBack(QObject):
    """Emit ``progressed(done, all)`` after each version, and ``ended(PutBackReport)``."""

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._left: deque[tuple[int, int]] = deque()
        self._all = self._back = 0
        self._failed: list[Shown] = []
        self.running = False

    def start(self, versions: Sequence[tuple[int, int]]) -> None:
        """Begin with pairs of a photo's id and the number of its version."""
        self._left = deque(versions)
        self._all, self._back, self._failed = len(versions), 0, []
        self.running = True
        self._next()

    def stop(self) -> PutBackReport:
        """Ask for no more versions; return what is known by now.

        The engine still finishes the one that is under way.
        """
        self.running = False
        left = self._all - self._back - len(self._failed)
        self._left.clear()
        return PutBackReport(self._back, tuple(self._failed), left)

    def _next(self) -> None:
        if not self._left:
            self.running = False
            self.ended.emit(PutBackReport(self._back, tuple(self._failed)))
            return
        photo_id, number = self._left.popleft()
        command = RestoreVersion(str(photo_id), number)
        self._link.ask(command, done=self._restored, refused=self._refused)

    # Bound methods: they are not called once another language has replaced the window.
    def _restored(self, _answer: VersionRestored) -> None:
        self._back += 1
        self._go_on()

    def _refused(self, failure: Failure) -> None:
        self._failed.append(in_words(failure.message))
        self._go_on()

    def _go_on(self) -> None:
        if not self.running:
            return
        self.progressed.emit(self._back + len(self._failed), self._all)
        self._next()
