"""The question when an album is removed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from picup_desktop.names import shown
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import photos, translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.widgets.plain_words import RadioButton
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 460


class RemoveDialog(GrowingDialog):
    """Asks what to do with an album's photos; emits ``decided(name, delete_photos)``."""

    decided = Signal(str, bool)

    def __init__(self, album: AlbumSummary, grace_days: int, parent: QWidget) -> None:
        super().__init__(parent, WIDTH)
        self._name = album.record.name
        self.setWindowTitle(translate("RemoveAlbum", "Remove album"))
        self.setModal(True)
        heading = translate("RemoveAlbum", "Remove “{name}” from PicUp?").format(
            name=shown(self._name)
        )
        below = translate(
            "RemoveAlbum",
            "The folder on this computer stays as it is. {photos} are kept on the storages.",
        ).format(photos=photos(album.protected))
        self.keep = RadioButton(translate("RemoveAlbum", "Keep them on the storages"))
        self.delete = RadioButton(
            translate("RemoveAlbum", "Delete them there too, after %Ln days", None, grace_days)
        )
        self.keep.setChecked(True)
        self._remove = button(translate("RemoveAlbum", "Remove"), "primary")
        cancel = button(translate("RemoveAlbum", "Cancel"))
        self._remove.clicked.connect(self._decide)
        cancel.clicked.connect(self.reject)
        self.body.addWidget(label(heading, "section", wrap=True))
        self.body.addWidget(label(below, "quiet", wrap=True))
        self.body.addSpacing(4)
        self.body.addWidget(self.keep)
        self.body.addWidget(self.delete)
        self.below.addSpacing(12)
        self.below.addLayout(row(None, cancel, self._remove))

    @Slot()
    def _decide(self) -> None:
        self.decided.emit(self._name, self.delete.isChecked())
        self.accept()
