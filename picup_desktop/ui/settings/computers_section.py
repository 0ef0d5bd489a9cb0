"""The settings of the vault's computers: when each last wrote, and removing one (6-5)."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.computers import (
    ComputerRemoved,
    ComputerRow,
    ComputersListed,
    ListComputers,
    RemoveComputer,
)
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown, plain, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import day, in_words, names, translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.widgets.question import Question


class ComputersSection(Section):
    """List the computers; emit ``message(sentence)`` about a removal."""

    message = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(
            translate("Settings", "Computers of this vault"),
            translate(
                "Settings",
                "Remove one that was stolen, sold or lost: what is stored from then on is not for"
                " it, and what it writes does not count. Its photos stay.",
            ),
        )
        self._link = context.link
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.rows.addLayout(self._lines)
        self.outcome = label(part="caution", wrap=True)
        self.outcome.hide()
        self.rows.addWidget(self.outcome)
        self.remove: dict[str, QPushButton] = {}
        self.names: list[str] = []
        self.question: Question | None = None
        self._link.greeted.connect(self._ask)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the computers, because another one may have joined."""
        self._ask()
        super().showEvent(event)

    @Slot()
    def _ask(self) -> None:
        if self._link.connected:
            self._link.ask(ListComputers(), done=self._show_computers, refused=self._refused)

    def _show_computers(self, listed: ComputersListed) -> None:
        self.remove.clear()
        self.names = [computer["name"] for computer in listed["computers"]]
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for computer in listed["computers"]:
            self._lines.addWidget(self._line(computer))

    def _line(self, computer: ComputerRow) -> QWidget:
        line = QWidget()
        name = label(shown(computer["name"]), "strong")
        words = label(_words(computer), "quiet")
        if computer["this"] or computer["removed"]:
            across = row(name, words, None)
        else:
            remove = button(translate("Settings", "Remove…"))
            remove.setAccessibleName(
                translate("Settings", "Remove the computer {name}").format(
                    name=shown(computer["name"])
                )
            )
            remove.clicked.connect(lambda: self._ask_first(computer))
            self.remove[computer["id"]] = remove
            across = row(name, words, None, remove)
        across.setContentsMargins(0, 0, 0, 0)
        line.setLayout(across)
        return line

    def _ask_first(self, computer: ComputerRow) -> None:
        heading = translate("Settings", "Remove {name} from this vault?")
        below = translate(
            "Settings",
            "It can't be let in again without the recovery kit. What is on both storages by now, it"
            " can still open if it gets at it: so change the passwords of both storages as well.",
        )
        words = heading.format(name=shown(computer["name"])), below
        self.question = Question(words, translate("Settings", "Remove"), self)
        self.question.agreed.connect(lambda: self._remove(computer["id"]))
        self.question.open()

    def _remove(self, computer_id: str) -> None:
        for remove in self.remove.values():
            # One at a time: each makes new keys.
            remove.setEnabled(False)
        self._link.ask(RemoveComputer(computer_id), done=self._removed, refused=self._not_removed)

    def _removed(self, removed: ComputerRemoved) -> None:
        words = translate("Settings", "{name} does not belong to this vault any more.")
        self.message.emit(words.format(name=shown(removed["name"])))
        self.outcome.setText("\n".join(_what_to_do(removed)))
        self.outcome.show()
        self._ask()

    def _not_removed(self, failure: Failure) -> None:
        self._refused(failure)
        self._ask()

    def _refused(self, failure: Failure) -> None:
        self.message.emit(in_words(failure.message))

    @Slot()
    def forget(self) -> None:
        """Erase what came of a removal, because the window was locked."""
        self.outcome.clear()
        self.outcome.hide()


def _what_to_do(removed: ComputerRemoved) -> list[Shown]:
    """Return what a person does after a removal, and where it is not written yet."""
    words = [
        translate(
            "Settings",
            "Change the passwords of both storages now, and make a new kit if the kit was on it or"
            " near it.",
        )
    ]
    if removed["let_in"]:
        let_in = translate(
            "Settings", "It had let in {names}. If one of them is none of yours, remove it too."
        )
        words.append(let_in.format(names=names(removed["let_in"])))
    return [*words, *map(plain, removed["warnings"])]


def _words(computer: ComputerRow) -> Shown:
    """Return what is said of a computer beside its name."""
    if computer["removed"]:
        return translate("Settings", "removed")
    if computer["this"]:
        return translate("Settings", "this computer")
    if computer["last_wrote_at"] is None:
        return translate("Settings", "wrote nothing yet")
    at = datetime.fromisoformat(computer["last_wrote_at"]).timestamp()
    return translate("Settings", "last wrote on {day}").format(day=day(at))
