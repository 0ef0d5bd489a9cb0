"""The folders of a NAS in a dialog, and the forms' own words for what is missing or wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.setup import ListFolders, MakeFolder, TestConnection
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import Folders
from picup_desktop.messages.message import Message
from picup_desktop.ui.storages.browse import FolderBrowser, first_folder
from picup_desktop.ui.storages.moved import MovedForm
from picup_desktop.ui.storages.words import refusal_words
from picup_desktop.ui.text import in_words
from picup_desktop.ui.welcome.join_step import JoinStep
from picup_desktop.ui.welcome.place_fields import BUCKET, SHARE
from picup_desktop.ui.welcome.storage_form import StorageForm
from picup_desktop.words import Role


class WaitingLink(QObject):
    """An engine's link that keeps each request until the test answers it."""

    greeted = Signal()
    connected = True

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []
        self._waiting: list[tuple[Callable[[Any], None], Callable[[Failure], None]]] = []

    def ask(
        self, command: Any, *, done: Callable[[Any], None], refused: Callable[[Failure], None]
    ) -> None:
        self.asked.append(command)
        self._waiting.append((done, refused))

    def answer(self, result: Any, at: int = 0) -> None:
        self._waiting.pop(at)[0](result)

    def refuse(self, code: str, message: Message, at: int = 0) -> None:
        self._waiting.pop(at)[1](Failure("title", message, code=code))


def folders(path: str, *names: str, more: bool = False, vault: bool = False) -> Folders:
    return {"path": path, "folders": list(names), "more": more, "vault": vault}


@pytest.fixture
def link() -> WaitingLink:
    return WaitingLink()


@pytest.fixture
def form(link: WaitingLink, qtbot: QtBot) -> StorageForm:
    made = StorageForm(Role.MAIN, link, None)  # type: ignore[arg-type]  # all that it asks
    qtbot.addWidget(made)
    made.show()
    made.host.setText("nas")
    made.user.setText("ann")
    made.password.setText("secret")
    return made


def browser_of(form: StorageForm) -> FolderBrowser:
    (browser,) = form.findChildren(FolderBrowser)
    return browser


def test_the_folders_are_walked_and_one_is_taken(form: StorageForm, link: WaitingLink) -> None:
    form.browse.click()
    assert link.asked == [
        ListFolders("sftp://ann@nas/~/.", "secret", None, None, ssh="auto"),
    ]
    link.answer(folders("/homes/ann", "Music", "photos"))
    browser = browser_of(form)
    assert browser.target == "/homes/ann"

    browser.list.setCurrentRow(1)
    assert "photos" in browser.use.text()
    QTest.keyClick(browser.list, Qt.Key.Key_Return)
    assert link.asked[-1].url == "sftp://ann@nas/homes/ann/photos"
    link.answer(folders("/homes/ann/photos"))
    assert not browser.list.count()
    browser.up.click()
    assert link.asked[-1].url == "sftp://ann@nas/homes/ann"
    link.answer(folders("/homes/ann", "Music", "photos"))

    browser.new.click()
    QTest.keyClicks(browser.name, "pic up")
    QTest.keyClick(browser.name, Qt.Key.Key_Return)
    assert link.asked[-1] == MakeFolder(
        "sftp://ann@nas/homes/ann/pic%20up", "secret", None, None, ssh="auto"
    )
    link.answer(folders("/homes/ann/pic up"))
    browser.use.click()
    assert form.folder.text() == "/homes/ann/pic up"


def test_a_refused_folder_is_told_and_the_list_stays(form: StorageForm, link: WaitingLink) -> None:
    form.browse.click()
    link.answer(folders("/", "locked"))
    browser = browser_of(form)
    assert not browser.up.isEnabled()
    browser.list.setCurrentRow(0)
    browser.list.activated.emit(browser.list.currentIndex())
    link.refuse("StorageFull", Message("server-is-full", server="[nas]:2222", path="/x"))
    assert browser.outcome.startswith("nas:2222")
    assert (browser.path, browser.list.count()) == ("/", 1)


