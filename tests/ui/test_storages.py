"""5-1, 5-3, 5-4: the storages' cards and the assistant, on a real engine and real servers."""

import os
import shutil
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from picup_desktop.app import reading
from picup_desktop.engine.ipc.client import EngineClient
from picup_desktop.engine.ipc.commands.engine import Cancel
from picup_desktop.storage.trust.known_hosts import fingerprint
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.status import Status
from picup_desktop.ui.storages.assistant import ChoiceStep, StorageAssistant
from picup_desktop.ui.storages.card import StorageCard
from picup_desktop.ui.storages.moved import MovedStep
from picup_desktop.ui.storages.replaced import ReplacedStep
from picup_desktop.ui.storages.step import AssistantStep, StepName
from picup_desktop.ui.storages.swapped import SwappedStep
from picup_desktop.ui.storages.trust import KeyStep
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import Role
from tests.sshd import Sshd
from tests.ui.conftest import (
    LONG_MILLISECONDS,
    PHOTOS,
    Boxes,
    picup,
    protected_photos,
    status,
)

LONG_AGO = 1_000_000_000
"""In 2001."""

StepT = TypeVar("StepT", bound=AssistantStep)


@pytest.fixture
def new_box(tmp_path: Path, boxes: Boxes) -> Iterator[Sshd]:
    """An empty box with a host key of its own, which lets the same client key in."""
    server = Sshd(tmp_path / "new").start()
    for name in ("client_key", "client_key.pub", "authorized_keys"):
        shutil.copy(boxes.servers[Role.MAIN].folder / name, server.folder / name)
    yield server
    server.stop()


def test_5_1_a_card_checks_verifies_and_repairs_its_storage(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    card = protected.screens.overview.cards[Role.BACKUP]
    work, box = card.work, boxes.servers[Role.BACKUP].vault
    protected.commands.pause(None)

    work.check.click()
    assert work.running
    assert not work.check.isEnabled()
    until_report(card, qtbot)
    assert said(card) == ["Everything is there and has the right size."]
    assert not work.repair.isVisibleTo(card)

    before = {file: file.read_bytes() for file in sorted((box / "objects").glob("*/*"))}
    gone, spoiled, *_ = before
    stranger = box / "objects" / "ab" / f"{'ab' * 32}.age"
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"of nobody")
    os.utime(stranger, (LONG_AGO, LONG_AGO))
    gone.unlink()
    spoiled.write_bytes(before[spoiled][:-1] + b"?")
    work.verify.click()
    assert work.doing == "Reading everything back…"
    until_report(card, qtbot)
    missing, damaged, read, unknown = said(card)
    assert missing.startswith("Missing: 1 photo (Family/")
    assert damaged.startswith("Damaged: 1 photo (Family/")
    assert read.endswith(" were read back.")
    qtbot.waitUntil(lambda: protected_photos(protected) == PHOTOS - 2, timeout=LONG_MILLISECONDS)

    assert unknown == "1 file there is in no list of this vault. It is kept."

    work.remove.click()
    question = work.findChild(Question)
    assert question is not None
    assert stranger.exists()
    question.yes.click()
    until_report(card, qtbot)
    assert "1 file was removed." in said(card)
    assert not stranger.exists()
    assert not work.remove.isVisibleTo(card)

    assert work.repair.isVisibleTo(card)
    work.repair.click()
    until_report(card, qtbot)
    assert {file: file.read_bytes() for file in before} == before
    assert "2 files were brought back from Main." in said(card)
    assert not work.repair.isVisibleTo(card)

    server = boxes.servers[Role.BACKUP]
    server.freeze()
    work.verify.click()
    qtbot.waitUntil(lambda: cancelled(protected, "verify-backup"), timeout=LONG_MILLISECONDS)
    work.cancel.click()
    server.unfreeze()
    until_report(card, qtbot)
    assert said(card)[0] == "It was stopped before its end."

    server.stop()
    work.verify.click()
    until_report(card, qtbot)
    assert "127.0.0.1" in said(card)[0]
    work.close_report.click()
    assert said(card) == []
    work.check.click()
    until_report(card, qtbot)
    # A report names photos.
    protected.window.lock_asked.emit()
    qtbot.waitUntil(lambda: said(card) == [], timeout=LONG_MILLISECONDS)


def test_5_4_a_box_moves_and_has_a_new_key_and_5_3_the_other_is_dead_and_replaced(
    protected: Face, boxes: Boxes, new_box: Sshd, qtbot: QtBot
) -> None:
    main_moves(protected, boxes, qtbot)
    main_has_a_new_key(protected, boxes, qtbot)
    backup_is_dead_and_replaced(protected, boxes, new_box, qtbot)

    protected.screens.assist(Role.MAIN)
    assistant = opened(protected)
    choose(assistant, StepName.SWAPPED, qtbot)
    main_before = url(boxes, Role.MAIN)
    step(assistant, SwappedStep).swap.click()
    until_closed(assistant, qtbot)
    assert url(boxes, Role.MAIN) == new_box.url
    assert url(boxes, Role.BACKUP) == main_before
    qtbot.waitUntil(lambda: status(protected) is Status.SAFE, timeout=LONG_MILLISECONDS)


