"""Every way by which text of others could be shown as it came; mypy has to refuse each (6-3).

Nothing runs this. ``make lint`` fails where mypy takes one of these lines, because its
``type: ignore`` is then one too many; a test sees to it that every sink has its line.
"""

import logging
from getpass import getpass
from pathlib import Path
from sys import stderr
from typing import Any

from apprise.plugins import NotifyBase
from PySide6 import QtGui as Gui
from PySide6 import QtWidgets as Ui
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from picup_desktop.alerts.alert import Alert
from picup_desktop.cli.asking import ask, ask_secret
from picup_desktop.cli.output import answer, print_table, say
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message
from picup_desktop.names import Shown, shown
from picup_desktop.ui.text import plain_tip, translate, tray_words
from picup_desktop.ui.widgets import plain_words as p
from picup_desktop.ui.widgets.lines import Index, LineModel
from picup_desktop.ui.widgets.parts import ElidedLabel, button, label
from picup_desktop.ui.widgets.photo_list import PhotoLine

log = logging.getLogger(__name__)


def how_it_may_be_made(raw: str, name: Shown, count: int, told: dict[str, Any]) -> None:
    """What is made of raw text is raw, however it is made; of the rest, nothing is."""
    say("a literal")
    say(f"{name}: {count:,} of {shown(raw)}")
    say(translate("Context", "{name} of {count}").format(name=name, count=count))
    say(", ".join(shown(one) for one in (raw, raw)) if count else "")
    say(name[:5] + " and " + name.strip())
    say(raw)  # type: ignore[raw-text]
    say(f"{name}: {raw}")  # type: ignore[raw-text]
    say("{}".format(raw))  # type: ignore[raw-text]  # noqa: UP032 - another way than the one before
    say(translate("Context", "{name}").format(name=raw))  # type: ignore[raw-text]
    say(", ".join([name, raw]))  # type: ignore[raw-text]
    say(name + raw)  # type: ignore[raw-text]
    say(name if count else raw)  # type: ignore[raw-text]
    say(raw or name)  # type: ignore[raw-text]
    say(told["reason"])  # type: ignore[raw-text]
    say(str(told))  # type: ignore[raw-text]
    say(Shown(raw))  # type: ignore[raw-text]


def terminal(raw: str, console: Console, progress: Progress) -> None:
    """On the terminal."""
    say(raw)  # type: ignore[raw-text]
    answer(raw)  # type: ignore[raw-text]
    print_table((raw,), ())  # type: ignore[raw-text]
    print_table((), ((raw,),))  # type: ignore[raw-text]
    ask(raw)  # type: ignore[raw-text]
    ask_secret(raw)  # type: ignore[raw-text]
    print(raw)  # type: ignore[raw-text]
    input(raw)  # type: ignore[raw-text]
    getpass(raw)  # type: ignore[raw-text]
    stderr.write(raw)  # type: ignore[raw-text]
    Text(raw)  # type: ignore[raw-text]
    console.print(raw)  # type: ignore[raw-text]
    progress.add_task(raw)  # type: ignore[raw-text]


def the_log(raw: str, error: OSError, file: Path) -> None:
    """In the log."""
    log.debug(raw)  # type: ignore[raw-text]
    log.info("%s", raw)  # type: ignore[raw-text]
    log.warning("%s", error)  # type: ignore[raw-text]
    log.error("%s", file)  # type: ignore[raw-text]
    log.critical("%s", raw)  # type: ignore[raw-text]
    log.exception("%s", raw)  # type: ignore[raw-text]


def alerts(raw: str, service: NotifyBase) -> None:
    """In an alert, which is made of messages alone."""
    service.notify(raw)  # type: ignore[raw-text]
    Alert("kind", "", Message("code"), (raw,), 0.0)  # type: ignore[arg-type]
    Alert("kind", "", raw, (), 0.0)  # type: ignore[arg-type]


def words_of_ours(raw: str, elided: ElidedLabel) -> None:
    """On this program's own widgets."""
    label(raw)  # type: ignore[raw-text]
    button(raw)  # type: ignore[raw-text]
    p.Label(raw)  # type: ignore[raw-text]
    p.PushButton(raw)  # type: ignore[raw-text]
    p.CheckBox(raw)  # type: ignore[raw-text]
    p.RadioButton(raw)  # type: ignore[raw-text]
    label().setText(raw)  # type: ignore[raw-text]
    elided.show_words(raw)  # type: ignore[raw-text]


