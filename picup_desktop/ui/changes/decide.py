"""Decide for each of many photos that changed or are spoiled: put it back, or take it (4-3).

The photos are asked from the engine, which knows those that still have no answer. Nothing
happens before a person agrees, and a photo that is not listed keeps its question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picup_desktop.attention.cause_row import ACCEPT, KEEP
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.engine.ipc.answers import Answered, InQuestion, PhotoInQuestion
from picup_desktop.engine.ipc.commands.deletions import ListInQuestion
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown, plain, shown
from picup_desktop.ui.attention.words import choice_words, question_words
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.changes.put_back import PutBack, PutBackReport
from picup_desktop.ui.changes.tick_list import ChangeLine, ChangeList
from picup_desktop.ui.changes.words import DecideWords, decide_words, put_back_words
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import button, card, label, row
from picup_desktop.ui.widgets.question import Question
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.ui.windows.fitting import grown_size

DECIDED = frozenset({Cause.ALBUM_SPOILED, Cause.CHANGED_MANY})
"""Causes about many photos, of which each can have an answer of its own."""
SIZE = (680, 600)
SMALLEST = (420, 400)


@dataclass(frozen=True)
class Decision:
    """The photos to put back, with the number of the version, and those to take."""

    back: tuple[tuple[int, int], ...]
    taken: tuple[int, ...]


class DecideDialog(Dialog):
    """Emit ``message(sentence)`` with what came of it."""

    message = Signal(str)

    def __init__(
        self,
        context: Context,
        commands: Commands,
        pictures: VersionPictures,
        item: AttentionRecord,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._link = context.link
        self._app_state = context.app_state
        self._commands = commands
        self._item = item
        self._words: DecideWords = decide_words(item, self._grace_days())
        self._known: dict[int, int] = {}
        self._more = 0
        self._put_back = PutBack(context.link, self)
        self._put_back.progressed.connect(self._show_progress)
        self._put_back.ended.connect(self._put_back_ended)
        self.setWindowTitle(self._words.heading)
        self.setModal(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(grown_size(SIZE, parent))
        self._make_parts(context, pictures)
        self.finished.connect(self.deleteLater)
        self._app_state.changed.connect(self._look_again)
        self._ask()

    def decision(self) -> Decision:
        """Return what is chosen now."""
        ticked = self.list.lines.ticked
        return Decision(
            tuple((one, number) for one, number in self._known.items() if one in ticked),
            tuple(one for one in self._known if one not in ticked),
        )

    def reject(self) -> None:
        """Close, and put no more photos back. Locking closes it too, so it never stays."""
        if self._put_back.running:
            self.message.emit(put_back_words(self._put_back.stop()))
        super().reject()

    def _make_parts(self, context: Context, pictures: VersionPictures) -> None:
        self.list = ChangeList(context.theme, self._words.heading, pictures)
        self.list.ticked.connect(self._count)
        self.all = button(self._words.tick_all, "link")
        self.none = button(self._words.tick_none, "link")
        self.all.clicked.connect(lambda: self.list.tick_all(on=True))
        self.none.clicked.connect(lambda: self.list.tick_all(on=False))
        self._problem = label(part="problem", wrap=True)
        self._summary = label(part="quiet", wrap=True)
        self.cancel = button(translate("Changes", "Cancel"))
        self.do = button(translate("Changes", "Do this"), "primary")
        self.cancel.clicked.connect(self.reject)
        self.do.clicked.connect(self._ask_first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(label(self._words.heading, "section", wrap=True))
        layout.addWidget(label(self._words.below, "quiet", wrap=True))
        layout.addLayout(row(self.all, self.none, None))
        frame, inside = card(padding=8)
        inside.addWidget(self.list)
        layout.addWidget(frame, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._summary)
        layout.addLayout(row(None, self.cancel, self.do))
        self._problem.hide()
        self.do.setEnabled(False)
        self.list.setFocus()

    def _ask(self) -> None:
        self._link.ask(ListInQuestion(self._item.id), done=self._show, refused=self._tell)

    def _show(self, found: InQuestion) -> None:
        before = {line.id for line in self.list.lines.lines}
        self._known = {one["photo"]: one["before"] for one in found["photos"]}
        self._more = found["more"]
        if self._words.ticked_first:
            new = [photo_id for photo_id in self._known if photo_id not in before]
            self.list.lines.tick(new, on=True)
        self.list.lines.show_lines([self._line(one) for one in found["photos"]])
        self._count()

    def _line(self, one: PhotoInQuestion) -> ChangeLine:
        folder, _, name = one["path"].rpartition("/")
        photo, after = one["photo"], one["after"]
        words = (plain(one["reason"] or ""), shown(folder))
        return ChangeLine(
            photo,
            shown(name),
            "  ·  ".join(part for part in words if part),
            PictureOf(photo, one["before"]),
            PictureOf(photo, as_is=True) if after is None else PictureOf(photo, after),
            self._words.if_ticked,
            self._words.if_not,
        )

    @Slot()
    def _count(self) -> None:
        chosen = self.decision()
        self._summary.setText(self._words.summary(len(chosen.back), len(chosen.taken), self._more))
        self.do.setEnabled(bool(self._known) and not self._put_back.running)

    @Slot()
    def _look_again(self) -> None:
        """Close if the item is closed, and list its photos again if it has changed."""
        snapshot = self._app_state.snapshot
        if snapshot is None or self._put_back.running or not self.list.isEnabled():
            return
        found = next((item for item in snapshot.attention if item.id == self._item.id), None)
        if found is None:
            self.reject()
        elif found != self._item:
            self._item = found
            self._ask()

    @Slot()
    def _ask_first(self) -> None:
        """Ask before photos are taken as they are, as for all of them at once."""
        chosen, snapshot = self.decision(), self._app_state.snapshot
        if not chosen.taken or snapshot is None:
            self._carry_out()
            return
        details = self._item.details | {"changed": len(chosen.taken)}
        words = question_words(replace(self._item, details=details), ACCEPT, snapshot)
        question = Question(words, choice_words(self._item, ACCEPT), self)
        question.agreed.connect(self._carry_out)
        question.open()

    @Slot()
    def _carry_out(self) -> None:
        chosen = self.decision()
        self._busy(busy=True)
        if self._item.cause is Cause.CHANGED_MANY:
            # Their earlier versions may leave only after those wanted are back.
            self._put_back.start(chosen.back)
        elif chosen.back:
            photos = [photo_id for photo_id, _ in chosen.back]
            then = self._take if chosen.taken else self._done
            self._answer(KEEP, then, photos)
        else:
            self._answer(ACCEPT, self._done, chosen.taken)

    def _take(self, _answer: Answered) -> None:
        self._answer(ACCEPT, self._done, self.decision().taken)

    def _answer(
        self, choice: str, then: Callable[[Answered], None], photos: Sequence[int] | None = None
    ) -> None:
        self._commands.answer(self._item.id, choice, then, self._refused, photos)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        self._summary.setText(self._words.progress(done, total))

    @Slot(object)
    def _put_back_ended(self, report: PutBackReport) -> None:
        if report.failed or self._more:
            # The item stays open, so that nothing earlier leaves before all have their answer.
            self.message.emit(put_back_words(report))
            self._settle(report.failed)
            return
        self._answer(ACCEPT, self._done)

    def _settle(self, failed: tuple[Shown, ...]) -> None:
        if not failed:
            self.accept()
            return
        self._busy(busy=False)
        self._problem.setText(failed[0])
        self._problem.show()
        self._ask()

    def _done(self, _answer: Answered) -> None:
        chosen = self.decision()
        self.message.emit(self._words.summary(len(chosen.back), len(chosen.taken), 0))
        self.accept()

    def _refused(self, failure: Failure) -> None:
        self._busy(busy=False)
        self._tell(failure)
        self._ask()

    def _tell(self, failure: Failure) -> None:
        self._problem.setText(in_words(failure.message))
        self._problem.show()

    def _busy(self, *, busy: bool) -> None:
        self._problem.hide()
        for part in (self.list, self.all, self.none, self.do):
            part.setDisabled(busy)
        self.cancel.setEnabled(True)

    def _grace_days(self) -> int:
        snapshot = self._app_state.snapshot
        return 0 if snapshot is None else snapshot.settings.grace_days
