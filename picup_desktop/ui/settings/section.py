"""A section of Settings: a heading and rows of what and its control."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from picup_desktop.ui.widgets.parts import label


class Section(QFrame):
    """A card; ``add`` puts a row into it."""

    def __init__(self, title: str, caption: str = "") -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setAccessibleName(title)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(20, 18, 20, 18)
        self.rows.setSpacing(14)
        self.rows.addWidget(label(title, "section"))
        if caption:
            self.rows.addWidget(label(caption, "quiet", wrap=True))

    def add(self, name: str, control: QWidget, caption: str = "") -> None:
        """One row; the control is named for who can't see it."""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, wrap=True))
        if caption:
            words.addWidget(label(caption, "caption", wrap=True))
        if not control.accessibleName():
            control.setAccessibleName(name)
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addLayout(words, 1)
        across.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.rows.addLayout(across)
