"""The page that frees up space: what could leave this computer, what stays, and the result."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.answers import BroughtBack, Freed, SpaceLook
from picup_desktop.engine.ipc.commands.photos import BringBack, FreeSpace, LookAtSpace
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.space.words import (
    away_words,
    back_words,
    kept_words,
    look_words,
    not_back_lines,
    not_back_words,
    question_words,
    result_words,
    stayed_lines,
    stayed_words,
)
from picup_desktop.ui.status import Status
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.eliding import ElidedCheckBox
from picup_desktop.ui.widgets.job_page import JobPage, Step
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.named import name_control
from picup_desktop.ui.widgets.page import UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, card, clear, label, row
from picup_desktop.ui.widgets.photo_list import PhotoLine, PhotoList
from picup_desktop.ui.widgets.question import Question

JOB = "free space"
MARK = 40
AGES_DAYS = (0, 30, 180, 365)
PRESET_DAYS = 365
"""Photos older than this are proposed first; newer ones only where a person chooses so."""


class SpacePage(JobPage):
    """Asks the engine what could go, while the page is visible."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            translate("Sidebar", "Free up space"),
            context,
            JOB,
            translate("Space", "Checking each file once more…"),
        )
        self._theme = context.theme
        self._app_state = context.app_state
        self.look: SpaceLook | None = None
        self._asked = 0
        self._freed: list[int] = []
        self.albums: dict[str, ElidedCheckBox] = {}
        self._intro = label(
            translate(
                "Space",
                "Photos that are whole on both storages need no space on this computer. Their files"
                " go to its trash, and the photos stay in PicUp. Nothing is deleted on the"
                " storages.",
            ),
            "quiet",
            wrap=True,
        )
        self._problem = label(part="problem", wrap=True)
        self._choice = self._make_choice()
        self._found = self._make_found()
        self._result = self._make_result()
        for part in (self._intro, self._choice, self._found, self.running, self._result):
            self.body.addWidget(part)
        self.body.addWidget(self._problem)
        self.body.addStretch(1)
        UpdateWhenVisible(self, self._show_albums, self._app_state.changed)
        self._show_albums()
        self.attend()

    @property
    def headline(self) -> str:
        """The line that says what could go, or the result."""
        return (self._result_words if self.step is Step.RESULT else self._headline).text()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what could go."""
        super().showEvent(event)
        self.ask()

    @Slot()
    def forget(self) -> None:
        """Drop the result, because the vault was locked."""
        self.list.lines.show_lines([])
        self._freed = []
        if self.step is Step.RESULT:
            self._go(Step.CHOOSING)

    @Slot()
    def ask(self) -> None:
        """Ask the engine which files of the choice could go."""
        if self.step is Step.CHOOSING and self._link.connected:
            self._headline.setText(translate("Space", "Checking what could go…"))
            self.free.setEnabled(False)
            self._asked += 1
            self._link.ask(
                LookAtSpace(self._chosen(), older_than_days=self.age.currentData()),
                done=partial(self._looked, self._asked),
                refused=self._refused,
            )

    @Slot()
    def ask_first(self) -> None:
        """Ask the person before any file leaves its folder."""
        if self.look is None:
            return
        words = question_words(self.look, self._chosen())
        self.question = Question(words, translate("Space", "Move to the trash"), self)
        self.question.agreed.connect(self.begin)
        self.question.open()

    @Slot()
    def begin(self) -> None:
        """Start to free the space."""
        self._doing = translate("Space", "Checking each file once more…")
        command = FreeSpace(self._chosen(), older_than_days=self.age.currentData())
        self._run(command, self._ended, self._refused)

    @Slot()
    def bring_back(self) -> None:
        """Read the chosen albums' files that are only on the storages back into their places."""
        self._bring_back(BringBack(self._chosen()))

    @Slot()
    def undo(self) -> None:
        """Read the files that were just freed back into their places."""
        self._bring_back(BringBack(photos=tuple(map(str, self._freed))))

    def _bring_back(self, command: BringBack) -> None:
        self._doing = translate("Space", "Bringing files back…")
        self._run(command, self._brought_back, self._refused)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.albums.items() if box.isChecked())

    def _make_choice(self) -> QFrame:
        frame, inside = card()
        self._rows = QVBoxLayout()
        self.age = QComboBox()
        names = (
            translate("Space", "Of any age"),
            translate("Space", "Older than a month"),
            translate("Space", "Older than half a year"),
            translate("Space", "Older than a year"),
        )
        for name, days in zip(names, AGES_DAYS, strict=True):
            self.age.addItem(name, days)
        self.age.setCurrentIndex(AGES_DAYS.index(PRESET_DAYS))
        name_control(self.age, translate("Space", "How old the photos are"))
        self.age.activated.connect(self.ask)
        heading = label(translate("Space", "Photos of these albums"), "section", wrap=True)
        top = row(heading, self.age)
        top.setStretch(0, 1)
        inside.addLayout(top)
        inside.addLayout(self._rows)
        return frame

    def _make_found(self) -> QFrame:
        frame, inside = card(spacing=10)
        self._headline = label(part="section", wrap=True)
        self._detail = label(part="quiet", wrap=True)
        self._kept = QVBoxLayout()
        self._kept_heading = label(translate("Space", "What stays, and why"), "strong")
        self.free = button(translate("Space", "Free up space"), "primary")
        self.free.clicked.connect(self.ask_first)
        self._away = label(part="quiet", wrap=True)
        self.back = button(translate("Photos", "Bring back to this computer"))
        self.back.clicked.connect(self.bring_back)
        inside.addWidget(self._headline)
        inside.addWidget(self._detail)
        inside.addLayout(row(self.free, None))
        inside.addWidget(self._kept_heading)
        inside.addLayout(self._kept)
        inside.addWidget(self._away)
        inside.addLayout(row(self.back, None))
        return frame

    def _make_result(self) -> QFrame:
        frame, inside = card(spacing=12)
        self._mark = Mark(self._theme, MARK)
        self._result_words = label(part="section", wrap=True)
        self._result_detail = label(part="quiet", wrap=True)
        self._stayed = label(part="strong")
        self.list = PhotoList(self._theme, translate("Space", "Files that stayed"))
        self.done = button(translate("Space", "Done"))
        self.done.clicked.connect(self._again)
        self.undone = button(translate("Space", "Undo"))
        self.undone.clicked.connect(self.undo)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._result_words)
        words.addWidget(self._result_detail)
        top = row(self._mark, spacing=16)
        top.addLayout(words, 1)
        inside.addLayout(top)
        inside.addWidget(self._stayed)
        inside.addWidget(self.list)
        inside.addLayout(row(None, self.undone, self.done))
        return frame

    @Slot()
    def _show_albums(self) -> None:
        snapshot = self._app_state.snapshot
        albums = () if snapshot is None else snapshot.albums
        names = [album.record.name for album in albums]
        if names != list(self.albums):
            on = {name for name, box in self.albums.items() if box.isChecked()}
            clear(self._rows)
            self.albums = {name: ElidedCheckBox() for name in names}
            for name, box in self.albums.items():
                box.setChecked(name in on)
                box.clicked.connect(self.ask)
                self._rows.addWidget(box)
            if self.isVisible():
                self.ask()
        for album in albums:
            much = f"  ·  {text.photos(album.photos)}  ·  {text.size(album.size_bytes)}"
            self.albums[album.record.name].show_words(shown(album.record.name), much)

    def _looked(self, asked: int, look: SpaceLook) -> None:
        if asked != self._asked:
            # The choice has changed; its answer follows.
            return
        self.look = look
        headline, detail = look_words(look)
        if not any(box.isChecked() for box in self.albums.values()):
            headline, detail = (
                translate("Space", "Choose the albums whose files may leave"),
                NO_WORDS,
            )
        self._problem.hide()
        self._headline.setText(headline)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.free.setEnabled(bool(look["photos"]))
        away = away_words(look["away"])
        self._away.setText(away)
        for part in (self._away, self.back):
            part.setVisible(bool(away))
        clear(self._kept)
        reasons = kept_words(look["kept"], shown_away=look["away"]["photos"])
        self._kept_heading.setVisible(bool(reasons))
        for reason in reasons:
            self._kept.addWidget(label(reason, "quiet", wrap=True))

    def _ended(self, answer: Freed) -> None:
        self._freed = answer["freed_ids"]
        failed = answer["failed_photos"]
        self._stayed.setText(stayed_words(failed))
        self._show_result(result_words(answer), failed, stayed_lines(answer))

    def _brought_back(self, answer: BroughtBack) -> None:
        self._freed = []
        failed = answer["failed_photos"]
        self._stayed.setText(not_back_words(failed))
        self._show_result(back_words(answer), failed, not_back_lines(answer))

    def _show_result(self, words: tuple[Shown, Shown], failed: int, lines: list[PhotoLine]) -> None:
        headline, detail = words
        self.undone.setVisible(bool(self._freed))
        self._result_words.setText(headline)
        self._result_detail.setText(detail)
        self._result_detail.setVisible(bool(detail))
        self._mark.show_status(Status.ATTENTION if failed else Status.SAFE)
        self.list.lines.show_lines(lines)
        for part in (self._stayed, self.list):
            part.setVisible(failed > 0)
        self._go(Step.RESULT)

    def _refused(self, failure: Failure) -> None:
        self._problem.setText(in_words(failure.message))
        self._go(Step.CHOOSING)
        self._problem.show()

    @Slot()
    def _again(self) -> None:
        self.list.lines.show_lines([])
        self._go(Step.CHOOSING)
        self.ask()

    def _go(self, step: Step) -> None:
        super()._go(step)
        parts: dict[QWidget, Step] = {
            self._intro: Step.CHOOSING,
            self._choice: Step.CHOOSING,
            self._found: Step.CHOOSING,
            self._result: Step.RESULT,
        }
        for part, when in parts.items():
            part.setVisible(when is step)
        self._problem.hide()
