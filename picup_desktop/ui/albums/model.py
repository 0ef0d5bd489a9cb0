"""The albums as a list model; changes are signalled row by row, so that nothing jumps."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from picup_desktop.names import shown
from picup_desktop.ui.facts.snapshot import AlbumFacts
from picup_desktop.ui.overview.albums_card import album_words
from picup_desktop.ui.widgets.tips import plain_tip

ALBUM = Qt.ItemDataRole.UserRole


class AlbumModel(QAbstractListModel):
    """One row an album; ``ALBUM`` is its ``AlbumFacts``."""

    def __init__(self) -> None:
        super().__init__()
        self._albums: list[AlbumFacts] = []

    def show_albums(self, albums: Sequence[AlbumFacts]) -> None:
        """What the ledger told."""
        if [a.record.id for a in albums] != [a.record.id for a in self._albums]:
            self.beginResetModel()
            self._albums = list(albums)
            self.endResetModel()
            return
        for row, album in enumerate(albums):
            if album != self._albums[row]:
                self._albums[row] = album
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._albums)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name, what a screen reader says, or the album itself."""
        if not index.isValid() or index.row() >= len(self._albums):
            return None
        album = self._albums[index.row()]
        if role == ALBUM:
            return album
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(album.record.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown(album.record.name)}. {album_words(album)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(shown(album.record.path))
        return None
