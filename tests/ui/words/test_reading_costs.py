"""What reading all of a storage costs is told before, of a bucket only."""

from dataclasses import replace

import pytest

from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.ui.snapshots.snapshot import StorageSummary
from picup_desktop.ui.storages.report import reading_costs
from picup_desktop.words import Role, StorageState

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