def widgets(raw: str, q: Ui.QWidget, mark: Gui.QIcon) -> None:
    """On Qt's widgets that have words."""
    Ui.QLabel(raw)  # type: ignore[raw-text]
    Ui.QPushButton(raw)  # type: ignore[raw-text]
    Ui.QCheckBox(raw)  # type: ignore[raw-text]
    Ui.QRadioButton(raw)  # type: ignore[raw-text]
    Ui.QGroupBox(raw)  # type: ignore[raw-text]
    Ui.QMenu(raw)  # type: ignore[raw-text]
    Ui.QTableWidgetItem(raw)  # type: ignore[raw-text]
    Ui.QListWidgetItem(raw)  # type: ignore[raw-text]
    Gui.QAction(raw)  # type: ignore[raw-text]
    Gui.QStandardItem(raw)  # type: ignore[raw-text]
    Gui.QAccessibleAnnouncementEvent(q, raw)  # type: ignore[raw-text]
    Ui.QLabel().setText(raw)  # type: ignore[raw-text]
    Ui.QToolButton().setText(raw)  # type: ignore[raw-text]
    q.setWindowTitle(raw)  # type: ignore[raw-text]
    q.setAccessibleName(raw)  # type: ignore[raw-text]
    q.setAccessibleDescription(raw)  # type: ignore[raw-text]
    q.setStatusTip(raw)  # type: ignore[raw-text]
    q.setWhatsThis(raw)  # type: ignore[raw-text]
    q.addAction(mark, raw)  # type: ignore[raw-text]
    Ui.QGroupBox().setTitle(raw)  # type: ignore[raw-text]
    Ui.QLineEdit().setPlaceholderText(raw)  # type: ignore[raw-text]
    Ui.QProgressBar().setFormat(raw)  # type: ignore[raw-text]
    Ui.QSpinBox().setPrefix(raw)  # type: ignore[raw-text]
    Ui.QSpinBox().setSuffix(raw)  # type: ignore[raw-text]
    Ui.QFormLayout().addRow(raw, q)  # type: ignore[raw-text]
    Gui.QAction().setText(raw)  # type: ignore[raw-text]
    Gui.QStandardItem().setText(raw)  # type: ignore[raw-text]


def dialogs(raw: str, box: Ui.QMessageBox, tray: Ui.QSystemTrayIcon) -> None:
    """In a dialog or a message of the desktop."""
    box.setText(raw)  # type: ignore[raw-text]
    box.setInformativeText(raw)  # type: ignore[raw-text]
    box.setDetailedText(raw)  # type: ignore[raw-text]
    Ui.QFileDialog().setLabelText(Ui.QFileDialog.DialogLabel.Accept, raw)  # type: ignore[raw-text]
    tray.showMessage("", raw)  # type: ignore[raw-text]


def lists(raw: str, menu: Ui.QMenu, tabs: Ui.QTabBar, pages: Ui.QTabWidget) -> None:
    """In a menu, a list or a tab."""
    menu.addAction(raw)  # type: ignore[raw-text]
    menu.addMenu(raw)  # type: ignore[raw-text]
    menu.setTitle(raw)  # type: ignore[raw-text]
    Ui.QComboBox().addItem(raw)  # type: ignore[raw-text]
    Ui.QComboBox().addItems([raw])  # type: ignore[raw-text]
    Ui.QComboBox().insertItem(0, raw)  # type: ignore[raw-text]
    Ui.QComboBox().setItemText(0, raw)  # type: ignore[raw-text]
    Ui.QListWidget().addItem(raw)  # type: ignore[raw-text]
    Ui.QListWidget().addItems([raw])  # type: ignore[raw-text]
    tabs.addTab(raw)  # type: ignore[raw-text]
    tabs.setTabText(0, raw)  # type: ignore[raw-text]
    pages.addTab(menu, raw)  # type: ignore[raw-text]
    pages.setTabText(0, raw)  # type: ignore[raw-text]


def texts_and_painting(raw: str, line: Ui.QPlainTextEdit, edit: Ui.QTextEdit) -> None:
    """In a field of text, and painted."""
    line.setPlainText(raw)  # type: ignore[raw-text]
    line.appendPlainText(raw)  # type: ignore[raw-text]
    line.setPlaceholderText(raw)  # type: ignore[raw-text]
    edit.setHtml(raw)  # type: ignore[raw-text]
    edit.setText(raw)  # type: ignore[raw-text]
    edit.setPlainText(raw)  # type: ignore[raw-text]
    edit.setMarkdown(raw)  # type: ignore[raw-text]
    edit.append(raw)  # type: ignore[raw-text]
    Gui.QPainter().drawText(0, 0, raw)  # type: ignore[raw-text]
    Gui.QPainter().drawText(0, 0, 0, 0, 0, raw)  # type: ignore[raw-text]
    Gui.QPainterPath().addText(0, 0, Gui.QFont(), raw)  # type: ignore[raw-text]
    Gui.QStaticText().setText(raw)  # type: ignore[raw-text]


def tool_tips(raw: str, q: Ui.QWidget, tray: Ui.QSystemTrayIcon, pages: Ui.QTabWidget) -> None:
    """In a tool tip."""
    q.setToolTip(raw)  # type: ignore[raw-text]
    tray.setToolTip(raw)  # type: ignore[raw-text]
    Ui.QToolTip.showText(q.pos(), raw)  # type: ignore[raw-text]
    pages.setTabToolTip(0, raw)  # type: ignore[raw-text]
    Gui.QAction().setToolTip(raw)  # type: ignore[raw-text]
    plain_tip(raw)  # type: ignore[arg-type]
    tray_words(raw)  # type: ignore[arg-type]


class RawLines(LineModel[PhotoLine]):
    """In the lines of a list, which are asked for one by one."""

    def data(self, index: Index, role: int = 0) -> str:  # type: ignore[override]
        """Return what a file is called."""
        return str(super().data(index, role))


def raw_line(raw: str) -> PhotoLine:
    """In what a line of a list says."""
    return PhotoLine(1, raw, raw)  # type: ignore[arg-type]


def files(folder: Path, photo: PhotoRecord) -> None:
    """As a file of this computer."""
    _ = folder / photo.path  # type: ignore[raw-text]
    _ = folder.joinpath(photo.path)  # type: ignore[raw-text]
