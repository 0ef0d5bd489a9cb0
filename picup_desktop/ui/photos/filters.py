"""The row above the photos: search, album and state; and the search."""

import re
from calendar import timegm
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.gallery.gallery import PhotoFilter
from picup_desktop.names import Shown, searchable, shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.eliding import ElidedCombo
from picup_desktop.ui.widgets.named import add_clear_button, name_control
from picup_desktop.words import PhotoState

TYPING_MILLISECONDS = 250

_DATE = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_SPOKEN = re.compile(r"(\d{4})년\s*(?:(\d{1,2})월)?\s*(?:(\d{1,2})일)?")
YEARS = range(1826, 2101)
"""Years that the search takes for dates; other numbers are parts of names."""


class Filters(QWidget):
    """Emit ``changed`` when ``wanted`` changes."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Photos", "Name, folder or date"))
        self.search.setAccessibleName(translate("Photos", "Search"))
        add_clear_button(self.search)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.album = ElidedCombo()
        name_control(self.album, translate("Photos", "Album"))
        self.album.addItem(translate("Photos", "All albums"), None)
        self.state = QComboBox()
        name_control(self.state, translate("Photos", "State"))
        for words, states in _states():
            self.state.addItem(words, states)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search, 1)
        for each in (self.album, self.state):
            layout.addWidget(each)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(self._type)
        self.album.currentIndexChanged.connect(self._choose)
        self.state.currentIndexChanged.connect(self._choose)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)
        theme.changed.connect(self._colour)
        self._colour()

    @property
    def wanted(self) -> PhotoFilter:
        """The filter as the ledger's query."""
        found = sought(self.search.text())
        album_id, states = self.album.currentData(), self.state.currentData()
        return PhotoFilter(
            album_id=album_id,
            states=frozenset(PhotoState(state) for state in states or ()),
            words=found.words,
            since=found.since,
            before=found.before,
        )

    @property
    def narrow(self) -> bool:
        """Whether the filter leaves anything out."""
        return self.wanted != PhotoFilter()

    def show_albums(self, albums: Sequence[AlbumRecord]) -> None:
        """Offer these albums; keep the chosen one."""
        named = [(shown(album.name), album.id) for album in albums]
        before = [
            (self.album.itemText(at), self.album.itemData(at))
            for at in range(1, self.album.count())
        ]
        if named == before:
            return
        chosen = self.album.currentData()
        with QSignalBlocker(self.album):
            while self.album.count() > 1:
                self.album.removeItem(1)
            for name, album_id in named:
                self.album.addItem(name, album_id)
            self.album.setCurrentIndex(max(0, self.album.findData(chosen)))
        if self.album.currentData() != chosen:
            self.changed.emit()

    def choose_album(self, album_id: int, name: str) -> None:
        """Show the photos of one album; it is offered, also before the albums are read."""
        if self.album.findData(album_id) < 0:
            self.album.addItem(shown(name), album_id)
        self.album.setCurrentIndex(self.album.findData(album_id))

    def clear(self) -> None:
        """Remove every filter."""
        self.album.setCurrentIndex(0)
        self.state.setCurrentIndex(0)
        self.search.clear()

    @Slot(str)
    def _type(self, _text: str) -> None:
        self._typing.start()

    @Slot(int)
    def _choose(self, _index: int) -> None:
        self.changed.emit()

    @Slot()
    def _colour(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))


def _states() -> list[tuple[Shown, tuple[PhotoState, ...]]]:
    return [
        (translate("Photos", "Every state"), ()),
        (translate("Photos", "On both NAS"), (PhotoState.PROTECTED,)),
        (translate("Photos", "On one NAS only"), (PhotoState.HALF_PROTECTED,)),
        (translate("Photos", "On its way"), (PhotoState.WAITING,)),
        (translate("Photos", "Not stored yet"), (PhotoState.FAILED,)),
    ]


@dataclass(frozen=True)
class Sought:
    """Words of names, and a time span in seconds of the wall clock."""

    words: tuple[str, ...] = ()
    since: int | None = None
    before: int | None = None


def sought(text: str) -> Sought:
    """Split a search into names and dates.

    ``2019``, ``2019-05``, ``2019-05-04`` and ``2019년 5월`` are dates.
    """
    spoken = _SPOKEN.search(text)
    stretch = None if spoken is None else _stretch(spoken)
    if spoken is not None and stretch is not None:
        text = text[: spoken.start()] + text[spoken.end() :]
    words = []
    for token in text.split():
        found = _DATE.fullmatch(token)
        meant = None if found is None or stretch is not None else _stretch(found)
        if meant is None:
            words.append(searchable(token))
        else:
            stretch = meant
    since, before = stretch or (None, None)
    return Sought(tuple(words), since, before)


def _stretch(found: re.Match[str]) -> tuple[int, int] | None:
    year, month, day = (None if part is None else int(part) for part in found.groups())
    if year not in YEARS or year is None:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        after = first + timedelta(days=1)
    elif month is not None:
        after = (first + timedelta(days=31)).replace(day=1)
    else:
        after = date(year + 1, 1, 1)
    return timegm(first.timetuple()), timegm(after.timetuple())
