"""The assistant for a storage that moved, died, was replaced, or shows another key (5-3, 5-4)."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import StorageSummary
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.moved import MovedStep
from picup_desktop.ui.storages.replaced import ReplacedStep
from picup_desktop.ui.storages.step import AssistantStep, Shows, StepName, shown_at
from picup_desktop.ui.storages.swapped import SwappedStep
from picup_desktop.ui.storages.trust import KeyStep
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.growing import GrowingDialog
from picup_desktop.words import Role

WIDTH = 600
GAP = 4
BELOW_HEADING = 8
"""Below the heading, in pixels."""


class Option(QPushButton):
    """A large button with a title and what it is for."""

    def __init__(self, theme: Theme, title: Shown, caption: Shown) -> None:
        super().__init__()
        self.setProperty("part", "option")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(caption)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "strong", wrap=True))
        words.addWidget(label(caption, "quiet", wrap=True))
        arrow = label()
        arrow.setPixmap(theme.icon("forward").pixmap(18, 18))
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 12, 14, 12)
        across.setSpacing(12)
        across.addLayout(words, 1)
        across.addWidget(arrow)
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size of the words; a button knows only its own text."""
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the words."""
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.totalMinimumSize()


class ChoiceStep(AssistantStep):
    """Ask what happened."""

    def __init__(self, context: Context, role: Role, shows: Shows) -> None:
        name, other = role_name(role), role_name(role.other)
        super().__init__(
            context,
            role,
            translate("StorageAssistant", "What happened to {role}?").format(role=name),
        )
        # The other steps have a sentence there, which belongs to the heading.
        self.body.setContentsMargins(0, BELOW_HEADING, 0, 0)
        options = {
            StepName.MOVED: (
                translate("StorageAssistant", "It has another address, user or password"),
                translate("StorageAssistant", "The box and its sealed photos are the same."),
            ),
            StepName.KEY: _another_key(shows),
            StepName.REPLACED: (
                translate(
                    "StorageAssistant", "It is dead, lost, or a new empty box is in its place"
                ),
                translate(
                    "StorageAssistant", "A new, empty place is filled with everything from {other}."
                ).format(other=other),
            ),
            StepName.SWAPPED: (
                translate("StorageAssistant", "Main and backup should change their parts"),
                translate("StorageAssistant", "Nothing is copied."),
            ),
        }
        if shows is Shows.NOTHING:
            del options[StepName.KEY]
        self.options: dict[StepName, Option] = {}
        for step, (title, caption) in options.items():
            option = Option(context.theme, title, caption)
            option.clicked.connect(lambda _=False, step=step: self.wanted.emit(step))
            self.options[step] = option
            self.body.addWidget(option)


def _another_key(shows: Shows) -> tuple[Shown, Shown]:
    """Return title and caption of the option for a server that is not known again."""
    if shows is Shows.CERTIFICATE:
        return (
            translate("StorageAssistant", "It shows another certificate"),
            translate(
                "StorageAssistant",
                "It was renewed, or the server was set up anew, and the sealed photos are still"
                " on it.",
            ),
        )
    return (
        translate("StorageAssistant", "It shows another host key"),
        translate(
            "StorageAssistant",
            "It was reset or set up anew, and the sealed photos are still on it.",
        ),
    )


class StorageAssistant(GrowingDialog):
    """Show one step at a time; emit ``message(words)`` with what came of it."""

    message = Signal(str)

    def __init__(
        self,
        context: Context,
        role: Role,
        storages: Mapping[Role, StorageSummary],
        parent: QWidget,
        first: StepName,
    ) -> None:
        """``storages`` are both."""
        super().__init__(parent, WIDTH)
        self._context = context
        self._role = role
        self._storages = storages
        self._urls = {each: summary.record.url for each, summary in storages.items()}
        self.setModal(True)
        self._heading = label(part="section", wrap=True)
        self.back = button(translate("StorageAssistant", "Back"))
        self.back.clicked.connect(lambda: self.go(StepName.CHOICE))
        self.leave = button(translate("StorageAssistant", "Cancel"))
        self.leave.clicked.connect(self.reject)
        self.above.addWidget(self._heading)
        self.above.addSpacing(GAP)
        self.below.addLayout(row(self.back, None, self.leave))
        self.step: AssistantStep = self._made(first)
        self._show_step()
        self.finished.connect(self._settle)
        context.app_state.changed.connect(self._look_again)

    @Slot(object)
    def go(self, name: StepName) -> None:
        """Show another step."""
        self.step = self._made(name)
        self._show_step()

    def _made(self, name: StepName) -> AssistantStep:
        context, role, storages = self._context, self._role, self._storages
        url, ssh = storages[role].record.url, storages[role].record.ssh
        steps: dict[StepName, Callable[[], AssistantStep]] = {
            StepName.CHOICE: lambda: ChoiceStep(context, role, shown_at(url)),
            StepName.MOVED: lambda: MovedStep(context, role, url, ssh),
            StepName.KEY: lambda: KeyStep(context, role, shown_at(url)),
            StepName.REPLACED: lambda: ReplacedStep(context, role, url, storages[role.other], ssh),
            StepName.SWAPPED: lambda: SwappedStep(context, role, storages),
        }
        self.back.setVisible(name is not StepName.CHOICE)
        return steps[name]()

    def _show_step(self) -> None:
        step = self.step
        step.done.connect(self._succeed)
        step.waiting.connect(self.back.setDisabled)
        step.waiting.connect(self._settle)
        self.back.setDisabled(step.busy)
        step.failed.connect(self._fail)
        # Queued: the step that asks is replaced.
        step.wanted.connect(self.go, Qt.ConnectionType.QueuedConnection)
        self.setWindowTitle(step.heading)
        self._heading.setText(step.heading)
        self.hold(step)
        self.fit()
        step.setFocus()

    def keep_in_sight(self) -> None:
        """Scroll to what the step wants a person to press, which has just appeared."""
        if self.step.to_press is None:
            super().keep_in_sight()
        else:
            self._scroll.ensureWidgetVisible(self.step.to_press)

    @Slot(str)
    def _succeed(self, words: Shown) -> None:
        self.message.emit(words)
        self.accept()

    @Slot(str)
    def _fail(self, words: Shown) -> None:
        """Say it outside where the dialog was closed before the answer came."""
        if not self.isVisible():
            self.message.emit(words)

    @Slot()
    def _look_again(self) -> None:
        """Close when somebody else changed the storages: this is about what they were."""
        snapshot = self._context.app_state.snapshot
        if snapshot is None or self.step.busy or not self.isVisible():
            return
        now = {one.record.role: one.record.url for one in snapshot.storages}
        if now.keys() == self._urls.keys() and now != self._urls:
            self.message.emit(
                translate(
                    "StorageAssistant",
                    "The storages were changed meanwhile. Nothing was done here: look at them"
                    " again.",
                )
            )
            self.reject()

    @Slot()
    def _settle(self) -> None:
        """Go, once it was closed and no answer is awaited."""
        if not self.isVisible() and not self.step.busy:
            self.deleteLater()


def open_assistant(
    context: Context, role: Role, parent: QWidget, first: StepName = StepName.CHOICE
) -> StorageAssistant | None:
    """Open it; return None while the storages are not known."""
    snapshot = context.app_state.snapshot
    storages = {} if snapshot is None else {one.record.role: one for one in snapshot.storages}
    if storages.keys() != set(Role):
        return None
    assistant = StorageAssistant(context, role, storages, parent, first)
    assistant.open()
    return assistant
