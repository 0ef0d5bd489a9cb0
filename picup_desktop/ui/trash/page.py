"""The page of recently deleted photos: restore, delete now, empty."""

import time
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu

from picup_desktop.engine.ipc.answers import DeletedNow, Returned, Undeleted
from picup_desktop.engine.ipc.commands import (
    BringBackDeleted,
    DeleteNow,
    EmptyTrash,
    RestoreDeleted,
)
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.deletions.trash import TrashedPhoto
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import Snapshot
from picup_desktop.ui.status import Status, kept_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.page import Empty, Page
from picup_desktop.ui.widgets.parts import button, card, label, row
from picup_desktop.ui.widgets.photo_list import PhotoLine, PhotoList
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import PhotoState

MOST_ROWS = 5_000
"""More rows than a person looks through; the number of the others is shown."""

SOON_SECONDS = 2 * DAY_SECONDS


@dataclass(frozen=True)
class _Listed:
    lines: tuple[PhotoLine, ...] = ()
    count: int = 0


class TrashPage(Page):
    """Read the list only while the page is visible; emit ``message(sentence)`` with each result."""

    message = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(translate("Sidebar", "Recently deleted"))
        self._link = context.link
        self._snapshots = context.snapshots
        self._asking = False
        self._seen = (0, 0, 0)
        self._total = 0
        self._empty = Empty(
            context.theme,
            Status.SAFE,
            (
                translate("Trash", "Nothing was deleted"),
                translate(
                    "Trash",
                    "Deleted photos stay here for some days and can be restored until then.",
                ),
            ),
        )
        self._make_parts(context)
        self.kept = label(part="quiet", wrap=True)
        self.body.addWidget(self._words)
        self.body.addWidget(self.kept)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._empty)
        self.body.addStretch(0)
        context.snapshots.snapshot.connect(self._look_again)
        self.kept.hide()
        self._show(_Listed())

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list."""
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Drop the names, which are kept only while they are shown."""
        self._show(_Listed())
        super().hideEvent(event)

    def look(self) -> None:
        """Read the list from the ledger again."""
        if not self._asking:
            self._asking = True
            self._snapshots.ask(_listed, self._answered)

    def restore_chosen(self) -> None:
        """Restore the chosen photos."""
        ids = self.list.ids()
        if ids:
            self._busy(busy=True)
            command = RestoreDeleted(tuple(map(str, ids)))
            self._link.ask(command, done=self._restored, refused=self._refused)

    def ask_delete(self) -> None:
        """Ask whether to delete the chosen photos for good."""
        ids = self.list.ids()
        if not ids:
            return
        words = (
            translate("Trash", "Delete %Ln photos now?", None, len(ids)),
            translate(
                "Trash", "They are removed from both NAS and can't come back. This can't be undone."
            ),
        )
        question = Question(words, translate("Trash", "Delete now"), self)
        question.agreed.connect(partial(self._delete, DeleteNow(tuple(map(str, ids)))))
        question.open()

    def ask_empty(self) -> None:
        """Ask whether to delete all photos of this page for good."""
        words = (
            translate("Trash", "Delete all %Ln photos here now?", None, self._total),
            translate(
                "Trash", "They are removed from both NAS and can't come back. This can't be undone."
            ),
        )
        question = Question(words, translate("Trash", "Empty"), self)
        question.agreed.connect(partial(self._delete, EmptyTrash()))
        question.open()

    def _make_parts(self, context: Context) -> None:
        self.restore = button(translate("Trash", "Restore"), "primary")
        self.delete = button(translate("Trash", "Delete now…"), "danger")
        self.empty = button(translate("Trash", "Empty…"), "danger")
        self.restore.clicked.connect(self.restore_chosen)
        self.delete.clicked.connect(self.ask_delete)
        self.empty.clicked.connect(self.ask_empty)
        self.beside.addWidget(self.empty)
        self.list = PhotoList(context.theme, translate("Sidebar", "Recently deleted"))
        self.list.chosen.connect(self._count_chosen)
        self.list.delete_asked.connect(self.ask_delete)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._chosen = label(part="quiet")
        self._more = label(part="quiet")
        self._words = label(part="quiet", wrap=True)
        self._card, inside = card(padding=12)
        inside.addLayout(row(self._chosen, None, self.delete, self.restore))
        inside.addWidget(self.list, 1)
        inside.addWidget(self._more)

    @Slot(object)
    def _look_again(self, snapshot: Snapshot | None) -> None:
        """Read the list again if the snapshot shows that it has changed."""
        if snapshot is None:
            return
        self._show_kept(snapshot)
        seen = snapshot.counts[PhotoState.DELETED], snapshot.queued_objects, snapshot.dead_letters
        if self.isVisible() and seen != self._seen:
            self._seen = seen
            self.look()

    def _show_kept(self, snapshot: Snapshot) -> None:
        """Say that replaced photos are kept too, and where they are."""
        kept = kept_words(snapshot.kept_versions)
        where = translate("Trash", "The viewer shows them at the side of each photo.")
        self.kept.setText(f"{kept} {where}" if kept else "")
        self.kept.setVisible(bool(kept))

    def _answered(self, listed: _Listed | None) -> None:
        self._asking = False
        if listed is not None and self.isVisible():
            self._show(listed)

    def _show(self, listed: _Listed) -> None:
        self._total = listed.count
        self.list.lines.show_lines(listed.lines)
        self._words.setText(
            translate(
                "Trash",
                "{photos} can still be restored. When its days are over, a photo is removed"
                " from both NAS.",
            ).format(photos=text.photos(listed.count))
        )
        left = listed.count - len(listed.lines)
        self._more.setVisible(left > 0)
        self._more.setText(translate("Trash", "and %Ln more", None, left) if left else "")
        for widget in (self._words, self._card, self.empty):
            widget.setVisible(listed.count > 0)
        self._empty.setVisible(listed.count == 0)
        self._count_chosen()

    @Slot()
    def _count_chosen(self) -> None:
        count = len(self.list.ids())
        self._chosen.setText(
            translate("Trash", "%Ln chosen", None, count)
            if count
            else translate("Trash", "Choose the photos to restore.")
        )
        self.restore.setEnabled(count > 0)
        self.delete.setEnabled(count > 0)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        if not self.list.ids():
            return
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Trash", "Restore"), self.restore_chosen)
        menu.addAction(translate("Trash", "Delete now…"), self.ask_delete)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _busy(self, *, busy: bool) -> None:
        self._card.setDisabled(busy)

    def _restored(self, answer: Undeleted) -> None:
        """Bring the files that are not on this computer back, once the photos are restored."""
        away = tuple(str(entry["id"]) for entry in answer["restored"] if not entry["here"])
        if not away:
            self._brought_back(answer["failed"], len(answer["restored"]), {"restored": []})
            return
        self._link.ask(
            BringBackDeleted(away),
            done=partial(self._brought_back, answer["failed"], len(answer["restored"])),
            refused=self._refused,
        )

    def _brought_back(self, failed: list[str], restored: int, answer: Returned) -> None:
        self._busy(busy=False)
        reasons = [
            f"{shown(entry['path'])}: {entry['reason']}"
            for entry in answer["restored"]
            if entry["reason"]
        ]
        self.message.emit(restored_words(restored, failed, reasons))
        self.look()

    @Slot(object)
    def _delete(self, command: DeleteNow | EmptyTrash) -> None:
        self._busy(busy=True)
        self._link.ask(command, done=self._deleted, refused=self._refused)

    def _deleted(self, answer: DeletedNow) -> None:
        self._busy(busy=False)
        self.message.emit(
            translate("Trash", "%Ln photos leave both NAS now.", None, answer["deleted"])
        )
        self.look()

    def _refused(self, failure: Failure) -> None:
        self._busy(busy=False)
        self.message.emit(in_words(failure.message))
        self.look()


