"""Dropping folders: a veil over the window that says what will happen."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import label

EDGE = 16


class DropVeil(QFrame):
    """Says ``dropped`` with each folder that was dropped on ``over``."""

    dropped = Signal(str)

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
        """Watch what is dragged over the window."""
        if isinstance(event, QDragEnterEvent):
            if not folders_in(event.mimeData()):
                return False
            event.acceptProposedAction()
            self._cover(watched)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self.hide()
            for folder in folders_in(event.mimeData()):
                self.dropped.emit(folder)
            event.acceptProposedAction()
            return True
        return False

    def _cover(self, watched: QObject) -> None:
        if isinstance(watched, QWidget):
            self.setGeometry(watched.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE))
        self.show()
        self.raise_()


def folders_in(data: QMimeData) -> list[str]:
    """The local folders among what is dragged."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if Path(path).is_dir()]
