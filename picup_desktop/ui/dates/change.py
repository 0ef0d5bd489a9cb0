"""Change the dates of photos: ask how, send it page by page, and offer to undo it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc.answers import DatesCorrected
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.dates import UndoDates, UseFileDates
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import Shown
from picup_desktop.ui.dates.choice import Choice, files_of, span_of
from picup_desktop.ui.dates.dialog import DateDialog
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import in_words, translate
from picup_desktop.words import DateFrom

AT_ONCE = 1_000
"""Photos a command; the engine answers each in well under a second."""

Make = Callable[[tuple[str, ...]], Command[DatesCorrected]]


@dataclass(frozen=True)
class Sent:
    """What came of it: the ids of the changed files, and how many were deleted meanwhile."""

    changed: tuple[int, ...]
    kept: int
    refused: Failure | None = None


class DateChange(QObject):
    """Ask with ``ask``; questions open over ``over``."""

    changed = Signal(list)
    """Ids of the shots that were asked about, once some have another date."""
    told = Signal(str, object)
    """Words for a message, and a function that takes back what they say, or None."""

    def __init__(self, link: EngineLink, over: QWidget) -> None:
        super().__init__(over)
        self._link = link
        self._over = over

    def ask(self, shots: Sequence[ShownShot]) -> None:
        """Ask for the new date of at least one shot."""
        span = span_of(shots)
        corrected = any(shot.date_from is DateFrom.PERSON for shot in shots)
        dialog = DateDialog(span, self._over, corrected=corrected)
        dialog.chosen.connect(partial(self._choose, shots))
        dialog.files_wanted.connect(partial(self._send, UseFileDates, shots))
        dialog.open()

    def _choose(self, shots: Sequence[ShownShot], choice: Choice) -> None:
        self._send(partial(choice.command, span_of(shots)), shots)

    def _send(self, make: Make, shots: Sequence[ShownShot]) -> None:
        files = files_of(shots)
        if len(files) > AT_ONCE:
            words = translate("Dates", "Changing the dates of %Ln photos…", None, len(shots))
            self.told.emit(words, None)
        send(self._link, make, files, partial(self._corrected, shots))

    def _corrected(self, shots: Sequence[ShownShot], sent: Sent) -> None:
        changed = set(sent.changed)
        pictures = sum(any(p.photo_id in changed for p in shot.photos) for shot in shots)
        words = sent_words(sent, pictures)
        undo = partial(self._undo, shots, sent.changed) if sent.changed else None
        if words:
            self.told.emit(words, undo)
        if sent.changed:
            self.changed.emit([shot.id for shot in shots])

    def _undo(self, shots: Sequence[ShownShot], changed: Sequence[int]) -> None:
        make = partial(UndoDates, made_here=True)
        send(self._link, make, changed, partial(self._undone, shots))

    def _undone(self, shots: Sequence[ShownShot], sent: Sent) -> None:
        words = translate("Dates", "The dates are as they were.")
        self.told.emit(words if sent.refused is None else refusal_words(sent.refused), None)
        self.changed.emit([shot.id for shot in shots])


def send(
    link: EngineLink, make: Make, photo_ids: Sequence[int], done: Callable[[Sent], None]
) -> None:
    """Send a command about very many photos as several, one after the other."""
    changed: list[int] = []
    kept = 0

    def ask(start: int) -> None:
        page = photo_ids[start : start + AT_ONCE]
        if not page:
            done(Sent(tuple(changed), kept))
            return
        link.ask(
            make(tuple(map(str, page))), done=partial(take, start + AT_ONCE), refused=break_off
        )

    def take(following: int, answer: DatesCorrected) -> None:
        nonlocal kept
        changed.extend(answer["ids"])
        kept += answer["deleted"] + answer["gone"]
        ask(following)

    def break_off(failure: Failure) -> None:
        done(Sent(tuple(changed), kept, failure))

    ask(0)


def sent_words(sent: Sent, pictures: int) -> Shown:
    """Return what came of it in words; empty if every photo had that date already."""
    words = []
    if pictures:
        words.append(translate("Dates", "%Ln photos have another date.", None, pictures))
    if sent.kept:
        words.append(translate("Dates", "%Ln files were deleted meanwhile.", None, sent.kept))
    if sent.refused is not None:
        words.append(refusal_words(sent.refused))
    return " ".join(words)


def refusal_words(failure: Failure) -> Shown:
    """Return why the engine refused."""
    return in_words(failure.message)
