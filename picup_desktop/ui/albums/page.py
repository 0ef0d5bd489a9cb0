"""The albums page: covers, what can be done with an album, and adding some."""

from PySide6.QtCore import QRect, QSize, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.duplicates import DuplicateSums
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.albums.add import AddDialog
from picup_desktop.ui.albums.choices import ChoicesDialog
from picup_desktop.ui.albums.covers import AlbumCovers
from picup_desktop.ui.albums.folders import ask_for_photos
from picup_desktop.ui.albums.left_out import LeftOutDialog
from picup_desktop.ui.albums.list import AlbumList
from picup_desktop.ui.albums.model import AlbumModel
from picup_desktop.ui.albums.moved import MovedFolder
from picup_desktop.ui.albums.remove import RemoveDialog
from picup_desktop.ui.albums.rename import RenameDialog
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.photos.pictures import Pictures
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.status import Status
from picup_desktop.ui.text import in_words, plain_tip, translate
from picup_desktop.ui.widgets.open_folder import open_folder
from picup_desktop.ui.widgets.page import Empty, Page, UpdateWhenVisible, looking
from picup_desktop.ui.widgets.parts import button, label

ICON = QSize(20, 20)
WIDEST = 1_600
"""Covers may fill a large screen; in pixels."""


class AlbumsPage(Page):
    """Add, open, pause, resume, rename and remove albums.

    ``message(sentence)``: what came of an action. ``opened(AlbumSummary)``: an album whose photos
    are to be shown. ``duplicates``: what stands in several places is to be shown.
    """

    message = Signal(str)
    opened = Signal(object)
    duplicates = Signal()

    def __init__(
        self,
        context: Context,
        commands: Commands,
        preferences: Preferences,
        pictures: Pictures,
        reader: LedgerReader,
    ) -> None:
        """``pictures`` and ``reader`` are those of the gallery; another page begins them."""
        super().__init__(translate("Sidebar", "Albums"), widest=WIDEST)
        self._context = context
        self._app_state = context.app_state
        self._commands = commands
        self._preferences = preferences
        self._model = AlbumModel()
        self.covers = AlbumCovers(reader, pictures)
        self.list = AlbumList(context.theme, self._model, self.covers)
        self.list.show_as_list(chosen=preferences.albums_as_list)
        self.adding: AddDialog | None = None
        self._problem = label(part="problem", wrap=True)
        self._problem.hide()
        self._hint = label(
            translate("Albums", "Drop folders here to keep their photos safe."), "quiet", wrap=True
        )
        self.empty = Empty(
            context.theme,
            Status.EMPTY,
            (
                translate("Albums", "No albums yet"),
                translate(
                    "Albums",
                    "Add the folder where your photos are, or drop it here. PicUp watches it"
                    " and keeps every photo in it on both storages.",
                ),
            ),
            self._add_button(),
        )
        self.looking = looking(context.theme)
        self._lay_out()
        self._join()
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    def _lay_out(self) -> None:
        self.to_duplicates = button(NO_WORDS, "link")
        self.to_duplicates.clicked.connect(self.duplicates)
        self.turn = QToolButton()
        self.turn.setIconSize(ICON)
        self.turn.clicked.connect(self._turn)
        self._add = self._add_button()
        for each in (self.to_duplicates, self.turn, self._add):
            self.beside.addWidget(each)
        for widget in (self._problem, self.list, self._hint, self.empty, self.looking):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _join(self) -> None:
        context, commands = self._context, self._commands
        self.list.opened.connect(self.opened)
        self.list.folder.connect(self.open_folder)
        self.list.at.connect(self._reveal)
        self.list.pause.connect(commands.pause_album)
        self.list.resume.connect(commands.resume_album)
        self.list.remove.connect(self.ask_removal)
        self.list.left_out.connect(self.show_left_out)
        self.list.rename.connect(self.ask_name)
        self.list.choose.connect(self.ask_choices)
        self.moved = MovedFolder(context, self)
        self.moved.message.connect(self.message)
        self.moved.refused.connect(self._show_problem)
        self.list.moved.connect(self.choose_moved)
        context.theme.changed.connect(self._colour)
        self._colour()

    @property
    def problem(self) -> str:
        """The reason why the last folder was refused."""
        return self._problem.text()

    @Slot()
    def choose(self) -> None:
        """Ask for a folder, and then whether to watch it."""
        ask_for_photos(self).fileSelected.connect(self.ask_to_add)

    @Slot(str)
    def ask_to_add(self, path: str) -> None:
        """Show what a folder holds, beside others that are asked about already."""
        self._problem.hide()
        if self.adding is None:
            self.adding = AddDialog(self._context.theme, self._commands, self)
            self.adding.message.connect(self.message)
            self.adding.finished.connect(self._forget_adding)
        self.adding.take(path)
        self.adding.open()

    @Slot(int)
    def _forget_adding(self, _result: int) -> None:
        self.adding = None

    @Slot(str)
    def add(self, path: str) -> None:
        """Watch a folder without a question; show a refusal on the page."""
        self._problem.hide()
        self._commands.add_album(path, refused=self._refused)

    @Slot(object)
    def open_folder(self, album: AlbumSummary) -> None:
        """Open an album's folder in the system's file manager."""
        words = open_folder(album.record.path)
        if words:
            self.message.emit(words)

    @Slot(object)
    def ask_removal(self, album: AlbumSummary) -> None:
        """Ask whether the album's stored photos stay on the storages."""
        snapshot = self._app_state.snapshot
        days = 30 if snapshot is None else snapshot.settings.grace_days
        dialog = RemoveDialog(album, days, self)
        dialog.decided.connect(self._remove)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def show_left_out(self, album: AlbumSummary) -> None:
        """List the files in an album's folder that are not kept."""
        LeftOutDialog(self._context, album, self).open()

    @Slot(object)
    def ask_name(self, album: AlbumSummary) -> None:
        """Ask for another name of an album."""
        dialog = RenameDialog(self._context, album, self)
        dialog.renamed.connect(self.message)
        dialog.open()

    @Slot(object)
    def ask_choices(self, album: AlbumSummary) -> None:
        """Ask which files of an album are kept."""
        dialog = ChoicesDialog(self._context, album, self)
        dialog.refused.connect(self.message)
        dialog.open()

    @Slot(object)
    def choose_moved(self, album: AlbumSummary) -> None:
        """Ask where an album's folder stands now."""
        self._problem.hide()
        self.moved.choose(album)

    @Slot(str, bool)
    def _remove(self, name: str, delete_photos: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._commands.remove_album(name, delete_photos=delete_photos)

    def _refused(self, failure: Failure) -> None:
        self._show_problem(in_words(failure.message))

    @Slot(str)
    def _show_problem(self, words: Shown) -> None:
        self._problem.setText(words)
        self._problem.show()

    def _add_button(self) -> QPushButton:
        made = button(translate("Albums", "Add album"), "primary")
        made.clicked.connect(self.choose)
        return made

    @Slot()
    def _turn(self) -> None:
        """Switch between cards and list."""
        as_list = not self.list.as_list
        self._preferences.albums_as_list = as_list
        self.list.show_as_list(chosen=as_list)
        self._colour()

    @Slot()
    def _colour(self) -> None:
        as_list = self.list.as_list
        words = (
            translate("Albums", "Show as cards")
            if as_list
            else translate("Albums", "Show as a list")
        )
        self.turn.setIcon(self._context.theme.icon("photos" if as_list else "list"))
        self.turn.setToolTip(plain_tip(words))
        self.turn.setAccessibleName(words)

    @Slot(QRect)
    def _reveal(self, album: QRect) -> None:
        """Scroll to the album that has the focus."""
        self.bring_into_sight(self.list, album)

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the covers anew: what was added meanwhile may be among them."""
        self.covers.choose_anew()
        super().showEvent(event)

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        albums = () if snapshot is None else snapshot.albums
        named = snapshot is not None and snapshot.named
        if not named:
            self.covers.forget()
        self.covers.show_albums([album.record for album in albums])
        self._model.show_albums(albums, seen=snapshot is None or not snapshot.unseen)
        self.looking.setVisible(not named)
        self.empty.setVisible(named and not albums)
        for widget in (self.list, self._hint, self._add, self.turn):
            widget.setVisible(bool(albums))
        sums = None if snapshot is None else snapshot.duplicates
        self.to_duplicates.setVisible(bool(albums) and sums is not None and sums.contents > 0)
        if sums is not None:
            self.to_duplicates.setText(duplicates_words(sums))


def duplicates_words(sums: DuplicateSums) -> Shown:
    """Return how many photos stand in several places."""
    return translate("Albums", "%Ln duplicates", None, sums.extra)
