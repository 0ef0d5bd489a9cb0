"""The restore page: choose photos and a folder, watch the progress, read the report."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame

from picup_desktop.engine.ipc.answers import Restored
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.restore.choice import PhotoChoice, RestoreRequest, problem_of
from picup_desktop.ui.restore.report import ReportCard
from picup_desktop.ui.restore.when import DayChoice
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.job_page import JobPage, Step
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import ElidedLabel, button, card, label, row
from picup_desktop.ui.windows.ask_folder import ask_folder

JOB = "restore"


class RestorePage(JobPage):
    """Runs one restore at a time; it continues while other pages are shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            translate("Sidebar", "Restore"),
            context,
            JOB,
            translate("Restore", "Restoring your photos…"),
        )
        self._app_state = context.app_state
        self.folder = ""
        self._intro = label(
            translate(
                "Restore",
                "Photos are restored as plain files, with their names, folders and times."
                " Existing files are never overwritten.",
            ),
            "quiet",
            wrap=True,
        )
        self.choice = PhotoChoice(context)
        self.when = DayChoice(context.link)
        self._where = self._make_where()
        self._problem = label(part="problem", wrap=True)
        self.start = button(translate("Restore", "Restore"), "primary")
        self.start.clicked.connect(self.begin)
        self.report = ReportCard(context.theme, context.link)
        self.report.finished.connect(self._choose_again)
        for part in (self._intro, self.choice, self.when, self._where, self._problem):
            self.body.addWidget(part)
        self.body.addLayout(row(self.start, None))
        self.body.addWidget(self.running)
        self.body.addWidget(self.report)
        self.body.addStretch(1)
        self.choice.changed.connect(self._show_choice)
        self.when.changed.connect(self._show_choice)
        UpdateWhenVisible(self, self._show_albums, context.app_state.changed)
        self._show_albums()
        self.attend()

    @property
    def problem(self) -> str:
        """The reason why the restore can't begin or failed."""
        return self._problem.text()

    def hideEvent(self, event: QHideEvent) -> None:
        """Drop the names, which are kept only while they are shown."""
        self.choice.forget()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at the day, because photos may have changed."""
        super().showEvent(event)
        self.when.look_again()

    def hand_photos(self, photos: tuple[int, ...]) -> None:
        """Take over photos that were chosen on another page."""
        if self.step is not Step.RUNNING:
            self._go(Step.CHOOSING)
            self.choice.hand(photos)

    @Slot()
    def forget(self) -> None:
        """Drop names and the report, because the vault was locked."""
        self.choice.forget()
        self.report.forget()
        if self.step is Step.RESULT:
            self._go(Step.CHOOSING)

    @Slot(str)
    def choose_folder(self, folder: str) -> None:
        """Set the destination."""
        self.folder = folder
        self._place.show_words(shown(folder))
        self._forget_problem()

    @Slot()
    def begin(self) -> None:
        """Start the restore, or show what is missing."""
        snapshot = self._app_state.snapshot
        request = RestoreRequest(
            self.folder, self.choice.albums, self.choice.photos, self.when.as_of
        )
        problem = problem_of(request, () if snapshot is None else snapshot.albums)
        self._show_problem(problem)
        if problem:
            return
        self._run(request.command(), partial(self._ended, request.folder), self._refused)

    def _make_where(self) -> QFrame:
        frame, inside = card()
        self._place = ElidedLabel()
        self._place.show_words(translate("Restore", "No folder chosen yet"))
        choose = button(translate("Restore", "Choose…"))
        choose.clicked.connect(self._ask_folder)
        inside.addWidget(label(translate("Restore", "Where to?"), "section"))
        line = row(self._place, choose)
        line.setStretch(0, 1)
        inside.addLayout(line)
        return frame

    @Slot()
    def _ask_folder(self) -> None:
        words = translate("Restore", "Which folder should they be restored to?")
        ask_folder(self, words, self.folder or "").fileSelected.connect(self.choose_folder)

    @Slot()
    def _choose_again(self) -> None:
        self.report.forget()
        self._go(Step.CHOOSING)

    @Slot()
    def _show_albums(self) -> None:
        snapshot = self._app_state.snapshot
        if snapshot is not None:
            size_bytes = sum(album.size_bytes for album in snapshot.albums)
            self.choice.show_albums(snapshot.albums, snapshot.photos, size_bytes)
            self.when.show_days(snapshot.taken_at, snapshot.settings.grace_days)

    def _ended(self, folder: str, document: Restored) -> None:
        self.report.show_report(document, folder)
        self._go(Step.RESULT)

    def _refused(self, failure: Failure) -> None:
        self._go(Step.CHOOSING)
        self._show_problem(shown(in_words(failure.message)))

    @Slot()
    def _show_choice(self) -> None:
        """Offer a day where the choice is not of single photos, and start only what is known."""
        self._forget_problem()
        self.when.setVisible(self.step is Step.CHOOSING and self.choice.photos is None)
        self.when.show_albums(self.choice.albums)
        self.start.setEnabled(self.when.known)

    @Slot()
    def _forget_problem(self) -> None:
        self._show_problem(NO_WORDS)

    def _show_problem(self, problem: Shown) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _go(self, step: Step) -> None:
        super()._go(step)
        choosing = step is Step.CHOOSING
        for part in (self._intro, self.choice, self._where, self.start):
            part.setVisible(choosing)
        self._problem.setVisible(choosing and bool(self.problem))
        self.when.setVisible(choosing and self.choice.photos is None)
        self.report.setVisible(step is Step.RESULT)
