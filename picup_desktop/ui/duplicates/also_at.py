"""The section of a photo's details with the other places where the same file stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picup_desktop.ledger.gallery.duplicates import Duplicates, Identical
from picup_desktop.names import NO_WORDS, Shown, plain_lines
from picup_desktop.ui.duplicates.words import also_words
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import may_wrap, translate
from picup_desktop.ui.widgets.parts import label

MOST_PLACES = 5


class AlsoAt(QWidget):
    """Ask for the other places of a photo with ``show_photo``; hidden where there are none."""

    def __init__(self, reader: LedgerReader) -> None:
        super().__init__()
        self._reader = reader
        self._photo_id: int | None = None
        self._places = label(wrap=True)
        self._places.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label(translate("Viewer", "Also at"), "strong"))
        layout.addWidget(self._places)
        self.hide()

    @property
    def words(self) -> Shown:
        """The other places, one a line; empty where there are none."""
        return NO_WORDS if self.isHidden() else plain_lines(self._places.text())

    def show_photo(self, photo_id: int) -> None:
        """Show the other places of this photo once they are known."""
        self._photo_id = photo_id
        self.hide()
        self._reader.ask(
            lambda ledger: Duplicates(ledger.database).beside(photo_id, MOST_PLACES),
            lambda others: self._take(photo_id, others),
        )

    def forget(self) -> None:
        """Keep no place of the photo that was shown."""
        self._photo_id = None
        self._places.clear()
        self.hide()

    def _take(self, photo_id: int, others: Identical | None) -> None:
        if photo_id == self._photo_id and others is not None:
            self._places.setText(may_wrap(also_words(others)))
            self.show()
