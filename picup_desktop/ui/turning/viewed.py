"""The photo that is viewed: turned, and read again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from picup_desktop.engine.ipc.commands.turns import TurnHow
from picup_desktop.ledger.gallery.gallery import Gallery, ShownShot
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.turning.turning import Turning


class ViewedTurn(Turning):
    """``viewed`` returns the shot; ``read`` comes with it as the gallery has it then."""

    read = Signal(object)

    def __init__(
        self,
        link: EngineLink,
        reader: LedgerReader,
        parent: QObject,
        viewed: Callable[[], ShownShot | None],
    ) -> None:
        super().__init__(link, parent)
        self._reader = reader
        self._viewed = viewed
        self.changed.connect(self._read)

    def turn_viewed(self, how: TurnHow) -> None:
        """Turn the photo that is viewed by so much more."""
        shot = self._viewed()
        if shot is not None:
            self.turn([shot], how)

    def _read(self, shot_ids: list[int]) -> None:
        def take(shots: list[ShownShot] | None) -> None:
            viewed = self._viewed()
            for shot in shots or ():
                if viewed is not None and shot.id == viewed.id:
                    self.read.emit(shot)

        self._reader.ask(lambda ledger: Gallery(ledger.database).named(shot_ids), take)
