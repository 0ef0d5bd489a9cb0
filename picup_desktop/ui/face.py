"""The face's life: it begins hidden or shown, welcomes, goes to the tray, and quits."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from picup_desktop.engine.ipc.protocol import LEAVE, Event
from picup_desktop.home import Home
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.composition import (
    Screens,
    make_context,
    make_join_window,
    make_tray,
    make_welcome_window,
)
from picup_desktop.ui.engine.starter import Presence, stop_late_engine
from picup_desktop.ui.language import Language
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.text import translate
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.window import WelcomeWindow

LAST_WORDS_MILLISECONDS = 1_000


class Face(QObject):
    """``begin`` sets it going; ``end`` lets go of everything, after the event loop."""

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
        self._former: list[QObject] = []
        self.context.link.settled.connect(self._drop_former)
        self._make_screens()
        self.window.restoreGeometry(self.preferences.geometry)
        self.context.app_state.no_vault.connect(self._welcome)
        self.context.app_state.changed.connect(self._open)
        self.context.link.heard.connect(self._hear)
        application.commitDataRequest.connect(self._log_out)

    def begin(self) -> None:
        """Ask the ledger, find or start the engine; the window follows what they tell."""
        self.practice.start_known()
        self.context.snapshots.begin()
        self.screens.photos.begin()
        self.screens.photos.reader.ask(lambda _ledger: True, self._open_early)
        self.screens.viewer.begin()
        self.context.starter.begin()
        self.tray.begin()

    def end(self) -> None:
        """An engine that this window started ends too."""
        starter, link = self.context.starter, self.context.link
        starter.leave()
        self.tray.end()
        if starter.ours and link.connected:
            link.ask("stop")
            link.flush(LAST_WORDS_MILLISECONDS)
        link.close()
        if starter.presence is Presence.STARTING:
            stop_late_engine(self.context.home)
        self.context.snapshots.end()
        self.screens.viewer.end()
        self.screens.photos.end()
        self.practice.end()

    def _make_screens(self) -> None:
        self.screens = Screens(self.context, self.commands, self.preferences)
        self.window = self.screens.window
        self.tray = make_tray(self.context, self.commands, self.screens)
        self.tray.quit.connect(self.quit)
        self.window.closing.connect(self._put_away)
        # Queued, for the list of languages goes away with its window.
        self.screens.computer.language_chosen.connect(
            self.speak, Qt.ConnectionType.QueuedConnection
        )

    @Slot(str)
    def speak(self, language: str) -> None:
        """Another language: the same window again, at the same place, in other words."""
        self._language.speak(language)
        before, tray = self.screens, self.tray
        visible = before.window.isVisible()
        tray.end()
        before.viewer.close()
        before.viewer.end()
        before.photos.end()
        before.lock.end()
        self._make_screens()
        self.window.restoreGeometry(before.window.saveGeometry())
        self.window.go(before.window.place)
        self.screens.photos.begin()
        self.screens.viewer.begin()
        self.tray.begin()
        if visible:
            self.window.show()
        before.window.leave()
        # An answer may still be on its way to one of its pages.
        self._former += (before.window, before.viewer, before, tray)
        self._drop_former()

    @Slot()
    def _drop_former(self) -> None:
        if not self.context.link.waits:
            former, self._former = self._former, []
            for each in former:
                each.deleteLater()

    @Slot()
    def bring_up(self) -> None:
        """Somebody started the program again."""
        if self.welcome is not None:
            self.welcome.raise_()
            self.welcome.activateWindow()
            return
        self.window.bring_up()

    @Slot()
    def quit(self) -> None:
        """End the window, and what it started."""
        self.preferences.geometry = self.window.saveGeometry()
        self.preferences.save()
        self.window.leave()
        self._application.quit()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        """The program is to end as a whole, as before an update: no engine is started anew."""
        if event.name == LEAVE:
            self.context.starter.leave()
            self.quit()

    def _open_early(self, there: bool | None) -> None:  # noqa: FBT001 - an answer
        """There is a vault; what is known of it may take a while to count."""
        if there and not self._opened and self.welcome is None:
            self._opened = True
            if not self._hidden:
                self.window.show()

    @Slot()
    def _open(self) -> None:
        """The first answer came: there is a vault, or a sentence why it can't be seen."""
        known = self.context.app_state.inputs
        if self._opened or (known.snapshot is None and known.trouble is None):
            return
        self._opened = True
        if self.welcome is None and not self._hidden:
            self.window.show()

    @Slot()
    def _welcome(self) -> None:
        if self.welcome is not None or self._opened:
            return
        self.welcome = make_welcome_window(self.context, self.commands, self.practice, self.screens)
        self.welcome.turned.connect(self._join)
        self._show_welcome(self.welcome)

    @Slot()
    def _join(self) -> None:
        """Somebody has a recovery kit: another way in, in place of the first."""
        self._drop_welcome()
        self.welcome = make_join_window(self.context, self.commands, self.screens)
        self._show_welcome(self.welcome)

    def _show_welcome(self, welcome: WelcomeWindow) -> None:
        welcome.finished.connect(self._enter)
        welcome.given_up.connect(self._leave_welcome)
        welcome.show()

    @Slot()
    def _enter(self) -> None:
        self._drop_welcome()
        self.window.bring_up()

    @Slot()
    def _leave_welcome(self) -> None:
        """Closed half way: without a vault there is nothing to do here."""
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
        """Closing the window is not quitting; that is said once."""
        if not self.tray.there:
            self.window.showMinimized()
            return
        self.window.hide()
        if not self.preferences.told_of_tray:
            self.preferences.told_of_tray = True
            self.preferences.save()
            self.tray.tell(
                translate(
                    "Tray", "PicUp goes on here. To end it, choose Quit from this icon's menu."
                )
            )

    @Slot(QSessionManager)
    def _log_out(self, _session: QSessionManager) -> None:
        """The session ends: a window that refuses to close would hold it up."""
        self.quit()
