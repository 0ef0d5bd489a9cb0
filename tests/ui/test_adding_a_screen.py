"""The example of docs/extending.md: a screen of one's own in the window, on a real ledger."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.demo.samples import make_samples
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import plain
from picup_desktop.ui.composition import make_context
from picup_desktop.ui.context import Context
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.widgets.page import Page
from picup_desktop.ui.widgets.parts import label
from tests.ui.conftest import LONG_MILLISECONDS, picup


def largest_photo(ledger: Ledger) -> str | None:
    """A question of this screen alone; it runs in the thread that owns the ledger."""
    photos = [photo for album in ledger.albums.all() for photo in _of(ledger, album.id)]
    return max(photos, default=(0, None))[1]


def _of(ledger: Ledger, album_id: int) -> list[tuple[int, str]]:
    found = [ledger.photos.get(photo_id) for photo_id in ledger.photos.living(album_id)]
    return [(photo.size_bytes, photo.path) for photo in found if photo is not None]


class LargestPage(Page):
    """Shows the largest photo: asks when something changed, and never waits."""

    def __init__(self, context: Context) -> None:
        super().__init__(plain("Largest photo"))
        self._app_state, self._snapshots = context.app_state, context.snapshots
        self.count: QLabel = label("")
        self.name: QLabel = label("")
        self.body.addWidget(self.count)
        self.body.addWidget(self.name)
        self._app_state.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        if snapshot is not None:
            self.count.setText(str(snapshot.photos))
            self._snapshots.ask(largest_photo, self._tell)

    def _tell(self, path: str | None) -> None:
        self.name.setText(path or "There is none.")


def test_a_screen_asks_the_ledger_and_shows_what_it_was_told(
    empty_home: Home, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    make_samples(tmp_path / "Pictures" / "Family", count=3)
    main, backup = tmp_path / "main", tmp_path / "backup"
    kit = str(tmp_path / "kit.txt")
    picup(
        empty_home,
        *("setup", "--main", main.as_uri(), "--backup", backup.as_uri(), "--recovery-kit", kit),
    )
    picup(empty_home, "album", "add", str(tmp_path / "Pictures" / "Family"))
    picup(empty_home, "sync")
    context = make_context(qapp, empty_home, Preferences(empty_home))
    page = LargestPage(context)
    pages: dict[PageName, Callable[[], QWidget]] = dict.fromkeys(PageName, QWidget)
    pages[PageName.ACTIVITY] = lambda: page
    window = MainWindow(context, pages)
    qtbot.addWidget(window)
    window.go(PageName.ACTIVITY)
    assert window.place is PageName.ACTIVITY
    context.snapshots.begin()
    try:
        qtbot.waitUntil(lambda: page.name.text() != "", timeout=LONG_MILLISECONDS)
    finally:
        context.snapshots.end()
    assert page.count.text() == "3"
    assert (tmp_path / "Pictures" / "Family" / page.name.text()).is_file()
    window.leave()
