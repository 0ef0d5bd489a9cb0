"""A job under way: how far it is, how fast, how long still, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from picup_desktop.ui import text
from picup_desktop.ui.engine.job import JobProgress
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.meter import Meter
from picup_desktop.ui.widgets.parts import button, card, label, row


class RunningCard(QFrame):
    """Emits ``cancelled`` when a person does not want to wait."""

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = label(part="section")
        self._told = label(part="quiet")
        self._meter = Meter(theme, translate("Job", "Progress"))
        self.cancel = button(translate("Job", "Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        frame, inside = card(spacing=14)
        inside.addLayout(row(self._words, None, self.cancel))
        inside.addWidget(self._meter)
        inside.addWidget(self._told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    @property
    def told(self) -> str:
        """How far it is, in words."""
        return self._told.text()

    def begin(self, words: str) -> None:
        """A new one; the words say what is done."""
        self._words.setText(words)
        self._told.setText(translate("Job", "Looking what there is…"))
        self._meter.set_fraction(0.0)
        self.cancel.setEnabled(True)

    def stopping(self) -> None:
        """It was cancelled, and ends as soon as it can."""
        self._words.setText(translate("Job", "Stopping…"))
        self.cancel.setEnabled(False)

    def show_progress(self, progress: JobProgress) -> None:
        """So far it is."""
        self._meter.set_fraction(progress.fraction)
        self._told.setText(progress_words(progress))


def progress_words(progress: JobProgress) -> str:
    """``24 of 89 photos  ·  11 MB/s  ·  2 minutes left``."""
    words = [
        translate("Job", "{ended} of {all}").format(
            ended=text.number(progress.ended_photos), all=text.photos(progress.photos)
        )
    ]
    if progress.rate > 0:
        words.append(text.rate(progress.rate))
    if progress.seconds_left is not None:
        left = translate("Job", "{duration} left")
        words.append(left.format(duration=text.duration(progress.seconds_left)))
    return "  ·  ".join(words)
