"""The line that says that main and backup are most likely one box (DISASTERS 5-8)."""

from PySide6.QtWidgets import QLabel

from picup_desktop.ui.snapshots.snapshot import Snapshot
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import label


def one_box_line() -> QLabel:
    """Return the line, which ``show_one_box`` shows and hides."""
    return label(
        translate(
            "Settings",
            "Main and backup show the same host key, so they are most likely one box. If its"
            " disk fails or it is stolen, both copies are gone. Two boxes are safer.",
        ),
        "caution",
        wrap=True,
    )


def show_one_box(line: QLabel, snapshot: Snapshot | None) -> None:
    """Show the line where both storages show one host key."""
    line.setVisible(snapshot is not None and snapshot.one_box)
