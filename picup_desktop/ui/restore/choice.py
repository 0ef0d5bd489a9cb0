"""The choice of photos to restore: all, albums, or some found by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.photos import Restore
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import FoundPhoto, find_by_name
from picup_desktop.names import NO_WORDS, Shown, shown, shown_place
from picup_desktop.ui import text
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.changes.preview import Preview
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.eliding import ElidedCheckBox
from picup_desktop.ui.widgets.named import add_clear_button
from picup_desktop.ui.widgets.parts import BOX_WORDS, card, clear, label
from picup_desktop.ui.widgets.photo_list import PICTURE_EDGE, PhotoLine, PhotoList
from picup_desktop.ui.widgets.plain_words import RadioButton

TYPING_MILLISECONDS = 250
MOST_FOUND = 500


@dataclass(frozen=True)
class RestoreRequest:
    """The destination, and all photos, those of some albums, or some photos."""

    folder: str
    albums: tuple[str, ...] | None = None
    photos: tuple[int, ...] | None = None
    as_of: str | None = None
    """A day, as ISO 8601, for all photos or those of albums (4-4)."""

    def command(self) -> Restore:
        """Return the arguments of the engine's ``restore``."""
        if self.photos is not None:
            return Restore(Path(self.folder), photos=tuple(map(str, self.photos)))
        return Restore(Path(self.folder), albums=self.albums, as_of=self.as_of)


def problem_of(request: RestoreRequest, albums: Sequence[AlbumSummary]) -> Shown:
    """Return why a request can't be carried out; empty if it can."""
    if not request.folder:
        return translate("Restore", "Choose the folder to restore the photos to.")
    if request.photos is not None and not request.photos:
        return translate("Restore", "Choose at least one photo.")
    if request.photos is None and request.albums is not None and not request.albums:
        return translate("Restore", "Choose at least one album.")
    for album in albums:
        inside = Path(request.folder) == Path(album.record.path) or (
            Path(album.record.path) in Path(request.folder).parents
        )
        if inside:
            return translate(
                "Restore",
                "That folder is part of the album “{album}”, where restored photos would be taken"
                " for new ones. Choose another.",
            ).format(album=shown(album.record.name))
    return NO_WORDS


class PhotoChoice(QFrame):
    """Lets a person choose photos; emits ``changed`` when the choice changes."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._snapshots = context.snapshots
        self._asked = ""
        self._albums: dict[str, ElidedCheckBox] = {}
        self._handed: tuple[int, ...] | None = None
        self.all = RadioButton(translate("Restore", "All photos"))
        self.by_album = RadioButton(translate("Restore", "Albums"))
        self.some = RadioButton(translate("Restore", "Some photos"))
        self.all.setChecked(True)
        self._album_box = QWidget()
        self._album_rows = QVBoxLayout(self._album_box)
        self._album_rows.setContentsMargins(BOX_WORDS, 0, 0, 4)
        self._make_search(context)
        frame, inside = card()
        inside.addWidget(label(translate("Restore", "Which photos?"), "section"))
        for part in (self.all, self.by_album, self._album_box, self.some, self._some_box):
            inside.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        for radio in (self.all, self.by_album, self.some):
            radio.toggled.connect(self._turn)
        self._turn()

    @property
    def albums(self) -> tuple[str, ...] | None:
        """The chosen albums; None if the choice is not by album."""
        if not self.by_album.isChecked():
            return None
        return tuple(name for name, box in self._albums.items() if box.isChecked())

    @property
    def photos(self) -> tuple[int, ...] | None:
        """The chosen photos; None if the choice is not of single photos."""
        if not self.some.isChecked():
            return None
        return tuple(self.found.ids()) if self._handed is None else self._handed

    def hand(self, photos: tuple[int, ...]) -> None:
        """Take over a choice that was made on another page."""
        self._handed = photos
        self.some.setChecked(True)
        self._turn()

    def show_albums(self, albums: tuple[AlbumSummary, ...], photos: int, size_bytes: int) -> None:
        """Offer these albums, and all photos with their count and size."""
        self.all.setText(
            translate("Restore", "All {photos}, {size}").format(
                photos=text.photos(photos), size=text.size(size_bytes)
            )
        )
        names = [album.record.name for album in albums]
        if names != list(self._albums):
            before = {name for name, box in self._albums.items() if box.isChecked()}
            clear(self._album_rows)
            self._albums = {name: ElidedCheckBox() for name in names}
            for name, box in self._albums.items():
                box.setChecked(name in before)
                box.toggled.connect(self.changed)
                self._album_rows.addWidget(box)
        for album in albums:
            box = self._albums[album.record.name]
            box.show_words(shown(album.record.name), f"  ·  {text.photos(album.photos)}")

    def forget(self) -> None:
        """Drop the names that were found."""
        self.search.clear()
        self.found.lines.show_lines([])
        self.pictures.forget()

    def _make_search(self, context: Context) -> None:
        self.pictures = VersionPictures(context.link, PICTURE_EDGE)
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Restore", "Part of a name, or of its folder"))
        self.search.setAccessibleName(translate("Restore", "Look for photos"))
        add_clear_button(self.search)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._find)
        self.search.textChanged.connect(self._type)
        self.found = PhotoList(
            context.theme,
            translate("Restore", "Photos found"),
            translate("Restore", "Type a name to look for photos."),
            pictures=self.pictures,
        )
        self.found.chosen.connect(self.changed)
        self.found.preview_asked.connect(self._preview)
        self._handed_words = label(part="quiet")
        self._some_box = QWidget()
        rows = QVBoxLayout(self._some_box)
        rows.setContentsMargins(BOX_WORDS, 0, 0, 0)
        for part in (self.search, self.found, self._handed_words):
            rows.addWidget(part)

    @Slot(object)
    def _preview(self, line: PhotoLine) -> None:
        if line.picture is not None:
            Preview(self._context.theme, self._context.link, line.picture, line.name, self).open()

    @Slot()
    def _turn(self) -> None:
        if not self.some.isChecked():
            self._handed = None
        self._album_box.setVisible(self.by_album.isChecked())
        self._some_box.setVisible(self.some.isChecked())
        handed = self._handed is not None
        self.search.setVisible(not handed)
        self.found.setVisible(not handed)
        self._handed_words.setVisible(handed)
        if self._handed is not None:
            self._handed_words.setText(
                translate("Restore", "%Ln photos that you chose", None, len(self._handed))
            )
        self.changed.emit()

    @Slot()
    def _type(self) -> None:
        self._typing.start()

    @Slot()
    def _find(self) -> None:
        words = self.search.text().strip()
        self._asked = words
        if not words:
            self.found.lines.show_lines([])
            return

        def question(ledger: Ledger) -> tuple[str, list[FoundPhoto]]:
            return words, find_by_name(ledger.database, words, MOST_FOUND)

        self._snapshots.ask(question, self._show_found)

    def _show_found(self, answer: tuple[str, list[FoundPhoto]] | None) -> None:
        if answer is None or answer[0] != self._asked:
            return
        self.found.lines.show_lines(
            [
                PhotoLine(
                    photo.photo_id,
                    shown(photo.path.rpartition("/")[2]),
                    shown_place(photo.album, photo.path),
                    text.size(photo.size_bytes),
                    picture=PictureOf(photo.photo_id),
                )
                for photo in answer[1]
            ]
        )
