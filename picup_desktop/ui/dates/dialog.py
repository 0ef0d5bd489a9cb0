"""The dialog for the new date of one or many photos, with what comes of it."""

import re
import time
from calendar import timegm

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime, QTimeZone, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from picup_desktop.names import Shown, plain
from picup_desktop.ui.dates.choice import Choice, Doubt, Span, Way, doubt_of
from picup_desktop.ui.text import DAY, HOUR, MINUTE, translate
from picup_desktop.ui.widgets.named import name_control
from picup_desktop.ui.widgets.parts import button, label, pad_field, row
from picup_desktop.ui.widgets.plain_words import RadioButton
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 520
MOST_DAYS = 99_999
FIRST_DAY = QDate(100, 1, 1)
"""Qt's boxes know no earlier day."""
LAST_DAY = QDate(9999, 12, 31)


class DateDialog(GrowingDialog):
    """Emit ``chosen`` with a ``Choice``, or ``files_wanted`` for the files' own dates."""

    chosen = Signal(object)
    files_wanted = Signal()

    def __init__(self, span: Span, parent: QWidget, *, corrected: bool) -> None:
        super().__init__(parent, WIDTH)
        self._span = span
        self.setModal(True)
        self.when = MomentBoxes(span.first)
        self.offset = OffsetBoxes()
        self.first = RadioButton(
            translate("Dates", "Set the first one, and move the others by as much")
        )
        self.move_all = RadioButton(
            translate("Dates", "Move all of them: the camera's clock was wrong")
        )
        self.same = RadioButton(translate("Dates", "The same date for all"))
        self.first.setChecked(True)
        self._before_and_after = label(wrap=True)
        self._doubt = label(part="caution", wrap=True)
        self.yes = button(translate("Dates", "Change"), "primary")
        self.no = button(translate("Question", "Cancel"))
        self.files = button(translate("Dates", "Use the file's own date again"), "link")
        self.files.setVisible(corrected)
        self._lay_out()
        for box in (self.when, self.offset):
            box.changed.connect(self._show)
        for radio in (self.first, self.move_all, self.same):
            radio.toggled.connect(self._show)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.reject)
        self.files.clicked.connect(self._use_files)
        self.yes.setDefault(True)
        self.finished.connect(self.deleteLater)
        self._show()
        self.when.setFocus()

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        if self._span.pictures == 1 or self.same.isChecked():
            return Choice(Way.SAME, self.when.seconds)
        if self.move_all.isChecked():
            return Choice(Way.MOVE, self._span.first, self.offset.seconds)
        return Choice(Way.FIRST, self.when.seconds)

    @property
    def preview(self) -> str:
        """The dates before and after, in words."""
        return self._before_and_after.text()

    @property
    def doubt(self) -> str:
        """Why the new date may be a slip; empty if nothing speaks against it."""
        return self._doubt.text() if self._doubt.isVisibleTo(self) else ""

    def _lay_out(self) -> None:
        pictures = self._span.pictures
        heading = (
            translate("Dates", "Change the date")
            if pictures == 1
            else translate("Dates", "Change the dates of %Ln photos", None, pictures)
        )
        self.setWindowTitle(heading)
        layout = self.body
        layout.addWidget(label(heading, "section", wrap=True))
        layout.addWidget(
            label(
                translate(
                    "Dates",
                    "The files stay as they are. PicUp keeps the date beside them, on your other"
                    " computers too.",
                ),
                "quiet",
                wrap=True,
            )
        )
        layout.addSpacing(4)
        if pictures > 1:
            for radio in (self.first, self.same, self.move_all):
                layout.addWidget(radio)
        layout.addWidget(self.when)
        layout.addWidget(self.offset)
        layout.addSpacing(4)
        layout.addWidget(self._before_and_after)
        layout.addWidget(self._doubt)
        # In a line of its own: other languages need more room for it than the buttons leave.
        layout.addLayout(row(self.files, None))
        self.below.addSpacing(8)
        self.below.addLayout(row(None, self.no, self.yes))

    @Slot()
    def _show(self) -> None:
        many, choice = self._span.pictures > 1, self.choice
        moved = many and self.move_all.isChecked()
        self.offset.setVisible(moved)
        self.when.setVisible(not moved)
        after = choice.after(self._span)
        doubt = doubt_of(after, timegm(time.localtime()))
        self._before_and_after.setText(preview_words(self._span, after))
        self._doubt.setText("" if doubt is None else doubt_words(doubt))
        self._doubt.setVisible(doubt is not None)
        self.yes.setEnabled(choice.changes(self._span) and doubt is not Doubt.BEYOND)
        self.fit()

    @Slot()
    def _agree(self) -> None:
        self.chosen.emit(self.choice)
        self.accept()

    @Slot()
    def _use_files(self) -> None:
        self.files_wanted.emit()
        self.accept()


