"""A bucket that is locked after setup takes photos as ever, and removals wait (3-2)."""

import re
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock, iso
from picup_desktop.storage.errors import StorageDenied, StorageHolds
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.storage.parts import new_part
from picup_desktop.sync.clock.watch import storage_ahead_seconds
from picup_desktop.sync.delete import worker
from picup_desktop.sync.delete.worker import sweep
from picup_desktop.sync.health.storage_checks import check_storage
from picup_desktop.words import Role
from tests.hostile import Answered, Asked, Hostile, Rule, s3_error
from tests.storage.bucket.odd_store import NAME, open_bucket, storing
from tests.storage.new_file import new_file
from tests.unit.storages.in_memory import MemoryStorage

DAY_SECONDS = 24 * 3600
ENDS = "x-amz-object-lock-retain-until-date"
SAYS: Mapping[str, bytes] = {
    "versioning": b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    "object-lock": b"<ObjectLockConfiguration><Rule><DefaultRetention><Mode>COMPLIANCE</Mode>"
    b"<Days>3</Days></DefaultRetention></Rule></ObjectLockConfiguration>",
    "lifecycle": b"<LifecycleConfiguration/>",
}


def _one_by_one(asked: Asked) -> Answered:
    denied = b"".join(
        b"<Error>" + key + b"<Code>AccessDenied</Code><Message>a</Message></Error>"
        for key in re.findall(rb"<Key>.*?</Key>", asked.body)
    )
    return Answered(body=b"<DeleteResult>" + denied + b"</DeleteResult>")


def _whole(_: Asked) -> Answered:
    return s3_error(403, "AccessDenied")


def _of_the_bucket(_: Asked) -> Answered:
    return s3_error(403, "RetentionPolicyNotMet")


def _locked(refuses: Rule, *, says: bool = True) -> Rule:
    """Return the rule of a store that removes nothing; ``says``: it names its lock."""

    def before(asked: Asked) -> Answered | None:
        if asked.path.endswith("?delete"):
            return refuses(asked)
        told = next((body for part, body in SAYS.items() if f"?{part}" in asked.path), None)
        if told is None or not says:
            return Answered(0)
        return Answered(body=told)

    store = storing({}, before)

    def answer(asked: Asked) -> Answered | None:
        answered = store(asked)
        if answered is None or asked.method != "HEAD" or not says:
            return answered
        until = {ENDS: iso(time.time() + 3 * DAY_SECONDS)}
        return Answered(answered.status, answered.body, {**answered.headers, **until})

    return answer


@pytest.mark.parametrize("refuses", [_one_by_one, _whole, _of_the_bucket])
def test_a_lock_forbids_removals_and_nothing_else(
    enemy: Hostile, tmp_path: Path, refuses: Rule
) -> None:
    """A probe could not take its own object back, so the bucket read as one that denies writing."""
    enemy.rule = _locked(refuses)
    opened = open_bucket(enemy, tmp_path)
    assert opened.probe().keeps == Keeping(Versions.ON, 3, strict=True)
    opened.put(NAME, new_file(tmp_path, b"data"))
    with pytest.raises(StorageHolds):
        opened.remove(NAME)
    storage_ahead_seconds(opened, tmp_path, SystemClock())
    checks = {one.name: one for one in check_storage(Role.MAIN, opened, tmp_path, SystemClock())}
    assert checks["storage main"].ok


def test_a_key_that_may_not_remove_is_told(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = _locked(_whole, says=False)
    with pytest.raises(StorageDenied):
        open_bucket(enemy, tmp_path).probe()


def test_what_a_lock_holds_keeps_nothing_else_from_being_swept(tmp_path: Path) -> None:
    held, free = sorted(f"tmp/{new_part()}" for _ in range(2))
    storage = MemoryStorage({held: b"", free: b""})
    storage.failing["remove"] = [StorageHolds("storage-holds-until-lifted"), None]
    assert sweep(storage, SystemClock(), tmp_path, left_behind=lambda _: True) == 1
    assert [*storage.objects] == [held]


def test_what_is_younger_than_what_a_lock_holds_is_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each probe leaves an empty object in such a bucket: thousands within a lock of a month."""
    storage = MemoryStorage({f"tmp/{new_part()}": b"" for _ in range(3)})
    storage.failing["remove"] = [None, StorageHolds("storage-holds-until-lifted")]
    monkeypatch.setattr(worker, "storage_ahead_seconds", lambda *_: 0.0)
    assert sweep(storage, SystemClock(), tmp_path) == 1
    assert len(storage.objects) == 2
    assert len([name for method, name in storage.asked if method == "remove"]) == 2
