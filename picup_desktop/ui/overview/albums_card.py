"""The card of the albums on the overview: one line each, with how many photos are safe."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from picup_desktop.names import Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.mark import Meter
from picup_desktop.ui.widgets.parts import ElidedLabel, clear, label
from picup_desktop.words import AlbumState

MOST = 6


def album_words(album: AlbumSummary) -> Shown:
    """Return how safe an album is, in words."""
    safe = safe_words(album)
    if album.record.state is AlbumState.HELD or not album.record.skipped_files:
        return safe
    others = translate("Album", "%Ln files not kept", None, album.record.skipped_files)
    return f"{safe}  ·  {others}"


def safe_words(album: AlbumSummary) -> Shown:
    """Return the same without what is not kept, which is said beside it."""
    if album.record.state is AlbumState.HELD:
        return translate("Album", "Held until you answer: see Needs attention")
    counts = _counts(album)
    if album.record.state is AlbumState.PAUSED:
        return translate("Album", "Paused. {counts}").format(counts=counts)
    return counts


def _counts(album: AlbumSummary) -> Shown:
    if not album.photos:
        return translate("Album", "No photos yet")
    if album.protected == album.photos:
        return translate("Album", "%Ln photos, all safe", None, album.photos)
    return translate("Album", "{all}, {safe} safe").format(
        all=text.photos(album.photos), safe=text.number(album.protected)
    )


class AlbumsCard(QFrame):
    """Shows the first few albums; the albums page shows all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(label(translate("Overview", "Albums"), "section"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 4)
        layout.addLayout(self._grid)
        self._rows: list[tuple[ElidedLabel, Meter, QLabel]] = []

    def show_albums(self, albums: tuple[AlbumSummary, ...]) -> None:
        """Show the albums in the existing rows, so that nothing flickers."""
        self.setVisible(bool(albums))
        first = albums[:MOST]
        if len(first) != len(self._rows):
            self._make_rows(len(first))
        for album, (name, meter, words) in zip(first, self._rows, strict=True):
            name.show_words(shown(album.record.name))
            meter.set_fraction(album.protected / album.photos if album.photos else 0.0)
            words.setText(album_words(album))

    def _make_rows(self, count: int) -> None:
        clear(self._grid)
        self._rows = []
        for row in range(count):
            name, words = ElidedLabel(), label(part="quiet", wrap=True)
            meter = Meter(self._theme, translate("Overview", "How much of the album is safe"))
            for column, widget in enumerate((name, meter, words)):
                self._grid.addWidget(widget, row, column)
            self._rows.append((name, meter, words))
