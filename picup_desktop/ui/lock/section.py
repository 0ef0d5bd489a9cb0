"""What is chosen about the lock: when it closes by itself, and what opens it."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox

from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.settings import DECLARED
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.lock.passphrase_dialog import PassphraseDialog
from picup_desktop.ui.settings.number_box import NumberBox
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.in_sight import InSight
from picup_desktop.ui.widgets.parts import button, label

IDLE = "lock_after_seconds"
WITH_SCREEN = "lock_with_screen"
UPLOADS = "upload_while_locked"
FIELDS = (IDLE, WITH_SCREEN, UPLOADS)


class LockSection(Section):
    """A section of Settings; ``told`` has a sentence about what was chosen."""

    told = Signal(str)

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__(
            translate("Lock", "Lock"),
            translate(
                "Lock",
                "A locked window shows no photos and no names, and nothing can be read until you"
                " unlock it.",
            ),
        )
        self._link = context.link
        self._standing = context.standing
        self._commands = commands
        self._idle = NumberBox(DECLARED[IDLE])
        self._idle.setSpecialValueText(translate("Lock", "Never"))
        self._idle.chosen.connect(self._choose)
        self._switches = {field: QCheckBox() for field in (WITH_SCREEN, UPLOADS)}
        for field, switch in self._switches.items():
            switch.clicked.connect(partial(self._choose, field))
        self.change = button(translate("Lock", "Choose a passphrase…"))
        self.change.clicked.connect(self.ask_passphrase)
        self.add(translate("Lock", "Lock when nobody was there for"), self._idle)
        self.add(
            translate("Lock", "Lock together with the screen"),
            self._switches[WITH_SCREEN],
            translate("Lock", "Where this system tells of it."),
        )
        self.add(
            translate("Lock", "Keep new photos safe while it is locked"), self._switches[UPLOADS]
        )
        self.add(translate("Lock", "What unlocks it"), self.change)
        self._opens = label(part="caption", wrap=True)
        self.rows.addWidget(self._opens)
        InSight(self, self._show, self._standing.changed)
        self._show()

    @Slot()
    def ask_passphrase(self) -> None:
        """Ask for one, twice."""
        dialog = PassphraseDialog(self)
        dialog.chosen.connect(self.choose_passphrase)
        dialog.open()

    @Slot(str)
    def choose_passphrase(self, passphrase: str) -> None:
        """This one unlocks from now on."""
        self._link.ask(
            "lock_passphrase",
            done=lambda _: self._chosen(passphrase),
            refused=self._refused,
            passphrase=passphrase,
        )

    def _chosen(self, passphrase: str) -> None:
        self._standing.look_again()
        self.told.emit(
            translate("Lock", "The passphrase is asked for from the next unlock on.")
            if passphrase
            else translate("Lock", "No passphrase is asked for any more.")
        )

    @Slot()
    def _choose(self, field: str, value: object) -> None:
        self._commands.set(field, value, refused=self._refused)

    def _refused(self, failure: Failure) -> None:
        self.told.emit(failure.sentence)
        self._show()

    @Slot()
    def _show(self) -> None:
        snapshot = self._standing.snapshot
        if snapshot is None:
            return
        self._idle.show_value(snapshot.settings)
        for field, switch in self._switches.items():
            switch.setChecked(bool(getattr(snapshot.settings, field)))
        sealed = self._standing.live.unlocked_by == "vault"
        self.change.setVisible(not sealed)
        self._opens.setText(
            translate("Lock", "The vault's own passphrase unlocks it.")
            if sealed
            else translate(
                "Lock",
                "This computer's keyring opens by itself, so a passphrase is yours to choose. If"
                " you forget it, the recovery kit opens the vault anew.",
            )
        )
