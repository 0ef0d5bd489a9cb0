"""The line that says that main and backup are most likely one box (DISASTERS 5-8)."""

from PySide6.QtWidgets import QLabel

from picup_desktop.names import NO_WORDS
from picup_desktop.ui.snapshots.snapshot import Snapshot
from picup_desktop.ui.text import in_words
from picup_desktop.ui.widgets.parts import label


def one_box_line() -> QLabel:
    """Return the line, which ``show_one_box`` shows and hides."""
    return label(part="caution", wrap=True)


def show_one_box(line: QLabel, snapshot: Snapshot | None) -> None:
    """Show what says so: one host key, one server or one disk; nothing where nothing does."""
    told = None if snapshot is None else snapshot.one_box
    line.setText(NO_WORDS if told is None else in_words(told))
    line.setVisible(told is not None)
