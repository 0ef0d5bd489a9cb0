"""The step for a storage that has another address, login or password."""

from PySide6.QtCore import Signal

from picup_desktop.engine.ipc.commands.storages import StorageChange
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import StorageChanged
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.step import AssistantStep, StepName
from picup_desktop.ui.storages.words import place_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.welcome.storage_form import StorageForm
from picup_desktop.ui.widgets.parts import set_part
from picup_desktop.words import Role

CHANGED_HOST_KEY = "HostKeyChanged"


class KnownForm(StorageForm):
    """The welcome's form for a storage that is known; call ``fill`` once it is made."""

    failed = Signal(str)
    waiting = Signal(bool)

    def __init__(self, role: Role, link: EngineLink) -> None:
        super().__init__(role, link, None)
        self._was: str | None = None

    def fill(self, url: str, ssh: str | None = None) -> None:
        """Show a storage's address, and that its login stays as before unless another is given."""
        self.known = True
        self._was = url
        self.fields.show_url(url)
        self.ssh.show_chosen(ssh)
        web = (self.fields.bucket.secret, self.fields.share.secret)
        for secret in (self.password, *web):
            secret.setPlaceholderText(translate("Settings", "as before"))
        self.key_file.setPlaceholderText(translate("Settings", "as before"))

    def _refused(self, failure: Failure) -> None:
        self.waiting.emit(False)  # noqa: FBT003 - a signal's argument
        super()._refused(failure)
        self.failed.emit(in_words(failure.message))


class MovedForm(KnownForm):
    """A good address is used at once; emit ``key_changed`` where the known box has another key."""

    key_changed = Signal()

    def __init__(self, role: Role, link: EngineLink, url: str, ssh: str | None = None) -> None:
        super().__init__(role, link)
        self._url = url
        self.now_at = ""
        self.test.setText(translate("Settings", "Check and use it"))
        set_part(self.test, "primary")
        self.fill(url, ssh)

    def _send(self, *, accept: bool) -> None:
        self.waiting.emit(True)  # noqa: FBT003 - a signal's argument
        to = self.place
        command = StorageChange(
            self._role.value,
            to.url,
            to.password,
            to.key_file,
            to.key_passphrase,
            accept_host_key=accept,
            ssh=to.ssh,
            was=self._was,
        )
        self._link.ask(command, done=self._moved, refused=self._refused)

    def _moved(self, answer: StorageChanged) -> None:
        self.waiting.emit(False)  # noqa: FBT003 - a signal's argument
        self._busy = False
        self.good = True
        self.now_at = answer["url"]
        self.tested.emit()

    def _refused(self, failure: Failure) -> None:
        super()._refused(failure)
        if failure.code == CHANGED_HOST_KEY and self.place.url == self._url:
            self.key_changed.emit()


class MovedStep(AssistantStep):
    """Ask for the address and the login; nothing is copied."""

    def __init__(self, context: Context, role: Role, url: str, ssh: str | None = None) -> None:
        super().__init__(
            context,
            role,
            translate("Settings", "Where is {role} now?").format(role=role_name(role)),
            translate(
                "Settings",
                "The same sealed photos must already be stored there: nothing is copied, and"
                " nothing is changed until they are found.",
            ),
        )
        self.form = MovedForm(role, context.link, url, ssh)
        self.form.tested.connect(self._tell)
        self.form.failed.connect(self.failed)
        self.form.waiting.connect(self.wait)
        self.form.key_changed.connect(lambda: self.wanted.emit(StepName.KEY))
        self.body.addWidget(self.form)

    def _tell(self) -> None:
        if self.form.good:
            words = translate("Settings", "{role} is at {place} from now on.")
            place = place_words(self.form.now_at)
            self.done.emit(words.format(role=role_name(self._role), place=place))
