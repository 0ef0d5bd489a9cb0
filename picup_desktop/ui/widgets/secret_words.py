"""The words of a recovery kit, readable only while a button is held down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from picup_desktop.names import Shown, plain, shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row

COLUMNS = 4
CONCEALED = Shown("••••••")
"""The same for every word, so that not even its length is seen."""


class SecretWords(QWidget):
    """Shows the words that ``give`` brought while the button is held, by mouse or space bar.

    The labels have the words only for that time, for screen readers too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._labels: list[QLabel] = []
        self.hold = button(translate("Kit", "Hold to show the words"))
        self.hold.pressed.connect(self._reveal)
        self.hold.released.connect(self.conceal)
        warning = translate(
            "Kit", "Whoever reads them can open every photo. Check first that nobody is watching."
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.hold, None))
        layout.addWidget(label(warning, "caption", wrap=True))
        layout.addLayout(self._grid)
        self.hide()

    @property
    def seen(self) -> list[str]:
        """What can be read now, one text for each word."""
        return [one.text() for one in self._labels]

    def give(self, words: Sequence[str]) -> None:
        """Take the words of a kit, concealed, and show the button."""
        self._words = tuple(words)
        while len(self._labels) < len(self._words):
            self._add_label(len(self._labels))
        self.conceal()
        self.setVisible(bool(self._words))

    @Slot()
    def forget(self) -> None:
        """Drop the words, and hide."""
        self.conceal()
        self._words = ()
        self.hide()

    @Slot()
    def conceal(self) -> None:
        """Show no word."""
        for one in self._labels:
            one.setText(CONCEALED)

    def hideEvent(self, event: QHideEvent) -> None:
        """Conceal the words wherever another screen takes this place."""
        self.conceal()
        super().hideEvent(event)

    @Slot()
    def _reveal(self) -> None:
        for one, word in zip(self._labels, self._words, strict=False):
            one.setText(shown(word))

    def _add_label(self, place: int) -> None:
        word = label(CONCEALED, "strong")
        # As wide as its longest word, so that nothing moves when it is shown.
        word.setMinimumWidth(word.fontMetrics().horizontalAdvance("m" * 8))
        number = label(plain(str(place + 1)), "quiet")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setFixedWidth(number.fontMetrics().horizontalAdvance("24") + 2)
        name = translate("Welcome", "Word {number}").format(number=place + 1)
        number.setAccessibleName(name)
        across = row(number, word, None)
        self._labels.append(word)
        self._grid.addLayout(across, place // COLUMNS, place % COLUMNS)
