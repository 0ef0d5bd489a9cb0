"""Names of fields for screen readers, where Qt alone would not tell them."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.text import translate


def name_control(control: QWidget, words: Shown) -> None:
    """Give a field its name.

    On Linux, Qt tells what is chosen in a combo box in place of its name, so that the name is
    its description too.
    """
    control.setAccessibleName(words)
    if isinstance(control, QComboBox):
        control.setAccessibleDescription(words)


def add_clear_button(line: QLineEdit) -> None:
    """Show a button that clears the line, which Qt leaves without a name."""
    before = set(line.findChildren(QToolButton))
    line.setClearButtonEnabled(True)
    for button in set(line.findChildren(QToolButton)) - before:
        button.setAccessibleName(translate("Widgets", "Clear the text"))
