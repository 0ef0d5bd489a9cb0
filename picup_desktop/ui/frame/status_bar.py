"""The status bar: the same answer on every page, and what moves."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.text import translate
from picup_desktop.ui.verdict import one_line
from picup_desktop.ui.widgets.elided import ElidedLabel
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.parts import label


class StatusBar(QFrame):
    """One line at the bottom of the window."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._standing = context.standing
        self.setProperty("part", "status-bar")
        self._mark = Mark(context.theme, 18)
        self._words = ElidedLabel("quiet")
        self._rate = label(part="quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._rate)
        self._standing.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        verdict, live = self._standing.verdict, self._standing.live
        self._mark.show_mood(verdict.mood)
        self._words.show_words(one_line(verdict))
        moves = live.rate > 0
        self._rate.setText(
            translate("StatusBar", "Sending {rate}").format(rate=text.rate(live.rate))
            if moves
            else ""
        )
