"""A page for one job of the engine: choose, watch it run, read what came of it.

A job that another window asked for, which may not be there any more, is shown too.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtCore import Slot

from picup_desktop.engine.ipc.protocol import Event, Failure
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.job import progress_of
from picup_desktop.ui.widgets.page import Page
from picup_desktop.ui.widgets.running_card import RunningCard


class Step(Enum):
    """Where one is."""

    CHOOSING = "choosing"
    RUNNING = "running"
    RESULT = "result"


class JobPage(Page):
    """Make its parts, then call ``attend``; ``_go`` shows those of a step."""

    def __init__(self, title: str, context: Context, job: str, doing: str) -> None:
        """``job`` is its name on the socket, ``doing`` the sentence while it runs."""
        super().__init__(title)
        self._link = context.link
        self._job = job
        self._doing = doing
        self._ours = False
        self.step = Step.CHOOSING
        self.running = RunningCard(context.theme)
        self.running.cancelled.connect(self._cancel)

    def attend(self) -> None:
        """Begin at the first step, and hear of the job from now on."""
        self._link.heard.connect(self._hear)
        self._link.lost.connect(self._lose)
        self._go(Step.CHOOSING)

    def _run(
        self,
        command: str,
        done: Callable[[dict[str, Any]], None],
        refused: Callable[[Failure], None],
        **arguments: Any,
    ) -> None:
        """Ask for it; the page goes on with ``done`` or ``refused``."""

        def ended(document: dict[str, Any]) -> None:
            self._ours = False
            done(document)

        def failed(failure: Failure) -> None:
            self._ours = False
            refused(failure)

        self._show_running()
        self._ours = True
        self._link.ask(command, done=ended, refused=failed, job=self._job, **arguments)

    def _go(self, step: Step) -> None:
        self.step = step
        self.running.setVisible(step is Step.RUNNING)

    def _show_running(self) -> None:
        self.running.begin(self._doing)
        self._go(Step.RUNNING)

    @Slot()
    def _cancel(self) -> None:
        self.running.stopping()
        self._link.ask("cancel", job=self._job)

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name != "job" or event.details.get("job") != self._job:
            return
        ended = bool(event.details.get("ended"))
        if self.step is Step.CHOOSING and not ended:
            self._show_running()
        elif self.step is Step.RUNNING and ended and not self._ours:
            self._go(Step.CHOOSING)
        self.running.show_progress(progress_of(event.details))

    @Slot()
    def _lose(self) -> None:
        """The engine is gone, and with it what another window asked for."""
        if self.step is Step.RUNNING and not self._ours:
            self._go(Step.CHOOSING)
