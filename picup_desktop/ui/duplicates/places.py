"""All the places of one content, with their folders to open."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from picup_desktop.ledger.gallery.duplicates import Duplicates, Identical, Place
from picup_desktop.names import shown
from picup_desktop.ui.duplicates.pictures import file_of
from picup_desktop.ui.duplicates.words import more_words, much_words, name_words, when_words
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import ElidedLabel, button, card, clear, label, row
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.ui.windows.fitting import grown_size

SIZE = (620, 520)
SMALLEST = (420, 320)
MOST_PLACES = 200


class PlacesDialog(Dialog):
    """List the places; emit ``folder(path)`` for one that is to be opened."""

    folder = Signal(str)

    def __init__(self, reader: LedgerReader, identical: Identical, parent: QWidget) -> None:
        super().__init__(parent)
        self._identical = identical
        heading = name_words(identical)
        self.setWindowTitle(heading)
        self.setModal(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(grown_size(SIZE, parent))
        inner = QWidget()
        inner.setProperty("part", "page")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        close = button(translate("Duplicates", "Close"), "primary")
        close.clicked.connect(self.accept)
        name = ElidedLabel("section")
        name.show_words(heading)
        below = translate(
            "Duplicates",
            "The same file, byte for byte. On each storage it takes its room once. PicUp deletes"
            " none of them by itself.",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(name)
        layout.addWidget(label(much_words(identical), "quiet"))
        layout.addWidget(label(below, "quiet", wrap=True))
        layout.addWidget(area, 1)
        layout.addLayout(row(None, close))
        self.finished.connect(self.deleteLater)
        self.shown: tuple[Place, ...] = ()
        self._show(identical.places)
        if identical.more:
            reader.ask(
                lambda ledger: Duplicates(ledger.database).places(identical.sha256, 0, MOST_PLACES),
                self._take,
            )

    def _take(self, places: tuple[Place, ...] | None) -> None:
        if places:
            self._show(places)

    def _show(self, places: tuple[Place, ...]) -> None:
        clear(self._list)
        for place in places:
            self._list.addWidget(self._card(place))
        self.shown = places
        more = self._identical.photos - len(places)
        if more > 0:
            self._list.addWidget(label(more_words(more), "quiet"))
        self._list.addStretch(1)

    def _card(self, place: Place) -> QFrame:
        frame, inside = card(padding=14, spacing=4)
        album, path, when = ElidedLabel("strong"), ElidedLabel("quiet"), ElidedLabel("quiet")
        album.show_words(shown(place.album))
        path.show_words(shown(place.path))
        when.show_words(when_words(place))
        words = QVBoxLayout()
        words.setSpacing(2)
        for each in (album, path, when):
            words.addWidget(each)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(words, 1)
        file = file_of(place)
        if file is None:
            across.addWidget(label(translate("Duplicates", "Only on the storages"), "quiet"))
        else:
            show = button(translate("Duplicates", "Open the folder"))
            show.clicked.connect(partial(self.folder.emit, str(file.parent)))
            across.addWidget(show)
        inside.addLayout(across)
        return frame


def folder_of(place: Place) -> str | None:
    """Return the folder in which a place's file stands; None if it is not here."""
    file: Path | None = file_of(place)
    return None if file is None else str(file.parent)
