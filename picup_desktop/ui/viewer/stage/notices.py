"""What is said of the photo that is viewed, over it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import label

WIDEST = 620


class Notices(QFrame):
    """Which version is viewed, what is wrong, and how far it is read; emit ``turned``."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "viewer-notices")
        self._note = label(part="viewer-note", wrap=True)
        self._problem = label(part="viewer-problem", wrap=True)
        self._bar = QProgressBar()
        self._bar.setFormat(translate("Viewer", "Reading from a storage: %p %"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for each in (self._note, self._problem):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self._note, self._problem, self._bar):
            layout.addWidget(part)
            part.hide()
        self.hide()

    @property
    def problem(self) -> str:
        """What is wrong with the photo; empty if nothing is."""
        return "" if self._problem.isHidden() else self._problem.text()

    @property
    def note(self) -> str:
        """Which version is viewed; empty for the photo as it is."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def percent(self) -> int | None:
        """How much of the photo has been read; None while nothing is read."""
        return None if self._bar.isHidden() else self._bar.value()

    def clear(self) -> None:
        """Say nothing."""
        self.show_note(NO_WORDS)
        self.say(NO_WORDS)
        self.show_read(None)

    def say(self, problem: Shown) -> None:
        """Show what is wrong."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._fit()

    def show_note(self, note: Shown) -> None:
        """Show which version is viewed."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._fit()

    def show_read(self, percent: int | None) -> None:
        """Show how much of the photo has been read."""
        self._bar.setValue(0 if percent is None else percent)
        self._bar.setVisible(percent is not None)
        self._fit()

    def _fit(self) -> None:
        parts = (self._note, self._problem, self._bar)
        self.setVisible(any(not part.isHidden() for part in parts))
        self.turned.emit()

    def height_at(self, width: int) -> int:
        """Return the height that the words need at a width."""
        layout = self.layout()
        if layout is None:
            return 0
        by_width = layout.hasHeightForWidth()
        return layout.totalHeightForWidth(width) if by_width else layout.sizeHint().height()