def test_5_4_a_dialog_is_never_about_another_storage_than_it_shows(
    face: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    """The two were swapped at a terminal meanwhile, and the wrong box was replaced."""
    messages: list[str] = []
    assistant = face.screens.assist(Role.BACKUP, StepName.REPLACED)
    assert assistant is not None
    assistant.message.connect(messages.append)
    form = step(assistant, ReplacedStep).form
    before = {role: url(boxes, role) for role in Role}
    # What the window has not heard of yet.
    face.context.app_state.changed.disconnect(assistant._look_again)
    picup(boxes.home, "storage", "swap")
    form.host.setText("nobody.invalid")
    form.test.click()
    qtbot.waitUntil(lambda: "another place by now" in form.outcome, timeout=LONG_MILLISECONDS)
    assert {role: url(boxes, role) for role in Role} == {
        Role.MAIN: before[Role.BACKUP],
        Role.BACKUP: before[Role.MAIN],
    }
    face.context.app_state.changed.connect(assistant._look_again)
    assistant._look_again()
    until_closed(assistant, qtbot)
    assert messages[-1].startswith("The storages were changed meanwhile.")


def main_moves(protected: Face, boxes: Boxes, qtbot: QtBot) -> None:
    server = boxes.servers[Role.MAIN]
    protected.window.go(PageName.SETTINGS)
    protected.screens.settings.storages.change[Role.MAIN].click()
    assistant = opened(protected)
    choose(assistant, StepName.MOVED, qtbot)
    form = step(assistant, MovedStep).form
    assert (form.host.text(), form.port.text()) == ("127.0.0.1", str(server.port))
    form.host.setText("localhost")
    form.test.click()
    qtbot.waitUntil(form.trust.isVisible, timeout=LONG_MILLISECONDS)
    form.trust.click()
    until_closed(assistant, qtbot)
    assert "@localhost:" in url(boxes, Role.MAIN)
    qtbot.waitUntil(lambda: status(protected) is Status.SAFE, timeout=LONG_MILLISECONDS)


def main_has_a_new_key(protected: Face, boxes: Boxes, qtbot: QtBot) -> None:
    server = boxes.servers[Role.MAIN]
    before = fingerprint(server.host_key())
    server.new_host_key()
    server.restart()
    protected.commands.sync()
    page = protected.screens.attention
    qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=LONG_MILLISECONDS)
    protected.screens.assist(Role.MAIN, StepName.MOVED)
    assistant = opened(protected)
    step(assistant, MovedStep).form.test.click()
    qtbot.waitUntil(lambda: isinstance(assistant.step, KeyStep), timeout=LONG_MILLISECONDS)
    assistant.reject()
    press(page.cards[0].findChildren(QPushButton), "Compare the keys…")
    assistant = opened(protected)
    key = step(assistant, KeyStep)
    qtbot.waitUntil(key.trust.isVisible, timeout=LONG_MILLISECONDS)
    assert key.keys.words == (before, fingerprint(server.host_key()))
    assert not key.trust.isEnabled()
    key.compared.setChecked(True)
    key.trust.click()
    until_closed(assistant, qtbot)
    qtbot.waitUntil(lambda: not page.cards, timeout=LONG_MILLISECONDS)


def backup_is_dead_and_replaced(protected: Face, boxes: Boxes, new_box: Sshd, qtbot: QtBot) -> None:
    boxes.servers[Role.BACKUP].stop()
    protected.screens.overview.cards[Role.BACKUP].work.assist.click()
    assistant = opened(protected)
    choose(assistant, StepName.REPLACED, qtbot)
    form = step(assistant, ReplacedStep).form
    form.port.setText(str(new_box.port))
    form.user.setText(getuser())
    form.folder.setText(str(new_box.vault))
    form.test.click()
    qtbot.waitUntil(form.accept.isVisible, timeout=LONG_MILLISECONDS)
    assert form.keys.words == ("none yet", fingerprint(new_box.host_key()))
    # Nothing was given away for a key that nobody accepted.
    assert not new_box.vault.exists()
    assert url(boxes, Role.BACKUP) == boxes.servers[Role.BACKUP].url
    form.accept.click()
    until_closed(assistant, qtbot)
    assert url(boxes, Role.BACKUP) == new_box.url

    def filled() -> bool:
        card = protected.screens.overview.cards[Role.BACKUP]
        there = len(list((new_box.vault / "objects").glob("*/*")))
        return there == PHOTOS and "0" not in card.words and card.filling.fraction == 1.0

    qtbot.waitUntil(filled, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: protected_photos(protected) == PHOTOS, timeout=LONG_MILLISECONDS)


def until_report(card: StorageCard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: card.work.report is not None, timeout=LONG_MILLISECONDS)
    assert not card.work.running


def cancelled(face: Face, job: str) -> bool:
    """Whether the engine's job of that name runs already, and was told to end."""
    with EngineClient(face.context.home) as client:
        return client.ask(Cancel(job))["cancelled"]


def until_closed(assistant: StorageAssistant, qtbot: QtBot) -> None:
    """Until it has done what it was asked for."""
    qtbot.waitUntil(
        lambda: not isValid(assistant) or not assistant.isVisible(), timeout=LONG_MILLISECONDS
    )


def said(card: StorageCard) -> list[str]:
    report = card.work.report
    return [] if report is None else [line.words for line in report.lines]


def opened(face: Face) -> StorageAssistant:
    """The assistant that was opened last."""
    (assistant,) = (one for one in face.window.findChildren(StorageAssistant) if one.isVisible())
    return assistant


def choose(assistant: StorageAssistant, name: StepName, qtbot: QtBot) -> None:
    step(assistant, ChoiceStep).options[name].click()
    qtbot.waitUntil(lambda: not isinstance(assistant.step, ChoiceStep))


def step(assistant: StorageAssistant, kind: type[StepT]) -> StepT:
    """The step that is shown, which is of this kind."""
    assert isinstance(assistant.step, kind)
    return assistant.step


def url(boxes: Boxes, role: Role) -> str:
    with reading(boxes.home) as ledger:
        return ledger.storages.get(role).url


def press(buttons: list[QPushButton], words: str) -> None:
    (one,) = (each for each in buttons if each.text() == words)
    one.click()
