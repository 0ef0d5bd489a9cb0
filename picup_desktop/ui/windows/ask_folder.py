"""Ask for a folder by the system's dialog."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from picup_desktop.names import Shown


def ask_folder(
    parent: QWidget,
    words: Shown,
    start: str = "",
    *,
    otherwise: QStandardPaths.StandardLocation = QStandardPaths.StandardLocation.HomeLocation,
) -> QFileDialog:
    """Open the dialog; ``fileSelected`` tells which folder it is.

    It begins in ``start``, or ``otherwise`` in that folder of the user.
    """
    dialog = QFileDialog(parent, words)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    usual = QStandardPaths.writableLocation(otherwise)
    dialog.setDirectory(start or usual or str(Path.home()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