def test_an_answer_that_was_overtaken_is_dropped(form: StorageForm, link: WaitingLink) -> None:
    form.browse.click()
    link.answer(folders("/a/b", "c"))
    browser = browser_of(form)
    browser.up.click()
    browser.up.click()
    link.answer(folders("/a", "late"), at=1)
    link.answer(folders("/wrong"), at=0)
    assert browser.path == "/a"


def test_foreign_names_are_shown_as_plain_text(form: StorageForm, link: WaitingLink) -> None:
    name = "\x1b[2J<b>\u202ename"
    form.browse.click()
    link.answer(folders("/a", name, "x" * 255))
    browser = browser_of(form)
    words = browser.list.item(0).text()
    assert "\x1b" not in words
    assert "\u202e" not in words
    browser.list.setCurrentRow(0)
    assert browser.target == f"/a/{name}", "and it is used as it is"


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", "."])
def test_a_new_folder_needs_a_name(name: str, form: StorageForm, link: WaitingLink) -> None:
    form.browse.click()
    link.answer(folders("/a"))
    browser = browser_of(form)
    browser.new.click()
    browser.name.setText(name)
    browser.make.click()
    assert len(link.asked) == 1


def test_the_key_of_a_new_nas_is_asked_about_first(form: StorageForm, link: WaitingLink) -> None:
    form.browse.click()
    link.refuse("HostKeyUnknown", Message("never seen", key="SHA256:abcd"))
    assert form.trust_panel.key == "SHA256:abcd"
    assert "sees nas for the first time" in form.trust_panel.heading
    form.trust.click()
    assert link.asked[-1].accept_host_key
    link.answer(folders("/homes/ann"))
    assert browser_of(form).path == "/homes/ann"


def test_an_answer_about_other_fields_counts_no_more(form: StorageForm, link: WaitingLink) -> None:
    form.test.click()
    QTest.keyClicks(form.host, "2")
    link.answer({"fingerprint": "SHA256:a", "free_bytes": None, "vault": False})
    assert not form.good
    assert form.outcome == ""


def test_a_red_sentence_goes_with_its_cause(form: StorageForm, link: WaitingLink) -> None:
    form.host.clear()
    form.test.click()
    assert "nas.local" in form.outcome
    assert link.asked == []
    QTest.keyClicks(form.host, "n")
    assert form.outcome == ""
    form.test.click()
    link.refuse("LoginRefused", Message("refused"))
    assert form.outcome == "refused"
    QTest.keyClicks(form.password, "x")
    assert form.outcome == ""


def test_who_waits_for_a_server_that_does_not_answer_is_told_and_may_stop(
    form: StorageForm, link: WaitingLink
) -> None:
    """For minutes nothing but “Testing the connection…” stood there, and no second try began."""
    form.test.click()
    assert form.patience.isActive()
    assert form.stop_waiting.isHidden()
    form.patience.timeout.emit()
    assert form.outcome.startswith("This takes longer than usual")
    form.stop_waiting.click()
    assert (form.outcome, form.stop_waiting.isHidden()) == ("", True)
    assert not form.patience.isActive()
    form.test.click()
    assert len(link.asked) == 2
    link.answer({"fingerprint": "SHA256:a", "free_bytes": None, "vault": False})
    was_good = form.good
    link.answer({"fingerprint": "SHA256:a", "free_bytes": None, "vault": False})
    assert (was_good, form.good) == (False, True), "the first answer counts no more"
    assert not form.patience.isActive()


def test_a_second_press_asks_nothing_anew(form: StorageForm, link: WaitingLink) -> None:
    form.test.click()
    form.test.click()
    assert len(link.asked) == 1


