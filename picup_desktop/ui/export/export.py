"""Export photos: ``ask`` opens the dialog, and the engine does the work.

Other parts of the window use this alone. Several exports may run at once; each has its dialog.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc import events
from picup_desktop.engine.ipc.commands.engine import Cancel
from picup_desktop.engine.ipc.commands.photos import ExportPhotos
from picup_desktop.engine.ipc.picture_answers import Exported
from picup_desktop.engine.ipc.protocol import Event, Failure
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import NO_WORDS
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.live import progress_of
from picup_desktop.ui.export.choice import ExportChoice, span_of
from picup_desktop.ui.export.dialog import ExportDialog
from picup_desktop.ui.text import in_words
from picup_desktop.ui.widgets.job_page import Step


@dataclass(frozen=True)
class _Export:
    """One export: its dialog, and the name of its job."""

    dialog: ExportDialog
    job: str


class Exporter(QObject):
    """``ask`` how and where shots are exported, over a window.

    Emit ``emptied`` once no export is chosen, under way, or told any more.
    """

    emptied = Signal()

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over
        self._exports: list[_Export] = []
        self._last: tuple[str, ExportChoice] = ("", ExportChoice())
        """What was chosen last, while the window is open."""
        self._waits: list[tuple[_Export, ExportPhotos]] = []
        context.link.heard.connect(self._hear)
        context.link.greeted.connect(self._send)

    @property
    def dialogs(self) -> list[ExportDialog]:
        """The dialogs of exports that are chosen, under way, or told."""
        return [one.dialog for one in self._exports]

    def ask(self, shots: Sequence[ShownShot], over: QWidget | None = None) -> ExportDialog | None:
        """Ask for folder and format; None where there is nothing to export."""
        if not shots:
            return None
        dialog = ExportDialog(self._context, span_of(shots), self._last, over or self._over)
        export = _Export(dialog, f"export-{secrets.token_hex(4)}")
        self._exports.append(export)
        dialog.wanted.connect(partial(self._begin, export, tuple(shots)))
        dialog.cancelled.connect(partial(self._cancel, export))
        dialog.finished.connect(partial(self._end, export))
        dialog.show()
        return dialog

    @Slot()
    def forget(self) -> None:
        """Close the dialogs, because the vault was locked; their jobs end in the engine."""
        for dialog in self.dialogs:
            dialog.forget()

    def drop_choices(self) -> None:
        """Close the dialogs in which nothing was begun: another language replaces the window.

        The others stay until they have told what became of it.
        """
        for dialog in self.dialogs:
            if dialog.step is Step.CHOOSING:
                dialog.reject()

    def _begin(
        self, export: _Export, shots: Sequence[ShownShot], folder: str, choice: ExportChoice
    ) -> None:
        self._last = folder, choice
        export.dialog.show_running()
        command = replace(choice.command(Path(folder), shots), job=export.job)
        self._waits.append((export, command))
        if self._context.link.connected:
            self._send()

    @Slot()
    def _send(self) -> None:
        """Send what was asked for; while an engine starts, it waits for that."""
        waits, self._waits = self._waits, []
        for export, command in waits:
            if export in self._exports:
                self._send_one(export, command)

    def _send_one(self, export: _Export, command: ExportPhotos) -> None:
        self._context.link.ask(
            command, done=partial(self._tell, export), refused=partial(self._refuse, export)
        )

    def _tell(self, export: _Export, document: Exported) -> None:
        if export in self._exports:
            export.dialog.show_report(document)

    def _refuse(self, export: _Export, failure: Failure) -> None:
        if export in self._exports:
            export.dialog.show_problem(in_words(failure.message))

    def _cancel(self, export: _Export) -> None:
        waits = [(one, command) for one, command in self._waits if one is not export]
        if len(waits) < len(self._waits):
            # Nothing was begun yet.
            self._waits = waits
            export.dialog.show_problem(NO_WORDS)
            return
        self._context.link.ask(Cancel(export.job), refused=lambda _: None)

    def _end(self, export: _Export, _result: int = 0) -> None:
        if export in self._exports:
            self._exports.remove(export)
        export.dialog.deleteLater()
        if not self._exports:
            self.emptied.emit()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name != "job":
            return
        for export in self._exports:
            if event.details.get("job") == export.job:
                progress = progress_of(cast(events.JobProgress, event.details))
                export.dialog.show_progress(progress)
