"""The albums page, and the question when an album is removed."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown, shown
from picup_desktop.ui.albums.choices import ChoicesDialog
from picup_desktop.ui.albums.left_out import LeftOutDialog
from picup_desktop.ui.albums.list import AlbumList, AlbumModel
from picup_desktop.ui.albums.moved import MovedFolder
from picup_desktop.ui.albums.rename import RenameDialog
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.status import Status
from picup_desktop.ui.text import in_words, photos, translate
from picup_desktop.ui.widgets.page import Empty, Page, UpdateWhenVisible, looking
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.widgets.plain_words import RadioButton

WIDTH = 460


class RemoveDialog(QDialog):
    """Ask what to do with an album's photos; emit ``decided(name, delete_photos)``."""

    decided = Signal(str, bool)

    def __init__(self, album: AlbumSummary, grace_days: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = album.record.name
        self.setWindowTitle(translate("RemoveAlbum", "Remove album"))
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        heading = translate("RemoveAlbum", "Remove “{name}” from PicUp?").format(
            name=shown(self._name)
        )
        below = translate(
            "RemoveAlbum",
            "The folder on this computer stays as it is. {photos} are stored on the NAS.",
        ).format(photos=photos(album.protected))
        self.keep = RadioButton(translate("RemoveAlbum", "Keep them on the NAS"))
        self.delete = RadioButton(
            translate("RemoveAlbum", "Delete them there too, after %Ln days", None, grace_days)
        )
        self.keep.setChecked(True)
        self._remove = button(translate("RemoveAlbum", "Remove"), "primary")
        cancel = button(translate("RemoveAlbum", "Cancel"))
        self._remove.clicked.connect(self._decide)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(label(heading, "section", wrap=True))
        layout.addWidget(label(below, "quiet", wrap=True))
        layout.addSpacing(4)
        layout.addWidget(self.keep)
        layout.addWidget(self.delete)
        layout.addSpacing(12)
        layout.addLayout(row(None, cancel, self._remove))

    @Slot()
    def _decide(self) -> None:
        self.decided.emit(self._name, self.delete.isChecked())
        self.accept()


class AlbumsPage(Page):
    """Add, pause, resume and remove albums; ``add`` also takes folders dropped on the window.

    ``message(sentence)``: what came of an action.
    """

    message = Signal(str)

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__(translate("Sidebar", "Albums"))
        self._context = context
        self._app_state = context.app_state
        self._commands = commands
        self._model = AlbumModel()
        self.list = AlbumList(context.theme, self._model)
        self._problem = label(part="problem", wrap=True)
        self._problem.hide()
        self._hint = label(
            translate("Albums", "Drop a folder here to keep its photos safe."), "quiet"
        )
        self.empty = Empty(
            context.theme,
            Status.EMPTY,
            (
                translate("Albums", "No albums yet"),
                translate(
                    "Albums",
                    "Add the folder where your photos are, or drop it here. PicUp watches it"
                    " and keeps every photo in it on both NAS.",
                ),
            ),
            self._add_button(),
        )
        self.looking = looking(context.theme)
        self._add = self._add_button()
        self.beside.addWidget(self._add)
        for widget in (self._problem, self.list, self._hint, self.empty, self.looking):
            self.body.addWidget(widget)
        self.body.addStretch(1)
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
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    @property
    def problem(self) -> str:
        """The reason why the last folder was refused."""
        return self._problem.text()

    @Slot()
    def choose(self) -> None:
        """Ask for a folder to watch."""
        dialog = QFileDialog(self, translate("Albums", "Which folder holds your photos?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        dialog.setDirectory(QStandardPaths.writableLocation(pictures) or str(Path.home()))
        dialog.fileSelected.connect(self.add)
        dialog.open()

    @Slot(str)
    def add(self, path: str) -> None:
        """Watch a folder; show a refusal on the page."""
        self._problem.hide()
        self._commands.add_album(path, refused=self._refused)

    @Slot(object)
    def ask_removal(self, album: AlbumSummary) -> None:
        """Ask whether the album's stored photos stay on the NAS."""
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
        """Ask what of an album is kept."""
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
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        albums = () if snapshot is None else snapshot.albums
        self._model.show_albums(albums)
        named = snapshot is not None and snapshot.named
        self.looking.setVisible(not named)
        self.empty.setVisible(named and not albums)
        for widget in (self.list, self._hint, self._add):
            widget.setVisible(bool(albums))