def test_the_top_of_a_nas_and_the_account_are_told_apart(
    form: StorageForm, link: WaitingLink
) -> None:
    form.folder.setText("/photos")
    form.test.click()
    assert isinstance(link.asked[0], TestConnection)
    assert link.asked[0].url == "sftp://ann@nas/photos"
    link.refuse("StorageDenied", Message("the user may not write"))
    assert "photos" in form.home_folder.text()
    form.home_folder.click()
    assert form.folder.text() == "photos"
    assert link.asked[-1].url == "sftp://ann@nas/~/photos"


def test_the_login_that_is_kept_is_used_for_a_known_storage(
    link: WaitingLink, qtbot: QtBot
) -> None:
    given: Any = link
    form = MovedForm(Role.BACKUP, given, "sftp://ann@nas:2222/volume1/photos")
    qtbot.addWidget(form)
    form.browse.click()
    assert link.asked[0].role == "backup"
    assert link.asked[0].url == "sftp://ann@nas:2222/volume1"


@pytest.mark.parametrize("kind", [BUCKET, SHARE])
def test_a_new_certificate_is_asked_about_by_the_name_of_its_server(
    form: StorageForm, link: WaitingLink, kind: int
) -> None:
    """The question named nobody, for it looked for the name in the field of a NAS."""
    form.kind.setCurrentIndex(kind)
    form.host.clear()
    fields = {BUCKET: form.fields.bucket, SHARE: form.fields.share}[kind]
    fields.server.setText("https://Store.example:9000/dav")
    fields.user.setText("ann")
    fields.secret.setText("secret")
    form.fields.bucket.bucket.setText("family")
    form.test.click()
    link.refuse("HostKeyUnknown", Message("certificate-unknown", key="SHA256:abcd"))
    assert "the certificate of store.example" in form.trust_panel.heading
    assert "NAS" not in form.trust_panel.heading + form.trust_panel.advice


def test_who_joins_by_a_bucket_is_asked_about_its_certificate_by_name(
    link: WaitingLink, qtbot: QtBot
) -> None:
    """The question named nobody, for it looked for the name in the field of a NAS."""
    given: Any = link
    step = JoinStep(given)
    qtbot.addWidget(step)
    step.fields.show_url("s3://AK@store.example/family/picup")
    step.kit.setText("words")
    step.join.click()
    assert link.asked[0].from_ == "s3://AK@store.example/family/picup"
    link.refuse("HostKeyUnknown", Message("certificate-unknown", key="SHA256:abcd"))
    assert "the certificate of store.example" in step.trust_panel.heading


@pytest.mark.parametrize("kind", [BUCKET, SHARE])
def test_a_bucket_or_a_share_is_refused_in_its_own_words(
    form: StorageForm, link: WaitingLink, kind: int
) -> None:
    """No address stands in the form that anybody typed, and none is said to be that of a NAS."""
    form.folder.setText("/photos")
    form.kind.setCurrentIndex(kind)
    fields = {BUCKET: form.fields.bucket, SHARE: form.fields.share}[kind]
    form.fields.bucket.bucket.setText("family")
    fields.user.setText("ann")
    fields.server.setText("sftp://nas.local")
    form.test.click()
    assert link.asked == []
    assert "another service" in form.outcome
    fields.server.setText("nas.local:99999")
    for message in (
        Message("not-address", url="s3://ann@nas.local:99999/family", why="port"),
        Message("bucket-names-no-bucket", url="s3://ann@nas.local/A b"),
        Message("bucket-without-tls-elsewhere", host="192.168.1.9"),
        Message("share-names-no-folder", url="davs://ann@nas.local/"),
        Message("share-without-tls-elsewhere", host="192.168.1.9"),
    ):
        form.test.click()
        link.refuse("UsageError", message)
        assert not any(word in form.outcome for word in ("NAS", "s3", "dav"))
        assert form.outcome
    form.test.click()
    link.refuse("StorageDenied", Message("the user may not write"))
    assert form.home_folder.isHidden(), "only a NAS has a folder of the account"


