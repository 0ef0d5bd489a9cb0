"""The albums as a list model."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from picup_desktop.names import Shown, shown
from picup_desktop.ui.albums.words import spoken_words
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import plain_tip

ALBUM = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class AlbumModel(QAbstractListModel):
    """Gives one row for each album; the role ``ALBUM`` gives its ``AlbumSummary``.

    Changes are signalled row by row, so that nothing jumps.
    """

    def __init__(self) -> None:
        super().__init__()
        self._albums: list[AlbumSummary] = []
        self._seen = True

    @property
    def seen(self) -> bool:
        """Whether what the ledger says of the storages was seen lately (5-1)."""
        return self._seen

    def show_albums(self, albums: Sequence[AlbumSummary], *, seen: bool = True) -> None:
        """Show these albums; ``seen`` is whether anything may be called safe now."""
        if seen != self._seen:
            self._seen = seen
            if self._albums:
                self.dataChanged.emit(self.index(0), self.index(len(self._albums) - 1))
        if [a.record.id for a in albums] != [a.record.id for a in self._albums]:
            self.beginResetModel()
            self._albums = list(albums)
            self.endResetModel()
            return
        for row, album in enumerate(albums):
            if album != self._albums[row]:
                self._albums[row] = album
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of albums."""
        return 0 if parent is not None and parent.isValid() else len(self._albums)

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Shown | AlbumSummary | None:
        """Return the name, the text for screen readers, the path as a tool tip, or the album."""
        if not index.isValid() or index.row() >= len(self._albums):
            return None
        album = self._albums[index.row()]
        if role == ALBUM:
            return album
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(album.record.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_words(album, seen=self._seen)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(shown(album.record.path))
        return None
