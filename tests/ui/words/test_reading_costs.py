"""What reading all of a storage costs is told before, of a bucket only."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.vault import Verify
from picup_desktop.home import Home
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.ui.composition import make_context
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.snapshots.snapshot import StorageSummary, take_snapshot
from picup_desktop.ui.storages.report import reading_costs
from picup_desktop.ui.storages.work import StorageWork
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import Role, StorageState
from tests.small import small_vault

RECORD = StorageRecord(
    role=Role.BACKUP,
    url="s3://KEY@store.example/family/vault",
    key_file=None,
    host_key=None,
    state=StorageState.ONLINE,
    reason=None,
    state_since=0.0,
    checked_at=None,
    free_bytes=None,
    round_trip_seconds=None,
    seen_at=None,
)


@pytest.mark.usefixtures("qapp")
def test_requests_and_download_of_a_bucket() -> None:
    words = reading_costs(StorageSummary(RECORD, objects=2_001, size_bytes=3_000_000_000))
    assert words is not None
    assert "Backup" in words[0]
    assert "2,004 requests" in words[1]
    assert "GB" in words[1] or "GiB" in words[1]


@pytest.mark.parametrize("url", ["sftp://a@nas/x", "davs://a@nas/x", "file:///s3:/x"])
def test_nothing_is_told_of_a_box(url: str) -> None:
    assert reading_costs(StorageSummary(replace(RECORD, url=url), 2_001, 3_000)) is None


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("compares", [True, False])
def test_checksums_are_offered_where_the_store_compares_them(*, compares: bool) -> None:
    words = reading_costs(StorageSummary(RECORD, 2_001, 3_000, compares_sums=compares))
    assert words is not None
    assert ("checksums" in words[1]) is compares


@pytest.mark.parametrize("compares", [True, False])
def test_a_store_is_asked_for_its_checksums_instead(
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    *,
    compares: bool,
) -> None:
    """The window could only read all of a bucket, which costs its download."""
    home = Home(tmp_path / "window")
    home.make()
    context = make_context(qapp, home, Preferences(home))
    with small_vault(tmp_path / "vault", []).ledger() as ledger:
        given = take_snapshot(ledger)
    bucket = StorageSummary(RECORD, 2_001, 3_000, compares_sums=compares)
    context.app_state._take_snapshot(replace(given, storages=(bucket,)))
    work = StorageWork(context, Role.BACKUP)
    qtbot.addWidget(work)
    asked: list[Verify] = []
    monkeypatch.setattr(work, "_ask", asked.append)
    work.show()
    work.verify.click()
    question = work.findChild(Question)
    assert question is not None
    assert question.instead.isVisibleTo(question) is compares
    if compares:
        question.instead.click()
        assert [(one.everything, one.sums) for one in asked] == [(True, True)]
        assert work.doing == "Asking for checksums…"
    else:
        question.yes.click()
        assert [(one.everything, one.sums) for one in asked] == [(True, False)]
