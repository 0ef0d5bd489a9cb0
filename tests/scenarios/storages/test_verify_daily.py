"""The verifier's daily share, as the background program reads it back by itself."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from picup_desktop import home as homes
from picup_desktop.app import Engine, engine
from picup_desktop.clock import SystemClock
from picup_desktop.engine.shares.copies import CopyShare
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.verify.verify import last_runs
from picup_desktop.words import CopyState, Role
from tests.copies import needed_copies
from tests.picup import MAIN, PASSPHRASE, Vault, wait_until
from tests.scenarios.deletions.deleting import own_trash


@dataclass
class Share:
    """The share of a real vault on two servers; when it may run is the test's to say."""

    parts: Engine
    held: bool = False
    busy: bool = False
    told: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked_while_busy = threading.Event()
        self.daily = CopyShare(
            ledger=lambda: self.parts.ledger,
            reading=lambda: nullcontext(self.parts),
            held=lambda: self.held,
            busy=self._is_busy,
            clock=SystemClock(),
            tell=lambda event, fields: self.told.append((event, fields)),
        )

    def _is_busy(self) -> bool:
        if self.busy:
            self.asked_while_busy.set()
        return self.busy

    def states(self, role: Role) -> set[CopyState]:
        return {copy.state for copy in needed_copies(self.parts.ledger, role, time.time())}

    def was_read(self) -> bool:
        return bool(self.told)


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_trash(monkeypatch, tmp_path)


@contextmanager
def sharing(vault: Vault) -> Iterator[Share]:
    with engine(homes.Home(vault.home), lambda: PASSPHRASE) as parts:
        with parts.ledger.transaction():
            parts.ledger.database.execute_many(
                "UPDATE copy SET verified_at = ?", [(time.time() - 100 * DAY_SECONDS,)]
            )
        share = Share(parts)
        share.daily.start()
        try:
            yield share
        finally:
            share.daily.stop(10.0)


@pytest.fixture
def synced(vault: Vault) -> Vault:
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        vault.add(name)
    vault.sync()
    return vault


def _look_until(share: Share, done: Callable[[], bool]) -> None:
    share.daily.look()
    wait_until(done, "the share was not read")


def test_what_is_damaged_is_found_and_healed_without_anyone_asking(synced: Vault) -> None:
    name = next(iter(synced.on_disk(MAIN)))
    path = synced.servers[MAIN].vault / name
    whole = path.read_bytes()
    path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    with sharing(synced) as share:
        _look_until(share, share.was_read)
        assert path.read_bytes() == whole
        assert share.states(Role.MAIN) == share.states(Role.BACKUP) == {CopyState.STORED}
        assert all(
            copy.verified_at is not None and time.time() - copy.verified_at < DAY_SECONDS
            for role in Role
            for copy in needed_copies(share.parts.ledger, role, time.time())
        )
        share.told.clear()
        share.daily.look()
        time.sleep(0.5)
        assert not share.told, "a second share on the same day"


def test_nothing_is_read_while_nothing_shall_move(synced: Vault) -> None:
    with sharing(synced) as share:
        share.held = True
        share.daily.look()
        time.sleep(0.5)
        assert last_runs(share.parts.ledger) == dict.fromkeys(Role)
        share.held = False
        _look_until(share, share.was_read)


def test_a_share_that_is_cut_is_due_again(synced: Vault) -> None:
    with sharing(synced) as share:
        share.busy = True
        share.daily.look()
        time.sleep(0.3)
        assert last_runs(share.parts.ledger) == dict.fromkeys(Role), "it began beside a pass"
        share.busy = False
        _look_until(share, share.was_read)


def test_a_storage_that_is_away_is_not_asked_again_and_again(synced: Vault) -> None:
    synced.servers[MAIN].stop()
    with sharing(synced) as share:
        _look_until(share, share.was_read)
        runs = last_runs(share.parts.ledger)
        assert runs[Role.MAIN] is None
        assert runs[Role.BACKUP] is not None
        share.told.clear()
        share.daily.look()
        time.sleep(0.5)
        assert not share.told
