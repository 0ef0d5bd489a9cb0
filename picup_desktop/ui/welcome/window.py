"""The welcome's window, which shows its steps one after another, and the base of a step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.frame.window import app_icon
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, set_part

SIZE = (980, 760)


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

    @property
    def ready(self) -> bool:
        """Whether the next step may be shown."""
        return True

    @property
    def final(self) -> bool:
        """Whether the steps before can't be shown any more."""
        return False


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
        self._steps = list(steps)
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
        for step in self._steps:
            self._stack.addWidget(step)
            step.ready_changed.connect(self._show)
        self._lay_out()
        self._show()

    @property
    def step(self) -> WelcomeStep:
        """The current step."""
        return self._steps[self._stack.currentIndex()]

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit ``given_up`` before the last step is done."""
        event.accept()
        if not self._done:
            self.given_up.emit()

    @Slot()
    def _go_on(self) -> None:
        if self._stack.currentIndex() == len(self._steps) - 1:
            self._done = True
            self.finished.emit()
            return
        self._stack.setCurrentIndex(self._stack.currentIndex() + 1)
        self._show()

    @Slot()
    def _go_back(self) -> None:
        self._stack.setCurrentIndex(self._stack.currentIndex() - 1)
        self._show()

    @Slot()
    def _show(self) -> None:
        at = self._stack.currentIndex()
        before_final = at > 0 and not any(step.final for step in self._steps[: at + 1])
        self.back.setVisible(before_final)
        self.turn.setVisible(at == 0 and self._can_turn)
        last = at == len(self._steps) - 1
        self.next.setText(translate("Welcome", "Done") if last else translate("Welcome", "Next"))
        self.next.setEnabled(self.step.ready)
        for number, dot in enumerate(self._dots):
            set_part(dot, "good" if number <= at else "quiet")
            dot.setText(f"{'●' if number <= at else '○'} {number + 1}")
        words = translate("Welcome", "Step {number} of {all}")
        self.setAccessibleDescription(words.format(number=at + 1, all=len(self._steps)))

    def _lay_out(self) -> None:
        dots = QHBoxLayout()
        dots.setSpacing(18)
        for _ in self._steps:
            dot = label()
            self._dots.append(dot)
            dots.addWidget(dot)
        dots.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.back)
        below.addWidget(self.turn)
        below.addStretch(1)
        below.addWidget(self.next)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.setProperty("part", "page")
        area.setWidget(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 28, 40, 28)
        layout.setSpacing(20)
        layout.addLayout(dots)
        layout.addWidget(area, 1)
        layout.addLayout(below)
