"""Qt's widgets with words on them, for words of anybody: each shows them as plain text (6-3).

No other widget with a text of its own is made in the window, so a file's name or a server's
answer that reaches one unchecked still has no line, direction or markup of its own there.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton

from picup_desktop.names import Shown, plain_lines
from picup_desktop.ui.text import MAY_WRAP


def visible(words: str) -> Shown:
    """Return a text as the window shows it: its line feeds and places to wrap stay, no more."""
    return MAY_WRAP.join(map(plain_lines, words.split(MAY_WRAP)))


class Label(QLabel):
    """A label of plain text."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(visible(words))

    def setText(self, words: str, /) -> None:
        """Show a text."""
        super().setText(visible(words))


class PushButton(QPushButton):
    """A button with a plain text."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        super().setText(visible(words))

    def setText(self, words: str, /) -> None:
        """Show a text; ``&`` marks the key of a letter."""
        super().setText(visible(words))


class CheckBox(QCheckBox):
    """A box to tick with a plain text."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        super().setText(visible(words))

    def setText(self, words: str, /) -> None:
        """Show a text; ``&`` marks the key of a letter."""
        super().setText(visible(words))


class RadioButton(QRadioButton):
    """One of several choices with a plain text."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        super().setText(visible(words))

    def setText(self, words: str, /) -> None:
        """Show a text; ``&`` marks the key of a letter."""
        super().setText(visible(words))