def preview_words(span: Span, after: tuple[int, int]) -> Shown:
    """Return the dates of the first and the last one before and after."""
    arrow = translate("Dates", "{before}  →  {after}")
    if span.pictures == 1:
        return arrow.format(before=moment_words(span.first), after=moment_words(after[0]))
    first = translate("Dates", "The first: {change}")
    last = translate("Dates", "The last: {change}")
    return "\n".join(
        words.format(change=arrow.format(before=moment_words(before), after=moment_words(then)))
        for words, before, then in ((first, span.first, after[0]), (last, span.last, after[1]))
    )


def moment_words(seconds: int) -> Shown:
    """Return a date with the seconds, because a clock may be wrong by some."""
    when = QDateTime.fromSecsSinceEpoch(seconds, QTimeZone(QTimeZone.Initialization.UTC))
    locale = QLocale()
    day = locale.toString(when.date(), day_format())
    return plain(f"{day} {locale.toString(when.time(), clock_format())}")


def doubt_words(doubt: Doubt) -> Shown:
    """Return why a date may be a slip."""
    return {
        Doubt.BEYOND: translate("Dates", "No calendar has such a date."),
        Doubt.FUTURE: translate("Dates", "That is in the future."),
        Doubt.TOO_EARLY: translate("Dates", "That is before the first photograph, of 1826."),
    }[doubt]


def day_format() -> str:
    """Return the locale's short form of a day, with all digits of the year."""
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return re.sub(r"(?<!y)yy(?!y)", "yyyy", short)


def clock_format() -> str:
    """Return the locale's short form of a time, with seconds."""
    short = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return short if "s" in short else short.replace("mm", "mm:ss")


class MomentBoxes(QWidget):
    """A day and a time of the day."""

    changed = Signal()

    def __init__(self, seconds: int) -> None:
        super().__init__()
        when = QDateTime.fromSecsSinceEpoch(seconds, QTimeZone(QTimeZone.Initialization.UTC))
        self.day = _DateBox()
        self.day.setCalendarPopup(True)
        self.day.setDateRange(FIRST_DAY, LAST_DAY)
        self.day.setDisplayFormat(day_format())
        self.day.setDate(when.date())
        self.day.setAccessibleName(translate("Dates", "Day"))
        self.time = _TimeBox()
        pad_field(self.time)
        self.time.setDisplayFormat(clock_format())
        self.time.setTime(when.time())
        self.time.setAccessibleName(translate("Dates", "Time"))
        layout = row(self.day, self.time, None)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.setFocusProxy(self.day)
        self.day.dateChanged.connect(self.changed)
        self.time.timeChanged.connect(self.changed)

    @property
    def seconds(self) -> int:
        """The chosen moment in wall-clock seconds."""
        zone = QTimeZone(QTimeZone.Initialization.UTC)
        return QDateTime(self.day.date(), self.time.time(), zone).toSecsSinceEpoch()

    def choose(self, day: QDate, clock: QTime) -> None:
        """Choose a moment."""
        self.day.setDate(day)
        self.time.setTime(clock)


class OffsetBoxes(QWidget):
    """By how much, and in which direction."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.direction = QComboBox()
        self.direction.addItems([translate("Dates", "Later by"), translate("Dates", "Earlier by")])
        name_control(self.direction, translate("Dates", "Direction"))
        self.days = _box(MOST_DAYS, translate("Dates", "Days"), translate("Dates", " d"))
        self.hours = _box(23, translate("Dates", "Hours"), translate("Dates", " h"))
        self.minutes = _box(59, translate("Dates", "Minutes"), translate("Dates", " min"))
        layout = row(self.direction, self.days, self.hours, self.minutes, None)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.direction.currentIndexChanged.connect(self.changed)
        for box in (self.days, self.hours, self.minutes):
            box.valueChanged.connect(self.changed)

    @property
    def seconds(self) -> int:
        """The chosen offset; negative for earlier."""
        amount = self.days.value() * DAY + self.hours.value() * HOUR + self.minutes.value() * MINUTE
        return -amount if self.direction.currentIndex() else amount


def _box(most: int, name: Shown, unit: Shown) -> QSpinBox:
    made = _NumberBox()
    pad_field(made)
    made.setRange(0, most)
    made.setSuffix(unit)
    made.setAccessibleName(name)
    return made


class _DateBox(QDateEdit):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: a slip must not change the day."""
        event.ignore()


class _TimeBox(QTimeEdit):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: a slip must not change the time."""
        event.ignore()


class _NumberBox(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: a slip must not change the number."""
        event.ignore()
