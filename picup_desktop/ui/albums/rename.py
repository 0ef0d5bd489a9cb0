"""The dialog that gives an album another name."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from picup_desktop.engine.ipc.answers import Album
from picup_desktop.engine.ipc.commands.albums import RenameAlbum
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 460


class RenameDialog(GrowingDialog):
    """Asks for the name; a refusal is shown below it. Emits ``renamed(sentence)``."""

    renamed = Signal(str)

    def __init__(self, context: Context, album: AlbumSummary, parent: QWidget) -> None:
        super().__init__(parent, WIDTH)
        self._link, self._album = context.link, album.record.name
        heading = translate("RenameAlbum", "Rename “{name}”").format(name=shown(self._album))
        self.setWindowTitle(heading)
        self.setModal(True)
        below = label(
            translate(
                "RenameAlbum",
                "All computers of this vault show the new name, and restored photos lie in a"
                " folder of it. The folder on this computer keeps its own.",
            ),
            "quiet",
            wrap=True,
        )
        self.name = QLineEdit(self._album)
        self.name.setAccessibleName(translate("RenameAlbum", "New name"))
        self.name.selectAll()
        self.problem = label(part="problem", wrap=True)
        self.problem.hide()
        self.rename = button(translate("RenameAlbum", "Rename"), "primary")
        cancel = button(translate("RenameAlbum", "Cancel"))
        self.rename.clicked.connect(self._rename)
        self.rename.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.body.addWidget(label(heading, "section", wrap=True))
        for widget in (below, self.name, self.problem):
            self.body.addWidget(widget)
        self.below.addSpacing(12)
        self.below.addLayout(row(None, cancel, self.rename))
        self.name.setFocus()
        self.finished.connect(self.deleteLater)

    @Slot()
    def _rename(self) -> None:
        self.rename.setEnabled(False)
        command = RenameAlbum(self._album, self.name.text())
        self._link.ask(command, done=self._done, refused=self._refused)

    def _done(self, album: Album) -> None:
        words = translate("RenameAlbum", "“{old}” is called “{new}” now.")
        self.renamed.emit(words.format(old=shown(self._album), new=shown(album["name"])))
        self.accept()

    def _refused(self, failure: Failure) -> None:
        self.rename.setEnabled(True)
        self.problem.setText(in_words(failure.message))
        self.problem.show()
