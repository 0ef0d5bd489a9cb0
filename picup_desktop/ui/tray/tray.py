"""The tray icon: its picture, its tool tip and its menu."""

import platform
import time
from functools import partial

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from picup_desktop.ledger.gallery.glance import NamedPhoto
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.activity.pause_menu import fill_pause_menu
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.status import Status, everything
from picup_desktop.ui.text import translate, tray_words
from picup_desktop.ui.theme.colours import LIGHT
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.tray.words import moves_words, needs_words, photo_words, waits_words
from picup_desktop.ui.widgets.mark import sign_of
from picup_desktop.words import Role

SIZES = (16, 22, 24, 32, 48, 64)
BADGE = 0.62
"""The badge's part of the icon's width; a smaller one is illegible at 16 pixels."""

LOOK_MILLISECONDS = 2_000
CLICK_OPENS_MENU = platform.system() == "Darwin"
"""There the click that opens the menu is reported as well, and must not move the window."""


def tray_icon(status: Status) -> QIcon:
    """Return the icon of a status, the same for light and dark panels."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_picture(status, size))
    return made


def _picture(status: Status, size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, "picup", "", QRectF(0, 0, size, size))
    sign = sign_of(status, LIGHT)
    width = size * BADGE
    box = QRectF(size - width, size - width, width, width)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.card))
    painter.drawEllipse(box)
    inner = box.adjusted(width * 0.08, width * 0.08, -width * 0.08, -width * 0.08)
    painter.setBrush(QColor(sign.ground))
    painter.drawEllipse(inner)
    inset = width * 0.2
    paint_icon(painter, sign.icon, sign.colour, box.adjusted(inset, inset, -inset, -inset))
    painter.end()
    return picture


class Tray(QObject):
    """Shows the status in the tray; appears when the desktop has a tray, also a late one.

    Emit ``toggle_window`` at a click on the icon, and ``photo_wanted(photo_id)`` for a photo that
    was chosen from the menu.
    """

    open_window = Signal()
    toggle_window = Signal()
    show_attention = Signal()
    photo_wanted = Signal(int)
    quit = Signal()

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__()
        self._app_state = context.app_state
        self._commands = commands
        self._status: Status | None = None
        self._recent: tuple[NamedPhoto, ...] = ()
        self._clicked_at = float("-inf")
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self._fill_menu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activate)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MILLISECONDS)
        self._look.timeout.connect(self._appear)
        self._app_state.changed.connect(self._show)
        self._show()

    @property
    def there(self) -> bool:
        """Whether a tray shows the icon."""
        return QSystemTrayIcon.isSystemTrayAvailable() and self.icon.isVisible()

    def begin(self) -> None:
        """Show the icon now, or as soon as there is a tray."""
        self._appear()
        self._look.start()

    def end(self) -> None:
        """Hide the icon."""
        self._look.stop()
        self.icon.hide()

    def show_message(self, words: Shown) -> None:
        """Show a message beside the icon."""
        self.icon.showMessage("PicUp", tray_words(words), tray_icon(Status.SAFE))

    @Slot()
    def _appear(self) -> None:
        available = QSystemTrayIcon.isSystemTrayAvailable()
        if available and not self.icon.isVisible():
            self.icon.show()
        elif not available and self.icon.isVisible():
            # Otherwise Qt would not announce the icon to the next tray.
            self.icon.hide()

    def _fill_menu(self) -> None:
        menu = self.menu
        self.state, self.moves = _line(menu), _line(menu)
        self.waits = [_line(menu) for _ in Role]
        self.attention = menu.addAction("", self.show_attention.emit)
        self.recent = QMenu(translate("Tray", "Recent photos"), menu)
        menu.addMenu(self.recent)
        menu.addSeparator()
        menu.addAction(translate("Tray", "Open PicUp"), self.open_window.emit)
        menu.addAction(translate("Tray", "Sync now"), self._commands.sync)
        self.pause = QMenu(translate("Tray", "Pause"), menu)
        fill_pause_menu(self.pause, self._commands)
        menu.addMenu(self.pause)
        self.resume = menu.addAction(translate("Tray", "Resume"), self._commands.resume)
        menu.addSeparator()
        menu.addAction(translate("Tray", "Quit"), self.quit.emit)

    @Slot()
    def _show(self) -> None:
        summary, live = self._app_state.summary, self._app_state.live
        if summary.status is not self._status:
            self._status = summary.status
            self.icon.setIcon(tray_icon(summary.status))
        self.icon.setToolTip(tray_words(f"PicUp: {everything(self._app_state.inputs)}"))
        _say(self.state, summary.headline)
        _say(self.moves, moves_words(live))
        paused = live.paused is not None
        self.pause.menuAction().setVisible(not paused)
        self.resume.setVisible(paused)
        self._show_snapshot()

    def _show_snapshot(self) -> None:
        """Show what waits; of a locked vault its counts alone (2-1)."""
        snapshot = self._app_state.snapshot
        waits = [] if snapshot is None else waits_words(snapshot)
        for place, line in enumerate(self.waits):
            _say(line, waits[place] if place < len(waits) else NO_WORDS)
        _say(self.attention, NO_WORDS if snapshot is None else needs_words(snapshot))
        recent = () if snapshot is None else snapshot.recent
        if recent != self._recent:
            self._recent = recent
            self.recent.clear()
            for photo in recent:
                wanted = partial(self.photo_wanted.emit, photo.photo_id)
                self.recent.addAction(photo_words(photo), wanted)
        self.recent.menuAction().setVisible(bool(recent))

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """Toggle the window; the second half of a double click does not take it back."""
        if reason is not QSystemTrayIcon.ActivationReason.Trigger or CLICK_OPENS_MENU:
            return
        now, before = time.monotonic(), self._clicked_at
        self._clicked_at = now
        if now - before >= QApplication.doubleClickInterval() / 1_000:
            self.toggle_window.emit()


def _line(menu: QMenu) -> QAction:
    """Add a line that only says something."""
    line = menu.addAction("")
    line.setEnabled(False)
    return line


def _say(action: QAction, words: Shown) -> None:
    """Show words in the menu; hide the line where there are none."""
    action.setText(tray_words(words))
    action.setVisible(bool(words))
