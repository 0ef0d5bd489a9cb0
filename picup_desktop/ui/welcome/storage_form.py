"""The form for a storage: where it is, how to log in there, and whether that works."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.setup import ListFolders, Login, TestConnection
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import Connection, Folders
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.browse import FolderBrowser, first_folder
from picup_desktop.ui.storages.trust_panel import TrustPanel
from picup_desktop.ui.storages.words import refusal_words
from picup_desktop.ui.text import may_wrap, translate
from picup_desktop.ui.welcome.place_fields import FOLDER as FOLDER  # noqa: PLC0414 - of the form too
from picup_desktop.ui.welcome.place_fields import PRACTICE as PRACTICE  # noqa: PLC0414 - as above
from picup_desktop.ui.welcome.place_fields import SFTP as SFTP  # noqa: PLC0414 - as above
from picup_desktop.ui.welcome.place_fields import PlaceFields
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.two_places import SeenPlace
from picup_desktop.ui.widgets.parts import button, label, row, set_part
from picup_desktop.ui.windows.focus import bring_in_sight
from picup_desktop.words import Role

T = TypeVar("T")

LONG_MILLISECONDS = 10_000
"""After that long without an answer a person is told that waiting is all that happens."""
UNKNOWN_HOST_KEY = "HostKeyUnknown"
"""The code of the only refusal that a person may answer by trusting the key."""
OF_THE_FOLDER = frozenset({"StorageDenied", "StorageUnreachable"})
"""Codes of refusals that may be about the folder: it is missing, or belongs to another account."""


class StorageForm(QFrame):
    """Ask for a storage and test it; emit ``tested`` when ``good`` changes.

    ``edited`` is emitted at each change of what stands in it.
    """

    tested = Signal()
    edited = Signal()

    def __init__(self, role: Role, link: EngineLink, practice: Practice | None) -> None:
        """Offer a practice NAS only where ``practice`` is given."""
        super().__init__()
        self.setProperty("part", "card")
        self.setAccessibleName(role_name(role))
        self._role = role
        self._link = link
        self._practice = practice
        self.known = False
        """Whether it is a storage of this vault, whose login is used where none is given."""
        self.good = False
        self._tested_key = ""
        self._tested_disk = ""
        self._edits = 0
        self._trust = False
        self._busy = False
        self._waits = False
        self._browses = False
        self.fields = PlaceFields(practice=practice is not None)
        self.kind, self.path = self.fields.kind, self.fields.path
        self.host, self.port = self.fields.host, self.fields.port
        self.user, self.password = self.fields.user, self.fields.password
        self.folder, self.browse = self.fields.folder, self.fields.browse
        self.key_file, self.key_passphrase = self.fields.key.edit, self.fields.key.passphrase
        self.ssh = self.fields.ssh
        self.test = button(translate("Welcome", "Test connection"))
        self.home_folder = button("", "link")
        self.home_folder.hide()
        self.stop_waiting = button(translate("Welcome", "Stop waiting"), "link")
        self.stop_waiting.hide()
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(LONG_MILLISECONDS)
        self.trust_panel = TrustPanel()
        self.trust = self.trust_panel.trust
        self._outcome = label(part="quiet", wrap=True)
        self._key = label(part="caption", wrap=True)
        self._lay_out()
        self._say(NO_WORDS)
        self._join()

    @property
    def outcome(self) -> str:
        """The result of the last test."""
        return self._outcome.text()

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the tested host key; empty before a test or where there is none."""
        return self._tested_key if self.good else ""

    @property
    def place(self) -> Login:
        """The storage as arguments of the engine's commands."""
        return self.fields.place

    @property
    def seen(self) -> SeenPlace:
        """The place as far as it is known; its address is empty while the form has none."""
        lacks = self.kind.currentIndex() == SFTP and self.fields.sftp.trouble is not None
        disk = self._tested_disk if self.good else ""
        return SeenPlace("" if lacks else self.place.url, self.fingerprint, disk)

    def add_below(self, widget: QWidget, *, wide: bool = False) -> None:
        """Add something below the result of the test; ``wide``: as wide as the form."""
        self._below.addLayout(row(widget) if wide else row(widget, None))

    @Slot()
    def _test(self) -> None:
        if self._busy or self._lacks_something(folder=True):
            return
        self._browses = False
        if self._practice is not None and self._needs_practice():
            self._say(translate("Welcome", "Starting a practice NAS…"))
            self._practice.start(self._role)
            return
        self._ask(accept=self.kind.currentIndex() == PRACTICE)

    def _needs_practice(self) -> bool:
        return self.kind.currentIndex() == PRACTICE and self.fields.practice_place is None

    @Slot()
    def _accept(self) -> None:
        # The button goes, and the focus would be on whatever follows it.
        (self.browse if self._browses else self.test).setFocus()
        self._ask(accept=True)

    @Slot()
    def _browse_server(self) -> None:
        """Show the account's folders; ask about the key of the server first if it is new."""
        if self._busy or self._lacks_something(folder=False):
            return
        self._browses = True
        self._ask(accept=False)

    def _lacks_something(self, *, folder: bool) -> bool:
        """Say what is missing in the fields, at its field; return whether something is."""
        lacking = self.fields.lacking(folder=folder)
        if lacking is None:
            return False
        words, field = lacking
        self._say(words, "caution")
        field.setFocus()
        return True

    def _ask(self, *, accept: bool) -> None:
        self._trust = accept
        self.trust_panel.hide()
        self.home_folder.hide()
        self._busy = True
        words = translate("Welcome", "Testing the connection…")
        if self._browses:
            words = translate("Welcome", "Looking for the folders…")
        self._say(words)
        self.patience.start()
        self._waits = not self._link.connected
        if self._waits:
            return
        if self._browses:
            self._send_browsing(accept=accept)
        else:
            self._send(accept=accept)

    def _send(self, *, accept: bool) -> None:
        to = self.place
        command = TestConnection(
            to.url,
            to.password,
            to.key_file,
            to.key_passphrase,
            ssh=to.ssh,
            accept_host_key=accept,
        )
        self._link.ask(command, done=self._still(self._reached), refused=self._still(self._refused))

    def _send_browsing(self, *, accept: bool) -> None:
        command = self._listing(first_folder(self.folder.text()))
        self._link.ask(
            replace(command, accept_host_key=accept),
            done=self._still(self._browsed),
            refused=self._still(self._refused),
        )

    def _still(self, take: Callable[[T], None]) -> Callable[[T], None]:
        """Return ``take`` for an answer about the fields as they are now, and not after an edit."""
        edits = self._edits

        def taken(answer: T) -> None:
            if edits == self._edits:
                take(answer)

        return taken

    def _listing(self, folder: str) -> ListFolders:
        """Return the command that lists a folder of the server, as this form logs in."""
        to = self.fields.login_at(folder)
        return ListFolders(
            to.url,
            to.password,
            to.key_file,
            to.key_passphrase,
            ssh=to.ssh,
            role=self._role.value if self.known else None,
        )

    def _browsed(self, answer: Folders) -> None:
        self._busy = False
        self._say(NO_WORDS)
        browser = FolderBrowser(self.host.text().strip(), self._link, self._listing, self)
        browser.chosen.connect(self._take_folder)
        browser.show_folders(answer)
        browser.open()

    @Slot(str)
    def _take_folder(self, path: str) -> None:
        self.fields.take_folder(path)
        self.test.setFocus()

    @Slot()
    def _take_home_folder(self) -> None:
        """Use the folder of this name in the account's own one."""
        self.test.setFocus()
        self.fields.take_folder(self.folder.text().strip().strip("/"))
        self._test()

    @Slot()
    def _engine_there(self) -> None:
        """Send the test that was asked for while the engine was starting."""
        if self._waits:
            self._ask(accept=self._trust)

    def _reached(self, answer: Connection) -> None:
        self._busy = False
        if answer["vault"]:
            self._say(
                translate(
                    "Welcome", "There is a vault already. Choose another folder for a new one."
                ),
                "caution",
            )
            return
        self.good = True
        words = [translate("Welcome", "It works.")]
        free = answer.get("free_bytes")
        if free is not None:
            words.append(translate("Welcome", "{size} free.").format(size=text.size(int(free))))
        keeps = answer.get("keeps")
        if keeps is not None:
            words.append(may_wrap(keeps))
        self._say("  ".join(words), "caution" if answer.get("endangers") else "good")
        self._tested_key = answer.get("fingerprint") or ""
        self._tested_disk = answer.get("disk") or ""
        self._key.setText(may_wrap(shown(self._tested_key)))
        self._key.setVisible(bool(self._tested_key))
        self.tested.emit()

    def _refused(self, failure: Failure) -> None:
        self._busy = False
        if failure.code == UNKNOWN_HOST_KEY and not self._trust:
            self._say(NO_WORDS)
            self.trust_panel.ask_about(self.fields.server, failure.message)
            return
        words = refusal_words(failure.message, is_web=self.fields.is_web)
        self._say(words, "caution")
        if failure.code in OF_THE_FOLDER and self.kind.currentIndex() == SFTP:
            self._offer_home_folder()

    def _offer_home_folder(self) -> None:
        """Offer the account's own folder where a folder at the top of the NAS was named."""
        folder = self.folder.text().strip()
        name = folder.strip("/")
        if folder.startswith("/") and name and name[0] not in "~." and "/" not in name:
            words = translate("Welcome", "Use “{folder}” in the account's own folder")
            self.home_folder.setText(words.format(folder=shown(name)))
            self.home_folder.show()

    @Slot(object, str, str)
    def _practice_ready(self, role: Role, url: str, password: str) -> None:
        if role is self._role:
            self.fields.practice_place = (url, password)
            if self.kind.currentIndex() == PRACTICE:
                self._ask(accept=True)

    @Slot()
    def _say_slow(self) -> None:
        """Say that the answer is late; what may have changed something already is waited for."""
        self._say(
            translate(
                "Welcome",
                "This takes longer than usual: the server answers slowly, or not at all.",
            )
        )
        self.stop_waiting.setVisible(not self.known)

    @Slot()
    def _stop_waiting(self) -> None:
        """Let the answer count no more, as after an edit."""
        # The button goes, and the focus would be on whatever follows it.
        self.test.setFocus()
        self._changed()

    @Slot()
    def _changed(self) -> None:
        self.trust_panel.hide()
        self.home_folder.hide()
        self._edits += 1
        self._busy = False
        self._waits = False
        self._say(NO_WORDS)
        if self.good:
            self.good = False
            self.tested.emit()
        self.edited.emit()

    def _say(self, words: Shown, part: str = "quiet") -> None:
        self._key.hide()
        self.patience.stop()
        self.stop_waiting.hide()
        self._outcome.setText(words)
        self._outcome.setVisible(bool(words))
        if words:
            bring_in_sight(self._outcome)
        set_part(self._outcome, part)

    def _join(self) -> None:
        self.fields.edited.connect(self._changed)
        self.fields.entered.connect(self._test)
        self.browse.clicked.connect(self._browse_server)
        self.home_folder.clicked.connect(self._take_home_folder)
        self.test.clicked.connect(self._test)
        self.trust.clicked.connect(self._accept)
        self.patience.timeout.connect(self._say_slow)
        self.stop_waiting.clicked.connect(self._stop_waiting)
        if self._practice is not None:
            self._practice.ready.connect(self._practice_ready)
        self._link.greeted.connect(self._engine_there)

    def _lay_out(self) -> None:
        layout = self._below = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addLayout(row(label(role_name(self._role), "section"), None, self.kind))
        layout.addWidget(self.fields)
        layout.addLayout(row(self.test, None))
        layout.addWidget(self._outcome)
        layout.addLayout(row(self.home_folder, self.stop_waiting, None))
        layout.addWidget(self.trust_panel)
        layout.addWidget(self._key)
        layout.addStretch(1)
