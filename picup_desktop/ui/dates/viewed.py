"""The date of the photo that is viewed: changed, and read again."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from picup_desktop.ledger.gallery.gallery import Gallery, ShownShot
from picup_desktop.ui.dates.change import DateChange
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.snapshots.reader import LedgerReader


class ViewedDate(DateChange):
    """``viewed`` returns the shot; ``read`` comes with it as the gallery has it then."""

    read = Signal(object)

    def __init__(
        self,
        link: EngineLink,
        reader: LedgerReader,
        over: QWidget,
        viewed: Callable[[], ShownShot | None],
    ) -> None:
        super().__init__(link, over)
        self._reader = reader
        self._viewed = viewed
        self.changed.connect(self._read)

    def ask_viewed(self) -> None:
        """Ask for another date of the photo that is viewed."""
        shot = self._viewed()
        if shot is not None:
            self.ask([shot])

    def _read(self, shot_ids: list[int]) -> None:
        def take(shots: list[ShownShot] | None) -> None:
            viewed = self._viewed()
            for shot in shots or ():
                if viewed is not None and shot.id == viewed.id:
                    self.read.emit(shot)

        self._reader.ask(lambda ledger: Gallery(ledger.database).named(shot_ids), take)
