"""What every step of the welcome has: a heading, a sentence, and whether one may go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picup_desktop.ui.widgets.parts import label


class Step(QWidget):
    """``ready_changed`` is said when ``ready`` may have changed."""

    ready_changed = Signal()

    def __init__(self, title: str, caption: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        self.body.addWidget(label(title, "headline", wrap=True))
        self.body.addWidget(label(caption, "quiet", wrap=True))

    @property
    def ready(self) -> bool:
        """Whether the next step may follow."""
        return True

    @property
    def final(self) -> bool:
        """Whether there is no way back to the steps before."""
        return False
