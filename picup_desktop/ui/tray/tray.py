"""The tray icon: its picture, its tool tip and its menu."""

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from picup_desktop.names import Shown
from picup_desktop.ui.activity.pause_menu import fill_pause_menu
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.status import Status, everything
from picup_desktop.ui.text import translate, tray_words
from picup_desktop.ui.theme.colours import LIGHT
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.widgets.mark import sign_of

SIZES = (16, 22, 24, 32, 48, 64)
BADGE = 0.62
"""The badge's part of the icon's width; a smaller one is illegible at 16 pixels."""

LOOK_MILLISECONDS = 2_000


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
    """Show the status in the tray; appear when the desktop has a tray, also a late one."""

    open_window = Signal()
    show_attention = Signal()
    quit = Signal()

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__()
        self._app_state = context.app_state
        self._commands = commands
        self._status: Status | None = None
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
        menu.addAction(translate("Tray", "Open PicUp"), self.open_window.emit)
        menu.addSeparator()
        menu.addAction(translate("Tray", "Sync now"), self._commands.sync)
        self.pause = QMenu(translate("Tray", "Pause"), menu)
        fill_pause_menu(self.pause, self._commands)
        menu.addMenu(self.pause)
        self.resume = menu.addAction(translate("Tray", "Resume"), self._commands.resume)
        self.attention = menu.addAction("", self.show_attention.emit)
        menu.addSeparator()
        menu.addAction(translate("Tray", "Quit"), self.quit.emit)

    @Slot()
    def _show(self) -> None:
        summary, snapshot = self._app_state.summary, self._app_state.snapshot
        if summary.status is not self._status:
            self._status = summary.status
            self.icon.setIcon(tray_icon(summary.status))
        self.icon.setToolTip(tray_words(f"PicUp: {everything(self._app_state.inputs)}"))
        paused = self._app_state.live.paused is not None
        self.pause.menuAction().setVisible(not paused)
        self.resume.setVisible(paused)
        count = 0 if snapshot is None else snapshot.attention_count
        self.attention.setText(translate("Tray", "Needs attention ({count})").format(count=count))
        self.attention.setVisible(count > 0)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }:
            self.open_window.emit()
