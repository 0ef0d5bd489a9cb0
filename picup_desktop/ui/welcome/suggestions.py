"""The folders where this system keeps pictures and films, suggested with what is in them.

They are looked for and counted in threads: a home may be on a server that does not answer.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from picup_desktop.gallery.estimate import Estimate
from picup_desktop.names import plain, shown
from picup_desktop.ui.albums.counting import FolderCount, count_words
from picup_desktop.ui.aside import Aside
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import ElidedLabel, button, label, row

USUAL_NAMES = ("Pictures", "OneDrive/Pictures", "Photos")
"""Below the home, where the system names no folder of its own, or another one too."""
KNOWN = (
    QStandardPaths.StandardLocation.PicturesLocation,
    QStandardPaths.StandardLocation.MoviesLocation,
)


class Suggestion(QFrame):
    """A folder and what is in it, which is counted at once; hidden while that is nothing.

    Emit ``wanted(path)`` when a person takes it.
    """

    wanted = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._is_album = False
        self._count: Estimate | None = None
        self.setProperty("part", "card")
        where = ElidedLabel("strong")
        where.show_words(plain(str(folder)))
        self._much = label(part="quiet", wrap=True)
        self.take = button(translate("Welcome", "Add this folder"), "primary")
        words = translate("Welcome", "Add the folder {folder}")
        self.take.setAccessibleName(words.format(folder=shown(str(folder))))
        self.take.clicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(where)
        across = row(self._much, self.take, spacing=16)
        across.setStretch(0, 1)
        layout.addLayout(across)
        self._counting = FolderCount(folder)
        self._counting.counted.connect(self._counted)
        self._counting.begin()
        self._show()

    @property
    def words(self) -> str:
        """What is in it."""
        return self._much.text()

    def be_album(self, *, album: bool) -> None:
        """Note whether the folder is an album, which is not suggested any more."""
        self._is_album = album
        self._show()

    def stop(self) -> None:
        """Stop counting."""
        self._counting.stop()

    @Slot()
    def _take(self) -> None:
        self.stop()
        self.wanted.emit(str(self.folder))

    @Slot(object)
    def _counted(self, count: Estimate) -> None:
        self._count = count
        self._show()

    def _show(self) -> None:
        self._much.setText(count_words(self._count))
        has_photos = self._count is not None and self._count.photos > 0
        self.setVisible(has_photos and not self._is_album)


class Suggestions(QWidget):
    """A card for each folder; emit ``wanted(path)`` when a person takes one."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[Path, Suggestion] = {}
        self._albums: set[Path] = set()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._aside = Aside()
        known = [Path(found) for kind in KNOWN if (found := QStandardPaths.writableLocation(kind))]
        home = Path.home()
        folders = [*known, *(home / name for name in USUAL_NAMES)]
        self._aside.ask(lambda _stopped: suggested(folders, home), self._suggest)

    @property
    def shown_folders(self) -> list[Path]:
        """The folders that are suggested now."""
        return [folder for folder, each in self.cards.items() if not each.isHidden()]

    def take_out(self, folder: Path) -> None:
        """Stop suggesting a folder, because it is an album."""
        self._albums.add(folder)
        if folder in self.cards:
            self.cards[folder].be_album(album=True)

    def put_back(self, folder: Path) -> None:
        """Suggest a folder again, because it is no album any more."""
        self._albums.discard(folder)
        if folder in self.cards:
            self.cards[folder].be_album(album=False)

    def _suggest(self, folders: list[Path]) -> None:
        for folder in folders:
            made = Suggestion(folder)
            made.wanted.connect(self.wanted)
            self.cards[folder] = made
            made.be_album(album=folder in self._albums)
            self._layout.addWidget(made)


def suggested(folders: Iterable[Path], home: Path) -> list[Path]:
    """Return those that are there: each once, none within another, and never all of the home."""
    found: list[Path] = []
    own = home.resolve()
    for folder in folders:
        real = _real_folder(folder)
        # Without a folder of its own for pictures, some systems name the home itself.
        if real is None or real == own or real in own.parents:
            continue
        if any(real.is_relative_to(one) for one in found):
            continue
        found = [one for one in found if not one.is_relative_to(real)]
        found.append(real)
    return found


def _real_folder(folder: Path) -> Path | None:
    """Return a folder without links in its path; None if there is none."""
    try:
        real = folder.resolve()
        return real if real.is_dir() else None
    except (OSError, RuntimeError):
        # A folder that may not be looked at, or a link that leads to itself.
        return None
