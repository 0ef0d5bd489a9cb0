"""The identical files as a list model that fetches only the rows in sight from the ledger."""

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from picup_desktop.ledger.gallery.duplicates import Duplicates, DuplicateSums, Identical
from picup_desktop.names import Shown
from picup_desktop.ui.duplicates.words import name_words, spoken_words
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import plain_tip

PAGE = 50
MOST_PAGES = 40
PLACES = 3
"""So many places of a content are shown in its row."""
IDENTICAL = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class DuplicateModel(QAbstractListModel):
    """Number the contents, those first that take the most room on this computer.

    The role ``IDENTICAL`` gives an ``Identical``, or None until it is fetched.
    """

    counted = Signal()
    """Emitted when it is known how many there are."""

    def __init__(self, reader: LedgerReader) -> None:
        super().__init__()
        self._reader = reader
        self._sums = DuplicateSums()
        self._pages: OrderedDict[int, list[Identical]] = OrderedDict()
        self._asked: set[int] = set()
        self._in_sight: set[int] = set()
        self._round = 0
        self.known = False

    @property
    def sums(self) -> DuplicateSums:
        """The sums over all rows."""
        return self._sums

    def refresh(self) -> None:
        """Read again, because something may have changed."""
        self._round += 1
        turn = self._round
        self._reader.ask(
            lambda ledger: Duplicates(ledger.database).sums(sidecars=False),
            lambda sums: self._take_sums(turn, sums),
        )

    def forget(self) -> None:
        """Show nothing until the next refresh."""
        self._round += 1
        self.known = False
        self._become(DuplicateSums())

    def want(self, rows: Iterable[int]) -> None:
        """Fetch those of these rows that are not known yet."""
        self._in_sight = {row // PAGE for row in rows}
        for page in sorted(self._in_sight - set(self._pages) - self._asked):
            self._ask(page)

    def identical(self, row: int) -> Identical | None:
        """Return a row; None until it is fetched."""
        page = self._pages.get(row // PAGE)
        at = row % PAGE
        return page[at] if page is not None and at < len(page) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of contents."""
        return 0 if parent is not None and parent.isValid() else self._sums.contents

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Shown | Identical | None:
        """Return the content, its name, or the text for screen readers and tool tips."""
        identical = self.identical(index.row()) if index.isValid() else None
        if identical is None:
            return None
        if role == IDENTICAL:
            return identical
        if role == Qt.ItemDataRole.DisplayRole:
            return name_words(identical)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_words(identical)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(spoken_words(identical))
        return None

    def _ask(self, page: int) -> None:
        self._asked.add(page)
        turn = self._round
        self._reader.ask(
            lambda ledger: Duplicates(ledger.database).page(
                page * PAGE, PAGE, PLACES, sidecars=False
            ),
            lambda found: self._take_page(turn, page, found),
        )

    def _take_sums(self, turn: int, sums: DuplicateSums | None) -> None:
        if turn != self._round:
            return
        self.known = True
        self._become(sums or DuplicateSums())
        self.counted.emit()

    def _become(self, sums: DuplicateSums) -> None:
        """Show so many rows; where only the rows' contents may have changed, nothing jumps."""
        same = sums.contents == self._sums.contents
        self._asked.clear()
        if not same:
            self.beginResetModel()
            self._sums = sums
            self._pages.clear()
            self._in_sight.clear()
            self.endResetModel()
            return
        self._sums = sums
        for page in set(self._pages) - self._in_sight:
            del self._pages[page]
        for page in self._in_sight:
            self._ask(page)

    def _take_page(self, turn: int, page: int, found: list[Identical] | None) -> None:
        if turn != self._round:
            return
        self._asked.discard(page)
        self._pages[page] = found or []
        self._pages.move_to_end(page)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, self.rowCount()) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE), self.index(last))
