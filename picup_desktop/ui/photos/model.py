"""The shots as a list model over a window of the ledger: only what is looked at is fetched.

It knows how many shots each month has, and fetches rows page by page when somebody
wants to see them. While photos are chosen, nothing moves below the person's hands:
what changed is taken in when the choice is gone.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from picup_desktop.ledger.gallery.gallery import Gallery, Month, ShownShot, Span, Wanted
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.ui.photos.layout import Layout
from picup_desktop.ui.photos.words import date_words, state_words
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import plain_tip

PAGE = 100
MOST_PAGES = 60
MOST_ASKED = 2
SHOT = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_Page = tuple[int, int]
"""A section, and the number of the page in it."""


class ShotModel(QAbstractListModel):
    """Rows run through all months, newest first; ``SHOT`` is a ``ShownShot``, or None for now."""

    counted = Signal()
    """The months were told."""

    def __init__(self, reader: LedgerReader) -> None:
        super().__init__()
        self._reader = reader
        self._wanted = Wanted()
        self._months: tuple[Month, ...] = ()
        self._numbers = Layout((), 1, 1)
        self._pages: OrderedDict[_Page, list[ShownShot]] = OrderedDict()
        self._asked: set[_Page] = set()
        self._in_sight: set[_Page] = set()
        self._round = 0
        self._holders: set[str] = set()
        self.stale = False
        """Whether something changed that is not shown, for somebody has rows in hand."""
        self.known = False

    @property
    def months(self) -> tuple[Month, ...]:
        """What there is to show."""
        return self._months

    @property
    def wanted(self) -> Wanted:
        """What is shown."""
        return self._wanted

    def show_wanted(self, wanted: Wanted) -> None:
        """Show something else."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._holders.clear()
            self.refresh()

    def hold(self, holder: str, *, held: bool) -> None:
        """Somebody has rows in hand (chosen, or looked at), or not any more."""
        if held:
            self._holders.add(holder)
        else:
            self._holders.discard(holder)
        if not self._holders and self.stale:
            self.refresh()

    def refresh(self) -> None:
        """Something may have changed."""
        if self._holders:
            self.stale = True
            return
        self.stale = False
        self._round += 1
        wanted, turn = self._wanted, self._round
        if not wanted.words:
            self._reader.ask(
                lambda ledger: Gallery(ledger.database).months(wanted),
                lambda months: self._take_months(turn, months),
            )
            return
        self._reader.ask(
            lambda ledger: Gallery(ledger.database).spans(),
            lambda spans: self._search(turn, spans, []),
        )

    def _search(self, turn: int, spans: list[Span] | None, found: list[Month]) -> None:
        """Part by part, so that nothing else waits for all of it; shown once it is whole."""
        if turn != self._round or not spans:
            self._take_months(turn, None if spans is None else found)
            return
        wanted, (span, *rest) = self._wanted, spans

        def take(months: list[Month] | None) -> None:
            self._search(turn, None if months is None else rest, [*found, *(months or [])])

        self._reader.ask(lambda ledger: Gallery(ledger.database).months(wanted, span), take)

    def forget(self) -> None:
        """Nothing is shown any more, until it is asked anew."""
        self._round += 1
        self._holders.clear()
        self._become(())
        self.known = False

    def want(self, rows: Iterable[int]) -> None:
        """Fetch what of these rows is not known yet."""
        self._in_sight = {self._page_of(row) for row in rows}
        self._ask_next()

    def shot(self, row: int) -> ShownShot | None:
        """A row's shot, if it is known by now."""
        if not 0 <= row < self._numbers.rows:
            return None
        page = self._page_of(row)
        found = self._pages.get(page)
        if found is None:
            return None
        self._pages.move_to_end(page)
        at = row - self._numbers.span(page[0]).start - page[1] * PAGE
        return found[at] if at < len(found) else None

    def resolve(self, rows: list[int], done: Callable[[list[ShownShot] | None], None]) -> None:
        """The shots of chosen rows, known or not; None if they are others by now."""
        known = [self.shot(row) for row in rows]
        if None not in known:
            done([shot for shot in known if shot is not None])
            return
        wanted, months, numbers = self._wanted, self._months, self._numbers
        chosen = sorted(rows)

        def ask(ledger: Ledger) -> list[ShownShot] | None:
            gallery, found = Gallery(ledger.database), []
            for section, month in enumerate(months):
                span = numbers.span(section)
                inside = [row - span.start for row in chosen if row in span]
                if inside:
                    shots = gallery.shots(wanted, month.month, 0, inside[-1] + 1)
                    found += [shots[at] for at in inside if at < len(shots)]
            same = tuple(gallery.months(wanted)) == months
            return found if same and len(found) == len(chosen) else None

        self._reader.ask(ask, done)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many shots there are."""
        return 0 if parent is not None and parent.isValid() else self._numbers.rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The shot, its name, or what a screen reader says."""
        shot = self.shot(index.row()) if index.isValid() else None
        if shot is None:
            return None
        name = shown(shot.lead.path)
        if role == SHOT:
            return shot
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        words = f"{name}\n{date_words(shot.taken_at)}\n{state_words(shot)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return words if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _page_of(self, row: int) -> _Page:
        section = self._numbers.section_of(row)
        return section, (row - self._numbers.span(section).start) // PAGE

    def _ask_next(self) -> None:
        """What is out of sight by the time it could be asked is not asked at all."""
        for page in sorted(self._in_sight - set(self._pages) - self._asked):
            if len(self._asked) >= MOST_ASKED:
                return
            self._ask_page(page)

    def _ask_page(self, page: _Page) -> None:
        self._asked.add(page)
        section, number = page
        wanted, turn = self._wanted, self._round
        month = self._months[section].month
        self._reader.ask(
            lambda ledger: Gallery(ledger.database).shots(wanted, month, number * PAGE, PAGE),
            lambda shots: self._take_page(turn, page, shots),
        )

    def _take_months(self, turn: int, months: list[Month] | None) -> None:
        if turn != self._round:
            return
        if months is None:
            # Not readable now, or made by an older version: the engine brings it up to date.
            months = []
        elif self._holders:
            self.stale = True
            return
        self.known = True
        if tuple(months) == self._months:
            self._renew_pages()
        else:
            self._become(tuple(months))
        self.counted.emit()

    def _become(self, months: tuple[Month, ...]) -> None:
        self.beginResetModel()
        self._months = months
        self._numbers = Layout(months, 1, 1)
        self._pages.clear()
        self._asked.clear()
        self._in_sight.clear()
        self.endResetModel()

    def _renew_pages(self) -> None:
        """As many as before, but they may be others, or safer: what is in sight is asked again.

        What is not is forgotten: it is asked when somebody comes back to it.
        """
        self._asked.clear()
        for page in set(self._pages) - self._in_sight:
            del self._pages[page]
        # Also those that were asked already: that answer is of before.
        for page in self._in_sight:
            self._ask_page(page)

    def _take_page(self, turn: int, page: _Page, shots: list[ShownShot] | None) -> None:
        if turn != self._round:
            return
        self._asked.discard(page)
        if shots is None:
            # The ledger can't be read; whoever tells of that, tells when it can be again.
            return
        before, self._pages[page] = self._pages.get(page), shots
        self._ask_next()
        if before == shots:
            return
        self._pages.move_to_end(page)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        first = self._numbers.span(page[0]).start + page[1] * PAGE
        last = min(first + PAGE, self._numbers.span(page[0]).stop) - 1
        self.dataChanged.emit(self.index(first), self.index(last))
