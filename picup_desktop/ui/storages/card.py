"""The card of a storage on the overview: its state, address and contents."""

from urllib.parse import unquote, urlsplit

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from picup_desktop.ui import text
from picup_desktop.ui.snapshots.snapshot import StorageSummary
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import ElidedLabel, label, set_part
from picup_desktop.words import Role, StorageState


def place_words(url: str) -> str:
    """Return an address as a person reads it: host and folder, without scheme and user."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return unquote(parts.path)
    host = parts.hostname or url
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}{unquote(parts.path)}"


def state_words(state: StorageState) -> str:
    """Return the word for a storage's state."""
    words = {
        StorageState.ONLINE: translate("Storage", "Online"),
        StorageState.AWAY: translate("Storage", "Away"),
        StorageState.REFUSED: translate("Storage", "Refuses"),
        StorageState.FULL: translate("Storage", "Full"),
    }
    return words[state]


class StorageCard(QFrame):
    """Show main or backup."""

    def __init__(self, theme: Theme, role: Role) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("part", "card")
        self.setAccessibleName(role_name(role))
        self._icon = QLabel()
        self._state = label(part="good")
        self._address = ElidedLabel("quiet")
        self._reason = label(part="caution", wrap=True)
        self._figures = {name: label(part="figure") for name in ("objects", "bytes", "free")}
        self._seen = label(part="caption", wrap=True)
        self._free_caption = label(translate("Storage", "free"), "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon)
        head.addWidget(label(role_name(role), "section"), 1)
        head.addWidget(self._state)
        layout.addLayout(head)
        layout.addWidget(self._address)
        layout.addSpacing(8)
        layout.addLayout(self._grid())
        layout.addWidget(self._seen)
        layout.addWidget(self._reason)
        layout.addStretch(1)
        theme.changed.connect(self._colour)
        self._colour()

    def show_storage(self, summary: StorageSummary, now: float) -> None:
        """Show a storage of the snapshot; ``now`` is in Unix seconds."""
        record = summary.record
        online = record.state is StorageState.ONLINE
        words = state_words(record.state)
        if not online:
            duration = text.duration(now - record.state_since)
            words = translate("Storage", "{state} for {duration}").format(
                state=words, duration=duration
            )
        self._state.setText(words)
        set_part(self._state, "good" if online else "caution")
        self._address.show_words(place_words(record.url))
        self._figures["objects"].setText(text.number(summary.objects))
        self._figures["bytes"].setText(text.size(summary.size_bytes))
        free = record.free_bytes
        self._figures["free"].setText("" if free is None else text.size(free))
        self._free_caption.setVisible(free is not None)
        self._seen.setText(_seen_words(record.seen_at, now))
        self._reason.setText("" if record.reason is None else in_words(record.reason))
        self._reason.setVisible(not online and bool(record.reason))

    def _grid(self) -> QGridLayout:
        captions = {
            "objects": label(translate("Storage", "sealed files"), "caption"),
            "bytes": label(translate("Storage", "used"), "caption"),
            "free": self._free_caption,
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for column, (name, caption) in enumerate(captions.items()):
            grid.addWidget(self._figures[name], 0, column)
            grid.addWidget(caption, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        return grid

    @Slot()
    def _colour(self) -> None:
        self._icon.setPixmap(self._theme.icon("server").pixmap(22, 22))


def _seen_words(seen_at: float | None, now: float) -> str:
    if seen_at is None:
        return translate("Storage", "Not looked at as a whole yet")
    return translate("Storage", "Last seen whole {ago}").format(ago=text.ago(seen_at, now))
