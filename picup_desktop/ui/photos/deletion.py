"""Photos are deleted after a question, and come back while a message offers it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc.answers import Removed, Returned, Undeleted
from picup_desktop.engine.ipc.commands.deletions import BringBackDeleted, Remove, RestoreDeleted
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import Shown, plain, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.photos.words import deletion_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.trash.page import restored_words
from picup_desktop.ui.widgets.question import Question

USUAL_GRACE_DAYS = 30


class Deletion(QObject):
    """Ask, delete, and undo it.

    Emit ``began`` once a person agreed, ``done`` when the engine has answered, and ``told`` with
    words and a function that undoes it, or None.
    """

    began = Signal(list)
    """The shots that are being deleted."""
    done = Signal(list)
    """The shots that the engine has answered about."""
    undone = Signal()
    told = Signal(str, object)

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over

    def ask(self, shots: Sequence[ShownShot]) -> Question:
        """Ask whether to delete shots, with all files of each."""
        snapshot = self._context.app_state.snapshot
        days = USUAL_GRACE_DAYS if snapshot is None else snapshot.settings.grace_days
        question = Question(deletion_words(shots, days), translate("Photos", "Delete"), self._over)
        question.agreed.connect(partial(self._delete, list(shots), days))
        question.open()
        return question

    def _delete(self, shots: list[ShownShot], grace_days: int) -> None:
        self.began.emit(shots)
        ids = tuple(str(photo.photo_id) for shot in shots for photo in shot.photos)
        self._context.link.ask(
            Remove(ids),
            done=partial(self._deleted, shots, grace_days),
            refused=partial(self._not_deleted, shots),
        )

    def _deleted(self, shots: list[ShownShot], grace_days: int, answer: Removed) -> None:
        kept = len(answer["kept"])
        deleted = tuple(str(photo["id"]) for photo in answer["deleted"])
        words = []
        if deleted:
            gone = len(shots) if not kept else len(deleted)
            words.append(translate("Photos", "%Ln photos are deleted.", None, gone))
        if kept:
            words.append(translate("Photos", "%Ln photos could not be deleted.", None, kept))
        # Without days of grace nothing is left to come back from.
        can_undo = bool(deleted) and grace_days > 0
        self.told.emit(" ".join(words), partial(self._undo, deleted) if can_undo else None)
        self.done.emit(shots)

    def _not_deleted(self, shots: list[ShownShot], failure: Failure) -> None:
        self.told.emit(in_words(failure.message), None)
        self.done.emit(shots)

    def _undo(self, ids: tuple[str, ...]) -> None:
        self._context.link.ask(RestoreDeleted(ids), done=self._restored, refused=self._refused)

    def _restored(self, answer: Undeleted) -> None:
        """Read the files back into their places: they are in the trash of this computer."""
        away = tuple(str(photo["id"]) for photo in answer["restored"] if not photo["here"])
        count = len(answer["restored"])
        told = partial(self._returned, answer["failed"], count)
        if not away:
            told({"restored": []})
            return
        self._context.link.ask(BringBackDeleted(away), done=told, refused=self._refused)

    def _returned(self, failed: list[Shown], count: int, answer: Returned) -> None:
        reasons = [
            f"{shown(photo['path'])}: {plain(photo['reason'])}"
            for photo in answer["restored"]
            if photo["reason"]
        ]
        self.told.emit(restored_words(count, failed, reasons), None)
        self.undone.emit()

    def _refused(self, failure: Failure) -> None:
        self.told.emit(in_words(failure.message), None)
        self.undone.emit()
