"""The window: sidebar, pages and status bar; what makes the pages is handed in."""

import time
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.messages.message import Message
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.frame.sidebar import PageName, Sidebar
from picup_desktop.ui.status import one_line
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.theme.icons import icon
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.parts import ElidedLabel, label
from picup_desktop.ui.widgets.toast import Toast
from picup_desktop.ui.windows.cover import close_popups, is_covered, mark_covered
from picup_desktop.ui.windows.fitting import fit_to_screen
from picup_desktop.ui.windows.focus import is_within, keep_focus, show_focused

SIZE = (1120, 760)
SMALLEST = (760, 520)
TITLE: Final = "PicUp"
JUST_NOW_SECONDS = 0.5
"""A click on the tray takes the focus from the window before it is told of."""


class StatusBar(QFrame):
    """Shows the status in one line at the bottom of the window, and what is being sent."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._app_state = context.app_state
        self.setProperty("part", "status-bar")
        self._mark = Mark(context.theme, 18)
        self._words = ElidedLabel("quiet")
        self._rate = label(part="quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._rate)
        self._app_state.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        summary, live = self._app_state.summary, self._app_state.live
        self._mark.show_status(summary.status)
        self._words.show_words(one_line(summary))
        moves = live.rate > 0
        self._rate.setText(
            translate("StatusBar", "Sending {rate}").format(rate=text.rate(live.rate))
            if moves
            else ""
        )


class MainWindow(QMainWindow):
    """Emit ``closing`` when a person closes it; the receiver decides what happens."""

    closing = Signal()
    lock_asked = Signal()
    shown_place = Signal(object)

    def __init__(self, context: Context, pages: Mapping[PageName, Callable[[], QWidget]]) -> None:
        """``pages``: what makes each page, called when it is first shown."""
        super().__init__()
        self._makers = dict(pages)
        self._pages: dict[PageName, QWidget] = {}
        self._app_state = context.app_state
        self._leaving = False
        self._over: QWidget | None = None
        self._focus_before: QWidget | None = None
        self._in_front_at = float("-inf")
        self.setWindowTitle(TITLE)
        self.setWindowIcon(app_icon())
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self._sidebar = Sidebar(context.theme)
        self._stack = QStackedWidget()
        self._layers = QStackedWidget()
        self._lay_out(StatusBar(context))
        self.toast = Toast(self._stack)
        self._sidebar.chosen.connect(self.go)
        self._sidebar.lock_asked.connect(self.lock_asked)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_asked)
        context.app_state.changed.connect(self._count)
        context.link.refused.connect(self._show_refusal)
        for number, place in enumerate(PageName, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda place=place: self.go(place))
        self._count()
        self.go(PageName.OVERVIEW)
        # Otherwise the first button would show the focus ring of the keyboard.
        self._stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stack.setFocus()

    @property
    def place(self) -> PageName:
        """The current page."""
        current = self._stack.currentWidget()
        return next(place for place, page in self._pages.items() if page is current)

    def add_page(self, place: PageName, page: QWidget) -> None:
        """Keep a page that was made, whether it is shown now or later."""
        if place not in self._pages:
            self._pages[place] = page
            self._stack.addWidget(page)

    @Slot(object)
    def go(self, place: PageName) -> None:
        """Show a page, and nothing over it."""
        self.close_over()
        if is_within(self._stack):
            # Otherwise Qt gives the keyboard to the first control of the page, so that Space
            # would press what nobody has looked at.
            self._stack.setFocus()
        if place not in self._pages:
            self.add_page(place, self._makers[place]())
        self._stack.setCurrentWidget(self._pages[place])
        self._sidebar.show_place(place)
        self.shown_place.emit(place)

    @Slot()
    def bring_up(self) -> None:
        """Show the window in front of all others."""
        self.show()
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def lay_over(self, screen: QWidget, messages_below: int) -> None:
        """Show ``screen`` over the pages, until it is closed and ``take_off`` is called.

        ``messages_below`` is how far above its lower edge messages stand there, in pixels.
        Nothing is shown over a window that is covered.
        """
        if is_covered(self):
            return
        if self._over is None:
            self._focus_before = self.focusWidget()
        self._over = screen
        if self._layers.indexOf(screen) < 0:
            self._layers.addWidget(screen)
        self._layers.setCurrentWidget(screen)
        self.toast.move_over(screen, messages_below)

    def take_off(self) -> None:
        """Show the page again; what had the focus there has it again."""
        over, self._over = self._over, None
        if over is None:
            return
        self.setWindowTitle(TITLE)
        self.toast.move_over(self._stack)
        if self._layers.currentWidget() is over:
            self._layers.setCurrentIndex(0)
        focus, self._focus_before = self._focus_before, None
        if focus is not None and isValid(focus):
            focus.setFocus()

    def close_over(self) -> None:
        """Close what is shown over the pages, if anything is."""
        if self._over is not None:
            self._over.close()

    @property
    def in_front(self) -> bool:
        """Whether a person sees and uses the window, or did until just now."""
        used = time.monotonic() - self._in_front_at < JUST_NOW_SECONDS
        return self.isVisible() and not self.isMinimized() and (self.isActiveWindow() or used)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page its room."""
        super().resizeEvent(event)
        self._sidebar.fit(self.size())

    def changeEvent(self, event: QEvent) -> None:
        """Remember when the window lost the focus."""
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._in_front_at = time.monotonic()
        super().changeEvent(event)

    def cover(self, screen: QWidget | None) -> None:
        """Show ``screen`` in place of everything else; None shows the pages again."""
        mark_covered(self, covered=screen is not None)
        if screen is None:
            self._layers.setCurrentIndex(0)
            return
        close_popups()
        self.close_over()
        self.toast.drop()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        if self._layers.indexOf(screen) < 0:
            self._layers.addWidget(screen)
        self._layers.setCurrentWidget(screen)

    def leave(self) -> None:
        """Close for good."""
        self._leaving = True
        self.toast.settle()
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the window to its screen, which may be another one than last time."""
        super().showEvent(event)
        fit_to_screen(self)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on by Tab; where the control with the keyboard went away, stay near it."""
        went = keep_focus(self) or super().focusNextPrevChild(forward)
        show_focused(self)
        return went

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit ``closing`` in place of closing, unless ``leave`` was called."""
        if self._leaving:
            event.accept()
            return
        event.ignore()
        self.closing.emit()

    @Slot()
    def _count(self) -> None:
        snapshot = self._app_state.snapshot
        self._sidebar.show_attention(0 if snapshot is None else snapshot.attention_count)

    @Slot(object)
    def _show_refusal(self, failure: Failure) -> None:
        self.toast.show_words(f"{in_words(Message(failure.title))}. {in_words(failure.message)}")

    def _lay_out(self, status: QWidget) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._sidebar)
        across.addWidget(self._stack, 1)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(across, 1)
        layout.addWidget(status)
        self._layers.addWidget(middle)
        self.setCentralWidget(self._layers)


def app_icon() -> QIcon:
    """Return the program's icon."""
    return icon("picup", "")
