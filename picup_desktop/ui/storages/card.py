"""The card of a storage: its state, what is on it, when it was seen whole, and what can be done."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from picup_desktop.ledger.evidence import Evidence
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import Snapshot, StorageSummary
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.words import (
    alike_words,
    lacks_words,
    place_words,
    seen_words,
    state_words,
    takes_photos_away,
    versions_words,
)
from picup_desktop.ui.storages.work import StorageWork
from picup_desktop.ui.text import in_words, may_wrap, translate
from picup_desktop.ui.widgets.mark import Meter
from picup_desktop.ui.widgets.parts import ElidedLabel, label, set_part
from picup_desktop.words import Role, StorageState


class StorageCard(QFrame):
    """Show main or backup; emit ``assist_wanted(role)`` when it moved or died."""

    assist_wanted = Signal(object)

    def __init__(self, context: Context, role: Role) -> None:
        super().__init__()
        self._theme = context.theme
        self.setProperty("part", "card")
        self.setAccessibleName(role_name(role))
        self._icon = label()
        self._state = label(part="good")
        self._address = ElidedLabel("quiet")
        self._reason = label(part="caution", wrap=True)
        self._figures = {name: label(part="figure") for name in ("photos", "bytes", "free")}
        self._photos_caption = label(part="caption")
        self._alike = label(part="caption", wrap=True)
        self._versions = label(part="caption", wrap=True)
        self.keeps = label(part="caption", wrap=True)
        self._seen = label(part="caption", wrap=True)
        self._lacks = label(part="quiet", wrap=True)
        self.filling = Meter(
            self._theme, translate("Storage", "Photos that {role} has").format(role=role_name(role))
        )
        self.work = StorageWork(context, role)
        self.work.assist_wanted.connect(lambda: self.assist_wanted.emit(role))
        self._lay_out(role)
        self._theme.changed.connect(self._colour)
        self._colour()

    @property
    def words(self) -> list[str]:
        """Every sentence and figure that is shown."""
        labels = (
            *(*self._figures.values(), self._alike, self._versions, self.keeps),
            *(self._seen, self._lacks, self._reason),
        )
        return [one.text() for one in labels if not one.isHidden()]

    def show_storage(self, snapshot: Snapshot, summary: StorageSummary) -> None:
        """Show a storage of the snapshot."""
        record, now = summary.record, snapshot.taken_at
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
        self._reason.setText("" if record.reason is None else may_wrap(in_words(record.reason)))
        self._reason.setVisible(not online and bool(record.reason))
        seen = snapshot.evidence(summary) is Evidence.SEEN
        self._seen.setText(seen_words(snapshot, summary))
        set_part(self._seen, "caption" if seen else "caution")
        self._alike.setText(alike_words(summary, snapshot.duplicates.extra))
        self._alike.setVisible(bool(self._alike.text()))
        self._show_content(summary)

    def _show_content(self, summary: StorageSummary) -> None:
        """Show what is there as people count: photos, with earlier versions apart."""
        free = summary.record.free_bytes
        self._figures["photos"].setText(text.number(summary.photos))
        self._photos_caption.setText(translate("Storage", "photos", None, summary.photos))
        self._figures["bytes"].setText(text.size(summary.size_bytes))
        unknown = translate("Storage", "unknown")
        self._figures["free"].setText(unknown if free is None else text.size(free))
        self._versions.setText(versions_words(summary.versions))
        self._versions.setVisible(summary.versions > 0)
        self.keeps.setText("" if summary.keeps is None else in_words(summary.keeps))
        self.keeps.setVisible(summary.keeps is not None)
        in_danger = summary.keeps is not None and takes_photos_away(summary.keeps)
        set_part(self.keeps, "caution" if in_danger else "caption")
        self._lacks.setText(lacks_words(summary))
        self.filling.set_fraction(summary.filled)
        for each in (self._lacks, self.filling):
            each.setVisible(summary.lacks.photos > 0)

    def _lay_out(self, role: Role) -> None:
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
        layout.addWidget(self._reason)
        layout.addSpacing(8)
        layout.addLayout(self._grid())
        layout.addWidget(self._alike)
        layout.addWidget(self._versions)
        layout.addWidget(self.keeps)
        layout.addWidget(self._seen)
        layout.addWidget(self._lacks)
        layout.addWidget(self.filling)
        layout.addStretch(1)
        layout.addSpacing(8)
        layout.addWidget(self.work)

    def _grid(self) -> QGridLayout:
        captions = {
            "photos": self._photos_caption,
            "bytes": label(translate("Storage", "used"), "caption"),
            "free": label(translate("Storage", "free"), "caption"),
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
