"""Copy what is viewed to the clipboard: the picture as it is shown, and its file."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from picup_desktop.names import Shown
from picup_desktop.ui.text import translate


def mime_of(image: QImage, file: Path | None) -> QMimeData:
    """Return what goes to the clipboard; a program that is pasted into takes what it can use."""
    made = QMimeData()
    if not image.isNull():
        made.setImageData(image)
    if file is not None:
        made.setUrls([QUrl.fromLocalFile(str(file))])
    return made


def copy(image: QImage, file: Path | None) -> Shown:
    """Copy, and return what is said about it."""
    if image.isNull() and file is None:
        return translate("Viewer", "There is nothing to copy yet.")
    QGuiApplication.clipboard().setMimeData(mime_of(image, file))
    if file is None:
        return translate("Viewer", "The picture is copied.")
    if image.isNull():
        return translate("Viewer", "The file is copied.")
    return translate("Viewer", "The picture and its file are copied.")
