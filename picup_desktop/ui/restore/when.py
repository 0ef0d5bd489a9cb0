"""The choice of a day: the photos as they are now, or as they were then (DISASTERS 4-4)."""

from datetime import date, datetime, timedelta
from typing import cast

from PySide6.QtCore import QDate, QTimer, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QVBoxLayout

from picup_desktop.engine.ipc.answers import BackThen
from picup_desktop.engine.ipc.commands.photos import LookBack
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui import text
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import BOX_WORDS, card, label, row
from picup_desktop.ui.widgets.plain_words import RadioButton

CHOOSING_MILLISECONDS = 250


def first_day(now: float, grace_days: int) -> date:
    """Return the first local day whose end is within the grace; ``now`` is in Unix seconds."""
    return (datetime.fromtimestamp(now) - timedelta(days=grace_days)).date()  # noqa: DTZ006 - the local day


def look_words(look: BackThen, day: str, *, today: bool) -> Shown:
    """Return what a restore as of a day would bring, and what differs now."""
    if not look["photos"]:
        return translate("Restore", "No photo was stored then.")
    count, size = text.photos(look["photos"]), text.size(look["bytes"])
    words = (
        translate("Restore", "{photos}, {size}, as they are stored now.")
        if today
        else translate("Restore", "{photos}, {size}, as they were at the end of {day}.")
    )
    sentences = [words.format(photos=count, size=size, day=plain(day))]
    if look["changed"]:
        changed = look["changed"]
        sentences.append(translate("Restore", "%Ln of them are edited now.", None, changed))
    if look["moved"]:
        moved = look["moved"]
        sentences.append(
            translate("Restore", "%Ln of them have another name or folder now.", None, moved)
        )
    if look["deleted"]:
        deleted = look["deleted"]
        sentences.append(translate("Restore", "%Ln of them are deleted now.", None, deleted))
    if len(sentences) == 1 and not today:
        sentences.append(translate("Restore", "They are the same now."))
    return " ".join(sentences)


class _DateBox(QDateEdit):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: scrolling the page must not change the day."""
        event.ignore()


class DayChoice(QFrame):
    """Asks for now or a day, and the engine what that day would bring; emits ``changed``."""

    changed = Signal()

    def __init__(self, link: EngineLink) -> None:
        super().__init__()
        self._link = link
        self._albums: tuple[str, ...] | None = None
        self._asked: LookBack | None = None
        self._look: BackThen | None = None
        self.now = RadioButton(translate("Restore", "As they are now"))
        self.then = RadioButton(translate("Restore", "As they were on"))
        self.now.setChecked(True)
        self.day = _DateBox()
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(translate("Restore", "Day"))
        self.day.setEnabled(False)
        self._words = label(part="quiet", wrap=True)
        self._words.setContentsMargins(BOX_WORDS, 0, 0, 0)
        self._words.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(CHOOSING_MILLISECONDS)
        self._wait.timeout.connect(self._ask)
        frame, inside = card()
        inside.addWidget(label(translate("Restore", "From when?"), "section"))
        inside.addWidget(self.now)
        inside.addLayout(row(self.then, self.day, None))
        inside.addWidget(self._words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.then.toggled.connect(self._turn)
        self.day.dateChanged.connect(self._choose)

    @property
    def as_of(self) -> str | None:
        """The chosen day, as ISO 8601; None for now."""
        if self.isHidden() or not self.then.isChecked():
            return None
        return cast(date, self.day.date().toPython()).isoformat()

    @property
    def known(self) -> bool:
        """Whether it is known that the choice brings photos; for now it needs no look."""
        return self.as_of is None or (self._look is not None and self._look["photos"] > 0)

    @property
    def words(self) -> str:
        """The sentence about the day."""
        return self._words.text()

    def show_days(self, now: float, grace_days: int) -> None:
        """Offer the days from the first within the grace to today."""
        first, today = first_day(now, grace_days), first_day(now, 0)
        if (self.day.minimumDate(), self.day.maximumDate()) != (_qt(first), _qt(today)):
            self.day.setDateRange(_qt(first), _qt(today))
            self._choose()

    def show_albums(self, albums: tuple[str, ...] | None) -> None:
        """Look at these albums only; None: at all."""
        if albums != self._albums:
            self._albums = albums
            self._choose()

    def forget(self) -> None:
        """Go back to the photos as they are now."""
        self.now.setChecked(True)

    @Slot()
    def look_again(self) -> None:
        """Ask again, because something may have changed."""
        self._choose()

    @Slot()
    def _turn(self) -> None:
        self.day.setEnabled(self.then.isChecked())
        self._choose()

    @Slot()
    def _choose(self) -> None:
        self._asked, self._look = None, None
        wanted = self.as_of is not None
        self._say(translate("Restore", "Looking at what was there…") if wanted else NO_WORDS)
        if wanted:
            self._wait.start()
        self.changed.emit()

    @Slot()
    def _ask(self) -> None:
        as_of = self.as_of
        if as_of is None or self._albums == ():
            self._say(NO_WORDS)
            return
        asked = self._asked = LookBack(as_of, self._albums)

        def done(look: BackThen) -> None:
            if self._asked is asked:
                self._look = look
                day = self.day.date()
                shown = self.day.locale().toString(day, self.day.locale().FormatType.ShortFormat)
                self._say(look_words(look, shown, today=day == self.day.maximumDate()))
                self.changed.emit()

        def refused(failure: Failure) -> None:
            if self._asked is asked:
                self._say(in_words(failure.message))
                self.changed.emit()

        self._link.ask(asked, done=done, refused=refused)

    def _say(self, words: Shown) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
