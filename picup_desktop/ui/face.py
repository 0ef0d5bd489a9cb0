"""The window's life: start hidden or visible, welcome, go to the tray, quit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from picup_desktop.engine.ipc.commands.engine import Stop
from picup_desktop.engine.ipc.protocol import LEAVE, Event
from picup_desktop.home import Home
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.composition import make_context, make_tray
from picup_desktop.ui.engine.starter import Presence, stop_late_engine
from picup_desktop.ui.language import Language
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.screens import Screens
from picup_desktop.ui.text import translate
from picup_desktop.ui.tray.tray import Tray
from picup_desktop.ui.welcome.practice import Practice

if TYPE_CHECKING:
    from picup_desktop.ui.welcome.window import WelcomeWindow

LAST_WORDS_MILLISECONDS = 1_000


class Face(QObject):
    """Own the window and its tray; call ``begin`` before the event loop and ``end`` after it.

    Emit ``opened`` once the first window, or the welcome, is shown or stays hidden, and
    ``leaving`` when it begins to quit.
    """

    opened = Signal()
    leaving = Signal()

    def __init__(
        self, application: QApplication, home: Home, language: Language, *, hidden: bool = False
    ) -> None:
        super().__init__()
        self._application = application
        self._language = language
        self._hidden = hidden
        self._opened = False
        self.preferences = Preferences(home)
        self.context = make_context(application, home, self.preferences)
        self.commands = Commands(self.context.link)
        self.practice = Practice(home)
        self.welcome: WelcomeWindow | None = None
        self._former: list[tuple[Screens, Tray]] = []
        self.context.link.settled.connect(self._drop_former)
        self._make_screens()
        self.window.restoreGeometry(self.preferences.geometry)
        self.context.app_state.no_vault.connect(self._welcome)
        self.context.app_state.changed.connect(self._open)
        self.context.link.heard.connect(self._hear)
        application.commitDataRequest.connect(self._log_out)

    def begin(self) -> None:
        """Read the ledger and find or start the engine; the window opens at the first answer."""
        self.practice.start_known()
        # The reader answers in order, and the counts of the first snapshot may take a while.
        self.context.snapshots.ask(lambda _ledger: True, self._open_early)
        self.context.snapshots.begin()
        self.screens.begin()
        self.context.starter.begin()
        self.tray.begin()

    def end(self) -> None:
        """End all threads, and the engine if this window started it."""
        starter, link = self.context.starter, self.context.link
        starter.leave()
        self.tray.end()
        if starter.ours and link.connected:
            link.ask(Stop())
            link.flush(LAST_WORDS_MILLISECONDS)
        link.close()
        if starter.presence is Presence.STARTING:
            stop_late_engine(self.context.home)
        self.context.snapshots.end()
        self.screens.end()
        self.practice.end()

    def _make_screens(self) -> None:
        self.screens = Screens(self.context, self.commands, self.preferences)
        self.window = self.screens.window
        self.tray = make_tray(self.context, self.commands, self.screens)
        self.tray.quit.connect(self.quit)
        self.tray.open_window.connect(self.bring_up)
        self.tray.toggle_window.connect(self.toggle)
        self.window.closing.connect(self._put_away)
        # Queued, because the list of languages is destroyed with its window.
        self.screens.language_chosen.connect(self.speak, Qt.ConnectionType.QueuedConnection)
        self.screens.size_chosen.connect(self._make_anew, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _make_anew(self) -> None:
        """Replace the window by one whose widths follow the text's new size."""
        self.speak(self.preferences.language)

    @Slot(str)
    def speak(self, language: str) -> None:
        """Replace the window by one in another language, at the same place and on the same page."""
        self._language.speak(language)
        before, tray = self.screens, self.tray
        visible = before.window.isVisible()
        tray.end()
        before.close_viewer()
        before.end()
        before.lock.end()
        self._make_screens()
        self.window.restoreGeometry(before.window.saveGeometry())
        self.window.go(before.window.place)
        self.screens.begin()
        self.tray.begin()
        if visible:
            self.window.show()
            # With the frame: a window that was never shown has none yet, and would stand lower.
            self.window.move(before.window.pos())
        before.window.leave()
        if before.made("photos"):
            before.photos.exporter.drop_choices()
            before.photos.exporter.emptied.connect(self._drop_former)
        # A page of the old window may still wait for an answer.
        self._former.append((before, tray))
        self._drop_former()

    @Slot()
    def _drop_former(self) -> None:
        """Destroy the windows before this one that wait for nothing and have nothing to tell."""
        if self.context.link.waits:
            return
        former, self._former = self._former, []
        for before, tray in former:
            if before.made("photos") and before.photos.exporter.dialogs:
                self._former.append((before, tray))
                continue
            for each in (before.window, *before.outside, before, tray):
                each.deleteLater()

    @Slot()
    def bring_up(self) -> None:
        """Raise the window, because the program was started a second time."""
        if self.welcome is not None:
            self.welcome.raise_()
            self.welcome.activateWindow()
            return
        self.window.bring_up()

    @Slot()
    def toggle(self) -> None:
        """Hide the window in the tray if a person works with it, else show it in front."""
        if self.welcome is None and self.window.in_front:
            self.window.hide()
        else:
            self.bring_up()

    @Slot()
    def quit(self) -> None:
        """End the window and what it started."""
        self.leaving.emit()
        self.screens.close_viewer()
        self.preferences.geometry = self.window.saveGeometry()
        self.preferences.save()
        self.window.leave()
        self._application.quit()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        """Quit and start no engine when the whole program is to end, as before an update."""
        if event.name == LEAVE:
            self.context.starter.leave()
            self.quit()

    def _open_early(self, there: bool | None) -> None:  # noqa: FBT001 - an answer
        """Show the window as soon as a vault is found; its counts may take a while."""
        if there and not self._opened and self.welcome is None:
            self._opened = True
            self._show_first()

    @Slot()
    def _open(self) -> None:
        """Show the window when the first snapshot, or the reason for having none, arrives."""
        known = self.context.app_state.inputs
        if self._opened or (known.snapshot is None and known.trouble is None):
            return
        self._opened = True
        if self.welcome is None:
            self._show_first()

    def _show_first(self) -> None:
        if not self._hidden:
            self.window.show()
        self.opened.emit()

    @Slot()
    def _welcome(self) -> None:
        if self.welcome is not None or self._opened:
            return
        from picup_desktop.ui.start.first_run import make_welcome_window  # noqa: PLC0415 - seldom needed

        self.welcome = make_welcome_window(self.context, self.commands, self.practice, self.screens)
        self.welcome.turned.connect(self._join)
        self._show_welcome(self.welcome)

    @Slot()
    def _join(self) -> None:
        """Replace the welcome by the one for who has a recovery kit."""
        from picup_desktop.ui.start.first_run import make_join_window  # noqa: PLC0415 - seldom needed

        self._drop_welcome()
        self.welcome = make_join_window(self.context, self.commands, self.screens)
        self._show_welcome(self.welcome)

    def _show_welcome(self, welcome: "WelcomeWindow") -> None:
        welcome.finished.connect(self._enter)
        welcome.given_up.connect(self._leave_welcome)
        welcome.show()
        self.opened.emit()

    @Slot()
    def _enter(self) -> None:
        self._drop_welcome()
        self.window.bring_up()

    @Slot()
    def _leave_welcome(self) -> None:
        """Quit if the welcome was closed before there is a vault."""
        self._drop_welcome()
        if self._opened:
            self.window.bring_up()
        else:
            self.quit()

    def _drop_welcome(self) -> None:
        welcome, self.welcome = self.welcome, None
        if welcome is not None:
            welcome.hide()
            welcome.deleteLater()
        self.context.snapshots.refresh()

    @Slot()
    def _put_away(self) -> None:
        """Hide the window in the tray, or minimise it; say once that it does not quit."""
        if not self.tray.there:
            self.window.showMinimized()
            return
        self.window.hide()
        if not self.preferences.tray_explained:
            self.preferences.tray_explained = True
            self.preferences.save()
            self.tray.show_message(
                translate(
                    "Tray", "PicUp keeps running here. To end it, choose Quit in this icon's menu."
                )
            )

    @Slot(QSessionManager)
    def _log_out(self, _session: QSessionManager) -> None:
        """Quit, because a window that refuses to close would block the end of the session."""
        self.quit()