def restored_words(restored: int, failed: list[str], not_brought: list[str]) -> str:
    """Return the result of restoring photos."""
    words = []
    if restored:
        words.append(translate("Trash", "%Ln photos are back.", None, restored))
    if not_brought:
        kept = translate("Trash", "%Ln of them are on the NAS only.", None, len(not_brought))
        words += [kept, not_brought[0]]
    return " ".join([*words, *failed[:1]])


def _listed(ledger: Ledger) -> _Listed:
    """Read the rows and put them into words, in the ledger's thread."""
    now = time.time()
    photos = ledger.trash.listing(MOST_ROWS)
    return _Listed(tuple(trashed_line(photo, now) for photo in photos), ledger.trash.count())


def trashed_line(photo: TrashedPhoto, now: float) -> PhotoLine:
    """Describe a deleted photo, and how long it can still be restored."""
    folder, _, name = photo.path.rpartition("/")
    place = f"{shown(photo.album)} / {shown(folder)}" if folder else shown(photo.album)
    deleted = translate("Trash", "Deleted {ago}").format(ago=text.ago(photo.deleted_at, now))
    soon = photo.removed_at is not None and photo.removed_at - now < SOON_SECONDS
    return PhotoLine(
        photo.photo_id,
        shown(name),
        f"{place}  ·  {text.size(photo.size_bytes)}  ·  {deleted}",
        time_left(photo.removed_at, now),
        tone="warning" if soon else "quiet",
    )


def time_left(removed_at: float | None, now: float) -> str:
    """Return how long a deleted photo stays on the NAS."""
    if removed_at is None:
        return ""
    if removed_at <= now:
        return translate("Trash", "goes now")
    return translate("Trash", "{duration} left").format(duration=text.duration(removed_at - now))
