"""The top of the overview: the mark, the answer in one sentence, and one button."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.status import Status, StatusSummary
from picup_desktop.ui.storages.words import both_seen_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, label, set_part

CALM = (Status.SAFE, Status.AWAY, Status.WORKING)
"""States that ask for nothing, so that the button is not prominent."""


class Hero(QWidget):
    """Shows the status; emits a signal for the button that fits it."""

    sync = Signal()
    resume = Signal()
    show_attention = Signal()
    add_album = Signal()
    try_again = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._app_state = context.app_state
        self._mark = Mark(context.theme, 84)
        self._headline = label(part="headline", wrap=True)
        self._detail = label(part="quiet", wrap=True)
        self.seen = label(part="caption", wrap=True)
        self._action = button("", "primary")
        self._action.clicked.connect(self._act)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        words.addWidget(self.seen)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 16)
        layout.setSpacing(24)
        layout.addWidget(self._mark)
        layout.addLayout(words, 1)
        layout.addWidget(self._action)
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    @property
    def headline(self) -> str:
        """The sentence that is shown."""
        return self._headline.text()

    @Slot()
    def _show(self) -> None:
        summary, run = self._app_state.summary, self._app_state.live.run
        batch = self._app_state.batch
        ring = batch.fraction if batch is not None and run is not None and run.photos else None
        self._mark.show_status(summary.status, ring if summary.status is Status.WORKING else None)
        self._headline.setText(summary.headline)
        self._detail.setText(summary.detail)
        self._detail.setVisible(bool(summary.detail))
        self._show_seen(summary)
        words = self._action_words(summary.status)
        self._action.setText(words)
        self._action.setVisible(bool(words))
        set_part(self._action, "" if summary.status in CALM else "primary")

    def _show_seen(self, summary: StatusSummary) -> None:
        """Show when both were seen whole, but for what the detail says already."""
        snapshot = self._app_state.snapshot
        seen = [] if snapshot is None or snapshot.photos == 0 else both_seen_words(snapshot)
        self.seen.setText(" ".join(one for one in seen if one not in summary.detail))
        self.seen.setVisible(bool(self.seen.text()))

    def _action_words(self, status: Status) -> Shown:
        if status is Status.WORKING and self._app_state.live.run is not None:
            return NO_WORDS
        snapshot = self._app_state.snapshot
        if status is Status.EMPTY and snapshot is not None and snapshot.album_count:
            return translate("Overview", "Sync now")
        words = {
            Status.PAUSED: translate("Overview", "Resume"),
            Status.ATTENTION: translate("Overview", "Show"),
            Status.EMPTY: translate("Overview", "Add an album"),
            Status.BROKEN: translate("Overview", "Try again"),
            Status.LOOKING: NO_WORDS,
        }
        return words.get(status, translate("Overview", "Sync now"))

    @Slot()
    def _act(self) -> None:
        status, snapshot = self._app_state.summary.status, self._app_state.snapshot
        albums = snapshot is not None and snapshot.album_count > 0
        needs = snapshot is not None and snapshot.attention_count > 0
        signals = {
            Status.PAUSED: self.resume,
            Status.ATTENTION: self.show_attention if needs else self.sync,
            Status.EMPTY: self.sync if albums else self.add_album,
            Status.BROKEN: self.try_again,
        }
        signals.get(status, self.sync).emit()
