"""The row above the photos: search, album, state and saved views."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.gallery.gallery import PhotoFilter
from picup_desktop.names import Shown, shown
from picup_desktop.ui.photos.finding.search import sought
from picup_desktop.ui.photos.finding.spoken import spoken_words
from picup_desktop.ui.photos.finding.views import SavedView
from picup_desktop.ui.photos.finding.views_button import Present, ViewsButton
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.eliding import ElidedCombo
from picup_desktop.ui.widgets.named import add_clear_button, name_control
from picup_desktop.words import PhotoState

TYPING_MILLISECONDS = 250
ALBUM_WIDTH = 180
"""The most width of the box of albums, in pixels, so that the search keeps its room."""
SEARCH_WIDTH = 160
"""The least width of the search, in pixels; names in the boxes beside it are shortened first."""


class Filters(QWidget):
    """Emit ``changed`` when ``wanted`` changes."""

    changed = Signal()

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._theme = theme
        self._spoken = spoken_words()
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Photos", "Name, date, camera or kind"))
        self.search.setAccessibleName(translate("Photos", "Search"))
        self.search.setMinimumWidth(grown(SEARCH_WIDTH))
        add_clear_button(self.search)
        self._glass = QAction(translate("Photos", "Search"), self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.album = ElidedCombo()
        self.album.setMaximumWidth(ALBUM_WIDTH)
        name_control(self.album, translate("Photos", "Album"))
        self.album.addItem(translate("Photos", "All albums"), None)
        self.state = ElidedCombo()
        name_control(self.state, translate("Photos", "State"))
        for words, states in _states():
            self.state.addItem(words, states)
        self.views = ViewsButton(theme, preferences, self._present)
        self.views.chosen.connect(self.show_view)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search, 1)
        for each in (self.album, self.state, self.views):
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
        found = sought(self.search.text(), self._spoken)
        return PhotoFilter(
            album_id=self.album.currentData(),
            states=frozenset(self._states_of()),
            words=found.words,
            since=found.since,
            before=found.before,
            kinds=found.kinds,
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

    @Slot(object)
    def show_view(self, view: SavedView) -> None:
        """Search as a saved view does."""
        with QSignalBlocker(self.album), QSignalBlocker(self.state), QSignalBlocker(self.search):
            self.album.setCurrentIndex(max(0, self.album.findData(view.album_id)))
            self.state.setCurrentIndex(self._row_of(view.states))
            self.search.setText(view.text)
        self.changed.emit()

    def _present(self) -> Present:
        """Return the present search, for the saved views."""
        albums = {self.album.itemData(row) for row in range(self.album.count())}
        search = SavedView("", self.search.text(), self.album.currentData(), self._states_of())
        return Present(search, frozenset(albums), is_narrow=self.narrow)

    def _states_of(self, row: int = -1) -> tuple[PhotoState, ...]:
        states = self.state.currentData() if row < 0 else self.state.itemData(row)
        return tuple(PhotoState(state) for state in states or ())

    def _row_of(self, states: tuple[PhotoState, ...]) -> int:
        rows = range(self.state.count())
        return next((row for row in rows if self._states_of(row) == states), 0)

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
        (translate("Photos", "On both storages"), (PhotoState.PROTECTED,)),
        (translate("Photos", "On one storage only"), (PhotoState.HALF_PROTECTED,)),
        (translate("Photos", "On its way"), (PhotoState.WAITING,)),
        (translate("Photos", "Not stored yet"), (PhotoState.FAILED,)),
    ]
