"""Check now, Verify and Repair of one storage: the buttons, the progress and the report.

What a verification found that no computer names is offered for removal, after a question.

The engine does the work. One that another window began is shown too.
"""

from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from picup_desktop.engine.ipc import events
from picup_desktop.engine.ipc.commands.engine import Cancel
from picup_desktop.engine.ipc.commands.storages import CheckStorages
from picup_desktop.engine.ipc.commands.vault import Verify
from picup_desktop.engine.ipc.protocol import Event, Failure
from picup_desktop.engine.ipc.setup_answers import StoragesChecked, Verified
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.live import RunningJob, progress_of
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.report import (
    CAUTION,
    Line,
    Report,
    check_report,
    reading_costs,
    removal_question,
    verify_report,
)
from picup_desktop.ui.text import in_words, may_wrap, plain_tip, translate
from picup_desktop.ui.widgets.flow import Flow
from picup_desktop.ui.widgets.mark import Meter
from picup_desktop.ui.widgets.parts import button, card, clear, label, row, set_part
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import Role

LINK_EDGE = 6
"""What a button of the style ``link`` has above its words, in pixels."""


class StorageWork(QWidget):
    """Run one of the three at a time; emit ``assist_wanted`` for what none of them can do."""

    assist_wanted = Signal()

    def __init__(self, context: Context, role: Role) -> None:
        super().__init__()
        self._link = context.link
        self._app_state = context.app_state
        self._role = role
        self._job = f"verify-{role.value}"
        self._ours = False
        self._stopped = False
        self.running = False
        self.report: Report | None = None
        name = role_name(role)
        self.check = button(translate("Storage", "Check now"))
        self.check.setAccessibleName(translate("Storage", "Check {role} now").format(role=name))
        self.check.setToolTip(
            plain_tip(
                translate("Storage", "Compares names and sizes of all files there. Takes seconds.")
            )
        )
        self.verify = button(translate("Storage", "Verify"))
        self.verify.setAccessibleName(
            translate("Storage", "Read everything back from {role}").format(role=name)
        )
        self.verify.setToolTip(
            plain_tip(
                translate(
                    "Storage", "Reads every file back and compares each byte. May take hours."
                )
            )
        )
        self.assist = button(translate("Storage", "Moved or replaced…"))
        self.assist.setAccessibleName(
            translate("Storage", "{role} has moved, died or was replaced").format(role=name)
        )
        self.repair = button(translate("Storage", "Repair"), "primary")
        self.remove = button(translate("Storage", "Remove them…"), "danger")
        self.close_report = button(translate("Storage", "Close"), "link")
        self.cancel = button(translate("Job", "Cancel"))
        self._doing = label(part="strong", wrap=True)
        self._detail = label(part="caption", wrap=True)
        self.meter = Meter(context.theme, translate("Job", "Progress"))
        self._lay_out()
        self._join()
        self._show()

    @property
    def doing(self) -> str:
        """What runs, in words."""
        return self._doing.text()

    def forget(self) -> None:
        """Drop the report, which names photos, because the vault was locked (2-1)."""
        self._show_report(None)

    @Slot()
    def _check(self) -> None:
        words = translate("Storage", "Comparing all names and sizes…")
        self._begin(words, cancellable=False)
        command = CheckStorages(self._role.value)
        self._link.ask(command, done=self._checked, refused=self._refused)

    @Slot()
    def _ask_to_verify(self) -> None:
        """Tell first what it costs, where it may cost something."""
        snapshot = self._app_state.snapshot
        storages = () if snapshot is None else snapshot.storages
        own = next((one for one in storages if one.record.role is self._role), None)
        words = None if own is None else reading_costs(own)
        if words is None:
            self._verify()
            return
        sums = own is not None and own.compares_sums
        instead = translate("Storage", "Ask for checksums") if sums else NO_WORDS
        question = Question(words, translate("Storage", "Read everything"), self, instead)
        question.agreed.connect(self._verify)
        question.chose_instead.connect(self._verify_by_sums)
        question.open()

    @Slot()
    def _verify(self) -> None:
        self._begin(translate("Storage", "Reading everything back…"))
        self._ask(Verify(everything=True, role=self._role.value, job=self._job))

    @Slot()
    def _verify_by_sums(self) -> None:
        self._begin(translate("Storage", "Asking for checksums…"))
        self._ask(Verify(everything=True, sums=True, role=self._role.value, job=self._job))

    @Slot()
    def _repair(self) -> None:
        self._begin(translate("Storage", "Repairing…"))
        self._ask(Verify(repair=True, only_doubtful=True, role=self._role.value, job=self._job))

    @Slot()
    def _ask_to_remove(self) -> None:
        count = 0 if self.report is None else self.report.removable
        words = removal_question(self._role, count)
        question = Question(words, translate("Storage", "Remove"), self)
        question.agreed.connect(self._remove)
        question.open()

    @Slot()
    def _remove(self) -> None:
        self._begin(translate("Storage", "Removing…"))
        self._ask(
            Verify(remove_unknown=True, only_doubtful=True, role=self._role.value, job=self._job)
        )

    def _ask(self, command: Verify) -> None:
        self._ours = True
        self._link.ask(command, done=self._verified, refused=self._refused)

    @Slot()
    def _cancel(self) -> None:
        self._stopped = True
        self._doing.setText(translate("Job", "Stopping…"))
        self.cancel.setEnabled(False)
        self._link.ask(Cancel(self._job))

    def _checked(self, answer: StoragesChecked) -> None:
        found = [one for one in answer["storages"] if one["role"] == self._role.value]
        self._end(check_report(found[0]) if found else None)

    def _verified(self, found: Verified) -> None:
        self._end(verify_report(self._role, found, stopped=self._stopped))

    def _refused(self, failure: Failure) -> None:
        self._end(Report((Line(in_words(failure.message), CAUTION),)))

    def _begin(self, words: Shown, *, cancellable: bool = True) -> None:
        self._stopped = False
        self.running = True
        self._show_report(None)
        self._doing.setText(words)
        self._detail.setText("")
        self.meter.set_fraction(0.0)
        self.meter.setVisible(cancellable)
        self.cancel.setVisible(cancellable)
        self.cancel.setEnabled(True)
        self._show()

    def _end(self, report: Report | None) -> None:
        had_focus = self.cancel.hasFocus()
        self.running = self._ours = False
        self._show()
        # While the vault is locked no photo is named (2-1).
        self._show_report(None if self._app_state.live.locked else report)
        if had_focus:
            self.check.setFocus()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name != "job" or event.details.get("job") != self._job:
            return
        ended = bool(event.details.get("ended"))
        if not self.running and not ended:
            self._begin(translate("Storage", "Reading everything back…"))
        elif self.running and ended and not self._ours:
            self._end(None)
        progress = progress_of(cast(events.JobProgress, event.details))
        self.meter.set_fraction(progress.fraction)
        self._detail.setText(_progress_words(progress))

    @Slot()
    def _lose(self) -> None:
        """End what another window began: its engine is gone."""
        if self.running and not self._ours:
            self._end(None)

    def _show_report(self, report: Report | None) -> None:
        self.report = report
        clear(self._lines)
        bad = report is not None and any(line.part == CAUTION for line in report.lines)
        set_part(self._report, "soft-warning" if bad else "soft-accent")
        for line in () if report is None else report.lines:
            self._lines.addWidget(label(may_wrap(line.words), line.part, wrap=True))
        self._report.setVisible(report is not None)
        self.repair.setVisible(report is not None and report.repairable)
        self.remove.setVisible(report is not None and report.removable > 0)
        if report is not None:
            words = " ".join(line.words for line in report.lines)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _show(self) -> None:
        self._running.setVisible(self.running)
        for each in (self.check, self.verify, self.assist):
            each.setEnabled(not self.running)

    def _join(self) -> None:
        self.check.clicked.connect(self._check)
        self.verify.clicked.connect(self._ask_to_verify)
        self.repair.clicked.connect(self._repair)
        self.remove.clicked.connect(self._ask_to_remove)
        self.cancel.clicked.connect(self._cancel)
        self.close_report.clicked.connect(self.forget)
        self.assist.clicked.connect(self.assist_wanted)
        self._link.heard.connect(self._hear)
        self._link.lost.connect(self._lose)

    def _lay_out(self) -> None:
        self._running, inside = card("soft-accent", padding=12)
        head = row(self._doing, self.cancel)
        head.setStretch(0, 1)
        inside.addLayout(head)
        inside.addWidget(self.meter)
        inside.addWidget(self._detail)
        self._report, inside = card("soft-accent", padding=12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        # The first line stands beside the words of the button.
        self._lines.setContentsMargins(0, LINK_EDGE, 0, 0)
        across = QHBoxLayout()
        across.addLayout(self._lines, 1)
        across.setAlignment(self._lines, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.close_report, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(across)
        inside.addLayout(row(self.repair, self.remove, None))
        self._report.hide()
        buttons = Flow()
        for each in (self.check, self.verify, self.assist):
            buttons.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._running)
        layout.addWidget(self._report)
        layout.addLayout(buttons)


def _progress_words(progress: RunningJob) -> Shown:
    """Return ``1.2 GB of 4.5 GB  ·  11 MB/s  ·  2 minutes left``."""
    if not progress.size_bytes:
        return NO_WORDS
    words = [
        translate("Job", "{ended} of {all}").format(
            ended=text.size(progress.ended_bytes), all=text.size(progress.size_bytes)
        )
    ]
    if progress.rate > 0:
        words.append(text.rate(progress.rate))
    if progress.seconds_left is not None:
        left = translate("Job", "{duration} left")
        words.append(left.format(duration=text.duration(progress.seconds_left)))
    return "  ·  ".join(words)
