"""The dialog that adds albums: one folder or several, counted before they are added."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from picup_desktop.engine.ipc.answers import Album
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.albums.counting import sum_words
from picup_desktop.ui.albums.folders import FolderRow, ask_for_photos
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.frame.drop import DropVeil
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.ui.windows.fitting import grown_size

SIZE = (560, 500)
SMALLEST = (400, 320)


class AddDialog(Dialog):
    """Emit ``added(album)`` for each album, and ``message(sentence)`` once all are.

    A folder that is refused stays in the dialog with the reason, and the others are added.
    """

    added = Signal(object)
    message = Signal(str)

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands = commands
        self._waits: list[FolderRow] = []
        """The folders that are still to be answered for, the next one first."""
        self._added: list[str] = []
        self.rows: list[FolderRow] = []
        self.setWindowTitle(translate("AddAlbum", "Add albums"))
        self.setModal(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(grown_size(SIZE, parent))
        self._heading = label(part="section", wrap=True)
        self._sum = label(part="quiet", wrap=True)
        self.more = button(translate("AddAlbum", "Another folder…"))
        self.cancel = button(translate("AddAlbum", "Cancel"))
        self.confirm = button(NO_WORDS, "primary")
        self.confirm.setDefault(True)
        self.more.clicked.connect(self._ask_folder)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.add_all)
        self._lay_out()
        self.veil = DropVeil(self)
        self.veil.dropped.connect(self.take)
        self.finished.connect(self._end)
        self._show()

    @property
    def words(self) -> list[Shown]:
        """What is said of each folder."""
        return [each.words for each in self.rows]

    @Slot(str)
    def take(self, path: str) -> None:
        """Take a folder in; one that is there already stays once."""
        folder = Path(path)
        if folder in [each.folder for each in self.rows]:
            return
        made = FolderRow(self._theme, folder)
        made.given_up.connect(partial(self._leave_out, made))
        made.counted.connect(self._show)
        self.rows.append(made)
        self._list.insertWidget(self._list.count() - 1, made)
        self._show()

    @Slot()
    def add_all(self) -> None:
        """Add every folder, one after the other, so that they stand in this order."""
        if self._waits or not self.rows:
            return
        self._waits = list(self.rows)
        for each in self.rows:
            each.refuse(NO_WORDS)
        self._show()
        self._add_next()

    def _add_next(self) -> None:
        each = self._waits[0]
        self._commands.add_album(
            str(each.folder),
            each.chosen_name,
            done=partial(self._was_added, each),
            refused=partial(self._was_refused, each),
        )

    def _was_added(self, each: FolderRow, album: Album) -> None:
        if not isValid(self):
            # Another language replaced the window, or the dialog was left, meanwhile.
            return
        self._added.append(album["name"])
        self.added.emit(album)
        self._leave_out(each)
        self._settle()

    def _was_refused(self, each: FolderRow, failure: Failure) -> None:
        if not isValid(self):
            return
        if each in self.rows:
            each.refuse(in_words(failure.message))
        self._settle()

    def _settle(self) -> None:
        # A person may have taken some out meanwhile.
        self._waits = [each for each in self._waits[1:] if each in self.rows]
        if self._waits:
            self._add_next()
        elif not self.rows:
            self.accept()
        else:
            self._show()

    def _leave_out(self, each: FolderRow) -> None:
        each.stop()
        if each not in self.rows:
            return
        self.rows.remove(each)
        each.hide()
        each.deleteLater()
        self._show()

    @Slot()
    def _show(self) -> None:
        refused = [each for each in self.rows if not each.refusal.isHidden()]
        if refused and not self._waits:
            heading = translate("AddAlbum", "%Ln folders could not be added", None, len(refused))
        else:
            heading = translate("AddAlbum", "Keep these folders safe?")
        self._heading.setText(heading)
        self._sum.setText(sum_words([each.count for each in self.rows]))
        self._sum.setVisible(bool(self.rows))
        words = translate("AddAlbum", "Add %Ln albums", None, max(1, len(self.rows)))
        self.confirm.setText(words)
        self.confirm.setEnabled(bool(self.rows) and not self._waits)
        self.cancel.setText(
            translate("AddAlbum", "Close") if self._added else translate("AddAlbum", "Cancel")
        )

    @Slot()
    def _ask_folder(self) -> None:
        where = str(self.rows[-1].folder.parent) if self.rows else NO_WORDS
        ask_for_photos(self, where).fileSelected.connect(self.take)

    @Slot(int)
    def _end(self, _result: int) -> None:
        for each in self.rows:
            each.stop()
        if self._added:
            self.message.emit(added_words(self._added))
        self.deleteLater()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("part", "page")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._heading)
        layout.addWidget(area, 1)
        layout.addWidget(self._sum)
        layout.addLayout(row(self.more, None, self.cancel, self.confirm))


def added_words(names: list[str]) -> Shown:
    """Return which albums were added."""
    if len(names) == 1:
        words = translate("AddAlbum", "“{name}” is an album now. Its photos are on their way.")
        return words.format(name=shown(names[0]))
    return translate(
        "AddAlbum", "%Ln albums were added. Their photos are on their way.", None, len(names)
    )
