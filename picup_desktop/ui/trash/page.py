"""The page of photos that were deleted or replaced: restore, delete now, empty."""

import time
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu

from picup_desktop.engine.ipc.answers import DeletedNow, Returned, Undeleted
from picup_desktop.engine.ipc.commands.deletions import (
    BringBackDeleted,
    DeleteNow,
    EmptyTrash,
    RestoreDeleted,
)
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.ui import text
from picup_desktop.ui.changes.pictures import VersionPictures
from picup_desktop.ui.changes.preview import Preview
from picup_desktop.ui.changes.put_back import PutBack, PutBackReport
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import Snapshot
from picup_desktop.ui.status import Status, kept_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.trash.lines import AlbumsAsked, Listed, listed
from picup_desktop.ui.widgets.page import Empty, Page
from picup_desktop.ui.widgets.parts import button, card, label, row
from picup_desktop.ui.widgets.photo_list import PICTURE_EDGE, PhotoLine, PhotoList
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import PhotoState


class TrashPage(Page):
    """Reads its list while it is visible; emits ``message(sentence)`` for each result."""

    message = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(translate("Sidebar", "Recently deleted"))
        self._link = context.link
        self._theme = context.theme
        self._snapshots = context.snapshots
        self._app_state = context.app_state
        self._asking = False
        self._seen: tuple[object, ...] = ()
        self._asked = AlbumsAsked()
        self._grace_days = 0
        self._listed = Listed()
        self._so_far = NO_WORDS
        self._versions: list[tuple[int, int]] = []
        self.pictures = VersionPictures(context.link, PICTURE_EDGE)
        self._put_back = PutBack(context.link, self)
        self._put_back.ended.connect(self._versions_back)
        self._empty = Empty(
            context.theme,
            Status.SAFE,
            (
                translate("Trash", "Nothing was deleted or replaced"),
                translate(
                    "Trash",
                    "Deleted photos, and what edited ones were before, stay here for some days and"
                    " can be restored until then.",
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
        self._show(Listed())

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list."""
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Drop names and pictures, which are kept only while they are shown."""
        self._show(Listed())
        self.pictures.forget()
        super().hideEvent(event)

    def look(self) -> None:
        """Read the list from the ledger again, once names may be shown (2-1)."""
        if not self._asking and self._app_state.may_name:
            self._asking = True
            question = partial(listed, asked=self._asked, now=time.time())
            self._snapshots.ask(question, self._answered)

    def restore_chosen(self) -> None:
        """Restore the chosen photos; ask first where that replaces what is in the album."""
        versions = self._chosen_versions()
        if not versions:
            self._restore()
            return
        question = Question(
            replacing_words(len(versions), self._grace_days), translate("Trash", "Restore"), self
        )
        question.agreed.connect(self._restore)
        question.open()

    @Slot()
    def _restore(self) -> None:
        ids, versions = self._chosen_deleted(), self._chosen_versions()
        if not ids and not versions:
            # The rows went away while the question was open.
            return
        self._busy(busy=True)
        self._so_far, self._versions = NO_WORDS, versions
        if ids:
            command = RestoreDeleted(tuple(map(str, ids)))
            self._link.ask(command, done=self._restored, refused=self._refused)
        else:
            self._put_back.start(versions)

    def _chosen_deleted(self) -> list[int]:
        return [one for one in self.list.ids() if one not in self._listed.replaced]

    def _chosen_versions(self) -> list[tuple[int, int]]:
        """Return photo and number of the chosen versions; of one photo only the newest."""
        newest: dict[int, int] = {}
        for line_id in self.list.ids():
            one = self._listed.replaced.get(line_id)
            if one is not None:
                newest[one.photo_id] = max(one.number, newest.get(one.photo_id, 0))
        return list(newest.items())

    def ask_delete(self) -> None:
        """Ask whether to delete the chosen photos for good."""
        ids = self._chosen_deleted()
        if not ids or not self.delete.isEnabled():
            return
        words = (
            translate("Trash", "Delete %Ln photos now?", None, len(ids)),
            translate(
                "Trash",
                "They are removed from both storages and can't come back. This can't be undone.",
            ),
        )
        question = Question(words, translate("Trash", "Delete now"), self)
        question.agreed.connect(partial(self._delete, DeleteNow(tuple(map(str, ids)))))
        question.open()

    def ask_empty(self) -> None:
        """Ask whether to delete all photos of this page for good."""
        words = (
            translate(
                "Trash", "Delete all %Ln deleted photos now?", None, self._listed.deleted_count
            ),
            translate(
                "Trash",
                "They are removed from both storages and can't come back. This can't be undone.",
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
        self.list = PhotoList(
            context.theme, translate("Sidebar", "Recently deleted"), pictures=self.pictures
        )
        self.list.chosen.connect(self._count_chosen)
        self.list.delete_asked.connect(self.ask_delete)
        self.list.preview_asked.connect(self._preview)
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
        self._asked, self._grace_days = AlbumsAsked.of(snapshot), snapshot.settings.grace_days
        seen = (
            snapshot.counts[PhotoState.DELETED],
            snapshot.queued_objects,
            snapshot.dead_letters,
            snapshot.kept_versions,
            self._asked,
        )
        if self.isVisible() and seen != self._seen:
            self._seen = seen
            self.look()

    def _show_kept(self, snapshot: Snapshot) -> None:
        """Say what the earlier versions cost, and where else they are."""
        kept = kept_words(snapshot.kept_versions)
        where = translate("Trash", "The viewer shows them at the side of each photo too.")
        self.kept.setText(f"{kept} {where}" if kept else "")
        self.kept.setVisible(bool(kept))

    def _answered(self, found: Listed | None) -> None:
        self._asking = False
        if found is not None and self.isVisible():
            self._show(found)

    def _show(self, found: Listed) -> None:
        self._listed = found
        self.list.lines.show_lines(found.lines)
        self._words.setText(counted_words(found.deleted_count, found.replaced_count))
        left = found.count - len(found.lines)
        self._more.setVisible(left > 0)
        self._more.setText(translate("Trash", "and %Ln more", None, left) if left else "")
        for widget in (self._words, self._card):
            widget.setVisible(found.count > 0)
        self.empty.setVisible(found.deleted_count > 0)
        self._empty.setVisible(found.count == 0)
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
        # An earlier version leaves by itself, and only with its time.
        self.delete.setEnabled(0 < count == len(self._chosen_deleted()))

    @Slot(object)
    def _preview(self, line: PhotoLine) -> None:
        if line.picture is not None:
            Preview(self._theme, self._link, line.picture, line.name, self).open()

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        if not self.list.ids():
            return
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Trash", "Restore"), self.restore_chosen)
        delete = menu.addAction(translate("Trash", "Delete now…"), self.ask_delete)
        delete.setEnabled(self.delete.isEnabled())
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

    def _brought_back(self, failed: list[Shown], restored: int, answer: Returned) -> None:
        reasons = [
            f"{shown(entry['path'])}: {plain(entry['reason'])}"
            for entry in answer["restored"]
            if entry["reason"]
        ]
        self._so_far = restored_words(restored, failed, reasons)
        if self._versions:
            self._put_back.start(self._versions)
        else:
            self._tell(self._so_far)

    @Slot(object)
    def _versions_back(self, report: PutBackReport) -> None:
        words = versions_words(report)
        self._tell(f"{self._so_far} {words}".strip())

    def _tell(self, words: Shown) -> None:
        self._busy(busy=False)
        self.message.emit(words)
        self.look()

    @Slot(object)
    def _delete(self, command: DeleteNow | EmptyTrash) -> None:
        self._busy(busy=True)
        self._link.ask(command, done=self._deleted, refused=self._refused)

    def _deleted(self, answer: DeletedNow) -> None:
        self._tell(
            translate("Trash", "%Ln photos leave both storages now.", None, answer["deleted"])
        )

    def _refused(self, failure: Failure) -> None:
        self._tell(in_words(failure.message))


def restored_words(restored: int, failed: list[Shown], not_brought: list[Shown]) -> Shown:
    """Return the result of restoring photos."""
    words = []
    if restored:
        words.append(translate("Trash", "%Ln photos are back.", None, restored))
    if not_brought:
        kept = translate("Trash", "%Ln of them are on the storages only.", None, len(not_brought))
        words += [kept, not_brought[0]]
    return " ".join([*words, *failed[:1]])


def counted_words(deleted: int, replaced: int) -> Shown:
    """Return how many photos can still be restored, and what follows."""
    parts = []
    if deleted:
        parts.append(translate("Trash", "%Ln deleted photos", None, deleted))
    if replaced:
        parts.append(translate("Trash", "%Ln replaced photos", None, replaced))
    both = translate("Trash", "{deleted} and {replaced}")
    named = both.format(deleted=parts[0], replaced=parts[1]) if len(parts) > 1 else "".join(parts)
    words = translate(
        "Trash",
        "{photos} can still be restored. When its days are over, each leaves both storages.",
    )
    return words.format(photos=named or text.photos(0))


def replacing_words(count: int, grace_days: int) -> tuple[Shown, Shown]:
    """Return heading and text of the question before earlier versions are restored."""
    heading = translate("Trash", "Restore %Ln photos as they were?", None, count)
    below = translate("Trash", "Each takes the place of the photo that is in the album now.")
    if grace_days == 0:
        kept = translate(
            "Trash",
            "What is there now leaves both storages, because your setting is to keep replaced"
            " photos for 0 days.",
        )
    else:
        kept = translate(
            "Trash",
            "What is there now is kept as an earlier version for %Ln days.",
            None,
            grace_days,
        )
    return heading, f"{below} {kept}"


def versions_words(report: PutBackReport) -> Shown:
    """Return the result of restoring earlier versions."""
    words = []
    if report.back:
        words.append(translate("Trash", "%Ln photos are as they were before.", None, report.back))
    return " ".join([*words, *report.failed[:1]])
