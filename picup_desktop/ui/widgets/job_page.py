"""A page for one job of the engine: choose, watch the progress, read the result.

A job that another window has started is shown too.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import TypeVar, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from picup_desktop.engine.ipc import events
from picup_desktop.engine.ipc.commands.base import JobCommand
from picup_desktop.engine.ipc.commands.engine import Cancel
from picup_desktop.engine.ipc.protocol import Event, Failure
from picup_desktop.names import Shown
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.live import RunningJob, progress_of
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.mark import Meter
from picup_desktop.ui.widgets.page import Page
from picup_desktop.ui.widgets.parts import button, card, label, row

T = TypeVar("T")


class RunningCard(QFrame):
    """Shows a running job: progress, rate, time left; emits ``cancelled``."""

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = label(part="section")
        self._detail = label(part="quiet")
        self._meter = Meter(theme, translate("Job", "Progress"))
        self.cancel = button(translate("Job", "Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        frame, inside = card(spacing=14)
        inside.addLayout(row(self._words, None, self.cancel))
        inside.addWidget(self._meter)
        inside.addWidget(self._detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    @property
    def detail(self) -> str:
        """The progress in words."""
        return self._detail.text()

    def begin(self, words: Shown) -> None:
        """Show a new job; ``words`` say what it does."""
        self._words.setText(words)
        self._detail.setText(translate("Job", "Checking what there is…"))
        self._meter.set_fraction(0.0)
        self.cancel.setEnabled(True)

    def stopping(self) -> None:
        """Show that the job is being cancelled."""
        self._words.setText(translate("Job", "Stopping…"))
        self.cancel.setEnabled(False)

    def show_progress(self, progress: RunningJob) -> None:
        """Show the progress."""
        self._meter.set_fraction(progress.fraction)
        self._detail.setText(progress_words(progress))


def progress_words(progress: RunningJob) -> Shown:
    """Return ``24 of 89 photos  ·  11 MB/s  ·  2 minutes left``."""
    words = [
        translate("Job", "{ended} of {all}").format(
            ended=text.number(progress.ended_photos), all=text.photos(progress.photos)
        )
    ]
    if progress.rate > 0:
        words.append(text.rate(progress.rate))
    if progress.seconds_left is not None:
        left = translate("Job", "{duration} left")
        words.append(left.format(duration=text.duration(progress.seconds_left)))
    return "  ·  ".join(words)


class Step(Enum):
    """The step of the page that is shown."""

    CHOOSING = "choosing"
    RUNNING = "running"
    RESULT = "result"


class JobPage(Page):
    """The base of such a page: add the parts, then call ``attend``; ``_go`` shows a step."""

    def __init__(self, title: Shown, context: Context, job: str, doing: Shown) -> None:
        """``job`` is the job's name in the protocol, ``doing`` the sentence while it runs."""
        super().__init__(title)
        self._link = context.link
        self._job = job
        self._doing = doing
        self._ours = False
        self.step = Step.CHOOSING
        self.running = RunningCard(context.theme)
        self.running.cancelled.connect(self._cancel)

    def attend(self) -> None:
        """Show the first step, and follow the job's events from now on."""
        self._link.heard.connect(self._hear)
        self._link.lost.connect(self._lose)
        self._go(Step.CHOOSING)

    def _run(
        self,
        command: JobCommand[T],
        done: Callable[[T], None],
        refused: Callable[[Failure], None],
    ) -> None:
        """Start the job; ``done`` or ``refused`` follows."""

        def ended(answer: T) -> None:
            self._ours = False
            done(answer)

        def failed(failure: Failure) -> None:
            self._ours = False
            refused(failure)

        self._show_running()
        self._ours = True
        self._link.ask(replace(command, job=self._job), done=ended, refused=failed)

    def _go(self, step: Step) -> None:
        self.step = step
        self.running.setVisible(step is Step.RUNNING)

    def _show_running(self) -> None:
        self.running.begin(self._doing)
        self._go(Step.RUNNING)

    @Slot()
    def _cancel(self) -> None:
        self.running.stopping()
        self._link.ask(Cancel(self._job))

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name != "job" or event.details.get("job") != self._job:
            return
        ended = bool(event.details.get("ended"))
        if self.step is Step.CHOOSING and not ended:
            self._show_running()
        elif self.step is Step.RUNNING and ended and not self._ours:
            self._go(Step.CHOOSING)
        self.running.show_progress(progress_of(cast(events.JobProgress, event.details)))

    @Slot()
    def _lose(self) -> None:
        """Go back to the first step, because the engine and another window's job are gone."""
        if self.step is Step.RUNNING and not self._ours:
            self._go(Step.CHOOSING)
