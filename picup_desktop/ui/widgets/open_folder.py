"""Open a folder, file or page with the system's program, and say so where nothing opens it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.text import may_wrap, translate


def open_folder(folder: str) -> Shown:
    """Open a folder; return why it was not opened, or nothing."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
        return NO_WORDS
    words = translate("OpenFolder", "No program here opens folders. The folder is {folder}")
    return words.format(folder=shown(folder))


def open_file(file: str) -> Shown:
    """Open a file; return why it was not opened, or nothing."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(file)):
        return NO_WORDS
    words = translate("OpenFolder", "No program here opens this file. It is {file}")
    return words.format(file=may_wrap(shown(file)))


def open_page(address: str) -> Shown:
    """Open a page of the web; return why it was not opened, or nothing."""
    if QDesktopServices.openUrl(QUrl(address)):
        return NO_WORDS
    words = translate("OpenFolder", "No program here opens web pages. The address is {address}")
    return words.format(address=may_wrap(shown(address)))
