"""Folders dropped on the window, and the veil that says what a drop does.

A drop is always accepted as a copy: after a move the source may delete its files.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import label

EDGE = 16
MOVES = (QEvent.Type.DragMove, QEvent.Type.Drop)


class DropVeil(QFrame):
    """Emit ``dropped(path)`` for each folder dropped on ``over``.

    Emit ``refused(words)`` with the reason why dropped files are not accepted.
    """

    dropped = Signal(str)
    refused = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("part", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = label(translate("Drop", "Drop the folder to keep its photos safe"), "section")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(words)
        over.setAcceptDrops(True)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is dragged over the window."""
        if isinstance(event, QDragEnterEvent):
            if not _can_be_copied(event) or not files_in(event.mimeData()):
                return False
            _take_copy(event)
            if folders_in(event.mimeData()):
                self._cover(watched)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent) and event.type() in MOVES:
            if event.type() is QEvent.Type.Drop:
                self.hide()
                if not _can_be_copied(event):
                    return False
                self._drop(event.mimeData())
            _take_copy(event)
            return True
        return False

    def _drop(self, data: QMimeData) -> None:
        folders = folders_in(data)
        for folder in folders:
            self.dropped.emit(folder)
        if not folders and files_in(data):
            self.refused.emit(
                translate(
                    "Drop",
                    "PicUp keeps whole folders. Drop the folder that the photo is in, or put the"
                    " photo into an album's folder.",
                )
            )

    def _cover(self, watched: QObject) -> None:
        if isinstance(watched, QWidget):
            self.setGeometry(watched.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE))
        self.show()
        self.raise_()


def files_in(data: QMimeData) -> list[str]:
    """Return the local files and folders of a drag."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def folders_in(data: QMimeData) -> list[str]:
    """Return the local folders of a drag."""
    return [path for path in files_in(data) if Path(path).is_dir()]


def _can_be_copied(event: QDropEvent) -> bool:
    return bool(event.possibleActions() & Qt.DropAction.CopyAction)


def _take_copy(event: QDropEvent) -> None:
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
