"""What a pass does, while it does it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.live import Live
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.meter import Meter
from picup_desktop.ui.widgets.parts import label


def progress_figures(live: Live) -> str:
    """Per cent, rate and time left, as far as they are known."""
    if live.run is None:
        return ""
    figures = [f"{live.run.fraction:.0%}"]
    if live.rate > 0:
        figures.append(text.rate(live.rate))
    if live.seconds_left is not None:
        left = text.duration(live.seconds_left)
        figures.append(translate("Progress", "{duration} left").format(duration=left))
    return "  ·  ".join(figures)


class ProgressCard(QFrame):
    """Hidden while nothing is brought anywhere."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._words = label(part="strong")
        self._figures = label(part="quiet")
        self._meter = Meter(context.theme, translate("Progress", "Progress of the upload"))
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self._figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 18)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._meter)
        context.standing.progressed.connect(self._show)
        self._show(context.standing.live)

    @Slot(object)
    def _show(self, live: Live) -> None:
        run = live.run
        self.setVisible(run is not None and run.photos > 0)
        if run is None:
            return
        self._words.setText(
            translate("Progress", "Bringing %Ln photos to both NAS", None, run.photos)
        )
        self._figures.setText(progress_figures(live))
        self._meter.set_fraction(run.fraction)
