"""The welcome's window, which shows its steps one after another, and the base of a step."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from picup_desktop.names import Shown
from picup_desktop.ui.frame.window import app_icon
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, set_part
from picup_desktop.ui.windows.fitting import fit_to_screen
from picup_desktop.ui.windows.focus import first_inside, keep_focus, show_focused

SIZE = (980, 760)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WelcomeStep(QWidget):
    """A step: a heading and a sentence; emit ``ready_changed`` when ``ready`` may have changed."""

    ready_changed = Signal()

    def __init__(self, title: Shown, caption: Shown) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        self.body.addWidget(label(title, "headline", wrap=True))
        self.body.addWidget(label(caption, "quiet", wrap=True))

    def minimumSizeHint(self) -> QSize:
        """Return no height: it follows from the width, and Qt's own is that of a narrow window."""
        return QSize(super().minimumSizeHint().width(), 0)

    @property
    def ready(self) -> bool:
        """Whether the next step may be shown."""
        return True

    @property
    def first(self) -> QWidget | None:
        """Where the keyboard is when the step is shown; None if there is nothing to press."""
        return first_inside(self)

    @property
    def final(self) -> bool:
        """Whether the steps before can't be shown any more."""
        return False


class _StepArea(QScrollArea):
    """Scrolls a step up and down; the step is as wide with a scroll bar as without."""

    def __init__(self, step: WelcomeStep) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        step.setProperty("part", "page")
        self.setWidget(step)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)
        self._keep_width(0, 0)

    @Slot(int, int)
    def _keep_width(self, _least: int, most: int) -> None:
        self.setViewportMargins(0, 0, 0 if most else bar_width(self), 0)


def bar_width(area: QScrollArea) -> int:
    """Return the width of the area's scroll bar, in pixels."""
    return area.verticalScrollBar().sizeHint().width()


class WelcomeWindow(QWidget):
    """Emit ``finished`` after the last step, or ``given_up`` when closed before."""

    finished = Signal()
    given_up = Signal()
    turned = Signal()
    """Emitted when a person has a recovery kit and wants to join a vault."""

    def __init__(self, steps: Sequence[WelcomeStep], *, can_turn: bool = False) -> None:
        super().__init__()
        self.setProperty("part", "page")
        # A plain widget does not paint the style sheet's background without this.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(translate("Welcome", "Welcome to PicUp"))
        self.setWindowIcon(app_icon())
        self.resize(*SIZE)
        self.steps = list(steps)
        self._done = False
        self._can_turn = can_turn
        self.turn = button(translate("Welcome", "I have a recovery kit"), "link")
        self.turn.clicked.connect(self.turned)
        self._stack = QStackedWidget()
        self._dots: list[QLabel] = []
        self.back = button(translate("Welcome", "Back"))
        self.next = button("", "primary")
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        for step in self.steps:
            self._stack.addWidget(_StepArea(step))
            step.ready_changed.connect(self._show)
        self._lay_out()
        self._show()

    @property
    def step(self) -> WelcomeStep:
        """The current step."""
        return self.steps[self._stack.currentIndex()]

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the window to its screen, and put the keyboard into the first field."""
        super().showEvent(event)
        fit_to_screen(self)
        self._begin_step()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the keyboard by Enter too."""
        focused = self.focusWidget()
        if event.key() in ENTER and isinstance(focused, QPushButton):
            focused.click()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on by Tab; where the control with the keyboard went away, stay near it."""
        went = keep_focus(self) or super().focusNextPrevChild(forward)
        show_focused(self)
        return went

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit ``given_up`` before the last step is done."""
        event.accept()
        if not self._done:
            self.given_up.emit()

    @Slot()
    def _go_on(self) -> None:
        if self._stack.currentIndex() == len(self.steps) - 1:
            self._done = True
            self.finished.emit()
            return
        self.turn_to(self._stack.currentIndex() + 1)

    @Slot()
    def _go_back(self) -> None:
        self.turn_to(self._stack.currentIndex() - 1)

    def turn_to(self, at: int) -> None:
        """Show a step."""
        self._stack.setCurrentIndex(at)
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
        self._begin_step()
        self._show()

    def _begin_step(self) -> None:
        """Put the keyboard at the first thing of the step."""
        first = self.step.first
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _show(self) -> None:
        at = self._stack.currentIndex()
        before_final = at > 0 and not any(step.final for step in self.steps[: at + 1])
        self.back.setVisible(before_final)
        self.turn.setVisible(at == 0 and self._can_turn)
        last = at == len(self.steps) - 1
        self.next.setText(translate("Welcome", "Done") if last else translate("Welcome", "Next"))
        self.next.setEnabled(self.step.ready)
        for number, dot in enumerate(self._dots):
            set_part(dot, "good" if number <= at else "quiet")
            dot.setText(f"{'●' if number <= at else '○'} {number + 1}")
        words = translate("Welcome", "Step {number} of {all}")
        self.setAccessibleDescription(words.format(number=at + 1, all=len(self.steps)))

    def _lay_out(self) -> None:
        dots = QHBoxLayout()
        dots.setSpacing(18)
        for _ in self.steps:
            dot = label()
            self._dots.append(dot)
            dots.addWidget(dot)
        dots.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.back)
        below.addWidget(self.turn)
        below.addStretch(1)
        below.addWidget(self.next)
        first = self._stack.widget(0)
        if isinstance(first, QScrollArea):
            below.setContentsMargins(0, 0, bar_width(first), 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 28, 28, 28)
        layout.setSpacing(20)
        layout.addLayout(dots)
        layout.addWidget(self._stack, 1)
        layout.addLayout(below)
