"""The share that a test makes fail or lie, and a storage on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.dav import wire
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.hostile import Hostile, hostile
from tests.shares import PASSWORD
from tests.storage.share.odd_share import Share


@pytest.fixture
def share() -> Share:
    return Share()


@pytest.fixture
def enemy(share: Share, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hostile]:
    monkeypatch.setattr(wire, "FIRST_PAUSE_SECONDS", 0.01)
    with hostile(share) as server:
        yield server


@pytest.fixture
def stall_seconds() -> float:
    return 2.0


@pytest.fixture
def storage(enemy: Hostile, tmp_path: Path, stall_seconds: float) -> Iterator[Storage]:
    access = Access(tmp_path / "known_hosts", password=PASSWORD, stall_seconds=stall_seconds)
    opened = parse_place(f"dav+http://me@127.0.0.1:{enemy.port}/vault").open(access)
    yield opened
    opened.close()
