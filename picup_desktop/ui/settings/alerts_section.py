"""The settings of notifications: the desktop, the daily digest, and the notify URLs.

A notify URL is a secret: it is sent to the engine, which returns only a name.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.answers import AlertsTested, AlertTarget, AlertTargets
from picup_desktop.engine.ipc.commands.vault import AddAlert, ListAlerts, RemoveAlert, TestAlerts
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown, shown
from picup_desktop.settings import Settings
from picup_desktop.ui.context import Context
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.settings.times import DailyTime
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import button, label, row, set_part
from picup_desktop.ui.widgets.plain_words import CheckBox

USUAL_MORNING = "09:00"


class AlertsSection(Section):
    """Emit ``chosen(field, value)`` for a setting, and ``message(sentence)`` at a refusal."""

    chosen = Signal(str, object)
    message = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(translate("Settings", "Notifications"))
        self._link = context.link
        self.desktop, self.names = CheckBox(), CheckBox()
        self.digest, self.url = DailyTime(USUAL_MORNING), QLineEdit()
        self.test = button(translate("Settings", "Send a test"))
        self._targets = QVBoxLayout()
        self._targets.setSpacing(8)
        self._outcome = label(part="quiet", wrap=True)
        self._outcome.hide()
        self._lay_out()
        self.desktop.clicked.connect(lambda on: self.chosen.emit("alert_on_desktop", on))
        self.names.clicked.connect(lambda on: self.chosen.emit("alert_file_names", on))
        self.digest.chosen.connect(lambda at: self.chosen.emit("alert_digest_at", at))
        self.url.returnPressed.connect(self._add)
        self.test.clicked.connect(self._test)
        self._link.greeted.connect(self._ask)

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of the notify URLs."""
        return tuple(self._names)

    def show_settings(self, settings: Settings) -> None:
        """Show the current settings, except in a field that has the focus."""
        self.desktop.setChecked(settings.alert_on_desktop)
        self.names.setChecked(settings.alert_file_names)
        self.digest.show_setting(settings.alert_digest_at)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the targets, because another program may have changed them."""
        self._ask()
        super().showEvent(event)

    def _lay_out(self) -> None:
        self.add(
            translate("Settings", "Tell me on the desktop when something needs me"), self.desktop
        )
        self.add(
            translate("Settings", "Name files in messages that leave this computer"), self.names
        )
        self.add(translate("Settings", "Send a daily summary of what needs me at"), self.digest)
        self.rows.addWidget(
            label(
                translate("Settings", "Slack, mail, ntfy, Telegram and a hundred others:"),
                wrap=True,
            )
        )
        self.rows.addLayout(self._targets)
        self.url.setPlaceholderText("https://hooks.slack.com/services/…")
        self.url.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.url.setAccessibleName(translate("Settings", "Notify URL"))
        add = button(translate("Settings", "Add"))
        add.clicked.connect(self._add)
        self.rows.addLayout(row(self.url, add))
        self.rows.addLayout(row(self.test, None))
        self.rows.addWidget(self._outcome)
        self._names: list[str] = []
        self.test.setEnabled(False)

    @Slot()
    def _ask(self) -> None:
        if self._link.connected:
            self._link.ask(ListAlerts(), done=self._show_targets, refused=self._locked)

    def _show_targets(self, listed: AlertTargets) -> None:
        self._clear()
        for target in listed["targets"]:
            self._names.append(target["target"])
            self._targets.addWidget(self._row(target["number"], target["target"]))
        self.test.setEnabled(bool(self._names))

    def _row(self, number: int, name: str) -> QWidget:
        remove = button(translate("Settings", "Remove"))
        remove.setAccessibleName(
            translate("Settings", "Remove {target}").format(target=shown(name))
        )
        remove.clicked.connect(lambda: self._remove(number))
        line = QWidget()
        line.setLayout(row(label(shown(name), "strong"), None, remove))
        return line

    def _clear(self) -> None:
        self._names.clear()
        while (item := self._targets.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def _locked(self, _failure: Failure) -> None:
        self._clear()
        self.test.setEnabled(False)

    @Slot()
    def _add(self) -> None:
        url = self.url.text().strip()
        if url:
            self._link.ask(AddAlert(url), done=self._added, refused=self._refused)

    def _added(self, _result: AlertTarget) -> None:
        self.url.clear()
        self._ask()

    def _remove(self, number: int) -> None:
        self._link.ask(RemoveAlert(number), done=lambda _: self._ask(), refused=self._refused)

    @Slot()
    def _test(self) -> None:
        self.test.setEnabled(False)
        self._say(translate("Settings", "Sending a test…"), "quiet")
        self._link.ask(TestAlerts(), done=self._tested, refused=self._refused)

    def _tested(self, result: AlertsTested) -> None:
        self.test.setEnabled(True)
        outcomes = result["outcomes"]
        taken = translate("Settings", "{target} took it.")
        lines = [
            taken.format(target=shown(each["target"])) if each["taken"] else shown(each["reason"])
            for each in outcomes
        ]
        well = all(each["taken"] for each in outcomes)
        self._say("\n".join(lines), "good" if well else "caution")

    def _say(self, words: Shown, part: str) -> None:
        self._outcome.setText(words)
        set_part(self._outcome, part)
        self._outcome.show()

    def _refused(self, failure: Failure) -> None:
        self.test.setEnabled(bool(self._names))
        self.message.emit(in_words(failure.message))