def test_a_whole_address_is_taken_apart_where_only_the_server_belongs(
    form: StorageForm, link: WaitingLink
) -> None:
    form.kind.setCurrentIndex(BUCKET)
    form.fields.bucket.server.setText("s3://AK@store.example:9000/family")
    form.fields.bucket.region.setText("garage")
    form.test.click()
    assert form.fields.bucket.server.text() == "store.example:9000"
    assert link.asked[0].url == "s3://AK@store.example:9000/family/picup?region=garage"
    form.fields.bucket.server.setText("s3://AK@[x")
    form.test.click()
    assert form.fields.bucket.server.text() == "s3://AK@[x"


def test_who_joins_reads_what_each_field_is(link: WaitingLink, qtbot: QtBot) -> None:
    given: Any = link
    step = JoinStep(given)
    qtbot.addWidget(step)
    fields = [step.address, step.kit, step.passphrase, *step.passwords.values()]
    assert all(field.accessibleName() for field in fields)
    named = {label.buddy() for label in step.findChildren(QLabel) if label.text()}
    assert {step.address, step.passphrase, *step.passwords.values()} <= named
    step.join.click()
    assert "nas.local" in step.outcome
    QTest.keyClicks(step.address, "sftp://ann@nas:2222/photos")
    assert step.outcome == ""
    step.kit.setText("words")
    step.join.click()
    assert link.asked[0].from_ == "sftp://ann@nas:2222/photos"
    link.refuse("HostKeyUnknown", Message("never seen", key="SHA256:abcd"))
    assert (step.trust_panel.key, step.outcome) == ("SHA256:abcd", "")
    step.trust.click()
    assert link.asked[1].accept_new_host_keys


def test_who_has_a_kit_looks_for_the_folder_too(link: WaitingLink, qtbot: QtBot) -> None:
    given: Any = link
    step = JoinStep(given)
    qtbot.addWidget(step)
    step.show()
    assert step.fields.browse.isVisible()
    step.fields.browse.click()
    assert link.asked == [], "there is no address yet"
    QTest.keyClicks(step.address, "nas")
    step.passwords[Role.BACKUP].setText("secret")
    step.fields.browse.click()
    step.fields.browse.click()
    (asked,) = link.asked
    assert isinstance(asked, ListFolders)
    assert (asked.password, asked.accept_host_key) == ("secret", False)
    link.refuse("HostKeyUnknown", Message("never seen", key="SHA256:abcd"))
    step.trust.click()
    assert link.asked[1].accept_host_key, "trusting it goes on with what was asked for"
    link.answer(folders("/volume1", "sealed", vault=True))
    (browser,) = step.findChildren(FolderBrowser)
    browser.list.item(0).setSelected(True)
    browser.use.click()
    assert step.fields.folder.text() == "/volume1/sealed"
    step.join.click()
    assert link.asked[2].from_.endswith("/volume1/sealed")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "~/."),
        ("picup", "~/."),
        ("~/a/b", "~/."),
        ("/photos", "~/."),
        ("/volume1/photos/", "/volume1"),
        ("/a/b/c", "/a/b"),
        ("/.", "~/."),
    ],
)
def test_where_browsing_begins(typed: str, first: str) -> None:
    assert first_folder(typed) == first


def test_no_address_with_brackets_is_shown() -> None:
    key = Message("host-key-unknown", server="[127.0.0.1]:22501", key="SHA256:a")
    assert "127.0.0.1:22501 " in refusal_words(key)
    item = Message("cause-host-key-changed", storage="Backup", reason=key)
    assert "127.0.0.1:22501 " in in_words(item), "nor under Needs attention, nor on a card"
    named = Message("object-is-not-on-storage", name="[a]:12.jpg")
    assert "[a]:12.jpg" in in_words(named)
    six = Message("host-key-unknown", server="[fd00::7]:22", key="SHA256:a")
    assert "[fd00::7]:22 " in refusal_words(six)
    url = Message("names-no-host-write-sftp", url="sftp:///")
    assert "sftp" not in refusal_words(url)
