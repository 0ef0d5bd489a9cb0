"""What an item means and what to do about it: the guide's page, read without leaving the window."""

from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QTextBrowser, QVBoxLayout, QWidget

from picup_desktop.attention.causes import Cause
from picup_desktop.attention.guide import text_about
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, row

SIZE = QSize(720, 560)
MARGIN_PIXELS = 16


class GuideDialog(QDialog):
    """One page, in the window's language."""

    def __init__(self, parent: QWidget, cause: Cause) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Attention", "What to do"))
        self.setModal(True)
        self.resize(SIZE)
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.document().setDocumentMargin(MARGIN_PIXELS)
        self.page.setMarkdown(text_about(cause, QLocale.languageToCode(QLocale().language())))
        self.page.setAccessibleName(translate("Attention", "What to do"))
        close = button(translate("Attention", "Close"), "primary")
        close.clicked.connect(self.accept)
        # A page takes Escape for itself.
        QShortcut(QKeySequence.StandardKey.Cancel, self).activated.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.page)
        layout.addLayout(row(None, close))
        close.setFocus()
        self.finished.connect(self.deleteLater)
