"""The step for another host key or certificate: both fingerprints, and trusting the new one."""

from PySide6.QtCore import Slot

from picup_desktop.engine.ipc.commands.storages import TrustHostKey
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import HostKeyTrusted
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.keys import Fingerprints
from picup_desktop.ui.storages.step import AssistantStep, Shows, StepName
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import button, label, row, set_part
from picup_desktop.ui.widgets.plain_words import CheckBox
from picup_desktop.words import Role

NOT_THIS_VAULT = "NotThisVault"
"""The code of the refusal of a server that is another box, or was emptied."""


class KeyStep(AssistantStep):
    """Ask the server for its key; nothing is sent to it before a person trusts that key."""

    def __init__(self, context: Context, role: Role, shows: Shows = Shows.HOST_KEY) -> None:
        heading, below = _opening(shows)
        super().__init__(context, role, heading.format(role=role_name(role)), below)
        self._of_certificate = shows is Shows.CERTIFICATE
        words = translate("StorageKey", "The box itself shows this new key, and I expected one.")
        trust = translate("StorageKey", "Trust the new key")
        if self._of_certificate:
            words = translate(
                "StorageKey", "The server itself shows this new certificate, and I expected one."
            )
            trust = translate("StorageKey", "Trust the new certificate")
        self.keys = Fingerprints()
        self.compared = CheckBox(words)
        self.trust = button(trust, "primary")
        self.again = button(translate("StorageKey", "Ask again"))
        self.replace = button(translate("StorageKey", "It is empty: fill it anew…"))
        self._words = label(part="quiet", wrap=True)
        self.body.addWidget(self.keys)
        self.body.addWidget(self.compared)
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.trust, self.again, self.replace, None))
        self.compared.toggled.connect(self._show)
        self.trust.clicked.connect(self._trust)
        self.again.clicked.connect(self.look)
        self.replace.clicked.connect(lambda: self.wanted.emit(StepName.REPLACED))
        self.replace.hide()
        self._shown: HostKeyTrusted | None = None
        self.look()

    @property
    def outcome(self) -> str:
        """What is said below the keys."""
        return self._words.text()

    @Slot()
    def look(self) -> None:
        """Ask which key the server shows."""
        self._begin(translate("StorageKey", "Asking what it shows…"))
        self._link.ask(TrustHostKey(self._role.value), done=self.look_answered, refused=self.refuse)

    def look_answered(self, answer: HostKeyTrusted) -> None:
        """Show the key; a person compares each new one."""
        self._shown = answer
        self.keys.show_keys(", ".join(answer["before"]), answer["now"])
        self.compared.setChecked(False)
        words = NO_WORDS
        if answer["trusted"]:
            words = translate("StorageKey", "It is trusted already. Nothing is to be done.")
        self._end(words, "good" if words else "quiet")

    @Slot()
    def _trust(self) -> None:
        if self._shown is None:
            return
        self._begin(translate("StorageKey", "Looking for this vault there…"))
        command = TrustHostKey(self._role.value, self._shown["now"])
        self._link.ask(command, done=self._trusted, refused=self.refuse)

    def _trusted(self, _answer: HostKeyTrusted) -> None:
        self._end(NO_WORDS)
        words = translate("StorageKey", "The new key of {role} is trusted.")
        if self._of_certificate:
            words = translate("StorageKey", "The new certificate of {role} is trusted.")
        self.done.emit(words.format(role=role_name(self._role)))

    def refuse(self, failure: Failure) -> None:
        """Say why; a server without this vault may be a new box in the old one's place."""
        self._end(in_words(failure.message), "caution")
        self.replace.setVisible(failure.code == NOT_THIS_VAULT)
        self.failed.emit(in_words(failure.message))

    def _begin(self, words: Shown) -> None:
        self.wait(busy=True)
        self.replace.hide()
        self._say(words)
        self._show()

    def _end(self, words: Shown, part: str = "quiet") -> None:
        self.wait(busy=False)
        self._say(words, part)
        self._show()

    def _say(self, words: Shown, part: str = "quiet") -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        set_part(self._words, part)

    @Slot()
    def _show(self) -> None:
        new = self._shown is not None and not self._shown["trusted"]
        self.keys.setVisible(self._shown is not None)
        self.compared.setVisible(new)
        self.trust.setVisible(new)
        self.trust.setEnabled(self.compared.isChecked() and not self.busy)
        self.again.setEnabled(not self.busy)


def _opening(shows: Shows) -> tuple[Shown, Shown]:
    """Return the heading, with a place for the storage's name, and what stands below it."""
    if shows is Shows.CERTIFICATE:
        return (
            translate("StorageKey", "The certificate of {role}"),
            translate(
                "StorageKey",
                "A server has a new certificate after it was renewed or set up anew. If nobody did"
                " that, another machine may be answering in its place. Nothing is sent to it"
                " before you trust its certificate, no password or secret either.",
            ),
        )
    return (
        translate("StorageKey", "The host key of {role}"),
        translate(
            "StorageKey",
            "A box has a new key after it was reset or set up anew. If nobody did that, another"
            " machine may be answering in its place. Nothing is sent to it before you trust its"
            " key, no password either.",
        ),
    )
