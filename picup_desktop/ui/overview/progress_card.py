"""The card of what is on its way: how much of it is done, and a way to pause it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui import text
from picup_desktop.ui.activity.pause_menu import fill_pause_menu
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.batch import Batch
from picup_desktop.ui.engine.live import Live
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.mark import Meter
from picup_desktop.ui.widgets.parts import button, label


def progress_figures(batch: Batch | None, live: Live) -> Shown:
    """Return per cent, rate and time left, as far as they are known."""
    if live.run is None or batch is None:
        return NO_WORDS
    # Rounded down: 100 % is said once the last byte is there.
    figures = [plain(f"{int(batch.fraction * 100)} %")]
    if live.rate > 0:
        figures.append(text.rate(live.rate))
    if live.seconds_left is not None:
        left = text.duration(live.seconds_left)
        figures.append(translate("Progress", "{duration} left").format(duration=left))
    return "  ·  ".join(figures)


def grown_words(batch: Batch) -> Shown:
    """Return how many photos joined the batch; empty if none did."""
    if not batch.grown:
        return NO_WORDS
    return translate("Progress", "%Ln more came since it began.", None, batch.grown)


class ProgressCard(QFrame):
    """Shows the progress of a batch; hidden while no pass sends photos."""

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._app_state = context.app_state
        self._words = label(part="strong", wrap=True)
        self._figures = label(part="quiet", wrap=True)
        self.grown = label(part="caption", wrap=True)
        self.meter = Meter(context.theme, translate("Progress", "Progress of the upload"))
        self.pause = button(translate("Activity", "Pause"))
        menu = QMenu(self.pause)
        fill_pause_menu(menu, commands)
        self.pause.setMenu(menu)
        self.resume = button(translate("Activity", "Resume"), "primary")
        self.resume.clicked.connect(commands.resume)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._words, 1)
        head.addWidget(self.pause)
        head.addWidget(self.resume)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 18)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.meter)
        layout.addWidget(self._figures)
        layout.addWidget(self.grown)
        self._app_state.progressed.connect(self._show)
        self._app_state.changed.connect(self._show_pause)
        self._show(self._app_state.live)

    @property
    def words(self) -> str:
        """What is on its way."""
        return self._words.text()

    @Slot(object)
    def _show(self, live: Live) -> None:
        run, batch = live.run, self._app_state.batch
        there = run is not None and run.photos > 0 and batch is not None
        self.setVisible(there)
        self._show_pause()
        if batch is None or not there:
            return
        self._words.setText(
            translate("Progress", "Bringing %Ln photos to both storages", None, batch.photos)
        )
        self._figures.setText(progress_figures(batch, live))
        self.grown.setText(grown_words(batch))
        self.grown.setVisible(batch.grown > 0)
        self.meter.set_fraction(batch.fraction)

    @Slot()
    def _show_pause(self) -> None:
        paused = self._app_state.live.paused is not None
        self.pause.setVisible(not paused)
        self.resume.setVisible(paused)
