"""Turn photos: send it, one turn after the other, and offer to undo it."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.turns import TurnHow, TurnPhotos, UndoTurns
from picup_desktop.engine.ipc.picture_answers import PhotosTurned
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import Shown
from picup_desktop.thumbnails.wire import DecoderKind
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import in_words, translate

AT_ONCE = 1_000
"""Photos a command; the engine answers each in well under a second."""
WORDS_FROM = 2
"""So many pictures are told about; a single one is seen."""

Make = Callable[[tuple[str, ...]], Command[PhotosTurned]]


class Turning(QObject):
    """``turn`` photos; each wish waits for the one before, so that none is lost."""

    changed = Signal(list)
    """Ids of the shots that were turned."""
    told = Signal(str, object)
    """Words for a message, and a function that takes back what they say, or None."""

    def __init__(self, link: EngineLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_busy = False

    def turn(self, shots: Sequence[ShownShot], how: TurnHow) -> None:
        """Turn all files of shots by so much more."""

        def make(photos: tuple[str, ...]) -> Command[PhotosTurned]:
            return TurnPhotos(photos, how)

        self._queue(make, files_of(shots), partial(self._turned, shots))

    def _turned(
        self, shots: Sequence[ShownShot], changed: Sequence[int], failure: Failure | None
    ) -> None:
        pictures = sum(shot.lead.photo_id in set(changed) for shot in shots)
        if failure is not None:
            self.told.emit(in_words(failure.message), None)
        elif pictures >= WORDS_FROM:
            self.told.emit(turned_words(pictures), partial(self._undo, shots, changed))
        if changed:
            self.changed.emit([shot.id for shot in shots])

    def _undo(self, shots: Sequence[ShownShot], changed: Sequence[int]) -> None:
        def done(_undone: Sequence[int], failure: Failure | None) -> None:
            words = translate("Turning", "They lie as before.")
            self.told.emit(words if failure is None else in_words(failure.message), None)
            self.changed.emit([shot.id for shot in shots])

        self._queue(partial(UndoTurns, made_here=True), changed, done)

    def _queue(
        self,
        make: Make,
        photos: Sequence[int],
        done: Callable[[Sequence[int], Failure | None], None],
    ) -> None:
        """Send a command about very many photos as several, after those that wait."""
        changed: list[int] = []

        def ask(start: int = 0) -> None:
            page = photos[start : start + AT_ONCE]
            if not page:
                end(None)
                return
            command = make(tuple(map(str, page)))
            self._link.ask(command, done=partial(take, start + AT_ONCE), refused=end)

        def take(following: int, answer: PhotosTurned) -> None:
            changed.extend(answer["ids"])
            ask(following)

        def end(failure: Failure | None) -> None:
            self._is_busy = False
            done(changed, failure)
            self._go_on()

        self._waiting.append(ask)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._is_busy:
            self._is_busy = True
            self._waiting.popleft()()


def files_of(shots: Sequence[ShownShot]) -> list[int]:
    """Return the ids of all files that show something, so that each stays with the others."""
    return [
        photo.photo_id
        for shot in shots
        for photo in shot.photos
        if photo is shot.lead or photo.kind != DecoderKind.SIDECAR
    ]


def turned_words(pictures: int) -> Shown:
    """Return how many pictures lie otherwise now."""
    return translate(
        "Turning", "%Ln pictures are turned. Their files stay as they are.", None, pictures
    )
