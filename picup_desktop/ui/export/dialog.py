"""The dialog of an export: how and where to, then the progress, then the report."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.picture_answers import Exported
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.live import RunningJob
from picup_desktop.ui.export import words
from picup_desktop.ui.export.choice import EDGES, QUALITIES, ExportChoice, ExportSpan
from picup_desktop.ui.restore.report import ReportCard
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.job_page import RunningCard, Step
from picup_desktop.ui.widgets.named import name_control
from picup_desktop.ui.widgets.parts import BOX_WORDS, ElidedLabel, beneath_box, button, label, row
from picup_desktop.ui.widgets.plain_words import CheckBox, RadioButton
from picup_desktop.ui.windows.ask_folder import ask_folder
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 560
"""Below a radio button's words, in pixels."""


class ExportDialog(GrowingDialog):
    """Emit ``wanted`` with a folder and an ``ExportChoice``; then it is told what happens.

    Closed while photos are written it only hides, and shows itself again with the report.
    """

    wanted = Signal(str, object)
    cancelled = Signal()

    def __init__(
        self,
        context: Context,
        span: ExportSpan,
        begin_with: tuple[str, ExportChoice],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, WIDTH)
        self.folder, choice = begin_with
        self.step = Step.CHOOSING
        self.setWindowTitle(words.heading(span))
        self.as_they_are = RadioButton(translate("Export", "As they are"))
        self.as_jpeg = RadioButton(translate("Export", "As JPEG"))
        self.edge = _combo(
            translate("Export", "Size"), [(edge, words.edge_words(edge)) for edge in EDGES]
        )
        self.quality = _combo(
            translate("Export", "Quality"), [(one, words.quality_words(one)) for one in QUALITIES]
        )
        self.place = CheckBox(translate("Export", "Say where they were taken"))
        self.choose = button(translate("Restore", "Choose…"))
        self._where = ElidedLabel()
        self._problem = label(part="problem", wrap=True)
        self.yes = button(translate("Export", "Export"), "primary")
        self.no = button(translate("Question", "Cancel"))
        self.running = RunningCard(context.theme)
        self.report = ReportCard(context.theme, context.link)
        self._choosing = self._make_choosing(span)
        self._buttons = QFrame()
        buttons = row(None, self.no, self.yes)
        buttons.setContentsMargins(0, 8, 0, 0)
        self._buttons.setLayout(buttons)
        for part in (self._choosing, self.running, self.report):
            self.body.addWidget(part)
        self.below.addWidget(self._buttons)
        self._show_choice(choice)
        self._connect()
        self._go(Step.CHOOSING)
        (self.yes if self.folder else self.choose).setFocus()

    @property
    def choice(self) -> ExportChoice:
        """What is chosen now."""
        if not self.as_jpeg.isChecked():
            return ExportChoice()
        edge, quality = self.edge.currentData(), self.quality.currentData()
        return ExportChoice(True, edge, quality, self.place.isChecked())  # noqa: FBT003 - its field

    @property
    def problem(self) -> str:
        """Why nothing was exported; empty if nothing is wrong."""
        return self._problem.text()

    @Slot(str)
    def choose_folder(self, folder: str) -> None:
        """Set the destination."""
        self.folder = folder
        self._show()

    def show_running(self) -> None:
        """Show that photos are being written."""
        self.running.begin(translate("Export", "Exporting your photos…"))
        self._go(Step.RUNNING)

    def show_progress(self, progress: RunningJob) -> None:
        """Show how far it is."""
        self.running.show_progress(progress)

    def show_report(self, document: Exported) -> None:
        """Show what became of it, also if the dialog was closed meanwhile."""
        told = words.headline(document), words.detail_words(document, self.folder)
        self.report.show_report(document, self.folder, told)
        self._go(Step.RESULT)
        self.show()
        self.raise_()

    def show_problem(self, problem: Shown) -> None:
        """Show why nothing was exported, and let the person choose again."""
        self._go(Step.CHOOSING)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.fit()
        self.show()

    def forget(self) -> None:
        """Close it and drop the names, because the vault was locked."""
        self.report.forget()
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        """Close it; what is being written goes on."""
        if self.step is Step.RUNNING:
            self.hide()
        else:
            super().reject()

    def _make_choosing(self, span: ExportSpan) -> QFrame:
        frame = QFrame()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(words.heading(span), "section", wrap=True))
        layout.addSpacing(4)
        layout.addWidget(self.as_they_are)
        layout.addLayout(beneath_box(label(words.as_they_are_words(span), "quiet", wrap=True)))
        layout.addWidget(self.as_jpeg)
        layout.addLayout(beneath_box(label(words.jpeg_words(span), "quiet", wrap=True)))
        self._of_jpeg = QFrame()
        inside = QVBoxLayout(self._of_jpeg)
        inside.setContentsMargins(BOX_WORDS, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(row(self.edge, self.quality, None))
        inside.addWidget(self.place)
        inside.addWidget(
            label(
                translate(
                    "Export",
                    "Without a place, GPS and the names of places stay out of the new files."
                    " What captions and keywords say stays.",
                ),
                "quiet",
                wrap=True,
            )
        )
        layout.addWidget(self._of_jpeg)
        layout.addSpacing(8)
        line = row(self._where, self.choose)
        line.setStretch(0, 1)
        layout.addWidget(label(translate("Export", "Where to?"), "strong"))
        layout.addLayout(line)
        layout.addWidget(self._problem)
        return frame

    def _connect(self) -> None:
        for radio in (self.as_they_are, self.as_jpeg):
            radio.toggled.connect(self._show)
        self.choose.clicked.connect(self._ask_folder)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.reject)
        self.report.finished.connect(self.accept)
        self.running.cancelled.connect(self._cancel)

    def _show_choice(self, choice: ExportChoice) -> None:
        (self.as_jpeg if choice.jpeg else self.as_they_are).setChecked(True)
        self.edge.setCurrentIndex(max(0, self.edge.findData(choice.edge)))
        self.quality.setCurrentIndex(max(0, self.quality.findData(choice.quality)))
        self.place.setChecked(choice.with_place)

    @Slot()
    def _show(self) -> None:
        self._of_jpeg.setVisible(self.as_jpeg.isChecked())
        nowhere = translate("Restore", "No folder chosen yet")
        self._where.show_words(shown(self.folder) if self.folder else nowhere)
        self._problem.setText(NO_WORDS)
        self._problem.hide()
        self.yes.setEnabled(bool(self.folder))
        (self.yes if self.folder else self.choose).setDefault(True)
        self.fit()

    def _go(self, step: Step) -> None:
        self.step = step
        for part in (self._choosing, self._buttons):
            part.setVisible(step is Step.CHOOSING)
        self.running.setVisible(step is Step.RUNNING)
        self.report.setVisible(step is Step.RESULT)
        if step is Step.CHOOSING:
            self._show()
        self.fit()

    @Slot()
    def _ask_folder(self) -> None:
        words = translate("Export", "Which folder should they be exported to?")
        ask_folder(self, words, self.folder or "").fileSelected.connect(self.choose_folder)

    @Slot()
    def _agree(self) -> None:
        if self.folder:
            self.wanted.emit(self.folder, self.choice)

    @Slot()
    def _cancel(self) -> None:
        self.running.stopping()
        self.cancelled.emit()


def _combo(name: Shown, lines: list[tuple[int, Shown]]) -> QComboBox:
    made = QComboBox()
    name_control(made, name)
    for value, line in lines:
        made.addItem(line, value)
    return made
