"""A limit of the upload rate is held for buckets and shares: its waits are counted, not timed."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from picup_desktop.storage.base import Put, Storage
from picup_desktop.storage.courier import process
from picup_desktop.storage.courier.lane import new_lane
from picup_desktop.storage.courier.process import BURST_SECONDS, Bandwidth
from picup_desktop.storage.courier.words import CourierRequest, Tag
from picup_desktop.storage.logins import Logins
from picup_desktop.storage.sums import PART_BYTES
from tests.buckets import BucketServer
from tests.shares import Share
from tests.storage.conftest import bucket_backend, share_backend

RATE = 100_000.0
SMALL, LARGE_BYTES = [70_000, 1, 0, 250_000, 30_000], PART_BYTES * 2 + 1
ANSWER_SECONDS = 60


@dataclass
class FakeTime:
    """Time that passes by sleeping only, and all of it."""

    at: float = 0.0

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    fake = FakeTime()
    monkeypatch.setattr(process, "time", fake)
    return fake


@pytest.fixture(params=["bucket", "share"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "bucket":
        server: BucketServer = request.getfixturevalue("buckets")
        backend = bucket_backend(server, tmp_path)[0]
    else:
        share: Share = request.getfixturevalue("a_share")
        backend = share_backend(share, tmp_path)[0]
    with closing(backend.open()) as opened:
        yield opened


def _served(storage: Storage, time: FakeTime, request: CourierRequest) -> list[int]:
    """Return the tags of what a courier with a limit says to a request."""
    ours, theirs = new_lane()
    bandwidth = Bandwidth(RATE, time.monotonic)
    server = process._LaneServer(theirs, storage, bandwidth, Logins())
    thread = threading.Thread(target=server.serve)
    thread.start()
    said: list[int] = []
    try:
        ours.speaks.send(request)
        while not said or said[-1] not in {Tag.DONE, Tag.FAILED}:
            assert ours.wait(ANSWER_SECONDS)
            said.append(ours.hears.recv_bytes()[0])
    finally:
        ours.close()
        thread.join()
        theirs.close()
    return said


def _waited_for(sent_bytes: int) -> float:
    return sent_bytes / RATE - BURST_SECONDS


def test_a_batch_of_small_objects_waits_for_its_limit(
    storage: Storage, time: FakeTime, tmp_path: Path
) -> None:
    puts = []
    for number, size_bytes in enumerate(SMALL):
        (source := tmp_path / f"source-{number}").write_bytes(os.urandom(size_bytes))
        puts.append(Put(f"objects/ab/{number}", source))
    said = _served(storage, time, CourierRequest("put_many", puts=tuple(puts)))
    assert said[-1] == Tag.DONE
    assert time.at == pytest.approx(_waited_for(sum(SMALL)))
    # Whoever waits for the courier hears that it is alive.
    assert Tag.PROGRESS in said


def test_a_large_object_waits_for_its_limit_piece_by_piece(
    storage: Storage, time: FakeTime, tmp_path: Path
) -> None:
    (source := tmp_path / "source").write_bytes(os.urandom(LARGE_BYTES))
    said = _served(storage, time, CourierRequest("put", "objects/ab/large", source=source))
    assert said[-1] == Tag.DONE
    assert time.at == pytest.approx(_waited_for(LARGE_BYTES))
    assert said.count(Tag.PROGRESS) > LARGE_BYTES / RATE / 2
    assert storage.stat("objects/ab/large").size_bytes == LARGE_BYTES
