"""An empty state: a picture, what it means, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.verdict import Mood
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.parts import label


def looking(theme: Theme) -> "Empty":
    """While it isn't known yet whether there is something: nothing is said to be empty."""
    words = translate("Empty", "Looking…"), translate("Empty", "It is here in a moment.")
    return Empty(theme, Mood.LOOKING, words)


class Empty(QWidget):
    """In the middle of a page that has nothing to show."""

    def __init__(
        self, theme: Theme, mood: Mood, words: tuple[str, str], action: QPushButton | None = None
    ) -> None:
        super().__init__()
        title, detail = words
        mark = Mark(theme)
        mark.show_mood(mood)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(24, 56, 24, 24)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(title, "section", wrap=True)
        below = label(detail, "quiet", wrap=True)
        for words_label in (heading, below):
            words_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words_label)
        if action is not None:
            layout.addSpacing(8)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
