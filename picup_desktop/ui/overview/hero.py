"""The hero: the mark, the answer in one sentence, and the one thing to do about it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from picup_desktop.ui.context import Context
from picup_desktop.ui.text import translate
from picup_desktop.ui.verdict import Mood
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.page import InSight
from picup_desktop.ui.widgets.parts import button, label, set_part

CALM = (Mood.SAFE, Mood.AWAY, Mood.WORKING)
"""Nothing has to be done, so the button stays quiet."""


class Hero(QWidget):
    """At the top of the overview."""

    sync = Signal()
    resume = Signal()
    show_attention = Signal()
    add_album = Signal()
    try_again = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._standing = context.standing
        self._mark = Mark(context.theme, 84)
        self._headline = label(part="headline", wrap=True)
        self._detail = label(part="quiet", wrap=True)
        self._action = button("", "primary")
        self._action.clicked.connect(self._act)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 16)
        layout.setSpacing(24)
        layout.addWidget(self._mark)
        layout.addLayout(words, 1)
        layout.addWidget(self._action)
        InSight(self, self._show, self._standing.changed)
        self._show()

    @property
    def headline(self) -> str:
        """What it says."""
        return self._headline.text()

    @Slot()
    def _show(self) -> None:
        verdict, run = self._standing.verdict, self._standing.live.run
        ring = run.fraction if run is not None and run.photos else None
        self._mark.show_mood(verdict.mood, ring if verdict.mood is Mood.WORKING else None)
        self._headline.setText(verdict.headline)
        self._detail.setText(verdict.detail)
        self._detail.setVisible(bool(verdict.detail))
        words = self._action_words(verdict.mood)
        self._action.setText(words)
        self._action.setVisible(bool(words))
        set_part(self._action, "" if verdict.mood in CALM else "primary")

    def _action_words(self, mood: Mood) -> str:
        if mood is Mood.WORKING and self._standing.live.run is not None:
            return ""
        snapshot = self._standing.snapshot
        if mood is Mood.EMPTY and snapshot is not None and snapshot.album_count:
            return translate("Overview", "Sync now")
        words = {
            Mood.PAUSED: translate("Overview", "Resume"),
            Mood.ATTENTION: translate("Overview", "Show"),
            Mood.EMPTY: translate("Overview", "Add an album"),
            Mood.BROKEN: translate("Overview", "Try again"),
            Mood.LOOKING: "",
        }
        return words.get(mood, translate("Overview", "Sync now"))

    @Slot()
    def _act(self) -> None:
        mood, snapshot = self._standing.verdict.mood, self._standing.snapshot
        albums = snapshot is not None and snapshot.album_count > 0
        needs = snapshot is not None and snapshot.attention_count > 0
        signals = {
            Mood.PAUSED: self.resume,
            Mood.ATTENTION: self.show_attention if needs else self.sync,
            Mood.EMPTY: self.sync if albums else self.add_album,
            Mood.BROKEN: self.try_again,
        }
        signals.get(mood, self.sync).emit()
