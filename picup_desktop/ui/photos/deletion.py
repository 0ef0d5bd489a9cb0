"""Photos are deleted after a question, and come back while a message offers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc.answers import Removed, Returned, Undeleted
from picup_desktop.engine.ipc.commands.deletions import BringBackDeleted, Remove, RestoreDeleted
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import Shown, plain, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.photos.choosing.gathering import Chosen
from picup_desktop.ui.photos.words import chosen_of, deletion_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.trash.page import restored_words
from picup_desktop.ui.widgets.question import Question

USUAL_GRACE_DAYS = 30
AT_ONCE = 1_000
"""Files a command; the engine answers each soon."""


@dataclass(frozen=True)
class Sent:
    """The result: the deleted files, how many stayed, and why the engine stopped."""

    deleted: tuple[str, ...] = ()
    kept: int = 0
    refused: Failure | None = None


class Deletion(QObject):
    """Ask, delete, and undo it.

    Emit ``began`` once a person agreed, ``done`` when the engine has answered, and ``told`` with
    words and a function that undoes it, or None.
    """

    began = Signal(list)
    """The shots that are being deleted; empty if they were handed over as ``Chosen``."""
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
        return self._ask(chosen_of(shots), list(shots))

    @Slot(object)
    def ask_chosen(self, chosen: Chosen) -> None:
        """Ask whether to delete chosen shots, which may be too many to be handed over."""
        self._ask(chosen, [])

    def _ask(self, chosen: Chosen, shots: list[ShownShot]) -> Question:
        snapshot = self._context.app_state.snapshot
        days = USUAL_GRACE_DAYS if snapshot is None else snapshot.settings.grace_days
        words = deletion_words(chosen, days)
        question = Question(words, translate("Photos", "Delete"), self._over)
        question.agreed.connect(partial(self._delete, chosen, shots, days))
        question.open()
        return question

    def _delete(self, chosen: Chosen, shots: list[ShownShot], grace_days: int) -> None:
        self.began.emit(shots)
        if len(chosen.photo_ids) > AT_ONCE:
            words = translate("Photos", "Deleting %Ln photos…", None, chosen.shots)
            self.told.emit(words, None)
        told = partial(self._deleted, chosen, shots, grace_days)
        send_next(self._context.link, chosen.photo_ids, Sent(), told)

    def _deleted(self, chosen: Chosen, shots: list[ShownShot], grace_days: int, sent: Sent) -> None:
        words = []
        if sent.deleted:
            is_whole = not sent.kept and sent.refused is None
            gone = chosen.shots if is_whole else len(sent.deleted)
            words.append(translate("Photos", "%Ln photos are deleted.", None, gone))
        if sent.kept:
            words.append(translate("Photos", "%Ln photos could not be deleted.", None, sent.kept))
        if sent.refused is not None:
            words.append(in_words(sent.refused.message))
        # Without days of grace nothing is left to come back from.
        can_undo = bool(sent.deleted) and grace_days > 0
        undo = partial(self._undo, sent.deleted) if can_undo else None
        self.told.emit(" ".join(words), undo)
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


def send_next(
    link: EngineLink, left: Sequence[int], sent: Sent, done: Callable[[Sent], None]
) -> None:
    """Delete very many files a part at a time; after a refusal no other part is sent."""
    if not left:
        done(sent)
        return

    def take(answer: Removed) -> None:
        deleted = (str(photo["id"]) for photo in answer["deleted"])
        after = Sent((*sent.deleted, *deleted), sent.kept + len(answer["kept"]))
        send_next(link, left[AT_ONCE:], after, done)

    def refuse(failure: Failure) -> None:
        done(replace(sent, refused=failure))

    link.ask(Remove(tuple(map(str, left[:AT_ONCE]))), done=take, refused=refuse)
