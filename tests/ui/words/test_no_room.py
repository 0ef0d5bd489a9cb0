"""1-7: the window is not green where nothing new can be noted, for its ledger's disk is full."""

import dataclasses
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.schema.database import LEAST_ROOM_BYTES
from picup_desktop.ui.engine.live import Live
from picup_desktop.ui.engine.starter import Presence
from picup_desktop.ui.snapshots.snapshot import take_snapshot, without_names
from picup_desktop.ui.status import Status, StatusInputs, everything, summary_of
from tests.ui.words.test_facts import snapshot


@pytest.mark.parametrize(("free", "full"), [(0, True), (LEAST_ROOM_BYTES, False)])
def test_1_7_a_full_disk_of_the_ledger_is_the_verdict(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, *, full: bool
) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    taken = take_snapshot(ledger)
    ledger.close()
    assert (taken.no_room is not None) is full

    shown = dataclasses.replace(snapshot(), no_room=taken.no_room)
    for given in (shown, without_names(shown)):
        inputs = StatusInputs(given, Live(), Presence.THERE)
        assert (summary_of(inputs).status is Status.BROKEN) is full
        assert ("is full" in everything(inputs)) is full
