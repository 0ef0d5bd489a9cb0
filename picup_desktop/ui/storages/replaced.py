"""The step for a storage that is dead or was replaced: a new, empty place is filled (5-3)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc.commands.storages import ReplaceStorage
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import StorageReplaced
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.snapshots.snapshot import StorageSummary
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.keys import Fingerprints
from picup_desktop.ui.storages.moved import CHANGED_HOST_KEY, KnownForm
from picup_desktop.ui.storages.step import AssistantStep
from picup_desktop.ui.storages.words import copying_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.welcome.storage_form import UNKNOWN_HOST_KEY
from picup_desktop.ui.widgets.parts import button, set_part
from picup_desktop.ui.widgets.plain_words import CheckBox
from picup_desktop.words import Role

ONLY_COPIES = "OnlyCopies"
KEYS = (UNKNOWN_HOST_KEY, CHANGED_HOST_KEY)


class ReplaceForm(KnownForm):
    """Ask for the new place; a key that is not trusted is shown and accepted by a person."""

    def __init__(self, role: Role, link: EngineLink, url: str, ssh: str | None = None) -> None:
        super().__init__(role, link)
        self.answer: StorageReplaced | None = None
        self._fingerprint: str | None = None
        self.keys = Fingerprints()
        self.give_up = CheckBox(translate("StorageReplace", "Give these photos up"))
        self.test.setText(translate("StorageReplace", "Replace it"))
        set_part(self.test, "primary")
        self.accept = button(
            translate("StorageReplace", "It is the new box: replace it"), "primary"
        )
        self.accept.clicked.connect(self._accept)
        self.add_below(self.keys, wide=True)
        self.add_below(self.accept)
        self.add_below(self.give_up)
        self.give_up.hide()
        self._show_keys(shown=False)
        self.fill(url, ssh)

    def _send(self, *, accept: bool) -> None:
        self.waiting.emit(True)  # noqa: FBT003 - a signal's argument
        to = self.place
        command = ReplaceStorage(
            self._role.value,
            to.url,
            to.password,
            to.key_file,
            to.key_passphrase,
            ssh=to.ssh,
            was=self._was,
            fingerprint=self._fingerprint if accept else None,
            without_only_copies=self.give_up.isChecked(),
        )
        self._link.ask(command, done=self._replaced, refused=self._refused)

    def _replaced(self, answer: StorageReplaced) -> None:
        self.answer = answer
        self.waiting.emit(False)  # noqa: FBT003 - a signal's argument
        self._busy = False
        self.good = True
        self.tested.emit()

    def _refused(self, failure: Failure) -> None:
        super()._refused(failure)
        values = failure.message.values
        if failure.code in KEYS:
            self._fingerprint = str(values["key"])
            self.keys.show_keys(str(values.get("before", "")), self._fingerprint)
            self._say(
                translate(
                    "StorageReplace",
                    "Compare the new key with the one that the box itself shows. Nothing is sent to"
                    " it before you accept it.",
                )
            )
        self.trust_panel.hide()
        self._show_keys(shown=failure.code in KEYS)
        self.give_up.setVisible(failure.code == ONLY_COPIES)

    @Slot()
    def _changed(self) -> None:
        """Forget the key of another place."""
        super()._changed()
        self._fingerprint = None
        self.give_up.setChecked(False)
        self.give_up.hide()
        self._show_keys(shown=False)

    def _show_keys(self, *, shown: bool) -> None:
        """Show the keys, and the button that accepts the new one as the prominent one."""
        set_part(self.test, "" if shown else "primary")
        self.keys.setVisible(shown)
        self.accept.setVisible(shown)


class ReplacedStep(AssistantStep):
    """Say what is copied, and how long photos are half protected; then ask for the place."""

    def __init__(
        self,
        context: Context,
        role: Role,
        url: str,
        other: StorageSummary,
        ssh: str | None = None,
    ) -> None:
        super().__init__(
            context,
            role,
            translate("StorageReplace", "Which new box takes the part of {role}?").format(
                role=role_name(role)
            ),
            copying_words(role, other),
        )
        self.form = ReplaceForm(role, context.link, url, ssh)
        self.form.tested.connect(self._tell)
        self.form.failed.connect(self.failed)
        self.form.waiting.connect(self.wait)
        self.body.addWidget(self.form)

    @property
    def to_press(self) -> QWidget | None:
        """The button that accepts the shown key."""
        return self.form.accept if self.form.accept.isVisible() else None

    def _tell(self) -> None:
        answer, role = self.form.answer, self._role
        if answer is None:
            return
        words = translate("StorageReplace", "{role} is filled from {other} from now on.")
        if answer["begun"]:
            words = translate(
                "StorageReplace",
                "This vault is there already, so nothing was changed. What {role} still lacks is"
                " copied from {other}.",
            )
        self.done.emit(words.format(role=role_name(role), other=role_name(role.other)))
