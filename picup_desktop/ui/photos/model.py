"""The shots as a list model that fetches only the visible rows from the ledger.

It knows how many shots each month has, and fetches rows page by page. While photos are
selected or viewed, no row moves: changes are taken in when the rows are released.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from picup_desktop.ledger.gallery.chosen import Stretch
from picup_desktop.ledger.gallery.gallery import Gallery, Month, PhotoFilter, ShownShot, Span
from picup_desktop.ledger.gallery.sketch import DAY_SECONDS, UNKNOWN_SHAPE
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import Shown, shown
from picup_desktop.ui.photos.layout.numbers import Numbers
from picup_desktop.ui.photos.sketches import Sketches
from picup_desktop.ui.photos.words import shot_date_words, state_words
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import plain_tip

PAGE = 100
MOST_PAGES = 60
MOST_ASKED = 2
SHOT = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_Page = tuple[int, int]
"""A month's number, and the number of the page in it."""


class ShotModel(QAbstractListModel):
    """Number the rows through all months, newest first.

    The role ``SHOT`` gives a ``ShownShot``, or None until it is fetched.
    """

    counted = Signal()
    """Emitted when the months' counts have arrived."""

    def __init__(self, reader: LedgerReader, sketches: Sketches) -> None:
        super().__init__()
        self._reader = reader
        self.sketches = sketches
        self._wanted = PhotoFilter()
        self._numbers = Numbers(())
        self._pages: OrderedDict[_Page, list[ShownShot]] = OrderedDict()
        self._asked: set[_Page] = set()
        self._in_sight: set[_Page] = set()
        self._round = 0
        self._holders: set[str] = set()
        self.stale = False
        """Whether a change is not shown yet, because rows are held."""
        self.known = False

    @property
    def months(self) -> tuple[Month, ...]:
        """The months and their counts, newest first."""
        return self._numbers.months

    @property
    def wanted(self) -> PhotoFilter:
        """The current filter."""
        return self._wanted

    def show_wanted(self, wanted: PhotoFilter) -> None:
        """Change the filter, and release held rows."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._holders.clear()
            self.refresh()

    def month_of(self, row: int) -> int:
        """Return the month of a row, since the year 0."""
        return self.months[self._numbers.section_of(row)].month

    def place_of(self, row: int) -> tuple[int, int]:
        """Return the month of a row, and the row's index in it."""
        section = self._numbers.section_of(row)
        return self.months[section].month, row - self._numbers.span(section).start

    def sketched_id(self, row: int) -> int | None:
        """Return the id of a row's shot, also before the shot is fetched; None if unknown."""
        if not 0 <= row < self._numbers.rows:
            return None
        month, at = self.place_of(row)
        sketch = self.sketches.known.get(month)
        return sketch.ids[at] if sketch is not None and at < len(sketch) else None

    def hold(self, holder: str, *, held: bool) -> None:
        """Hold the rows in place for ``holder``, which selects or views some; or release them."""
        if held:
            self._holders.add(holder)
        else:
            self._holders.discard(holder)
        if not self._holders and self.stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the months again, because something may have changed."""
        if self._holders:
            self.stale = True
            return
        self.stale = False
        self._round += 1
        wanted, turn = self._wanted, self._round
        if not wanted.reads_shots:
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
        """Search one part of the ledger after another, so that no other question waits for all."""
        if turn != self._round or not spans:
            self._take_months(turn, None if spans is None else found)
            return
        wanted, (span, *rest) = self._wanted, spans

        def take(months: list[Month] | None) -> None:
            self._search(turn, None if months is None else rest, [*found, *(months or [])])

        self._reader.ask(lambda ledger: Gallery(ledger.database).months(wanted, span), take)

    def forget(self) -> None:
        """Show nothing until the next refresh."""
        self._round += 1
        self._holders.clear()
        self._become(())
        self.known = False

    def want(self, rows: Iterable[int]) -> None:
        """Fetch those of these rows that are not known yet."""
        self._in_sight = {self._page_of(row) for row in rows}
        self._ask_next()
        sections = dict.fromkeys(section for section, _ in sorted(self._in_sight))
        self.sketches.want([self.months[section].month for section in sections])

    def shot(self, row: int) -> ShownShot | None:
        """Return a row's shot; None until it is fetched."""
        if not 0 <= row < self._numbers.rows:
            return None
        page = self._page_of(row)
        found = self._pages.get(page)
        if found is None:
            return None
        self._pages.move_to_end(page)
        at = row - self._numbers.span(page[0]).start - page[1] * PAGE
        return found[at] if at < len(found) else None

    def fetch(self, rows: range, done: Callable[[list[ShownShot] | None], None]) -> None:
        """Call ``done`` with the shots of a few rows, as far as they are of one month."""
        wanted, (month, at) = self._wanted, self.place_of(rows.start)
        self._reader.ask(
            lambda ledger: Gallery(ledger.database).shots(wanted, month, at, len(rows)), done
        )

    def resolve(self, rows: list[int], done: Callable[[list[ShownShot] | None], None]) -> None:
        """Call ``done`` with the shots of ``rows``, or with None if the rows have changed."""
        known = [self.shot(row) for row in rows]
        if None not in known:
            done([shot for shot in known if shot is not None])
            return
        wanted, months, numbers = self._wanted, self.months, self._numbers
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

    def stretches(self, runs: Iterable[range]) -> Iterator[Stretch]:
        """Yield rows, which are given as ranges, month by month."""
        for run in runs:
            for section in range(
                self._numbers.section_of(run.start), self._numbers.section_of(run.stop - 1) + 1
            ):
                span = self._numbers.span(section)
                first, after = max(run.start, span.start), min(run.stop, span.stop)
                month = self.months[section].month
                yield Stretch(month, first - span.start, after - first)

    def known_shots(self, runs: Sequence[range]) -> list[ShownShot] | None:
        """Return the shots of rows, which are given as ranges; None if any is not fetched."""
        if sum(map(len, runs)) > PAGE * MOST_PAGES:
            return None
        shots = [self.shot(row) for row in chain.from_iterable(runs)]
        return None if None in shots else [shot for shot in shots if shot is not None]

    def find(self, shot_ids: list[int], done: Callable[[list[int]], None]) -> None:
        """Call ``done`` with the rows of shots, as far as they match the filter."""
        wanted, turn = self._wanted, self._round

        def take(places: list[tuple[int, int]] | None) -> None:
            if places is not None and turn == self._round:
                sections = {month.month: at for at, month in enumerate(self.months)}
                spans = {month: self._numbers.span(at) for month, at in sections.items()}
                found = [(spans[month], at) for month, at in places if month in spans]
                done([span.start + at for span, at in found if at < len(span)])

        self._reader.ask(lambda ledger: Gallery(ledger.database).places(wanted, shot_ids), take)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of shots."""
        return 0 if parent is not None and parent.isValid() else self._numbers.rows

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Shown | ShownShot | None:
        """Return the shot, its name, or the text for screen readers and tool tips."""
        shot = self.shot(index.row()) if index.isValid() else None
        if shot is None:
            return None
        name = shown(shot.lead.path)
        if role == SHOT:
            return shot
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        words = f"{name}\n{shot_date_words(shot)}\n{state_words(shot)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return words if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _page_of(self, row: int) -> _Page:
        section = self._numbers.section_of(row)
        return section, (row - self._numbers.span(section).start) // PAGE

    def _ask_next(self) -> None:
        """Ask for the visible pages; a page that went out of sight is not asked for."""
        for page in sorted(self._in_sight - set(self._pages) - self._asked):
            if len(self._asked) >= MOST_ASKED:
                return
            self._ask_page(page)

    def _ask_page(self, page: _Page) -> None:
        self._asked.add(page)
        section, number = page
        wanted, turn, numbers = self._wanted, self._round, self._numbers
        month = self.months[section].month

        def take(shots: list[ShownShot] | None) -> None:
            # Other months that came meanwhile number their pages otherwise.
            if turn == self._round and numbers is self._numbers:
                self._take_page(page, shots)

        self._reader.ask(
            lambda ledger: Gallery(ledger.database).shots(wanted, month, number * PAGE, PAGE), take
        )

    def _take_months(self, turn: int, months: list[Month] | None) -> None:
        if turn != self._round:
            return
        if months is None:
            # The gallery can't be read now, or is of an older version: the engine updates it.
            months = []
        elif self._holders:
            self.stale = True
            return
        self.known = True
        if tuple(months) == self.months:
            self._renew_pages()
        else:
            self._become(tuple(months))
        self.counted.emit()

    def _become(self, months: tuple[Month, ...]) -> None:
        self.beginResetModel()
        self._numbers = Numbers(months)
        self._pages.clear()
        self._asked.clear()
        self._in_sight.clear()
        self.sketches.show(months, self._wanted)
        self.endResetModel()

    def _renew_pages(self) -> None:
        """Read the visible pages again: the counts are the same, but photos may differ.

        The other pages are dropped and read when they become visible.
        """
        self._asked.clear()
        for page in set(self._pages) - self._in_sight:
            del self._pages[page]
        # Also pages that were asked for already: that answer would be out of date.
        for page in self._in_sight:
            self._ask_page(page)

    def _take_page(self, page: _Page, shots: list[ShownShot] | None) -> None:
        self._asked.discard(page)
        if shots is None:
            # The ledger can't be read; the snapshots report that, and when it is over.
            return
        before, self._pages[page] = self._pages.get(page), shots
        self._check_sketch(page, shots)
        self._ask_next()
        if before == shots:
            return
        self._pages.move_to_end(page)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        first = self._numbers.span(page[0]).start + page[1] * PAGE
        last = min(first + PAGE, self._numbers.span(page[0]).stop) - 1
        self.dataChanged.emit(self.index(first), self.index(last))

    def _check_sketch(self, page: _Page, shots: list[ShownShot]) -> None:
        """Read the sketch of a month again if a page of it has other shots by now."""
        month = self.months[page[0]].month
        sketch = self.sketches.known.get(month)
        if sketch is None:
            return
        first, after = page[1] * PAGE, page[1] * PAGE + len(shots)
        same = all(
            shot.id == shot_id
            and shot.taken_at // DAY_SECONDS == day
            and shot.lead.shape in (UNKNOWN_SHAPE, shape)
            for shot, shot_id, day, shape in zip(
                shots,
                sketch.ids[first:after],
                sketch.days[first:after],
                sketch.shapes[first:after],
                strict=False,
            )
        )
        if not same:
            self.sketches.renew(month)
